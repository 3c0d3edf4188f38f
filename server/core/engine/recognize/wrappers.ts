/**
 * Functions of the workspace that hand what they are given on to calls of SDKs: each call of such a function is a call site too. Which functions these are is asked
 * of each file once; a call that has the name of one is then followed to it.
 *
 * Deliberately absent: chains over more than a few files, and files on the way that do not mention an SDK, unless they stand for their folder. Looking for them would mean reading everything.
 */
import type { CallExpr, Expr, FileFacts, FunctionFact, Mutation } from '../../model/facts.ts';
import type { Location } from '../../model/text.ts';
import { optionsOf, type Activation } from '../../model/value.ts';
import { indexOf, type FactIndex } from '../resolve/lookup.ts';
import type { Reader } from '../resolve/reader.ts';
import type { Resolver } from '../resolve/resolve.ts';
import { fewRuns } from '../resolve/apply.ts';
import { lastName, walk } from '../resolve/walk.ts';

/** A call inside a wrapper, in the run of it that a call of the wrapper is. */
export interface WrappedCall {
  readonly path: string;
  readonly facts: FileFacts;
  readonly call: CallExpr;
  readonly activation: Activation;
  /** The wrapper's name, as called. */
  readonly name: string;
  /** Calls of wrappers inside wrappers on the way to it, outermost first. */
  readonly via: readonly Location[];
}

export interface Wrappers {
  /** The names by which other files may call what asks a model in a file. */
  names(path: string): readonly string[];
  /** The calls that may be operations in the functions that a call leads to, those of their own wrappers included. Empty for most calls, and cheap for them. */
  through(path: string, call: CallExpr): readonly WrappedCall[];
}

/** Files that one imports, then those that they import. */
const MAX_FILES_DEEP = 2;
const MAX_DEPTH = 4;
/** A function that asks a model in more ways than this is a library's heart and no wrapper. */
const MAX_INNER = 4;
/** A call that may run more functions than this (any of a dozen providers) says nothing of what it costs. */
const MAX_CALLEES = 3;

/** What files hand on, remembered while no file changes. */
export interface WrapperMemory {
  readonly files: Map<string, HandingOn>;
  /** Whether a call is one of an SDK, whoever calls the function around it. Weak: it must not keep the facts of files that are let go. */
  readonly calls: WeakMap<CallExpr, boolean>;
}

