/** Messages that are objects of an SDK (`SystemMessage("…")`, a prompt template) or pairs of role and text, as the records of role and content that the rest of the engine reads. */
import type { ParameterUse } from '../model/callsite.ts';
import type { MessageSpec } from '../model/sdk.ts';
import { stateOf, type ExternalValue, type FieldSite, type Hole, type RecordField, type Value } from '../model/value.ts';
import { parameterOf, requestOf, whereCalled, whyUnknown, type RequestContext } from './request.ts';
import { either, textValue, unknown } from './values.ts';

/** The message that a value stands for, or undefined. */
export type MessageSpecOf = (value: ExternalValue) => MessageSpec | undefined;

export function readMessages(use: ParameterUse, specOf: MessageSpecOf, at: RequestContext): ParameterUse {
  if (use.state === 'absent' || use.value === null || use.site === null || use.name === null) return use;
  return useOf(asMessages(use.value, specOf, at, { site: use.site, holes: undefined }, 0), use.name, use.site);
}

/** The messages of a prompt template that stands before the model. */
export function templateUse(template: ExternalValue, specOf: MessageSpecOf, at: RequestContext): ParameterUse | null {
  const read = contentOf(template, specOf, at, 0);
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
}

function asMessages(value: Value, specOf: MessageSpecOf, at: RequestContext, within: Within, depth: number): Value {
  if (depth > 4) return value;
  switch (value.kind) {
    case 'external':
      return contentOf(value, specOf, at, depth)?.value ?? value;
    case 'either':
      return either(value.options.map((option) => asMessages(option, specOf, at, within, depth + 1)), value.origin);
    case 'list': {
      const pair = pairOf(value.items, value, within);
      return pair ?? { ...value, items: value.items.map((item) => asMessages(item, specOf, at, within, depth + 1)) };
    }
    case 'record': {
      const entries = value.entries.map((entry) => (entry.key === 'content' || entry.key === 'parts' ? { ...entry, value: asMessages(entry.value, specOf, at, { ...within, holes: undefined }, depth + 1) } : entry));
      const read = entries.every((entry, i) => entry.value === value.entries[i]!.value) ? value : { ...value, entries };
      return within.holes === undefined ? read : withHoles(read);
    }
    default:
      return within.holes === undefined ? value : withHoles(value);
  }
}

const ROLES = new Set(['system', 'developer', 'user', 'human', 'assistant', 'ai', 'tool', 'placeholder']);

/** `("system", "…")`. */
function pairOf(items: readonly Value[], list: Value, { site, holes }: Within): Value | null {
  const [role, content] = items;
  if (items.length !== 2 || role?.kind !== 'text' || content === undefined || typeof role.parts[0] !== 'string' || !ROLES.has(role.parts[0])) return null;
  // What a placeholder names is put in its place: any number of messages.
  if (role.parts[0] === 'placeholder') return unknown('messages that are filled in', 'dynamic', list.origin);
  const second = list.origin.expr.kind === 'list' ? list.origin.expr.items[1] : undefined;
  const place: FieldSite = second === undefined ? site : { kind: 'statement', path: list.origin.path, span: second, value: second };
  return { kind: 'record', entries: [{ key: 'role', value: role, presence: 'always', site }, { key: 'content', value: holes === undefined ? content : withHoles(content), presence: 'always', site: place }], open: null, origin: list.origin };
}

function contentOf(value: ExternalValue, specOf: MessageSpecOf, at: RequestContext, depth: number): { readonly value: Value; readonly use: Exclude<ParameterUse, { readonly state: 'absent' }> } | null {
  const spec = specOf(value);
  // What follows it, `.format_messages(…)`, fills it in.
  const made = value.steps.find((step) => step.kind === 'call');
  if (spec === undefined || made?.kind !== 'call' || made.call === null) return null;
  const inFile = whereCalled(at, made);
  const use = parameterOf(requestOf(made.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0).fields, spec.content, inFile);
  if (use.state === 'absent' || use.value === null || use.site === null) return null;
  const content = asMessages(use.value, specOf, at, { site: use.site, holes: spec.holes }, depth + 1);
  if (spec.role === null) return { value: content, use };
  const role = typeof spec.role === 'string' ? textValue([spec.role], value.origin) : roleOf(parameterOf(requestOf(made.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0).fields, spec.role, inFile), value);
  const entries: readonly RecordField[] = [
    { key: 'role', value: role, presence: 'always', site: use.site },
    { key: 'content', value: content, presence: 'always', site: use.site },
  ];
  return { value: { kind: 'record', entries, open: null, origin: value.origin }, use };
}

function roleOf(use: ParameterUse, message: ExternalValue): Value {
  const last = use.state === 'unknown' && use.value?.kind === 'external' ? use.value.steps.at(-1) : undefined;
  // A member of the SDK's own list of roles is called like the role: `MessageRole.SYSTEM`.
  if (last?.kind === 'member') return textValue([last.name.toLowerCase()], message.origin);
  return (use.state === 'absent' ? null : use.value) ?? unknown('a role that is not known here', 'dynamic', message.origin);
}

/** `{name}` in a template's text is filled in when it runs; `{{` and `}}` are braces. Text that is filled in already stays as it is. */
function withHoles(value: Value): Value {
  switch (value.kind) {
    case 'text': {
      const parts = value.parts.flatMap((part) => (typeof part !== 'string' ? [part] : part.split(/(\{\{|\}\}|\{[^{}\n]*\})/).map((piece, i): string | Hole => {
        if (i % 2 === 0) return piece;
        if (piece === '{{' || piece === '}}') return piece[0]!;
        const label = piece.slice(1, -1);
        return { kind: 'hole', label, value: unknown(`\`${label}\`, which is filled in`, 'dynamic', value.origin) };
      })));
      return textValue(parts, value.origin);
    }
    case 'list':
      return { ...value, items: value.items.map(withHoles) };
    case 'record':
      return { ...value, entries: value.entries.map((entry) => (entry.key === 'role' || entry.key === 'type' ? entry : { ...entry, value: withHoles(entry.value) })) };
    case 'either':
      return either(value.options.map(withHoles), value.origin);
    default:
      return value;
  }
}
