/** What a function gets that a form on a page calls: what people chose in the inputs that the form lists. */
import type { FunctionFact } from '../../../model/facts.ts';
import { optionsOf, type Origin, type Value } from '../../../model/value.ts';
import { unlessUnderWay, type Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { indexOf } from '../lookup.ts';
import type { CallAt } from '../taken-classes.ts';
import { either } from '../values.ts';
import { fewImportersPassing } from './program.ts';

/** What may be chosen for a parameter; null where no form of the file says it. */
export function chosenInForm(evaluator: Evaluator, path: string, fn: FunctionFact, parameter: number, origin: Origin): Value | null {
  const calls = callsPassing(evaluator, path, fn);
  if (calls.length === 0) return null;
  const chosen = unlessUnderWay(evaluator, `forms ${path} ${fn.start} ${parameter}`, () => calls.flatMap(({ path: file, call }) => {
    const idiom = idiomsOf(evaluator, file).ofCallee(evaluator.evaluate(file, call.callee, evaluator.root), call.callee);
    if (idiom?.means !== 'form') return [];
    const positional = call.args.filter(({ kind }) => kind === 'positional')[idiom.argument ?? 0];
    const inputs = call.args.find((argument) => argument.kind === 'named' && argument.name === idiom.field) ?? positional;
    const listed = inputs === undefined ? null : evaluator.evaluate(file, inputs.value, evaluator.root);
    const place = parameter - (idiom.before ?? 0);
    // A single input may stand there by itself.
    const input = listed?.kind === 'list' ? (listed.open === null ? listed.items[place] : undefined) : place === 0 ? listed : undefined;
    return input == null ? [] : optionsOf(input).filter(({ kind }) => kind === 'text');
  }));
  return chosen === null || chosen.length === 0 ? null : either(chosen, origin);
}

const known = new WeakMap<Evaluator, Map<FunctionFact, readonly CallAt[]>>();

/** Calls that a function is passed to by its name: in its own file, else, where all callers are asked, in one of the few that import it. */
function callsPassing(evaluator: Evaluator, path: string, fn: FunctionFact): readonly CallAt[] {
  const { reader } = evaluator;
  const { name } = fn;
  if (name === null) return [];
  const own = indexOf(reader.facts(path)!).passes(name);
  if (own.length > 0 || fn.class >= 0 || evaluator.callers !== 'all') return own.map((call) => ({ path, call }));
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  let calls = remembered.get(fn);
  if (calls === undefined) {
    const files = idiomsOf(evaluator, path).hasForms ? fewImportersPassing(reader, path, name, String.raw`(?:\(|=)`) : [];
    calls = files.flatMap((file) => {
      const facts = reader.facts(file);
      reader.readWhole(file);
      return facts === undefined ? [] : indexOf(facts).passes(name).map((call) => ({ path: file, call }));
    });
    remembered.set(fn, calls);
  }
  return calls;
}
