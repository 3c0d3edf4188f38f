/** What gives a name a value, and what changes a value that has a name: assignments, `del`, the methods that change lists and records in place. */
import type { Binding, CallExpr, Expr, MemberExpr, Mutation } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addMutation, binary, isReference } from '../draft.ts';
import { bind, bindIn } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import type * as syntax from './syntax.ts';
import { expression } from './values.ts';

/** What stands left of an assignment. Its parts are walked before the right side, as they are in the source. */
export type Target =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'attribute'; readonly name: string; readonly class: number; readonly object: Expr; readonly span: Span }
  | { readonly kind: 'entry'; readonly object: Expr; readonly key: Expr | null; readonly span: Span }
  | { readonly kind: 'sequence'; readonly items: readonly Target[]; readonly span: Span }
  | { readonly kind: 'rest'; readonly of: Target; readonly span: Span }
  | { readonly kind: 'none'; readonly span: Span };

export function targetOf(draft: Draft, node: syntax.Expression, place: Place): Target {
  const span = { start: node.start, end: node.end };
  switch (node.kind) {
    case 'name':
      return { kind: 'name', name: node.name, span };
    case 'attribute': {
      const object = expression(draft, node.value, place);
      const isReceiver = object.kind === 'class' || (node.value.kind === 'name' && object.kind === 'self');
      if (isReceiver) return { kind: 'attribute', name: node.name, class: object.class, object, span };
      return { kind: 'entry', object, key: { kind: 'string', value: node.name, start: node.nameStart, end: node.end }, span };
    }
    case 'subscript': {
      const object = expression(draft, node.value, place);
      const key = expression(draft, node.index, place);
      return { kind: 'entry', object, key: node.index.kind === 'slice' ? null : key, span };
    }
    case 'tuple':
    case 'list':
      return { kind: 'sequence', items: node.elements.map((element) => targetOf(draft, element, place)), span };
    case 'starred':
      return { kind: 'rest', of: targetOf(draft, node.value, place), span };
    default:
      expression(draft, node, place);
      return { kind: 'none', span };
  }
}

/** The name that a function without one gets from its target. */
export function nameOfTarget(target: Target): string | null {
  if (target.kind === 'name' || target.kind === 'attribute') return target.name;
  return target.kind === 'entry' && target.key?.kind === 'string' ? target.key.value : null;
}

/** Records `target = value` of a statement. `operator` is that of an augmented assignment, or empty. */
export function assign(draft: Draft, target: Target, value: Expr, type: Expr | null, operator: string, statement: Span, place: Place): void {
  const { span } = target;
  switch (target.kind) {
    case 'name':
      if (operator === '') bind(draft, place, target.name, span, { kind: 'variable', value, type });
      else bind(draft, place, target.name, span, { kind: 'augmented', value, operator: augmentedOperators[operator] ?? 'other' });
      return;
    case 'attribute': {
      const before: MemberExpr = { kind: 'member', object: target.object, property: target.name, ...span };
      draft.classes[target.class]!.attributes.push({
        name: target.name, value: combine(operator, before, value, statement), type, function: place.function, region: place.region, ...span,
      });
      return;
    }
    case 'entry': {
      const { object, key } = target;
      const before: Expr | null = key && { kind: 'index', object, index: key, ...span };
      const changed = before === null ? value : combine(operator, before, value, statement);
      addMutation(draft, { target: object, operation: 'set', key, value: changed, start: statement.start, end: statement.end }, place);
      return;
    }
    case 'sequence':
      target.items.forEach((item, index) => assign(draft, item, itemOf(value, index, target), null, '', statement, place));
      return;
    case 'rest':
      assign(draft, target.of, value, null, '', statement, place);
      return;
    case 'none':
      return;
  }
}

const augmentedOperators: Readonly<Record<string, NonNullable<Binding['operator']>>> = { '+': 'add', '|': 'merge' };

/** `x += y` as `x + y`, for targets whose facts have no operator of their own. */
function combine(operator: string, before: Expr, value: Expr, span: Span): Expr {
  if (operator === '') return value;
  return binary(span, operator === '+' ? 'add' : operator === '|' ? 'merge' : operator === '%' ? 'format' : 'arithmetic', operator, before, value);
}

/** The part of a value that an item of `a, b = value` gets: the written item where the value is written out, else an index of it. */
function itemOf(value: Expr, index: number, target: Target & { kind: 'sequence' }): Expr {
  const { span } = target.items[index]!;
  const isPlain = target.items.every((item) => item.kind !== 'rest');
  if (isPlain && value.kind === 'list' && value.items.length === target.items.length && value.items.every((item) => item.kind !== 'spread')) return value.items[index]!;
  if (!isPlain && target.items.slice(0, index).some((item) => item.kind === 'rest')) return { kind: 'element', of: value, ...span };
  // A rest gets what is left, of which no end is known where names stand behind it.
  if (target.items[index]!.kind === 'rest') {
    const from: Expr = { kind: 'number', value: index, start: span.start, end: span.start };
    return index < target.items.length - 1 ? { kind: 'element', of: value, ...span } : { kind: 'comprehension', form: 'list', element: { kind: 'element', of: value, ...span }, source: value, part: { from, to: null }, ...span };
  }
  return { kind: 'index', object: value, index: { kind: 'number', value: index, start: span.start, end: span.start }, ...span };
}

