/** From a call's parameters to tokens and dollars, each with its grounds. */
import { valueOf, type CallSite, type ModelCandidate } from '../../model/callsite.ts';
import { defaultConfig, type Config } from '../../model/config.ts';
import type { CallCost, CostFactor, Range, StablePrefix } from '../../model/cost.ts';
import { exact, scaleDollars, sumDollars } from '../../model/dollars.ts';
import { formatCount, formatDollars, formatShare, formatTokens } from '../../model/format.ts';
import { priceOn, priceRange, statusOn, termsFor, type PriceTerms } from '../../model/price-request.ts';
import type { ModelCard, ModelIndex, ModelLookup, TokenizerFamily } from '../../model/price.ts';
import type { Task } from '../../model/rule.ts';
import type { CallUsage } from '../../model/usage.ts';
import { fieldOf, knownText } from '../../model/value.ts';
import { conversationCost, keepsHistory } from '../prompt/conversation.ts';
import { framingFor, type Framing, type Served } from '../prompt/framing.ts';
import { stablePrefix } from '../prompt/prefix.ts';
import type { MeasuredPart, PromptAssumptions } from '../prompt/parts.ts';
import { promptParts } from '../prompt/prompt.ts';
import { enclosing, total, ZERO } from '../tokens/ranges.ts';
import { cachingEconomics, writtenBy } from './caching-economics.ts';
import { saidOfWrites, uncachedRequest } from './charged-writes.ts';
import { chargeMeasured, measuredCache, measuredRanges, measuredVolume } from './measured.ts';
import { outputTokens } from './output.ts';
import { storageOf } from './storage.ts';
import { termsOf } from './terms.ts';
import { priceOnPlatform } from './user-prices.ts';

export interface EstimateContext {
  readonly config: Config;
  readonly models: ModelIndex;
  readonly today: string;
  readonly pricesAsOf: string;
  readonly markerElsewhere: 'yes' | 'no';
  /** Calls a day stated beside the call, or null. */
  readonly statedVolume: { readonly callsPerDay: number; readonly from: string } | null;
  /** Tokens of a typical answer stated beside the call, or null. */
  readonly statedOutput: number | null;
  /** What the callers of the function around the call pass, where that is told from them; or null. */
  readonly callers: FromCallers | null;
  /** What was measured of the call, or null. */
  readonly usage: CallUsage | null;
  countTokens(text: string, family: TokenizerFamily): Range;
  readonly schema: PromptAssumptions['schema'];
}

/** The input of all calls of a function that are known; `callers` says whether there can be others. */
export interface FromCallers {
  readonly input: Range;
  readonly callers: 'all' | 'some';
}

type KnownModel = Extract<ModelLookup, { readonly kind: 'known' }>;

export interface MeasuredPrompt {
  readonly parts: readonly MeasuredPart[];
  readonly prefix: StablePrefix;
}

const DAYS_PER_MONTH = 30;

/** The prompt and prefix, which the task recogniser needs before the cost is known. */
export function measurePrompt(site: CallSite, context: EstimateContext, candidate: ModelCandidate | null = pricedCandidate(site, context)): MeasuredPrompt {
  const card = candidate?.lookup.kind === 'known' ? candidate.lookup.card : null;
  const { families, framing } = readBy(site, card, context.models);
  const count = { text: (text: string) => enclosing(families.map((one) => context.countTokens(text, one))), o200k: (text: string) => context.countTokens(text, 'o200k').high, framing, images: card?.images ?? null };
  const parts = promptParts(site, count, { hole: context.config.assumedHoleTokens, markerElsewhere: context.markerElsewhere, schema: context.schema, toolPrompt: card === null || card.toolPromptTokens === null ? null : { ...card.toolPromptTokens, least: card.leastToolPromptTokens ?? card.toolPromptTokens.auto } });
  return { parts, prefix: stablePrefix(site, parts, card) };
}

