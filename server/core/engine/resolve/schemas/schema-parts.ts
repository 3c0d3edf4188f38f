/** The parts that JSON schemas are put together from, in the order in which pydantic writes them. */
import { knownText, type Origin, type RecordValue, type Value } from '../../../model/value.ts';
import { OPTIONAL } from './schema-words.ts';
import { record, textValue, unknown } from '../values.ts';

export type Field = readonly [name: string, schema: Value];

export function listOf(items: readonly Value[], origin: Origin): Value {
  return { kind: 'list', items, open: null, origin };
}

function fieldsIn(schema: RecordValue): readonly Field[] {
  return schema.entries.map((entry): Field => [entry.key, entry.value]);
}

/** @param holds whether the schema says that an object has no other fields */
export function objectSchema(fields: readonly Field[], more: readonly Field[], origin: Origin, holds: 'these alone' | 'more'): RecordValue {
  const required = fields.filter(([, field]) => field.kind !== 'record' || !field.entries.some(({ key }) => key === 'default' || key === OPTIONAL)).map(([name]) => textValue([name], origin));
  const properties = record(fields.map(([name, field]) => [name, withoutEntry(field, OPTIONAL)]), origin);
  const type: Field = ['type', textValue(['object'], origin)];
  const requires: readonly Field[] = required.length === 0 ? [] : [['required', listOf(required, origin)]];
  if (holds === 'more') return record([...more, ['properties', properties], ...requires, type], origin);
  return record([type, ['properties', properties], ...requires, ['additionalProperties', { kind: 'boolean', value: false, origin }], ...more], origin);
}

/** One of some values: of one, it is said to be that. */
export function choiceSchema(options: readonly Value[], origin: Origin): RecordValue {
  const types = new Set(options.map((option) => (option.kind === 'text' ? 'string' : option.kind === 'number' ? 'integer' : option.kind)));
  const [type] = types;
  const [only] = options;
  const named: readonly Field[] = types.size === 1 && (type === 'string' || type === 'integer') ? [['type', textValue([type], origin)]] : [];
  return record([options.length === 1 ? ['const', only!] : ['enum', listOf(options, origin)], ...named], origin);
}

export function listSchema(items: Value, type: string, origin: Origin): RecordValue {
  const unique: readonly Field[] = /set$/i.test(type) ? [['uniqueItems', { kind: 'boolean', value: true, origin }]] : [];
  return record([['items', items], ['type', textValue(['array'], origin)], ...unique], origin);
}

export function tupleSchema(items: readonly Value[], origin: Origin): RecordValue {
  const size: Value = { kind: 'number', value: items.length, origin };
  return record([['maxItems', size], ['minItems', size], ['prefixItems', listOf(items, origin)], ['type', textValue(['array'], origin)]], origin);
}

/** @param held null where nothing is said of what the table holds */
export function tableSchema(held: Value | null, origin: Origin): RecordValue {
  const whatever: Value = { kind: 'boolean', value: true, origin };
  return record([...(held === null ? [] : [['additionalProperties', held.kind === 'record' && held.entries.length === 0 ? whatever : held] as const]), ['type', textValue(['object'], origin)]], origin);
}

/** Whether a schema is that of a class, which may be referred to. */
export function isClass(schema: RecordValue): boolean {
  return schema.origin.expr.kind === 'class' && schema.entries.some(({ key }) => key === 'title');
}

/** A schema with entries in the place of those of the same names, and before the others. What is said where a class is used stands beside a reference to it. */
export function withEntries(schema: RecordValue, entries: readonly Field[]): RecordValue {
  if (entries.length === 0) return schema;
  if (isClass(schema)) return record([['$ref', schema], ...entries], { ...schema.origin, expr: { kind: 'opaque', what: 'a class', start: schema.origin.expr.start, end: schema.origin.expr.end } });
  const names = new Set(entries.map(([key]) => key));
  return record([...entries, ...fieldsIn(schema).filter(([key]) => !names.has(key))], schema.origin);
}

export function withoutEntry(schema: Value, key: string): Value {
  return schema.kind === 'record' && schema.entries.some((entry) => entry.key === key) ? record(fieldsIn(schema).filter(([name]) => name !== key), schema.origin) : schema;
}