/**
 * Binds what a loop assigns: elements of `over`. `scope` is a comprehension's own, or -1 for a statement. The second of two targets over
 * `enumerate(x)` is an element of x.
 */
export function bindTarget(draft: Draft, node: syntax.Expression, over: Expr, place: Place, scope: number): void {
  const target = targetOf(draft, node, place);
  const counted = enumerated(over);
  if (target.kind === 'sequence' && target.items.length === 2 && counted !== null) {
    const [counter, item] = target.items;
    bindLoop(draft, counter!, { kind: 'element', of: over, ...counter!.span }, place, scope);
    bindLoop(draft, item!, { kind: 'element', of: counted, ...item!.span }, place, scope);
  } else bindLoop(draft, target, { kind: 'element', of: over, ...target.span }, place, scope);
}

function bindLoop(draft: Draft, target: Target, value: Expr, place: Place, scope: number): void {
  if (target.kind === 'name') {
    if (scope >= 0) bindIn(draft, scope, target.name, target.span, place.region, { kind: 'loop', value });
    else bind(draft, place, target.name, target.span, { kind: 'loop', value });
  } else if (target.kind === 'sequence') {
    target.items.forEach((item, index) => bindLoop(draft, item, itemOf(value, index, target), place, scope));
  } else if (target.kind === 'rest') bindLoop(draft, target.of, value, place, scope);
  else assign(draft, target, value, null, '', target.span, place);
}

function enumerated(over: Expr): Expr | null {
  if (over.kind !== 'call' || over.callee.kind !== 'name' || over.callee.name !== 'enumerate') return null;
  const [first] = over.args;
  return first?.kind === 'positional' ? first.value : null;
}

/** `del t[k]`, `del t.k`. `del name` ends a name, which says nothing about its value. */
export function removal(draft: Draft, node: syntax.Expression, statement: Span, place: Place): void {
  if (node.kind === 'tuple' || node.kind === 'list') {
    for (const element of node.elements) removal(draft, element, statement, place);
    return;
  }
  const target = targetOf(draft, node, place);
  if (target.kind !== 'entry') return;
  addMutation(draft, { target: target.object, operation: 'remove', key: target.key, value: null, start: statement.start, end: statement.end }, place);
}

/** Methods that change what they are called on. */
export function callMutations(draft: Draft, call: CallExpr, place: Place): void {
  const { callee, args, start, end } = call;
  if (callee.kind === 'name' && callee.name === 'print') printed(draft, call, place);
  if (callee.kind !== 'member') return;
  const operation = changingMethods.get(callee.property);
  if (operation === undefined || !isReference(callee.object)) return;
  const add = (change: Pick<Mutation, 'operation' | 'key' | 'value'>): void => addMutation(draft, { ...change, target: callee.object, start, end }, place);
  const [first, second] = args;
  switch (operation) {
    case 'append':
    case 'extend':
      if (first) add({ operation, key: null, value: first.value });
      return;
    case 'insert':
      if (callee.property === 'appendleft') add({ operation, key: null, value: first?.value ?? null });
      else add({ operation, key: null, value: second?.value ?? null });
      return;
    case 'remove':
      add({ operation, key: callee.property === 'pop' ? (first?.value ?? null) : null, value: null });
      return;
    case 'set':
      if (first?.kind === 'positional' && first.value.kind === 'string' && second !== undefined && args.length === 2) add({ operation, key: first.value, value: second.value });
      return;
    case 'default':
      if (first) add({ operation, key: first.value, value: second?.value ?? { kind: 'null', start: first.end, end: first.end } });
      return;
    default:
      for (const argument of args) {
        const { value } = argument;
        if (argument.kind === 'named') add({ operation: 'set', key: { kind: 'string', value: argument.name, start: argument.start, end: argument.start + argument.name.length }, value });
        else add({ operation: 'merge', key: null, value });
      }
  }
}

/** `print("…", file=buffer)` writes a line. */
function printed(draft: Draft, { args, start, end }: CallExpr, place: Place): void {
  const file = args.find((argument) => argument.kind === 'named' && argument.name === 'file')?.value;
  if (file === undefined || !isReference(file)) return;
  const texts = args.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
  const isPlain = args.length === texts.length + 1;
  addMutation(draft, { target: file, operation: 'append', key: null, value: isPlain ? { kind: 'template', parts: [...texts.flatMap((text, i) => (i === 0 ? [text] : [' ', text])), '\n'], start, end } : null, start, end }, place);
}

const changingMethods = new Map<string, Mutation['operation']>([
  ['append', 'append'],
  ['add', 'append'],
  ['extend', 'extend'],
  ['write', 'append'],
  ['writelines', 'extend'],
  ['insert', 'insert'],
  ['appendleft', 'insert'],
  ['update', 'merge'],
  ['setdefault', 'default'],
  ['set', 'set'],
  ['pop', 'remove'],
  ['popitem', 'remove'],
  ['popleft', 'remove'],
  ['remove', 'remove'],
  ['discard', 'remove'],
  ['clear', 'remove'],
]);
