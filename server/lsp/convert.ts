/** Between the editor terms of `features/` and the protocol's types. Offsets and positions count UTF-16 units on both sides. */
import {
  CodeActionKind,
  DiagnosticSeverity,
  DiagnosticTag,
  type CodeAction as LspCodeAction,
  type CodeLens as LspCodeLens,
  type Diagnostic as LspDiagnostic,
  type InlayHint as LspInlayHint,
  type Position,
  type Range,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { CodeAction } from '../features/code-actions.ts';
import type { CodeLens } from '../features/code-lens.ts';
import { diagnosticOf, type Diagnostic } from '../features/diagnostics.ts';
import type { InlayHint } from '../features/inlay-hints.ts';
import type { Finding, PrintedFix, Severity } from '../core/model/finding.ts';
import { lineStarts, offsetAt, positionAt, type Span } from '../core/model/text.ts';

export const fixAllKind = 'source.fixAll.promptcost';
export const compareKind = 'refactor.promptcost.compare';
const diagnosticSource = 'promptcost';

/** What the conversions ask of a session. */
export interface Surroundings {
  /** The text of a file as the analysis saw it. */
  text(path: string): string;
  /** The document that shows a span of a file's text, and where in it: a file, or a cell of a notebook. */
  place(path: string, span: Span): { readonly uri: string; readonly range: Range };
  /** The version of an open document; null for one that is not open. */
  version(uri: string): number | null;
  readonly client: ClientAbilities;
}

/** What the client said it can do, as far as it changes what we send. */
export interface ClientAbilities {
  readonly relatedInformation: 'yes' | 'no';
  readonly documentChanges: 'yes' | 'no';
  readonly rulePageScheme: string | null;
  /** The command that shows a rule's page. */
  readonly explainCommand: string;
  /** The command that shows what a call costs another way. */
  readonly whatIfCommand: string;
}

/** Positions of one text. Made once for a text and used for all its spans. */
export interface LineIndex {
  readonly range: (span: Span) => Range;
  readonly position: (offset: number) => Position;
  /** Positions beyond a line's end are taken as its end, as the protocol asks. */
  readonly offset: (position: Position) => number;
}

function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const position = (offset: number): Position => positionAt(starts, offset);
  return {
    position,
    range: ({ start, end }) => ({ start: position(start), end: position(end) }),
    offset: (at) => (at.line >= starts.length ? text.length : Math.min(offsetAt(starts, at), endOfLine(text, starts, at.line))),
  };
}

/** Positions in a cell's own document; what lies outside the cell is taken as its nearest end. */
export function cellIndex(whole: LineIndex, { start, end }: Span): LineIndex {
  const first = whole.position(start).line;
  const position = (offset: number): Position => {
    const { line, character } = whole.position(Math.max(start, Math.min(offset, end)));
    return { line: line - first, character };
  };
  return {
    position,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    offset: ({ line, character }) => Math.min(end, whole.offset({ line: line + first, character })),
  };
}

/** Line indexes by file, each kept while the file's text is the same. */
export function lineIndexes(text: (path: string) => string): (path: string) => LineIndex {
  const known = new Map<string, { readonly text: string; readonly index: LineIndex }>();
  return (path) => {
    const now = text(path);
    const before = known.get(path);
    if (before?.text === now) return before.index;
    const index = lineIndex(now);
    known.set(path, { text: now, index });
    return index;
  };
}

export function toDiagnostic(diagnostic: Diagnostic, around: Surroundings): LspDiagnostic {
  const { client } = around;
  return {
    range: around.place(diagnostic.path, diagnostic).range,
    severity: severities[diagnostic.severity],
    source: diagnosticSource,
    code: diagnostic.rule,
    message: diagnostic.message,
    ...(client.rulePageScheme === null ? {} : { codeDescription: { href: `${client.rulePageScheme}:/${diagnostic.rule}.md` } }),
    ...(diagnostic.tag === 'unnecessary' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(client.relatedInformation === 'no' || diagnostic.related.length === 0
      ? {}
      : { relatedInformation: diagnostic.related.map(({ at, message }) => ({ message, location: around.place(at.path, at) })) }),
  };
}

/** `data` lets the hint's tooltip be made only when it is looked at. */
export function toInlayHint(hint: InlayHint, uri: string, index: LineIndex): LspInlayHint {
  const data: InlayHintData = { uri, callee: hint.call.site.call.callee.start };
  return { position: index.position(hint.offset), label: hint.label, paddingLeft: true, data };
}

export interface InlayHintData {
  readonly uri: string;
  /** Where the callee starts, as an offset. */
  readonly callee: number;
}

export function toCodeLens(lens: CodeLens, index: LineIndex): LspCodeLens {
  // An empty command is how the protocol says: text that does nothing when clicked.
  return { range: index.range(lens), command: { title: lens.title, command: '' } };
}

export function toCodeAction(action: CodeAction, around: Surroundings): LspCodeAction {
  const diagnosticsOf = (finding: Finding): LspDiagnostic[] => [toDiagnostic(diagnosticOf(finding), around)];
  switch (action.kind) {
    case 'fix':
      return {
        title: action.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnosticsOf(action.finding),
        ...(action.preferred === 'yes' ? { isPreferred: true } : {}),
        edit: toWorkspaceEdit(action.files, around),
      };
    case 'suppress':
      return { title: action.title, kind: CodeActionKind.QuickFix, diagnostics: diagnosticsOf(action.finding), edit: toWorkspaceEdit(action.files, around) };
    case 'explain':
      return {
        title: action.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnosticsOf(action.finding),
        command: { title: action.title, command: around.client.explainCommand, arguments: [action.finding.rule] },
      };
    case 'evaluate': {
      const { uri, range } = around.place(action.path, { start: 0, end: 0 });
      return {
        title: action.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnosticsOf(action.finding),
        edit: { documentChanges: [{ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } }, { textDocument: { uri, version: null }, edits: [{ range, newText: action.text }] }] },
      };
    }
    case 'fix-all':
      return { title: action.title, kind: fixAllKind, edit: toWorkspaceEdit(action.files, around) };
  }
}

/** Leads to the page that compares a call with its alternatives. */
export function toComparison(uri: string, callee: number, { whatIfCommand }: Surroundings['client']): LspCodeAction {
  const title = 'Compare costs…';
  return { title, kind: compareKind, command: { title, command: whatIfCommand, arguments: [uri, callee] } };
}

/** Versions make the editor refuse edits of a text that has moved on meanwhile. */
function toWorkspaceEdit(files: PrintedFix['files'], around: Surroundings): WorkspaceEdit {
  const byDocument = new Map<string, LspTextEdit[]>();
  for (const { path, edits } of files) {
    for (const edit of edits) {
      const { uri, range } = around.place(path, edit);
      const own = byDocument.get(uri);
      if (own === undefined) byDocument.set(uri, [{ range, newText: edit.text }]);
      else own.push({ range, newText: edit.text });
    }
  }
  if (around.client.documentChanges === 'yes') {
    return { documentChanges: [...byDocument].map(([uri, edits]) => ({ textDocument: { uri, version: around.version(uri) }, edits })) };
  }
  return { changes: Object.fromEntries(byDocument) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function endOfLine(text: string, starts: readonly number[], line: number): number {
  let end = starts[line + 1] ?? text.length;
  while (end > starts[line]! && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
  return end;
}
