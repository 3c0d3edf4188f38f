/** The figures of `facts.json`, collected by hand from the providers' own pages, against what the generated files say. */
import { describe, expect, it } from 'vitest';
import { createModelIndex, scalePrice } from '../../server/core/engine/cost/models.ts';
import { priceOn } from '../../server/core/model/price-request.ts';
import type { ModelLookup, Rates } from '../../server/core/model/price.ts';
import { modelCards, modelKinds, pricesAsOf } from '../../server/prices/index.ts';
import facts from './facts.json' with { type: 'json' };

interface Row extends Partial<Rates> {
  readonly id: string;
  readonly provider: string;
  readonly aliases?: readonly string[];
  readonly batchInput?: number;
  readonly batchOutput?: number;
  readonly contextWindow: number;
  readonly maxOutput: number;
  readonly minCacheableTokens?: number;
  readonly minCacheableTokensBedrock?: number;
  readonly cacheStorage?: number;
  readonly status?: string;
  readonly retires?: string;
  readonly cacheMode?: string;
  readonly tokenizer?: string;
  readonly tiers?: readonly (Partial<Rates> & { readonly above: number })[];
  readonly toolPromptTokens?: { readonly auto: number; readonly any: number };
  readonly change?: { readonly from: string; readonly input: number; readonly cachedInput: number; readonly output: number; readonly cacheStorage: number };
}

const rows = facts.models as readonly Row[];
const index = createModelIndex(modelCards, modelKinds);
const today = facts.collected;
const RATES = ['input', 'cachedInput', 'cacheWriteShort', 'cacheWriteLong', 'output'] as const;

function known(id: string, provider?: string): Extract<ModelLookup, { kind: 'known' }> {
  const found = index.lookup(id, provider);
  if (found.kind === 'unknown') throw new Error(`${id}: ${found.why}`);
  return found;
}

describe('collected figures', () => {
  it('are all there', () => {
    expect(rows).toHaveLength(78);
    expect(facts.retired).toHaveLength(12);
  });

  it.each(rows.map((row) => [`${row.provider} ${row.id}`, row] as const))('%s', (_, row) => {
    const { card, regional, platform } = known(row.id, row.provider);
    const price = scalePrice(priceOn(card, today), regional?.multiplier ?? 1);

    // A figure the collection does not state is not compared.
    // Where a newer list states no price of a write, it costs plain input.
    for (const field of RATES) if (row[field] !== undefined) expect(price[field] ?? (field === 'cacheWriteShort' ? price.input : null), field).toBe(row[field]);
    expect(price.tiers).toHaveLength(row.tiers?.length ?? 0);
    for (const [position, tier] of (row.tiers ?? []).entries()) expect(price.tiers[position]).toMatchObject(tier);
    if (row.batchInput !== undefined) {
      expect(price.input * (card.batch?.input ?? NaN)).toBeCloseTo(row.batchInput, 9);
      expect(price.output * (card.batch?.output ?? NaN)).toBeCloseTo(row.batchOutput ?? NaN, 9);
    }
    if (row.cacheStorage !== undefined) expect(price.cacheStorage).toBe(row.cacheStorage);
    expect(card.contextWindow).toBe(row.contextWindow);
    expect(card.maxOutput).toBe(row.maxOutput);

    const minimum = platform === 'bedrock' ? card.minCacheableTokensBedrock : card.minCacheableTokens;
    if (row.minCacheableTokens !== undefined) expect(minimum).toBe(row.minCacheableTokens);
    if (row.minCacheableTokensBedrock !== undefined) expect(card.minCacheableTokensBedrock).toBe(row.minCacheableTokensBedrock);
    if (row.cacheMode !== undefined) expect(card.cacheMode).toBe(row.cacheMode);
    if (row.tokenizer !== undefined) expect(card.tokenizer).toBe(row.tokenizer);
    if (row.toolPromptTokens !== undefined) expect(card.toolPromptTokens).toEqual(row.toolPromptTokens);
    if (row.status !== undefined) expect(row.status.split('/')).toContain(card.status);
    if (row.retires !== undefined) expect([card.retires, `not before ${card.retiresNotBefore}`]).toContain(row.retires);
    for (const alias of row.aliases ?? []) expect(known(alias, row.provider).card).toBe(card);
    if (row.change !== undefined) expect(priceOn(card, row.change.from)).toMatchObject(row.change);
  });

  it.each(facts.retired.map(({ id, retired }) => [id, retired] as const))('%s is retired but still has its last price', (id, retired) => {
    const { card } = known(id, 'anthropic');
    expect(card).toMatchObject({ status: 'retired', retires: retired });
    expect(card.replacement).not.toBeNull();
    expect(card.price.output).toBeGreaterThan(0);
  });

  it('state no minimum where none is confirmed', () => {
    expect(known('claude-fable-5-2').card.minCacheableTokens).toBeNull();
    expect(known('gpt-4-turbo').card.minCacheableTokens).toBeNull();
  });
});

