/**
 * Joins code cells to one text, in their order: what a cell defines, the later ones see. The length of each cell stays as it is, so that an offset in the text
 * is one in its cell; what is not the notebook's language is blanked. Lines of IPython (`%pip`, `!ls`) stay: the parser knows them.
 */
import type { Cell, Contained } from '../../core/model/container.ts';
import { blank } from '../blank.ts';

/** Cell magics whose cell is Python. Any other hands the cell to something else, unless it writes a Python file. */
const PYTHON_MAGICS: ReadonlySet<string> = new Set(['capture', 'debug', 'ipytest', 'lprun', 'memit', 'mprun', 'prun', 'pypy', 'python', 'python3', 'scalene', 'snakeviz', 'time', 'timeit', 'wandb']);
const WRITES_PYTHON = /^%%(?:writefile|file)[^\r\n]*\.py\s*$/;
/** Databricks writes the language of a cell as a magic on a line of its own. */
const OTHER_LANGUAGE = /^%(?:sql|md|sh|scala|r|fs)[ \t]*(?:\r?\n|$)/i;

/** `extension` is that of the kernel's language. */
export function joinCells(extension: string, cells: readonly { readonly index: number; readonly source: string }[]): Contained {
  let text = '';
  const spans: Cell[] = [];
  for (const { index, source } of cells) {
    if (spans.length > 0) text += '\n';
    const start = text.length;
    text += extension === '.py' ? pythonOf(source) : source;
    spans.push({ index, start, end: text.length });
  }
  return { text, extension, cells: spans };
}

function pythonOf(source: string): string {
  const at = /^\s*/.exec(source)![0].length;
  if (source[at] === '%') {
    if (OTHER_LANGUAGE.test(source.slice(at))) return blank(source);
    const magic = /^%%(\w*)[^\r\n]*/.exec(source.slice(at));
    if (magic !== null) {
      if (!PYTHON_MAGICS.has(magic[1]!) && !WRITES_PYTHON.test(magic[0])) return blank(source);
      // The magic must stay the cell's first line: blank, it is no place for an edit.
      const end = at + magic[0].length;
      return blank(source.slice(0, end)) + source.slice(end);
    }
  }
  return source;
}
