/**
 * From a model's name, as people write it, to its card. A name is known only when it is listed, or when one of the rules below takes it to
 * a listed name. No rule compares beginnings: a new model would silently get an old model's price.
 */
import type { ModelCard, ModelIndex, ModelKind, ModelLookup, ModelPlatform, Price, Rates, RegionalPrice } from '../../model/price.ts';
import { localModel, plainCard } from './local-models.ts';

/** Builds the index. Names listed twice by one provider belong to the first card, and one that is of several kinds to the first of them. */
export function createModelIndex(cards: readonly ModelCard[], kinds: readonly ModelKind[]): ModelIndex {
  const byName = new Map<string, ModelCard[]>();
  for (const card of cards) {
    for (const name of [card.id, ...card.aliases]) {
      const listed = byName.get(name);
      if (listed === undefined) byName.set(name, [card]);
      else if (!listed.some((other) => other.provider === card.provider)) listed.push(card);
    }
  }
  // Names of open weights are those of their repositories, which who serves them finds in whatever capitals.
  for (const [name, listed] of [...byName]) if (name.includes('/') && !byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), listed);
  const patterns = kinds.map(({ name }) => new RegExp(name, 'i'));
  const ofNames = new Map<string, ModelKind | null>();
  const kindOf = (id: string): ModelKind | null => {
    let kind = ofNames.get(id);
    if (kind === undefined) ofNames.set(id, (kind = kinds[patterns.findIndex((pattern) => pattern.test(id))] ?? null));
    return kind;
  };
  // What is in no list got a card that says nothing of the model.
  const ofKind = (found: ModelLookup): ModelLookup => {
    const kind = found.kind === 'unknown' || byName.get(found.card.id)?.includes(found.card) === true ? null : kindOf(found.id);
    return kind === null || found.kind === 'unknown' ? found : { ...found, card: { ...found.card, tokenizer: kind.tokenizer, framing: kind.framing } };
  };
  return { cards, kinds, kindOf, lookup: (id, provider) => ofKind(lookup(byName, id, provider)) };
}

/** A price with every rate multiplied, for a regional endpoint or a service tier. Storage is left as it is. */
export function scalePrice(price: Price, multiplier: number): Price {
  if (multiplier === 1) return price;
  return { ...price, ...scaleRates(price, multiplier), tiers: price.tiers.map((tier) => ({ ...tier, ...scaleRates(tier, multiplier) })) };
}

/** Listed names that look like a name, nearest first, for "did you mean"; at most `limit`. They are suggestions and never a price. */
export function nearestNames(index: ModelIndex, id: string, limit = 5): string[] {
  const wanted = bareName(id);
  const found: { readonly name: string; readonly distance: number; readonly rank: number }[] = [];
  for (const [rank, card] of index.cards.entries()) {
    // One name a card: its nearest.
    const names = [card.id, ...card.aliases].map((name) => ({ name, distance: editDistance(wanted, bareName(name)), rank }));
    const nearest = names.reduce((best, next) => (next.distance < best.distance ? next : best));
    if (nearest.distance <= Math.max(3, Math.floor(wanted.length / 2))) found.push(nearest);
  }
  found.sort((a, b) => a.distance - b.distance || a.rank - b.rank);
  return [...new Set(found.map(({ name }) => name))].slice(0, limit);
}

type Names = ReadonlyMap<string, readonly ModelCard[]>;

/** What a provider name says: whose model it is, where it is served, or neither (`litellm_proxy`). */
interface Scope {
  readonly provider?: string;
  readonly platform?: ModelPlatform;
}

