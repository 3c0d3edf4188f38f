/** What is written down of conditions: an argument of the run that is followed, or a constant, decides which way a function goes. */
import type { BinaryExpr, Expr, FileFacts } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { knownText, optionsOf, type Value } from '../../model/value.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { indexOf } from './lookup.ts';
import { isFalsy, isSomething, isWholeList } from './values.ts';

/** Whether a condition holds in a run; null where that is not known. */
export function holds(evaluator: Evaluator, path: string, test: Expr, frame: Frame): boolean | null {
  if (test.kind !== 'binary') return truthOf(evaluator.evaluate(path, test, frame));
  switch (test.operator) {
    case 'and':
    case 'or': {
      const decisive = test.operator === 'or';
      const left = holds(evaluator, path, test.left, frame);
      if (left === decisive) return left;
      const right = holds(evaluator, path, test.right, frame);
      return right === decisive ? right : left === null || right === null ? null : !decisive;
    }
    case 'compare': {
      if (isNegation(test)) return not(holds(evaluator, path, test.left, frame));
      // Whether something is in a list or table is seldom known, and asked very often: what a run is given may tell.
      if (isIn(test.text) && (frame.call === null || !(test.left.kind === 'name' || (test.left.kind === 'string' && test.right.kind === 'name')))) return null;
      return compared(test.text, () => evaluator.evaluate(path, test.left, frame), () => evaluator.evaluate(path, test.right, frame));
    }
    default:
      return truthOf(evaluator.evaluate(path, test, frame));
  }
}

const EQUAL = new Set(['==', '===', 'is']);
const NEGATED = new Set(['!', '!=', '!==', 'not', 'is not']);

const ORDERS: Readonly<Record<string, (left: number, right: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b };

/** A negation has an empty `false` for its right side. */
export function isNegation({ text, right }: BinaryExpr): boolean {
  return NEGATED.has(text) && right.start === right.end;
}

export function isIn(operator: string): boolean {
  return operator === 'in' || operator === 'not in';
}

/** What a comparison says of two values; null where that is not known. The second one is looked at where the first one tells something. */
export function compared(operator: string, left: () => Value, right: () => Value): boolean | null {
  if (isIn(operator)) {
    const wanted = left();
    const among = optionsOf(wanted).every((option) => scalarOf(option) === undefined) ? null : isAmong(wanted, right());
    return operator === 'in' ? among : not(among);
  }
  const [equal, differs] = [EQUAL.has(operator), NEGATED.has(operator)];
  if (!equal && !differs) return ordered(operator, left, right);
  const other = right();
  const same = scalarOf(other) === undefined ? null : sameThroughout(left(), other);
  return differs ? not(same) : same;
}

/** What a comparison of numbers says. */
function ordered(operator: string, left: () => Value, right: () => Value): boolean | null {
  const compare = ORDERS[operator];
  if (compare === undefined) return null;
  const other = right();
  const one = other.kind === 'number' ? left() : null;
  return one?.kind !== 'number' || other.kind !== 'number' ? null : compare(one.value, other.value);
}

/** The texts of which a comparison, where it holds or where it does not, says that a value is one; null where it says less. */
export function equalTo(operator: string, holds: boolean, other: Value): readonly Value[] | null {
  const isEqual = holds ? EQUAL.has(operator) : NEGATED.has(operator);
  const isOneOf = operator === (holds ? 'in' : 'not in');
  const texts = isEqual ? [other] : isOneOf && isWholeList(other) ? other.items : [];
  return texts.length > 0 && texts.every((text) => knownText(text) !== null) ? texts : null;
}

export function not(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer;
}

export function truthOf(value: Value): boolean | null {
  const answers = new Set(optionsOf(value).map(isFalsy));
  return answers.size !== 1 || answers.has('unknown') ? null : answers.has('no');
}

/** Text, number, truth value or nothing, as one that is equal where they are; undefined for anything else. */
function scalarOf(value: Value): string | number | boolean | null | undefined {
  if (value.kind === 'number' || value.kind === 'boolean') return value.value;
  return value.kind === 'null' ? null : (knownText(value) ?? undefined);
}

