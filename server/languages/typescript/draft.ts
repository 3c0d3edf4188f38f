/** The facts of a file while its tree is walked, and the place the walk is at. */
import type { Binding, ExportFact, ModuleStatement, NameExpr } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { nameExpr, newBinding, newCommonDraft, type BindingFields, type CommonDraft, type DraftScope } from '../draft.ts';
import { startOf } from './parser.ts';
import type { JSDocTag, Node, NodeArray } from './parser.ts';

export interface Draft extends CommonDraft {
  readonly exports: ExportFact[];
  readonly statements: ModuleStatement[];
  /** Assignments to names, whose scope is known only when every declaration was seen: `var` and functions are hoisted. Inline imports, too. */
  readonly assignments: { readonly scope: number; readonly binding: Binding }[];
  /** The module's statements that end where the next declaration begins, though brackets are open in them. */
  readonly cut: ReadonlySet<Node>;
  /** Names of types. They live in a namespace of their own, and count only where no value has the name. */
  readonly typeNames: { readonly scope: number; readonly binding: Binding }[];
  /** Modules that an expression imports (`require('m')`, `import('m')`), by the name that stands for the module. */
  readonly inlineImports: Set<string>;
  /** The tags of comments that speak of a node though they stand before another one around it; null where comments were not parsed. */
  readonly docs: Map<Node, readonly JSDocTag[]> | null;
  /** Statements of the module that an unclosed bracket drew into a function; it ends at `cut`. */
  drawnIn: { readonly nodes: readonly Node[]; readonly cut: number } | null;
}

/** Where the walk is. */
export interface Place {
  readonly scope: number;
  readonly region: number;
  /** The function around, or -1. */
  readonly function: number;
  /** The class that `this` is an object of, or -1. */
  readonly self: number;
  /** The name of the object literal that `this` is, where it has one and is of no class. */
  readonly object?: string | undefined;
  /** The name of the object literal whose entries are walked. */
  readonly literal?: string | undefined;
  /** What a `break` without label leaves. */
  readonly breaks: 'loop' | 'switch';
}

export function newDraft(text: string, cut: Draft['cut'], docs: Draft['docs'] = null): Draft {
  return { ...newCommonDraft(text), cut, exports: [], statements: [], assignments: [], typeNames: [], inlineImports: new Set(), docs, drawnIn: null };
}

export const modulePlace: Place = { scope: 0, region: 0, function: -1, self: -1, breaks: 'loop' };

/** Puts what could not be placed during the walk into its scope: names of types, then assignments. Bindings end up in source order. */
export function settle(draft: Draft): void {
  if (draft.typeNames.length === 0 && draft.assignments.length === 0) return;
  const known: Set<string>[] = [];
  const declares = (index: number, name: string): boolean => {
    const scope = draft.scopes[index]!;
    if (scope.kind === 'class') return false;
    return (known[index] ??= new Set(scope.bindings.map((binding) => binding.name))).has(name);
  };
  const touched = new Set<DraftScope>();
  const add = (scope: DraftScope, binding: Binding): void => {
    scope.bindings.push(binding);
    touched.add(scope);
  };
  for (const { scope, binding } of draft.typeNames) {
    if (!declares(scope, binding.name)) add(draft.scopes[scope]!, binding);
  }
  for (const { scope, binding } of draft.assignments) {
    let index = scope;
    while (index > 0 && !declares(index, binding.name)) index = draft.scopes[index]!.parent;
    add(draft.scopes[index]!, binding);
  }
  for (const { bindings } of touched) bindings.sort((a, b) => a.start - b.start);
}

export function spanOf(draft: Draft, node: Node): Span {
  return { start: startOf(draft.text, node), end: node.end };
}

/** Offset of the comma after the last of some nodes, or -1. */
export function trailingCommaOf(nodes: NodeArray<Node>): number {
  return nodes.hasTrailingComma ? nodes.end - 1 : -1;
}

/** `node` is the name. */
export function bindingAt(draft: Draft, node: Node, name: string, region: number, fields: BindingFields): Binding {
  return newBinding(name, spanOf(draft, node), region, fields);
}

/** Binds a name in a scope. `node` is the name. */
export function bind(draft: Draft, scope: number, node: Node, name: string, region: number, fields: BindingFields): void {
  if (name !== '') draft.scopes[scope]!.bindings.push(bindingAt(draft, node, name, region, fields));
}

/**
 * A name that stands for a module imported by an expression, bound in the module's scope. So `require('m').x` is a member of an imported
 * module like any other, and nothing downstream has to know about `require`.
 */
export function inlineImport(draft: Draft, span: Span, module: string, use: 'value' | 'type'): NameExpr {
  const name = `import(${JSON.stringify(module)})`;
  if (!draft.inlineImports.has(name)) {
    draft.inlineImports.add(name);
    const index = draft.imports.push({ module, name: '*', names: 'one', typeOnly: use === 'type', start: span.start, end: span.end }) - 1;
    draft.assignments.push({ scope: 0, binding: { name, kind: 'import', value: null, type: null, import: index, region: 0, operator: null, start: span.start, end: span.end } });
  }
  return nameExpr(span, name, 0);
}
