/** The cost of each call, behind the line on which its arguments begin. */
import { callLabel } from './label.ts';
import type { AnalyzedCall, FileAnalysis, Span } from '../core/index.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly call: AnalyzedCall;
}

/**
 * Hints whose place lies in `range`. A hint stands at the end of a line, where it pushes no code aside: the line of the call's opening
 * parenthesis, so that it stays put while the arguments below are typed.
 */
export function inlayHints(analysis: FileAnalysis, text: string, range: Span): readonly InlayHint[] {
  const hints: InlayHint[] = [];
  for (const call of analysis.calls) {
    const label = callLabel(call);
    if (label === null) continue;
    const offset = lineEnd(text, hintAnchor(call));
    if (offset >= range.start && offset <= range.end) hints.push({ offset, label, call });
  }
  return hints;
}

function hintAnchor({ site }: AnalyzedCall): number {
  return site.call.open >= 0 ? site.call.open : site.call.callee.end;
}

function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
