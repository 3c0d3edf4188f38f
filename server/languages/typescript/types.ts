/**
 * Type annotations, as far as they tell what class a value is an object of. Most of TypeScript's type language does not, and is opaque.
 * A type literal becomes a class without a name, so that `{ client: OpenAI }` has a member `client` like any class.
 */
import type ts from 'typescript';
import type { Expr } from '../../core/model/facts.ts';
import { nameExpr, opaque } from '../draft.ts';
import { declareDocShape, declareFunction, declareShape } from './declarations.ts';
import { inlineImport, spanOf } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { expression } from './expressions.ts';
import { taggedType } from './jsdoc.ts';
import { idText, isIdentifier, isStringLiteralLike, isTypeQueryNode, startOf, SyntaxKind } from './parser.ts';

/** The facts of a type, or null where nothing is annotated. */
export function typeExpression(draft: Draft, node: ts.TypeNode | undefined, place: Place): Expr | null {
  return node ? typeOf(draft, node, place) : null;
}

/** What a value is said to be: `inputs.model as ChatOpenAI`. */
export function assertedType(draft: Draft, node: ts.Node | undefined): ts.TypeNode | undefined {
  let said = node;
  while (said?.kind === SyntaxKind.AwaitExpression || said?.kind === SyntaxKind.ParenthesizedExpression) {
    // JavaScript's cast: `/** @type {OpenAI} */ (client)`.
    const tagged = taggedType(draft, said);
    if (tagged !== undefined) return tagged;
    said = (said as ts.AwaitExpression).expression;
  }
  if (said?.kind === SyntaxKind.CallExpression) {
    // What a container is asked for by its type: `container.get<OpenAI>(TOKEN)`.
    const { typeArguments } = said as ts.CallExpression;
    return typeArguments?.length === 1 ? typeArguments[0] : undefined;
  }
  return said?.kind === SyntaxKind.AsExpression || said?.kind === SyntaxKind.TypeAssertionExpression ? (said as ts.AsExpression).type : undefined;
}

function typeOf(draft: Draft, node: ts.Node, place: Place): Expr {
  const span = spanOf(draft, node);
  const several = (nodes: readonly ts.TypeNode[]): Expr => ({ kind: 'choice', options: nodes.map((option) => typeOf(draft, option, place)), start: span.start, end: span.end });
  switch (node.kind) {
    case SyntaxKind.TypeReference:
      return typeReference(draft, node as ts.TypeReferenceNode, place);
    case SyntaxKind.ExpressionWithTypeArguments:
      return expression(draft, (node as ts.ExpressionWithTypeArguments).expression, place);
    case SyntaxKind.UnionType:
      return several((node as ts.UnionTypeNode).types);
    case SyntaxKind.IntersectionType:
      // An object of `A & B` has the members of both, so looking a member up in either finds it.
      return several((node as ts.IntersectionTypeNode).types);
    case SyntaxKind.ParenthesizedType:
    case SyntaxKind.JSDocNullableType:
    case SyntaxKind.JSDocNonNullableType:
    case SyntaxKind.JSDocOptionalType:
      return typeOf(draft, (node as ts.ParenthesizedTypeNode).type, place);
    case SyntaxKind.TypeOperator: {
      // `keyof Deps` is no such object.
      const { operator, type } = node as ts.TypeOperatorNode;
      return operator === SyntaxKind.KeyOfKeyword ? opaque(span, 'a type') : typeOf(draft, type, place);
    }
    case SyntaxKind.TypeQuery:
      return { kind: 'typeof', of: entityName(draft, (node as ts.TypeQueryNode).exprName, place), start: span.start, end: span.end };
    case SyntaxKind.ArrayType:
      return { kind: 'index', object: nameExpr(span, 'Array', place.scope), index: typeOf(draft, (node as ts.ArrayTypeNode).elementType, place), start: span.start, end: span.end };
    case SyntaxKind.LiteralType:
      return expression(draft, (node as ts.LiteralTypeNode).literal, place);
    case SyntaxKind.TypeLiteral:
      return { kind: 'class', class: declareShape(draft, node as ts.TypeLiteralNode, place, null), start: span.start, end: span.end };
    case SyntaxKind.JSDocTypeLiteral:
      return { kind: 'class', class: declareDocShape(draft, node as ts.JSDocTypeLiteral, place, null), start: span.start, end: span.end };
    case SyntaxKind.FunctionType:
      return functionType(draft, node as ts.FunctionTypeNode, place);
    case SyntaxKind.ImportType:
      return importType(draft, node as ts.ImportTypeNode);
    case SyntaxKind.UndefinedKeyword:
    case SyntaxKind.NullKeyword:
    case SyntaxKind.VoidKeyword:
      return { kind: 'null', start: span.start, end: span.end };
    case SyntaxKind.ThisType:
      return place.self < 0 ? opaque(span, 'a type') : { kind: 'class', class: place.self, start: span.start, end: span.end };
    case SyntaxKind.StringKeyword:
    case SyntaxKind.NumberKeyword:
    case SyntaxKind.BooleanKeyword:
    case SyntaxKind.AnyKeyword:
    case SyntaxKind.UnknownKeyword:
      return nameExpr(span, draft.text.slice(span.start, span.end), place.scope);
    default:
      return opaque(span, 'a type');
  }
}

