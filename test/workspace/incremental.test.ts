/** An analysis that keeps what an edit left alone says the same as one that is made from nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { longPython, longTypescript } from '../../bench/support/sources.mjs';
import type { Span } from '../../server/core/index.ts';
import { parseSpecifications } from '../support/markdown.ts';
import { catalog, createMemoryWorkspace, ROOT, type MemoryWorkspace } from '../support/workspace.ts';

const PATIENCE = 240_000;

type Files = readonly (readonly [path: string, text: string])[];

/** What is the same object for every call, or may hold itself, or is only looked into by the resolver. */
const LEFT_OUT = new Set(['facts', 'sdk', 'operation', 'spec', 'card', 'lookup', 'activation', 'library', 'config']);

function told(memory: MemoryWorkspace, path: string): string {
  const analysis = memory.workspace.analyze(`${ROOT}/${path}`);
  return JSON.stringify(analysis, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
}

/** A difference is shown with what stands around it: analyses are long. */
function expectSame(memory: MemoryWorkspace, fresh: MemoryWorkspace, path: string): void {
  const [now, made] = [told(memory, path), told(fresh, path)];
  let at = 0;
  while (at < now.length && now[at] === made[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 100);
  expect(around(now)).toBe(around(made));
}

/** The analyses after each of some versions of the first file: of a workspace that saw them all, and of one that saw nothing else. */
function compare(files: Files, versions: readonly string[]): void {
  const path = files[0]![0];
  const others = files.filter(([other]) => other !== path);
  const memory = createMemoryWorkspace([files[0]!, ...others]);
  memory.findings(path);
  for (const text of versions) {
    memory.write(path, text);
    const fresh = createMemoryWorkspace([[path, text], ...others]);
    expectSame(memory, fresh, path);
    expect(memory.workspace.facts(`${ROOT}/${path}`)).toEqual(fresh.workspace.facts(`${ROOT}/${path}`));
  }
}

const programs: readonly Files[] = ['rules', 'sdks'].flatMap((kind) => {
  const folder = new URL(`../${kind}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => parseSpecifications(readFileSync(new URL(name, folder), 'utf8').replace(/^```calls$[\s\S]*?^```$/gm, '')).map(({ files }) => files.map(({ path, text }) => [path, text] as const)));
}).filter(([first]) => catalog.languages.some(({ extensions }) => extensions.some((extension) => first![0].endsWith(extension))));

const pieces = [
  '', '', ' ', '\n', '\n    ', '(', ')', '{', '}', '[', ']', '"', "'", '`', '"""', ',', ':', '=', '#', '//', 'x', 'x = 1\n', 'return ', 'model', 'client', 'self.', 'this.', 'lambda: 0', '() => 0', 'max_tokens=5, ',
  'client.messages.create(', 'messages.append(x)', 'def f():\n', 'function f() {', 'import openai\n', '[y for y in z]', 'print(client)\n',
];

describe('an edit', () => {
  it('anywhere in any specification', () => {
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), removed: fc.constantFrom(0, 0, 0, 1, 2, 5, 20), inserted: fc.constantFrom(...pieces), kept: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: programs.length - 1 }), fc.array(edit, { minLength: 1, maxLength: 4 }), (index, edits) => {
        const files = programs[index]!;
        let text = files[0]![1];
        const versions = edits.map(({ at, removed, inserted, kept }) => {
          const place = Math.floor(at * text.length);
          const edited = text.slice(0, place) + inserted + text.slice(place + removed);
          // Typed over, or undone.
          if (kept) text = edited;
          return edited;
        });
        compare(files, [...versions, text]);
      }),
      { numRuns: 200 },
    );
  }, PATIENCE);

  it.each([longPython(2), longTypescript(2)])('that opens or closes something in a long file, whose functions are exported or not: $path', ({ path, text }) => {
    const brackets = ['{', '}', '({', '[{', '}}', ')', '"""', '/*', '*/', '\n}\n', 'function f() {\n', 'class A {\n', 'const a = 1;\n', 'a = 1\n', '() => 0', 'if (MODEL_SMALL === "a") throw 1;\n', '    '];
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), removed: fc.constantFrom(0, 0, 0, 1, 20, 300), inserted: fc.constantFrom('', ...brackets), line: fc.boolean(), kept: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(text, text.replaceAll('export ', '')), fc.array(edit, { minLength: 1, maxLength: 3 }), (source, edits) => {
        let now = source;
        const versions = edits.map(({ at, removed, inserted, line, kept }) => {
          const place = Math.floor(at * now.length);
          const start = line ? now.lastIndexOf('\n', place) + 1 : place;
          const edited = now.slice(0, start) + inserted + now.slice(start + removed);
          if (kept) now = edited;
          return edited;
        });
        compare([[path, source]], [...versions, now]);
      }),
      { numRuns: 30 },
    );
  }, PATIENCE);

  it.each([
    ['service.ts', longTypescript(6), '\nfunction pasted(a: string) {\n  return gpt.responses.create({ model: "gpt-5", input: a });\n}\n', '\ntype Row3'],
    ['service.py', longPython(6), '\n\ndef pasted(a):\n    return gpt.responses.create(model="gpt-5", input=a)\n', '\n\ndef normalise_3'],
  ])('that pastes a function and takes it away leaves others alone: %s', (path, { text }, pasted, above) => {
    const memory = createMemoryWorkspace([[path, text]]);
    const before = memory.findings(path).length;
    const { calls } = memory.workspace.counters;
    const at = text.indexOf(above);
    memory.write(path, text.slice(0, at) + pasted + text.slice(at));
    expect(memory.findings(path).length).toBeGreaterThan(before);
    memory.write(path, text);
    memory.findings(path);
    expect(memory.workspace.counters.calls - calls).toBeLessThan(6);
    expectSame(memory, createMemoryWorkspace([[path, text]]), path);
  });

  it.each([longPython(4), longTypescript(4)])('that types calls into a long file: $path', ({ path, text, gaps, typed }) => {
    const memory = createMemoryWorkspace([[path, text]]);
    memory.findings(path);
    const { calls } = memory.workspace.counters;
    let states = 0;
    const extract = vi.spyOn(catalog.languages.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)))!, 'extract');
    let whole = 0;
    typed.forEach((statement, index) => {
      for (let length = 1; length <= statement.length; length += 7) {
        const edited = text.slice(0, gaps[index]) + statement.slice(0, length) + text.slice(gaps[index]);
        extract.mockClear();
        memory.write(path, edited);
        memory.findings(path);
        whole += extract.mock.calls.filter(([, , of]) => of !== 'statements').length;
        expectSame(memory, createMemoryWorkspace([[path, edited]]), path);
        states++;
      }
    });
    expect((memory.workspace.counters.calls - calls) / states).toBeLessThan(3);
    // Where a function comes or goes at the top, the whole file is extracted.
    expect(whole / states).toBeLessThan(0.08);
    extract.mockRestore();
  }, PATIENCE);

  it('of a line that makes a picture smaller in place, or of the one that opens it', () => {
    const sends = (name: string): string => `\n\ndef ${name}(question):\n    return client.chat.completions.create(model="gpt-4o", max_tokens=9, messages=[{"role": "user", "content": [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}}]}])\n`;
    const program = (smaller: string): string => `import base64, io\nfrom openai import OpenAI\nfrom PIL import Image\n\nclient = OpenAI()\nimage = Image.open("chart.png")\n${smaller}buffer = io.BytesIO()\nimage.save(buffer, format="PNG")\ndata = base64.b64encode(buffer.getvalue()).decode()\n${sends('ask')}${sends('look')}`;
    compare([['app.py', program('')], ['chart.png', '1500x1000']], [program('image.thumbnail((512, 512))\n'), program('image.thumbnail((900, 900))\n'), program('print(image.size)\n'), program('')]);
  });
});

it.each(programs.map((files) => files[0]!))('the statements of a module hold all its facts, each those of its own: %s %#', (path, text) => {
  const facts = catalog.languages.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)))!.extract(text, path);
  const statementOf = ({ start, end }: Span): number => facts.statements.findIndex((statement) => statement.start <= start && end <= statement.end);
  for (const list of [facts.scopes.slice(1), facts.regions.slice(1), facts.functions, facts.classes, facts.calls, facts.imports, facts.mutations, facts.jumps, facts.scopes[0]!.bindings]) {
    const order = list.map(statementOf);
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(facts.statements.reduce((sum, { exports }) => sum + exports, 0)).toBe(facts.exports.length);
});

it('covers every language', () => {
  const extensions = new Set(programs.map((files) => files[0]![0].slice(files[0]![0].lastIndexOf('.'))));
  for (const { extensions: own } of catalog.languages) expect(own.some((extension) => extensions.has(extension))).toBe(true);
});
