/**
 * Text to tokens, for any text.
 *
 * Invariants the parser rests on: brackets, f-strings, fields and indentation always balance; NEWLINE stands outside brackets alone;
 * the last tokens are NEWLINE, one DEDENT for each open block, EOF. Where the text lacks a closing token, one of no width is put.
 *
 * Valid text is read in one pass. What is broken is told from what is valid by the text itself:
 *  - a keyword that no expression contains, first on its line inside brackets, starts a statement: all brackets end before it;
 *  - if that, or the end of the text, left brackets open, a second pass knows which ones, and inside them (alone) ends a statement
 *    also at a line that is indented no deeper than the statement is;
 *  - a triple quote that never closes makes all later ones doubtful, so a further pass looks for the one that is likely unclosed.
 *
 * This file is longer than others: its parts share the state of one scan.
 */

import { STRING_BYTES, STRING_FORMAT, STRING_RAW, STRING_TEMPLATE, STRING_TRIPLE, STRING_UNTERMINATED } from './syntax.ts';
import { startNames, symbolOf } from './names.ts';
import {
  AND, ARROW, ASSERT, ASYNC, AUGMENTED, BREAK, CLASS, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, CONTINUE, createTokens, DEDENT, DEF, DEL, ELIF, ELLIPSIS,
  ELSE, EOF, EQUAL_EQUAL, EXCEPT, FALSE, FCLOSE, FCONVERSION, FEND, FINALLY, FLOOR_DIVIDE, FOPEN, FOR, FROM, FSPEC, FSTART, FTEXT, GLOBAL,
  GREATER_EQUAL, IF, IMPORT, IN, INDENT, IS, KEYWORDS, LAMBDA, LESS_EQUAL, MAGIC, NAME, NEWLINE, NONE, NONLOCAL, NOT, NOT_EQUAL, NUMBER,
  OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, OR, PASS, POWER, pushToken, RAISE, RETURN, SHIFT_LEFT, SHIFT_RIGHT, STRAY, STRING, TRUE, TRY, WALRUS,
  WHILE, WITH, YIELD,
} from './tokens.ts';
import type { Tokens } from './tokens.ts';

export interface Lexed {
  /** Valid until the next call of `lex`. */
  readonly tokens: Tokens;
  /** Start and end of every comment, flattened. */
  readonly comments: readonly number[];
}

/** The tokens of a text, or of the stretch of it from `start` to `end`. Linear in its length. */
export function lex(text: string, start = 0, end = text.length): Lexed {
  startNames();
  const range = { start, end };
  let scan = createScan(text, range, NO_OFFSETS, 'closed');
  run(scan);
  if (scan.hasOpenTriple) {
    scan = createScan(text, range, NO_OFFSETS, 'doubtful');
    run(scan);
  }
  if (scan.unclosed.length > 0 && scan.unclosed.length <= MOST_KNOWN) {
    scan = createScan(text, range, new Set(scan.unclosed), scan.triples);
    run(scan);
  }
  return { tokens: scan.tokens, comments: scan.comments };
}

/** More unclosed brackets than this are no code that someone is typing. */
const MOST_KNOWN = 10_000;

// ------------------------------------------------------------------------------------------------------------------------ state

/** Code; the literal text of an f-string; the literal text of a field's format specification. */
type Mode = 0 | 1 | 2;
const CODE = 0;
const LITERAL = 1;
const SPEC = 2;

/** How far f-strings are trusted: not inside one; its end is where its own syntax says; its end was found by its quotes alone. */
type Trust = 0 | 1 | 2;
const OUTSIDE = 0;
const BY_SYNTAX = 1;
const BY_QUOTES = 2;

interface Bracket {
  readonly kind: number;
  readonly token: number;
  /** The mode to go on with after a field. */
  readonly outer: Mode;
  /** Known from an earlier pass to lack its closing bracket. */
  readonly isUnclosed: boolean;
}

