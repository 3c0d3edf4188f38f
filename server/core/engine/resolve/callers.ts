/** What a function's callers pass to it: the value of a parameter that says nothing itself. */
import type { CallExpr, Expr, FileFacts, FunctionFact } from '../../model/facts.ts';
import { isWithin, type Span } from '../../model/text.ts';
import { optionsOf, type ObjectValue, type Origin, type Value } from '../../model/value.ts';
import { bindArguments } from './arguments.ts';
import { constructionArgument, handedOn } from './attributes.ts';
import { passedByDecorators } from './types/decorators.ts';
import { unlessUnderWay, type Evaluator } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { calledName, indexOf } from './lookup.ts';
import { fewImportersPassing } from './settings/program.ts';
import { callsByOtherNames, type CallAt, type Class } from './taken-classes.ts';
import { inheriting, subclassesOf } from './types/subclasses.ts';
import { either } from './values.ts';
import { namesHandedOut, walkHandedOut } from './walk.ts';

/** More callers than this, and their arguments are not looked at: a helper of everybody says nothing about one value. */
const MAX_CALLERS = 12;

/** The same of other files. */
const MAX_FILES = 6;

/** Why a record that callers pass may have other fields. */
export const OTHER_CALLERS = 'what other callers pass';

/**
 * The things a parameter may stand for, as calls in the same file pass them: clients, functions, requests, and texts of one word (a model's name). Prompts are left to
 * the calls themselves. With `other` among them, unless no other file can call the function. Where its own file passes none, clients that other files pass, and names that they build an object with, also through
 * a function that builds it. Null where nothing of use is passed. `of` is the object that a constructor builds, where it is seen as one of a base.
 */
export function passedByCallers(evaluator: Evaluator, path: string, fnIndex: number, parameter: number, other: Value, origin: Origin, of?: ObjectValue): Value | null {
  const facts = evaluator.reader.facts(path);
  const fn = facts?.functions[fnIndex];
  if (facts === undefined || fn === undefined) return null;
  const sharing = fn.role === 'constructor' ? inheriting(evaluator, { path, class: fn.class }) : [];
  const called: Called = { path, fn, fnIndex, inheriting: sharing, built: amongMeant(evaluator, [{ path, class: fn.class }, ...sharing], of) };
  const direct = callsIn(evaluator, path, called);
  const calls = [...direct, ...handedCalls(evaluator, path, facts, fn)];
  const isOfObject = nameOf(facts, fn) !== null && calls.length <= MAX_CALLERS && (fn.role === 'constructor' || buildsWith(evaluator, called, parameter, MAX_HANDED));
  const files = calls.length > MAX_CALLERS || !(isOfObject || isCalledOn(evaluator, called, parameter, MAX_HANDED)) ? [] : filesCalling(evaluator, called);
  const handing = fn.role === 'constructor' && of === undefined ? subclassesOf(evaluator, called.built[0]!).filter((sub) => !sharing.includes(sub)) : [];
  const byOtherNames = (): readonly CallAt[] => (fn.role === 'constructor' ? callsByOtherNames(evaluator, called.built) : []);
  if ((calls.length + files.length + fn.decorators.length + handing.length === 0 && byOtherNames().length === 0) || calls.length > MAX_CALLERS || files.length > MAX_FILES) return null;
  // Functions may call one another.
  return unlessUnderWay(evaluator, `callers ${path}\0${fnIndex}\0${parameter}\0${of === undefined ? '' : `${of.path}\0${of.class}`}`, () => {
    const passed: Value[] = [];
    // What is filled in beforehand may be given anew.
    let complete = calls.length === direct.length;
    for (const call of calls) {
      if (!leadsTo(evaluator, path, call, called)) continue;
      const value = bindArguments(evaluator, path, call, fn, evaluator.root)(parameter);
      // Not passed here: the default holds, which is counted where it is read.
      if (value === undefined) continue;
      const useful = value === null ? [] : optionsOf(value).filter((option) => isUseful(evaluator, option, other));
      passed.push(...useful);
      complete &&= value !== null && useful.length === optionsOf(value).length;
    }
    if (passed.length === 0) {
      for (const file of files) passed.push(...passedFrom(evaluator, file, { ...called, parameter, other, isOfObject }));
      complete = false;
    }
    for (const { path: file, call } of passed.length > 0 ? [] : byOtherNames()) {
      const value = bindArguments(evaluator, file, call, fn, evaluator.root)(parameter);
      passed.push(...(value == null ? [] : optionsOf(value).filter((option) => isUseful(evaluator, option, other))));
      complete = false;
    }
    for (const sub of handing) {
      passed.push(...handedUp(evaluator, sub, fn, parameter).filter((value) => isUseful(evaluator, value, other)));
      complete = false;
    }
    for (const value of fn.decorators.length === 0 ? [] : passedByDecorators(evaluator, path, fn, parameter)) {
      if (isUseful(evaluator, value, other)) passed.push(value);
      complete = false;
    }
    if (passed.length === 0) return null;
    if (complete && isPrivate(facts, fn)) return either(passed, origin);
    return either([...passed.map((value) => weakened(value, other)), other], origin);
  });
}

