/** What a call asks for: its arguments as one record, and single parameters read from it. */
import type { ParameterUse, RequestSite } from '../model/callsite.ts';
import type { CallExpr } from '../model/facts.ts';
import { namesFor, type Ecosystem, type ParameterSpec, type RequestShape } from '../model/sdk.ts';
import { fieldOf, optionsOf, stateOf, type RecordField, type RecordValue, type Value } from '../model/value.ts';
import type { Resolver } from './resolve.ts';
import { either, originOf } from './values.ts';

/** What a request is read with: the file it stands in, and the resolver. */
export interface RequestContext {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly resolver: Resolver;
}

export interface Request {
  readonly fields: RecordValue;
  readonly site: RequestSite | null;
}

/** The request as one record: the arguments of a call, or the object passed as argument number `shape`. Positional arguments are the fields `#0`, `#1`, … */
export function requestOf(call: CallExpr, at: RequestContext, shape: RequestShape): Request {
  const passed = argumentsOf(call, at);
  if (shape === 'arguments') return { fields: passed, site: { kind: 'arguments', path: at.path, call } };
  const position = fieldOf(passed, `#${shape}`);
  if (position === undefined) return { fields: passed, site: null };
  const record = asRecord(position.value, at);
  if (record === null) {
    const { value } = position;
    return { fields: { ...passed, open: passed.open ?? (value.kind === 'unknown' ? value.why : 'a request that is not known here') }, site: null };
  }
  const literal = record.origin.expr;
  return {
    fields: { ...record, entries: [...passed.entries, ...record.entries], open: record.open ?? passed.open },
    site: literal.kind === 'record' ? { kind: 'record', path: record.origin.path, record: literal } : null,
  };
}

function argumentsOf(call: CallExpr, at: RequestContext): RecordValue {
  const entries: RecordField[] = [];
  let open: string | null = call.close < 0 && call.open >= 0 ? 'the call is being typed' : null;
  call.args.forEach((argument, index) => {
    const value = at.resolver.resolve(at.path, argument.value);
    if (argument.kind === 'named') entries.push({ key: argument.name, value, presence: 'always', site: { kind: 'argument', path: at.path, call, argument } });
    else if (argument.kind === 'positional') entries.push({ key: `#${index}`, value, presence: 'always', site: { kind: 'argument', path: at.path, call, argument } });
    else {
      const record = argument.kind === 'named-spread' ? recordAmong(value) : null;
      if (record === null) open ??= value.kind === 'unknown' ? value.why : 'arguments that are not known here';
      else {
        entries.push(...record.entries);
        open ??= record.open;
      }
    }
  });
  return { kind: 'record', entries, open, origin: originOf(at.path, call) };
}

/** A value as a record: a literal, or an object of the SDK's own (`GenerateContentConfig(…)`), whose fields are what it is built with. */
function asRecord(value: Value, at: RequestContext): RecordValue | null {
  const record = recordAmong(value);
  if (record !== null || value.kind !== 'external') return record;
  const last = value.steps.at(-1);
  if (last?.kind !== 'call' || last.call === null) return null;
  const built = requestOf(last.call, { ...at, path: last.path }, at.ecosystem === 'python' ? 'arguments' : 0);
  return built.fields;
}

/** A record, also when it is one of several and the others are null; fields of two records that differ are there sometimes. */
function recordAmong(value: Value): RecordValue | null {
  const options = optionsOf(value).filter((option) => option.kind !== 'null');
  const records = options.filter((option) => option.kind === 'record');
  if (records.length === 0) return null;
  if (records.length === 1) return options.length === 1 ? records[0]! : { ...records[0]!, open: records[0]!.open ?? 'one of several requests' };
  const first = records[0]!;
  const keys = new Set(records.flatMap((record) => record.entries.map((entry) => entry.key)));
  const entries: RecordField[] = [];
  for (const key of keys) {
    const fields = records.map((record) => fieldOf(record, key));
    const present = fields.filter((field) => field !== undefined);
    const everywhere = present.length === records.length && present.every((field) => field.presence === 'always');
    entries.push({ key, value: either(present.map((field) => field.value), first.origin), presence: everywhere ? 'always' : 'sometimes', site: present[0]!.site });
  }
  return { ...first, entries, open: records.find((record) => record.open !== null)?.open ?? (records.length < options.length ? 'one of several requests' : null) };
}

/** One parameter: the first of its names that is written down. Dots descend into objects. */
export function parameterOf(fields: RecordValue, spec: ParameterSpec | undefined, at: RequestContext): ParameterUse {
  if (spec === undefined || namesFor(spec.names, at.ecosystem).length === 0) return { state: 'absent' };
  let doubtful: ParameterUse | null = null;
  for (const name of namesFor(spec.names, at.ecosystem)) {
    const use = fieldUse(fields, name.split('.'), name, at);
    if (use === null) continue;
    if (use.state !== 'absent' && !(use.state === 'unknown' && use.site === null)) return use;
    if (use.state === 'unknown') doubtful ??= use;
  }
  if (spec.position !== undefined) {
    const use = fieldUse(fields, [`#${spec.position}`], namesFor(spec.names, at.ecosystem)[0]!, at);
    if (use !== null) return use;
  }
  return doubtful ?? (fields.open === null ? { state: 'absent' } : { state: 'unknown', why: fields.open, name: null, value: null, site: null });
}

/** Names of the values that SDKs define for "as if not passed". */
const NOT_GIVEN = /^(NOT_GIVEN|NotGiven\(\)|omit|Omit\(\)|not_given)$/;

function fieldUse(fields: RecordValue, path: readonly string[], name: string, at: RequestContext): ParameterUse | null {
  const field = fieldOf(fields, path[0]!);
  if (field === undefined) return null;
  if (path.length > 1) {
    const inner = asRecord(field.value, at);
    if (inner !== null) return fieldUse(inner, path.slice(1), name, at) ?? (inner.open === null ? null : { state: 'unknown', why: inner.open, name: null, value: null, site: null });
    return field.value.kind === 'null' ? null : { state: 'unknown', why: 'an object that is not known here', name, value: null, site: null };
  }
  const { value, site } = field;
  const options = optionsOf(value);
  const given = options.filter((option) => option.kind !== 'null' && !(option.kind === 'external' && option.steps.at(-1)?.kind === 'member' && NOT_GIVEN.test((option.steps.at(-1) as { readonly name: string }).name)));
  if (given.length === 0) return { state: 'unknown', why: 'passed as nothing', name, value, site };
  const state = stateOf(value);
  if (state === 'unknown') return { state, why: whyUnknown(value), name, value, site };
  return { state: field.presence === 'sometimes' || given.length < options.length ? 'partial' : state, name, value, site };
}

/** The reason, for a person, why a value is not known; the first that applies. */
export function whyUnknown(value: Value): string {
  for (const option of optionsOf(value)) if (option.kind === 'unknown') return option.why;
  if (value.kind === 'external') return value.package === '' ? `\`${value.steps.map((step) => (step.kind === 'member' ? step.name : '()')).join('.')}\`` : `a value from \`${value.package}\``;
  return 'a value that is only known when it runs';
}
