/** Indexes over one file's facts: what the resolver asks again and again. Built once a `FileFacts`, forgotten with it. */
import type { Binding, CallExpr, Expr, FileFacts, FunctionFact, IndexExpr, MemberExpr, Mutation, NameExpr, Region } from '../../model/facts.ts';
import { isWithin, lastStarting, type Span } from '../../model/text.ts';
import { lastName, walk } from './walk.ts';

export interface FactIndex {
  /** The names of which it was asked who calls them, or what they are passed to. Whoever asks other indexes for this adds them. */
  readonly asked: Set<string>;
  /** The names of which it was asked what is called on them: `image` of `image.thumbnail(size)`. */
  readonly askedOn: Set<string>;
  /** The keys and members of which it was asked where the file sets them, on whatever. */
  readonly askedKeys: Set<string>;
  /** Bindings of a name in a scope, in source order. */
  bindings(scope: number, name: string): readonly Binding[];
  /** Mutations whose target is this name, or lies inside what it refers to: `messages[0]["content"]`. */
  mutations(name: string): readonly Mutation[];
  /** Mutations of `self.name` or `cls.name`, or inside it. */
  attributeMutations(name: string): readonly Mutation[];
  /** Mutations that set a field or member of this name on something, if only where it has none. */
  sets(key: string): readonly Mutation[];
  /** Those that set the field which a variable of this name names. */
  setsNamedBy(variable: string): readonly Mutation[];
  /** Calls that pass this name as an argument, itself. */
  passes(name: string): readonly CallExpr[];
  /** The scope that a name read in `scope` is bound in, or -1. */
  home(scope: number, name: string): number;
  /** Those of `mutations(name)` that mean the name as `home` binds it. In code whose names are one letter long the others are thousands. */
  mutationsIn(home: number, name: string): readonly Mutation[];
  /** Those of `passes(name)` that mean the name as `home` binds it. */
  passesIn(home: number, name: string): readonly CallExpr[];
  /** The innermost region that holds an offset. */
  regionAt(offset: number): number;
  /** Whether what ran in region `outer` has run for sure when `inner` runs later: it is the same, or around it. */
  encloses(outer: number, inner: number): boolean;
  /** The function, class or module scope that a scope belongs to. */
  activation(scope: number): number;
  /** Whether what is bound in an arm of a condition cannot reach a region outside: the arm ends by leaving the function. */
  isLeftBehind(binding: Binding, region: number): boolean;
  /** Whether an arm of a condition ends by leaving: what follows it in the region around it is reached by those alone who did not take it. */
  leaves(arm: number): boolean;
  /** The arms right in a region that end by leaving it, in source order. */
  leavingIn(region: number): readonly number[];
  /** What has run for certain, as seen from `from`, where a region has or another one of `run`, whichever arm of their conditions was taken: the outermost region. Adds what it finds to `run`. */
  joined(region: number, run: Set<number>, from: number): number;
  /** Whether two regions lie in two arms of one condition, so that what runs in the one is not seen in the other. */
  isInOtherArm(a: number, b: number): boolean;
  /** Whether two regions lie in two arms of one condition. Where a loop is around it, its next round may take the other one. */
  areApart(a: number, b: number): boolean;
  /** The region of the statement that returns a value; `otherwise` for a body that is its value. */
  returnRegion(value: Expr, otherwise: number): number;
  /** The nearest loop around both regions, or -1. */
  commonLoop(a: number, b: number): number;
  /** Calls that stand inside something, in source order. */
  callsWithin(span: Span): readonly CallExpr[];
  /** The constructor that a class has of its own, by its place among the functions; -1 for none. */
  constructorOf(cls: number): number;
  /** Where a name is bound, in whatever scope, or a member or field of this name is set, on whatever: in no order. */
  changesOf(name: string): readonly Span[];
  /** The arms of conditions that read this name or a member of it, themselves or one before them. */
  armsTesting(name: string): readonly number[];
}

const indexes = new WeakMap<FileFacts, FactIndex>();

export function indexOf(facts: FileFacts): FactIndex {
  let index = indexes.get(facts);
  if (index === undefined) {
    index = createIndex(facts);
    indexes.set(facts, index);
  }
  return index;
}

/** The regions around a region, innermost first, itself included. */
export function regionsAround(facts: FileFacts, region: number): readonly Region[] {
  const around: Region[] = [];
  for (let at = region; at >= 0; at = facts.regions[at]!.parent) around.push(facts.regions[at]!);
  return around;
}

