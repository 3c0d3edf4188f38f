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

import { CLASSES, DIGIT, endOfLine, endsWithColon, IDENTIFIER, isForeignSpace, isWordPart, LINE, lineEndAfter, numberEnd, SPACE } from './characters.ts';
import { characterNameEnd, isLikelyOpening, prefixFlags, singleEnd, tripleEnd, unclosedSingleEnd, unclosedTripleEnd } from './quotes.ts';
import { STRING_FORMAT, STRING_RAW, STRING_TRIPLE, STRING_UNTERMINATED } from './syntax.ts';
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

// ------------------------------------------------------------------------------------------------------------- keyword classes

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

function isFieldLevel(s: Scan): boolean {
  return s.brackets.length > 0 && s.brackets[s.brackets.length - 1]!.kind === FOPEN;
}

// ---------------------------------------------------------------------------------------------------------------------- strings

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
    end = isTriple ? unclosedTriple(s, contentStart) : unclosedSingleEnd(text, contentStart, limit);
    s.position = end;
  } else s.position = end + (isTriple ? 3 : 1);
  pushToken(tokens, STRING, start, s.position, stringFlags | ((contentStart - start) << 6));
}

function unclosedTriple(s: Scan, contentStart: number): number {
  s.allowance -= s.limit - contentStart;
  return s.allowance <= 0 ? s.limit : unclosedTripleEnd(s.text, contentStart, s.limit, s.indent);
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
    end = isTriple ? unclosedTriple(s, retry.contentStart) : unclosedSingleEnd(text, retry.contentStart, s.limit);
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
