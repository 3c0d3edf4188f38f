/**
 * The syntax tree of a Python module, as far as the product reads it.
 *
 * Offsets are UTF-16 offsets into the text given to `parse`, `end` exclusive. An expression's span is the one CPython's `ast`
 * gives: without the parentheses around it, except for a parenthesised tuple and a generator expression. Where the text with its
 * parentheses matters for an edit (an argument), the surrounding node carries that span.
 *
 * Literals carry offsets and no values: `strings.ts` decodes the few that are asked for.
 *
 * One file, however long: a type a node, nothing else.
 */

export interface Module {
  readonly kind: 'module';
  readonly start: number;
  readonly end: number;
  readonly body: readonly Statement[];
  /** Start and end of every comment, flattened: [start, end, start, end, …], ascending, from `#` to the end of its line. */
  readonly comments: readonly number[];
}

// ---------------------------------------------------------------------------------------------------------------- expressions

export type Expression =
  | Name
  | StringLiteral
  | BytesLiteral
  | FString
  | Concatenation
  | NumberLiteral
  | BooleanLiteral
  | NoneLiteral
  | Ellipsis
  | Attribute
  | Subscript
  | Slice
  | Call
  | Sequence
  | Dict
  | Binary
  | BooleanOperation
  | Unary
  | Compare
  | Conditional
  | Lambda
  | Comprehension
  | Await
  | Yield
  | Starred
  | Walrus
  | OpaqueExpression;

