/** The parameters of functions and lambdas, and those of types. Defaults are expressions, so this module and `expressions.ts` import one another. */

import { endBefore, nextKind, nextName, skipBalanced } from './cursor.ts';
import { parseExpression, parseStarredOrNamed } from './expressions.ts';
import { nameOf } from './names.ts';
import { COLON, COMMA, EQUAL, NAME, OPEN_BRACKET, POWER, SLASH, STAR } from './tokens.ts';
import type { Cursor } from './cursor.ts';
import type { Expression, Parameter, TypeParameter } from './syntax.ts';

/**
 * Parameters up to the token `close`, or, where that is -1 (a lambda), to the colon. A lambda's have no annotations.
 */
export function parseParameters(c: Cursor, close: number): Parameter[] {
  const { kinds } = c;
  const params: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (;;) {
    const at = c.at;
    const next = kinds[at]!;
    if (close >= 0 ? at >= close : next === COLON) break;
    if (next === COMMA) {
      c.at++;
    } else if (next === SLASH) {
      for (let i = 0; i < params.length; i++) params[i] = { ...params[i]!, kind: 'positional-only' };
      c.at++;
    } else if (next === STAR) {
      c.at++;
      if (kinds[c.at] === NAME) params.push(parseParameter(c, at, 'variadic', close));
      kind = 'keyword-only';
    } else if (next === POWER) {
      c.at++;
      if (kinds[c.at] === NAME) params.push(parseParameter(c, at, 'keywords', close));
    } else if (next === NAME) {
      params.push(parseParameter(c, at, kind, close));
    } else if (close >= 0) {
      skipBalanced(c);
    } else break;
  }
  return params;
}

function parseParameter(c: Cursor, first: number, kind: Parameter['kind'], close: number): Parameter {
  const start = c.starts[first]!;
  const name = nameOf(c.details[c.at]!);
  c.at++;
  let annotation: Expression | null = null;
  let fallback: Expression | null = null;
  if (close >= 0 && c.kinds[c.at] === COLON) {
    c.at++;
    annotation = parseStarredOrNamed(c);
  }
  if (c.kinds[c.at] === EQUAL) {
    c.at++;
    fallback = parseExpression(c);
  }
  return { start, end: endBefore(c), name, kind, annotation, fallback };
}

/** `[T: bound = fallback, *Ts, **P]`, where it follows. */
export function parseTypeParameters(c: Cursor): readonly TypeParameter[] {
  if (nextKind(c) !== OPEN_BRACKET) return [];
  const close = c.details[c.at]!;
  c.at++;
  const params: TypeParameter[] = [];
  while (c.at < close) {
    const start = c.starts[c.at]!;
    if (nextKind(c) === STAR || nextKind(c) === POWER) c.at++;
    if (nextKind(c) !== NAME) {
      if (c.at < close) skipBalanced(c);
      continue;
    }
    const name = nextName(c);
    c.at++;
    let bound: Expression | null = null;
    let fallback: Expression | null = null;
    if (nextKind(c) === COLON) {
      c.at++;
      bound = parseExpression(c);
    }
    if (nextKind(c) === EQUAL) {
      c.at++;
      fallback = parseStarredOrNamed(c);
    }
    params.push({ start, end: endBefore(c), name, bound, fallback });
  }
  c.at = close + 1;
  return params;
}
