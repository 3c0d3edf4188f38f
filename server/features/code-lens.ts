/** The cost of each call, above it. Off unless the user asks for it: the inlay hint says the same. */
import { callLabel } from './label.ts';
import type { FileAnalysis, Span } from '../core/index.ts';

export interface CodeLens extends Span {
  readonly title: string;
}

/** One lens a billed call, over the call's callee. */
export function codeLenses(analysis: FileAnalysis): readonly CodeLens[] {
  return analysis.calls.flatMap((call) => {
    const title = callLabel(call);
    return title === null ? [] : [{ start: call.site.call.callee.start, end: call.site.call.callee.end, title }];
  });
}
