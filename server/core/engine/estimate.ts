/** From a call's parameters to tokens and dollars, each with its grounds. */
import { knownNumber, type CallSite, type ModelCandidate } from '../model/callsite.ts';
import { defaultConfig, type Config } from '../model/config.ts';
import type { CallCost, PromptPart, Range, StablePrefix } from '../model/cost.ts';
import type { ModelCard, ModelIndex, Price, Rates, TokenizerFamily } from '../model/price.ts';
import type { Task } from '../model/rule.ts';
import type { CallUsage } from '../model/usage.ts';
import { fieldOf, knownText, optionsOf } from '../model/value.ts';
import { priceOn, scalePrice } from './models.ts';
import { framingFor, type Framing } from './framing.ts';
import { chargeMeasured, measuredRanges, measuredVolume } from './measured.ts';
import { promptParts, stablePrefix, type MeasuredPart, type PromptAssumptions } from './prompt.ts';

export interface EstimateContext {
  readonly config: Config;
  readonly models: ModelIndex;
  readonly today: string;
  readonly pricesAsOf: string;
  readonly markerElsewhere: 'yes' | 'no';
  /** Calls a day stated beside the call, or null. */
  readonly statedVolume: { readonly callsPerDay: number; readonly from: string } | null;
  /** What was measured of the call, or null. */
  readonly usage: CallUsage | null;
  countTokens(text: string, family: TokenizerFamily): Range;
  readonly schema: PromptAssumptions['schema'];
}

const DAYS_PER_MONTH = 30;

/** The prompt and prefix, which the task recogniser needs before the cost is known. */
export function measurePrompt(site: CallSite, context: EstimateContext): { readonly parts: readonly MeasuredPart[]; readonly prefix: StablePrefix } {
  const candidate = pricedCandidate(site, context);
  const card = candidate?.lookup.kind === 'known' ? candidate.lookup.card : null;
  const family = card?.tokenizer ?? familyOf(site);
  const count = { text: (text: string) => context.countTokens(text, family), o200k: (text: string) => context.countTokens(text, 'o200k').high, framing: framingFor(card, family, servedBy(site, card)), images: card?.images ?? null };
  const parts = promptParts(site, count, { hole: context.config.assumedHoleTokens, markerElsewhere: context.markerElsewhere, schema: context.schema, toolPrompt: card === null || card.toolPromptTokens === null ? null : { ...card.toolPromptTokens, least: card.leastToolPromptTokens ?? card.toolPromptTokens.auto } });
  return { parts, prefix: stablePrefix(site, parts, card) };
}

/** A call's cost. `task` bounds the typical answer. Never throws; what is not known is null or assumed, and said. */
export function estimateCost(site: CallSite, measured: { readonly parts: readonly MeasuredPart[]; readonly prefix: StablePrefix }, task: Task | null, context: EstimateContext): CallCost {
  const assumptions: string[] = [];
  const candidate = pricedCandidate(site, context);
  const known = candidate?.lookup.kind === 'known' ? candidate.lookup : null;
  const card = known?.card ?? null;
  if (candidate !== null && known !== null) assumptions.push(...modelAssumptions(site, candidate, known.via));
  const { parts, prefix } = measured;
  const usage = usableUsage(context, task);
  // What was measured takes the place of what is assumed, and of the sentences that say so.
  const guessed: { readonly input: string[]; readonly output: string[] } = { input: [], output: [] };
  const guessedInput = inputTokens(site, parts, card, guessed.input);
  const { output: guessedOutput, bound } = outputTokens(site, card, task, context.config, assumptions, guessed.output);
  const { input, output, said } = measuredRanges(usage, { input: guessedInput, output: guessedOutput, bound }, parts);
  assumptions.push(...(said.input === null ? guessed.input : [said.input]), ...(said.output === null ? guessed.output : [said.output]));
  const volumeStated = context.statedVolume ?? (context.config.callsPerDay === null ? measuredVolume(usage) : { callsPerDay: context.config.callsPerDay, from: 'settings' });
  if (card === null || known === null) {
    return { card: null, usage, parts, input, output, outputBound: bound, dollars: null, cached: null, batch: null, alternatives: [], prefix, volume: volumeStated === null ? null : { ...volumeStated, dollarsPerMonth: null }, assumptions };
  }
  const price = pricing(card, known.regional?.multiplier ?? 1, known.variant, context.today);
  const dollars = chargeMeasured(chargeFor(price, input, output), ratesFor(price, input.low), input, usage, assumptions);
  if (price.tiers.some((tier) => input.high > tier.above)) assumptions.push(`Above ${price.tiers[0]!.above.toLocaleString('en-US')} input tokens the whole request is repriced.`);
  if (known.platform === 'local') assumptions.push('It runs on a server of your own, where nothing is paid by the token.');
  else assumptions.push(`Prices as of ${card.price.asOf}${card.changes.some((change) => change.from > context.today) ? `; they change on ${card.changes.find((change) => change.from > context.today)!.from}` : ''}.`);
  return {
    card,
    usage,
    parts,
    input,
    output,
    outputBound: bound,
    dollars,
    cached: cachedCost(price, prefix, input, output),
    batch: card.batch === null || site.operation.kind === 'batch' ? null : chargeFor(price, input, output, card.batch),
    alternatives: alternativesTo(card, input, output, context),
    prefix,
    volume: volumeStated === null ? null : { ...volumeStated, dollarsPerMonth: scale(dollars, volumeStated.callsPerDay * DAYS_PER_MONTH) },
    assumptions,
  };
}

