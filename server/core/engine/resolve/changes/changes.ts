/** What happens to a list, record or object between the place where its name is bound and the place where it is read: changes of it, and calls of functions that change what they are given, in their order. */
import type { Binding, CallExpr, Expr, FileFacts, Mutation } from '../../../model/facts.ts';
import type { Span } from '../../../model/text.ts';
import type { FunctionValue, ListValue, ObjectValue, RecordValue, Value } from '../../../model/value.ts';
import { runOf } from '../apply.ts';
import { isReached } from '../conditions.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { indexOf, type FactIndex } from '../lookup.ts';
import { leftOut, UNDER_CONDITION } from './lists.ts';
import { applyMutations } from './mutate.ts';
import { isPicture, pictureAfter } from '../texts/pictures.ts';
import { loopBefore, roundsOf } from './rounds.ts';
import { lastName } from '../walk.ts';

/** Where a name is read: bindings that cannot reach that place do not count. */
export interface Use {
  readonly offset: number;
  readonly region: number;
  /** Changes that are not to be counted. */
  readonly apart?: readonly Mutation[];
}

/** A scope of a file, where bindings of one name stand. */
export interface Home {
  readonly path: string;
  readonly facts: FileFacts;
  readonly index: FactIndex;
  readonly scope: number;
}

interface Change extends Span {
  readonly region: number;
  /** The value after it; `sometimes` where it does not happen on every path to the reading. */
  readonly apply: (value: Value, presence: 'always' | 'sometimes', frame: Frame) => Value;
}

/** What can be changed in place by whoever has it. */
type Changeable = ListValue | RecordValue | ObjectValue;

function isChangeable(value: Value): value is Changeable {
  return value.kind === 'list' || value.kind === 'record' || value.kind === 'object';
}

/** What a list, record or object is worth at `use`, which was `value` where its name was bound. */
export function valueAfter(evaluator: Evaluator, home: Home, value: Value, binding: Binding, use: Use, frame: Frame): Value {
  const { path, index } = home;
  const comes = ({ start, end, region }: Change | CallExpr): boolean => start > binding.start && (end <= use.offset || index.commonLoop(region, use.region) >= 0);
  const mutations = index.mutationsIn(home.scope, binding.name).filter((mutation) => use.apart?.includes(mutation) !== true);
  const changes = changesOf(evaluator, path, mutations).filter(comes);
  if (isPicture(value)) return pictureAfter(evaluator, home, value, binding.name, binding.start, use, frame);
  if (!isChangeable(value)) return changed(evaluator, home, value, changes, binding.region, use, frame);
  let unseen: string | null = null;
  for (const call of index.passesIn(home.scope, binding.name)) {
    // What the name is bound to has seen the calls in it.
    if (!comes(call) || (binding.value !== null && call.start < binding.value.end)) continue;
    const changer = changerOf(evaluator, path, call, binding.name, frame);
    if (changer === null) continue;
    if (changer.in !== null) changes.push(changeIn(evaluator, path, call, changer, changer.in));
    else if (call.end <= use.offset) unseen ??= changer.name;
  }
  const after = changed(evaluator, home, value, changes.sort((a, b) => a.start - b.start), binding.region, use, frame);
  return unseen === null || (after.kind !== 'list' && after.kind !== 'record') || after.open !== null ? after : { ...after, open: mayChange(unseen) };
}

function changesOf(evaluator: Evaluator, path: string, mutations: readonly Mutation[]): Change[] {
  return mutations.map((mutation) => ({ start: mutation.start, end: mutation.end, region: mutation.region, apply: (value, presence, frame) => applyMutations(evaluator, path, value, [mutation], presence, frame) }));
}

/** A list or record after changes in their order; those in a loop over known items are made round by round. */
function changed(evaluator: Evaluator, home: Home, value: Value, changes: readonly Change[], boundIn: number, use: Use, frame: Frame): Value {
  const { path, facts, index } = home;
  const from = functionRegion(home);
  let current = value;
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i]!;
    const loop = loopBefore(facts, index, change.region, use.region);
    const rounds = loop < 0 || !(value.kind === 'list' || value.kind === 'record') ? null : roundsOf(evaluator, path, facts, index, loop, frame);
    if (rounds !== null) {
      const inLoop = changes.slice(i).filter((other) => loopBefore(facts, index, other.region, use.region) === loop);
      const outside = index.encloses(facts.regions[loop]!.parent, use.region) ? 'always' : 'sometimes';
      for (const round of rounds) current = inRound(evaluator, home, current, inLoop, loop, outside, round);
      i += inLoop.length - 1;
      continue;
    }
    const reach = change.end > use.offset || index.encloses(change.region, use.region) ? 'maybe' : isReached(evaluator, path, facts, change.region, from, frame);
    if (reach === 'no') continue;
    const always = reach === 'yes' || (index.encloses(change.region, use.region) && change.end <= use.offset);
    const after = change.apply(current, always ? 'always' : 'sometimes', frame);
    const around = index.commonLoop(change.region, use.region);
    const again = loop >= 0 || (around >= 0 && (!always || !index.encloses(around, boundIn)));
    current = again && after.kind === 'list' && (after.open ?? UNDER_CONDITION) === UNDER_CONDITION ? { ...after, open: 'items appended in a loop' } : after;
  }
  return current;
}

