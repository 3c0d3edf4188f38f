/**
 * Measured usage in place of assumptions. A call is found by its label, else by its file and function where that holds no other call: figures of several calls together are
 * no figures of one. By its model alone, where many calls mix, nothing is taken but the typical length of an answer whose task does not tell, which would be a guess for everybody
 * otherwise; and it is said to be a mixture.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { CallCost, PromptPart, Range } from '../../model/cost.ts';
import { scaleDollars, sumDollars } from '../../model/dollars.ts';
import { formatCount } from '../../model/format.ts';
import { priceOn, priceRequest, type PriceTerms } from '../../model/price-request.ts';
import type { ModelIndex } from '../../model/price.ts';
import type { CallUsage, MeasuredUsage, UsageAt } from '../../model/usage.ts';

export interface UsageQuery {
  /** Stated at the call, or null. */
  readonly label: string | null;
  /** Every call of the file with its label. */
  readonly others: readonly { readonly site: CallSite; readonly label: string | null }[];
  readonly at: UsageAt;
  readonly models: ModelIndex;
}

/** What was measured of a call, or null. */
export function findUsage(site: CallSite, { label, others, at, models }: UsageQuery): CallUsage | null {
  if (site.operation.kind !== 'generate' && site.operation.kind !== 'embed') return null;
  const { table, file } = at;
  const period = { from: table.from, to: table.to };
  const labelled = label === null ? undefined : entry(table.labels, label);
  // Calls that share a label are measured together: their tokens are alike by the user's word, their number cannot be told apart.
  if (labelled !== undefined) return { by: 'label', name: label!, alone: others.filter((other) => other.label === label).length <= 1 ? 'yes' : 'no', ...period, measured: labelled };
  const name = functionOf(site);
  const place = name === null ? file : `${file}#${name}`;
  const inFunction = entry(table.functions, place) ?? entry(table.functions, file);
  const rivals = others.filter((other) => other.site !== site && (other.site.operation.kind === 'generate' || other.site.operation.kind === 'embed') && (entry(table.functions, place) === undefined || functionOf(other.site) === name));
  if (inFunction !== undefined && rivals.length === 0) return { by: 'function', name: entry(table.functions, place) === undefined ? file : place, alone: 'yes', ...period, measured: inFunction };
  const ofModel = modelUsage(site, at, models);
  return ofModel === null ? null : { by: 'model', name: ofModel.name, alone: 'no', ...period, measured: ofModel.measured };
}

/** Ranges with what was measured in them; `said` takes the place of the sentences that spoke of the assumptions, null where those still hold. */
export interface MeasuredRanges {
  readonly input: Range;
  readonly output: Range;
  readonly said: { readonly input: string | null; readonly output: string | null };
}

/**
 * Typical is the middle call. The input ends where 95 of 100 calls do; the output keeps its hard end (the cap, the model's maximum) and only says where 95 of 100 end, since a worst case
 * that was not met yet is one still.
 */
export function measuredRanges(usage: CallUsage | null, guess: { readonly input: Range; readonly output: Range; readonly bound: CallCost['outputBound'] }, parts: readonly PromptPart[]): MeasuredRanges {
  if (usage === null) return { ...guess, said: { input: null, output: null } };
  const { measured } = usage;
  const { output, bound } = guess;
  const typical = measured.output.p50 ?? measured.output.mean;
  const most = bound === 'unknown' ? Math.max(typical, measured.output.p95 ?? typical) : output.high;
  const answer = { low: Math.min(typical, most), high: most };
  if (usage.by === 'model') {
    const figure = measured.output.p50 === null ? 'mean' : 'middle';
    return { input: guess.input, output: answer, said: { input: null, output: `A typical answer of ${formatCount(answer.low)} tokens is the ${figure} of ${calls(measured)} of \`${usage.name}\`, which are all its uses together; a label at the call measures it alone.` } };
  }
  const saidOutput = output.high === 0 && output.low === 0 ? null : `Output as measured: ${spread(measured.output)} (${calls(measured)}).`;
  const { p50, p95 } = measured.input;
  if (p50 === null || p95 === null) return { input: guess.input, output: saidOutput === null ? output : answer, said: { input: null, output: saidOutput } };
  const known = parts.reduce((sum, part) => sum + part.tokens.low, 0);
  const from = usage.from === null ? '' : `, ${usage.from} to ${usage.to}`;
  const source = usage.by === 'label' ? `label \`${usage.name}\`` : `\`${usage.name}\``;
  // The prompt has grown since: less than what stands in the code cannot have been sent. Tokenizers that are only estimated get some room.
  if (p95 < known * 0.9) {
    return { input: guess.input, output: saidOutput === null ? output : answer, said: { input: null, output: `${saidOutput ?? ''} The measured input of ${formatCount(p95)} tokens (${source}) is less than the prompt now holds, so it is of an older one and not used.`.trim() } };
  }
  return {
    input: { low: p50, high: Math.max(p50, p95) },
    output: saidOutput === null ? output : answer,
    said: { input: `Input as measured: ${spread(measured.input)} (${source}: ${calls(measured)}${from}).`, output: saidOutput },
  };
}

