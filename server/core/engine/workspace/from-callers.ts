/**
 * What a call inside a function is sent, as the calls of that function say it. Nobody imports a notebook: where each place that names the function calls it, and says
 * what it passes, these calls are all that there are. Elsewhere other files may call it too, and what is known here is no bound.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import type { AnalyzedCall } from '../../model/rule.ts';
import { escapeRegExp, type Location } from '../../model/text.ts';
import type { FromCallers } from '../cost/estimate.ts';
import type { SourceFile } from './files.ts';
import { lastName } from '../resolve/walk.ts';
import { enclosing } from '../tokens/ranges.ts';

/** By call site, for those in functions that other sites call. @param file in whose code a function's name is looked for */
export function inputsFromCallers(calls: readonly AnalyzedCall[], facts: FileFacts, { text, cells, language }: SourceFile): ReadonlyMap<CallSite, FromCallers> {
  const known = new Set(calls.filter(({ site }) => site.through !== null).map(({ site }) => site.call));
  const found = new Map<CallSite, FromCallers>();
  if (known.size === 0) return found;
  const complete = new Map<string, boolean>();
  // A notebook's functions are called by the notebook alone.
  const code = cells === null ? null : withoutWords(text, language.comment);
  const isComplete = (site: CallSite): boolean => {
    const name = functionAround(facts, site.call);
    if (name === null || code === null) return false;
    let answer = complete.get(name);
    if (answer === undefined) complete.set(name, (answer = isCalledOnlyBy(known, name, facts, code)));
    return answer;
  };
  const callersOf = (site: CallSite): readonly AnalyzedCall[] => calls.filter((other) => other.site !== site && leadsTo(other.site, site));
  for (const { site, cost } of calls) {
    const callers = callersOf(site);
    if (callers.length === 0) continue;
    const all = isComplete(site);
    // One whose own callers are all known says less than these do, which are among the callers too.
    const telling = callers.filter((caller) => !(isComplete(caller.site) && callersOf(caller.site).length > 0));
    const inputs = (telling.length === 0 ? callers : telling).map((caller) => caller.cost.input);
    const most = enclosing([cost.input, ...inputs]);
    if (all) found.set(site, { input: enclosing(inputs), callers: 'all' });
    else if (most.low < cost.input.low || most.high > cost.input.high) found.set(site, { input: most, callers: 'some' });
  }
  return found;
}

/** Whether a call of a function runs another site of the file. */
function leadsTo({ through, path }: CallSite, site: CallSite): boolean {
  if (through === null || site.path !== path) return false;
  const isPlace = (place: Location): boolean => place.path === path && place.start === site.start && place.end === site.end;
  return site.through === null ? isPlace(through.inner) : through.via.some(isPlace) && isSamePlace(through.inner, site.through.inner);
}

function isSamePlace(a: Location, b: Location): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end;
}

/** The name of the function that makes a call: the innermost that has one. */
function functionAround(facts: FileFacts, call: CallExpr): string | null {
  for (let at = call.region; at >= 0; at = facts.regions[at]!.parent) {
    const region = facts.regions[at]!;
    const name = region.kind === 'function' ? facts.functions[region.function]!.name : null;
    if (name !== null) return name;
  }
  return null;
}

/** Code without its strings and comments, where names are words. */
function withoutWords(text: string, comment: string): string {
  return text.replace(new RegExp(`("""|''')[\\s\\S]*?\\1|(["'\`])(?:\\\\.|(?!\\2)[^\\\\\\n])*\\2|${comment}[^\\n]*`, 'g'), ' ');
}

/** Whether a name stands in code only where it is defined, once, and in calls that are known, also where these hand it over (`map(ask, questions)`). Some of these may stand in a text that is filled in. */
function isCalledOnlyBy(known: ReadonlySet<CallExpr>, name: string, facts: FileFacts, code: string): boolean {
  const calls = facts.calls.filter((call) => lastName(call.callee) === name || call.args.some(({ value }) => value.kind === 'name' && value.name === name));
  const times = code.match(new RegExp(`(?<![\\w$])${escapeRegExp(name)}(?![\\w$])`, 'g'))?.length ?? 0;
  return calls.every((call) => known.has(call)) && times <= calls.length + 1;
}
