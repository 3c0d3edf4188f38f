/** Calls that build an object of a class under another name than its own: one that a table, a function or a name gives for it, `PROVIDERS[name](model)`. */
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import { escapeRegExp } from '../../model/text.ts';
import { optionsOf, type ObjectValue } from '../../model/value.ts';
import type { Evaluator } from './evaluator.ts';
import { indexOf, onlyBinding } from './lookup.ts';
import { fewImportersOf } from './settings/program.ts';

/** A call, and the file that it stands in. */
export interface CallAt {
  readonly path: string;
  readonly call: CallExpr;
}

export type Class = Pick<ObjectValue, 'path' | 'class'>;

/** How far the files that import one another are followed: the class's, one that passes it on, the table's, the one that builds. */
const MAX_STEPS = 3;

/** More files than this, and who builds is not looked for. */
const MAX_FILES = 12;

const known = new WeakMap<Evaluator, Map<string, readonly CallAt[]>>();

/** Calls of one of some classes by what is not its name; none where their files and those that import them only call the classes and build on them. */
export function callsByOtherNames(evaluator: Evaluator, classes: readonly Class[]): readonly CallAt[] {
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  const key = classes.map(({ path, class: of }) => `${path}\0${of}`).join('\0');
  let calls = remembered.get(key);
  if (calls === undefined) {
    // Who is called may depend on what is built.
    remembered.set(key, []);
    remembered.set(key, (calls = found(evaluator, classes)));
  }
  return calls;
}

function found(evaluator: Evaluator, classes: readonly Class[]): readonly CallAt[] {
  const { reader } = evaluator;
  const taken = classes.filter((cls) => isTaken(evaluator, cls));
  const files = new Set(taken.map(({ path }) => path));
  let fresh: readonly string[] = [...files];
  for (let step = 0; step < MAX_STEPS && fresh.length > 0; step++) {
    fresh = fresh.flatMap((file) => fewImportersOf(reader, file)).filter((file) => !files.has(file));
    for (const file of fresh) files.add(file);
  }
  if (files.size === 0 || files.size > MAX_FILES) return [];
  return [...files].flatMap((path) => {
    const facts = reader.facts(path);
    const candidates = facts === undefined ? [] : facts.calls.filter((call) => isByOtherName(facts, call));
    if (candidates.length === 0) return [];
    reader.readWhole(path);
    reader.readAllCalls();
    return candidates.flatMap((call) => {
      const callees = optionsOf(evaluator.evaluate(path, call.callee, evaluator.root));
      return callees.some((callee) => callee.kind === 'class' && taken.some((cls) => cls.path === callee.path && cls.class === callee.class)) ? [{ path, call }] : [];
    });
  });
}

/** Whether a class is kept somewhere: it has a decorator with arguments, or its file or one that imports it has its name as an entry of a table, a result, or one of two. */
function isTaken({ reader }: Evaluator, { path, class: of }: Class): boolean {
  const { name, decorators } = reader.facts(path)!.classes[of]!;
  if (name === null) return false;
  if (decorators.some(({ kind }) => kind === 'call')) return true;
  const own = String.raw`(?:\w+\.)?${escapeRegExp(name)}`;
  const kept = new RegExp(String.raw`(?:["'\]]\s*:|["']\s*,|\breturn|\belse)\s*${own}\s*(?:[,;)}]|$)|=\s*${own}\s+if\b`, 'm');
  return [path, ...fewImportersOf(reader, path)].some((file) => kept.test(reader.text(file)));
}

/** `TABLE[name](…)`, `get(name)(…)`, and a call of a name that is bound to such. */
function isByOtherName(facts: FileFacts, { callee }: CallExpr): boolean {
  if (callee.kind === 'index' || callee.kind === 'call') return true;
  const bound = callee.kind === 'name' ? onlyBinding(indexOf(facts), callee) : null;
  return bound?.kind === 'variable' && (bound.value?.kind === 'index' || bound.value?.kind === 'call' || bound.value?.kind === 'conditional');
}
