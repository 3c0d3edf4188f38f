/**
 * A file's sections: its outermost functions with a name, methods among them. What one section can learn of another goes by a name that stands in both, so that an edit
 * inside one of them leaves alone what was found out in all that no chain of names leads to.
 */
import type { Binding, FileFacts, FunctionFact } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { calledName, indexOf, mutationPath } from '../resolve/lookup.ts';
import { walk } from '../resolve/walk.ts';

export interface Sections {
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

  function around({ start, end }: Span): FunctionFact | null {
    let low = 0;
    let high = sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (sections[middle]!.start <= start) low = middle;
      else high = middle - 1;
    }
    const section = sections[low];
    return section !== undefined && section.start <= start && end <= section.end ? section : null;
  }

  return {
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

export function exposedBy(facts: FileFacts, section: FunctionFact): Exposed {
  const { names, called, imports } = exposedIn(facts, section);
  // What runs without being called by its name: `__init__`, `__enter__`, setters and such.
  if (section.class >= 0 && (section.role === 'constructor' || /^__.*__$/.test(section.name ?? ''))) names.add(facts.classes[section.class]!.name ?? '');
  return { names, called, imports };
}

/** What statements of the module show to the others. Those that leave the module, or go on only sometimes, say something of the names that decide it. */
export function exposedByStatements(facts: FileFacts, part: Span): Exposed {
  const { names, called, imports } = exposedIn(facts, part);
  for (const region of facts.regions) {
    if (region.kind !== 'branch' || region.test === null || region.start < part.start || region.end > part.end) continue;
    walk(region.test, (expr) => {
      if (expr.kind === 'name') names.add(expr.name);
    });
  }
  return { names, called, imports };
}

function exposedIn(facts: FileFacts, part: Span): Exposed & { readonly names: Set<string> } {
  const names = new Set<string>();
  const called = new Set<string>();
  const index = indexOf(facts);
  const isInside = ({ start, end }: Span): boolean => start >= part.start && end <= part.end;
  /** A name as it is read in the part: the part's own, or one that is bound outside of it. */
  const outside = (scope: number, name: string): number => {
    const home = index.home(scope, name);
    return home >= 0 && isInside(facts.scopes[home]!) ? -1 : home;
  };
  for (const fn of facts.functions) if (fn.name !== null && isInside(fn)) names.add(fn.name);
  for (const cls of facts.classes) if (cls.name !== null && isInside(cls)) names.add(cls.name);
  for (const scope of facts.scopes) {
    if (isInside(scope)) continue;
    for (const binding of scope.bindings) if (isInside(binding)) names.add(binding.name);
  }
  for (const cls of facts.classes) for (const attribute of cls.attributes) if (isInside(attribute)) names.add(attribute.name);
  for (const mutation of facts.mutations) {
    if (!isInside(mutation)) continue;
    const { root } = mutationPath(mutation);
    if (mutation.key?.kind === 'string' && index.askedKeys.has(mutation.key.value)) names.add(mutation.key.value);
    if (root.kind === 'member') names.add(root.property);
    else if (root.kind === 'name' && outside(mutation.scope, root.name) >= 0) names.add(root.name);
  }
  for (const call of facts.calls) {
    if (!isInside(call)) continue;
    const calls = calledName(facts, call);
    if (calls !== null) called.add(calls);
    for (const { value } of call.args) {
      if (value.kind !== 'name') continue;
      called.add(value.name);
      if (index.asked.has(value.name) && outside(value.scope, value.name) >= 0) names.add(value.name);
    }
  }
  const imports = facts.imports.filter(isInside).map(({ module, name }) => `${module} ${name}`);
  return { names, called, imports };
}

/**
 * What of a file may depend on its edited part: tells for any stretch of code outside of all other functions, or inside of one. A section depends by the names in it, and so does a statement's code
 * outside of all sections. Null where everything may.
 * @param exposed what the edited part shows, as it was and as it is
 */
export function dependentParts(facts: FileFacts, text: string, edited: Span, exposed: readonly Exposed[]): ((span: Span) => boolean) | null {
  const sections = sectionsOf(facts);
  const indexed = indexOf(facts);
  const found = new Set<Span>();
  const asked = new Set<string>();
  const pending = [...exposed];
  const isEdited = ({ start, end }: Span): boolean => start >= edited.start && end <= edited.end;
  const add = (section: FunctionFact): void => {
    if (found.has(section) || isEdited(section)) return;
    found.add(section);
    pending.push(exposedBy(facts, section));
  };
  const addStatement = (statement: Span): void => {
    if (found.has(statement)) return;
    found.add(statement);
    pending.push(exposedByStatements(facts, statement));
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
      asked.add(name);
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        if (isWordPart(text, at - 1) || isWordPart(text, at + name.length)) continue;
        const place = { start: at, end: at + name.length };
        if (isEdited(place)) continue;
        const section = sections.around(place);
        if (section !== null) add(section);
        else if (!isDeclaration(facts, name, at)) {
          const statement = statementAround(facts, place);
          // A comment between statements says nothing.
          if (statement !== null) addStatement(statement);
        }
      }
    }
  }
  return (span) => {
    if (isEdited(span)) return true;
    const part = sections.around(span) ?? statementAround(facts, span);
    return part === null || found.has(part);
  };
}

function statementAround({ statements }: FileFacts, { start, end }: Span): Span | null {
  let low = 0;
  let high = statements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (statements[middle]!.start <= start) low = middle;
    else high = middle - 1;
  }
  const statement = statements[low];
  return statement !== undefined && statement.start <= start && end <= statement.end ? statement : null;
}

function isWordPart(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\w$]|[^\0-\x7f]/.test(text[at]!);
}

/** Whether a name stands there as that of a function or class which is declared there. */
function isDeclaration(facts: FileFacts, name: string, at: number): boolean {
  return facts.scopes.some(({ bindings }) => bindings.some((binding) => binding.start === at && binding.name === name && (binding.value?.kind === 'function' || binding.value?.kind === 'class')));
}
