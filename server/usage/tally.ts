/** Adds up calls by label, by function and by model. Memory is bounded: so many groups, each of a fixed size. */
import type { MeasuredTotals, MeasuredUsage, Quantiles, UsageTable } from '../core/model/usage.ts';
import type { Bucket, Call } from './call.ts';
import { createSketch, type Sketch } from './sketch.ts';

export interface Tally {
  /** `full`: its label or function would have been one too many. The call counts in its other groups. */
  add(call: Call): 'counted' | 'full';
  /** `full`: its model would have been one too many, and its sums are in no group. */
  addBucket(bucket: Bucket): 'counted' | 'full';
  /** What was counted so far. */
  finish(): TallyResult;
}

export interface TallyResult {
  readonly table: UsageTable;
  readonly calls: number;
  /** Calls with neither label nor function: only their model's group knows them. */
  readonly modelOnly: number;
  /** Calls of which nothing is known but their tokens. */
  readonly nameless: number;
  /** From the first to the last call, at least 1; null where no call has a time. */
  readonly days: number | null;
}

/** More names than this are ids or texts, not labels. */
export const MOST_GROUPS = 1000;
const DAY = 86_400_000;

interface Group {
  dated: number;
  readonly input: Sketch;
  readonly output: Sketch;
  cacheRead: number | null;
  cacheWrite: number | null;
  readonly models: Map<string, number>;
}

interface Sums {
  calls: number | null;
  dated: 'yes' | 'no';
  input: number;
  output: number;
  cacheRead: number | null;
}

/** @param fileAt the name of a recorded source file in the workspace, or as recorded where it is not there */
export function createTally(fileAt: (recorded: string) => string): Tally {
  const labels = new Map<string, Group>();
  const functions = new Map<string, Group>();
  const models = new Map<string, Group>();
  const totals = new Map<string, Sums>();
  let first = Infinity;
  let last = -Infinity;
  /** Whether every time so far is a day's beginning: then the last one stands for a whole day. */
  let wholeDays = true;
  let calls = 0;
  let modelOnly = 0;
  let nameless = 0;

  return {
    add(call) {
      calls++;
      seen(call.time);
      const place = call.file === null ? null : `${fileAt(call.file)}${call.function === null ? '' : `#${call.function}`}`;
      if (call.label === null && place === null) {
        if (call.model === null) nameless++;
        else modelOnly++;
      }
      const outcomes = [addTo(labels, call.label, call), addTo(functions, place, call), addTo(models, call.model, call)];
      return outcomes.includes('full') ? 'full' : 'counted';
    },
    addBucket(bucket) {
      seen(bucket.time);
      if (!totals.has(bucket.model) && totals.size >= MOST_GROUPS) return 'full';
      const sums: Sums = totals.get(bucket.model) ?? { calls: 0, dated: 'yes', input: 0, output: 0, cacheRead: null };
      totals.set(bucket.model, sums);
      sums.calls = sums.calls === null || bucket.calls === null ? null : sums.calls + bucket.calls;
      if (bucket.time === null) sums.dated = 'no';
      sums.input += bucket.input;
      sums.output += bucket.output;
      if (bucket.cacheRead !== null) sums.cacheRead = (sums.cacheRead ?? 0) + bucket.cacheRead;
      return 'counted';
    },
    finish() {
      const days = first === Infinity ? null : Math.max(1, (last - first) / DAY + (wholeDays ? 1 : 0));
      const table: UsageTable = {
        from: first === Infinity ? null : dateOf(first),
        to: first === Infinity ? null : dateOf(last),
        labels: entries(labels, (group) => measured(group, days)),
        functions: entries(functions, (group) => measured(group, days)),
        models: entries(models, (group) => measured(group, days)),
        totals: entries(totals, (sums) => summed(sums, days)),
      };
      return { table, calls, modelOnly, nameless, days };
    },
  };

  function seen(time: number | null): void {
    if (time === null) return;
    first = Math.min(first, time);
    last = Math.max(last, time);
    wholeDays &&= time % DAY === 0;
  }
}

function addTo(groups: Map<string, Group>, name: string | null, call: Call): 'counted' | 'full' {
  if (name === null) return 'counted';
  let group = groups.get(name);
  if (group === undefined) {
    if (groups.size >= MOST_GROUPS) return 'full';
    groups.set(name, (group = { dated: 0, input: createSketch(), output: createSketch(), cacheRead: null, cacheWrite: null, models: new Map() }));
  }
  if (call.time !== null) group.dated++;
  group.input.add(call.input);
  if (call.output !== null) group.output.add(call.output);
  if (call.cacheRead !== null) group.cacheRead = (group.cacheRead ?? 0) + call.cacheRead;
  if (call.cacheWrite !== null) group.cacheWrite = (group.cacheWrite ?? 0) + call.cacheWrite;
  if (call.model !== null && (group.models.has(call.model) || group.models.size < 50)) group.models.set(call.model, (group.models.get(call.model) ?? 0) + 1);
  return 'counted';
}

function measured(group: Group, days: number | null): MeasuredUsage {
  const { input, output, dated, models } = group;
  // Formats leave out a count of zero, so a group where any row tells is one where the silent rows mean none.
  const share = (tokens: number | null): number | null => (tokens === null || input.sum === 0 ? null : digits(Math.min(1, tokens / input.sum), 4));
  return {
    calls: input.count,
    callsPerDay: days === null || dated < input.count ? null : digits(dated / days, 4),
    input: quantiles(input),
    output: quantiles(output),
    cacheReadShare: share(group.cacheRead),
    cacheWriteShare: share(group.cacheWrite),
    models: [...models].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5).map(([model]) => model),
  };
}

function summed({ calls, dated, input, output, cacheRead }: Sums, days: number | null): MeasuredTotals {
  return {
    calls,
    callsPerDay: calls === null || days === null || dated === 'no' ? null : digits(calls / days, 4),
    inputTokens: input,
    outputTokens: output,
    cacheReadShare: cacheRead === null || input === 0 ? null : digits(cacheRead / input, 4),
  };
}

function quantiles(sketch: Sketch): Quantiles {
  return { p50: sketch.quantile(0.5), p95: sketch.quantile(0.95), mean: sketch.count === 0 ? 0 : Math.round(sketch.sum / sketch.count) };
}

/** Sorted by name, so that the file of the same calls is the same whatever their order. */
function entries<Kept, Shown>(groups: ReadonlyMap<string, Kept>, show: (kept: Kept) => Shown): Readonly<Record<string, Shown>> {
  // No object can hold an entry of that one name.
  return Object.fromEntries([...groups].filter(([name]) => name !== '__proto__').sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kept]) => [name, show(kept)]));
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function digits(value: number, significant: number): number {
  return Number(value.toPrecision(significant));
}
