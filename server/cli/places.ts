/** Where something stands, as a person or a program is told: by line and column from 1, in a notebook within its cell. */
import { cellAt, type Cell, lineStarts, positionAt, type Span, type Workspace } from '../core/index.ts';

export type Texts = Pick<Workspace, 'text' | 'cells'>;

export interface Place {
  /** Among all cells of the notebook, from 0; null in every other file. */
  readonly cell: number | null;
  readonly line: number;
  /** In UTF-16 code units. */
  readonly column: number;
}

/** A file, or one cell of a notebook. */
export interface Page {
  readonly cell: Cell | null;
  readonly text: string;
  /** Where it starts in the text that offsets refer to. */
  readonly start: number;
}

export function pageAt({ text, cells }: Texts, path: string, offset: number): Page {
  const whole = text(path);
  const cell = cellAt(cells(path), offset);
  return cell === undefined ? { cell: null, text: whole, start: 0 } : { cell, text: whole.slice(cell.start, cell.end), start: cell.start };
}

/** Places of one file's offsets. Made once for a text and used for all of them. */
export function placesOf({ text, cells }: Texts, path: string): (offset: number) => Place {
  const starts = lineStarts(text(path));
  const own = cells(path);
  return (offset) => {
    const { line, character } = positionAt(starts, offset);
    const cell = cellAt(own, offset);
    const first = cell === undefined ? 0 : positionAt(starts, cell.start).line;
    return { cell: cell?.index ?? null, line: line - first + 1, column: character + 1 };
  };
}

/** The same of several files, each made when it is first asked for. */
export function placesInFiles(texts: Texts): (path: string) => (offset: number) => Place {
  const made = new Map<string, (offset: number) => Place>();
  return (path) => {
    let places = made.get(path);
    if (places === undefined) made.set(path, (places = placesOf(texts, path)));
    return places;
  };
}

/** The last place of a span, in the cell where the span starts: code that is broken may seem to go on in the next cell. */
export function endOf(texts: Texts, path: string, { start, end }: Span): number {
  const cell = cellAt(texts.cells(path), start);
  return cell === undefined ? end : Math.min(end, cell.end);
}

/** `12:5`, in a notebook `cell 3:12:5` with the cell counted from 1, as other linters do. */
export function placeText({ cell, line, column }: Place): string {
  return `${cell === null ? '' : `cell ${cell + 1}:`}${line}:${column}`;
}
