/** How often a call runs, as far as its own file tells. */
import type { CallSite } from '../model/callsite.ts';
import type { FileFacts, Region } from '../model/facts.ts';
import type { AnalyzedCall } from '../model/rule.ts';
import { regionsAround } from './lookup.ts';

/**
 * `yes`: the call runs at most once a process: it stands at module level or in a main guard outside loops, or in functions that only such code
 * calls, once. `unknown`: the function may be called from elsewhere (it is exported, or nobody here calls it).
 */
export function runsOnce(site: CallSite): AnalyzedCall['once'] {
  return onceAt(site.facts, site.call.region, new Set());
}

function onceAt(facts: FileFacts, region: number, seen: Set<number>): AnalyzedCall['once'] {
  for (const around of regionsAround(facts, region)) {
    if (around.kind === 'loop') return 'no';
    if (around.kind === 'function') return functionOnce(facts, around, seen);
  }
  return 'yes';
}

function functionOnce(facts: FileFacts, region: Extract<Region, { readonly kind: 'function' }>, seen: Set<number>): AnalyzedCall['once'] {
  if (seen.has(region.function)) return 'no';
  seen.add(region.function);
  const fn = facts.functions[region.function]!;
  if (fn.passedTo >= 0) {
    const call = facts.calls[fn.passedTo]!;
    // A function that is handed to another one runs as often as that one likes: only an immediately invoked one is known.
    return call.callee.kind === 'function' ? onceAt(facts, call.region, seen) : 'unknown';
  }
  if (fn.class >= 0 || fn.name === null || fn.decorators.length > 0) return 'unknown';
  const exported = facts.exports.some((item) => item.kind === 'local' && item.local === fn.name);
  if (exported) return 'unknown';
  const callers = facts.calls.filter((call) => calledName(call.callee) === fn.name || call.args.some((argument) => calledName(argument.value) === fn.name));
  if (callers.length !== 1) return callers.length === 0 ? 'unknown' : 'no';
  const caller = callers[0]!;
  const once = onceAt(facts, caller.region, seen);
  // Other files may import a Python function as well; a main guard or a call at module level says that the file is a script.
  return once;
}

function calledName(expr: { readonly kind: string; readonly name?: unknown }): string | null {
  return expr.kind === 'name' && typeof expr.name === 'string' ? expr.name : null;
}
