/** The turns of a conversation: what each says, and what stands around it that is nobody's text. */
import type { PromptPart, Range } from '../../model/cost.ts';
import type { ImageRule } from '../../model/price.ts';
import { fieldOf, knownText, type RecordValue, type TextValue, type Value } from '../../model/value.ts';
import { times, total, ZERO } from '../tokens/ranges.ts';
import type { Framing } from './framing.ts';
import { isCall, type Measured, type Reading } from './measure.ts';

/** Counts tokens of known text for the model. */
export interface CountTokens {
  /** In the model's own tokenizer. */
  readonly text: (text: string) => Range;
  /** In o200k, which the factors for tools and schemas refer to. */
  readonly o200k: (text: string) => number;
  readonly framing: Framing;
  /** Null where the model's formula for images is not known. */
  readonly images: ImageRule | null;
}

/** Where a turn is sent. */
export interface TurnContext {
  readonly count: CountTokens;
  /** `plain`: text is sent as it is, without messages (completions of old, embeddings). */
  readonly form: 'messages' | 'plain';
  readonly api: string;
  /** The name of the answer's format, which each answer is marked with. */
  readonly answerName: string | null;
}

/** Of longer texts the characters say enough of which is the longest. */
const LONG = 20_000;
const CHARACTERS_A_TOKEN = 4;

/** One for each way of counting, so that what it measured is known to all parts of a prompt. */
const readings = new WeakMap<CountTokens, Reading>();

export function readingOf(count: CountTokens): Reading {
  let reading = readings.get(count);
  if (reading === undefined) {
    const { images, framing, text } = count;
    readings.set(count, (reading = { images, page: framing.page, second: framing.second, sealed: framing.sealed ?? null, failed: framing.failed ?? ZERO, textDocument: framing.textDocument ?? ZERO, calls: framing.callText, size: (whole) => (whole.length > LONG ? whole.length / CHARACTERS_A_TOKEN : text(whole).high), known: new WeakMap() }));
  }
  return reading;
}

/** What a message says: its text or blocks, and the tool calls that some APIs keep beside them. */
export function contentOf(item: RecordValue): Value | null {
  const content = ['content', 'parts', 'message', 'text'].map((key) => fieldOf(item, key)?.value).find((value) => value !== undefined) ?? null;
  const calls = ['tool_calls', 'toolCalls', 'function_call'].map((key) => fieldOf(item, key)?.value).filter((value) => value !== undefined && value.kind !== 'null') as Value[];
  if (calls.length > 0) return { kind: 'list', items: [...(content === null || content.kind === 'null' ? [] : [content]), ...calls], open: null, origin: item.origin };
  // A call or its result that stands among the messages by itself.
  return content ?? (isCall(item) || fieldOf(item, 'output') !== undefined ? item : null);
}

/** The name of who speaks, where a message gives one. */
export function nameAround(role: PromptPart['role'], item: RecordValue, { form, count }: TurnContext): Range {
  const name = role === 'other' ? null : knownText(fieldOf(item, 'name')?.value);
  const { speaker } = count.framing;
  return name === null || speaker === undefined || form === 'plain' || isCall(item) ? ZERO : total([speaker, count.text(name)]);
}

export function messageAround(role: PromptPart['role'], { calls, images }: Pick<Measured, 'calls' | 'images'>, context: TurnContext): Range {
  if (context.form === 'plain') return ZERO;
  const { framing } = context.count;
  const own = role === 'system' && framing.systemIs === 'apart' ? [framing.system] : [framing.message, ...(role === 'system' ? [framing.system] : role === 'assistant' ? [framing.assistant] : [])];
  const named = role === 'assistant' && calls.length === 0 && context.answerName !== null && framing.schema.turn !== null && context.api === 'openai-chat' ? [framing.schema.turn, context.count.text(context.answerName)] : [];
  return total([...own, ...named, ...callsAround(calls, context), images]);
}

function callsAround(calls: readonly string[], { count, api }: TurnContext): readonly Range[] {
  const { call, responsesCall, calls: together, names } = count.framing;
  const several = calls.length > 1 ? together : null;
  const each = several?.each ?? (api === 'openai-responses' ? (responsesCall ?? call) : call);
  const again = (several?.names ?? names) === 'twice' ? calls.map((name) => count.text(name)) : [];
  return [...(several === null ? [] : [several.once]), times(each, calls.length), ...again];
}

