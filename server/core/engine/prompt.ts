/** The prompt of a call in the order the provider reads it, and what of it is known. */
import { valueOf, type CallSite } from '../model/callsite.ts';
import type { PromptPart, Range } from '../model/cost.ts';
import type { ImageRule } from '../model/price.ts';
import type { Location } from '../model/text.ts';
import { fieldOf, knownText, optionsOf, stateOf, type Hole, type RecordField, type RecordValue, type State, type Value } from '../model/value.ts';
import type { Framing } from './framing.ts';
import { imageTokens, sizeOfBase64 } from './images.ts';
import { answerSchema, declarations, schemaText, toolJson, toolsIn } from './tool-text.ts';

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
}

/** SDKs add titles, references and bounds of their own to the schemas they make; with them, real ones were up to 1.4 times as long as the estimate. */
const SCHEMA_SPREAD = 1.4;

const ZERO: Range = { low: 0, high: 0 };

/** Tools, system, then messages: the order that decides what a cached prefix holds. */
export function promptParts(site: CallSite, count: CountTokens, assumptions: PromptAssumptions): readonly MeasuredPart[] {
  const marker = site.operation.caching.kind === 'explicit' ? site.operation.caching.marker : null;
  const form = site.operation.kind === 'embed' || site.operation.api === 'openai-completions' || site.operation.api === 'anthropic-completions' ? 'plain' : 'messages';
  const context: Context = { count, marker, assumptions, form };
  const parts: MeasuredPart[] = [];
  const { tools, system, messages, prompt, outputFormat } = site.parameters;
  if (tools.state !== 'absent' && (tools.state !== 'unknown' || tools.site !== null)) parts.push(...toolParts(valueOf(tools), site, context));
  const format = valueOf(outputFormat);
  if (format !== null && (outputFormat.state !== 'unknown' || assumptions.schema(format) !== format)) {
    const part = formatPart(format, site, context);
    if (part.tokens.high > 0 || part.around.high > 0) parts.push(part);
  }
  if (system.state !== 'absent' && (system.state !== 'unknown' || system.site !== null)) parts.push(partOf('system', 'system prompt', valueOf(system), context, systemAround(context)));
  for (const use of [messages, prompt]) {
    if (use.state === 'absent' || (use.state === 'unknown' && use.site === null)) continue;
    parts.push(...messageParts(valueOf(use), context));
  }
  // A request that is put together elsewhere: something is sent, and nothing is known of it.
  if (parts.length === 0 && site.operation.kind !== 'batch' && site.requestOpen !== null) parts.push(unknownPart('the request', null, context));
  return parts;
}

interface Context {
  readonly count: CountTokens;
  readonly marker: string | null;
  readonly assumptions: PromptAssumptions;
  /** `plain`: text is sent as it is, without messages (completions of old, embeddings). */
  readonly form: 'messages' | 'plain';
}

function messageParts(value: Value | null, context: Context): readonly MeasuredPart[] {
  if (value === null) return [unknownPart('messages', null, context)];
  if (value.kind === 'either') {
    const options = value.options.filter((option) => option.kind === 'list' || option.kind === 'text');
    return options.length === 0 ? [unknownPart('messages', value, context)] : messageParts(options[0]!, context).map((part) => ({ ...part, state: part.state === 'known' ? 'partial' : part.state }));
  }
  if (value.kind === 'text') return [partOf('user', 'input', value, context, messageAround('user', NOTHING, context))];
  // One message alone, where the API takes it for a list.
  if (value.kind === 'record') return [messagePart(value, 0, context)];
  if (value.kind !== 'list') return [unknownPart('messages', value, context)];
  const parts = value.items.map((item, i) => messagePart(item, i, context));
  return value.open === null ? parts : [...parts, unknownPart('further messages', value, context)];
}

const ROLES: Readonly<Record<string, PromptPart['role']>> = { system: 'system', developer: 'system', user: 'user', human: 'user', assistant: 'assistant', ai: 'assistant', model: 'assistant', chatbot: 'assistant' };

