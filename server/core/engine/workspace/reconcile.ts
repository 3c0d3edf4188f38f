/**
 * Facts of a file that is being edited, carried over. Where an edit lies inside one function that stands on its own, all facts outside of it say the same as before: the facts that were there are kept, moved
 * to their new places, and only the function's own are new. What was computed of the others then still speaks of them.
 *
 * What a statement of the module says depends on its own text alone, so only the edited statement is extracted anew, with the one below it. That one
 * shows that the edited one ends where it should: an open bracket or quote would have taken it in. Within the statement (a class has many functions) little is taken for granted: every fact that is kept is
 * compared with its new self.
 * **The earlier facts are invalid from then on**, and so are the new ones where they do not agree.
 */
import type { ExportFact, FileFacts, FunctionFact, ModuleStatement } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { indexOf } from '../resolve/lookup.ts';
import { type Counts, keepBelow, LISTS, type Listed, moveAll, moveStatements, numberAnew, rangesIn, type Ranges } from './moving-facts.ts';
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

/** `elsewhere`: the edit is of another kind, and nothing was touched. `different`: more than the edited function differs. */
export type Reconciled = Edit | 'elsewhere' | 'different';

/** Where a place outside of the edited function stands now. */
export function shifted(offset: number, shift: Shift): number {
  return offset < shift.end ? offset : offset + shift.by;
}

/** UTF-16 units that are compared at once. */
const STRETCH = 1024;

/** The stretch in which two texts differ, as an edit of the first one. Null where they are the same. */
function differenceOf(before: string, after: string): (Span & { readonly by: number }) | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRETCH <= shorter && before.slice(start, start + STRETCH) === after.slice(start, start + STRETCH)) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const by = after.length - before.length;
  let end = before.length;
  while (end - STRETCH >= start && end - STRETCH + by >= start && before.slice(end - STRETCH, end) === after.slice(end - STRETCH + by, end + by)) end -= STRETCH;
  while (end > start && end + by > start && before.charCodeAt(end - 1) === after.charCodeAt(end - 1 + by)) end--;
  return { start, end, by };
}

/** @param extract facts of a part of a text in the file's language */
export function reconcile(before: FileFacts, textBefore: string, text: string, extract: (text: string) => FileFacts): Reconciled {
  const difference = differenceOf(textBefore, text);
  const was = difference === null ? null : sectionsOf(before).around(difference);
  if (difference === null || was === null) return 'elsewhere';
  const { by } = difference;
  const at = before.statements.findIndex(({ start, end }) => start <= was.start && was.end <= end);
  const own = before.statements[at];
  if (own === undefined || difference.start === own.start) return 'elsewhere';
  const fresh = statementAnew(before.statements, at, text, by, extract);
  const is = fresh === null ? null : sectionsOf(fresh).around({ start: difference.start, end: difference.end + by });
  if (fresh === null || is === null || is.start !== was.start || is.end !== was.end + by) return 'elsewhere';
  const ranges = { old: rangesIn(before, own), now: rangesIn(fresh, fresh.statements[0]!) };
  if (ranges.old === null || ranges.now === null || !areAlike(before, ranges.old, fresh, ranges.now)) return 'elsewhere';
  const exposed = exposedBy(before, was);
  const shift: Shift = { start: was.start, end: was.end, by };
  const after = merge(before, fresh, { at, was, is, shift, old: ranges.old, now: ranges.now, length: text.length });
  if (after === null) return 'different';
  keepBelow(before, after);
  for (const name of indexOf(before).asked) indexOf(after).asked.add(name);
  for (const key of indexOf(before).askedKeys) indexOf(after).askedKeys.add(key);
  return { shift, before, after, was, is, exposed: [exposed, exposedBy(after, is)] };
}

/** The facts of a statement in the new text, with those of the one below it; null where the two do not stand there as they did, one after the other. */
function statementAnew(statements: readonly ModuleStatement[], at: number, text: string, by: number, extract: (text: string) => FileFacts): FileFacts | null {
  const own = statements[at]!;
  const below = statements[at + 1];
  // Comments between statements belong to the one below them.
  const from = statements[at - 1]?.end ?? 0;
  const to = below === undefined ? text.length : below.end + by;
  // What shares a line with another statement depends on what separates them.
  if (from > 0 && !text.slice(from, own.start).includes('\n')) return null;
  const facts = extract(text.slice(from, to));
  moveAll(facts, from);
  const [now, next, more] = facts.statements;
  if (now === undefined || now.start !== own.start || now.end !== own.end + by || now.exports !== own.exports || more !== undefined) return null;
  const isBelow = below === undefined ? next === undefined : next !== undefined && next.start === below.start + by && next.end === below.end + by;
  return isBelow ? facts : null;
}

