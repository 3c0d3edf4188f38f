/** What is put into an object by one method and got from it by another: `current.set(client)`, `current.get()`; `storage.run(client, …)`, `storage.getStore()`. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { type CallStep, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { fewImportersOf } from './program.ts';
import { either, isMadeBy, unknown } from '../values.ts';

/** What `callee` gives, a method of an object that was made in sight: its default, what the files around put into it, or something else. */
export function keptInObject(evaluator: Evaluator, path: string, call: CallExpr, callee: ExternalValue, idiom: Idiom, origin: Origin, frame: Frame): Value {
  const { reader, root } = evaluator;
  const made = callee.steps.find((step): step is CallStep => step.kind === 'call');
  const otherwise = unknown('what was put there', 'dynamic', origin);
  if (made?.call == null) return otherwise;
  const { call: construction, path: home } = made;
  const byDefault = construction.args.find((argument) => argument.kind === 'named' && argument.name === idiom.field);
  const [instead] = call.args;
  // Where many files import the object, it is not looked for what they put into it.
  const files = new Set([path, home, ...fewImportersOf(reader, home)]);
  reader.readAllCalls();
  const put = [...files].flatMap((file) => {
    if (file !== path) reader.readWhole(file);
    return (reader.facts(file)?.calls ?? []).flatMap(({ callee, args: [first] }) => {
      if (callee.kind !== 'member' || idiom.setters?.includes(callee.property) !== true || first?.kind !== 'positional') return [];
      return isMadeBy(evaluator.evaluate(file, callee.object, root), construction) ? [evaluator.evaluate(file, first.value, root)] : [];
    });
  });
  return either(
    [...(byDefault === undefined ? [] : [evaluator.evaluate(home, byDefault.value, root)]), ...put, ...(instead?.kind === 'positional' ? [evaluator.evaluate(path, instead.value, frame)] : []), otherwise],
    origin,
  );
}