interface OpenFString {
  readonly quote: number;
  readonly isTriple: boolean;
  readonly isRaw: boolean;
  readonly token: number;
  /** How many brackets were open where it starts. */
  readonly depth: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Scan {
  readonly text: string;
  readonly range: Range;
  readonly tokens: Tokens;
  readonly comments: number[];
  /** Offsets of the opening brackets that an earlier pass found unclosed. */
  readonly knownUnclosed: ReadonlySet<number>;
  /** `doubtful`: some triple quote never closes. */
  readonly triples: 'closed' | 'doubtful';
  readonly unclosed: number[];
  readonly indents: number[];
  readonly brackets: Bracket[];
  readonly fstrings: OpenFString[];
  /** Of `brackets`, those with `isUnclosed`. */
  unclosedDepth: number;
  hasOpenTriple: boolean;
  position: number;
  /** Where reading stops: the end of the text, or of an f-string whose end was found by its quotes. */
  limit: number;
  mode: Mode;
  trust: Trust;
  /** Column of the first token of the statement's line. */
  indent: number;
  /** Index of the statement's first token. */
  firstToken: number;
  /** Inside brackets: where the current line starts, and how many tokens there were. */
  lineStart: number;
  lineTokens: number;
  /** The state to return to when an f-string's syntax turns out broken. */
  retry: Retry | null;
  hasFailed: boolean;
  /** What rereading may cost in all, in characters: it keeps the whole linear. */
  allowance: number;
}

interface Retry {
  readonly position: number;
  readonly contentStart: number;
  readonly flags: number;
  readonly count: number;
  readonly depth: number;
  readonly comments: number;
  readonly lineStart: number;
  readonly lineTokens: number;
}

const NO_OFFSETS: ReadonlySet<number> = new Set();
/** One buffer for all parses: they follow each other, and growing is what costs. A buffer that a huge file grew is dropped. */
let shared = createTokens();
const LARGEST_KEPT = 1 << 20;

function createScan(text: string, range: Range, knownUnclosed: ReadonlySet<number>, triples: 'closed' | 'doubtful'): Scan {
  if (shared.kinds.length > LARGEST_KEPT) shared = createTokens();
  shared.count = 0;
  return {
    text, range, tokens: shared, comments: [], knownUnclosed, triples, unclosed: [], indents: [0], brackets: [], fstrings: [], unclosedDepth: 0,
    hasOpenTriple: false, position: range.start, limit: range.end, mode: CODE, trust: OUTSIDE, indent: 0, firstToken: 0, lineStart: 0, lineTokens: -1, retry: null,
    hasFailed: false, allowance: 4 * (range.end - range.start) + 1024,
  };
}

// ------------------------------------------------------------------------------------------------------------ character classes

const IDENTIFIER = 1;
const DIGIT = 2;
const SPACE = 3;
const LINE = 4;

const CLASSES = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95) CLASSES[c] = IDENTIFIER;
  else if (c >= 48 && c <= 57) CLASSES[c] = DIGIT;
  else if (c === 32 || c === 9 || c === 12) CLASSES[c] = SPACE;
  else if (c === 10 || c === 13) CLASSES[c] = LINE;
}

function isWordPart(c: number): boolean {
  return c >= 128 || CLASSES[c] === IDENTIFIER || CLASSES[c] === DIGIT;
}

/** Spaces that Python rejects and people paste; U+FEFF is the byte order mark. */
function isForeignSpace(c: number): boolean {
  return c === 0xa0 || c === 0xfeff || c === 0x3000 || (c >= 0x2000 && c <= 0x200b);
}

/** Keywords that occur in no expression. `from` does, after `yield`. */
const STATEMENT_ONLY = flags([
  ASSERT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, EXCEPT, FINALLY, FROM, GLOBAL, IMPORT, NONLOCAL, PASS, RAISE, RETURN, TRY, WHILE, WITH,
]);
/** Keywords that can go on with an expression or be a part of one, but start no statement that people write. */
const EXPRESSION_ONLY = flags([AND, OR, IN, IS, NOT, LAMBDA, NONE, TRUE, FALSE]);
const OPENS_BLOCK = flags([IF, FOR, ELSE, WHILE, WITH, ASYNC]);
const STARTS_HEADER = flags([IF, ELIF, FOR, WHILE, WITH, ASYNC, DEF, CLASS]);
/** No argument follows these without a comma. */
const ENDS_OPERAND = flags([NAME, NUMBER, STRING, FEND, TRUE, FALSE, NONE, CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE]);

function flags(kinds: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const kind of kinds) table[kind] = 1;
  return table;
}

// ----------------------------------------------------------------------------------------------------------------- the main loop

