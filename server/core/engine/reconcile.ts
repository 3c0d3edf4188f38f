/**
 * Facts of a file that is being edited, carried over. Where an edit lies inside one function that stands on its own, all facts outside of it say the same as before:
 * the facts that were there are kept, moved to their new places, and only the function's own are new. What was computed of the others then still speaks of them.
 *
 * Little is taken for granted: the facts are extracted from the whole new text, and every one that is kept was compared with its new self, by place and name where it stands above the
 * function, where nothing moves, and in all that it says everywhere else.
 * **The earlier facts are invalid from then on**, and so are the new ones where they do not agree.
 */
import type { FileFacts, FunctionFact } from '../model/facts.ts';
import type { Span } from '../model/text.ts';
import { indexOf } from './lookup.ts';
import { exposedBy, sectionsOf, type Exposed } from './sections.ts';

/** How places behind an edit move. */
export interface Shift {
  /** Where the edited function starts, and where it ended. */
  readonly start: number;
  readonly end: number;
  /** UTF-16 units by which all behind it has moved. */
  readonly by: number;
}

/** The edit from one version of a file to the next, inside one of its functions. */
export interface Edit {
  readonly shift: Shift;
  readonly before: FileFacts;
  readonly after: FileFacts;
  /** The edited function as it was, and as it is. */
  readonly was: FunctionFact;
  readonly is: FunctionFact;
  /** What it showed to the rest of the file, and shows. */
  readonly exposed: readonly [Exposed, Exposed];
}

/** `elsewhere`: the edit is of another kind. `different`: more than the edited function differs, and the new facts must be extracted once more. */
export type Reconciled = Edit | 'elsewhere' | 'different';

/** Where a place outside of the edited function stands now. */
export function shifted(offset: number, shift: Shift): number {
  return offset < shift.end ? offset : offset + shift.by;
}

/** The stretch in which two texts differ, as an edit of the first one. Null where they are the same. */
function differenceOf(before: string, after: string): (Span & { readonly by: number }) | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same, by: after.length - before.length };
}

export function reconcile(before: FileFacts, fresh: FileFacts, textBefore: string, text: string): Reconciled {
  const difference = differenceOf(textBefore, text);
  // Values name functions and classes by their index.
  if (difference === null || before.functions.length !== fresh.functions.length || before.classes.length !== fresh.classes.length) return 'elsewhere';
  const { by } = difference;
  const was = sectionsOf(before).around(difference);
  const is = was === null ? null : sectionsOf(fresh).around({ start: difference.start, end: difference.end + by });
  if (was === null || is === null || is.start !== was.start || is.end !== was.end + by) return 'elsewhere';
  const exposed = exposedBy(before, was);
  const shift: Shift = { start: was.start, end: was.end, by };
  const after = merge(before, fresh, was, is, shift);
  if (after === null) return 'different';
  for (const name of indexOf(before).asked) indexOf(after).asked.add(name);
  for (const key of indexOf(before).askedKeys) indexOf(after).askedKeys.add(key);
  return { shift, before, after, was, is, exposed: [exposed, exposedBy(after, is)] };
}

const LISTS = ['scopes', 'regions', 'functions', 'classes', 'calls', 'imports', 'mutations', 'jumps'] as const;
type Listed = (typeof LISTS)[number];

/** What facts in lists have in common, where they have it. */
interface Listable extends Span {
  readonly kind?: string;
  readonly name?: string | null;
  readonly value?: Span | null;
}

/** Stands in the `end` of a new fact whose earlier self was found: facts are reached in several ways. */
const FOUND = -7;