/** A call's cost. `task` bounds the typical answer. Never throws; what is not known is null or assumed, and said. */
export function estimateCost(site: CallSite, measured: MeasuredPrompt, task: Task | null, factors: readonly CostFactor[], context: EstimateContext): CallCost {
  const assumptions: string[] = [];
  const candidate = pricedCandidate(site, context);
  const known = candidate?.lookup.kind === 'known' ? candidate.lookup : null;
  if (candidate !== null && known !== null) assumptions.push(...modelAssumptions(site, candidate, known.via));
  const { parts, prefix } = measured;
  const usage = usableUsage(context, task);
  const { input, output, thinking, bound, said: saidTokens } = tokensOf(site, parts, known?.card ?? null, task, usage, context);
  assumptions.push(...saidTokens);
  const volumeStated = context.statedVolume ?? (context.config.callsPerDay === null ? measuredVolume(usage) : { callsPerDay: context.config.callsPerDay, from: 'settings' });
  const common = { usage, parts, input, output, outputBound: bound, prefix, factors };
  const isBatch = site.operation.kind === 'batch';
  const sum = isBatch && known !== null ? batchCost(site, task, context, assumptions) : null;
  if (isBatch && sum === null) assumptions.push('What a batch costs is the sum of its requests, which are not counted here.');
  if (known === null || isBatch) {
    const nothing = { card: null, dollars: null, models: [], terms: null, storage: null, cached: null, batch: null, alternatives: [], announced: null, conversation: [] } as const;
    const counted = sum === null ? {} : { card: known!.card, ...sum };
    return { ...common, ...nothing, ...counted, volume: volumeStated === null ? null : { ...volumeStated, dollarsPerMonth: null }, assumptions };
  }
  const { card } = known;
  const { options, said } = termsOf(site, known, context.today);
  assumptions.push(...said);
  // What is compared is compared with the way that is surely possible: the first.
  const terms = options[0]!;
  const models = candidateCosts(site, measured, candidate!, task, usage, context, assumptions);
  // Providers count tokens for nothing.
  const dollars = site.operation.kind === 'count' ? { low: 0, high: 0 } : widest(models.map((model) => model.dollars))!;
  const writes = saidOfWrites(site, card, input);
  if (writes !== null) assumptions.push(writes);
  const price = priceOn(card, context.today);
  if (price.tiers.some((tier) => input.high > tier.above)) assumptions.push(`Above ${price.tiers[0]!.above.toLocaleString('en-US')} input tokens the whole request is repriced.`);
  if (statusOn(card, context.today) === 'retired' && servedBy(site, card) === 'by its own API') assumptions.push(`\`${card.id}\` is retired${card.retires === null ? '' : ` since ${card.retires}`}: its provider refuses it${card.replacement === null ? '' : `, and names \`${card.replacement}\` in its place`}. The price is its last one.`);
  const announced = announcedCost(site, card, terms, input, output, context.today);
  if (announced !== null) assumptions.push(`The price changes on ${announced.from}: the same call then costs ${formatDollars(announced.dollars.low)} typically and ${formatDollars(announced.dollars.high)} at most.`);
  if (known.platform === 'local') assumptions.push('It runs on a server of your own, where nothing is paid by the token.');
  else assumptions.push(`Prices as of ${card.price.asOf}.`, ...agedPrice(card, context.today));
  const written = writtenBy(site, parts);
  const cached = cachingEconomics({ prefix, input, output, written, callsPerDay: volumeStated?.callsPerDay ?? null }, terms);
  if (cached !== null && written.long !== null) assumptions.push(`Of the prefix ${formatTokens(written.long)} tokens are marked for the long lifetime, and written at its price; the rest is kept for the short one.`);
  const conversation = site.operation.kind === 'generate' && keepsHistory(site) ? conversationCost(input, context.config.assumedHoleTokens, { said: output.low - thinking, paid: output.low }, terms) : [];
  return {
    ...common,
    card,
    dollars,
    // Each counts in its own way.
    input: models.length === 0 ? input : enclosing(models.map((model) => model.input)),
    models: models.length > 1 ? models.map(({ card: of, dollars: cost }) => ({ card: of, dollars: cost })) : [],
    terms,
    storage: storageOf(site, input, terms, assumptions),
    cached,
    batch: terms.mode !== 'standard' ? null : priceRange(...uncachedRequest(site, card, input, output), { ...terms, mode: 'batch' }),
    alternatives: alternativesTo(site, known, terms, input, output, context),
    announced,
    conversation,
    volume: volumeStated === null ? null : { ...volumeStated, dollarsPerMonth: monthly(dollars, measuredCache(usage) === null && models.length === 1 ? cached : null, prefix, volumeStated.callsPerDay, assumptions) },
    assumptions,
  };
}

/** The requests of a batch together, at the price of a batch; null where they are not in sight, or one has no price. */
function batchCost(site: CallSite, task: Task | null, context: EstimateContext, assumptions: string[]): Pick<CallCost, 'input' | 'output' | 'outputBound' | 'dollars'> | null {
  const { requests } = site;
  if (requests === undefined || requests.each.length === 0) return null;
  const costs = requests.each.map((request) => {
    const lookup = pricedCandidate(request, context)?.lookup;
    if (lookup?.kind !== 'known') return null;
    const { input, output, bound } = tokensOf(request, measurePrompt(request, context).parts, lookup.card, task, null, context);
    const terms = termsOf(request, lookup, context.today).options[0]!;
    const dollars = priceRange(...uncachedRequest(request, lookup.card, input, output), { ...terms, mode: 'batch' });
    return dollars === null ? null : { input, output, bound, dollars };
  });
  if (!costs.every((cost) => cost !== null)) return null;
  const [first, ...others] = costs;
  assumptions.push(`${requests.open === null ? `The sum of ${costs.length === 1 ? 'its one request' : `its ${costs.length} requests`}` : `For ${costs.length === 1 ? 'one request' : `the ${costs.length} requests in sight`}; how many there are is not known here`}, at the price of a batch.`);
  assumptions.push(`Prices as of ${(pricedCandidate(requests.each[0]!, context)!.lookup as KnownModel).card.price.asOf}.`);
  return {
    input: total(costs.map(({ input }) => input)),
    output: total(costs.map(({ output }) => output)),
    outputBound: others.every(({ bound }) => bound === first!.bound) ? first!.bound : 'model',
    dollars: sumDollars(costs.map(({ dollars }) => dollars)),
  };
}

/** Prices change within months: an old one says so. Days. */
const OLD_AFTER = 90;

function agedPrice({ id, price }: ModelCard, today: string): readonly string[] {
  const days = Math.round((Date.parse(today) - Date.parse(price.asOf)) / 86_400_000);
  return days > OLD_AFTER ? [`The price of \`${id}\` is ${days} days old and may have changed; \`promptcost prices update\` fetches newer ones.`] : [];
}

