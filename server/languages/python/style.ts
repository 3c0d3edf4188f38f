/** How a file writes values: quotes, indentation, trailing commas, line ends. */
import type { Shape } from '../../core/model/language.ts';
import type { Span } from '../../core/model/text.ts';
import { count, indentAt, indentOf, printValue, quoted, type Comments, type Layout, type Words } from '../layout.ts';
import { parseExpressionIn } from './parse.ts';

const comments: Comments = { endingLine: /^[ \t]*#[^\r\n]*/, all: /#[^\r\n]*/g };

/** Reads the style off a file's text. What a file does not show is as Black has it. */
export function styleOf(text: string): Layout {
  return {
    quote: count(text, /[\s([{:,=][rbfu]{0,2}'(?!'')/gi) > count(text, /[\s([{:,=][rbfu]{0,2}"(?!"")/gi) ? "'" : '"',
    indent: indentOf(text, /^([ \t]*)[^\s#]/gm, '    '),
    braceSpace: '',
    lastComma: count(text, /[^\s,[{(][ \t]*\r?\n[ \t]*[}\])]/g) > count(text, /,[ \t]*\r?\n[ \t]*[}\])]/g) ? '' : ',',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    comments,
  };
}

export function printShape(text: string, style: Layout, shape: Shape, indent: string, before: string): string {
  return printValue(style, wordsOf(text, style), shape, indent, before);
}

function wordsOf(text: string, style: Layout): Words {
  return {
    width: 88,
    key: (key) => quoted(style, key),
    scalar: (value) => (typeof value === 'string' ? quoted(style, value) : value === null ? 'None' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)),
    source: (expr) => printSource(text, expr),
    indentAround: (expr) => indentAt(text, withParentheses(text, expr).start),
  };
}

/** A span with the parentheses that enclose it and nothing else. */
export function withParentheses(text: string, span: Span): Span {
  let { start, end } = span;
  for (;;) {
    let open = start - 1;
    while (open >= 0 && isSpace(text, open)) open--;
    let close = end;
    while (close < text.length && isSpace(text, close)) close++;
    if (text[open] !== '(' || text[close] !== ')') return { start, end };
    let before = open - 1;
    while (before >= 0 && isSpace(text, before)) before--;
    // Behind anything else, the parenthesis may be that of a call.
    if (before >= 0 && !'=:,([{'.includes(text[before]!)) return { start, end };
    start = open;
    end = close + 1;
  }
}

function isSpace(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 32 || (c >= 9 && c <= 13);
}

/** The expression's own text; in parentheses where it has them, or could not stand between commas or over several lines without them. */
function printSource(text: string, expr: Span): string {
  const { start, end } = withParentheses(text, expr);
  const written = text.slice(start, end);
  if (start < expr.start) return written;
  const parsed = parseExpressionIn(text, start, end);
  const needsNone = parsed !== null && parsed.kind !== 'walrus' && parsed.kind !== 'yield' && (parsed.kind !== 'tuple' || written.startsWith('('));
  return needsNone ? written : `(${written})`;
}