/** Names of providers and platforms, as SDK options and as prefixes (`vertex_ai/…`, `google_genai:…`). */
const SCOPES: Readonly<Record<string, Scope>> = {
  anthropic: { provider: 'anthropic' },
  aws: { provider: 'anthropic' },
  openai: { provider: 'openai' },
  'openai-chat': { provider: 'openai' },
  'openai-responses': { provider: 'openai' },
  text_completion_openai: { provider: 'openai' },
  azure: { provider: 'openai', platform: 'azure' },
  azure_openai: { provider: 'openai', platform: 'azure' },
  azure_ai: { platform: 'azure' },
  foundry: { platform: 'foundry' },
  bedrock: { platform: 'bedrock' },
  bedrock_converse: { platform: 'bedrock' },
  'amazon-bedrock': { platform: 'bedrock' },
  converse: { platform: 'bedrock' },
  invoke: { platform: 'bedrock' },
  vertex: { platform: 'vertex' },
  vertex_ai: { platform: 'vertex' },
  vertex_ai_beta: { platform: 'vertex' },
  'google-vertex': { platform: 'vertex' },
  google_vertexai: { platform: 'vertex' },
  vertexai: { platform: 'vertex' },
  google_anthropic_vertex: { platform: 'vertex' },
  google: { provider: 'google' },
  google_genai: { provider: 'google' },
  'google-gla': { provider: 'google' },
  googleai: { provider: 'google' },
  gemini: { provider: 'google' },
  models: { provider: 'google' },
  mistral: { provider: 'mistral' },
  mistralai: { provider: 'mistral' },
  deepseek: { provider: 'deepseek' },
  groq: { provider: 'groq' },
  xai: { provider: 'xai' },
  'x-ai': { provider: 'xai' },
  cohere: { provider: 'cohere' },
  cohere_chat: { provider: 'cohere' },
  together: { provider: 'together' },
  together_ai: { provider: 'together' },
  togetherai: { provider: 'together' },
  openrouter: { platform: 'openrouter' },
  local: { platform: 'local' },
  ollama: { platform: 'local' },
  ollama_chat: { platform: 'local' },
  lm_studio: { platform: 'local' },
  llamafile: { platform: 'local' },
  hosted_vllm: { platform: 'local' },
  litellm: {},
  litellm_proxy: {},
  gateway: {},
};

const BEDROCK_REGION = /^(global|us-gov|us|eu|apac|au|jp|in|ca)\.(.+)$/;
const BEDROCK_VENDOR = /^(anthropic|openai)\.(.+)$/;
const DATE_SUFFIX = /^(.+?)-(\d{4})(-?)(\d{2})\3(\d{2})$/;

/** A name on its way to a card: what is left of it, what has been learnt, and the rules applied. */
interface Step {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly via: readonly string[];
  readonly regional?: RegionalPrice;
  readonly variant?: 'batch' | 'free';
}

function lookup(names: Names, id: string, provider?: string): ModelLookup {
  const scope: Scope = provider === undefined ? {} : (SCOPES[provider.toLowerCase()] ?? {});
  let step: Step = { id, name: id.trim(), scope, via: [] };
  if (step.name === '') return unknown(id, 'the name is empty');

  const arn = fromPath(step);
  if ('why' in arn) return unknown(id, arn.why);
  step = withoutVariant(names, arn);
  const wantsLongContext = step.name.endsWith('[1m]');
  if (wantsLongContext) step = { ...step, name: step.name.slice(0, -4), via: [...step.via, 'without the context-window suffix “[1m]”'] };

  for (;;) {
    const found = resolve(names, step);
    if (found.kind === 'known' && wantsLongContext && (found.card.contextWindow ?? 0) < 1_000_000) {
      return unknown(id, `no price is listed for ${found.card.id} with a window of one million tokens`);
    }
    if (found.kind === 'known') return found;
    const next = found.final ? undefined : withoutPrefix(step);
    if (next === undefined) return freeModel(step) ?? unknown(id, found.why);
    step = next;
  }
}

type Resolution = Extract<ModelLookup, { kind: 'known' }> | { readonly kind: 'unknown'; readonly why: string; readonly final: boolean };