/** @param asks whether a call is one of an SDK, whoever calls the function around it */
export function createWrappers(reader: Reader, resolver: Resolver, memory: WrapperMemory, asks: (path: string, call: CallExpr) => boolean): Wrappers {
  /** Files being asked, outermost first: those that import one another end there. */
  const underWay: string[] = [];
  /** The outermost of `underWay` on which the answer in the making rests. */
  let restsOn = Infinity;

  /** What a file hands on, by functions of its own and of files that it imports. Told from what other files say, it is remembered for all that import them. */
  function handingOn(path: string, depth: number): HandingOn {
    const key = `${depth} ${path}`;
    const known = memory.files.get(key);
    if (known !== undefined) {
      for (const file of known.files) reader.rely(file);
      return known;
    }
    const place = underWay.indexOf(key);
    if (place >= 0) {
      restsOn = Math.min(restsOn, place);
      return NOTHING;
    }
    const outside = restsOn;
    restsOn = Infinity;
    underWay.push(key);
    const found = find(path, depth);
    underWay.pop();
    // An answer that lacks what a file around it hands on is right within that file's question alone: remembered, it would depend on which file was asked first.
    if (restsOn >= underWay.length) {
      memory.files.set(key, found);
      restsOn = outside;
    } else restsOn = Math.min(restsOn, outside);
    return found;
  }

  function find(path: string, depth: number): HandingOn {
    const facts = reader.facts(path);
    const names = new Set<string>();
    const files = new Set<string>();
    const below = new Map<string, readonly CallExpr[]>();
    const makers = new Set<string>();
    if (facts !== undefined && depth > 0) {
      for (const module of modulesOf(facts)) {
        const location = reader.locate(path, module);
        if (location.kind !== 'file' || location.path === path || files.has(location.path)) continue;
        files.add(location.path);
        const isIndex = reader.languageOf(location.path)?.isIndex(location.path) === true;
        // One that knows an API's address may hand it to another that sends requests.
        if (!isIndex && !reader.mentionsSdk(location.path) && !(reader.mentionsTransport(location.path) && reader.mentionsSdk(path))) continue;
        // A file that only hands on what others have is no step of the way.
        const imported = handingOn(location.path, isIndex ? depth : depth - 1);
        for (const name of imported.names) names.add(name);
        for (const name of otherNames(facts, module, imported.names)) names.add(name);
        for (const name of [...imported.makers, ...otherNames(facts, module, imported.makers)]) makers.add(name);
        for (const file of imported.files) files.add(file);
        for (const [method, calls] of imported.below) below.set(method, calls);
      }
    }
    const calledBy = (fn: number): string | null => callName(facts!.functions[fn]!, facts!, reader.languageOf(path)?.objectCall ?? null);
    const inner = facts === undefined || (names.size === 0 && !reader.mentionsSdk(path) && !reader.mentionsTransport(path)) ? NOTHING.inner : innerCalls(facts, (call) => isAsking(path, call), names, calledBy);
    const own = new Set<string>();
    for (const fn of inner.keys()) {
      addPresent(own, calledBy(fn));
      addPresent(makers, makerOf(facts!, fn));
    }
    if (facts !== undefined) for (const { path: file, fn, name, calls } of methodsOfBases(path, facts, inner)) {
      files.add(file);
      own.add(name);
      below.set(`${file}#${fn}`, calls);
    }
    if (facts !== undefined && makers.size > 0) for (const name of madeBy(facts, makers)) own.add(name);
    for (const name of own) names.add(name);
    if (facts !== undefined && names.size > 0) for (const name of keysOf(facts, names)) {
      own.add(name);
      names.add(name);
    }
    if (facts !== undefined && names.size > 0) addMade(facts, names);
    return { names, own, inner, below, makers, files };
  }

  /** The methods that classes of a file have from bases in other files, which call what asks a model in the file: `def ask(self, text): return self.complete([text])`. */
  function methodsOfBases(path: string, facts: FileFacts, inner: HandingOn['inner']): readonly { readonly path: string; readonly fn: number; readonly name: string; readonly calls: readonly CallExpr[] }[] {
    const asking = new Map<number, Set<string>>();
    for (const fn of inner.keys()) {
      const { class: holder, name } = facts.functions[fn]!;
      if (holder >= 0 && name !== null && facts.classes[holder]!.bases.length > 0) asking.set(holder, (asking.get(holder) ?? new Set()).add(name));
    }
    return [...asking].flatMap(([holder, names]) => facts.classes[holder]!.bases.flatMap((base) => optionsOf(resolver.resolve(path, base))).flatMap((base) => {
      const inBase = base.kind === 'class' && base.path !== path ? reader.facts(base.path) : undefined;
      if (base.kind !== 'class' || inBase === undefined) return [];
      const calls = innerCalls(inBase, () => false, names, (fn) => inBase.functions[fn]!.name);
      return [...calls].flatMap(([fn, each]) => {
        const { class: owner, name } = inBase.functions[fn]!;
        return owner === base.class && name !== null ? [{ path: base.path, fn, name, calls: each }] : [];
      });
    }));
  }

  function isAsking(path: string, call: CallExpr): boolean {
    let answer = memory.calls.get(call);
    if (answer === undefined) memory.calls.set(call, (answer = asks(path, call)));
    return answer;
  }

  /** `to_thread(ask, text)`: the call of a wrapper that it comes to; null where it runs none. */
  function handed(path: string, call: CallExpr, names: ReadonlySet<string>): CallExpr | null {
    const place = call.args.findIndex(({ kind, value }) => kind === 'positional' && (value.kind === 'name' || value.kind === 'member') && names.has(lastName(value) ?? ''));
    const argument = call.args[place];
    if (argument === undefined || place > 1) return null;
    if (resolver.runs(path, call) === place) return reader.copied({ ...call, callee: argument.value, args: call.args.slice(place + 1) });
    const over = place === 0 ? resolver.goneThrough(path, call) : null;
    if (over === null) return null;
    // Called with one item of each of the lists that it goes through: `map(ask, questions)`, `questions.map(ask)`.
    const lists = over === call.args[1]?.value ? call.args.slice(1) : [{ kind: 'positional' as const, value: over }];
    if (!lists.every(({ kind }) => kind === 'positional')) return null;
    return reader.copied({ ...call, callee: argument.value, args: lists.map(({ value }) => ({ kind: 'positional', value: { kind: 'element', of: value, start: value.start, end: value.end }, start: value.start, end: value.end })) });
  }

  /** The calls in a function of the workspace of what a call hands over to it, where that is a wrapper: `evaluate(questions, ask)`. */
  function handedIn(path: string, call: CallExpr, names: ReadonlySet<string>, activation: Activation | undefined, depth: number): readonly WrappedCall[] {
    const places = call.args.flatMap(({ kind, value }, place) => ((kind === 'positional' || kind === 'named') && value.kind === 'name' && names.has(value.name) ? [place] : []));
    const name = lastName(call.callee);
    if (places.length === 0 || name === null || call.args.some(({ kind }) => kind === 'spread')) return [];
    const callees = resolver.callees(path, call, activation);
    return (callees.length > 1 ? [] : callees).flatMap((callee) => {
      const facts = reader.facts(callee.path);
      const fn = facts?.functions[callee.function];
      if (facts === undefined || fn === undefined) return [];
      const calledBy = new Set(places.flatMap((place) => {
        const argument = call.args[place]!;
        return argument.kind === 'named' ? [argument.name] : (fn.params[place]?.name ?? []);
      }));
      const inner = indexOf(facts).callsWithin(fn).filter((each) => each.callee.kind === 'name' && calledBy.has(each.callee.name));
      const run = inner.length === 0 || inner.length > MAX_INNER ? null : resolver.enter(path, call, callee, activation);
      if (run === null) return [];
      reader.readWhole(callee.path);
      return inner.flatMap((each) => follow(callee.path, each, run, depth + 1, 'whatever it is called').map((wrapped) => ({ ...wrapped, name, via: [{ path: callee.path, start: each.start, end: each.end }, ...wrapped.via] })));
    });
  }

  function follow(path: string, written: CallExpr, activation: Activation | undefined, depth: number, which: 'with the name of a wrapper' | 'whatever it is called' = 'with the name of a wrapper', around?: HandingOn['below']): readonly WrappedCall[] {
    if (depth > MAX_DEPTH) return [];
    const { names, below: known } = handingOn(path, MAX_FILES_DEEP);
    // A base knows nothing of the classes that are built on it: what they ask is told by whoever is followed to it.
    const below = around ?? known;
    const call = which === 'whatever it is called' || names.has(lastName(written.callee) ?? '') ? written : handed(path, written, names);
    if (call === null) return handedIn(path, written, names, activation, depth);
    const name = lastName(call.callee);
    if (name === null) return [];
    const found: WrappedCall[] = [];
    const callees = fewRuns(resolver.callees(path, call, activation), MAX_CALLEES);
    if (callees.length > MAX_CALLEES) return [];
    for (const callee of callees) {
      const facts = reader.facts(callee.path);
      const ofBase = below.get(`${callee.path}#${callee.function}`);
      const inner = ofBase ?? handingOn(callee.path, MAX_FILES_DEEP).inner.get(callee.function) ?? [];
      const run = facts === undefined || inner.length === 0 || inner.length > MAX_INNER ? null : resolver.enter(path, call, callee, activation);
      if (facts === undefined || run === null) continue;
      reader.readWhole(callee.path);
      for (const each of inner) {
        if (!resolver.mayReach(callee.path, each, run)) continue;
        const further = ofBase === undefined ? follow(callee.path, each, run, depth + 1) : follow(callee.path, each, run, depth + 1, 'whatever it is called', below);
        if (further.length > 0) found.push(...further.map((wrapped) => ({ ...wrapped, name, via: [{ path: callee.path, start: each.start, end: each.end }, ...wrapped.via] })));
        else if (isAsking(callee.path, each)) found.push({ path: callee.path, facts, call: each, activation: run, name, via: [] });
      }
    }
    return found;
  }

  return { names: (path) => [...handingOn(path, MAX_FILES_DEEP).own], through: (path, call) => follow(path, call, undefined, 0) };
}

