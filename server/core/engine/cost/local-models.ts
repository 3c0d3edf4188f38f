/** Models on a server of one's own: any name is one, and nothing is paid by the token. They are in no list, so a card is made for each. */
import type { ModelCard, Price } from '../../model/price.ts';

/** Tags of models that such a server only passes on to a paid service. */
const PASSED_ON = /[:-]cloud$/;

/** The card of a model that runs on a server of one's own, or null where the server only passes it on. */
export function localModel(id: string): ModelCard | null {
  if (PASSED_ON.test(id)) return null;
  return plainCard(id, 'local', { input: 0, cachedInput: null, cacheWriteShort: null, cacheWriteLong: null, output: 0, cacheStorage: null, tiers: [], source: 'a server of your own', asOf: '2026-11-23' });
}

/** A model of which nothing but its price is known. */
export function plainCard(id: string, provider: string, price: Price): ModelCard {
  return {
    id,
    provider,
    aliases: [],
    price,
    changes: [],
    contextWindow: null,
    maxOutput: null,
    cacheMode: 'none',
    cacheMinutes: null,
    minCacheableTokens: null,
    minCacheableTokensBedrock: null,
    tokenizer: 'unknown',
    framing: 'unknown',
    images: null,
    line: provider,
    tier: 'small',
    cheaper: null,
    reasonsByDefault: null,
    needsMaxCompletionTokens: false,
    batch: null,
    flex: null,
    fast: null,
    regionalUplift: null,
    offPeak: null,
    toolPromptTokens: null,
    leastToolPromptTokens: null,
    status: 'active',
    retires: null,
    retiresNotBefore: null,
    replacement: null,
    sources: {},
  };
}
