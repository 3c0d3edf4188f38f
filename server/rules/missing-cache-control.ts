import { scaleDollars, subtractDollars } from '../core/model/dollars.ts';
import { enumerate, formatCount, formatDollarRange, formatShare, formatTokens } from '../core/model/format.ts';
import { isInCall, type CallSite } from '../core/model/callsite.ts';
import type { CallCost, PromptPart, Range } from '../core/model/cost.ts';
import type { Expr } from '../core/model/facts.ts';
import type { FileEdit, Fix, RelatedLocation, Report } from '../core/model/finding.ts';
import type { Shape } from '../core/model/language.ts';
import { addParameter, fillTemplate, placeOf, replaceUse } from '../core/model/mend.ts';
import { breakEvenReads, priceOn, priceRange, type PriceTerms } from '../core/model/price-request.ts';
import type { ModelCard } from '../core/model/price.ts';
import type { Rule, RuleContext } from '../core/model/rule.ts';
import type { CachingSpec, Template } from '../core/model/sdk.ts';
import { fieldOf, knownText, optionsOf, siteExpr, type ListValue, type RecordValue, type Value } from '../core/model/value.ts';

type ExplicitCaching = Extract<CachingSpec, { kind: 'explicit' }>;

/** The largest minimum of any model: what is longer is cached whichever model it is. */
const LARGEST_MINIMUM = 4096;

