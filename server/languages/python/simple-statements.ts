/** Statements of one line: assignments, imports, jumps. What follows them on their line is left. */

import { endBefore, nextKind, nextName, skipBalanced } from './cursor.ts';
import { operatorOf, parseExpression, parseNamed, parseTargets, parseYieldOrExpressions, startsExpression } from './expressions.ts';
import { nameOf, SYMBOL_TYPE } from './names.ts';
import { parseTypeParameters } from './parameters.ts';
import {
  AS, ASSERT, AUGMENTED, BREAK, COLON, COMMA, CONTINUE, DEL, DOT, ELLIPSIS, EQUAL, FROM, GLOBAL, IMPORT, MAGIC, NAME, NONLOCAL, OPEN_BRACKET,
  OPEN_PAREN, PASS, RAISE, RETURN, STAR,
} from './tokens.ts';
import type { Cursor } from './cursor.ts';
import type { Expression, ImportedName, Statement } from './syntax.ts';

/** Adds the simple statement that starts with a token of `kind`. Takes at least one token. */
export function parseSimple(c: Cursor, start: number, kind: number, body: Statement[]): void {
  switch (kind) {
    case RETURN: {
      c.at++;
      const value = startsExpression(nextKind(c)) ? parseYieldOrExpressions(c) : null;
      body.push({ kind: 'return', start, end: endBefore(c), value });
      return;
    }
    case IMPORT: {
      c.at++;
      const names = parseImportedNames(c, 'dotted');
      body.push({ kind: 'import', start, end: endBefore(c), names });
      return;
    }
    case FROM:
      body.push(parseFrom(c, start));
      return;
    case RAISE: {
      c.at++;
      const value = startsExpression(nextKind(c)) ? parseExpression(c) : null;
      let cause: Expression | null = null;
      if (nextKind(c) === FROM) {
        c.at++;
        cause = parseExpression(c);
      }
      body.push({ kind: 'raise', start, end: endBefore(c), value, cause });
      return;
    }
    case DEL: {
      c.at++;
      const targets = parseTargets(c);
      body.push({ kind: 'delete', start, end: endBefore(c), targets });
      return;
    }
    case ASSERT: {
      c.at++;
      const test = parseNamed(c);
      let message: Expression | null = null;
      if (nextKind(c) === COMMA) {
        c.at++;
        message = parseExpression(c);
      }
      body.push({ kind: 'assert', start, end: endBefore(c), test, message });
      return;
    }
    case GLOBAL:
    case NONLOCAL: {
      c.at++;
      const names: string[] = [];
      while (nextKind(c) === NAME || nextKind(c) === COMMA) {
        if (nextKind(c) === NAME) names.push(nextName(c));
        c.at++;
      }
      body.push({ kind: kind === GLOBAL ? 'global' : 'nonlocal', start, end: endBefore(c), names });
      return;
    }
    case PASS:
    case BREAK:
    case CONTINUE:
      c.at++;
      body.push({ kind: kind === PASS ? 'pass' : kind === BREAK ? 'break' : 'continue', start, end: endBefore(c) });
      return;
    case MAGIC:
      c.at++;
      body.push({ kind: 'opaque', start, end: endBefore(c) });
      return;
    case NAME:
      if (c.details[c.at] === SYMBOL_TYPE && c.kinds[c.at + 1] === NAME && (c.kinds[c.at + 2] === EQUAL || c.kinds[c.at + 2] === OPEN_BRACKET)) {
        c.at++;
        const name = nextName(c);
        const nameStart = c.starts[c.at]!;
        c.at++;
        const typeParams = parseTypeParameters(c);
        if (nextKind(c) === EQUAL) c.at++;
        const value = parseExpression(c);
        body.push({ kind: 'type', start, end: endBefore(c), name, nameStart, typeParams, value });
        return;
      }
      break;
    default:
      break;
  }
  const at = c.at;
  parseExpressionStatement(c, start, body);
  if (c.at === at) {
    skipBalanced(c);
    body.push({ kind: 'opaque', start, end: endBefore(c) });
  }
}

/** An expression, an assignment of any form. Adds nothing where no expression stands. */
export function parseExpressionStatement(c: Cursor, start: number, body: Statement[]): void {
  const at = c.at;
  const first = parseYieldOrExpressions(c);
  const kind = nextKind(c);
  if (kind === EQUAL) {
    const targets: Expression[] = [];
    let value = first;
    while (nextKind(c) === EQUAL) {
      c.at++;
      targets.push(value);
      value = parseYieldOrExpressions(c);
    }
    body.push({ kind: 'assign', start, end: endBefore(c), targets, annotation: null, value });
  } else if (kind === AUGMENTED) {
    const operator = operatorOf(c.details[c.at]!);
    c.at++;
    const value = parseYieldOrExpressions(c);
    body.push({ kind: 'augmented', start, end: endBefore(c), target: first, operator, value });
  } else if (kind === COLON && c.at > at) {
    c.at++;
    const annotation = parseExpression(c);
    let value: Expression | null = null;
    if (nextKind(c) === EQUAL) {
      c.at++;
      value = parseYieldOrExpressions(c);
    }
    body.push({ kind: 'assign', start, end: endBefore(c), targets: [first], annotation, value });
  } else if (c.at > at) body.push({ kind: 'expression', start, end: endBefore(c), value: first });
}

function parseFrom(c: Cursor, start: number): Statement {
  c.at++;
  let level = 0;
  for (;;) {
    const kind = nextKind(c);
    if (kind === DOT) level++;
    else if (kind === ELLIPSIS) level += 3;
    else break;
    c.at++;
  }
  const module = nextKind(c) === NAME ? parseDotted(c) : '';
  let names: ImportedName[] = [];
  if (nextKind(c) === IMPORT) {
    c.at++;
    if (nextKind(c) === STAR) {
      names = [{ start: c.starts[c.at]!, end: c.ends[c.at]!, name: '*', alias: null }];
      c.at++;
    } else if (nextKind(c) === OPEN_PAREN) {
      const close = c.details[c.at]!;
      c.at++;
      names = parseImportedNames(c, 'plain');
      c.at = close + 1;
    } else names = parseImportedNames(c, 'plain');
  }
  return { kind: 'from', start, end: endBefore(c), level, module, names };
}

function parseImportedNames(c: Cursor, form: 'dotted' | 'plain'): ImportedName[] {
  const names: ImportedName[] = [];
  for (;;) {
    const kind = nextKind(c);
    if (kind === COMMA) {
      c.at++;
      continue;
    }
    if (kind !== NAME) return names;
    const start = c.starts[c.at]!;
    let name: string;
    if (form === 'dotted') name = parseDotted(c);
    else {
      name = nextName(c);
      c.at++;
    }
    let alias: string | null = null;
    if (nextKind(c) === AS) {
      c.at++;
      if (nextKind(c) === NAME) {
        alias = nextName(c);
        c.at++;
      }
    }
    names.push({ start, end: endBefore(c), name, alias });
  }
}

function parseDotted(c: Cursor): string {
  const first = c.at;
  c.at++;
  while (nextKind(c) === DOT && c.kinds[c.at + 1] === NAME) c.at += 2;
  let name = nameOf(c.details[first]!);
  for (let at = first + 2; at < c.at; at += 2) name += '.' + nameOf(c.details[at]!);
  // The dot of a name that is being typed.
  if (nextKind(c) === DOT) c.at++;
  return name;
}
