/** The prompt of a call in the order the provider reads it, what of it is known, and the part that is the same on every call. */
import { valueOf, type CallSite } from '../model/callsite.ts';
import type { PromptPart, Range, StablePrefix } from '../model/cost.ts';
import type { ModelCard } from '../model/price.ts';
import type { Location } from '../model/text.ts';
import { fieldOf, knownText, optionsOf, stateOf, type Hole, type RecordValue, type State, type Value } from '../model/value.ts';

/** Counts tokens of known text for the model's family. */
export type CountTokens = (text: string) => Range;

export interface PromptAssumptions {
  /** Tokens assumed for each hole or unknown part. */
  readonly hole: Range;
  /** Whether some file of the workspace writes the marker of explicit caching at all: what is not seen may then be marked. */
  readonly markerElsewhere: 'yes' | 'no';
  /** A value with the classes, functions and descriptions of data in it as the schemas that are sent. */
  readonly schema: (value: Value) => Value;
}

/** A part with what the prefix needs and no view shows: the text before its first hole. */
export interface MeasuredPart extends PromptPart {
  readonly leading: Range;
}

/** SDKs add titles, references and bounds of their own to the schemas they make; with them, real ones were up to 1.4 times as long as the estimate. */
const SCHEMA_SPREAD = 1.4;

const ZERO: Range = { low: 0, high: 0 };

/** Tools, system, then messages: the order that decides what a cached prefix holds. */
export function promptParts(site: CallSite, count: CountTokens, assumptions: PromptAssumptions): readonly MeasuredPart[] {
  const marker = site.operation.caching.kind === 'explicit' ? site.operation.caching.marker : null;
  const context: Context = { count, marker, assumptions };
  const parts: MeasuredPart[] = [];
  const { tools, system, messages, prompt, outputFormat } = site.parameters;
  if (tools.state !== 'absent' && (tools.state !== 'unknown' || tools.site !== null)) parts.push(toolsPart(valueOf(tools), 'tool schemas', context));
  const format = valueOf(outputFormat);
  if (format !== null && (outputFormat.state !== 'unknown' || assumptions.schema(format) !== format)) {
    const part = toolsPart(format, 'output schema', context);
    if (part.tokens.high > 0) parts.push(part);
  }
  if (system.state !== 'absent' && (system.state !== 'unknown' || system.site !== null)) parts.push(partOf('system', 'system prompt', valueOf(system), context));
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
}

function messageParts(value: Value | null, context: Context): readonly MeasuredPart[] {
  if (value === null) return [unknownPart('messages', null, context)];
  if (value.kind === 'either') {
    const options = value.options.filter((option) => option.kind === 'list' || option.kind === 'text');
    return options.length === 0 ? [unknownPart('messages', value, context)] : messageParts(options[0]!, context).map((part) => ({ ...part, state: part.state === 'known' ? 'partial' : part.state }));
  }
  if (value.kind === 'text') return [partOf('user', 'input', value, context)];
  // One message alone, where the API takes it for a list.
  if (value.kind === 'record') return [messagePart(value, 0, context)];
  if (value.kind !== 'list') return [unknownPart('messages', value, context)];
  const parts = value.items.map((item, i) => messagePart(item, i, context));
  return value.open === null ? parts : [...parts, unknownPart('further messages', value, context)];
}

const ROLES: Readonly<Record<string, PromptPart['role']>> = { system: 'system', developer: 'system', user: 'user', human: 'user', assistant: 'assistant', ai: 'assistant', model: 'assistant', chatbot: 'assistant' };

function messagePart(item: Value, index: number, context: Context): MeasuredPart {
  if (item.kind === 'text') return partOf('user', `message ${index + 1}`, item, context);
  if (item.kind !== 'record') return unknownPart(`message ${index + 1}`, item, context);
  const roleName = knownText(fieldOf(item, 'role')?.value);
  const role = (roleName === null ? undefined : ROLES[roleName.toLowerCase()]) ?? (roleName === null && fieldOf(item, 'text') !== undefined ? 'user' : 'other');
  const label = role === 'system' ? 'system prompt' : `message ${index + 1}${roleName === null ? '' : ` (${roleName})`}`;
  const content = fieldOf(item, 'content')?.value ?? fieldOf(item, 'parts')?.value ?? fieldOf(item, 'message')?.value ?? fieldOf(item, 'text')?.value ?? null;
  if (content === null) return unknownPart(label, item, context);
  const whole = partOf(role, label, content, context);
  // What a message written down here is filled with is text nearly always; blocks that carry a marker come as whole messages.
  const part: MeasuredPart = content.kind === 'unknown' && item.open === null ? { ...whole, marked: 'no' } : whole;
  return part.marked === 'no' && markedness(item, context) === 'yes' ? { ...part, marked: 'yes' } : part;
}

function toolsPart(value: Value | null, label: string, context: Context): MeasuredPart {
  if (value === null) return { ...unknownPart(label, null, context), role: 'tools' };
  const schema = context.assumptions.schema(value);
  // A schema that is made of a class is an estimate of its text.
  const state = schema !== value && stateOf(schema) === 'known' ? 'partial' : stateOf(schema);
  const measured = measure(serialized(schema));
  const part = finish('tools', label, value, state, measured, markedness(value, context), context);
  return schema === value ? part : { ...part, tokens: { low: part.tokens.low, high: Math.ceil(part.tokens.high * SCHEMA_SPREAD) } };
}

function partOf(role: PromptPart['role'], label: string, value: Value | null, context: Context): MeasuredPart {
  if (value === null) return { ...unknownPart(label, null, context), role };
  const measured = measure(withoutMarkers(value, context));
  return finish(role, label, value, measured.holes === 0 && stateOf(value) === 'known' ? 'known' : measured.longest === '' ? 'unknown' : 'partial', measured, markedness(value, context), context);
}

