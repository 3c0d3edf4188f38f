/** The prompt of a call in the order the provider reads it, and what of it is known. */
import { valueOf, type CallSite, type ParameterUse } from '../../model/callsite.ts';
import type { PromptPart, Range } from '../../model/cost.ts';
import { markersOf, type OperationSpec } from '../../model/sdk.ts';
import type { Location } from '../../model/text.ts';
import { fieldOf, knownText, optionsOf, stateOf, type RecordValue, type State, type Value } from '../../model/value.ts';
import { UNDER_CONDITION } from '../resolve/lists.ts';
import { enclosing, exactly, scaled, times, total, ZERO } from '../tokens/ranges.ts';
import { longPart } from './cache-marks.ts';
import { turnsBefore } from './conversation.ts';
import { textsIn } from './documents.ts';
import type { ToolFraming } from './framing.ts';
import { isCall, isOpaque, jsonOf, measure, NOTHING, type Measured } from './measure.ts';
import { descriptionOf, madeOfFunction, withBoundsInWords, withoutNothing, withoutSaidReferences, withoutTitles } from './sent-schemas.ts';
import { answerFormat, answerSchema, declarations, functionLines, givenTools, listedTools, schemaText, toolJson, toolsIn, toolStrings, type AnswerSchema, type GivenTools, type ToolDefinition } from './tool-text.ts';
import { asResult, contentOf, joinAround, lastAround, messageAround, nameAround, readingOf, type CountTokens, type TurnContext } from './turns.ts';

export interface PromptAssumptions {
  /** Tokens assumed for each hole or unknown part. */
  readonly hole: Range;
  /** Whether some file of the workspace writes the marker of explicit caching at all: what is not seen may then be marked. */
  readonly markerElsewhere: 'yes' | 'no';
  /** A value with the classes, functions and descriptions of data in it as the schemas that are sent. */
  readonly schema: (value: Value) => Value;
  /** What the provider says it adds where tools are passed, by whether the request insists on one; null where it says nothing. */
  readonly toolPrompt: { readonly least: number; readonly auto: number; readonly any: number } | null;
}

/** A part with what the prefix needs and no view shows: the text before its first hole. */
export interface MeasuredPart extends PromptPart {
  readonly leading: Range;
  /** Tokens around it that are nobody's text: marks of a message, the wrapping of tools. */
  readonly around: Range;
  /** Of it, up to the last mark that asks for the long lifetime. */
  readonly long?: Range;
  /** What is sent on some paths only and not counted. */
  readonly aside?: 'documents or images';
}

/** SDKs add titles, references and bounds of their own to the schemas they make of functions: real ones were up to 1.4 times as long as the estimate. Those of classes and descriptions of data are known but for what is seldom used. */
const SCHEMA_SPREAD = { function: 1.4, data: 1.03, written: 1 } as const;

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
  if (system.state !== 'absent' && (system.state !== 'unknown' || system.site !== null)) parts.push(partOf('system', 'system prompt', valueOf(system), context, systemAround(context)));
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

interface Context extends TurnContext {
  readonly markers: readonly string[];
  readonly assumptions: PromptAssumptions;
  /** The end of the system prompt, which tools and answer formats are joined to: null where there is no system prompt, empty where its end is not known. */
  readonly before: string | null;
  /** Whether functions are sent as tools in a way that is known. */
  readonly plainTools: boolean;
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
    const part = messagePart(asResult(item, i, value.items, context), i, context);
    const last = value.open === null && i === value.items.length - 1 ? lastAround(part.role, context) : ZERO;
    const whole = { ...part, around: total([part.around, joinAround(item, value.items[i - 1], context), last]) };
    return isSure ? whole : atTimes(whole);
  });
  return value.open === null || value.open === UNDER_CONDITION ? parts : [...parts, atTimes(unknownPart(`further ${nounFor(context)}s`, value, context))];
}

