/** Messages that are objects of an SDK (`SystemMessage("…")`, a prompt template) or pairs of role and text, as the records of role and content that the rest of the engine reads. */
import type { ParameterUse } from '../../model/callsite.ts';
import type { MessageSpec, ParameterSpec } from '../../model/sdk.ts';
import { knownText, mediaNamed, recordingNamed, stateOf, type ExternalValue, type FieldSite, type Hole, type ListValue, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import { either, isWholeList, partsOf, textValue, unknown } from '../resolve/values.ts';
import { parameterOf, requestOf, whereCalled, whyUnknown, type RequestContext } from './request.ts';

/** The message that a value stands for, or undefined. */
export type MessageSpecOf = (value: ExternalValue) => MessageSpec | undefined;

export function readMessages(use: ParameterUse, specOf: MessageSpecOf, at: RequestContext): ParameterUse {
  if (use.state === 'absent' || use.value === null || use.site === null || use.name === null) return use;
  return useOf(asMessages(use.value, specOf, at, { site: use.site, holes: undefined, fillings: NO_FILLINGS }, 0), use.name, use.site);
}

/** The messages of a prompt template that stands before the model. @param given what the call fills it with, null where something else does */
export function templateUse(template: ExternalValue, specOf: MessageSpecOf, at: RequestContext, given: RecordValue | null): ParameterUse | null {
  const read = contentOf(template, specOf, at, given === null ? NO_FILLINGS : spreadFillings(given), 0);
  return read === null || read.use.site === null || read.use.name === null ? null : useOf(read.value, read.use.name, read.use.site);
}

function useOf(value: Value, name: string, site: FieldSite): ParameterUse {
  const state = stateOf(value);
  return state === 'unknown' ? { state, why: whyUnknown(value), name, value, site } : { state, name, value, site };
}

/** Where the messages stand, and how text among them marks what is filled in later. */
interface Within {
  readonly site: FieldSite;
  readonly holes: MessageSpec['holes'];
  readonly fillings: Fillings;
}

/** What is filled in, by name. A text without one fills the only hole that there is. */
type Fillings = readonly RecordField[];

const NO_FILLINGS: Fillings = [];
const NAMELESS = '#0';

/** What a call fills in: `format(topic="…")`, `invoke({"topic": "…"})`. */
function spreadFillings({ entries }: RecordValue): Fillings {
  return entries.flatMap((entry) => (entry.value.kind !== 'record' ? [entry] : entry.key === NAMELESS || entry.key === 'input' ? entry.value.entries : [entry]));
}

function fillingOf(fillings: Fillings, name: string): Value | undefined {
  return fillings.findLast((field) => field.key === name && field.presence === 'always')?.value;
}

/** Templates within templates, and lists in them. */
const MAX_DEPTH = 8;

function asMessages(value: Value, specOf: MessageSpecOf, at: RequestContext, within: Within, depth: number): Value {
  if (depth > MAX_DEPTH) return value;
  switch (value.kind) {
    case 'external':
      return contentOf(value, specOf, at, within.fillings, depth)?.value ?? value;
    case 'either':
      return either(value.options.map((option) => asMessages(option, specOf, at, within, depth + 1)), value.origin);
    case 'list': {
      if (isPlaceholder(value)) return placed(knownText(value.items[1])?.replace(/^\{(.*)\}$/, '$1') ?? null, value, specOf, at, within, depth);
      const pair = pairOf(value.items, value, within);
      if (pair !== null) return pair;
      const read = value.items.map((item) => asMessages(item, specOf, at, within, depth + 1));
      // What is put in the place of one may be several.
      const several = read.filter((item, i): item is ListValue => item.kind === 'list' && (value.items[i]!.kind === 'external' || isPlaceholder(value.items[i]!)));
      const open = value.open ?? several.find((item) => item.open !== null)?.open ?? null;
      return { ...value, items: read.flatMap((item) => (several.includes(item as ListValue) ? (item as ListValue).items : [item])), open };
    }
    case 'record': {
      const entries = value.entries.map((entry) => (entry.key === 'content' || entry.key === 'parts' ? { ...entry, value: asMessages(entry.value, specOf, at, { ...within, holes: undefined }, depth + 1) } : entry));
      const read = entries.every((entry, i) => entry.value === value.entries[i]!.value) ? value : { ...value, entries };
      return within.holes === undefined ? read : withHoles(read, within.fillings);
    }
    default:
      return withSaid(within.holes === undefined ? value : withHoles(value, within.fillings), specOf, at);
  }
}

const ROLES = new Set(['system', 'developer', 'user', 'human', 'assistant', 'ai', 'tool']);

/** `("placeholder", "{history}")`: what it names is put in its place, any number of messages. */
function isPlaceholder(value: Value): boolean {
  return value.kind === 'list' && value.items.length === 2 && knownText(value.items[0]) === PLACEHOLDER;
}

const PLACEHOLDER = 'placeholder';

function placed(name: string | null, value: Value, specOf: MessageSpecOf, at: RequestContext, within: Within, depth: number): Value {
  const given = name === null ? undefined : fillingOf(within.fillings, name);
  return given === undefined ? unknown('messages that are filled in', 'dynamic', value.origin) : asMessages(given, specOf, at, { ...within, holes: undefined }, depth + 1);
}

/** `("system", "…")`. */
function pairOf(items: readonly Value[], list: Value, { site, holes, fillings }: Within): Value | null {
  const [role, content] = items;
  if (items.length !== 2 || role?.kind !== 'text' || content === undefined || typeof role.parts[0] !== 'string' || !ROLES.has(role.parts[0])) return null;
  const second = list.origin.expr.kind === 'list' ? list.origin.expr.items[1] : undefined;
  const place: FieldSite = second === undefined ? site : { kind: 'statement', path: list.origin.path, span: second, value: second };
  return { kind: 'record', entries: [{ key: 'role', value: role, presence: 'always', site }, { key: 'content', value: holes === undefined ? content : withHoles(content, fillings), presence: 'always', site: place }], open: null, origin: list.origin };
}

function contentOf(value: ExternalValue, specOf: MessageSpecOf, at: RequestContext, given: Fillings, depth: number): { readonly value: Value; readonly use: Exclude<ParameterUse, { readonly state: 'absent' }> } | null {
  const spec = specOf(value);
  const calls = value.steps.filter((step) => step.kind === 'call');
  // What follows it, `.format_messages(…)`, fills it in; a file goes through its client.
  const [made, ...filled] = spec?.media === undefined ? calls : calls.slice(-1);
  if (spec === undefined || made?.kind !== 'call' || made.call === null) return null;
  const inFile = whereCalled(at, made);
  const { fields } = requestOf(made.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0);
  const use = parameterOf(fields, spec.content, inFile);
  if (spec.says !== undefined) {
    const text = use.state === 'absent' && spec.without !== undefined ? textValue([spec.without], value.origin) : ownText(spec.says, use.state === 'absent' ? null : use.value, value, at);
    return { value: text, use: use.state === 'absent' ? { state: 'known', name: '', value: text, site: { kind: 'statement', path: inFile.path, span: made.call, value: made.call } } : use };
  }
  if (use.state === 'absent' || use.value === null || use.site === null) return null;
  const early = spec.filled === undefined ? null : parameterOf(fields, spec.filled, inFile);
  const before = early === null || early.state === 'absent' || early.value?.kind !== 'record' ? [] : early.value.entries;
  const fillings = [...before, ...given, ...filled.flatMap((step) => (step.call === null ? [] : spreadFillings(requestOf(step.call, whereCalled(at, step), 'arguments').fields)))];
  const within: Within = { site: use.site, holes: spec.holes, fillings };
  if (spec.media !== undefined) {
    const data = spec.reads === 'file' ? at.resolver.fileAt(inFile.path, use.value) : use.value;
    // A file of text is sent as its text.
    if (spec.reads === 'file' && knownText(data) !== null) return { value: data, use };
    return { value: mediaBlock(use.value, data, parameterOf(fields, spec.media, inFile), use.site, value), use };
  }
  if (spec.examples !== undefined) {
    const made = exampleTexts(spec.examples, use.value, (parameter) => parameterOf(fields, parameter, inFile), specOf, at, within, depth);
    return made === null ? null : { value: made, use };
  }
  if (spec.holes === 'name') return { value: placed(knownText(use.value), value, specOf, at, within, depth), use };
  const content = filledThroughout(asMessages(use.value, specOf, at, within, depth + 1), fillings);
  if (spec.role === null) return { value: content, use };
  const role = typeof spec.role === 'string' ? textValue([spec.role], value.origin) : roleOf(parameterOf(fields, spec.role, inFile), value);
  const entries: readonly RecordField[] = [
    { key: 'role', value: role, presence: 'always', site: use.site },
    { key: 'content', value: content, presence: 'always', site: use.site },
  ];
  return { value: { kind: 'record', entries, open: null, origin: value.origin }, use };
}

/** Examples that each fill a template: messages, or one text with what stands before and behind them. Null where they are not all known. */
function exampleTexts({ each, before, after, separator, between }: NonNullable<MessageSpec['examples']>, list: Value, given: (parameter: ParameterSpec) => ParameterUse, specOf: MessageSpecOf, at: RequestContext, within: Within, depth: number): Value | null {
  const valueOf = (parameter: ParameterSpec): Value | null => {
    const use = given(parameter);
    return use.state === 'absent' ? null : use.value;
  };
  const template = valueOf(each);
  if (!isWholeList(list) || template?.kind !== 'external') return null;
  const made = list.items.map((item) => (item.kind === 'record' ? (contentOf(template, specOf, at, item.entries, depth + 1)?.value ?? null) : null));
  if (!made.every((value) => value !== null)) return null;
  if (made.every((value) => value.kind === 'list')) return { ...list, items: made.flatMap(({ items }) => items) };
  const around = [before, after].map((parameter) => valueOf(parameter)).map((text) => (text === null ? null : withHoles(text, within.fillings)));
  const texts = [around[0]!, ...made, around[1]!].filter((text) => text !== null);
  const apart = knownText(valueOf(separator) ?? undefined) ?? between;
  return textValue(texts.flatMap((text, i) => [...(i === 0 ? [] : [apart]), ...partsOf(text, 'example')]), list.origin);
}

/** A text of the library's own, with the schema of a class where it has one. */
function ownText(says: string, of: Value | null, { origin }: ExternalValue, at: RequestContext): Value {
  const [before, after] = says.split('$schema');
  if (after === undefined) return textValue([says], origin);
  const schema = of === null ? null : at.resolver.schema(of);
  const value: Value = schema?.kind === 'record' ? { ...schema, entries: schema.entries.filter(({ key }) => key !== 'title' && key !== 'type') } : unknown('a schema', 'dynamic', origin);
  return textValue([before!, { kind: 'hole', label: 'schema', value, json: { indent: 0, spaces: 'yes', ascii: 'no' } }, after], origin);
}

/** A text in which what a library says stands in place of the holes that are it. */
function withSaid(value: Value, specOf: MessageSpecOf, at: RequestContext): Value {
  if (value.kind !== 'text') return value;
  const said = value.parts.map((part) => (typeof part !== 'string' && part.value.kind === 'external' && specOf(part.value)?.says !== undefined ? contentOf(part.value, specOf, at, NO_FILLINGS, 0)?.value : undefined));
  return said.every((text) => text === undefined) ? value : textValue(value.parts.flatMap((part, i) => (said[i]?.kind === 'text' ? said[i].parts : [part])), value.origin);
}

const MIME_TYPES = { picture: 'image/*', document: 'application/pdf', audio: 'audio/*', video: 'video/*' } as const;

/** Data of a kind that is named, or that the name of its file tells, as the block that requests have it in. */
function mediaBlock(name: Value, data: Value, kind: ParameterUse, site: FieldSite, { origin }: ExternalValue): Value {
  const place = knownText(name) ?? (name.kind === 'path' ? name.path : null) ?? '';
  const byName = mediaNamed(place) ?? recordingNamed(place);
  const named = kind.state === 'absent' || kind.value === null ? (byName === null ? null : textValue([MIME_TYPES[byName]], origin)) : kind.value;
  const field = (key: string, value: Value): RecordField => ({ key, value, presence: 'always', site });
  const inside: Value = { kind: 'record', entries: [field('data', data), ...(named === null ? [] : [field('mime_type', named)])], open: null, origin };
  return { kind: 'record', entries: [field('inline_data', inside)], open: null, origin };
}

/** A template of one hole with the text that stands for no name. */
function filledThroughout(content: Value, fillings: Fillings): Value {
  const text = fillingOf(fillings, NAMELESS);
  if (text?.kind !== 'text') return content;
  const holes = namesOfHoles(content);
  return holes.size === 1 ? mapTexts(content, (part) => (typeof part === 'string' ? [part] : text.parts)) : content;
}

function namesOfHoles(value: Value): ReadonlySet<string> {
  const names = new Set<string>();
  mapTexts(value, (part) => {
    if (typeof part !== 'string') names.add(part.label);
    return [part];
  });
  return names;
}

function roleOf(use: ParameterUse, message: ExternalValue): Value {
  const last = use.state === 'unknown' && use.value?.kind === 'external' ? use.value.steps.at(-1) : undefined;
  // A member of the SDK's own list of roles is called like the role: `MessageRole.SYSTEM`.
  if (last?.kind === 'member') return textValue([last.name.toLowerCase()], message.origin);
  return (use.state === 'absent' ? null : use.value) ?? unknown('a role that is not known here', 'dynamic', message.origin);
}

/** `{name}` in a template's text is filled in when it runs; `{{` and `}}` are braces. Text that is filled in already stays as it is. */
function withHoles(value: Value, fillings: Fillings): Value {
  return mapTexts(value, (part, text) => (typeof part !== 'string' ? [part] : part.split(/(\{\{|\}\}|\{[^{}\n]*\})/).flatMap((piece, i): readonly (string | Hole)[] => {
    if (i % 2 === 0) return [piece];
    if (piece === '{{' || piece === '}}') return [piece[0]!];
    const label = piece.slice(1, -1);
    return partsOf(fillingOf(fillings, label.trim()) ?? unknown(`\`${label}\`, which is filled in`, 'dynamic', text.origin), label);
  })));
}

/** Content with the parts of its texts made anew. */
function mapTexts(value: Value, map: (part: string | Hole, text: Value) => readonly (string | Hole)[]): Value {
  switch (value.kind) {
    case 'text':
      return textValue(value.parts.flatMap((part) => map(part, value)), value.origin);
    case 'list':
      return { ...value, items: value.items.map((item) => mapTexts(item, map)) };
    case 'record':
      return { ...value, entries: value.entries.map((entry) => (entry.key === 'role' || entry.key === 'type' ? entry : { ...entry, value: mapTexts(entry.value, map) })) };
    case 'either':
      return either(value.options.map((option) => mapTexts(option, map)), value.origin);
    default:
      return value;
  }
}