/** What the constructor of a class hands to that of its base for a parameter: `super().__init__(llm, tools)`. */
function handedUp(evaluator: Evaluator, { path, class: of }: ObjectValue, base: FunctionFact, parameter: number): readonly Value[] {
  const facts = evaluator.reader.facts(path)!;
  const own = facts.functions[indexOf(facts).constructorOf(of)];
  const call = own === undefined ? null : handedOn(evaluator, path, facts, own);
  const value = call === null ? undefined : bindArguments(evaluator, path, call, base, evaluator.root)(parameter);
  return value == null ? [] : optionsOf(value).filter(({ kind }) => kind !== 'record');
}

/** Calls that a function is handed to with arguments of its own, as calls of it: `partial(ask, client)`, `to_thread(ask, client)`. */
function handedCalls(evaluator: Evaluator, path: string, facts: FileFacts, fn: FunctionFact, home = facts): readonly CallExpr[] {
  const name = nameOf(home, fn);
  if (name === null) return [];
  return indexOf(facts).passes(name).flatMap((call) => {
    const idiom = idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, call.callee, evaluator.root), call.callee);
    const at = idiom?.argument ?? 0;
    const handed = call.args[at];
    if ((idiom?.means !== 'partial' && idiom?.means !== 'runs') || handed?.value.kind !== 'name' || handed.value.name !== name) return [];
    const args = call.args.slice(at + 1).map((argument) => (idiom.type === undefined || !isFilled(evaluator, path, argument.value) ? argument : { ...argument, value: { ...call, callee: argument.value, args: [] } }));
    return [evaluator.reader.copied({ ...call, callee: handed.value, args })];
  });
}

/** Whether something is a function with arguments filled in. */
function isFilled(evaluator: Evaluator, path: string, expr: Expr): boolean {
  return optionsOf(evaluator.evaluate(path, expr, evaluator.root)).some((option) => (option.kind === 'external' || option.kind === 'function') && option.filled !== undefined);
}

interface Called {
  readonly path: string;
  readonly fn: FunctionFact;
  readonly fnIndex: number;
  /** Classes that have this constructor from their base. */
  readonly inheriting: readonly ObjectValue[];
  /** Those classes whose construction counts: of an object that is known to be of one of them, that one and what is built on it. */
  readonly built: readonly Class[];
}

/** Those of some classes that an object may be of which is seen as one of a base, or all where none is. */
export function amongMeant(evaluator: Evaluator, classes: readonly Class[], of: ObjectValue | undefined): readonly Class[] {
  const meant = of === undefined ? null : [of, ...subclassesOf(evaluator, of)];
  return meant === null ? classes : classes.filter((cls) => meant.some((other) => other.path === cls.path && other.class === cls.class));
}

/** Calls in a file that have the function's name, whatever they lead to; of a constructor, also those of the classes that have it from theirs. */
function callsIn({ reader }: Evaluator, file: string, { path, fn, inheriting }: Called): readonly CallExpr[] {
  const facts = reader.facts(file);
  if (facts === undefined) return [];
  return [...callsOf(reader.facts(path)!, fn, facts), ...inheriting.flatMap((sub) => callsNamed(facts, reader.facts(sub.path)!.classes[sub.class]!.name ?? ''))];
}

