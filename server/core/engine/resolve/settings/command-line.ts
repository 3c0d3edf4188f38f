/**
 * Options of the command line that are declared on the way to where they are read: in a chain of calls (`program.option("--model <name>", "…", "…").parse()`), or in a record
 * that is handed to what parses them. Whoever starts the program may set another value than the default.
 */
import type { CallExpr } from '../../../model/facts.ts';
import { externalPath, knownText, optionsOf, type ExternalStep, type ExternalValue, type Origin, type RecordField, type RecordValue, type Value } from '../../../model/value.ts';
import { runIn, type Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { choiceOf } from './read-settings.ts';
import { either, originOf, unknown } from '../values.ts';

/** What the calls of a chain declare, and what the same file declares for the same program in statements of their own. Options of a command are that command's. */
export function optionsOfChain(evaluator: Evaluator, path: string, chain: ExternalValue, origin: Origin): RecordValue {
  const own = ownSteps(chain);
  const elsewhere = own.length < chain.steps.length ? [] : declaredFor(evaluator, path, chain);
  return recordOf([...elsewhere, ...own].flatMap((step, index, steps) => declared(evaluator, step, index, steps)), origin);
}

/** The options that the function is called with which a command runs (`.action((file, options) => …)`): they stand behind the command's arguments. */
export function optionsPassed(evaluator: Evaluator, path: string, object: Value, parameter: number, origin: Origin): Value | null {
  const [chain] = optionsOf(object);
  if (chain?.kind !== 'external' || parameter !== argumentsBefore(evaluator, ownSteps(chain))) return null;
  const options = optionsOfChain(evaluator, path, chain, origin);
  return options.entries.length === 0 ? null : options;
}

/** What is parsed by a record of descriptions, or of defaults. */
export function optionsDescribed(described: Value, origin: Origin): RecordValue {
  const entries = described.kind !== 'record' ? [] : described.entries;
  return recordOf(entries.flatMap(({ key, value }) => [...new Set([key, inCamelCase(key)])].map((name) => fieldOf(name, value.kind === 'record' ? defaultIn(value) : value, origin, choicesIn(value, origin)))), origin);
}

/** A default that is given for a setting of its own: `defineString("MODEL", { default: "…" })`. */
export function defaultIn(given: Value | undefined): Value | null {
  return given?.kind === 'record' ? (given.entries.find((entry) => entry.key === 'default')?.value ?? null) : null;
}

/** The same of the texts of which it takes one. */
function choicesIn(given: Value | undefined, origin: Origin): Value | null {
  return given?.kind === 'record' ? choiceOf(given.entries.find((entry) => entry.key === 'choices')?.value ?? null, origin) : null;
}

function recordOf(entries: readonly RecordField[], origin: Origin): RecordValue {
  return { kind: 'record', entries, open: 'options of the command line', origin };
}

/** @param choices the texts of which it takes one, where they are known */
function fieldOf(key: string, byDefault: Value | null, origin: Origin, choices: Value | null = null): RecordField {
  const given = unknown(`option --${key}`, 'environment', origin);
  const otherwise = choices === null ? given : either([choices, { kind: 'null', origin }], origin);
  return { key, value: byDefault === null || byDefault.kind === 'null' ? otherwise : either([byDefault, given], origin), presence: 'always', site: { kind: 'statement', path: origin.path, span: origin.expr, value: origin.expr } };
}

/** The steps from the last command on. */
function ownSteps({ steps }: ExternalValue): readonly ExternalStep[] {
  const command = steps.findLastIndex((step) => step.kind === 'member' && step.name === 'command');
  return command < 0 ? steps : steps.slice(command);
}

/** Steps that declare an option each, of other statements about the same program. */
function declaredFor(evaluator: Evaluator, path: string, chain: ExternalValue): readonly ExternalStep[] {
  const program = programOf(chain);
  evaluator.reader.readAllCalls();
  return (evaluator.reader.facts(path)?.calls ?? []).flatMap((call) => {
    if (call.callee.kind !== 'member' || idiomsOf(evaluator, path).of(`.${call.callee.property}`)?.means !== 'option') return [];
    const [object] = optionsOf(evaluator.evaluate(path, call.callee.object, evaluator.root));
    if (object?.kind !== 'external' || programOf(object) !== program || ownSteps(object).length < object.steps.length) return [];
    return [{ kind: 'member', name: call.callee.property } as const, { kind: 'call', call, path } as const];
  });
}

/** What a chain begins with. */
function programOf({ package: name, steps, origin }: ExternalValue): string {
  const first = steps.findIndex((step) => step.kind === 'call');
  const made = steps[first];
  const before = externalPath({ kind: 'external', package: name, steps: steps.slice(0, first < 0 ? steps.length : first), origin });
  return `${name}:${made?.kind === 'call' && made.call !== null && /(?:^|\.)(?:[A-Z]\w*|createCommand|default)$/.test(before) ? `${before}@${made.call.start}` : ''}`;
}

function declared(evaluator: Evaluator, step: ExternalStep, index: number, steps: readonly ExternalStep[]): readonly RecordField[] {
  const before = steps[index - 1];
  if (step.kind !== 'call' || step.call === null || before?.kind !== 'member' || idiomsOf(evaluator, step.path).of(`.${before.name}`)?.means !== 'option') return [];
  const [first, ...others] = valuesOf(evaluator, step);
  const origin = originOf(step.path, step.call);
  if (first?.kind === 'external') return ofObject(evaluator, first, origin);
  // All of them in one record.
  if (first?.kind === 'record') return optionsDescribed(first, origin).entries;
  const key = nameIn(first);
  const record = others.find((value) => value.kind === 'record');
  // Behind the description, and behind a function that reads it.
  const last = others.slice(1).findLast((value) => value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean');
  return key === null ? [] : [fieldOf(key, defaultIn(record) ?? last ?? null, origin, choicesIn(record, origin))];
}

/** `new Option("--model <name>", "…").default("…")`. */
function ofObject(evaluator: Evaluator, { steps }: ExternalValue, origin: Origin): readonly RecordField[] {
  const made = steps.find((step) => step.kind === 'call');
  const at = steps.findIndex((step) => step.kind === 'member' && step.name === 'default');
  const key = made?.kind === 'call' ? nameIn(valuesOf(evaluator, made)[0]) : null;
  const given = steps[at + 1];
  const choices = steps[steps.findIndex((step) => step.kind === 'member' && step.name === 'choices') + 1];
  return key === null ? [] : [fieldOf(key, at < 0 || given?.kind !== 'call' ? null : (valuesOf(evaluator, given)[0] ?? null), origin, choices?.kind === 'call' ? choiceOf(valuesOf(evaluator, choices)[0] ?? null, origin) : null)];
}

/** The name that a program knows an option by: that of its long form, in camel case. */
function nameIn(flags: Value | undefined): string | null {
  const text = knownText(flags);
  const name = text === null ? undefined : (/--([\w-]+)/.exec(text)?.[1] ?? /^[\w-]+$/.exec(text)?.[0]);
  return name === undefined ? null : inCamelCase(name.replace(/^no-/, ''));
}

function inCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** How many arguments a command takes: those that its name lists, and those that are declared one by one. */
function argumentsBefore(evaluator: Evaluator, steps: readonly ExternalStep[]): number {
  let count = 0;
  steps.forEach((step, i) => {
    const before = steps[i - 1];
    if (step.kind !== 'call' || before?.kind !== 'member') return;
    if (before.name === 'argument') count++;
    else if (before.name === 'command' || before.name === 'arguments') count += (knownText(valuesOf(evaluator, step)[0])?.match(/<[^>]*>|\[[^\]]*\]/g) ?? []).length;
  });
  return count;
}

function valuesOf(evaluator: Evaluator, { call, path, activation }: Extract<ExternalStep, { readonly kind: 'call' }>): readonly Value[] {
  return (call as CallExpr).args.map(({ value }) => evaluator.evaluate(path, value, runIn(evaluator, activation)));
}
