/**
 * A file's sections: its outermost functions with a name, methods among them. What one section can learn of another goes by a name that stands in both, so that an edit
 * inside one of them leaves alone what was found out in all that no chain of names leads to.
 */
import type { Binding, FileFacts, FunctionFact } from '../../model/facts.ts';
import { isWithin, lastStarting, type Span } from '../../model/text.ts';
import { calledName, indexOf, mutationPath } from '../resolve/lookup.ts';
import { namesHandedOut, walk } from '../resolve/walk.ts';

export interface Sections {
  readonly count: number;
  /** The section that holds a stretch of the text, or null. */
  around(span: Span): FunctionFact | null;
  /** Sections of functions of this name; of a class's constructor under the class's. Null for a function outside of all sections. */
  named(name: string): readonly (FunctionFact | null)[];
}

const known = new WeakMap<FileFacts, Sections>();

export function sectionsOf(facts: FileFacts): Sections {
  let sections = known.get(facts);
  if (sections === undefined) known.set(facts, (sections = createSections(facts)));
  return sections;
}

function createSections(facts: FileFacts): Sections {
  const sections = facts.functions.filter((fn, index) => isOutermost(facts, fn) && isDeclared(facts, fn, index)).sort((a, b) => a.start - b.start);
  let byName: Map<string, (FunctionFact | null)[]> | undefined;

  const around = (span: Span): FunctionFact | null => partAround(sections, span);

  return {
    count: sections.length,
    around,
    named(name) {
      if (byName === undefined) {
        byName = new Map();
        for (const fn of facts.functions) {
          const own = fn.role === 'constructor' ? facts.classes[fn.class]?.name : fn.name;
          if (own === null || own === undefined) continue;
          const others = byName.get(own);
          if (others === undefined) byName.set(own, [around(fn)]);
          else others.push(around(fn));
        }
      }
      return byName.get(name) ?? [];
    },
  };
}

function isOutermost(facts: FileFacts, fn: FunctionFact): boolean {
  for (let at = facts.regions[fn.region]!.parent; at >= 0; at = facts.regions[at]!.parent) if (facts.regions[at]!.kind === 'function') return false;
  return true;
}

/** Whether a function is reached by its name and no other way: it is a method, or a name is bound to it and nothing else. */
function isDeclared(facts: FileFacts, fn: FunctionFact, index: number): boolean {
  if (fn.name === null || fn.passedTo >= 0 || fn.role === 'fallback') return false;
  const home = facts.scopes[fn.scope]!.parent;
  if (fn.class >= 0 && facts.classes[fn.class]!.scope === home) {
    const { name } = facts.classes[fn.class]!;
    const { parent } = facts.scopes[home]!;
    return name !== null && indexOf(facts).bindings(parent, name).some(({ value }) => value?.kind === 'class' && value.class === fn.class);
  }
  return indexOf(facts).bindings(home, fn.name).some((binding) => isOf(binding, index));
}

function isOf({ value }: Binding, fn: number): boolean {
  return value?.kind === 'function' && value.function === fn;
}

/** What other parts of a file can learn of one of its sections, by names. */
export interface Exposed {
  /** Whoever has one of these in it may depend on the section. */
  readonly names: ReadonlySet<string>;
  /** Functions and classes of these names are called or handed on here: who asks for their callers may depend on the section. */
  readonly called: ReadonlySet<string>;
  /** What a section says to its file without a name. */
  readonly imports: readonly string[];
}

export function exposedBy(facts: FileFacts, section: FunctionFact, among: Among = allOf(facts)): Exposed {
  const { names, called, imports } = exposedIn(facts, section, among);
  // What runs without being called by its name: `__init__`, `__enter__`, setters and such.
  if (section.class >= 0 && (section.role === 'constructor' || /^__.*__$/.test(section.name ?? ''))) names.add(facts.classes[section.class]!.name ?? '');
  return { names, called, imports };
}

/** What statements of the module show to the others. What is done only on a condition says something of the names that decide it. */
export function exposedByStatements(facts: FileFacts, part: Span, among: Among = allOf(facts)): Exposed {
  const { names, called, imports } = exposedIn(facts, part, among);
  for (const region of among('regions', part)) {
    if (region.kind !== 'branch' || region.test === null) continue;
    walk(region.test, (expr) => {
      if (expr.kind === 'name') names.add(expr.name);
    });
  }
  return { names, called, imports };
}

/** What of a file can be exposed. Bindings are those of all scopes, attributes those of all classes. */
interface Exposable {
  readonly functions: FunctionFact;
  readonly classes: FileFacts['classes'][number];
  readonly bindings: Binding;
  readonly attributes: FileFacts['classes'][number]['attributes'][number];
  readonly mutations: FileFacts['mutations'][number];
  readonly calls: FileFacts['calls'][number];
  readonly imports: FileFacts['imports'][number];
  readonly regions: FileFacts['regions'][number];
}

/** Gives those facts of a kind that lie in a part. */
type Among = <Kind extends keyof Exposable>(kind: Kind, part: Span) => readonly Exposable[Kind][];

function listOf<Kind extends keyof Exposable>(facts: FileFacts, kind: Kind): readonly Exposable[Kind][] {
  const list: readonly Span[] = kind === 'bindings' ? facts.scopes.flatMap(({ bindings }) => bindings) : kind === 'attributes' ? facts.classes.flatMap(({ attributes }) => attributes) : facts[kind as Exclude<keyof Exposable, 'bindings' | 'attributes'>];
  return list as unknown as readonly Exposable[Kind][];
}

/** Looks at every fact of a file: for one part or two. */
function allOf(facts: FileFacts): Among {
  return (kind, part) => listOf(facts, kind).filter((fact) => isWithin(fact, part));
}

