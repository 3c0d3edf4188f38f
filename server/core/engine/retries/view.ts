/** What the readers of retry layers share: one loop of one function, with the call it may repeat. */
import type { AttributeAssignment, Binding, CallExpr, Expr, FileFacts, Jump, Mutation, NameExpr, Region } from '../../model/facts.ts';
import type { RetryLibrarySpec } from '../../model/retry.ts';
import type { ErrorSpec } from '../../model/sdk.ts';
import type { Span } from '../../model/text.ts';
import { fieldOf, optionsOf, type Value } from '../../model/value.ts';
import type { Iteration } from '../resolve/changes/iteration.ts';
import { indexOf } from '../resolve/lookup.ts';
import { walk } from '../resolve/walk.ts';

export interface RetryReader {
  readonly libraries: readonly RetryLibrarySpec[];
  resolve(path: string, expr: Expr): Value;
  facts(path: string): FileFacts | undefined;
  iteration(path: string, over: Expr): Iteration | null;
}

/** What is repeated: the SDK's call, or a call of a function that holds it. */
export interface Subject extends Span {
  readonly region: number;
}

/** The call of a workspace function that retries; its arguments decide that function's parameters. */
export interface Caller {
  readonly function: number;
  readonly path: string;
  readonly call: CallExpr | null;
}

export type Loop = Extract<Region, { readonly kind: 'loop' }>;

export interface LoopView {
  readonly reader: RetryReader;
  readonly errors: ErrorSpec;
  readonly facts: FileFacts;
  readonly path: string;
  readonly subject: Subject;
  /** Index of the loop's region. */
  readonly loop: number;
  readonly caller: Caller | null;
}

