/**
 * Expressions, by precedence climbing. No function here takes a token beyond the brackets or the line it was called in.
 *
 * Longer than other files: the grammar's levels call one another.
 */

import { DEEPEST, endBefore, LONGEST_CHAIN, missing, skipBalanced } from './cursor.ts';
import { nameOf } from './names.ts';
import { parseParameters } from './parameters.ts';
import { parseStrings } from './parse-strings.ts';
import {
  AMPERSAND, AND, AS, ASYNC, AT, AUGMENTED, AWAIT, BAR, CARET, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, DEDENT, DOT, ELLIPSIS,
  ELSE, EOF, EQUAL, EQUAL_EQUAL, FALSE, FCLOSE, FCONVERSION, FLOOR_DIVIDE, FOR, FROM, FSPEC, FSTART, GREATER,
  GREATER_EQUAL, IF, IN, INDENT, IS, LAMBDA, LESS, LESS_EQUAL, MINUS, NAME, NEWLINE, NONE, NOT, NOT_EQUAL, NUMBER, OPEN_BRACE, OPEN_BRACKET,
  OPEN_PAREN, OR, PERCENT, PLUS, POWER, SEMICOLON, SHIFT_LEFT, SHIFT_RIGHT, SLASH, STAR, STRING, TILDE, TRUE, WALRUS, YIELD,
} from './tokens.ts';
import type { Cursor } from './cursor.ts';
import type { Argument, Call, ComprehensionClause, DictEntry, Expression, Name } from './syntax.ts';

/** `a, *b`, `a`: what stands on the right of `=`, after `return`, in a subscript. A lone expression is no tuple. */
export function parseExpressions(c: Cursor): Expression {
  return parseOneOrMore(c, parseStarredOrNamed);
}

/** One element, or a tuple of several with commas between them. */
function parseOneOrMore(c: Cursor, parseElement: (c: Cursor) => Expression): Expression {
  const startToken = c.at;
  const first = parseElement(c);
  if (c.kinds[c.at] !== COMMA) return first;
  const elements = [first];
  while (c.kinds[c.at] === COMMA) {
    c.at++;
    if (!startsExpression(c.kinds[c.at]!)) break;
    elements.push(parseElement(c));
  }
  return { kind: 'tuple', start: c.starts[startToken]!, end: endBefore(c), elements, trailingComma: -1 };
}

/** The same, or `yield …`. */
export function parseYieldOrExpressions(c: Cursor): Expression {
  return c.kinds[c.at] === YIELD ? parseYield(c) : parseExpressions(c);
}

/** An expression, `name := expression` included. */
export function parseNamed(c: Cursor): Expression {
  const at = c.at;
  if (c.kinds[at] === NAME && c.kinds[at + 1] === WALRUS) {
    const name: Name = { kind: 'name', start: c.starts[at]!, end: c.ends[at]!, name: nameOf(c.details[at]!) };
    c.at = at + 2;
    const value = parseExpression(c);
    return { kind: 'walrus', start: name.start, end: endBefore(c), name, value };
  }
  return parseExpression(c);
}

export function parseStarredOrNamed(c: Cursor): Expression {
  if (c.kinds[c.at] !== STAR) return parseNamed(c);
  const start = c.starts[c.at]!;
  c.at++;
  const value = parseBinary(c, BITWISE_OR);
  return { kind: 'starred', start, end: endBefore(c), value };
}

export function parseExpression(c: Cursor): Expression {
  if (c.depth >= DEEPEST) return skipDeep(c);
  c.depth++;
  const startToken = c.at;
  let result = c.kinds[startToken] === LAMBDA ? parseLambda(c) : parseBinary(c, DISJUNCTION);
  if (c.kinds[c.at] === IF && c.at > startToken) {
    c.at++;
    const test = parseBinary(c, DISJUNCTION);
    let orelse: Expression;
    if (c.kinds[c.at] === ELSE) {
      c.at++;
      orelse = parseExpression(c);
    } else orelse = missing(c);
    result = { kind: 'conditional', start: c.starts[startToken]!, end: endBefore(c), test, body: result, orelse };
  }
  c.depth--;
  return result;
}