/** The new facts with the earlier ones in them; null where something outside of the edited function differs. */
function merge(before: FileFacts, fresh: FileFacts, was: Span, is: Span, shift: Shift): FileFacts | null {
  const maps = {} as Record<Listed, Int32Array>;
  for (const list of LISTS) {
    const map = pairs(before[list], fresh[list]);
    if (map === null) return null;
    maps[list] = map;
  }
  if (before.language !== fresh.language || before.exportsModuleScope !== fresh.exportsModuleScope || !same(before.exports, fresh.exports, null)) return null;
  const merged = { ...fresh };
  for (const list of LISTS) {
    const facts: unknown[] = [...fresh[list]];
    if (!sameWhere(maps[list], before[list], facts, list)) return null;
    (merged as Record<Listed, readonly unknown[]>)[list] = facts;
  }
  return { ...merged, exports: before.exports };

  /** By index before: the index now; -1 for what is the edited function's own. Null where there are more or fewer of the others. */
  function pairs(old: readonly Span[], now: readonly Span[]): Int32Array | null {
    const map = new Int32Array(old.length).fill(-1);
    let at = 0;
    for (let i = 0; i < old.length; i++) {
      if (isInside(old[i]!, was)) continue;
      while (at < now.length && isInside(now[at]!, is)) at++;
      if (at === now.length) return null;
      map[i] = at++;
    }
    while (at < now.length && isInside(now[at]!, is)) at++;
    return at === now.length ? map : null;
  }

  /** Whether the facts that are paired say the same. Those of before take the places of the others. */
  function sameWhere(map: Int32Array, old: readonly unknown[], now: unknown[], list: Listed | null): boolean {
    for (let i = 0; i < old.length; i++) {
      const at = map[i]!;
      if (at < 0) continue;
      if (!isBefore(old[i] as Listable, now[at] as Listable) && !same(old[i], now[at], list)) return false;
      now[at] = old[i];
    }
    return true;
  }

  /** Whether two facts stand above the edited function, at the same place. They were made of the same text, and nothing moves there. */
  function isBefore(old: Listable, now: Listable): boolean {
    return old.end <= was.start && (old.value == null || old.value.end <= was.start) && old.start === now.start && old.end === now.end && old.kind === now.kind && old.name === now.name;
  }

  /** Whether two facts say the same. The one of before then has the places of the other. `list` is the list that they stand in. */
  function same(old: unknown, now: unknown, list: Listed | null): boolean {
    if (old === now) return true;
    if (typeof now !== 'object' || now === null || typeof old !== 'object' || old === null) return Object.is(old, now);
    if (Array.isArray(now)) {
      if (!Array.isArray(old) || old.length !== now.length) return false;
      for (let i = 0; i < now.length; i++) if (!same(old[i], now[i], null)) return false;
      return true;
    }
    const earlier = old as Record<string, unknown>;
    const fact = now as Record<string, unknown>;
    if (fact['end'] === FOUND) return true;
    for (const key in fact) {
      const known = earlier[key];
      const value = fact[key];
      if (typeof value === 'number') {
        if (typeof known !== 'number' || !Object.is(moved(key, known, list), value)) return false;
        if (known !== value) earlier[key] = value;
      } else if (typeof value === 'object') {
        // Facts of the edited function stand among those of others here.
        if (key === 'bindings' || key === 'attributes' ? !sameMixed(known as unknown[], value as Span[]) : known !== value && !same(known, value, null)) return false;
      } else if (known !== value) return false;
    }
    // The only facts with fields that may be missing.
    if ((list === 'functions' || list === 'classes') && (earlier['doc'] !== fact['doc'] || (earlier['yields'] === undefined) !== (fact['yields'] === undefined))) return false;
    if (typeof fact['end'] === 'number') fact['end'] = FOUND;
    return true;
  }

  function sameMixed(old: unknown[], now: readonly Span[]): boolean {
    const map = pairs(old as Span[], now);
    const facts: unknown[] = [...now];
    if (map === null || !sameWhere(map, old, facts, null)) return false;
    old.length = facts.length;
    for (let i = 0; i < facts.length; i++) old[i] = facts[i];
    return true;
  }

  /** What a number of a fact of before is now. `parent` is an index into the fact's own list. Functions and classes keep theirs. */
  function moved(key: string, known: number, list: Listed | null): number {
    switch (key) {
      case 'start':
      case 'end':
      case 'open':
      case 'close':
      case 'trailingComma':
        return known <= shift.start ? known : known >= shift.end ? known + shift.by : NaN;
      case 'scope':
        return known < 0 ? known : (maps.scopes[known] ?? NaN);
      case 'region':
      case 'try':
        return known < 0 ? known : (maps.regions[known] ?? NaN);
      case 'passedTo':
        return known < 0 ? known : (maps.calls[known] ?? NaN);
      case 'import':
        return known < 0 ? known : (maps.imports[known] ?? NaN);
      case 'parent':
        return known < 0 || list === null ? known : (maps[list][known] ?? NaN);
      default:
        return known;
    }
  }
}

function isInside({ start, end }: Span, span: Span): boolean {
  return start >= span.start && end <= span.end;
}