function run(s: Scan): void {
  const { text, tokens, brackets } = s;
  let pos = s.range.start;
  let atLineStart = true;
  for (;;) {
    if (s.hasFailed) {
      s.position = pos;
      rereadByQuotes(s);
      pos = s.position;
      continue;
    }
    if (s.mode !== CODE) {
      s.position = pos;
      lexLiteral(s);
      pos = s.position;
      continue;
    }
    if (atLineStart) {
      // Only outside brackets: inside them neither blank lines nor indentation matter.
      s.position = pos;
      if (!startLine(s)) break;
      pos = s.position;
      atLineStart = false;
    }
    if (pos >= s.limit) {
      if (s.fstrings.length > 0) {
        if (s.trust === BY_SYNTAX) s.hasFailed = true;
        else {
          closeFStrings(s, pos);
          pos = s.position;
        }
        continue;
      }
      break;
    }
    const c = text.charCodeAt(pos);
    const cls = c < 128 ? CLASSES[c]! : isForeignSpace(c) ? SPACE : IDENTIFIER;

    if (cls === SPACE) {
      pos++;
      continue;
    }

    if (cls === IDENTIFIER) {
      let hash = c;
      let at = pos + 1;
      let d = 0;
      const limit = s.limit;
      while (at < limit) {
        d = text.charCodeAt(at);
        if (d < 128 ? CLASSES[d] !== IDENTIFIER && CLASSES[d] !== DIGIT : isForeignSpace(d)) break;
        hash = (Math.imul(hash, 31) + d) | 0;
        at++;
      }
      if ((d === 34 || d === 39) && at < limit && at - pos <= 2) {
        const prefix = prefixFlags(text, pos, at);
        if (prefix >= 0) {
          s.position = pos;
          lexString(s, at, prefix);
          pos = s.position;
          continue;
        }
      }
      const symbol = symbolOf(text, pos, at, hash);
      const kind = symbol <= KEYWORDS.length ? 127 + symbol : NAME;
      if (brackets.length > 0) {
        if (startsStatement(s, kind)) {
          if (s.fstrings.length > 0) {
            if (s.trust === BY_SYNTAX) {
              s.hasFailed = true;
              continue;
            }
          } else {
            endBrackets(s);
            pos = s.lineStart;
            atLineStart = true;
            continue;
          }
        }
      }
      pushToken(tokens, kind, pos, at, symbol);
      pos = at;
      continue;
    }

    if (cls === LINE) {
      const after = c === 13 && text.charCodeAt(pos + 1) === 10 ? pos + 2 : pos + 1;
      if (brackets.length === 0) {
        pushToken(tokens, NEWLINE, pos, after, 0);
        atLineStart = true;
      } else {
        s.lineStart = after;
        s.lineTokens = tokens.count;
      }
      pos = after;
      continue;
    }

    if (cls === DIGIT) {
      const end = numberEnd(text, pos, s.limit);
      pushToken(tokens, NUMBER, pos, end, 0);
      pos = end;
      continue;
    }

    const next = pos + 1 < s.limit ? text.charCodeAt(pos + 1) : 0;
    switch (c) {
      case 35: { // #
        s.position = pos;
        lexComment(s);
        pos = s.position;
        continue;
      }
      case 34: // "
      case 39: // '
        s.position = pos;
        lexString(s, pos, 0);
        pos = s.position;
        continue;
      case 40: // (
      case 91: // [
      case 123: // {
        openBracket(s, c, pos, CODE);
        pos++;
        continue;
      case 41: // )
      case 93: // ]
      case 125: // }
        s.position = pos;
        closeBracket(s, c);
        pos++;
        continue;
      case 46: // .
        if (next >= 48 && next <= 57) {
          const end = numberEnd(text, pos, s.limit);
          pushToken(tokens, NUMBER, pos, end, 0);
          pos = end;
        } else if (next === 46 && text.charCodeAt(pos + 2) === 46 && pos + 2 < s.limit) {
          pushToken(tokens, ELLIPSIS, pos, pos + 3, 0);
          pos += 3;
        } else pushToken(tokens, c, pos, ++pos, 0);
        continue;
      case 58: // :
        if (isFieldLevel(s)) {
          pushToken(tokens, FSPEC, pos, ++pos, 0);
          s.mode = SPEC;
        } else if (next === 61) {
          pushToken(tokens, WALRUS, pos, pos + 2, 0);
          pos += 2;
        } else pushToken(tokens, c, pos, ++pos, 0);
        continue;
      case 61: // =
        if (next === 61) {
          pushToken(tokens, EQUAL_EQUAL, pos, pos + 2, 0);
          pos += 2;
        } else pushToken(tokens, c, pos, ++pos, 0);
        continue;
      case 33: // !
        if (next === 61) {
          pushToken(tokens, NOT_EQUAL, pos, pos + 2, 0);
          pos += 2;
        } else if (isFieldLevel(s)) {
          let end = pos + 1;
          while (end < s.limit && isWordPart(text.charCodeAt(end))) end++;
          pushToken(tokens, FCONVERSION, pos, end, next);
          pos = end;
        } else pushToken(tokens, STRAY, pos, ++pos, 0);
        continue;
      case 92: { // backslash
        const after = lineEndAfter(text, pos + 1, s.limit);
        if (after < 0) pushToken(tokens, STRAY, pos, ++pos, 0);
        else pos = after;
        continue;
      }
      case 45: // -
        if (next === 62) {
          pushToken(tokens, ARROW, pos, pos + 2, 0);
          pos += 2;
          continue;
        }
        break;
      case 42: // *
        if (next === 42) {
          pos = pushDoubled(s, POWER, pos);
          continue;
        }
        break;
      case 47: // /
        if (next === 47) {
          pos = pushDoubled(s, FLOOR_DIVIDE, pos);
          continue;
        }
        break;
      case 60: // <
        if (next === 60) pos = pushDoubled(s, SHIFT_LEFT, pos);
        else if (next === 61 || next === 62) {
          pushToken(tokens, next === 61 ? LESS_EQUAL : NOT_EQUAL, pos, pos + 2, 0);
          pos += 2;
        } else pushToken(tokens, c, pos, ++pos, 0);
        continue;
      case 62: // >
        if (next === 62) pos = pushDoubled(s, SHIFT_RIGHT, pos);
        else if (next === 61) {
          pushToken(tokens, GREATER_EQUAL, pos, pos + 2, 0);
          pos += 2;
        } else pushToken(tokens, c, pos, ++pos, 0);
        continue;
      case 64: // @
        if (brackets.length > 0 && s.unclosedDepth > 0 && s.fstrings.length === 0 && next !== 61 && startsStatement(s, NAME)) {
          endBrackets(s);
          pos = s.lineStart;
          atLineStart = true;
          continue;
        }
        break;
      case 37: // %
      case 38: // &
      case 43: // +
      case 94: // ^
      case 124: // |
        break;
      case 44: // ,
      case 59: // ;
      case 126: // ~
        pushToken(tokens, c, pos, ++pos, 0);
        continue;
      default:
        pushToken(tokens, STRAY, pos, ++pos, 0);
        continue;
    }
    // The operators above that have an augmented form.
    if (next === 61) {
      pushToken(tokens, AUGMENTED, pos, pos + 2, c);
      pos += 2;
    } else pushToken(tokens, c, pos, ++pos, 0);
  }
  finish(s);
}