function messagePart(item: Value, index: number, context: Context): MeasuredPart {
  if (item.kind === 'text') return partOf('user', `message ${index + 1}`, item, context, messageAround('user', NOTHING, context));
  if (item.kind !== 'record') return unknownPart(`message ${index + 1}`, item, context);
  const roleName = knownText(fieldOf(item, 'role')?.value);
  const role = (roleName === null ? undefined : ROLES[roleName.toLowerCase()]) ?? (roleName === null && fieldOf(item, 'text') !== undefined ? 'user' : isCall(item) ? 'assistant' : 'other');
  const label = role === 'system' ? 'system prompt' : `message ${index + 1}${roleName === null ? '' : ` (${roleName})`}`;
  const content = contentOf(item);
  if (content === null) return unknownPart(label, item, context);
  const whole = partOf(role, label, content, context, messageAround(role, measure(content, context), context));
  // What a message written down here is filled with is text nearly always; blocks that carry a marker come as whole messages.
  const part: MeasuredPart = content.kind === 'unknown' && item.open === null ? { ...whole, marked: 'no' } : whole;
  return part.marked === 'no' && markedness(item, context) === 'yes' ? { ...part, marked: 'yes' } : part;
}

/** What a message says: its text or blocks, and the tool calls that some APIs keep beside them. */
function contentOf(item: RecordValue): Value | null {
  const content = ['content', 'parts', 'message', 'text'].map((key) => fieldOf(item, key)?.value).find((value) => value !== undefined) ?? null;
  const calls = ['tool_calls', 'toolCalls', 'function_call'].map((key) => fieldOf(item, key)?.value).filter((value) => value !== undefined && value.kind !== 'null') as Value[];
  if (calls.length > 0) return { kind: 'list', items: [...(content === null || content.kind === 'null' ? [] : [content]), ...calls], open: null, origin: item.origin };
  // A call or its result that stands among the messages by itself.
  return content ?? (isCall(item) || fieldOf(item, 'output') !== undefined ? item : null);
}

function messageAround(role: PromptPart['role'], { calls, images }: Pick<Measured, 'calls' | 'images'>, context: Context): Range {
  if (context.form === 'plain') return ZERO;
  const { framing } = context.count;
  const own = role === 'system' && framing.systemIs === 'apart' ? [framing.system] : [framing.message, ...(role === 'system' ? [framing.system] : role === 'assistant' ? [framing.assistant] : [])];
  return total([...own, times(framing.call, calls), ...(calls > 1 ? [framing.parallel] : []), images]);
}

/** What stands around a system prompt that has a parameter of its own. */
function systemAround(context: Context): Range {
  return messageAround('system', NOTHING, context);
}

function toolParts(value: Value | null, site: CallSite, context: Context): readonly MeasuredPart[] {
  const label = 'tool schemas';
  const { framing } = context.count;
  const around = context.form === 'plain' ? ZERO : toolsAround(site, context);
  if (value === null) return [{ ...unknownPart(label, null, context), role: 'tools', around }];
  const schema = context.assumptions.schema(value);
  const { json, holes } = jsonOf(schema);
  const tools = toolsIn(json);
  const choice = choiceOf(valueOf(site.parameters.toolChoice), site.parameters.toolChoice.state);
  if ((tools !== null && tools.length === 0 && holes === 0) || (choice === 'none' && framing.tools.forbidden === 'dropped')) return [];
  // What is not known of the tools leaves shapes that say nothing about their number.
  const text = tools === null || tools.length === 0 ? (isOpaque(schema) ? '' : JSON.stringify(json)) : framing.tools.reads === 'declarations' ? declarations(tools) : tools.map(toolJson).join('\n');
  const part = schemaPart(label, value, schema, holes, scaled(context.count.o200k(text), framing.tools.factor), context);
  return [{ ...part, around: total([around, times(framing.tools.each, tools?.length ?? 0)]) }];
}

function formatPart(value: Value, site: CallSite, context: Context): MeasuredPart {
  const { framing } = context.count;
  const schema = context.assumptions.schema(value);
  const { json, holes } = jsonOf(schema);
  const answer = isOpaque(schema) ? null : answerSchema(json);
  const text = answer === null || answer === 'any-json' ? '' : schemaText(answer.schema);
  const name = answer === null || answer === 'any-json' ? 0 : context.count.o200k(answer.name);
  const own = site.operation.api === 'openai-responses' && framing.schema.responses !== undefined ? framing.schema.responses : framing.schema.request;
  const around = context.form === 'plain' || answer === null || answer === 'any-json' ? ZERO : own;
  return { ...schemaPart('output schema', value, schema, holes, scaled(context.count.o200k(text) + name, framing.schema.factor), context), around };
}

