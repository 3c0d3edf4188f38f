/** Places in a file that was edited since they were noted. */
import type { CallSite } from '../../model/callsite.ts';
import type { PromptPart } from '../../model/cost.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { AnalyzedCall } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { differenceOf, type Difference } from './reconcile.ts';

/** Where an offset of the text before stands now. Inside the edit it is the edit's start. */
function moveOffset(edit: Difference | null, offset: number): number {
  if (edit === null || offset <= edit.start) return offset;
  return offset >= edit.end ? offset + edit.by : edit.start;
}

/** A finding whose related places are moved with the files they are in. `texts` gives both versions of a file that changed, else undefined. */
export function relocateFinding(finding: Finding, texts: (path: string) => { readonly before: string; readonly after: string } | undefined): Finding {
  const move = (location: Location): Location => {
    const versions = texts(location.path);
    if (versions === undefined) return location;
    const edit = differenceOf(versions.before, versions.after);
    return { path: location.path, start: moveOffset(edit, location.start), end: moveOffset(edit, location.end) };
  };
  return { ...finding, at: move(finding.at), related: finding.related.map((related) => ({ ...related, at: move(related.at) })) };
}

/** The facts of a file that was edited, and where an earlier offset of it stands now. */
export interface Moved {
  readonly path: string;
  readonly facts: FileFacts;
  offset(before: number): number;
}

/** A call that an edit left alone, with its places in the edited file moved. What it has of the file's facts has moved already, as they have. */
export function relocateCall(call: AnalyzedCall, moved: Moved): AnalyzedCall {
  const at = <Place extends Location>(place: Place): Place => (place.path === moved.path ? { ...place, start: moved.offset(place.start), end: moved.offset(place.end) } : place);
  const maybe = (place: Location | null): Location | null => (place === null ? null : at(place));
  const parts = (list: readonly PromptPart[]): readonly PromptPart[] => list.map((part) => ({ ...part, at: maybe(part.at) }));
  const siteOf = (site: CallSite): CallSite => ({
    ...at(site),
    facts: site.path === moved.path ? moved.facts : site.facts,
    model: { ...site.model, candidates: site.model.candidates.map((candidate) => ({ ...candidate, at: at(candidate.at) })) },
    through: site.through === null ? null : { ...site.through, via: site.through.via.map(at), inner: siteOf(site.through.inner), always: site.through.always === null ? null : siteOf(site.through.always) },
  });
  const callOf = (analyzed: AnalyzedCall): AnalyzedCall => {
    const { cost, through } = analyzed;
    const all = parts(cost.parts);
    return {
      ...analyzed,
      site: siteOf(analyzed.site),
      cost: { ...cost, parts: all, prefix: { ...cost.prefix, parts: cost.prefix.parts.map((part) => all[cost.parts.indexOf(part)] ?? parts([part])[0]!) }, factors: cost.factors.map((factor) => ({ ...factor, at: maybe(factor.at) })) },
      retries: analyzed.retries.map((layer) => ({ ...layer, at: at(layer.at), rejects: maybe(layer.rejects), filterAt: maybe(layer.filterAt) })),
      task: analyzed.task === null ? null : { ...analyzed.task, at: at(analyzed.task.at) },
      through: through === null ? null : { inner: callOf(through.inner), always: through.always === null ? null : callOf(through.always) },
    };
  };
  return callOf(call);
}

/** Parts of a call that hold facts or data: nothing in them is a value. */
const NO_VALUES = new Set(['facts', 'sdk', 'operation', 'spec', 'card', 'lookup', 'library', 'call', 'expr', 'argument', 'entry', 'record', 'span', 'functions', 'regions']);

/** Whether a call has values that name functions or classes of a file by their numbers in it. */
export function holdsNumbers(call: AnalyzedCall, path: string): boolean {
  const seen = new Set<object>();
  const holds = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return false;
    seen.add(part);
    if (Array.isArray(part)) return part.some(holds);
    const record = part as Record<string, unknown>;
    if (record['activation'] !== undefined || ((record['function'] !== undefined || record['class'] !== undefined) && record['path'] === path)) return true;
    for (const key in record) if (!NO_VALUES.has(key) && holds(record[key])) return true;
    return false;
  };
  return holds(call);
}
