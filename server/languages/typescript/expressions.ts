/**
 * Expressions. Each node of the tree passes `expression` exactly once: that is what puts each call into the facts once, in source order.
 * Functions, classes and statements lie inside expressions and the other way round, so these modules import one another.
 */
import type ts from 'typescript';
import type { Argument, BinaryExpr, CallExpr, Expr, RecordEntry } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addScope, binary, nameExpr, opaque } from '../draft.ts';
import type { Mutable } from '../draft.ts';
import { assignment, callMutations, increment, isExports, removal } from './assignments.ts';
import { declareClass, declareFunction } from './declarations.ts';
import { bind, inlineImport, spanOf, trailingCommaOf } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import {
  forEachChild,
  idText,
  isArrowFunction,
  isBinaryExpression,
  isClassExpression,
  isComputedPropertyName,
  isFunctionExpression,
  isIdentifier,
  isNumericLiteral,
  isMethodDeclaration,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPrivateIdentifier,
  isPropertyAssignment,
  isSetAccessorDeclaration,
  isGetAccessorDeclaration,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  startOf,
  SyntaxKind,
} from './parser.ts';
import { passOnTags } from './jsdoc.ts';
import { THIS_MODULE } from './modules.ts';
import { packageSpecifier } from './specifiers.ts';
import { statement } from './statements.ts';
import { assertedType, isNamedType, typeExpression } from './types.ts';

type Visitor<N extends ts.Node> = (draft: Draft, node: N, place: Place) => Expr;

/** Indexed by the kind of a node: a switch would look a hundred names up in a large object for each node. */
const visitors: Visitor<never>[] = [];

function on<N extends ts.Node>(kind: N['kind'], visit: Visitor<N>): void {
  visitors[kind] = visit as Visitor<never>;
}

/** Turns an expression into facts. Anything that has no kind of its own is opaque, but the calls inside it count. */
export function expression(draft: Draft, node: ts.Node, place: Place): Expr {
  const visit = visitors[node.kind] as Visitor<ts.Node> | undefined;
  return visit ? visit(draft, node, place) : other(draft, node, place);
}

/** An expression that gets a name from where it stands: `const f = () => …`, `{ f: () => … }`. */
export function namedExpression(draft: Draft, node: ts.Node, place: Place, name: string | null): Expr {
  const value = unwrap(node);
  if (isFunctionLike(value)) return functionExpression(draft, value, place, name, -1);
  return isClassExpression(value) ? classExpression(draft, value, place, name) : expression(draft, node, place);
}

/** Visits the expressions and statements in a node that is neither, such as an element of JSX. */
export function visitChildren(draft: Draft, node: ts.Node, place: Place): void {
  forEachChild(node, (child) => {
    if (visitors[child.kind]) expression(draft, child, place);
    else statement(draft, child, place);
  });
}

