/** What the parts of the resolver share: each part is a function that gets the evaluator to recurse with. */
import type { Expr } from '../../model/facts.ts';
import type { Activation, Value } from '../../model/value.ts';
import type { Reader } from './reader.ts';

/**
 * One activation of a function: what its parameters are worth. Values found inside it are remembered with it.
 * The root frame has no function: there, parameters are unknown but for their defaults and types.
 */
export interface Frame {
  readonly path: string;
  readonly function: number;
  readonly args: Arguments;
  readonly self: Value | null;
  /** The run that calls this one. */
  readonly parent: Frame | null;
  /** The run of the function around this one that made it: the parameters of `makeAsk(model)` in what it returns. */
  readonly enclosing: Frame | null;
  /** The call that runs the function, where it is in sight. */
  readonly call: { readonly path: string; readonly start: number } | null;
  readonly depth: number;
  /** In a round of a loop whose items are known: what an element is of the expression that the loop runs over. */
  readonly items: ReadonlyMap<Expr, Value>;
  /** null marks an evaluation under way, so that `x = x or y` ends. */
  readonly memo: Map<Expr, Value | null>;
}

/** The argument for a parameter, by its index: null where something is passed that is not known, undefined where nothing is. Evaluated when it is asked for. */
export type Arguments = (parameter: number) => Value | null | undefined;

export const NO_ARGUMENTS: Arguments = () => undefined;

/** Outside of any round. */
export const NO_ITEMS: ReadonlyMap<Expr, Value> = new Map();

export interface Evaluator {
  readonly reader: Reader;
  /** `all`: a parameter is worth what those who call its function pass, where none of them is out of sight. It takes many more steps. */
  readonly callers: 'some' | 'all';
  readonly root: Frame;
  evaluate(path: string, expr: Expr, frame: Frame): Value;
}

export function rootFrame(): Frame {
  return { path: '', function: -1, args: NO_ARGUMENTS, self: null, parent: null, enclosing: null, call: null, depth: 0, items: NO_ITEMS, memo: new Map() };
}

/** The run in which something was made, and its arguments are worth what they are; outside of any run where nothing says. */
export function runIn({ root }: Pick<Evaluator, 'root'>, activation: Activation | undefined): Frame {
  return (activation as Frame | undefined) ?? root;
}

const underWay = new WeakMap<Evaluator, Set<string>>();

/**
 * What a piece of work gives, which may lead back to itself; null where it does.
 * @param what names the work
 */
export function unlessUnderWay<Result>(evaluator: Evaluator, what: string, work: () => Result): Result | null {
  let active = underWay.get(evaluator);
  if (active === undefined) underWay.set(evaluator, (active = new Set()));
  if (active.has(what)) return null;
  active.add(what);
  try {
    return work();
  } finally {
    active.delete(what);
  }
}

/** Where in a file its own statements make the call that a run goes back to; null where they are not seen to. */
export function calledAt(frame: Frame, path: string): number | null {
  let at: Frame | null = frame;
  while (at.parent !== null && at.parent.function >= 0) at = at.parent;
  return at.function >= 0 && at.call?.path === path ? at.call.start : null;
}

/** The frame of an activation of `function` of `path`: the one that a function under way was made in, or one that is under way itself. */
export function frameOf(frame: Frame, path: string, fn: number): Frame | null {
  for (let caller: Frame | null = frame; caller !== null; caller = caller.parent) {
    for (let at: Frame | null = caller; at !== null; at = at.enclosing) if (at.function === fn && at.path === path) return at;
  }
  return null;
}