export interface Name {
  readonly kind: 'name';
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Bits of `StringLiteral.flags`, `BytesLiteral.flags` and `FString.flags`. */
export const STRING_RAW = 1;
export const STRING_BYTES = 2;
export const STRING_FORMAT = 4;
export const STRING_TEMPLATE = 8;
export const STRING_TRIPLE = 16;
/** The closing quote is missing: the text is being typed. */
export const STRING_UNTERMINATED = 32;

export interface StringLiteral {
  readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  /** The text between the quotes. */
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly flags: number;
}

export interface BytesLiteral {
  readonly kind: 'bytes';
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly flags: number;
}

/** An f-string, or a t-string of Python 3.14 (`STRING_TEMPLATE`). */
export interface FString {
  readonly kind: 'fstring';
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly flags: number;
  readonly parts: readonly FStringPart[];
}

export type FStringPart = FStringText | FStringField;

/** Literal text, undecoded: escapes and doubled braces are still in it. */
export interface FStringText {
  readonly kind: 'text';
  readonly start: number;
  readonly end: number;
}

/** `{value!r:>{width}}`, from brace to brace. */
export interface FStringField {
  readonly kind: 'field';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
  /** For `{value=}`: where the text that is printed before the value ends (it starts after the brace). Otherwise -1. */
  readonly debugEnd: number;
  /** `r`, `s`, `a` or empty. */
  readonly conversion: string;
  readonly spec: readonly FStringPart[] | null;
}

/** Implicit concatenation of neighbouring literals, two or more. */
export interface Concatenation {
  readonly kind: 'concatenation';
  readonly start: number;
  readonly end: number;
  readonly parts: readonly (StringLiteral | BytesLiteral | FString)[];
}

export interface NumberLiteral {
  readonly kind: 'number';
  readonly start: number;
  readonly end: number;
}

export interface BooleanLiteral {
  readonly kind: 'boolean';
  readonly start: number;
  readonly end: number;
  readonly value: boolean;
}

export interface NoneLiteral {
  readonly kind: 'none';
  readonly start: number;
  readonly end: number;
}

export interface Ellipsis {
  readonly kind: 'ellipsis';
  readonly start: number;
  readonly end: number;
}

export interface Attribute {
  readonly kind: 'attribute';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
  /** Empty while it is being typed. */
  readonly name: string;
  readonly nameStart: number;
}

export interface Subscript {
  readonly kind: 'subscript';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
  readonly index: Expression;
}

export interface Slice {
  readonly kind: 'slice';
  readonly start: number;
  readonly end: number;
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}

export interface Call {
  readonly kind: 'call';
  readonly start: number;
  readonly end: number;
  readonly callee: Expression;
  /** Offset of `(`. */
  readonly open: number;
  /** Offset of `)`, -1 while it is missing. */
  readonly close: number;
  readonly args: readonly Argument[];
  /** Offset of the comma after the last argument, -1 where there is none. */
  readonly trailingComma: number;
}

export interface Argument {
  /** The whole argument: keyword, stars and parentheses included. */
  readonly start: number;
  readonly end: number;
  /** The keyword's name, null for a positional or unpacked argument. */
  readonly keyword: string | null;
  /** The keyword's span, -1 without one. */
  readonly keywordStart: number;
  readonly keywordEnd: number;
  /** `*value` is `iterable`, `**value` is `mapping`. */
  readonly unpack: 'none' | 'iterable' | 'mapping';
  /** Without its stars. An opaque, empty expression while the value is being typed. */
  readonly value: Expression;
}

export interface Sequence {
  readonly kind: 'tuple' | 'list' | 'set';
  readonly start: number;
  readonly end: number;
  readonly elements: readonly Expression[];
  /** Offset of the comma after the last element, -1 where there is none or nothing encloses the elements. */
  readonly trailingComma: number;
}

export interface Dict {
  readonly kind: 'dict';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly DictEntry[];
  readonly trailingComma: number;
}

export interface DictEntry {
  readonly start: number;
  readonly end: number;
  /** Null for `**value`. */
  readonly key: Expression | null;
  readonly value: Expression;
}

export interface Binary {
  readonly kind: 'binary';
  readonly start: number;
  readonly end: number;
  /** `+ - * / // % @ ** << >> & | ^`. */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a and b and c`: two or more operands of one operator. */
export interface BooleanOperation {
  readonly kind: 'logical';
  readonly start: number;
  readonly end: number;
  readonly operator: 'and' | 'or';
  readonly operands: readonly Expression[];
}

export interface Unary {
  readonly kind: 'unary';
  readonly start: number;
  readonly end: number;
  readonly operator: '-' | '+' | '~' | 'not';
  readonly operand: Expression;
}

export interface Compare {
  readonly kind: 'compare';
  readonly start: number;
  readonly end: number;
  readonly left: Expression;
  /** `== != < <= > >= in is`, `not in`, `is not`: one for each of `comparators`. */
  readonly operators: readonly string[];
  readonly comparators: readonly Expression[];
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly start: number;
  readonly end: number;
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}

export interface Lambda {
  readonly kind: 'lambda';
  readonly start: number;
  readonly end: number;
  readonly params: readonly Parameter[];
  readonly body: Expression;
}

export interface Comprehension {
  readonly kind: 'comprehension';
  readonly start: number;
  readonly end: number;
  readonly form: 'list' | 'set' | 'dict' | 'generator';
  /** The key, for a dict. */
  readonly element: Expression;
  /** The value of a dict's entry, else null. */
  readonly value: Expression | null;
  readonly clauses: readonly ComprehensionClause[];
}

export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface Await {
  readonly kind: 'await';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
}

export interface Yield {
  readonly kind: 'yield';
  readonly start: number;
  readonly end: number;
  readonly value: Expression | null;
}

export interface Starred {
  readonly kind: 'starred';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
}

export interface Walrus {
  readonly kind: 'walrus';
  readonly start: number;
  readonly end: number;
  readonly name: Name;
  readonly value: Expression;
}

/** Text that is missing (start = end), broken, or nested deeper than the parser follows. */
export interface OpaqueExpression {
  readonly kind: 'opaque';
  readonly start: number;
  readonly end: number;
}

// ----------------------------------------------------------------------------------------------------------------- statements

export type Statement =
  | ExpressionStatement
  | Assign
  | AugmentedAssign
  | FunctionDef
  | ClassDef
  | Import
  | ImportFrom
  | Return
  | For
  | While
  | If
  | Try
  | With
  | Match
  | Raise
  | Delete
  | Assert
  | Scope
  | TypeAlias
  | Simple
  | OpaqueStatement;

export interface ExpressionStatement {
  readonly kind: 'expression';
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
}

/** `a = b = value`, `a: annotation = value` (one target), `a: annotation` (no value). */
export interface Assign {
  readonly kind: 'assign';
  readonly start: number;
  readonly end: number;
  readonly targets: readonly Expression[];
  readonly annotation: Expression | null;
  readonly value: Expression | null;
}

export interface AugmentedAssign {
  readonly kind: 'augmented';
  readonly start: number;
  readonly end: number;
  readonly target: Expression;
  /** Without the equals sign. */
  readonly operator: string;
  readonly value: Expression;
}

export interface FunctionDef {
  readonly kind: 'function';
  /** Of `def` or `async`; decorators lie before it. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  readonly isAsync: boolean;
  readonly decorators: readonly Expression[];
  readonly typeParams: readonly TypeParameter[];
  readonly params: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
}

export interface Parameter {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'variadic' | 'keyword-only' | 'keywords';
  readonly annotation: Expression | null;
  readonly fallback: Expression | null;
}

export interface TypeParameter {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly bound: Expression | null;
  readonly fallback: Expression | null;
}

export interface ClassDef {
  readonly kind: 'class';
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  readonly decorators: readonly Expression[];
  readonly typeParams: readonly TypeParameter[];
  /** Bases and keywords. */
  readonly args: readonly Argument[];
  readonly body: readonly Statement[];
}

export interface Import {
  readonly kind: 'import';
  readonly start: number;
  readonly end: number;
  readonly names: readonly ImportedName[];
}

export interface ImportFrom {
  readonly kind: 'from';
  readonly start: number;
  readonly end: number;
  /** The number of leading dots. */
  readonly level: number;
  /** Dotted; empty for `from . import x`. */
  readonly module: string;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  readonly start: number;
  readonly end: number;
  /** Dotted in `import a.b`; `*` in `from a import *`. */
  readonly name: string;
  readonly alias: string | null;
}

export interface Return {
  readonly kind: 'return';
  readonly start: number;
  readonly end: number;
  readonly value: Expression | null;
}

export interface For {
  readonly kind: 'for';
  readonly start: number;
  readonly end: number;
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface While {
  readonly kind: 'while';
  readonly start: number;
  readonly end: number;
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

/** `elif` is a further branch, so that a long chain nests nowhere. */
export interface If {
  readonly kind: 'if';
  readonly start: number;
  readonly end: number;
  readonly branches: readonly IfBranch[];
  readonly orelse: readonly Statement[];
}

export interface IfBranch {
  readonly start: number;
  readonly test: Expression;
  readonly body: readonly Statement[];
}

export interface Try {
  readonly kind: 'try';
  readonly start: number;
  readonly end: number;
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}

export interface ExceptHandler {
  readonly start: number;
  readonly end: number;
  /** Null for a bare `except:`. */
  readonly type: Expression | null;
  readonly name: string | null;
  /** -1 without a name. */
  readonly nameStart: number;
  /** `except*`. */
  readonly isGroup: boolean;
  readonly body: readonly Statement[];
}

export interface With {
  readonly kind: 'with';
  readonly start: number;
  readonly end: number;
  readonly isAsync: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}

export interface WithItem {
  readonly context: Expression;
  readonly target: Expression | null;
}

export interface Match {
  readonly kind: 'match';
  readonly start: number;
  readonly end: number;
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase {
  readonly start: number;
  readonly end: number;
  readonly patternStart: number;
  readonly patternEnd: number;
  /** The values of which the pattern fits one, where it consists of them; null for any other, which stays text. */
  readonly values: readonly Expression[] | null;
  /** The names that the pattern binds. */
  readonly names: readonly Name[];
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export interface Raise {
  readonly kind: 'raise';
  readonly start: number;
  readonly end: number;
  readonly value: Expression | null;
  readonly cause: Expression | null;
}

export interface Delete {
  readonly kind: 'delete';
  readonly start: number;
  readonly end: number;
  readonly targets: Expression;
}

export interface Assert {
  readonly kind: 'assert';
  readonly start: number;
  readonly end: number;
  readonly test: Expression;
  readonly message: Expression | null;
}

export interface Scope {
  readonly kind: 'global' | 'nonlocal';
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

export interface TypeAlias {
  readonly kind: 'type';
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  readonly typeParams: readonly TypeParameter[];
  readonly value: Expression;
}

export interface Simple {
  readonly kind: 'pass' | 'break' | 'continue';
  readonly start: number;
  readonly end: number;
}

/** An IPython magic line, or text that starts no statement. */
export interface OpaqueStatement {
  readonly kind: 'opaque';
  readonly start: number;
  readonly end: number;
}
