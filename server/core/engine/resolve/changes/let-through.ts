/** Which items of a list a function lets through: `models.find((model) => model.isDefault)`, `models.filter((model) => model.provider === "openai")`. */
import { optionsOf, type FunctionValue, type ListValue, type Origin, type Value } from '../../../model/value.ts';
import { MAX_EACH, runOf } from '../apply.ts';
import { holds } from '../conditions.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { leftOut, openOf, UNDER_CONDITION } from './lists.ts';
import { elementOf } from '../members.ts';
import { either, isFalsy } from '../values.ts';

/** Whether a function of the workspace lets an item through; null where that is not known. */
function letsThrough(evaluator: Evaluator, callee: FunctionValue, item: Value, frame: Frame): boolean | null {
  const fn = evaluator.reader.facts(callee.path)?.functions[callee.function];
  const run = fn?.returns.length === 1 ? runOf(evaluator, callee, frame) : null;
  return run === null ? null : holds(evaluator, callee.path, fn!.returns[0]!, { ...run, args: (parameter) => (parameter === 0 ? item : null) });
}

/** The item that a function finds: the first that it lets through for certain, or one before it of which that is not known. */
export function foundItem(evaluator: Evaluator, list: ListValue, through: Value | undefined, origin: Origin, frame: Frame): Value {
  if (through?.kind !== 'function' || list.items.length > MAX_EACH) return elementOf(list, origin);
  const possible: Value[] = [];
  for (const item of list.items) {
    const answer = letsThrough(evaluator, through, item, frame);
    if (answer !== false) possible.push(item);
    if (answer === true && list.sometimes?.includes(item) !== true) return either(possible, origin);
  }
  if (possible.length === list.items.length) return elementOf(list, origin);
  // Among what is not known of the list there may be others; of one that is known none may be found.
  if (list.open !== null) return elementOf({ ...list, items: possible }, origin);
  return possible.length === 0 ? { kind: 'null', origin } : either(possible, origin);
}

/** Those items of a list that a function lets through; without one in sight, those that are there: `[system, more && message].filter(Boolean)`. */
export function withoutSome(evaluator: Evaluator, list: ListValue, through: Value | undefined, origin: Origin, frame: Frame): ListValue {
  const isFunctionOfItem = through === undefined || through.kind === 'function' || through.kind === 'unknown';
  const asked = through?.kind === 'function' && list.items.length <= MAX_EACH ? through : null;
  const kept = list.items.flatMap((item) => {
    const answer = asked === null ? null : letsThrough(evaluator, asked, item, frame);
    if (answer === false) return [];
    const there = optionsOf(item).filter((option) => isFalsy(option) !== 'yes');
    const isSure = list.sometimes?.includes(item) !== true && (answer === true || (!isFunctionOfItem && optionsOf(item).every((option) => isFalsy(option) === 'no')));
    return there.length === 0 ? [] : [{ item: either(there, item.origin), isSure }];
  });
  const sometimes = kept.filter(({ isSure }) => !isSure).map(({ item }) => item);
  return { kind: 'list', items: kept.map(({ item }) => item), open: openOf(list.open, sometimes.length > 0 ? UNDER_CONDITION : null), ...leftOut(sometimes), origin };
}