/** Calls a day where they were measured of this call alone. */
export function measuredVolume(usage: CallUsage | null): { readonly callsPerDay: number; readonly from: string } | null {
  if (usage === null || usage.by === 'model' || usage.alone === 'no' || usage.measured.callsPerDay === null) return null;
  return { callsPerDay: usage.measured.callsPerDay, from: 'measured' };
}

/** The parts of the typical input that are read from and written to the cache, 0 to 1; null where nothing was measured of them. */
export function measuredCache(usage: CallUsage | null): { readonly read: number; readonly written: number } | null {
  if (usage === null || usage.by === 'model' || usage.measured.cacheReadShare === null) return null;
  const read = usage.measured.cacheReadShare;
  return { read, written: Math.min(1 - read, usage.measured.cacheWriteShare ?? 0) };
}

/** The typical price with the measured share of reads and writes; the worst case is a call that reads nothing. Adds what it assumes. */
export function chargeMeasured(dollars: Range, terms: PriceTerms, typical: { readonly input: number; readonly output: number }, usage: CallUsage | null, assumptions: string[]): Range {
  const cache = measuredCache(usage);
  if (cache === null || cache.read + cache.written === 0 || priceOn(terms.card, terms.date).cachedInput === null) return dollars;
  // The mixture of a request that is wholly read, wholly written and wholly plain: a share of tokens is no whole number of them.
  const { input, output } = typical;
  const mixed = ([[{ input: 0, cachedRead: input, output }, cache.read], [{ input: 0, cacheWriteShort: input, output }, cache.written], [{ input, output }, 1 - cache.read - cache.written]] as const)
    .map(([use, share]) => scaleDollars(priceRequest(use, terms) ?? dollars, share));
  const { low } = sumDollars(mixed);
  assumptions.push(`The typical price counts ${percent(cache.read)} of the input as read from the cache${cache.written > 0 ? ` and ${percent(cache.written)} as written to it` : ''}, as measured.`);
  return { low, high: Math.max(low, dollars.high) };
}

/** The name that instrumentation would record: of the innermost function that has one. */
function functionOf(site: CallSite): string | null {
  return site.functions.find(({ name }) => name !== null)?.name ?? null;
}

/** The figures of the call's model under any of its names; sums of a console where there are no calls. */
function modelUsage(site: CallSite, { table }: UsageAt, models: ModelIndex): { readonly name: string; readonly measured: MeasuredUsage } | null {
  for (const { id, lookup } of site.model.candidates) {
    const is = (name: string): boolean => {
      if (name === id) return true;
      const other = lookup.kind === 'known' ? models.lookup(name) : null;
      return other?.kind === 'known' && lookup.kind === 'known' && other.card === lookup.card;
    };
    const named = Object.keys(table.models).filter(is).sort((a, b) => table.models[b]!.calls - table.models[a]!.calls)[0];
    if (named !== undefined) return { name: named, measured: table.models[named]! };
    const summed = Object.keys(table.totals).find((name) => is(name) && (table.totals[name]!.calls ?? 0) > 0);
    if (summed === undefined) continue;
    const { calls: count, callsPerDay, inputTokens, outputTokens, cacheReadShare } = table.totals[summed]!;
    const mean = (tokens: number) => ({ p50: null, p95: null, mean: Math.round(tokens / count!) });
    return { name: summed, measured: { calls: count!, callsPerDay, input: mean(inputTokens), output: mean(outputTokens), cacheReadShare, cacheWriteShare: null, models: [summed] } };
  }
  return null;
}

function spread({ p50, p95, mean }: MeasuredUsage['input']): string {
  return p50 === null || p95 === null ? `${formatCount(mean)} tokens on average` : p50 === p95 ? `${formatCount(p50)} tokens` : `${formatCount(p50)} tokens typically, ${formatCount(p95)} or less in 95 of 100 calls`;
}

function calls({ calls: count }: MeasuredUsage): string {
  return `${formatCount(count)} measured ${count === 1 ? 'call' : 'calls'}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function entry<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