export interface HandingOn {
  /** Names of the wrappers that can be called in the file. */
  readonly names: ReadonlySet<string>;
  /** Those of them that the file gives others. */
  readonly own: ReadonlySet<string>;
  /** For each wrapper of the file, by its index: the calls in it that are given something of its parameters. */
  readonly inner: ReadonlyMap<number, readonly CallExpr[]>;
  /** The same for methods that the file's classes, or those of files that it imports, have from bases elsewhere, by file and index. */
  readonly below: ReadonlyMap<string, readonly CallExpr[]>;
  /** Names of the functions that give a wrapper without a name of its own: `const makeAsk = (model) => (text) => …`. */
  readonly makers: ReadonlySet<string>;
  /** The files that were asked for it. */
  readonly files: ReadonlySet<string>;
}

const NOTHING: HandingOn = { names: new Set(), own: new Set(), inner: new Map(), below: new Map(), makers: new Set(), files: new Set() };

function modulesOf(facts: FileFacts): ReadonlySet<string> {
  const imported = facts.imports.flatMap(({ module, name, names }) => (names === 'one' && name !== '*' && facts.exportsModuleScope ? [module, module.endsWith('.') ? `${module}${name}` : `${module}.${name}`] : [module]));
  return new Set([...imported, ...facts.exports.flatMap((fact) => (fact.kind === 'from' || fact.kind === 'all' ? [fact.module] : []))]);
}

