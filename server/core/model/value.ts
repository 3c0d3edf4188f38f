/**
 * What an expression is worth, as far as the workspace tells. A value is a tree whose leaves are known or unknown; `state` of it is derived, never stored.
 * Every value carries its origin: the place a person would look at, and a fix would edit.
 */
import type { Argument, CallExpr, Expr, RecordEntry, RecordExpr } from './facts.ts';
import type { Span } from './text.ts';

export type Value =
  | TextValue
  | NumberValue
  | BooleanValue
  | NullValue
  | ListValue
  | RecordValue
  | EitherValue
  | ExternalValue
  | FunctionValue
  | ClassValue
  | ObjectValue
  | ModuleValue
  | PathValue
  | UnknownValue;

/** Where a value stands. `name` is the constant, attribute or parameter that carries it, if any; offsets are re-located by it when that file has changed. */
export interface Origin {
  readonly path: string;
  readonly expr: Expr;
  readonly name: string | null;
}

/** Text; `parts` are literal strings and holes. Adjacent literals are merged. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly (string | Hole)[];
  readonly origin: Origin;
}

/** A part of a text that is only known at run time. */
export interface Hole {
  readonly kind: 'hole';
  /** As a person would call it: `user_name`, `len(x)`, or `…`. */
  readonly label: string;
  readonly value: Value;
  /** How a value that is data is written there, where it is written as JSON. */
  readonly json?: JsonForm;
  /** Set where a file's own bytes stand there, whatever they are written as. */
  readonly media?: Media;
  /** Set where a whole text stands there of which nothing is known, such as that of a page on the web. */
  readonly whole?: 'text';
  /** Set where a block of a template stands there: `value` is what it writes where nothing is filled in. */
  readonly block?: TemplateBlock;
}

/** What a template writes if something is so, or for each of several. `test` is null for what is written otherwise. */
export type TemplateBlock =
  | { readonly kind: 'if'; readonly arms: readonly { readonly test: string | null; readonly parts: readonly (string | Hole)[] }[] }
  | { readonly kind: 'each'; readonly names: readonly string[]; readonly of: string; readonly parts: readonly (string | Hole)[] };

/** What the head of a file tells of a picture, in pixels, or of a document. */
export type Media = { readonly kind: 'picture'; readonly width: number; readonly height: number } | { readonly kind: 'document'; readonly pages: number };

/** How data is written: as JSON, or as Python writes it (`repr`). `indent` is 0 on one line; `spaces` behind commas and colons there; `ascii` escapes what is not. */
export interface JsonForm {
  readonly as?: 'repr';
  readonly indent: number;
  readonly spaces: 'yes' | 'no';
  readonly ascii: 'yes' | 'no';
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  readonly origin: Origin;
}

export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly origin: Origin;
}

export interface NullValue {
  readonly kind: 'null';
  readonly origin: Origin;
}

/** `open` is null where the items are all of them, else the reason why there may be more (or fewer). */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly open: string | null;
  /** Those of the items that are there on some paths only; absent where there are none. */
  readonly sometimes?: readonly Value[];
  /** What its type says of items that are not in sight. */
  readonly others?: Value;
  readonly origin: Origin;
}

export interface RecordValue {
  readonly kind: 'record';
  /** The last one with a key counts. */
  readonly entries: readonly RecordField[];
  /** Null where these are all keys, else the reason why there may be others. */
  readonly open: string | null;
  /** What fields hold whose keys are not known: `{key: make() for key in keys}`. Such a record is open. */
  readonly others?: Value;
  readonly origin: Origin;
}

export interface RecordField {
  readonly key: string;
  readonly value: Value;
  /** `sometimes`: set under a condition. */
  readonly presence: 'always' | 'sometimes';
  readonly site: FieldSite;
}

/** Where a field is written: an argument of a call, an entry of a literal, or a statement that sets it. `path` is that file. Its parts are facts, which move along when their file is edited, never copies. */
export type FieldSite =
  | { readonly kind: 'argument'; readonly path: string; readonly call: CallExpr; readonly argument: Argument }
  | { readonly kind: 'entry'; readonly path: string; readonly record: RecordExpr; readonly entry: RecordEntry }
  | { readonly kind: 'statement'; readonly path: string; readonly span: Span; readonly value: Expr };