describe('the cards', () => {
  it('carry a source and a date with each price', () => {
    expect(pricesAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const card of modelCards) {
      for (const price of [card.price, ...card.changes]) {
        expect(price.source, card.id).not.toBe('');
        expect(price.asOf, card.id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(price.asOf <= pricesAsOf, card.id).toBe(true);
      }
    }
  });

  it('leave no field open', () => {
    const [first] = modelCards;
    const fields = Object.keys(first ?? {}).sort();
    for (const card of modelCards) {
      const open = Object.entries(card).filter(([, value]) => value === undefined);
      expect(open, card.id).toEqual([]);
      expect(Object.keys(card).sort(), card.id).toEqual(fields);
    }
  });

  it('have prices that make sense', () => {
    for (const { id, price, line } of modelCards) {
      for (const rates of [price, ...price.tiers]) {
        expect(rates.input, id).toBeGreaterThan(0);
        if (line === 'embedding') expect(rates.output, id).toBe(0);
        else expect(rates.output, id).toBeGreaterThan(0);
        if (rates.cachedInput !== null) expect(rates.cachedInput, id).toBeLessThan(rates.input);
        if (rates.cacheWriteShort !== null && rates.cacheWriteLong !== null) expect(rates.cacheWriteLong, id).toBeGreaterThan(rates.cacheWriteShort);
      }
      const thresholds = price.tiers.map(({ above }) => above);
      expect(thresholds, id).toEqual([...thresholds].sort((a, b) => a - b));
    }
  });

  it('agree about caching with their prices', () => {
    for (const { id, provider, cacheMode, price } of modelCards) {
      if (cacheMode === 'none') expect(price.cachedInput, `${provider}/${id}`).toBeNull();
      if (cacheMode === 'automatic-charged-writes') expect(price.cacheWriteShort, `${provider}/${id}`).toBeGreaterThan(price.input);
    }
  });

  it('recommend a current model of the same provider that is cheaper in both directions', () => {
    for (const card of modelCards) {
      if (card.cheaper === null) continue;
      const other = modelCards.find(({ id, provider }) => id === card.cheaper && provider === card.provider);
      expect(other?.status, `${card.id} → ${card.cheaper}`).toBe('active');
      expect(other?.price.input, card.id).toBeLessThan(card.price.input);
      if (card.line !== 'embedding') expect(other?.price.output, card.id).toBeLessThan(card.price.output);
    }
  });

  it('name replacements that exist and are in use', () => {
    for (const card of modelCards) {
      if (card.replacement === null) continue;
      const other = modelCards.find(({ id, provider }) => id === card.replacement && provider === card.provider);
      expect(other?.status, `${card.id} → ${card.replacement}`).toBe('active');
    }
  });

  it('keep a written prefix as long as the providers promise', () => {
    const minutes = (id: string): unknown => known(id).card.cacheMinutes;
    expect(minutes('claude-opus-5-5')).toEqual({ short: 5, long: 60 });
    expect(minutes('gpt-5.6-sol')).toEqual({ short: 30, long: 720 });
    expect(minutes('gpt-5.5')).toBeNull();
  });

  it('have the service tiers of their own model', () => {
    const tiers = (id: string): unknown => ({ flex: known(id, 'openai').card.flex?.input ?? null, fast: known(id, 'openai').card.fast });
    expect(tiers('gpt-6.1-sol')).toEqual({ flex: 0.5, fast: 2 });
    expect(tiers('gpt-5.5')).toEqual({ flex: 0.5, fast: 2.5 });
    expect(tiers('gpt-4.1')).toEqual({ flex: null, fast: 1.75 });
    expect(tiers('gpt-4o')).toEqual({ flex: null, fast: 1.7 });
    expect(tiers('gpt-3.5-turbo')).toEqual({ flex: null, fast: null });
  });

  it('need max_completion_tokens from the o-series and GPT-5 on', () => {
    const needs = (id: string): boolean => known(id, 'openai').card.needsMaxCompletionTokens;
    expect(['o1', 'o3-mini', 'o4-mini', 'gpt-5', 'gpt-5-mini', 'gpt-6.1-sol'].map(needs)).not.toContain(false);
    expect(['gpt-4o', 'gpt-4.1-mini', 'gpt-4-turbo', 'gpt-3.5-turbo'].map(needs)).not.toContain(true);
  });
});
