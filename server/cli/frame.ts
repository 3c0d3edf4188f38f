/** A code frame: the lines of a file around some spans, each underlined and labelled. */
import type { Colors } from './colors.ts';
import { lineStarts, positionAt, type Span } from '../core/index.ts';

export interface Label extends Span {
  readonly text: string;
  readonly kind: 'primary' | 'secondary';
}

interface Mark {
  readonly line: number;
  /** Columns in UTF-16 units of the line; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  readonly label: Label;
}

/** Lines between two marked ones that are shown rather than cut out. */
const BRIDGE = 1;
const TAB = 4;

/**
 * The frame's lines, each beginning with the gutter. `width` is the room of a whole line in columns; longer lines are cut around their marks.
 * A span over several lines is underlined in its first.
 */
export function codeFrame(text: string, labels: readonly Label[], gutter: number, width: number, colors: Colors): readonly string[] {
  const starts = lineStarts(text);
  const marks = labels.map((label) => markOf(text, starts, label)).sort((a, b) => a.line - b.line || a.from - b.from);
  const room = Math.max(40, width - gutter - 3);
  const lines: string[] = [];
  const empty = colors.blue(`${' '.repeat(gutter)} │`);
  let last: number | undefined;
  for (const line of [...new Set(marks.map((mark) => mark.line))]) {
    if (last !== undefined && line - last > BRIDGE + 1) lines.push(colors.blue(`${' '.repeat(Math.max(0, gutter - 1))}···`));
    else if (last !== undefined) for (let between = last + 1; between < line; between++) lines.push(sourceLine(text, starts, between, gutter, room, colors));
    const own = marks.filter((mark) => mark.line === line);
    const { shown, columns } = layOut(lineText(text, starts, line), Math.min(...own.map((mark) => mark.from)), room);
    lines.push(`${colors.blue(`${String(line + 1).padStart(gutter)} │`)} ${shown}`);
    // From the right: each label has its own line, so that none runs into the next.
    for (const mark of [...own].reverse()) {
      const from = columns(mark.from);
      const length = Math.max(1, columns(mark.to) - from);
      const paint = mark.label.kind === 'primary' ? colors.yellow : colors.cyan;
      const under = (mark.label.kind === 'primary' ? '^' : '-').repeat(length);
      const said = clean(mark.label.text);
      // A label that has no room behind its underline stands below it.
      const fits = said === '' || from + length + 1 + said.length <= room;
      lines.push(`${empty} ${' '.repeat(from)}${paint(said === '' || !fits ? under : `${under} ${said}`)}`);
      if (!fits) lines.push(`${empty} ${' '.repeat(Math.max(0, Math.min(from, room - said.length)))}${paint(said)}`);
    }
    last = line;
  }
  return lines;
}

/** Digits of the largest line number that a frame of these labels shows. */
export function gutterOf(text: string, labels: readonly Label[]): number {
  const starts = lineStarts(text);
  return Math.max(...labels.map((label) => String(positionAt(starts, label.start).line + 1).length));
}

/** Text from a file or a message, fit for a terminal: control characters (escape sequences among them) show as `·`. */
export function clean(text: string): string {
  return text.replace(CONTROL, '·');
}

/** Controls, and marks that change the direction of what follows: both could make a line read as something else. */
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

function markOf(text: string, starts: readonly number[], label: Label): Mark {
  const { line, character } = positionAt(starts, label.start);
  const content = lineText(text, starts, line);
  const end = positionAt(starts, label.end);
  const to = end.line === line ? end.character : content.trimEnd().length;
  return { line, from: Math.min(character, content.length), to: Math.max(character + 1, Math.min(to, content.length)), label };
}

function lineText(text: string, starts: readonly number[], line: number): string {
  return text.slice(starts[line]!, starts[line + 1] ?? text.length).replace(/[\r\n]+$/, '');
}

function sourceLine(text: string, starts: readonly number[], line: number, gutter: number, room: number, colors: Colors): string {
  const { shown } = layOut(lineText(text, starts, line), 0, room);
  return `${colors.blue(`${String(line + 1).padStart(gutter)} │`)} ${shown}`.trimEnd();
}

/** A line as shown, and where its UTF-16 columns come to stand. */
function layOut(line: string, focus: number, room: number): { readonly shown: string; readonly columns: (unit: number) => number } {
  // A line of a megabyte is cut before it is measured.
  const from = line.length > room * 4 ? Math.max(0, focus - room) : 0;
  const part = line.slice(from, from + room * 4);
  const places: number[] = [];
  let cells: { readonly text: string; readonly at: number; readonly width: number }[] = [];
  let column = 0;
  let unit = 0;
  for (const character of part) {
    const cell = character === '\t' ? ' '.repeat(TAB - (column % TAB)) : clean(character);
    const width = character === '\t' ? cell.length : widthOf(character);
    for (let i = 0; i < character.length; i++) places[unit + i] = column;
    cells.push({ text: cell, at: column, width });
    unit += character.length;
    column += width;
  }
  places[unit] = column;
  const at = (u: number) => places[Math.min(Math.max(0, u - from), unit)]!;
  const total = column;
  let left = 0;
  if (total > room || from > 0) {
    const target = at(focus);
    left = target > room * 0.6 ? Math.max(0, target - Math.floor(room * 0.3)) : 0;
    cells = cells.filter((cell) => cell.at >= left && cell.at + cell.width <= left + room - 2);
  }
  const cutLeft = left > 0 || from > 0;
  const cutRight = left + room - 2 < total || from + part.length < line.length;
  const shown = `${cutLeft ? '…' : ''}${cells.map((cell) => cell.text).join('')}${cutRight && total > room ? '…' : ''}`;
  return { shown, columns: (u) => Math.min(Math.max(0, at(u) - left), room - 1) + (cutLeft ? 1 : 0) };
}

/** Columns a character takes on a terminal. */
function widthOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (clean(character) !== character) return 1;
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
