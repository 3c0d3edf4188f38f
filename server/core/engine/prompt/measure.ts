/** The text, calls and images of a value that is sent as a part of a prompt. */
import type { Range } from '../../model/cost.ts';
import type { ImageRule } from '../../model/price.ts';
import { fieldOf, knownText, optionsOf, type Hole, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import { UNDER_CONDITION } from '../resolve/changes/lists.ts';
import { enclosing, total, ZERO } from '../tokens/ranges.ts';
import { documentIn, documentTokens, heldIn, mediaIn, mimeTypeOf, recordingIn, recordingTokens } from './documents.ts';
import type { Framing } from './framing.ts';
import { decoded, imageTokens, sizeOfBase64 } from './images.ts';
import { markedCall, parsedJson, spaced, writtenJson } from './tool-text.ts';

/** What is known of a value's text: the shortest and longest it can be, the text before the first hole, the number of holes. */
export interface Measured {
  readonly shortest: string;
  readonly longest: string;
  readonly leading: string;
  readonly holes: number;
  /** Tool calls in it: the name of each, empty where it is not known. */
  readonly calls: readonly string[];
  /** Tokens of the images in it whose size is known, and what other images and documents may take. */
  readonly images: Range;
  readonly unseen: Range;
  /** Whether it may hold documents, or images of unknown size, that are sent on some paths only. They are not in the figures: a call with them is another call. */
  readonly aside: 'yes' | 'no';
}

export const NOTHING = { calls: [], images: ZERO, unseen: ZERO, aside: 'no' } as const;

/** Keys of content blocks that hold text. */
const TEXT_KEYS = ['text', 'content', 'parts', 'message', 'input_text', 'thinking', 'input', 'arguments'];

/** Keys that hold the parts of a tool call or its result. */
const CALL_KEYS = ['tool_calls', 'toolCalls', 'function', 'function_call', 'functionCall', 'functionResponse', 'function_response', 'toolUse', 'toolResult', 'output', 'result'];
/** Of these, what is data is sent as JSON. */
const JSON_KEYS: ReadonlySet<string> = new Set(['input', 'arguments', 'args', 'response', 'json']);

const ARGUMENT_KEYS = ['input', 'arguments', 'args'];

/** A tool call, in the terms of any of the APIs. */
export function isCall(record: RecordValue): boolean {
  return fieldOf(record, 'name') !== undefined && ARGUMENT_KEYS.some((key) => fieldOf(record, key) !== undefined);
}

/** What a model's prompt makes of messages. */
export interface Reading {
  /** Null where the model's formula for images is not known. */
  readonly images: ImageRule | null;
  /** Tokens of a page of a document. */
  readonly page: Range;
  /** Tokens of a second of a recording. */
  readonly second: Framing['second'];
  /** What was thought in an earlier turn, where it comes back sealed; null where it is not read again. */
  readonly sealed: Framing['sealed'] | null;
  /** What stands around the result of a call that failed, and around a document that is text. */
  readonly failed: Range;
  readonly textDocument: Range;
  /** The text of a tool call: its name and the JSON of its arguments, a tag for the call and one for each argument, marks around the call and around what it gave, or no more of both than their strings. */
  readonly calls: 'json' | 'tags' | 'marks' | 'strings';
  /** How much a text is, to tell the shortest and the longest of several. */
  readonly size: (text: string) => number;
  /** What is known of values: one that a list of choices holds many times over is measured once. */
  readonly known: WeakMap<Value, Measured>;
}

export function measure(value: Value, reading: Reading): Measured {
  let measured = reading.known.get(value);
  if (measured === undefined) reading.known.set(value, (measured = measuredAnew(value, reading)));
  return measured;
}

function measuredAnew(value: Value, reading: Reading): Measured {
  switch (value.kind) {
    case 'text':
      return concat(value.parts.map((part) => (typeof part === 'string' ? plain(part) : measureHole(part, reading))));
    case 'number':
    case 'boolean':
      return plain(String(value.value));
    case 'null':
      return plain('');
    case 'list': {
      const items = value.items.map((item) => (value.sometimes?.includes(item) === true ? atTimes(measure(item, reading)) : measure(item, reading)));
      const whole = concat(items);
      // What is put into it one by one, an image here and a document there, is seldom all of these at once.
      const open = value.open === null ? whole : { ...whole, unseen: largest(items.map(({ unseen }) => unseen)) };
      return value.open === null || value.open === UNDER_CONDITION ? open : { ...open, holes: whole.holes + 1 };
    }
    case 'record':
      return measureRecord(value, reading);
    case 'either':
      return widest(value.options.map((option) => measure(option, reading)), reading);
    default:
      return { ...plain(''), holes: 1 };
  }
}

function measureRecord(value: RecordValue, reading: Reading): Measured {
  const image = imageIn(value, reading.images);
  if (image !== null) return { ...plain(''), [image.size]: image.tokens };
  const recording = recordingIn(value);
  if (recording !== null) return { ...plain(''), unseen: recordingTokens(reading.second[recording]) };
  const document = documentIn(value);
  if (document !== null) {
    const pages = document.kind === 'pages' ? [{ ...plain(''), [document.count === null ? 'unseen' : 'images']: documentTokens(reading.page, document.count) }] : [...document.parts.map((part) => measure(part, reading)), { ...plain(''), images: reading.textDocument }];
    return concat([...pages, ...quotingOf(value)]);
  }
  const seal = sealIn(value);
  if (seal !== null) {
    const own: RecordValue = { ...value, entries: value.entries.filter(({ key }) => !SEAL_KEYS.includes(key)) };
    return concat([own.entries.length === 0 ? plain('') : measureRecord(own, reading), { ...plain(''), images: sealedTokens(seal, reading.sealed) }]);
  }
  const call = isCall(value);
  if (call && reading.calls === 'tags') return taggedCall(value, reading);
  if ((reading.calls === 'marks' || reading.calls === 'strings') && (call || isResponse(value))) return passedRecord(value, call, reading.calls);
  const keys = [...(call || fieldOf(value, 'response') !== undefined ? ['name'] : []), ...TEXT_KEYS, 'args', 'response', 'json', ...CALL_KEYS];
  const fields = keys.map((key) => fieldOf(value, key)).filter((field): field is RecordField => field !== undefined);
  if (fields.length === 0) return { ...plain(''), holes: 1 };
  const measured = concat(fields.map(({ key, value: inner }) => measure(JSON_KEYS.has(key) ? asSent(inner, call) : inner, reading)));
  // Whether what was thought in an earlier turn is read again differs by model and by what follows it.
  const whole = fieldOf(value, 'thinking') !== undefined ? { ...measured, shortest: '', leading: '' } : concat([measured, ...quotingOf(value), ...(isOn(fieldOf(value, 'is_error')?.value) ? [{ ...plain(''), images: reading.failed }] : [])]);
  return call ? { ...whole, calls: [...whole.calls, knownText(fieldOf(value, 'name')?.value) ?? ''] } : whole;
}

const SEAL_KEYS = ['thoughtSignature', 'thought_signature', 'encrypted_content'];

/** The seal of what was thought: as long as that was, and no view of the request opens it. */
export function sealIn(record: RecordValue): string | null {
  return SEAL_KEYS.map((key) => knownText(fieldOf(record, key)?.value)).find((seal) => seal !== null) ?? null;
}

/** Tokens of what a seal holds, by its length. */
export function sealedTokens(seal: string, sealed: Reading['sealed']): Range {
  if (sealed === null || sealed === undefined || (sealed.inOnePiece === 'unread' && isOnePiece(seal))) return ZERO;
  const characters = Math.max(0, seal.length - sealed.beyond);
  return { low: Math.floor(characters / sealed.least), high: Math.ceil(characters / sealed.most) };
}

/** Whether a seal, which is a list of pieces each behind its length, came at once: the first of those that are streamed is short. */
function isOnePiece(seal: string): boolean {
  const [mark, first, second] = decoded(seal, 0, 3);
  if (mark !== 0x0a) return false;
  return (first! < 0x80 ? first! : first! - 0x80 + second! * 0x80) * 2 > (seal.length * 3) / 4;
}

/** What the provider adds where an answer is to quote a document: a prompt, and marks between its sentences. An assumption. */
const QUOTING: Range = { low: 0, high: 1_000 };

/** That addition to a document or search result whose citations are on; else nothing. */
function quotingOf(document: RecordValue): Measured[] {
  // Converse has them inside of the document.
  const inner = fieldOf(document, 'document')?.value;
  const citations = fieldOf(document, 'citations')?.value ?? (inner?.kind === 'record' ? fieldOf(inner, 'citations')?.value : undefined);
  return citations?.kind === 'record' && isOn(fieldOf(citations, 'enabled')?.value) ? [{ ...plain(''), unseen: QUOTING }] : [];
}

function isOn(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value;
}

const SPACE = 'antml:';

function taggedCall(value: RecordValue, reading: Reading): Measured {
  const { name, data, holes } = passedIn(value);
  const fields = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const inside = fields.map(([key, inner]) => `<${SPACE}parameter name="${key}">${typeof inner === 'string' ? inner : spaced(inner)}</${SPACE}parameter>\n`).join('');
  const text = `<${SPACE}function_calls>\n<${SPACE}invoke name="${name}">\n${inside}</${SPACE}invoke>\n</${SPACE}function_calls>`;
  return { ...plain(text), holes, calls: [name] };
}

/** What a call gave, in Google's terms. */
function isResponse(record: RecordValue): boolean {
  return fieldOf(record, 'name') !== undefined && fieldOf(record, 'response') !== undefined;
}

/** The name of a call, or of what it gave, with the data that is passed. */
function passedIn(value: RecordValue): { readonly name: string; readonly data: unknown; readonly holes: number } {
  const given = [...ARGUMENT_KEYS, 'response'].map((key) => fieldOf(value, key)?.value).find((inner) => inner !== undefined)!;
  const { json, holes } = jsonOf(given);
  return { name: knownText(fieldOf(value, 'name')?.value) ?? '', data: typeof json === 'string' ? parsed(json) : json, holes };
}

/** A call, or what it gave, as Gemini reads it. */
function passedRecord(value: RecordValue, call: boolean, reads: 'marks' | 'strings'): Measured {
  const { name, data, holes } = passedIn(value);
  const text = reads === 'marks' ? markedCall(name, data, call ? 'call' : 'response') : [name, ...stringsIn(data)].join(' ');
  return { ...plain(text), holes, calls: call ? [name] : [] };
}

/** The keys and strings of data. */
function stringsIn(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Array.isArray(data) ? data.flatMap(stringsIn) : Object.entries(data).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

/** What is there on some paths only, where its size can be told. */
function atTimes(measured: Measured): Measured {
  return { ...measured, shortest: '', leading: '', calls: [], images: { low: 0, high: measured.images.high }, unseen: ZERO, aside: measured.unseen.high > 0 ? 'yes' : measured.aside };
}

function largest(ranges: readonly Range[]): Range {
  return { low: Math.max(0, ...ranges.map(({ low }) => low)), high: Math.max(0, ...ranges.map(({ high }) => high)) };
}

/** Keys of blocks that hold an image, by API: its URL or its data. */
const IMAGE_KEYS = ['image_url', 'imageUrl', 'image', 'source', 'inlineData', 'inline_data', 'bytes', 'data', 'url'];

/** An image where the model's formula is not known. */
const OF_UNKNOWN_RULE: Range = { low: 64, high: 4_200 };

/** Tokens of a block that is an image, or null where it is none. Where only its place is known its size is not. */
function imageIn(block: RecordValue, rule: ImageRule | null): { readonly size: 'images' | 'unseen'; readonly tokens: Range } | null {
  const type = knownText(fieldOf(block, 'type')?.value);
  const mime = mimeTypeOf(heldIn(block));
  const isImage = type === 'image' || type === 'image_url' || type === 'input_image' || (mime !== null && mime.startsWith('image/')) || (type === null && fieldOf(block, 'image') !== undefined);
  if (!isImage) return null;
  if (rule === null) return { size: 'unseen', tokens: OF_UNKNOWN_RULE };
  let detail = knownText(fieldOf(block, 'detail')?.value);
  let at: Value | undefined = block;
  for (let depth = 0; depth < 5 && at?.kind === 'record'; depth++) {
    const record: RecordValue = at;
    detail ??= knownText(fieldOf(record, 'detail')?.value);
    at = IMAGE_KEYS.map((key) => fieldOf(record, key)?.value).find((inner) => inner !== undefined);
  }
  const text = knownText(at) ?? '';
  const data = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text;
  const file = mediaIn(at);
  const tokens = imageTokens(rule, file?.kind === 'picture' ? file : /^https?:/.test(data) ? null : sizeOfBase64(data), detail);
  return { size: tokens.high > tokens.low * 2 ? 'unseen' : 'images', tokens };
}

/** What a whole page, file or document may hold beyond what any part of a prompt does. An assumption. */
const WHOLE_TEXT: Range = { low: 0, high: 20_000 };

/** What is written of a number that is not known is at most as long as this. */
const LONG_NUMBER = '1234567.89';

function measureHole(hole: Hole, reading: Reading): Measured {
  if (hole.json !== undefined && (hole.value.kind === 'record' || hole.value.kind === 'list')) {
    const { json, holes } = jsonOf(hole.value);
    const text = writtenJson(json, hole.json);
    return { ...plain(text), leading: holes === 0 ? text : '', holes };
  }
  if (hole.whole === 'text') return { ...plain(''), holes: 1, unseen: WHOLE_TEXT };
  if (hole.value.kind === 'unknown' && hole.value.of === 'number') return { ...plain('0'), longest: LONG_NUMBER, leading: '' };
  const options = optionsOf(hole.value);
  if (options.length > 1 && options.some((option) => option.kind === 'text' || option.kind === 'number')) return { ...measure(hole.value, reading), leading: '' };
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
    calls: parts.flatMap((part) => part.calls),
    images: total(parts.map((part) => part.images)),
    unseen: total(parts.map((part) => part.unseen)),
    aside: parts.some(({ aside }) => aside === 'yes') ? 'yes' : 'no',
  };
}

/** A text of so many times the characters of another is more than it in tokens too. */
const SURELY_MORE = 4;

/** The shortest or longest of several by its text: only those that are near to it in characters are counted. */
function most(options: readonly Measured[], textOf: (option: Measured) => string, which: 'short' | 'long', size: (text: string) => number): Measured {
  const lengths = options.map((option) => textOf(option).length);
  const [least, greatest] = [Math.min(...lengths), Math.max(...lengths)];
  const near = options.filter((_, i) => (which === 'short' ? lengths[i]! <= least * SURELY_MORE : lengths[i]! * SURELY_MORE >= greatest));
  if (near.length === 1 || greatest === 0) return near[0]!;
  const sizes = near.map((option) => size(textOf(option)));
  return near[sizes.indexOf(which === 'short' ? Math.min(...sizes) : Math.max(...sizes))]!;
}

/** Of several possibilities. Each of them is the same from call to call, so the shortest is still a stable prefix. */
function widest(options: readonly Measured[], { size }: Reading): Measured {
  const known = options.filter((option) => option.holes === 0);
  const shortest = most(options, ({ shortest: text }) => text, 'short', size);
  const longest = most(options, ({ longest: text }) => text, 'long', size);
  return { shortest: shortest.shortest, longest: longest.longest, leading: known.length === options.length ? shortest.shortest : '', holes: Math.max(...options.map((option) => option.holes)), calls: options.reduce((a, b) => (b.calls.length > a.calls.length ? b : a)).calls, images: enclosing(options.map((option) => option.images)), ...seenInAll(options) };
}

/** What is not seen of several possibilities: nothing where one of them is without it. */
function seenInAll(options: readonly Measured[]): Pick<Measured, 'unseen' | 'aside'> {
  const without = options.some(({ unseen }) => unseen.high === 0);
  const some = options.some(({ unseen, aside }) => unseen.high > 0 || aside === 'yes');
  return without ? { unseen: ZERO, aside: some ? 'yes' : 'no' } : { unseen: enclosing(options.map(({ unseen }) => unseen)), aside: options.some(({ aside }) => aside === 'yes') ? 'yes' : 'no' };
}

/** Data as JSON; the arguments of a call lose the spaces between them. */
function asSent(value: Value, call: boolean): Value {
  if (value.kind === 'record' || value.kind === 'list') return serialized(value);
  const text = call ? knownText(value) : null;
  const json = text === null ? null : parsed(text);
  return json === null ? value : { kind: 'text', parts: [JSON.stringify(json)], origin: value.origin };
}

/** An object or list out of its JSON, or null where the text is none. */
function parsed(text: string): object | null {
  return /^\s*[[{]/.test(text) ? ((parsedJson(text) as object | undefined) ?? null) : null;
}

/** Data as the JSON text that is sent. */
function serialized(value: Value): Value {
  const { json, holes } = jsonOf(value);
  const parts: (string | Hole)[] = [JSON.stringify(json)];
  for (let i = 0; i < holes; i++) parts.push({ kind: 'hole', label: 'a part of the data', value: { kind: 'unknown', why: 'not known here', cause: 'dynamic', origin: value.origin } });
  return { kind: 'text', parts, origin: value.origin };
}

/** Nothing of it can be told. */
export function isOpaque(value: Value): boolean {
  return value.kind === 'unknown' || value.kind === 'external' || value.kind === 'object';
}

/** A value as JSON, with the number of places in it that are not known. */
export function jsonOf(value: Value): { readonly json: unknown; readonly holes: number } {
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
