/** The whole account of a call, as Markdown: each part of its prompt, each price, every assumption. */
import {
  formatDollars,
  formatTokens,
  statusOn,
  type AnalyzedCall,
  type CallCost,
  type FileAnalysis,
  type Location,
  type ModelCandidate,
  type ModelCard,
  type ParameterUse,
  type PromptPart,
  type Range,
  type Span,
} from '../core/index.ts';
import { formatCount, formatRatio, formatShare } from '../core/model/format.ts';
import { nameOfTask } from '../core/model/rule.ts';
import { siteSpan } from '../core/model/value.ts';
import { formatFactor } from './label.ts';

export interface Hover extends Span {
  readonly markdown: string;
}

/** What the views need from the editor's side. */
export interface HoverContext {
  /** The date the prices were collected, `YYYY-MM-DD`. */
  readonly pricesAsOf: string;
  /** `YYYY-MM-DD`: a model whose retirement was announced for it is retired. */
  readonly today: string;
  /** A place for a person, as Markdown: a link `[prompts.py:12](…)` where the editor can follow one. */
  place(at: Location): string;
}

/** What stands under `offset`: the account of a call over its callee, the price of a model over its name, the meaning of a cap over its value. Else null. */
export function hover(analysis: FileAnalysis, offset: number, context: HoverContext): Hover | null {
  // The innermost call wins where calls are nested in a chain.
  for (const call of [...analysis.calls].reverse()) {
    const { callee, open } = call.site.call;
    const span = { start: callee.start, end: Math.max(callee.end, open + 1) };
    if (holds(span, offset)) return { ...span, markdown: callAccount(call, context) };
    const candidate = call.site.model.candidates.find(({ at }) => at.path === analysis.path && holds(at, offset));
    if (candidate !== undefined) return { start: candidate.at.start, end: candidate.at.end, markdown: modelAccount(candidate, context) };
    const cap = spanIn(analysis.path, call.site.parameters.maxOutput);
    if (cap !== null && holds(cap, offset)) return { ...cap, markdown: capAccount(call, context) };
  }
  return null;
}

/** The account of one call. */
export function callAccount(call: AnalyzedCall, context: HoverContext): string {
  const { site, cost } = call;
  const sections = [headline(call)];
  if (site.through !== null) sections.push(`Through ${code(`${site.through.name}()`)}: ${code(site.callee)} in ${context.place(site.through.inner)}.`);
  // Editors show the first ten lines or so: the ways to pay less come first, then what is paid for.
  const prices = site.operation.kind === 'count' ? null : priceTable(cost);
  if (prices !== null) sections.push(prices);
  const runs = runsLine(cost);
  if (runs !== null) sections.push(runs);
  if (cost.conversation.length > 0) sections.push(conversationLine(cost));
  if (cost.volume !== null) sections.push(volumeLine(cost.volume));
  const parts = partsTable(call, context);
  if (parts !== null) sections.push(parts);
  if (call.task !== null) sections.push(`The answer is ${nameOfTask(call.task.kind)}: ${prose(call.task.grounds)}.`);
  // The date of the prices closes every account, with its source.
  const assumptions = cost.assumptions.filter((line) => !line.startsWith('Prices as of'));
  if (site.requestOpen !== null) assumptions.push(`Parameters may be set elsewhere: ${site.requestOpen}.`);
  if (assumptions.length > 0) sections.push(`**Assumptions**\n\n${assumptions.map((line) => `- ${prose(line)}`).join('\n')}`);
  sections.push(priceDate(cost.card, context));
  return sections.join('\n\n');
}

function headline({ site, cost }: AnalyzedCall): string {
  const who = escape(site.sdk.name);
  if (site.operation.kind === 'count') return `**Free**: it counts tokens, and answers nothing · ${who}`;
  if (cost.card !== null && cost.dollars !== null) {
    const models = cost.models.length === 0 ? code(cost.card.id) : `cheapest to dearest of ${cost.models.map(({ card, dollars }) => `${code(card.id)} (${formatDollars(dollars)})`).join(', ')}`;
    return `**≈ ${formatDollars(cost.dollars)}** a call, typical to worst case · ${models} · ${who}`;
  }
  const unknown = site.model.candidates.map(({ lookup }) => lookup).find((lookup) => lookup.kind === 'unknown');
  const why = unknown?.kind === 'unknown' ? `no price for ${code(unknown.id)}: ${prose(unknown.why)}` : `model not known here${site.model.why === null ? '' : `: ${prose(site.model.why)}`}`;
  return `**No price** · ${why} · ${who}`;
}

