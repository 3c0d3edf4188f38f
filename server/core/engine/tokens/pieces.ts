/**
 * Splits text the way OpenAI's encodings do before they merge bytes.
 *
 * The definition is a regular expression (`pat_str` in js-tiktoken). It is matched by hand here for two reasons: V8 keeps
 * a backtracking entry for each character of a greedy run and throws once a run is long enough, which a core that cannot fail
 * may not risk; and by hand no piece needs a substring. The tests compare both on arbitrary text.
 *
 * Character classes come from the running engine's own `\p{…}`, one character at a time, so both always agree on the
 * version of Unicode.
 */

/** Which encoding's splitting rules apply. */
export type Pattern = 'cl100k' | 'o200k';

/**
 * The end of the piece that starts at `start`, in UTF-16 offsets; always greater than `start`.
 * The pieces of a text cover it without gaps. Needs `start < text.length`, at a code point's first unit.
 */
export function pieceEnd(pattern: Pattern, text: string, start: number): number {
  return pattern === 'o200k' ? o200kEnd(text, start) : cl100kEnd(text, start);
}

// A set of bits a code point; zero means not classified yet, since every code point has at least one bit.
const UPPER = 1; // [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]
const LOWER = 2; // [\p{Ll}\p{Lm}\p{Lo}\p{M}]
const LETTER = 4; // \p{L}
const NUMBER = 8; // \p{N}
const SPACE = 16; // \s
const NEWLINE = 32; // [\r\n]
const OTHER = 64; // [^\s\p{L}\p{N}]
const LEAD = 128; // [^\r\n\p{L}\p{N}], may open a word

/** Filled on demand: only the pages of characters that were met become resident. */
const classes = new Uint8Array(0x110000);

function o200kEnd(text: string, start: number): number {
  const first = codePoint(text, start);
  const kind = classOf(first);
  const next = start + width(first);

  if (kind & (LEAD | LETTER)) {
    // `LEAD? UPPER* LOWER+`, then `LEAD? UPPER+ LOWER*`, each with and without its lead, in the order of the expression.
    const wordStart = kind & LEAD ? next : start;
    let at = wordStart;
    let kindAtEnd = 0;
    let lastLowerEnd = -1;
    while (at < text.length) {
      const code = codePoint(text, at);
      kindAtEnd = classOf(code);
      if (!(kindAtEnd & UPPER)) break;
      at += width(code);
      if (kindAtEnd & LOWER) lastLowerEnd = at;
    }
    if (at < text.length && kindAtEnd & LOWER) return contractionEnd(text, runEnd(text, at, LOWER));
    // UPPER* gives back characters until the last one that may also stand in LOWER+.
    if (lastLowerEnd > 0) return contractionEnd(text, lastLowerEnd);
    // A combining mark is a lead and a word of its own: without the lead the first alternative takes it alone.
    if (kind & LEAD && kind & LOWER) return contractionEnd(text, next);
    if (at > wordStart) return contractionEnd(text, at);
  }
  if (kind & NUMBER) return numberEnd(text, next);

  const symbols = symbolsEnd(text, start, first);
  if (symbols > 0) {
    let at = symbols;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code !== 0x0a && code !== 0x0d && code !== 0x2f) break;
      at++;
    }
    return at;
  }
  return spacesEnd(text, start);
}

function cl100kEnd(text: string, start: number): number {
  const contraction = contractionEnd(text, start);
  if (contraction > start) return contraction;

  const first = codePoint(text, start);
  const kind = classOf(first);
  const next = start + width(first);

  if (kind & LETTER) return runEnd(text, next, LETTER);
  if (kind & LEAD) {
    const end = runEnd(text, next, LETTER);
    if (end > next) return end;
  }
  if (kind & NUMBER) return numberEnd(text, next);

  const symbols = symbolsEnd(text, start, first);
  if (symbols > 0) return runEnd(text, symbols, NEWLINE);
  return spacesEnd(text, start);
}

/** `\p{N}{1,3}`, its first character taken. */
function numberEnd(text: string, afterFirst: number): number {
  let at = afterFirst;
  for (let count = 1; count < 3 && at < text.length; count++) {
    const code = codePoint(text, at);
    if (!(classOf(code) & NUMBER)) break;
    at += width(code);
  }
  return at;
}

/** ` ?[^\s\p{L}\p{N}]+`, or -1. */
function symbolsEnd(text: string, start: number, first: number): number {
  const from = first === 0x20 ? start + 1 : start;
  const end = runEnd(text, from, OTHER);
  return end > from ? end : -1;
}

/** `\s*[\r\n]+`, then `\s+(?!\S)`, then `\s+`. Every space is one UTF-16 unit. */
function spacesEnd(text: string, start: number): number {
  let at = start;
  let lastNewlineEnd = -1;
  while (at < text.length) {
    const kind = classOf(text.charCodeAt(at));
    if (!(kind & SPACE)) break;
    at++;
    if (kind & NEWLINE) lastNewlineEnd = at;
  }
  if (lastNewlineEnd > 0) return lastNewlineEnd;
  // Before a word, the last space is left to it.
  return at < text.length && at - start > 1 ? at - 1 : at;
}

/** `('s|'t|'re|'ve|'m|'ll|'d)?` in any mix of cases: the end of it, or `at` when there is none. */
function contractionEnd(text: string, at: number): number {
  if (at + 1 >= text.length || text.charCodeAt(at) !== 0x27) return at;
  const first = lowerAscii(text.charCodeAt(at + 1));
  if (first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64) return at + 2; // s t m d
  if (at + 2 >= text.length) return at;
  const second = lowerAscii(text.charCodeAt(at + 2));
  if ((first === 0x72 || first === 0x76) && second === 0x65) return at + 3; // re ve
  return first === 0x6c && second === 0x6c ? at + 3 : at; // ll
}

/** Not Unicode's lower case: `ſ` and `K` are no contraction letters. */
function lowerAscii(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

function runEnd(text: string, start: number, mask: number): number {
  let at = start;
  while (at < text.length) {
    const code = codePoint(text, at);
    if (!(classOf(code) & mask)) break;
    at += width(code);
  }
  return at;
}

function codePoint(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return (unit & 0xfc00) === 0xd800 ? text.codePointAt(at)! : unit;
}

function width(code: number): number {
  return code > 0xffff ? 2 : 1;
}

function classOf(code: number): number {
  return classes[code] || classify(code);
}

function classify(code: number): number {
  const char = String.fromCodePoint(code);
  let kind = 0;
  if (/[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]/u.test(char)) kind |= UPPER;
  if (/[\p{Ll}\p{Lm}\p{Lo}\p{M}]/u.test(char)) kind |= LOWER;
  if (/\p{L}/u.test(char)) kind |= LETTER;
  if (/\p{N}/u.test(char)) kind |= NUMBER;
  if (/\s/u.test(char)) kind |= SPACE;
  if (code === 0x0a || code === 0x0d) kind |= NEWLINE;
  if (!(kind & (SPACE | LETTER | NUMBER))) kind |= OTHER;
  if (!(kind & (NEWLINE | LETTER | NUMBER))) kind |= LEAD;
  classes[code] = kind;
  return kind;
}
