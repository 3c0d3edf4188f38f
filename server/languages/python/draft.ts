/** The facts of a file while its tree is walked: arrays to append to, and the place the walk is at. */
import type {
  AttributeAssignment, Binding, CallExpr, ClassFact, Expr, FunctionFact, ImportFact, Jump, Mutation, NameExpr, OpaqueExpr, Region, Scope,
} from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Draft {
  readonly text: string;
  readonly scopes: DraftScope[];
  readonly regions: Region[];
  readonly functions: DraftFunction[];
  readonly classes: DraftClass[];
  readonly calls: CallExpr[];
  readonly imports: ImportFact[];
  readonly mutations: Mutation[];
  readonly jumps: Jump[];
  /** By scope: the names that `global` or `nonlocal` give to another scope. Most scopes have none. */
  readonly outer: Map<number, Map<string, number>>;
}

/** Where the walk is. */
export interface Place {
  readonly scope: number;
  readonly region: number;
  /** The function around, or -1. */
  readonly function: number;
  readonly receiver: Receiver | null;
  /** Inside `if TYPE_CHECKING:`. */
  readonly use: 'value' | 'type';
}

/** What a method's first parameter stands for, under the name it has there. */
export interface Receiver {
  readonly name: string;
  readonly kind: 'object' | 'class';
  readonly class: number;
}

export interface DraftScope extends Scope {
  readonly bindings: Binding[];
}

export interface DraftFunction extends Mutable<FunctionFact> {
  returns: Expr[];
  yields?: Expr[];
  params: FunctionFact['params'][number][];
}

export interface DraftClass extends Mutable<ClassFact> {
  bases: Expr[];
  readonly attributes: AttributeAssignment[];
}

type BindingFields = Pick<Binding, 'kind'> & Partial<Pick<Binding, 'value' | 'type' | 'import' | 'operator'>>;

export const modulePlace: Place = { scope: 0, region: 0, function: -1, receiver: null, use: 'value' };

export function newDraft(text: string): Draft {
  const whole = { start: 0, end: text.length };
  return {
    text,
    scopes: [{ ...whole, parent: -1, kind: 'module', function: -1, class: -1, bindings: [] }],
    regions: [{ ...whole, parent: -1, kind: 'module' }],
    functions: [],
    classes: [],
    calls: [],
    imports: [],
    mutations: [],
    jumps: [],
    outer: new Map(),
  };
}

export function opaque(span: Span, what: string): OpaqueExpr {
  return { kind: 'opaque', what, start: span.start, end: span.end };
}

export function nameExpr(span: Span, name: string, scope: number): NameExpr {
  return { kind: 'name', name, scope, start: span.start, end: span.end };
}

export function addScope(
  draft: Draft, span: Span, parent: number, kind: Scope['kind'], owner: { readonly function?: number; readonly class?: number } = {},
): number {
  const { start, end } = span;
  return draft.scopes.push({ start, end, parent, kind, function: owner.function ?? -1, class: owner.class ?? -1, bindings: [] }) - 1;
}

export function addRegion(draft: Draft, region: Region): number {
  return draft.regions.push(region) - 1;
}

/** Binds a name in exactly this scope. `span` is that of the name. */
export function bindIn(draft: Draft, scope: number, name: string, span: Span, region: number, fields: BindingFields): void {
  if (name === '') return;
  const { kind, value = null, type = null, import: index = -1, operator = null } = fields;
  draft.scopes[scope]!.bindings.push({ name, kind, value, type, import: index, region, operator, start: span.start, end: span.end });
}

/** Binds a name where an assignment at this place binds it: in the function, class or module around, or where `global` or `nonlocal` say. */
export function bind(draft: Draft, place: Place, name: string, span: Span, fields: BindingFields): void {
  const scope = ownScope(draft, place.scope);
  bindIn(draft, draft.outer.get(scope)?.get(name) ?? scope, name, span, place.region, fields);
}

/** The function, class or module that a scope belongs to. Comprehensions have block scopes, which hold nothing but their own variables. */
export function ownScope(draft: Draft, scope: number): number {
  let index = scope;
  while (draft.scopes[index]!.kind === 'block') index = draft.scopes[index]!.parent;
  return index;
}

/** `global` and `nonlocal` bind their names elsewhere from here on; Python wants them before any use. */
export function declareOuter(draft: Draft, place: Place, names: readonly string[], form: 'global' | 'nonlocal'): void {
  const own = ownScope(draft, place.scope);
  let outer = draft.outer.get(own);
  if (outer === undefined) draft.outer.set(own, (outer = new Map()));
  for (const name of names) outer.set(name, form === 'global' ? 0 : enclosingScope(draft, draft.scopes[own]!.parent, name));
}

/** The nearest function around that binds a name; where none does yet, the nearest function. */
function enclosingScope(draft: Draft, from: number, name: string): number {
  let nearest = 0;
  for (let index = from; index > 0; index = draft.scopes[index]!.parent) {
    const scope = draft.scopes[index]!;
    if (scope.kind !== 'function') continue;
    if (scope.bindings.some((binding) => binding.name === name)) return index;
    if (nearest === 0) nearest = index;
  }
  return nearest;
}
