/** Builders of values that keep their invariants: adjacent literals merged, eithers flat and without repetition. */
import type { CallExpr, Expr } from '../../model/facts.ts';
import { optionsOf, type Activation, type EitherValue, type ExternalStep, type ExternalValue, type Hole, type ListValue, type ObjectValue, type Origin, type RecordField, type RecordValue, type TextValue, type UnknownValue, type Value } from '../../model/value.ts';

/** More options than this say nothing useful: the rest is one unknown. */
const MAX_OPTIONS = 12;

export function originOf(path: string, expr: Expr): Origin {
  return { path, expr, name: null };
}

export function unknown(why: string, cause: UnknownValue['cause'], origin: Origin): UnknownValue {
  return { kind: 'unknown', why, cause, origin };
}

/** A number that is only known at run time. */
export function number(why: string, origin: Origin): UnknownValue {
  return { ...unknown(why, 'dynamic', origin), of: 'number' };
}

/** A field that an open record does not show and may have. What a caller passes as `**kwargs` is the caller's choice. */
export function restOf(record: RecordValue, key: string, origin: Origin): UnknownValue {
  return unknown(record.open === null ? `there is no \`${key}\` in it` : `\`${key}\` of ${record.open}`, record.origin.expr.kind === 'parameter' ? 'parameter' : 'dynamic', origin);
}

/** Why a list has more items than are in sight that is made by one expression for each item of another. */
export const MADE_FOR_EACH = 'built in a loop';

/** A field of an open record that it does not show: one of those whose keys are not known, or something else. */
export function otherOf(record: RecordValue, key: string, origin: Origin): Value {
  const rest = restOf(record, key, origin);
  return record.others === undefined ? rest : either([record.others, rest], origin);
}

/** The name of a field that a value is the key of: a text, or a number; null where it is neither, or not known. */
export function keyText(value: Value): string | null {
  if (value.kind === 'number') return String(value.value);
  const whole = value.kind === 'text' && value.parts.length === 1 ? value.parts[0] : null;
  return typeof whole === 'string' ? whole : null;
}

/** What a record's fields hold, whichever is read. */
export function fieldValues(record: RecordValue): readonly Value[] {
  return [...record.entries.map((entry) => entry.value), ...(record.others === undefined ? [] : [record.others])];
}

/** The fields of one of several records: each key once, worth what it is in any of them; `certain` where it is one of these and nothing else. At least one record. */
export function fieldsOfEither(records: readonly RecordValue[], certain: boolean): readonly RecordField[] {
  const byKey = new Map<string, RecordField[]>();
  for (const { entries } of records) {
    for (const [key, field] of new Map(entries.map((entry) => [entry.key, entry]))) {
      const fields = byKey.get(key);
      if (fields === undefined) byKey.set(key, [field]);
      else fields.push(field);
    }
  }
  return [...byKey].map(([key, fields]): RecordField => ({
    key,
    value: either(fields.map((field) => field.value), records[0]!.origin),
    presence: certain && fields.length === records.length && fields.every((field) => field.presence === 'always') ? 'always' : 'sometimes',
    site: fields[0]!.site,
  }));
}

/** A whole text that is read when the code runs. */
export function wholeText(label: string, value: Value, origin: Origin): TextValue {
  return textValue([{ kind: 'hole', label, value, whole: 'text' }], origin);
}

export function textValue(parts: readonly (string | Hole)[], origin: Origin): TextValue {
  const merged: (string | Hole)[] = [];
  for (const part of parts) {
    const last = merged.length - 1;
    if (typeof part === 'string' && typeof merged[last] === 'string') merged[last] += part;
    else if (part !== '') merged.push(part);
  }
  return { kind: 'text', parts: merged, origin };
}

/** The parts a value contributes to a text: its own parts if it is text, its digits if a number, else a hole. */
export function partsOf(value: Value, label: string): readonly (string | Hole)[] {
  switch (value.kind) {
    case 'text':
      return value.parts;
    case 'number':
    case 'boolean':
      return [String(value.value)];
    default:
      return [{ kind: 'hole', label, value }];
  }
}

/** A value as the only one of its options. */
export function one(value: Value, origin: Origin): Value {
  return value.kind === 'either' ? either(value.options, origin) : value;
}

/** Up to so many options each is compared with those before it, which needs no table. */
const FEW = 8;

/** A record of fields that no literal writes: they stand where it comes from. */
export function record(fields: readonly (readonly [key: string, value: Value])[], origin: Origin): RecordValue {
  const { path, expr } = origin;
  const site = { kind: 'statement', path, span: expr, value: expr } as const;
  return { kind: 'record', entries: fields.map(([key, value]) => ({ key, value, presence: 'always' as const, site })), open: null, origin };
}

/** What `map` makes of a value, of each one it may be. */
export function mapOptions(value: Value, origin: Origin, map: (option: Value) => Value): Value {
  return either(optionsOf(value).map(map), origin);
}

/** One of `options`; a single one is itself. */
export function either(options: readonly Value[], origin: Origin): Value {
  if (options.length === 1) return one(options[0]!, origin);
  const given = options.some((option) => option.kind === 'either') ? options.flatMap(optionsOf) : options;
  const flat = given.length <= FEW ? withoutRepetition(given) : distinct(given);
  if (flat.length === 0) return unknown('it has no value here', 'dynamic', origin);
  if (flat.length === 1) return flat[0]!;
  if (flat.length > MAX_OPTIONS) return { kind: 'either', options: [...flat.slice(0, MAX_OPTIONS), unknown('too many possibilities', 'limit', origin)], origin };
  return { kind: 'either', options: flat, origin } satisfies EitherValue;
}

