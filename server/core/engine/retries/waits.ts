/** How long a retry loop waits between tries: the sleeps between a failure and the next try, and whether they grow. */
import type { CallExpr, Expr, NameExpr } from '../../model/facts.ts';
import type { RetryLayer } from '../../model/retry.ts';
import { isWithin } from '../../model/text.ts';
import { lastCalled } from '../resolve/walk.ts';
import type { Conditions } from './conditions.ts';
import { bindingsOf, near, within, wordsOf, type LoopView } from './view.ts';

type Wait = RetryLayer['wait'];

/** Waits are judged by name in every language: `time.sleep`, `await sleep(…)`, `setTimeout`, `this.backoff(…)`. */
export const sleepWords = new Set(['sleep', 'pause', 'settimeout', 'usleep']);
const perhapsWords = new Set(['backoff', 'delay', 'wait', 'cooldown', 'throttle']);
const notSleeps = new Set(['for', 'until', 'all', 'calculate', 'compute', 'get', 'closed']);

/** `guarded` is the body whose failure is retried; a sleep in it is a throttle and not a wait. */
export function waitOf(view: LoopView, conditions: Conditions, guarded: readonly number[]): Wait {
  const { facts } = view;
  const loop = facts.regions[view.loop]!;
  const between = near(facts, view.loop).calls.filter((call) => isWithin(call, loop) && !isWithin(view.subject, call) && !isWithin(call, view.subject) && !guarded.some((region) => isWithin(call, facts.regions[region]!)));
  const sleeps = between.filter((call) => isSleep(call, sleepWords));
  const found = sleeps.length > 0 ? sleeps : between.filter((call) => isSleep(call, perhapsWords));
  if (found.length > 0) {
    const waits = found.map((call) => waitOfCall(view, conditions, call));
    return order.find((wait) => waits.includes(wait)) ?? 'unknown';
  }
  return between.some((call) => mayWait(view, call)) ? 'unknown' : 'none';
}

/** The best wait of several counts: a loop that waits longer for rate limits than for the rest is not blamed for the rest. */
const order: readonly Wait[] = ['growing-with-jitter', 'growing', 'unknown', 'constant', 'none'];

export function isSleep(call: CallExpr, vocabulary: ReadonlySet<string>): boolean {
  const name = lastCalled(call.callee);
  if (name === null) return false;
  if (vocabulary.has(name.toLowerCase())) return true;
  const words = wordsOf(name);
  return words.some((word) => vocabulary.has(word)) && !words.some((word) => notSleeps.has(word));
}

/** A call between two tries that may wait although its name does not say so. */
function mayWait(view: LoopView, call: CallExpr): boolean {
  if (call.awaited) return true;
  const value = view.reader.resolve(view.path, call.callee);
  if (value.kind !== 'function') return false;
  const facts = view.reader.facts(value.path);
  const body = facts?.functions[value.function];
  return facts !== undefined && body !== undefined && near(facts, body.region).calls.some((inner) => isWithin(inner, body) && (isSleep(inner, sleepWords) || isSleep(inner, perhapsWords)));
}

function waitOfCall(view: LoopView, conditions: Conditions, call: CallExpr): Wait {
  const values = call.args.map((argument) => argument.value);
  const timer = lastCalled(call.callee)?.toLowerCase() === 'settimeout';
  const length = timer && values.length > 1 && values[1]!.kind !== 'null' && values[0]!.kind !== 'number' ? values[1]! : values[0];
  if (length === undefined) return 'unknown';
  const growth = growthOf(view, conditions, length, 4);
  if (growth.unknown) return growth.growing ? 'growing' : 'unknown';
  if (growth.growing) return growth.jitter ? 'growing-with-jitter' : 'growing';
  return growth.zero ? 'none' : 'constant';
}

interface Growth {
  readonly growing: boolean;
  readonly jitter: boolean;
  readonly unknown: boolean;
  readonly zero: boolean;
}

const still: Growth = { growing: false, jitter: false, unknown: false, zero: false };

function growthOf(view: LoopView, conditions: Conditions, expr: Expr, names: number): Growth {
  const { facts, path, reader } = view;
  const all = (parts: readonly Expr[]): Growth => merge(parts.map((part) => growthOf(view, conditions, part, names)));
  switch (expr.kind) {
    case 'number':
      return { ...still, zero: expr.value === 0 };
    case 'binary':
      return { ...all([expr.left, expr.right]), zero: false };
    case 'index':
      return reads(conditions, expr.index) ? { ...still, growing: true } : { ...still, unknown: true };
    case 'conditional':
      return all([expr.whenTrue, expr.whenFalse]);
    case 'call': {
      const words = wordsOf(lastCalled(expr.callee) ?? '');
      const parts = all(expr.args.map((argument) => argument.value));
      if (words.some((word) => /^(random|uniform|jitter|randint|randrange)$/.test(word))) return { ...parts, jitter: true, unknown: false, zero: false };
      if (words.length === 1 && /^(min|max|float|int|round|pow|floor|ceil)$/.test(words[0]!)) return { ...parts, zero: false };
      return expr.args.some((argument) => reads(conditions, argument.value)) ? { ...still, growing: true } : { ...still, unknown: true };
    }
    case 'name':
      return growthOfName(view, conditions, expr, names);
    case 'member': {
      if (conditions.readsError(expr)) return { ...still, unknown: true };
      const value = reader.resolve(path, expr);
      return { ...still, zero: value.kind === 'number' && value.value === 0 };
    }
    case 'element': {
      const value = reader.resolve(path, expr.of);
      return value.kind === 'list' && value.items.length > 1 ? { ...still, growing: true } : { ...still, unknown: true };
    }
    default:
      return { ...still, unknown: true };
  }

  function merge(parts: readonly Growth[]): Growth {
    return {
      growing: parts.some((part) => part.growing),
      jitter: parts.some((part) => part.jitter),
      unknown: parts.some((part) => part.unknown),
      zero: parts.length > 0 && parts.every((part) => part.zero),
    };
  }

  function growthOfName(_: LoopView, known: Conditions, name: NameExpr, left: number): Growth {
    if (known.isCounter(name)) return { ...still, growing: true };
    if (left === 0) return { ...still, unknown: true };
    const bindings = bindingsOf(facts, name);
    const inLoop = bindings.filter((binding) => within(facts, binding.region, view.loop) || isWithin(binding, facts.regions[view.loop]!));
    if (inLoop.some((binding) => binding.kind === 'augmented' || (binding.value !== null && readsItself(binding.value, name.name)))) {
      return { ...still, growing: true, jitter: inLoop.some((binding) => binding.value !== null && growthOf(view, known, binding.value, 0).jitter) };
    }
    const values = inLoop.flatMap((binding) => (binding.value === null ? [] : [binding.value]));
    if (values.length > 0) return merge(values.map((value) => growthOf(view, known, value, left - 1)));
    const value = reader.resolve(path, name);
    return { ...still, zero: value.kind === 'number' && value.value === 0 };
  }
}

function reads(conditions: Conditions, expr: Expr): boolean {
  return conditions.readsCounter(expr);
}

function readsItself(expr: Expr, name: string): boolean {
  let found = false;
  const visit = (part: Expr): void => {
    if (part.kind === 'name' && part.name === name) found = true;
    else if (part.kind === 'binary') [part.left, part.right].forEach(visit);
    else if (part.kind === 'call') part.args.forEach((argument) => visit(argument.value));
  };
  visit(expr);
  return found;
}
