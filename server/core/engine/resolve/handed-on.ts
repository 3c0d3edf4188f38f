/** What a library calls a function with that it is handed, as far as types tell. */
import type { CallExpr, FileFacts, MemberExpr } from '../../model/facts.ts';
import { optionsOf, type ExternalValue, type Origin, type Value } from '../../model/value.ts';
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
  return recordWith(idiom.field, value, path, origin);
}

/** The record that a function gets which is an entry of what a library's function is given: `createStep({ execute: async ({ mastra }) => … })`. */
export function handedInRecord(evaluator: Evaluator, path: string, fn: number, origin: Origin): Value | null {
  const call = callsWithFunctions(evaluator.reader.facts(path)!).get(fn);
  if (call === undefined) return null;
  const [callee] = optionsOf(evaluator.evaluate(path, call.callee, evaluator.root));
  const idiom = callee?.kind === 'external' ? idiomsOf(evaluator, path).ofNamed(callee) : undefined;
  if (callee?.kind !== 'external' || idiom?.means !== 'hands-object' || idiom.field === undefined || idiom.type === undefined) return null;
  return recordWith(idiom.field, external(callee.package, [{ kind: 'member', name: idiom.type }, { kind: 'call', call: null, path }], origin), path, origin);
}

const withFunctions = new WeakMap<FileFacts, ReadonlyMap<number, CallExpr>>();

/** By function, the call of which it is an entry of a record that is an argument. */
function callsWithFunctions(facts: FileFacts): ReadonlyMap<number, CallExpr> {
  let known = withFunctions.get(facts);
  if (known === undefined) {
    const found = new Map<number, CallExpr>();
    for (const call of facts.calls) for (const { value } of call.args) if (value.kind === 'record') for (const entry of value.entries) if (entry.value.kind === 'function') found.set(entry.value.function, call);
    withFunctions.set(facts, (known = found));
  }
  return known;
}

function recordWith(field: string, value: Value, path: string, origin: Origin): Value {
  return { kind: 'record', entries: [{ key: field, value, presence: 'always', site: { kind: 'statement', path, span: origin.expr, value: origin.expr } }], open: 'what a library hands over', origin };
}
