/** One request's price against every row of the collected figures, in each way to send it. Expected sums are made from the row in whole numbers. */
import { describe, expect, it } from 'vitest';
import { createModelIndex } from '../../server/core/engine/cost/models.ts';
import { listTerms, priceRange, priceRequest, type PriceTerms } from '../../server/core/model/price-request.ts';
import type { Rates } from '../../server/core/model/price.ts';
import { modelCards, modelKinds } from '../../server/prices/index.ts';
import facts from './facts.json' with { type: 'json' };

interface Row extends Partial<Rates> {
  readonly id: string;
  readonly provider: string;
  readonly input: number;
  readonly output: number;
  readonly batchInput?: number;
  readonly batchOutput?: number;
  readonly tiers?: readonly (Partial<Rates> & { readonly above: number; readonly input: number; readonly output: number })[];
  readonly change?: { readonly from: string; readonly input: number; readonly cachedInput: number; readonly output: number };
}

const rows = facts.models as readonly Row[];
const index = createModelIndex(modelCards, modelKinds);

function termsOf(row: Row, date = facts.collected): PriceTerms {
  const found = index.lookup(row.id, row.provider);
  if (found.kind === 'unknown') throw new Error(`${row.id}: ${found.why}`);
  // The collection states the dearest hour.
  return { ...listTerms(found.card, date), regional: found.regional?.multiplier ?? 1, time: 'peak' };
}

/** Dollars of whole tokens at a rate per million, free of binary dust: both are whole numbers of 10⁻⁹. */
function dollars(tokens: number, rate: number): number {
  return Number((BigInt(tokens) * BigInt(Math.round(rate * 1e9))) / 1_000_000n) / 1e9;
}

const price = (use: Parameters<typeof priceRequest>[0], terms: PriceTerms): number => priceRequest(use, terms)!.high;

describe.each(rows.map((row) => [`${row.provider} ${row.id}`, row] as const))('%s', (_, row) => {
  const terms = termsOf(row);

  it('charges each class of tokens at its rate', () => {
    expect(price({ input: 10_000, output: 0 }, terms)).toBe(dollars(10_000, row.input));
    expect(price({ input: 0, output: 10_000 }, terms)).toBe(dollars(10_000, row.output));
    if (row.cachedInput !== undefined && row.cachedInput !== null) expect(price({ input: 0, cachedRead: 10_000, output: 0 }, terms)).toBe(dollars(10_000, row.cachedInput));
    if (row.cacheWriteShort !== undefined && row.cacheWriteShort !== null) expect(price({ input: 0, cacheWriteShort: 10_000, output: 0 }, terms)).toBe(dollars(10_000, row.cacheWriteShort));
    if (row.cacheWriteLong !== undefined && row.cacheWriteLong !== null) expect(price({ input: 0, cacheWriteLong: 10_000, output: 0 }, terms)).toBe(dollars(10_000, row.cacheWriteLong));
  });

  it('sums them without dust', () => {
    const text = JSON.stringify(price({ input: 1234, cachedRead: 567, output: 89 }, terms));
    expect(text.replace(/^0\.0*|[.]/g, '').length, text).toBeLessThanOrEqual(12);
  });

  it.runIf(row.batchInput !== undefined)('as a batch', () => {
    expect(price({ input: 10_000, output: 0 }, { ...terms, mode: 'batch' })).toBe(dollars(10_000, row.batchInput!));
    expect(price({ input: 0, output: 10_000 }, { ...terms, mode: 'batch' })).toBe(dollars(10_000, row.batchOutput!));
  });

  it.runIf(row.tiers !== undefined)('reprices the whole request above a threshold, cached tokens counted in', () => {
    for (const tier of row.tiers ?? []) {
      expect(price({ input: tier.above, output: 1000 }, terms)).toBeCloseTo(dollars(tier.above, row.input) + dollars(1000, row.output), 9);
      expect(price({ input: tier.above + 1000, output: 1000 }, terms)).toBeCloseTo(dollars(tier.above + 1000, tier.input) + dollars(1000, tier.output), 9);
      if (tier.cachedInput != null) expect(price({ input: 1000, cachedRead: tier.above, output: 0 }, terms)).toBeCloseTo(dollars(1000, tier.input) + dollars(tier.above, tier.cachedInput), 9);
    }
  });

  it.runIf(row.change !== undefined)('follows an announced change from its day on', () => {
    const { from, input, output, cachedInput } = row.change!;
    const after = termsOf(row, from);
    expect(price({ input: 10_000, cachedRead: 10_000, output: 10_000 }, after)).toBeCloseTo(dollars(10_000, input) + dollars(10_000, cachedInput) + dollars(10_000, output), 9);
    expect(price({ input: 10_000, output: 0 }, termsOf(row, '2026-12-31'))).toBe(dollars(10_000, row.input));
  });
});

describe('factors', () => {
  const terms = (id: string, provider: string): PriceTerms => termsOf({ id, provider, input: 0, output: 0 });
  const million = { input: 1_000_000, output: 0 };

  it('stack: batch, region and cache reads multiply', () => {
    // $5 input, read at a tenth, half for the batch, a tenth more for the region.
    expect(price({ input: 0, cachedRead: 1_000_000, output: 0 }, { ...terms('claude-opus-5', 'anthropic'), mode: 'batch', regional: 1.1 })).toBe(0.275);
    expect(price({ input: 0, cacheWriteLong: 1_000_000, output: 0 }, { ...terms('claude-opus-5', 'anthropic'), mode: 'batch' })).toBe(5);
  });

  it('fast service costs twice as much where it is offered, and has no price where it is not', () => {
    expect(price({ input: 1_000_000, output: 1_000_000 }, { ...terms('claude-opus-5-5', 'anthropic'), mode: 'fast' })).toBe(48);
    expect(priceRequest(million, { ...terms('claude-haiku-4-5', 'anthropic'), mode: 'fast' })).toBeNull();
  });

  it('flex is paid like a batch', () => {
    const sol = terms('gpt-6.1-sol', 'openai');
    const use = { input: 200_000, cachedRead: 50_000, output: 2000 };
    expect(price(use, { ...sol, mode: 'flex' })).toBe(price(use, { ...sol, mode: 'batch' }));
  });

  it('a price by the hour is a range, and one figure where the hour is known', () => {
    const flash = { ...terms('deepseek-flash', 'deepseek'), time: 'any' as const };
    expect(priceRequest(million, flash)).toEqual({ low: 0.15, high: 0.3 });
    expect(priceRequest(million, { ...flash, time: 'off-peak' })).toEqual({ low: 0.15, high: 0.15 });
    expect(priceRequest(million, { ...flash, time: 'peak' })).toEqual({ low: 0.3, high: 0.3 });
    expect(priceRange({ input: 1000, output: 0 }, million, flash)).toEqual({ low: 0.00015, high: 0.3 });
  });

  it('a free variant costs nothing', () => expect(price(million, { ...terms('gpt-4o', 'openai'), variant: 'free' })).toBe(0));

  it('endpoints have prices of their own', () => {
    const bedrock = index.lookup('eu.anthropic.claude-sonnet-4-6', 'bedrock');
    if (bedrock.kind === 'unknown') throw new Error(bedrock.why);
    expect(price(million, { ...listTerms(bedrock.card, facts.collected), regional: bedrock.regional?.multiplier ?? 1 })).toBe(3.3);
  });
});