/** A mixture of all calls of a model says less of an answer than its task does, and less than what the user's settings say. */
function usableUsage({ usage, config }: EstimateContext, task: Task | null): CallUsage | null {
  return usage?.by === 'model' && (task !== null || config.assumedOutputTokens !== defaultConfig.assumedOutputTokens) ? null : usage;
}

/** Tokens in and out of one request to a model, measured where they were, with what is said of them. */
function tokensOf(site: CallSite, parts: readonly MeasuredPart[], card: ModelCard | null, task: Task | null, usage: CallUsage | null, context: EstimateContext): { readonly input: Range; readonly output: Range; readonly thinking: number; readonly bound: CallCost['outputBound']; readonly said: readonly string[] } {
  const guessed: string[] = [];
  const alone = inputTokens(site, parts, card, context.models, guessed, context.callers?.callers === 'all' ? 'told' : 'assumed');
  if (context.callers !== null) guessed.push(`The calls of its function in this file send ${formatCount(context.callers.input.low)}–${formatCount(context.callers.input.high)} tokens.`);
  const input = context.callers?.input ?? alone;
  const { output, thinking, bound, said, guess } = outputTokens(site, parts, card, task, outputContext(context));
  // What was measured takes the place of what is assumed, and of the sentences that say so; what is stated beside the call goes before both.
  const found = measuredRanges(usage, { input, output, bound }, parts);
  const stated = context.statedOutput !== null;
  return {
    input: found.input,
    output: stated ? output : found.output,
    // Of a measured output, how much was thought is not known.
    thinking: stated || found.said.output !== null ? 0 : thinking,
    bound,
    said: [...(found.said.input === null ? guessed : [found.said.input]), ...said, ...(stated || found.said.output === null ? guess : [found.said.output])],
  };
}

