/** Statements: scopes, what runs repeatedly or only sometimes, and what leaves it. */
import type ts from 'typescript';
import type { Expr, RecordEntry, Region } from '../../core/model/facts.ts';
import { addJump, addRegion, addScope, binary, nameExpr, opaque, ownScope, type RegionKind } from '../draft.ts';
import { bindPattern, declareClass, declareFunction, declareShape, isOverload, saidOf } from './declarations.ts';
import { bind, modulePlace, bindingAt, spanOf } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { assignTo } from './assignments.ts';
import { expression, literalKey, namedExpression, unwrap, visitChildren } from './expressions.ts';
import {
  idText,
  isBlock,
  isClassDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isIfStatement,
  isNamespaceExport,
  isNamespaceImport,
  isObjectLiteralExpression,
  isStringLiteralLike,
  isTypeLiteralNode,
  isVariableDeclarationList,
  isVariableStatement,
  NodeFlags,
  SyntaxKind,
} from './parser.ts';
import { declareTaggedTypes, passOnTags, startWithTags, taggedType } from './jsdoc.ts';
import { packageSpecifier } from './specifiers.ts';
import { assertedType, typeExpression } from './types.ts';

type Visitor<N extends ts.Node> = (draft: Draft, node: N, place: Place) => void;

const visitors: Visitor<never>[] = [];

function on<N extends ts.Node>(kind: N['kind'], visit: Visitor<N>): void {
  visitors[kind] = visit as Visitor<never>;
}

/**
 * Records statements. While a call is being typed its brackets are open, and those of the function around it take what follows for its own. What only a module can hold ends the
 * function: that, and all behind it, stays where it was.
 */
export function statements(draft: Draft, nodes: readonly ts.Node[], place: Place): void {
  for (const [index, node] of nodes.entries()) {
    if (place.function >= 0 && isOfModule(node)) {
      draft.drawnIn ??= { nodes: nodes.slice(index), cut: nodes[index - 1]?.end ?? node.pos };
      return;
    }
    const exported = draft.exports.length;
    if (place === modulePlace) declareTaggedTypes(draft, node, place);
    if (!isOverload(node, nodes[index + 1])) statement(draft, node, place);
    if (place === modulePlace) draft.statements.push({ start: startWithTags(draft, node), end: draft.drawnIn?.cut ?? node.end, exports: draft.exports.length - exported, ...(draft.cut.has(node) ? { unclosed: true as const } : {}) });
    while (place.function < 0 && draft.drawnIn !== null) {
      const { nodes: after } = draft.drawnIn;
      draft.drawnIn = null;
      statements(draft, after, modulePlace);
    }
  }
}

function isOfModule(node: ts.Node): boolean {
  return node.kind === SyntaxKind.ImportDeclaration || node.kind === SyntaxKind.ExportDeclaration || node.kind === SyntaxKind.ExportAssignment || isExported(node as unknown as ts.HasModifiers);
}

/** Records a statement. Of one without a kind of its own, the expressions and statements inside count. */
export function statement(draft: Draft, node: ts.Node, place: Place): void {
  const visit = visitors[node.kind] as Visitor<ts.Node> | undefined;
  if (visit) visit(draft, node, place);
  else visitChildren(draft, node, place);
}

on<ts.ExpressionStatement>(SyntaxKind.ExpressionStatement, (draft, node, place) => {
  passOnTags(draft, node, node.expression);
  expression(draft, node.expression, place);
});
on<ts.Block>(SyntaxKind.Block, (draft, node, place) => statements(draft, node.statements, { ...place, scope: blockScope(draft, node, node.statements, place) }));

/** A scope for a block that declares something; most blocks need none. */
function blockScope(draft: Draft, node: ts.Node, nodes: readonly ts.Statement[], place: Place): number {
  return nodes.some(declaresInBlock) ? addScope(draft, spanOf(draft, node), place.scope, 'block') : place.scope;
}

