/** The model index as a user pays for it: own prices in place of listed ones, discounts on the rest. */
import type { CallSite } from '../../model/callsite.ts';
import type { ModelCard, ModelIndex, ModelLookup, ModelPlatform, Price } from '../../model/price.ts';
import { noUserPrices, type UserPrice, type UserPrices } from '../../model/user-prices.ts';
import { plainCard } from './local-models.ts';
import { scalePrice } from './models.ts';

const known = new WeakMap<ModelIndex, WeakMap<UserPrices, ModelIndex>>();

/** An index with the user's prices. The same arguments give the same index, and that the same cards. */
export function withUserPrices(index: ModelIndex, prices: UserPrices, date: string): ModelIndex {
  if (prices === noUserPrices || (Object.keys(prices.models).length === 0 && Object.keys(prices.discounts).length === 0)) return index;
  let byPrices = known.get(index);
  if (byPrices === undefined) known.set(index, (byPrices = new WeakMap()));
  let made = byPrices.get(prices);
  if (made === undefined) byPrices.set(prices, (made = createUserIndex(index, prices, date)));
  return made;
}

/** A call whose models cost what the index says. */
export function repriceSite(site: CallSite, index: ModelIndex): CallSite {
  if (!(index as Partial<UserIndex>).reprice || site.model.candidates.length === 0) return site;
  const { reprice } = index as UserIndex;
  const candidates = site.model.candidates.map((candidate) => ({ ...candidate, lookup: reprice(candidate.id, candidate.lookup) }));
  return { ...site, model: { ...site.model, candidates } };
}

/** A card of the index at what it costs on a platform, which may have a discount of its own. */
export function priceOnPlatform(index: ModelIndex, card: ModelCard, platform: ModelPlatform | undefined): ModelCard {
  return (index as Partial<UserIndex>).on?.(card, platform) ?? card;
}

interface UserIndex extends ModelIndex {
  /** What a name costs the user that the lists say this of. */
  reprice(id: string, lookup: ModelLookup): ModelLookup;
  on(card: ModelCard, platform: ModelPlatform | undefined): ModelCard;
}

function createUserIndex(index: ModelIndex, prices: UserPrices, date: string): UserIndex {
  const cards = new Map<ModelCard | string, ModelCard>();
  const once = (key: ModelCard | string, make: () => ModelCard): ModelCard => {
    let card = cards.get(key);
    if (card === undefined) cards.set(key, (card = make()));
    return card;
  };
  const own = (id: string): UserPrice | undefined => (Object.hasOwn(prices.models, id) ? prices.models[id] : undefined);
  const priced = (card: ModelCard, platform: string | undefined): ModelCard => {
    const price = own(card.id);
    if (price !== undefined) return once(card, () => stated(card, price, date));
    const factor = (platform === undefined ? undefined : prices.discounts[platform]) ?? prices.discounts[card.provider];
    if (factor === undefined) return card;
    return once(platform === undefined ? card : `${platform}\0${card.provider}\0${card.id}`, () => ({
      ...card,
      price: discounted(card.price, factor),
      changes: card.changes.map((change) => ({ ...change, ...discounted(change, factor) })),
    }));
  };
  const named = (id: string, price: UserPrice): ModelCard => {
    const card = plainCard(id, 'settings', priceOf(price, date));
    const kind = index.kindOf(id);
    return kind === null ? card : { ...card, tokenizer: kind.tokenizer, framing: kind.framing };
  };
  const reprice = (id: string, lookup: ModelLookup): ModelLookup => {
    const price = own(id);
    if (lookup.kind === 'unknown') {
      return price === undefined ? lookup : { kind: 'known', id, card: once(id, () => named(id, price)), via: ['priced in the settings'] };
    }
    if (price === undefined && own(lookup.card.id) === undefined) {
      const card = priced(lookup.card, lookup.platform);
      return card === lookup.card ? lookup : { ...lookup, card };
    }
    const { regional: _, ...rest } = lookup;
    return { ...rest, card: price === undefined ? priced(lookup.card, undefined) : once(`${lookup.card.provider}\0${id}`, () => stated(lookup.card, own(id) ?? own(lookup.card.id)!, date)) };
  };
  const listed = new Set(index.cards.map((card) => card.id));
  const added = Object.keys(prices.models).filter((id) => !listed.has(id)).map((id) => once(id, () => named(id, prices.models[id]!)));
  const listedAs = new Map(index.cards.map((card) => [priced(card, undefined), card]));
  const on: UserIndex['on'] = (card, platform) => priced(listedAs.get(card) ?? card, platform);
  return { ...index, cards: [...listedAs.keys(), ...added], lookup: (id, provider) => reprice(id, index.lookup(id, provider)), reprice, on };
}

/** What the user states is what is paid: no region comes on top, and no change is announced. */
function stated(card: ModelCard, price: UserPrice, date: string): ModelCard {
  return { ...card, price: priceOf(price, date), changes: [], regionalUplift: 1 };
}

function priceOf({ input, output, cachedInput, cacheWriteShort, cacheWriteLong, source, asOf }: UserPrice, date: string): Price {
  return {
    input,
    cachedInput: cachedInput ?? null,
    cacheWriteShort: cacheWriteShort ?? null,
    cacheWriteLong: cacheWriteLong ?? null,
    output,
    cacheStorage: null,
    tiers: [],
    source: source ?? 'your settings',
    asOf: asOf ?? date,
  };
}

function discounted(price: Price, factor: number): Price {
  return { ...scalePrice(price, factor), source: `${price.source}, × ${factor} by your settings` };
}
