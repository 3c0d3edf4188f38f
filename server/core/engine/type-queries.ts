/** What is of the type of a value in sight: `typeof client`, `ReturnType<typeof connect>`. */
import type { TypeofExpr } from '../model/facts.ts';
import { optionsOf, type Value } from '../model/value.ts';
import type { Evaluator } from './evaluator.ts';
import { either, originOf, unknown } from './values.ts';

/** A value like the one that the type is taken of; null where that is not known. */
export function likeValue(evaluator: Evaluator, path: string, type: TypeofExpr): Value | null {
  const alike = optionsOf(evaluator.evaluate(path, type.of, evaluator.root)).map(typical);
  return alike.every(({ kind }) => kind === 'unknown' || kind === 'null') ? null : either(alike, originOf(path, type));
}

/** A type says what an object can do, and not which text or number another one of it holds. */
function typical(value: Value): Value {
  switch (value.kind) {
    case 'record':
      return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: either(optionsOf(entry.value).map(typical), entry.value.origin) })) };
    case 'external':
    case 'object':
    case 'class':
    case 'function':
    case 'module':
    case 'null':
      return value;
    default:
      return unknown('a value of that type', 'parameter', value.origin);
  }
}
