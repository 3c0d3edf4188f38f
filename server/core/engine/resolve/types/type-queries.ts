/** What is of the type of a value in sight: `typeof client`, `ReturnType<typeof connect>`, an object of a class that is asked for. */
import type { CallExpr, TypeofExpr } from '../../../model/facts.ts';
import { optionsOf, type Origin, type Value } from '../../../model/value.ts';
import type { Evaluator } from '../evaluator.ts';
import { instanceOf } from './types.ts';
import { either, external, originOf, unknown } from '../values.ts';

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

/** An object of the type that a call is made with: `container.get<Client>("client")`. Null where that says nothing of use. */
export function typedBy(evaluator: Evaluator, path: string, { types }: CallExpr): Value | null {
  return types?.length === 1 ? instanceOf(evaluator, path, types[0]!) : null;
}

/** What one gets for a class, or for a token that stands for a type: `container.resolve(Client)`, `inject(new InjectionToken<Client>("client"))`. Null where that is not told. */
export function objectFor(evaluator: Evaluator, path: string, asked: Value | undefined, origin: Origin): Value | null {
  if (asked?.kind === 'class') return { kind: 'object', path: asked.path, class: asked.class, construction: null, origin };
  if (asked?.kind !== 'external') return null;
  const made = asked.steps.findLast((step) => step.kind === 'call' && step.call?.types !== undefined);
  const typed = made?.kind === 'call' ? instanceOf(evaluator, made.path, made.call!.types![0]!) : null;
  return typed ?? (asked.package === '' ? null : external(asked.package, [...asked.steps, { kind: 'call', call: null, path }], origin));
}
