/** The values of literals: they are decoded only when asked for, since most never are. */

import { STRING_BYTES, STRING_FORMAT, STRING_RAW } from './syntax.ts';
import type { BytesLiteral, FString, FStringText, NumberLiteral, StringLiteral } from './syntax.ts';

/**
 * The value of a string or bytes literal (of bytes: one UTF-16 unit a byte). `\N{NAME}` becomes U+FFFD, one character for one: the
 * names of Unicode are not at hand.
 */
export function stringValue(text: string, literal: StringLiteral | BytesLiteral): string {
  return decode(text, literal.contentStart, literal.contentEnd, literal.flags);
}

/** The value of a literal part of an f-string, doubled braces made single. */
export function fstringTextValue(text: string, string: FString, part: FStringText): string {
  return decode(text, part.start, part.end, string.flags | STRING_FORMAT);
}

/** The value of a number; NaN for a complex one. An integer above 2^53 loses its last digits. */
export function numberValue(text: string, literal: NumberLiteral): number {
  const { start, end } = literal;
  // Nearly all numbers are short and plain.
  if (end - start < 10) {
    let value = 0;
    let at = start;
    for (let c = text.charCodeAt(at); at < end && c >= 48 && c <= 57; c = text.charCodeAt(++at)) value = value * 10 + c - 48;
    if (at === end && (value === 0 || text.charCodeAt(start) !== 48)) return value;
  }
  const source = text.slice(start, end).replaceAll('_', '').replace(/[lL]$/, '');
  if (/[jJ]$/.test(source) && !/^0[xX]/.test(source)) return Number.NaN;
  return /^0[0-7]+$/.test(source) ? Number.parseInt(source, 8) : Number(source);
}

/** `2j`. */
export function isComplex(text: string, literal: NumberLiteral): boolean {
  return (text.charCodeAt(literal.end - 1) | 32) === 106;
}

function decode(text: string, start: number, end: number, flags: number): string {
  const isRaw = (flags & STRING_RAW) !== 0;
  const isFormat = (flags & STRING_FORMAT) !== 0;
  let result = '';
  let plain = start;
  let pos = start;
  while (pos < end) {
    const c = text.charCodeAt(pos);
    if (c === 92 && !isRaw) {
      result += text.slice(plain, pos);
      const escape = readEscape(text, pos, end, flags);
      result += escape.value;
      pos = plain = escape.end;
    } else if (c === 13) {
      // Python reads every line end as a newline.
      result += text.slice(plain, pos) + '\n';
      pos += text.charCodeAt(pos + 1) === 10 && pos + 1 < end ? 2 : 1;
      plain = pos;
    } else if (isFormat && (c === 123 || c === 125) && pos + 1 < end && text.charCodeAt(pos + 1) === c) {
      result += text.slice(plain, pos + 1);
      pos = plain = pos + 2;
    } else pos++;
  }
  if (result === '') return detached(text.slice(plain, end));
  return result + text.slice(plain, end);
}

/** A long cut-out would keep the whole source in memory for as long as the value lives. */
function detached(cutOut: string): string {
  return cutOut.length < 13 ? cutOut : (' ' + cutOut).slice(1);
}

function readEscape(text: string, at: number, end: number, flags: number): { readonly value: string; readonly end: number } {
  const isBytes = (flags & STRING_BYTES) !== 0;
  const next = at + 1;
  if (next >= end) return { value: '\\', end };
  const c = text.charCodeAt(next);
  switch (c) {
    case 10:
      return { value: '', end: next + 1 };
    case 13:
      return { value: '', end: text.charCodeAt(next + 1) === 10 && next + 1 < end ? next + 2 : next + 1 };
    case 92:
    case 39:
    case 34:
      return { value: text[next]!, end: next + 1 };
    case 97:
      return { value: '\x07', end: next + 1 };
    case 98:
      return { value: '\b', end: next + 1 };
    case 102:
      return { value: '\f', end: next + 1 };
    case 110:
      return { value: '\n', end: next + 1 };
    case 114:
      return { value: '\r', end: next + 1 };
    case 116:
      return { value: '\t', end: next + 1 };
    case 118:
      return { value: '\v', end: next + 1 };
    case 120:
      return readHex(text, at, 2, end);
    case 117:
      if (!isBytes) return readHex(text, at, 4, end);
      break;
    case 85:
      if (!isBytes) return readHex(text, at, 8, end);
      break;
    case 78:
      if (!isBytes && text.charCodeAt(next + 1) === 123) {
        const close = text.indexOf('}', next + 2);
        if (close > 0 && close < end) return { value: '\uFFFD', end: close + 1 };
      }
      break;
    default:
      break;
  }
  if (c >= 48 && c <= 55) {
    let pos = next;
    let code = 0;
    while (pos < end && pos < next + 3 && text.charCodeAt(pos) >= 48 && text.charCodeAt(pos) <= 55) code = code * 8 + text.charCodeAt(pos++) - 48;
    return { value: String.fromCharCode(isBytes ? code & 255 : code), end: pos };
  }
  // Not an escape: the backslash stays, and what follows is read by itself.
  return { value: '\\', end: next };
}

function readHex(text: string, at: number, digits: number, end: number): { readonly value: string; readonly end: number } {
  const first = at + 2;
  const last = first + digits;
  const source = text.slice(first, last);
  if (last > end || !/^[0-9a-fA-F]+$/.test(source)) return { value: '\\', end: at + 1 };
  const code = Number.parseInt(source, 16);
  return code > 0x10ffff ? { value: '\\', end: at + 1 } : { value: String.fromCodePoint(code), end: last };
}
