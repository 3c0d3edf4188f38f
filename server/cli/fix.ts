/**
 * `--fix`: applies safe fixes until none is left, then writes. Everything happens in memory first, so each round judges the text of the round before it, and a file
 * is written once, or not at all. A file is replaced by renaming a finished copy over it; what another program wrote in the meantime is never lost.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { applyEdits, type FileAnalysis, type Finding, type PrintedFix, type TextEdit } from '../core/index.ts';
import { replaceFile } from '../host/files/replace-file.ts';
import { decodeWhole } from '../host/files/source-files.ts';
import type { Scan } from './scan.ts';

export interface FixResult {
  readonly analyses: readonly FileAnalysis[];
  /** What was done, in order: for each file the fixes' titles. */
  readonly applied: ReadonlyMap<string, readonly string[]>;
  readonly written: readonly string[];
  /** Why something safe was not done, in full sentences. */
  readonly refused: readonly { readonly path: string; readonly message: string }[];
}

/** A file's whole text, outputs of a notebook included. */
interface Draft {
  /** What is on the disk, without the mark. */
  readonly before: string;
  readonly after: string;
  readonly bom: string;
}

const NOT_UTF8 = 'It is not UTF-8 throughout, so writing it could damage it. Convert it to UTF-8 first.';
const CHANGED = 'It was changed by another program while it was being read, so it was left as it is. Run the command again.';

/** A fix may open the way for another; more rounds than this mean that two fixes undo each other. */
const MOST_ROUNDS = 10;

export function fixAll(scan: Scan): FixResult {
  const { workspace, host, edited } = scan;
  const drafts = new Map<string, Draft>();
  const applied = new Map<string, string[]>();
  const refused = new Map<string, string>();
  const given = new Set(scan.files);
  let analyses = scan.results;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const changes = plan(analyses);
    if (changes.size === 0) break;
    const affected = new Set<string>();
    for (const [path, edits] of changes) {
      const draft = drafts.get(path)!;
      const after = rewritten(path, draft, edits)!;
      drafts.set(path, { ...draft, after });
      edited.set(path, after);
      affected.add(path);
      for (const other of workspace.dependents(path)) affected.add(other);
    }
    for (const path of changes.keys()) {
      host.changed(path);
      workspace.changed(path);
    }
    const renewed = new Map(scan.analyzeAgain([...affected].filter((path) => analyses.some((analysis) => analysis.path === path))).map((analysis) => [analysis.path, analysis]));
    analyses = analyses.map((analysis) => renewed.get(analysis.path) ?? analysis);
  }
  const written: string[] = [];
  for (const [path, { before, after, bom }] of drafts) {
    if (after === before) continue;
    const problem = write(path, bom + before, bom + after);
    if (problem === undefined) written.push(path);
    else {
      refused.set(path, problem);
      applied.delete(path);
    }
  }
  return { analyses, applied, written, refused: [...refused].map(([path, message]) => ({ path, message })) };

  /** The edits of one round: each finding's first safe fix, whole or not at all, as long as it touches nothing another one of the round touches. */
  function plan(current: readonly FileAnalysis[]): ReadonlyMap<string, readonly TextEdit[]> {
    const changes = new Map<string, TextEdit[]>();
    for (const { findings } of current) {
      for (const finding of findings) {
        const printed = safeFix(finding);
        if (printed === undefined || printed.files.length === 0) continue;
        const outside = printed.files.find(({ path }) => !given.has(path));
        if (outside !== undefined) {
          refused.set(finding.at.path, `“${printed.title}” would edit ${outside.path}, which is not among the given paths. Run it on that folder too.`);
          continue;
        }
        const unwritable = printed.files.map(({ path, edits }) => [path, whyNot(path, edits)] as const).find(([, reason]) => reason !== undefined);
        if (unwritable !== undefined) {
          refused.set(unwritable[0], unwritable[1]!);
          continue;
        }
        if (printed.files.some(({ path, edits }) => edits.some((edit) => (changes.get(path) ?? []).some((other) => touches(edit, other))))) continue;
        for (const { path, edits } of printed.files) {
          changes.set(path, [...(changes.get(path) ?? []), ...edits]);
          applied.set(path, [...(applied.get(path) ?? []), printed.title]);
        }
      }
    }
    return changes;
  }

  /** Why these edits cannot be written, or undefined; the file then has a draft. */
  function whyNot(path: string, edits: readonly TextEdit[]): string | undefined {
    let draft = drafts.get(path);
    if (draft === undefined) {
      const opened = scan.containerOf(path) === undefined ? ofSource(path) : ofContainer(path);
      if (typeof opened === 'string') return opened;
      drafts.set(path, (draft = opened));
    }
    return rewritten(path, draft, edits) === null ? 'An edit goes from one cell into the next. Make it by hand.' : undefined;
  }

  function rewritten(path: string, { after }: Draft, edits: readonly TextEdit[]): string | null {
    const container = scan.containerOf(path);
    return container === undefined ? applyEdits(after, edits) : container.rewrite(after, edits);
  }

  function ofSource(path: string): Draft | string {
    const encoding = host.disk.encoding(path);
    if (encoding?.exact === 'replaced') return NOT_UTF8;
    const before = workspace.text(path);
    return { before, after: before, bom: encoding?.bom ?? '' };
  }

  /** The file is read once more, whole: the analysis has kept its code alone. */
  function ofContainer(path: string): Draft | string {
    try {
      const decoded = decodeWhole(readFileSync(path));
      if (decoded.kind === 'binary' || decoded.exact === 'replaced') return NOT_UTF8;
      if (scan.containerOf(path)?.open(decoded.text)?.text !== workspace.text(path)) return CHANGED;
      return { before: decoded.text, after: decoded.text, bom: decoded.bom };
    } catch (error) {
      return `It could not be read: ${error instanceof Error ? error.message : String(error)}.`;
    }
  }

  function safeFix(finding: Finding): PrintedFix | undefined {
    const fix = finding.fixes.find(({ safety }) => safety === 'safe');
    return fix === undefined ? undefined : workspace.printFix(fix);
  }

  /** Undefined when it was written, else why not. */
  function write(path: string, before: string, after: string): string | undefined {
    try {
      // Through a link the file it leads to is replaced, not the link.
      const real = realpathSync.native(path);
      if (readFileSync(real, 'utf8') !== before) return CHANGED;
      replaceFile(real, after, statSync(real).mode);
      return undefined;
    } catch (error) {
      return `It could not be written: ${error instanceof Error ? error.message : String(error)}.`;
    }
  }
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
