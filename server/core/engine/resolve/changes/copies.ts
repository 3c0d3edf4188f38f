/** Objects and records that are copied with some of what they hold changed: `replace(preset, model="…")`, `settings.model_copy(update={…})`. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import type { RecordField, SetAttribute, Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { recordOf } from '../idiom-calls.ts';
import { labelOf, overlaid, spreadFields } from '../resolve.ts';
import { mapOptions, originOf, unknown } from '../values.ts';

/** What a copy of something is; the changes are a call's named arguments, or the one argument that the idiom names. Unknown where not all changes are in sight. */
export function changedCopy(evaluator: Evaluator, path: string, call: CallExpr, { field }: Idiom, original: Value, frame: Frame): Value {
  const origin = originOf(path, call);
  const label = labelOf(evaluator, path, call);
  const given = field === undefined ? null : call.args.find((argument) => argument.kind === 'named' && argument.name === field);
  if (given === undefined) return original;
  const said = given === null ? recordOf(evaluator, path, { ...call, args: call.args.filter(({ kind }) => kind !== 'positional') }, frame) : evaluator.evaluate(path, given.value, frame);
  const changes = spreadFields(said, label);
  if (changes.open !== null) return unknown(label, 'dynamic', origin);
  return mapOptions(original, origin, (option) => {
    switch (option.kind) {
      case 'object':
        return { ...option, set: [...(option.set ?? []).filter(({ name }) => !changes.entries.some(({ key, presence }) => key === name && presence === 'always')), ...changes.entries.map(setBy)], origin };
      case 'record':
        return { ...option, entries: overlaid(option.entries, said, changes), origin };
      case 'unknown':
        // What it had else is not known, what it has now is.
        return { kind: 'record', entries: changes.entries, open: option.why, origin };
      default:
        return unknown(label, 'dynamic', origin);
    }
  });
}

function setBy({ key, value, presence }: RecordField): SetAttribute {
  return { name: key, given: [value], presence };
}