/** Other files that call it, as far as that is known, and those that hand it to something with arguments of its own: `partial(ask, client)`. */
function filesCalling({ reader }: Evaluator, { path, fn, inheriting }: Called): readonly string[] {
  const ofSubclasses = inheriting.flatMap((sub) => [...(sub.path === path ? [] : [sub.path]), ...reader.callersOf(sub.path, reader.facts(sub.path)!.classes[sub.class]!.name ?? '')]);
  const name = nameOf(reader.facts(path)!, fn)!;
  return [...new Set([...reader.callersOf(path, name), ...ofSubclasses, ...fewImportersPassing(reader, path, name, String.raw`\(`)])].filter((file) => file !== path);
}

/** The clients, and what holds some, that another file passes for a parameter, and, of an object's, the names and settings that it is built with: a model's. */
function passedFrom(evaluator: Evaluator, file: string, called: Called & { readonly parameter: number; readonly other: Value; readonly isOfObject: boolean }): readonly Value[] {
  const facts = evaluator.reader.facts(file);
  const calls = facts === undefined ? [] : [...callsIn(evaluator, file, called), ...handedCalls(evaluator, file, facts, called.fn, evaluator.reader.facts(called.path)!)];
  // What it passes stands inside its functions, which other files do not see otherwise.
  evaluator.reader.readWhole(file);
  if (calls.length > MAX_CALLERS) return [];
  return calls.filter((call) => leadsTo(evaluator, file, call, called)).flatMap((call) => {
    const value = bindArguments(evaluator, file, call, called.fn, evaluator.root)(called.parameter);
    return value == null ? [] : optionsOf(value).filter((option) => isClient(evaluator, file, option) || ((option.kind === 'text' || option.kind === 'record') && called.isOfObject && isUseful(evaluator, option, called.other)));
  });
}

/** The names and clients that a record-like class is built with, as the value of one of its fields: by its own file, else by others. */
export function passedByBuilders(evaluator: Evaluator, object: ObjectValue, field: string, other: Value): readonly Value[] {
  const { path } = object;
  const facts = evaluator.reader.facts(path);
  const name = facts?.classes[object.class]?.name;
  if (facts === undefined || name === undefined || name === null) return [];
  const passed = unlessUnderWay(evaluator, `builders ${path}\0${name}\0${field}`, () => {
    const passedIn = (file: string, calls: readonly CallExpr[]): readonly Value[] => (calls.length > MAX_CALLERS ? [] : calls).flatMap((call) => {
      const isOne = optionsOf(evaluator.evaluate(file, call.callee, evaluator.root)).some((callee) => callee.kind === 'class' && callee.path === path && callee.class === object.class);
      const value = isOne ? constructionArgument(evaluator, { ...object, construction: { path: file, call } }, field) : null;
      return value === null ? [] : optionsOf(value).filter((option) => (option.kind === 'text' && isUseful(evaluator, option, other)) || (option.kind === 'external' && isClient(evaluator, file, option)));
    });
    const own = passedIn(path, callsNamed(facts, name));
    if (own.length > 0) return own;
    const files = evaluator.reader.callersOf(path, name);
    return files.length > MAX_FILES ? [] : files.flatMap((file) => {
      const others = evaluator.reader.facts(file);
      evaluator.reader.readWhole(file);
      return others === undefined ? [] : passedIn(file, callsNamed(others, name));
    });
  });
  return passed ?? [];
}

/** Something of an SDK, an object of the workspace, which may hold one, or a record of such things. */
function isClient(evaluator: Evaluator, file: string, value: Value): boolean {
  if (value.kind === 'record') return value.entries.some((entry) => optionsOf(entry.value).some((option) => option.kind === 'external' && isClient(evaluator, file, option)));
  return value.kind === 'object' || (value.kind === 'external' && evaluator.reader.sends(file, value.package));
}