function outputContext({ config, statedOutput, schema }: EstimateContext): Parameters<typeof outputTokens>[4] {
  return { config, schema, stated: statedOutput === null ? null : { tokens: statedOutput, because: 'stated beside the call' } };
}

/** The candidate the figures are for: the dearest of those whose price is known. */
function pricedCandidate(site: CallSite, context: EstimateContext): ModelCandidate | null {
  let dearest: ModelCandidate | null = null;
  let price = -1;
  for (const candidate of site.model.candidates) {
    if (candidate.lookup.kind !== 'known') continue;
    const output = priceOn(candidate.lookup.card, context.today).output;
    if (output > price) {
      dearest = candidate;
      price = output;
    }
  }
  return dearest;
}

/** One call on each candidate whose price is known, with its own tokens, caps and terms. `main` is the one that was measured, and spoken of. */
function candidateCosts(site: CallSite, measured: MeasuredPrompt, main: ModelCandidate, task: Task | null, usage: CallUsage | null, context: EstimateContext, said: string[]): readonly { readonly card: ModelCard; readonly dollars: Range; readonly input: Range }[] {
  const costs = new Map<ModelCard, { readonly dollars: Range; readonly input: Range }>();
  const mainCard = (main.lookup as KnownModel).card;
  for (const candidate of site.model.candidates) {
    const { lookup } = candidate;
    if (lookup.kind !== 'known' || costs.has(lookup.card)) continue;
    const { card } = lookup;
    const { parts } = card.tokenizer === mainCard.tokenizer ? measured : measurePrompt(site, context, candidate);
    const { input, output } = tokensOf(site, parts, card, task, usage, context);
    const { options } = termsOf(site, lookup, context.today);
    const ways = options.map((terms, way) => {
      const dollars = priceRange(...uncachedRequest(site, card, input, output), terms);
      return dollars === null ? null : chargeMeasured(dollars, terms, { input: input.low, output: output.low }, usage, way === 0 && card === mainCard ? said : []);
    });
    const dollars = widest(ways.filter((way) => way !== null));
    if (dollars !== null) costs.set(card, { dollars, input });
  }
  return [...costs].map(([card, cost]) => ({ card, ...cost }));
}

