/** Where strings end, for terminated and unterminated ones. Pure functions of text and offsets. */

import { endOfLine, isWordPart, lineEndAfter } from './characters.ts';
import { STRING_BYTES, STRING_FORMAT, STRING_RAW, STRING_TEMPLATE } from './syntax.ts';

/** The flags of a string prefix, -1 if it is none. */
export function prefixFlags(text: string, start: number, end: number): number {
  let result = 0;
  for (let pos = start; pos < end; pos++) {
    const letter = text.charCodeAt(pos) | 32;
    const flag = letter === 114 ? STRING_RAW : letter === 98 ? STRING_BYTES : letter === 102 ? STRING_FORMAT : letter === 116 ? STRING_FORMAT | STRING_TEMPLATE : letter === 117 ? 0 : -1;
    if (flag < 0 || (flag & result) !== 0) return -1;
    result |= flag;
  }
  return (result & STRING_BYTES) !== 0 && (result & STRING_FORMAT) !== 0 ? -1 : result;
}

/** The offset of the closing quote on the line, -1 if there is none. A line end behind a backslash belongs to the string. */
export function singleEnd(text: string, from: number, limit: number, quote: number): number {
  for (let pos = from; pos < limit; pos++) {
    const c = text.charCodeAt(pos);
    if (c === quote) return pos;
    if (c === 92) {
      if (text.charCodeAt(pos + 1) === 13 && text.charCodeAt(pos + 2) === 10) pos++;
      pos++;
    } else if (c === 10 || c === 13) return -1;
  }
  return -1;
}

export function unclosedSingleEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === 10 || c === 13) break;
    if (c === 92) {
      const after = lineEndAfter(text, pos + 1, limit);
      pos = after < 0 ? pos + 2 : after;
    } else pos++;
  }
  return Math.min(pos, limit);
}

export function tripleEnd(text: string, from: number, limit: number, quote: number): number {
  const mark = quote === 34 ? '"""' : "'''";
  let pos = from;
  for (;;) {
    const at = text.indexOf(mark, pos);
    if (at < 0 || at + 3 > limit) return -1;
    let before = at - 1;
    while (before >= from && text.charCodeAt(before) === 92) before--;
    if (((at - before) & 1) === 1) return at;
    pos = at + 1;
  }
}

/**
 * In a text in which some triple quote never closes: whether the one at `at`, which would close a string, looks like an opening one.
 * What follows or precedes a real closing quote never looks so in code that people write.
 */
export function isLikelyOpening(text: string, at: number, contentStart: number): boolean {
  if (at + 3 < text.length && isWordPart(text.charCodeAt(at + 3))) return true;
  let before = at - 1;
  let c = before >= contentStart ? text.charCodeAt(before) : 0;
  if (c === 102 || c === 114) c = --before >= contentStart ? text.charCodeAt(before) : 0;
  while (c === 32 || c === 9) c = --before >= contentStart ? text.charCodeAt(before) : 0;
  if (c === 61 || c === 40 || c === 91) return true;
  if (c !== 10 && c !== 13) return false;
  // First on its line: a docstring, if the line before ends a header.
  while (before >= contentStart && (c === 10 || c === 13 || c === 32 || c === 9)) c = text.charCodeAt(--before);
  if (c !== 58 || before <= contentStart) return false;
  if (text.charCodeAt(before - 1) === 41) return true;
  let start = before;
  while (start > contentStart && text.charCodeAt(start - 1) !== 10) start--;
  while (start < before && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9)) start++;
  return text.startsWith('def ', start) || text.startsWith('class ', start) || text.startsWith('async def ', start);
}

/**
 * Where a triple-quoted string without its end is cut: before the first line, indented no deeper than the statement, that reads as
 * code rather than as prose; else at the end of the text.
 */
export function unclosedTripleEnd(text: string, from: number, limit: number, indent: number): number {
  let pos = endOfLine(text, from, limit);
  while (pos < limit) {
    const lineEnd = pos;
    pos = lineEndAfter(text, pos, limit);
    let column = 0;
    while (pos < limit && (text.charCodeAt(pos) === 32 || text.charCodeAt(pos) === 9)) {
      column++;
      pos++;
    }
    if (column <= indent && readsAsCode(text, pos)) return lineEnd;
    pos = endOfLine(text, pos, limit);
  }
  return limit;
}

function readsAsCode(text: string, start: number): boolean {
  let pos = start;
  if (text.charCodeAt(pos) === 64) pos++;
  const isDecorator = pos > start;
  const wordStart = pos;
  while (pos < text.length && isWordPart(text.charCodeAt(pos))) pos++;
  if (pos === wordStart) return false;
  const word = text.slice(wordStart, pos);
  while (text.charCodeAt(pos) === 46 && isWordPart(text.charCodeAt(pos + 1))) {
    pos++;
    while (pos < text.length && isWordPart(text.charCodeAt(pos))) pos++;
  }
  let next = text.charCodeAt(pos);
  if (isDecorator) return next === 10 || next === 13 || next === 40;
  const isSpaced = next === 32;
  while (next === 32) next = text.charCodeAt(++pos);
  if (next === 61) return true;
  const line = text.slice(pos, endOfLine(text, pos, Math.min(text.length, pos + 200)));
  switch (word) {
    case 'def':
      return isSpaced && line.includes('(');
    case 'class':
    case 'if':
    case 'while':
    case 'with':
    case 'async':
      return isSpaced && (line.trimEnd().endsWith(':') || line.includes('('));
    case 'for':
      return isSpaced && line.includes(' in ') && line.trimEnd().endsWith(':');
    case 'else':
    case 'try':
    case 'finally':
      return next === 58;
    case 'import':
      return isSpaced && !line.includes(' ', 0);
    case 'from':
      return isSpaced && line.includes(' import ');
    default:
      return next === 40 && !isSpaced;
  }
}

/** Behind `NAME}` of a `\\N{NAME}` escape; if that is broken, behind its letters. */
export function characterNameEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === 125) return pos + 1;
    if (!isWordPart(c) && c !== 32 && c !== 45) break;
    pos++;
  }
  return pos;
}
