/**
 * Facts of a file after an edit that came or went past the bounds of a function: a brace or a quote was opened, something was pasted, a constant was changed. The whole text was extracted anew. The statements above and
 * below the edit still say what they said, so their earlier facts take the places of the new ones, and what was computed of them still speaks of them.
 * Nothing is taken for granted: each fact that is kept is compared with its new self.
 */
import type { FileFacts } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';
import { LISTS, type Listed } from './moving-facts.ts';
import { differenceOf, keepAsked, type Edit, type Reconciled } from './reconcile.ts';
import { compareFacts, type Unchanged } from './same-facts.ts';
import { exposedByStatements } from './sections.ts';

/** @param fresh the facts of the new text. They are invalid from then on, unless this gives `elsewhere`, which leaves both as they are */
export function rejoin(before: FileFacts, fresh: FileFacts, textBefore: string, text: string): Reconciled {
  const difference = differenceOf(textBefore, text);
  const changed = difference === null ? null : changedStatements(before, fresh, difference);
  if (difference === null || changed === null) return 'elsewhere';
  const { above, below } = changed;
  const was = stretch(before, above, below, textBefore.length);
  const is = stretch(fresh, above, below, text.length);
  const maps = {} as Record<Listed, Int32Array>;
  const unchanged: Unchanged = { was, is, by: difference.by, maps, numbers: 'mapped' };
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

/** How many statements above and below an edit it left alone; null where there are none. The neighbours of those that it touches are not among them: comments and overloads go with the next statement. */
function changedStatements({ statements: before }: FileFacts, { statements: after }: FileFacts, { start, end, by }: Span & { readonly by: number }): { readonly above: number; readonly below: number } | null {
  const shorter = Math.min(before.length, after.length);
  let above = 0;
  while (above < shorter && before[above]!.end < start && before[above]!.start === after[above]!.start && before[above]!.end === after[above]!.end && before[above]!.exports === after[above]!.exports) above++;
  above = Math.max(0, above - 1);
  let below = 0;
  while (below < shorter - above) {
    const [was, is] = [before[before.length - 1 - below]!, after[after.length - 1 - below]!];
    if (was.start <= end || was.start + by !== is.start || was.end + by !== is.end || was.exports !== is.exports) break;
    below++;
  }
  below = Math.max(0, below - 1);
  return above + below === 0 ? null : { above, below };
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