/** A mixture of all calls of a model says less of an answer than its task does, and less than what the user's settings say. */
function usableUsage({ usage, config }: EstimateContext, task: Task | null): CallUsage | null {
  return usage?.by === 'model' && (task !== null || config.assumedOutputTokens !== defaultConfig.assumedOutputTokens) ? null : usage;
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

/** The tokenizer of a provider whose model is not known here. */
function familyOf(site: CallSite): TokenizerFamily {
  return site.sdk.provider === 'openai' ? 'o200k' : site.sdk.provider === 'anthropic' ? 'claude-new' : 'unknown';
}

function modelAssumptions(site: CallSite, candidate: ModelCandidate, via: readonly string[]): readonly string[] {
  const said: string[] = [];
  if (candidate.certainty === 'default') said.push(`The model is \`${candidate.id}\` unless something else is set: ${site.model.why}.`);
  if (candidate.certainty === 'possible') said.push(`The model may be ${[...new Set(site.model.candidates.map((other) => `\`${other.id}\``))].join(' or ')}${site.model.why === null || site.model.why === 'one of several' ? '' : ` or another (${site.model.why})`}; the figures are for the dearest, \`${candidate.id}\`.`);
  if (via.length > 0) said.push(`\`${candidate.id}\` is read as \`${candidate.lookup.kind === 'known' ? candidate.lookup.card.id : ''}\`: ${via.join('; ')}.`);
  if (site.client.baseUrl !== null && site.client.platform === 'custom') said.push(`The request goes to ${site.client.baseUrl === 'unknown' ? 'an endpoint that is not known here' : `\`${site.client.baseUrl}\``}; the figures are the model's own provider's prices.`);
  return said;
}

function inputTokens(site: CallSite, parts: readonly MeasuredPart[], card: ModelCard | null, assumptions: string[]): Range {
  let low = 0;
  let high = 0;
  let unknownParts = 0;
  for (const part of parts) {
    low += part.tokens.low + part.assumed.low + part.around.low;
    high += part.tokens.high + part.assumed.high + part.around.high;
    if (part.assumed.high > 0) unknownParts++;
  }
  const around = requestAround(site, framingFor(card, familyOf(site), servedBy(site, card)));
  const toolPrompt = card?.toolPromptTokens != null && parts.some((part) => part.role === 'tools' && part.label === 'tool schemas') ? card.toolPromptTokens : null;
  if (toolPrompt !== null) assumptions.push(`The provider adds ${toolPrompt.auto} tokens of its own when tools are passed.`);
  if (unknownParts > 0) assumptions.push(`${unknownParts === 1 ? 'One part' : `${unknownParts} parts`} of the prompt ${unknownParts === 1 ? 'is' : 'are'} only known when it runs; assumed ${parts.reduce((sum, part) => sum + part.assumed.low, 0)}–${parts.reduce((sum, part) => sum + part.assumed.high, 0)} tokens in all.`);
  return { low: Math.max(0, Math.floor(low + around.low)), high: Math.ceil(high + around.high) };
}

function servedBy(site: CallSite, card: ModelCard | null): 'by its own API' | 'elsewhere' {
  const { platform, provider } = site.client;
  return platform === 'vertex' || (provider !== null && provider !== card?.provider) ? 'elsewhere' : 'by its own API';
}

/** What is added once a request: the opening of the answer, a prompt of the provider's own, what reasoning brings. */
function requestAround(site: CallSite, framing: Framing): Range {
  const { kind, api } = site.operation;
  if (kind !== 'generate' || api === 'openai-completions' || api === 'anthropic-completions') return { low: 0, high: 0 };
  const { request, reasoning, adaptive } = framing;
  const use = site.parameters.reasoning;
  if (use.state === 'absent') return request;
  const type = use.state === 'known' && use.value.kind === 'record' ? knownText(fieldOf(use.value, 'type')?.value) : null;
  const added = type === 'enabled' ? reasoning : type === 'disabled' ? { low: 0, high: 0 } : type === 'adaptive' || (use.state === 'known' && use.value.kind === 'text') ? adaptive : { low: 0, high: Math.max(reasoning.high, adaptive.high) };
  return { low: request.low + added.low, high: request.high + added.high };
}

function outputTokens(site: CallSite, card: ModelCard | null, task: Task | null, config: Config, assumptions: string[], guessed: string[]): { readonly output: Range; readonly bound: CallCost['outputBound'] } {
  const { operation } = site;
  if (operation.kind !== 'generate' || (operation.cap.absent === 'none' && operation.kind !== 'generate')) return { output: { low: 0, high: 0 }, bound: 'cap' };
  const times = knownNumber(site.parameters.completions) ?? 1;
  const use = site.parameters.maxOutput;
  const numbers = use.state === 'known' || use.state === 'partial' ? optionsOf(use.value).flatMap((option) => (option.kind === 'number' ? [option.value] : [])) : [];
  const onlyNumbers = numbers.length > 0 && (use.state === 'known' || (use.state === 'partial' && optionsOf(use.value).every((option) => option.kind === 'number')));
  const modelMaximum = card?.maxOutput ?? null;
  let cap: number | null = null;
  let bound: CallCost['outputBound'] = 'unknown';
  if (onlyNumbers) {
    cap = modelMaximum === null ? Math.max(...numbers) : Math.min(Math.max(...numbers), modelMaximum);
    bound = 'cap';
  } else if (use.state === 'absent' && operation.cap.absent === 'fixed') {
    cap = operation.cap.tokens ?? null;
    bound = 'default';
  } else if (modelMaximum !== null) {
    cap = modelMaximum;
    bound = 'model';
    if (use.state !== 'absent') assumptions.push(`The output cap is not known here; the worst case is the model's maximum of ${modelMaximum.toLocaleString('en-US')} tokens.`);
  }
  const assumed = task === null ? config.assumedOutputTokens : Math.min(task.answerTokens, config.assumedOutputTokens);
  const typical = cap === null ? assumed : Math.min(assumed, cap);
  guessed.push(task === null ? `A typical answer of ${typical} tokens is assumed${card?.reasonsByDefault === true ? '; thinking comes on top' : ''}.` : `A typical answer of ${typical} tokens is assumed for ${task.kind}.`);
  return { output: { low: typical * times, high: (cap ?? typical) * times }, bound };
}

