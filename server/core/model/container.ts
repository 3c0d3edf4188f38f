/**
 * Files that hold code among other things: a notebook's cells, the script of a component. A container takes the code out as one text, which is analysed like
 * any other; what is around it never reaches the engine.
 */
import { lastStarting, type Span, type TextEdit } from './text.ts';

export interface Container {
  readonly id: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /**
   * The code of a file; null where the file is not what its name says. Never throws. A file that was read byte for byte, each a character, comes with what decodes
   * a part of it: megabytes of outputs are then never decoded.
   */
  open(file: string, decode?: (part: string) => string): Contained | null;
  /**
   * The file's text after edits of its code; everything else keeps its bytes. Null where the edits cannot be carried out: one crosses from a cell into the next,
   * or lies in text that is not the code's own.
   */
  rewrite(file: string, edits: readonly TextEdit[]): string | null;
}

export interface Contained {
  /** The code alone. Facts, findings and edits refer to it. */
  readonly text: string;
  /** That of a file which would hold only this code (`.py`, `.tsx`): it tells the language. Empty where no language is known. */
  readonly extension: string;
  /** Null where places in `text` are places in the file: then everything else is blank and lines stay lines. */
  readonly cells: readonly Cell[] | null;
}

/** A cell of a notebook as a span of the code's text, both ends included: an edit may insert at its end. A cell begins at the start of a line. */
export interface Cell extends Span {
  /** Among all cells of the notebook, from 0. */
  readonly index: number;
}

/** The cell that holds an offset, or undefined between cells and where there are none. */
export function cellAt(cells: readonly Cell[] | null, offset: number): Cell | undefined {
  if (cells === null) return undefined;
  const cell = cells[lastStarting(cells, offset, ({ start }) => start)];
  return cell !== undefined && offset >= cell.start && offset <= cell.end ? cell : undefined;
}
