/** The same call another way, side by side. */
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { whatIf, withUserPrices, type Scenario } from '../../server/core/index.ts';
import { defaultConfig, type Config } from '../../server/core/model/config.ts';
import type { UserPrices } from '../../server/core/model/user-prices.ts';
import { comparedWith, noteOf, whatIfPage } from '../../server/features/what-if.ts';
import { project, promptcost } from '../cli/support.ts';
import { createMemoryWorkspace, ROOT, TODAY } from '../support/workspace.ts';

const source = `from openai import OpenAI
client = OpenAI()
client.chat.completions.create(model="gpt-6.1-sol", max_completion_tokens=20000, messages=[{"role": "user", "content": "Say hello."}])
`;

function compare(config: Partial<Config> = {}, text = source) {
  const whole = { ...defaultConfig, ...config };
  const call = createMemoryWorkspace([['app.py', text]], whole).workspace.analyze(`${ROOT}/app.py`)!.calls[0]!;
  return { call, scenarios: whatIf(call, { models: withUserPrices(catalog.models, whole.prices, TODAY), prices: whole.prices, today: TODAY }) };
}

/** Dollars of 1,000 calls at prices a million, of the prompt as it is counted. */
function thousand(input: number, output: number, cap = 20_000): { readonly low: number; readonly high: number } {
  const { low, high } = compare().call.cost.input;
  const dollars = (tokens: number, answer: number): number => Number(((tokens * input + answer * output) / 1000).toFixed(9));
  return { low: dollars(low, 300 + 500), high: dollars(high, cap) };
}

const of = (scenarios: readonly Scenario[] | null, kind: Scenario['kind']): Scenario => scenarios!.find((scenario) => scenario.kind === kind)!;
const own = (models: UserPrices['models']): Partial<Config> => ({ prices: { models, discounts: {} } });

describe('what if', () => {
  const { scenarios, call } = compare();

  it('begins with the call as it is', () => {
    expect(scenarios![0]!.kind).toBe('now');
    // 300 tokens typical after 500 of thought, and 20,000 at most out, at $2 and $10 a million.
    expect(scenarios![0]!.perThousand).toEqual(thousand(2, 10));
  });

  it('halves a batch and flex', () => {
    expect(of(scenarios, 'batch').perThousand).toEqual(thousand(1, 5));
    expect(of(scenarios, 'flex').perThousand).toEqual(thousand(1, 5));
    expect(comparedWith(of(scenarios, 'batch'), scenarios![0]!)).toBe('−50 %');
  });

  it('a smaller cap changes the worst case alone', () => {
    expect(of(scenarios, 'cap').label).toBe('with a cap of 3,328 tokens');
    expect(of(scenarios, 'cap').perThousand).toEqual(thousand(2, 10, 3328));
  });

  it('retries multiply the worst case alone', () => expect(of(scenarios, 'retries').perThousand).toEqual({ low: thousand(2, 10).low, high: Number((thousand(2, 10).high * 3).toFixed(9)) }));

  it('other models of the provider stand beside it', () => expect(scenarios!.filter(({ kind }) => kind === 'model').map(({ label }) => label)).toContain('on `gpt-6-luna`'));

  it('own figures have a break-even volume', () => {
    const tuned = of(compare(own({ 'triage-ft': { input: 0.3, output: 1.2, once: 200 } })).scenarios, 'own');
    expect(tuned.perThousand.low).toBe(thousand(0.3, 1.2).low);
    expect(tuned.breakEven).toEqual({ calls: Math.ceil(200 / ((thousand(2, 10).low - thousand(0.3, 1.2).low) / 1000)), per: 'in all' });
    const server = of(compare(own({ 'llama-own': { input: 0, output: 0, monthly: 1500 } })).scenarios, 'own');
    expect(server.breakEven).toEqual({ calls: Math.ceil(1500 / (thousand(2, 10).low / 1000)), per: 'month' });
    expect(noteOf(of(compare(own({ dear: { input: 100, output: 100, monthly: 1 } })).scenarios, 'own'))).toBe('and $1 a month; never pays: a call costs no less');
  });

  it('a listed model at a price of one’s own stands there once', () => {
    const labels = compare(own({ 'gpt-6-luna': { input: 0.05, output: 0.2 } })).scenarios!.map(({ label }) => label).filter((label) => label.includes('gpt-6-luna'));
    expect(labels).toEqual(['on `gpt-6-luna`, at your price']);
  });

  it('other models have the discount of the platform too', () => {
    const bedrock = 'from anthropic import AnthropicBedrock\nclient = AnthropicBedrock()\nclient.messages.create(model="us.anthropic.claude-sonnet-4-6", max_tokens=1000, messages=[{"role": "user", "content": "Say hello."}])\n';
    const ratio = (discounts: UserPrices['discounts']): number => {
      const { scenarios: found } = compare({ prices: { models: {}, discounts } }, bedrock);
      return found!.find(({ label }) => label === 'on `claude-haiku-5-5`')!.perThousand.high / found![0]!.perThousand.high;
    };
    expect(ratio({ anthropic: 0.8, bedrock: 0.5 })).toBeCloseTo(ratio({}), 9);
  });

  it('is a page', () => {
    const page = whatIfPage(call, scenarios);
    expect(page).toContain('| as a batch | $4.01–100 | −50 % | answers within a day |');
    expect(whatIfPage(call, null)).toContain('no known price');
  });

  it('compares nothing with a call that has no price', () => expect(compare({}, source.replace('gpt-6.1-sol', 'nobody-knows')).scenarios).toBeNull());
});

describe('promptcost what-if', () => {
  it('takes a line of a file', async () => {
    const cwd = project({ 'app.py': source + source.split('\n')[2] + '\n' });
    const { out, code } = await promptcost(cwd, ['what-if', 'app.py:3']);
    expect(code).toBe(0);
    expect(out.match(/as it is/g)).toHaveLength(1);
    expect((await promptcost(cwd, ['what-if'])).out.match(/as it is/g)).toHaveLength(2);
    expect((await promptcost(cwd, ['what-if', 'app.py:1'])).err).toContain('there is no call of a known SDK in line 1');
    expect(JSON.parse((await promptcost(cwd, ['what-if', 'app.py:3', '--format', 'json'])).out)[0].scenarios[0].perThousand).toEqual(thousand(2, 10));
  });
});
