/** Stores that hold a program's state, made of a function or a record in sight: `const useSettings = create((set) => ({ model: "…" }))`, `useSettings((state) => state.model)`. */
import type { CallExpr } from '../../model/facts.ts';
import type { Idiom } from '../../model/language.ts';
import { optionsOf, type CallStep, type ExternalValue, type Origin, type Value } from '../../model/value.ts';
import { callFunction, resultFor } from './apply.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { chosenLater } from './idiom-calls.ts';
import { memberOf } from './members.ts';
import { either } from './values.ts';

/** What a call of a store gives: the state that it begins with, or what the function takes out of that which it is called with. Null where the store was made of nothing, or of what is not in sight. */
export function readFromStore(evaluator: Evaluator, path: string, call: CallExpr, store: ExternalValue, idiom: Idiom, origin: Origin, frame: Frame): Value | null {
  const made = store.steps.findLast((step): step is CallStep => step.kind === 'call');
  const given = made?.call?.args[idiom.argument ?? 0];
  if (made === undefined || given?.kind !== 'positional') return null;
  const maker = evaluator.evaluate(made.path, given.value, (made.activation as Frame | undefined) ?? evaluator.root);
  const states = optionsOf(maker).flatMap((option) => stateOf(evaluator, option, idiom, origin, frame));
  if (states.length === 0) return null;
  const state = chosenLater(either(states, origin), origin);
  const [selector] = call.args;
  const taking = selector === undefined ? null : evaluator.evaluate(path, selector.value, frame);
  return taking?.kind === 'function' ? resultFor(evaluator, taking, [state], frame) : state;
}

function stateOf(evaluator: Evaluator, maker: Value, { field }: Idiom, origin: Origin, frame: Frame): readonly Value[] {
  if (maker.kind === 'function') return [callFunction(evaluator, maker, origin, frame)];
  if (maker.kind !== 'record') return [];
  const held = field === undefined ? maker : memberOf(evaluator, maker, field, origin, frame);
  return optionsOf(held).flatMap((option) => (option.kind === 'function' ? [callFunction(evaluator, option, origin, frame)] : option.kind === 'record' ? [option] : []));
}
