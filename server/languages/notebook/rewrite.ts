/**
 * Writes edits of a notebook's code back into its JSON text: inside the string literals of the touched cells, and nowhere else. The layout of the JSON, outputs,
 * metadata and untouched lines keep their bytes.
 */
import { cellAt } from '../../core/model/container.ts';
import { applyEdits, type TextEdit } from '../../core/model/text.ts';
import { joinCells } from './join.ts';
import { readNotebook, type CodeCell } from './read.ts';

/** `edits` refer to the joined code. Null where one is not inside a single cell, or `json` is no notebook. Never throws. */
export function rewrite(json: string, edits: readonly TextEdit[]): string | null {
  const read = readNotebook(json);
  if (read === null) return null;
  const { cells } = joinCells(read.extension, read.cells);
  const written: TextEdit[] = [];
  for (const edit of edits) {
    const cell = cellAt(cells, edit.start);
    const code = cell === undefined ? undefined : read.cells.find(({ index }) => index === cell.index);
    if (cell === undefined || code === undefined || edit.end > cell.end || code.literals.length === 0) return null;
    written.push(writeEdit(json, code, { start: edit.start - cell.start, end: edit.end - cell.start, text: edit.text }));
  }
  return applyEdits(json, written);
}

/** `edit` refers to the cell's source. */
function writeEdit(json: string, cell: CodeCell, edit: TextEdit): TextEdit {
  const start = placeOf(json, cell, edit.start);
  const end = edit.end === edit.start ? start : placeOf(json, cell, edit.end);
  const ascii = /\\u[0-9a-fA-F]{4}/.test(json.slice(cell.value.start, cell.value.end)) && !/[^\u0000-\u007F]/.test(json.slice(cell.value.start, cell.value.end));
  const between = separator(json, cell);
  const lines = edit.text.split(/(?<=\n)/);
  // The end of the source is the end of its last literal: an empty one behind it would say nothing.
  const isLast = edit.end === cell.source.length;
  const text = lines.map((line, i) => escape(line, ascii) + (between !== null && line.endsWith('\n') && !(isLast && i === lines.length - 1) ? `"${between}"` : '')).join('');
  return { start, end, text };
}

/** The offset in the JSON of an offset in the cell's source. On the border of two literals it is the start of the second, as a line's start is in the second line. */
function placeOf(json: string, { literals }: CodeCell, offset: number): number {
  let left = offset;
  for (const [index, { start, end }] of literals.entries()) {
    let at = start + 1;
    while (at < end - 1 && left > 0) {
      at += json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
      left--;
    }
    if (left === 0 && (at < end - 1 || index === literals.length - 1)) return at;
  }
  return literals.at(-1)!.end - 1;
}

/** What stands between two lines of the list, from the comma on; null where the source is one string. */
function separator(json: string, { literals, value }: CodeCell): string | null {
  if (json[value.start] === '"') return null;
  const [first, second] = literals;
  if (second !== undefined) return json.slice(first!.end, second.start);
  return `,${json.slice(value.start + 1, first!.start) || ' '}`;
}

/** As JSON writes it between quotes; in ASCII alone where the cell is. */
function escape(text: string, ascii: boolean): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return ascii ? escaped.replace(/[^\u0000-\u007F]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : escaped;
}
