/** What a program itself writes into a file, before it hands the file on. */
import type { CallExpr } from '../../../model/facts.ts';
import { optionsOf, type ListValue, type Value } from '../../../model/value.ts';
import { valueAfter } from '../changes/changes.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { indexOf } from '../lookup.ts';
import { originOf } from '../values.ts';
import { pathsOf } from './paths.ts';

/** The texts that the file of a call writes into the file at a place until then, where it opens that once to do so; else null. */
export function writtenInto(evaluator: Evaluator, path: string, call: CallExpr, place: Value, frame: Frame): ListValue | null {
  const facts = evaluator.reader.facts(path);
  const wanted = placeOf(place);
  if (facts === undefined || wanted === null) return null;
  const index = indexOf(facts);
  const opened = facts.scopes.flatMap(({ bindings }, scope) => bindings.map((binding) => ({ scope, binding }))).filter(({ scope, binding }) => {
    const { value } = binding;
    const isWritten = value?.kind === 'call' && value.start < call.start && index.mutationsIn(scope, binding.name).some(({ operation }) => operation === 'append' || operation === 'extend');
    return isWritten && placeOf(evaluator.evaluate(path, value, frame)) === wanted;
  });
  const [only] = opened;
  if (only === undefined || opened.length > 1) return null;
  const origin = originOf(path, evaluator.reader.copied(call));
  const written = valueAfter(evaluator, { path, facts, index, scope: only.scope }, { kind: 'list', items: [], open: null, origin }, only.binding, { offset: call.start, region: index.regionAt(call.start) }, frame);
  return written.kind === 'list' && written.items.length > 0 ? written : null;
}

/** The one place that a value names; null where it names none or several. */
function placeOf(value: Value): string | null {
  const options = optionsOf(value);
  const [place] = options.length === 1 ? (pathsOf(options[0]!) ?? []) : [];
  return place?.path ?? null;
}
