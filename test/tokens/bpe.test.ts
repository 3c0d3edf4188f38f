import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { packRanksInMemory } from '../../scripts/pack-ranks.mjs';
import { loadRanks } from '../../server/core/engine/tokens/bpe.ts';
import { encodings } from './oracle.ts';
import { ADVERSARIAL, nastyText } from './samples.ts';

const installed = (path: string) => readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8');

const REAL_TEXT: Readonly<Record<string, string>> = {
  'an English README': installed('zod/README.md'),
  'another README': installed('fast-check/README.md'),
  'TypeScript source': installed('typescript/lib/lib.es2015.core.d.ts'),
  'JavaScript source': installed('typescript/lib/typescript.js').slice(400_000, 460_000),
  JSON: installed('typescript/package.json'),
  'CRLF newlines': installed('typescript/package.json').replaceAll('\n', '\r\n'),
  'mixed newlines': 'one\r\ntwo\n\n\nthree\r\r  four \n \n  five\t\n\tsix   \n',
  Chinese: '费用取决于输入和输出的令牌数量。请先检查缓存，再决定是否调用模型；不要重复发送相同的内容。',
  Japanese: 'プロンプトキャッシュを使うと、同じ接頭辞の料金が下がります。カタカナとひらがな、漢字。',
  Korean: '프롬프트 캐시를 사용하면 비용이 줄어듭니다. 같은 접두사를 다시 보내지 마세요.',
  'other scripts': 'Größenänderung œuvre naïve Ωμέγα Привет мир עברית العربية हिन्दी ภาษาไทย ქართული',
  emoji: 'ok 👍🏽 done ✅ 👩‍👩‍👧‍👦 🇩🇪🇫🇷 ☃️ 😀😀😀 x😀y',
  contractions: "I'm sure you're right; we'd've said they'll, IT'S, DON'T, I'M, y'all's 'tis rock'n'roll 's 'S x'LLx",
  'special tokens as text': 'a<|endoftext|>b <|endofprompt|><|fim_prefix|>',
  'numbers and symbols': '1234567890 3.14159 0xDEADBEEF 1e-9 ½ Ⅷ ２０２６ --- === /* */ // \\n $$$ €5 https://example.com/a/b?c=d#e',
  'lone surrogates': 'a\ud800b \udc00\udc00 \ud83d x\ud83d\ude00\ude00',
  'one character': 'x',
  empty: '',
};

// js-tiktoken is quadratic in the length of a piece, so its side of a comparison can take seconds on a busy machine.
describe.each(encodings)('$name', { timeout: 60_000 }, ({ name, count, expectedCount }) => {
  test.each(Object.entries(REAL_TEXT))('counts %s as js-tiktoken does', (_name, text) => {
    expect(count(text)).toBe(expectedCount(text));
  });

  test.each(Object.entries(ADVERSARIAL))('counts many characters of %s as js-tiktoken does', (_name, make) => {
    // Less of it where a character is several bytes: 2,000 Han characters take js-tiktoken ten seconds. And less for cl100k, which merges alike.
    const text = make(name === 'o200k' ? 2000 : 800);
    const affordable = Buffer.byteLength(text) > text.length ? text.slice(0, 400) : text;
    expect(count(affordable)).toBe(expectedCount(affordable));
  });

  it('counts arbitrary text as js-tiktoken does', () => {
    fc.assert(
      fc.property(nastyText(60), (text) => {
        expect(count(text)).toBe(expectedCount(text));
      }),
      { numRuns: 400 },
    );
  });

  // Around the length at which the merge changes its method, and in few letters, where most pairs are tokens.
  it('counts long pieces of few letters as js-tiktoken does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'e', 't', 'in', 'er', 'é', '中'), { minLength: 40, maxLength: 200 }), (parts) => {
        const text = parts.join('');
        expect(count(text)).toBe(expectedCount(text));
      }),
      { numRuns: 60 },
    );
  });

  test.each(Object.entries(ADVERSARIAL))('counts very much of %s, in proportion to less of it', (_name, make) => {
    const size = name === 'o200k' ? 1_000_000 : 200_000;
    const perCharacter = count(make(20_000)) / 20_000;
    expect(count(make(size)) / size / perCharacter).toBeCloseTo(1, 1);
  });
});

describe('loadRanks', () => {
  it('rejects what is not a packed vocabulary', () => {
    expect(() => loadRanks(new Uint8Array(0))).toThrow('Not a packed token vocabulary');
    expect(() => loadRanks(new Uint8Array(64))).toThrow('Not a packed token vocabulary');
  });

  it('rejects a file that was cut short', async () => {
    const packed = await packRanksInMemory('cl100k_base');
    expect(() => loadRanks(packed.subarray(0, packed.length - 1))).toThrow('cut short');
  });

  it('reads a vocabulary that lies inside a larger buffer', async () => {
    const packed = await packRanksInMemory('cl100k_base');
    const larger = new Uint8Array(packed.length + 7);
    larger.set(packed, 5);
    expect(loadRanks(larger.subarray(5, 5 + packed.length)).longest).toBe(128);
  });
});
