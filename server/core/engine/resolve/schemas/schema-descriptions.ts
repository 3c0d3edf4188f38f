/** Descriptions of data that are put together from calls, as the JSON schemas that are made of them: `z.object({ city: z.string().describe("…") })`. */
import type { Idiom } from '../../../model/language.ts';
import { externalPath, knownText, type ExternalStep, type ExternalValue, type FunctionValue, type Origin, type RecordValue, type Value } from '../../../model/value.ts';
import { idiomsOf } from '../idioms.ts';
import { choiceSchema, described, listOf, objectSchema, optional, tableSchema, withDefault, withEntries, withoutEntry, type Field } from './schema-parts.ts';
import { OPTIONAL } from './schema-words.ts';
import { argumentsOf, type Maker } from './schemas.ts';
import { record, textValue } from '../values.ts';

type Call = Extract<ExternalStep, { readonly kind: 'call' }>;
type MadeOf = (evaluator: Maker, value: Value, depth: number) => Value;

/** Descriptions inside descriptions are followed this deep. */
const MAX_DEPTH = 5;

export function describedSchema(evaluator: Maker, value: ExternalValue, depth: number, madeOf: MadeOf): Value | null {
  const first = value.steps.findIndex((step) => step.kind === 'call');
  const made = value.steps[first];
  if (made?.kind !== 'call' || made.call === null) return null;
  const idiom = idiomsOf(evaluator, made.path).of(`${value.package}:${externalPath({ ...value, steps: value.steps.slice(0, first) })}`);
  if (idiom === undefined || !idiom.means.startsWith('schema-')) return null;
  const within: MadeOf = (maker, part, at) => withoutEntry(madeOf(maker, part, at), '$schema');
  let schema = schemaOfCall(evaluator, idiom, made, null, value.origin, depth, within);
  for (let i = first + 1; i + 1 < value.steps.length && schema !== null; i += 2) {
    const member = value.steps[i]!;
    const step = value.steps[i + 1]!;
    if (member.kind !== 'member' || step.kind !== 'call') break;
    const method = idiomsOf(evaluator, step.path).of(`.${member.name}`);
    schema = method?.means.startsWith('schema-') ? schemaOfCall(evaluator, method, step, schema, value.origin, depth, within) : limited(evaluator, schema, member.name, step);
  }
  return schema?.kind === 'record' && schema.entries.some(({ key }) => key === 'properties') ? withEntries(schema, [['$schema', textValue([DIALECT], value.origin)]]) : schema;
}

/** What these libraries call JSON Schema at the head of what they write. */
const DIALECT = 'http://json-schema.org/draft-07/schema#';

function schemaOfCall(evaluator: Maker, idiom: Idiom, step: Call, before: Value | null, origin: Origin, depth: number, madeOf: MadeOf): Value | null {
  const args = argumentsOf(evaluator, step);
  const given = args[0]?.[1];
  const inner = (part: Value): Value => (depth > MAX_DEPTH ? record([], origin) : madeOf(evaluator, part, depth + 1));
  const text = (part: string): Value => textValue([part], origin);
  switch (idiom.means) {
    case 'schema-object': {
      const more = given?.kind === 'record' ? given.entries.map((entry): Field => [entry.key, inner(entry.value)]) : given === undefined ? [] : propertiesOf(inner(given));
      return objectSchema([...(before === null ? [] : propertiesOf(before)), ...more], [], origin, 'these alone');
    }
    case 'schema-list':
      return record([['type', text('array')], ['items', before ?? (given === undefined ? record([], origin) : inner(given))]], origin);
    case 'schema-choice': {
      const items = given?.kind === 'list' ? given.items : given?.kind === 'record' ? given.entries.map((entry) => entry.value) : given === undefined ? [] : [given];
      const { entries } = choiceSchema(items, origin);
      // A literal is one value, a choice of one a choice.
      return record(entries.map((entry): Field => (entry.key === 'const' && given?.kind === 'list' ? ['enum', listOf(items, origin)] : [entry.key, entry.value])).reverse(), origin);
    }
    case 'schema-union': {
      const options = args.map(([, argument]) => argument).flatMap((argument) => (argument.kind === 'list' ? argument.items : argument.kind === 'external' ? [argument] : []));
      return choiceOf(options.map(inner), origin);
    }
    case 'schema-table':
      return tableSchema(args.length === 0 ? record([], origin) : inner(args.at(-1)![1]), origin);
    case 'schema-wrapper':
      return before ?? (given === undefined ? record([], origin) : inner(given.kind === 'function' ? resultOf(evaluator, given) : given));
    case 'schema-type':
      return idiom.type === 'integer' ? whole(record([['type', text('integer')]], origin)) : record([...(idiom.type === undefined ? [] : [['type', text(idiom.type)] as const]), ...(idiom.format === undefined ? [] : [['format', text(idiom.format)] as const])], origin);
    case 'schema-description': {
      const words = given?.kind === 'record' ? given.entries.find((entry) => entry.key === 'description')?.value : given;
      return words === undefined || before === null ? before : behind(described(before, words), 'description');
    }
    default:
      return null;
  }
}

