/**
 * What one request costs: the one place where tokens meet rates. The rates of the date, the tier that the whole input falls into, and the factors of the service
 * tier, the region and the hour. Factors multiply each other and apply to reads and writes of the cache as to plain input, as the providers state of batch, fast and
 * regional prices. Storage of an explicit cache is paid by the hour and is in no request's price.
 */
import type { Range } from './cost.ts';
import { exact, fixed, RATE_DECIMALS, times, toDollars, type Femtodollars } from './dollars.ts';
import type { ModelCard, ModelStatus, Multiplier, Price, Rates, ServiceMode } from './price.ts';

/** Tokens of one request; no token is in two of the classes. */
export interface TokenUse {
  /** Neither read from the cache nor written to it. */
  readonly input: number;
  readonly cachedRead?: number;
  /** Written for the short and for the long lifetime (`Rates`). */
  readonly cacheWriteShort?: number;
  readonly cacheWriteLong?: number;
  /** Reasoning included. */
  readonly output: number;
}

/** How a request is sent and when. */
export interface PriceTerms {
  readonly card: ModelCard;
  /** The price of this date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly mode: ServiceMode;
  /** The factor of a region-bound endpoint, 1 elsewhere. */
  readonly regional: number;
  /** The hour, where the price depends on it; `any` gives both ends. */
  readonly time: 'peak' | 'off-peak' | 'any';
  /** `free`: a variant that costs nothing. */
  readonly variant: 'listed' | 'free';
}

/** A card's ordinary price on a date: standard service, no region, any hour. */
export function listTerms(card: ModelCard, date: string): PriceTerms {
  return { card, date, mode: 'standard', regional: 1, time: 'any', variant: 'listed' };
}

/** The same way for a request to another model: a service tier only where that one has a price for it, a region at its own factor. */
export function termsFor(card: ModelCard, terms: PriceTerms): PriceTerms {
  if (card === terms.card) return terms;
  const regional = terms.regional === 1 ? 1 : (card.regionalUplift ?? terms.regional);
  return { ...terms, card, mode: modeFactor(card, terms.mode) === null ? 'standard' : terms.mode, regional, variant: 'listed' };
}

/** The price in force on a date (`YYYY-MM-DD`). Before the first known change it is the card's own price, also for dates in the past. */
export function priceOn(card: ModelCard, date: string): Price {
  let price = card.price;
  for (const change of card.changes) if (change.from <= date) price = change;
  return price;
}

/** What a model is on a date (`YYYY-MM-DD`): an announced retirement comes true on its day, whatever the list called the model when it was made. */
export function statusOn({ status, retires }: ModelCard, date: string): ModelStatus {
  return retires !== null && retires <= date ? 'retired' : status;
}

/** US dollars of one request: the ends differ only where the price depends on the hour. Null where the model is not offered that way, or nobody lists the price. */
export function priceRequest(use: TokenUse, terms: PriceTerms): Range | null {
  const tokens = { input: count(use.input), read: count(use.cachedRead), short: count(use.cacheWriteShort), long: count(use.cacheWriteLong), output: count(use.output) };
  const rates = ratesFor(tokens.input + tokens.read + tokens.short + tokens.long, terms);
  if (rates === null) return null;
  const amount = ({ input, cachedInput, cacheWriteShort, cacheWriteLong, output }: ExactRates): Femtodollars =>
    BigInt(tokens.input) * input + BigInt(tokens.read) * cachedInput + BigInt(tokens.short) * cacheWriteShort + BigInt(tokens.long) * cacheWriteLong + BigInt(tokens.output) * output;
  return { low: toDollars(amount(rates.low)), high: toDollars(amount(rates.high)) };
}

/** US dollars for each hour that tokens are kept in an explicit cache; null where nobody lists a price of it. */
export function storagePerHour(tokens: Range, { card, date }: PriceTerms): Range | null {
  const { cacheStorage } = priceOn(card, date);
  if (cacheStorage === null) return null;
  const rate = fixed(cacheStorage, RATE_DECIMALS);
  return { low: toDollars(BigInt(count(tokens.low)) * rate), high: toDollars(BigInt(count(tokens.high)) * rate) };
}

