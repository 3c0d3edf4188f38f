/** The prompt of a call in the order the provider reads it, and what of it is known. */
import { valueOf, type CallSite, type ParameterUse } from '../../model/callsite.ts';
import type { PromptPart, Range } from '../../model/cost.ts';
import { markersOf, type OperationSpec } from '../../model/sdk.ts';
import { fieldOf, knownText, optionsOf, type RecordValue, type Value } from '../../model/value.ts';
import { UNDER_CONDITION } from '../resolve/changes/lists.ts';
import { isWholeList } from '../resolve/values.ts';
import { times, total, ZERO } from '../tokens/ranges.ts';
import { turnsBefore } from './conversation.ts';
import { textsIn } from './documents.ts';
import { isCall, isOpaque, jsonOf, measure, NOTHING, sealedTokens, sealIn } from './measure.ts';
import { eitherParts, locationOf, markedness, partOf, unknownPart, type Context, type MeasuredPart, type PromptAssumptions } from './parts.ts';
import { answerPart, answerTool, formatOf, formatPart, insistedOn, toolParts } from './tool-parts.ts';
import { asResult, contentOf, firstAround, isAskedAfter, isThought, joinAround, lastAround, messageAround, nameAround, readingOf, withoutThoughts, type CountTokens } from './turns.ts';

/** Kinds of operations whose requests are never without something that is asked. */
const BILLED: readonly OperationSpec['kind'][] = ['generate', 'embed'];

/** Tools, system, then messages: the order that decides what a cached prefix holds. */
export function promptParts(site: CallSite, count: CountTokens, assumptions: PromptAssumptions): readonly MeasuredPart[] {
  const markers = markersOf(site.operation.caching);
  const form = site.operation.kind === 'embed' || site.operation.api === 'openai-completions' || site.operation.api === 'anthropic-completions' ? 'plain' : 'messages';
  const { tools, system, messages, prompt, documents } = { ...site.parameters, tools: given(site.parameters.tools), system: given(site.parameters.system) };
  const bare: Context = { count, markers, assumptions, form, api: site.operation.api, before: textBefore(site, count), answerName: null, plainTools: site.operation.schemas !== undefined };
  const format = formatOf(site, bare);
  const context: Context = { ...bare, answerName: format?.answer?.name ?? null };
  const parts: MeasuredPart[] = [];
  const answer = format === null ? null : answerTool(site, format);
  if (tools.state !== 'absent' && (tools.state !== 'unknown' || tools.site !== null)) parts.push(...toolParts(valueOf(tools), site, answer === null ? null : insistedOn(answer, site), context).map((part) => (mayBeNone(valueOf(tools)) ? atTimes(part) : part)));
  if (format !== null && answer !== null) parts.push(answerPart(format, answer, insistedOn(answer, site), tools.state === 'absent' ? null : valueOf(tools), context));
  else if (format !== null) {
    const part = formatPart(format, parts.length > 0, context);
    if (part.tokens.high > 0 || part.around.high > 0) parts.push(part);
  }
  if (system.state !== 'absent' && (system.state !== 'unknown' || system.site !== null)) parts.push(...systemParts(system, site.operation, context));
  // Where documents are what is asked, they are the prompt.
  const isPrompt = documents.state !== 'absent' && prompt.state !== 'absent' && documents.name === prompt.name;
  if (documents.state !== 'absent' && (documents.state !== 'unknown' || documents.site !== null) && !isPrompt) parts.push(documentsPart(valueOf(documents), context));
  const turns = [messages, prompt].filter((use) => use.state !== 'absent' && (use.state !== 'unknown' || use.site !== null));
  // An API of messages takes no prompt: what is sent as one is read as it stands.
  const asked = turns.flatMap((use) => messageParts(valueOf(use), use === prompt && context.api === 'anthropic-messages' ? { ...context, form: 'plain' } : context));
  // What is asked is put together elsewhere: by the SDK, by the caller, or of what the provider keeps.
  const isElsewhere = asked.length === 0 && (turns.length === 0 || site.requestOpen !== null) && BILLED.includes(site.operation.kind);
  return [...parts, ...earlierTurns(site, context), ...(isElsewhere ? [unknownPart('the request', null, context)] : asked)];
}

/** What is passed as nothing is not passed. */
function given(use: ParameterUse): ParameterUse {
  return use.state !== 'absent' && use.value?.kind === 'null' ? { state: 'absent' } : use;
}

/** Whether there may be no tools at all: `tools or []`. */
function mayBeNone(tools: Value | null): boolean {
  return tools?.kind === 'either' && tools.options.some((option) => option.kind === 'null' || (option.kind === 'list' && option.items.length === 0 && option.open === null));
}