/** The parts of one of several lists of messages: those of the first that has any stand for all, and the last of them has what others are shorter or longer by. */
function eitherParts(each: readonly (readonly MeasuredPart[])[]): readonly MeasuredPart[] {
  const sums = each.map((parts) => total(parts.flatMap(({ tokens, assumed, around }) => [tokens, assumed, around])));
  const spoken = Math.max(0, each.findIndex((parts) => parts.length > 0));
  const [first, whole] = [sums[spoken]!, enclosing(sums)];
  return each[spoken]!.map((part, i, { length }) => {
    const state = part.state === 'known' ? 'partial' : part.state;
    return i < length - 1 ? { ...part, state } : { ...part, state, around: total([part.around, { low: whole.low - first.low, high: whole.high - first.high }]) };
  });
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
  if (item.kind === 'text') return partOf('user', `${noun} ${index + 1}`, item, context, messageAround('user', NOTHING, context));
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

/** What stands around a system prompt that has a parameter of its own. */
function systemAround(context: Context): Range {
  return messageAround('system', NOTHING, context);
}

function toolParts(value: Value | null, site: CallSite, insisted: ToolChoice | null, context: Context): readonly MeasuredPart[] {
  const lists = value?.kind === 'either' ? value.options.filter((option) => option.kind === 'list' && option.items.length > 0) : [];
  if (lists.length > 1) return eitherParts(lists.map((list) => toolParts(list, site, insisted, context)));
  const label = 'tool schemas';
  const { tools: framing } = context.count.framing;
  const chosen = (names: readonly string[]): ToolChoice => {
    const choice = insisted ?? choiceOf(valueOf(site.parameters.toolChoice), site.parameters.toolChoice.state, names);
    const beside = valueOf(site.parameters.parallelTools);
    return beside?.kind === 'boolean' && !beside.value ? { ...choice, calls: 'one' } : choice;
  };
  if (value === null) return [{ ...unknownPart(label, null, context), role: 'tools', around: toolsAround(chosen([]), [], context) }];
  const schema = context.assumptions.schema(value);
  const { json, holes } = jsonOf(schema);
  const given = givenTools(json);
  const tools = toolsAsSent(given.rest, madeOf(schema), site, context);
  const choice = chosen(tools?.map(({ name }) => name) ?? []);
  if (given.run.length + given.described.length > 0) return givenParts(label, value, { given, tools: tools ?? [], holes }, choice, context);
  if ((tools !== null && tools.length === 0 && holes === 0) || (choice.kind === 'none' && framing.forbidden === 'dropped')) return [];
  // What is not known of the tools leaves shapes that say nothing about their number.
  const tokens = tools !== null && tools.length > 0 ? toolTokens(tools, context) : exactly(context.count.o200k(isOpaque(schema) ? '' : JSON.stringify(json)));
  const part = schemaPart(label, value, schema, holes, scaled(tokens, framing.factor), context);
  return [{ ...part, around: total([toolsAround(choice, tools?.map(({ name }) => name) ?? [], context), eachAround(tools ?? [], framing)]) }];
}

/** The tools of a request as the SDK sends them. */
function toolsAsSent(json: unknown, made: keyof typeof SCHEMA_SPREAD, { operation }: CallSite, { count: { framing } }: Context): readonly ToolDefinition[] | null {
  const tools = toolsIn(json);
  const { schemas } = operation;
  if (tools === null || (schemas === undefined && made === 'written')) return tools;
  // What insists on a whole answer leaves out that nothing is a default.
  return tools.map((tool) => (tool.of !== undefined && schemas?.functions !== undefined ? madeOfFunction(tool, tool.of, schemas.functions) : { ...tool, parameters: schemas === undefined ? (framing.tools.reads === 'declarations' ? withoutNothing(tool.parameters) : tool.parameters) : withoutTitles(tool.parameters, schemas.titles) }));
}

/** The answer's format as the tool that an SDK makes of it, or null where it is sent as a format. */
function answerTool({ operation }: CallSite, { answer, schema }: AnswerFormat): ToolDefinition | null {
  const { schemas } = operation;
  const spec = schemas?.answer;
  if (schemas === undefined || spec === undefined || answer === null || isOpaque(schema)) return null;
  const said = descriptionOf(answer.schema) || answer.description;
  return { name: spec.tool ?? answer.name, description: said === '' ? spec.description.replace('$name', answer.name) : said, parameters: withoutTitles(answer.schema, schemas.titles) };
}

function insistedOn({ name }: ToolDefinition, { operation }: CallSite): ToolChoice {
  return operation.schemas?.answer?.insists === 'by name' ? { kind: 'named', name, calls: 'any' } : { kind: 'any', name: null, calls: 'any' };
}

/** The answer as a tool, behind those of the request. */
function answerPart({ value, schema, holes }: AnswerFormat, answer: ToolDefinition, choice: ToolChoice, others: Value | null, context: Context): MeasuredPart {
  const { tools: framing } = context.count.framing;
  const before = others === null ? null : toolsIn(givenTools(jsonOf(context.assumptions.schema(others)).json).rest);
  const [whole, own] = [toolTokens([...(before ?? []), answer], context), before === null ? ZERO : toolTokens(before, context)];
  const tokens = scaled({ low: Math.max(0, whole.low - own.low), high: Math.max(0, whole.high - own.high) }, framing.factor);
  const around = others === null ? toolsAround(choice, [answer.name], context) : ZERO;
  return { ...schemaPart('output schema', value, schema, holes, tokens, context), around: total([around, eachAround([answer], framing)]) };
}

/** What tools that the provider runs put before the model, searches and their results among it. */
const RUN_BY_PROVIDER: Range = { low: 0, high: 10_000 };
/** What the provider's own description of a tool takes. */
const DESCRIBED_BY_PROVIDER: Range = { low: 100, high: 1_000 };

/** Tools of which the provider has some of its own. */
function givenParts(label: string, value: Value, { given, tools, holes }: { readonly given: GivenTools; readonly tools: readonly ToolDefinition[]; readonly holes: number }, choice: ToolChoice, context: Context): readonly MeasuredPart[] {
  const { tools: framing } = context.count.framing;
  const own = tools.length > 0 ? scaled(toolTokens(tools, context), framing.factor) : ZERO;
  const whole = toolsAround(choice, tools.map(({ name }) => name), context);
  // Whether a tool that the provider runs comes with the prompt for tools is not known.
  const around = total([tools.length + given.described.length > 0 ? whole : { low: 0, high: whole.high }, eachAround(tools, framing)]);
  const part = { ...schemaPart(label, value, value, holes, own, context), around };
  const names = [...given.described, ...given.run].map((name) => `\`${name}\``).join(' and ');
  const assumed = total([...given.described.map((name) => framing.described?.[name] ?? DESCRIBED_BY_PROVIDER), given.run.length > 0 ? RUN_BY_PROVIDER : ZERO]);
  return [part, { ...unknownPart(`what ${names} add${given.described.length + given.run.length === 1 ? 's' : ''}`, null, context), role: 'tools', assumed, around: ZERO }];
}

function toolTokens(tools: readonly ToolDefinition[], context: Context): Range {
  switch (context.count.framing.tools.reads) {
    case 'declarations':
      return joined(declarations(tools, { bounds: context.count.framing.tools.bounds ?? 'left out', types: context.api === 'openai-responses' ? 'together' : 'each described' }), context);
    case 'functions':
      return context.count.text(functionLines(tools));
    case 'listed':
      return context.count.text(listedTools(tools));
    case 'strings':
      return total(toolStrings(tools).lines.map(context.count.text));
    case 'json':
      return exactly(context.count.o200k(tools.map(toolJson).join('\n')));
  }
}

/** What stands around each tool, and around each of its fields where they are not in the text. */
function eachAround(tools: readonly ToolDefinition[], { each, field, nested }: ToolFraming): Range {
  if (field === undefined || nested === undefined) return times(each, tools.length);
  const found = toolStrings(tools);
  return total([times(each, tools.length), times(field, found.fields), times(nested, found.nested)]);
}

function answerTokens(answer: AnswerSchema, context: Context): Range {
  const { o200k, text, framing } = context.count;
  switch (framing.tools.reads) {
    case 'declarations':
      return joined(answerFormat(answer), context);
    case 'functions':
      return text(JSON.stringify(answer.schema, null, 2));
    default:
      return exactly(o200k(schemaText(answer.schema)) + o200k(`${answer.name}\n${answer.description}`.trim()));
  }
}

interface AnswerFormat {
  readonly value: Value;
  readonly schema: Value;
  readonly holes: number;
  readonly answer: AnswerSchema | null;
}

function formatOf(site: CallSite, context: Context): AnswerFormat | null {
  const { outputFormat } = site.parameters;
  const value = valueOf(outputFormat);
  if (value === null) return null;
  const schema = context.assumptions.schema(value);
  if (outputFormat.state === 'unknown' && schema === value) return null;
  const { json, holes } = jsonOf(schema);
  const told = isOpaque(schema) ? null : answerSchema(json);
  const answer = told === null || told === 'any-json' || told.name !== '' ? told : { ...told, name: site.operation.answerName ?? '' };
  return { value, schema, holes, answer: answer === 'any-json' ? null : answer === null || madeOf(schema) !== 'data' ? answer : { ...answer, schema: sentSchema(answer.schema, context) } };
}

/** What SDKs send of a class or a description of data that says what the answer is like. */
function sentSchema(schema: unknown, { api, count: { framing } }: Context): unknown {
  return framing.tools.reads === 'declarations' ? withoutSaidReferences(schema) : api === 'anthropic-messages' ? withBoundsInWords(schema) : schema;
}

function formatPart({ value, schema, holes, answer }: AnswerFormat, besideTools: boolean, context: Context): MeasuredPart {
  const framing = context.count.framing.schema;
  const tokens = answer === null ? ZERO : answerTokens(answer, context);
  const part = schemaPart('output schema', value, schema, holes, scaled(tokens, framing.factor), context);
  if (context.form === 'plain' || answer === null) return { ...part, around: ZERO };
  const responses = context.api === 'openai-responses' && framing.responses !== undefined;
  const place = responses ? framing.responses! : context.before === null && !besideTools ? framing.withoutSystem : framing.request;
  const opening = responses || besideTools || framing.answer === null ? [] : [framing.answer, context.count.text(answer.name)];
  return { ...part, around: total([place, ...opening, besideTools ? (framing.besideTools ?? ZERO) : ZERO]) };
}

/** Tokens of a text that stands behind the system prompt, where the API has it there. */
function joined(text: string, { count, before, api }: Context): Range {
  if (before === null || before === '' || api === 'openai-responses') return count.text(text);
  const [whole, own] = [count.text(`${before}\n\n${text}`), count.text(before)];
  return { low: whole.low - own.low, high: whole.high - own.high };
}

/** What a provider adds where tools are passed: by its own account where it gives one, else as measured. */
function toolsAround({ kind: choice, name, calls }: ToolChoice, names: readonly string[], context: Context): Range {
  if (context.form === 'plain') return ZERO;
  const { tools } = context.count.framing;
  const given = context.assumptions.toolPrompt;
  // Where there is but one tool, insisting on any names it in Responses.
  const only = tools.reads === 'declarations' && context.api === 'openai-responses' && choice === 'any' && names.length === 1 ? names[0]! : null;
  const called = tools.named.high > 0 ? context.count.text(only ?? name ?? '') : ZERO;
  const byName = total([tools.named, called]);
  const forced = choice === 'named' || only !== null ? byName : choice === 'any' ? tools.any : choice === 'free' || choice === 'none' ? ZERO : enclosing([ZERO, tools.any, byName]);
  if (given !== null) {
    const auto = { low: calls === 'one' ? given.least : given.auto, high: given.auto };
    const prompt = choice === 'free' || choice === 'none' ? auto : choice === 'unknown' ? enclosing([auto, exactly(given.any)]) : exactly(given.any);
    return total([prompt, tools.given, forced, choice !== 'free' && calls === 'one' ? tools.single : ZERO]);
  }
  const request = context.api === 'openai-responses' && tools.responses !== undefined ? tools.responses : context.before === null && tools.withoutSystem !== undefined ? tools.withoutSystem : tools.request;
  // An SDK that reaches several of a provider's APIs may use either.
  const known = tools.responses === undefined || context.api === 'openai-responses' || context.api === 'openai-chat';
  return total([known ? request : enclosing([request, tools.responses!]), forced, calls === 'one' ? tools.single : ZERO]);
}

interface ToolChoice {
  readonly kind: 'free' | 'none' | 'any' | 'named' | 'unknown';
  /** The tool that is insisted on, where it is known. */
  readonly name: string | null;
  /** Whether calls side by side are switched off here. */
  readonly calls: 'one' | 'any';
}

/** Whether a request leaves the use of tools to the model. */
function choiceOf(value: Value | null, state: State | 'absent', names: readonly string[]): ToolChoice {
  const alone = value?.kind === 'record' ? fieldOf(value, 'disable_parallel_tool_use')?.value : undefined;
  const calls = alone?.kind === 'boolean' && alone.value ? 'one' : 'any';
  const as = (kind: ToolChoice['kind'], name: string | null = null): ToolChoice => ({ kind, name, calls });
  // A parameter of the caller's own is handed on as nothing at all.
  if (state === 'absent' || value?.kind === 'null') return as('free');
  const said = value?.kind === 'record' ? ['type', 'mode', 'name', 'function', 'functionCallingConfig', 'function_calling_config', 'any', 'tool', 'auto'].map((key) => fieldOf(value, key)).find((field) => field !== undefined) : undefined;
  const toolName = value === null ? null : nameIn(value);
  if (said?.key === 'tool' || said?.key === 'name') return as('named', toolName);
  if (said?.key === 'any') return as('any');
  if (said?.key === 'auto') return as('free');
  const text = said !== undefined && said.value.kind === 'record' ? knownText(fieldOf(said.value, 'mode')?.value) : knownText(said?.value ?? value ?? undefined);
  if (text !== null && said === undefined && names.includes(text)) return as('named', text);
  if (text === null) return said?.key === 'function' ? as('named', toolName) : as('unknown');
  if (/^(?:tool|function)$/i.test(text)) return as('named', toolName);
  return as(/^(?:any|required)$/i.test(text) ? 'any' : /^none$/i.test(text) ? 'none' : /^(?:auto|validated|allowed_tools)$/i.test(text) ? 'free' : 'unknown');
}

/** The tool's name in a choice, whatever it stands in. */
function nameIn(choice: Value): string | null {
  if (choice.kind !== 'record') return null;
  const name = fieldOf(choice, 'name')?.value;
  if (name !== undefined) return knownText(name);
  const inner = ['function', 'tool'].map((key) => fieldOf(choice, key)?.value).find((value) => value !== undefined);
  return inner === undefined ? null : (knownText(inner) ?? nameIn(inner));
}

function schemaPart(label: string, value: Value, schema: Value, holes: number, tokens: Range, context: Context): MeasuredPart {
  // A schema that is made of a class or function is an estimate of its text.
  const made = madeOf(schema);
  const spread = SCHEMA_SPREAD[made === 'function' && context.plainTools ? 'data' : made];
  const state = spread > 1 && stateOf(schema) === 'known' ? 'partial' : stateOf(schema);
  const { hole } = context.assumptions;
  return {
    role: 'tools',
    label,
    state,
    value,
    tokens: { low: tokens.low, high: Math.ceil(tokens.high * spread) },
    assumed: { low: holes * hole.low, high: holes * hole.high },
    leading: tokens,
    around: ZERO,
    marked: markedness(value, context),
    at: locationOf(value),
    name: value.origin.name,
  };
}

/** What a schema is made of, whose parts have the place of what they were made of: a function, a class or description of data, or nothing but what is written down. */
function madeOf(schema: Value): keyof typeof SCHEMA_SPREAD {
  const { kind } = schema.origin.expr;
  if (schema.kind === 'record' && kind === 'function') return 'function';
  const inside = schema.kind === 'list' ? schema.items : schema.kind === 'either' ? schema.options : schema.kind === 'record' ? schema.entries.map((entry) => entry.value) : [];
  const parts = inside.map(madeOf);
  if (parts.includes('function')) return 'function';
  const isData = schema.kind === 'record' && (kind === 'class' || (kind === 'call' && fieldOf(schema, 'properties') !== undefined));
  return isData || parts.includes('data') ? 'data' : 'written';
}

function partOf(role: PromptPart['role'], label: string, value: Value | null, context: Context, around: Range): MeasuredPart {
  if (value === null) return { ...unknownPart(label, null, context), role };
  const measured = measure(withoutMarkers(value, context), readingOf(context.count));
  const long = longPart(value, context.markers);
  return { ...(long === null ? {} : { long: context.count.text(measure(long, readingOf(context.count)).shortest) }), ...finish(role, label, value, measured.holes === 0 && measured.unseen.high === 0 && measured.aside === 'no' && stateOf(value) === 'known' ? 'known' : measured.longest === '' ? 'unknown' : 'partial', measured, markedness(value, context), context), around };
}

function unknownPart(label: string, value: Value | null, context: Context): MeasuredPart {
  const { hole, markerElsewhere } = context.assumptions;
  return { role: 'other', label, state: 'unknown', value, tokens: ZERO, assumed: hole, leading: ZERO, around: context.form === 'plain' ? ZERO : context.count.framing.message, marked: context.markers.length > 0 && markerElsewhere === 'yes' ? 'unknown' : 'no', at: locationOf(value), name: value?.origin.name ?? null };
}

function finish(role: PromptPart['role'], label: string, value: Value, state: State, measured: Measured, marked: PromptPart['marked'], context: Context): MeasuredPart {
  const shortest = context.count.text(measured.shortest);
  const longest = measured.longest === measured.shortest ? shortest : context.count.text(measured.longest);
  const leading = measured.leading === measured.shortest ? shortest : context.count.text(measured.leading);
  const { hole } = context.assumptions;
  return {
    role,
    label,
    state,
    value,
    tokens: { low: shortest.low, high: longest.high },
    assumed: total([{ low: measured.holes * hole.low, high: measured.holes * hole.high }, measured.unseen]),
    leading,
    around: ZERO,
    ...(measured.aside === 'yes' ? { aside: 'documents or images' as const } : {}),
    marked,
    at: locationOf(value),
    name: value.origin.name,
  };
}

function locationOf(value: Value | null): Location | null {
  return value === null ? null : { path: value.origin.path, start: value.origin.expr.start, end: value.origin.expr.end };
}

/** Blocks without those that are nothing but a marker, which hold no text. */
function withoutMarkers(value: Value, { markers }: Context): Value {
  if (markers.length === 0 || value.kind !== 'list') return value;
  const items = value.items.filter((item) => !(item.kind === 'record' && item.entries.length === 1 && markers.includes(item.entries[0]!.key)));
  return items.length === value.items.length ? value : { ...value, items };
}

/** Whether a value's blocks carry the marker. */
function markedness(value: Value, context: Context): PromptPart['marked'] {
  const { markers } = context;
  if (markers.length === 0) return 'no';
  switch (value.kind) {
    case 'record': {
      const own = worst(markers.map((marker) => markedBy(value, marker.split('.'))));
      if (own !== 'no') return own;
      if (value.open !== null) return 'unknown';
      return worst(value.entries.filter((entry) => entry.key === 'content').map((entry) => markedness(entry.value, context)));
    }
    case 'list': {
      const items = worst(value.items.map((item) => markedness(item, context)));
      return items === 'no' && value.open !== null ? maybe(context) : items;
    }
    case 'either':
      return worst(value.options.map((option) => markedness(option, context)));
    case 'text':
    case 'number':
    case 'boolean':
    case 'null':
      return 'no';
    default:
      return maybe(context);
  }
}

/** Whether a record has the marker, which a dotted one has inside. */
function markedBy(record: RecordValue, [key, ...inside]: readonly string[]): PromptPart['marked'] {
  const field = fieldOf(record, key!);
  if (field === undefined) return 'no';
  if (field.presence !== 'always' || field.value.kind === 'null') return 'unknown';
  if (inside.length === 0) return 'yes';
  return field.value.kind === 'record' ? markedBy(field.value, inside) : 'unknown';
}

function maybe(context: Context): PromptPart['marked'] {
  return context.assumptions.markerElsewhere === 'yes' ? 'unknown' : 'no';
}

/** What holds of several marks together: one that is there counts, and one that may be there is not known. */
export function worst(marks: readonly PromptPart['marked'][]): PromptPart['marked'] {
  return marks.includes('yes') ? 'yes' : marks.includes('unknown') ? 'unknown' : 'no';
}