/** What `for`, `del` and `with … as` bind: no comparison, so that `in` ends it. */
export function parseTargets(c: Cursor): Expression {
  return parseOneOrMore(c, parseTarget);
}

export function parseTarget(c: Cursor): Expression {
  return c.kinds[c.at] === STAR ? parseStarredOrNamed(c) : parseBinary(c, BITWISE_OR);
}

const STARTS_EXPRESSION = new Uint8Array(256);
for (const kind of [
  NAME, NUMBER, STRING, FSTART, OPEN_PAREN, OPEN_BRACKET, OPEN_BRACE, MINUS, PLUS, TILDE, STAR, POWER, ELLIPSIS, NOT, LAMBDA, AWAIT, YIELD, NONE, TRUE,
  FALSE,
]) STARTS_EXPRESSION[kind] = 1;

export function startsExpression(kind: number): boolean {
  return STARTS_EXPRESSION[kind] === 1;
}

// ------------------------------------------------------------------------------------------------------------------- operators

const DISJUNCTION = 1;
const CONJUNCTION = 2;
const COMPARISON = 4;
const BITWISE_OR = 5;

const PRECEDENCE = new Uint8Array(256);
const OPERATORS: string[] = new Array<string>(256).fill('');
for (const [kind, precedence, text] of [
  [OR, DISJUNCTION, 'or'], [AND, CONJUNCTION, 'and'], [LESS, COMPARISON, '<'], [LESS_EQUAL, COMPARISON, '<='], [GREATER, COMPARISON, '>'],
  [GREATER_EQUAL, COMPARISON, '>='], [EQUAL_EQUAL, COMPARISON, '=='], [NOT_EQUAL, COMPARISON, '!='], [IN, COMPARISON, 'in'],
  [IS, COMPARISON, 'is'], [NOT, COMPARISON, 'not in'], [BAR, BITWISE_OR, '|'], [CARET, 6, '^'], [AMPERSAND, 7, '&'], [SHIFT_LEFT, 8, '<<'],
  [SHIFT_RIGHT, 8, '>>'], [PLUS, 9, '+'], [MINUS, 9, '-'], [STAR, 10, '*'], [SLASH, 10, '/'], [FLOOR_DIVIDE, 10, '//'], [PERCENT, 10, '%'],
  [AT, 10, '@'], [POWER, 0, '**'],
] as const) {
  PRECEDENCE[kind] = precedence;
  OPERATORS[kind] = text;
}

/** The operator that a token of this kind spells. */
export function operatorOf(kind: number): string {
  return OPERATORS[kind]!;
}

/** An expression of operators that bind at least as tightly as `least`. */
function parseBinary(c: Cursor, least: number): Expression {
  const startToken = c.at;
  let left = parseUnary(c);
  let links = 0;
  for (;;) {
    const kind = c.kinds[c.at]!;
    const precedence = PRECEDENCE[kind]!;
    if (precedence === 0 || precedence < least) return left;
    if (precedence <= CONJUNCTION) {
      const operands = [left];
      while (c.kinds[c.at] === kind) {
        c.at++;
        operands.push(parseBinary(c, precedence + 1));
      }
      left = { kind: 'logical', start: c.starts[startToken]!, end: endBefore(c), operator: kind === OR ? 'or' : 'and', operands };
      continue;
    }
    if (precedence === COMPARISON) {
      if (kind === NOT && c.kinds[c.at + 1] !== IN) return left;
      const operators: string[] = [];
      const comparators: Expression[] = [];
      for (;;) {
        const comparison = c.kinds[c.at]!;
        if (PRECEDENCE[comparison] !== COMPARISON || (comparison === NOT && c.kinds[c.at + 1] !== IN)) break;
        const isNot = comparison === IS && c.kinds[c.at + 1] === NOT;
        operators.push(isNot ? 'is not' : OPERATORS[comparison]!);
        c.at += isNot || comparison === NOT ? 2 : 1;
        comparators.push(parseBinary(c, BITWISE_OR));
      }
      left = { kind: 'compare', start: c.starts[startToken]!, end: endBefore(c), left, operators, comparators };
      continue;
    }
    c.at++;
    const right = parseBinary(c, precedence + 1);
    if (++links > LONGEST_CHAIN) left = { kind: 'opaque', start: left.start, end: left.end };
    left = { kind: 'binary', start: c.starts[startToken]!, end: endBefore(c), operator: OPERATORS[kind]!, left, right };
  }
}

