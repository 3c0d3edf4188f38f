/** Fixes of the files as they stand: what may be mended, and the edits as text. */
import type { Finding, Fix, PrintedFix } from '../../model/finding.ts';
import type { SyntaxEdit } from '../../model/language.ts';
import type { FileAnalysis } from '../../model/workspace.ts';
import type { Files } from './files.ts';

type TextAt = (path: string) => string | undefined;

export interface Fixes {
  /** The analysis with the fixes that can be printed. @param texts of the files it was made from */
  of(analysis: FileAnalysis, texts: TextAt): FileAnalysis;
  /** Undefined when a file that the fix edits has changed since the analysis. */
  print(fix: Fix): PrintedFix | undefined;
}

export function createFixes(files: Files): Fixes {
  /** What each fix was made for: the texts, and where its edits stood in them. An analysis that was taken over by another one's moves with the later text. */
  const madeFor = new WeakMap<Fix, { readonly texts: TextAt; readonly places: string }>();

  /** Data files are read and never mended. */
  function onlyInCode(finding: Finding): Finding {
    const fixes = finding.fixes.filter((fix) => fix.edits.every((edit) => files.languageOf(edit.path) !== undefined));
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  }

  return {
    of(analysis, texts) {
      const findings = analysis.findings.map(onlyInCode);
      const suppressed = analysis.suppressed.map(onlyInCode);
      for (const { fixes } of [...findings, ...suppressed]) for (const fix of fixes) madeFor.set(fix, { texts, places: placesOf(fix) });
      return { ...analysis, findings, suppressed };
    },
    print(fix) {
      const made = madeFor.get(fix);
      if (made?.places !== placesOf(fix)) return undefined;
      const printed: { readonly path: string; readonly edits: PrintedFix['files'][number]['edits'] }[] = [];
      for (const [path, edits] of editsByFile(fix)) {
        const file = files.at(path);
        if (file === null || made.texts(path) !== file.text) return undefined;
        printed.push({ path, edits: file.language.print(file.text, edits) });
      }
      return { title: fix.title, safety: fix.safety, files: printed };
    },
  };
}

function placesOf({ edits }: Fix): string {
  return edits.map(({ edit }) => ('call' in edit ? edit.call : 'record' in edit ? edit.record : 'list' in edit ? edit.list : edit.target).start).join();
}

function editsByFile({ edits }: Fix): ReadonlyMap<string, readonly SyntaxEdit[]> {
  const byPath = new Map<string, SyntaxEdit[]>();
  for (const { path, edit } of edits) {
    const before = byPath.get(path);
    if (before === undefined) byPath.set(path, [edit]);
    else before.push(edit);
  }
  return byPath;
}