/** The expression a field is set to. */
export function siteExpr(site: FieldSite): Expr {
  switch (site.kind) {
    case 'argument':
      return site.argument.value;
    case 'entry':
      return site.entry.value;
    case 'statement':
      return site.value;
  }
}

/** All that is written for a field: its name too, where it has one. */
export function siteSpan(site: FieldSite): Span {
  const { start, end } = site.kind === 'argument' ? site.argument : site.kind === 'entry' ? site.entry : site.span;
  return { start, end };
}

/** One of several values, all of them possible. An environment variable with a default is one: its options are the default and an unknown. */
export interface EitherValue {
  readonly kind: 'either';
  readonly options: readonly Value[];
  readonly origin: Origin;
}

/**
 * Something that comes from outside the workspace, named by how it is reached: package, then members and calls.
 * `anthropic.Anthropic(max_retries=5).messages` is package `anthropic`, steps `Anthropic`, a call, `messages`; its `path` is `Anthropic().messages`.
 * A parameter typed `client: Anthropic` has a call step without a call: `Anthropic()`.
 */
export interface ExternalValue {
  readonly kind: 'external';
  readonly package: string;
  readonly steps: readonly ExternalStep[];
  /** Calls that fill in arguments beforehand, the first of which is the function itself: `partial(client.messages.create, model="…")`. */
  readonly filled?: readonly CallStep[];
  readonly origin: Origin;
}

/** A run of a function of the workspace with the arguments it was called with. Only the resolver looks inside. */
export type Activation = object;

export type CallStep = Extract<ExternalStep, { readonly kind: 'call' }>;

export type ExternalStep =
  | { readonly kind: 'member'; readonly name: string }
  /** `call` is null for an instance known by its type only. `path` is the file that holds the call; `activation` the run of a function in which its arguments are worth what they are, where one is followed; `of` says that the object is of a class of the workspace, derived from this one. */
  | { readonly kind: 'call'; readonly call: CallExpr | null; readonly path: string; readonly activation?: Activation; readonly of?: 'subclass' };

/** A function of the workspace; `self` is the object it is bound to. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly path: string;
  readonly function: number;
  readonly self: Value | null;
  /** Calls that filled in arguments beforehand, after the function itself: `partial(ask, "…")`. */
  readonly filled?: readonly CallStep[];
  /** The run of the function around it that made it, whose parameters it reads. */
  readonly activation?: Activation;
  readonly origin: Origin;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly path: string;
  readonly class: number;
  /** Set where it is its JSON schema that was asked for, as its own library writes it. */
  readonly asked?: 'schema';
  /** The class that it is seen from, where it is a base of that one: its class methods are called on that. */
  readonly derived?: ClassValue;
  readonly origin: Origin;
}

/** An instance of a class of the workspace. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly path: string;
  readonly class: number;
  /** The construction, where it is in sight; `activation` is the run of a function in which its arguments are worth what they are. */
  readonly construction: { readonly path: string; readonly call: CallExpr; readonly activation?: Activation } | null;
  /** What it is, where it is seen as an instance of a base class: what a base's method reads of itself may be the subclass's. */
  readonly derived?: ObjectValue;
  /** Attributes that were set on it since, each once: `config.model = "…"`. */
  readonly set?: readonly SetAttribute[];
  readonly origin: Origin;
}

/** What was set is asked when it is read: objects are set far more than is ever asked of them. */
export interface SetAttribute {
  readonly name: string;
  /** One where `presence` is `always`; the values that it was given on some paths else. */
  readonly given: readonly (Value | { readonly kind: 'written'; readonly path: string; readonly expr: Expr; readonly activation: Activation })[];
  readonly presence: 'always' | 'sometimes';
}

export interface ModuleValue {
  readonly kind: 'module';
  readonly path: string;
  readonly origin: Origin;
}