function parseUnary(c: Cursor): Expression {
  const kind = c.kinds[c.at]!;
  if (kind !== MINUS && kind !== PLUS && kind !== TILDE && kind !== NOT) return parsePower(c);
  if (c.depth >= DEEPEST) return skipDeep(c);
  c.depth++;
  const start = c.starts[c.at]!;
  c.at++;
  const operand = kind === NOT ? parseBinary(c, COMPARISON) : parseUnary(c);
  c.depth--;
  return { kind: 'unary', start, end: endBefore(c), operator: kind === NOT ? 'not' : kind === MINUS ? '-' : kind === PLUS ? '+' : '~', operand };
}

function parsePower(c: Cursor): Expression {
  const startToken = c.at;
  let base: Expression;
  if (c.kinds[startToken] === AWAIT) {
    c.at++;
    const value = parsePostfix(c);
    base = { kind: 'await', start: c.starts[startToken]!, end: endBefore(c), value };
  } else base = parsePostfix(c);
  if (c.kinds[c.at] !== POWER || c.at === startToken) return base;
  if (c.depth >= DEEPEST) return skipDeep(c);
  c.depth++;
  c.at++;
  const right = parseUnary(c);
  c.depth--;
  return { kind: 'binary', start: c.starts[startToken]!, end: endBefore(c), operator: '**', left: base, right };
}

// --------------------------------------------------------------------------------------------------------------------- postfix

function parsePostfix(c: Cursor): Expression {
  const start = c.starts[c.at]!;
  let value = parseAtom(c);
  let links = 0;
  for (;;) {
    const kind = c.kinds[c.at]!;
    if (kind === DOT) {
      c.at++;
      const next = c.at;
      // A keyword straight after the dot is a name that is being typed, or Python 2.
      if (c.kinds[next] === NAME || (c.kinds[next]! >= FALSE && c.starts[next] === c.ends[next - 1])) {
        c.at++;
        value = { kind: 'attribute', start, end: c.ends[next]!, value, name: nameOf(c.details[next]!), nameStart: c.starts[next]! };
      } else value = { kind: 'attribute', start, end: c.ends[next - 1]!, value, name: '', nameStart: c.ends[next - 1]! };
    } else if (kind === OPEN_PAREN) {
      value = parseCall(c, start, value);
    } else if (kind === OPEN_BRACKET) {
      const close = c.details[c.at]!;
      c.at++;
      const index = parseIndex(c, close);
      c.at = close + 1;
      value = { kind: 'subscript', start, end: c.ends[close]!, value, index };
    } else return value;
    if (++links > LONGEST_CHAIN) {
      value = { kind: 'opaque', start, end: value.end };
      links = 0;
    }
  }
}

function parseCall(c: Cursor, start: number, callee: Expression): Call {
  const open = c.at;
  const close = c.details[open]!;
  const args = parseArguments(c);
  return {
    kind: 'call', start, end: c.ends[close]!, callee, open: c.starts[open]!, close: c.starts[close] === c.ends[close] ? -1 : c.starts[close]!, args,
    trailingComma: c.trailingComma,
  };
}

const NO_ARGUMENTS: readonly Argument[] = [];

