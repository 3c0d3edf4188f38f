/** The figures of docs/estimates.md, worked out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { breakEvenReads, listTerms, priceRequest, scaleDollars, warmShare, type PriceTerms, type TokenUse } from '../../server/core/index.ts';
import { lengthAskedIn } from '../../server/core/engine/prompt/answer-length.ts';
import { conversationCost } from '../../server/core/engine/prompt/conversation.ts';
import { plainCard } from '../../server/core/engine/cost/local-models.ts';
import { formatDollars } from '../../server/core/index.ts';
import { formatCount } from '../../server/core/model/format.ts';
import { judgeSettings } from '../../server/host/settings/settings-schema.ts';
import { TODAY } from '../support/workspace.ts';

const page = readFileSync(new URL('../../docs/estimates.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

function terms(id: string): PriceTerms {
  const found = catalog.models.lookup(id);
  if (found.kind === 'unknown') throw new Error(found.why);
  return listTerms(found.card, TODAY);
}

const cost = (id: string, use: TokenUse, calls = 1): number => scaleDollars(priceRequest(use, terms(id))!, calls).high;
const share = (calls: number, minutes: number): string => `${(warmShare(calls, minutes) * 100).toFixed(1)} %`;

const ownText = (sdk: string): string => {
  const [low, high] = catalog.sdks.find(({ id }) => id === sdk)!.operations.find((operation) => operation.ownText !== undefined)!.ownText!.tokens;
  return `${formatCount(low)}–${formatCount(high)}`;
};

describe('docs/estimates.md', () => {
  const own = { ...listTerms(plainCard('own', 'settings', { input: 3, cachedInput: null, cacheWriteShort: null, cacheWriteLong: null, output: 15, cacheStorage: null, tiers: [], source: '', asOf: TODAY }), TODAY) };
  const hundred = conversationCost({ low: 2050, high: 2050 }, { low: 50, high: 50 }, { said: 150, paid: 150 }, own)[2]!.dollars.low;
  const first = scaleDollars(priceRequest({ input: 2050, output: 150 }, own)!, 100).low;
  const hours = priceRequest({ input: 1_000_000, output: 0 }, terms('deepseek-flash'))!;
  const cached = cost('claude-sonnet-5-5', { input: 0, cachedRead: 8000, output: 0 }, 950) + cost('claude-sonnet-5-5', { input: 0, cacheWriteShort: 8000, output: 0 }, 50);

  it.each([
    `writes code adds ${ownText('smolagents')} tokens, one of CrewAI ${ownText('crewai')}, the layout of DSPy's fields ${ownText('dspy')}, a query engine of LlamaIndex ${ownText('llama-index')} with what it retrieves, and Claude Code ${ownText('claude-agent-sdk')}`,
    `“in two sentences” is ${lengthAskedIn('Answer in two sentences.')!.tokens} tokens, “at most 90 words” ${lengthAskedIn('Use at most 90 words.')!.tokens}`,
    `100,000 tokens on claude-haiku-5-5 cost $${cost('claude-haiku-5-5', { input: 100_000, output: 0 })}, 101,000 cost $${cost('claude-haiku-5-5', { input: 101_000, output: 0 })}`,
    `deepseek-flash costs ${formatDollars(hours.low)} to ${formatDollars(hours.high)} a million`,
    `${breakEvenReads(terms('claude-sonnet-4-6'), 0)} on claude-sonnet-4-6 for five minutes, ${breakEvenReads(terms('claude-sonnet-4-6'), 1)} for an hour`,
    `warm for ${share(1000, 5)} of them, 100 calls a day for ${share(100, 5)}, and with an hour's lifetime for ${share(100, 60)}`,
    `10,000 tokens on gpt-6.1-sol cost $${cost('gpt-6.1-sol', { input: 0, cacheWriteShort: 10_000, output: 0 })} and not $${cost('gpt-6.1-sol', { input: 10_000, output: 0 })}`,
    `cost $${cost('claude-sonnet-5-5', { input: 8000, output: 0 }, 1000)} a day on claude-sonnet-5-5, and ${formatDollars(cached)} where 95 %`,
    `100 turns cost ${formatDollars(hundred)}; 100 first turns would cost ${formatDollars(first)}`,
  ])('%s', (sentence) => expect(page).toContain(sentence));

  it('its settings are understood', () => {
    const [json] = /```json([^`]*)```/.exec(page)!.slice(1);
    expect(judgeSettings(JSON.parse(json!), []).issues).toEqual([]);
  });
});
