/** Stores that hold a program's state, made of a function or a record in sight: `const useSettings = create((set) => ({ model: "…" }))`, `useSettings((state) => state.model)`. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { optionsOf, type CallStep, type ExternalValue, type Origin, type Value } from '../../../model/value.ts';
import { callFunction, resultFor } from '../apply.ts';
import { runIn, type Evaluator, type Frame } from '../evaluator.ts';
import { chosenLater } from '../idiom-calls.ts';
import { memberOf } from '../members.ts';
import { either, mapOptions, record } from '../values.ts';

/** What a call of a store gives: the state that it begins with, or what the function takes out of that which it is called with. Null where the store was made of nothing, or of what is not in sight. */
export function readFromStore(evaluator: Evaluator, path: string, call: CallExpr, store: ExternalValue, idiom: Idiom, origin: Origin, frame: Frame): Value | null {
  const made = store.steps.findLast((step): step is CallStep => step.kind === 'call');
  const given = made?.call?.args[idiom.argument ?? 0];
  if (made === undefined || given?.kind !== 'positional') return null;
  const maker = evaluator.evaluate(made.path, given.value, runIn(evaluator, made.activation));
  const states = optionsOf(maker).flatMap((option) => stateOf(evaluator, option, idiom, origin, frame));
  if (states.length === 0) return null;
  const state = chosenLater(either(states, origin), origin);
  const [selector] = call.args;
  const taking = selector === undefined ? null : evaluator.evaluate(path, selector.value, frame);
  return taking?.kind === 'function' ? resultFor(evaluator, taking, [state], frame) : state;
}

function stateOf(evaluator: Evaluator, maker: Value, { field }: Idiom, origin: Origin, frame: Frame): readonly Value[] {
  if (maker.kind === 'function') {
    const made = callFunction(evaluator, maker, origin, frame);
    return [field === undefined ? made : unboxed(made)];
  }
  if (maker.kind !== 'record') return [];
  const held = field === undefined ? maker : memberOf(evaluator, maker, field, origin, frame);
  return optionsOf(held).flatMap((option) => (option.kind === 'function' ? [callFunction(evaluator, option, origin, frame)] : option.kind === 'record' ? [option] : []));
}

/** What a function sets up, with what is held by each box in the place of that: `{ model: ref("…") }`. */
function unboxed(made: Value): Value {
  const held = (value: Value): Value => (value.kind === 'record' && value.entries.length === 1 && value.entries[0]!.key === 'value' ? value.entries[0]!.value : value);
  return made.kind !== 'record' ? made : { ...made, entries: made.entries.map((entry) => ({ ...entry, value: held(entry.value) })) };
}

/** A store's fields, each in a box: `storeToRefs(useSettings())`. */
export function boxesOf(store: Value, origin: Origin): Value {
  return mapOptions(store, origin, (option) => (option.kind !== 'record' ? option : { ...option, entries: option.entries.map((entry) => ({ ...entry, value: record([['value', entry.value]], origin) })) }));
}
