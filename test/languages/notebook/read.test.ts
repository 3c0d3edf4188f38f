import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt } from '../../../server/core/index.ts';
import { notebook } from '../../../server/languages/notebook/index.ts';
import { readNotebook } from '../../../server/languages/notebook/read.ts';
import { python } from '../../../server/languages/python/index.ts';
import { notebookJson } from './support.ts';

const text = (json: string): string | undefined => notebook.open(json)?.text;
/** The names called in the joined code. */
const called = (...cells: readonly string[]): readonly string[] => python.extract(text(notebookJson(cells))!, 'a.py').calls.map((call) => (call.callee.kind === 'name' ? call.callee.name : call.callee.kind === 'member' ? call.callee.property : '?'));

describe('a notebook', () => {
  it('is the text of its code cells, each a span that is numbered among all cells', () => {
    const opened = notebook.open(notebookJson(['a = 1\n', { type: 'markdown', source: '# b' }, 'c = "é\\n"', { type: 'raw', source: 'd' }, '']))!;
    expect(opened.text).toBe('a = 1\n\nc = "é\\n"\n');
    expect(opened.cells!.map(({ index, start, end }) => [index, opened.text.slice(start, end)])).toEqual([[0, 'a = 1\n'], [2, 'c = "é\\n"'], [4, '']]);
    expect(cellAt(opened.cells, 7)?.index).toBe(2);
    expect(cellAt(opened.cells, 6)?.index).toBe(0);
    expect(cellAt(opened.cells, 99)).toBeUndefined();
  });

  it('may hold a source as one string, escapes, and keys in any order', () => {
    const json = '{"nbformat":4,"metadata":{},"cells":[{"source":"x = \\"\\u00e9\\"\\ny","outputs":[{"text":["]}\\\\\\""]}],"cell_type":"code"}]}';
    expect(text(json)).toBe('x = "é"\ny');
  });

  it.each([
    ['nothing', '', ''],
    ['white space', ' \n', ''],
    ['worksheets of version 3', '{"worksheets": [{"cells": []}], "nbformat": 3}', ''],
    ['a broken output', '{"cells":[{"cell_type":"code","source":"a","outputs":[nonsense, "]"]}],"metadata":{}}', 'a'],
  ])('with %s is read', (_, json, expected) => {
    expect(text(json)).toBe(expected);
  });

  it.each([['no object', '[]'], ['no cells', '{"nbformat": 4}'], ['cells that are no list', '{"cells": 1}'], ['a torn end', '{"cells": [{"cell_type": "code", "source": ["a'], ['a merge conflict', '<<<<<<< HEAD\n{"cells": []}\n']])('with %s is none', (_, json) => {
    expect(notebook.open(json)).toBeNull();
  });

  it.each([
    ['the kernel', { kernelspec: { name: 'ir', language: 'R' } }, null],
    ['the language', { language_info: { name: 'julia' } }, null],
    ['a Deno kernel', { kernelspec: { name: 'deno', language: 'typescript' }, language_info: { name: 'typescript' } }, '.ts'],
    ['a named environment', { kernelspec: { name: 'my-env', display_name: 'x' }, language_info: { name: 'python' } }, '.py'],
    ['nothing', {}, '.py'],
  ])('is in the language that %s says', (_, metadata, extension) => {
    const opened = notebook.open(notebookJson(['a(1)'], metadata))!;
    expect([opened.extension === '' ? null : opened.extension, opened.text]).toEqual([extension, extension === null ? '' : 'a(1)']);
  });

  it('leaves out cells that an editor has in another language', () => {
    expect(text(notebookJson(['a', { source: 'SELECT 1', metadata: { vscode: { languageId: 'sql' } } }, { source: 'b', metadata: { vscode: { languageId: 'python' } } }]))).toBe('a\nb');
  });
});

describe('lines and cells of IPython', () => {
  it.each([
    ['%%bash\nrun(1)', []],
    ['\n%%html\n<b onclick="run(1)">', []],
    ['%%ai provider:model\nrun(1)', []],
    ['%sql\nSELECT run(1)', []],
    ['%%writefile notes.md\nrun(1)', []],
    ['%%writefile -a app.py\nrun(1)', ['run']],
    ['%%time\nrun(1)', ['run']],
    ['%%timeit -n 3 setup(2)\nrun(1)', ['run']],
    ['%%capture out\n!pip install x\nrun(1)', ['run']],
    ['%pip install x\nrun(1)', ['run']],
    ['!ls "quote\nrun(1)', ['run']],
    ['if a:\n    !ls (\n    run(1)', ['run']],
    ['run?\nrun(1)', ['run']],
    ['run.it??\nrun(1)', ['run']],
    ['?run\nrun(1)', ['run']],
    ['files = !ls *.py | sort\nrun(1)', ['run']],
    ['x = %sql SELECT \'a\nrun(1)', ['run']],
    ['%sql SELECT 1\nrun(1)', ['run']],
    ['answer = await run(1)', ['run']],
  ])('%j', (source, expected) => {
    expect(called(source, 'after(2)')).toEqual([...expected, 'after']);
  });

  it('keep their length, so that places stay places', () => {
    const source = '%%time\n%%x\nrun(1)';
    expect(text(notebookJson([source]))).toBe(`      \n%%x\nrun(1)`);
    expect(text(notebookJson(['%%bash\nrun(1)\r\nx']))).toBe('      \n      \r\n ');
  });

  it('of broken code leave the next cells their calls', () => {
    for (const broken of ['first(', 'x = """never closed', 'x = {"a": [', 'def f(:', 'if x:', 'x = "', 'class A', 'for']) {
      expect(called(broken, 'second(2)', 'x = """a"""\nthird(3)').filter((name) => name !== 'first'), broken).toEqual(['second', 'third']);
    }
  });
});

describe('any text', () => {
  const json = notebookJson(['%%time\nfrom openai import OpenAI\nx = "a\\n\\"é"', { type: 'markdown', source: '# t' }, 'OpenAI().responses.create(model="gpt-4.1")']);

  it('can be opened', () => {
    fc.assert(fc.property(fc.nat(json.length), fc.nat(60), fc.oneof(fc.string(), fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', '\\u12', '"source":', 'null')), (at, length, inserted) => {
      const edited = json.slice(0, at) + inserted + json.slice(at + length);
      const opened = notebook.open(edited);
      if (opened === null) return;
      expect(opened.cells!.every(({ start, end }, i, all) => start <= end && end <= opened.text.length && (i === 0 || all[i - 1]!.end + 1 === start))).toBe(true);
      notebook.rewrite(edited, [{ start: Math.min(at, opened.text.length), end: Math.min(at + 1, opened.text.length), text: 'x\n' }]);
    }), { numRuns: 2000 });
  });

  it('that JSON.parse reads as a notebook is read the same', () => {
    const sources = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 4 }), { maxLength: 4 });
    fc.assert(fc.property(sources, fc.constantFrom(undefined, 1, 4, '\t'), (cells, indent) => {
      const written = JSON.stringify({ metadata: {}, cells: cells.map((source) => ({ cell_type: 'code', source, outputs: [{ data: source }] })) }, null, indent);
      expect(readNotebook(written)!.cells.map(({ source }) => source)).toEqual(cells.map((source) => source.join('')));
    }));
  });
});
