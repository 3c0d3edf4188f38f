import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../server/core/model/cost.ts';
import type { TokenizerFamily } from '../../server/core/model/price.ts';
import { createTokenCounter, estimateTokens, TOKEN_FACTORS } from '../../server/core/engine/tokens/tokens.ts';
import { encodings, ranks } from './oracle.ts';

const [o200k, cl100k] = encodings;
const families = Object.keys(TOKEN_FACTORS) as TokenizerFamily[];
const PROMPT = 'You are a careful assistant. Classify the ticket as billing, bug or other, and answer with one word.';

/** The range of a family that has no vocabulary here, for a text of so many tokens in o200k. */
function scaleTokens(tokens: number, family: TokenizerFamily): Range {
  return estimateTokens({ o200k: () => tokens, own: () => undefined }, 'some text', family);
}

describe('createTokenCounter', () => {
  it('answers the same the first and the second time, for each encoding', () => {
    const counter = createTokenCounter(ranks.o200k, { cl100k: [() => ranks.cl100k] });
    const text = '费用 取决于 tokens';
    for (let time = 0; time < 2; time++) {
      expect(counter.o200k(text)).toBe(o200k!.expectedCount(text));
      expect(counter.own(text, 'cl100k')).toEqual({ low: cl100k!.expectedCount(text), high: cl100k!.expectedCount(text) });
    }
  });

  it('does not confuse texts, also when it remembers more than it keeps', () => {
    const counter = createTokenCounter(ranks.o200k);
    const texts = Array.from({ length: 6000 }, (_, i) => `${i % 7 === 0 ? 'tokenization' : 'a'}${i}`);
    const fresh = texts.map((text) => o200k!.count(text));
    expect(texts.map(counter.o200k)).toEqual(fresh);
    expect(texts.map(counter.o200k)).toEqual(fresh);
  });

  it('asks for another vocabulary once, and only when it is used', () => {
    let asked = 0;
    const counter = createTokenCounter(ranks.o200k, {
      cl100k: [
        () => {
          asked++;
          return ranks.cl100k;
        },
      ],
    });
    counter.o200k(PROMPT);
    expect(asked).toBe(0);
    counter.own(PROMPT, 'cl100k');
    counter.own(`${PROMPT}!`, 'cl100k');
    expect(asked).toBe(1);
  });
});

describe('a family whose models use one of several vocabularies', () => {
  it('has a range from the fewest to the most of them', () => {
    const counter = createTokenCounter(ranks.o200k, { mistral: [() => ranks.o200k, () => ranks.cl100k] });
    const text = '费用取决于 tokens';
    const [few, many] = [o200k!.expectedCount(text), cl100k!.expectedCount(text)];
    expect(few).toBeLessThan(many);
    expect(counter.own(text, 'mistral')).toEqual({ low: few, high: many });
  });
});

describe('estimateTokens', () => {
  const counter = createTokenCounter(ranks.o200k, { cl100k: [() => ranks.cl100k] });

  it('is exact for the encodings of OpenAI', () => {
    for (const family of ['o200k', 'cl100k'] as const) {
      const expected = (family === 'o200k' ? o200k! : cl100k!).expectedCount(PROMPT);
      expect(estimateTokens(counter, PROMPT, family)).toEqual({ low: expected, high: expected });
    }
  });

  it('gives a range for cl100k without its vocabulary, and the true count lies in it', () => {
    const range = estimateTokens(createTokenCounter(ranks.o200k), PROMPT, 'cl100k');
    const exact = cl100k!.expectedCount(PROMPT);
    expect(range.low).toBeLessThan(range.high);
    expect(range.low).toBeLessThanOrEqual(exact);
    expect(range.high).toBeGreaterThanOrEqual(exact);
  });

  it('is nothing for an empty text in every family', () => {
    for (const family of families) expect(estimateTokens(counter, '', family)).toEqual({ low: 0, high: 0 });
  });

  it('scales by the factors, to whole tokens', () => {
    for (const family of families) {
      const { low, high } = TOKEN_FACTORS[family];
      expect(scaleTokens(1000, family)).toEqual({ low: Math.round(low * 1000), high: Math.round(high * 1000) });
      const few = scaleTokens(3, family);
      expect([few.low, few.high].every(Number.isInteger), family).toBe(true);
    }
  });

  it('leaves no family a range wider than 1.6 times its lower end, so that a known prompt has a useful one', () => {
    for (const family of families.filter((name) => name !== 'unknown' && name !== 'cl100k')) expect(TOKEN_FACTORS[family].high / TOKEN_FACTORS[family].low, family).toBeLessThanOrEqual(1.6);
  });

  it('never inverts a range, and the unknown family meets every other without being useless', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.constantFrom(...families), (tokens, family) => {
        const range = scaleTokens(tokens, family);
        const unknown = scaleTokens(tokens, 'unknown');
        expect(range.low).toBeLessThanOrEqual(range.high);
        expect(unknown.low).toBeLessThanOrEqual(range.high);
        expect(unknown.high).toBeGreaterThanOrEqual(range.low);
        expect(unknown.high).toBeLessThanOrEqual(unknown.low * 1.6 + 1);
      }),
    );
  });

  it('says for each family where its factors come from', () => {
    for (const family of families) {
      const { low, typical, high, source } = TOKEN_FACTORS[family];
      expect(low <= typical && typical <= high, family).toBe(true);
      expect(source, family).toMatch(/^(Exact|Counted|Measured|Anthropic|Google|Assumption)/);
    }
  });
});
