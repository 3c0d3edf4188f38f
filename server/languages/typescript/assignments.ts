/** What changes a value that already has a name: assignments, `++`, `delete`, and the methods that change lists and records in place. */
import type ts from 'typescript';
import type { Binding, CallExpr, Expr, MemberExpr, Mutation } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addMutation, binary, isReference, opaque } from '../draft.ts';
import { destructure } from './declarations.ts';
import { bindingAt, spanOf } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { expression, literalKey, namedExpression, unwrap } from './expressions.ts';
import { passOnTags, taggedType } from './jsdoc.ts';
import {
  idText,
  isArrayLiteralExpression,
  isBinaryExpression,
  isComputedPropertyName,
  isElementAccessExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  startOf,
  SyntaxKind,
} from './parser.ts';
import { typeExpression } from './types.ts';

/** What stands left of an assignment. Its parts are walked before the right side, as they are in the source. */
type Target =
  | { readonly kind: 'name'; readonly node: ts.Identifier }
  | { readonly kind: 'attribute'; readonly name: string; readonly object: Expr & { kind: 'self' }; readonly span: Span }
  | { readonly kind: 'export'; readonly name: string }
  | { readonly kind: 'entry'; readonly object: Expr; readonly key: Expr; readonly span: Span }
  | { readonly kind: 'pattern'; readonly node: ts.Node };

/** Records an assignment; the value of the expression is its right side. */
export function assignment(draft: Draft, node: ts.BinaryExpression, place: Place): Expr {
  const target = targetOf(draft, unwrap(node.left), place);
  passOnTags(draft, node, unwrap(node.right));
  const value = namedExpression(draft, node.right, place, nameOf(target));
  const text = draft.text.slice(startOf(draft.text, node.operatorToken), node.operatorToken.end);
  assign(draft, target, value, text.slice(0, -1), spanOf(draft, node), place, typeExpression(draft, taggedType(draft, node), place));
  return value;
}

/** Records what a loop assigns to something that exists already: `for (x of xs)`. */
export function assignTo(draft: Draft, node: ts.Node, value: Expr, place: Place): void {
  assign(draft, targetOf(draft, unwrap(node), place), value, '', spanOf(draft, node), place);
}

/** `x++` and its like: a step of one. */
export function increment(draft: Draft, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, place: Place): Expr {
  const span = spanOf(draft, node);
  const one: Expr = { kind: 'number', value: 1, start: span.end, end: span.end };
  assign(draft, targetOf(draft, unwrap(node.operand), place), one, node.operator === SyntaxKind.PlusPlusToken ? '+' : '-', span, place);
  return opaque(span, 'a counter');
}

/** `delete t.k`. */
export function removal(draft: Draft, node: ts.DeleteExpression, place: Place): void {
  const target = targetOf(draft, unwrap(node.expression), place);
  if (target.kind === 'entry') addMutation(draft, { target: target.object, operation: 'remove', key: target.key, value: null, start: startOf(draft.text, node), end: node.end }, place);
}

/** Methods that change what they are called on, `Object.assign`, and what sets a member or an entry by its name: `map.set(key, value)`, `app.decorate(name, value)`. */
export function callMutations(draft: Draft, call: CallExpr, place: Place): void {
  const { callee, args } = call;
  if (callee.kind !== 'member') return;
  if (callee.property === 'assign' && callee.object.kind === 'name' && callee.object.name === 'Object') {
    const [target, ...sources] = args;
    if (!target || !isReference(target.value)) return;
    for (const { value } of sources) addMutation(draft, { target: target.value, operation: 'merge', key: null, value, start: call.start, end: call.end }, place);
    return;
  }
  if ((callee.property === 'set' || callee.property === 'decorate') && args.length === 2 && args[0]!.kind === 'positional' && isReference(callee.object)) {
    addMutation(draft, { target: callee.object, operation: 'set', key: args[0]!.value, value: args[1]!.value, start: call.start, end: call.end }, place);
    return;
  }
  const operation = changingMethods.get(callee.property);
  if (!operation || !isReference(callee.object)) return;
  const change = { target: callee.object, key: null, start: call.start, end: call.end };
  if (operation === 'remove') addMutation(draft, { ...change, operation, value: null }, place);
  else for (const { kind, value } of args) addMutation(draft, { ...change, operation: kind === 'spread' ? 'extend' : operation, value }, place);
}

const changingMethods = new Map<string, Mutation['operation']>([
  ['push', 'append'],
  ['add', 'append'],
  ['unshift', 'insert'],
  ['pop', 'remove'],
  ['shift', 'remove'],
  ['splice', 'remove'],
  ['clear', 'remove'],
]);

/** @param type what a comment says of an attribute */
function assign(draft: Draft, target: Target, value: Expr, operator: string, span: Span, place: Place, type: Expr | null = null): void {
  switch (target.kind) {
    case 'name': {
      const fields = operator === '' ? ({ kind: 'variable', value } as const) : ({ kind: 'augmented', value, operator: augmentedOperator(operator) } as const);
      draft.assignments.push({ scope: place.scope, binding: bindingAt(draft, target.node, idText(target.node), place.region, fields) });
      return;
    }
    case 'attribute': {
      const before: MemberExpr = { kind: 'member', object: target.object, property: target.name, start: target.span.start, end: target.span.end };
      draft.classes[target.object.class]!.attributes.push({
        name: target.name,
        value: combine(operator, before, value, span),
        type,
        function: place.function,
        region: place.region,
        start: target.span.start, end: target.span.end,
      });
      return;
    }
    case 'export':
      draft.exports.push({ kind: 'value', name: target.name, value });
      return;
    case 'entry': {
      const { object, key } = target;
      const isDefault = operator === '??' || operator === '||';
      const before: Expr = { kind: 'index', object, index: key, start: target.span.start, end: target.span.end };
      addMutation(draft, { target: object, operation: isDefault ? 'default' : 'set', key, value: isDefault ? value : combine(operator, before, value, span), start: span.start, end: span.end }, place);
      return;
    }
    case 'pattern':
      assignPattern(draft, target.node, value, place);
  }
}

