/**
 * Token kinds and the token buffer.
 *
 * A one-character operator has its character's code as its kind (`(` is 40), so that the parser reads as the language is written.
 * The other kinds fill the gaps: control characters for structure and longer operators, 128 and up for keywords.
 */

export const EOF = 0;
export const NEWLINE = 1;
export const INDENT = 2;
export const DEDENT = 3;
export const NAME = 4;
export const NUMBER = 5;
export const STRING = 6;
/** An f-string is FSTART, any number of FTEXT and fields, FEND. A field is FOPEN, code, FCONVERSION?, (FSPEC, FTEXT and fields)?, FCLOSE. */
export const FSTART = 7;
export const FTEXT = 8;
export const FOPEN = 9;
export const FCONVERSION = 10;
export const FSPEC = 11;
export const FCLOSE = 12;
export const FEND = 13;
/** A character that starts no token, or a closing bracket without its opening one. */
export const STRAY = 14;
/** A line of IPython. */
export const MAGIC = 15;
export const ELLIPSIS = 16;
export const ARROW = 17;
export const WALRUS = 18;
export const POWER = 19;
export const FLOOR_DIVIDE = 20;
export const SHIFT_LEFT = 21;
export const SHIFT_RIGHT = 22;
export const LESS_EQUAL = 23;
export const GREATER_EQUAL = 24;
export const EQUAL_EQUAL = 25;
export const NOT_EQUAL = 26;
/** `+=` and its like; the detail is the operator's own kind. */
export const AUGMENTED = 27;

export const PERCENT = 37;
export const AMPERSAND = 38;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const STAR = 42;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUAL = 61;
export const GREATER = 62;
export const AT = 64;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const CARET = 94;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

/** A keyword's kind is 127 plus its place in this list, counted from 1; `names.ts` gives it that place as its symbol. */
export const KEYWORDS = [
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except',
  'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try',
  'while', 'with', 'yield',
] as const;
export const FALSE = 128;
export const NONE = 129;
export const TRUE = 130;
export const AND = 131;
export const AS = 132;
export const ASSERT = 133;
export const ASYNC = 134;
export const AWAIT = 135;
export const BREAK = 136;
export const CLASS = 137;
export const CONTINUE = 138;
export const DEF = 139;
export const DEL = 140;
export const ELIF = 141;
export const ELSE = 142;
export const EXCEPT = 143;
export const FINALLY = 144;
export const FOR = 145;
export const FROM = 146;
export const GLOBAL = 147;
export const IF = 148;
export const IMPORT = 149;
export const IN = 150;
export const IS = 151;
export const LAMBDA = 152;
export const NONLOCAL = 153;
export const NOT = 154;
export const OR = 155;
export const PASS = 156;
export const RAISE = 157;
export const RETURN = 158;
export const TRY = 159;
export const WHILE = 160;
export const WITH = 161;
export const YIELD = 162;

/**
 * The tokens of one text, in columns. Brackets always balance: where the text lacks a closing one, a token of no width stands for it.
 * `details` holds what a kind needs beside its span: the symbol of a name, the index of the closing token for an opening one, the
 * flags of a string with the offset of its content (flags + 64 × offset from the token's start), an augmented operator's kind.
 */
export interface Tokens {
  count: number;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  details: Int32Array;
}

export function createTokens(): Tokens {
  return { count: 0, kinds: new Uint8Array(4096), starts: new Int32Array(4096), ends: new Int32Array(4096), details: new Int32Array(4096) };
}

export function pushToken(tokens: Tokens, kind: number, start: number, end: number, detail: number): void {
  const index = tokens.count++;
  if (index === tokens.kinds.length) grow(tokens);
  tokens.kinds[index] = kind;
  tokens.starts[index] = start;
  tokens.ends[index] = end;
  tokens.details[index] = detail;
}

function grow(tokens: Tokens): void {
  const capacity = tokens.kinds.length * 2;
  const kinds = new Uint8Array(capacity);
  kinds.set(tokens.kinds);
  tokens.kinds = kinds;
  tokens.starts = widened(tokens.starts, capacity);
  tokens.ends = widened(tokens.ends, capacity);
  tokens.details = widened(tokens.details, capacity);
}

function widened(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(capacity);
  wider.set(column);
  return wider;
}
