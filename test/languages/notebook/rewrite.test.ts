import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../../server/core/index.ts';
import { notebook } from '../../../server/languages/notebook/index.ts';
import { notebookJson } from './support.ts';

const picture = { output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo=', 'text/plain': ['<x>'] }, metadata: {} };

/** Replaces the first `from` in the code by `to`, and gives the lines of the JSON that are gone and new. */
function change(json: string, from: string, to: string): { readonly gone: readonly string[]; readonly fresh: readonly string[]; readonly after: string } {
  const { text } = notebook.open(json)!;
  const start = text.indexOf(from);
  const edit: TextEdit = { start, end: start + from.length, text: to };
  const after = notebook.rewrite(json, [edit])!;
  expect(notebook.open(after)!.text).toBe(applyEdits(text, [edit]));
  JSON.parse(after);
  const [before, now] = [json.split('\n'), after.split('\n')];
  return { after, gone: before.filter((line) => !now.includes(line)), fresh: now.filter((line) => !before.includes(line)) };
}

describe('an edit of a notebook', () => {
  it('changes its line alone', () => {
    const json = notebookJson([{ source: 'f(\n    a="ü\\t",\n)\n', outputs: [picture] }, 'g()']);
    expect(change(json, ',\n)', ',\n    b="é",\n)')).toMatchObject({ gone: [], fresh: ['    "    b=\\"é\\",\\n",'] });
    expect(change(json, 'f(', 'h(')).toMatchObject({ gone: ['    "f(\\n",'], fresh: ['    "h(\\n",'] });
    expect(change(json, '    a="ü\\t",\n', '')).toMatchObject({ gone: ['    "    a=\\"ü\\\\t\\",\\n",'], fresh: [] });
    expect(change(json, 'g()', 'g()\nh()')).toMatchObject({ gone: ['    "g()"'], fresh: ['    "g()\\n",', '    "h()"'] });
    expect(change(json, 'g()', 'x = 1\ng()')).toMatchObject({ gone: [], fresh: ['    "x = 1\\n",'] });
    expect(change(json, 'g()', 'h()\n')).toMatchObject({ gone: ['    "g()"'], fresh: ['    "h()\\n"'] });
  });

  it('keeps a source that is one string, or a list on one line', () => {
    expect(notebook.rewrite('{"cells": [{"cell_type": "code", "source": "f()\\ng()"}]}', [{ start: 3, end: 3, text: '\n"x"' }])).toBe('{"cells": [{"cell_type": "code", "source": "f()\\n\\"x\\"\\ng()"}]}');
    expect(notebook.rewrite('{"cells": [{"cell_type": "code", "source": ["f()"]}]}', [{ start: 3, end: 3, text: '\ng()' }])).toBe('{"cells": [{"cell_type": "code", "source": ["f()\\n", "g()"]}]}');
  });

  it('writes ASCII alone where the cell does, and leaves surrogates whole', () => {
    const json = '{"cells": [{"cell_type": "code", "source": ["a = \\"\\ud83d\\ude00\\"\\n", "b"]}]}';
    expect(notebook.rewrite(json, [{ start: 9, end: 10, text: 'é' }])).toBe(json.replace('"b"', '"\\u00e9"'));
    expect(notebook.rewrite(json, [{ start: 4, end: 4, text: 'x' }])).toBe(json.replace('a = ', 'a = x'));
  });

  it('that goes from one cell into the next is refused', () => {
    const json = notebookJson(['a', 'b']);
    expect(notebook.rewrite(json, [{ start: 0, end: 3, text: '' }])).toBeNull();
    expect(notebook.rewrite('{}', [])).toBeNull();
  });

  it('keeps every byte outside the touched cells', () => {
    const source = fc.array(fc.constantFrom('a = 1\n', 'é "x"\n', '\\\n', '\n', 'f(🙂)\n', '\tz\r\n'), { minLength: 1, maxLength: 5 }).map((lines) => lines.join('').replace(/\n$/, ''));
    fc.assert(fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(9), fc.constantFrom('', 'x', '\n', 'p\nq\n', '"\\é\n'), fc.constantFrom(1, 2, undefined), fc.boolean(), (sources, at, length, inserted, indent, asList) => {
      const cells = sources.map((one) => ({ cell_type: 'code', outputs: [picture], source: asList ? one.split(/(?<=\n)/) : one }));
      const json = `${JSON.stringify({ cells, metadata: {}, nbformat: 4 }, null, indent)}\n`;
      const { text, cells: spans } = notebook.open(json)!;
      const cell = spans![at % spans!.length]!;
      const start = cell.start + (at % (cell.end - cell.start + 1));
      const edit = { start, end: Math.min(cell.end, start + length), text: inserted };
      const after = notebook.rewrite(json, [edit])!;
      expect(notebook.open(after)!.text).toBe(applyEdits(text, [edit]));
      const [before, now] = [JSON.parse(json), JSON.parse(after)] as { cells: { source: string | string[] }[] }[];
      for (const [index, one] of now!.cells.entries()) {
        if (index !== cell.index) expect(one).toEqual(before!.cells[index]);
        else one.source = before!.cells[index]!.source;
      }
      expect(`${JSON.stringify(now, null, indent)}\n`).toBe(json);
      // Without the touched source, text for text.
      const around = (notebookText: string): string => notebookText.replace(/"source": ?(?:\[[\s\S]*?"\s*\](?=\s*\})|"(?:[^"\\]|\\.)*")/g, 'S');
      expect(around(after)).toBe(around(json));
    }), { numRuns: 1000 });
  });
});
