/**
 * What one file says, in no language's terms. A language's `extract` turns text into `FileFacts`; nothing after it sees a syntax tree.
 * Facts are plain data that depend on the text alone, so they are cached by content and can move between threads.
 *
 * Invariants:
 * - every `start`/`end` is a UTF-16 offset, half-open;
 * - every number named `scope`, `region`, `function` or `class` is an index into the array of that name of the same file, or -1 for none;
 * - wrappers that do not change a value vanish: parentheses, `await`, TypeScript's `as` (but see TypedExpr), `satisfies`, `!`, `<T>x`, Python's
 *   `typing.cast` is NOT one of them (it is a call);
 * - broken code yields the facts of its intact parts, the half-typed call included (its `close` is then -1).
 */
import type { Span } from './text.ts';

export interface FileFacts {
  readonly language: string;
  /** Index 0 is the module's scope. */
  readonly scopes: readonly Scope[];
  /** Index 0 is the whole file. */
  readonly regions: readonly Region[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  /** Every call and construction in source order of their start; nested ones included, decorators included. */
  readonly calls: readonly CallExpr[];
  /** Every import in the file, also those inside functions and `TYPE_CHECKING` blocks. What they bind is in `Scope.bindings`. */
  readonly imports: readonly ImportFact[];
  /** What other files can import by name. Empty with `exportsModuleScope`. */
  readonly exports: readonly ExportFact[];
  /** True where every module-level name can be imported (Python). */
  readonly exportsModuleScope: boolean;
  readonly mutations: readonly Mutation[];
  readonly jumps: readonly Jump[];
  /** The module's own statements, one after another, decorators included. All other facts but the module's scope and region lie in one of them, and each list has those of one statement beside each other. */
  readonly statements: readonly ModuleStatement[];
  /** Comments that contain the word `promptcost`, for suppression and annotations. */
  readonly directives: readonly Comment[];
}

export interface ModuleStatement extends Span {
  /** How many of the file's exports it makes. */
  readonly exports: number;
  /** Set where brackets are open in it, and it was taken to end where the next declaration begins. */
  readonly unclosed?: true;
}

// ---- expressions -----------------------------------------------------------------------------------------------------------------------

export type Expr =
  | StringExpr
  | TemplateExpr
  | NumberExpr
  | BooleanExpr
  | NullExpr
  | NameExpr
  | SelfExpr
  | ParameterExpr
  | MemberExpr
  | IndexExpr
  | CallExpr
  | ListExpr
  | SpreadExpr
  | RecordExpr
  | BinaryExpr
  | ConditionalExpr
  | ChoiceExpr
  | ElementExpr
  | TypedExpr
  | TypeofExpr
  | ComprehensionExpr
  | FunctionExpr
  | ClassExpr
  | OpaqueExpr;

/** A string whose value is fully written down, escapes decoded. Python's adjacent literals ("a" "b") without holes are one StringExpr. */
export interface StringExpr extends Span {
  readonly kind: 'string';
  readonly value: string;
  /** A pattern that is this text, and means all its occurrences: `/-/g`. */
  readonly matches?: 'all';
}

/** A string with holes: an f-string, a template literal, adjacent literals of which one has holes. Literal parts are decoded. */
export interface TemplateExpr extends Span {
  readonly kind: 'template';
  readonly parts: readonly (string | Expr)[];
}

export interface NumberExpr extends Span {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanExpr extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `None`, `null`, `undefined`. */
export interface NullExpr extends Span {
  readonly kind: 'null';
}

/** A name as read in `scope`; the engine looks it up there and outwards. */
export interface NameExpr extends Span {
  readonly kind: 'name';
  readonly name: string;
  readonly scope: number;
}

/** `self`, `cls` (a method's first parameter) or `this`: the object of `class`. */
export interface SelfExpr extends Span {
  readonly kind: 'self';
  readonly class: number;
}

/** The value of a function's parameter. Bindings of parameters have this as their value; a destructured parameter is a member of it. */
export interface ParameterExpr extends Span {
  readonly kind: 'parameter';
  readonly function: number;
  /** Index into `FunctionFact.params`. */
  readonly index: number;
}

/** `object.property`, `object?.property`. */
export interface MemberExpr extends Span {
  readonly kind: 'member';
  readonly object: Expr;
  readonly property: string;
}

/** `object[index]`; in types, a generic's first argument: `Optional[X]`, `Promise<X>`. */
export interface IndexExpr extends Span {
  readonly kind: 'index';
  readonly object: Expr;
  readonly index: Expr;
  /** In a type, what stands behind its first argument: the second type of a dictionary, what `Annotated` says of a type. */
  readonly others?: readonly Expr[];
}

/** A call, or a construction with `new`. */
export interface CallExpr extends Span {
  readonly kind: 'call';
  readonly form: 'call' | 'new';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** The named types that it is called with, where there are any: `context<Context>()`. */
  readonly types?: readonly Expr[];
  /** Offset of the `(`, or -1 (`new X`, a tagged template, a bare decorator is not a call). */
  readonly open: number;
  /** Offset of the `)`, or -1 while it is being typed. */
  readonly close: number;
  /** Offset of a comma after the last argument, or -1. */
  readonly trailingComma: number;
  readonly awaited: boolean;
  readonly scope: number;
  /** The innermost region that holds the call. */
  readonly region: number;
}

export type Argument =
  | ({ readonly kind: 'positional'; readonly value: Expr } & Span)
  /** Python's `name=value`; the span covers both. */
  | ({ readonly kind: 'named'; readonly name: string; readonly value: Expr } & Span)
  /** `*args`, `...args`. */
  | ({ readonly kind: 'spread'; readonly value: Expr } & Span)
  /** Python's `**kwargs`. */
  | ({ readonly kind: 'named-spread'; readonly value: Expr } & Span);

/** A list, tuple, set or array literal. `SpreadExpr` may stand among the items. */
export interface ListExpr extends Span {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: readonly Expr[];
  readonly trailingComma: number;
}

/** `*x` or `...x` inside a list. */
export interface SpreadExpr extends Span {
  readonly kind: 'spread';
  readonly value: Expr;
}

/** A dictionary or object literal. `dict(a=1)` is a call, which the engine understands. Its span includes the braces. */
export interface RecordExpr extends Span {
  readonly kind: 'record';
  readonly entries: readonly RecordEntry[];
  readonly trailingComma: number;
}

export type RecordEntry =
  /** `key` is null where it is computed and not a literal; then `keyExpr` says what it is. Shorthand `{ x }` has a NameExpr value with the entry's own span. */
  | ({ readonly kind: 'entry'; readonly key: string | null; readonly keyExpr: Expr | null; readonly value: Expr } & Span)
  | ({ readonly kind: 'spread'; readonly value: Expr } & Span);

/** `add`: `+`. `format`: Python's `%` on anything; with the text `:`, a value (the right side) in the form `conversion:specification` (the left one). `or`: `||`, `or`. `nullish`: `??`. `and`: `&&`, `and`. `merge`: Python's `|` (also in types: use ChoiceExpr there).
 *  `compare`: any comparison, `in`, `not`, `!`: a boolean. `arithmetic`: every other operator. Assignment operators used as values are their right side. */
export interface BinaryExpr extends Span {
  readonly kind: 'binary';
  readonly operator: 'add' | 'format' | 'or' | 'nullish' | 'and' | 'merge' | 'compare' | 'arithmetic';
  /** The operator as written (`>=`, `in`, `*`, `!`), for the rules that read conditions. */
  readonly text: string;
  readonly left: Expr;
  readonly right: Expr;
}

/** `a if test else b`, `test ? a : b`. */
export interface ConditionalExpr extends Span {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
}

/** One of several: a union in a type annotation; literal types are StringExpr options. */
export interface ChoiceExpr extends Span {
  readonly kind: 'choice';
  readonly options: readonly Expr[];
}

/** One element of an iterable, the value of a loop variable; also the value of a destructured rest or of an index that is not known. */
export interface ElementExpr extends Span {
  readonly kind: 'element';
  readonly of: Expr;
  /** Of the rest of an object, the fields that are taken out of it: `{ model, ...rest }`. */
  readonly without?: readonly string[];
}

/** What stands before a member or an index, with the class that it is said to be of there: `(client as OpenAI).chat`. All other assertions vanish. */
export interface TypedExpr extends Span {
  readonly kind: 'typed';
  readonly value: Expr;
  readonly type: Expr;
}

/** In types, the type of a value: `typeof client`. For what a function gives (`ReturnType<typeof connect>`) it is that of a call without arguments, which is in no list. */
export interface TypeofExpr extends Span {
  readonly kind: 'typeof';
  readonly of: Expr;
}

/** `[element for x in source]`, `{…}`, generator. `items.map(x => …)` stays a call. `form: 'record'` has the value as element. */
export interface ComprehensionExpr extends Span {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'record' | 'generator';
  readonly element: Expr;
  /** Of a record, what its fields are called. */
  readonly key?: Expr;
  readonly source: Expr;
  /** Set for a part of a list or text, `source[from:to]`; an end that is left out is null. */
  readonly part?: { readonly from: Expr | null; readonly to: Expr | null };
  /** Its `for`s with their `if`s, the outermost first, which is over the source; absent for a part. */
  readonly clauses?: readonly ComprehensionClause[];
}

export interface ComprehensionClause {
  readonly over: Expr;
  readonly conditions: readonly Expr[];
}

/** A lambda, arrow function or function expression. */
export interface FunctionExpr extends Span {
  readonly kind: 'function';
  readonly function: number;
}

export interface ClassExpr extends Span {
  readonly kind: 'class';
  readonly class: number;
  /** Set where it is the class that a method is called on, or that of the object: one that is built on this one has the method from it. */
  readonly of?: 'the receiver';
}

/** Anything else: bytes, regular expressions, JSX, yield, unfinished code. `what` names it for a person: "a regular expression". */
export interface OpaqueExpr extends Span {
  readonly kind: 'opaque';
  /** A pattern that texts are searched by. */
  readonly pattern?: { readonly source: string; readonly flags: string };
  readonly what: string;
}

// ---- names -----------------------------------------------------------------------------------------------------------------------------

/** A scope of names. Python has no block scopes; TypeScript's `var` belongs to the function. Comprehension variables bind in a block scope of their own. */
export interface Scope extends Span {
  readonly parent: number;
  readonly kind: 'module' | 'function' | 'class' | 'block';
  /** Of a function's scope. */
  readonly function: number;
  /** Of a class's scope. */
  readonly class: number;
  readonly bindings: readonly Binding[];
}

/** One act of binding a name; a name bound twice has two, in source order. The span is that of the name. */
export interface Binding extends Span {
  readonly name: string;
  readonly kind: 'variable' | 'parameter' | 'import' | 'function' | 'class' | 'loop' | 'context' | 'catch' | 'augmented';
  /** What the name is bound to. `const { a } = x` gives a member of x, `[a, b] = x` an index of x; with a default a `nullish` BinaryExpr.
   *  `function` and `class` bindings have a FunctionExpr or ClassExpr; `context` (`with x as y`) has x; `loop` has an ElementExpr;
   *  `augmented` (`x += y`) has y and its `operator`; `import` and a bare declaration have null. */
  readonly value: Expr | null;
  /** The annotation: NameExpr, MemberExpr, IndexExpr for generics, ChoiceExpr for unions; a Python annotation in quotes is parsed. */
  readonly type: Expr | null;
  /** For `import` bindings: index into `FileFacts.imports`. */
  readonly import: number;
  readonly region: number;
  readonly operator: 'add' | 'merge' | 'or' | 'nullish' | 'other' | null;
}

export interface ImportFact extends Span {
  /** As written: `anthropic`, `..config`, `./config.js`, `@scope/x/y`. Python's relative imports keep their dots: `from ..a import b` is `..a`. */
  readonly module: string;
  /** The imported name; `*` for the whole module (`import x`, `import * as x`, `require`), `default` for a default import. A star import that binds nothing itself
   *  (`from x import *`) has `names: 'all'`. */
  readonly name: string;
  /** `whole-path`: Python's `import a.b.c`, which binds `a` (module is then `a.b.c`). `all`: every name of the module. `one`: `name`. */
  readonly names: 'one' | 'whole-path' | 'all';
  readonly typeOnly: boolean;
}

/** `export const x`, `export { x as y }`, `export default …`, `module.exports = …` (name `*` for the whole object), `exports.x = …`. */
export type ExportFact =
  | { readonly kind: 'local'; readonly name: string; readonly local: string }
  | { readonly kind: 'value'; readonly name: string; readonly value: Expr }
  /** `export { a as b } from 'm'`; `imported` is `*` for `export * as b`. */
  | { readonly kind: 'from'; readonly name: string; readonly imported: string; readonly module: string }
  | { readonly kind: 'all'; readonly module: string };

// ---- functions and classes -------------------------------------------------------------------------------------------------------------

/** A function, method, lambda or arrow function. The span covers the decorators and the body. */
export interface FunctionFact extends Span {
  /** Its own name, or the name it is bound to (`const f = () => …`, `{ f: () => … }`), or null. */
  readonly name: string | null;
  /** `getter`: a property read without a call (`@property`, `@cached_property`, `get x()`). `fallback`: gives the members that a class or module does not have, by their names (`__getattr__`). */
  readonly role: 'function' | 'method' | 'static' | 'getter' | 'fallback' | 'constructor';
  readonly class: number;
  /** The scope that holds its parameters and locals. */
  readonly scope: number;
  /** Its own region (kind `function`). */
  readonly region: number;
  /** Without `self`/`cls` for methods. */
  readonly params: readonly Parameter[];
  /** The values of its `return` statements (or the arrow's body); `yield` is not among them. */
  readonly returns: readonly Expr[];
  /** The values it yields, where the language tells and it yields any. */
  readonly yields?: readonly Expr[];
  readonly returnType: Expr | null;
  /** The type that it is said to have as a whole, where it is bound to a name or member of that type: what its parameters are. */
  readonly said?: Expr;
  /** Set for a type of a function: there is no body in which it does anything. */
  readonly declared?: true;
  /** `@retry` is a NameExpr, `@retry(stop=…)` a CallExpr (which is in `calls` too). Python's and TypeScript's. */
  readonly decorators: readonly Expr[];
  readonly async: boolean;
  /** Its docstring, where the language has them and it has one. */
  readonly doc?: string;
  /** The call this function expression is an argument of (`pRetry(() => …)`, `items.map(async x => …)`): index into `calls`, or -1. */
  readonly passedTo: number;
}

export interface Parameter extends Span {
  /** Empty for a destructured parameter, whose names are bindings of the function's scope. */
  readonly name: string;
  readonly kind: 'positional' | 'named' | 'rest' | 'named-rest';
  readonly default: Expr | null;
  readonly type: Expr | null;
  /** What stands before it, where the language has that and anything does: `@Inject(CLIENT) client`. */
  readonly decorators?: readonly Expr[];
}

export interface ClassFact extends Span {
  readonly name: string | null;
  readonly bases: readonly Expr[];
  /** What it says to fulfil without inheriting anything: TypeScript's `implements`. */
  readonly interfaces?: readonly Expr[];
  readonly decorators: readonly Expr[];
  /** Its docstring, where the language has them and it has one. */
  readonly doc?: string;
  /** Scope of kind `class`: its bindings are the class attributes, methods (kind `function`), Python's dataclass fields, TypeScript's property declarations and
   *  constructor parameter properties (value: a ParameterExpr). */
  readonly scope: number;
  /** Assignments to `self.x` / `this.x` anywhere in its methods, in source order. */
  readonly attributes: readonly AttributeAssignment[];
}

export interface AttributeAssignment extends Span {
  readonly name: string;
  readonly value: Expr;
  readonly type: Expr | null;
  readonly function: number;
  readonly region: number;
}

// ---- what surrounds a call -------------------------------------------------------------------------------------------------------------

/** A nested stretch of the file. Each part of a statement that runs a different number of times, or only sometimes, is a region of its own. */
export type Region =
  & Span
  & { readonly parent: number }
  & (
    | { readonly kind: 'module' }
    | { readonly kind: 'function'; readonly function: number }
    | { readonly kind: 'class'; readonly class: number }
    /** The body (and test) of a loop or comprehension. `test` is null for `for x of y`, where `over` is y; a C-style `for` has a test and no `over`. */
    | { readonly kind: 'loop'; readonly form: 'for' | 'while' | 'comprehension'; readonly over: Expr | null; readonly test: Expr | null }
    /** The guarded body. Its handlers are the `catch` regions with the same `try` number. */
    | { readonly kind: 'try' }
    /** `types` is empty for a bare `except:` / `catch (e)`. `try` is the region index of the guarded body. */
    | { readonly kind: 'catch'; readonly try: number; readonly types: readonly Expr[]; readonly name: string | null }
    | { readonly kind: 'finally'; readonly try: number }
    /** One arm of if/elif/else, switch/match, `and`/`or`/conditional operands are not regions. `test` is null for `else`. `after` is the arm before it, whose test does not hold
     *  where this one is taken; absent for the first, and where arms are not tried in their order. */
    | { readonly kind: 'branch'; readonly test: Expr | null; readonly after?: number }
    /** `if __name__ == "__main__":`. */
    | { readonly kind: 'main' }
    /** `with x as y:`. */
    | { readonly kind: 'with'; readonly items: readonly Expr[] }
  );

/** A statement that leaves a region. `value` is what is returned or raised; null for a bare one (`raise` re-raises). */
export interface Jump extends Span {
  readonly kind: 'break' | 'continue' | 'return' | 'throw';
  readonly value: Expr | null;
  readonly region: number;
}

/** A change of a list or record that a name or attribute refers to, after it was bound. */
export interface Mutation extends Span {
  /** What is changed: usually a NameExpr or a member of SelfExpr. */
  readonly target: Expr;
  /** `set`: `t[k] = v`, `t.k = v` on something that is not self. `merge`: `t.update(v)`, `Object.assign(t, v)`, `t |= v`. `default`: `t.setdefault(k, v)`, `t.k ??= v`.
   *  `append`: `t.append(v)`, `t.push(v)`. `extend`: `t.extend(v)`, `t += v` on a list literal, `t.push(...v)`. `insert`: `t.insert(i, v)`, `t.unshift(v)`.
   *  `remove`: `del t[k]`, `t.pop(…)`, `delete t.k`, `t.shift()`, `t.splice(…)`, `t.clear()`. */
  readonly operation: 'set' | 'merge' | 'default' | 'append' | 'extend' | 'insert' | 'remove';
  /** For `set`, `default` and `remove` where it is known as an expression. */
  readonly key: Expr | null;
  readonly value: Expr | null;
  readonly scope: number;
  readonly region: number;
}

export interface Comment extends Span {
  /** Without the comment marker, trimmed. */
  readonly text: string;
  /** True where nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}
