/** Statements and blocks. Each takes its own lines alone; what it cannot read, up to the line's end, is left out or opaque. */

import { DEEPEST, endBefore, isLineEnd, missing, nextKind, nextName, skipBalanced } from './cursor.ts';
import { parseArguments, parseExpression, parseExpressions, parseNamed, parseTarget, parseTargets, startsExpression } from './expressions.ts';
import { nameOf, SYMBOL_CASE, SYMBOL_MATCH, SYMBOL_WILDCARD } from './names.ts';
import { parseParameters, parseTypeParameters } from './parameters.ts';
import { parseExpressionStatement, parseSimple } from './simple-statements.ts';
import {
  ARROW, AS, ASYNC, AT, BAR, CLASS, COLON, COMMA, DEDENT, DEF, DOT, ELIF, ELSE, EOF, EQUAL, EXCEPT, FALSE, FINALLY, FOR, IF, IN, INDENT, MINUS, NAME, NEWLINE,
  NONE, NUMBER, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, SEMICOLON, STAR, STRING, TRUE, TRY, WHILE, WITH,
} from './tokens.ts';
import type { Cursor } from './cursor.ts';
import type { Argument, ExceptHandler, Expression, IfBranch, MatchCase, Name, Statement, WithItem } from './syntax.ts';

/** All statements up to the DEDENT that ends the block, which stays, or the end. */
export function parseStatements(c: Cursor): Statement[] {
  const body: Statement[] = [];
  // Lines indented without a header to own them belong to the block around them.
  let surplus = 0;
  for (;;) {
    const kind = nextKind(c);
    if (kind === EOF) return body;
    if (kind === DEDENT) {
      if (surplus === 0) return body;
      surplus--;
      c.at++;
    } else if (kind === INDENT) {
      surplus++;
      c.at++;
    } else if (kind === NEWLINE || kind === SEMICOLON) c.at++;
    else parseStatement(c, body);
  }
}

/** Adds the statement at the cursor; more than one where a line holds something after the statement's end. Takes at least one token. */
function parseStatement(c: Cursor, body: Statement[]): void {
  const start = c.starts[c.at]!;
  const kind = nextKind(c);
  switch (kind) {
    case AT:
      return parseDecorated(c, body);
    case DEF:
      body.push(parseFunction(c, start, [], false));
      return;
    case CLASS:
      body.push(parseClass(c, start, []));
      return;
    case ASYNC: {
      const next = c.kinds[c.at + 1];
      if (next !== DEF && next !== FOR && next !== WITH) break;
      c.at++;
      body.push(next === DEF ? parseFunction(c, start, [], true) : next === FOR ? parseFor(c, start, true) : parseWith(c, start, true));
      return;
    }
    case IF:
      body.push(parseIf(c, start));
      return;
    case FOR:
      body.push(parseFor(c, start, false));
      return;
    case WHILE: {
      c.at++;
      const test = parseNamed(c);
      const block = parseBlock(c);
      const orelse = parseClause(c, ELSE);
      body.push({ kind: 'while', start, end: endOfBlock(c), test, body: block, orelse });
      return;
    }
    case TRY:
      body.push(parseTry(c, start));
      return;
    case WITH:
      body.push(parseWith(c, start, false));
      return;
    case ELIF:
    case ELSE:
    case EXCEPT:
    case FINALLY:
      // A clause without its statement: what it holds still counts.
      c.at++;
      while (!isLineEnd(nextKind(c)) && nextKind(c) !== COLON) skipBalanced(c);
      if (nextKind(c) === COLON) c.at++;
      return;
    case NAME:
      if (c.details[c.at] === SYMBOL_MATCH && isMatch(c)) {
        body.push(parseMatch(c, start));
        return;
      }
      break;
    default:
      break;
  }
  parseSimple(c, start, kind, body);
  // A second expression on the line (`print x`, `foo bar(…)`) is one that is being typed, or Python 2: its calls count.
  while (!isLineEnd(nextKind(c))) {
    if (nextKind(c) === SEMICOLON) {
      c.at++;
      return;
    }
    const at = c.at;
    if (startsExpression(nextKind(c))) parseExpressionStatement(c, c.starts[at]!, body);
    if (c.at === at) skipBalanced(c);
  }
}

