/** Options of the command line that a program declares: `parser.add_argument("--model", default="…")`, `@option("--model", default="…")` on a function. */
import type { CallExpr, Expr, FunctionFact } from '../../../model/facts.ts';
import { knownText, optionsOf, type Origin, type RecordField, type RecordValue, type Value } from '../../../model/value.ts';
import { basesOf } from '../types/bases.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { keysOf } from '../changes/lists.ts';
import { idiomsOf } from '../idioms.ts';
import { choiceOf, firstArgument } from './read-settings.ts';
import { either, originOf, unknown } from '../values.ts';

/** All options that a file declares for a parser, its groups and subcommands included, as a record. */
export function optionsDeclared(evaluator: Evaluator, path: string, parsed: CallExpr, frame: Frame, origin: Origin): Value {
  return declaredFor(evaluator, path, parserOf(evaluator, path, parsed, frame), frame, origin);
}

/** What a file declares for a parser, and for those of which it is not known where they are made. */
function declaredFor(evaluator: Evaluator, path: string, parser: CallExpr | null, frame: Frame, origin: Origin): RecordValue {
  const entries = new Map<string, RecordField>();
  evaluator.reader.readAllCalls();
  for (const call of evaluator.reader.facts(path)?.calls ?? []) {
    if (call.callee.kind !== 'member' || idiomsOf(evaluator, path).of(`.${call.callee.property}`)?.means !== 'option') continue;
    const declaredFor = parserOf(evaluator, path, call, evaluator.root);
    if (declaredFor !== null && declaredFor !== parser) continue;
    const key = nameOf(evaluator, path, call, frame);
    if (key === null) continue;
    const value = valueOf(evaluator, path, call, frame);
    const before = entries.get(key);
    const site = { kind: 'statement', path, span: call, value: call } as const;
    entries.set(key, { key, value: before === undefined ? value : either([before.value, value], value.origin), presence: 'always', site });
  }
  return { kind: 'record', entries: [...entries.values()], open: 'options of the command line', origin };
}

/** The options that a method is called with which runs a command: those that its file declares, where its class is one of commands. Null for any other. */
export function optionsOfCommand(evaluator: Evaluator, path: string, fn: FunctionFact, origin: Origin): RecordValue | null {
  if (fn.class < 0) return null;
  const isCommand = basesOf(evaluator, { path, class: fn.class }).some((base) => {
    const idiom = base.kind === 'external' ? idiomsOf(evaluator, path).ofNamed(base) : undefined;
    return idiom?.means === 'command-class' && idiom.field === fn.name;
  });
  return isCommand ? declaredFor(evaluator, path, null, evaluator.root, origin) : null;
}

/** The construction of the parser that a method is called on; null where it is not known. */
function parserOf(evaluator: Evaluator, path: string, { callee }: CallExpr, frame: Frame): CallExpr | null {
  if (callee.kind !== 'member') return null;
  const [object] = optionsOf(evaluator.evaluate(path, callee.object, frame));
  return (object?.kind === 'external' ? object.steps.find((step) => step.kind === 'call')?.call : null) ?? null;
}

/** What a parameter gets from an option that its function is decorated with; null where there is none. */
export function optionFor(evaluator: Evaluator, path: string, fn: FunctionFact, parameter: string): Value | null {
  for (const decorator of fn.decorators) {
    if (decorator.kind !== 'call' || !isOption(evaluator, path, decorator.callee)) continue;
    if (nameOf(evaluator, path, decorator, evaluator.root) === parameter) return valueOf(evaluator, path, decorator, evaluator.root);
  }
  return null;
}

function isOption(evaluator: Evaluator, path: string, callee: Expr): boolean {
  return optionsOf(evaluator.evaluate(path, callee, evaluator.root)).some((option) => option.kind === 'external' && idiomsOf(evaluator, path).ofExternal(option)?.means === 'option');
}

/** The name that a program knows an option by: the one it is given as such, else that of its long form. */
function nameOf(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): string | null {
  const given = call.args.find((argument) => argument.kind === 'named' && argument.name === 'dest');
  if (given !== undefined) return knownText(evaluator.evaluate(path, given.value, frame));
  const names = call.args.flatMap((argument) => (argument.kind === 'positional' && argument.value.kind === 'string' ? [argument.value.value] : []));
  const plain = names.find((name) => !name.startsWith('-'));
  const long = names.find((name) => name.startsWith('--')) ?? names[0];
  return (plain ?? long)?.replace(/^-+/, '').split('/')[0]!.replaceAll('-', '_') ?? null;
}

function valueOf(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value {
  const origin = originOf(path, call);
  const [first] = call.args;
  const given = unknown(`option ${first?.value.kind === 'string' ? first.value.value : 'of the command line'}`, 'environment', origin);
  const byDefault = call.args.find((argument) => argument.kind === 'named' && argument.name === 'default');
  const value = byDefault === undefined ? null : evaluator.evaluate(path, byDefault.value, frame);
  if (value !== null && value.kind !== 'null') return either([value, given], origin);
  const choice = choicesOf(evaluator, path, call, frame, origin);
  if (choice === null) return given;
  const isGiven = first?.value.kind !== 'string' || !first.value.value.startsWith('-') || call.args.some((argument) => argument.kind === 'named' && argument.name === 'required' && argument.value.kind === 'boolean' && argument.value.value);
  return isGiven ? choice : either([choice, { kind: 'null', origin }], origin);
}

/** The texts of which an option takes one, `choices=[…]` or `type=Choice([…])`; null where they are not all known. */
function choicesOf(evaluator: Evaluator, path: string, { args }: CallExpr, frame: Frame, origin: Origin): Value | null {
  const named = (name: string): Value | null => {
    const argument = args.find((other) => other.kind === 'named' && other.name === name);
    return argument === undefined ? null : evaluator.evaluate(path, argument.value, frame);
  };
  const type = named('type');
  const choices = named('choices') ?? (type?.kind === 'external' ? firstArgument(evaluator, type.steps.at(-1)) : null);
  return choiceOf(choices?.kind === 'record' ? keysOf(choices, origin) : choices, origin);
}