function pushDoubled(s: Scan, kind: number, pos: number): number {
  if (pos + 2 < s.limit && s.text.charCodeAt(pos + 2) === 61) {
    pushToken(s.tokens, AUGMENTED, pos, pos + 3, kind);
    return pos + 3;
  }
  pushToken(s.tokens, kind, pos, pos + 2, 0);
  return pos + 2;
}

function finish(s: Scan): void {
  const { tokens } = s;
  const { end } = s.range;
  closeDownTo(s, 0, lastEnd(s));
  const last = tokens.count === 0 ? NEWLINE : tokens.kinds[tokens.count - 1]!;
  if (last !== NEWLINE && last !== DEDENT) pushToken(tokens, NEWLINE, end, end, 0);
  for (let i = s.indents.length; i > 1; i--) pushToken(tokens, DEDENT, end, end, 0);
  pushToken(tokens, EOF, end, end, 0);
}

function lastEnd(s: Scan): number {
  return s.tokens.count === 0 ? s.range.start : s.tokens.ends[s.tokens.count - 1]!;
}

// --------------------------------------------------------------------------------------------------------------- lines, comments

/** Skips blank lines, tells the indentation, takes a magic line whole. False at the end of the text. */
function startLine(s: Scan): boolean {
  const { text, limit } = s;
  let pos = s.position;
  for (;;) {
    let column = 0;
    for (; pos < limit; pos++) {
      const c = text.charCodeAt(pos);
      if (c === 32) column++;
      else if (c === 9) column = (column | 7) + 1;
      else if (c === 12) column = 0;
      else if (c < 128 || !isForeignSpace(c)) break;
      else if (pos > 0) column++;
    }
    s.position = pos;
    if (pos >= limit) return false;
    const c = text.charCodeAt(pos);
    if (c === 10 || c === 13) {
      pos++;
      continue;
    }
    if (c === 35) {
      lexComment(s);
      pos = s.position;
      continue;
    }
    s.indent = column;
    indentTo(s, column);
    s.firstToken = s.tokens.count;
    if (c === 37 || c === 33 || c === 63) {
      const end = endOfLine(text, pos, limit);
      pushToken(s.tokens, MAGIC, pos, end, 0);
      s.position = end;
    }
    return true;
  }
}

