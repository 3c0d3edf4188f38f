/**
 * Which names of a file may carry an SDK's client, function or class to the files that import it. It over-approximates what the engine resolves: a
 * name counts when anything in its value, type, return values or attributes mentions something that counts. No value is worked out.
 */
import type { Binding, Expr, FileFacts, ImportFact } from '../core/model/facts.ts';

/** What an import brings into a file. */
export interface ImportVerdict {
  /** Whether the bound name itself counts. */
  readonly bound: 'counts' | 'not';
  /** For `from x import *` and `export * from`: the names it brings that count; `all` for every name. */
  readonly star: ReadonlySet<string> | 'all';
}

export interface ImportOracle {
  readonly ofImport: (fact: ImportFact) => ImportVerdict;
  /** For re-exports: the names of `module` that carry; `all` for an SDK's own package. */
  readonly ofModule: (module: string) => ReadonlySet<string> | 'all';
}

const NOTHING: ReadonlySet<string> = new Set();

/** The names other files can import that may carry something of an SDK. `*` stands for the whole module object, `default` for a default export. */
export function carriedExports(facts: FileFacts, oracle: ImportOracle): ReadonlySet<string> | 'all' {
  const carried = new Set<string>();
  const look = createLookup(facts, oracle);
  if (facts.exportsModuleScope) {
    for (const binding of facts.scopes[0]?.bindings ?? []) if (look.name(0, binding.name)) carried.add(binding.name);
    for (const fact of facts.imports) {
      if (fact.names !== 'all') continue;
      const { star } = oracle.ofImport(fact);
      if (star === 'all') return 'all';
      for (const name of star) carried.add(name);
    }
  }
  for (const fact of facts.exports) {
    switch (fact.kind) {
      case 'local':
        if (look.name(0, fact.local)) carried.add(fact.name);
        break;
      case 'value':
        if (look.expr(fact.value)) carried.add(fact.name);
        break;
      case 'from': {
        const names = oracle.ofModule(fact.module);
        if (names === 'all' || names.has(fact.imported) || names.has('*') || (fact.imported === '*' && names.size > 0)) carried.add(fact.name);
        break;
      }
      case 'all': {
        const names = oracle.ofModule(fact.module);
        if (names === 'all') return 'all';
        for (const name of names) carried.add(name);
        break;
      }
    }
  }
  return carried;
}

interface Lookup {
  name(scope: number, name: string): boolean;
  expr(expr: Expr | null): boolean;
}

function createLookup(facts: FileFacts, oracle: ImportOracle): Lookup {
  /** What is known to count, and what did not count in this pass. */
  const yes = new Set<string>();
  const no = new Set<string>();
  /** Questions that are being answered. */
  const open = new Set<string>();
  let metCycle = false;
  const starNames = starImports(facts, oracle);
  return { name: (scope, name) => settle(() => nameCounts(scope, name)), expr: (expr) => settle(() => counts(expr)) };

  /**
   * A question inside its own answer counts as no. That may leave a wrong no behind (`f` returns `x`, and `x` is what `f` returns, or a client), so
   * passes are repeated while they find more: each is linear, and what counts only grows.
   */
  function settle(question: () => boolean): boolean {
    for (;;) {
      const before = yes.size;
      metCycle = false;
      const answer = question();
      if (!metCycle) return answer;
      no.clear();
      if (answer || yes.size === before) return answer;
    }
  }

  function once(key: string, answer: () => boolean): boolean {
    if (yes.has(key)) return true;
    if (no.has(key)) {
      metCycle ||= open.has(key);
      return false;
    }
    no.add(key);
    open.add(key);
    const result = answer();
    open.delete(key);
    if (result) {
      no.delete(key);
      yes.add(key);
    }
    return result;
  }

  function nameCounts(scope: number, name: string): boolean {
    return once(`name ${scope} ${name}`, () => {
      for (let at = scope; at >= 0; at = facts.scopes[at]!.parent) {
        const bindings = facts.scopes[at]!.bindings.filter((binding) => binding.name === name);
        if (bindings.length > 0) return bindings.some(bindingCounts) || mutationCounts((target) => target.kind === 'name' && target.name === name);
      }
      return starNames === 'all' || starNames.has(name);
    });
  }

  function bindingCounts(binding: Binding): boolean {
    const fact = binding.kind === 'import' ? facts.imports[binding.import] : undefined;
    if (fact !== undefined) return oracle.ofImport(fact).bound === 'counts';
    return counts(binding.value) || counts(binding.type);
  }

  function mutationCounts(matches: (target: Expr) => boolean): boolean {
    return facts.mutations.some((mutation) => matches(mutation.target) && counts(mutation.value));
  }

  function classCounts(index: number): boolean {
    return once(`class ${index}`, () => {
      const fact = facts.classes[index];
      if (fact === undefined) return false;
      return (
        fact.bases.some(counts) ||
        fact.attributes.some((attribute) => counts(attribute.value) || counts(attribute.type)) ||
        (facts.scopes[fact.scope]?.bindings ?? []).some(bindingCounts) ||
        mutationCounts((target) => target.kind === 'member' && target.object.kind === 'self' && target.object.class === index)
      );
    });
  }

  function functionCounts(index: number): boolean {
    return once(`function ${index}`, () => {
      const fact = facts.functions[index];
      return fact !== undefined && (fact.returns.some(counts) || counts(fact.returnType));
    });
  }

  function counts(expr: Expr | null): boolean {
    if (expr === null) return false;
    switch (expr.kind) {
      case 'name':
        return nameCounts(expr.scope, expr.name);
      case 'self':
        return classCounts(expr.class);
      case 'class':
        return classCounts(expr.class);
      case 'function':
        return functionCounts(expr.function);
      case 'parameter': {
        const parameter = facts.functions[expr.function]?.params[expr.index];
        return parameter !== undefined && (counts(parameter.type) || counts(parameter.default));
      }
      case 'member':
        return counts(expr.object);
      case 'index':
        return counts(expr.object) || counts(expr.index);
      case 'call':
        return counts(expr.callee) || expr.args.some((argument) => counts(argument.value));
      case 'list':
        return expr.items.some(counts);
      case 'spread':
        return counts(expr.value);
      case 'record':
        return expr.entries.some((entry) => counts(entry.value));
      case 'binary':
        return expr.operator !== 'compare' && expr.operator !== 'arithmetic' && (counts(expr.left) || counts(expr.right));
      case 'conditional':
        return counts(expr.whenTrue) || counts(expr.whenFalse);
      case 'choice':
        return expr.options.some(counts);
      case 'element':
        return counts(expr.of);
      case 'comprehension':
        return counts(expr.element) || counts(expr.source);
      case 'string':
      case 'template':
      case 'number':
      case 'boolean':
      case 'null':
      case 'opaque':
        return false;
    }
  }
}

function starImports(facts: FileFacts, oracle: ImportOracle): ReadonlySet<string> | 'all' {
  let names: Set<string> | undefined;
  for (const fact of facts.imports) {
    if (fact.names !== 'all') continue;
    const { star } = oracle.ofImport(fact);
    if (star === 'all') return 'all';
    names = new Set([...(names ?? []), ...star]);
  }
  return names ?? NOTHING;
}
