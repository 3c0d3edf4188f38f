/** A call's output: what bounds it, and how long a typical answer is, as a stated assumption. */
import { knownNumber, valueOf, type CallSite } from '../../model/callsite.ts';
import type { Config } from '../../model/config.ts';
import type { CallCost, PromptPart, Range } from '../../model/cost.ts';
import { formatCount } from '../../model/format.ts';
import type { ModelCard } from '../../model/price.ts';
import { reasoningUse } from '../../model/reasoning.ts';
import type { Task } from '../../model/rule.ts';
import { fieldOf, optionsOf, type Value } from '../../model/value.ts';
import { lengthAskedIn, lengthOfSchema } from '../prompt/answer-length.ts';

export interface OutputContext {
  readonly config: Config;
  /** Tokens of a typical answer that the code states, and how; null where it states none. */
  readonly stated: { readonly tokens: number; readonly because: string } | null;
  readonly schema: (value: Value) => Value;
}

export interface OutputEstimate {
  /** All answers of one request together: `low` typical, `high` worst case. */
  readonly output: Range;
  /** The part of the typical output that is thought and not said. */
  readonly thinking: number;
  readonly bound: CallCost['outputBound'];
  readonly said: readonly string[];
  /** What is assumed of a typical answer, which no longer holds where answers were measured. */
  readonly guess: readonly string[];
}

/** Output tokens of one request to a model. Operations without output have none. */
export function outputTokens(site: CallSite, parts: readonly PromptPart[], card: ModelCard | null, task: Task | null, context: OutputContext): OutputEstimate {
  if (site.operation.kind !== 'generate') return { output: { low: 0, high: 0 }, thinking: 0, bound: 'cap', said: [], guess: [] };
  const said: string[] = [];
  const { cap, bound } = capOf(site, card, said);
  const typical = typicalAnswer(site, parts, card, task, cap, context);
  const thinking = context.stated === null ? typicalThinking(site, card, cap === null ? Number.POSITIVE_INFINITY : cap - typical.tokens, context.config) : NO_THINKING;
  // The cap holds both together, and what is thought comes first.
  const tokens = cap === null ? typical.tokens + thinking.tokens : Math.min(typical.tokens + thinking.tokens, cap);
  const answers = answersOf(site, said);
  return { output: { low: tokens * answers, high: (cap ?? tokens) * answers }, thinking: Math.min(thinking.tokens, tokens) * answers, bound, said, guess: [typical.said, ...thinking.said] };
}