/** The end of the statement whose block was just taken: blocks end before the line break. */
function endOfBlock(c: Cursor): number {
  let at = c.at - 1;
  while (at > 0 && (isLineEnd(c.kinds[at]!) || c.kinds[at] === SEMICOLON)) at--;
  return at < 0 ? 0 : c.ends[at]!;
}

// -------------------------------------------------------------------------------------------------------------------- blocks

/** From what is left of a header to the end of its block: the lines below, or what follows on the same line. */
function parseBlock(c: Cursor): Statement[] {
  while (!isLineEnd(nextKind(c)) && nextKind(c) !== COLON) skipBalanced(c);
  if (nextKind(c) === COLON) c.at++;
  if (nextKind(c) === NEWLINE) {
    if (c.kinds[c.at + 1] !== INDENT) {
      c.at++;
      return [];
    }
    c.at += 2;
    return parseIndented(c);
  }
  const body: Statement[] = [];
  if (c.depth >= DEEPEST) {
    while (!isLineEnd(nextKind(c))) skipBalanced(c);
    return body;
  }
  c.depth++;
  while (!isLineEnd(nextKind(c))) {
    if (nextKind(c) === SEMICOLON) c.at++;
    else parseStatement(c, body);
  }
  c.depth--;
  if (nextKind(c) === NEWLINE) c.at++;
  return body;
}

/** The depth that a block costs: CPython allows 100 blocks in one another. */
const BLOCK_DEPTH = 4;

/** The lines of a block behind its INDENT, and its DEDENT. */
function parseIndented(c: Cursor): Statement[] {
  if (c.depth + BLOCK_DEPTH > DEEPEST) {
    const start = c.starts[c.at]!;
    skipBlock(c);
    return [{ kind: 'opaque', start, end: endOfBlock(c) }];
  }
  c.depth += BLOCK_DEPTH;
  const body = parseStatements(c);
  c.depth -= BLOCK_DEPTH;
  if (nextKind(c) === DEDENT) c.at++;
  return body;
}

function skipBlock(c: Cursor): void {
  for (let open = 1; ; c.at++) {
    const kind = nextKind(c);
    if (kind === EOF) return;
    if (kind === INDENT) open++;
    else if (kind === DEDENT && --open === 0) {
      c.at++;
      return;
    }
  }
}

/** The block of an `else` or `finally` that follows; empty where none does. */
function parseClause(c: Cursor, keyword: number): Statement[] {
  if (nextKind(c) !== keyword) return [];
  c.at++;
  return parseBlock(c);
}

// -------------------------------------------------------------------------------------------------------- compound statements

function parseDecorated(c: Cursor, body: Statement[]): void {
  const decorators: Expression[] = [];
  while (nextKind(c) === AT) {
    c.at++;
    decorators.push(parseNamed(c));
    while (!isLineEnd(nextKind(c))) skipBalanced(c);
    while (nextKind(c) === NEWLINE) c.at++;
  }
  const start = c.starts[c.at]!;
  if (nextKind(c) === CLASS) body.push(parseClass(c, start, decorators));
  else if (nextKind(c) === DEF) body.push(parseFunction(c, start, decorators, false));
  else if (nextKind(c) === ASYNC && c.kinds[c.at + 1] === DEF) {
    c.at++;
    body.push(parseFunction(c, start, decorators, true));
  } else {
    for (const value of decorators) body.push({ kind: 'expression', start: value.start, end: value.end, value });
  }
}

function parseFunction(c: Cursor, start: number, decorators: readonly Expression[], isAsync: boolean): Statement {
  c.at++;
  const { name, nameStart } = parseDefinedName(c);
  const typeParams = parseTypeParameters(c);
  let params: ReturnType<typeof parseParameters> = [];
  if (nextKind(c) === OPEN_PAREN) {
    const close = c.details[c.at]!;
    c.at++;
    params = parseParameters(c, close);
    c.at = close + 1;
  }
  let returns: Expression | null = null;
  if (nextKind(c) === ARROW) {
    c.at++;
    returns = parseExpressions(c);
  }
  const body = parseBlock(c);
  return { kind: 'function', start, end: endOfBlock(c), name, nameStart, isAsync, decorators, typeParams, params, returns, body };
}

const NO_ARGUMENTS: readonly Argument[] = [];

