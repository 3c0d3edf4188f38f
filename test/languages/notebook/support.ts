/** Notebooks as Jupyter writes them: one space a level, a list of lines, a line end at the end. */

export interface CellSource {
  readonly type?: 'code' | 'markdown' | 'raw';
  readonly source: string;
  readonly metadata?: object;
  readonly outputs?: readonly object[];
}

/** The lines of a source, each with its end. */
export function linesOf(source: string): readonly string[] {
  return source.split(/(?<=\n)/).filter((line) => line !== '');
}

export function notebookJson(cells: readonly (string | CellSource)[], metadata: object = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } }): string {
  const written = cells.map((cell) => {
    const { type = 'code', source, metadata: own = {}, outputs = [] } = typeof cell === 'string' ? { source: cell } : cell;
    const base = { cell_type: type, metadata: own, source: linesOf(source) };
    return type === 'code' ? { ...base, execution_count: null, outputs } : base;
  });
  return `${JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