function inRound(evaluator: Evaluator, home: Home, value: Value, changes: readonly Change[], loop: number, outside: 'always' | 'sometimes', round: Frame): Value {
  const { path, facts, index } = home;
  const { end } = facts.regions[loop]!;
  let current = value;
  for (const change of changes) {
    // Loops within the loop.
    if (loopBefore(facts, index, change.region, loop) >= 0) {
      current = changed(evaluator, home, current, [change], loop, { offset: end, region: loop }, round);
      continue;
    }
    const reach = isReached(evaluator, path, facts, change.region, loop, round);
    if (reach !== 'no') current = change.apply(current, reach === 'yes' ? outside : 'sometimes', round);
  }
  return current;
}

/** The region of the function, or of the module, that a scope's names belong to. */
export function functionRegion({ facts, index, scope }: Home): number {
  const home = facts.scopes[index.activation(scope)]!;
  return home.kind === 'function' ? facts.functions[home.function]!.region : 0;
}

interface Changer {
  readonly name: string;
  /** The parameter that it changes, where what it does is in sight. */
  readonly in: { readonly callee: FunctionValue; readonly parameter: Binding } | null;
}

/** Methods that only look at what they are given, whatever they belong to. */
const LOOKS_ONLY = /^(log|debug|info|warn|warning|error|exception|trace|print|write|append|push|add|count\w*|len|dumps?|stringify|emit|send|record)$/i;

/** The function that may change the argument `name` of a call, else null. What comes from outside the workspace is taken to leave it as it is. */
function changerOf(evaluator: Evaluator, path: string, call: CallExpr, name: string, frame: Frame): Changer | null {
  const callee = evaluator.evaluate(path, call.callee, frame);
  const called = lastName(call.callee) ?? 'a function';
  if (callee.kind === 'unknown') return callee.cause === 'limit' || LOOKS_ONLY.test(called) || isOfText(evaluator, path, call.callee, frame) ? null : { name: called, in: null };
  if (callee.kind !== 'function') return null;
  const facts = evaluator.reader.facts(callee.path);
  const fn = facts?.functions[callee.function];
  if (facts === undefined || fn === undefined) return null;
  if (fn.declared === true) return LOOKS_ONLY.test(called) ? null : { name: called, in: null };
  const position = call.args.findIndex((argument) => argument.value.kind === 'name' && argument.value.name === name);
  const argument = call.args[position]!;
  const parameter = argument.kind === 'named' ? fn.params.find((candidate) => candidate.name === argument.name) : fn.params[position];
  if (parameter === undefined || parameter.name === '') return null;
  const index = indexOf(facts);
  if (!index.mutations(parameter.name).some((mutation) => index.activation(mutation.scope) === fn.scope)) return null;
  // What a name is bound to anew is another list.
  const bindings = index.bindings(fn.scope, parameter.name);
  return { name: fn.name ?? called, in: bindings.length === 1 && callee.filled === undefined ? { callee, parameter: bindings[0]! } : null };
}

/** A method of a text: it makes another text of what it is given. */
function isOfText(evaluator: Evaluator, path: string, callee: Expr, frame: Frame): boolean {
  return callee.kind === 'member' && evaluator.evaluate(path, callee.object, frame).kind === 'text';
}

/** What a function does to the list, record or object that a call hands to it. */
function changeIn(evaluator: Evaluator, path: string, call: CallExpr, { name }: Changer, { callee, parameter }: NonNullable<Changer['in']>): Change {
  return {
    start: call.start,
    end: call.end,
    region: call.region,
    apply(value, presence, frame) {
      if (!isChangeable(value)) return value;
      const facts = evaluator.reader.facts(callee.path)!;
      const fn = facts.functions[callee.function]!;
      const run = runOf(evaluator, callee, frame, { path, call });
      if (run === null) return value.kind === 'object' ? value : { ...value, open: value.open ?? mayChange(name) };
      if (callee.path !== path) evaluator.reader.readWhole(callee.path);
      const inside: Home = { path: callee.path, facts, index: indexOf(facts), scope: fn.scope };
      const after = valueAfter(evaluator, inside, value, parameter, { offset: fn.end, region: fn.region }, run);
      return presence === 'always' ? after : atTimes(value, after, name);
    },
  };
}

/** What a value may have become, or not. */
function atTimes(before: Changeable, after: Value, name: string): Value {
  if (before.kind === 'object') {
    const set = after.kind === 'object' ? (after.set ?? []).map((attribute) => (before.set?.includes(attribute) === true ? attribute : { ...attribute, presence: 'sometimes' as const })) : [];
    return set.length === 0 ? before : { ...before, set };
  }
  const onlyAdded = before.kind === 'list' && after.kind === 'list' && before.items.every((item, i) => after.items[i] === item);
  if (!onlyAdded) return { ...before, open: before.open ?? mayChange(name) };
  return { ...after, open: after.open ?? UNDER_CONDITION, ...leftOut([...(after.sometimes ?? []), ...after.items.slice(before.items.length)]) };
}

function mayChange(name: string): string {
  return `\`${name}\` may change it`;
}