export const missingCacheControl = {
  meta: { id: 'missing-cache-control', severity: 'warning', impact: 'bill', fix: 'safe', onByDefault: 'yes', callers: 'each' },
  docs: {
    summary: 'A long prompt prefix is sent unchanged on every call and is never cached.',
    reports:
      'A prefix of the prompt (tools, then system, then the leading messages: the order the provider reads them in) that is the same on every call, is at least as long as the ' +
      "model's own minimum for caching, and carries no cache marker on any path to the call.",
    why:
      'Without a marker the provider reads the whole prefix at the full input price on each call. A read from the cache costs a tenth of that or less; the write costs a quarter more, once. ' +
      'One reuse within the five minutes of its lifetime pays for it, and each reuse renews the lifetime at no cost. Bedrock may cache Claude and Nova without a marker, but promises nothing.',
    whatToDo:
      'Mark the last block that never changes. Keep what changes from call to call (the date, the user, the question) behind it: one changed character before the marker and nothing is read.',
    silent: [
      'The prefix is shorter than the minimum of a model that the call may use, or its known part is. The minimum differs by model and platform; 4,096 tokens count where the model is not known.',
      'Something marks it: a marker on a block, the automatic form for the whole request, or a request that is not wholly known and may carry one.',
      'The stated volume is so low that the entry is nearly always gone when the next call comes, and caching would cost more than it saves.',
      'The call runs once: at module level or under a main guard, outside loops and functions.',
      'The request goes to an endpoint of your own (`base_url`), whose caching is not known.',
      'The provider caches by itself.',
      'Measured usage of the call (by label or function) has reads from the cache.',
    ],
    examples: [
      {
        language: 'python',
        title: 'A system prompt from another module',
        files: { 'prompts.py': `HANDBOOK = """${'Greet the customer by name, find the order, and quote the policy that applies to it.\n'.repeat(240)}"""\n` },
        bad: `import anthropic
from prompts import HANDBOOK  # about 4,500 tokens that never change

client = anthropic.Anthropic()


def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=1024,
        system=HANDBOOK,
        messages=[{"role": "user", "content": question}],
    )
`,
        good: `import anthropic
from prompts import HANDBOOK  # about 4,500 tokens that never change

client = anthropic.Anthropic()


def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=1024,
        system=[
            {"type": "text", "text": HANDBOOK, "cache_control": {"type": "ephemeral"}},
        ],
        messages=[{"role": "user", "content": question}],
    )
`,
      },
      {
        language: 'typescript',
        title: 'A system prompt from another module',
        files: { 'prompts.ts': `export const HANDBOOK = \`${'Greet the customer by name, find the order, and quote the policy that applies to it.\n'.repeat(240)}\`;\n` },
        bad: `import Anthropic from "@anthropic-ai/sdk";
import { HANDBOOK } from "./prompts"; // about 4,500 tokens that never change

const client = new Anthropic();

export function answer(question: string) {
  return client.messages.create({
    model: "claude-sonnet-5-5",
    max_tokens: 1024,
    system: HANDBOOK,
    messages: [{ role: "user", content: question }],
  });
}
`,
        good: `import Anthropic from "@anthropic-ai/sdk";
import { HANDBOOK } from "./prompts"; // about 4,500 tokens that never change

const client = new Anthropic();

export function answer(question: string) {
  return client.messages.create({
    model: "claude-sonnet-5-5",
    max_tokens: 1024,
    system: [
      { type: "text", text: HANDBOOK, cache_control: { type: "ephemeral" } },
    ],
    messages: [{ role: "user", content: question }],
  });
}
`,
      },
    ],
  },

  *check(call, context) {
    const { site, cost } = call;
    const { caching } = site.operation;
    if (site.operation.kind !== 'generate' || caching.kind !== 'explicit') return;
    if (call.once === 'yes' || site.client.platform === 'custom') return;
    // The API may serve models that have no cache, or one that fills itself.
    if (cost.card !== null && cost.card.cacheMode !== 'explicit') return;
    if (cost.prefix.marked !== 'no' || mayBeMarkedElsewhere(site) || setsMarker(site, caching.marker)) return;
    // Measured calls that read from the cache prove that something caches, whatever the code shows.
    if (cost.usage !== null && cost.usage.by !== 'model' && (cost.usage.measured.cacheReadShare ?? 0) > 0) return;
    const minimum = minimumOf(site, cost);
    if (cost.prefix.tokens.low < minimum) return;
    const volume = savingAtVolume(cost);
    // Calls that come so seldom would write the cache again and again.
    if (volume !== null && volume.dollarsPerThousandCalls.high <= 0) return;

    const marked = markSystem(site, cost, caching, minimum) ?? markMessage(site, cost, caching) ?? markTools(site, cost, caching) ?? markRequest(site, cost, caching);
    const fix: Fix | null = marked === null ? null : { ...marked, safety: keepsTypes(site, marked.edits, context) ? 'safe' : 'unsafe' };
    // A few fixed words before a message's first hole belong to the prefix and need no mention.
    const named = cost.prefix.parts.filter((part) => part.state === 'known' || part.tokens.high * 20 >= cost.prefix.tokens.high).map((part) => part.label);
    const size = `${cost.prefix.state === 'known' ? '' : 'at least '}${formatTokens(cost.prefix.tokens)}`;
    const price = priceOf(site, cost);
    const from = cost.card === null ? `any model caches from ${formatCount(LARGEST_MINIMUM)}` : `${cost.card.id} caches from ${formatCount(minimum)}`;
    const figures =
      price === null ? '' : ` Sent in full they cost ${formatDollarRange(price.plain)} per 1,000 calls, read from the cache ${formatDollarRange(price.warm)}${breakEven(price.terms)}.`;
    // AWS may cache without a marker too, and promises nothing.
    const cached = site.client.platform === 'bedrock' ? 'without a cache marker' : 'and never cached';
    const end = cost.prefix.parts.at(-1);
    const isPiece = fix === null && end !== undefined && end.role !== 'tools' && end.state === 'partial';
    const todo = isPiece ? `Put the stable part in a block of its own with \`${caching.marker}\`, and what changes behind it.` : `Mark the end of the stable part with \`${caching.marker}\`.`;
    yield {
      at: placeOf(site, anchorOf(site, cost), context.text(site.path)),
      message: `${capitalize(enumerate(named))}: ${size} tokens are sent unchanged on every call ${cached} (${from}).${figures} ${todo}`,
      related: relatedOf(site, cost),
      fixes: fix === null ? [] : [fix],
      ...(price === null
        ? {}
        : {
          saving: volume ?? {
            dollarsPerThousandCalls: { low: subtractDollars(price.plain.low, price.warm.low), high: subtractDollars(price.plain.high, price.warm.high) },
            basis: `the prefix read from the cache on every call instead of sent in full; ${price.card.id}, prices as of ${price.card.price.asOf}`,
          },
        }),
    };
  },
} satisfies Rule;