function parseClass(c: Cursor, start: number, decorators: readonly Expression[]): Statement {
  c.at++;
  const { name, nameStart } = parseDefinedName(c);
  const typeParams = parseTypeParameters(c);
  const args = nextKind(c) === OPEN_PAREN ? parseArguments(c) : NO_ARGUMENTS;
  const body = parseBlock(c);
  return { kind: 'class', start, end: endOfBlock(c), name, nameStart, decorators, typeParams, args, body };
}

/** The name after `def` or `class`; empty while it is being typed. A keyword is taken for a name: Python 2 has methods named `print`. */
function parseDefinedName(c: Cursor): { readonly name: string; readonly nameStart: number } {
  const kind = nextKind(c);
  if (kind !== NAME && kind < FALSE) return { name: '', nameStart: endBefore(c) };
  const nameStart = c.starts[c.at]!;
  const name = nextName(c);
  c.at++;
  return { name, nameStart };
}

function parseIf(c: Cursor, start: number): Statement {
  const branches: IfBranch[] = [];
  do {
    const branchStart = c.starts[c.at]!;
    c.at++;
    const test = parseNamed(c);
    const body = parseBlock(c);
    branches.push({ start: branchStart, test, body });
  } while (nextKind(c) === ELIF);
  const orelse = parseClause(c, ELSE);
  return { kind: 'if', start, end: endOfBlock(c), branches, orelse };
}

function parseFor(c: Cursor, start: number, isAsync: boolean): Statement {
  c.at++;
  const target = parseTargets(c);
  let iterable: Expression = missing(c);
  if (nextKind(c) === IN) {
    c.at++;
    iterable = parseExpressions(c);
  }
  const body = parseBlock(c);
  const orelse = parseClause(c, ELSE);
  return { kind: 'for', start, end: endOfBlock(c), isAsync, target, iterable, body, orelse };
}

function parseTry(c: Cursor, start: number): Statement {
  c.at++;
  const body = parseBlock(c);
  const handlers: ExceptHandler[] = [];
  while (nextKind(c) === EXCEPT) {
    const handlerStart = c.starts[c.at]!;
    c.at++;
    const isGroup = nextKind(c) === STAR;
    if (isGroup) c.at++;
    // Without parentheses, several types are a tuple from Python 3.14 on.
    const type = startsExpression(nextKind(c)) ? parseExpressions(c) : null;
    let name: string | null = null;
    let nameStart = -1;
    if (nextKind(c) === AS) {
      c.at++;
      if (nextKind(c) === NAME) {
        name = nextName(c);
        nameStart = c.starts[c.at]!;
        c.at++;
      }
    }
    const block = parseBlock(c);
    handlers.push({ start: handlerStart, end: endOfBlock(c), type, name, nameStart, isGroup, body: block });
  }
  const orelse = parseClause(c, ELSE);
  const finalbody = parseClause(c, FINALLY);
  return { kind: 'try', start, end: endOfBlock(c), body, handlers, orelse, finalbody };
}

function parseWith(c: Cursor, start: number, isAsync: boolean): Statement {
  c.at++;
  const items: WithItem[] = [];
  const open = c.at;
  if (nextKind(c) === OPEN_PAREN && c.kinds[c.details[open]! + 1] === COLON) {
    // Parenthesised items, unless what stands there can only be an expression.
    const close = c.details[open]!;
    c.at++;
    while (c.at < close) {
      const at = c.at;
      items.push(parseWithItem(c));
      if (c.at < close && nextKind(c) !== COMMA) break;
      if (c.at < close) c.at++;
      if (c.at === at) break;
    }
    if (c.at === close && items.length > 0) c.at++;
    else {
      items.length = 0;
      c.at = open;
    }
  }
  if (items.length === 0) {
    for (;;) {
      items.push(parseWithItem(c));
      if (nextKind(c) !== COMMA) break;
      c.at++;
    }
  }
  const body = parseBlock(c);
  return { kind: 'with', start, end: endOfBlock(c), isAsync, items, body };
}

function parseWithItem(c: Cursor): WithItem {
  const context = parseExpression(c);
  let target: Expression | null = null;
  if (nextKind(c) === AS) {
    c.at++;
    target = parseTarget(c);
  }
  return { context, target };
}

// ----------------------------------------------------------------------------------------------------------------------- match

