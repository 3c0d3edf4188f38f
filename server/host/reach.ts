/**
 * Which names of a file may carry an SDK's client to the files that import it. It over-approximates what the engine resolves: a name counts when
 * anything in its value, type, return values or attributes mentions something that counts. No value is worked out.
 */
import type { Binding, Expr, FileFacts, ImportFact } from '../core/model/facts.ts';
import type { SdkWords } from './sdk-words.ts';

/** `part`: what is carried may be a part of a client (`client.messages`), so that a call need not name that part again. It includes `client`. */
export type Reach = 'none' | 'client' | 'part';

export type Carried = ReadonlyMap<string, Reach>;

/** What an import brings into a file. */
export interface ImportVerdict {
  readonly bound: Reach;
  /** Where a module of the workspace is bound as an object: what a member of it brings. */
  readonly member?: (name: string) => Reach;
  /** For `from x import *`: what it brings. */
  readonly star: Carried;
}

export interface ImportOracle {
  readonly ofImport: (fact: ImportFact) => ImportVerdict;
  /** What can be imported of a module by name; `*` is its whole object. */
  readonly ofModule: (module: string) => Carried;
}

/**
 * Whether the modules that a file binds by `import x` can be taken from it by others. In a package's index they are (`from package import x`); elsewhere
 * that is possible and not done, and following it would make every file that imports a carrying package carry it too.
 */
export type ModuleObjects = 'carried' | 'kept';

/** The stronger of two. */
export function stronger(a: Reach, b: Reach): Reach {
  return a === 'part' || b === 'part' ? 'part' : a === 'client' || b === 'client' ? 'client' : 'none';
}

/** The names other files can import that may carry something of an SDK. `*` stands for the whole module object, `default` for a default export. */
export function carriedExports(facts: FileFacts, oracle: ImportOracle, words: SdkWords, moduleObjects: ModuleObjects): Carried {
  const look = createLookup(facts, oracle, words);
  for (;;) {
    const carried = readExports(facts, oracle, look, moduleObjects);
    if (look.endPass() === 'settled') return carried;
  }
}

function readExports(facts: FileFacts, oracle: ImportOracle, look: Lookup, moduleObjects: ModuleObjects): Carried {
  const carried = new Map<string, Reach>();
  const add = (name: string, reach: Reach): void => {
    if (reach !== 'none') carried.set(name, stronger(carried.get(name) ?? 'none', reach));
  };
  if (facts.exportsModuleScope) {
    for (const { name, kind, import: index } of facts.scopes[0]?.bindings ?? []) {
      const isObject = kind === 'import' && oracle.ofImport(facts.imports[index]!).member !== undefined;
      if (!isObject || moduleObjects === 'carried') add(name, look.name(0, name));
    }
    for (const fact of facts.imports) if (fact.names === 'all') for (const [name, reach] of oracle.ofImport(fact).star) add(name, reach);
  }
  for (const fact of facts.exports) {
    switch (fact.kind) {
      case 'local':
        add(fact.name, look.name(0, fact.local));
        break;
      case 'value':
        add(fact.name, look.expr(fact.value));
        break;
      case 'from':
        add(fact.name, reachOf(oracle.ofModule(fact.module), fact.imported));
        break;
      case 'all':
        for (const [name, reach] of oracle.ofModule(fact.module)) if (name !== 'default') add(name, reach);
        break;
    }
  }
  return carried;
}

/** What importing `name` brings; `*` brings whatever there is, and a module that exports one object carries it under every name. */
export function reachOf(carried: Carried, name: string): Reach {
  const whole = carried.get('*') ?? 'none';
  if (name !== '*') return stronger(whole, carried.get(name) ?? 'none');
  return [...carried.values()].reduce(stronger, whole);
}

/**
 * Answers questions about names. A question inside its own answer is answered by what is known so far, which may be too little (`f` returns `x`, and
 * `x` is what `f` returns, or a client): so the whole is asked again while passes find more. Each is linear, and what is known only grows.
 */
interface Lookup {
  name(scope: number, name: string): Reach;
  expr(expr: Expr | null): Reach;
  /** `again`: answers of this pass may be too low. */
  endPass(): 'settled' | 'again';
}