function indentTo(s: Scan, column: number): void {
  const { indents, tokens, position } = s;
  let top = indents[indents.length - 1]!;
  if (column === top) return;
  if (column > top) {
    indents.push(column);
    pushToken(tokens, INDENT, position, position, 0);
    return;
  }
  while (column < top) {
    const below = indents[indents.length - 2]!;
    if (below < column) {
      // A dedent to no outer column: the line stays in the inner block, which from here on has this column.
      indents[indents.length - 1] = column;
      return;
    }
    indents.pop();
    pushToken(tokens, DEDENT, position, position, 0);
    top = below;
  }
}

function lexComment(s: Scan): void {
  const end = endOfLine(s.text, s.position, s.limit);
  s.comments.push(s.position, end);
  s.position = end;
}

function endOfLine(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === 10 || c === 13) break;
    pos++;
  }
  return pos;
}

/** The offset behind the line end at `pos`, -1 if there is none. */
function lineEndAfter(text: string, pos: number, limit: number): number {
  if (pos >= limit) return -1;
  const c = text.charCodeAt(pos);
  if (c === 10) return pos + 1;
  if (c === 13) return pos + 1 < limit && text.charCodeAt(pos + 1) === 10 ? pos + 2 : pos + 1;
  return -1;
}

function numberEnd(text: string, start: number, limit: number): number {
  let pos = start;
  const c = text.charCodeAt(pos);
  const marker = pos + 1 < limit ? text.charCodeAt(pos + 1) | 32 : 0;
  if (c === 48 && (marker === 120 || marker === 111 || marker === 98)) {
    pos += 2;
    for (; pos < limit; pos++) {
      const d = text.charCodeAt(pos);
      const lower = d | 32;
      if (!((d >= 48 && d <= 57) || d === 95 || (marker === 120 && lower >= 97 && lower <= 102))) break;
    }
    return pos;
  }
  pos = digitsEnd(text, pos, limit);
  if (pos < limit && text.charCodeAt(pos) === 46) pos = digitsEnd(text, pos + 1, limit);
  if (pos < limit && (text.charCodeAt(pos) | 32) === 101) {
    let at = pos + 1;
    if (at < limit && (text.charCodeAt(at) === 43 || text.charCodeAt(at) === 45)) at++;
    const end = digitsEnd(text, at, limit);
    if (end > at) pos = end;
  }
  if (pos < limit) {
    const suffix = text.charCodeAt(pos) | 32;
    // `l` is Python 2.
    if ((suffix === 106 || suffix === 108) && !(pos + 1 < limit && isWordPart(text.charCodeAt(pos + 1)))) pos++;
  }
  return pos;
}

function digitsEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if ((c < 48 || c > 57) && c !== 95) break;
    pos++;
  }
  return pos;
}

// --------------------------------------------------------------------------------------------------------------------- brackets

function openBracket(s: Scan, kind: number, start: number, outer: Mode): void {
  const isUnclosed = s.knownUnclosed.size > 0 && s.knownUnclosed.has(start);
  if (isUnclosed) s.unclosedDepth++;
  s.brackets.push({ kind, token: s.tokens.count, outer, isUnclosed });
  pushToken(s.tokens, kind, start, start + 1, 0);
}

/** How far a closing bracket looks for its opening one among unclosed others. A bound, so that no text takes quadratic time. */
const MOST_UNCLOSED = 64;

function closeBracket(s: Scan, closing: number): void {
  const { brackets, position } = s;
  const opening = closing === CLOSE_PAREN ? OPEN_PAREN : closing === CLOSE_BRACKET ? OPEN_BRACKET : OPEN_BRACE;
  const base = s.fstrings.length > 0 ? s.fstrings[s.fstrings.length - 1]!.depth : 0;
  const lowest = Math.max(base, brackets.length - MOST_UNCLOSED);
  for (let i = brackets.length - 1; i >= lowest; i--) {
    const bracket = brackets[i]!;
    const isField = bracket.kind === FOPEN;
    if (bracket.kind === opening || (isField && closing === CLOSE_BRACE)) {
      if (i < brackets.length - 1) {
        if (s.trust === BY_SYNTAX) {
          s.hasFailed = true;
          return;
        }
        closeDownTo(s, i + 1, lastEnd(s));
      }
      popBracket(s, isField ? FCLOSE : closing, position, position + 1);
      if (isField) s.mode = bracket.outer;
      return;
    }
    if (isField) break;
  }
  if (s.trust === BY_SYNTAX) s.hasFailed = true;
  else pushToken(s.tokens, STRAY, position, position + 1, 0);
}

