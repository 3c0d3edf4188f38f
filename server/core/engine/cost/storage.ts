/** Explicit caches that a request leaves with the provider: writing one is paid for as input, keeping it by the hour. */
import type { CallSite, ParameterUse } from '../../model/callsite.ts';
import type { CallCost, Range } from '../../model/cost.ts';
import { exact, scaleDollars } from '../../model/dollars.ts';
import { formatDollarRange, formatRatio } from '../../model/format.ts';
import { priceOn, storagePerHour, type PriceTerms } from '../../model/price-request.ts';
import { knownText } from '../../model/value.ts';

/** Adds what it assumes, and from how many reads an hour the cache pays for itself. */
export function storageOf(site: CallSite, tokens: Range, terms: PriceTerms, said: string[]): CallCost['storage'] {
  const { keptMinutes } = site.operation;
  const perHour = keptMinutes === undefined ? null : storagePerHour(tokens, terms);
  if (keptMinutes === undefined || perHour === null) return null;
  const hours = hoursOf(site.parameters.lifetime, keptMinutes);
  const price = priceOn(terms.card, terms.date);
  const saved = price.cachedInput === null ? 0n : exact(price.input) - exact(price.cachedInput);
  const reads = saved <= 0n ? null : Number((exact(price.cacheStorage!) + saved - 1n) / saved);
  const whole = hours === null ? 'how long is not known here' : `${formatDollarRange(scaleDollars(perHour, hours))} for ${formatRatio(hours)} ${hours === 1 ? 'hour' : 'hours'}`;
  said.push(`What is cached is paid for by the hour on top: ${formatDollarRange(perHour)} an hour, ${whole}.${reads === null ? '' : ` That pays from ${reads} ${reads === 1 ? 'read' : 'reads'} an hour on.`}`);
  return { perHour, hours };
}

/** `3600`, or `"3600s"` as the API writes durations. */
function hoursOf(use: ParameterUse, minutes: number): number | null {
  if (use.state === 'absent') return minutes / 60;
  if (use.state !== 'known') return null;
  const seconds = use.value.kind === 'number' ? use.value.value : Number(/^(\d+(?:\.\d+)?)s$/.exec(knownText(use.value) ?? '')?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds / 3600 : null;
}
