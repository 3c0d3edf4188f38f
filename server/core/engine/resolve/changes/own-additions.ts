/** What a run of a function has itself put into a list that was there before it (`history.append(question)`), where it then reads the list. */
import type { CallExpr, Expr, FileFacts, Mutation } from '../../../model/facts.ts';
import { optionsOf, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { indexOf, mutationPath } from '../lookup.ts';
import { lastName } from '../walk.ts';
import { openOf } from './lists.ts';
import { applyMutations } from './mutate.ts';

const ADDS: readonly Mutation['operation'][] = ['append', 'extend'];

/** What a list that outlives the run which reads it holds of that run, and of earlier ones. */
export interface OwnAdditions {
  readonly own: readonly Mutation[];
  /** What is not to be taken for changes that came before: what the run adds itself, and all that its function does where this is its first run. */
  readonly apart: readonly Mutation[];
  readonly earlier: 'none' | 'some';
}

/** @param changes of the list; @param offset where the list is read; null where the run that reads it has added nothing before. */
export function ownAdditions(path: string, facts: FileFacts, changes: readonly Mutation[], offset: number, frame: Frame): OwnAdditions | null {
  if (!changes.some(({ end }) => end <= offset)) return null;
  const index = indexOf(facts);
  const region = index.regionAt(offset);
  const scope = functionScope(facts, region);
  const inside = changes.filter((change) => index.activation(change.scope) === scope);
  const before = inside.filter(({ end }) => end <= offset);
  // What stands before a change that may take some away again may be gone.
  const last = before.findLastIndex((change) => !ADDS.includes(change.operation) || mutationPath(change).steps.length > 0);
  const own = before.slice(last + 1).filter((change) => index.encloses(change.region, region));
  if (scope < 0 || own.length === 0) return null;
  // Rounds of a loop are like runs.
  const isAlone = isFirstRun(path, facts, scope, frame) && inside.every((change) => index.commonLoop(change.region, region) < 0);
  return isAlone ? { own, apart: inside, earlier: 'none' } : { own, apart: own, earlier: 'some' };
}

export function withOwn(evaluator: Evaluator, path: string, value: Value, { own, earlier }: OwnAdditions, frame: Frame): Value {
  if (optionsOf(value).some(({ kind }) => kind !== 'list')) return applyMutations(evaluator, path, value, own, 'sometimes', frame);
  const after = applyMutations(evaluator, path, value, own, 'always', frame);
  return earlier === 'none' || after.kind !== 'list' ? after : { ...after, open: openOf(after.open, 'what earlier runs have added') };
}

/** The scope of the function whose code a region is; -1 where that is the file's own. */
function functionScope(facts: FileFacts, region: number): number {
  for (let at = region; at >= 0; at = facts.regions[at]!.parent) {
    const here = facts.regions[at]!;
    if (here.kind === 'function') return facts.functions[here.function]!.scope;
  }
  return -1;
}

/** Whether a run is the first of its function: a method on an object that nothing was done with before, a function that the file's own statements call here for the first time. */
function isFirstRun(path: string, facts: FileFacts, scope: number, frame: Frame): boolean {
  const fn = facts.functions[frame.function];
  if (fn === undefined || fn.scope !== scope || frame.path !== path || frame.call?.path !== path || (frame.parent !== null && frame.parent.function >= 0)) return false;
  const { start } = frame.call;
  const call = facts.calls.find((each) => each.start === start && lastName(each.callee) === fn.name);
  if (call?.callee.kind === 'member') return isFirstOn(facts, call, call.callee.object);
  const isTold = call?.callee.kind === 'name' && isOnce(facts, call) && functionScope(facts, call.region) < 0;
  return isTold && !facts.calls.some((other) => other.start < start && (lastName(other.callee) === fn.name || passes(other, fn.name)));
}

function isFirstOn(facts: FileFacts, call: CallExpr, object: Expr): boolean {
  // Made for this call alone.
  if (object.kind === 'call') return true;
  if (object.kind !== 'name' || !isOnce(facts, call)) return false;
  const index = indexOf(facts);
  const home = index.home(object.scope, object.name);
  const made = home < 0 ? undefined : index.bindings(home, object.name).filter(({ end }) => end <= call.start).at(-1);
  if (made?.value?.kind !== 'call' || index.activation(home) !== index.activation(call.scope)) return false;
  const isBetween = (other: CallExpr): boolean => other.start < call.start && (other.start > made.start || index.activation(other.scope) !== index.activation(call.scope));
  return !facts.calls.some((other) => isBetween(other) && (passes(other, object.name) || (other.callee.kind === 'member' && isNamed(other.callee.object, object.name))));
}

/** Whether a call is in no loop. */
function isOnce(facts: FileFacts, { region }: CallExpr): boolean {
  return indexOf(facts).commonLoop(region, region) < 0;
}

function passes({ args }: CallExpr, name: string | null): boolean {
  return args.some(({ value }) => isNamed(value, name));
}

function isNamed(expr: Expr, name: string | null): boolean {
  return expr.kind === 'name' && expr.name === name;
}
