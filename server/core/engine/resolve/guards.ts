/** What the conditions around a reading say of what is read there: in the arm of `if (model === "a")` the model is "a", and in that of `else` it is not. */
import type { CallExpr, Expr, FileFacts, MemberExpr, NameExpr, Region } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { fieldOf, filling, knownText, optionsOf, type Value } from '../../model/value.ts';
import { compared, equalTo, isIn, isNegation, not, truthOf } from './conditions.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { keysOf } from './changes/lists.ts';
import { indexOf, namesIn, type FactIndex } from './lookup.ts';
import { testOf } from './texts/text-tests.ts';
import { instanceOf } from './types/types.ts';
import { either } from './values.ts';
import { walk } from './walk.ts';

/** More texts say no more than that it is one of many. */
const MAX_NAMED = 8;

/** A value without what the conditions around its reading rule out, and with what they name in place of what is not known. */
export function underConditions(evaluator: Evaluator, path: string, expr: NameExpr | MemberExpr, value: Value, frame: Frame): Value {
  if (value.kind !== 'either' && !isUnknown(value)) return value;
  const facts = evaluator.reader.facts(path)!;
  const index = indexOf(facts);
  const testing = index.armsTesting(expr.kind === 'name' ? expr.name : expr.property);
  if (testing.length === 0) return value;
  const told = toldOf(evaluator, path, expr, frame);
  const isTelling = (arm: number): boolean => testsOf(facts, arm).some((test) => (value.kind === 'either' || amongOf(value) !== undefined ? hasPart(test, told.isIt) : saysWhich(test, told)));
  const around = testing.filter((arm) => beginsWithin(expr, facts.regions[arm]!) && isTelling(arm));
  const passed = testing.filter((arm) => index.leaves(arm) && isBehind(expr, facts, arm) && isTelling(arm));
  return around.length + passed.length === 0 ? value : fitting(value, unchanged(facts, index, expr, around, passed).map((condition) => conditionOf(facts, condition, told)));
}

/** The value of one side of a conditional expression, where that is what its test is about: `model === "a" ? other : model`. */
export function underTest(evaluator: Evaluator, path: string, expr: Expr, value: Value, test: Expr, isWhenTrue: boolean, frame: Frame): Value {
  if ((expr.kind !== 'name' && expr.kind !== 'member') || (value.kind !== 'either' && !isUnknown(value))) return value;
  const told = toldOf(evaluator, path, expr, frame);
  if (!hasPart(test, told.isIt)) return value;
  return fitting(value, [{ allows: (thing) => holdsOf(test, thing, told) !== !isWhenTrue, names: () => namedBy(test, isWhenTrue, told), table: () => (isWhenTrue ? tableTested(test, told) : null) }]);
}

/** What is certain where a thing is read. */
interface Condition {
  readonly allows: (thing: Value) => boolean;
  /** The texts of which it leaves the thing one; null where it names none. */
  readonly names: () => readonly Value[] | null;
  /** The names of a table in which it says that the thing is found; null where it says no such thing. */
  readonly table: () => readonly Value[] | null;
}

function fitting(value: Value, conditions: readonly Condition[]): Value {
  if (conditions.length === 0) return value;
  const fits = (option: Value): boolean => conditions.every(({ allows }) => allows(option));
  const options = optionsOf(value);
  const left = options.filter((option) => (knownText(option) === null && option.kind !== 'null' && option.kind !== 'record') || fits(option));
  const named = left.some(isUnknown) ? namedAround(conditions) : null;
  // What is not known is one of those that are named.
  const kept = named === null ? left.flatMap((option) => foundAmong(option, conditions, fits)) : [...left.filter((option) => !isUnknown(option) && option.kind !== 'null'), ...named.filter(fits)];
  return kept.length === 0 || (named === null && kept.length === options.length && kept.every((option, i) => option === options[i])) ? value : either(kept, value.origin);
}

/** What is not known, with the names of the table in which a condition says that it is found; once another condition rules some of them out, those that are left. */
function foundAmong(option: Value, conditions: readonly Condition[], fits: (name: Value) => boolean): readonly Value[] {
  if (!isUnknown(option) || option.kind === 'object') return [option];
  const known = amongOf(option);
  const names = known ?? conditions.reduce<readonly Value[] | null>((found, { table }) => found ?? table(), null);
  const left = names?.filter(fits) ?? [];
  if (names === null || left.length === 0) return [option];
  const it = filling(option);
  return left.length < names.length ? left : known !== undefined || it.kind !== 'unknown' ? [option] : [{ ...it, among: names }];
}

function amongOf(value: Value): readonly Value[] | undefined {
  const it = filling(value);
  return it.kind === 'unknown' ? it.among : undefined;
}

