/** What can be done about findings: apply a fix, keep them quiet, read the rule's page. Edits are those of the files as they stand. */
import { evaluationOf } from './evaluation.ts';
import { commentReports } from './rule-page.ts';
import { applyEdits, UNUSED_SUPPRESSION, type FileAnalysis, type Finding, type Fix, type PrintedFix, type Span, type TextEdit, type Workspace } from '../core/index.ts';

export type CodeAction =
  /** `preferred` marks the one an editor may apply without asking: the finding's first safe fix. */
  | { readonly kind: 'fix'; readonly title: string; readonly finding: Finding; readonly preferred: 'yes' | 'no'; readonly files: PrintedFix['files'] }
  | { readonly kind: 'suppress'; readonly title: string; readonly finding: Finding; readonly files: PrintedFix['files'] }
  /** Makes a file, which is not there yet. */
  | { readonly kind: 'evaluate'; readonly title: string; readonly finding: Finding; readonly path: string; readonly text: string }
  | { readonly kind: 'explain'; readonly title: string; readonly finding: Finding }
  | { readonly kind: 'fix-all'; readonly title: string; readonly files: PrintedFix['files'] };

/** What a finding's evaluation is written to: `place` names the call's file for a person, `free` gives the path for a file of this name, or null where it is taken or none can be made. */
export interface NewFiles {
  readonly place: string;
  readonly free: (name: string) => string | null;
}

/** Actions for the findings that touch `range`: first every fix, then the evaluations, the ways to keep quiet, and the rules' pages. */
export function codeActions(workspace: Workspace, analysis: FileAnalysis, range: Span, files: NewFiles): readonly CodeAction[] {
  const touched = analysis.findings.filter(({ at }) => at.path === analysis.path && at.start <= range.end && at.end >= range.start);
  // What is found about our own comments is mended by removing the comment.
  const ofRules = touched.filter(({ rule }) => !Object.hasOwn(commentReports, rule));
  const explained = ofRules.filter((finding, index) => ofRules.findIndex((other) => other.rule === finding.rule) === index);
  return [
    ...touched.flatMap((finding) => fixes(workspace, finding)),
    ...touched.flatMap((finding) => evaluation(analysis, finding, files)),
    ...touched.flatMap((finding) => removal(workspace, analysis, finding)),
    ...ofRules.flatMap((finding) => suppressions(workspace, analysis, finding).map((made): CodeAction => ({ kind: 'suppress', finding, ...made }))),
    ...explained.map((finding): CodeAction => ({ kind: 'explain', title: `Explain the rule ${finding.rule}`, finding })),
  ];
}

/** All safe fixes of one file together, or of the findings in a part of it; undefined where there is nothing to do. */
export function fixAll(workspace: Workspace, analysis: FileAnalysis, part: Span = { start: 0, end: Infinity }): CodeAction | undefined {
  const accepted: TextEdit[] = [];
  for (const finding of analysis.findings) {
    if (finding.at.start < part.start || finding.at.start > part.end) continue;
    const edits = safeEditsHere(workspace, analysis.path, finding);
    // A fix that meets another's edit is left for the next run, which sees the text as it then is.
    if (edits !== undefined && edits.every((edit) => accepted.every((other) => apart(edit, other)))) accepted.push(...edits);
  }
  if (accepted.length === 0) return undefined;
  return { kind: 'fix-all', title: 'Fix all safe promptcost findings', files: [{ path: analysis.path, edits: accepted }] };
}

function fixes(workspace: Workspace, finding: Finding): readonly CodeAction[] {
  const firstSafe = finding.fixes.find((fix) => fix.safety === 'safe');
  return finding.fixes.flatMap((fix) => {
    const printed = workspace.printFix(fix);
    if (printed === undefined || printed.files.every(({ edits }) => edits.length === 0)) return [];
    return [{ kind: 'fix', title: fixTitle(fix), finding, preferred: fix === firstSafe ? 'yes' : 'no', files: printed.files } as const];
  });
}

/** Promptfoo reads the file of this name by itself. */
const EVALUATION = 'promptfooconfig';
/** Further names that are tried where it is taken. */
const MOST_NAMES = 20;

function evaluation({ calls }: FileAnalysis, finding: Finding, { place, free }: NewFiles): readonly CodeAction[] {
  const { swap } = finding;
  const call = swap === null ? undefined : calls.find(({ site }) => site.start === swap.call);
  const current = call?.cost.card;
  const candidate = call?.cost.alternatives.find(({ card }) => card.id === swap!.candidate)?.card;
  if (call === undefined || current == null || candidate === undefined) return [];
  const made = evaluationOf(call, current, candidate, place);
  if (made === null) return [];
  for (let n = 1; n <= MOST_NAMES; n++) {
    const name = `${EVALUATION}${n === 1 ? '' : `-${n}`}.yaml`;
    const path = free(name);
    if (path !== null) return [{ kind: 'evaluate', title: `Compare ${candidate.id} with ${current.id} on this prompt (writes ${name})`, finding, path, text: made.text }];
  }
  return [];
}