/** The arguments of a call or of a class statement, from the opening bracket to behind the closing one. Sets `trailingComma`. */
export function parseArguments(c: Cursor): readonly Argument[] {
  const { kinds, starts } = c;
  const open = c.at;
  const close = c.details[open]!;
  c.at++;
  let comma = -1;
  if (c.at === close) {
    c.at++;
    c.trailingComma = -1;
    return NO_ARGUMENTS;
  }
  const args: Argument[] = [];
  while (c.at < close) {
    const at = c.at;
    const kind = kinds[at]!;
    const start = starts[at]!;
    if (kind === COMMA) {
      comma = start;
      c.at++;
      continue;
    }
    if (kind === STAR || kind === POWER) {
      c.at++;
      const value = parseExpression(c);
      args.push({ start, end: endBefore(c), keyword: null, keywordStart: -1, keywordEnd: -1, unpack: kind === STAR ? 'iterable' : 'mapping', value });
    } else if (kinds[at + 1] === EQUAL && (kind === NAME || kind >= FALSE)) {
      c.at = at + 2;
      const value = parseExpression(c);
      args.push({ start, end: endBefore(c), keyword: nameOf(c.details[at]!), keywordStart: start, keywordEnd: c.ends[at]!, unpack: 'none', value });
    } else {
      let value = parseNamed(c);
      if (c.at === at) {
        skipBalanced(c);
        continue;
      }
      if (isComprehension(c)) {
        const clauses = parseClauses(c);
        // A generator that is the only argument shares the call's brackets.
        const isAlone = args.length === 0 && c.at === close;
        value = {
          kind: 'comprehension', start: isAlone ? starts[open]! : start, end: isAlone ? c.ends[close]! : endBefore(c), form: 'generator', element: value,
          value: null, clauses,
        };
      }
      args.push({ start, end: endBefore(c), keyword: null, keywordStart: -1, keywordEnd: -1, unpack: 'none', value });
    }
    comma = -1;
  }
  c.at = close + 1;
  c.trailingComma = args.length === 0 ? -1 : comma;
  return args;
}

function parseIndex(c: Cursor, close: number): Expression {
  const startToken = c.at;
  const first = parseSliceOrElement(c, close);
  // `x[*y]` has a tuple as its index.
  if (c.kinds[c.at] !== COMMA && first.kind !== 'starred') return first;
  const elements = [first];
  while (c.at < close) {
    if (c.kinds[c.at] === COMMA) {
      c.at++;
      continue;
    }
    const at = c.at;
    elements.push(parseSliceOrElement(c, close));
    if (c.at === at) skipBalanced(c);
  }
  return { kind: 'tuple', start: c.starts[startToken]!, end: endBefore(c), elements, trailingComma: -1 };
}

function parseSliceOrElement(c: Cursor, close: number): Expression {
  const start = c.starts[c.at]!;
  const lower = c.kinds[c.at] === COLON ? null : parseStarredOrNamed(c);
  if (c.kinds[c.at] !== COLON) return lower!;
  c.at++;
  const upper = c.at < close && c.kinds[c.at] !== COLON && c.kinds[c.at] !== COMMA ? parseExpression(c) : null;
  let step: Expression | null = null;
  if (c.kinds[c.at] === COLON) {
    c.at++;
    step = c.at < close && c.kinds[c.at] !== COMMA ? parseExpression(c) : null;
  }
  return { kind: 'slice', start, end: endBefore(c), lower, upper, step };
}

// ----------------------------------------------------------------------------------------------------------------------- atoms