/** One of several schemas: types of which nothing more is said are listed by their names. */
function choiceOf(given: readonly Value[], origin: Origin): Value {
  const options = given.map((option) => withoutEntry(option, OPTIONAL));
  const whole = oneOf(options, origin);
  return options.some((option, i) => option !== given[i]) ? optional(whole) : whole;
}

function oneOf(options: readonly Value[], origin: Origin): RecordValue {
  const names = options.map((option) => (option.kind === 'record' && option.entries.length === 1 && option.entries[0]!.key === 'type' ? option.entries[0]!.value : null));
  return record([names.every((name) => name !== null && name.kind === 'text') ? ['type', listOf(names as readonly Value[], origin)] : ['anyOf', listOf(options, origin)]], origin);
}

/** An entry behind the others, where these libraries write it. */
function behind(schema: Value, key: string): Value {
  return schema.kind === 'record' ? record([...schema.entries.filter((entry) => entry.key !== key), ...schema.entries.filter((entry) => entry.key === key)].map((entry): Field => [entry.key, entry.value]), schema.origin) : schema;
}

/** What methods that say a bound are called in a schema, by its type. */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  string: { min: 'minLength', max: 'maxLength' },
  array: { min: 'minItems', max: 'maxItems' },
  number: { min: 'minimum', gte: 'minimum', max: 'maximum', lte: 'maximum', gt: 'exclusiveMinimum', lt: 'exclusiveMaximum' },
};

/** A schema after a method that says what else holds: that it may be missing or nothing, a default, a bound, a format. */
function limited(evaluator: Maker, schema: Value, method: string, step: Call): Value {
  if (schema.kind !== 'record') return schema;
  const { origin } = schema;
  const text = (part: string): Value => textValue([part], origin);
  const orNothing = (): Value => choiceOf([schema, record([['type', text('null')]], origin)], origin);
  const given = (): Value | undefined => argumentsOf(evaluator, step)[0]?.[1];
  const type = knownText(schema.entries.find(({ key }) => key === 'type')?.value) ?? '';
  switch (method) {
    case 'optional':
      return optional(schema);
    case 'nullable':
      return orNothing();
    case 'nullish':
      return optional(orNothing());
    case 'default':
      return optional(withDefault(schema, given() ?? null));
    case 'int':
      return type === 'number' ? whole(schema) : schema;
    case 'datetime':
    case 'email':
    case 'url':
    case 'uuid':
      return type === 'string' ? behind(withEntries(schema, [['format', text(FORMATS[method] ?? method)]]), 'format') : schema;
    default: {
      const bound = BOUNDS[type === 'integer' ? 'number' : type]?.[method];
      const value = bound === undefined ? undefined : given();
      return bound === undefined || value?.kind !== 'number' ? schema : behind(withEntries(schema, [[bound, value]]), bound);
    }
  }
}

/** A number as a whole one, which has bounds of its own. */
function whole(schema: RecordValue): RecordValue {
  const bounds = (['minimum', 'maximum'] as const).filter((bound) => !schema.entries.some(({ key }) => key === bound));
  const { origin } = schema;
  return record([...schema.entries.map((entry): Field => [entry.key, entry.key === 'type' ? textValue(['integer'], origin) : entry.value]), ...bounds.map((bound): Field => [bound, { kind: 'number', value: bound === 'minimum' ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER, origin }])], origin);
}

const FORMATS: Readonly<Record<string, string>> = { datetime: 'date-time', url: 'uri' };

/** `z.lazy(() => Other)`. */
function resultOf(evaluator: Maker, value: FunctionValue): Value {
  const returned = evaluator.reader.facts(value.path)?.functions[value.function]?.returns[0];
  return returned === undefined ? value : evaluator.evaluate(value.path, returned, evaluator.root);
}

function propertiesOf(schema: Value): readonly Field[] {
  if (schema.kind !== 'record') return [];
  const properties = schema.entries.find((entry) => entry.key === 'properties')?.value;
  const required = schema.entries.find((entry) => entry.key === 'required')?.value;
  const names = required?.kind === 'list' ? required.items.map((item) => knownText(item)) : [];
  return properties?.kind === 'record' ? properties.entries.map((entry): Field => [entry.key, names.includes(entry.key) ? entry.value : optional(entry.value)]) : [];
}
