/** `promptcost prices [update]`: which prices are in use and how old they are; newer ones when asked for. */
import type { Catalog } from '../core/index.ts';
import { pricesUrl, updatePrices } from '../host/settings/price-file.ts';
import { userCacheFolder } from '../host/user-cache.ts';
import { type Io, todayOf, UsageError } from './io.ts';

/** Prices change within months: from this age on it is said wherever they are shown. Days. */
const OLD_AFTER = 90;

export async function pricesReport(argument: string | undefined, catalog: Catalog, builtIn: Catalog, io: Io): Promise<{ readonly lines: readonly string[]; readonly code: 0 | 2 }> {
  if (argument !== undefined && argument !== 'update') throw new UsageError(`prices: there is no "${argument}"; \`promptcost prices update\` fetches newer ones`);
  if (argument === undefined) {
    const from = catalog.pricesAsOf === builtIn.pricesAsOf ? 'built in' : 'fetched';
    return { lines: [`Prices as of ${catalog.pricesAsOf}, ${from}: ${ageOf(catalog.pricesAsOf, io)}. ${catalog.modelCards.length} models. \`promptcost prices update\` fetches newer ones.`], code: 0 };
  }
  const folder = userCacheFolder(io.env);
  if (folder === null) throw new UsageError('prices update: the system names no folder for caches; set PROMPTCOST_CACHE to one');
  const url = pricesUrl(io.env);
  if (url === null) throw new UsageError('prices update: no address is known to fetch prices from; set PROMPTCOST_PRICES_URL to that of a manifest, or install a newer promptcost');
  const update = await updatePrices({ url, folder, have: catalog.pricesAsOf });
  switch (update.kind) {
    case 'updated':
      return { lines: [`Prices as of ${update.asOf} for ${update.models} models, instead of ${catalog.pricesAsOf}.`], code: 0 };
    case 'current':
      return { lines: [`Prices as of ${update.asOf} are the newest: ${ageOf(update.asOf, io)}.`], code: 0 };
    case 'failed':
      return { lines: [`Not updated: ${update.why}. The prices as of ${catalog.pricesAsOf} stay in use.`], code: 2 };
  }
}

function ageOf(date: string, io: Io): string {
  const days = Math.round((Date.parse(todayOf(io)) - Date.parse(date)) / 86_400_000);
  return days <= 0 ? 'of today' : `${days} ${days === 1 ? 'day' : 'days'} old${days > OLD_AFTER ? ', and may have changed' : ''}`;
}
