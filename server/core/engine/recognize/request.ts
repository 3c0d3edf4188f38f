/** What a call asks for: its arguments as one record, and single parameters read from it. */
import type { ParameterUse, RequestSite } from '../../model/callsite.ts';
import type { CallExpr } from '../../model/facts.ts';
import { namesFor, type Ecosystem, type OperationSpec, type ParameterName, type ParameterSpec, type RequestShape } from '../../model/sdk.ts';
import { fieldOf, filling, knownText, optionsOf, stateOf, type Activation, type ExternalValue, type FieldSite, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import type { Resolver } from '../resolve/resolve.ts';
import { either, fieldsOfEither, originOf, unknown } from '../resolve/values.ts';

/** What a request is read with: the file it stands in, and the resolver. */
export interface RequestContext {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly resolver: Resolver;
  /** Whether a package is an SDK's: what its functions return may be read as a record of what they are called with. */
  isSdk(name: string): boolean;
  /** Whether a method of an SDK's gives its object with other settings (`lm.copy()`): what the object was built with still holds. */
  isFluent(name: string, method: string): boolean;
  /** The run of a function in which what is read is worth what it is. */
  readonly activation?: Activation | undefined;
}

/** A context for reading a call that stands elsewhere. */
export function whereCalled<Context extends RequestContext>(at: Context, { path, activation }: { readonly path: string; readonly activation?: Activation | undefined }): Context {
  return { ...at, path, activation };
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
  const record = recordIn(position.value, at);
  if (record === null) {
    const { value } = position;
    // A text or a list is the whole of what is asked: no fields stand beside it.
    if (value.kind === 'text' || value.kind === 'list') return { fields: passed, site: null };
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
    const value = at.resolver.resolve(at.path, argument.value, at.activation);
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

/** What a call on the way to another carries: its arguments, in JavaScript the fields of each object among them. */
export function settingsOf(call: CallExpr, at: RequestContext): RecordValue {
  const passed = argumentsOf(call, at);
  if (at.ecosystem === 'python') return passed;
  const records: RecordValue[] = [];
  const others: RecordField[] = [];
  for (const entry of passed.entries) {
    const record = entry.key.startsWith('#') ? recordAmong(entry.value) : null;
    // What a call builds (a schema) is an argument of its own, not settings.
    if (record === null || record.origin.expr.kind === 'call') others.push(entry);
    else records.push(record);
  }
  const whole = others.find((entry) => entry.key === '#0')?.value;
  // A key of the environment is none either.
  const open = whole?.kind === 'unknown' && !isPlain(whole) ? whole.why : null;
  return { ...passed, entries: [...others, ...records.flatMap((record) => record.entries)], open: passed.open ?? records.find((record) => record.open !== null)?.open ?? open };
}

/** Records of which one holds: their fields together. At least one. */
export function joinRecords(records: readonly RecordValue[]): RecordValue {
  return records.length === 1 ? records[0]! : recordAmong({ kind: 'either', options: records, origin: records[0]!.origin })!;
}

/** A value as a record: a literal, one that is written as text (`json.dumps({…})`), or an object of the SDK's own (`GenerateContentConfig(…)`), whose fields are what it is built with. */
export function recordIn(value: Value, at: RequestContext): RecordValue | null {
  const record = recordAmong(filling(value));
  if (record !== null) return record;
  const objects = optionsOf(value).filter((option) => option.kind !== 'null').map((option) => {
    // An object of a class that is derived from the SDK's.
    const object = option.kind === 'object' ? at.resolver.asOutside(option) : option;
    return object?.kind === 'external' ? builtWith(object, at) : null;
  });
  const built = objects.filter((object) => object !== null);
  if (built.length === 0) return null;
  if (built.length === objects.length) return joinRecords(built);
  // It may be another one: what a run ended with, what a caller passes.
  const why = 'an object that is not known here';
  const other = unknown(why, 'dynamic', value.origin);
  return { ...built[0]!, entries: fieldsOfEither(built, true).map((field) => ({ ...field, value: either([field.value, other], field.value.origin) })), open: built.find(({ open }) => open !== null)?.open ?? why };
}

/** The fields of every call that an object came from, later ones winning: `Agent(…).clone(…)`. */
function builtWith(value: ExternalValue, at: RequestContext): RecordValue | null {
  if (value.steps.at(-1)?.kind !== 'call' || !at.isSdk(value.package)) return null;
  const calls = value.steps.filter((step) => step.kind === 'call');
  const built = calls.flatMap((step) => (step.call === null ? [] : [settingsOf(step.call, whereCalled(at, step))]));
  const last = built.at(-1);
  if (last === undefined) return null;
  const [root] = value.steps.slice(Math.max(0, value.steps.indexOf(calls[0]!) - 1));
  const inSight = built.length === calls.length && !(root?.kind === 'member' && at.isFluent(value.package, root.name));
  const open = built.find((fields) => fields.open !== null)?.open ?? (inSight ? null : 'settings that are made elsewhere');
  return { ...last, entries: [...built.slice(0, -1).flatMap((fields) => fields.entries.filter((entry) => !entry.key.startsWith('#'))), ...last.entries], open };
}

/** A record, also when it is one of several and the others are null; fields of two records that differ are there sometimes. */
function recordAmong(value: Value): RecordValue | null {
  const options = optionsOf(value).filter((option) => option.kind !== 'null');
  const records = options.filter((option) => option.kind === 'record');
  if (records.length === 0) return null;
  if (records.length === 1) return options.length === 1 ? records[0]! : { ...records[0]!, open: records[0]!.open ?? 'one of several requests' };
  const first = records[0]!;
  const entries = fieldsOfEither(records, true);
  return { ...first, entries, open: records.find((record) => record.open !== null)?.open ?? (records.length < options.length ? 'one of several requests' : null) };
}

const PARAMETER_NAMES: readonly ParameterName[] = [
  'model', 'system', 'messages', 'prompt', 'documents', 'tools', 'toolChoice', 'parallelTools', 'maxOutput', 'stop', 'temperature', 'completions', 'stream', 'reasoning', 'outputFormat', 'outputMethod', 'outputName', 'cache',
  'cacheKey', 'serviceTier', 'region', 'steps', 'previousResponse', 'retries', 'timeout', 'extraBody', 'lifetime', 'modalities',
];

/** What a request says by the names of an operation. */
export function parametersIn(request: RecordValue, { parameters }: Pick<OperationSpec, 'parameters'>, at: RequestContext): Record<ParameterName, ParameterUse> {
  return Object.fromEntries(PARAMETER_NAMES.map((name) => [name, parameterOf(request, parameters[name], at)])) as Record<ParameterName, ParameterUse>;
}

/** One parameter: the first of its names that is written down, or those of which one is (`model` in one of two requests, `modelName` in the other). Dots descend into objects. */
export function parameterOf(fields: RecordValue, spec: ParameterSpec | undefined, at: RequestContext): ParameterUse {
  if (spec === undefined || namesFor(spec.names, at.ecosystem).length === 0) return { state: 'absent' };
  let doubtful: ParameterUse | null = null;
  const sometimes: { readonly name: string; readonly value: Value; readonly site: FieldSite; readonly use: ParameterUse }[] = [];
  for (const name of namesFor(spec.names, at.ecosystem)) {
    const use = fieldUse(fields, name.split('.'), name, at);
    if (use === null) continue;
    if (use.state !== 'absent' && use.value !== null && use.site !== null && isSometimes(fields, name.split('.'), at)) sometimes.push({ name, value: use.value, site: use.site, use: name.includes('.') ? inOneOfSeveral(use, use.value) : use });
    else if (use.state !== 'absent' && !(use.state === 'unknown' && use.site === null)) {
      if (sometimes.length === 0) return use;
      break;
    }
    if (use.state === 'unknown') doubtful ??= use;
  }
  if (sometimes.length > 0) return eitherUse(sometimes);
  if (spec.position !== undefined) {
    const use = fieldUse(fields, [`#${spec.position}`], namesFor(spec.names, at.ecosystem)[0]!, at);
    if (use !== null) return use;
  }
  if (spec.settingsPosition !== undefined) {
    const use = fieldUse(fields, [`settings#${spec.settingsPosition}`], namesFor(spec.names, at.ecosystem)[0]!, at);
    if (use !== null) return use;
  }
  return doubtful ?? (fields.open === null ? { state: 'absent' } : { state: 'unknown', why: fields.open, name: null, value: null, site: null });
}

/** Whether a field, or an object that it stands in, is there in one of several requests alone. */
function isSometimes(fields: RecordValue, [first, ...rest]: readonly string[], at: RequestContext): boolean {
  const ofEach = first!.endsWith('[]');
  const field = fieldOf(fields, ofEach ? first!.slice(0, -2) : first!);
  if (field === undefined || field.presence === 'sometimes') return field !== undefined;
  const inner = rest.length === 0 ? null : recordIn(ofEach ? at.resolver.elementOf(field.value, at.activation) : field.value, at);
  return inner !== null && isSometimes(inner, rest, at);
}

/** A field of one of several objects, where the others say nothing of it: it may be another object than the one in sight. */
function inOneOfSeveral(use: ParameterUse, value: Value): ParameterUse {
  return use.state === 'unknown' && value.kind === 'external' ? { ...use, value: either([value, unknown('one of several that says nothing of it', 'dynamic', value.origin)], value.origin) } : use;
}

/** Fields of several names, of which one is set: what it is worth is what either is. */
function eitherUse(uses: readonly { readonly name: string; readonly value: Value; readonly site: FieldSite; readonly use: ParameterUse }[]): ParameterUse {
  const { name, site, use } = uses[0]!;
  if (uses.length === 1) return use;
  const value = either(uses.map((one) => one.value), uses[0]!.value.origin);
  return stateOf(value) === 'unknown' ? { state: 'unknown', why: whyUnknown(value), name, value, site } : { state: 'partial', name, value, site };
}

/** Names of the values that SDKs define for "as if not passed", and of classes whose objects are such. */
const NOT_GIVEN = /^(?:NOT_GIVEN|omit|not_given)$/;
const CLASS_NOT_GIVEN = /^(?:NotGiven|Omit)$/;

function isNotGiven(option: Value): boolean {
  if (option.kind !== 'external') return false;
  const [before, last] = option.steps.slice(-2).length === 2 ? option.steps.slice(-2) : [undefined, option.steps[0]];
  return last?.kind === 'call' ? before?.kind === 'member' && CLASS_NOT_GIVEN.test(before.name) : last?.kind === 'member' && NOT_GIVEN.test(last.name);
}

function fieldUse(fields: RecordValue, path: readonly string[], name: string, at: RequestContext): ParameterUse | null {
  const ofEach = path[0]!.endsWith('[]');
  const field = fieldOf(fields, ofEach ? path[0]!.slice(0, -2) : path[0]!);
  if (field === undefined) return null;
  if (path.length > 1) {
    const held = ofEach ? at.resolver.elementOf(field.value, at.activation) : field.value;
    const inner = recordIn(held, at);
    if (inner !== null) return fieldUse(inner, path.slice(1), name, at) ?? (inner.open === null ? null : { state: 'unknown', why: inner.open, name: null, value: null, site: null });
    const ofSome = fieldOfSome(held, path.slice(1), name, at);
    if (ofSome !== null) return ofSome;
    return optionsOf(field.value).every(isPlain) ? null : { state: 'unknown', why: 'an object that is not known here', name, value: null, site: null };
  }
  const whole = ofEach ? at.resolver.elementOf(field.value, at.activation) : field.value;
  const { site } = field;
  const options = optionsOf(whole);
  const given = options.filter((option) => option.kind !== 'null' && !isNotGiven(option));
  const value: Value = options.some(isNotGiven) ? either(options.map((option) => (isNotGiven(option) ? { kind: 'null', origin: option.origin } : option)), whole.origin) : whole;
  if (given.length === 0) return { state: 'unknown', why: 'passed as nothing', name, value, site };
  const state = stateOf(value);
  if (state === 'unknown') return { state, why: whyUnknown(value), name, value, site };
  return { state: field.presence === 'sometimes' || given.length < options.length ? 'partial' : state, name, value, site };
}

/** A field of the objects in sight among those that one may be, where it may be another one too: what is kept in a session, or given by a caller. */
function fieldOfSome(held: Value, path: readonly string[], name: string, at: RequestContext): ParameterUse | null {
  const options = optionsOf(held);
  const other = options.find((option) => option.kind === 'unknown');
  const seen = options.filter((option) => option.kind !== 'unknown' && option.kind !== 'null');
  if (other?.kind !== 'unknown' || seen.length === 0) return null;
  const inner = recordIn(either(seen, held.origin), at);
  const use = inner === null ? null : fieldUse(inner, path, name, at);
  if (use === null || use.state === 'absent' || use.value === null) return null;
  const value = either([...optionsOf(use.value), other], use.value.origin);
  return use.state === 'unknown' ? { ...use, value } : { state: 'partial', name: use.name, site: use.site, value };
}

/** Text, a number, nothing: there is no field in it. */
function isPlain(value: Value): boolean {
  return value.kind === 'null' || value.kind === 'number' || value.kind === 'boolean' || knownText(value) !== null || (value.kind === 'unknown' && value.cause === 'environment');
}

/** The reason, for a person, why a value is not known; the first that applies. */
export function whyUnknown(value: Value): string {
  for (const option of optionsOf(value).map(filling)) if (option.kind === 'unknown') return option.why;
  if (value.kind === 'external') return value.package === '' ? `\`${value.steps.map((step) => (step.kind === 'member' ? step.name : '()')).join('.')}\`` : `a value from \`${value.package}\``;
  return 'a value that is only known when it runs';
}