function popBracket(s: Scan, closing: number, start: number, end: number): void {
  const bracket = s.brackets.pop()!;
  if (bracket.isUnclosed) s.unclosedDepth--;
  s.tokens.details[bracket.token] = s.tokens.count;
  pushToken(s.tokens, closing, start, end, 0);
}

/** Closes brackets, with tokens of no width at `at`, until `depth` of them are open. */
function closeDownTo(s: Scan, depth: number, at: number): void {
  const { brackets, tokens } = s;
  while (brackets.length > depth) {
    const { kind, token } = brackets[brackets.length - 1]!;
    // What an f-string lacks ends with it, so a further pass would find nothing better.
    if (s.fstrings.length === 0) s.unclosed.push(tokens.starts[token]!);
    const closing = kind === OPEN_PAREN ? CLOSE_PAREN : kind === OPEN_BRACKET ? CLOSE_BRACKET : kind === OPEN_BRACE ? CLOSE_BRACE : FCLOSE;
    popBracket(s, closing, at, at);
  }
}

/** Ends the statement before the current line. */
function endBrackets(s: Scan): void {
  // `async` was taken before the word after it told that a statement starts.
  while (s.tokens.count > s.lineTokens) s.tokens.count--;
  const at = lastEnd(s);
  closeDownTo(s, 0, at);
  pushToken(s.tokens, NEWLINE, at, at, 0);
}

/** Whether a word inside brackets is the first of a statement, the brackets before it being unclosed. */
function startsStatement(s: Scan, kind: number): boolean {
  const { tokens } = s;
  const isFirst = tokens.count === s.lineTokens;
  if (STATEMENT_ONLY[kind] === 1) {
    const last = tokens.kinds[tokens.count - 1]!;
    if (isFirst) return kind !== FROM || last !== YIELD;
    return (kind === DEF || kind === WITH) && last === ASYNC && tokens.count === s.lineTokens + 1;
  }
  if (!isFirst || s.unclosedDepth === 0 || s.fstrings.length > 0 || EXPRESSION_ONLY[kind] === 1) return false;
  if (columnOf(s) <= s.indent) return true;
  // Deeper lines: arguments, as a rule. Below a header that was not finished they may be its block.
  const last = tokens.kinds[tokens.count - 1]!;
  if (last === COLON && s.brackets[s.brackets.length - 1]!.kind === OPEN_PAREN) return true;
  if (STARTS_HEADER[tokens.kinds[s.firstToken]!] === 1 && ENDS_OPERAND[last] === 1) return true;
  return OPENS_BLOCK[kind] === 1 && endsWithColon(s.text, s.lineStart);
}

function columnOf(s: Scan): number {
  let column = 0;
  for (let pos = s.lineStart; ; pos++) {
    const c = s.text.charCodeAt(pos);
    if (c === 32) column++;
    else if (c === 9) column = (column | 7) + 1;
    else return column;
  }
}

function endsWithColon(text: string, lineStart: number): boolean {
  let pos = endOfLine(text, lineStart, text.length) - 1;
  while (pos > lineStart && (text.charCodeAt(pos) === 32 || text.charCodeAt(pos) === 9)) pos--;
  return text.charCodeAt(pos) === 58;
}

function isFieldLevel(s: Scan): boolean {
  return s.brackets.length > 0 && s.brackets[s.brackets.length - 1]!.kind === FOPEN;
}

// ---------------------------------------------------------------------------------------------------------------------- strings

/** The flags of a string prefix, -1 if it is none. */
function prefixFlags(text: string, start: number, end: number): number {
  let result = 0;
  for (let pos = start; pos < end; pos++) {
    const letter = text.charCodeAt(pos) | 32;
    const flag = letter === 114 ? STRING_RAW : letter === 98 ? STRING_BYTES : letter === 102 ? STRING_FORMAT : letter === 116 ? STRING_FORMAT | STRING_TEMPLATE : letter === 117 ? 0 : -1;
    if (flag < 0 || (flag & result) !== 0) return -1;
    result |= flag;
  }
  return (result & STRING_BYTES) !== 0 && (result & STRING_FORMAT) !== 0 ? -1 : result;
}

