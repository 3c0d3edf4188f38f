/** What calls and decorators put into a table by the function that fills it: `@register("openai")` before a class, `Registry.add("openai", OpenAIProvider)`. */
import type { Expr, FileFacts, FunctionFact, Mutation } from '../../../model/facts.ts';
import { escapeRegExp } from '../../../model/text.ts';
import { optionsOf, type Value } from '../../../model/value.ts';
import { runOf } from '../apply.ts';
import { unlessUnderWay, type Evaluator, type Frame } from '../evaluator.ts';
import { calledName, indexOf } from '../lookup.ts';
import { lastName } from '../walk.ts';
import { originOf } from '../values.ts';

/** More files than this import the function's: who registers something is not looked for there. */
const MAX_IMPORTERS = 24;

/** More runs than this fill a table: it is no table of a few things to choose from. */
const MAX_RUNS = 24;

const known = new WeakMap<Evaluator, Map<Mutation, readonly Frame[]>>();

/** The runs in which a function puts what it is handed into a table under a name; none where the change is another one, or `frame` is such a run itself. */
export function runsRegistering(evaluator: Evaluator, path: string, mutation: Mutation, frame: Frame): readonly Frame[] {
  const facts = evaluator.reader.facts(path)!;
  const registering = registeringFunction(facts, mutation);
  if (registering === null) return [];
  for (let at: Frame | null = frame; at !== null; at = at.parent) if (at.path === path && at.function === registering) return [];
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  let runs = remembered.get(mutation);
  if (runs === undefined) {
    const found = unlessUnderWay(evaluator, `registered ${path}\0${mutation.start}`, () => runsOf(evaluator, path, facts, registering));
    if (found === null) return [];
    remembered.set(mutation, (runs = found));
  }
  return runs;
}

/** The function that a change stands in, where it sets what one of the function's parameters is under a key that is not written there: `TABLE[name] = item`. */
function registeringFunction(facts: FileFacts, { operation, key, value, scope }: Mutation): number | null {
  if (operation !== 'set' || key === null || key.kind === 'string' || value?.kind !== 'name') return null;
  const home = facts.scopes[indexOf(facts).activation(scope)]!;
  const fn = home.kind === 'function' ? facts.functions[home.function] : undefined;
  return fn?.params.some(({ name }) => name === value.name) === true ? home.function : null;
}

function runsOf(evaluator: Evaluator, path: string, facts: FileFacts, registering: number): readonly Frame[] {
  const fn = facts.functions[registering]!;
  // What a decorator with arguments gives is a function within it.
  const outer = facts.scopes[indexOf(facts).activation(facts.scopes[fn.scope]!.parent)]!;
  const name = (outer.kind === 'function' ? facts.functions[outer.function]! : fn).name;
  if (name === null) return [];
  const { reader } = evaluator;
  const importers = reader.importersOf(path);
  const mention = new RegExp(String.raw`(?<![\w$])${escapeRegExp(name)}\s*(?:\(|$)`, 'm');
  const files = [path, ...(importers.length > MAX_IMPORTERS ? [] : importers.filter((file) => file !== path && mention.test(reader.text(file))))];
  const runs: Frame[] = [];
  for (const file of files) {
    const there = reader.facts(file);
    if (there === undefined) continue;
    if (file !== path) reader.readWhole(file);
    runs.push(...decorated(evaluator, file, there, name, path, registering));
    if (outer.kind === 'module' || outer.kind === 'class') runs.push(...calling(evaluator, file, there, name, path, registering));
  }
  if (runs.length > 0) reader.readAllCalls();
  return runs.length > MAX_RUNS ? [] : runs;
}

/** The runs that a file's decorators of this name make of the function. */
function decorated(evaluator: Evaluator, file: string, facts: FileFacts, name: string, path: string, registering: number): readonly Frame[] {
  const made = (decorators: readonly Expr[], item: (expr: Expr) => Value): readonly Frame[] =>
    decorators.filter((decorator) => lastName(decorator.kind === 'call' ? decorator.callee : decorator) === name).flatMap((decorator) =>
      optionsOf(evaluator.evaluate(file, decorator, evaluator.root)).flatMap((option) => {
        const run = option.kind === 'function' && option.path === path && option.function === registering ? runOf(evaluator, option, evaluator.root) : null;
        return run === null ? [] : [{ ...run, args: (parameter: number) => (parameter === 0 ? item(decorator) : undefined) }];
      }),
    );
  return [
    ...facts.classes.flatMap(({ decorators }, index) => made(decorators, (expr) => ({ kind: 'class', path: file, class: index, origin: originOf(file, expr) }))),
    ...facts.functions.flatMap(({ decorators, role }: FunctionFact, index) => (role !== 'function' ? [] : made(decorators, (expr) => ({ kind: 'function', path: file, function: index, self: null, origin: originOf(file, expr) })))),
  ];
}

/** The runs that a file makes of the function by calling it. */
function calling(evaluator: Evaluator, file: string, facts: FileFacts, name: string, path: string, registering: number): readonly Frame[] {
  const index = indexOf(facts);
  index.asked.add(name);
  return facts.calls.filter((call) => calledName(facts, call) === name).flatMap((call) =>
    optionsOf(evaluator.evaluate(file, call.callee, evaluator.root)).flatMap((option) => {
      const run = option.kind === 'function' && option.path === path && option.function === registering ? runOf(evaluator, option, evaluator.root, { path: file, call }) : null;
      return run === null ? [] : [run];
    }),
  );
}