function unknownPart(label: string, value: Value | null, context: Context): MeasuredPart {
  const { hole, markerElsewhere } = context.assumptions;
  return { role: 'other', label, state: 'unknown', value, tokens: ZERO, assumed: hole, leading: ZERO, marked: context.marker !== null && markerElsewhere === 'yes' ? 'unknown' : 'no', at: locationOf(value), name: value?.origin.name ?? null };
}

function finish(role: PromptPart['role'], label: string, value: Value, state: State, measured: Measured, marked: PromptPart['marked'], context: Context): MeasuredPart {
  const shortest = context.count(measured.shortest);
  const longest = measured.longest === measured.shortest ? shortest : context.count(measured.longest);
  const leading = measured.leading === measured.shortest ? shortest : context.count(measured.leading);
  const { hole } = context.assumptions;
  return {
    role,
    label,
    state,
    value,
    tokens: { low: shortest.low, high: longest.high },
    assumed: { low: measured.holes * hole.low, high: measured.holes * hole.high },
    leading,
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
}

/** Blocks without those that are nothing but a marker, which hold no text. */
function withoutMarkers(value: Value, { marker }: Context): Value {
  if (marker === null || value.kind !== 'list') return value;
  const items = value.items.filter((item) => !(item.kind === 'record' && item.entries.length === 1 && item.entries[0]!.key === marker));
  return items.length === value.items.length ? value : { ...value, items };
}

/** Keys of content blocks that hold text. */
const TEXT_KEYS = ['text', 'content', 'parts', 'message', 'input_text', 'thinking', 'input', 'arguments'];

function measure(value: Value): Measured {
  switch (value.kind) {
    case 'text':
      return concat(value.parts.map((part) => (typeof part === 'string' ? plain(part) : measureHole(part))));
    case 'number':
    case 'boolean':
      return plain(String(value.value));
    case 'null':
      return plain('');
    case 'list': {
      const items = concat(value.items.map(measure));
      return value.open === null ? items : { ...items, holes: items.holes + 1 };
    }
    case 'record': {
      const fields = TEXT_KEYS.map((key) => fieldOf(value, key)).filter((field) => field !== undefined);
      if (fields.length > 0) return concat(fields.map((field) => measure(field.value)));
      return { ...plain(''), holes: 1 };
    }
    case 'either':
      return widest(value.options.map(measure));
    default:
      return { ...plain(''), holes: 1 };
  }
}

function measureHole(hole: Hole): Measured {
  const options = optionsOf(hole.value);
  if (options.length > 1 && options.some((option) => option.kind === 'text')) return { ...measure(hole.value), leading: '' };
  return { ...plain(''), holes: 1 };
}

function plain(text: string): Measured {
  return { shortest: text, longest: text, leading: text, holes: 0 };
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
  };
}

/** Of several possibilities. Each of them is the same from call to call, so the shortest is still a stable prefix. */
function widest(options: readonly Measured[]): Measured {
  const known = options.filter((option) => option.holes === 0);
  const shortest = options.reduce((a, b) => (b.shortest.length < a.shortest.length ? b : a));
  const longest = options.reduce((a, b) => (b.longest.length > a.longest.length ? b : a));
  return { shortest: shortest.shortest, longest: longest.longest, leading: known.length === options.length ? shortest.shortest : '', holes: Math.max(...options.map((option) => option.holes)) };
}

/** A schema as the JSON text that is sent. Descriptions, names and structure count alike. */
function serialized(value: Value): Value {
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
  const text = value.kind === 'unknown' || value.kind === 'external' || value.kind === 'object' ? (holes++, '') : JSON.stringify(json(value));
  const parts: (string | Hole)[] = [text];
  for (let i = 0; i < holes; i++) parts.push({ kind: 'hole', label: 'a part of the schema', value: { kind: 'unknown', why: 'not known here', cause: 'dynamic', origin: value.origin } });
  return { kind: 'text', parts, origin: value.origin };
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

function worst(marks: readonly PromptPart['marked'][]): PromptPart['marked'] {
  return marks.includes('yes') ? 'yes' : marks.includes('unknown') ? 'unknown' : 'no';
}

/** The stable prefix: whole parts up to the first that varies, and that part's text before its first hole. */
export function stablePrefix(site: CallSite, parts: readonly MeasuredPart[], card: ModelCard | null): StablePrefix {
  const inside: PromptPart[] = [];
  let low = 0;
  let high = 0;
  let state: State = 'known';
  for (const part of parts) {
    if (part.role === 'tools' && part.state !== 'known') {
      // Tools whose schema is not written down here are still the same from call to call; they count for nothing but what is known of them.
      low += part.tokens.low;
      high += part.tokens.high;
      state = 'partial';
      inside.push(part);
      continue;
    }
    low += part.leading.low;
    high += part.state === 'known' ? part.tokens.high : part.leading.high;
    if (part.leading.high > 0) inside.push(part);
    if (part.state !== 'known' && part.leading.low < part.tokens.low) break;
    if (part.state !== 'known') break;
  }
  const markedParts = worst(parts.map((part) => part.marked));
  const topLevel = site.parameters.cache;
  const marked = topLevel.state === 'known' || topLevel.state === 'partial' || markedParts === 'yes' ? 'yes' : topLevel.state === 'unknown' || markedParts === 'unknown' ? 'unknown' : 'no';
  const minimum = card === null ? null : site.client.platform === 'bedrock' ? card.minCacheableTokensBedrock : card.minCacheableTokens;
  return { tokens: { low, high }, state, parts: inside, marked, minimum };
}

