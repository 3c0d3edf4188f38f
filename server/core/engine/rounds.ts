/** Loops over items that are all known, round by round: what is built in them is known too. */
import type { CallExpr, Expr, FileFacts } from '../model/facts.ts';
import type { ListValue, Value } from '../model/value.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import type { FactIndex } from './lookup.ts';
import { elementOf } from './members.ts';
import { originOf } from './values.ts';

/** What a loop runs over more often than this is not gone through. */
const MAX_ROUNDS = 40;

/** Functions that only number, show or order what they are given. */
const PASSES_ON: readonly string[] = ['enumerate', 'tqdm', 'list', 'tuple', 'iter'];

/** The frames of a loop's rounds, in each of which its variables are worth that round's item; null where the items, or how many there are, are not known. */
export function roundsOver(evaluator: Evaluator, path: string, over: Expr, frame: Frame): readonly Frame[] | null {
  const rounds = itemsOf(evaluator, path, over, frame);
  if (rounds === null || rounds.length > MAX_ROUNDS) return null;
  return rounds.map((items) => ({ ...frame, memo: new Map(), items: new Map([...frame.items, ...items]) }));
}

type Round = readonly (readonly [Expr, Value])[];

/** For each round, what an element is of the expressions that the loop is written to run over. */
function itemsOf(evaluator: Evaluator, path: string, over: Expr, frame: Frame): readonly Round[] | null {
  const origin = originOf(path, over);
  if (over.kind === 'call' && over.callee.kind === 'name') {
    const given = over.args.map((argument) => (argument.kind === 'positional' ? argument.value : null));
    const [first] = given;
    if (over.callee.name === 'range') return counted(evaluator, path, over, frame)?.map((value): Round => [[over, { kind: 'number', value, origin }]]) ?? null;
    if (over.callee.name === 'zip' && given.every((expr) => expr !== null) && given.length > 0) {
      const lists = given.map((expr) => evaluator.evaluate(path, expr!, frame));
      if (!lists.every(isWhole)) return null;
      return Array.from({ length: Math.min(...lists.map(({ items }) => items.length)) }, (_, round): Round => [[over, { kind: 'list', items: lists.map(({ items }) => items[round]!), open: null, origin }]]);
    }
    if (PASSES_ON.includes(over.callee.name) && first != null) {
      const numbered = over.callee.name === 'enumerate';
      return itemsOf(evaluator, path, first, frame)?.map((items, value): Round => [...items, [over, numbered ? { kind: 'number', value, origin } : (items.at(-1)?.[1] ?? elementOf(evaluator.evaluate(path, first, frame), origin))]]) ?? null;
    }
  }
  const list = evaluator.evaluate(path, over, frame);
  return isWhole(list) ? list.items.map((item): Round => [[over, item]]) : null;
}

function isWhole(value: Value): value is ListValue {
  return value.kind === 'list' && value.open === null && value.sometimes === undefined;
}

function counted(evaluator: Evaluator, path: string, range: CallExpr, frame: Frame): readonly number[] | null {
  const numbers = range.args.map((argument) => (argument.kind === 'positional' ? evaluator.evaluate(path, argument.value, frame) : null));
  const values = numbers.flatMap((number) => (number?.kind === 'number' ? [number.value] : []));
  if (values.length !== numbers.length || values.length === 0) return null;
  const [from, to, step] = values.length === 1 ? [0, values[0]!, 1] : [values[0]!, values[1]!, values[2] ?? 1];
  const length = step === 0 ? Number.NaN : Math.max(0, Math.ceil((to - from) / step));
  return length <= MAX_ROUNDS ? Array.from({ length }, (_, round) => from + round * step) : null;
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
