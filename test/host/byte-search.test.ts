/** A search for many names finds what a search for each would find. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchFor } from '../../server/host/gate/byte-search.ts';

const letters = fc.constantFrom('a', 'i', ' ', "'", '.', 'k', '2', 'é');
const word = (minLength: number, maxLength: number): fc.Arbitrary<string> => fc.array(letters, { minLength, maxLength }).map((chars) => chars.join(''));

test.each([
  ['names of three letters and more', 3, 8],
  ['names of two letters', 2, 3],
  ['names of one letter', 1, 2],
  ['long names', 6, 12],
])('%s', (_, least, most) => {
  fc.assert(
    fc.property(fc.array(word(least, most), { minLength: 1, maxLength: 12 }), word(0, 40), word(0, 3), word(0, 3), fc.nat(), (names, text, before, after, choice) => {
      // A name somewhere, the first and last bytes among the places.
      const at = choice % (text.length + 1);
      for (const held of [text, text.slice(0, at) + names[choice % names.length]! + text.slice(at)]) {
        const [head, body] = [Buffer.from(before, 'utf8'), Buffer.from(held, 'utf8')];
        const bytes = { buffer: Buffer.concat([head, body, Buffer.from(after, 'utf8')]), start: head.length, end: head.length + body.length };
        expect(searchFor(names)(bytes as never)).toBe(names.some((name) => held.includes(name)));
      }
    }),
    { numRuns: 1000 },
  );
});