/** One name without its prefixes: exact first, then the rules of its platform, then the spelling rules. */
function resolve(names: Names, step: Step): Resolution {
  if (step.scope.platform === 'local') {
    const card = localModel(step.name);
    return card === null ? missing('it runs in the cloud of those who make the server', 'final') : known(step, card);
  }
  const listed = exact(names, step);
  if (listed !== undefined) return listed;
  if (step.scope.platform === 'azure' && step.scope.provider === 'openai') return missing('it is an Azure deployment name: the deployment decides the model', 'final');
  if (step.name.startsWith('ft:')) return fineTuned(names, step);
  return onBedrock(names, step) ?? respelled(names, step) ?? missing(whyMissing(step));
}

/** What OpenRouter gives away costs nothing, whether its paid form is listed or not. */
function freeModel(step: Step): ModelLookup | undefined {
  if (step.variant !== 'free' || step.scope.platform !== 'openrouter') return undefined;
  return known(step, plainCard(step.name, 'openrouter', { input: 0, cachedInput: null, cacheWriteShort: null, cacheWriteLong: null, output: 0, cacheStorage: null, tiers: [], source: 'openrouter.ai, variants “:free”', asOf: '2026-11-20' }));
}

/** The listed card of that very name. A name that several providers list at their own prices needs to be told which. */
function exact(names: Names, step: Step): Resolution | undefined {
  const { provider, platform } = step.scope;
  const all = names.get(step.name) ?? (provider !== undefined && step.name.includes('/') ? names.get(step.name.toLowerCase()) : undefined) ?? [];
  // These two have ids of their own: a provider's bare id is none of theirs.
  const home = platform === 'openrouter' ? 'openrouter' : platform === 'bedrock' ? 'amazon-bedrock' : undefined;
  const atHome = all.find((card) => card.provider === home);
  if (atHome !== undefined) return known(step, atHome);
  if (home !== undefined && provider === undefined) return undefined;

  const listed = all.filter((card) => card.provider !== 'openrouter' && (card.provider !== 'amazon-bedrock' || provider === undefined));
  if (provider !== undefined) {
    const own = listed.find((card) => card.provider === provider);
    if (own !== undefined) return known(step, own);
    // OpenAI's client is the usual one for compatible endpoints of other providers; the exact name tells which.
    if (provider !== 'openai' || platform !== undefined) return undefined;
  }
  const [card, other] = listed;
  if (card === undefined) return undefined;
  if (other !== undefined) return missing(`${listed.map((each) => each.provider).join(' and ')} list this name at prices of their own: name the provider`, 'final');
  const elsewhere = provider === undefined ? [] : [`listed by ${card.provider}, not by ${provider}`];
  return known({ ...step, via: [...step.via, ...elsewhere] }, card);
}

/** Amazon Bedrock: `us.anthropic.claude-…-v1:0`. Ids that AWS prices on their own are listed and were found before. */
function onBedrock(names: Names, step: Step): Resolution | undefined {
  const [, region, rest = step.name] = BEDROCK_REGION.exec(step.name) ?? [];
  const [, vendor, versioned] = BEDROCK_VENDOR.exec(rest) ?? [];
  if (vendor === undefined || versioned === undefined) {
    if (region !== undefined) return missing(`no price is listed for it in the region “${region}”`, 'final');
    return step.scope.platform === 'bedrock' ? missing('it is not a model id of Amazon Bedrock that is listed', step.name.includes('/') ? undefined : 'final') : undefined;
  }
  if (step.scope.provider !== undefined && step.scope.provider !== vendor) return undefined;
  const via = [...step.via, ...(region === undefined ? [] : [`region “${region}.” of Amazon Bedrock`]), `“${vendor}.” id of Amazon Bedrock`];
  const inner: Step = { ...step, scope: { provider: vendor, platform: 'bedrock' }, via };
  const version = /^(.+)-v\d+(:\d+)?$/.exec(versioned);
  const found =
    own(names, { ...inner, name: versioned }) ??
    (version?.[1] === undefined ? undefined : own(names, { ...inner, name: version[1], via: [...via, `without the version “${versioned.slice(version[1].length + 1)}”`] }));
  if (found === undefined) return missing(whyMissing(step), 'final');
  if (found.kind === 'unknown') return found;
  if (region === 'global') return { ...found, regional: { region, multiplier: 1, source: 'a global endpoint costs what the provider charges' } };
  const multiplier = found.card.regionalUplift;
  if (multiplier === null) return missing(`no regional price is listed for ${found.card.id} on Amazon Bedrock`, 'final');
  return { ...found, regional: { region: region ?? 'in-region', multiplier, source: found.card.sources.regionalUplift ?? found.card.price.source } };
}