function declaresInBlock(node: ts.Statement): boolean {
  if (isVariableStatement(node)) return (node.declarationList.flags & NodeFlags.BlockScoped) !== 0;
  return isFunctionDeclaration(node) || isClassDeclaration(node) || typeDeclarations.has(node.kind);
}

const typeDeclarations = new Set<ts.SyntaxKind>([SyntaxKind.EnumDeclaration, SyntaxKind.InterfaceDeclaration, SyntaxKind.TypeAliasDeclaration, SyntaxKind.ModuleDeclaration]);

// ---- declarations ------------------------------------------------------------------------------------------------------------------------

on<ts.VariableStatement>(SyntaxKind.VariableStatement, (draft, node, place) => {
  for (const declaration of node.declarationList.declarations) passOnTags(draft, node, declaration);
  variables(draft, node.declarationList, place, node.modifiers?.some(({ kind }) => kind === SyntaxKind.DeclareKeyword));
  if (isExported(node)) for (const { name } of node.declarationList.declarations) for (const local of namesOf(name)) exportLocal(draft, local, local);
});
on<ts.VariableDeclarationList>(SyntaxKind.VariableDeclarationList, (draft, node, place) => variables(draft, node, place));

/** What `let` declares without a value is undefined until it is set. A second `var` changes nothing, and of `declare let client` and `let client!: OpenAI` a person says that they are set. */
function variables(draft: Draft, list: ts.VariableDeclarationList, place: Place, ambient = false): void {
  const unset = !ambient && (list.flags & NodeFlags.Let) !== 0;
  const scope = list.flags & NodeFlags.BlockScoped ? place.scope : ownScope(draft, place.scope);
  const kind = (list.flags & NodeFlags.Using) === NodeFlags.Using ? 'context' : 'variable';
  for (const declaration of list.declarations) {
    const { name, type, initializer } = declaration;
    if (initializer) passOnTags(draft, declaration, unwrap(initializer));
    const annotation = typeExpression(draft, type ?? taggedType(draft, declaration) ?? assertedType(draft, initializer), place);
    const own = isIdentifier(name) ? idText(name) : null;
    const inside = own !== null && initializer && isObjectLiteralExpression(unwrap(initializer)) ? { ...place, literal: own } : place;
    const value: Expr | null = initializer ? namedExpression(draft, initializer, inside, own) : unset && !declaration.exclamationToken ? { kind: 'null', ...spanOf(draft, name) } : null;
    saidOf(draft, value, annotation);
    bindPattern(draft, name, place, scope, { kind, value, type: annotation });
  }
}

on<ts.FunctionDeclaration>(SyntaxKind.FunctionDeclaration, (draft, node, place) => {
  const name = node.name ? idText(node.name) : null;
  const index = declareFunction(draft, node, { ...place, self: -1, object: undefined }, { name, role: 'function', class: -1, passedTo: -1 });
  const value: Expr = { kind: 'function', function: index, ...spanOf(draft, node) };
  if (node.name) bind(draft, place.scope, node.name, idText(node.name), place.region, { kind: 'function', value });
  exportDeclaration(draft, node, name, value);
});
on<ts.ClassDeclaration>(SyntaxKind.ClassDeclaration, (draft, node, place) => {
  const name = node.name ? idText(node.name) : null;
  const value: Expr = { kind: 'class', class: declareClass(draft, node, place, null), ...spanOf(draft, node) };
  if (node.name) bind(draft, place.scope, node.name, idText(node.name), place.region, { kind: 'class', value });
  exportDeclaration(draft, node, name, value);
});
on<ts.InterfaceDeclaration>(SyntaxKind.InterfaceDeclaration, (draft, node, place) => {
  const value: Expr = { kind: 'class', class: declareShape(draft, node, place, idText(node.name)), ...spanOf(draft, node) };
  declareTypeName(draft, node, value, place);
});
/** `type Client = OpenAI` is another name for the class. */
on<ts.TypeAliasDeclaration>(SyntaxKind.TypeAliasDeclaration, (draft, node, place) => {
  const value: Expr = isTypeLiteralNode(node.type)
    ? { kind: 'class', class: declareShape(draft, node.type, place, idText(node.name)), ...spanOf(draft, node.type) }
    : (typeExpression(draft, node.type, place) ?? opaque(spanOf(draft, node), 'a type'));
  declareTypeName(draft, node, value, place);
});

