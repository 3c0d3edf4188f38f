/** Counts with sets of tokens. `family-counts.json` holds what the families' own tokenizers count for texts of our own. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFewest, loadTokenSet, type TokenSet } from '../../server/core/engine/tokens/fewest.ts';
import { ranks } from './oracle.ts';
import { ADVERSARIAL, nastyText } from './samples.ts';

const NAMES = ['gemma-3', 'tekken', 'mistral-3', 'qwen-3', 'deepseek-3'] as const;
const packed = (name: string): Uint8Array => readFileSync(new URL(`../../scripts/vocabularies/${name}.bin`, import.meta.url));
const sets = Object.fromEntries(NAMES.map((name) => [name, loadTokenSet(packed(name), ranks.o200k)])) as Record<(typeof NAMES)[number], TokenSet>;
const texts = JSON.parse(readFileSync(new URL('family-counts.json', import.meta.url), 'utf8')) as readonly (readonly [string, Record<(typeof NAMES)[number], number>])[];

describe.each(NAMES)('countFewest with %s', (name) => {
  const count = (text: string): number => countFewest(sets[name], text);

  it('comes to what the tokenizer counts, or a little less where words are put together of many tokens', () => {
    for (const [text, counts] of texts) {
      const few = count(text);
      const label = `${few} ${counts[name]} ${text.slice(0, 40)}`;
      expect(few, label).toBeLessThanOrEqual(counts[name]);
      expect(few, label).toBeGreaterThanOrEqual(Math.floor(counts[name] * 0.94));
    }
    const all = texts.reduce((sum, [text]) => sum + count(text), 0) / texts.reduce((sum, [, counts]) => sum + counts[name], 0);
    expect(all).toBeGreaterThan(0.98);
    expect(all).toBeLessThanOrEqual(1);
  });

  it('counts any text, with a token for each byte at most', () => {
    fc.assert(
      fc.property(nastyText(12), (text) => {
        const tokens = count(text);
        expect(tokens).toBeLessThanOrEqual(new TextEncoder().encode(text).length + (name === 'mistral-3' && text !== '' ? 1 : 0));
        expect(tokens > 0).toBe(text !== '');
      }),
    );
  });

  it.each(Object.keys(ADVERSARIAL))('comes to an end soon, however long %s is', (kind) => {
    const text = ADVERSARIAL[kind]!(100_000);
    const before = process.cpuUsage();
    count(text);
    // Of the processor, which a busy machine does not lengthen: time that grew with the square of the length would be minutes.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500);
  });
});

describe('loadTokenSet', () => {
  it('refuses what is not a set of this version, and one that was packed with another vocabulary', () => {
    expect(() => loadTokenSet(new Uint8Array(40), ranks.o200k)).toThrow('Not a packed set');
    expect(() => loadTokenSet(packed('tekken'), ranks.cl100k)).toThrow('Not a packed set');
  });
});
