/**
 * Python, from 3.8 to 3.14, hand-written: exact on valid files (CPython's own `ast` is the oracle of the tests), whole on broken ones.
 * A call that is being typed keeps the arguments it has and takes none of the lines below it; `lex.ts` says how.
 */

import { createCursor } from './cursor.ts';
import { lex } from './lex.ts';
import { parseStatements } from './statements.ts';
import type { Expression, Module } from './syntax.ts';

/**
 * The syntax tree of a text. Never throws, whatever the text; takes time linear in its length; never nests deeper than a recursive
 * visitor can follow. What is no Python is left out or opaque, and the rest stands.
 */
export function parse(text: string): Module {
  const { tokens, comments } = lex(text);
  const body = parseStatements(createCursor(tokens));
  return { kind: 'module', start: 0, end: text.length, body, comments };
}

/** The expression that fills a stretch of a text (an annotation in quotes), with offsets into that text; null where it is none. */
export function parseExpressionIn(text: string, start: number, end: number): Expression | null {
  const [first, second] = parseStatements(createCursor(lex(text, start, end).tokens));
  return first?.kind === 'expression' && second === undefined ? first.value : null;
}