function withoutRepetition(options: readonly Value[]): readonly Value[] {
  const flat: Value[] = [];
  for (const option of options) if (!flat.some((other) => isSame(option, other))) flat.push(option);
  return flat;
}

function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  const key = identity(a);
  return key !== null && key === identity(b);
}

function distinct(options: readonly Value[]): readonly Value[] {
  const flat: Value[] = [];
  const seen = new Set<string>();
  for (const option of options) {
    const key = identity(option);
    if (key !== null) {
      if (seen.has(key)) continue;
      seen.add(key);
    } else if (flat.includes(option)) continue;
    flat.push(option);
  }
  return flat;
}

const runNumbers = new WeakMap<Activation, number>();
let runs = 0;

/** A run of a function by a number, as long as it is remembered. */
function runNumber(run: Activation): number {
  let number = runNumbers.get(run);
  if (number === undefined) runNumbers.set(run, (number = runs += 1));
  return number;
}

/** Two values with the same one are the same value; null where nothing short tells. */
function identity(value: Value): string | null {
  switch (value.kind) {
    case 'text':
      return value.parts.every((part) => typeof part === 'string') ? `t${value.parts.join('')}` : null;
    case 'number':
    case 'boolean':
      return `${value.kind}${value.value}`;
    case 'null':
      return 'null';
    case 'function': {
      // A method of another object is another function.
      const self = value.self === null ? '' : identity(value.self);
      return self === null || value.filled !== undefined ? null : `f${value.path}#${value.function} ${self}${value.activation === undefined ? '' : ` in ${runNumber(value.activation)}`}`;
    }
    case 'class':
      return `c${value.path}#${value.class}`;
    case 'object':
      return identityOfObject(value);
    case 'external':
      return value.filled !== undefined || value.steps.some((step) => step.kind === 'call' && step.call !== null) ? null : `e${value.package}:${JSON.stringify(value.steps)}`;
    case 'path':
      return value.path === null ? null : `p${value.from}:${value.path}`;
    case 'unknown':
      return `u${value.cause}:${value.why}`;
    default:
      return null;
  }
}

function identityOfObject({ path, class: of, construction, set, derived }: ObjectValue): string | null {
  if (set !== undefined || construction?.activation !== undefined) return null;
  return `o${path}#${of}${derived === undefined ? '' : `/${derived.path}#${derived.class}`}${construction === null ? '' : `@${construction.path}:${construction.call.start}`}`;
}

export function external(pkg: string, steps: readonly ExternalStep[], origin: Origin): ExternalValue {
  return { kind: 'external', package: pkg, steps, origin };
}

/** Whether a value may be what a call made, or something of it. */
export function isMadeBy(value: Value, construction: CallExpr): boolean {
  return optionsOf(value).some((option) => option.kind === 'external' && option.steps.some((step) => step.kind === 'call' && step.call === construction));
}

/** Names the constant that a value came through, if nothing nearer to it has a name. */
export function named<V extends Value>(value: V, name: string): V {
  return value.origin.name === null ? { ...value, origin: { ...value.origin, name } } : value;
}

/** A module, or an object that is built in sight. What else comes from outside may be nothing: a setting, a field of a request. */
function isThing({ steps }: ExternalValue): boolean {
  const [made, of] = [steps.at(-1), steps.at(-2)];
  return made === undefined || (made.kind === 'call' && made.call !== null && (made.call.form === 'new' || (of?.kind === 'member' && /^[A-Z]/.test(of.name))));
}

/** Whether a value is a list of which all items are in sight, and there for certain. */
export function isWholeList(value: Value | null | undefined): value is ListValue & { readonly open: null } {
  return value?.kind === 'list' && value.open === null && value.sometimes === undefined;
}

/** Whether a value is none of those that stand for nothing, for certain: something that is made or written down, not what only a type tells of. */
export function isSomething(value: Value): boolean {
  return isFalsy(value) === 'no' && (value.kind !== 'object' || value.construction !== null);
}

/** A value that is false in a condition for certain (`yes`), true for certain (`no`), or not known. */
export function isFalsy(value: Value): 'yes' | 'no' | 'unknown' {
  switch (value.kind) {
    case 'null':
      return 'yes';
    case 'boolean':
    case 'number':
      return value.value ? 'no' : 'yes';
    case 'text':
      return value.parts.length === 0 ? 'yes' : value.parts.some((part) => typeof part === 'string' && part !== '') ? 'no' : 'unknown';
    case 'external':
      return isThing(value) ? 'no' : 'unknown';
    case 'function':
    case 'class':
    case 'object':
    case 'module':
    case 'path':
      return 'no';
    case 'list':
      return value.items.length > 0 ? 'no' : value.open === null ? 'yes' : 'unknown';
    case 'record':
      return value.entries.length > 0 ? 'no' : value.open === null ? 'yes' : 'unknown';
    case 'either':
    case 'unknown':
      return 'unknown';
  }
}

/** What a caller may give, in the place of what stands in where none does. */
export function asInstead(value: Value): Value {
  return value.kind === 'unknown' && value.cause === 'parameter' ? { ...value, cause: 'instead' } : value;
}
