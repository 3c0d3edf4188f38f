/** The same call another way: what 1,000 of them cost side by side, and from which volume on a fixed price pays. Prices alone; how well another model answers is not in them. */
import type { CallCost, Range } from '../../model/cost.ts';
import { scaleDollars, subtractDollars } from '../../model/dollars.ts';
import { formatCount } from '../../model/format.ts';
import { listTerms, priceRange, type TokenUse } from '../../model/price-request.ts';
import type { ModelCard, ModelIndex } from '../../model/price.ts';
import type { AnalyzedCall } from '../../model/rule.ts';
import type { UserPrice, UserPrices } from '../../model/user-prices.ts';
import { uncachedRequest } from './charged-writes.ts';

export interface Scenario {
  readonly kind: 'now' | 'cache' | 'batch' | 'flex' | 'cap' | 'retries' | 'model' | 'own';
  /** For a person; model ids stand in back quotes. */
  readonly label: string;
  /** US dollars for 1,000 calls, typical to worst case, without what is paid by the month. */
  readonly perThousand: Range;
  readonly note: string | null;
  /** Calls from which it pays, where something is paid beforehand or by the month; infinite where it never does. */
  readonly breakEven: { readonly calls: number; readonly per: 'month' | 'in all' } | null;
}

export interface WhatIfContext {
  /** As the user pays for them. */
  readonly models: ModelIndex;
  readonly prices: UserPrices;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const CALLS = 1000;

/** Null where the call has no price to compare with. The first is the call as it is. */
export function whatIf({ site, cost }: AnalyzedCall, context: WhatIfContext): readonly Scenario[] | null {
  const { card, dollars, terms } = cost;
  if (card === null || dollars === null || terms === null || site.operation.kind === 'count' || site.operation.kind === 'batch') return null;
  const now = cost.models.find((model) => model.card === card)?.dollars ?? dollars;
  const scenarios: Scenario[] = [scenario('now', `as it is, on \`${card.id}\``, now, null)];
  scenarios.push(...cachedScenarios(cost));
  if (cost.batch !== null) scenarios.push(scenario('batch', 'as a batch', cost.batch, 'answers within a day'));
  const [least, most] = uncachedRequest(site, card, cost.input, cost.output);
  const flex = card.flex === null || terms.mode !== 'standard' ? null : priceRange(least, most, { ...terms, mode: 'flex' });
  if (flex !== null) scenarios.push(scenario('flex', 'with `flex` service', flex, 'slow, and refused at times'));
  const cap = smallerCap(cost);
  const capped = cap === null ? null : priceRange(least, { ...most, output: cap }, terms);
  if (cap !== null && capped !== null) scenarios.push(scenario('cap', `with a cap of ${formatCount(cap)} tokens`, capped, 'only the worst case changes: a cap costs and saves nothing by itself'));
  scenarios.push(...retryScenarios(cost, now));
  for (const model of cost.models) if (model.card !== card) scenarios.push(scenario('model', `on \`${model.card.id}\`, which the call may use`, model.dollars, null));
  const own = context.prices.models;
  // One with a price of the user's own has a row below, which also tells what is paid beside the tokens.
  for (const other of cost.alternatives) if (!Object.hasOwn(own, other.card.id) && !cost.models.some((model) => model.card.id === other.card.id)) scenarios.push(scenario('model', `on \`${other.card.id}\``, other.dollars, null));
  for (const [id, price] of Object.entries(own)) {
    const found = id === card.id ? null : ownScenario(id, price, now, (other) => uncachedRequest(site, other, cost.input, cost.output), context);
    if (found !== null) scenarios.push(found);
  }
  return scenarios;
}

function scenario(kind: Scenario['kind'], label: string, dollars: Range, note: string | null): Scenario {
  return { kind, label, perThousand: scaleDollars(dollars, CALLS), note, breakEven: null };
}

function cachedScenarios({ cached, prefix, volume }: CallCost): readonly Scenario[] {
  if (cached === null) return [];
  const pays = Number.isFinite(cached.breakEvenReads) ? `pays from ${formatCount(cached.breakEvenReads)} ${cached.breakEvenReads === 1 ? 'read' : 'reads'} on` : 'never pays';
  const marked = prefix.marked === 'yes' ? 'the marked prefix' : 'the prefix';
  const found = [scenario('cache', `with ${marked} read from the cache`, cached.warm, `${pays}; the first call writes it`)];
  if (cached.atVolume === null || volume === null) return found;
  return [...found, scenario('cache', `cached, at ${formatCount(volume.callsPerDay)} calls a day`, cached.atVolume.dollars, `${Math.round(cached.atVolume.warmShare * 100)} % of the calls find it, were they spread at random`)];
}

/** Four typical answers, rounded up to a figure that people write; null where the cap is no larger. */
function smallerCap({ output }: CallCost): number | null {
  const cap = Math.max(256, Math.ceil((output.low * 4) / 256) * 256);
  return output.low > 0 && cap * 2 <= output.high ? cap : null;
}

/** Tries are paid for where they fail late: after a timeout, or because the answer was thrown away. */
function retryScenarios({ factors }: CallCost, now: Range): readonly Scenario[] {
  const tries = factors.find(({ kind }) => kind === 'retries')?.times ?? null;
  if (tries === null || tries < 2) return [];
  const of = (count: number): Scenario => scenario('retries', `worst case of ${formatCount(count)} tries`, { low: now.low, high: scaleDollars(now, count).high }, 'if each failed try is paid for');
  return tries > 2 ? [of(tries), of(2)] : [of(tries)];
}

function ownScenario(id: string, { monthly = 0, once = 0 }: UserPrice, now: Range, requestTo: (card: ModelCard) => readonly [TokenUse, TokenUse], { models, today }: WhatIfContext): Scenario | null {
  const found = models.lookup(id);
  const dollars = found.kind === 'unknown' ? null : priceRange(...requestTo(found.card), listTerms(found.card, today));
  if (dollars === null) return null;
  const saved = subtractDollars(now.low, dollars.low);
  const calls = (fixed: number): number => (saved <= 0 ? Number.POSITIVE_INFINITY : Math.ceil(fixed / saved));
  const paid = [...(monthly > 0 ? [`$${formatCount(monthly)} a month`] : []), ...(once > 0 ? [`$${formatCount(once)} once`] : [])];
  return {
    ...scenario('own', `on \`${id}\`, at your price`, dollars, paid.length === 0 ? null : `and ${paid.join(' and ')}`),
    breakEven: monthly > 0 ? { calls: calls(monthly), per: 'month' } : once > 0 ? { calls: calls(once), per: 'in all' } : null,
  };
}
