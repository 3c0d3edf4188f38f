/**
 * Statements of a module whose brackets are open. Somebody who types a call without an editor that closes brackets has open ones most of the time, and the parser lets the statement take in
 * the functions below it, as methods of an object that is being written, or as whatever they may be there. Such a statement ends where the next declaration begins at the start of a line: that
 * one, and all below it, is what it was.
 *
 * Only a statement that has syntax errors is looked at, so that code which stands at the start of its lines inside of brackets is read as it is written. Where a statement ends is read off its
 * own text, and what it says too: it is parsed alone. In its place something of the same length is parsed with the rest of the file.
 */
import type ts from 'typescript';
import { createScanner, errorsOf, isExternalModule, parse, reparse, ScriptTarget, startOf, SyntaxKind } from './parser.ts';
import type { Parsed } from './recover.ts';

/** The statements of a module, the open ones as they are on their own. */
export interface Separated {
  readonly statements: readonly ts.Statement[];
  /** The open ones. */
  readonly cut: ReadonlySet<ts.Node>;
  readonly endOfFile: ts.Node;
  /** The tree of all others. */
  readonly file: ts.SourceFile;
}

/** A line of a module that no prompt has. */
export const declaration =
  /^(?:export\s+(?:default|async|function|class|const|let|type|interface|enum|abstract|\{)|import\s.*\bfrom\s*['"]|(?:async\s+)?function\s*\*?\s*\w+\s*[(<]|(?:abstract\s+)?class\s+\w+[^\n]*\{\s*$|(?:const|let|var)\s+(?:\w+|[[{][^\n]*[\]}])(?:\s*:[^=\n]+)?\s*=|interface\s+\w+[^\n]*\{\s*$|type\s+\w+[^=\n]*=|enum\s+\w+\s*\{)/m;
const declarationHere = new RegExp(declaration.source, 'my');

/** What stands for an open statement where the rest is parsed: nothing above or below can be taken for a part of it. */
const placeholder = 'debugger';
/** How many open statements are told apart: each costs two parses. */
const most = 8;

/** **The tree of `parsed` is invalid from then on.** @throws RangeError as `parse` does. */
export function separate(path: string, { file, text }: Parsed): Separated {
  let rest = file;
  let restText = text;
  const alone = new Map<number, readonly ts.Statement[]>();
  const cut = new Set<ts.Node>();
  for (let found = openIn(rest, restText); found !== null && alone.size < most; found = openIn(rest, restText)) {
    const { statement, end } = found;
    const own = parseAlone(path, text.slice(0, end), statement.pos, rest);
    const start = startOf(restText, statement);
    const last = own.endOfFileToken.pos;
    if (last - start <= placeholder.length) break;
    const statements = statement.pos === 0 ? own.statements : own.statements.slice(1);
    const lowest = statements.at(-1);
    if (lowest !== undefined) cut.add(lowest);
    alone.set(start, statements);
    restText = `${restText.slice(0, start)}${placeholder}${' '.repeat(last - start - placeholder.length - 1)};${restText.slice(last)}`;
    rest = reparse(rest, restText);
  }
  const statements = alone.size === 0 ? rest.statements : rest.statements.flatMap((statement) => (statement.kind === SyntaxKind.DebuggerStatement ? alone.get(startOf(restText, statement)) : undefined) ?? [statement]);
  return { statements, cut, endOfFile: rest.endOfFileToken, file: rest };
}

/** A statement of a text that ends with it. Its offsets are those of the whole text. */
function parseAlone(path: string, text: string, from: number, file: ts.SourceFile): ts.SourceFile {
  const above = from === 0 ? '' : `${' '.repeat(from - 1)};`;
  return parse(path, above + text.slice(from), isExternalModule(file) ? 'module' : 'told by itself');
}

/** The first statement with an error that has open brackets where a declaration begins. */
function openIn(file: ts.SourceFile, text: string): { readonly statement: ts.Statement; readonly end: number } | null {
  const seen = new Set<ts.Statement>();
  for (const error of errorsOf(file)) {
    const statement = file.statements.find(({ end }) => end >= error.start) ?? file.statements.at(-1);
    if (statement === undefined || seen.has(statement)) continue;
    seen.add(statement);
    const end = declarationWithin(text, startOf(text, statement), statement.end);
    if (end !== null) return { statement, end };
  }
  return null;
}

/** Where the first declaration begins that stands at the start of a line, though brackets are open there. */
function declarationWithin(text: string, start: number, end: number): number | null {
  const scanner = createScanner(ScriptTarget.ESNext, /* skipTrivia */ true, undefined, text, undefined, start, end - start);
  const open: ts.SyntaxKind[] = [];
  let before: ts.SyntaxKind = SyntaxKind.Unknown;
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if ((token === SyntaxKind.SlashToken || token === SyntaxKind.SlashEqualsToken) && !endsExpression(before)) token = scanner.reScanSlashToken();
    if (token === SyntaxKind.CloseBraceToken && open.at(-1) === SyntaxKind.TemplateHead) token = scanner.reScanTemplateToken(/* isTaggedTemplate */ false);
    before = token;
    const at = scanner.getTokenStart();
    if (open.length > 0 && at > start && text[at - 1] === '\n') {
      declarationHere.lastIndex = at;
      if (declarationHere.test(text)) return at;
    }
    const opener = openers.get(token);
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenParenToken || token === SyntaxKind.OpenBracketToken || token === SyntaxKind.TemplateHead) open.push(token);
    else if (opener !== undefined) {
      // What is open inside of the bracket that closes ends with it.
      const index = open.lastIndexOf(opener);
      if (index >= 0) open.length = index;
    }
  }
  return null;
}

const openers: ReadonlyMap<ts.SyntaxKind, ts.SyntaxKind> = new Map([
  [SyntaxKind.CloseBraceToken, SyntaxKind.OpenBraceToken],
  [SyntaxKind.CloseParenToken, SyntaxKind.OpenParenToken],
  [SyntaxKind.CloseBracketToken, SyntaxKind.OpenBracketToken],
  [SyntaxKind.TemplateTail, SyntaxKind.TemplateHead],
]);

/** Whether a slash behind a token divides. */
function endsExpression(token: ts.SyntaxKind): boolean {
  switch (token) {
    case SyntaxKind.Identifier:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateTail:
    case SyntaxKind.CloseParenToken:
    case SyntaxKind.CloseBracketToken:
    case SyntaxKind.CloseBraceToken:
    case SyntaxKind.ThisKeyword:
    case SyntaxKind.SuperKeyword:
      return true;
    default:
      return false;
  }
}