function parseAtom(c: Cursor): Expression {
  const at = c.at;
  const start = c.starts[at]!;
  const end = c.ends[at]!;
  const kind = c.kinds[at]!;
  switch (kind) {
    case NAME:
      c.at++;
      return { kind: 'name', start, end, name: nameOf(c.details[at]!) };
    case STRING:
    case FSTART:
      return parseStrings(c);
    case NUMBER:
      c.at++;
      return { kind: 'number', start, end };
    case OPEN_PAREN:
    case OPEN_BRACKET:
    case OPEN_BRACE: {
      if (c.depth >= DEEPEST) {
        skipBalanced(c);
        return { kind: 'opaque', start, end: endBefore(c) };
      }
      c.depth++;
      const result = kind === OPEN_PAREN ? parseParenthesised(c) : kind === OPEN_BRACKET ? parseList(c) : parseBraces(c);
      c.depth--;
      return result;
    }
    case TRUE:
    case FALSE:
      c.at++;
      return { kind: 'boolean', start, end, value: kind === TRUE };
    case NONE:
      c.at++;
      return { kind: 'none', start, end };
    case ELLIPSIS:
      c.at++;
      return { kind: 'ellipsis', start, end };
    case LAMBDA:
    case AWAIT:
    case NOT:
      return c.depth >= DEEPEST ? skipDeep(c) : parseMisplaced(c);
    case YIELD:
      return parseYield(c);
    default:
      return missing(c);
  }
}

/** An expression where the grammar wants an operand, such as `-lambda: 0` or `2 * await await x`. */
function parseMisplaced(c: Cursor): Expression {
  c.depth++;
  const result = c.kinds[c.at] === LAMBDA ? parseLambda(c) : parseUnary(c);
  c.depth--;
  return result;
}

/** Too deep to follow: takes all up to what ends an operand. */
function skipDeep(c: Cursor): Expression {
  const start = c.starts[c.at]!;
  const first = c.at;
  for (;;) {
    switch (c.kinds[c.at]!) {
      case COMMA:
      case COLON:
      case EQUAL:
      case AUGMENTED:
      case SEMICOLON:
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
      case FCONVERSION:
      case FSPEC:
      case FCLOSE:
      case NEWLINE:
      case INDENT:
      case DEDENT:
      case EOF:
      case FOR:
      case AS:
        return c.at === first ? missing(c) : { kind: 'opaque', start, end: endBefore(c) };
      default:
        skipBalanced(c);
    }
  }
}

function parseYield(c: Cursor): Expression {
  if (c.depth >= DEEPEST) return skipDeep(c);
  const start = c.starts[c.at]!;
  c.at++;
  c.depth++;
  let value: Expression | null = null;
  if (c.kinds[c.at] === FROM) {
    c.at++;
    value = parseExpression(c);
  } else if (startsExpression(c.kinds[c.at]!)) value = parseExpressions(c);
  c.depth--;
  return { kind: 'yield', start, end: endBefore(c), value };
}

function parseLambda(c: Cursor): Expression {
  const start = c.starts[c.at]!;
  c.at++;
  const params = parseParameters(c, -1);
  if (c.kinds[c.at] === COLON) c.at++;
  const body = parseExpression(c);
  return { kind: 'lambda', start, end: endBefore(c), params, body };
}

function parseParenthesised(c: Cursor): Expression {
  const open = c.at;
  const close = c.details[open]!;
  const start = c.starts[open]!;
  const end = c.ends[close]!;
  c.at++;
  if (c.at === close) {
    c.at++;
    return { kind: 'tuple', start, end, elements: [], trailingComma: -1 };
  }
  const first = c.kinds[c.at] === YIELD ? parseYield(c) : parseStarredOrNamed(c);
  if (c.at === close) {
    c.at++;
    return first;
  }
  if (isComprehension(c)) {
    const clauses = parseClauses(c);
    c.at = close + 1;
    return { kind: 'comprehension', start, end, form: 'generator', element: first, value: null, clauses };
  }
  const elements = [first];
  const trailingComma = parseElements(c, close, elements);
  c.at = close + 1;
  return { kind: 'tuple', start, end, elements, trailingComma };
}

