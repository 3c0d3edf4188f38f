/** Walks over expressions, and names in them. */
import type { CallExpr, Expr, MemberExpr, NameExpr } from '../../model/facts.ts';

/** Calls `visit` for an expression and everything inside it, calls' arguments included; nested functions are not entered. */
export function walk(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walk(child, visit);
}

/** Calls `visit` for each name in an expression that is read there without being called: what bears it may be called by whoever gets it. */
export function walkHandedOut(expr: Expr, visit: (name: string) => void): void {
  if (expr.kind === 'name') return visit(expr.name);
  for (const part of childrenOf(expr)) if (expr.kind !== 'call' || part !== expr.callee || part.kind !== 'name') walkHandedOut(part, visit);
}

/** Calls `visit` for each name and member that an expression reads without calling it or asking for a member of it. */
export function walkRead(expr: Expr, visit: (read: NameExpr | MemberExpr) => void): void {
  if (expr.kind === 'name' || expr.kind === 'member') visit(expr);
  const passedOver = expr.kind === 'call' ? expr.callee : expr.kind === 'member' ? expr.object : null;
  for (const part of childrenOf(expr)) {
    if (part === passedOver) walkObjects(part, visit);
    else walkRead(part, visit);
  }
}

/** The same of what is only called, or asked for a member. */
function walkObjects(expr: Expr, visit: (read: NameExpr | MemberExpr) => void): void {
  if (expr.kind === 'member') walkObjects(expr.object, visit);
  else if (expr.kind !== 'name') walkRead(expr, visit);
}

/** What holds values that are kept, changed, given back or passed on, in a file or a part of it. */
export interface Holders {
  readonly bindings: Iterable<{ readonly value: Expr | null }>;
  readonly attributes: readonly { readonly value: Expr | null }[];
  readonly mutations: readonly { readonly value: Expr | null }[];
  readonly calls: readonly CallExpr[];
  readonly functions: readonly { readonly returns: readonly Expr[] }[];
}

/** Calls `visit` for each value that they hold. */
export function visitHeld({ bindings, attributes, mutations, calls, functions }: Holders, visit: (value: Expr) => void): void {
  const look = ({ value }: { readonly value: Expr | null }): void => {
    if (value !== null) visit(value);
  };
  for (const binding of bindings) look(binding);
  attributes.forEach(look);
  mutations.forEach(look);
  for (const { args } of calls) args.forEach(look);
  for (const { returns } of functions) returns.forEach(visit);
}

/** The names in a file, or a part of it, that are read without being called: `return ask`, `app.post("/", ask)`. */
export function namesHandedOut(holders: Holders): ReadonlySet<string> {
  const names = new Set<string>();
  visitHeld(holders, (value) => walkHandedOut(value, (name) => names.add(name)));
  return names;
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'template':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'member':
      return [expr.object];
    case 'index':
      return [expr.object, expr.index, ...(expr.others ?? [])];
    case 'call':
      return [expr.callee, ...expr.args.map((argument) => argument.value)];
    case 'list':
      return expr.items;
    case 'spread':
      return [expr.value];
    case 'record':
      return expr.entries.map((entry) => entry.value);
    case 'binary':
      return [expr.left, expr.right];
    case 'conditional':
      return [expr.test, expr.whenTrue, expr.whenFalse];
    case 'choice':
      return expr.options;
    case 'element':
    case 'typeof':
      return [expr.of];
    case 'typed':
      return [expr.value];
    case 'comprehension':
      return [expr.element, ...(expr.key === undefined ? [] : [expr.key]), expr.source, ...(expr.clauses ?? []).flatMap(({ over, conditions }, i) => [...(i === 0 ? [] : [over]), ...conditions]), ...(expr.part === undefined ? [] : [expr.part.from, expr.part.to].filter((end) => end !== null))];
    default:
      return [];
  }
}

/** The last name of a dotted path: `create` for `client.create`; null for anything else. */
export function lastName(expr: Expr): string | null {
  return expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : null;
}

/** The same, also of what a call calls: `sleep` for `asyncio.sleep(…)`, `create` for `new Client().create`. */
export function lastCalled(expr: Expr): string | null {
  return expr.kind === 'call' ? lastCalled(expr.callee) : lastName(expr);
}

/** `a.b.c` for a chain of members on a name, else null. */
export function dottedName(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind !== 'member') return null;
  const object = dottedName(expr.object);
  return object === null ? null : `${object}.${expr.property}`;
}
