/** How a file writes values: quotes, indentation, trailing commas, line ends. */
import type { Shape } from '../../core/model/language.ts';
import type { Span } from '../../core/model/text.ts';
import { parseExpressionIn } from './parse.ts';

export interface Style {
  readonly quote: '"' | "'";
  /** One level of indentation. */
  readonly indent: string;
  /** Behind the last of several lines. */
  readonly lastComma: '' | ',';
  readonly newline: '\n' | '\r\n';
}

/** Columns that a value may fill before it is broken into lines. */
const width = 88;

/** Reads the style off a file's text. What a file does not show is as Black has it. */
export function styleOf(text: string): Style {
  return {
    quote: count(text, /[\s([{:,=][rbfu]{0,2}'(?!'')/gi) > count(text, /[\s([{:,=][rbfu]{0,2}"(?!"")/gi) ? "'" : '"',
    indent: indentOf(text),
    lastComma: count(text, /[^\s,[{(][ \t]*\r?\n[ \t]*[}\])]/g) > count(text, /,[ \t]*\r?\n[ \t]*[}\])]/g) ? '' : ',',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))![0];
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/**
 * A value as an expression. `indent` is that of the line it begins in and `before` what stands in front of it there: together they tell whether it
 * fits. An expression of the file's own keeps its text to the letter: the lines of a string may not move.
 */
export function printShape(text: string, style: Style, shape: Shape, indent: string, before: string): string {
  const inline = printInline(text, style, shape);
  if (!isComposite(shape) || (!inline.includes('\n') && indent.length + before.length + inline.length < width)) return inline;
  const inner = indent + style.indent;
  const lines = 'kind' in shape
    ? shape.entries.map(([key, value]) => `${quoted(style, key)}: ${printShape(text, style, value, inner, `${quoted(style, key)}: `)}`)
    : shape.map((item) => printShape(text, style, item, inner, ''));
  const [open, close] = 'kind' in shape ? '{}' : '[]';
  return `${open}${style.newline}${lines.map((line) => inner + line).join(`,${style.newline}`)}${style.lastComma}${style.newline}${indent}${close}`;
}

/** A string literal in the file's quotes, or in the others where that saves escapes. */
export function quoted({ quote }: Style, value: string): string {
  const other = quote === '"' ? "'" : '"';
  const mark = value.includes(quote) && !value.includes(other) ? other : quote;
  // JSON escapes backslashes, control characters and lone surrogates as Python does.
  return mark + JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll(mark, `\\${mark}`) + mark;
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

type Composite = readonly Shape[] | Extract<Shape, { kind: 'record' }>;

function isComposite(shape: Shape): shape is Composite {
  if (typeof shape !== 'object' || shape === null) return false;
  return 'kind' in shape ? shape.kind === 'record' && shape.entries.length > 0 : shape.length > 0;
}

function printInline(text: string, style: Style, shape: Shape): string {
  if (typeof shape === 'string') return quoted(style, shape);
  if (typeof shape === 'boolean') return shape ? 'True' : 'False';
  if (shape === null) return 'None';
  if (typeof shape === 'number') return String(shape);
  if (!('kind' in shape)) return `[${shape.map((item) => printInline(text, style, item)).join(', ')}]`;
  if (shape.kind === 'source') return printSource(text, shape.expr);
  return `{${shape.entries.map(([key, value]) => `${quoted(style, key)}: ${printInline(text, style, value)}`).join(', ')}}`;
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

/** The indentation by which most lines go deeper than the line before. */
function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let before = '';
  for (const [, indent = ''] of text.slice(0, 50_000).matchAll(/^([ \t]*)[^\s#]/gm)) {
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      if (step === '\t' || /^ {2,8}$/.test(step)) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  return [...steps].reduce((best, step) => (step[1] > best[1] ? step : best), ['    ', 0] as [string, number])[0];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