function parseList(c: Cursor): Expression {
  const open = c.at;
  const close = c.details[open]!;
  const start = c.starts[open]!;
  const end = c.ends[close]!;
  c.at++;
  const elements: Expression[] = [];
  let trailingComma = -1;
  if (c.at < close) {
    elements.push(parseStarredOrNamed(c));
    if (isComprehension(c)) {
      const clauses = parseClauses(c);
      c.at = close + 1;
      return { kind: 'comprehension', start, end, form: 'list', element: elements[0]!, value: null, clauses };
    }
    trailingComma = parseElements(c, close, elements);
  }
  c.at = close + 1;
  return { kind: 'list', start, end, elements, trailingComma };
}

/** Further elements up to the closing bracket, with or without commas between them. Gives the offset of a comma behind the last. */
function parseElements(c: Cursor, close: number, elements: Expression[]): number {
  let comma = -1;
  while (c.at < close) {
    if (c.kinds[c.at] === COMMA) {
      comma = c.starts[c.at]!;
      c.at++;
      continue;
    }
    comma = -1;
    const at = c.at;
    const element = parseStarredOrNamed(c);
    if (c.at === at) skipBalanced(c);
    else elements.push(element);
  }
  return comma;
}

function parseBraces(c: Cursor): Expression {
  const { kinds } = c;
  const open = c.at;
  const close = c.details[open]!;
  const start = c.starts[open]!;
  const end = c.ends[close]!;
  c.at++;
  if (c.at === close) {
    c.at++;
    return { kind: 'dict', start, end, entries: [], trailingComma: -1 };
  }
  const entries: DictEntry[] = [];
  let comma = -1;
  while (c.at < close) {
    const at = c.at;
    if (kinds[at] === COMMA) {
      comma = c.starts[at]!;
      c.at++;
      continue;
    }
    comma = -1;
    const entryStart = c.starts[at]!;
    if (kinds[at] === POWER) {
      c.at++;
      const value = parseExpression(c);
      entries.push({ start: entryStart, end: endBefore(c), key: null, value });
      continue;
    }
    const key = parseStarredOrNamed(c);
    if (c.at === at) {
      skipBalanced(c);
      continue;
    }
    const isEntry = kinds[c.at] === COLON;
    if (entries.length === 0 && !isEntry) {
      if (isComprehension(c)) {
        const clauses = parseClauses(c);
        c.at = close + 1;
        return { kind: 'comprehension', start, end, form: 'set', element: key, value: null, clauses };
      }
      const elements = [key];
      const trailingComma = parseElements(c, close, elements);
      c.at = close + 1;
      return { kind: 'set', start, end, elements, trailingComma };
    }
    if (isEntry) c.at++;
    const value = isEntry ? parseExpression(c) : missing(c);
    if (entries.length === 0 && isComprehension(c)) {
      const clauses = parseClauses(c);
      c.at = close + 1;
      return { kind: 'comprehension', start, end, form: 'dict', element: key, value, clauses };
    }
    entries.push({ start: entryStart, end: endBefore(c), key, value });
  }
  c.at = close + 1;
  return { kind: 'dict', start, end, entries, trailingComma: entries.length === 0 ? -1 : comma };
}

function isComprehension(c: Cursor): boolean {
  const kind = c.kinds[c.at]!;
  return kind === FOR || (kind === ASYNC && c.kinds[c.at + 1] === FOR);
}

function parseClauses(c: Cursor): ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  while (isComprehension(c)) {
    c.at += c.kinds[c.at] === ASYNC ? 2 : 1;
    const target = parseTargets(c);
    let iterable: Expression;
    if (c.kinds[c.at] === IN) {
      c.at++;
      iterable = parseBinary(c, DISJUNCTION);
    } else iterable = missing(c);
    const conditions: Expression[] = [];
    while (c.kinds[c.at] === IF) {
      c.at++;
      conditions.push(c.kinds[c.at] === NAME && c.kinds[c.at + 1] === WALRUS ? parseNamed(c) : parseBinary(c, DISJUNCTION));
    }
    clauses.push({ target, iterable, conditions });
  }
  return clauses;
}
