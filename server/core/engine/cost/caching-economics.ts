/** What the provider's prompt cache makes of a call's price: the first call, the later ones, and how often it is worth it. */
import type { CallSite } from '../../model/callsite.ts';
import { valueOf } from '../../model/callsite.ts';
import type { CachedCost, Range, StablePrefix } from '../../model/cost.ts';
import { scaleDollars, sumDollars } from '../../model/dollars.ts';
import { breakEvenReads, priceOn, priceRange, type PriceTerms } from '../../model/price-request.ts';
import { markersOf } from '../../model/sdk.ts';
import { isLong, marksOf } from '../prompt/cache-marks.ts';
import type { MeasuredPart } from '../prompt/parts.ts';
import { total } from '../tokens/ranges.ts';

export interface CachingInput {
  readonly prefix: StablePrefix;
  readonly input: Range;
  readonly output: Range;
  readonly written: Written;
  readonly callsPerDay: number | null;
}

/** What the marks of a call ask for: `long` has the tokens of the prefix that are written for the long lifetime, where others behind them are for the short one; null where all are for the same. */
export interface Written {
  readonly lifetime: 'short' | 'long';
  readonly long: Range | null;
}

const MINUTES_PER_DAY = 1440;

/** Null where nothing is cached: the model or its price has no cache, or the prefix is shorter than the minimum. */
export function cachingEconomics({ prefix, input, output, written: { lifetime, long }, callsPerDay }: CachingInput, terms: PriceTerms): CachedCost | null {
  const { card, date } = terms;
  const rates = priceOn(card, date);
  if (rates.cachedInput === null || prefix.minimum === null || prefix.tokens.low < prefix.minimum) return null;
  const use = (side: 'low' | 'high', as: 'read' | 'write') => {
    const stable = Math.min(prefix.tokens[side], input[side]);
    const rest = { input: input[side] - stable, output: output[side] };
    // Automatic caches write at the price of plain input where none is listed, which the price of a request knows.
    const longer = lifetime === 'long' ? stable : Math.min(long?.[side] ?? 0, stable);
    return as === 'read' ? { ...rest, cachedRead: stable } : { ...rest, cacheWriteLong: longer, cacheWriteShort: stable - longer };
  };
  const cold = priceRange(use('low', 'write'), use('high', 'write'), terms);
  const warm = priceRange(use('low', 'read'), use('high', 'read'), terms);
  if (cold === null || warm === null) return null;
  const minutes = card.cacheMinutes?.[lifetime] ?? null;
  return {
    cold,
    warm,
    breakEvenReads: breakEvenReads(terms, lifetime === 'long' ? 1 : long === null ? 0 : Math.min(1, long.low / prefix.tokens.low)),
    lifetime,
    minutes,
    atVolume: callsPerDay === null || callsPerDay <= 0 || minutes === null ? null : atVolume(cold, warm, warmShare(callsPerDay, minutes)),
  };
}

/**
 * The share of calls that find the entry, when `callsPerDay` come independently of each other and of the hour: the chance that the call before was less than the
 * lifetime ago, since each read renews it.
 */
export function warmShare(callsPerDay: number, minutes: number): number {
  return 1 - Math.exp(-(callsPerDay / MINUTES_PER_DAY) * minutes);
}

function atVolume(cold: Range, warm: Range, share: number): CachedCost['atVolume'] {
  // A thousandth is more than the assumption bears.
  const rounded = Math.round(share * 1000) / 1000;
  return { warmShare: rounded, dollars: sumDollars([scaleDollars(warm, rounded), scaleDollars(cold, 1 - rounded)]) };
}

/** What the marks of a call ask for; the short lifetime where they do not say. */
export function writtenBy(site: CallSite, parts: readonly MeasuredPart[]): Written {
  const topLevel = valueOf(site.parameters.cache);
  if (topLevel !== null && isLong(topLevel)) return { lifetime: 'long', long: null };
  const markers = markersOf(site.operation.caching);
  const marks = parts.map((part) => (part.value === null ? [] : marksOf(part.value, markers).map(isLong)));
  const last = marks.findLastIndex((ofPart) => ofPart.includes(true));
  if (last < 0) return { lifetime: 'short', long: null };
  const isMixed = (topLevel !== null && site.operation.caching.kind === 'explicit') || marks.some((ofPart, i) => (i > last && ofPart.length > 0) || (i === last && ofPart.at(-1) === false));
  return isMixed ? { lifetime: 'short', long: total([...parts.slice(0, last).map(({ tokens }) => tokens), parts[last]!.long ?? parts[last]!.tokens]) } : { lifetime: 'long', long: null };
}