/** What a request names that the provider keeps and bills again: the turns before it, or an agent's instructions. */
function earlierTurns(site: CallSite, context: Context): readonly MeasuredPart[] {
  const { parameters: { previousResponse }, operation } = site;
  const before = turnsBefore(site);
  if (before !== 0) {
    const part = unknownPart('earlier turns', null, context);
    if (before === 'unknown') return [atTimes(part)];
    // Of each what was asked and what was answered.
    return [{ ...part, assumed: times(part.assumed, before * 2), around: times(part.around, before * 2) }];
  }
  const isNamed = previousResponse.state !== 'absent' && previousResponse.site !== null && valueOf(previousResponse)?.kind !== 'null';
  if (!isNamed || !BILLED.includes(operation.kind)) return [];
  const part = unknownPart('earlier turns', null, context);
  // The first of a conversation has none before it.
  return [atTimes(part)];
}

/** Longer than any token that could reach over the join. */
const JOINED_CHARACTERS = 24;

function textBefore(site: CallSite, count: CountTokens): string | null {
  const { system, messages } = { ...site.parameters, system: given(site.parameters.system) };
  const inMessages = messages.state === 'absent' || messages.value === null ? [] : optionsOf(messages.value).flatMap((option) => (option.kind === 'list' ? option.items : []));
  const message = inMessages.find((item): item is RecordValue => item.kind === 'record' && ROLES[knownText(fieldOf(item, 'role')?.value)?.toLowerCase() ?? ''] === 'system');
  if (system.state === 'absent' && message === undefined) return null;
  const text = system.state === 'absent' ? contentOf(message!) : valueOf(system);
  if (text === null) return '';
  const { longest, shortest, holes } = measure(text, readingOf(count));
  return holes > 0 || longest !== shortest ? '' : longest.slice(-JOINED_CHARACTERS);
}

function messageParts(value: Value | null, context: Context): readonly MeasuredPart[] {
  if (value === null) return [unknownPart('messages', null, context)];
  if (value.kind === 'either') {
    const options = value.options.filter((option) => option.kind === 'list' || option.kind === 'text');
    const [first] = options;
    if (first?.kind === 'text' && options.every((option) => option.kind === 'text')) {
      // What it costs is between all of them; the first stands for what it asks.
      const part = partOf('user', 'input', { ...value, options }, context, messageAround('user', NOTHING, context));
      // `question ?? ""` is a question as a rule; where a default says something, it is what is asked at least.
      const { hole } = context.assumptions;
      const other = value.options.some(isOpaque) ? { low: part.tokens.high === 0 ? hole.low : 0, high: hole.high } : ZERO;
      return [{ ...part, assumed: total([part.assumed, other]), state: part.state === 'known' ? 'partial' : part.state, value: first, at: locationOf(first), name: first.origin.name }];
    }
    // `history ?? []`
    const saysNothing = options.every((option) => option.kind === 'list' && option.items.length === 0) && options.length < value.options.length;
    return first === undefined || saysNothing ? [unknownPart('messages', value, context)] : eitherParts(options.map((option) => messageParts(option, context)));
  }
  if (value.kind === 'text') return [partOf('user', 'input', value, context, messageAround('user', NOTHING, context))];
  // One message alone, where the API takes it for a list.
  if (value.kind === 'record') return [messagePart(value, 0, context)];
  if (value.kind !== 'list') return [unknownPart('messages', value, context)];
  const parts = value.items.map((item, i): MeasuredPart => {
    const isSure = value.sometimes?.includes(item) !== true;
    const part = isThought(item) ? thoughtPart(item, isAskedAfter(i, value.items), context) : messagePart(withoutThoughts(asResult(item, i, value.items, context), i, value.items, context), i, context);
    const last = value.open === null && i === value.items.length - 1 ? lastAround(part.role, context) : ZERO;
    const first = i === 0 ? firstAround(part.role, context) : ZERO;
    const whole = { ...part, around: total([part.around, first, joinAround(item, value.items[i - 1], context), last]) };
    return isSure ? whole : atTimes(whole);
  });
  return value.open === null || value.open === UNDER_CONDITION ? parts : [...parts, atTimes(unknownPart(`further ${nounFor(context)}s`, value, context))];
}

