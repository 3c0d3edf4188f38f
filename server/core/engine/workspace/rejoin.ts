/**
 * Facts of a file after an edit that came or went past the bounds of a function: a brace or a quote was opened, something was pasted, a constant was changed. The whole text was extracted anew. The statements above and
 * below the edit still say what they said, so their earlier facts take the places of the new ones, and what was computed of them still speaks of them.
 * Nothing is taken for granted: each fact that is kept is compared with its new self.
 */
import type { FileFacts, ModuleStatement } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { LISTS, type Listed } from './moving-facts.ts';
import { differenceOf, keepAsked, type Difference, type Edit, type Reconciled } from './reconcile.ts';
import { compareFacts, type Unchanged } from './same-facts.ts';
import { exposedByStatements } from './sections.ts';

/** @param fresh the facts of the new text. They are invalid from then on, unless this gives `elsewhere`, which leaves both as they are */
export function rejoin(before: FileFacts, fresh: FileFacts, textBefore: string, text: string): Reconciled {
  const difference = differenceOf(textBefore, text);
  const changed = difference === null ? null : changedStatements({ statements: before.statements, text: textBefore }, { statements: fresh.statements, text }, difference);
  if (difference === null || changed === null) return 'elsewhere';
  const { above, below } = changed;
  const was = stretch(before, above, below, textBefore.length);
  const is = stretch(fresh, above, below, text.length);
  const maps = {} as Record<Listed, Int32Array>;
  const unchanged: Unchanged = { was, is, by: difference.by, maps, edited: null };
  const { pairs, same, sameWhere } = compareFacts(unchanged);
  for (const list of LISTS) {
    const map = pairs(before[list], fresh[list]);
    if (map === null) return 'elsewhere';
    maps[list] = map;
  }
  const exposed = exposedByStatements(before, was);
  const merged = {} as Record<Listed, readonly unknown[]>;
  for (const list of LISTS) {
    const own: unknown[] = [...fresh[list]];
    if (!sameWhere(maps[list], 0, before[list], own, list)) return 'different';
    merged[list] = own;
  }
  const exports = [...fresh.exports];
  const [first, last] = [exportsOf(before, above, below), exportsOf(fresh, above, below)];
  const kept = [...before.exports.slice(0, first.start), ...before.exports.slice(first.end)];
  if (!same(kept, [...exports.slice(0, last.start), ...exports.slice(last.end)], null)) return 'different';
  const after: FileFacts = {
    ...fresh,
    ...(merged as unknown as Pick<FileFacts, Listed>),
    exports: [...kept.slice(0, first.start), ...exports.slice(last.start, last.end), ...kept.slice(first.start)],
  };
  keepAsked(before, after);
  const numbers: Edit['numbers'] = isKept(maps.functions) && isKept(maps.classes) ? 'kept' : 'mapped';
  return { shift: { start: was.start, end: was.end, by: difference.by }, before, after, is, exposed: [exposed, exposedByStatements(after, is)], numbers };
}

interface Version {
  readonly statements: FileFacts['statements'];
  readonly text: string;
}

/** How many statements above and below an edit it left alone; null where there are none. */
function changedStatements(before: Version, after: Version, difference: Difference): { readonly above: number; readonly below: number } | null {
  const { start, end, by } = betweenStatements(difference, before, after.text);
  const [was, is] = [before.statements, after.statements];
  const shorter = Math.min(was.length, is.length);
  let above = 0;
  while (above < shorter && was[above]!.end <= start && isSame(was[above]!, is[above]!, 0)) above++;
  let below = 0;
  while (below < shorter - above && was.at(-1 - below)!.start >= end && isSame(was.at(-1 - below)!, is.at(-1 - below)!, by)) below++;
  // A comment says something of the statement below it.
  const gap = ({ statements, text }: Version): string => text.slice(statements.at(-below - 1)?.end ?? 0, statements.at(-below)!.start).trim();
  if (below > 0 && gap(before) !== gap(after)) below--;
  return above + below === 0 ? null : { above, below };
}

function isSame(was: ModuleStatement, is: ModuleStatement, by: number): boolean {
  return was.start + by === is.start && was.end + by === is.end && was.exports === is.exports;
}

/** The same difference, where it can be seen so as one that lies between two statements: of `a\na\n` and `a\n` either line may be the one that is gone. */
function betweenStatements(difference: Difference, { statements, text: before }: Version, after: string): Difference {
  const { start, end, by } = difference;
  if (start !== end && start !== end + by) return difference;
  const longer = start === end ? after : before;
  const length = Math.abs(by);
  let first = start;
  while (first > 0 && longer[first - 1] === longer[first - 1 + length]) first--;
  const next = statements.find((statement) => statement.start >= first);
  return next === undefined || next.start > start ? difference : { start: next.start, end: next.start + end - start, by };
}

/** What lies between the statements above and below. */
function stretch({ statements }: FileFacts, above: number, below: number, length: number): Span {
  return { start: above === 0 ? 0 : statements[above - 1]!.end, end: below === 0 ? length : statements[statements.length - below]!.start };
}

/** Which of the exports the statements between make. */
function exportsOf({ statements, exports }: FileFacts, above: number, below: number): Span {
  const count = (list: FileFacts['statements']): number => list.reduce((sum, statement) => sum + statement.exports, 0);
  return { start: count(statements.slice(0, above)), end: exports.length - count(statements.slice(statements.length - below)) };
}

function isKept(map: Int32Array): boolean {
  return map.every((now, before) => now < 0 || now === before);
}
