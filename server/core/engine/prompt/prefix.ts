/** The part of a prompt that is the same on every call. */
import type { CallSite } from '../../model/callsite.ts';
import type { PromptPart, StablePrefix } from '../../model/cost.ts';
import type { ModelCard } from '../../model/price.ts';
import type { State } from '../../model/value.ts';
import { worst, type MeasuredPart } from './parts.ts';

/** The stable prefix: whole parts up to the first that varies, and that part's text before its first hole. */
export function stablePrefix(site: CallSite, parts: readonly MeasuredPart[], card: ModelCard | null): StablePrefix {
  const inside: PromptPart[] = [];
  let low = 0;
  let high = 0;
  let state: State = 'known';
  for (const part of parts) {
    if (part.role === 'tools' && part.state !== 'known') {
      // Tools whose schema is not written down here are still the same from call to call; they count for nothing but what is known of them.
      low += part.tokens.low;
      high += part.tokens.high;
      state = 'partial';
      inside.push(part);
      continue;
    }
    low += part.leading.low;
    high += part.state === 'known' ? part.tokens.high : part.leading.high;
    if (part.leading.high > 0) inside.push(part);
    if (part.state !== 'known') break;
  }
  const markedParts = worst(parts.map((part) => part.marked));
  const topLevel = site.parameters.cache;
  // Where the provider caches by itself, options say how it does: which part of the prompt is marked, they do not.
  const byOptions = topLevel.state === 'absent' ? 'no' : topLevel.state === 'unknown' || site.operation.caching.kind === 'automatic' ? 'unknown' : 'yes';
  const marked = byOptions === 'yes' || markedParts === 'yes' ? 'yes' : byOptions === 'unknown' || markedParts === 'unknown' ? 'unknown' : 'no';
  return { tokens: { low, high }, state, parts: inside, marked, minimum: card === null ? null : minimumToCache(site, card) };
}

/** The model's minimum cacheable tokens where the call goes; null where not known. */
export function minimumToCache({ client }: CallSite, card: ModelCard): number | null {
  return client.platform === 'bedrock' ? card.minCacheableTokensBedrock : card.minCacheableTokens;
}