/** Reasoning that the request gives back: most models read it until the user asks something else. */
function thoughtPart(item: RecordValue, askedSince: boolean, context: Context): MeasuredPart {
  const part: MeasuredPart = { ...unknownPart('earlier reasoning', item, context), role: 'assistant', around: ZERO };
  const { sealed, thoughts } = context.count.framing;
  if (askedSince && thoughts !== 'kept') return { ...part, state: 'known', assumed: ZERO };
  const seal = sealIn(item);
  return seal === null || sealed === undefined ? part : { ...part, state: 'known', assumed: ZERO, around: sealedTokens(seal, sealed) };
}

/** A message that is there at times only. */
function atTimes(part: MeasuredPart): MeasuredPart {
  const upTo = ({ high }: Range): Range => ({ low: Math.min(0, high), high });
  return { ...part, state: part.state === 'known' ? 'partial' : part.state, tokens: upTo(part.tokens), assumed: upTo(part.assumed), around: upTo(part.around), leading: ZERO };
}

const ROLES: Readonly<Record<string, PromptPart['role']>> = { system: 'system', developer: 'system', user: 'user', human: 'user', assistant: 'assistant', ai: 'assistant', model: 'assistant', chatbot: 'assistant' };

/** What is embedded is texts, and what is asked messages. */
function nounFor({ api }: Context): string {
  return api === 'embeddings' ? 'text' : 'message';
}

function messagePart(item: Value, index: number, context: Context): MeasuredPart {
  const noun = nounFor(context);
  const isText = item.kind === 'text' || (item.kind === 'either' && item.options.every(({ kind }) => kind === 'text'));
  if (isText) return partOf('user', `${noun} ${index + 1}`, item, context, messageAround('user', NOTHING, context));
  if (item.kind === 'either' && item.options.every(({ kind }) => kind === 'text' || kind === 'record')) return eitherParts(item.options.map((option) => [messagePart(option, index, context)]))[0]!;
  if (item.kind !== 'record') return unknownPart(`${noun} ${index + 1}`, item, context);
  const roleName = knownText(fieldOf(item, 'role')?.value);
  const role = (roleName === null ? undefined : ROLES[roleName.toLowerCase()]) ?? (roleName === null && fieldOf(item, 'text') !== undefined ? 'user' : isCall(item) ? 'assistant' : 'other');
  const label = role === 'system' ? 'system prompt' : `${noun} ${index + 1}${roleName === null ? '' : ` (${roleName})`}`;
  const content = contentOf(item);
  if (content === null) {
    // A picture or document that stands among the messages by itself.
    const { images, unseen } = measure(item, readingOf(context.count));
    return images.high + unseen.high === 0 ? unknownPart(label, item, context) : partOf('user', label, item, context, total([messageAround('user', NOTHING, context), images]));
  }
  const around = messageAround(role, measure(content, readingOf(context.count)), context);
  const whole = partOf(role, label, content, context, total([around, nameAround(role, item, context)]));
  // What a message written down here is filled with is text nearly always; blocks that carry a marker come as whole messages.
  const part: MeasuredPart = content.kind === 'unknown' && item.open === null ? { ...whole, marked: 'no' } : whole;
  return part.marked === 'no' && markedness(item, context) === 'yes' ? { ...part, marked: 'yes' } : part;
}

/** Documents beside the messages: their texts, and at most their JSON. */
function documentsPart(value: Value | null, context: Context): MeasuredPart {
  const part = unknownPart('documents', value, context);
  if (value === null || isOpaque(value)) return part;
  const { json, holes } = jsonOf(value);
  const texts = textsIn(json);
  const [least, most] = [context.count.text(texts.join('\n')), context.count.text(JSON.stringify(json))];
  const { hole } = context.assumptions;
  return { ...part, state: holes > 0 ? 'partial' : 'known', tokens: { low: least.low, high: most.high }, assumed: { low: holes * hole.low, high: holes * hole.high }, leading: holes > 0 ? ZERO : least, around: ZERO };
}

/** A system prompt that has a parameter of its own. Of several texts in it some libraries make a message each, or one with a blank line between them. */
function systemParts(system: ParameterUse, { systemTexts }: OperationSpec, context: Context): readonly MeasuredPart[] {
  const value = valueOf(system);
  const how = system.state === 'absent' || system.name === null ? undefined : systemTexts?.[system.name];
  const around = systemAround(context);
  if (how === undefined || !isWholeList(value) || value.items.length < 2) return [partOf('system', 'system prompt', value, context, around)];
  const between = { low: 0, high: 1 };
  return value.items.map((text, i) => partOf('system', 'system prompt', text, context, how === 'messages' || i === 0 ? around : between));
}

/** What stands around a system prompt that has a parameter of its own. */
function systemAround(context: Context): Range {
  return messageAround('system', NOTHING, context);
}