/** How often a parameter may be handed on, from function to function, before something is called on it. */
const MAX_HANDED = 2;

/** Whether something is called on a parameter, as on a client, or it is kept as an attribute, or by the module, or handed to the base's constructor, or is handed to a function which does that. */
function isCalledOn(evaluator: Evaluator, { path, fn, fnIndex }: Pick<Called, 'path' | 'fn' | 'fnIndex'>, parameter: number, further: number): boolean {
  const facts = evaluator.reader.facts(path)!;
  const name = fn.params[parameter]?.name ?? '';
  if (nameOf(facts, fn) === null) return false;
  if (fn.role === 'constructor' && (isKept(facts, fnIndex, parameter, name) || handedOn(evaluator, path, facts, fn)?.args.some(({ value }) => value.kind === 'name' && value.name === name) === true)) return true;
  if (name === '') return false;
  const isInside = (span: Span): boolean => isWithin(span, fn);
  if ((calledOn(facts).get(name) ?? []).some(isInside)) return true;
  // What the function keeps for the others under a name of the module.
  if (facts.scopes[0]!.bindings.some(({ value }) => value !== null && isInside(value) && isPartOf(value, name))) return true;
  if (further === 0) return false;
  let answers = handedFurther.get(evaluator);
  if (answers === undefined) handedFurther.set(evaluator, (answers = new Map()));
  const key = `${further} ${fnIndex} ${parameter} ${path}`;
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = indexOf(facts).passes(name).filter(isInside).some((call) => isHandedOn(evaluator, path, call, name, further - 1))));
  return answer;
}

/** Whether a constructor keeps a parameter as an attribute: as it is, or one of its fields, laid over others (`{ ...defaults, ...options }`), or a default in its place. */
function isKept(facts: FileFacts, fnIndex: number, parameter: number, name: string): boolean {
  const { attributes, scope } = facts.classes[facts.functions[fnIndex]!.class]!;
  const taken = name === '' ? takenOut(facts, fnIndex, parameter) : [name];
  const isTaken = (value: Expr): boolean => {
    const root = rootOf(value);
    return root?.kind === 'name' && taken.includes(root.name);
  };
  return (
    attributes.some(({ function: own, value }) => own === fnIndex && (isTaken(value) || (value.kind === 'record' && value.entries.some((entry) => isTaken(entry.value))))) ||
    facts.scopes[scope]!.bindings.some(({ value }) => isParameter(value, fnIndex, parameter))
  );
}

function isParameter(value: Expr | null, fnIndex: number, parameter: number): boolean {
  return value?.kind === 'parameter' && value.function === fnIndex && value.index === parameter;
}

/** The names under which parts of a parameter without one are taken out of it: `({ model, client = new Client() }) => …`. */
function takenOut({ functions, scopes }: FileFacts, fnIndex: number, parameter: number): readonly string[] {
  return scopes[functions[fnIndex]!.scope]!.bindings.filter(({ value }) => isParameter(rootOf(value), fnIndex, parameter)).map((binding) => binding.name);
}

/** What an expression is a member of, or is where it is there: `options` of `options.model ?? "…"`. */
function rootOf(expr: Expr | null): Expr | null {
  let at = expr;
  while (at !== null && (at.kind === 'member' || at.kind === 'index' || (at.kind === 'binary' && (at.operator === 'or' || at.operator === 'nullish')))) at = at.kind === 'binary' ? at.left : at.object;
  return at;
}

/** Whether parameters are handed on to where something is called on them: asked anew for each run of their function, and the same for all. */
const handedFurther = new WeakMap<Evaluator, Map<string, boolean>>();

function isHandedOn(evaluator: Evaluator, path: string, call: CallExpr, name: string, further: number): boolean {
  const at = call.args.findIndex(({ value }) => value.kind === 'name' && value.name === name);
  const argument = call.args[at];
  if (argument === undefined || call.args.slice(0, at).some(({ kind }) => kind === 'spread')) return false;
  return optionsOf(evaluator.evaluate(path, call.callee, evaluator.root)).some((callee) => {
    if (callee.kind !== 'function' && callee.kind !== 'class') return false;
    const facts = evaluator.reader.facts(callee.path)!;
    const fnIndex = callee.kind === 'function' ? callee.function : indexOf(facts).constructorOf(callee.class);
    const fn = facts.functions[fnIndex];
    if (fn === undefined) return false;
    const parameter = argument.kind === 'named' ? fn.params.findIndex((each) => each.name === argument.name) : at;
    return isCalledOn(evaluator, { path: callee.path, fn, fnIndex }, parameter, further);
  });
}