/** Whether a statement has what others name by its place in a list: values name functions and classes so. What a module is given from inside of a function may have been given to it by another one already. */
function areAlike(before: FileFacts, old: Ranges, fresh: FileFacts, now: Ranges): boolean {
  const count = (ranges: Ranges, list: Counts): number => ranges[list].end - ranges[list].start;
  if (count(old, 'functions') !== count(now, 'functions') || count(old, 'classes') !== count(now, 'classes')) return false;
  const imports = (facts: FileFacts, { bindings }: Ranges): boolean => facts.scopes[0]!.bindings.slice(bindings.start, bindings.end).some(({ kind }) => kind === 'import');
  return !imports(before, old) && !imports(fresh, now);
}

interface Merging {
  /** The index of the edited statement. */
  readonly at: number;
  readonly was: Span;
  readonly is: Span;
  readonly shift: Shift;
  readonly old: Ranges;
  readonly now: Ranges;
  /** Of the new text. */
  readonly length: number;
}

/** What facts in lists have in common, where they have it. */
interface Listable extends Span {
  readonly kind?: string;
  readonly name?: string | null;
  readonly value?: Span | null;
}

/** Stands in the `end` of a new fact whose earlier self was found: facts are reached in several ways. */
const FOUND = -7;

/** The earlier facts with the new ones of the edited function in them; null where something else of its statement differs. */
function merge(before: FileFacts, fresh: FileFacts, { at, was, is, shift, old, now, length }: Merging): FileFacts | null {
  numberAnew(fresh, now, old);
  moveStatements(before, at, shift.by, old, now);
  const maps = {} as Record<Listed, Int32Array>;
  for (const list of LISTS) {
    const map = mapOf(list);
    if (map === null) return null;
    maps[list] = map;
  }
  const merged = {} as Record<Listed, readonly unknown[]>;
  for (const list of LISTS) {
    const own: unknown[] = fresh[list].slice(now[list].start, now[list].end);
    const { start, end } = old[list];
    if (!sameWhere(maps[list].subarray(start, end), start, before[list].slice(start, end), own, list)) return null;
    merged[list] = [...before[list].slice(0, start), ...own, ...before[list].slice(end)];
  }
  if (!sameExports() || !takeModule()) return null;
  return {
    ...before,
    ...(merged as unknown as Pick<FileFacts, Listed>),
    statements: before.statements.map((statement, i) => (i < at ? statement : { ...statement, start: i === at ? statement.start : statement.start + shift.by, end: statement.end + shift.by })),
    directives: directives(),
  };

  /** By index before: the index now; -1 for what is the edited function's own. Null where there are more or fewer of the others in the statement. */
  function mapOf(list: Listed): Int32Array | null {
    const { start, end } = old[list];
    const own = pairs(before[list].slice(start, end), fresh[list].slice(now[list].start, now[list].end));
    if (own === null) return null;
    const more = now[list].end - now[list].start - (end - start);
    return Int32Array.from({ length: before[list].length }, (_, i) => (i < start ? i : i >= end ? i + more : own[i - start]! < 0 ? -1 : own[i - start]! + start));
  }

  function pairs(earlier: readonly Span[], later: readonly Span[]): Int32Array | null {
    const map = new Int32Array(earlier.length).fill(-1);
    let next = 0;
    for (let i = 0; i < earlier.length; i++) {
      if (isInside(earlier[i]!, was)) continue;
      while (next < later.length && isInside(later[next]!, is)) next++;
      if (next === later.length) return null;
      map[i] = next++;
    }
    while (next < later.length && isInside(later[next]!, is)) next++;
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
      case 'after':
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

  /** Other files see what a file exports, and so does all of its own code. */
  function sameExports(): boolean {
    const exportsOf = (facts: FileFacts, index: number): readonly ExportFact[] => {
      const first = facts.statements.slice(0, index).reduce((sum, { exports }) => sum + exports, 0);
      return facts.exports.slice(first, first + facts.statements[index]!.exports);
    };
    return same(exportsOf(before, at), exportsOf(fresh, 0), null);
  }

  /** The scope and the region of the module are the same objects still. */
  function takeModule(): boolean {
    const scope = before.scopes[0] as { end: number; bindings: readonly unknown[] };
    const region = before.regions[0] as { end: number };
    const own: unknown[] = fresh.scopes[0]!.bindings.slice(now.bindings.start, now.bindings.end);
    const earlier = scope.bindings.slice(old.bindings.start, old.bindings.end);
    const map = pairs(earlier as Span[], own as Span[]);
    if (map === null || !sameWhere(map, 0, earlier, own, null)) return false;
    scope.bindings = [...scope.bindings.slice(0, old.bindings.start), ...own, ...scope.bindings.slice(old.bindings.end)];
    scope.end = length;
    region.end = length;
    return true;
  }

  function directives(): FileFacts['directives'] {
    const { start, end } = before.statements[at]!;
    const behind = before.directives.filter((comment) => comment.start >= end).map((comment) => ({ ...comment, start: comment.start + shift.by, end: comment.end + shift.by }));
    return [...before.directives.filter((comment) => comment.start < start), ...fresh.directives.filter((comment) => comment.start >= start && comment.start < end + shift.by), ...behind];
  }
}

function isInside({ start, end }: Span, span: Span): boolean {
  return start >= span.start && end <= span.end;
}
