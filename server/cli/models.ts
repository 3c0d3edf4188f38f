/** `promptcost models [NAME]`: the price table, or what is known of one model. */
import { type Catalog, formatTokens, type ModelCard, type ModelLookup, nearestNames, type Price, statusOn } from '../core/index.ts';
import type { Colors } from './colors.ts';
import { clean } from './frame.ts';
import { countOf, table, wrap } from './words.ts';

/** The date the prices were collected, and that of the report: `YYYY-MM-DD`. */
interface Dates {
  readonly pricesAsOf: string;
  readonly today: string;
}

/** Every model by provider. Prices are US dollars per million tokens. */
export function modelsReport(cards: readonly ModelCard[], { pricesAsOf, today }: Dates, width: number, colors: Colors): readonly string[] {
  const lines: string[] = [];
  // A table a provider: the long names of one do not push the figures of the others off a narrow terminal.
  for (const provider of new Set(cards.map((card) => card.provider))) {
    const rows = cards.filter((card) => card.provider === provider).map((card) => {
      const { price } = card;
      return [`  ${card.id}`, rate(price.input), price.cachedInput === null ? '–' : rate(price.cachedInput), rate(price.output), tokens(card.contextWindow), tokens(card.maxOutput), statusOf(card, today)];
    });
    const [header, ...others] = table([[provider, 'input', 'cached', 'output', 'context', 'answer', ''], ...rows], [1, 2, 3, 4, 5], width);
    lines.push(colors.bold(provider) + colors.dim(header!.slice(provider.length)), ...others);
  }
  lines.push('', ...wrap(`${countOf(cards.length, 'model')}. US dollars per million tokens, as of ${pricesAsOf}; context and longest answer in tokens. \`promptcost models NAME\` says more of one.`, width, ''));
  return lines;
}

export type ModelAnswer = { readonly kind: 'found'; readonly lines: readonly string[] } | { readonly kind: 'unknown'; readonly message: string };

/** What a name means, as a call would write it, or the models that have it in their names. */
export function modelReport(name: string, { models, modelCards }: Catalog, dates: Dates, width: number, colors: Colors): ModelAnswer {
  const lookup = models.lookup(name);
  if (lookup.kind === 'known') return { kind: 'found', lines: cardLines(lookup, dates.today, colors) };
  const part = name.toLowerCase();
  const similar = modelCards.filter((card) => [card.id, ...card.aliases, card.provider].some((id) => id.toLowerCase().includes(part)));
  if (similar.length > 0 && part.length > 1) return { kind: 'found', lines: modelsReport(similar, dates, width, colors) };
  const near = nearestNames(models, name, 3);
  return { kind: 'unknown', message: `no price is known for "${clean(name)}"${near.length === 0 ? '' : `; did you mean ${near.map((id) => `"${id}"`).join(', ')}?`} (${lookup.why})` };
}

function cardLines({ card, id, via, regional, platform }: Extract<ModelLookup, { readonly kind: 'known' }>, today: string, colors: Colors): readonly string[] {
  const rows: (readonly [string, string])[] = [];
  const add = (label: string, value: string | null): void => {
    if (value !== null && value !== '') rows.push([`  ${label}`, value]);
  };
  if (via.length > 0) add('read as', `${card.id} (${via.join('; ')})`);
  add('platform', platform ?? null);
  if (regional !== undefined) add('region', `${regional.region}: × ${regional.multiplier}`);
  addPrice(card.price, add);
  for (const change of card.changes) add(`from ${change.from}`, `input ${rate(change.input)}, output ${rate(change.output)}`);
  if (card.batch !== null) add('batch', `× ${card.batch.input} input, × ${card.batch.output} output`);
  if (card.flex !== null) add('flex', `× ${card.flex.input} input, × ${card.flex.output} output`);
  if (card.fast !== null) add('fast or priority', `× ${card.fast}`);
  if (card.regionalUplift !== null && card.regionalUplift !== 1) add('bound to a region', `× ${card.regionalUplift}`);
  if (card.offPeak !== null) add('off-peak', `× ${card.offPeak.multiplier} outside of ${card.offPeak.peakUtc.join(' and ')} UTC`);
  add('context', card.contextWindow === null ? null : `${tokens(card.contextWindow)} tokens`);
  add('longest answer', card.maxOutput === null ? null : `${tokens(card.maxOutput)} tokens`);
  add('caching', card.cacheMode);
  if (card.cacheMinutes !== null) add('kept for', `${card.cacheMinutes.short} minutes${card.cacheMinutes.long === null ? '' : `, long ${card.cacheMinutes.long / 60} h`} after its last use`);
  add('smallest cached prefix', card.minCacheableTokens === null ? null : `${card.minCacheableTokens} tokens${card.minCacheableTokensBedrock === null || card.minCacheableTokensBedrock === card.minCacheableTokens ? '' : ` (${card.minCacheableTokensBedrock} on Bedrock)`}`);
  if (card.reasonsByDefault !== null) add('thinks by itself', card.reasonsByDefault ? 'yes' : 'no');
  add('tokens counted as', card.tokenizer);
  add('tier', `${card.tier}, ${card.line}`);
  add('cheaper model', card.cheaper);
  add('status', statusOf(card, today) || card.status);
  add('also called', card.aliases.join(', '));
  add('source', `${card.price.source}, ${card.price.asOf}`);
  return [`${colors.bold(clean(id))} (${card.provider})`, ...table(rows)];
}

function addPrice(price: Price, add: (label: string, value: string | null) => void): void {
  add('input', `${rate(price.input)} per million tokens`);
  add('from the cache', price.cachedInput === null ? null : rate(price.cachedInput));
  add('cache write', price.cacheWriteShort === null ? null : `${rate(price.cacheWriteShort)}${price.cacheWriteLong === null ? '' : `, long ${rate(price.cacheWriteLong)}`}`);
  if (price.cacheStorage !== null) add('kept in a cache', `${rate(price.cacheStorage)} per million tokens and hour`);
  add('output', rate(price.output));
  for (const tier of price.tiers) add(`above ${tokens(tier.above)} tokens`, `input ${rate(tier.input)}, output ${rate(tier.output)}`);
}

/** A list price as the provider writes it, not rounded: `$0.075`, `$15.00`. */
function rate(dollars: number): string {
  const digits = String(Number(dollars.toPrecision(8)));
  const decimals = digits.split('.')[1]?.length ?? 0;
  return `$${decimals < 2 ? dollars.toFixed(2) : digits}`;
}

function tokens(count: number | null): string {
  return count === null ? '–' : formatTokens(count);
}

function statusOf(card: ModelCard, today: string): string {
  const { retires, replacement } = card;
  const status = statusOn(card, today);
  return [
    ...(status === 'active' ? [] : [status]),
    ...(retires === null ? [] : [status === 'retired' ? `since ${retires}` : `retires ${retires}`]),
    ...(status === 'active' || replacement === null ? [] : [`now ${replacement}`]),
  ].join(', ');
}
