/**
 * What a parameter is worth where everybody who calls its function is in sight: in a program, which nobody imports. A function that something else may call (a framework
 * that it is handed to, a decorator, whoever gets its name) is none of these.
 */
import type { Expr, FileFacts, FunctionFact, MemberExpr, NameExpr } from '../../model/facts.ts';
import { optionsOf, type ObjectValue, type Value } from '../../model/value.ts';
import { bindArguments } from './arguments.ts';
import { handedOn } from './attributes.ts';
import { amongMeant, callsNamed, isPrivate } from './callers.ts';
import { unlessUnderWay, type Evaluator } from './evaluator.ts';
import { indexOf } from './lookup.ts';
import { callsByOtherNames, type CallAt, type Class } from './taken-classes.ts';
import { subclassesOf } from './types/subclasses.ts';
import { either, originOf, unknown } from './values.ts';
import { visitHeld, walkRead } from './walk.ts';

/** More callers than this say little of one value. */
const MAX_CALLERS = 24;

/** How far it is followed who passes what a caller was passed. */
const MAX_HANDED = 3;

/** More files than this may have an object: who calls its methods is not looked for. */
const MAX_FILES = 40;

/**
 * The values of a parameter in all calls of its function, its default among them where a call leaves it out. Null where some may be out of sight, and where none is in sight.
 * `of` is the object that a constructor builds, where it is seen as one of a base.
 */
export function passedByAll(evaluator: Evaluator, path: string, fnIndex: number, parameter: number, of?: ObjectValue): Value | null {
  const depth = handed.get(evaluator) ?? 0;
  const calls = depth > MAX_HANDED ? null : allCalls(evaluator, path, fnIndex, of);
  if (calls === null) return null;
  handed.set(evaluator, depth + 1);
  try {
    return passedBy(evaluator, calls, path, fnIndex, parameter, of);
  } finally {
    handed.set(evaluator, depth);
  }
}

const handed = new WeakMap<Evaluator, number>();

function passedBy(evaluator: Evaluator, calls: readonly CallAt[], path: string, fnIndex: number, parameter: number, of: ObjectValue | undefined): Value | null {
  const fn = evaluator.reader.facts(path)!.functions[fnIndex]!;
  const { default: otherwise, kind } = fn.params[parameter]!;
  const origin = originOf(path, otherwise ?? { kind: 'parameter', function: fnIndex, index: parameter, start: fn.params[parameter]!.start, end: fn.params[parameter]!.end });
  // Functions may call one another.
  return unlessUnderWay(evaluator, `all callers ${path}\0${fnIndex}\0${parameter}\0${of === undefined ? '' : `${of.path}\0${of.class}`}`, () => {
    const passed = calls.map(({ path: file, call }): Value => {
      const value = bindArguments(evaluator, file, call, fn, evaluator.root)(parameter);
      if (value === null) return unknown('what is passed on', 'parameter', origin);
      return value ?? (otherwise === null ? { kind: 'null', origin } : evaluator.evaluate(path, otherwise, evaluator.root));
    });
    return kind === 'rest' ? null : either(passed, origin);
  });
}

const known = new WeakMap<Evaluator, Map<string, readonly CallAt[] | null>>();

/** All calls of a function of the workspace; null where there may be others, and where there is none. */
function allCalls(evaluator: Evaluator, path: string, fnIndex: number, of: ObjectValue | undefined): readonly CallAt[] | null {
  let remembered = known.get(evaluator);
  if (remembered === undefined) known.set(evaluator, (remembered = new Map()));
  const key = `${fnIndex}\0${path}\0${of === undefined ? '' : `${of.path}\0${of.class}`}`;
  let calls = remembered.get(key);
  if (calls === undefined) {
    // Who is called may depend on what is passed.
    remembered.set(key, null);
    const fn = evaluator.reader.facts(path)?.functions[fnIndex];
    const found = fn === undefined ? null : fn.role === 'constructor' ? constructions(evaluator, path, fn, of) : callsOfFunction(evaluator, path, fn, fnIndex);
    remembered.set(key, (calls = found === null || found.length === 0 || found.length > MAX_CALLERS ? null : found));
  }
  return calls;
}

function callsOfFunction(evaluator: Evaluator, path: string, fn: FunctionFact, fnIndex: number): readonly CallAt[] | null {
  const facts = evaluator.reader.facts(path)!;
  const name = fn.name;
  if (name === null || fn.decorators.length > 0 || fn.declared === true || fn.role === 'getter' || fn.role === 'fallback' || fn.passedTo >= 0) return null;
  const files = isPrivate(facts, fn) ? [path] : fn.class >= 0 ? filesHaving(evaluator, path) : filesNaming(evaluator, path, name);
  return callsIn(evaluator, files, name, (callee) => {
    if (callee.kind !== 'function') return callee.kind === 'class' || callee.kind === 'external' ? 'no' : 'perhaps';
    if (callee.path === path && callee.function === fnIndex) return callee.filled === undefined ? 'yes' : 'perhaps';
    // A method of a type may be this one: it is passed the same.
    return evaluator.reader.facts(callee.path)?.functions[callee.function]?.declared === true ? (fn.class >= 0 ? 'yes' : 'perhaps') : 'no';
  });
}