/** The innermost function that holds a call, its decorators included; null at the top of the file. */
export function functionHolding(facts: FileFacts, call: CallExpr): FunctionFact | null {
  let inner: FunctionFact | null = null;
  for (const fn of facts.functions) if (isWithin(call, fn) && (inner === null || fn.end - fn.start < inner.end - inner.start)) inner = fn;
  return inner;
}

/** What a mutation reaches into, and the steps from there to what it changes: `messages`, then `[0]` and `["content"]`. */
export function mutationPath(mutation: Mutation): { readonly root: Expr; readonly steps: readonly (IndexExpr | MemberExpr)[] } {
  const steps: (IndexExpr | MemberExpr)[] = [];
  let root = mutation.target;
  while (root.kind === 'index' || (root.kind === 'member' && !isOwn(root.object))) {
    steps.unshift(root);
    root = root.object;
  }
  return { root, steps };
}

/** `self` and `cls`. */
function isOwn(expr: Expr): boolean {
  return expr.kind === 'self' || expr.kind === 'class';
}

function createIndex(facts: FileFacts): FactIndex {
  const none: readonly never[] = [];
  const byScope: (Map<string, Binding[]> | undefined)[] = [];
  let mutations: Map<string, Mutation[]> | undefined;
  let attributeMutations: Map<string, Mutation[]> | undefined;
  let sets: Map<string, Mutation[]> | undefined;
  let namedSets: Map<string, Mutation[]> | undefined;
  let passes: Map<string, CallExpr[]> | undefined;
  let regionOrder: number[] | undefined;
  let returns: Map<Expr, number> | undefined;
  let left: Map<number, number> | undefined;
  let leaving: Set<number> | undefined;
  let leavingByParent: Map<number, number[]> | undefined;
  let following: Map<number, number> | undefined;
  let tested: Map<string, number[]> | undefined;
  let constructors: Map<number, number> | undefined;
  let changes: Map<string, Span[]> | undefined;
  const mutationHomes = new Map<string, ReadonlyMap<number, readonly Mutation[]>>();
  const passHomes = new Map<string, ReadonlyMap<number, readonly CallExpr[]>>();

  /** `items` by the scope that binds `name` where they stand. */
  function byHome<Item extends { readonly scope: number }>(known: Map<string, ReadonlyMap<number, readonly Item[]>>, name: string, items: readonly Item[], index: FactIndex): ReadonlyMap<number, readonly Item[]> {
    let homes = known.get(name);
    if (homes === undefined) {
      const groups = new Map<number, Item[]>();
      for (const item of items) push(groups, index.home(item.scope, name), item);
      known.set(name, (homes = groups));
    }
    return homes;
  }

  function indexMutations(): void {
    mutations = new Map();
    attributeMutations = new Map();
    for (const mutation of facts.mutations) {
      const { root } = mutationPath(mutation);
      if (root.kind === 'name') push(mutations, root.name, mutation);
      else if (root.kind === 'member' && isOwn(root.object)) push(attributeMutations, root.property, mutation);
    }
  }

  return {
    asked: new Set(),
    askedOn: new Set(),
    askedKeys: new Set(),
    bindings(scope, name) {
      let names = byScope[scope];
      if (names === undefined) {
        names = new Map();
        for (const binding of facts.scopes[scope]!.bindings) push(names, binding.name, binding);
        byScope[scope] = names;
      }
      return names.get(name) ?? none;
    },
    home(scope, name) {
      for (let at = scope; at >= 0; at = facts.scopes[at]!.parent) {
        if (this.bindings(at, name).length > 0 && (facts.scopes[at]!.kind !== 'class' || at === scope)) return at;
      }
      return -1;
    },
    mutationsIn(home, name) {
      const items = this.mutations(name);
      return items.length === 0 ? none : (byHome(mutationHomes, name, items, this).get(home) ?? none);
    },
    passesIn(home, name) {
      const items = this.passes(name);
      return items.length === 0 ? none : (byHome(passHomes, name, items, this).get(home) ?? none);
    },
    mutations(name) {
      if (mutations === undefined) indexMutations();
      return mutations!.get(name) ?? none;
    },
    attributeMutations(name) {
      if (attributeMutations === undefined) indexMutations();
      return attributeMutations!.get(name) ?? none;
    },
    sets(key) {
      this.askedKeys.add(key);
      if (sets === undefined) {
        sets = new Map();
        for (const mutation of facts.mutations) if ((mutation.operation === 'set' || mutation.operation === 'default') && mutation.key?.kind === 'string' && mutation.value !== null) push(sets, mutation.key.value, mutation);
      }
      return sets.get(key) ?? none;
    },
    setsNamedBy(variable) {
      if (namedSets === undefined) {
        namedSets = new Map();
        for (const mutation of facts.mutations) if ((mutation.operation === 'set' || mutation.operation === 'default') && mutation.key?.kind === 'name' && mutation.value !== null) push(namedSets, mutation.key.name, mutation);
      }
      return namedSets.get(variable) ?? none;
    },
    passes(name) {
      this.asked.add(name);
      if (passes === undefined) {
        passes = new Map();
        for (const call of facts.calls) {
          for (const argument of call.args) if (argument.kind !== 'named-spread' && argument.kind !== 'spread' && argument.value.kind === 'name') push(passes, argument.value.name, call);
        }
      }
      return passes.get(name) ?? none;
    },
    regionAt(offset) {
      regionOrder ??= facts.regions.map((_, i) => i).sort((a, b) => facts.regions[a]!.start - facts.regions[b]!.start || facts.regions[b]!.end - facts.regions[a]!.end || a - b);
      let region = regionOrder[lastStarting(regionOrder, offset, (at) => facts.regions[at]!.start)] ?? 0;
      while (region > 0 && !(facts.regions[region]!.start <= offset && offset < facts.regions[region]!.end)) region = facts.regions[region]!.parent;
      return Math.max(0, region);
    },
    encloses(region, inner) {
      let outer = region;
      // What stands in a `with` or `finally` has run when what follows is reached.
      while (facts.regions[outer]?.kind === 'with' || facts.regions[outer]?.kind === 'finally') outer = facts.regions[outer]!.parent;
      for (let at = inner; at >= 0; at = facts.regions[at]!.parent) if (at === outer) return true;
      return false;
    },
    activation(scope) {
      let at = scope;
      while (facts.scopes[at]!.kind === 'block' && facts.scopes[at]!.parent >= 0) at = facts.scopes[at]!.parent;
      return at;
    },
    isLeftBehind({ region: arm, end }, region) {
      if (facts.regions[arm]!.kind !== 'branch') return false;
      if (left === undefined) {
        left = new Map();
        for (const jump of facts.jumps) if (jump.kind === 'return' || jump.kind === 'throw') left.set(jump.region, Math.max(left.get(jump.region) ?? 0, jump.start));
      }
      if ((left.get(arm) ?? 0) < end) return false;
      const around = new Set<number>();
      for (let at = region; at >= 0; at = facts.regions[at]!.parent) around.add(at);
      // What is tried may go on elsewhere.
      for (let at = arm; at >= 0 && !around.has(at); at = facts.regions[at]!.parent) if (facts.regions[at]!.kind === 'try') return false;
      return !around.has(arm);
    },
    leaves(arm) {
      leaving ??= new Set(facts.jumps.map(({ region }) => region));
      return leaving.has(arm);
    },
    leavingIn(region) {
      if (leavingByParent === undefined) {
        leavingByParent = new Map();
        for (const [arm, { kind, parent }] of facts.regions.entries()) if (kind === 'branch' && this.leaves(arm)) push(leavingByParent, parent, arm);
      }
      return leavingByParent.get(region) ?? none;
    },
    joined(region, run, from) {
      run.add(region);
      const here = facts.regions[region]!;
      if (here.kind === 'with' || here.kind === 'finally') return this.joined(here.parent, run, from);
      if (here.kind !== 'branch') return region;
      if (following === undefined) {
        following = new Map();
        for (const [arm, other] of facts.regions.entries()) if (other.kind === 'branch' && other.after !== undefined) following.set(other.after, arm);
      }
      if (this.encloses(region, from)) return region;
      let last = region;
      for (let arm = following.get(last); arm !== undefined; arm = following.get(last)) last = arm;
      for (let arm: number | undefined = last; arm !== undefined; ) {
        const each: Region = facts.regions[arm]!;
        // Without an arm for all the rest, none may be taken.
        if (each.kind !== 'branch' || this.encloses(arm, from) || (arm === last && (each.test !== null || each.after === undefined)) || !(run.has(arm) || this.leaves(arm))) return region;
        arm = each.after;
      }
      return this.joined(here.parent, run, from);
    },
    isInOtherArm(a, b) {
      return this.areApart(a, b) && this.commonLoop(a, b) < 0;
    },
    areApart(a, b) {
      const armsAround = (region: number): readonly number[] => {
        const arms: number[] = [];
        for (let at = region; at >= 0; at = facts.regions[at]!.parent) if (facts.regions[at]!.kind === 'branch') arms.push(at);
        return arms;
      };
      const arms = armsAround(a);
      if (arms.length === 0) return false;
      const others = armsAround(b).filter((arm) => !arms.includes(arm));
      const comesAfter = (arm: number, earlier: readonly number[]): boolean => {
        for (let at = armBefore(facts.regions[arm]!); at !== undefined; at = armBefore(facts.regions[at]!)) if (earlier.includes(at)) return true;
        return false;
      };
      return arms.some((arm) => comesAfter(arm, others)) || others.some((arm) => comesAfter(arm, arms));
    },
    returnRegion(value, otherwise) {
      returns ??= new Map(facts.jumps.flatMap((jump) => (jump.kind === 'return' && jump.value !== null ? [[jump.value, jump.region] as const] : [])));
      return returns.get(value) ?? otherwise;
    },
    commonLoop(a, b) {
      for (let at = a; at >= 0; at = facts.regions[at]!.parent) if (facts.regions[at]!.kind === 'loop' && this.encloses(at, b)) return at;
      return -1;
    },
    callsWithin(span) {
      const within: CallExpr[] = [];
      for (let at = firstFrom(facts.calls, span.start); at < facts.calls.length && facts.calls[at]!.start < span.end; at++) if (isWithin(facts.calls[at]!, span)) within.push(facts.calls[at]!);
      return within;
    },
    constructorOf(cls) {
      if (constructors === undefined) {
        constructors = new Map();
        for (const [at, fn] of facts.functions.entries()) if (fn.role === 'constructor' && !constructors.has(fn.class)) constructors.set(fn.class, at);
      }
      return constructors.get(cls) ?? -1;
    },
    changesOf(name) {
      changes ??= changesByName(facts);
      return changes.get(name) ?? none;
    },
    armsTesting(name) {
      tested ??= testedNames(facts);
      return tested.get(name) ?? none;
    },
  };
}