/** A place among files, or a file that was opened there. */
export interface PathValue {
  readonly kind: 'path';
  /** Null where it is not known here. */
  readonly path: string | null;
  /** `workspace`: a workspace path. `somewhere`: relative to a folder that is not written down, such as the working directory, or absolute. */
  readonly from: 'workspace' | 'somewhere';
  readonly origin: Origin;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** For a person: "parameter `model` of `ask`", "environment variable MODEL". */
  readonly why: string;
  /** `parameter`: the caller decides. `instead`: the caller may give it, and something else stands in where none does (`llm or make_llm()`). `environment`: decided outside the code. `joined`: a step of a pipeline of things from outside. `limit`: given up on (depth, recursion). */
  readonly cause: 'parameter' | 'instead' | 'environment' | 'external' | 'dynamic' | 'joined' | 'limit';
  /** The names of a table in which it is known to be found (`if (model in models)`): one of those that later conditions leave. */
  readonly among?: readonly Value[];
  /** Set where it is a number for certain, whichever. */
  readonly of?: 'number';
  readonly origin: Origin;
}

export type State = 'known' | 'partial' | 'unknown';

/** Whether a value is known throughout, in parts, or not at all. */
export function stateOf(value: Value): State {
  switch (value.kind) {
    case 'text':
      return value.parts.every((part) => typeof part === 'string') ? 'known' : value.parts.some((part) => typeof part === 'string' && part.trim() !== '') ? 'partial' : 'unknown';
    case 'number':
    case 'boolean':
    case 'null':
    case 'function':
    case 'class':
    case 'module':
      return 'known';
    case 'list':
      return combine(value.items.map(stateOf), value.open !== null);
    case 'record':
      return combine(value.entries.map((entry) => (entry.presence === 'sometimes' ? 'partial' : stateOf(entry.value))), value.open !== null);
    case 'either':
      return value.options.every((option) => stateOf(option) === 'unknown') ? 'unknown' : 'partial';
    case 'external':
    case 'object':
    case 'path':
    case 'unknown':
      return 'unknown';
  }
}

function combine(states: readonly State[], open: boolean): State {
  if (!open && states.every((state) => state === 'known')) return 'known';
  return states.some((state) => state !== 'unknown') ? 'partial' : 'unknown';
}

/** The text if it is known throughout, else null. */
export function knownText(value: Value | undefined): string | null {
  if (value?.kind !== 'text') return null;
  return value.parts.every((part): part is string => typeof part === 'string') ? value.parts.join('') : null;
}

/** What a text is that consists of one hole and nothing else: the value that fills it; any other value itself. */
export function filling(value: Value): Value {
  const only = value.kind === 'text' && value.parts.length === 1 ? value.parts[0]! : null;
  return only === null || typeof only === 'string' ? value : only.value;
}

/** Every value this may be: the options of an either, flattened; the value itself otherwise. */
export function optionsOf(value: Value): readonly Value[] {
  if (value.kind !== 'either') return [value];
  // Asked all the time, and hardly ever of alternatives within alternatives.
  return value.options.some(({ kind }) => kind === 'either') ? value.options.flatMap(optionsOf) : value.options;
}

/** A record's field: the last entry with that key. */
export function fieldOf(record: RecordValue, key: string): RecordField | undefined {
  for (let i = record.entries.length - 1; i >= 0; i--) if (record.entries[i]!.key === key) return record.entries[i];
  return undefined;
}

/** `Anthropic().messages` for an external value: members joined by dots, calls as `()`. */
export function externalPath(value: ExternalValue): string {
  let path = '';
  for (const step of value.steps) path += step.kind === 'call' ? '()' : path === '' ? step.name : `.${step.name}`;
  return path;
}

/** How the names of pictures and documents end, in lower case. */
export const MEDIA_ENDINGS: Readonly<Record<Media['kind'], readonly string[]>> = { picture: ['png', 'jpg', 'jpeg', 'gif', 'webp'], document: ['pdf'] };

/** The same of recordings, whose length nobody looks at. */
const RECORDING_ENDINGS = { audio: ['mp3', 'wav', 'm4a', 'ogg', 'oga', 'flac', 'aac', 'opus', 'aiff'], video: ['mp4', 'mov', 'webm', 'mpeg', 'mpg', 'avi', 'mkv', 'flv', 'wmv', '3gp'] } as const;

/** What a file is by the end of its name; null for one that is neither picture nor document. */
export function mediaNamed(name: string): Media['kind'] | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') ? ((['picture', 'document'] as const).find((kind) => MEDIA_ENDINGS[kind].includes(ending)) ?? null) : null;
}

export function recordingNamed(name: string): 'audio' | 'video' | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') ? ((['audio', 'video'] as const).find((kind) => (RECORDING_ENDINGS[kind] as readonly string[]).includes(ending)) ?? null) : null;
}