/** Names that a file gives to some of a module: `import { ask as run }`, `export { ask as default }`. A default export may have any name. */
function otherNames(facts: FileFacts, module: string, names: ReadonlySet<string>): readonly string[] {
  const isOne = (name: string): boolean => names.has(name) || (name === 'default' && names.size > 0);
  const bound = facts.scopes.flatMap(({ bindings }) => bindings.filter((binding) => binding.kind === 'import' && facts.imports[binding.import]!.module === module && isOne(facts.imports[binding.import]!.name)).map(({ name }) => name));
  return [...bound, ...facts.exports.flatMap((fact) => (fact.kind === 'from' && fact.module === module && isOne(fact.imported) ? [fact.name] : []))];
}

/** Adds the names of what is made of a function that is handed over (`partial(ask, …)`, `retrying(ask)`), and of objects that are called (`grade = Grader()`). */
function addMade(facts: FileFacts, names: Set<string>): void {
  const isOne = (expr: Expr): boolean => names.has(lastName(expr) ?? '');
  const isMade = (value: Expr | null): boolean => value?.kind === 'call' && (value.args.some((argument) => isOne(argument.value)) || (isOne(value.callee) && /^[A-Z]/.test(lastName(value.callee)!)));
  for (const { bindings } of facts.scopes) for (const { name, value } of bindings) if (isMade(value)) names.add(name);
  for (const { attributes } of facts.classes) for (const { name, value } of attributes) if (isMade(value)) names.add(name);
}

/** Names that are bound to what one of some functions gives: `const fast = makeAsk("small")`. */
function madeBy(facts: FileFacts, makers: ReadonlySet<string>): readonly string[] {
  const made: string[] = [];
  const look = (name: string, value: Expr | null): void => {
    if (value?.kind === 'call' && makers.has(lastName(value.callee) ?? '')) made.push(name);
  };
  for (const { bindings } of facts.scopes) for (const { name, value } of bindings) look(name, value);
  for (const { attributes } of facts.classes) for (const { name, value } of attributes) look(name, value);
  return made;
}

/** Other names that wrappers have in tables: `{ fast: askFast }`. */
function keysOf({ scopes }: FileFacts, names: ReadonlySet<string>): readonly string[] {
  const keys: string[] = [];
  for (const { bindings } of scopes) for (const { value } of bindings) {
    if (value?.kind !== 'record') continue;
    for (const entry of value.entries) if (entry.kind === 'entry' && entry.key !== null && entry.value.kind === 'name' && entry.value.name !== entry.key && names.has(entry.value.name)) keys.push(entry.key);
  }
  return keys;
}

