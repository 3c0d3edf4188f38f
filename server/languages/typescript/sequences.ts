/** Insertion into and removal from what stands between brackets, separated by commas: entries, items, arguments. */
import type { Span, TextEdit } from '../../core/model/text.ts';
import { indentAt } from './style.ts';
import type { Style } from './style.ts';

export interface Sequence {
  /** Offsets of the brackets. */
  readonly open: number;
  readonly close: number;
  readonly items: readonly Span[];
  /** Offset of the comma after the last item, or -1. */
  readonly trailingComma: number;
}

/** Inserts items before the one at `index`, or at the end. `print` gets the indentation of the lines that the items will stand in. */
export function insertInto(text: string, style: Style, sequence: Sequence, index: number, print: (indent: string) => readonly string[]): readonly TextEdit[] {
  const { open, close, items, trailingComma } = sequence;
  const [first] = items;
  if (!first) return fill(text, style, sequence, print(indentAt(text, open)));
  const oneALine = text.slice(open, first.start).includes('\n');
  const indent = indentAt(text, oneALine ? first.start : open);
  const added = print(indent);
  const next = items[index];
  if (next) {
    const separator = oneALine ? `,${style.newline}${indent}` : ', ';
    return [insertion(next.start, added.map((item) => item + separator).join(''))];
  }
  const last = trailingComma >= 0 ? trailingComma + 1 : items.at(-1)!.end;
  const comma = trailingComma >= 0 ? ',' : '';
  if (!oneALine) return [insertion(last, trailingComma >= 0 ? added.map((item) => ` ${item},`).join('') : added.map((item) => `, ${item}`).join(''))];
  const lines = added.map((item) => style.newline + indent + item).join(',') + comma;
  const end = endOfComment(text, last, close);
  // A comment behind the last item stays with it.
  if (end > last && trailingComma < 0) return [insertion(last, ','), insertion(end, lines)];
  return [insertion(end, trailingComma >= 0 ? lines : `,${lines}`)];
}

/** Removes an item with its comma, and its lines where it has them to itself. */
export function removeFrom(text: string, { open, close, items, trailingComma }: Sequence, index: number): readonly TextEdit[] {
  const item = items[index]!;
  const [previous, next] = [items[index - 1], items[index + 1]];
  if (!previous && !next) {
    const end = trailingComma >= 0 ? trailingComma + 1 : item.end;
    const alone = text.slice(open + 1, item.start).trim() === '' && text.slice(end, close).trim() === '';
    return [alone ? { start: open + 1, end: close, text: '' } : { start: item.start, end, text: '' }];
  }
  const comma = next ? commaBetween(text, item.end, next.start) : trailingComma;
  const end = comma >= 0 ? comma + 1 : item.end;
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
  const lineEnd = endOfComment(text, end, close);
  const ownLines = text.slice(lineStart, item.start).trim() === '' && /^[ \t]*\r?\n/.test(text.slice(lineEnd)) && lineStart > 0;
  const edits: TextEdit[] = [];
  if (!next && previous && trailingComma < 0) {
    const before = commaBetween(text, previous.end, item.start);
    if (!ownLines) return [{ start: previous.end, end: item.end, text: '' }];
    if (before >= 0) edits.push({ start: before, end: before + 1, text: '' });
  }
  if (ownLines) return [...edits, { start: lineStart, end: text.indexOf('\n', lineEnd) + 1, text: '' }];
  if (next) return [{ start: item.start, end: next.start, text: '' }];
  return [{ start: previous!.end, end: trailingComma >= 0 ? trailingComma : item.end, text: '' }];
}

/** Puts items between brackets that hold none; a comment there stays. */
function fill(text: string, style: Style, { open, close }: Sequence, added: readonly string[]): readonly TextEdit[] {
  const space = text[open] === '{' ? style.braceSpace : '';
  const inside = text.slice(open + 1, close);
  if (inside.trim() !== '') return [insertion(open + 1, `${space}${added.join(', ')},`)];
  return [{ start: open + 1, end: close, text: space + added.join(', ') + space }];
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** The end of a comment that follows on the same line and is followed by nothing else there; else the offset itself. */
function endOfComment(text: string, offset: number, limit: number): number {
  const match = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)(?=[ \t]*\r?\n)/.exec(text.slice(offset, limit + 1));
  return match ? offset + match[0].length : offset;
}

/** The comma between two items, comments skipped; -1 where it is missing. */
function commaBetween(text: string, from: number, to: number): number {
  const between = text.slice(from, to).replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
  const comma = between.indexOf(',');
  return comma < 0 ? -1 : from + comma;
}

