/** Counts of marked words. `claude-counts.json` holds what ctok, whose reconstruction this is, counts for texts of our own: `[text, Claude 3, Claude 4.8]`. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTiles, loadPieces, type PieceFile } from '../../server/core/engine/tokens/tiles.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const three = loadPieces(read('../../scripts/vocabularies/claude-3.json') as PieceFile);
const four = loadPieces(read('../../scripts/vocabularies/claude-4.7.json') as PieceFile);

describe('countTiles', () => {
  it('counts what the reconstruction of the tokenizers counts', () => {
    for (const [text, old, recent] of read('claude-counts.json') as [string, number, number][]) {
      expect([countTiles(three, text, true), countTiles(four, text, false)], JSON.stringify(text)).toEqual([old, recent]);
    }
  });

  it('counts English words as one token each, whatever case they are in', () => {
    expect(countTiles(three, 'the weather is fine today', true)).toBe(5);
    expect(countTiles(three, 'The weather is fine today', true)).toBe(5);
  });

  it('counts any text, also one that is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, opens) => {
        const broken = `${text}\ud800`;
        expect(countTiles(four, broken, opens)).toBeGreaterThanOrEqual(0);
        expect(countTiles(three, text, opens)).toBeLessThanOrEqual(8 + 6 * new TextEncoder().encode(text).length);
      }),
    );
  });
});
