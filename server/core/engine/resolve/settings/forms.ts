/** What a function gets that a form on a page calls: what people chose in the inputs that the form lists. */
import type { FunctionFact } from '../../../model/facts.ts';
import { optionsOf, type Origin, type Value } from '../../../model/value.ts';
import { unlessUnderWay, type Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { indexOf } from '../lookup.ts';
import { either } from '../values.ts';

/** What may be chosen for a parameter; null where no form of the file says it. */
export function chosenInForm(evaluator: Evaluator, path: string, fn: FunctionFact, parameter: number, origin: Origin): Value | null {
  const calls = fn.name === null ? [] : indexOf(evaluator.reader.facts(path)!).passes(fn.name);
  if (fn.name === null || calls.length === 0) return null;
  const chosen = unlessUnderWay(evaluator, `forms ${path} ${fn.start} ${parameter}`, () => calls.flatMap((call) => {
    const idiom = idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, call.callee, evaluator.root), call.callee);
    if (idiom?.means !== 'form') return [];
    const positional = call.args.filter(({ kind }) => kind === 'positional')[idiom.argument ?? 0];
    const inputs = call.args.find((argument) => argument.kind === 'named' && argument.name === idiom.field) ?? positional;
    const listed = inputs === undefined ? null : evaluator.evaluate(path, inputs.value, evaluator.root);
    const place = parameter - (idiom.before ?? 0);
    // A single input may stand there by itself.
    const input = listed?.kind === 'list' ? (listed.open === null ? listed.items[place] : undefined) : place === 0 ? listed : undefined;
    return input == null ? [] : optionsOf(input).filter(({ kind }) => kind === 'text');
  }));
  return chosen === null || chosen.length === 0 ? null : either(chosen, origin);
}
