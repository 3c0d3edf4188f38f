/** What gives names to things: variables, parameters, functions, classes, and types with members. */
import type ts from 'typescript';
import type { Binding, Expr, FunctionFact, Parameter } from '../../core/model/facts.ts';
import type { Span } from '../../core/model/text.ts';
import { addRegion, addScope, binary } from '../draft.ts';
import type { DraftClass, DraftFunction, Mutable } from '../draft.ts';
import { bind, spanOf } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { expression, literalKey, namedExpression, unwrap } from './expressions.ts';
import { passOnTags, taggedParameter, taggedReturn, taggedType, tagsOf } from './jsdoc.ts';
import {
  idText,
  isBlock,
  isComputedPropertyName,
  isConstructorDeclaration,
  isDecorator,
  isGetAccessorDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isMethodSignature,
  isObjectBindingPattern,
  isOmittedExpression,
  isPropertyDeclaration,
  isPropertySignature,
  isSetAccessorDeclaration,
  startOf,
  SyntaxKind,
} from './parser.ts';
import { statements } from './statements.ts';
import { assertedType, typeExpression } from './types.ts';

// ---- variables and patterns --------------------------------------------------------------------------------------------------------------

/** The parts of a value that a pattern takes out. */
export const destructure = {
  member: (object: Expr, property: string, span: Span): Expr => ({ kind: 'member', object, property, start: span.start, end: span.end }),
  item: (object: Expr, index: number, span: Span): Expr => ({
    kind: 'index',
    object,
    index: { kind: 'number', value: index, start: span.start, end: span.start },
    start: span.start,
    end: span.end,
  }),
  /** What is left of an object without some of its fields. */
  rest: (of: Expr, span: Span, without?: readonly string[]): Expr => ({ kind: 'element', of, ...(without === undefined ? {} : { without }), start: span.start, end: span.end }),
  /** The items of a list from one on. */
  itemsFrom: (source: Expr, index: number, span: Span): Expr => ({
    kind: 'comprehension',
    form: 'list',
    element: { kind: 'element', of: source, start: span.start, end: span.end },
    source,
    part: { from: { kind: 'number', value: index, start: span.start, end: span.start }, to: null },
    start: span.start,
    end: span.end,
  }),
};

/** Binds the names of a pattern, or the one name it is, in a scope. */
export function bindPattern(draft: Draft, pattern: ts.BindingName, place: Place, scope: number, fields: Pick<Binding, 'kind' | 'value' | 'type'>): void {
  if (isIdentifier(pattern)) {
    bind(draft, scope, pattern, idText(pattern), place.region, fields);
    return;
  }
  pattern.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) return;
    const span = spanOf(draft, element.name);
    const key = isObjectBindingPattern(pattern) ? (element.propertyName ?? (isIdentifier(element.name) ? element.name : undefined)) : undefined;
    const name = key && literalKey(key);
    let value: Expr | null = null;
    if (fields.value === null) value = null;
    else if (element.dotDotDotToken) value = isObjectBindingPattern(pattern) ? destructure.rest(fields.value, span, namesTaken(pattern)) : destructure.itemsFrom(fields.value, index, span);
    else if (!isObjectBindingPattern(pattern)) value = destructure.item(fields.value, index, span);
    else if (typeof name === 'string') value = destructure.member(fields.value, name, span);
    else if (key && isComputedPropertyName(key)) value = { kind: 'index', object: fields.value, index: expression(draft, key.expression, place), start: span.start, end: span.end };
    if (element.initializer) {
      const fallback = namedExpression(draft, element.initializer, place, isIdentifier(element.name) ? idText(element.name) : null);
      value = value ? binary(spanOf(draft, element), 'nullish', '=', value, fallback) : fallback;
    }
    const type = typeof name === 'string' && !element.dotDotDotToken ? typeOfMember(draft, fields.type, name) : null;
    bindPattern(draft, element.name, place, scope, { kind: fields.kind, value, type });
  });
}