/** Reads the string whose prefix starts at `s.position` and whose quote stands at `quoteAt`. */
function lexString(s: Scan, quoteAt: number, prefix: number): void {
  const { text, tokens, limit } = s;
  const start = s.position;
  const quote = text.charCodeAt(quoteAt);
  const isTriple = quoteAt + 2 < limit && text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
  const contentStart = quoteAt + (isTriple ? 3 : 1);
  const kindFlags = isTriple ? prefix | STRING_TRIPLE : prefix;
  if ((prefix & STRING_FORMAT) !== 0) {
    startFString(s, start, contentStart, kindFlags, quote);
    return;
  }
  let end = isTriple ? tripleEnd(text, contentStart, limit, quote) : singleEnd(text, contentStart, limit, quote);
  let stringFlags = kindFlags;
  if (isTriple && (end < 0 || (s.triples === 'doubtful' && isLikelyOpening(text, end, contentStart)))) {
    if (s.trust === BY_SYNTAX) {
      s.hasFailed = true;
      return;
    }
    s.hasOpenTriple = true;
    end = -1;
  }
  if (end < 0) {
    if (s.trust === BY_SYNTAX) {
      s.hasFailed = true;
      return;
    }
    stringFlags |= STRING_UNTERMINATED;
    end = isTriple ? unclosedTripleEnd(s, contentStart) : unclosedSingleEnd(text, contentStart, limit);
    s.position = end;
  } else s.position = end + (isTriple ? 3 : 1);
  pushToken(tokens, STRING, start, s.position, stringFlags | ((contentStart - start) << 6));
}