function declareTypeName(draft: Draft, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, value: Expr, place: Place): void {
  const name = idText(node.name);
  draft.typeNames.push({ scope: place.scope, binding: bindingAt(draft, node.name, name, place.region, { kind: value.kind === 'class' ? 'class' : 'variable', value }) });
  if (isExported(node)) exportLocal(draft, name, name);
}

/** An enum is a record of its members; those without an initialiser count on from the number before. */
on<ts.EnumDeclaration>(SyntaxKind.EnumDeclaration, (draft, node, place) => {
  let next: number | null = 0;
  const entries = node.members.map((member): RecordEntry => {
    const span = spanOf(draft, member);
    const value: Expr = member.initializer
      ? expression(draft, member.initializer, place)
      : next === null
        ? opaque(span, 'a computed number')
        : { kind: 'number', value: next, ...span };
    next = value.kind === 'number' ? value.value + 1 : null;
    return { kind: 'entry', key: literalKey(member.name), keyExpr: null, value, ...span };
  });
  const value: Expr = { kind: 'record', entries, trailingComma: -1, ...spanOf(draft, node) };
  bind(draft, place.scope, node.name, idText(node.name), place.region, { kind: 'variable', value });
  if (isExported(node)) exportLocal(draft, idText(node.name), idText(node.name));
});
/** A namespace is a record of what it exports. What `declare module 'm'` says of other modules is none of this file's business. */
on<ts.ModuleDeclaration>(SyntaxKind.ModuleDeclaration, (draft, node, place) => {
  const { body, name } = node;
  if (!isIdentifier(name) || !body || body.kind !== SyntaxKind.ModuleBlock || idText(name) === 'global') return;
  const span = spanOf(draft, node);
  const scope = addScope(draft, span, place.scope, 'block');
  const exported = draft.exports.length;
  statements(draft, (body as ts.ModuleBlock).statements, { ...place, scope });
  const entries = draft.exports
    .splice(exported)
    .flatMap((fact): RecordEntry[] => (fact.kind === 'local' ? [{ kind: 'entry', key: fact.name, keyExpr: null, value: nameExpr(span, fact.local, scope), ...span }] : []));
  bind(draft, place.scope, name, idText(name), place.region, { kind: 'variable', value: { kind: 'record', entries, trailingComma: -1, ...span } });
  if (isExported(node)) exportLocal(draft, idText(name), idText(name));
});

// ---- imports and exports -----------------------------------------------------------------------------------------------------------------

on<ts.ImportDeclaration>(SyntaxKind.ImportDeclaration, (draft, node) => {
  const module = moduleOf(node.moduleSpecifier);
  if (module === null) return;
  const { importClause: clause } = node;
  if (!clause) {
    draft.imports.push({ module, name: '*', names: 'one', typeOnly: false, ...spanOf(draft, node) });
    return;
  }
  const typeOnly = clause.phaseModifier === SyntaxKind.TypeKeyword;
  if (clause.name) importName(draft, module, 'default', clause.name, clause.name, typeOnly);
  if (!clause.namedBindings) return;
  if (isNamespaceImport(clause.namedBindings)) importName(draft, module, '*', clause.namedBindings.name, clause.namedBindings, typeOnly);
  else for (const element of clause.namedBindings.elements) importName(draft, module, moduleExportName(element.propertyName ?? element.name), element.name, element, typeOnly || element.isTypeOnly);
});
on<ts.ImportEqualsDeclaration>(SyntaxKind.ImportEqualsDeclaration, (draft, node, place) => {
  const { moduleReference: reference } = node;
  if (reference.kind === SyntaxKind.ExternalModuleReference) {
    const module = moduleOf((reference as ts.ExternalModuleReference).expression);
    if (module !== null) importName(draft, module, '*', node.name, node, node.isTypeOnly);
  } else {
    bind(draft, place.scope, node.name, idText(node.name), place.region, { kind: 'variable', value: entity(draft, reference as ts.EntityName, place) });
  }
});

