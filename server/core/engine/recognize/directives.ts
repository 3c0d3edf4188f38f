/** Comments that speak to promptcost: suppressions and annotations. */
import type { Comment, FileFacts } from '../../model/facts.ts';
import { lineStarts, positionAt, type Span } from '../../model/text.ts';

export type Directive = Suppression | Annotation | Malformed;

/** `promptcost: ignore[rule-id, other] reason`; without brackets every rule. It speaks of its own line, or of the next one when it stands alone. */
export interface Suppression extends Span {
  readonly kind: 'suppression';
  readonly scope: 'line' | 'file';
  /** Null: all rules. */
  readonly rules: readonly string[] | null;
  readonly reason: string;
  /** Zero-based line it speaks of. */
  readonly line: number;
}

/** `promptcost: calls=50000/day output=300 label=triage`. */
export interface Annotation extends Span {
  readonly kind: 'annotation';
  readonly line: number;
  readonly callsPerDay: number | null;
  /** Tokens of a typical answer. */
  readonly outputTokens: number | null;
  readonly label: string | null;
}

export interface Malformed extends Span {
  readonly kind: 'malformed';
  readonly why: string;
}

const PER_DAY: Readonly<Record<string, number>> = { second: 86_400, s: 86_400, minute: 1440, min: 1440, hour: 24, h: 24, day: 1, d: 1, week: 1 / 7, month: 1 / 30 };

export function readDirectives(facts: FileFacts, text: string): readonly Directive[] {
  if (facts.directives.length === 0) return [];
  const starts = lineStarts(text);
  return facts.directives.flatMap((comment) => {
    const directive = readComment(comment, starts, text);
    return directive === null ? [] : [directive];
  });
}

function readComment(comment: Comment, starts: readonly number[], text: string): Directive | null {
  const match = /^promptcost:\s*(.*)$/s.exec(comment.text);
  if (match === null) return null;
  const span = { start: comment.start, end: comment.end };
  const line = comment.ownLine ? nextCodeLine(positionAt(starts, comment.start).line, starts, text) : positionAt(starts, comment.start).line;
  const body = match[1]!.trim();
  const ignore = /^ignore(-file)?\b\s*(?:\[([^\]]*)\])?\s*(.*)$/s.exec(body);
  if (ignore !== null) {
    const rules = ignore[2] === undefined ? null : ignore[2].split(',').map((rule) => rule.trim()).filter((rule) => rule !== '');
    if (rules !== null && rules.length === 0) return { kind: 'malformed', ...span, why: 'it names no rule: write `promptcost: ignore[rule-id] reason`' };
    return { kind: 'suppression', ...span, scope: ignore[1] === undefined ? 'line' : 'file', rules, reason: ignore[3]!.replace(/^[-–—:]\s*/, ''), line };
  }
  let callsPerDay: number | null = null;
  let outputTokens: number | null = null;
  let label: string | null = null;
  for (const word of body.split(/\s+/).filter((part) => part !== '')) {
    const volume = /^calls=([\d_,]{1,18}(?:\.\d{1,6})?)\/([a-z]+)$/i.exec(word);
    const output = /^output=([\d_,]{1,9})(?:tokens)?$/i.exec(word);
    const named = /^label=([\w.-]+)$/.exec(word);
    if (volume !== null && PER_DAY[volume[2]!.toLowerCase()] !== undefined) callsPerDay = Number(volume[1]!.replace(/[_,]/g, '')) * PER_DAY[volume[2]!.toLowerCase()]!;
    else if (output !== null) outputTokens = Number(output[1]!.replace(/[_,]/g, ''));
    else if (named !== null) label = named[1]!;
    else return { kind: 'malformed', ...span, why: `\`${word}\` is not understood: write \`calls=50000/day\`, \`output=300\`, \`label=name\` or \`ignore[rule-id] reason\`` };
  }
  return body === '' ? { kind: 'malformed', ...span, why: 'it says nothing' } : { kind: 'annotation', ...span, line, callsPerDay, outputTokens, label };
}

/** The next line that holds code: comments above one another all speak of it. */
function nextCodeLine(line: number, starts: readonly number[], text: string): number {
  for (let next = line + 1; next < starts.length; next++) {
    const content = text.slice(starts[next], starts[next + 1] ?? text.length).trim();
    if (content !== '' && !content.startsWith('#') && !content.startsWith('//')) return next;
  }
  return line;
}

/** What comments say of the lines of a call. */
export function annotationsAt(directives: readonly Directive[], first: number, last: number): readonly Annotation[] {
  return directives.filter((directive): directive is Annotation => directive.kind === 'annotation' && directive.line >= first && directive.line <= last);
}

/** How often a call runs, where a comment beside it says so. */
export function volumeAt(annotations: readonly Annotation[]): { readonly callsPerDay: number; readonly from: string } | null {
  const stated = annotations.find(({ callsPerDay }) => callsPerDay !== null);
  return stated === undefined ? null : { callsPerDay: stated.callsPerDay!, from: 'the comment beside the call' };
}

/** The label that a comment beside the call gives it, or null. */
export function labelAt(directives: readonly Directive[], first: number, last: number): string | null {
  return annotationsAt(directives, first, last).find(({ label }) => label !== null)?.label ?? null;
}
