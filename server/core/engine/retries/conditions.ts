/** Reads the tests of a retry loop: what they say in the n-th try, for a failure, as far as the code tells. */
import type { BinaryExpr, Binding, Expr, NameExpr } from '../../model/facts.ts';
import { isWithin } from '../../model/text.ts';
import { indexOf } from '../resolve/lookup.ts';
import { lastCalled, walk } from '../resolve/walk.ts';
import { errorTypesOf, rejectedAnswer, type Failure } from './failures.ts';
import { argumentOf, bindingsOf, mentions, near, numberOf, within, type LoopView } from './view.ts';

/** A moment in a retry loop: the number of the try, from 1, and the failure that it met (null: before it failed). */
export interface Moment {
  readonly attempt: number;
  readonly failure: Failure | null;
}

export type Answer = number | boolean | undefined;

export interface Conditions {
  /** What an expression is worth at a moment; undefined where it cannot be told. */
  evaluate(expr: Expr, moment: Moment): Answer;
  /** Whether an expression reads the caught error, directly or through a name bound from it. */
  readsError(expr: Expr): boolean;
  /** Whether an expression reads a name that counts the tries. */
  readsCounter(expr: Expr): boolean;
  isCounter(name: NameExpr): boolean;
  /** Whether a number was used that holds only by default. */
  usedDefault(): boolean;
}

interface Counter {
  readonly first: number;
  readonly step: number;
  /** Where the step is taken; null: when the next round begins. */
  readonly steps: Binding | null;
}

/** Names stand for their value this many times in a row; more would be a cycle. */
const MAX_NAMES = 4;