function importName(draft: Draft, module: string, name: string, local: ts.Identifier, node: ts.Node, typeOnly: boolean): void {
  const index = draft.imports.push({ module, name, names: 'one', typeOnly, ...spanOf(draft, node) }) - 1;
  bind(draft, 0, local, idText(local), 0, { kind: 'import', import: index });
}

function entity(draft: Draft, name: ts.EntityName, place: Place): Expr {
  const span = spanOf(draft, name);
  return isIdentifier(name) ? nameExpr(span, idText(name), place.scope) : { kind: 'member', object: entity(draft, name.left, place), property: idText(name.right), ...span };
}

on<ts.ExportDeclaration>(SyntaxKind.ExportDeclaration, (draft, node) => {
  const module = node.moduleSpecifier ? moduleOf(node.moduleSpecifier) : null;
  const { exportClause: clause } = node;
  if (!clause) {
    if (module !== null) draft.exports.push({ kind: 'all', module });
  } else if (isNamespaceExport(clause)) {
    if (module !== null) draft.exports.push({ kind: 'from', name: moduleExportName(clause.name), imported: '*', module });
  } else {
    for (const { name, propertyName } of clause.elements) {
      const [outer, inner] = [moduleExportName(name), moduleExportName(propertyName ?? name)];
      if (module === null) exportLocal(draft, outer, inner);
      else draft.exports.push({ kind: 'from', name: outer, imported: inner, module });
    }
  }
});
on<ts.ExportAssignment>(SyntaxKind.ExportAssignment, (draft, node, place) => {
  const name = node.isExportEquals ? '*' : 'default';
  passOnTags(draft, node, unwrap(node.expression));
  draft.exports.push({ kind: 'value', name, value: expression(draft, node.expression, place) });
});

function exportDeclaration(draft: Draft, node: ts.FunctionDeclaration | ts.ClassDeclaration, name: string | null, value: Expr): void {
  if (!isExported(node)) return;
  const exported = node.modifiers?.some((modifier) => modifier.kind === SyntaxKind.DefaultKeyword) ? 'default' : name;
  if (name !== null && exported !== null) exportLocal(draft, exported, name);
  else if (exported !== null) draft.exports.push({ kind: 'value', name: exported, value });
}

function exportLocal(draft: Draft, name: string, local: string): void {
  draft.exports.push({ kind: 'local', name, local });
}

function isExported(node: ts.HasModifiers): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword) ?? false;
}

function moduleExportName(name: ts.ModuleExportName): string {
  return isIdentifier(name) ? idText(name) : name.text;
}

function moduleOf(node: ts.Node): string | null {
  return isStringLiteralLike(node) ? packageSpecifier(node.text) : null;
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (isIdentifier(name)) return [idText(name)];
  return name.elements.flatMap((element) => ('name' in element ? namesOf(element.name) : []));
}

// ---- branches ----------------------------------------------------------------------------------------------------------------------------

