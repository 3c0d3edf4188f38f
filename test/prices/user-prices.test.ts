/** Prices of the user's own win over the lists, everywhere. */
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { withUserPrices } from '../../server/core/engine/cost/user-prices.ts';
import { defaultConfig } from '../../server/core/model/config.ts';
import { noUserPrices, type UserPrices } from '../../server/core/model/user-prices.ts';
import { judgeSettings } from '../../server/host/settings/settings-schema.ts';
import { project, promptcost } from '../cli/support.ts';
import { createMemoryWorkspace, ROOT, TODAY } from '../support/workspace.ts';

const index = (prices: Partial<UserPrices>) => withUserPrices(catalog.models, { ...noUserPrices, ...prices }, TODAY);

function priceOf(prices: Partial<UserPrices>, id: string, provider?: string) {
  const found = index(prices).lookup(id, provider);
  if (found.kind === 'unknown') throw new Error(found.why);
  return { ...found, price: found.card.price };
}

const cost = (model: string, prices: Partial<UserPrices>) =>
  createMemoryWorkspace([['app.py', `from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model="${model}", max_tokens=1000, messages=[{"role": "user", "content": "Say hello."}])\n`]], { ...defaultConfig, prices: { ...noUserPrices, ...prices } })
    .workspace.analyze(`${ROOT}/app.py`)!.calls[0]!.cost;

describe('own prices', () => {
  it('without any, the lists are used as they are', () => expect(index({})).toBe(catalog.models));

  it('a listed model costs what the user says, under each of its names', () => {
    const models = { 'claude-opus-5-5': { input: 1, output: 2, source: 'contract 17', asOf: '2026-10-01' } };
    expect(priceOf({ models }, 'claude-opus-5-5').price).toMatchObject({ input: 1, output: 2, cachedInput: null, source: 'contract 17', asOf: '2026-10-01' });
    expect(priceOf({ models }, 'anthropic/claude-opus-5-5').price.input).toBe(1);
    expect(priceOf({ models }, 'us.anthropic.claude-opus-5-5', 'bedrock')).toMatchObject({ price: { input: 1 } });
    expect(priceOf({ models }, 'us.anthropic.claude-opus-5-5', 'bedrock')).not.toHaveProperty('regional');
    expect(priceOf({ models }, 'claude-haiku-4-5').price.input).toBe(1);
  });

  it('a model that no list has is priced', () => {
    expect(cost('our-triage-7b', {}).dollars).toBeNull();
    const { card, dollars } = cost('our-triage-7b', { models: { 'our-triage-7b': { input: 0.1, output: 0.4 } } });
    expect(card!.id).toBe('our-triage-7b');
    expect(dollars!.high).toBeCloseTo((0.1 * 12 + 0.4 * 1000) / 1e6, 6);
  });

  it('a discount is a part of every rate, announced ones included', () => {
    const { price, card } = priceOf({ discounts: { google: 0.8 } }, 'gemini-3.8-flash');
    expect(price).toMatchObject({ input: 0.6, cachedInput: 0.06, output: 3 });
    expect(card.changes[0]).toMatchObject({ from: '2027-01-01', input: 1.2, output: 6 });
    expect(price.source).toContain('× 0.8 by your settings');
  });

  it('a discount of a platform goes before that of the provider', () => {
    const discounts = { anthropic: 0.9, bedrock: 0.5 };
    expect(priceOf({ discounts }, 'global.anthropic.claude-sonnet-4-6', 'bedrock').price.input).toBe(1.5);
    expect(priceOf({ discounts }, 'claude-sonnet-4-6').price.input).toBe(2.7);
  });

  it('reach the estimate', () => expect(cost('gpt-4o', { discounts: { openai: 0.5 } }).dollars!.high * 2).toBeCloseTo(cost('gpt-4o', {}).dollars!.high, 9));
});

describe('settings', () => {
  it('are judged field by field', () => {
    const { settings, issues } = judgeSettings({ prices: { models: { a: { input: 1, output: 2 }, b: { input: -1, output: 2 } }, discounts: { openai: 0.8 }, modells: {} } }, []);
    expect(settings.prices).toEqual({ models: { a: { input: 1, output: 2 } }, discounts: { openai: 0.8 } });
    expect(issues.map(({ message }) => message).join('\n')).toContain('did you mean "models"?');
  });

  it('are told by `promptcost models`, with their source', async () => {
    const cwd = project({ 'promptcost.json': '{ "prices": { "models": { "our-triage-7b": { "input": 0.1, "output": 0.4, "source": "invoice of March" } }, "discounts": { "openai": 0.8 } } }' });
    expect((await promptcost(cwd, ['models', 'our-triage-7b'])).out).toContain('invoice of March');
    const { out } = await promptcost(cwd, ['models', 'gpt-4o']);
    expect(out).toContain('$2.00 per million tokens');
    expect(out).toContain('× 0.8 by your settings');
  });
});