/** The facts of one named function, or of the module outside of them, with the functions that are handed on inside it. */
export interface Near {
  readonly regions: readonly { readonly index: number; readonly region: Region }[];
  readonly calls: readonly CallExpr[];
  readonly jumps: readonly Jump[];
  readonly bindings: readonly Binding[];
  readonly mutations: readonly Mutation[];
  readonly attributes: readonly AttributeAssignment[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

const nearby = new WeakMap<FileFacts, { readonly owners: readonly number[]; readonly groups: ReadonlyMap<number, Near> }>();
const nothing: Near = { regions: [], calls: [], jumps: [], bindings: [], mutations: [], attributes: [] };

/** What can matter to a region: a file of thousands of lines is sorted by function once and not searched for each loop. */
export function near(facts: FileFacts, region: number): Near {
  let known = nearby.get(facts);
  if (known === undefined) nearby.set(facts, (known = sortByFunction(facts)));
  return known.groups.get(known.owners[region] ?? 0) ?? nothing;
}

function sortByFunction(facts: FileFacts): { readonly owners: readonly number[]; readonly groups: ReadonlyMap<number, Near> } {
  const owners = facts.regions.map((_, index) => {
    let owner = 0;
    for (let at = index; at > 0; at = facts.regions[at]!.parent) {
      const region = facts.regions[at]!;
      if (region.kind === 'function' && facts.functions[region.function]!.passedTo < 0) owner = at;
    }
    return owner;
  });
  const groups = new Map<number, Mutable<Near>>();
  const group = (region: number): Mutable<Near> => {
    const owner = owners[region] ?? 0;
    let found = groups.get(owner);
    if (found === undefined) groups.set(owner, (found = { regions: [], calls: [], jumps: [], bindings: [], mutations: [], attributes: [] }));
    return found;
  };
  facts.regions.forEach((region, index) => group(index).regions.push({ index, region }));
  for (const call of facts.calls) group(call.region).calls.push(call);
  for (const jump of facts.jumps) group(jump.region).jumps.push(jump);
  for (const mutation of facts.mutations) group(mutation.region).mutations.push(mutation);
  for (const scope of facts.scopes) for (const binding of scope.bindings) group(binding.region).bindings.push(binding);
  for (const fact of facts.classes) for (const attribute of fact.attributes) group(attribute.region).attributes.push(attribute);
  return { owners, groups };
}

/** A number, and whether it holds only by default. */
export interface KnownNumber {
  readonly value: number;
  readonly from: 'code' | 'default';
}

/** The number a value is, or is unless somebody says otherwise; undefined where there is none or there are several. */
export function numberOf(value: Value): KnownNumber | undefined {
  if (value.kind === 'number') return { value: value.value, from: 'code' };
  if (value.kind !== 'either') return undefined;
  const options = optionsOf(value);
  const numbers = new Set(options.flatMap((option) => (option.kind === 'number' ? [option.value] : [])));
  if (numbers.size !== 1 || !options.every((option) => option.kind === 'number' || option.kind === 'unknown')) return undefined;
  return { value: [...numbers][0]!, from: 'default' };
}

/** The bindings of a name where it is read: those of the nearest scope that has any. A class's names are not seen from its methods. */
export function bindingsOf(facts: FileFacts, name: NameExpr): readonly Binding[] {
  const index = indexOf(facts);
  const home = index.home(name.scope, name.name);
  return home < 0 ? [] : index.bindings(home, name.name);
}

/** Whether `region` lies in `root` or is it, within the same function. */
export function within(facts: FileFacts, region: number, root: number): boolean {
  for (let at = region; at >= 0; at = facts.regions[at]!.parent) {
    if (at === root) return true;
    const { kind } = facts.regions[at]!;
    if (kind === 'function' || kind === 'class') return false;
  }
  return false;
}

/** The regions from `region` up to `root`, itself left out; null where a function lies between or `root` is not around it. */
export function between(facts: FileFacts, region: number, root: number): readonly number[] | null {
  const found: number[] = [];
  for (let at = region; at >= 0; at = facts.regions[at]!.parent) {
    if (at === root) return found;
    const { kind } = facts.regions[at]!;
    if (kind === 'function' || kind === 'class') return null;
    found.push(at);
  }
  return null;
}

/** The lower-case words of an identifier: `maxRetries` and `max_retries` are `max retries`. */
export function wordsOf(name: string): readonly string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

const attemptWords = new Set(['attempt', 'attempts', 'retry', 'retries', 'retrying', 'try', 'tries', 'trial', 'trials']);

/** Whether a name speaks of tries. */
export function speaksOfTries(name: string): boolean {
  return wordsOf(name).some((word) => attemptWords.has(word));
}

/** Whether an expression reads one of these names. */
export function mentions(expr: Expr, names: (name: string) => boolean): boolean {
  let found = false;
  walk(expr, (part) => {
    if (part.kind === 'name' && names(part.name)) found = true;
  });
  return found;
}

/**
 * What a parameter of the calling function is worth at its call, or undefined where it is not a parameter of it. A member of a parameter is a key of the
 * options object that is passed.
 */
export function argumentOf(view: Pick<LoopView, 'reader' | 'facts' | 'path'> & { readonly caller: Caller | null }, expr: Expr): KnownNumber | 'unknown' | undefined {
  const { caller, facts, reader } = view;
  if (caller === null) return undefined;
  const value = expr.kind === 'name' ? bindingsOf(facts, expr).find((binding) => binding.kind === 'parameter' || binding.value?.kind === 'parameter')?.value : expr;
  if (value == null) return undefined;
  if (value.kind === 'binary' && value.operator === 'nullish') {
    const given = argumentOf(view, value.left);
    return given === undefined || given === 'unknown' ? (numberOf(reader.resolve(view.path, value.right)) ?? given) : given;
  }
  const key = value.kind === 'member' ? value.property : null;
  const parameter = value.kind === 'member' ? (value.object.kind === 'name' ? bindingsOf(facts, value.object)[0]?.value : value.object) : value;
  if (parameter?.kind !== 'parameter' || parameter.function !== caller.function) return undefined;
  const spec = facts.functions[caller.function]!.params[parameter.index];
  if (spec === undefined) return 'unknown';
  const args = caller.call?.args ?? [];
  if (args.some((argument) => argument.kind === 'spread' || argument.kind === 'named-spread')) return 'unknown';
  const named = args.find((argument) => argument.kind === 'named' && argument.name === spec.name);
  const positional = args.filter((argument) => argument.kind === 'positional')[parameter.index];
  const given = named ?? positional;
  if (given !== undefined) {
    const passed = reader.resolve(caller.path, given.value);
    if (key === null) return numberOf(passed) ?? 'unknown';
    const field = passed.kind === 'record' ? fieldOf(passed, key) : undefined;
    return field === undefined ? 'unknown' : (numberOf(field.value) ?? 'unknown');
  }
  if (key !== null || spec.default === null) return 'unknown';
  const fallback = numberOf(reader.resolve(view.path, spec.default));
  return fallback === undefined ? 'unknown' : { ...fallback, from: 'code' };
}
