/**
 * The one place that meets the `typescript` package. In our bundles `scripts/trim-typescript.mjs` swaps the package for its parser alone, which
 * loads in 15 ms instead of 400; unbundled, in tests, it is the full package. Two consequences: only what that script exports may be imported
 * here, and nodes may be read by their fields only, since the trimmed parser's nodes lack methods (`getText`, `getStart` …) and `text` of
 * identifiers (`idText`).
 */
import * as typescript from 'typescript';
import type ts from 'typescript';
import { ScriptTarget } from 'typescript';

export {
  forEachChild,
  idText,
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isClassDeclaration,
  isClassExpression,
  isComputedPropertyName,
  isConstructorDeclaration,
  isDecorator,
  isElementAccessExpression,
  isExternalModule,
  isFunctionDeclaration,
  isFunctionExpression,
  isGetAccessorDeclaration,
  isIdentifier,
  isIfStatement,
  isMethodDeclaration,
  isNamespaceExport,
  isNamespaceImport,
  isNumericLiteral,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isOmittedExpression,
  isPrivateIdentifier,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isPropertyDeclaration,
  isPropertySignature,
  isMethodSignature,
  isSetAccessorDeclaration,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  isTemplateLiteral,
  isTypeLiteralNode,
  isTypeQueryNode,
  isVariableDeclarationList,
  isVariableStatement,
  createScanner,
  NodeFlags,
  ScriptTarget,
  SyntaxKind,
} from 'typescript';
export type { JSDocTag, Node, NodeArray } from 'typescript';

const { createSourceFile, JSDocParsingMode, ScriptKind, updateSourceFile } = typescript;

/** Exported by the package, though not among its types. */
const { skipTrivia } = typescript as unknown as { skipTrivia(text: string, pos: number): number };

/**
 * Parses a text; `path` only tells the dialect. Broken code gives a tree with missing nodes (`pos === end`) in the gaps.
 * Nodes hold no parents and no comments. A node's `pos` lies before its leading trivia; {@link startOf} is where its first token begins.
 * @throws RangeError where the code is nested deeper than the stack allows (thousands of levels).
 */
export function parse(path: string, text: string, as: 'module' | 'told by itself' = 'told by itself'): ts.SourceFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ScriptTarget.ESNext,
    jsDocParsingMode: hasTypesInComments(path, text) ? JSDocParsingMode.ParseAll : JSDocParsingMode.ParseNone,
    // A part of a module has no import of its own, and still waits at its top level.
    ...(as === 'module' ? { setExternalModuleIndicator: (file: ts.SourceFile) => void ((file as { externalModuleIndicator?: true }).externalModuleIndicator = true) } : {}),
  };
  return createSourceFile(path, text, options, /* setParentNodes */ false, scriptKindOf(path));
}

/** Whether comments of a text are to be parsed: only JavaScript has its types there. */
export function hasTypesInComments(path: string, text: string): boolean {
  return scriptKindOf(path) === ScriptKind.JSX && text.includes('/**') && /@(?:(?:param|type|typedef|returns?)\s*\{|import\s)/.test(text);
}

/**
 * Parses a text that differs little from the one that a tree is of. The parts that the change left alone are used again, which is several times quicker than
 * {@link parse}; the result is the same. **The old tree is invalid from then on**, also where this throws.
 * @throws RangeError as `parse` does.
 */
export function reparse(file: ts.SourceFile, text: string): ts.SourceFile {
  const before = file.text;
  // A tree is of one kind: its comments are parsed, or not.
  if (hasTypesInComments(file.fileName, before) !== hasTypesInComments(file.fileName, text)) return parse(file.fileName, text);
  const start = firstDifference(before, text);
  const most = Math.min(before.length, text.length) - start;
  let same = 0;
  while (same < most && before.charCodeAt(before.length - 1 - same) === text.charCodeAt(text.length - 1 - same)) same++;
  try {
    return updateSourceFile(file, text, { span: { start, length: before.length - same - start }, newLength: text.length - same - start });
  } catch {
    // It asserts what it relies on, and needs more stack than the parser.
    return parse(file.fileName, text);
  }
}

/** The UTF-16 offset from which on two texts differ. */
export function firstDifference(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

export interface SyntaxError {
  readonly kind: 'open template' | 'other';
  readonly start: number;
}

/** The syntax errors of a tree, in the order in which they were met. */
export function errorsOf(file: ts.SourceFile): readonly SyntaxError[] {
  // Not among the package's types. 1160 is "Unterminated template literal".
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly { readonly start: number; readonly code: number }[] };
  return parseDiagnostics.map(({ start, code }) => ({ kind: code === 1160 ? 'open template' : 'other', start }));
}

/** The UTF-16 offset of a node's first token. */
export function startOf(text: string, node: ts.Node): number {
  return node.pos === node.end ? node.pos : skipTrivia(text, node.pos);
}

function scriptKindOf(path: string): ts.ScriptKind {
  switch (path.slice(path.lastIndexOf('.') + 1).toLowerCase()) {
    case 'ts':
    case 'mts':
    case 'cts':
      return ScriptKind.TS;
    case 'tsx':
      return ScriptKind.TSX;
    default:
      // Much JavaScript holds JSX whatever its extension says, and allowing it costs nothing: JavaScript has no `<T>x` to confuse it with.
      return ScriptKind.JSX;
  }
}
