/** What is read by a description of data: settings that are checked when the program starts. What the description gives as a default may be replaced by whoever sets it. */
import { externalPath, knownText, optionsOf, type ExternalStep, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import { runIn, type Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { either, external, record, unknown } from '../values.ts';

/** `schema.parse(process.env)`: the fields of the schema, each worth its default or what is set; null where it is no such reading. */
export function readByDescription(evaluator: Evaluator, path: string, callee: ExternalValue, origin: Origin): Value | null {
  const last = callee.steps.at(-1);
  if (last?.kind !== 'member' || idiomsOf(evaluator, path).of(`.${last.name}`)?.means !== 'read-by-description') return null;
  const value = valueOf(evaluator, { ...callee, steps: callee.steps.slice(0, -1) }, '', 0);
  if (value === null) return null;
  // What is only tried comes with whether it went well.
  return last.name.startsWith('safe') ? record([['data', value]], origin) : value;
}

/** What a description of data lets through, as a type of it says: `z.infer<typeof schema>`. Null where it describes none. */
export function describedBy(evaluator: Evaluator, description: Value): Value | null {
  return description.kind === 'external' ? valueOf(evaluator, description, '', 0) : null;
}

/** `createEnv({ server: { MODEL: z.string().default("…") } })`: all of its descriptions' fields in one record. */
export function settingsOf(evaluator: Evaluator, given: Value, origin: Origin): Value {
  if (given.kind !== 'record') return unknown('settings that are described elsewhere', 'environment', origin);
  const groups = given.entries.filter(({ key }) => ['server', 'client', 'shared'].includes(key)).map(({ value }) => value);
  const described = groups.length > 0 ? groups : [given];
  const fields = described.flatMap((group) => (group.kind === 'record' ? group.entries : []));
  const open = described.some((group) => group.kind !== 'record' || group.open !== null) ? 'settings that are described elsewhere' : null;
  return { ...record(fields.map(({ key, value }) => [key, settingOf(evaluator, value, key, 1)]), origin), open };
}

/** Descriptions inside descriptions are followed this deep. */
const MAX_DEPTH = 6;

function settingOf(evaluator: Evaluator, description: Value, name: string, depth: number): Value {
  const options = optionsOf(description).map((option) => (option.kind === 'external' ? valueOf(evaluator, option, name, depth) : null));
  const chosen = unknown(`setting ${name}`, 'environment', description.origin);
  return either(options.map((option) => option ?? chosen), description.origin);
}

/** What a description lets through: a record of its fields, a default or another value, or null where it describes no data. */
function valueOf(evaluator: Evaluator, description: ExternalValue, name: string, depth: number): Value | null {
  const { steps, origin } = description;
  const first = steps.findIndex((step) => step.kind === 'call');
  const made = steps[first];
  if (made?.kind !== 'call' || made.call === null || depth > MAX_DEPTH) return null;
  const idiom = idiomsOf(evaluator, made.path).of(`${description.package}:${externalPath(external(description.package, steps.slice(0, first), origin))}`);
  if (idiom === undefined || !idiom.means.startsWith('schema-')) return null;
  const chosen = unknown(name === '' ? 'a setting' : `setting ${name}`, 'environment', origin);
  const choice = idiom.means === 'schema-choice' ? choiceOf(firstArgument(evaluator, made), origin) : null;
  let value: Value = choice ?? chosen;
  if (idiom.means === 'schema-object') value = record(fieldsOf(evaluator, firstArgument(evaluator, made), depth), origin);
  if (idiom.means === 'schema-type' && idiom.field !== undefined) value = either([...defaultsIn(firstArgument(evaluator, made), idiom.field), chosen], origin);
  for (let i = first + 1; i + 1 < steps.length; i += 2) {
    const member = steps[i]!;
    const step = steps[i + 1]!;
    if (member.kind !== 'member' || step.kind !== 'call') break;
    const given = firstArgument(evaluator, step);
    if (DEFAULTS.has(member.name) && given !== null) value = value.kind === 'record' ? value : either([given, choice ?? chosen], origin);
    if (idiomsOf(evaluator, step.path).of(`.${member.name}`)?.means === 'schema-object' && value.kind === 'record') {
      value = { ...value, entries: [...value.entries, ...record(fieldsOf(evaluator, given, depth), origin).entries] };
    }
  }
  return value;
}

/** What a description says of itself in a record: `str({ default: "…" })`. */
function defaultsIn(given: Value | null, field: string): readonly Value[] {
  return given?.kind === 'record' ? given.entries.filter(({ key }) => key === field).map(({ value }) => value) : [];
}

/** More texts than this to choose from say little. */
const MAX_CHOICES = 12;

/** One of the texts that a description lets through; null where they are not all known. */
export function choiceOf(given: Value | null, origin: Origin): Value | null {
  const texts = given?.kind === 'list' && given.open === null ? given.items : given?.kind === 'record' && given.open === null ? given.entries.map(({ value }) => value) : given?.kind === 'text' ? [given] : [];
  return texts.length > 0 && texts.length <= MAX_CHOICES && texts.every((text) => knownText(text) !== null) ? either(texts, origin) : null;
}

/** Methods of a description that say what holds where nothing is set. */
const DEFAULTS = new Set(['default', 'catch', 'prefault']);

function fieldsOf(evaluator: Evaluator, given: Value | null, depth: number): readonly (readonly [string, Value])[] {
  if (given?.kind === 'external') {
    const other = valueOf(evaluator, given, '', depth + 1);
    return other?.kind === 'record' ? other.entries.map(({ key, value }) => [key, value]) : [];
  }
  return given?.kind === 'record' ? given.entries.map(({ key, value }) => [key, settingOf(evaluator, value, key, depth + 1)]) : [];
}

/** What a call on the way to something from outside was given first; null where it is no call, or was given nothing. */
export function firstArgument(evaluator: Evaluator, step: ExternalStep | undefined): Value | null {
  const argument = step?.kind === 'call' ? step.call?.args[0] : undefined;
  return step?.kind !== 'call' || argument === undefined ? null : evaluator.evaluate(step.path, argument.value, runIn(evaluator, step.activation));
}