/** The name of the function that gives another one, which stands in it; null where none does. */
function makerOf(facts: FileFacts, fn: number): string | null {
  const { functions, scopes } = facts;
  const { name: own, scope } = functions[fn]!;
  const maker = functions[scopes[indexOf(facts).activation(scopes[scope]!.parent)]!.function];
  const isGiven = maker?.returns.some((value) => (value.kind === 'function' && value.function === fn) || (value.kind === 'name' && value.name === own)) === true;
  return isGiven ? maker.name : null;
}

/** The name by which others call a function: its own; where it runs when an object is called (`objectCall` of the language), that of the object's class. */
function callName({ name, class: holder }: FunctionFact, { classes }: FileFacts, objectCall: string | null): string | null {
  return name !== null && name === objectCall ? (classes[holder]?.name ?? name) : name;
}

function addPresent(names: Set<string>, name: string | null): void {
  if (name !== null) names.add(name);
}

/**
 * For each function that hands a parameter on: the calls in it that get it. Calls of functions with one of `names`, or of one in the same file that hands on, count as
 * well. The functions are those that have a name: what a lambda in one of them calls is the named function's.
 */
function innerCalls(facts: FileFacts, asks: (call: CallExpr) => boolean, names: ReadonlySet<string>, calledBy: (fn: number) => string | null): ReadonlyMap<number, readonly CallExpr[]> {
  const index = indexOf(facts);
  const found = new Map<number, CallExpr[]>();
  const wanted = new Set(names);
  for (let grew = true; grew; ) {
    grew = false;
    for (const call of facts.calls) {
      const name = lastName(call.callee);
      if ((name === null || !wanted.has(name)) && !asks(call)) continue;
      for (const fn of functionAround(facts, call)) {
        if (found.get(fn)?.includes(call) === true || !takesParameter(facts, index, call, fn)) continue;
        const calls = found.get(fn);
        if (calls === undefined) found.set(fn, [call]);
        else calls.push(call);
        const own = calledBy(fn);
        if (own === null || wanted.has(own)) continue;
        wanted.add(own);
        grew = true;
      }
    }
  }
  return found;
}

/** The function with a name that makes a call when it runs: the innermost, through functions that it passes to others to be run. One that it only returns is not run by it, but is whatever is made of it. */
function functionAround(facts: FileFacts, call: CallExpr): readonly number[] {
  for (let at = call.region; at >= 0; at = facts.regions[at]!.parent) {
    const region = facts.regions[at]!;
    if (region.kind !== 'function') continue;
    const fn = facts.functions[region.function]!;
    if (fn.name !== null) return fn.role === 'constructor' ? [] : [region.function];
    if (fn.passedTo < 0) return makerOf(facts, region.function) === null ? [] : [region.function];
  }
  return [];
}

/** Whether what a call is given comes from a parameter of a function, by way of its locals, or of what it puts into a list that outlives it. */
function takesParameter(facts: FileFacts, index: FactIndex, call: CallExpr, fn: number): boolean {
  const seen = new Set<string>();
  const pending: Expr[] = call.args.map(({ value }) => value);
  let found = false;
  const put = new Set<Mutation>();
  const addPut = (mutations: readonly Mutation[]): void => {
    for (const mutation of mutations) {
      if (mutation.value === null || put.has(mutation) || index.activation(mutation.scope) !== facts.functions[fn]!.scope) continue;
      put.add(mutation);
      pending.push(mutation.value);
    }
  };
  for (let expr = pending.pop(); expr !== undefined && !found; expr = pending.pop()) {
    walk(expr, (part) => {
      if (part.kind === 'parameter') found ||= part.function === fn;
      if (part.kind === 'member' && part.object.kind === 'self') addPut(index.attributeMutations(part.property));
      if (part.kind !== 'name') return;
      if (index.home(part.scope, part.name) === 0) addPut(index.mutationsIn(0, part.name));
      for (let scope = part.scope; scope > 0; scope = facts.scopes[scope]!.parent) {
        const bindings = index.bindings(scope, part.name);
        if (bindings.length === 0) continue;
        if (seen.has(`${scope} ${part.name}`)) return;
        seen.add(`${scope} ${part.name}`);
        for (const { value } of bindings) if (value !== null) pending.push(value);
        for (const { value } of index.mutations(part.name)) if (value !== null) pending.push(value);
        return;
      }
    });
  }
  return found;
}
