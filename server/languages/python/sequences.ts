/** Insertion into and removal from what stands between brackets, separated by commas: arguments, entries, items. */
import type { Span, TextEdit } from '../../core/model/text.ts';
import { indentAt, lineStartOf } from './style.ts';
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
  if (!first) return fill(text, { open, close }, print(indentAt(text, open)));
  const last = items.at(-1)!;
  const oneALine = text.slice(open, first.start).includes('\n');
  const isAligned = !oneALine && items.length > 1 && standsFirst(text, last.start);
  const indent = indentAt(text, oneALine ? first.start : isAligned ? last.start : open);
  const added = print(indent);
  const next = items[index];
  if (next) {
    const separator = standsFirst(text, next.start) ? `,${style.newline}${indentAt(text, next.start)}` : ', ';
    return [insertion(next.start, added.map((item) => item + separator).join(''))];
  }
  const end = trailingComma >= 0 ? trailingComma + 1 : last.end;
  if (!oneALine && !isAligned) return [insertion(end, trailingComma >= 0 ? added.map((item) => ` ${item},`).join('') : added.map((item) => `, ${item}`).join(''))];
  const lines = added.map((item) => style.newline + indent + item).join(',') + (trailingComma >= 0 ? ',' : '');
  const behind = endOfComment(text, end, close);
  // A comment behind the last item stays with it.
  if (behind > end && trailingComma < 0) return [insertion(end, ','), insertion(behind, lines)];
  return [insertion(behind, trailingComma >= 0 ? lines : `,${lines}`)];
}

/** Removes an item with its comma, and its lines where it has them to itself. */
export function removeFrom(text: string, { open, close, items, trailingComma }: Sequence, index: number): readonly TextEdit[] {
  const item = items[index]!;
  const [previous, next] = [items[index - 1], items[index + 1]];
  if (!previous && !next) {
    const end = trailingComma >= 0 ? trailingComma + 1 : item.end;
    const isAlone = text.slice(open + 1, item.start).trim() === '' && text.slice(end, close).trim() === '';
    return [isAlone ? { start: open + 1, end: close, text: '' } : { start: item.start, end, text: '' }];
  }
  const comma = next ? commaBetween(text, item.end, next.start) : trailingComma;
  const end = comma >= 0 ? comma + 1 : item.end;
  const lineStart = lineStartOf(text, item.start);
  const lineEnd = endOfComment(text, end, close);
  const ownLines = lineStart > 0 && standsFirst(text, item.start) && /^[ \t]*\r?\n/.test(text.slice(lineEnd, lineEnd + 200));
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
function fill(text: string, { open, close }: Pick<Sequence, 'open' | 'close'>, added: readonly string[]): readonly TextEdit[] {
  if (text.slice(open + 1, close).trim() !== '') return [insertion(open + 1, `${added.join(', ')},`)];
  return [{ start: open + 1, end: close, text: added.join(', ') }];
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** Whether nothing but white space stands before an offset on its line. */
function standsFirst(text: string, offset: number): boolean {
  return text.slice(lineStartOf(text, offset), offset).trim() === '';
}

/** The end of a comment that follows on the same line; else the offset itself. */
function endOfComment(text: string, offset: number, limit: number): number {
  const match = /^[ \t]*#[^\r\n]*/.exec(text.slice(offset, limit));
  return match ? offset + match[0].length : offset;
}

/** The comma between two items, comments skipped; -1 where it is missing. */
function commaBetween(text: string, from: number, to: number): number {
  const between = text.slice(from, to).replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
  const comma = between.indexOf(',');
  return comma < 0 ? -1 : from + comma;
}