/** The fields that a pattern takes out of an object by their names. */
function namesTaken({ elements }: ts.ObjectBindingPattern): readonly string[] {
  return elements.flatMap((element) => {
    const key = element.propertyName ?? (isIdentifier(element.name) ? element.name : undefined);
    const name = element.dotDotDotToken || key === undefined ? null : literalKey(key);
    return typeof name === 'string' ? [name] : [];
  });
}

/** The annotation of a member where the annotation of the whole is a type literal. */
function typeOfMember(draft: Draft, type: Expr | null, name: string): Expr | null {
  if (type?.kind !== 'class') return null;
  return draft.scopes[draft.classes[type.class]!.scope]!.bindings.find((binding) => binding.name === name)?.type ?? null;
}

// ---- functions ---------------------------------------------------------------------------------------------------------------------------

interface FunctionOrigin extends Pick<FunctionFact, 'name' | 'role' | 'class' | 'passedTo'> {}

/** Records a function with its body; gives its index. `place.self` is what `this` means inside. */
export function declareFunction(draft: Draft, node: ts.FunctionLikeDeclaration, place: Place, origin: FunctionOrigin): number {
  const span = spanOf(draft, node);
  const index = draft.functions.length;
  // A method's scope lies in its class's; its decorators do not.
  const parent = origin.class < 0 ? place.scope : draft.classes[origin.class]!.scope;
  const scope = addScope(draft, span, parent, 'function', { function: index });
  const region = addRegion(draft, { kind: 'function', function: index, parent: place.region, start: span.start, end: span.end });
  const { name, role, class: owner, passedTo } = origin;
  const fact: DraftFunction = {
    name,
    role,
    class: owner,
    passedTo,
    scope,
    region,
    params: [],
    returns: [],
    returnType: null,
    decorators: [],
    async: node.modifiers?.some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword) ?? false,
    start: span.start, end: span.end,
  };
  draft.functions.push(fact);
  fact.decorators = decorators(draft, node, place);
  const inside: Place = { scope, region, function: index, self: place.self, object: place.object, breaks: 'loop' };
  const tags = tagsOf(draft, node);
  node.parameters.forEach((parameter, position) => declareParameter(draft, fact, index, parameter, inside, taggedParameter(draft, tags, parameter, position)));
  fact.returnType = typeExpression(draft, node.type ?? taggedReturn(tags), inside);
  if (node.body && isBlock(node.body)) statements(draft, node.body.statements, inside);
  else if (node.body) {
    const value = expression(draft, node.body, inside);
    fact.returns.push(value);
    saidOf(draft, value, fact.returnType);
    fact.returnType ??= typeExpression(draft, assertedType(draft, node.body as ts.Expression), inside);
  }
  const { cut } = draft.drawnIn ?? { cut: span.end };
  if (cut > span.start && cut < span.end) for (const part of [fact, draft.scopes[scope]!, draft.regions[region]!]) (part as Mutable<Span>).end = cut;
  return index;
}

/** Records what a function is said to be where it is bound or returned, or the functions of a table are: `const step: Step = async (input, context) => …`. */
export function saidOf(draft: Draft, value: Expr | null, type: Expr | null): void {
  if (type === null || type.kind === 'opaque') return;
  if (value?.kind === 'function') draft.functions[value.function]!.said = type;
  else if (value?.kind === 'record' && type.kind === 'index' && type.object.kind === 'name' && type.object.name === 'Record') for (const entry of value.entries) saidOf(draft, entry.value, type.index);
}