/** Puts facts in order first: for many parts. */
function inOrder(facts: FileFacts): Among {
  const ordered: Partial<Record<keyof Exposable, readonly Span[]>> = {};
  return (kind, part) => {
    const list = (ordered[kind] ??= [...listOf(facts, kind)].sort((a, b) => a.start - b.start));
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.start < part.start) low = middle + 1;
      else high = middle;
    }
    const found: Span[] = [];
    for (let i = low; i < list.length && list[i]!.start <= part.end; i++) if (list[i]!.end <= part.end) found.push(list[i]!);
    return found as unknown as readonly Exposable[typeof kind][];
  };
}

function exposedIn(facts: FileFacts, part: Span, among: Among): Exposed & { readonly names: Set<string> } {
  const names = new Set<string>();
  const index = indexOf(facts);
  /** A name as it is read in the part: the part's own, or one that is bound outside of it. */
  const outside = (scope: number, name: string): number => {
    const home = index.home(scope, name);
    return home >= 0 && isWithin(facts.scopes[home]!, part) ? -1 : home;
  };
  for (const { name } of among('functions', part)) if (name !== null) names.add(name);
  for (const { name } of among('classes', part)) if (name !== null) names.add(name);
  const own = new Set<Binding>();
  for (const scope of facts.scopes) if (isWithin(scope, part)) for (const binding of scope.bindings) own.add(binding);
  const bindings = among('bindings', part);
  const attributes = among('attributes', part);
  const mutations = among('mutations', part);
  const calls = among('calls', part);
  const called = new Set(namesHandedOut({ bindings: new Set([...own, ...bindings]), attributes, mutations, calls, functions: among('functions', part) }));
  for (const binding of bindings) if (!own.has(binding)) names.add(binding.name);
  for (const { name } of attributes) names.add(name);
  for (const mutation of mutations) {
    const { root } = mutationPath(mutation);
    if (mutation.key?.kind === 'string' && index.askedKeys.has(mutation.key.value)) names.add(mutation.key.value);
    if (root.kind === 'member') names.add(root.property);
    else if (root.kind === 'name' && outside(mutation.scope, root.name) >= 0) names.add(root.name);
  }
  for (const call of calls) {
    const last = calledName(facts, call);
    if (last !== null) called.add(last);
    const named = call.args.flatMap(({ value }) => (value.kind === 'name' ? [value] : []));
    for (const { name, scope } of named) if (index.asked.has(name) && outside(scope, name) >= 0) names.add(name);
    const on = call.callee.kind === 'member' && call.callee.object.kind === 'name' ? call.callee.object : null;
    if (on !== null && index.askedOn.has(on.name) && outside(on.scope, on.name) >= 0) names.add(on.name);
  }
  return { names, called, imports: among('imports', part).map(({ module, name }) => `${module} ${name}`) };
}

/** In a short file nothing takes long. */
const FEW_SECTIONS = 20;

/**
 * What of a file may depend on its edited part: tells for any stretch of code outside of all other functions, or inside of one. A section depends by the names in it, and so does a statement's code
 * outside of all sections. Null where everything may.
 * @param exposed what the edited part shows, as it was and as it is
 */
export function dependentParts(facts: FileFacts, text: string, edited: Span, exposed: readonly Exposed[]): ((span: Span) => boolean) | null {
  const sections = sectionsOf(facts);
  const indexed = indexOf(facts);
  /** Where more parts than this depend, nearly all do, and finding the others takes longer than analysing them. */
  const most = Math.max(FEW_SECTIONS, sections.count / 2);
  const found = new Set<Span>();
  const asked = new Set<string>();
  const pending = [...exposed];
  const isEdited = (span: Span): boolean => isWithin(span, edited);
  const among = inOrder(facts);
  let declared: Set<number> | undefined;
  /** Whether a name stands there as that of a function or class which is declared there. */
  const isDeclaration = (at: number): boolean => {
    declared ??= new Set(listOf(facts, 'bindings').flatMap(({ start, value }) => (value?.kind === 'function' || value?.kind === 'class' ? [start] : [])));
    return declared.has(at);
  };
  const add = (section: FunctionFact): void => {
    if (found.has(section) || isEdited(section)) return;
    found.add(section);
    pending.push(exposedBy(facts, section, among));
  };
  const addStatement = (statement: Span): void => {
    if (found.has(statement)) return;
    found.add(statement);
    pending.push(exposedByStatements(facts, statement, among));
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const name of next.called) {
      if (!indexed.asked.has(name)) continue;
      for (const section of sections.named(name)) {
        if (section === null) return null;
        add(section);
      }
    }
    for (const name of next.names) {
      if (name === '' || asked.has(name)) continue;
      if (found.size > most) return null;
      asked.add(name);
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        if (isWordPart(text, at - 1) || isWordPart(text, at + name.length)) continue;
        const place = { start: at, end: at + name.length };
        if (isEdited(place)) continue;
        const section = sections.around(place);
        if (section !== null) add(section);
        else if (!isDeclaration(at)) {
          const statement = partAround(facts.statements, place);
          // A comment between statements says nothing.
          if (statement !== null) addStatement(statement);
        }
      }
    }
  }
  return (span) => {
    if (isEdited(span)) return true;
    const part = sections.around(span) ?? partAround(facts.statements, span);
    return part === null || found.has(part);
  };
}

/** That of parts, one behind the other, which holds a stretch of the text, or null. */
function partAround<Part extends Span>(parts: readonly Part[], span: Span): Part | null {
  const part = parts[lastStarting(parts, span.start, ({ start }) => start)];
  return part !== undefined && isWithin(span, part) ? part : null;
}

function isWordPart(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\w$]|[^\0-\x7f]/.test(text[at]!);
}