function createLookup(facts: FileFacts, oracle: ImportOracle, words: SdkWords): Lookup {
  /** The most that is known of a question so far. */
  const answers = new Map<string, Reach>();
  /** Questions answered in this pass, and those being answered. */
  const settled = new Set<string>();
  const open = new Set<string>();
  let metCycle = false;
  let grew = false;
  const bindings = new Map<string, Binding[]>();
  for (const [scope, { bindings: own }] of facts.scopes.entries()) {
    for (const binding of own) {
      const key = `${scope} ${binding.name}`;
      const list = bindings.get(key);
      if (list === undefined) bindings.set(key, [binding]);
      else list.push(binding);
    }
  }
  const starNames = new Map<string, Reach>();
  for (const fact of facts.imports) if (fact.names === 'all') for (const [name, reach] of oracle.ofImport(fact).star) starNames.set(name, stronger(reach, starNames.get(name) ?? 'none'));
  return {
    name: ofName,
    expr: reach,
    endPass() {
      const again = metCycle && grew;
      settled.clear();
      metCycle = false;
      grew = false;
      return again ? 'again' : 'settled';
    },
  };

  function once(key: string, answer: () => Reach): Reach {
    if (settled.has(key)) return answers.get(key) ?? 'none';
    if (open.has(key)) {
      metCycle = true;
      return answers.get(key) ?? 'none';
    }
    open.add(key);
    const before = answers.get(key) ?? 'none';
    const after = stronger(before, answer());
    open.delete(key);
    settled.add(key);
    if (after !== before) {
      answers.set(key, after);
      grew = true;
    }
    return after;
  }

  function ofName(scope: number, name: string): Reach {
    return once(`name ${scope} ${name}`, () => {
      for (let at = scope; at >= 0; at = facts.scopes[at]!.parent) {
        const own = bindings.get(`${at} ${name}`);
        if (own !== undefined) return stronger(most(own, ofBinding), ofMutations((target) => target.kind === 'name' && target.name === name));
      }
      return starNames.get(name) ?? 'none';
    });
  }

  function ofBinding(binding: Binding): Reach {
    const fact = binding.kind === 'import' ? facts.imports[binding.import] : undefined;
    if (fact !== undefined) return oracle.ofImport(fact).bound;
    return stronger(reach(binding.value), ofType(binding.type));
  }

  function ofMutations(matches: (target: Expr) => boolean): Reach {
    return most(facts.mutations, (mutation) => (matches(mutation.target) ? reach(mutation.value) : 'none'));
  }

  function ofClass(index: number): Reach {
    return once(`class ${index}`, () => {
      const fact = facts.classes[index];
      if (fact === undefined) return 'none';
      return [
        most(fact.bases, reach),
        most(fact.attributes, (attribute) => stronger(reach(attribute.value), ofType(attribute.type))),
        most(facts.scopes[fact.scope]?.bindings ?? [], ofBinding),
        ofMutations((target) => target.kind === 'member' && target.object.kind === 'self' && target.object.class === index),
      ].reduce(stronger);
    });
  }

  function ofFunction(index: number): Reach {
    return once(`function ${index}`, () => {
      const fact = facts.functions[index];
      return fact === undefined ? 'none' : stronger(most(fact.returns, reach), ofType(fact.returnType));
    });
  }

  /** A type of the SDK's namespace (`OpenAI.Chat.ChatCompletion`) describes a request or an answer; only the client's own type carries it. */
  function ofType(type: Expr | null): Reach {
    if (type === null) return 'none';
    switch (type.kind) {
      case 'member':
        return /^[A-Z]/.test(type.property) && !words.entries.has(type.property) ? 'none' : reach(type);
      case 'index':
        return stronger(ofType(type.object), ofType(type.index));
      case 'choice':
        return most(type.options, ofType);
      case 'list':
        return most(type.items, ofType);
      default:
        return reach(type);
    }
  }

  function reach(expr: Expr | null): Reach {
    if (expr === null) return 'none';
    switch (expr.kind) {
      case 'name':
        return ofName(expr.scope, expr.name);
      case 'self':
      case 'class':
        return ofClass(expr.class);
      case 'function':
        return ofFunction(expr.function);
      case 'parameter': {
        const parameter = facts.functions[expr.function]?.params[expr.index];
        return parameter === undefined ? 'none' : stronger(ofType(parameter.type), reach(parameter.default));
      }
      case 'member': {
        const object = memberOfModule(expr) ?? reach(expr.object);
        return object !== 'none' && words.resources.has(expr.property) ? 'part' : object;
      }
      case 'index':
        return stronger(reach(expr.object), reach(expr.index));
      case 'call':
        return isOperation(expr.callee) ? 'none' : stronger(reach(expr.callee), most(expr.args, (argument) => reach(argument.value)));
      case 'list':
        return most(expr.items, reach);
      case 'spread':
        return reach(expr.value);
      case 'record':
        return most(expr.entries, (entry) => reach(entry.value));
      case 'binary':
        return expr.operator === 'compare' || expr.operator === 'arithmetic' ? 'none' : stronger(reach(expr.left), reach(expr.right));
      case 'conditional':
        return stronger(reach(expr.whenTrue), reach(expr.whenFalse));
      case 'choice':
        return most(expr.options, reach);
      case 'element':
        return reach(expr.of);
      case 'comprehension':
        return stronger(reach(expr.element), reach(expr.source));
      case 'string':
      case 'template':
      case 'number':
      case 'boolean':
      case 'null':
      case 'opaque':
        return 'none';
    }
  }

  /** `module.name` for a module of the workspace; undefined where the object is no such module. */
  function memberOfModule({ object, property }: Extract<Expr, { readonly kind: 'member' }>): Reach | undefined {
    if (object.kind !== 'name') return undefined;
    for (let at = object.scope; at >= 0; at = facts.scopes[at]!.parent) {
      const own = bindings.get(`${at} ${object.name}`);
      if (own === undefined) continue;
      let result: Reach = 'none';
      for (const { kind, import: index } of own) {
        const member = kind === 'import' ? oracle.ofImport(facts.imports[index]!).member : undefined;
        if (member === undefined) return undefined;
        result = stronger(result, member(property));
      }
      return result;
    }
    return undefined;
  }

  /** `x.messages.create(…)`: what comes back is an answer and no client. */
  function isOperation(callee: Expr): boolean {
    return callee.kind === 'member' && words.verbs.has(callee.property) && callee.object.kind === 'member' && words.resources.has(callee.object.property);
  }
}

function most<Item>(items: readonly Item[], reach: (item: Item) => Reach): Reach {
  let result: Reach = 'none';
  for (const item of items) {
    result = stronger(result, reach(item));
    if (result === 'part') break;
  }
  return result;
}
