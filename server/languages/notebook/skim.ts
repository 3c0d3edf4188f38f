/**
 * Finds values in JSON text without building them: a notebook's outputs are megabytes of pictures, its code a few kilobytes. Strings are skipped by searching
 * for their closing quote, which is as fast as reading gets. What is skipped is not judged: a notebook with a broken output still has cells.
 *
 * Every function takes and returns UTF-16 offsets; -1 says that the text is not JSON there. None throws.
 */
import type { Span } from '../../core/model/text.ts';

const QUOTE = 34;
const BACKSLASH = 92;

/** The offset of the first character that is not white space, from `at` on. */
export function skipSpace(json: string, at: number): number {
  for (;;) {
    const c = json.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
    at++;
  }
}

/** The end of the value that starts at `at`. */
function skipValue(json: string, at: number): number {
  const first = json.charCodeAt(at);
  if (first === QUOTE) return skipString(json, at);
  if (first !== 123 && first !== 91) {
    // A number or a word: up to what ends it.
    let end = at;
    while (end < json.length && isOfWord(json.charCodeAt(end))) end++;
    return end === at ? -1 : end;
  }
  let depth = 0;
  for (let i = at; i < json.length; i++) {
    const c = json.charCodeAt(i);
    if (c === QUOTE) {
      const end = skipString(json, i);
      if (end < 0) return -1;
      i = end - 1;
    } else if (c === 123 || c === 91) depth++;
    else if (c === 125 || c === 93) {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

/** The members of the object at `at`, keys as they are written between the quotes; null where there is no whole object. */
export function members(json: string, at: number): readonly (readonly [key: string, value: Span])[] | null {
  if (json.charCodeAt(at) !== 123) return null;
  const found: [string, Span][] = [];
  let i = skipSpace(json, at + 1);
  if (json.charCodeAt(i) === 125) return found;
  for (;;) {
    const keyEnd = json.charCodeAt(i) === QUOTE ? skipString(json, i) : -1;
    if (keyEnd < 0) return null;
    const colon = skipSpace(json, keyEnd);
    if (json.charCodeAt(colon) !== 58) return null;
    const start = skipSpace(json, colon + 1);
    const end = skipValue(json, start);
    if (end < 0) return null;
    found.push([json.slice(i + 1, keyEnd - 1), { start, end }]);
    i = skipSpace(json, end);
    const c = json.charCodeAt(i);
    if (c === 125) return found;
    if (c !== 44) return null;
    i = skipSpace(json, i + 1);
  }
}

/** The items of the array at `at`; null where there is no whole array. */
export function items(json: string, at: number): readonly Span[] | null {
  if (json.charCodeAt(at) !== 91) return null;
  const found: Span[] = [];
  let i = skipSpace(json, at + 1);
  if (json.charCodeAt(i) === 93) return found;
  for (;;) {
    const end = skipValue(json, i);
    if (end < 0) return null;
    found.push({ start: i, end });
    i = skipSpace(json, end);
    const c = json.charCodeAt(i);
    if (c === 93) return found;
    if (c !== 44) return null;
    i = skipSpace(json, i + 1);
  }
}

/** The text of a string literal, or null where the span holds none. `decode` turns it from bytes to text first; escapes are read after that. */
export function stringAt(json: string, { start, end }: Span, decode: (part: string) => string = (part) => part): string | null {
  if (json.charCodeAt(start) !== QUOTE) return null;
  const literal = decode(json.slice(start, end));
  if (!literal.includes('\\') && !/[\u0000-\u001F]/.test(literal)) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string;
  } catch {
    // An escape that JSON does not have, or a bare line end: no string.
    return null;
  }
}

/** The member named `key`; the last one counts, as everywhere. */
export function member(json: string, at: number, key: string): Span | undefined {
  return members(json, at)?.findLast(([name]) => name === key)?.[1];
}

function skipString(json: string, at: number): number {
  for (let close = json.indexOf('"', at + 1); close >= 0; close = json.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(close - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
  return -1;
}

function isOfWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || c === 43 || c === 45 || c === 46;
}
