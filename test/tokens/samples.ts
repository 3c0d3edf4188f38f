import fc from 'fast-check';

/** Fragments at which the splitting rules turn: classes of letters, contractions, spaces, marks, astral and broken characters. */
const FRAGMENTS = [
  ' ', '  ', '\n', '\r\n', '\r', '\t', '/', "'", "'s", "'LL", "'rE", "'ſ", 'a', 'the', 'B', 'HTTP', 'É', 'ß', 'ǅ', 'ʰ', 'ª', 'ſ', '\u212a',
  '中', '文字', 'ไทย', 'ाि', '\u0301', '\u0903', '1', '2024', '２', '½', 'Ⅷ', '𝟙', '-', '--', '.', '_', '=>', '<|endoftext|>', '😀', '👩‍👩‍👧', '🇩🇪',
  '\ud800', '\udc00', '\u200b', '\ufeff', '\u00a0', '\u2028', '\u3000', '𝐀', '𝐚', '𠀀',
];

/** Texts of such fragments and of arbitrary code units. */
export const nastyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.string({ unit: 'binary', maxLength: 3 }), loneUnit), { maxLength })
    .map((parts) => parts.join(''));

const loneUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

/** Inputs on which a careless tokenizer is quadratic or worse; `size` in UTF-16 units. */
export const ADVERSARIAL: Readonly<Record<string, (size: number) => string>> = {
  'one letter': (size) => 'a'.repeat(size),
  'one capital': (size) => 'A'.repeat(size),
  spaces: (size) => ' '.repeat(size),
  'spaces before a word': (size) => `${' '.repeat(size - 1)}a`,
  newlines: (size) => '\n'.repeat(size),
  'spaces and newlines': (size) => ' \n'.repeat(size / 2),
  dashes: (size) => '-'.repeat(size),
  slashes: (size) => '/'.repeat(size),
  'one Han character': (size) => '中'.repeat(size),
  'many Han characters': (size) => generated(size, (random) => String.fromCharCode(0x4e00 + random(0x5000))),
  base64: (size) => generated(size, (random) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'[random(64)]!),
  'letters without a break': (size) => generated(size, (random) => String.fromCharCode(97 + random(26))),
  'symbols without a break': (size) => generated(size, (random) => '!#$%&*+-=@^_~|'[random(14)]!),
  digits: (size) => generated(size, (random) => String(random(10))),
  'combining marks': (size) => '\u0301'.repeat(size),
  'joined emoji': (size) => '👩‍👩‍👧'.repeat(size / 8),
  'lone surrogates': (size) => '\ud800'.repeat(size),
};

/** The same pseudo-random text at every run; a longer one continues a shorter one. */
function generated(size: number, next: (random: (below: number) => number) => string): string {
  let seed = 42;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: size }, () => next(random)).join('');
}