/** A schema of what need not be there. */
export function optional(schema: Value): Value {
  return schema.kind === 'record' ? withEntries(schema, [[OPTIONAL, { kind: 'null', origin: schema.origin }]]) : schema;
}

/** A schema with its default. */
export function withDefault(schema: Value, byDefault: Value | null): Value {
  const isNothing = byDefault?.kind === 'list' && byDefault.items.length === 0 && byDefault.open === null;
  if (schema.kind !== 'record' || byDefault === null || (!['number', 'boolean', 'null'].includes(byDefault.kind) && !isNothing && knownText(byDefault) === null)) return schema;
  return withEntries(schema, [['default', byDefault]]);
}

export function described(schema: Value, description: Value): Value {
  if (schema.kind !== 'record') return schema;
  return withEntries(schema, [['description', knownText(description) === null && description.kind !== 'text' ? unknown('a description', 'dynamic', description.origin) : description]]);
}

/** Classes within a class stand beside it, and where they are used a reference. Keys are in order, and names as they were declared. One that holds itself is written out once more by what insists on a whole answer. */
export function withDefinitions(root: RecordValue, itself: 'referred to' | 'written out'): RecordValue {
  const definitions = new Map<string, Value>();
  const inside = (value: Value): Value => {
    if (value.kind === 'list') return { ...value, items: value.items.map(inside) };
    if (value.kind !== 'record') return value;
    const walked = { ...value, entries: value.entries.map((entry) => ({ ...entry, value: entry.key === 'properties' && entry.value.kind === 'record' ? eachOf(entry.value, inside) : inside(entry.value) })) };
    if (!isClass(value) || value === root) return inOrder(withoutHolder(walked));
    const name = knownText(value.entries.find(({ key }) => key === 'title')?.value) ?? '';
    definitions.set(name, inOrder(walked));
    return record([['$ref', textValue([`#/$defs/${name}`], value.origin)]], value.origin);
  };
  const whole = inside(root) as RecordValue;
  const own = knownText(root.entries.find(({ key }) => key === 'title')?.value);
  const holdsItself = own !== null && refersTo(whole, `#/$defs/${own}`);
  if (holdsItself) definitions.set(own, whole);
  if (holdsItself && itself === 'referred to') return record([['$defs', inOrder(record([...definitions], root.origin))], ['$ref', textValue([`#/$defs/${own}`], root.origin)]], root.origin);
  return definitions.size === 0 ? whole : record([['$defs', inOrder(record([...definitions], root.origin))], ...fieldsIn(whole)], root.origin);
}

/** Whether a class holds itself. */
function refersTo(value: Value, name: string): boolean {
  if (value.kind === 'list') return value.items.some((item) => refersTo(item, name));
  return value.kind === 'record' && value.entries.some((entry) => (entry.key === '$ref' ? knownText(entry.value) === name : refersTo(entry.value, name)));
}

/** A reference that was a class stands where the class was. */
function withoutHolder(value: RecordValue): RecordValue {
  return { ...value, entries: value.entries.flatMap((entry) => (entry.key === '$ref' && entry.value.kind === 'record' ? entry.value.entries : [entry])) };
}

function eachOf(value: RecordValue, map: (inner: Value) => Value): RecordValue {
  return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: map(entry.value) })) };
}

function inOrder(value: RecordValue): RecordValue {
  return { ...value, entries: [...value.entries].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** Classes put in where they are used. */
export function putTogether(value: RecordValue): RecordValue {
  const inside = (inner: Value): Value => {
    if (inner.kind === 'list') return { ...inner, items: inner.items.map(inside) };
    if (inner.kind !== 'record') return inner;
    const own = new Set(inner.entries.map(({ key }) => key));
    const entries = inner.entries.flatMap((entry) => (entry.key === '$ref' && entry.value.kind === 'record' ? entry.value.entries.filter(({ key }) => !own.has(key)) : [entry]));
    return { ...inner, entries: entries.map((entry) => ({ ...entry, value: inside(entry.value) })) };
  };
  return inside(value) as RecordValue;
}
