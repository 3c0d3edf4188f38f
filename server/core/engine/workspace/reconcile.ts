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
import { keepBelow, LISTS, type Listed, moveAll, moveStatements, numberAnew, rangesIn, type Ranges } from './moving-facts.ts';
import { compareFacts } from './same-facts.ts';
import { exposedBy, sectionsOf, type Exposed } from './sections.ts';

/** How places behind an edit move. */
export interface Shift {
  /** Where the edited part starts, and where it ended. */
  readonly start: number;
  readonly end: number;
  /** UTF-16 units by which all behind it has moved. */
  readonly by: number;
}

/** The edit from one version of a file to the next: in one of its functions, or in some of its statements. */
export interface Edit {
  readonly shift: Shift;
  readonly before: FileFacts;
  readonly after: FileFacts;
  /** The edited part as it is. */
  readonly is: Span;
  /** What it showed to the rest of the file, and shows. */
  readonly exposed: readonly [Exposed, Exposed];
  /** Whether functions and classes of the rest have the numbers that they had: values name them so. */
  readonly numbers: 'kept' | 'mapped';
}

/** `elsewhere`: the edit is of another kind, and nothing was touched. `different`: more than the edited part differs, and the facts of before are invalid. */
export type Reconciled = Edit | 'elsewhere' | 'different';

/** Where a place outside of the edited function stands now. */
export function shifted(offset: number, shift: Shift): number {
  return offset < shift.end ? offset : offset + shift.by;
}

/** UTF-16 units that are compared at once. */
const STRETCH = 1024;

/** A stretch of a text in whose place another one stands, which is longer by so much. */
export interface Difference extends Span {
  readonly by: number;
}

/** The stretch in which two texts differ, as an edit of the first one. Null where they are the same. */
export function differenceOf(before: string, after: string): Difference | null {
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
  if (fresh !== null && !endsByItself(before.statements, at, fresh.statements, text, by)) return 'elsewhere';
  const is = fresh === null ? null : sectionsOf(fresh).around({ start: difference.start, end: difference.end + by });
  if (fresh === null || is === null || is.start !== was.start || is.end !== was.end + by) return 'elsewhere';
  const ranges = { old: rangesIn(before, own), now: rangesIn(fresh, fresh.statements[0]!) };
  if (ranges.old === null || ranges.now === null || givesImports(before, ranges.old) || givesImports(fresh, ranges.now)) return 'elsewhere';
  const exposed = exposedBy(before, was);
  const shift: Shift = { start: was.start, end: was.end, by };
  const after = merge(before, fresh, { at, was, is, shift, old: ranges.old, now: ranges.now, length: text.length });
  if (after === null) return 'different';
  keepBelow(before, after);
  keepAsked(before, after);
  return { shift, before, after, is, exposed: [exposed, exposedBy(after, is)], numbers: hasAsMany(ranges.old, ranges.now) ? 'kept' : 'mapped' };
}

/** What was asked of a file's facts was asked of those that take their places, too. */
export function keepAsked(before: FileFacts, after: FileFacts): void {
  for (const name of indexOf(before).asked) indexOf(after).asked.add(name);
  for (const name of indexOf(before).askedOn) indexOf(after).askedOn.add(name);
  for (const key of indexOf(before).askedKeys) indexOf(after).askedKeys.add(key);
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

/**
 * Whether where statements end can be told from them alone: a bracket that is open in one might be closed in another. Brackets that close nothing stand between statements.
 * @param fresh the edited statement, and the one below it
 */
function endsByItself(before: readonly ModuleStatement[], at: number, fresh: readonly ModuleStatement[], text: string, by: number): boolean {
  const others = before.filter((_, i) => i !== at);
  if (fresh.every(({ unclosed }) => unclosed === undefined) && others.every(({ unclosed }) => unclosed === undefined)) return true;
  const placed = before.map((statement, i): Span => (i < at ? statement : i === at ? fresh[0]! : { start: statement.start + by, end: statement.end + by }));
  return others.filter(({ unclosed }) => unclosed !== undefined).length < MANY && placed.every(({ start }, i) => !/[)\]}]/.test(text.slice(placed[i - 1]?.end ?? 0, start))) && !/[)\]}]/.test(text.slice(placed.at(-1)!.end));
}

/** Statements with open brackets: languages do not tell more of them apart. */
const MANY = 3;

/** What a module is given from inside of a function may have been given to it by another one already. */
function givesImports(facts: FileFacts, { bindings }: Ranges): boolean {
  return facts.scopes[0]!.bindings.slice(bindings.start, bindings.end).some(({ kind }) => kind === 'import');
}

function hasAsMany(old: Ranges, now: Ranges): boolean {
  return old.functions.end - old.functions.start === now.functions.end - now.functions.start && old.classes.end - old.classes.start === now.classes.end - now.classes.start;
}

interface Merging {
  /** The index of the edited statement. */
  readonly at: number;
  readonly was: FunctionFact;
  readonly is: FunctionFact;
  readonly shift: Shift;
  readonly old: Ranges;
  readonly now: Ranges;
  /** Of the new text. */
  readonly length: number;
}

/** The earlier facts with the new ones of the edited function in them; null where something else of its statement differs. */
function merge(before: FileFacts, fresh: FileFacts, { at, was, is, shift, old, now, length }: Merging): FileFacts | null {
  const edited = { was: before.functions.indexOf(was), is: fresh.functions.indexOf(is) + old.functions.start - now.functions.start };
  numberAnew(fresh, now, old);
  moveStatements(before, at, shift.by, old, now);
  const maps = {} as Record<Listed, Int32Array>;
  const { same, sameWhere, pairs } = compareFacts({ was, is, by: shift.by, maps, edited });
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
    statements: before.statements.map((statement, i) => (i < at ? statement : i === at ? fresh.statements[0]! : { ...statement, start: statement.start + shift.by, end: statement.end + shift.by })),
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
