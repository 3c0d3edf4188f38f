import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { encodings } from './oracle.ts';
import { ADVERSARIAL, nastyText } from './samples.ts';

describe.each(encodings)('pieces of $name', { timeout: 60_000 }, ({ pieces, expectedPieces }) => {
  it('are those of the regular expression for arbitrary text', () => {
    fc.assert(
      fc.property(nastyText(12), (text) => {
        expect(pieces(text)).toEqual(expectedPieces(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('are those of the regular expression for every code point, among letters, spaces and digits', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 0x110000; code++) {
      // Planes 4 to 13 are unassigned, a sample of them will do.
      if (code >= 0x40000 && code < 0xe0000 && code % 997 !== 0) continue;
      const char = String.fromCodePoint(code);
      const text = `a${char}A${char}${char}b ${char}1`;
      if (pieces(text).join('\0') !== expectedPieces(text).join('\0')) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(ADVERSARIAL))('are those of the regular expression for %s', (_name, make) => {
    const text = make(50_000);
    expect(pieces(text)).toEqual(expectedPieces(text));
  });
});