function armBefore(region: Region): number | undefined {
  return region.kind === 'branch' ? region.after : undefined;
}

/** The names and members that an expression reads. */
export function namesIn(expr: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  walk(expr, (part) => {
    const name = lastName(part);
    if (name !== null) names.add(name);
  });
  return names;
}

/** The arms of conditions by the names and members that their tests read. An arm is taken where those before it are not, so it is told by their tests too. */
function testedNames({ regions }: FileFacts): Map<string, number[]> {
  const arms = new Map<string, number[]>();
  const read: (ReadonlySet<string> | undefined)[] = [];
  regions.forEach((region, arm) => {
    if (region.kind !== 'branch') return;
    const names = new Set(region.after === undefined ? [] : read[region.after]);
    if (region.test !== null) for (const name of namesIn(region.test)) names.add(name);
    read[arm] = names;
    for (const name of names) push(arms, name, arm);
  });
  return arms;
}

/** The place of the first of some spans, in source order, that starts at an offset or behind it. */
function firstFrom(spans: readonly Span[], offset: number): number {
  const at = lastStarting(spans, offset - 1, ({ start }) => start);
  return at < spans.length && spans[at]!.start < offset ? at + 1 : at;
}

function changesByName({ scopes, classes, mutations }: FileFacts): Map<string, Span[]> {
  const changes = new Map<string, Span[]>();
  for (const { bindings } of scopes) for (const binding of bindings) push(changes, binding.name, binding);
  for (const { attributes } of classes) for (const attribute of attributes) push(changes, attribute.name, attribute);
  for (const mutation of mutations) if (mutation.key?.kind === 'string') push(changes, mutation.key.value, mutation);
  return changes;
}

function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}

/** Where a name is bound, if that is done once in the scope that has it. */
export function onlyBinding(index: FactIndex, { name, scope }: NameExpr): Binding | null {
  const home = index.home(scope, name);
  const [only, ...others] = home < 0 ? [] : index.bindings(home, name);
  return only === undefined || others.length > 0 ? null : only;
}

/** The last name of what is called: of a class that calls itself, `cls(…)`, its own. */
export function calledName({ classes }: FileFacts, { callee }: CallExpr): string | null {
  switch (callee.kind) {
    case 'name':
      return callee.name;
    case 'member':
      return callee.property;
    case 'class':
      return classes[callee.class]?.name ?? null;
    default:
      return null;
  }
}
