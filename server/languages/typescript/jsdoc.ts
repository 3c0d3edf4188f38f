/**
 * Types that JavaScript writes in comments: `@param {OpenAI} client`, `@type`, `@returns`, `@typedef`, `@import`. The parser gives them as types like any other, on the nodes that they stand before; a function
 * that is bound, assigned or an entry has its comment before the whole.
 */
import type ts from 'typescript';
import type { Expr } from '../../core/model/facts.ts';
import { declareDocShape } from './declarations.ts';
import type { Draft, Place } from './draft.ts';
import { modulePlace, bindingAt, spanOf } from './draft.ts';
import { idText, isIdentifier, SyntaxKind } from './parser.ts';
import { statement } from './statements.ts';
import { typeExpression } from './types.ts';

type Tags = readonly ts.JSDocTag[];

const NONE: Tags = [];

/** The comments before a node, its own one last. */
function docsOf(node: ts.Node): readonly ts.JSDoc[] {
  return (node as { readonly jsDoc?: readonly ts.JSDoc[] }).jsDoc ?? [];
}

/** The tags that speak of a node. */
export function tagsOf(draft: Draft, node: ts.Node): Tags {
  return draft.docs === null ? NONE : (draft.docs.get(node) ?? docsOf(node).at(-1)?.tags ?? NONE);
}

/** Lets the comment before a statement, member or entry speak of the value in it. */
export function passOnTags(draft: Draft, whole: ts.Node, value: ts.Node): void {
  const tags = tagsOf(draft, whole);
  if (tags !== NONE) draft.docs?.set(value, tags);
}

/** What `@type` says of a variable, member or expression. */
export function taggedType(draft: Draft, node: ts.Node): ts.TypeNode | undefined {
  return typeIn(tagsOf(draft, node), SyntaxKind.JSDocTypeTag);
}

/** What `@returns` says of a function. */
export function taggedReturn(tags: Tags): ts.TypeNode | undefined {
  return typeIn(tags, SyntaxKind.JSDocReturnTag);
}

function typeIn(tags: Tags, kind: ts.SyntaxKind): ts.TypeNode | undefined {
  if (tags === NONE) return undefined;
  return (tags.find((tag) => tag.kind === kind) as ts.JSDocTypeTag | undefined)?.typeExpression?.type;
}

/** What `@param` says of a parameter: by its name, or by its place where it is taken apart and has none. */
export function taggedParameter(draft: Draft, tags: Tags, node: ts.ParameterDeclaration, position: number): ts.TypeNode | undefined {
  const own = taggedType(draft, node);
  if (own !== undefined || tags === NONE) return own;
  const said = tags.filter((tag): tag is ts.JSDocParameterTag => tag.kind === SyntaxKind.JSDocParameterTag);
  const { name } = node;
  const tag = isIdentifier(name) ? said.find((one) => isIdentifier(one.name) && idText(one.name) === idText(name)) : said[position];
  return tag?.typeExpression?.type;
}

/** Names that the comments before a statement give to types, here and for other files. */
export function declareTaggedTypes(draft: Draft, node: ts.Node, place: Place): void {
  if (draft.docs === null) return;
  for (const tag of docsOf(node).flatMap(({ tags }) => tags ?? NONE)) {
    if (tag.kind === SyntaxKind.JSDocImportTag) statement(draft, { ...tag, kind: SyntaxKind.ImportDeclaration } as unknown as ts.Node, place);
    if (tag.kind !== SyntaxKind.JSDocTypedefTag) continue;
    const { name, typeExpression: said } = tag as ts.JSDocTypedefTag;
    if (name === undefined || said === undefined) continue;
    const type = said.kind === SyntaxKind.JSDocTypeExpression ? said.type : said;
    const value: Expr | null = isDocShape(type) ? { kind: 'class', class: declareDocShape(draft, type, place, idText(name)), ...spanOf(draft, type) } : typeExpression(draft, type as ts.TypeNode, place);
    if (value === null) continue;
    draft.typeNames.push({ scope: place.scope, binding: bindingAt(draft, name, idText(name), place.region, { kind: value.kind === 'class' ? 'class' : 'variable', value }) });
    draft.exports.push({ kind: 'local', name: idText(name), local: idText(name) });
  }
}

/** Where a statement of the module begins: what the comments before it say is its own. */
export function startWithTags(draft: Draft, node: ts.Node): number {
  const first = draft.docs === null ? undefined : docsOf(node)[0];
  return first?.pos ?? spanOf(draft, node).start;
}

/** Comments at the end of a file are a statement where they name types. */
export function statementOfTags(draft: Draft, end: ts.Node): void {
  const exported = draft.exports.length;
  declareTaggedTypes(draft, end, modulePlace);
  if (draft.docs !== null && docsOf(end).length > 0) draft.statements.push({ start: startWithTags(draft, end), end: end.end, exports: draft.exports.length - exported });
}

/** `@typedef {Object} Deps` with a `@property` for each member, `@param {Object} deps` with `@param {OpenAI} deps.client`. */
function isDocShape(node: ts.Node): node is ts.JSDocTypeLiteral {
  return node.kind === SyntaxKind.JSDocTypeLiteral;
}