/** The arms of `if … else if … else` are regions side by side; their tests are read outside of them. */
on<ts.IfStatement>(SyntaxKind.IfStatement, (draft, node, place) => {
  let arm: ts.Statement | undefined = node;
  let before: number | undefined;
  while (arm && isIfStatement(arm)) {
    const condition: ts.Expression = arm.expression;
    const test = expression(draft, condition, place);
    const isMain = /\b(?:require|import\.meta)\.main\b|\bimport\.meta\.(?:url|filename)\b/.test(draft.text.slice(condition.pos, condition.end));
    before = inRegion(draft, arm.thenStatement, place, isMain ? { kind: 'main' } : { kind: 'branch', test, ...after(before) });
    arm = arm.elseStatement;
  }
  if (arm) inRegion(draft, arm, place, { kind: 'branch', test: null, ...after(before) });
});
on<ts.SwitchStatement>(SyntaxKind.SwitchStatement, (draft, node, place) => {
  const subject = expression(draft, node.expression, place);
  const { clauses } = node.caseBlock;
  const inside: Place = { ...place, scope: blockScope(draft, node.caseBlock, clauses.flatMap((clause) => clause.statements), place), breaks: 'switch' };
  let before: number | undefined;
  /** The tests of the clauses above that run on into this one; null where one of them is `default`. */
  let above: Expr | null | undefined;
  clauses.forEach((clause, index) => {
    const span = spanOf(draft, clause);
    const value = clause.kind === SyntaxKind.CaseClause ? expression(draft, clause.expression, inside) : null;
    const own = value && binary(value, 'compare', '===', subject, value);
    const test = above === undefined ? own : own && above && binary(span, 'or', '||', above, own);
    // `default` stands for what no other clause is for, which those before it tell only where it is the last.
    const isTold = test !== null || index === clauses.length - 1;
    const region = addRegion(draft, { kind: 'branch', test, ...(isTold ? after(before) : {}), parent: place.region, ...span });
    statements(draft, clause.statements, { ...inside, region });
    above = runsOn(clause.statements) ? test : undefined;
    if (test !== null && above === undefined) before = region;
  });
});

/** Whether what follows some statements is run next, as far as the last of them tells. */
function runsOn(nodes: readonly ts.Statement[]): boolean {
  const last = nodes.at(-1);
  if (last !== undefined && isBlock(last)) return runsOn(last.statements);
  return last === undefined || !leaves.has(last.kind);
}

const leaves = new Set<ts.SyntaxKind>([SyntaxKind.BreakStatement, SyntaxKind.ReturnStatement, SyntaxKind.ThrowStatement, SyntaxKind.ContinueStatement]);

function after(before: number | undefined): { readonly after?: number } {
  return before === undefined ? {} : { after: before };
}

function inRegion(draft: Draft, node: ts.Statement, place: Place, kind: RegionKind): number {
  const region = addRegion(draft, { ...kind, parent: place.region, ...spanOf(draft, node) } as Region);
  statement(draft, node, { ...place, region });
  return region;
}

// ---- loops -------------------------------------------------------------------------------------------------------------------------------

on<ts.ForStatement>(SyntaxKind.ForStatement, (draft, node, place) => {
  const outside: Place = { ...place, scope: loopScope(draft, node, node.initializer, place) };
  if (node.initializer) visit(draft, node.initializer, outside);
  const { index, inside } = loopRegion(draft, node, outside, 'for');
  const test = node.condition ? expression(draft, node.condition, inside) : null;
  setLoop(draft, index, null, test);
  if (node.incrementor) expression(draft, node.incrementor, inside);
  statement(draft, node.statement, inside);
});
for (const kind of [SyntaxKind.ForOfStatement, SyntaxKind.ForInStatement] as const) {
  on<ts.ForOfStatement | ts.ForInStatement>(kind, (draft, node, place) => {
    const over = expression(draft, node.expression, place);
    const outside: Place = { ...place, scope: loopScope(draft, node, node.initializer, place) };
    const { index, inside } = loopRegion(draft, node, outside, 'for');
    setLoop(draft, index, over, null);
    const span = spanOf(draft, node.initializer);
    const value: Expr = kind === SyntaxKind.ForInStatement ? opaque(span, 'a key') : { kind: 'element', of: over, ...span };
    if (isVariableDeclarationList(node.initializer)) {
      const scope = node.initializer.flags & NodeFlags.BlockScoped ? inside.scope : ownScope(draft, inside.scope);
      for (const { name } of node.initializer.declarations) bindPattern(draft, name, inside, scope, { kind: 'loop', value, type: null });
    } else {
      assignTo(draft, node.initializer, value, inside);
    }
    statement(draft, node.statement, inside);
  });
}
on<ts.WhileStatement>(SyntaxKind.WhileStatement, (draft, node, place) => {
  const { index, inside } = loopRegion(draft, node, place, 'while');
  setLoop(draft, index, null, expression(draft, node.expression, inside));
  statement(draft, node.statement, inside);
});
on<ts.DoStatement>(SyntaxKind.DoStatement, (draft, node, place) => {
  const { index, inside } = loopRegion(draft, node, place, 'while');
  statement(draft, node.statement, inside);
  setLoop(draft, index, null, expression(draft, node.expression, inside));
});