export function conditionsOf(view: LoopView): Conditions {
  const { facts, path, reader } = view;
  const loop = facts.regions[view.loop]!;
  const catchNames = new Set<string>();
  for (const { region } of near(facts, view.loop).regions) if (region.kind === 'catch' && region.name !== null && isWithin(region, loop)) catchNames.add(region.name);
  const counters = new Map<string, Counter | null>();
  const numbers = new Map<Expr, Answer>();
  let defaults = false;

  function evaluate(expr: Expr, moment: Moment, names = MAX_NAMES): Answer {
    switch (expr.kind) {
      case 'number':
      case 'boolean':
        return expr.value;
      case 'null':
        return undefined;
      case 'name': {
        const counter = counterOf(expr);
        if (counter !== null) return valueAt(counter, expr, moment);
        const local = localOf(expr);
        if (local !== undefined && names > 0) return evaluate(local, moment, names - 1);
        return local === undefined && !changes(expr) ? fixed(expr) : undefined;
      }
      case 'binary':
        return operate(expr, moment, names);
      case 'call':
        return called(expr, moment, names);
      case 'conditional': {
        const test = evaluate(expr.test, moment, names);
        return test === undefined ? undefined : evaluate(test ? expr.whenTrue : expr.whenFalse, moment, names);
      }
      case 'member':
        if (moment.failure !== null && isStatus(expr)) return moment.failure.status ?? Number.NaN;
        return readsError(expr) ? undefined : fixed(expr);
      default:
        return undefined;
    }
  }

  function operate(expr: BinaryExpr, moment: Moment, names: number): Answer {
    const { text } = expr;
    if (text === '!' || text === 'not') {
      const operand = evaluate(expr.right.start === expr.right.end ? expr.left : expr.right, moment, names);
      return operand === undefined ? undefined : !operand;
    }
    if (text === 'instanceof') return isError(expr.left, expr.right, moment);
    if (text === 'in' || text === 'not in') {
      const found = isAmong(expr.left, expr.right, moment, names);
      return found === undefined ? undefined : found === (text === 'in');
    }
    const left = evaluate(expr.left, moment, names);
    if (expr.operator === 'and' || expr.operator === 'or') {
      const decides = expr.operator === 'or';
      if (left !== undefined && Boolean(left) === decides) return left;
      const right = evaluate(expr.right, moment, names);
      if (right !== undefined && Boolean(right) === decides) return right;
      return left === undefined ? undefined : right;
    }
    if (expr.operator === 'nullish') return left;
    const right = evaluate(expr.right, moment, names);
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    return arithmetic[text]?.(left, right);
  }

  function called(expr: Expr & { kind: 'call' }, moment: Moment, names: number): Answer {
    const name = lastCalled(expr.callee);
    const [first, second] = expr.args.map((argument) => argument.value);
    if (name === 'isinstance' && first !== undefined && second !== undefined) return isError(first, second, moment);
    if ((name === 'includes' || name === 'has') && expr.callee.kind === 'member' && first !== undefined) return isAmong(first, expr.callee.object, moment, names);
    if ((name === 'max' || name === 'min') && expr.args.length > 1) {
      const values = expr.args.map((argument) => evaluate(argument.value, moment, names));
      return values.every((value) => typeof value === 'number') ? Math[name](...values) : undefined;
    }
    return readsError(expr) || readsCounter(expr) ? undefined : fixed(expr);
  }

  function isError(subject: Expr, type: Expr, moment: Moment): boolean | undefined {
    if (moment.failure === null || subject.kind !== 'name' || !catchNames.has(subject.name)) return undefined;
    return matches(view, type, moment.failure);
  }

  function isAmong(subject: Expr, list: Expr, moment: Moment, names: number): boolean | undefined {
    const value = evaluate(subject, moment, names);
    if (typeof value !== 'number') return undefined;
    const items = numbersIn(list);
    return items?.includes(value);
  }

  function numbersIn(list: Expr): readonly number[] | undefined {
    let written = list;
    if (list.kind === 'name') {
      const bound = bindingsOf(facts, list);
      if (bound.length === 1 && bound[0]!.value?.kind === 'call') written = bound[0]!.value;
    }
    if (written.kind === 'call' && /^(Set|set|frozenset)$/.test(lastCalled(written.callee) ?? '') && written.args.length === 1) written = written.args[0]!.value;
    const value = reader.resolve(path, written);
    if (value.kind !== 'list' || value.open !== null) return undefined;
    const items = value.items.map((item) => (item.kind === 'number' ? item.value : undefined));
    return items.every((item) => item !== undefined) ? items : undefined;
  }

  /** A number or truth value that does not change in the loop. */
  function fixed(expr: Expr): Answer {
    if (numbers.has(expr)) return numbers.get(expr);
    let answer: Answer;
    const argument = argumentOf(view, expr);
    if (argument !== undefined && argument !== 'unknown') {
      answer = argument.value;
      defaults ||= argument.from === 'default';
    } else if (argument === undefined) {
      const value = reader.resolve(path, expr);
      const known = numberOf(value);
      answer = known?.value ?? (value.kind === 'boolean' ? value.value : undefined);
      defaults ||= known?.from === 'default';
    }
    numbers.set(expr, answer);
    return answer;
  }

  /** What a name is bound to inside the loop, once and before it is read: `const last = attempt === 2`. */
  function localOf(name: NameExpr): Expr | undefined {
    const inLoop = bindingsOf(facts, name).filter((binding) => binding.kind === 'variable' && within(facts, binding.region, view.loop));
    const [only] = inLoop;
    return inLoop.length === 1 && only!.start < name.start && indexOf(facts).encloses(only!.region, indexOf(facts).regionAt(name.start)) ? (only!.value ?? undefined) : undefined;
  }

  function changes(name: NameExpr): boolean {
    return bindingsOf(facts, name).some((binding) => within(facts, binding.region, view.loop) && binding.kind !== 'import');
  }

  function counterOf(name: NameExpr): Counter | null {
    const known = counters.get(name.name);
    if (known !== undefined) return known;
    counters.set(name.name, null);
    const counter = findCounter(name);
    counters.set(name.name, counter);
    return counter;
  }

  function findCounter(name: NameExpr): Counter | null {
    const bindings = bindingsOf(facts, name);
    if (loop.kind === 'loop' && loop.over !== null && bindings.some((binding) => binding.kind === 'loop' && isOver(binding, loop.over!))) {
      const range = rangeOf(loop.over);
      return range === null ? null : { first: range.first, step: range.step, steps: null };
    }
    const inLoop = bindings.filter((binding) => within(facts, binding.region, view.loop) && !(loop.kind === 'loop' && loop.form === 'for' && isStart(binding)));
    if (inLoop.length !== 1) return null;
    const step = stepOf(inLoop[0]!);
    const start = bindings.findLast((binding) => binding.value !== null && binding !== inLoop[0] && binding.kind !== 'augmented' && binding.start < inLoop[0]!.start);
    if (step === null || start?.value == null) return null;
    const first = start.kind === 'parameter' ? fixedStart(name, start) : evaluate(start.value, { attempt: 1, failure: null });
    if (typeof first !== 'number') return null;
    const header = loop.kind === 'loop' && loop.form === 'for';
    return { first, step, steps: header ? null : inLoop[0]! };
  }

  function fixedStart(name: NameExpr, start: Binding): Answer {
    const argument = argumentOf(view, name);
    if (argument !== undefined) return argument === 'unknown' ? undefined : argument.value;
    const known = start.value === null ? undefined : numberOf(reader.resolve(path, start.value));
    defaults ||= known?.from === 'default';
    return known?.value;
  }

  /** The start of a counting `for`: bound in the loop, before it counts. */
  function isStart(binding: Binding): boolean {
    return binding.kind !== 'augmented' && binding.value?.kind !== 'binary' && loop.kind === 'loop' && loop.test !== null && binding.start < loop.test.start;
  }

  function stepOf(binding: Binding): number | null {
    const { value } = binding;
    if (value === null) return null;
    if (binding.kind === 'augmented') {
      if (value.kind !== 'number') return null;
      return binding.operator === 'add' ? value.value : binding.operator === 'other' && value.value === 1 ? -1 : null;
    }
    if (value.kind !== 'binary' || value.left.kind !== 'name' || value.left.name !== binding.name || value.right.kind !== 'number') return null;
    return value.text === '+' ? value.right.value : value.text === '-' ? -value.right.value : null;
  }

  function valueAt(counter: Counter, at: Expr, { attempt }: Moment): number {
    const taken = counter.steps !== null && counter.steps.start < at.start && at.start >= loop.start && !(loop.kind === 'loop' && loop.test !== null && isWithin(at, loop.test)) ? attempt : attempt - 1;
    return counter.first + counter.step * taken;
  }

  /** `range(n)`, `range(a, b)`: the first value and the step, where they are known. */
  function rangeOf(over: Expr): { readonly first: number; readonly step: number } | null {
    const iteration = reader.iteration(path, over);
    if (iteration?.kind !== 'counted') return null;
    const values = iteration.args.map((argument) => evaluate(argument, { attempt: 1, failure: null }));
    if (values.length < 2) return { first: 0, step: 1 };
    const [first, , step] = values;
    return typeof first === 'number' ? { first, step: typeof step === 'number' ? step : 1 } : null;
  }

  function readsError(expr: Expr): boolean {
    let found = false;
    walk(expr, (part) => {
      if (part.kind !== 'name') return;
      if (catchNames.has(part.name)) found = true;
      else for (const binding of bindingsOf(facts, part)) if (binding.value !== null && within(facts, binding.region, view.loop) && mentions(binding.value, (name) => catchNames.has(name))) found = true;
    });
    return found;
  }

  function readsCounter(expr: Expr): boolean {
    let found = false;
    walk(expr, (part) => {
      if (part.kind === 'name' && counterOf(part) !== null) found = true;
      if (part.kind === 'name' && !found) for (const binding of bindingsOf(facts, part)) if (binding.kind === 'augmented' && within(facts, binding.region, view.loop)) found = true;
    });
    return found;
  }

  return { evaluate: (expr, moment) => evaluate(expr, moment), readsError, readsCounter, isCounter: (name) => counterOf(name) !== null || readsCounter(name), usedDefault: () => defaults };

  function isStatus(expr: Expr & { kind: 'member' }): boolean {
    return /^(status|status_code|statusCode|http_status|code)$/.test(expr.property) && readsError(expr);
  }
}

/** Whether a failure is of one of these error types; undefined where the types are not known. */
export function matches(view: Pick<LoopView, 'reader' | 'errors' | 'path'>, type: Expr, failure: Failure): boolean | undefined {
  const types = errorTypesOf(view.reader, view.errors, view.path, type);
  const answer = failure === rejectedAnswer;
  if (types.some((found) => found.kind === 'everything' || (answer ? found.kind === 'answer' : found.kind === 'failures' && found.includes(failure)))) return true;
  return types.some((found) => found.kind === 'unknown') ? undefined : false;
}

function isOver(binding: Binding, over: Expr): boolean {
  return binding.value?.kind === 'element' && binding.value.of.start === over.start && binding.value.of.end === over.end;
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
};