/** A listed name, or a spelling of one, of the provider in scope alone. */
function own(names: Names, step: Step): Resolution | undefined {
  return exact(names, step) ?? respelled(names, step);
}

/** Spellings of a listed name: Google Cloud's `@date`, OpenRouter's dots, a snapshot date, `-latest`. */
function respelled(names: Names, step: Step): Resolution | undefined {
  const [, base, version] = /^([^@]+)@([^@]+)$/.exec(step.name) ?? [];
  if (base !== undefined && version !== undefined) {
    const dated = { ...step, name: `${base}-${version}`, via: [...step.via, `“@${version}” is a snapshot on Google Cloud`] };
    const snapshot = exact(names, dated);
    if (snapshot !== undefined) return snapshot;
    return /^(\d{8}|latest|default)$/.test(version) ? exact(names, { ...dated, name: base }) : undefined;
  }
  // Only Claude's names: elsewhere `4.1` and `4-1` may be two models.
  if (/^claude-.*\d\.\d/.test(step.name)) {
    const dashed = { ...step, name: step.name.replace(/(\d)\.(\d)/g, '$1-$2'), via: [...step.via, 'with dashes for dots'] };
    const found = own(names, dashed);
    if (found !== undefined) return found;
  }
  const [, undated, year, dash, month, day] = DATE_SUFFIX.exec(step.name) ?? [];
  if (undated !== undefined && isDate(Number(year), Number(month), Number(day))) {
    const date = `${year}${dash}${month}${dash}${day}`;
    const found = exact(names, { ...step, name: undated, via: [...step.via, `snapshot “${date}” at the price of ${undated}`] });
    if (found !== undefined) return found;
  }
  if (step.name.endsWith('-latest')) {
    const name = step.name.slice(0, -'-latest'.length);
    const found = exact(names, { ...step, name, via: [...step.via, `“-latest” of ${name}`] });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `ft:base:organisation:suffix:id` costs more than its base, so only a listed fine-tuning price counts. */
function fineTuned(names: Names, step: Step): Resolution {
  const base = step.name.split(':')[1] ?? '';
  const found = exact(names, { ...step, name: `ft:${base}`, via: [...step.via, `fine-tuned ${base}`] });
  return found ?? missing(`it is fine-tuned and no price is listed for fine-tuned ${base}`, 'final');
}

/** ARNs and Google Cloud resource names end in the model's id. */
function fromPath(step: Step): Step | { readonly why: string } {
  if (step.name.startsWith('arn:')) {
    if (!/:(foundation-model|inference-profile)\//.test(step.name)) return { why: 'the ARN does not name a model' };
    const name = step.name.slice(step.name.lastIndexOf('/') + 1);
    return { ...step, name, scope: { ...step.scope, platform: 'bedrock' }, via: [...step.via, 'the model of an ARN'] };
  }
  const [, publisher, name] = /^(?:projects\/.+\/)?publishers\/([^/]+)\/models\/([^/]+)$/.exec(step.name) ?? [];
  if (publisher === undefined || name === undefined) return step;
  return { ...step, name, scope: { ...SCOPES[publisher], platform: 'vertex' }, via: [...step.via, 'a resource name of Google Cloud'] };
}

/** OpenRouter's `:batch` and `:free`. Other variants change the price in ways that are not listed, so they stay in the name. */
function withoutVariant(names: Names, step: Step): Step {
  const [, name, variant] = /^(.+):(batch|free)$/.exec(step.name) ?? [];
  if (name === undefined || names.has(step.name)) return step;
  return { ...step, name, variant: variant === 'batch' ? 'batch' : 'free', via: [...step.via, `variant “:${variant}”`] };
}

/** Takes one `provider/` or `provider:` off. It may narrow where the request goes; it may not contradict it. */
function withoutPrefix(step: Step): Step | undefined {
  const [, prefix, name] = /^([A-Za-z][\w-]*)[/:](.+)$/.exec(step.name) ?? [];
  const scope = prefix === undefined || !Object.hasOwn(SCOPES, prefix) ? undefined : SCOPES[prefix];
  const via = [...step.via, `prefix “${step.name.slice(0, step.name.length - (name?.length ?? 0))}”`];
  if (scope === undefined || name === undefined) {
    // LiteLLM allows an AWS region between the platform and the model.
    const [, region, rest] = /^([a-z]{2}(?:-gov)?-[a-z]+-\d)\/(.+)$/.exec(step.name) ?? [];
    if (step.scope.platform !== 'bedrock' || region === undefined || rest === undefined) return undefined;
    return { ...step, name: rest, via: [...step.via, `AWS region “${region}”`] };
  }
  const { provider, platform } = step.scope;
  const compatible = provider === undefined || provider === 'openai' || scope.provider === undefined || scope.provider === provider;
  if (!compatible) return undefined;
  const owner = scope.provider ?? (provider === 'openai' ? undefined : provider);
  const place = scope.platform ?? platform;
  return { ...step, name, via, scope: { ...(owner === undefined ? {} : { provider: owner }), ...(place === undefined ? {} : { platform: place }) } };
}

function known(step: Step, card: ModelCard): Extract<ModelLookup, { kind: 'known' }> {
  const alias = card.id === step.name ? [] : [`“${step.name}” is a name of ${card.id}`];
  const platform = step.scope.platform ?? (card.provider === 'amazon-bedrock' ? ('bedrock' as const) : undefined);
  return {
    kind: 'known',
    card,
    id: step.id,
    via: [...step.via, ...alias],
    ...(platform === undefined ? {} : { platform }),
    ...(step.variant === undefined ? {} : { variant: step.variant }),
  };
}

function unknown(id: string, why: string): ModelLookup {
  return { kind: 'unknown', id, why };
}

/** `final`: taking off a further prefix cannot help. */
function missing(why: string, final?: 'final'): Resolution {
  return { kind: 'unknown', why, final: final === 'final' };
}

function whyMissing(step: Step): string {
  return step.scope.provider === undefined ? 'no price is listed for this name' : `no price is listed for this name at ${step.scope.provider}`;
}

function isDate(year: number, month: number, day: number): boolean {
  return year >= 2020 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Twelve significant digits: 0.1 × 1.1 is 0.11 and not a digit more. */
function scaleRates(rates: Rates, multiplier: number): Rates {
  const times = (rate: number): number => Number((rate * multiplier).toPrecision(12));
  const orNull = (rate: number | null): number | null => (rate === null ? null : times(rate));
  return {
    input: times(rates.input),
    cachedInput: orNull(rates.cachedInput),
    cacheWriteShort: orNull(rates.cacheWriteShort),
    cacheWriteLong: orNull(rates.cacheWriteLong),
    output: times(rates.output),
  };
}

/** For comparison only: lower case, the last part of a path, no Bedrock region and version, dashes for dots. */
function bareName(id: string): string {
  const last = id.toLowerCase().split('/').at(-1) ?? '';
  return last.replace(/^(global|us|eu|apac|au|jp|in|ca)\./, '').replace(/^(anthropic|openai|amazon|meta|mistral)\./, '').replace(/-v\d+(:\d+)?$/, '').replaceAll('.', '-');
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? a.length;
}