/**
 * At the stated volume, writes by the calls that come too late counted in; null where none is stated. A measured one is a mean over days, in which calls come in bursts: what it says of the
 * time between two calls is too little to keep silent.
 */
function savingAtVolume({ card, cached, dollars, models, volume }: CallCost): NonNullable<Report['saving']> | null {
  if (card === null || dollars === null || models.length > 0 || volume === null || volume.from === 'measured' || cached === null || cached.atVolume === null) return null;
  const { atVolume: { dollars: average, warmShare }, minutes } = cached;
  const saved = scaleDollars({ low: subtractDollars(dollars.low, average.low), high: subtractDollars(dollars.high, average.high) }, 1000);
  return {
    dollarsPerThousandCalls: saved,
    basis: `${formatCount(volume.callsPerDay)} calls a day, of which ${formatShare(warmShare)} come within ${minutes} minutes of another if they are spread at random; ${card.id}, prices as of ${card.price.asOf}`,
  };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The parameter to underline: the last one that the prefix reaches. */
function anchorOf(site: CallSite, cost: CallCost): CallSite['parameters']['system'] {
  if (cost.prefix.parts.some((part) => part.role === 'system') && site.parameters.system.state !== 'absent') return site.parameters.system;
  if (cost.prefix.parts.some((part) => part.role !== 'tools')) return site.parameters.messages;
  return site.parameters.tools;
}

/** Automatic caching of the whole request, or a body written past the SDK's own parameters. */
function mayBeMarkedElsewhere(site: CallSite): boolean {
  const { cache, extraBody } = site.parameters;
  if (cache.state !== 'absent') return true;
  return extraBody.state !== 'absent' && !(extraBody.state === 'known' && extraBody.value.kind === 'record' && extraBody.value.open === null && extraBody.value.entries.length === 0);
}

/** Whether the file sets the marker on something: a block reached by another name is still the same block. */
function setsMarker(site: CallSite, marker: string): boolean {
  return site.facts.mutations.some(({ key }) => key?.kind === 'string' && key.value === marker);
}

/** The minimum that every model of this call satisfies, in the platform's own column. */
function minimumOf(site: CallSite, cost: CallCost): number {
  const { state, candidates, why } = site.model;
  // A default that the environment may replace is what runs unless somebody says otherwise; a model that may be any other can have any minimum.
  const anyOther = state === 'partial' && why !== 'one of several' && candidates.some((candidate) => candidate.certainty !== 'default');
  if (anyOther || candidates.length === 0) return LARGEST_MINIMUM;
  let minimum = cost.prefix.minimum ?? 0;
  for (const { lookup } of candidates) {
    const own = lookup.kind !== 'known' ? null : site.client.platform === 'bedrock' ? lookup.card.minCacheableTokensBedrock : lookup.card.minCacheableTokens;
    minimum = Math.max(minimum, own ?? LARGEST_MINIMUM);
  }
  return minimum;
}

/** What 1,000 calls pay for the prefix, without a cache and read from one. Null where the model or its cache has no known price. */
function priceOf(site: CallSite, { card, terms, prefix }: CallCost): { readonly card: ModelCard; readonly terms: PriceTerms; readonly plain: Range; readonly warm: Range } | null {
  if (card === null || terms === null || site.model.candidates.length !== 1 || priceOn(card, terms.date).cachedInput === null) return null;
  const { low, high } = prefix.tokens;
  const plain = priceRange({ input: low, output: 0 }, { input: high, output: 0 }, terms);
  const warm = priceRange({ input: 0, cachedRead: low, output: 0 }, { input: 0, cachedRead: high, output: 0 }, terms);
  return plain === null || warm === null ? null : { card, terms, plain: scaleDollars(plain, 1000), warm: scaleDollars(warm, 1000) };
}

function breakEven(terms: PriceTerms): string {
  const { input, cacheWriteShort } = priceOn(terms.card, terms.date);
  const reads = breakEvenReads(terms, 0);
  if (cacheWriteShort === null || !Number.isFinite(reads)) return '';
  return `; writing the cache costs ${formatCount((cacheWriteShort / input - 1) * 100)} % extra and is paid back by the first ${reads <= 1 ? 'reuse' : `${reads} reuses`}`;
}

function relatedOf(site: CallSite, cost: CallCost): readonly RelatedLocation[] {
  const related: RelatedLocation[] = [];
  for (const part of cost.prefix.parts) {
    if (part.at === null || isInCall(site, part.at)) continue;
    related.push({ at: part.at, message: `the ${part.label}${part.name === null ? '' : `, \`${part.name}\``}: ${formatTokens(part.tokens)} tokens` });
  }
  return related;
}

// ---- fixes: the marker goes on the last block that is known to be stable ----------------------------------------------------------------

type Mark = Omit<Fix, 'safety'>;

/**
 * Whether the new block still has the type that the SDK asks for. In the request itself, and in an object with a declared type, a literal keeps its narrow type; in an
 * object of its own `{ type: "text" }` widens to a string, which the compiler refuses although it runs.
 */
function keepsTypes(site: CallSite, edits: readonly FileEdit[], context: RuleContext): boolean {
  if (site.ecosystem === 'python') return true;
  return edits.every(({ path, edit }) => {
    const place = edit.kind === 'replace' ? edit.target : edit.kind === 'addEntry' ? edit.record : edit.kind === 'insertItem' ? edit.list : null;
    if (place === null || isInCall(site, { path, start: place.start, end: place.end })) return true;
    const bindings = context.facts(path)?.scopes.flatMap((scope) => scope.bindings) ?? [];
    return bindings.some(({ value, type }) => type !== null && value !== null && value.start <= place.start && place.end <= value.end);
  });
}

/** A list of one marked block around the text as it is written. */
function blocksOf(block: Template, text: Expr): Shape {
  const filled = fillTemplate(block, text);
  return Array.isArray(filled) ? filled : [filled];
}

function isStableText(value: Value): boolean {
  return optionsOf(value).every((option) => knownText(option) !== null);
}

/** Turns the system text into a block where it is used, or marks the last stable block of a list. Tools stand before it and are covered. */
function markSystem(site: CallSite, cost: CallCost, caching: ExplicitCaching, minimum: number): Mark | null {
  const use = site.parameters.system;
  if (use.state === 'absent' || use.state === 'unknown') return null;
  const parts = cost.prefix.parts.filter((part) => part.role === 'tools' || part.role === 'system');
  if (!parts.some((part) => part.role === 'system')) return null;
  if (parts.reduce((sum, part) => sum + part.tokens.low, 0) < minimum) return null;
  if (isStableText(use.value)) {
    if (caching.block === null) return null;
    return { title: `Cache the system prompt with \`${caching.marker}\``, edits: [replaceUse(use.site, blocksOf(caching.block, siteExpr(use.site)))] };
  }
  if (use.value.kind !== 'list') return null;
  const block = lastStableBlock(use.value);
  return block === null ? null : markBlock(site, use.value, block, caching, 'everything up to the last stable block of the system prompt');
}

/** The last record of the leading items that are known throughout. */
function lastStableBlock(list: ListValue): RecordValue | null {
  let last: RecordValue | null = null;
  for (const item of list.items) {
    if (item.kind !== 'record' || item.open !== null || item.entries.some((entry) => entry.presence !== 'always' || !isPlain(entry.value))) break;
    last = item;
  }
  return last;
}

function isPlain(value: Value): boolean {
  switch (value.kind) {
    case 'text':
    case 'either':
      return isStableText(value);
    case 'number':
    case 'boolean':
    case 'null':
      return true;
    case 'list':
      return value.open === null && value.items.every(isPlain);
    case 'record':
      return value.open === null && value.entries.every((entry) => entry.presence === 'always' && isPlain(entry.value));
    default:
      return false;
  }
}

/** A marker inside other fields of a message: what a block is then differs from place to place, and the fields may be there already. */
function isNested(caching: ExplicitCaching): boolean {
  return caching.marker.includes('.');
}

/** Only a literal of the call's own file: a list that other modules share may be sent elsewhere too. */
function markBlock(site: CallSite, list: ListValue, block: RecordValue, caching: ExplicitCaching, what: string): Mark | null {
  const { expr, path } = block.origin;
  if (expr.kind !== 'record' || path !== site.path || isNested(caching)) return null;
  if (caching.placement === 'after') {
    const around = list.origin.expr;
    const index = around.kind === 'list' ? around.items.indexOf(expr) : -1;
    if (around.kind !== 'list' || index < 0 || list.origin.path !== path) return null;
    return { title: `Cache ${what} with \`${caching.marker}\``, edits: [{ path, edit: { kind: 'insertItem', list: around, index: index + 1, value: { kind: 'record', entries: [[caching.marker, fillTemplate(caching.value, null)]] } } }] };
  }
  return { title: `Cache ${what} with \`${caching.marker}\``, edits: [{ path, edit: { kind: 'addEntry', record: expr, key: caching.marker, value: fillTemplate(caching.value, null) } }] };
}

/** Leading messages that never change, such as examples: the last of them gets the marker. */
function markMessage(site: CallSite, cost: CallCost, caching: ExplicitCaching): Mark | null {
  const use = site.parameters.messages;
  if (use.state === 'absent' || use.value?.kind !== 'list' || caching.block === null || isNested(caching)) return null;
  // System text is a message where the request has no parameter for it.
  const among = (part: PromptPart): boolean => part.role !== 'tools' && (part.role !== 'system' || site.parameters.system.state === 'absent');
  const stable = cost.prefix.parts.filter((part) => among(part) && part.state === 'known').length;
  const message = stable === 0 ? undefined : use.value.items[stable - 1];
  if (message?.kind !== 'record') return null;
  const content = fieldOf(message, 'content');
  if (content === undefined || content.presence !== 'always') return null;
  const roles = cost.prefix.parts.filter(among).map(({ role }) => role);
  const what = stable === 1 && roles[0] === 'system' ? 'the system message' : `everything up to message ${stable}`;
  if (isStableText(content.value) && content.site.path === site.path) {
    return { title: `Cache ${what} with \`${caching.marker}\``, edits: [replaceUse(content.site, blocksOf(caching.block, siteExpr(content.site)))] };
  }
  if (content.value.kind !== 'list') return null;
  const block = lastStableBlock(content.value);
  return block === null || block !== content.value.items.at(-1) ? null : markBlock(site, content.value, block, caching, what);
}

function markTools(site: CallSite, cost: CallCost, caching: ExplicitCaching): Mark | null {
  const use = site.parameters.tools;
  if (use.state !== 'known' || use.value.kind !== 'list' || cost.prefix.parts.some((part: PromptPart) => part.role !== 'tools')) return null;
  const last = use.value.items.at(-1);
  return last?.kind === 'record' ? markBlock(site, use.value, last, caching, 'everything up to the last tool') : null;
}

/** The automatic form marks the last block of the request, which is of use only where that one never changes either. */
function markRequest(site: CallSite, cost: CallCost, caching: ExplicitCaching): Mark | null {
  if (caching.topLevel === null || site.request === null || caching.exceptPlatforms.includes(site.client.platform)) return null;
  if (cost.prefix.parts.length !== cost.parts.length || cost.parts.some((part) => part.state !== 'known')) return null;
  return { title: `Cache the whole prompt with \`${caching.topLevel}\``, edits: [addParameter(site.request, caching.topLevel, fillTemplate(caching.value, null))] };
}
