/** Findings as an editor shows them. */
import { UNUSED_SUPPRESSION, type FileAnalysis, type Finding, type Location, type Severity, type Span } from '../core/index.ts';

export interface Diagnostic extends Span {
  /** The file it stands in: a rule may report the constant in another file. */
  readonly path: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly { readonly at: Location; readonly message: string }[];
  /** `unnecessary` text is greyed out: a suppression that holds nothing back. */
  readonly tag: 'none' | 'unnecessary';
}

/** The diagnostics of a file, in source order. */
export function diagnostics(analysis: FileAnalysis): readonly Diagnostic[] {
  return analysis.findings.map(diagnosticOf);
}

export function diagnosticOf(finding: Finding): Diagnostic {
  return {
    path: finding.at.path,
    start: finding.at.start,
    end: finding.at.end,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    related: finding.related.map(({ at, message }) => ({ at, message })),
    tag: finding.rule === UNUSED_SUPPRESSION ? 'unnecessary' : 'none',
  };
}