/** `x += y` as `x + y`, for targets whose facts have no operator of their own. */
function combine(operator: string, before: Expr, value: Expr, span: Span): Expr {
  if (operator === '') return value;
  const kinds = { '+': 'add', '??': 'nullish', '||': 'or', '&&': 'and' } as const;
  return binary(span, kinds[operator as keyof typeof kinds] ?? 'arithmetic', operator, before, value);
}

function augmentedOperator(operator: string): NonNullable<Binding['operator']> {
  return operator === '+' ? 'add' : operator === '??' ? 'nullish' : operator === '||' ? 'or' : 'other';
}

function targetOf(draft: Draft, node: ts.Node, place: Place): Target {
  if (isIdentifier(node)) return { kind: 'name', node };
  if (isArrayLiteralExpression(node) || isObjectLiteralExpression(node)) return { kind: 'pattern', node };
  const exported = exportedName(node);
  if (exported !== null) return { kind: 'export', name: exported };
  const span = spanOf(draft, node);
  if (isPropertyAccessExpression(node)) {
    const object = expression(draft, node.expression, place);
    const name = idText(node.name);
    if (object.kind === 'self') return { kind: 'attribute', name, object, span };
    return { kind: 'entry', object, key: { kind: 'string', value: name, start: startOf(draft.text, node.name), end: node.name.end }, span };
  }
  if (isElementAccessExpression(node)) {
    return { kind: 'entry', object: expression(draft, node.expression, place), key: expression(draft, node.argumentExpression, place), span };
  }
  expression(draft, node, place);
  return { kind: 'pattern', node };
}

/** `x` for `exports.x` and `module.exports.x`, `*` for `module.exports`. */
function exportedName(node: ts.Node): string | null {
  if (!isPropertyAccessExpression(node)) return null;
  const name = idText(node.name);
  if (isIdentifier(node.expression)) {
    const object = idText(node.expression);
    return object === 'exports' ? name : object === 'module' && name === 'exports' ? '*' : null;
  }
  return exportedName(node.expression) === '*' ? name : null;
}

/** `exports` or `module.exports`, where the file sets what it exports that way. */
export function isExports(draft: Draft, node: ts.Node): boolean {
  const names = isIdentifier(node) ? idText(node) === 'exports' : exportedName(node) === '*';
  return names && /\bexports(?:\.\w+)?\s*=[^=]/.test(draft.text);
}

/** `[a, b] = value`, `({ a, b: c = 1 } = value)`. Other shapes name nothing. */
function assignPattern(draft: Draft, node: ts.Node, value: Expr, place: Place): void {
  const span = spanOf(draft, node);
  const bindPart = (part: ts.Node, of: Expr): void => {
    const inner = unwrap(part);
    if (isBinaryExpression(inner) && inner.operatorToken.kind === SyntaxKind.EqualsToken) {
      const fallback = expression(draft, inner.right, place);
      assign(draft, targetOf(draft, unwrap(inner.left), place), binary(spanOf(draft, inner), 'nullish', '=', of, fallback), '', spanOf(draft, inner), place);
    } else {
      assign(draft, targetOf(draft, inner, place), of, '', spanOf(draft, inner), place);
    }
  };
  if (isArrayLiteralExpression(node)) {
    node.elements.forEach((element, index) => {
      if (isSpreadElement(element)) bindPart(element.expression, destructure.itemsFrom(value, index, spanOf(draft, element)));
      else if (!isOmittedExpression(element)) bindPart(element, destructure.item(value, index, spanOf(draft, element)));
    });
  } else if (isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (isSpreadAssignment(property)) bindPart(property.expression, destructure.rest(value, spanOf(draft, property)));
      else if (isShorthandPropertyAssignment(property)) {
        const part = destructure.member(value, idText(property.name), spanOf(draft, property.name));
        const fallback = property.objectAssignmentInitializer && expression(draft, property.objectAssignmentInitializer, place);
        assign(draft, { kind: 'name', node: property.name }, fallback ? binary(span, 'nullish', '=', part, fallback) : part, '', span, place);
      } else if (isPropertyAssignment(property)) {
        const key = literalKey(property.name);
        const keySpan = spanOf(draft, property.name);
        if (key !== null) bindPart(property.initializer, destructure.member(value, key, keySpan));
        else if (isComputedPropertyName(property.name)) {
          bindPart(property.initializer, { kind: 'index', object: value, index: expression(draft, property.name.expression, place), start: keySpan.start, end: keySpan.end });
        }
      }
    }
  }
}

function nameOf(target: Target): string | null {
  switch (target.kind) {
    case 'name':
      return idText(target.node);
    case 'attribute':
    case 'export':
      return target.name;
    case 'entry':
      return target.key.kind === 'string' ? target.key.value : null;
    case 'pattern':
      return null;
  }
}