/** What a provider adds where tools are passed: by its own account where it gives one, else as measured. */
function toolsAround(site: CallSite, context: Context): Range {
  const { tools } = context.count.framing;
  const choice = choiceOf(valueOf(site.parameters.toolChoice), site.parameters.toolChoice.state);
  const given = context.assumptions.toolPrompt;
  const forced = choice === 'named' ? tools.named : choice === 'any' ? tools.any : choice === 'free' || choice === 'none' ? ZERO : enclosing([ZERO, tools.any, tools.named]);
  if (given !== null) {
    const auto = { low: given.least, high: given.auto };
    const prompt = choice === 'free' || choice === 'none' ? auto : choice === 'unknown' ? enclosing([auto, exactly(given.any)]) : exactly(given.any);
    return total([prompt, forced]);
  }
  const { system, messages } = site.parameters;
  const inMessages = messages.state === 'absent' || messages.value === null ? [] : optionsOf(messages.value).flatMap((option) => (option.kind === 'list' ? option.items : []));
  const hasSystem = system.state !== 'absent' || inMessages.some((item) => item.kind === 'record' && ROLES[knownText(fieldOf(item, 'role')?.value)?.toLowerCase() ?? ''] === 'system');
  const request = site.operation.api === 'openai-responses' && tools.responses !== undefined ? tools.responses : !hasSystem && tools.withoutSystem !== undefined ? tools.withoutSystem : tools.request;
  // An SDK that reaches several of a provider's APIs may use either.
  const known = tools.responses === undefined || site.operation.api === 'openai-responses' || site.operation.api === 'openai-chat';
  return total([known ? request : enclosing([request, tools.responses!]), forced]);
}

/** Whether a request leaves the use of tools to the model. */
function choiceOf(value: Value | null, state: State | 'absent'): 'free' | 'none' | 'any' | 'named' | 'unknown' {
  if (state === 'absent') return 'free';
  const said = value?.kind === 'record' ? ['type', 'mode', 'name', 'function', 'functionCallingConfig', 'function_calling_config', 'any', 'tool', 'auto'].map((key) => fieldOf(value, key)).find((field) => field !== undefined) : undefined;
  if (said?.key === 'tool' || said?.key === 'name') return 'named';
  if (said?.key === 'any') return 'any';
  if (said?.key === 'auto') return 'free';
  const text = said !== undefined && said.value.kind === 'record' ? knownText(fieldOf(said.value, 'mode')?.value) : knownText(said?.value ?? value ?? undefined);
  if (text === null) return said?.key === 'function' ? 'named' : 'unknown';
  if (/^(?:tool|function)$/i.test(text)) return 'named';
  return /^(?:any|required)$/i.test(text) ? 'any' : /^none$/i.test(text) ? 'none' : /^(?:auto|validated|allowed_tools)$/i.test(text) ? 'free' : 'unknown';
}

function schemaPart(label: string, value: Value, schema: Value, holes: number, tokens: Range, context: Context): MeasuredPart {
  // A schema that is made of a class is an estimate of its text.
  const made = schema !== value;
  const state = made && stateOf(schema) === 'known' ? 'partial' : stateOf(schema);
  const { hole } = context.assumptions;
  return {
    role: 'tools',
    label,
    state,
    value,
    tokens: { low: tokens.low, high: made ? Math.ceil(tokens.high * SCHEMA_SPREAD) : tokens.high },
    assumed: { low: holes * hole.low, high: holes * hole.high },
    leading: tokens,
    around: ZERO,
    marked: markedness(value, context),
    at: locationOf(value),
    name: value.origin.name,
  };
}

function partOf(role: PromptPart['role'], label: string, value: Value | null, context: Context, around: Range): MeasuredPart {
  if (value === null) return { ...unknownPart(label, null, context), role };
  const measured = measure(withoutMarkers(value, context), context);
  return { ...finish(role, label, value, measured.holes === 0 && measured.unseen.high === 0 && stateOf(value) === 'known' ? 'known' : measured.longest === '' ? 'unknown' : 'partial', measured, markedness(value, context), context), around };
}

function unknownPart(label: string, value: Value | null, context: Context): MeasuredPart {
  const { hole, markerElsewhere } = context.assumptions;
  return { role: 'other', label, state: 'unknown', value, tokens: ZERO, assumed: hole, leading: ZERO, around: context.form === 'plain' ? ZERO : context.count.framing.message, marked: context.marker !== null && markerElsewhere === 'yes' ? 'unknown' : 'no', at: locationOf(value), name: value?.origin.name ?? null };
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
    marked,
    at: locationOf(value),
    name: value.origin.name,
  };
}

function locationOf(value: Value | null): Location | null {
  return value === null ? null : { path: value.origin.path, start: value.origin.expr.start, end: value.origin.expr.end };
}

