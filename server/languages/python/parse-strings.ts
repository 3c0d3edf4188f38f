/** String literals and f-strings with their fields. Fields hold expressions, so this module and `expressions.ts` import one another. */

import { DEEPEST, endBefore, skipBalanced } from './cursor.ts';
import { parseYieldOrExpressions } from './expressions.ts';
import { STRING_BYTES, STRING_TRIPLE, STRING_UNTERMINATED } from './syntax.ts';
import { EQUAL, FCONVERSION, FOPEN, FSPEC, FSTART, FTEXT, STRING } from './tokens.ts';
import type { Cursor } from './cursor.ts';
import type { BytesLiteral, Expression, FString, FStringPart, StringLiteral } from './syntax.ts';

export function parseStrings(c: Cursor): Expression {
  const first = parseString(c);
  if (c.kinds[c.at] !== STRING && c.kinds[c.at] !== FSTART) return first;
  const parts = [first];
  while (c.kinds[c.at] === STRING || c.kinds[c.at] === FSTART) parts.push(parseString(c));
  return { kind: 'concatenation', start: first.start, end: endBefore(c), parts };
}

function parseString(c: Cursor): StringLiteral | BytesLiteral | FString {
  const at = c.at;
  const start = c.starts[at]!;
  const end = c.ends[at]!;
  if (c.kinds[at] === FSTART) return parseFString(c);
  c.at++;
  const detail = c.details[at]!;
  const flags = detail & 63;
  const contentStart = start + (detail >> 6);
  const contentEnd = (flags & STRING_UNTERMINATED) !== 0 ? end : end - ((flags & STRING_TRIPLE) !== 0 ? 3 : 1);
  if ((flags & STRING_BYTES) !== 0) return { kind: 'bytes', start, end, contentStart, contentEnd, flags };
  return { kind: 'string', start, end, contentStart, contentEnd, flags };
}

function parseFString(c: Cursor): FString {
  const start = c.starts[c.at]!;
  const contentStart = c.ends[c.at]!;
  const flags = c.details[c.at]!;
  c.at++;
  c.depth++;
  const parts = parseFStringParts(c);
  c.depth--;
  // The lexer closes every f-string, so this is its FEND.
  const contentEnd = c.starts[c.at]!;
  const end = c.ends[c.at]!;
  c.at++;
  return { kind: 'fstring', start, end, contentStart, contentEnd, flags: contentEnd === end ? flags | STRING_UNTERMINATED : flags, parts };
}

/** Up to FEND, or to the FCLOSE of the field whose specification this is. */
function parseFStringParts(c: Cursor): FStringPart[] {
  const parts: FStringPart[] = [];
  for (;;) {
    const kind = c.kinds[c.at]!;
    if (kind === FTEXT) {
      parts.push({ kind: 'text', start: c.starts[c.at]!, end: c.ends[c.at]! });
      c.at++;
    } else if (kind === FOPEN) parts.push(parseField(c));
    else return parts;
  }
}

function parseField(c: Cursor): FStringPart {
  const open = c.at;
  const close = c.details[open]!;
  const start = c.starts[open]!;
  const end = c.ends[close]!;
  c.at++;
  let value: Expression;
  if (c.depth >= DEEPEST) value = { kind: 'opaque', start: c.starts[c.at]!, end: c.starts[close]! };
  else value = parseYieldOrExpressions(c);
  let debugEnd = -1;
  if (c.kinds[c.at] === EQUAL && c.at < close) {
    c.at++;
    debugEnd = c.starts[c.at]!;
  }
  // What is left of a broken value.
  while (c.at < close && c.kinds[c.at] !== FCONVERSION && c.kinds[c.at] !== FSPEC) skipBalanced(c);
  let conversion = '';
  let spec: readonly FStringPart[] | null = null;
  if (c.kinds[c.at] === FCONVERSION && c.at < close) {
    const width = c.ends[c.at]! - c.starts[c.at]!;
    conversion = width === 2 ? CONVERSIONS[c.details[c.at]!] ?? '' : '';
    c.at++;
  }
  if (c.kinds[c.at] === FSPEC && c.at < close) {
    c.at++;
    c.depth++;
    spec = c.depth >= DEEPEST ? [] : parseFStringParts(c);
    c.depth--;
  }
  c.at = close + 1;
  return { kind: 'field', start, end, value, debugEnd, conversion, spec };
}

/** By the letter's code, which the lexer leaves in the token's detail. */
const CONVERSIONS: Readonly<Record<number, string>> = { 97: 'a', 114: 'r', 115: 's' };