/** Calls that build an object with a constructor, those in the constructors of classes that are derived among them. */
function constructions(evaluator: Evaluator, path: string, fn: FunctionFact, of: ObjectValue | undefined): readonly CallAt[] | null {
  const { reader } = evaluator;
  const own: Class = { path, class: fn.class };
  const calls: CallAt[] = [];
  const built: Class[] = [];
  for (const cls of amongMeant(evaluator, [own, ...subclassesOf(evaluator, own)], of)) {
    const facts = reader.facts(cls.path)!;
    const constructor = cls === own ? undefined : facts.functions[indexOf(facts).constructorOf(cls.class)];
    if (constructor === undefined) built.push(cls);
    else {
      const call = handedOn(evaluator, cls.path, facts, constructor);
      if (call !== null) calls.push({ path: cls.path, call });
    }
  }
  for (const cls of built) {
    const { name } = reader.facts(cls.path)!.classes[cls.class]!;
    const files = name === null ? null : filesNaming(evaluator, cls.path, name);
    // Those that build it by what a table has are looked for from the class.
    const others = callsByOtherNames(evaluator, [cls]);
    const direct = callsIn(evaluator, files, name ?? '', (callee) => (callee.kind === 'class' ? (callee.path === cls.path && callee.class === cls.class ? 'yes' : 'no') : callee.kind === 'function' || callee.kind === 'external' ? 'no' : 'perhaps'), others.length > 0);
    if (direct === null) return null;
    calls.push(...direct, ...others);
  }
  return calls;
}

/** The file of a function or class and those that may call it by its name; null where they are not all known. */
function filesNaming({ reader }: Evaluator, path: string, name: string): readonly string[] | null {
  return reader.hasAllCallers(path) ? [path, ...reader.callersOf(path, name)] : null;
}

/** The file of a class and all that may have an object of it: those that import it, at whatever remove. */
function filesHaving({ reader }: Evaluator, path: string): readonly string[] | null {
  const files = new Set([path]);
  for (const file of files) {
    if (files.size > MAX_FILES || !reader.hasAllCallers(file)) return null;
    for (const importer of reader.importersOf(file)) files.add(importer);
  }
  return [...files];
}

/** Whether something that is called is what is meant. */
type Leads = (callee: Value) => 'yes' | 'no' | 'perhaps';

/**
 * The calls of a name in some files that lead somewhere. Null where one of them may lead there, or a file hands the name out.
 * @param isSeenTo whether those who call what is handed out are known
 */
function callsIn(evaluator: Evaluator, files: readonly string[] | null, name: string, leads: Leads, isSeenTo = false): readonly CallAt[] | null {
  const { reader } = evaluator;
  const calls: CallAt[] = [];
  for (const path of files ?? []) {
    if (!reader.text(path).includes(name)) continue;
    const facts = reader.facts(path);
    if (facts === undefined || (!isSeenTo && handsOut(evaluator, path, facts, name, leads))) return null;
    reader.readWhole(path);
    for (const call of callsNamed(facts, name)) {
      const found = optionsOf(evaluator.evaluate(path, call.callee, evaluator.root)).map(leads);
      if (found.includes('perhaps')) return null;
      if (found.includes('yes')) calls.push({ path, call });
    }
  }
  return files === null ? null : calls;
}

const read = new WeakMap<FileFacts, ReadonlyMap<string, readonly (NameExpr | MemberExpr)[]>>();

/** Whether something is read in a file by its name without being called: whoever gets it may call it. That other files may import it is known. */
function handsOut(evaluator: Evaluator, path: string, facts: FileFacts, name: string, leads: Leads): boolean {
  let names = read.get(facts);
  if (names === undefined) read.set(facts, (names = namesRead(facts)));
  indexOf(facts).asked.add(name);
  return (names.get(name) ?? []).some((expr) => optionsOf(evaluator.evaluate(path, expr, evaluator.root)).map(leads).includes('yes'));
}

/** What is read, by its last name. */
function namesRead({ scopes, classes, functions, mutations, calls }: FileFacts): ReadonlyMap<string, readonly (NameExpr | MemberExpr)[]> {
  const names = new Map<string, (NameExpr | MemberExpr)[]>();
  const visit = (value: Expr): void => walkRead(value, (expr) => {
    const name = expr.kind === 'name' ? expr.name : expr.property;
    const list = names.get(name);
    if (list === undefined) names.set(name, [expr]);
    else list.push(expr);
  });
  // One that is bound under its own name (`const { ask } = require("./ask")`) is called by it.
  const bindings = scopes.flatMap((scope) => scope.bindings.filter(({ name, value, kind }) => kind === 'variable' && !(value?.kind === 'member' && value.property === name)));
  visitHeld({ bindings, attributes: classes.flatMap(({ attributes }) => attributes), mutations, calls, functions }, visit);
  for (const { decorators } of functions) decorators.forEach(visit);
  return names;
}
