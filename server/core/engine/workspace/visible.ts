/**
 * A file's visible interface: what other files can learn from it. Two versions of a file with the same key tell the same to everybody else, so an
 * edit inside a function that returns nothing of interest leaves the analyses of other files valid.
 */
import type { Expr, FileFacts } from '../../model/facts.ts';
import { createHash, type Hash } from '../../model/hash.ts';

/** A key of everything another file can see; offsets do not count. */
export function visibleKey(facts: FileFacts): string {
  const hash = createHash();
  const names = new Map<number, Set<string>>();
  const write = (value: unknown): void => writeValue(value, hash, (scope, name) => note(names, scope, name));

  write(facts.exports);
  write(facts.imports);
  write(facts.exportsModuleScope);
  for (const binding of facts.scopes[0]?.bindings ?? []) write([binding.name, binding.kind, binding.value, binding.type, binding.operator]);
  for (const cls of facts.classes) {
    write([cls.name, cls.bases, cls.interfaces ?? null, cls.decorators, cls.doc ?? null, cls.attributes.map((attribute) => [attribute.name, attribute.value, attribute.type, attribute.function])]);
    for (const binding of facts.scopes[cls.scope]?.bindings ?? []) write([binding.name, binding.kind, binding.value, binding.type]);
  }
  for (const fn of facts.functions) write([fn.name, fn.role, fn.class, fn.params, fn.returns, fn.yields ?? null, fn.returnType, fn.said ?? null, fn.declared ?? null, fn.decorators, fn.async, fn.doc ?? null]);
  // What a returned value is made of: the locals that the returned expressions name, and theirs in turn.
  for (const [scope, wanted] of names) {
    if (scope === 0) continue;
    for (const binding of facts.scopes[scope]?.bindings ?? []) if (wanted.has(binding.name)) write([scope, binding.name, binding.kind, binding.value, binding.type, binding.operator]);
  }
  // Changes of lists and records decide what a name is worth, and whether a function changes what it is given.
  for (const mutation of facts.mutations) write([mutation.operation, rootName(mutation.target), mutation.key, facts.scopes[mutation.scope]?.kind === 'module' ? mutation.value : null, mutation.scope]);
  return hash.digest();
}

function note(names: Map<number, Set<string>>, scope: number, name: string): void {
  const known = names.get(scope);
  if (known === undefined) names.set(scope, new Set([name]));
  else known.add(name);
}

const OFFSETS = new Set(['start', 'end', 'open', 'close', 'trailingComma', 'region']);

function writeValue(value: unknown, hash: Hash, named: (scope: number, name: string) => void): void {
  if (value === null || typeof value !== 'object') {
    hash.add(typeof value === 'string' ? `"${value}"` : String(value));
    return;
  }
  if (Array.isArray(value)) {
    hash.add('[');
    for (const item of value) writeValue(item, hash, named);
    hash.add(']');
    return;
  }
  const expr = value as Partial<Extract<Expr, { readonly kind: 'name' }>>;
  if (expr.kind === 'name' && typeof expr.scope === 'number' && typeof expr.name === 'string') named(expr.scope, expr.name);
  hash.add('{');
  for (const key in value) {
    if (OFFSETS.has(key)) continue;
    hash.add(key);
    writeValue((value as Record<string, unknown>)[key], hash, named);
  }
  hash.add('}');
}

function rootName(expr: Expr): string {
  let at = expr;
  while (at.kind === 'member' || at.kind === 'index') at = at.object;
  return at.kind === 'name' ? at.name : at.kind;
}