/** `model in models`, for certain where the test holds. */
function tableTested(test: Expr, told: Told): readonly Value[] | null {
  if (test.kind !== 'binary') return null;
  if (test.operator === 'and') return tableTested(test.left, told) ?? tableTested(test.right, told);
  if (test.operator !== 'compare' || test.text !== 'in' || !told.isIt(test.left)) return null;
  const table = told.read(test.right);
  const names = table.kind === 'record' && table.open === null ? keysOf(table, table.origin).items : [];
  return names.length === 0 || names.length > MAX_TABLE ? null : names;
}

/** Of a larger table it is not said which of its names are left. */
const MAX_TABLE = 40;

/** Whether nothing is known of a value, or only its type: that it is a text, or of a class, which may be a list of members that are texts. */
function isUnknown(value: Value): boolean {
  return filling(value).kind === 'unknown' || (value.kind === 'object' && value.construction === null);
}

/** How a condition is read: where it speaks of the thing, what stands beside that, and what a method does. */
interface Told {
  readonly isIt: (expr: Expr) => boolean;
  readonly read: (expr: Expr) => Value;
  readonly idiom: (method: string) => string | undefined;
  /** What a test of its class says that the thing is: an instance of the class; null where it is no such test, or of classes of which nothing is known. */
  readonly instance: (test: Expr) => Value | null;
}

function toldOf(evaluator: Evaluator, path: string, expr: Expr, frame: Frame): Told {
  const index = indexOf(evaluator.reader.facts(path)!);
  const isIt = (other: Expr): boolean => isSame(index, expr, other);
  return { isIt, instance: (test) => instanceTested(evaluator, path, test, isIt), read: (other) => evaluator.evaluate(path, other, frame), idiom: (method) => idiomsOf(evaluator, path).of(`.${method}`)?.means };
}

function beginsWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.start < outer.end;
}

/** Whether something stands behind an arm where only those get to who did not take it, if the arm ends by leaving. */
function isBehind(inner: Span, { regions }: FileFacts, arm: number): boolean {
  const { end, parent } = regions[arm]!;
  return inner.start >= end && beginsWithin(inner, regions[parent]!);
}

/** `isinstance(client, Client)`, `client instanceof Client`. */
function instanceTested(evaluator: Evaluator, path: string, test: Expr, isIt: (expr: Expr) => boolean): Value | null {
  const type = classTested(test, isIt, (name) => idiomsOf(evaluator, path).of(`:${name}`)?.means);
  return type === null ? null : instanceOf(evaluator, path, type);
}

function classTested(test: Expr, isIt: (expr: Expr) => boolean, means: (name: string) => string | undefined): Expr | null {
  if (test.kind === 'binary') return test.text === 'instanceof' && isIt(test.left) ? test.right : null;
  if (test.kind !== 'call' || test.callee.kind !== 'name' || test.args.length !== 2 || !isIt(test.args[0]!.value)) return null;
  return means(test.callee.name) === 'instance-of' ? test.args[1]!.value : null;
}

/** Whether a test compares the thing with something that may be a text, or several. */
function saysWhich(test: Expr, told: Told): boolean {
  const mayBeText = ({ kind }: Expr): boolean => kind === 'string' || kind === 'name' || kind === 'member' || kind === 'list';
  return hasPart(test, (part) => {
    if (part.kind !== 'binary' && part.kind !== 'call') return false;
    if (told.instance(part) !== null) return true;
    if (part.kind === 'call') return listTested(part, told) !== null;
    return part.operator === 'compare' && ((mayBeText(part.right) && told.isIt(part.left)) || (mayBeText(part.left) && told.isIt(part.right)));
  });
}

/** An arm that is taken where something is read, or that is behind it and was not. */
interface Arm {
  readonly arm: number;
  readonly isTaken: boolean;
}

/** Those of some arms, innermost first, since whose test what is read has not changed. */
function unchanged(facts: FileFacts, index: FactIndex, expr: Expr, around: readonly number[], passed: readonly number[]): readonly Arm[] {
  const arms: Arm[] = [];
  const names = namesIn(expr);
  let until = expr.start;
  for (let at = index.regionAt(expr.start); at >= 0; at = facts.regions[at]!.parent) {
    for (const arm of passed) if (facts.regions[arm]!.parent === at && !isChanged(index, names, firstOf(facts, arm).start, until, facts.regions[arm]!)) arms.push({ arm, isTaken: false });
    const here = facts.regions[at]!;
    // A function may run later; what is bound once is the same then.
    if (here.kind === 'function' && !isBoundOnce(facts, index, expr)) break;
    // What a loop changes behind the reading is read in its next round.
    if (here.kind === 'loop') until = here.end;
    if (around.includes(at) && !isChanged(index, names, here.start, until)) arms.push({ arm: at, isTaken: true });
  }
  return arms;
}