function partsTable({ site, cost }: AnalyzedCall, context: HoverContext): string | null {
  if (cost.parts.length === 0) return null;
  const caching = site.operation.caching.kind === 'explicit';
  const rows = cost.parts.map((part) => partRow(part, site.path, context, caching ? 'explicit' : 'other'));
  const around = aroundParts(cost);
  if (around !== null) rows.push(['around them', formatTokens(around), '', ...(caching ? [''] : []), 'sent around their text']);
  rows.push([`**input**`, `**${formatTokens(cost.input)}**`, '', ...(caching ? [''] : []), cost.usage === null || cost.usage.by === 'model' ? '' : 'measured']);
  if (site.operation.kind === 'generate') rows.push([`**output**`, `**${outputRange(cost.output)}**`, '', ...(caching ? [''] : []), outputBound(cost, site.parameters.maxOutput)]);
  return table(['part', 'tokens', 'assumed', ...(caching ? ['cached'] : []), 'from'], ['l', 'r', 'r', ...(caching ? ['l'] : []), 'l'], rows);
}

/** Tokens of the input that are nobody's text; null where there are none, or where the figure is not the sum of the parts. */
function aroundParts({ parts, input, usage, models }: CallCost): Range | null {
  if ((usage !== null && usage.by !== 'model') || models.length > 0) return null;
  const sum = (side: 'low' | 'high'): number => input[side] - parts.reduce((tokens, part) => tokens + part.tokens[side] + part.assumed[side], 0);
  const [low, high] = [sum('low'), sum('high')];
  return high <= 0 || low > high ? null : { low: Math.max(0, low), high };
}

function partRow(part: PromptPart, path: string, context: HoverContext, caching: 'explicit' | 'other'): readonly string[] {
  const name = part.name === null ? '' : ` ${code(part.name)}`;
  const from = part.at === null ? (part.state === 'unknown' ? 'not known' : 'this call') : part.at.path === path && part.name === null ? 'this call' : context.place(part.at);
  const marked = { yes: 'marked', no: 'no', unknown: 'not known' }[part.marked];
  return [
    `${escape(part.label)}${name}`,
    part.tokens.high === 0 && part.state !== 'known' ? '?' : formatTokens(part.tokens),
    part.assumed.high === 0 ? '' : `+ ${formatTokens(part.assumed)}`,
    ...(caching === 'explicit' ? [marked] : []),
    from,
  ];
}

function outputRange({ low, high }: Range): string {
  return low === high ? formatTokens(high) : `${formatTokens(low)} typical, ≤ ${formatTokens(high)}`;
}

function outputBound({ outputBound: bound, card }: CallCost, cap: ParameterUse): string {
  switch (bound) {
    case 'cap':
      return 'capped by the call';
    case 'default':
      return 'default of the SDK or API';
    case 'model':
      return `no cap: the maximum of ${card === null ? 'the model' : code(card.id)}`;
    case 'unknown':
      return cap.state === 'absent' ? "no cap, and the model's maximum is not known here" : 'cap not known';
  }
}

function priceTable(cost: CallCost): string | null {
  if (cost.card === null || cost.dollars === null) return null;
  const rows: (readonly string[])[] = [];
  if (cost.cached !== null) {
    const reads = Math.ceil(cost.cached.breakEvenReads);
    const pays = Number.isFinite(reads) ? `pays from ${reads} ${reads === 1 ? 'read' : 'reads'} on` : 'never pays';
    const { atVolume, minutes } = cost.cached;
    rows.push([`cache warm: the prefix of ${formatTokens(cost.prefix.tokens)} is read`, formatDollars(cost.cached.warm), pays]);
    rows.push(['cache cold: the prefix is written', formatDollars(cost.cached.cold), minutes === null ? '' : `kept ${lifetime(minutes)} after its last use`]);
    if (atVolume !== null) rows.push([`cache at ${formatCount(cost.volume?.callsPerDay ?? 0)} calls a day`, formatDollars(atVolume.dollars), `${formatShare(atVolume.warmShare)} warm, were they spread at random`]);
  }
  if (cost.storage !== null) rows.push(['each hour that it is kept', formatDollars(cost.storage.perHour), cost.storage.hours === null ? 'how long is not known here' : `kept ${lifetime(cost.storage.hours * 60)}`]);
  if (cost.batch !== null) rows.push(['as a batch', formatDollars(cost.batch), 'not at once']);
  for (const { card, dollars } of cost.alternatives) rows.push([`on ${code(card.id)}`, formatDollars(dollars), comparison(dollars, cost.dollars)]);
  return rows.length === 0 ? null : table(['the same call', 'cost', ''], ['l', 'r', 'l'], rows);
}