/** Without parentheses, `await`, `as`, `satisfies`, `!` and `<T>x`, which do not change a value. */
export function unwrap(node: ts.Node): ts.Node {
  let inner = node;
  while (wrappers[inner.kind]) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

/** The key of a property where it is written down: a name, a string or a number, also in brackets. */
export function literalKey(name: ts.PropertyName): string | null {
  if (isIdentifier(name) || isPrivateIdentifier(name)) return idText(name);
  if (isStringLiteralLike(name) || isNumericLiteral(name)) return name.text;
  return isComputedPropertyName(name) && isStringLiteralLike(name.expression) ? name.expression.text : null;
}

const wrappers: boolean[] = [];
for (const kind of [
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.AwaitExpression,
  SyntaxKind.AsExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.TypeAssertionExpression,
]) {
  wrappers[kind] = true;
  on(kind, (draft, node, place) => {
    const value = expression(draft, (node as ts.ParenthesizedExpression).expression, place);
    // The call that the operand is, however wrapped. A name bound to a call elsewhere is a NameExpr, so this one was made just now.
    if (kind === SyntaxKind.AwaitExpression && value.kind === 'call') (value as Mutable<CallExpr>).awaited = true;
    return value;
  });
}

// ---- names and literals ------------------------------------------------------------------------------------------------------------------

on<ts.Identifier>(SyntaxKind.Identifier, (draft, node, place) => {
  const name = idText(node);
  const span = spanOf(draft, node);
  if (name === 'undefined') return { kind: 'null', start: span.start, end: span.end };
  return name === '' ? opaque(span, 'unfinished code') : nameExpr(span, name, place.scope);
});
on(SyntaxKind.ThisKeyword, (draft, node, place) => {
  const span = spanOf(draft, node);
  if (place.self >= 0) return { kind: 'self', class: place.self, start: span.start, end: span.end };
  return place.object === undefined ? opaque(span, '`this`') : nameExpr(span, place.object, place.scope);
});
// `super` and `import.meta` are names that no scope binds, so members of them stay unknown but legible.
on(SyntaxKind.SuperKeyword, (draft, node, place) => nameExpr(spanOf(draft, node), 'super', place.scope));
on<ts.MetaProperty>(SyntaxKind.MetaProperty, (draft, node, place) => nameExpr(spanOf(draft, node), node.keywordToken === SyntaxKind.ImportKeyword ? 'import.meta' : 'new.target', place.scope));
on(SyntaxKind.NullKeyword, (draft, node) => ({ kind: 'null', start: startOf(draft.text, node), end: node.end }));
on(SyntaxKind.TrueKeyword, (draft, node) => ({ kind: 'boolean', value: true, start: startOf(draft.text, node), end: node.end }));
on(SyntaxKind.FalseKeyword, (draft, node) => ({ kind: 'boolean', value: false, start: startOf(draft.text, node), end: node.end }));
on<ts.NumericLiteral>(SyntaxKind.NumericLiteral, (draft, node) => ({ kind: 'number', value: Number(node.text), start: startOf(draft.text, node), end: node.end }));
on<ts.StringLiteral>(SyntaxKind.StringLiteral, (draft, node) => ({ kind: 'string', value: node.text, start: startOf(draft.text, node), end: node.end }));
on<ts.NoSubstitutionTemplateLiteral>(SyntaxKind.NoSubstitutionTemplateLiteral, (draft, node) => ({ kind: 'string', value: node.text, start: startOf(draft.text, node), end: node.end }));
on(SyntaxKind.BigIntLiteral, (draft, node) => opaque(spanOf(draft, node), 'a bigint'));
// A pattern that is one text, `/\./g`, is as good as that text where it is searched for.
on<ts.RegularExpressionLiteral>(SyntaxKind.RegularExpressionLiteral, (draft, node) => {
  const plain = /^\/((?:[\w \-:,;=@#%&~"'<>!]|\\[.\-/\\$^*+?()[\]{}|])+)\/g$/.exec(node.text);
  const [, source, flags] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
  if (plain === null) return { ...opaque(spanOf(draft, node), 'a regular expression'), ...(source === undefined ? {} : { pattern: { source, flags: flags! } }) };
  return { kind: 'string', value: plain[1]!.replace(/\\(.)/g, '$1'), matches: 'all', start: startOf(draft.text, node), end: node.end };
});
on<ts.TemplateExpression>(SyntaxKind.TemplateExpression, (draft, node, place) => {
  const parts: (string | Expr)[] = node.head.text === '' ? [] : [node.head.text];
  for (const span of node.templateSpans) {
    parts.push(expression(draft, span.expression, place));
    if (span.literal.text !== '') parts.push(span.literal.text);
  }
  return { kind: 'template', parts, start: startOf(draft.text, node), end: node.end };
});

// ---- members and calls -------------------------------------------------------------------------------------------------------------------

on<ts.PropertyAccessExpression>(SyntaxKind.PropertyAccessExpression, (draft, node, place) => ({
  kind: 'member',
  object: isExports(draft, node.expression) ? inlineImport(draft, spanOf(draft, node.expression), THIS_MODULE, 'value') : holder(draft, node.expression, place),
  property: idText(node.name),
  start: startOf(draft.text, node), end: node.end,
}));
on<ts.ElementAccessExpression>(SyntaxKind.ElementAccessExpression, (draft, node, place) => ({
  kind: 'index',
  object: holder(draft, node.expression, place),
  index: expression(draft, node.argumentExpression, place),
  start: startOf(draft.text, node), end: node.end,
}));
on<ts.CallExpression>(SyntaxKind.CallExpression, (draft, node, place) => {
  const module = importedModule(node);
  if (module !== null) return inlineImport(draft, spanOf(draft, node), module, 'value');
  const index = draft.calls.length;
  const call = newCall(draft, node, place, 'call');
  call.callee = expression(draft, node.expression, place);
  takeTypes(draft, call, node, place);
  call.args = callArguments(draft, node.arguments, place, index);
  locateParentheses(draft, call, node.arguments);
  callMutations(draft, call, place);
  return call;
});
on<ts.NewExpression>(SyntaxKind.NewExpression, (draft, node, place) => {
  const index = draft.calls.length;
  const call = newCall(draft, node, place, 'new');
  call.callee = expression(draft, node.expression, place);
  takeTypes(draft, call, node, place);
  if (node.arguments) {
    call.args = callArguments(draft, node.arguments, place, index);
    locateParentheses(draft, call, node.arguments);
  }
  return call;
});
on<ts.TaggedTemplateExpression>(SyntaxKind.TaggedTemplateExpression, (draft, node, place) => {
  const call = newCall(draft, node, place, 'call');
  call.callee = expression(draft, node.tag, place);
  const value = expression(draft, node.template, place);
  call.args = [{ kind: 'positional', value, start: value.start, end: value.end }];
  return call;
});

function takeTypes(draft: Draft, call: Mutable<CallExpr>, { typeArguments }: ts.CallExpression | ts.NewExpression, place: Place): void {
  if (typeArguments?.every(isNamedType)) call.types = typeArguments.map((type) => typeExpression(draft, type, place)!);
}

/** What a member is read of. Where it is said to be of some class, that is kept. */
function holder(draft: Draft, node: ts.Expression, place: Place): Expr {
  const value = expression(draft, node, place);
  if (node.kind !== SyntaxKind.ParenthesizedExpression || !followed.has(value.kind)) return value;
  const type = typeExpression(draft, assertedType(draft, node), place);
  return type === null || type.kind === 'opaque' || (type.kind === 'name' && builtIn.has(type.name)) ? value : { kind: 'typed', value, type, start: value.start, end: value.end };
}

/** `{} as OpenAI`: nothing that is said to be an object of some class, which whoever gets it will make of it. */
function standsFor(draft: Draft, node: ts.Expression, place: Place): Expr | null {
  const inner = node.kind === SyntaxKind.AsExpression ? unwrap(node) : node;
  if (inner === node || !isObjectLiteralExpression(inner) || inner.properties.length > 0) return null;
  const span = spanOf(draft, node);
  const type = typeExpression(draft, assertedType(draft, node), place);
  return type === null || type.kind === 'opaque' || (type.kind === 'name' && builtIn.has(type.name)) ? null : { kind: 'typed', value: opaque(span, 'an object that is made elsewhere'), type, start: span.start, end: span.end };
}

const followed = new Set<Expr['kind']>(['name', 'member', 'index', 'call']);
const builtIn = new Set(['any', 'unknown', 'const', 'string', 'number', 'boolean']);

/** Enters the call into the facts before its callee and arguments are walked: calls stand in the order of their starts, outer ones first. */
function newCall(draft: Draft, node: ts.Node, place: Place, form: CallExpr['form']): Mutable<CallExpr> {
  const span = spanOf(draft, node);
  const call: Mutable<CallExpr> = {
    kind: 'call',
    form,
    callee: opaque(span, 'unfinished code'),
    args: [],
    open: -1,
    close: -1,
    trailingComma: -1,
    awaited: false,
    scope: place.scope,
    region: place.region,
    start: span.start, end: span.end,
  };
  draft.calls.push(call);
  return call;
}

function callArguments(draft: Draft, nodes: ts.NodeArray<ts.Expression>, place: Place, index: number): readonly Argument[] {
  return nodes.map((node): Argument => {
    const span = spanOf(draft, node);
    if (isSpreadElement(node)) return { kind: 'spread', value: expression(draft, node.expression, place), start: span.start, end: span.end };
    const inner = unwrap(node);
    const value = isFunctionLike(inner) ? functionExpression(draft, inner, place, null, index) : (standsFor(draft, node, place) ?? expression(draft, node, place));
    return { kind: 'positional', value, start: span.start, end: span.end };
  });
}

/** Sets `open`, `close` and `trailingComma`. A closing parenthesis that belongs to the last argument is not ours. */
function locateParentheses(draft: Draft, call: Mutable<CallExpr>, nodes: ts.NodeArray<ts.Expression>): void {
  if (draft.text[nodes.pos - 1] !== '(') return;
  call.open = nodes.pos - 1;
  call.trailingComma = trailingCommaOf(nodes);
  if (call.end > nodes.end && draft.text[call.end - 1] === ')') call.close = call.end - 1;
}

function importedModule({ expression: callee, arguments: args }: ts.CallExpression): string | null {
  const isImport = callee.kind === SyntaxKind.ImportKeyword || (isIdentifier(callee) && idText(callee) === 'require');
  const [module] = args;
  return isImport && module && isStringLiteralLike(module) ? packageSpecifier(module.text) : null;
}

// ---- lists and records -------------------------------------------------------------------------------------------------------------------

on<ts.ArrayLiteralExpression>(SyntaxKind.ArrayLiteralExpression, (draft, node, place) => ({
  kind: 'list',
  form: 'list',
  items: node.elements.map((element): Expr => {
    if (isSpreadElement(element)) return { kind: 'spread', value: expression(draft, element.expression, place), start: startOf(draft.text, element), end: element.end };
    return isOmittedExpression(element) ? { kind: 'null', start: startOf(draft.text, element), end: element.end } : expression(draft, element, place);
  }),
  trailingComma: trailingCommaOf(node.elements),
  start: startOf(draft.text, node), end: node.end,
}));
on<ts.ObjectLiteralExpression>(SyntaxKind.ObjectLiteralExpression, (draft, node, place) => {
  const entries: RecordEntry[] = [];
  const start = startOf(draft.text, node);
  // What has no name gets one in a scope of its own, where its methods speak of it.
  const own = place.literal === undefined && node.properties.some(isOwnMethod) && draft.text.slice(start, node.end).includes('this') ? addScope(draft, { start, end: node.end }, place.scope, 'block') : -1;
  const inside = place.literal === undefined && own < 0 ? place : { ...place, literal: undefined, ...(own < 0 ? {} : { scope: own }) };
  for (const property of node.properties) {
    const entry = recordEntry(draft, property, inside, own < 0 ? place.literal : 'this');
    if (entry) entries.push(entry);
  }
  const record: Expr = { kind: 'record', entries, trailingComma: trailingCommaOf(node.properties), start, end: node.end };
  if (own >= 0) bind(draft, own, node, 'this', place.region, { kind: 'variable', value: record, type: null });
  return record;
});

/** Whether `this` in it is the object: a method, a getter, or a function that is no arrow. */
function isOwnMethod(property: ts.ObjectLiteralElementLike): boolean {
  return isMethodDeclaration(property) || isGetAccessorDeclaration(property) || (isPropertyAssignment(property) && isFunctionExpression(unwrap(property.initializer)));
}

/** Null for a setter, which gives no value. */
function recordEntry(draft: Draft, property: ts.ObjectLiteralElementLike, place: Place, literal: string | undefined): RecordEntry | null {
  const span = spanOf(draft, property);
  if (isSpreadAssignment(property)) return { kind: 'spread', value: expression(draft, property.expression, place), start: span.start, end: span.end };
  if (isShorthandPropertyAssignment(property)) {
    const key = idText(property.name);
    return { kind: 'entry', key, keyExpr: null, value: expression(draft, property.name, place), start: span.start, end: span.end };
  }
  const key = literalKey(property.name);
  const keyExpr = key === null && isComputedPropertyName(property.name) ? expression(draft, property.name.expression, place) : null;
  passOnTags(draft, property, isPropertyAssignment(property) ? unwrap(property.initializer) : property);
  if (isPropertyAssignment(property)) {
    const initial = unwrap(property.initializer);
    const value = isFunctionExpression(initial) ? functionExpression(draft, initial, place, key, -1, literal) : namedExpression(draft, property.initializer, place, key);
    return { kind: 'entry', key, keyExpr, value, start: span.start, end: span.end };
  }
  // A method's `this` is the object, which has no class and perhaps a name.
  const role = isGetAccessorDeclaration(property) ? 'getter' : 'function';
  const index = declareFunction(draft, property, { ...place, self: -1, object: literal }, { name: key, role, class: -1, passedTo: -1 });
  return isSetAccessorDeclaration(property) ? null : { kind: 'entry', key, keyExpr, value: { kind: 'function', function: index, start: span.start, end: span.end }, start: span.start, end: span.end };
}

// ---- operators ---------------------------------------------------------------------------------------------------------------------------

const operators: Readonly<Record<string, BinaryExpr['operator']>> = {
  '+': 'add',
  '||': 'or',
  '??': 'nullish',
  '&&': 'and',
  ...Object.fromEntries(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof'].map((text) => [text, 'compare'])),
};

/** Left-nested operators are taken apart in a loop: a text of thousands of pieces joined by `+` must not exhaust the stack. */
on<ts.BinaryExpression>(SyntaxKind.BinaryExpression, (draft, node, place) => {
  const spine: ts.BinaryExpression[] = [];
  let innermost: ts.Expression = node;
  while (isBinaryExpression(innermost) && !isAssignmentOperator(innermost.operatorToken.kind)) {
    spine.push(innermost);
    innermost = innermost.left;
  }
  let result = isBinaryExpression(innermost) ? assignment(draft, innermost, place) : expression(draft, innermost, place);
  for (let i = spine.length - 1; i >= 0; i--) {
    const { operatorToken, right: rightNode, end } = spine[i]!;
    const right = expression(draft, rightNode, place);
    if (operatorToken.kind === SyntaxKind.CommaToken) {
      result = right;
      continue;
    }
    const text = draft.text.slice(startOf(draft.text, operatorToken), operatorToken.end);
    result = binary({ start: startOf(draft.text, spine[i]!), end }, operators[text] ?? 'arithmetic', text, result, right);
  }
  return result;
});
on<ts.PrefixUnaryExpression>(SyntaxKind.PrefixUnaryExpression, (draft, node, place) => {
  const span = spanOf(draft, node);
  switch (node.operator) {
    case SyntaxKind.PlusPlusToken:
    case SyntaxKind.MinusMinusToken:
      return increment(draft, node, place);
    case SyntaxKind.MinusToken: {
      const value = expression(draft, node.operand, place);
      if (value.kind === 'number') return { ...value, value: -value.value, start: span.start, end: span.end };
      return binary(span, 'arithmetic', '-', { kind: 'number', value: 0, start: span.start, end: span.start }, value);
    }
    case SyntaxKind.ExclamationToken:
      return negation(span, expression(draft, node.operand, place));
    default:
      expression(draft, node.operand, place);
      return opaque(span, 'a computed number');
  }
});
on<ts.PostfixUnaryExpression>(SyntaxKind.PostfixUnaryExpression, (draft, node, place) => increment(draft, node, place));
on<ts.ConditionalExpression>(SyntaxKind.ConditionalExpression, (draft, node, place) => ({
  kind: 'conditional',
  test: expression(draft, node.condition, place),
  whenTrue: expression(draft, node.whenTrue, place),
  whenFalse: expression(draft, node.whenFalse, place),
  start: startOf(draft.text, node), end: node.end,
}));
on<ts.TypeOfExpression>(SyntaxKind.TypeOfExpression, (draft, node, place) => {
  expression(draft, node.expression, place);
  return opaque(spanOf(draft, node), 'the name of a type');
});
on<ts.VoidExpression>(SyntaxKind.VoidExpression, (draft, node, place) => {
  expression(draft, node.expression, place);
  return { kind: 'null', start: startOf(draft.text, node), end: node.end };
});
on<ts.DeleteExpression>(SyntaxKind.DeleteExpression, (draft, node, place) => {
  removal(draft, node, place);
  return opaque(spanOf(draft, node), 'a truth value');
});
on<ts.YieldExpression>(SyntaxKind.YieldExpression, (draft, node, place) => {
  if (node.expression) expression(draft, node.expression, place);
  return opaque(spanOf(draft, node), 'a yielded answer');
});

/** `!x` has one operand; its right side is an empty `false`, since `!x` means `x == false`. */
function negation(span: Span, operand: Expr): BinaryExpr {
  return binary(span, 'compare', '!', operand, { kind: 'boolean', value: false, start: span.end, end: span.end });
}

function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

// ---- functions, classes, the rest --------------------------------------------------------------------------------------------------------

on<ts.ArrowFunction>(SyntaxKind.ArrowFunction, (draft, node, place) => functionExpression(draft, node, place, null, -1));
on<ts.FunctionExpression>(SyntaxKind.FunctionExpression, (draft, node, place) => functionExpression(draft, node, place, null, -1));
on<ts.ClassExpression>(SyntaxKind.ClassExpression, (draft, node, place) => classExpression(draft, node, place, null));
for (const kind of [SyntaxKind.JsxElement, SyntaxKind.JsxSelfClosingElement, SyntaxKind.JsxFragment]) {
  on(kind, (draft, node, place) => {
    visitChildren(draft, node, place);
    return opaque(spanOf(draft, node), 'markup');
  });
}

function other(draft: Draft, node: ts.Node, place: Place): Expr {
  visitChildren(draft, node, place);
  return opaque(spanOf(draft, node), 'an expression that is not followed');
}

function isFunctionLike(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return isArrowFunction(node) || isFunctionExpression(node);
}

/** `passedTo` is the call that the function is an argument of, or -1; `object` the name of the object literal that it is a method of. */
function functionExpression(draft: Draft, node: ts.ArrowFunction | ts.FunctionExpression, place: Place, name: string | null, passedTo: number, object?: string): Expr {
  const own = node.name ? idText(node.name) : name;
  const inside = isArrowFunction(node) ? place : { ...place, self: -1, object };
  return { kind: 'function', function: declareFunction(draft, node, inside, { name: own, role: 'function', class: -1, passedTo }), start: startOf(draft.text, node), end: node.end };
}

function classExpression(draft: Draft, node: ts.ClassExpression, place: Place, name: string | null): Expr {
  return { kind: 'class', class: declareClass(draft, node, place, name), start: startOf(draft.text, node), end: node.end };
}
