/** Facts in lists, of one statement after the other: where those of a statement stand, and what becomes of their places and indexes when others come to stand before them. */
import type { FileFacts } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';

export const LISTS = ['scopes', 'regions', 'functions', 'classes', 'calls', 'imports', 'mutations', 'jumps'] as const;
export type Listed = (typeof LISTS)[number];
export type Counts = Listed | 'bindings';

/** Which facts of a list are a statement's own: a stretch of indexes. `bindings` are those of the module's scope. */
export type Ranges = Readonly<Record<Counts, Span>>;

/** Null where the facts of a statement do not stand beside each other. */
export function rangesIn(facts: FileFacts, statement: Span): Ranges | null {
  const ranges = {} as Record<Counts, Span>;
  for (const list of LISTS) {
    // The module's scope and region may be no longer than the statement.
    const range = rangeIn(facts[list], statement, list === 'scopes' || list === 'regions' ? 1 : 0);
    if (range === null) return null;
    ranges[list] = range;
  }
  const bindings = rangeIn(facts.scopes[0]!.bindings, statement, 0);
  return bindings === null ? null : { ...ranges, bindings };
}

function rangeIn(items: readonly Span[], { start, end }: Span, from: number): Span | null {
  let first = from;
  while (first < items.length && items[first]!.end <= start) first++;
  let last = first;
  while (last < items.length && items[last]!.start >= start && items[last]!.end <= end) last++;
  for (let i = last; i < items.length; i++) if (items[i]!.start < end) return null;
  return { start: first, end: last };
}

/** A fact as its numbers are moved: they are read-only to everybody else. */
type Fact = Record<string, number> & { readonly kind?: string };

/** All facts in some, each once. */
function collect(roots: readonly unknown[]): readonly Fact[] {
  const found = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    if (found.has(value)) return;
    found.add(value);
    for (const key in value) visit((value as Record<string, unknown>)[key]);
  };
  visit(roots);
  return [...found] as unknown as readonly Fact[];
}

function forEachList(number: (list: Listed) => number): Readonly<Record<Listed, number>> {
  return Object.fromEntries(LISTS.map((list) => [list, number(list)])) as Record<Listed, number>;
}

/** Moves all facts of a part of a text to where the part begins. */
export function moveAll(facts: FileFacts, by: number): void {
  const { statements, directives, exports, ...lists } = facts;
  for (const fact of collect([...LISTS.map((list) => lists[list]), exports, statements, directives])) movePlaces(fact, by);
}

/** The facts of the first statement get the indexes that they have in place of `old`. */
export function numberAnew(fresh: FileFacts, now: Ranges, old: Ranges): void {
  const roots = [...LISTS.map((list) => fresh[list].slice(now[list].start, now[list].end)), fresh.scopes[0]!.bindings.slice(now.bindings.start, now.bindings.end), fresh.exports.slice(0, fresh.statements[0]!.exports)];
  const from = forEachList((list) => now[list].start);
  const by = forEachList((list) => old[list].start - now[list].start);
  for (const fact of collect(roots)) renumber(fact, from, by);
}

/** The facts below the statement that was edited last: somebody who types edits the same one again and again. */
const below = new WeakMap<FileFacts, { readonly at: number; readonly facts: readonly Fact[] }>();

/** Moves the facts of all statements below one, in place, by so many UTF-16 units and by what the statement has more in each list. */
export function moveStatements(facts: FileFacts, at: number, by: number, old: Ranges, now: Ranges): void {
  const from = forEachList((list) => old[list].end);
  const more = forEachList((list) => now[list].end - now[list].start - (old[list].end - old[list].start));
  const isNumbered = LISTS.some((list) => more[list] !== 0);
  for (const fact of factsBelow(facts, at, old)) {
    movePlaces(fact, by);
    if (isNumbered) renumber(fact, from, more);
  }
}

function factsBelow(facts: FileFacts, at: number, old: Ranges): readonly Fact[] {
  let known = below.get(facts);
  if (known?.at !== at) {
    const exports = facts.statements.slice(0, at + 1).reduce((sum, statement) => sum + statement.exports, 0);
    known = { at, facts: collect([...LISTS.map((list) => facts[list].slice(old[list].end)), facts.scopes[0]!.bindings.slice(old.bindings.end), facts.exports.slice(exports)]) };
    below.set(facts, known);
  }
  return known.facts;
}

/** Says that the facts below the edited statement are the same objects as before. */
export function keepBelow(before: FileFacts, after: FileFacts): void {
  const known = below.get(before);
  if (known !== undefined) below.set(after, known);
}

function movePlaces(fact: Fact, by: number): void {
  // What hands on a name has no place.
  if (fact['start'] === undefined) return;
  fact['start'] += by;
  fact['end']! += by;
  if (fact['open'] !== undefined && fact['open'] >= 0) fact['open'] += by;
  if (fact['close'] !== undefined && fact['close'] >= 0) fact['close'] += by;
  if (fact['trailingComma'] !== undefined && fact['trailingComma'] >= 0) fact['trailingComma'] += by;
}

/** Adds to the indexes of a fact that are at or above `from`. */
function renumber(fact: Fact, from: Readonly<Record<Listed, number>>, by: Readonly<Record<Listed, number>>): void {
  const add = (key: string, list: Listed): void => {
    const index = fact[key];
    if (typeof index === 'number' && index >= from[list]) fact[key] = index + by[list];
  };
  add('scope', 'scopes');
  add('region', 'regions');
  add('try', 'regions');
  add('after', 'regions');
  add('passedTo', 'calls');
  add('import', 'imports');
  add('function', 'functions');
  add('class', 'classes');
  add('parent', 'bindings' in fact ? 'scopes' : 'regions');
}