/** The first of the arms of which this is one. */
function firstOf({ regions }: FileFacts, arm: number): Region {
  let first = regions[arm]!;
  while (first.kind === 'branch' && first.after !== undefined) first = regions[first.after]!;
  return first;
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

/** Whether one of some names or members is set between two offsets, but for what is left. */
function isChanged(index: FactIndex, names: ReadonlySet<string>, from: number, until: number, left?: Span): boolean {
  const isBetween = (change: Span): boolean => change.start >= from && change.start < until && (left === undefined || !beginsWithin(change, left));
  for (const name of names) if (index.changesOf(name).some(isBetween)) return true;
  return false;
}

function conditionOf({ regions }: FileFacts, { arm, isTaken }: Arm, told: Told): Condition {
  const own = regions[arm]!;
  const test = own.kind === 'branch' ? own.test : null;
  const before: (Expr | null)[] = [];
  for (let at = own.kind === 'branch' ? own.after : undefined; at !== undefined; ) {
    const region: Region = regions[at]!;
    before.unshift(region.kind === 'branch' ? region.test : null);
    at = region.kind === 'branch' ? region.after : undefined;
  }
  /** Whether the arm is taken where the thing is this: its own test holds, and none before it does. */
  const taken = (thing: Value): boolean | null => {
    const answers = [test === null ? true : holdsOf(test, thing, told), ...before.map((other) => (other === null ? null : not(holdsOf(other, thing, told))))];
    return answers.includes(false) ? false : answers.includes(null) ? null : true;
  };
  if (isTaken) return { allows: (thing) => taken(thing) !== false, names: () => (test === null ? null : namedBy(test, true, told)), table: () => (test === null ? null : tableTested(test, told)) };
  return {
    table: () => null,
    allows: (thing) => taken(thing) !== true,
    // Behind the last of several arms the thing is what one of the others is for.
    names: () => (test === null ? allNamed(before.map((other) => (other === null ? null : namedBy(other, true, told)))) : before.length === 0 ? namedBy(test, false, told) : null),
  };
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
  const field = fieldTested(test.left, thing, told);
  if (field !== null) return compared(test.text, () => field, () => told.read(test.right));
  const [ofIt, amongOthers] = [told.isIt(test.left), told.isIt(test.right)];
  return ofIt === amongOthers ? null : compared(test.text, () => (ofIt ? thing : told.read(test.left)), () => (ofIt ? told.read(test.right) : thing));
}

/** What a record has in the field that a test is about, by which it is told from others: `config.provider === "a"`. */
function fieldTested(tested: Expr, thing: Value, told: Told): Value | null {
  if (thing.kind !== 'record' || tested.kind !== 'member' || !told.isIt(tested.object)) return null;
  const field = fieldOf(thing, tested.property);
  return field?.presence === 'always' && !told.isIt(tested) ? field.value : null;
}

/** The texts of which the innermost condition that names any leaves the thing one. */
function namedAround(conditions: readonly Condition[]): readonly Value[] | null {
  for (const { names } of conditions) {
    const named = names();
    if (named !== null) return named.length <= MAX_NAMED ? named : null;
  }
  return null;
}

/** The texts of which the thing is one where a test holds, or where it does not; null where it names none. */
function namedBy(test: Expr, holds: boolean, told: Told): readonly Value[] | null {
  const instance = holds ? told.instance(test) : null;
  if (instance !== null) return optionsOf(instance);
  if (test.kind === 'call') {
    const list = holds ? listTested(test, told) : null;
    return list === null ? null : equalTo('in', true, told.read(list));
  }
  if (test.kind !== 'binary') return null;
  if (test.operator === 'and' || test.operator === 'or') {
    const sides = [test.left, test.right].map((side) => namedBy(side, holds, told));
    return (test.operator === 'and') === holds ? (sides[0] ?? sides[1]!) : allNamed(sides);
  }
  if (test.operator !== 'compare') return null;
  if (isNegation(test)) return namedBy(test.left, !holds, told);
  const other = told.isIt(test.left) ? test.right : told.isIt(test.right) && !isIn(test.text) ? test.left : null;
  return other === null ? null : equalTo(test.text, holds, told.read(other));
}

function allNamed(named: readonly (readonly Value[] | null)[]): readonly Value[] | null {
  return named.every((texts) => texts !== null) ? named.flat() : null;
}

/** What a call looks for the thing in: `MODELS.includes(model)`; null where it is no such call. */
function listTested({ callee, args: [argument, ...others] }: CallExpr, told: Told): Expr | null {
  return callee.kind === 'member' && argument !== undefined && others.length === 0 && told.isIt(argument.value) && told.idiom(callee.property) === 'has' ? callee.object : null;
}

/** Whether two expressions read the same thing: one name, one member of it, what a method without arguments gives of it. */
export function isSame(index: FactIndex, a: Expr, b: Expr): boolean {
  if (a.kind === 'name') return b.kind === 'name' && a.name === b.name && index.home(a.scope, a.name) === index.home(b.scope, b.name);
  if (a.kind === 'self') return b.kind === 'self' && a.class === b.class;
  if (a.kind === 'member') return b.kind === 'member' && a.property === b.property && isSame(index, a.object, b.object);
  return a.kind === 'call' && b.kind === 'call' && a.args.length === 0 && b.args.length === 0 && isSame(index, a.callee, b.callee);
}