function fixTitle({ title, safety }: Fix): string {
  return safety === 'safe' ? title : `${title} (may change behaviour)`;
}

/** The first safe fix, if it stays in the file: a change of another file is never made without being asked for. */
function safeEditsHere(workspace: Workspace, path: string, finding: Finding): readonly TextEdit[] | undefined {
  for (const fix of finding.fixes) {
    if (fix.safety !== 'safe') continue;
    const printed = workspace.printFix(fix);
    if (printed !== undefined && printed.files.every((file) => file.path === path)) return printed.files.flatMap((file) => file.edits);
  }
  return undefined;
}

/** Edits that neither overlap nor insert at the same place, whose order would then matter. */
function apart(a: TextEdit, b: TextEdit): boolean {
  return a.end < b.start || b.end < a.start || (a.start !== b.start && (a.end === b.start || b.end === a.start));
}

/** Removes a comment that holds nothing back. One that names several rules may still hold back another: it is left to a person. */
function removal(workspace: Workspace, { path }: FileAnalysis, finding: Finding): readonly CodeAction[] {
  if (finding.rule !== UNUSED_SUPPRESSION) return [];
  const text = workspace.text(path);
  const { start, end } = finding.at;
  if (text.slice(start, end).includes(',')) return [];
  const before = lineStart(text, start);
  const alone = text.slice(before, start).trim() === '';
  const edit = alone
    ? { start: before, end: end + (/^[ \t]*(?:\r\n?|\n)?/.exec(text.slice(end))![0].length), text: '' }
    : { start: start - /[ \t]*$/.exec(text.slice(before, start))![0].length, end, text: '' };
  return [{ kind: 'fix', title: 'Remove the unused suppression', finding, preferred: 'yes', files: [{ path, edits: [edit] }] }];
}

function suppressions(workspace: Workspace, { path }: FileAnalysis, { rule, at }: Finding): readonly Pick<Suppress, 'title' | 'files'>[] {
  const language = workspace.languageOf(path);
  if (language === undefined) return [];
  const text = workspace.text(path);
  const directive = (scope: 'ignore' | 'ignore-file'): string => `${language.comment} promptcost: ${scope}[${rule}]`;
  const before = workspace.facts(path)?.directives.length ?? 0;
  // A line inside a multi-line string has no room for a comment: the language itself says whether it reads one there.
  const isRead = (edit: TextEdit): boolean => language.extract(applyEdits(text, [edit]), path).directives.length > before;
  const line = [commentAbove(text, at.start, directive('ignore')), commentBehind(text, at.start, directive('ignore'))].find((edit) => edit !== null && isRead(edit));
  return [
    ...(line ? [{ title: `Ignore ${rule} here`, files: [{ path, edits: [line] }] }] : []),
    { title: `Ignore ${rule} in this file`, files: [{ path, edits: [commentOnTop(text, directive('ignore-file'))] }] },
  ];
}

type Suppress = Extract<CodeAction, { readonly kind: 'suppress' }>;

function commentAbove(text: string, offset: number, comment: string): TextEdit | null {
  const start = lineStart(text, offset);
  // A comment between the halves of a statement that a backslash continues is a syntax error.
  if (/\\\r?\n?$/.test(text.slice(0, start))) return null;
  const indent = /^[ \t]*/.exec(text.slice(start))![0];
  return { start, end: start, text: `${indent}${comment}${lineBreak(text)}` };
}

function commentBehind(text: string, offset: number, comment: string): TextEdit | null {
  const rest = /^[^\r\n]*/.exec(text.slice(offset))![0];
  if (rest.endsWith('\\')) return null;
  const end = offset + rest.length;
  return { start: end, end, text: `  ${comment}` };
}

/** Above everything but the lines that must come first: `#!…` and Python's declaration of the encoding. Code that is a part of its file begins where the blank ends. */
function commentOnTop(text: string, comment: string): TextEdit {
  const first = /^(?:#!.*(?:\r\n?|\n))?(?:#.*coding[:=].*(?:\r\n?|\n))?\s*/.exec(text)![0].length;
  const indent = text.slice(lineStart(text, first), first);
  return { start: first, end: first, text: `${comment}${lineBreak(text)}${indent}` };
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function lineBreak(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
