/** Small words of the command line's output. */
import type { Output } from './io.ts';

/** `1 call`, `3 calls`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? noun : plural}`;
}

/** The columns of a terminal; without one a line may be as long as it is, for the programs that read it. */
export function columnsOf({ columns }: Output): number {
  return columns ?? Infinity;
}

/**
 * Rows of cells as columns two spaces apart; `right` names the columns that are aligned to the right. Widths are counted in characters. A row that is longer than `width` goes on in further lines of
 * the same string: from the first cell that has no room, words of a last cell that is prose.
 */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = [], width = Infinity): readonly string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), []);
  return rows.map((row) => {
    const lines: string[] = [];
    let line = '';
    row.forEach((cell, i) => {
      const padded = right.includes(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!);
      if (i > 0 && cell !== '' && line.length + 2 + cell.length > width) {
        lines.push(line.trimEnd());
        line = CONTINUED + (right.includes(i) ? cell : padded);
      } else line = i === 0 ? padded : `${line}  ${padded}`;
    });
    return [...lines, ...wrap(line.trimEnd(), width, CONTINUED)].join('\n');
  });
}

/** What further lines of a row begin with. */
const CONTINUED = '      ';

/** Words in lines of a measure, in columns; `indent` begins those after the first. */
export function wrap(text: string, measure: number, indent: string): readonly string[] {
  if (text.length <= measure) return [text];
  const lines: string[] = [];
  const [first = '', ...words] = text.trimStart().split(' ');
  let line = text.slice(0, text.length - text.trimStart().length) + first;
  for (const word of words) {
    if (line.length + 1 + word.length > measure) {
      lines.push(line);
      line = indent + word;
    } else line += ` ${word}`;
  }
  return [...lines, line];
}