/** `this` as a parameter is a type only. A constructor's `private client: OpenAI` is an attribute of the class, too. */
function declareParameter(draft: Draft, fact: DraftFunction, index: number, node: ts.ParameterDeclaration, place: Place, tagged: ts.TypeNode | undefined): void {
  const name = isIdentifier(node.name) ? idText(node.name) : '';
  if (name === 'this') return;
  const span = spanOf(draft, node);
  const decorated = decorators(draft, node, place);
  const type = typeExpression(draft, node.type ?? tagged, place);
  const parameter: Parameter = {
    name,
    kind: node.dotDotDotToken ? 'rest' : 'positional',
    default: node.initializer ? namedExpression(draft, node.initializer, place, name || null) : null,
    type,
    ...(decorated.length === 0 ? {} : { decorators: decorated }),
    start: span.start, end: span.end,
  };
  const value: Expr = { kind: 'parameter', function: index, index: fact.params.push(parameter) - 1, start: span.start, end: span.end };
  bindPattern(draft, node.name, place, place.scope, { kind: 'parameter', value, type });
  if (fact.role === 'constructor' && node.modifiers?.some((modifier) => propertyModifiers.has(modifier.kind))) {
    bind(draft, draft.classes[fact.class]!.scope, node.name, name, place.region, { kind: 'parameter', value, type });
  }
}

const propertyModifiers = new Set<ts.SyntaxKind>([
  SyntaxKind.PublicKeyword,
  SyntaxKind.PrivateKeyword,
  SyntaxKind.ProtectedKeyword,
  SyntaxKind.ReadonlyKeyword,
  SyntaxKind.OverrideKeyword,
]);

function decorators(draft: Draft, node: ts.HasModifiers | ts.FunctionLikeDeclaration, place: Place): Expr[] {
  const found: Expr[] = [];
  for (const modifier of node.modifiers ?? []) if (isDecorator(modifier)) found.push(expression(draft, modifier.expression, place));
  return found;
}

// ---- classes -----------------------------------------------------------------------------------------------------------------------------

/**
 * Records a class with its members; gives its index. A class's scope holds its members, not names: nothing inside a class reads a member
 * by its bare name, so what stands in the class itself (initialisers, decorators) reads names in the scope around it.
 */
export function declareClass(draft: Draft, node: ts.ClassLikeDeclaration, place: Place, boundName: string | null): number {
  const { index, fact } = newClass(draft, node, place, node.name ? idText(node.name) : boundName);
  fact.decorators = decorators(draft, node, place);
  for (const clause of node.heritageClauses ?? []) {
    const named = clause.types.map((base) => expression(draft, base.expression, place));
    if (clause.token === SyntaxKind.ExtendsKeyword) fact.bases.push(...named);
    else fact.interfaces = named;
  }
  const region = addRegion(draft, { kind: 'class', class: index, parent: place.region, start: startOf(draft.text, node), end: node.end });
  const inside: Place = { ...place, region, self: index, breaks: 'loop' };
  node.members.forEach((member, position) => {
    if (!isOverload(member, node.members[position + 1])) declareMember(draft, fact, index, member, inside);
  });
  return index;
}

function declareMember(draft: Draft, fact: DraftClass, index: number, member: ts.ClassElement, place: Place): void {
  if (isPropertyDeclaration(member)) {
    decorators(draft, member, place);
    const name = memberName(draft, member.name, place);
    if (member.initializer) passOnTags(draft, member, unwrap(member.initializer));
    const type = typeExpression(draft, member.type ?? taggedType(draft, member) ?? assertedType(draft, member.initializer), place);
    const value = member.initializer ? namedExpression(draft, member.initializer, place, name || null) : null;
    saidOf(draft, value, type);
    bind(draft, fact.scope, member.name, name, place.region, { kind: 'variable', value, type });
  } else if (isConstructorDeclaration(member)) {
    const name = 'constructor';
    const constructor = declareFunction(draft, member, place, { name, role: name, class: index, passedTo: -1 });
    bind(draft, fact.scope, member, name, place.region, { kind: 'function', value: functionExpr(draft, member, constructor) });
  } else if (isMethodDeclaration(member) || isGetAccessorDeclaration(member) || isSetAccessorDeclaration(member)) {
    const name = memberName(draft, member.name, place);
    const isStatic = member.modifiers?.some((modifier) => modifier.kind === SyntaxKind.StaticKeyword) ?? false;
    const role = isGetAccessorDeclaration(member) ? 'getter' : isStatic ? 'static' : 'method';
    const method = declareFunction(draft, member, place, { name: name || null, role, class: index, passedTo: -1 });
    if (!isSetAccessorDeclaration(member)) bind(draft, fact.scope, member.name, name, place.region, { kind: 'function', value: functionExpr(draft, member, method) });
  } else if (member.kind === SyntaxKind.ClassStaticBlockDeclaration) {
    const { body } = member as ts.ClassStaticBlockDeclaration;
    statements(draft, body.statements, { ...place, scope: addScope(draft, spanOf(draft, body), place.scope, 'block') });
  }
}