function capOf(site: CallSite, card: ModelCard | null, said: string[]): { readonly cap: number | null; readonly bound: CallCost['outputBound'] } {
  const { operation } = site;
  const use = site.parameters.maxOutput;
  const options = use.state === 'known' || use.state === 'partial' ? optionsOf(use.value) : [];
  const numbers = options.flatMap((option) => (option.kind === 'number' ? [option.value] : []));
  const modelMaximum = card?.maxOutput ?? null;
  if (numbers.length > 0 && numbers.length === options.length) {
    const largest = Math.max(...numbers);
    return { cap: least(largest, modelMaximum), bound: 'cap' };
  }
  if (use.state === 'absent' && operation.cap.absent === 'fixed') return { cap: least(operation.cap.tokens ?? null, modelMaximum), bound: 'default' };
  if (modelMaximum === null) return { cap: null, bound: 'unknown' };
  if (use.state !== 'absent') said.push(`The output cap is not known here; the worst case is the model's maximum of ${formatCount(modelMaximum)} tokens.`);
  return { cap: modelMaximum, bound: 'model' };
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function typicalAnswer(site: CallSite, parts: readonly PromptPart[], card: ModelCard | null, task: Task | null, cap: number | null, { config, stated, schema }: OutputContext): { readonly tokens: number; readonly said: string } {
  const within = (tokens: number): number => (cap === null ? tokens : Math.min(tokens, cap));
  if (stated !== null) {
    const tokens = within(stated.tokens);
    return { tokens, said: `A typical answer of ${formatCount(tokens)} tokens: ${stated.because}.` };
  }
  const asked = askedLength(site, parts, schema);
  if (asked !== null) {
    const tokens = within(asked.tokens);
    return { tokens, said: `A typical answer of ${formatCount(tokens)} tokens is assumed: ${asked.because}.` };
  }
  const tokens = within(task === null ? config.assumedOutputTokens : Math.min(task.answerTokens, config.assumedOutputTokens));
  return { tokens, said: `A typical answer of ${formatCount(tokens)} tokens is assumed${task === null ? '' : ` for ${task.kind}`}.` };
}

/** The schema knows best; then what is told last, and a stop at the end of a line. */
function askedLength(site: CallSite, parts: readonly PromptPart[], schema: OutputContext['schema']): ReturnType<typeof lengthAskedIn> {
  const format = valueOf(site.parameters.outputFormat);
  const shaped = format === null ? null : lengthOfSchema(schema(format));
  if (shaped !== null) return shaped;
  for (const part of parts.toReversed()) {
    if (part.value === null || (part.role !== 'system' && part.role !== 'user')) continue;
    const told = lengthAskedIn(textIn(part.value, 0));
    if (told !== null) return told;
  }
  const stop = valueOf(site.parameters.stop);
  const stops = stop === null ? [] : stop.kind === 'list' ? stop.items : [stop];
  return stops.some((value) => value.kind === 'text' && value.parts.length === 1 && value.parts[0] === '\n') ? { tokens: 20, because: 'it stops at the end of a line' } : null;
}

function textIn(value: Value, depth: number): string {
  if (depth > 4) return '';
  switch (value.kind) {
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
    case 'list':
      return value.items.map((item) => textIn(item, depth + 1)).join('\n');
    case 'record':
      return ['text', 'content', 'parts'].map((key) => fieldOf(value, key)).map((field) => (field === undefined ? '' : textIn(field.value, depth + 1))).join('\n');
    default:
      return '';
  }
}

/** Tokens of thought before a typical answer, as parts of what is assumed where the call names no effort. */
const EFFORT: Readonly<Record<string, number>> = { minimal: 0.1, low: 0.4, medium: 1, high: 3, xhigh: 6, max: 10 };

interface Thinking {
  readonly tokens: number;
  readonly said: readonly string[];
}

const NO_THINKING: Thinking = { tokens: 0, said: [] };

/** Thinking is billed as output and counts into the cap. How much of it is typical nobody can tell from the code: it is assumed by effort, within the budget, and said. */
function typicalThinking(site: CallSite, card: ModelCard | null, room: number, config: Config): Thinking {
  const { state, effort, budget } = reasoningUse(site, card);
  if (state === 'off') return NO_THINKING;
  if (state === 'unknown') {
    const named = site.parameters.reasoning.state !== 'absent';
    return card === null && !named ? NO_THINKING : { tokens: 0, said: ['Whether the model thinks before it answers is not known here: the typical answer holds no thinking, the worst case does.'] };
  }
  const share = effort === null ? (budget === null ? 1 : EFFORT.high!) : (EFFORT[effort] ?? 1);
  const tokens = Math.min(Math.round(config.assumedReasoningTokens * share), budget ?? Number.POSITIVE_INFINITY);
  const why = budget !== null ? `with a budget of ${formatCount(budget)}` : effort !== null && EFFORT[effort] !== undefined ? `with ${effort} effort` : site.parameters.reasoning.state === 'absent' ? 'unless told otherwise' : 'as the call asks for';
  const how = tokens <= room ? `${formatCount(tokens)} tokens of that are assumed before a typical answer; they are billed as output and count into the cap` : 'that is billed as output and counts into the cap, which may end the answer early';
  return { tokens, said: [`The model thinks before it answers, ${why}: ${how}.`] };
}

/** `n` answers to one request are `n` times the output; the prompt is paid for once. */
function answersOf(site: CallSite, said: string[]): number {
  const use = site.parameters.completions;
  const known = knownNumber(use);
  if (known !== null && known > 1) said.push(`\`${use.state === 'absent' ? 'n' : use.name}\` asks for ${formatCount(known)} answers: the output is that of all of them.`);
  if (use.state === 'partial' || (use.state === 'unknown' && use.site !== null)) said.push('How many answers a request asks for is not known here; one is assumed.');
  return known !== null && known >= 1 ? Math.round(known) : 1;
}
