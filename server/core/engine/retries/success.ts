/** How a retry loop is left once the call succeeds, and where a finished answer is turned down. */
import type { Expr, Region } from '../../model/facts.ts';
import { isWithin, type Location } from '../../model/text.ts';
import { indexOf } from '../resolve/lookup.ts';
import { lastCalled, walk } from '../resolve/walk.ts';
import type { Conditions } from './conditions.ts';
import { between, bindingsOf, near, within, type Loop, type LoopView } from './view.ts';

/** Calls that fail for an answer that is not what was asked for. */
const checks = new Set(['loads', 'parse', 'safeParse', 'model_validate', 'model_validate_json', 'validate', 'validate_json', 'validate_python', 'parse_raw', 'parse_obj', 'literal_eval', 'parseJson', 'parse_json']);

export interface Leaving {
  readonly how: 'always' | 'sometimes' | 'never';
  /** The test of a conditional leave, if that is the only one. */
  readonly test: Expr | null;
  /** Offsets and regions of unconditional leaves, which a handler that falls through meets as well. */
  readonly afterwards: readonly Leave[];
}

export interface Leave {
  readonly start: number;
  readonly region: number;
}

/** How the loop is left after the call, with the call's regions up to the loop in `chain`. */
export function leavingOf(view: LoopView, chain: readonly number[], conditions: Conditions): Leaving {
  const { facts, subject } = view;
  const loop = facts.regions[view.loop]! as Loop;
  let how: Leaving['how'] = 'never';
  let test: Expr | null = null;
  const afterwards: Leave[] = [];
  const leave = (region: number, start: number): void => {
    const under = between(facts, region, view.loop);
    if (under === null) return;
    const outside = [...under, view.loop];
    const meets = outside.findIndex((at) => chain.includes(at));
    const crossed = outside.slice(0, meets).map((at) => facts.regions[at]!);
    if (crossed.some((at) => at.kind === 'catch' || at.kind === 'finally')) return;
    const arm = crossed.find((at) => at.kind === 'branch' && !followsTry(view, at));
    if (arm === undefined && !crossed.some((at) => at.kind === 'loop')) {
      how = 'always';
      // The `else` of a `try` is skipped by its handlers.
      if (!crossed.some((at) => at.kind === 'branch')) afterwards.push({ start, region: outside[meets]! });
      return;
    }
    if (how === 'never') how = 'sometimes';
    if (arm?.kind === 'branch') test ??= arm.test;
  };
  for (const jump of near(facts, view.loop).jumps) {
    if (jump.kind !== 'return' && jump.kind !== 'break') continue;
    if (jump.start < subject.start && jump.end < subject.end) continue;
    if (jump.kind === 'break' && between(facts, jump.region, view.loop)?.some((at) => facts.regions[at]!.kind === 'loop')) continue;
    leave(jump.region, jump.start);
  }
  if (loop.test !== null) {
    for (const name of flagsOf(loop.test, conditions)) {
      for (const binding of bindingsOf(facts, name)) {
        const holds = binding.value !== null && isWithin(subject, binding.value);
        if (within(facts, binding.region, view.loop) && (holds || binding.start > subject.end)) leave(binding.region, binding.start);
      }
    }
  }
  return { how, test, afterwards };
}

/** Names of a loop's test that are not counters: `while not done`. */
export function flagsOf(test: Expr, conditions: Conditions): readonly (Expr & { kind: 'name' })[] {
  const names: (Expr & { kind: 'name' })[] = [];
  walk(test, (part) => {
    if (part.kind === 'name' && !conditions.isCounter(part)) names.push(part);
  });
  return names;
}

/** Whether an arm without a test is the `else` of a `try`: it runs after every success. */
function followsTry(view: LoopView, arm: Region): boolean {
  if (arm.kind !== 'branch' || arm.test !== null) return false;
  const before = near(view.facts, view.loop).regions.map(({ region }) => region).filter((region) => region.parent === arm.parent && region.start < arm.start).sort((a, b) => b.start - a.start)[0];
  return before?.kind === 'catch';
}

/** A place in the guarded body, after the call, that turns a finished answer into an error. */
export function rejectionIn(view: Pick<LoopView, 'facts' | 'path' | 'subject'>, guarded: number): Location | null {
  const { facts, path, subject } = view;
  const local = near(facts, subject.region);
  const follows = (region: number): boolean => within(facts, region, guarded) && !indexOf(facts).areApart(region, subject.region);
  const check = local.calls.find((call) => call.end >= subject.end && !(call.start === subject.start && call.end === subject.end) && !isWithin(call, subject) && follows(call.region) && checks.has(lastCalled(call.callee) ?? ''));
  const thrown = local.jumps.find((jump) => jump.kind === 'throw' && jump.start >= subject.end && follows(jump.region) && !between(facts, jump.region, guarded)!.some((at) => facts.regions[at]!.kind === 'catch'));
  const found = check ?? thrown;
  return found === undefined ? null : { path, start: found.start, end: found.end };
}
