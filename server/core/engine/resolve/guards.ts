/** What the conditions around a reading say of what is read there: in the arm of `if (model === "a")` the model is "a", and in that of `else` it is not. */
import type { Expr, FileFacts, MemberExpr, NameExpr, Region } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { knownText, optionsOf, type Value } from '../../model/value.ts';
import { compared, equalTo, isNegation, not, truthOf } from './conditions.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { indexOf, namesIn, type FactIndex } from './lookup.ts';
import { testOf } from './text-tests.ts';
import { either } from './values.ts';
import { walk } from './walk.ts';

/** More texts say no more than that it is one of many. */
const MAX_NAMED = 8;

/** A value without what the conditions around its reading rule out, and with what they name in place of what is not known. */
export function underConditions(evaluator: Evaluator, path: string, expr: NameExpr | MemberExpr, value: Value, frame: Frame): Value {
  if (value.kind !== 'unknown' && value.kind !== 'either') return value;
  const facts = evaluator.reader.facts(path)!;
  const index = indexOf(facts);
  const around = index.armsTesting(expr.kind === 'name' ? expr.name : expr.property).filter((arm) => isWithin(expr, facts.regions[arm]!));
  if (around.length === 0) return value;
  const told: Told = { isIt: (other) => isSame(index, expr, other), read: (other) => evaluator.evaluate(path, other, frame), idiom: (method) => idiomsOf(evaluator, path).of(`.${method}`)?.means };
  const telling = around.filter((arm) => (value.kind === 'unknown' ? saysWhich(facts.regions[arm]!, told) : testsOf(facts, arm).some((test) => hasPart(test, told.isIt))));
  const arms = armsUnchanged(facts, index, expr, telling);
  if (arms.length === 0) return value;
  const fits = (option: Value): boolean => arms.every((arm) => mayBeTaken(facts, arm, option, told));
  const options = optionsOf(value);
  const left = options.filter((option) => knownText(option) === null || fits(option));
  const named = left.some(({ kind }) => kind === 'unknown') ? namedAround(facts, arms, told) : null;
  // What is not known is one of those that are named.
  const kept = named === null ? left : [...left.filter(({ kind }) => kind !== 'unknown' && kind !== 'null'), ...named.filter(fits)];
  return kept.length === 0 || (named === null && kept.length === options.length) ? value : either(kept, value.origin);
}

/** How a condition is read: where it speaks of the thing, what stands beside that, and what a method does. */
interface Told {
  readonly isIt: (expr: Expr) => boolean;
  readonly read: (expr: Expr) => Value;
  readonly idiom: (method: string) => string | undefined;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.start < outer.end;
}

/** Whether an arm is one in which the thing equals something that may be a text. */
function saysWhich(arm: Region, { isIt }: Told): boolean {
  if (arm.kind !== 'branch' || arm.test === null) return false;
  const mayBeText = ({ kind }: Expr): boolean => kind === 'string' || kind === 'name' || kind === 'member' || kind === 'list';
  return hasPart(arm.test, (part) => part.kind === 'binary' && part.operator === 'compare' && ((mayBeText(part.right) && isIt(part.left)) || (mayBeText(part.left) && isIt(part.right))));
}

/** Those of the arms around a reading, innermost first, in which what is read is still what was tested. */
function armsUnchanged(facts: FileFacts, index: FactIndex, expr: Expr, around: readonly number[]): readonly number[] {
  const arms: number[] = [];
  for (let at = around.length === 0 ? -1 : index.regionAt(expr.start); at >= 0; at = facts.regions[at]!.parent) {
    // A function may run later; what is bound once is the same then.
    if (facts.regions[at]!.kind === 'function' && !isBoundOnce(facts, index, expr)) break;
    if (around.includes(at) && !isChanged(facts, expr, facts.regions[at]!.start)) arms.push(at);
  }
  return arms;
}

/** The tests that say when an arm is taken: its own, and those of the arms before it. */
function testsOf({ regions }: FileFacts, arm: number): readonly Expr[] {
  const tests: Expr[] = [];
  for (let at: number | undefined = arm; at !== undefined; ) {
    const region: Region = regions[at]!;
    if (region.kind !== 'branch') break;
    if (region.test !== null) tests.push(region.test);
    at = region.after;
  }
  return tests;
}

function hasPart(test: Expr, is: (part: Expr) => boolean): boolean {
  let found = false;
  walk(test, (part) => void (found ||= is(part)));
  return found;
}

function isBoundOnce(facts: FileFacts, index: FactIndex, expr: Expr): boolean {
  if (expr.kind !== 'name') return false;
  const home = index.home(expr.scope, expr.name);
  return home >= 0 && facts.scopes[home]!.kind !== 'module' && index.bindings(home, expr.name).length === 1;
}

