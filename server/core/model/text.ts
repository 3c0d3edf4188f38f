/** A half-open range of UTF-16 offsets into one file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a file. `path` is the workspace path: POSIX separators, as the host names files. */
export interface Location extends Span {
  readonly path: string;
}

/** A replacement of `[start, end)` by `text`. Edits of one fix never overlap. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Whether a span lies in another one, both ends included. */
export function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** A text as a pattern that fits it and nothing else. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The index of the last item that starts at an offset or before; 0 where none does. @param startOf where an item starts: later ones at no smaller offsets */
export function lastStarting<Item>(items: readonly Item[], offset: number, startOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(items[middle]!) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Zero-based line and UTF-16 column, as the Language Server Protocol counts them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offsets of the line starts of a text; `\r\n`, `\n` and `\r` end a line. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}

/** The position of a UTF-16 offset; offsets past the end are clamped to the last line. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const line = lastStarting(starts, offset, (start) => start);
  return { line, character: Math.max(0, offset - starts[line]!) };
}

/** The UTF-16 offset of a position; lines past the end give the last line's start plus the column. */
export function offsetAt(starts: readonly number[], position: Position): number {
  const line = Math.min(position.line, starts.length - 1);
  return starts[line]! + position.character;
}

/** Applies edits that do not overlap, in any order. Edits at the same offset keep their given order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order })).sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.start < at) throw new RangeError(`overlapping edits at offset ${edit.start}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