/** Whether a function builds an object of the workspace with a parameter, or with a part of it, as it is: `make(model)` does that calls `Chat(model)`. Or hands it to one that does. */
function buildsWith(evaluator: Evaluator, { path, fn, fnIndex }: Pick<Called, 'path' | 'fn' | 'fnIndex'>, parameter: number, further: number): boolean {
  const name = fn.params[parameter]?.name ?? '';
  if (name === '' || fn.role === 'constructor') return false;
  let answers = building.get(evaluator);
  if (answers === undefined) building.set(evaluator, (answers = new Map()));
  const key = `${further} ${fnIndex} ${parameter} ${path}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  // Functions may call one another.
  answers.set(key, false);
  const facts = evaluator.reader.facts(path)!;
  const answer = indexOf(facts).callsWithin(fn).some((call) => call.args.some((argument, at) => isPartOf(argument.value, name) && isTakenToBuild(evaluator, path, call, at, further)));
  answers.set(key, answer);
  return answer;
}

function isPartOf(value: Expr, name: string): boolean {
  const root = rootOf(value);
  return root?.kind === 'name' && root.name === name;
}

const building = new WeakMap<Evaluator, Map<string, boolean>>();

/** Whether what is called keeps its argument on an object that it builds. */
function isTakenToBuild(evaluator: Evaluator, path: string, call: CallExpr, at: number, further: number): boolean {
  const argument = call.args[at]!;
  return optionsOf(evaluator.evaluate(path, call.callee, evaluator.root)).some((callee) => {
    if (callee.kind !== 'class' && callee.kind !== 'function') return false;
    const facts = evaluator.reader.facts(callee.path)!;
    const fnIndex = callee.kind === 'function' ? callee.function : indexOf(facts).constructorOf(callee.class);
    const fn = facts.functions[fnIndex];
    // One that is made of its fields.
    if (fn === undefined) return callee.kind === 'class' && facts.classes[callee.class]!.decorators.length + facts.classes[callee.class]!.bases.length > 0;
    const parameter = argument.kind === 'named' ? fn.params.findIndex((each) => each.name === argument.name) : at;
    const taken = fn.params[parameter]?.name ?? '';
    if (callee.kind === 'function') return further > 0 && fn.role !== 'constructor' && buildsWith(evaluator, { path: callee.path, fn, fnIndex }, parameter, further - 1);
    return isKept(facts, fnIndex, parameter, taken) || handedOn(evaluator, callee.path, facts, fn)?.args.some(({ value }) => value.kind === 'name' && value.name === taken) === true;
  });
}

const byRoot = new WeakMap<FileFacts, ReadonlyMap<string, readonly CallExpr[]>>();

/** Calls of members, by the name that they begin with. */
function calledOn(facts: FileFacts): ReadonlyMap<string, readonly CallExpr[]> {
  const known = byRoot.get(facts);
  if (known !== undefined) return known;
  const calls = new Map<string, CallExpr[]>();
  for (const call of facts.calls) {
    const name = call.callee.kind === 'member' ? rootName(call.callee) : null;
    if (name === null) continue;
    const list = calls.get(name);
    if (list === undefined) calls.set(name, [call]);
    else list.push(call);
  }
  byRoot.set(facts, calls);
  return calls;
}

function rootName(expr: Expr): string | null {
  let at = expr;
  while (at.kind === 'member' || at.kind === 'index') at = at.object;
  return at.kind === 'name' ? at.name : null;
}

export function nameOf(facts: FileFacts, fn: FunctionFact): string | null {
  return fn.role === 'constructor' ? (facts.classes[fn.class]?.name ?? null) : fn.name;
}

/** Calls by the last name of what is called; constructions under the name of the class. */
const byName = new WeakMap<FileFacts, Map<string, CallExpr[]>>();

/** Calls in a file, a function's own where none is given, that have the function's name, whatever they lead to. */
export function callsOf(home: FileFacts, fn: FunctionFact, facts = home): readonly CallExpr[] {
  const name = nameOf(home, fn);
  return name === null ? [] : callsNamed(facts, name);
}

export function callsNamed(facts: FileFacts, wanted: string): readonly CallExpr[] {
  let calls = byName.get(facts);
  if (calls === undefined) {
    byName.set(facts, (calls = new Map()));
    for (const call of facts.calls) {
      const name = calledName(facts, call);
      if (name === null) continue;
      const list = calls.get(name);
      if (list === undefined) calls.set(name, [call]);
      else list.push(call);
    }
  }
  indexOf(facts).asked.add(wanted);
  return calls.get(wanted) ?? [];
}

function leadsTo(evaluator: Evaluator, from: string, call: CallExpr, { path, fn, fnIndex, built }: Called): boolean {
  return optionsOf(evaluator.evaluate(from, call.callee, evaluator.root)).some((callee) => {
    if (callee.kind === 'class') return fn.role === 'constructor' && built.some((cls) => callee.path === cls.path && callee.class === cls.class);
    return callee.kind === 'function' && callee.path === path && callee.function === fnIndex;
  });
}

/** A thing with a name, something of an SDK, or a request that was put together: no prompt, no list. Where the parameter is declared as text, only text. */
function isUseful(evaluator: Evaluator, value: Value, other: Value): boolean {
  if (value.kind === 'text') return value.parts.length === 1 && value.parts.every((part) => typeof part === 'string' && part.length <= 100 && !/\s/.test(part));
  if (other.kind === 'text') return false;
  if (value.kind === 'external') return value.package !== '' && evaluator.reader.sends(value.origin.path, value.package);
  return value.kind === 'function' || value.kind === 'class' || value.kind === 'object' || value.kind === 'record';
}

/** What one caller passes, where others may pass something else: none of a record's fields is certain any more, and one of which nothing is known is no more than what may be there. */
function weakened(value: Value, other: Value): Value {
  if (value.kind !== 'record') return value;
  return { ...value, entries: value.entries.filter((entry) => entry.value.kind !== 'unknown').map((entry) => ({ ...entry, value: either([entry.value, other], entry.value.origin) })), open: value.open ?? OTHER_CALLERS };
}

/** Whether a function can be called in its own file only, and by its name: it stands in another one, or has a private name, or is not exported. */
export function isPrivate(facts: FileFacts, fn: FunctionFact): boolean {
  if (fn.name !== null && isHandedOut(facts, fn.name)) return false;
  const { parent } = facts.scopes[fn.scope]!;
  const home = facts.scopes[indexOf(facts).activation(parent)]!;
  if (home.kind === 'function') return true;
  if (/^_[^_]|^#/.test(fn.name ?? '')) return true;
  return home.kind === 'module' && !facts.exportsModuleScope && !facts.exports.some((fact) => (fact.kind === 'local' && fact.local === fn.name) || (fact.kind === 'value' && fact.value.kind === 'function' && facts.functions[fact.value.function] === fn));
}

const handed = new WeakMap<FileFacts, ReadonlySet<string>>();

function isHandedOut(facts: FileFacts, name: string): boolean {
  let names = handed.get(facts);
  if (names === undefined) handed.set(facts, (names = handedOut(facts)));
  return names.has(name);
}

/** The names of a file that are read without being called: `module.exports = { ask }`, `return ask`, `app.post("/", ask)`. */
function handedOut({ exports, scopes, classes, functions, mutations, calls }: FileFacts): ReadonlySet<string> {
  const names = new Set(namesHandedOut({ bindings: scopes.flatMap(({ bindings }) => bindings), attributes: classes.flatMap(({ attributes }) => attributes), mutations, calls, functions }));
  for (const fact of exports) if (fact.kind === 'value') walkHandedOut(fact.value, (name) => names.add(name));
  return names;
}