/** Records an interface or a type literal as a class whose members have types and no values; gives its index. */
export function declareShape(draft: Draft, node: ts.InterfaceDeclaration | ts.TypeLiteralNode, place: Place, name: string | null): number {
  const { index, fact } = newClass(draft, node, place, name);
  const clauses = 'heritageClauses' in node ? (node.heritageClauses ?? []) : [];
  for (const { types } of clauses) fact.bases.push(...types.map((base) => expression(draft, base.expression, place)));
  for (const member of node.members) {
    if (isPropertySignature(member)) {
      const type = typeExpression(draft, member.type, place);
      bind(draft, fact.scope, member.name, memberName(draft, member.name, place), place.region, { kind: 'variable', type });
    } else if (isMethodSignature(member)) {
      declareSignature(draft, fact, index, member, place);
    }
  }
  return index;
}

/** The same of a type that a comment describes member by member. */
export function declareDocShape(draft: Draft, node: ts.JSDocTypeLiteral, place: Place, name: string | null): number {
  const { index, fact } = newClass(draft, node, place, name);
  for (const { name: full, typeExpression: said } of node.jsDocPropertyTags ?? []) {
    const member = isIdentifier(full) ? full : full.right;
    bind(draft, fact.scope, member, idText(member), place.region, { kind: 'variable', type: typeExpression(draft, said?.type, place) });
  }
  return index;
}

function declareSignature(draft: Draft, fact: DraftClass, index: number, member: ts.MethodSignature, place: Place): void {
  const name = memberName(draft, member.name, place);
  const method = declareFunction(draft, member as unknown as ts.MethodDeclaration, place, { name: name || null, role: 'method', class: index, passedTo: -1 });
  bind(draft, fact.scope, member.name, name, place.region, { kind: 'function', value: functionExpr(draft, member, method) });
}

function newClass(draft: Draft, node: ts.Node, place: Place, name: string | null): { readonly index: number; readonly fact: DraftClass } {
  const span = spanOf(draft, node);
  const index = draft.classes.length;
  const fact: DraftClass = { name, bases: [], decorators: [], scope: addScope(draft, span, place.scope, 'class', { class: index }), attributes: [], start: span.start, end: span.end };
  draft.classes.push(fact);
  return { index, fact };
}

/** The name of a member; empty where it is computed. */
function memberName(draft: Draft, name: ts.PropertyName, place: Place): string {
  const key = literalKey(name);
  if (key === null && isComputedPropertyName(name)) expression(draft, name.expression, place);
  return key ?? '';
}

/** A signature without a body, before another of the same name. */
export function isOverload(node: ts.Node, next: ts.Node | undefined): boolean {
  if (next?.kind !== node.kind || !next || 'body' in node === false) return false;
  const [first, second] = [node as ts.MethodDeclaration, next as ts.MethodDeclaration];
  if (first.body !== undefined) return false;
  return isConstructorDeclaration(node) || (!!first.name && !!second.name && literalKey(first.name) === literalKey(second.name));
}

function functionExpr(draft: Draft, node: ts.Node, index: number): Expr {
  return { kind: 'function', function: index, start: startOf(draft.text, node), end: node.end };
}
