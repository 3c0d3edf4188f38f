/** A function whose handler calls the function again, with what it was given: a retry without a loop, and without an end. */
import type { CallExpr, Expr, FileFacts, FunctionFact } from '../../model/facts.ts';
import type { RetryLayer } from '../../model/retry.ts';
import { isWithin } from '../../model/text.ts';
import { lastCalled } from '../resolve/walk.ts';
import { between, bindingsOf, near } from './view.ts';
import { isSleep, sleepWords } from './waits.ts';

/**
 * The layer that the handlers of a `try` around a call make by calling the function that holds both. Only what plainly has no end counts: the same arguments, under no
 * condition, in a handler that nothing else leaves. A counter that is handed on, or a test of the error, bounds it or may.
 */
export function recursiveRetry(path: string, facts: FileFacts, guarded: number, fn: FunctionFact, isCallOf: (call: CallExpr) => boolean): RetryLayer | null {
  if (fn.name === null) return null;
  const { regions, calls, jumps } = near(facts, guarded);
  for (const { index, region } of regions) {
    if (region.kind !== 'catch' || region.try !== guarded) continue;
    const again = calls.find((call) => isWithin(call, region) && between(facts, call.region, index)?.length === 0 && isCallOf(call) && hasSameArguments(facts, call, fn, index));
    if (again === undefined) continue;
    if (jumps.some((jump) => isWithin(jump, region) && jump.kind !== 'continue' && !(jump.value !== null && isWithin(again, jump.value)))) continue;
    const waits = calls.filter((call) => isWithin(call, region) && call.end <= again.start && isSleep(call, sleepWords));
    return {
      kind: 'loop',
      label: `the call of \`${fn.name}\` in its own handler`,
      attempts: null,
      attemptsKnown: true,
      attemptsFrom: 'code',
      on: region.types.length === 0 || region.types.some(isAnyError) ? 'everything' : 'unknown',
      wait: waits.length === 0 ? (calls.some((call) => call !== again && call.awaited && isWithin(call, region)) ? 'unknown' : 'none') : waits.some(({ args }) => args.some(({ value }) => value.kind === 'number')) ? 'constant' : 'unknown',
      rejects: null,
      at: { path, start: again.start, end: again.end },
      filterAt: { path, start: region.start, end: region.end },
      library: null,
    };
  }
  return null;
}

function isAnyError(type: Expr): boolean {
  const name = lastCalled(type) ?? (type.kind === 'name' ? type.name : null);
  return name === 'Exception' || name === 'BaseException';
}

/** Whether each parameter is handed on as it came, and nothing else is. */
function hasSameArguments(facts: FileFacts, call: CallExpr, fn: FunctionFact, handler: number): boolean {
  return call.args.every((argument, i) => {
    const { value } = argument;
    if (value.kind !== 'name') return false;
    const expected = argument.kind === 'named' ? fn.params.find(({ name }) => name === argument.name) : argument.kind === 'positional' ? fn.params[i] : undefined;
    if (expected === undefined || expected.name !== value.name) return false;
    const bindings = bindingsOf(facts, value);
    return bindings.length > 0 && bindings.every((binding) => binding.value?.kind === 'parameter' && between(facts, binding.region, handler) === null);
  });
}