/** From the least of the low ends to the most of the high ends. */
function widest(ranges: readonly Range[]): Range | null {
  return ranges.length === 0 ? null : { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

/** The next announced price, where it makes a difference to this call. */
function announcedCost(site: CallSite, card: ModelCard, terms: PriceTerms, input: Range, output: Range, today: string): CallCost['announced'] {
  const next = card.changes.find((change) => change.from > today);
  const dollars = next === undefined ? null : priceRange(...uncachedRequest(site, card, input, output), { ...terms, date: next.from });
  return next === undefined || dollars === null ? null : { from: next.from, dollars };
}

/** A month at a stated volume. What is marked for the cache is paid for as the cache makes it, where its lifetime is promised. */
function monthly(dollars: Range, cached: CallCost['cached'], prefix: StablePrefix, callsPerDay: number, assumptions: string[]): Range {
  const calls = callsPerDay * DAYS_PER_MONTH;
  if (prefix.marked !== 'yes' || cached === null || cached.atVolume === null) return scaleDollars(dollars, calls);
  assumptions.push(`A month counts ${formatShare(cached.atVolume.warmShare)} of the calls as reading the marked prefix from the cache: those that come less than ${cached.minutes} minutes after another, were they spread over the day at random.`);
  return scaleDollars(cached.atVolume.dollars, calls);
}

/** The tokenizers that may count a prompt, and what is put around it: those of the model, of its kind where its price is not known, or of its provider's models. */
function readBy(site: CallSite, card: ModelCard | null, models: ModelIndex): { readonly families: readonly TokenizerFamily[]; readonly framing: Framing } {
  const known = card ?? site.model.candidates.map(({ id }) => models.kindOf(id)).find((kind) => kind !== null) ?? null;
  const families = known === null ? familiesOf(site, models) : [known.tokenizer];
  return { families, framing: framingFor(known, families[0]!, servedBy(site, card)) };
}

const ofProviders = new WeakMap<ModelIndex, Map<string, readonly TokenizerFamily[]>>();

/** The tokenizers of a provider's models, the newest first, where the model itself is not known here. */
function familiesOf(site: CallSite, models: ModelIndex): readonly TokenizerFamily[] {
  const provider = site.client.provider ?? site.sdk.provider;
  if (provider === null) return ['unknown'];
  let known = ofProviders.get(models);
  if (known === undefined) ofProviders.set(models, (known = new Map()));
  let families = known.get(provider);
  if (families === undefined) {
    const cards = models.cards.filter((card) => card.provider === provider && card.status !== 'retired' && card.line !== 'embedding').sort((a, b) => (a.price.asOf < b.price.asOf ? 1 : -1));
    const own = [...new Set(cards.map(({ tokenizer }) => tokenizer))];
    // Who serves the models of many others says nothing of any.
    known.set(provider, (families = own.length === 0 || own.length > 2 ? ['unknown'] : own));
  }
  return families;
}

function modelAssumptions(site: CallSite, candidate: ModelCandidate, via: readonly string[]): readonly string[] {
  const said: string[] = [];
  if (candidate.certainty === 'default') said.push(`The model is \`${candidate.id}\` unless something else is set: ${site.model.why}.`);
  if (candidate.certainty === 'possible') {
    const named = [...new Set(site.model.candidates.map((other) => `\`${other.id}\``))];
    const told = named.length === 1 ? `the figures are those of ${named[0]!}` : `the low end is the cheapest one's, the high end the dearest one's; caching and other models are told for \`${candidate.id}\``;
    said.push(`The model may be ${named.join(' or ')}${site.model.why === null || site.model.why === 'one of several' ? '' : ` or another (${site.model.why})`}; ${told}.`);
  }
  if (via.length > 0) said.push(`\`${candidate.id}\` is read as \`${candidate.lookup.kind === 'known' ? candidate.lookup.card.id : ''}\`: ${via.join('; ')}.`);
  if (site.client.baseUrl !== null && site.client.platform === 'custom') said.push(`The request goes to ${site.client.baseUrl === 'unknown' ? 'an endpoint that is not known here' : `\`${site.client.baseUrl}\``}; the figures are the model's own provider's prices.`);
  return said;
}

/** The whole input of a request: its parts and what stands around them. Says what it rests on in `assumptions`, but for parts that others tell. */
export function inputTokens(site: CallSite, parts: readonly MeasuredPart[], card: ModelCard | null, models: ModelIndex, assumptions: string[], unknown: 'assumed' | 'told' = 'assumed'): Range {
  let low = 0;
  let high = 0;
  let unknownParts = 0;
  for (const part of parts) {
    low += part.tokens.low + part.assumed.low + part.around.low;
    high += part.tokens.high + part.assumed.high + part.around.high;
    if (part.assumed.high > 0) unknownParts++;
  }
  const around = requestAround(site, readBy(site, card, models).framing);
  const toolPrompt = card?.toolPromptTokens != null && parts.some((part) => part.role === 'tools' && part.label === 'tool schemas') ? card.toolPromptTokens : null;
  if (toolPrompt !== null) assumptions.push(`The provider adds ${toolPrompt.auto} tokens of its own when tools are passed.`);
  if (unknownParts > 0 && unknown === 'assumed') assumptions.push(`${unknownParts === 1 ? 'One part' : `${unknownParts} parts`} of the prompt ${unknownParts === 1 ? 'is' : 'are'} only known when it runs; assumed ${formatCount(parts.reduce((sum, part) => sum + part.assumed.low, 0))}–${formatCount(parts.reduce((sum, part) => sum + part.assumed.high, 0))} tokens in all.`);
  const { ownText } = site.operation;
  if (ownText !== undefined) {
    low += ownText.tokens[0];
    high += ownText.tokens[1];
    assumptions.push(`The library adds ${ownText.what}: ${formatCount(ownText.tokens[0])}–${formatCount(ownText.tokens[1])} tokens.`);
  }
  const aside = parts.find((part) => part.aside !== undefined)?.aside;
  if (aside !== undefined) assumptions.push(`There are ${aside} that are sent on some paths only: they are not counted.`);
  return { low: Math.max(0, Math.floor(low + around.low)), high: Math.ceil(high + around.high) };
}

function servedBy(site: CallSite, card: ModelCard | null): Served {
  const { platform, provider } = site.client;
  if (platform === 'azure') return 'beside others';
  return platform === 'vertex' || platform === 'bedrock' || (provider !== null && provider !== card?.provider) ? 'elsewhere' : 'by its own API';
}

/** What is added once a request: the opening of the answer, a prompt of the provider's own, what reasoning brings. */
function requestAround(site: CallSite, framing: Framing): Range {
  const { kind, api } = site.operation;
  if ((kind !== 'generate' && kind !== 'count') || api === 'openai-completions' || api === 'anthropic-completions') return { low: 0, high: 0 };
  const { messages, prompt } = site.parameters;
  if (api === 'anthropic-messages' && messages.state === 'absent' && prompt.state !== 'absent') return { low: 0, high: 1 };
  const { request, reasoning, adaptive } = framing;
  const use = site.parameters.reasoning;
  if (use.state === 'absent') return total([request, api === 'openai-responses' && framing.responses !== undefined ? framing.responses : ZERO]);
  const thinking = valueOf(use);
  const type = thinking?.kind === 'record' && fieldOf(thinking, 'type')?.presence === 'always' ? knownText(fieldOf(thinking, 'type')?.value) : null;
  const added = type === 'enabled' ? reasoning : type === 'disabled' ? { low: 0, high: 0 } : type === 'adaptive' || (use.state === 'known' && use.value.kind === 'text') ? adaptive : { low: 0, high: Math.max(reasoning.high, adaptive.high) };
  return { low: request.low + added.low, high: request.high + added.high };
}

/** What such a name stands for changes from one day to the next: it says nothing beside names that stay. */
const MOVING = /(?:^|-)latest$/;

const beside = new WeakMap<ModelIndex, Map<ModelCard, readonly ModelCard[]>>();

/** The newest active model of each other line of a card's provider. Worked out once: a price list has hundreds of models, and every edit asks for every call. */
function currentBeside(card: ModelCard, models: ModelIndex): readonly ModelCard[] {
  let known = beside.get(models);
  if (known === undefined) beside.set(models, (known = new Map()));
  let cards = known.get(card);
  if (cards !== undefined) return cards;
  const newest = new Map<string, ModelCard>();
  for (const other of models.cards) {
    if (other.provider !== card.provider || other.status !== 'active' || other.line === card.line || other.line === 'embedding' || other.line === 'fine-tuned' || MOVING.test(other.id)) continue;
    const current = newest.get(other.line);
    if (current === undefined || other.price.asOf > current.price.asOf || (other.price.asOf === current.price.asOf && other.id > current.id)) newest.set(other.line, other);
  }
  known.set(card, (cards = [...newest.values()]));
  return cards;
}

/** The provider's other current models of the same kind, dearest first. */
function alternativesTo(site: CallSite, { card, platform }: KnownModel, terms: PriceTerms, input: Range, output: Range, context: EstimateContext): CallCost['alternatives'] {
  if (card.line === 'embedding' || card.line === 'fine-tuned') return [];
  return currentBeside(card, context.models)
    .flatMap((listed) => {
      const other = priceOnPlatform(context.models, listed, platform);
      const dollars = priceRange(...uncachedRequest(site, other, input, { low: output.low, high: Math.min(output.high, other.maxOutput ?? output.high) }), termsFor(other, terms));
      return dollars === null ? [] : [{ card: other, dollars }];
    })
    .sort((a, b) => Number(exact(b.dollars.low) - exact(a.dollars.low)))
    // The cheapest are what a reader looks for: the dearest are left out first.
    .slice(-5);
}
