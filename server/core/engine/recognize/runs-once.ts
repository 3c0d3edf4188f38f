/** How often a call runs, as far as its own file tells. */
import type { CallSite } from '../../model/callsite.ts';
import type { CallExpr, Expr, FileFacts, Region } from '../../model/facts.ts';
import type { AnalyzedCall } from '../../model/rule.ts';
import { indexOf, regionsAround } from '../resolve/lookup.ts';
import { lastCalled } from '../resolve/walk.ts';

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
  const calling = callersOf(facts, fn.name);
  if (calling.length !== 1) return calling.length === 0 ? 'unknown' : 'no';
  const [call] = calling;
  // As above, but for what starts a program: `anyio.run(main)`.
  if ((call!.callee.kind !== 'name' || call!.callee.name !== fn.name) && lastCalled(call!.callee) !== 'run') return 'unknown';
  // Other files may import a Python function as well; a main guard or a call at module level says that the file is a script.
  return onceAt(facts, call!.region, seen);
}

/** By name, the calls that call it or are handed it. Made once a file: a long file would be searched anew for each of its calls. */
const callers = new WeakMap<FileFacts, ReadonlyMap<string, readonly CallExpr[]>>();

function callersOf(facts: FileFacts, name: string): readonly CallExpr[] {
  indexOf(facts).asked.add(name);
  let known = callers.get(facts);
  if (known === undefined) callers.set(facts, (known = indexCallers(facts)));
  return known.get(name) ?? [];
}

function indexCallers(facts: FileFacts): ReadonlyMap<string, readonly CallExpr[]> {
  const index = new Map<string, CallExpr[]>();
  const add = (expr: Expr, call: CallExpr): void => {
    if (expr.kind !== 'name') return;
    const calls = index.get(expr.name);
    if (calls === undefined) index.set(expr.name, [call]);
    else if (calls.at(-1) !== call) calls.push(call);
  };
  for (const call of facts.calls) {
    add(call.callee, call);
    for (const argument of call.args) add(argument.value, call);
  }
  return index;
}