/** Whether the name `match` at the cursor starts a match statement: its line ends with a colon and a `case` block follows. */
function isMatch(c: Cursor): boolean {
  const first = c.at + 1;
  const next = c.kinds[first]!;
  if (next === EQUAL || next === DOT || next === COMMA || next === COLON || isLineEnd(next)) return false;
  let at = first;
  while (!isLineEnd(c.kinds[at]!)) {
    const kind = c.kinds[at]!;
    at = kind === OPEN_PAREN || kind === OPEN_BRACKET || kind === OPEN_BRACE ? c.details[at]! + 1 : at + 1;
  }
  return (
    c.kinds[at - 1] === COLON && c.kinds[at] === NEWLINE && c.kinds[at + 1] === INDENT && c.kinds[at + 2] === NAME && c.details[at + 2] === SYMBOL_CASE
  );
}

function parseMatch(c: Cursor, start: number): Statement {
  c.at++;
  const subject = parseExpressions(c);
  while (nextKind(c) !== NEWLINE) skipBalanced(c);
  c.at += 2;
  const cases: MatchCase[] = [];
  if (c.depth + BLOCK_DEPTH > DEEPEST) {
    skipBlock(c);
    return { kind: 'match', start, end: endOfBlock(c), subject, cases };
  }
  c.depth += BLOCK_DEPTH;
  for (;;) {
    const kind = nextKind(c);
    if (kind === EOF) break;
    if (kind === DEDENT) {
      c.at++;
      break;
    }
    if (kind === NAME && c.details[c.at] === SYMBOL_CASE) cases.push(parseCase(c));
    else if (kind === INDENT) {
      c.at++;
      skipBlock(c);
    } else c.at++;
  }
  c.depth -= BLOCK_DEPTH;
  return { kind: 'match', start, end: endOfBlock(c), subject, cases };
}

function parseCase(c: Cursor): MatchCase {
  const start = c.starts[c.at]!;
  c.at++;
  const patternStart = c.starts[c.at]!;
  const first = c.at;
  while (!isLineEnd(nextKind(c)) && nextKind(c) !== COLON && nextKind(c) !== IF) skipBalanced(c);
  // A pattern that is not written yet is empty where it would stand.
  const patternEnd = Math.max(patternStart, endBefore(c));
  const names = boundNames(c, first, c.at);
  const values = valuesIn(c, first, c.at);
  let guard: Expression | null = null;
  if (nextKind(c) === IF) {
    c.at++;
    guard = parseNamed(c);
  }
  const body = parseBlock(c);
  return { start, end: endOfBlock(c), patternStart, patternEnd, values, names, guard, body };
}

const IN_VALUES = new Set([STRING, NUMBER, MINUS, NAME, DOT, BAR, NONE, TRUE, FALSE]);

/** `"a" | "b"`, `Kind.FAST`: the values that a pattern consists of, or null. A name alone is none, but takes whatever there is. */
function valuesIn(c: Cursor, from: number, to: number): readonly Expression[] | null {
  for (let at = from; at < to; at++) if (!IN_VALUES.has(c.kinds[at]!)) return null;
  if (from === to) return null;
  c.at = from;
  let rest = parseTarget(c);
  const isWhole = c.at === to;
  c.at = to;
  const values: Expression[] = [];
  for (; rest.kind === 'binary' && rest.operator === '|'; rest = rest.left) values.unshift(rest.right);
  values.unshift(rest);
  return isWhole && values.every(isValue) ? values : null;
}

function isValue(value: Expression): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'none' || value.kind === 'attribute' || (value.kind === 'unary' && value.operator === '-');
}

/** The names in a pattern that are neither a part of a dotted name, nor a class, nor a keyword of a class pattern. */
function boundNames(c: Cursor, from: number, to: number): Name[] {
  const names: Name[] = [];
  for (let at = from; at < to; at++) {
    if (c.kinds[at] !== NAME || c.details[at] === SYMBOL_WILDCARD) continue;
    const after = c.kinds[at + 1];
    if (c.kinds[at - 1] === DOT || after === DOT || after === OPEN_PAREN || after === EQUAL) continue;
    names.push({ kind: 'name', start: c.starts[at]!, end: c.ends[at]!, name: nameOf(c.details[at]!) });
  }
  return names;
}