/** Typical to worst case: the low end of the price for the low ends of the tokens, and the high ends. */
export function priceRange(low: TokenUse, high: TokenUse, terms: PriceTerms): Range | null {
  const [least, most] = [priceRequest(low, terms), priceRequest(high, terms)];
  return least === null || most === null ? null : { low: least.low, high: most.high };
}

/** Reads of a cached prefix after which its dearer write has been saved; at least one where a write costs anything more. Infinite where it never is. @param long the part of it that is written for the long lifetime, 0 to 1 */
export function breakEvenReads(terms: PriceTerms, long: number): number {
  const price = (use: Partial<TokenUse>): bigint => exact(priceRequest({ input: 0, output: 0, ...use }, { ...terms, time: 'peak' })?.high ?? 0);
  const written = Math.round(long * 1000);
  const plain = price({ input: 1000 });
  const saved = plain - price({ cachedRead: 1000 });
  const extra = price({ cacheWriteLong: written, cacheWriteShort: 1000 - written }) - plain;
  if (saved <= 0n) return Number.POSITIVE_INFINITY;
  return extra <= 0n ? 0 : Number((extra + saved - 1n) / saved);
}

/** The factor of a service tier, or null where a card has no price for it. */
export function modeFactor(card: ModelCard, mode: ServiceMode): Multiplier | null {
  switch (mode) {
    case 'standard':
      return { input: 1, output: 1 };
    case 'batch':
      return card.batch;
    case 'flex':
      return card.flex;
    case 'fast':
      return card.fast === null ? null : { input: card.fast, output: card.fast };
  }
}

/** Rates of 10⁻⁹ US dollars a million tokens. A read without a price of its own costs plain input, and so does a write. */
interface ExactRates {
  readonly input: bigint;
  readonly cachedInput: bigint;
  readonly cacheWriteShort: bigint;
  readonly cacheWriteLong: bigint;
  readonly output: bigint;
}

interface RatesByHour {
  readonly low: ExactRates;
  readonly high: ExactRates;
}

/** By the line of the price list: a file of calls asks for the same few again and again, and reading decimals exactly is slow. */
const known = new WeakMap<Rates, Map<string, RatesByHour>>();

function ratesFor(totalInput: number, { card, date, mode, regional, time, variant }: PriceTerms): RatesByHour | null {
  const factor = modeFactor(card, mode);
  if (factor === null) return null;
  const price = priceOn(card, date);
  let rates: Rates = price;
  for (const tier of price.tiers) if (totalInput > tier.above) rates = tier;
  const free = variant === 'free' ? 0 : 1;
  const offPeak = card.offPeak?.multiplier ?? 1;
  const [low, high] = [time === 'peak' ? 1 : offPeak, time === 'off-peak' ? offPeak : 1];
  const factors = `${factor.input} ${factor.output} ${regional} ${low} ${high} ${free}`;
  let byFactors = known.get(rates);
  if (byFactors === undefined) known.set(rates, (byFactors = new Map()));
  let exact = byFactors.get(factors);
  if (exact === undefined) {
    const at = (hour: number): ExactRates => exactRates(rates, (rate, side) => times(times(times(times(fixed(rate, RATE_DECIMALS), factor[side]), regional), hour), free));
    byFactors.set(factors, (exact = { low: at(low), high: at(high) }));
  }
  return exact;
}

function exactRates(rates: Rates, exactly: (rate: number, side: 'input' | 'output') => bigint): ExactRates {
  const writeShort = rates.cacheWriteShort ?? rates.input;
  return {
    input: exactly(rates.input, 'input'),
    cachedInput: exactly(rates.cachedInput ?? rates.input, 'input'),
    cacheWriteShort: exactly(writeShort, 'input'),
    cacheWriteLong: exactly(rates.cacheWriteLong ?? writeShort, 'input'),
    output: exactly(rates.output, 'output'),
  };
}

function count(tokens = 0): number {
  return Math.max(0, Math.round(tokens));
}