/** What is known of a value's text: the shortest and longest it can be, the text before the first hole, the number of holes. */
interface Measured {
  readonly shortest: string;
  readonly longest: string;
  readonly leading: string;
  readonly holes: number;
  /** Tool calls in it. */
  readonly calls: number;
  /** Tokens of the images in it: of those whose size is known, and what the others may take. */
  readonly images: Range;
  readonly unseen: Range;
}

const NOTHING = { calls: 0, images: ZERO, unseen: ZERO } as const;

/** Blocks without those that are nothing but a marker, which hold no text. */
function withoutMarkers(value: Value, { marker }: Context): Value {
  if (marker === null || value.kind !== 'list') return value;
  const items = value.items.filter((item) => !(item.kind === 'record' && item.entries.length === 1 && item.entries[0]!.key === marker));
  return items.length === value.items.length ? value : { ...value, items };
}

/** Keys of content blocks that hold text. */
const TEXT_KEYS = ['text', 'content', 'parts', 'message', 'input_text', 'thinking', 'input', 'arguments'];

/** Keys that hold the parts of a tool call or its result. */
const CALL_KEYS = ['tool_calls', 'toolCalls', 'function', 'function_call', 'functionCall', 'functionResponse', 'function_response', 'toolUse', 'toolResult', 'output', 'result'];
/** Of these, what is data is sent as JSON. */
const JSON_KEYS: ReadonlySet<string> = new Set(['input', 'arguments', 'args', 'response', 'json']);

/** A tool call, in the terms of any of the APIs. */
function isCall(record: RecordValue): boolean {
  return fieldOf(record, 'name') !== undefined && ['input', 'arguments', 'args'].some((key) => fieldOf(record, key) !== undefined);
}

function measure(value: Value, context: Context): Measured {
  switch (value.kind) {
    case 'text':
      return concat(value.parts.map((part) => (typeof part === 'string' ? plain(part) : measureHole(part, context))));
    case 'number':
    case 'boolean':
      return plain(String(value.value));
    case 'null':
      return plain('');
    case 'list': {
      const items = concat(value.items.map((item) => measure(item, context)));
      return value.open === null ? items : { ...items, holes: items.holes + 1 };
    }
    case 'record':
      return measureRecord(value, context);
    case 'either':
      return widest(value.options.map((option) => measure(option, context)));
    default:
      return { ...plain(''), holes: 1 };
  }
}

function measureRecord(value: RecordValue, context: Context): Measured {
  const image = context.count.images === null ? null : imageIn(value, context.count.images);
  if (image !== null) return { ...plain(''), [image.size]: image.tokens };
  const call = isCall(value);
  const keys = [...(call || fieldOf(value, 'response') !== undefined ? ['name'] : []), ...TEXT_KEYS, 'args', 'response', 'json', ...CALL_KEYS];
  const fields = keys.map((key) => fieldOf(value, key)).filter((field): field is RecordField => field !== undefined);
  if (fields.length === 0) return { ...plain(''), holes: 1 };
  const whole = concat(fields.map(({ key, value: inner }) => (JSON_KEYS.has(key) && (inner.kind === 'record' || inner.kind === 'list') ? measure(serialized(inner), context) : measure(inner, context))));
  return call ? { ...whole, calls: whole.calls + 1 } : whole;
}

/** Keys of blocks that hold an image, by API: its URL or its data. */
const IMAGE_KEYS = ['image_url', 'imageUrl', 'image', 'source', 'inlineData', 'inline_data', 'bytes', 'data', 'url'];

/** Tokens of a block that is an image, or null where it is none. Where only its place is known its size is not. */
function imageIn(block: RecordValue, rule: ImageRule): { readonly size: 'images' | 'unseen'; readonly tokens: Range } | null {
  const type = knownText(fieldOf(block, 'type')?.value);
  const inline = fieldOf(block, 'inlineData') ?? fieldOf(block, 'inline_data');
  const mime = inline?.value.kind === 'record' ? knownText((fieldOf(inline.value, 'mimeType') ?? fieldOf(inline.value, 'mime_type'))?.value) : null;
  const isImage = type === 'image' || type === 'image_url' || type === 'input_image' || (mime !== null && mime.startsWith('image/')) || (type === null && fieldOf(block, 'image') !== undefined);
  if (!isImage) return null;
  let detail = knownText(fieldOf(block, 'detail')?.value);
  let at: Value | undefined = block;
  for (let depth = 0; depth < 5 && at?.kind === 'record'; depth++) {
    const record: RecordValue = at;
    detail ??= knownText(fieldOf(record, 'detail')?.value);
    at = IMAGE_KEYS.map((key) => fieldOf(record, key)?.value).find((inner) => inner !== undefined);
  }
  const text = knownText(at) ?? '';
  const data = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text;
  const tokens = imageTokens(rule, /^https?:/.test(data) ? null : sizeOfBase64(data), detail);
  return { size: tokens.high > tokens.low * 2 ? 'unseen' : 'images', tokens };
}

