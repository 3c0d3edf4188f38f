/** While a file is typed in, its tree is updated and not made anew: its facts must not tell. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extract } from '../../../server/languages/typescript/extract.ts';

const samples = ['app.ts', 'legacy.cjs', 'page.tsx'].map((name) => ({ dialect: name.slice(name.lastIndexOf('.')), text: readFileSync(new URL(`samples/${name}.txt`, import.meta.url), 'utf8') }));

const typed = 'const r = await f({ system: `You answer ${topic} or ${g(`in ${x}`)}.\nMore`, n: [1, ...y] }, async (q) => { for (const z of q) yield* z; });\n';
const pieces = ['`', '${', '}', '{', '(', ')', '"', "'", '/*', '*/', '//', '\n', ';', ',', '=>', '<', '>', '/', '\\', 'await ', 'export ', 'class A {', 'function f(', 'x', '?', ':', '.', '</div>', 'case 1: ', '@d ', 'enum E {', 'type T = '];

/** A share of the text, and what happens there: characters go, and others come one by one. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(200)),
  inserted: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.nat(typed.length).map((length) => typed.slice(Math.max(0, length - 20), length)), fc.constant(typed)),
});

/** Facts of versions that follow each other in one path, against those of the same texts, each in a path that was never seen. */
function expectSameFacts(versions: readonly string[], dialect: string): void {
  const followed = versions.map((text) => extract(text, `typed${dialect}`));
  versions.forEach((text, index) => expect(followed[index], `version ${index}`).toEqual(extract(text, `new${index}${dialect}`)));
}

test.each(samples)('any edits of a sample of $dialect', ({ dialect, text }) => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const versions = [text];
      for (const { at, removed, inserted } of edits) {
        const before = versions.at(-1)!;
        const start = Math.floor(at * before.length);
        const after = before.slice(start + removed);
        for (let length = inserted.length > 30 ? 30 : inserted.length; length <= inserted.length; length += 7) versions.push(before.slice(0, start) + inserted.slice(0, length) + after);
      }
      // And back, as undo does.
      expectSameFacts([...versions, text], dialect);
    }),
    { numRuns: 40 },
  );
});

test('more versions than a tree is updated for', () => {
  const { dialect, text } = samples[0]!;
  const start = text.indexOf('\n', text.length / 2) + 1;
  expectSameFacts([...typed].map((_, index) => text.slice(0, start) + typed.slice(0, index + 1) + text.slice(start)), dialect);
});

test('a text that is too deeply nested for an update', () => {
  const sum = Array.from({ length: 20_000 }, () => '"a"').join(' + ');
  const calls = [`use(${sum}); f();`, `use(${sum}); g(h());`, 'use(1); g();'].map((version) => extract(version, 'deep.ts').calls.length);
  expect(calls).toEqual([2, 3, 2]);
});
