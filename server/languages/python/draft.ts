/** The facts of a Python file while its tree is walked, and the place the walk is at. */
import type { Span } from '../../core/model/text.ts';
import { newBinding, newCommonDraft, ownScope, type BindingFields, type CommonDraft } from '../draft.ts';

export interface Draft extends CommonDraft {
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

export const modulePlace: Place = { scope: 0, region: 0, function: -1, receiver: null, use: 'value' };

export function newDraft(text: string): Draft {
  return { ...newCommonDraft(text), outer: new Map() };
}

/** Binds a name in exactly this scope. `span` is that of the name. */
export function bindIn(draft: Draft, scope: number, name: string, span: Span, region: number, fields: BindingFields): void {
  if (name !== '') draft.scopes[scope]!.bindings.push(newBinding(name, span, region, fields));
}

/** Binds a name where an assignment at this place binds it: in the function, class or module around, or where `global` or `nonlocal` say. Comprehensions have block scopes, which hold nothing but their own variables. */
export function bind(draft: Draft, place: Place, name: string, span: Span, fields: BindingFields): void {
  const scope = ownScope(draft, place.scope);
  bindIn(draft, draft.outer.get(scope)?.get(name) ?? scope, name, span, place.region, fields);
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