/** Whether each of the things a value may be equals another, or none does. */
function sameThroughout(value: Value, other: Value): boolean | null {
  const wanted = scalarOf(other);
  const answers = new Set(optionsOf(value).map((option) => {
    const scalar = scalarOf(option);
    if (scalar === undefined) return wanted === null && isSomething(option) ? false : null;
    return scalar === wanted;
  }));
  return answers.size === 1 ? [...answers][0]! : null;
}

/** Whether a list or a record has each of the things that a value may be, or a text has it in it; or none of them. */
export function isAmong(value: Value, within: Value): boolean | null {
  const answers = new Set(optionsOf(value).flatMap((option) => optionsOf(within).map((other) => isOneAmong(scalarOf(option), other))));
  return answers.size === 1 ? [...answers][0]! : null;
}

function isOneAmong(wanted: string | number | boolean | null | undefined, within: Value): boolean | null {
  if (wanted === undefined) return null;
  switch (within.kind) {
    case 'text': {
      const text = knownText(within);
      return text === null || typeof wanted !== 'string' ? null : text.includes(wanted);
    }
    case 'list': {
      const items = within.items.map(scalarOf);
      return items.includes(wanted) ? true : !isWholeList(within) || items.includes(undefined) ? null : false;
    }
    case 'record': {
      const fields = within.entries.filter(({ key }) => key === wanted);
      return fields.some(({ presence }) => presence === 'always') ? true : fields.length > 0 || within.open !== null ? null : false;
    }
    default:
      return null;
  }
}

/** Whether a run gets to a region from the one around it, as far as the conditions on the way tell; `from` is where the run begins. */
export function isReached(evaluator: Evaluator, path: string, facts: FileFacts, region: number, from: number, frame: Frame): 'yes' | 'no' | 'maybe' {
  let answer: 'yes' | 'maybe' = 'yes';
  for (let at = region; at !== from && at >= 0; at = facts.regions[at]!.parent) {
    const here = facts.regions[at]!;
    if (here.kind === 'branch') {
      const taken = isTaken(evaluator, path, facts, at, frame);
      if (taken === false) return 'no';
      if (taken === null) answer = 'maybe';
    } else if (here.kind === 'function') {
      // What another function does, and when, is not told by the conditions of this run.
      return 'maybe';
    } else if (here.kind !== 'with') {
      answer = 'maybe';
    }
  }
  return answer;
}

/** Whether a run, which begins at the region `from`, may get to a place: no arm around it is ruled out, and none before it is taken that ends by leaving. */
export function mayReach(evaluator: Evaluator, path: string, facts: FileFacts, place: Span & { readonly region: number }, from: number, frame: Frame): boolean {
  if (isReached(evaluator, path, facts, place.region, from, frame) === 'no') return false;
  const index = indexOf(facts);
  for (let at = place.region; at >= 0; at = facts.regions[at]!.parent) {
    if (index.leavingIn(at).some((arm) => facts.regions[arm]!.end <= place.start && isTaken(evaluator, path, facts, arm, frame) === true)) return false;
    if (at === from) break;
  }
  return true;
}

/** An arm is taken where its own test holds and none before it does. */
function isTaken(evaluator: Evaluator, path: string, facts: FileFacts, arm: number, frame: Frame): boolean | null {
  const own = facts.regions[arm]!;
  if (own.kind !== 'branch') return null;
  // An arm without a test and with none before it: nothing is known of when it is taken.
  if (own.test === null && own.after === undefined) return null;
  const held = own.test === null ? true : holds(evaluator, path, own.test, frame);
  if (held === false) return false;
  let answer = held;
  for (let before = own.after; before !== undefined; ) {
    const earlier = facts.regions[before]!;
    if (earlier.kind !== 'branch' || earlier.test === null) return null;
    const taken = holds(evaluator, path, earlier.test, frame);
    if (taken === true) return false;
    if (taken === null) answer = null;
    before = earlier.after;
  }
  return answer;
}

/** Those of a function's results, in source order, that a run gets to; all of them where its conditions leave none. What stands behind one that is reached for certain is not. */
export function reached(results: readonly Expr[], reach: (result: Expr) => 'yes' | 'no' | 'maybe'): readonly Expr[] {
  if (results.length < 2) return results;
  const kept: Expr[] = [];
  for (const result of results) {
    const answer = reach(result);
    if (answer !== 'no') kept.push(result);
    if (answer === 'yes') break;
  }
  return kept.length === 0 ? results : kept;
}