/** A function of which only the type is known, where that says what it takes or gives: `(client: OpenAI) => void`. */
function functionType(draft: Draft, node: ts.FunctionTypeNode, place: Place): Expr {
  const span = spanOf(draft, node);
  if (![node.type, ...node.parameters.map((parameter) => parameter.type)].some((type) => type !== undefined && telling.has(type.kind))) return opaque(span, 'a type');
  const index = declareFunction(draft, node as unknown as ts.MethodDeclaration, place, { name: null, role: 'function', class: -1, passedTo: -1 });
  draft.functions[index]!.declared = true;
  return { kind: 'function', function: index, start: span.start, end: span.end };
}

/** `Context`, `typeof context`. */
export function isNamedType({ kind }: ts.TypeNode): boolean {
  return kind === SyntaxKind.TypeReference || kind === SyntaxKind.TypeQuery;
}

const telling = new Set<ts.SyntaxKind>([SyntaxKind.TypeReference, SyntaxKind.TypeLiteral, SyntaxKind.ImportType, SyntaxKind.TypeQuery]);

/** `A.B<C>`: a member, in an index of its first argument; of a table, in one of what it holds. `InstanceType<typeof A>` is A. */
function typeReference(draft: Draft, node: ts.TypeReferenceNode, place: Place): Expr {
  const name = isIdentifier(node.typeName) ? idText(node.typeName) : '';
  const argument = tables.has(name) ? node.typeArguments?.[1] : node.typeArguments?.[0];
  if (!argument) return entityName(draft, node.typeName, place);
  if (name === 'InstanceType' && isTypeQueryNode(argument)) {
    return entityName(draft, argument.exprName, place);
  }
  if (name === 'ReturnType' && isTypeQueryNode(argument)) {
    const span = spanOf(draft, node);
    const result: Expr = { kind: 'call', form: 'call', callee: entityName(draft, argument.exprName, place), args: [], open: -1, close: -1, trailingComma: -1, awaited: false, scope: place.scope, region: place.region, start: span.start, end: span.end };
    return { kind: 'typeof', of: result, start: span.start, end: span.end };
  }
  return { kind: 'index', object: entityName(draft, node.typeName, place), index: typeOf(draft, argument, place), start: startOf(draft.text, node), end: node.end };
}

const tables = new Set(['Record', 'Map', 'ReadonlyMap', 'WeakMap']);

function entityName(draft: Draft, name: ts.EntityName, place: Place): Expr {
  const span = spanOf(draft, name);
  if (isIdentifier(name)) return idText(name) === '' ? opaque(span, 'unfinished code') : nameExpr(span, idText(name), place.scope);
  return { kind: 'member', object: entityName(draft, name.left, place), property: idText(name.right), start: span.start, end: span.end };
}

/** `import('m').A`. */
function importType(draft: Draft, node: ts.ImportTypeNode): Expr {
  const span = spanOf(draft, node);
  const { argument, qualifier, isTypeOf } = node;
  const literal = argument.kind === SyntaxKind.LiteralType ? (argument as ts.LiteralTypeNode).literal : undefined;
  if (isTypeOf || !literal || !isStringLiteralLike(literal)) return opaque(span, 'a type');
  const members = (name: ts.EntityName): readonly string[] => (isIdentifier(name) ? [idText(name)] : [...members(name.left), idText(name.right)]);
  return (qualifier ? members(qualifier) : []).reduce<Expr>((object, property) => ({ kind: 'member', object, property, start: span.start, end: span.end }), inlineImport(draft, span, literal.text, 'type'));
}
