/** Loops over items that are all known, round by round: what is built in them is known too. */
import type { ComprehensionClause, Expr, FileFacts } from '../../../model/facts.ts';
import type { Value } from '../../../model/value.ts';
import { holds } from '../conditions.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { countedBy, iterationOf } from './iteration.ts';
import type { FactIndex } from '../lookup.ts';
import { iterated } from './lists.ts';
import { elementOf } from '../members.ts';
import { isWholeList, originOf } from '../values.ts';

/** What a loop runs over more often than this is not gone through. */
const MAX_ROUNDS = 40;

/** Rounds that were gone through: a list is read at many places, and what its rounds evaluate is the same for all of them. */
const gone = new WeakMap<Frame, Map<Expr, readonly Frame[]>>();

/** The frames of a loop's rounds, in each of which its variables are worth that round's item; null where the items, or how many there are, are not known. */
function roundsOver(evaluator: Evaluator, path: string, over: Expr, frame: Frame): readonly Frame[] | null {
  const known = gone.get(frame)?.get(over);
  if (known !== undefined) return known;
  const items = itemsOf(evaluator, path, over, frame);
  if (items === null || items.length > MAX_ROUNDS) return null;
  const rounds = items.map((each) => ({ ...frame, memo: new Map(), items: new Map([...frame.items, ...each]) }));
  const ofFrame = gone.get(frame);
  if (ofFrame === undefined) gone.set(frame, new Map([[over, rounds]]));
  else ofFrame.set(over, rounds);
  return rounds;
}

/** The rounds of a comprehension; null also where it is not known which of them its conditions leave. */
export function roundsOfClauses(evaluator: Evaluator, path: string, clauses: readonly ComprehensionClause[], frame: Frame): readonly Frame[] | null {
  let rounds: readonly Frame[] = [frame];
  for (const { over, conditions } of clauses) {
    const inner: Frame[] = [];
    for (const round of rounds) {
      const each = roundsOver(evaluator, path, over, round);
      if (each === null || inner.length + each.length > MAX_ROUNDS) return null;
      for (const one of each) {
        const answers = conditions.map((condition) => holds(evaluator, path, condition, one));
        if (answers.includes(null)) return null;
        if (!answers.includes(false)) inner.push(one);
      }
    }
    rounds = inner;
  }
  return rounds;
}

type Round = readonly (readonly [Expr, Value])[];

/** For each round, what an element is of the expressions that the loop is written to run over. */
function itemsOf(evaluator: Evaluator, path: string, over: Expr, frame: Frame): readonly Round[] | null {
  const origin = originOf(path, over);
  const iteration = iterationOf(evaluator, path, over);
  switch (iteration?.kind) {
    case 'counted':
      return counted(evaluator, path, iteration.args, frame)?.map((value): Round => [[over, { kind: 'number', value, origin }]]) ?? null;
    case 'side-by-side': {
      const lists = iteration.of.map((expr) => iterated(evaluator, path, evaluator.evaluate(path, expr, frame)));
      if (!lists.every(isWholeList)) return null;
      return Array.from({ length: Math.min(...lists.map(({ items }) => items.length)) }, (_, round): Round => [[over, { kind: 'list', items: lists.map(({ items }) => items[round]!), open: null, origin }]]);
    }
    case 'same': {
      const { of } = iteration;
      return itemsOf(evaluator, path, of, frame)?.map((items): Round => [...items, [over, items.at(-1)?.[1] ?? elementOf(evaluator.evaluate(path, of, frame), origin)]]) ?? null;
    }
    case 'numbered': {
      const from = iteration.from === null ? 0 : evaluator.evaluate(path, iteration.from, frame);
      const first = typeof from === 'number' ? from : from.kind === 'number' ? from.value : null;
      return first === null ? null : (itemsOf(evaluator, path, iteration.of, frame)?.map((items, round): Round => [...items, [over, { kind: 'number', value: first + round, origin }]]) ?? null);
    }
    default:
      break;
  }
  const list = iterated(evaluator, path, evaluator.evaluate(path, over, frame));
  return isWholeList(list) ? list.items.map((item): Round => [[over, item]]) : null;
}

function counted(evaluator: Evaluator, path: string, args: readonly Expr[], frame: Frame): readonly number[] | null {
  const values = args.flatMap((argument) => {
    const value = evaluator.evaluate(path, argument, frame);
    return value.kind === 'number' ? [value.value] : [];
  });
  if (values.length !== args.length) return null;
  const { first, step, length } = countedBy(values);
  return length <= MAX_ROUNDS ? Array.from({ length }, (_, round) => first + round * step) : null;
}

/** The outermost loop around `region` that the reading stands outside of, in the same function; -1 where there is none. */
export function loopBefore(facts: FileFacts, index: FactIndex, region: number, reading: number): number {
  let found = -1;
  for (let at = region; at >= 0 && !index.encloses(at, reading); at = facts.regions[at]!.parent) {
    const { kind } = facts.regions[at]!;
    if (kind === 'function' || kind === 'class') return -1;
    if (kind === 'loop') found = at;
  }
  return found;
}

/** The rounds of a loop statement; null also where it may be left early. */
export function roundsOf(evaluator: Evaluator, path: string, facts: FileFacts, index: FactIndex, loop: number, frame: Frame): readonly Frame[] | null {
  const region = facts.regions[loop]!;
  if (region.kind !== 'loop' || region.over === null || region.form !== 'for') return null;
  if (facts.jumps.some((jump) => jump.kind !== 'throw' && index.encloses(loop, jump.region))) return null;
  return roundsOver(evaluator, path, region.over, frame);
}
