/** The parser's place in the tokens, and the few moves that expressions and statements share. */

import { nameOf } from './names.ts';
import { DEDENT, EOF, FOPEN, INDENT, NEWLINE, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from './tokens.ts';
import type { OpaqueExpression } from './syntax.ts';
import type { Tokens } from './tokens.ts';

export interface Cursor {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly details: Int32Array;
  /** Index of the next token. */
  at: number;
  /** How deep the recursion is. */
  depth: number;
  /** Set by `parseArguments`: the offset of the comma behind the last argument, or -1. */
  trailingComma: number;
}

/**
 * The deepest recursion. Valid Python nests at most 200 brackets (CPython's own bound), each two levels here. Deeper text becomes
 * opaque, so that neither this parser nor a visitor of its tree can run out of stack.
 */
export const DEEPEST = 420;
/** The longest chain that leans to the left (`a.b.c…`, `a + b + c…`), bounded for the sake of visitors. */
export const LONGEST_CHAIN = 600;

export function createCursor(tokens: Tokens): Cursor {
  const { kinds, starts, ends, details } = tokens;
  return { kinds, starts, ends, details, at: 0, depth: 0, trailingComma: -1 };
}

/** The end of the token before the next one. */
export function endBefore(c: Cursor): number {
  return c.at === 0 ? 0 : c.ends[c.at - 1]!;
}

export function nextKind(c: Cursor): number {
  return c.kinds[c.at]!;
}

/** The name that the next token spells. */
export function nextName(c: Cursor): string {
  return nameOf(c.details[c.at]!);
}

/** Takes the next token, with all up to its closing bracket if it opens one. */
export function skipBalanced(c: Cursor): void {
  const kind = c.kinds[c.at]!;
  if (kind === OPEN_PAREN || kind === OPEN_BRACKET || kind === OPEN_BRACE || kind === FOPEN) c.at = c.details[c.at]! + 1;
  else c.at++;
}

/** An expression that is not there. */
export function missing(c: Cursor): OpaqueExpression {
  const end = endBefore(c);
  return { kind: 'opaque', start: end, end };
}

export function isLineEnd(kind: number): boolean {
  return kind === NEWLINE || kind === EOF || kind === INDENT || kind === DEDENT;
}
