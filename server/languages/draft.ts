/** What the drafts of all languages share: the facts of a file while its tree is walked, as arrays to append to. */
import type { AttributeAssignment, BinaryExpr, Binding, CallExpr, ClassFact, Expr, FunctionFact, ImportFact, Jump, Mutation, NameExpr, OpaqueExpr, Region, Scope } from '../core/model/facts.ts';
import type { Span } from '../core/model/text.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface CommonDraft {
  readonly text: string;
  readonly scopes: DraftScope[];
  readonly regions: Region[];
  readonly functions: DraftFunction[];
  readonly classes: DraftClass[];
  readonly calls: CallExpr[];
  readonly imports: ImportFact[];
  readonly mutations: Mutation[];
  readonly jumps: Jump[];
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

/** What a binding says beside its name and place. */
export type BindingFields = Pick<Binding, 'kind'> & Partial<Pick<Binding, 'value' | 'type' | 'import' | 'operator'>>;

export function newCommonDraft(text: string): CommonDraft {
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
  };
}

export function opaque(span: Span, what: string): OpaqueExpr {
  return { kind: 'opaque', what, start: span.start, end: span.end };
}

export function nameExpr(span: Span, name: string, scope: number): NameExpr {
  return { kind: 'name', name, scope, start: span.start, end: span.end };
}

export function binary(span: Span, operator: BinaryExpr['operator'], text: string, left: Expr, right: Expr): BinaryExpr {
  return { kind: 'binary', operator, text, left, right, start: span.start, end: span.end };
}

/** Whether a change of this can be seen through a name. */
export function isReference(expr: Expr): boolean {
  return expr.kind === 'name' || expr.kind === 'self' || ((expr.kind === 'member' || expr.kind === 'index') && isReference(expr.object));
}

/** Where the walk of a tree is, as far as facts name it. */
interface Here {
  readonly scope: number;
  readonly region: number;
}

export function addMutation(draft: CommonDraft, mutation: Omit<Mutation, 'scope' | 'region'>, { scope, region }: Here): void {
  draft.mutations.push({ ...mutation, scope, region });
}

export function addJump(draft: CommonDraft, { start, end }: Span, kind: Jump['kind'], value: Expr | null, { region }: Here): void {
  draft.jumps.push({ kind, value, region, start, end });
}

/** A region without what every region has. */
export type RegionKind = Region extends infer R ? (R extends Region ? Omit<R, 'start' | 'end' | 'parent'> : never) : never;

export function addScope(draft: CommonDraft, span: Span, parent: number, kind: Scope['kind'], owner: { readonly function?: number; readonly class?: number } = {}): number {
  const { start, end } = span;
  return draft.scopes.push({ start, end, parent, kind, function: owner.function ?? -1, class: owner.class ?? -1, bindings: [] }) - 1;
}

export function addRegion(draft: CommonDraft, region: Region): number {
  return draft.regions.push(region) - 1;
}

/** @param span of the name */
export function newBinding(name: string, span: Span, region: number, { kind, value = null, type = null, import: index = -1, operator = null }: BindingFields): Binding {
  return { name, kind, value, type, import: index, region, operator, start: span.start, end: span.end };
}

/** The function, class or module that a scope belongs to: a block is none of its own. */
export function ownScope(draft: CommonDraft, scope: number): number {
  let index = scope;
  while (draft.scopes[index]!.kind === 'block') index = draft.scopes[index]!.parent;
  return index;
}