/** The card's rates today, region and variant included. */
function pricing(card: ModelCard, multiplier: number, variant: 'batch' | 'free' | undefined, today: string): Price {
  const price = priceOn(card, today);
  if (variant === 'free') return scalePrice(price, 0);
  return multiplier === 1 ? price : scalePrice(price, multiplier);
}

function ratesFor(price: Price, input: number): Rates {
  let rates: Rates = price;
  for (const tier of price.tiers) if (input > tier.above) rates = tier;
  return rates;
}

function chargeFor(price: Price, input: Range, output: Range, multiplier: { readonly input: number; readonly output: number } = { input: 1, output: 1 }): Range {
  const charge = (tokens: number, answer: number): number => {
    const rates = ratesFor(price, tokens);
    return dollarsOf(tokens * rates.input * multiplier.input + answer * rates.output * multiplier.output);
  };
  return { low: charge(input.low, output.low), high: charge(input.high, output.high) };
}

function cachedCost(price: Price, prefix: StablePrefix, input: Range, output: Range): CallCost['cached'] {
  const { tokens, minimum } = prefix;
  if (price.cachedInput === null || minimum === null || tokens.low < minimum) return null;
  const charge = (side: 'low' | 'high', rate: (rates: Rates) => number): number => {
    const rates = ratesFor(price, input[side]);
    const stable = Math.min(tokens[side], input[side]);
    return dollarsOf(stable * rate(rates) + (input[side] - stable) * rates.input + output[side] * rates.output);
  };
  const write = (rates: Rates): number => rates.cacheWriteShort ?? rates.input;
  const read = (rates: Rates): number => rates.cachedInput ?? rates.input;
  const saved = price.input - price.cachedInput;
  const extra = write(price) - price.input;
  return {
    cold: { low: charge('low', write), high: charge('high', write) },
    warm: { low: charge('low', read), high: charge('high', read) },
    breakEvenReads: saved <= 0 ? Number.POSITIVE_INFINITY : Math.max(extra > 0 ? 1 : 0, Math.ceil(extra / saved)),
  };
}

/** The provider's other current models of the same kind, dearest first. */
function alternativesTo(card: ModelCard, input: Range, output: Range, context: EstimateContext): CallCost['alternatives'] {
  if (card.line === 'embedding' || card.line === 'fine-tuned') return [];
  const newest = new Map<string, ModelCard>();
  for (const other of context.models.cards) {
    if (other.provider !== card.provider || other.status !== 'active' || other.line === card.line || other.line === 'embedding' || other.line === 'fine-tuned') continue;
    const current = newest.get(other.line);
    if (current === undefined || other.price.asOf > current.price.asOf || (other.price.asOf === current.price.asOf && other.id > current.id)) newest.set(other.line, other);
  }
  return [...newest.values()]
    .map((other) => ({ card: other, dollars: chargeFor(priceOn(other, context.today), input, { low: output.low, high: Math.min(output.high, other.maxOutput ?? output.high) }) }))
    .sort((a, b) => b.dollars.low - a.dollars.low)
    // The cheapest are what a reader looks for: the dearest are left out first.
    .slice(-5);
}

function scale(range: Range, factor: number): Range {
  return { low: round(range.low * factor), high: round(range.high * factor) };
}

/** Micro-dollars (tokens × US dollars per million tokens) to US dollars, free of floating-point dust. */
function dollarsOf(micro: number): number {
  return round(micro / 1e6);
}

function round(dollars: number): number {
  return Math.round(dollars * 1e10) / 1e10;
}