/** The results of calls side by side are read as the texts of one JSON list, where the calls are one. */
export function asResult(item: Value, index: number, items: readonly Value[], { count: { framing }, api }: TurnContext): Value {
  if (api !== 'openai-chat' || framing.calls?.results !== 'json' || item.kind !== 'record' || !isToolResult(item)) return item;
  const caller = items.slice(0, index).findLast((before) => !isToolResult(before));
  const calls = caller?.kind === 'record' ? fieldOf(caller, 'tool_calls')?.value : undefined;
  if (calls?.kind !== 'list' || calls.items.length < 2) return item;
  return { ...item, entries: item.entries.map((entry) => (entry.key === 'content' && entry.value.kind === 'text' ? { ...entry, value: escaped(entry.value) } : entry)) };
}

/** Reasoning that stands among the messages by itself. */
export function isThought(item: Value): item is RecordValue {
  return item.kind === 'record' && knownText(fieldOf(item, 'type')?.value) === 'reasoning';
}

/** A message without what was thought in it, where the user has asked something since and the model does not read it any more. */
export function withoutThoughts(item: Value, index: number, items: readonly Value[], { count: { framing } }: TurnContext): Value {
  if (framing.thoughts !== 'dropped' || item.kind !== 'record') return item;
  const content = fieldOf(item, 'content');
  if (content?.value.kind !== 'list' || !content.value.items.some(isThoughtBlock) || !isAskedAfter(index, items)) return item;
  const left = { ...content.value, items: content.value.items.filter((block) => !isThoughtBlock(block)) };
  return { ...item, entries: item.entries.map((entry) => (entry === content ? { ...entry, value: left } : entry)) };
}

function isThoughtBlock(block: Value): boolean {
  return block.kind === 'record' && (/^(?:redacted_)?thinking$/.test(knownText(fieldOf(block, 'type')?.value) ?? '') || fieldOf(block, 'reasoningContent') !== undefined);
}

/** Whether the user asks something behind an item. The results of calls ask nothing. */
export function isAskedAfter(index: number, items: readonly Value[]): boolean {
  return items.slice(index + 1).some((item) => {
    if (item.kind !== 'record' || knownText(fieldOf(item, 'role')?.value) !== 'user') return false;
    const content = fieldOf(item, 'content')?.value;
    return content?.kind === 'text' || (content?.kind === 'list' && content.items.some((block) => block.kind === 'record' && knownText(fieldOf(block, 'type')?.value) !== 'tool_result' && fieldOf(block, 'toolResult') === undefined));
  });
}

function isToolResult(item: Value): boolean {
  return item.kind === 'record' && knownText(fieldOf(item, 'role')?.value) === 'tool';
}

function escaped(text: TextValue): TextValue {
  return { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part)) };
}

/** On top, for a turn that is one with what stands before it: a bare text in a list belongs to the message before, and calls side by side have their results behind all of them. */
export function joinAround(item: Value, before: Value | undefined, { count: { framing }, api, form }: TurnContext): Range {
  if (before === undefined || form === 'plain') return ZERO;
  if (item.kind === 'text') return times(framing.message, -1);
  if (before.kind !== 'record' || item.kind !== 'record') return ZERO;
  if (isCall(before)) return api === 'openai-responses' && isCall(item) ? (framing.callBesideAnother ?? ZERO) : ZERO;
  return isAnswer(before) && (isCall(item) || isAnswer(item)) ? (framing.unfinished ?? ZERO) : ZERO;
}

function isAnswer(item: RecordValue): boolean {
  return knownText(fieldOf(item, 'role')?.value) === 'assistant';
}

/** On top, for the first turn: some providers open with a question where none is asked. */
export function firstAround(role: PromptPart['role'], { form, count: { framing } }: TurnContext): Range {
  return form === 'plain' || role !== 'assistant' ? ZERO : (framing.opensWithAnswer ?? ZERO);
}

/** On top, for the last turn: an answer that the request itself begins goes on in the place where one is opened. */
export function lastAround(role: PromptPart['role'], { form, count: { framing } }: TurnContext): Range {
  return form === 'plain' || role !== 'assistant' ? ZERO : (framing.begun ?? ZERO);
}