/** Whether a name or member of the expression is set between an offset and the reading. */
function isChanged(facts: FileFacts, expr: Expr, from: number): boolean {
  const names = namesIn(expr);
  const isBetween = ({ start }: Span): boolean => start >= from && start < expr.start;
  return (
    facts.scopes.some((scope) => scope.end > from && scope.start < expr.start && scope.bindings.some((binding) => isBetween(binding) && names.has(binding.name))) ||
    facts.classes.some(({ attributes }) => attributes.some((attribute) => isBetween(attribute) && names.has(attribute.name))) ||
    facts.mutations.some((mutation) => isBetween(mutation) && mutation.key?.kind === 'string' && names.has(mutation.key.value))
  );
}

/** Whether an arm may be taken where the thing is this: its own test may hold, and none before it does. */
function mayBeTaken({ regions }: FileFacts, arm: number, thing: Value, told: Told): boolean {
  const own: Region = regions[arm]!;
  if (own.kind !== 'branch' || (own.test !== null && holdsOf(own.test, thing, told) === false)) return false;
  for (let at = own.after; at !== undefined; ) {
    const before: Region = regions[at]!;
    if (before.kind !== 'branch' || before.test === null) return true;
    if (holdsOf(before.test, thing, told) === true) return false;
    at = before.after;
  }
  return true;
}

/** Whether a condition holds where the thing is this. Of what speaks of other things, nothing is said. */
function holdsOf(test: Expr, thing: Value, told: Told): boolean | null {
  if (told.isIt(test)) return truthOf(thing);
  if (test.kind === 'call' && test.callee.kind === 'member' && test.args.length === 1) {
    const { object, property } = test.callee;
    const [argument] = test.args;
    const [ofIt, amongOthers] = [told.isIt(object), told.isIt(argument!.value)];
    const means = ofIt || amongOthers ? told.idiom(property) : undefined;
    return means === undefined ? null : testOf(ofIt ? thing : told.read(object), means, amongOthers ? thing : told.read(argument!.value));
  }
  if (test.kind !== 'binary') return null;
  if (test.operator === 'and' || test.operator === 'or') {
    const decisive = test.operator === 'or';
    const sides = [test.left, test.right].map((side) => holdsOf(side, thing, told));
    return sides.includes(decisive) ? decisive : sides.includes(null) ? null : !decisive;
  }
  if (test.operator !== 'compare') return null;
  if (isNegation(test)) return not(holdsOf(test.left, thing, told));
  const [ofIt, amongOthers] = [told.isIt(test.left), told.isIt(test.right)];
  return ofIt === amongOthers ? null : compared(test.text, () => (ofIt ? thing : told.read(test.left)), () => (ofIt ? told.read(test.right) : thing));
}

/** The texts of which the innermost condition that names any leaves the thing one. */
function namedAround({ regions }: FileFacts, arms: readonly number[], told: Told): readonly Value[] | null {
  for (const arm of arms) {
    const region = regions[arm]!;
    const named = region.kind === 'branch' && region.test !== null ? namedBy(region.test, told) : null;
    if (named !== null) return named.length <= MAX_NAMED ? named : null;
  }
  return null;
}

function namedBy(test: Expr, told: Told): readonly Value[] | null {
  if (test.kind !== 'binary') return null;
  if (test.operator === 'and') return namedBy(test.left, told) ?? namedBy(test.right, told);
  if (test.operator === 'or') {
    const [left, right] = [namedBy(test.left, told), namedBy(test.right, told)];
    return left === null || right === null ? null : [...left, ...right];
  }
  const other = test.operator !== 'compare' || isNegation(test) ? null : told.isIt(test.left) ? test.right : told.isIt(test.right) && test.text !== 'in' ? test.left : null;
  return other === null ? null : equalTo(test.text, told.read(other));
}

/** Whether two expressions read the same thing: one name, one member of it, what a method without arguments gives of it. */
function isSame(index: FactIndex, a: Expr, b: Expr): boolean {
  if (a.kind === 'name') return b.kind === 'name' && a.name === b.name && index.home(a.scope, a.name) === index.home(b.scope, b.name);
  if (a.kind === 'self') return b.kind === 'self' && a.class === b.class;
  if (a.kind === 'member') return b.kind === 'member' && a.property === b.property && isSame(index, a.object, b.object);
  return a.kind === 'call' && b.kind === 'call' && a.args.length === 0 && b.args.length === 0 && isSame(index, a.callee, b.callee);
}
