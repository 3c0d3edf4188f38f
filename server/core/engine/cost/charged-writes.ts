/** What a request that finds nothing in the cache is charged for. Some models write every long prompt to their cache by themselves, at more than the price of plain input. */
import type { CallSite } from '../../model/callsite.ts';
import type { Range } from '../../model/cost.ts';
import type { TokenUse } from '../../model/price-request.ts';
import type { ModelCard } from '../../model/price.ts';
import { fieldOf, knownText, optionsOf } from '../../model/value.ts';
import { minimumToCache } from '../prompt/prefix.ts';
import { writtenBy } from './caching-economics.ts';

/** Tokens of the typical and of the worst request. A write that is not certain is in the worst one alone. */
export function uncachedRequest(site: CallSite, card: ModelCard, input: Range, output: Range): readonly [TokenUse, TokenUse] {
  const writes = writesByItself(site, card);
  const use = (side: 'low' | 'high', written: boolean): TokenUse => {
    const tokens = { output: output[side] };
    if (!written || !isCacheable(site, card, input[side])) return { ...tokens, input: input[side] };
    return { ...tokens, input: 0, ...(writtenBy(site, []).lifetime === 'long' ? { cacheWriteLong: input[side] } : { cacheWriteShort: input[side] }) };
  };
  return [use('low', writes === 'yes'), use('high', writes !== 'no')];
}

/** A sentence on it, where it makes a difference. */
export function saidOfWrites(site: CallSite, card: ModelCard, input: Range): string | null {
  const writes = writesByItself(site, card);
  if (writes === 'no' || card.price.cacheWriteShort === null || !isCacheable(site, card, input.high)) return null;
  return `\`${card.id}\` writes prompts of this length to its cache by itself, which costs more than plain input: ${writes === 'yes' ? 'that is counted, and no read' : 'the worst case counts it'}.`;
}

function isCacheable(site: CallSite, card: ModelCard, tokens: number): boolean {
  const minimum = minimumToCache(site, card);
  return minimum !== null && tokens >= minimum;
}

function writesByItself(site: CallSite, card: ModelCard): 'yes' | 'perhaps' | 'no' {
  if (card.cacheMode !== 'automatic-charged-writes' || site.operation.kind !== 'generate') return 'no';
  const { cache } = site.parameters;
  // Only the provider's own SDK surely has its switch where it is looked for; other platforms may do it another way.
  const own = site.sdk.provider === card.provider && site.client.platform === 'api' && (site.client.provider ?? card.provider) === card.provider;
  if (cache.state === 'absent') return own && site.requestOpen === null ? 'yes' : 'perhaps';
  if (cache.value === null) return 'perhaps';
  const modes = optionsOf(cache.value).map((option) => (option.kind === 'record' && option.open === null ? (fieldOf(option, 'mode') === undefined ? 'implicit' : knownText(fieldOf(option, 'mode')?.value)) : null));
  // Then only what a breakpoint marks is written.
  if (modes.every((mode) => mode === 'explicit')) return 'no';
  return own && modes.every((mode) => mode === 'implicit') ? 'yes' : 'perhaps';
}
