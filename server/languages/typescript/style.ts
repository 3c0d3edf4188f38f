/** How a file writes values: quotes, indentation, spaces in braces, trailing commas, line ends. */
import type { Shape } from '../../core/model/language.ts';

export interface Style {
  readonly quote: '"' | "'";
  /** One level of indentation. */
  readonly indent: string;
  /** `{ a }` or `{a}`. */
  readonly braceSpace: '' | ' ';
  /** Behind the last of several lines. */
  readonly lastComma: '' | ',';
  readonly newline: '\n' | '\r\n';
}

/** Columns that a value may fill before it is broken into lines. */
const width = 80;

/** Reads the style off a file's text. What a file does not show is as Prettier has it. */
export function styleOf(text: string): Style {
  return {
    quote: count(text, /[\s([{:,=]'/g) > count(text, /[\s([{:,=]"/g) ? "'" : '"',
    indent: indentOf(text),
    braceSpace: count(text, /\{[\w'"]+:/g) > count(text, /\{ [\w'"]+:/g) ? '' : ' ',
    lastComma: count(text, /[^\s,[{(][ \t]*\r?\n[ \t]*[}\]][,)]/g) > count(text, /,[ \t]*\r?\n[ \t]*[}\]][,)]/g) ? '' : ',',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/**
 * A value as an expression. `indent` is that of the line it begins in and `before` what stands in front of it there: together they tell whether it
 * fits. An expression of the file's own keeps its text to the letter: the lines of a template literal may not move.
 */
export function printShape(text: string, style: Style, shape: Shape, indent: string, before: string): string {
  const inline = printInline(text, style, shape);
  if (!isComposite(shape) || (!inline.includes('\n') && indent.length + before.length + inline.length < width)) return inline;
  const inner = indent + style.indent;
  const lines = 'kind' in shape
    ? shape.entries.map(([key, value]) => `${printKey(style, key)}: ${printShape(text, style, value, inner, `${printKey(style, key)}: `)}`)
    : shape.map((item) => printShape(text, style, item, inner, ''));
  const [open, close] = 'kind' in shape ? '{}' : '[]';
  return `${open}${style.newline}${lines.map((line) => inner + line).join(`,${style.newline}`)}${style.lastComma}${style.newline}${indent}${close}`;
}

/** A key, in quotes where it is not a name. */
export function printKey(style: Style, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(style, key);
}

type Composite = readonly Shape[] | Extract<Shape, { kind: 'record' }>;

function isComposite(shape: Shape): shape is Composite {
  if (typeof shape !== 'object' || shape === null) return false;
  return 'kind' in shape ? shape.kind === 'record' && shape.entries.length > 0 : shape.length > 0;
}

function printInline(text: string, style: Style, shape: Shape): string {
  if (typeof shape === 'string') return quoted(style, shape);
  if (typeof shape !== 'object' || shape === null) return String(shape);
  if (!('kind' in shape)) return `[${shape.map((item) => printInline(text, style, item)).join(', ')}]`;
  if (shape.kind === 'source') return text.slice(shape.expr.start, shape.expr.end);
  if (shape.entries.length === 0) return '{}';
  const entries = shape.entries.map(([key, value]) => `${printKey(style, key)}: ${printInline(text, style, value)}`);
  return `{${style.braceSpace}${entries.join(', ')}${style.braceSpace}}`;
}

function quoted({ quote }: Style, value: string): string {
  const other = quote === '"' ? "'" : '"';
  const mark = value.includes(quote) && !value.includes(other) ? other : quote;
  // JSON escapes control characters and backslashes as JavaScript does.
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

/** The indentation by which most lines go deeper than the line before. */
function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let before = '';
  for (const [, indent = ''] of text.slice(0, 50_000).matchAll(/^([ \t]*)[^\s*]/gm)) {
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      if (step === '\t' || /^ {2,8}$/.test(step)) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  return [...steps].reduce((best, step) => (step[1] > best[1] ? step : best), ['  ', 0] as [string, number])[0];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
