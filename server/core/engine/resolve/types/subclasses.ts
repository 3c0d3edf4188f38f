/** Classes of the workspace that are built on one: an object of it that nobody is seen to build may be of theirs, with what they have in the place of its members. */
import type { ClassFact, FileFacts } from '../../../model/facts.ts';
import { optionsOf, type ClassValue, type ObjectValue } from '../../../model/value.ts';
import { basesOf } from './bases.ts';
import type { Evaluator } from '../evaluator.ts';
import { indexOf } from '../lookup.ts';

/** More files than this import the class's file: who builds on it is not looked for there. */
const MAX_IMPORTERS = 24;

/** More classes than this are built on it: what each of them has says little. */
const MAX_CLASSES = 8;

const known = new WeakMap<Evaluator, Map<string, readonly ObjectValue[]>>();

/** An object of each class that is built on a class, directly or through another; none where there are many of them. */
export function subclassesOf(evaluator: Evaluator, { path, class: of }: Pick<ClassValue, 'path' | 'class'>): readonly ObjectValue[] {
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  const key = `${path}\0${of}`;
  const before = remembered.get(key);
  if (before !== undefined) return before;
  // Classes that are built on one another end here.
  remembered.set(key, []);
  const direct = builtOn(evaluator, path, of);
  const all = [...direct, ...direct.flatMap((cls) => subclassesOf(evaluator, cls))];
  const found = all.length > MAX_CLASSES ? [] : all;
  remembered.set(key, found);
  return found;
}

/** Of the classes that are built on one those that have its constructor: none of their other bases, nor they themselves, has one of its own. */
export function inheriting(evaluator: Evaluator, cls: Pick<ClassValue, 'path' | 'class'>): readonly ObjectValue[] {
  return subclassesOf(evaluator, cls).filter((sub) => {
    const from = constructing(evaluator, sub, 0);
    return from?.path === cls.path && from.class === cls.class;
  });
}

/** The class whose constructor builds the objects of another. */
function constructing(evaluator: Evaluator, holder: ClassValue | ObjectValue, depth: number): ClassValue | ObjectValue | null {
  if (depth > 6) return null;
  if (indexOf(evaluator.reader.facts(holder.path)!).constructorOf(holder.class) >= 0) return holder;
  for (const base of basesOf(evaluator, holder)) {
    const found = base.kind === 'class' ? constructing(evaluator, base, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}

function builtOn(evaluator: Evaluator, path: string, of: number): readonly ObjectValue[] {
  const { reader } = evaluator;
  const facts = reader.facts(path);
  const name = facts?.classes[of]?.name;
  if (facts === undefined || name === undefined || name === null) return [];
  const importers = reader.importersOf(path);
  const derived = new RegExp(String.raw`\b(?:class|extends)\b[^\n]*(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`);
  const others = importers.length > MAX_IMPORTERS ? [] : importers.filter((file) => derived.test(reader.text(file)));
  const within = (file: string, facts: FileFacts | undefined, isOne: (cls: ClassFact) => boolean): readonly ObjectValue[] =>
    (facts?.classes ?? []).flatMap((cls, index) => (isOne(cls) && !(file === path && index === of) ? [{ kind: 'object' as const, path: file, class: index, construction: null, origin: { path: file, expr: cls.bases[0]!, name: null } }] : []));
  return [
    ...within(path, facts, ({ bases }) => bases.some((base) => base.kind === 'name' && base.name === name)),
    ...others.flatMap((file) => within(file, reader.facts(file), ({ bases }) => bases.some((base) => optionsOf(evaluator.evaluate(file, base, evaluator.root)).some((option) => option.kind === 'class' && option.path === path && option.class === of)))),
  ];
}
