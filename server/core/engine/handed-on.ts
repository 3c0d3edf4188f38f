/** What a library calls a function with that it is handed, as far as types tell. */
import type { MemberExpr } from '../model/facts.ts';
import { optionsOf, type ExternalValue, type Origin, type Value } from '../model/value.ts';
import { callFunction } from './apply.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { instanceOf } from './types.ts';
import { external, unknown } from './values.ts';

/** The first parameter of a function that is of a library's type: `const plugin: FastifyPluginAsync = async (app) => …`. */
export function firstOfType(evaluator: Evaluator, path: string, type: ExternalValue, origin: Origin): Value | null {
  const idiom = idiomsOf(evaluator, path).ofExternal(type);
  return idiom?.means !== 'function-type' || idiom.field === undefined ? null : external(type.package, [{ kind: 'member', name: idiom.field }, { kind: 'call', call: null, path }], origin);
}

/** The record that a function gets which is handed to a method of what was made with a type: `procedure.query(({ ctx }) => …)`. */
export function handedWithContext(evaluator: Evaluator, path: string, callee: MemberExpr, origin: Origin, frame: Frame): Value | null {
  const idiom = idiomsOf(evaluator, path).ofSomeMethod(callee.property);
  if (idiom?.field === undefined) return null;
  const [object] = optionsOf(evaluator.evaluate(path, callee, frame));
  if (object?.kind !== 'external' || idiomsOf(evaluator, path).ofExternal(object)?.means !== 'hands-on') return null;
  const made = object.steps.find((step) => step.kind === 'call' && step.call?.types !== undefined);
  const type = made?.kind === 'call' ? made.call?.types?.[0] : undefined;
  if (made?.kind !== 'call' || type === undefined) return null;
  const typed = instanceOf(evaluator, made.path, type);
  // The type of a function stands for what that gives.
  const value = typed?.kind === 'function' ? callFunction(evaluator, typed, origin, frame) : (typed ?? unknown(idiom.field, 'parameter', origin));
  return { kind: 'record', entries: [{ key: idiom.field, value, presence: 'always', site: { kind: 'statement', path, span: origin.expr, value: origin.expr } }], open: 'what a library hands over', origin };
}
