/** What languages that write calls, lists and records alike share in printing edits: sequences between brackets, values over one or several lines. */
import type { Shape } from '../core/model/language.ts';
import type { Span, TextEdit } from '../core/model/text.ts';

/** How a file lays out what it writes. */
export interface Layout {
  readonly quote: '"' | "'";
  /** One level of indentation. */
  readonly indent: string;
  /** Inside the braces of a record on one line: `{ a }` or `{a}`. */
  readonly braceSpace: '' | ' ';
  /** Behind the last of several lines. */
  readonly lastComma: '' | ',';
  readonly newline: '\n' | '\r\n';
  readonly comments: Comments;
}

export interface Comments {
  /** A comment at the start of a text, up to the line end behind it. */
  readonly endingLine: RegExp;
  /** Every comment; global. */
  readonly all: RegExp;
}

export interface Sequence {
  /** Offsets of the brackets. */
  readonly open: number;
  readonly close: number;
  readonly items: readonly Span[];
  /** Offset of the comma after the last item, or -1. */
  readonly trailingComma: number;
}

/** Columns up to which a line of several items is made longer. */
const ROOM = 88;

/** A string literal in the file's quotes, or in the others where that saves escapes. */
export function quoted({ quote }: Pick<Layout, 'quote'>, value: string): string {
  const other = quote === '"' ? "'" : '"';
  const mark = value.includes(quote) && !value.includes(other) ? other : quote;
  // JSON escapes backslashes, control characters and lone surrogates as these languages do; two line separators it lets stand.
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

/** Inserts items before the one at `index`, or at the end. `print` gets the indentation of the lines that the items will stand in. */
export function insertInto(text: string, style: Layout, sequence: Sequence, index: number, print: (indent: string) => readonly string[]): readonly TextEdit[] {
  const { open, close, items, trailingComma } = sequence;
  const [first] = items;
  if (!first) return fill(text, style, sequence, print(indentAt(text, open)));
  const last = items.at(-1)!;
  const oneALine = text.slice(open, first.start).includes('\n');
  const isAligned = !oneALine && items.length > 1 && standsFirst(text, last.start);
  const indent = indentAt(text, oneALine ? first.start : isAligned ? last.start : open);
  const added = print(indent);
  const next = items[index];
  if (next) {
    const separator = standsFirst(text, next.start) ? `,${style.newline}${indentAt(text, next.start)}` : ', ';
    return [insertion(withComment(text, style, items[index - 1]?.end ?? open, next.start), added.map((item) => item + separator).join(''))];
  }
  const end = trailingComma >= 0 ? trailingComma + 1 : last.end;
  // Several on one line of their own are joined by more while there is room.
  const together = items.length > 1 && !text.slice(first.start, last.end).includes('\n') && end - lineStartOf(text, end) + added.reduce((sum, item) => sum + item.length + 2, 0) <= ROOM;
  if ((!oneALine && !isAligned) || together) return [insertion(end, trailingComma >= 0 ? added.map((item) => ` ${item},`).join('') : added.map((item) => `, ${item}`).join(''))];
  const lines = added.map((item) => style.newline + indent + item).join(',') + (trailingComma >= 0 ? ',' : '');
  const behind = endOfComment(text, style, end, close);
  // A comment behind the last item stays with it.
  if (behind > end && trailingComma < 0) return [insertion(end, ','), insertion(behind, lines)];
  return [insertion(behind, trailingComma >= 0 ? lines : `,${lines}`)];
}

/** Removes an item with its comma, and its lines where it has them to itself. */
export function removeFrom(text: string, style: Layout, { open, close, items, trailingComma }: Sequence, index: number): readonly TextEdit[] {
  const item = items[index]!;
  const [previous, next] = [items[index - 1], items[index + 1]];
  if (!previous && !next) {
    const end = trailingComma >= 0 ? trailingComma + 1 : item.end;
    const isAlone = text.slice(open + 1, item.start).trim() === '' && text.slice(end, close).trim() === '';
    return [isAlone ? { start: open + 1, end: close, text: '' } : { start: item.start, end, text: '' }];
  }
  const comma = next ? commaBetween(text, style, item.end, next.start) : trailingComma;
  const end = comma >= 0 ? comma + 1 : item.end;
  const lineStart = lineStartOf(text, item.start);
  const lineEnd = endOfComment(text, style, end, close);
  const ownLines = lineStart > 0 && standsFirst(text, item.start) && /^[ \t]*\r?\n/.test(text.slice(lineEnd, lineEnd + 200));
  const edits: TextEdit[] = [];
  if (!next && previous && trailingComma < 0) {
    const before = commaBetween(text, style, previous.end, item.start);
    if (!ownLines) return [{ start: previous.end, end: item.end, text: '' }];
    if (before >= 0) edits.push({ start: before, end: before + 1, text: '' });
  }
  if (ownLines) return [...edits, { start: lineStart, end: text.indexOf('\n', lineEnd) + 1, text: '' }];
  if (next) return [{ start: item.start, end: next.start, text: '' }];
  return [{ start: previous!.end, end: trailingComma >= 0 ? trailingComma : item.end, text: '' }];
}

/** Puts items between brackets that hold none; a comment there stays. */
function fill(text: string, { braceSpace }: Layout, { open, close }: Sequence, added: readonly string[]): readonly TextEdit[] {
  const space = text[open] === '{' ? braceSpace : '';
  if (text.slice(open + 1, close).trim() !== '') return [insertion(open + 1, `${space}${added.join(', ')},`)];
  return [{ start: open + 1, end: close, text: space + added.join(', ') + space }];
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** Whether nothing but white space stands before an offset on its line. */
function standsFirst(text: string, offset: number): boolean {
  return text.slice(lineStartOf(text, offset), offset).trim() === '';
}

/** Where the comment begins that stands on lines of its own right above an item, and speaks of it; the item itself where there is none. */
function withComment(text: string, { comments }: Layout, from: number, item: number): number {
  let start = item;
  for (let line = lineStartOf(text, item); standsFirst(text, item) && line > from; ) {
    const above = lineStartOf(text, line - 1);
    const written = text.slice(above, line);
    if (above <= from || written.trim() === '' || written.replace(comments.all, '').trim() !== '') break;
    start = above + indentAt(text, line - 1).length;
    line = above;
  }
  return start;
}

/** The end of a comment that follows on the same line and is followed by nothing else there; else the offset itself. */
function endOfComment(text: string, { comments }: Layout, offset: number, limit: number): number {
  const match = comments.endingLine.exec(text.slice(offset, limit + 1));
  return match ? offset + match[0].length : offset;
}

/** The comma between two items, comments skipped; -1 where it is missing. */
function commaBetween(text: string, { comments }: Layout, from: number, to: number): number {
  const comma = text.slice(from, to).replace(comments.all, (comment) => ' '.repeat(comment.length)).indexOf(',');
  return comma < 0 ? -1 : from + comma;
}

// ---- values ------------------------------------------------------------------------------------------------------------------------------

/** How a language writes what is not a list or record. */
export interface Words {
  /** Columns that a value may fill before it is broken into lines. */
  readonly width: number;
  readonly key: (key: string) => string;
  readonly scalar: (value: string | number | boolean | null) => string;
  /** An expression of the file's own, to the letter. */
  readonly source: (expr: Span) => string;
  /** The indentation of the line that `source` begins in. */
  readonly indentAround: (expr: Span) => string;
}

/**
 * A value as an expression. `indent` is that of the line it begins in and `before` what stands in front of it there: together they tell whether it
 * fits. An expression of the file's own keeps its text; its lines move along where none of them is inside of a string.
 */
export function printValue(layout: Layout, words: Words, shape: Shape, indent: string, before: string): string {
  const inline = printInline(layout, words, shape);
  if (typeof shape === 'object' && shape !== null && 'kind' in shape && shape.kind === 'source') return moved(inline, words.indentAround(shape.expr), indent);
  if (!isComposite(shape) || (!inline.includes('\n') && indent.length + before.length + inline.length < words.width)) return inline;
  const inner = indent + layout.indent;
  const lines = 'kind' in shape
    ? shape.entries.map(([key, value]) => `${words.key(key)}: ${printValue(layout, words, value, inner, `${words.key(key)}: `)}`)
    : shape.map((item) => printValue(layout, words, item, inner, ''));
  const [open, close] = 'kind' in shape ? '{}' : '[]';
  return `${open}${layout.newline}${lines.map((line) => inner + line).join(`,${layout.newline}`)}${layout.lastComma}${layout.newline}${indent}${close}`;
}

/** A string that goes over lines, or a line that ends by a backslash: what follows may be part of a value. */
const OVER_LINES = /"""|'''|`|\\\r?\n/;

function moved(source: string, from: string, to: string): string {
  if (from === to || !source.includes('\n') || OVER_LINES.test(source)) return source;
  const [first, ...others] = source.split('\n');
  if (others.some((line) => line.trim() !== '' && !line.startsWith(from))) return source;
  return [first, ...others.map((line) => (line.trim() === '' ? line : to + line.slice(from.length)))].join('\n');
}

type Composite = readonly Shape[] | Extract<Shape, { kind: 'record' }>;

function isComposite(shape: Shape): shape is Composite {
  if (typeof shape !== 'object' || shape === null) return false;
  return 'kind' in shape ? shape.kind === 'record' && shape.entries.length > 0 : shape.length > 0;
}

function printInline(layout: Layout, words: Words, shape: Shape): string {
  if (typeof shape !== 'object' || shape === null) return words.scalar(shape);
  if (!('kind' in shape)) return `[${shape.map((item) => printInline(layout, words, item)).join(', ')}]`;
  if (shape.kind === 'source') return words.source(shape.expr);
  if (shape.entries.length === 0) return '{}';
  const entries = shape.entries.map(([key, value]) => `${words.key(key)}: ${printInline(layout, words, value)}`);
  return `{${layout.braceSpace}${entries.join(', ')}${layout.braceSpace}}`;
}

// ---- what a file looks like --------------------------------------------------------------------------------------------------------------

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))![0];
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The indentation by which most lines go deeper than the line before; `line` matches the indentation of a line that holds code. */
export function indentOf(text: string, line: RegExp, usual: string): string {
  const steps = new Map<string, number>();
  let before = '';
  for (const [, indent = ''] of text.slice(0, 50_000).matchAll(line)) {
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      if (step === '\t' || /^ {2,8}$/.test(step)) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  return [...steps].reduce((best, step) => (step[1] > best[1] ? step : best), [usual, 0] as [string, number])[0];
}

export function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
