/** Records that a function puts together: `Object.assign({}, defaults, options)`, `merge(defaults, options)`, `defaults(options, fallbacks)`. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { optionsOf, type Origin, type RecordField, type RecordValue, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { labelOf, overlaid, spreadFields } from '../resolve.ts';
import { either, originOf, unknown } from '../values.ts';

/** Records in records are put together no deeper than this. */
const MAX_DEPTH = 6;

interface Part {
  readonly value: Value;
  readonly label: string;
}

export function mergedArguments(evaluator: Evaluator, path: string, call: CallExpr, { merges }: Idiom, frame: Frame): RecordValue {
  const parts = call.args.map((part): Part => ({ value: evaluator.evaluate(path, part.value, frame), label: labelOf(evaluator, path, part.value) }));
  return merged(merges?.holds === 'first' ? parts.reverse() : parts, merges, originOf(path, call), 0);
}

function merged(parts: readonly Part[], merges: Idiom['merges'], origin: Origin, depth: number): RecordValue {
  let entries: readonly RecordField[] = [];
  let open: string | null = null;
  for (const { value, label } of parts) {
    const added = spreadFields(value, label);
    entries = overlaid(entries, value, merges === undefined ? added : { ...added, entries: added.entries.map((field) => onto(entries, field, merges, origin, depth)) });
    open ??= added.open;
  }
  return { kind: 'record', entries, open, origin };
}

/** A field as it is once it comes to what was there. What is nothing changes nothing, as these libraries have it. */
function onto(before: readonly RecordField[], field: RecordField, { deep }: NonNullable<Idiom['merges']>, origin: Origin, depth: number): RecordField {
  const earlier = before.findLast(({ key }) => key === field.key)?.value;
  if (earlier === undefined) return field;
  if (deep === 'yes' && depth < MAX_DEPTH && earlier.kind === 'record' && field.value.kind === 'record') {
    return { ...field, value: merged([earlier, field.value].map((value) => ({ value, label: field.key })), { deep }, origin, depth + 1) };
  }
  // Libraries differ in what they make of two lists.
  if (deep === 'yes' && earlier.kind === 'list' && field.value.kind === 'list') return { ...field, value: unknown('two lists that are put together', 'dynamic', origin) };
  const options = optionsOf(field.value);
  const given = options.filter(({ kind }) => kind !== 'null');
  return given.length === options.length ? field : { ...field, value: either([earlier, ...given], origin) };
}