function lifetime(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** What multiplies the call, each factor by itself: none of them is in the figures above. */
function runsLine({ factors }: CallCost): string | null {
  if (factors.length === 0) return null;
  return `Not in these figures: ${factors.map((factor) => `**${formatFactor(factor)}** (${prose(factor.label)})`).join(' · ')}`;
}

function conversationLine({ conversation }: CallCost): string {
  const turns = conversation.map(({ turns: count, dollars }) => `${formatCount(count)} ${count === 1 ? 'turn' : 'turns'} **${formatDollars(dollars)}**`);
  return `The history grows from call to call, and each turn pays for all before it: ${turns.join(' · ')} (typical answers, without a cache)`;
}

/** How another model's worst case compares: "5× cheaper". */
function comparison(other: Range, own: Range): string {
  if (other.high <= 0 || own.high <= 0) return '';
  const ratio = own.high / other.high;
  if (ratio >= 1.1) return `${formatRatio(ratio)}× cheaper`;
  return ratio <= 1 / 1.1 ? `${formatRatio(1 / ratio)}× dearer` : 'about the same';
}

function volumeLine(volume: NonNullable<CallCost['volume']>): string {
  const month = volume.dollarsPerMonth === null ? '' : `: **${formatDollars(volume.dollarsPerMonth)} a month**`;
  return `${formatCount(volume.callsPerDay)} calls a day (${prose(volume.from)})${month}`;
}

function modelAccount({ id, lookup, certainty }: ModelCandidate, context: HoverContext): string {
  if (lookup.kind === 'unknown') return `**No price** for ${code(id)}: ${prose(lookup.why)}`;
  const { card } = lookup;
  const { price } = card;
  const status = { active: '', legacy: ' · a newer model of the line exists', deprecated: ' · deprecated', retired: ' · retired' }[statusOn(card, context.today)];
  const lines = [
    `**${code(card.id)}**${card.id === id ? '' : ` (written ${code(id)}${lookup.via.length > 0 ? `; ${prose(lookup.via.join(', '))}` : ''})`}${status}${card.retires === null ? '' : card.retires <= context.today ? ` since ${card.retires}` : ` · retires ${card.retires}`}`,
    table(['US dollars a million tokens', ''], ['l', 'r'], [
      ['input', rate(price.input)],
      ...(price.cachedInput === null ? [] : [['input read from the cache', rate(price.cachedInput)]]),
      ...(price.cacheWriteShort === null ? [] : [['input written to the cache', rate(price.cacheWriteShort)]]),
      ['output', rate(price.output)],
      ...card.changes.map((change) => [`from ${change.from}: input, output`, `${rate(change.input)}, ${rate(change.output)}`]),
      ...price.tiers.flatMap((tier) => [[`input, whole request above ${formatTokens(tier.above)}`, rate(tier.input)], [`output, whole request above ${formatTokens(tier.above)}`, rate(tier.output)]]),
    ]),
  ];
  const limits = [
    ...(card.contextWindow === null ? [] : [`context ${formatTokens(card.contextWindow)}`]),
    ...(card.maxOutput === null ? [] : [`output ≤ ${formatTokens(card.maxOutput)}`]),
    ...(card.minCacheableTokens === null ? [] : [`cacheable from ${formatTokens(card.minCacheableTokens)} tokens`]),
  ];
  if (limits.length > 0) lines.push(limits.join(' · '));
  if (certainty === 'default') lines.push('The default; the environment or the caller may choose another.');
  lines.push(priceDate(card, context));
  return lines.join('\n\n');
}

function capAccount({ cost }: AnalyzedCall, context: HoverContext): string {
  const lines = [`**At most ${formatTokens(cost.output.high)} output tokens.** A cap costs nothing by itself; it bounds the worst case.`];
  if (cost.dollars !== null) lines.push(`Worst case of one call: **${formatDollars(cost.dollars.high)}**.`);
  lines.push("A spending limit on the provider's key is the second layer: it also bounds loops and retries.");
  lines.push(priceDate(cost.card, context));
  return lines.join('\n\n');
}

function priceDate(card: ModelCard | null, { pricesAsOf }: HoverContext): string {
  return card === null ? `_Prices as of ${pricesAsOf}._` : `_Prices as of ${card.price.asOf} (${escape(card.price.source)})._`;
}

function spanIn(path: string, use: ParameterUse): Span | null {
  return use.state === 'absent' || use.site === null || use.site.path !== path ? null : siteSpan(use.site);
}

function holds(span: Span, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}

function table(head: readonly string[], align: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(align.map((side) => (side === 'r' ? '--:' : ':--'))), ...rows.map(line)].join('\n');
}

function rate(dollars: number): string {
  return `$${Number(dollars.toPrecision(6))}`;
}

/** Text from the user's code or a message, so that it cannot end a table cell or start markup of its own. */
function escape(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}

/** A sentence of ours, whose code spans are kept. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escape(part)))
    .join('');
}

function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replace(/`/g, "'").replace(/\|/g, '\\|');
  return `\`${flat}\``;
}