function visit(draft: Draft, node: ts.ForInitializer, place: Place): void {
  if (isVariableDeclarationList(node)) variables(draft, node, place);
  else expression(draft, node, place);
}

function loopScope(draft: Draft, node: ts.Node, initializer: ts.ForInitializer | undefined, place: Place): number {
  const declares = initializer && isVariableDeclarationList(initializer) && (initializer.flags & NodeFlags.BlockScoped) !== 0;
  return declares ? addScope(draft, spanOf(draft, node), place.scope, 'block') : place.scope;
}

/** The region comes before what stands in it; its test or its iterable is filled in once it is read. */
function loopRegion(draft: Draft, node: ts.Node, place: Place, form: 'for' | 'while'): { readonly index: number; readonly inside: Place } {
  const index = addRegion(draft, { kind: 'loop', form, over: null, test: null, parent: place.region, ...spanOf(draft, node) });
  return { index, inside: { ...place, region: index, breaks: 'loop' } };
}

function setLoop(draft: Draft, index: number, over: Expr | null, test: Expr | null): void {
  const region = draft.regions[index]!;
  if (region.kind === 'loop') draft.regions[index] = { ...region, over, test };
}

// ---- errors and jumps --------------------------------------------------------------------------------------------------------------------

on<ts.TryStatement>(SyntaxKind.TryStatement, (draft, node, place) => {
  const index = draft.regions.length;
  inRegion(draft, node.tryBlock, place, { kind: 'try' });
  const { catchClause: clause, finallyBlock } = node;
  if (clause) {
    const name = clause.variableDeclaration?.name;
    const scope = name ? addScope(draft, spanOf(draft, clause), place.scope, 'block') : place.scope;
    const region = addRegion(draft, { kind: 'catch', try: index, types: [], name: name && isIdentifier(name) ? idText(name) : null, parent: place.region, ...spanOf(draft, clause) });
    const inside = { ...place, scope, region };
    if (name) bindPattern(draft, name, inside, scope, { kind: 'catch', value: null, type: null });
    statement(draft, clause.block, inside);
  }
  if (finallyBlock) inRegion(draft, finallyBlock, place, { kind: 'finally', try: index });
});
on<ts.ReturnStatement>(SyntaxKind.ReturnStatement, (draft, node, place) => {
  const value = node.expression ? expression(draft, node.expression, place) : null;
  const fact = draft.functions[place.function];
  if (value && fact) {
    fact.returns.push(value);
    saidOf(draft, value, fact.returnType);
    fact.returnType ??= typeExpression(draft, assertedType(draft, node.expression), place);
  }
  addJump(draft, spanOf(draft, node), 'return', value, place);
});
on<ts.ThrowStatement>(SyntaxKind.ThrowStatement, (draft, node, place) => addJump(draft, spanOf(draft, node), 'throw', expression(draft, node.expression, place), place));
on<ts.ContinueStatement>(SyntaxKind.ContinueStatement, (draft, node, place) => addJump(draft, spanOf(draft, node), 'continue', null, place));
/** A `break` that only ends an arm of a `switch` leaves nothing that counts. */
on<ts.BreakStatement>(SyntaxKind.BreakStatement, (draft, node, place) => {
  if (node.label || place.breaks === 'loop') addJump(draft, spanOf(draft, node), 'break', null, place);
});
