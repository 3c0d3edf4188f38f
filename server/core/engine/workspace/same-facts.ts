/**
 * Facts of two versions of a file, compared where an edit left them alone. A fact of before that says the same gets the places and numbers that it has now, so that it can stand for the other one.
 * **Where two facts do not say the same, both versions are invalid from then on.**
 */
import { isWithin, type Span } from '../../model/text.ts';
import type { Listed } from './moving-facts.ts';

/** What an edit changed, and where what it left alone stands now. */
export interface Unchanged {
  /** What changed, as it was and as it is: facts inside of it are not compared. */
  readonly was: Span;
  readonly is: Span;
  /** UTF-16 units by which all behind it has moved. */
  readonly by: number;
  /** By a fact's index before: its index now; -1 for what changed. */
  readonly maps: Readonly<Record<Listed, Int32Array>>;
  /** The number of the edited function, as it was and as it is: what is bound to it stands outside of it. Null where whole statements changed. */
  readonly edited: { readonly was: number; readonly is: number } | null;
}

export interface Comparison {
  /** Whether two facts say the same. The one of before then has the places of the other. `list` is the list that they stand in. */
  same(earlier: unknown, later: unknown, list: Listed | null): boolean;
  /** Whether the facts that are paired say the same. Those of before take the places of the others in `later`. `base` is what the map's targets count from. */
  sameWhere(map: Int32Array, base: number, earlier: readonly unknown[], later: unknown[], list: Listed | null): boolean;
  /** By index of `earlier`: the index in `later`; -1 for what changed. Null where there are more or fewer of the others. */
  pairs(earlier: readonly Span[], later: readonly Span[]): Int32Array | null;
}

/** What facts in lists have in common, where they have it. */
interface Listable extends Span {
  readonly kind?: string;
  readonly name?: string | null;
  readonly value?: Span | null;
}

/** Stands in the `end` of a new fact whose earlier self was found: facts are reached in several ways. */
const FOUND = -7;

export function compareFacts({ was, is, by, maps, edited }: Unchanged): Comparison {
  return { same, sameWhere, pairs };

  function pairs(earlier: readonly Span[], later: readonly Span[]): Int32Array | null {
    const map = new Int32Array(earlier.length).fill(-1);
    let next = 0;
    for (let i = 0; i < earlier.length; i++) {
      if (isWithin(earlier[i]!, was)) continue;
      while (next < later.length && isWithin(later[next]!, is)) next++;
      if (next === later.length) return null;
      map[i] = next++;
    }
    while (next < later.length && isWithin(later[next]!, is)) next++;
    return next === later.length ? map : null;
  }

  /** Whether the facts that are paired say the same. Those of before take the places of the others. `base` is what the map's targets count from. */
  function sameWhere(map: Int32Array, base: number, earlier: readonly unknown[], later: unknown[], list: Listed | null): boolean {
    for (let i = 0; i < earlier.length; i++) {
      const target = map[i]! - base;
      if (map[i]! < 0) continue;
      if (!isBefore(earlier[i] as Listable, later[target] as Listable) && !same(earlier[i], later[target], list)) return false;
      later[target] = earlier[i];
    }
    return true;
  }

  /** Whether two facts stand above the edited function, at the same place. They were made of the same text, and nothing moves there. */
  function isBefore(fact: Listable, other: Listable): boolean {
    return fact.end <= was.start && (fact.value == null || fact.value.end <= was.start) && fact.start === other.start && fact.end === other.end && fact.kind === other.kind && fact.name === other.name;
  }

  /** Whether two facts say the same. The one of before then has the places of the other. `list` is the list that they stand in. */
  function same(earlier: unknown, later: unknown, list: Listed | null): boolean {
    if (earlier === later) return true;
    if (typeof later !== 'object' || later === null || typeof earlier !== 'object' || earlier === null) return Object.is(earlier, later);
    if (Array.isArray(later)) {
      if (!Array.isArray(earlier) || earlier.length !== later.length) return false;
      for (let i = 0; i < later.length; i++) if (!same(earlier[i], later[i], null)) return false;
      return true;
    }
    const known = earlier as Record<string, unknown>;
    const fact = later as Record<string, unknown>;
    if (fact['end'] === FOUND) return true;
    for (const key in fact) {
      const value = fact[key];
      if (typeof value === 'number') {
        if (typeof known[key] !== 'number' || !Object.is(moved(key, known[key], list), value)) return false;
        if (known[key] !== value) known[key] = value;
      } else if (typeof value === 'object') {
        // Facts of the edited function stand among those of others here.
        if (key === 'bindings' || key === 'attributes' ? !sameMixed(known[key] as unknown[], value as Span[]) : known[key] !== value && !same(known[key], value, null)) return false;
      } else if (known[key] !== value) return false;
    }
    // The only facts with fields that may be missing.
    if ((list === 'functions' || list === 'classes') && (known['doc'] !== fact['doc'] || (known['yields'] === undefined) !== (fact['yields'] === undefined))) return false;
    if (typeof fact['end'] === 'number') fact['end'] = FOUND;
    return true;
  }

  function sameMixed(earlier: unknown[], later: readonly Span[]): boolean {
    const map = pairs(earlier as Span[], later);
    const facts: unknown[] = [...later];
    if (map === null || !sameWhere(map, 0, earlier, facts, null)) return false;
    earlier.length = facts.length;
    for (let i = 0; i < facts.length; i++) earlier[i] = facts[i];
    return true;
  }

  /** What a number of a fact of before is now. `parent` is an index into the fact's own list. */
  function moved(key: string, known: number, list: Listed | null): number {
    switch (key) {
      case 'start':
      case 'end':
      case 'open':
      case 'close':
      case 'trailingComma':
        return known <= was.start ? known : known >= was.end ? known + by : NaN;
      case 'scope':
        return known < 0 ? known : (maps.scopes[known] ?? NaN);
      case 'region':
      case 'try':
      case 'after':
        return known < 0 ? known : (maps.regions[known] ?? NaN);
      case 'passedTo':
        return known < 0 ? known : (maps.calls[known] ?? NaN);
      case 'import':
        return known < 0 ? known : (maps.imports[known] ?? NaN);
      case 'parent':
        return known < 0 || list === null ? known : (maps[list][known] ?? NaN);
      case 'function':
        return known < 0 ? known : known === edited?.was ? edited.is : (maps.functions[known] ?? NaN);
      case 'class':
        return known < 0 ? known : (maps.classes[known] ?? NaN);
      default:
        return known;
    }
  }
}