function measureHole(hole: Hole, context: Context): Measured {
  const options = optionsOf(hole.value);
  if (options.length > 1 && options.some((option) => option.kind === 'text')) return { ...measure(hole.value, context), leading: '' };
  return { ...plain(''), holes: 1 };
}

function plain(text: string): Measured {
  return { shortest: text, longest: text, leading: text, holes: 0, ...NOTHING };
}

function concat(parts: readonly Measured[]): Measured {
  let leading = '';
  for (const part of parts) {
    leading += part.leading;
    if (part.holes > 0 || part.leading !== part.shortest || part.shortest !== part.longest) break;
  }
  return {
    shortest: parts.map((part) => part.shortest).join(''),
    longest: parts.map((part) => part.longest).join(''),
    leading,
    holes: parts.reduce((sum, part) => sum + part.holes, 0),
    calls: parts.reduce((sum, part) => sum + part.calls, 0),
    images: total(parts.map((part) => part.images)),
    unseen: total(parts.map((part) => part.unseen)),
  };
}

/** Of several possibilities. Each of them is the same from call to call, so the shortest is still a stable prefix. */
function widest(options: readonly Measured[]): Measured {
  const known = options.filter((option) => option.holes === 0);
  const shortest = options.reduce((a, b) => (b.shortest.length < a.shortest.length ? b : a));
  const longest = options.reduce((a, b) => (b.longest.length > a.longest.length ? b : a));
  return { shortest: shortest.shortest, longest: longest.longest, leading: known.length === options.length ? shortest.shortest : '', holes: Math.max(...options.map((option) => option.holes)), calls: Math.max(...options.map((option) => option.calls)), images: enclosing(options.map((option) => option.images)), unseen: enclosing(options.map((option) => option.unseen)) };
}

/** Data as the JSON text that is sent. */
function serialized(value: Value): Value {
  const { json, holes } = jsonOf(value);
  const parts: (string | Hole)[] = [JSON.stringify(json)];
  for (let i = 0; i < holes; i++) parts.push({ kind: 'hole', label: 'a part of the data', value: { kind: 'unknown', why: 'not known here', cause: 'dynamic', origin: value.origin } });
  return { kind: 'text', parts, origin: value.origin };
}

/** Nothing of it can be told. */
function isOpaque(value: Value): boolean {
  return value.kind === 'unknown' || value.kind === 'external' || value.kind === 'object';
}

/** A value as JSON, with the number of places in it that are not known. */
function jsonOf(value: Value): { readonly json: unknown; readonly holes: number } {
  let holes = 0;
  const json = (inner: Value): unknown => {
    switch (inner.kind) {
      case 'text':
        holes += inner.parts.filter((part) => typeof part !== 'string').length;
        return inner.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
      case 'number':
      case 'boolean':
        return inner.value;
      case 'null':
        return null;
      case 'list':
        if (inner.open !== null) holes++;
        return inner.items.map(json);
      case 'record':
        if (inner.open !== null) holes++;
        return Object.fromEntries(inner.entries.map((entry) => [entry.key, json(entry.value)]));
      case 'either':
        return json(inner.options[0]!);
      default:
        holes++;
        return '';
    }
  };
  return { json: json(value), holes };
}

function total(ranges: readonly Range[]): Range {
  return { low: ranges.reduce((sum, range) => sum + range.low, 0), high: ranges.reduce((sum, range) => sum + range.high, 0) };
}

function exactly(tokens: number): Range {
  return { low: tokens, high: tokens };
}

function enclosing(ranges: readonly Range[]): Range {
  return { low: Math.min(...ranges.map((range) => range.low)), high: Math.max(...ranges.map((range) => range.high)) };
}

function times({ low, high }: Range, count: number): Range {
  return { low: low * count, high: high * count };
}

/** In whole tokens. */
function scaled(tokens: number, { low, high }: Range): Range {
  return { low: Math.round(tokens * low), high: Math.round(tokens * high) };
}

/** Whether a value's blocks carry the marker. */
function markedness(value: Value, context: Context): PromptPart['marked'] {
  if (context.marker === null) return 'no';
  const { marker } = context;
  switch (value.kind) {
    case 'record': {
      const own = markedBy(value, marker.split('.'));
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