/** The offset of the closing quote on the line, -1 if there is none. A line end behind a backslash belongs to the string. */
function singleEnd(text: string, from: number, limit: number, quote: number): number {
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

function unclosedSingleEnd(text: string, from: number, limit: number): number {
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

function tripleEnd(text: string, from: number, limit: number, quote: number): number {
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
function isLikelyOpening(text: string, at: number, contentStart: number): boolean {
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
function unclosedTripleEnd(s: Scan, from: number): number {
  const { text, limit, indent } = s;
  s.allowance -= limit - from;
  if (s.allowance <= 0) return limit;
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

// --------------------------------------------------------------------------------------------------------------------- f-strings

function startFString(s: Scan, start: number, contentStart: number, stringFlags: number, quote: number): void {
  const isTriple = (stringFlags & STRING_TRIPLE) !== 0;
  if (s.fstrings.length === 0) {
    s.retry = {
      position: start, contentStart, flags: stringFlags, count: s.tokens.count, depth: s.brackets.length, comments: s.comments.length,
      lineStart: s.lineStart, lineTokens: s.lineTokens,
    };
    s.trust = BY_SYNTAX;
    const isDoubtful = isTriple && s.triples === 'doubtful' && isDoubtfulTriple(s, contentStart, quote);
    if (s.allowance <= 0 || isDoubtful) {
      s.position = start;
      s.hasFailed = true;
      return;
    }
  }
  enterFString(s, start, contentStart, stringFlags, quote);
}

function enterFString(s: Scan, start: number, contentStart: number, stringFlags: number, quote: number): void {
  s.fstrings.push({
    quote,
    isTriple: (stringFlags & STRING_TRIPLE) !== 0,
    isRaw: (stringFlags & STRING_RAW) !== 0,
    token: s.tokens.count,
    depth: s.brackets.length,
  });
  pushToken(s.tokens, FSTART, start, contentStart, stringFlags);
  s.mode = LITERAL;
  s.position = contentStart;
}

function isDoubtfulTriple(s: Scan, contentStart: number, quote: number): boolean {
  const end = tripleEnd(s.text, contentStart, s.limit, quote);
  return end < 0 || isLikelyOpening(s.text, end, contentStart);
}

/** The f-string's own syntax did not lead to its end. Its quotes do, as before Python 3.12; what is in it stays inside them. */
function rereadByQuotes(s: Scan): void {
  const retry = s.retry!;
  const { text } = s;
  s.allowance -= s.position - retry.position;
  s.hasFailed = false;
  s.trust = BY_QUOTES;
  s.fstrings.length = 0;
  while (s.brackets.length > retry.depth) if (s.brackets.pop()!.isUnclosed) s.unclosedDepth--;
  s.tokens.count = retry.count;
  s.comments.length = retry.comments;
  s.lineStart = retry.lineStart;
  s.lineTokens = retry.lineTokens;
  const quote = text.charCodeAt(retry.contentStart - 1);
  const isTriple = (retry.flags & STRING_TRIPLE) !== 0;
  let stringFlags = retry.flags;
  let end = isTriple ? tripleEnd(text, retry.contentStart, s.limit, quote) : singleEnd(text, retry.contentStart, s.limit, quote);
  if (isTriple && (end < 0 || (s.triples === 'doubtful' && isLikelyOpening(text, end, retry.contentStart)))) {
    s.hasOpenTriple = true;
    end = -1;
  }
  if (end < 0) {
    stringFlags |= STRING_UNTERMINATED;
    end = isTriple ? unclosedTripleEnd(s, retry.contentStart) : unclosedSingleEnd(text, retry.contentStart, s.limit);
  }
  s.limit = end;
  enterFString(s, retry.position, retry.contentStart, stringFlags, quote);
}

/** Reads literal text up to a field, the end of the field or the end of the string. */
function lexLiteral(s: Scan): void {
  const { text, limit, fstrings } = s;
  const string = fstrings[fstrings.length - 1]!;
  const { quote, isTriple, isRaw } = string;
  const start = s.position;
  let pos = start;
  for (; pos < limit; pos++) {
    const c = text.charCodeAt(pos);
    if (c === quote) {
      if (isTriple && !(text.charCodeAt(pos + 1) === quote && text.charCodeAt(pos + 2) === quote && pos + 3 <= limit)) continue;
      pushText(s, start, pos);
      if (s.mode === SPEC && s.trust === BY_SYNTAX) {
        s.hasFailed = true;
        return;
      }
      endFString(s, pos, pos + (isTriple ? 3 : 1));
      return;
    }
    if (c === 123) {
      if (s.mode === LITERAL && text.charCodeAt(pos + 1) === 123 && pos + 1 < limit) {
        pos++;
        continue;
      }
      pushText(s, start, pos);
      openBracket(s, FOPEN, pos, s.mode);
      s.mode = CODE;
      s.position = pos + 1;
      return;
    }
    if (c === 125) {
      if (s.mode === SPEC) {
        pushText(s, start, pos);
        const field = s.brackets[s.brackets.length - 1]!;
        popBracket(s, FCLOSE, pos, pos + 1);
        s.mode = field.outer;
        s.position = pos + 1;
        return;
      }
      continue;
    }
    if (c === 92) {
      const d = text.charCodeAt(pos + 1);
      if (d === 123 || d === 125) continue;
      if (d === 78 && !isRaw && text.charCodeAt(pos + 2) === 123) {
        pos = characterNameEnd(text, pos + 3, limit) - 1;
        continue;
      }
      if (d === 13 && text.charCodeAt(pos + 2) === 10) pos++;
      pos++;
      continue;
    }
    if ((c === 10 || c === 13) && !isTriple) {
      pushText(s, start, pos);
      if (s.trust === BY_SYNTAX) s.hasFailed = true;
      else endFString(s, pos, pos);
      return;
    }
  }
  pos = Math.min(pos, limit);
  pushText(s, start, pos);
  if (s.trust === BY_SYNTAX) {
    s.position = pos;
    s.hasFailed = true;
  } else closeFStrings(s, pos);
}

/** Behind `NAME}` of a `\\N{NAME}` escape; if that is broken, behind its letters. */
function characterNameEnd(text: string, from: number, limit: number): number {
  let pos = from;
  while (pos < limit) {
    const c = text.charCodeAt(pos);
    if (c === 125) return pos + 1;
    if (!isWordPart(c) && c !== 32 && c !== 45) break;
    pos++;
  }
  return pos;
}

function pushText(s: Scan, start: number, end: number): void {
  s.position = end;
  if (end > start) pushToken(s.tokens, FTEXT, start, end, 0);
}

function endFString(s: Scan, start: number, end: number): void {
  closeDownTo(s, s.fstrings[s.fstrings.length - 1]!.depth, start);
  s.fstrings.pop();
  pushToken(s.tokens, FEND, start, end, 0);
  s.mode = CODE;
  s.position = end;
  if (s.fstrings.length === 0) {
    s.trust = OUTSIDE;
    s.retry = null;
  }
}

/** At the end of an f-string that was found by its quotes: closes it and all that is open in it. */
function closeFStrings(s: Scan, at: number): void {
  const outermost = s.fstrings[0]!;
  const isClosed = (s.tokens.details[outermost.token]! & STRING_UNTERMINATED) === 0;
  const end = isClosed ? at + (outermost.isTriple ? 3 : 1) : at;
  while (s.fstrings.length > 1) endFString(s, at, at);
  endFString(s, at, end);
  s.limit = s.range.end;
}
