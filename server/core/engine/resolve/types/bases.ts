/** What the classes that a class is built on are worth. */
import { optionsOf, type ClassValue, type ObjectValue, type Value } from '../../../model/value.ts';
import type { Evaluator } from '../evaluator.ts';

/** Each of the bases, as whatever it may be. @param also what the class promises to be (`implements`), after what it is built on */
export function basesOf(evaluator: Evaluator, { path, class: index }: Pick<ObjectValue | ClassValue, 'path' | 'class'>, also: 'interfaces' | 'nothing' = 'nothing'): readonly Value[] {
  const cls = evaluator.reader.facts(path)?.classes[index];
  if (cls === undefined) return [];
  return [...cls.bases, ...(also === 'interfaces' ? (cls.interfaces ?? []) : [])].flatMap((base) => optionsOf(evaluator.evaluate(path, base, evaluator.root)));
}
