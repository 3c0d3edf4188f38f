/** What the provider's prompt cache makes of a call's price: the first call, the later ones, and how often it is worth it. */
import type { CallSite } from '../model/callsite.ts';
import { valueOf } from '../model/callsite.ts';
import type { CachedCost, PromptPart, Range, StablePrefix } from '../model/cost.ts';
import { scaleDollars, sumDollars } from '../model/dollars.ts';
import { breakEvenReads, priceOn, priceRange, type PriceTerms } from '../model/price-request.ts';
import { markersOf } from '../model/sdk.ts';
import { fieldOf, knownText, optionsOf, type Value } from '../model/value.ts';

export interface CachingInput {
  readonly prefix: StablePrefix;
  readonly input: Range;
  readonly output: Range;
  readonly lifetime: 'short' | 'long';
  readonly callsPerDay: number | null;
}

const MINUTES_PER_DAY = 1440;

/** Null where nothing is cached: the model or its price has no cache, or the prefix is shorter than the minimum. */
export function cachingEconomics({ prefix, input, output, lifetime, callsPerDay }: CachingInput, terms: PriceTerms): CachedCost | null {
  const { card, date } = terms;
  const rates = priceOn(card, date);
  if (rates.cachedInput === null || prefix.minimum === null || prefix.tokens.low < prefix.minimum) return null;
  const use = (side: 'low' | 'high', as: 'read' | 'write') => {
    const stable = Math.min(prefix.tokens[side], input[side]);
    const rest = { input: input[side] - stable, output: output[side] };
    // Automatic caches write at the price of plain input where none is listed, which the price of a request knows.
    return as === 'read' ? { ...rest, cachedRead: stable } : lifetime === 'long' ? { ...rest, cacheWriteLong: stable } : { ...rest, cacheWriteShort: stable };
  };
  const cold = priceRange(use('low', 'write'), use('high', 'write'), terms);
  const warm = priceRange(use('low', 'read'), use('high', 'read'), terms);
  if (cold === null || warm === null) return null;
  const minutes = card.cacheMinutes?.[lifetime] ?? null;
  return {
    cold,
    warm,
    breakEvenReads: breakEvenReads(terms, lifetime),
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

/** The lifetime that the marks of a call ask for; the short one where they do not say. */
export function writtenLifetime(site: CallSite, parts: readonly PromptPart[]): 'short' | 'long' {
  const { caching } = site.operation;
  const topLevel = valueOf(site.parameters.cache);
  const markers = markersOf(caching).map((marker) => marker.split('.'));
  const marks = [...(topLevel === null ? [] : [topLevel]), ...markers.flatMap((marker) => parts.flatMap((part) => (part.value === null ? [] : marksIn(part.value, marker, 0))))];
  return marks.some((mark) => optionsOf(mark).some((option) => option.kind === 'record' && LONG.test(knownText(fieldOf(option, 'ttl')?.value) ?? ''))) ? 'long' : 'short';
}

const LONG = /^\d+h$/;

function marksIn(value: Value, marker: readonly string[], depth: number): readonly Value[] {
  if (depth > 4) return [];
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) => marksIn(item, marker, depth + 1));
    case 'either':
      return value.options.flatMap((option) => marksIn(option, marker, depth + 1));
    case 'record': {
      let mark: Value | undefined = value;
      for (const key of marker) mark = mark?.kind === 'record' ? fieldOf(mark, key)?.value : undefined;
      const content = fieldOf(value, 'content')?.value;
      return [...(mark === undefined ? [] : [mark]), ...(content === undefined ? [] : marksIn(content, marker, depth + 1))];
    }
    default:
      return [];
  }
}
