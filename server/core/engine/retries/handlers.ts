/** What the handlers of a guarded body do with a failure in the n-th try: let the loop go on, raise it, or leave. */
import type { Expr, Region } from '../../model/facts.ts';
import { isWithin, type Span } from '../../model/text.ts';
import { lastCalled } from '../resolve/walk.ts';
import { matches, type Answer, type Conditions, type Moment } from './conditions.ts';
import { failuresOf } from './failures.ts';
import type { Leave } from './success.ts';
import { flagsOf } from './success.ts';
import { between, bindingsOf, near, within, type Loop, type LoopView } from './view.ts';

/** What a handler does with a failure. `unknown`: it depends on something that is not known. */
type Outcome = 'again' | 'throw' | 'leave' | 'unknown';

/** A statement that ends a round: a jump, a call that ends the process, or a flag that ends the loop. */
interface Exit extends Span {
  readonly does: 'again' | 'throw' | 'leave';
  /** Regions between it and the handler, innermost first. */
  readonly under: readonly number[];
}

const endsProcess = new Set(['exit', '_exit', 'quit']);

export interface Handling {
  /** `filtered`: something about the error that is not known decides as well. `doubtful`: something else that is not known may end the tries. */
  outcome(guarded: number, moment: Moment): { readonly does: Outcome; readonly filtered: boolean; readonly doubtful: boolean };
  endOfRound(guarded: number | null, attempt: number): { readonly does: Outcome; readonly doubtful: boolean };
}

export function createHandling(view: LoopView, conditions: Conditions, afterwards: readonly Leave[]): Handling {
  const { facts } = view;
  const loop = facts.regions[view.loop]! as Loop;
  const exits = new Map<number, readonly Exit[]>();
  const flags = loop.test === null ? [] : flagsOf(loop.test, conditions);

  function exitsOf(handler: number): readonly Exit[] {
    const known = exits.get(handler);
    if (known !== undefined) return known;
    const found: Exit[] = [];
    const add = (region: number, span: Span, does: Exit['does']): void => {
      const under = between(facts, region, handler);
      if (under !== null) found.push({ start: span.start, end: span.end, does, under });
    };
    for (const jump of near(facts, handler).jumps) {
      const nested = between(facts, jump.region, handler)?.some((at) => facts.regions[at]!.kind === 'loop');
      if ((jump.kind === 'break' || jump.kind === 'continue') && nested) continue;
      add(jump.region, jump, jump.kind === 'throw' ? 'throw' : jump.kind === 'continue' ? 'again' : 'leave');
    }
    for (const call of near(facts, handler).calls) if (endsProcess.has(lastCalled(call.callee) ?? '') && isWithin(call, facts.regions[handler]!)) add(call.region, call, 'throw');
    for (const name of flags) for (const binding of bindingsOf(facts, name)) if (binding.kind === 'variable') add(binding.region, binding, 'leave');
    found.sort((a, b) => a.start - b.start);
    exits.set(handler, found);
    return found;
  }

  /** Whether an exit is reached: all the branches around it are taken. */
  function reached(exit: Exit, moment: Moment): { readonly answer: boolean | undefined; readonly tests: readonly Expr[] } {
    let answer: boolean | undefined = true;
    const tests: Expr[] = [];
    for (const at of exit.under) {
      const region = facts.regions[at]!;
      let taken: Answer = true;
      if (region.kind === 'catch' || region.kind === 'loop') taken = undefined;
      else if (region.kind === 'branch') {
        const test = region.test ?? siblingTest(at);
        if (test !== null) tests.push(test);
        const value = test === null ? undefined : conditions.evaluate(test, moment);
        taken = value === undefined ? undefined : Boolean(value) === (region.test !== null);
      }
      if (taken === false) return { answer: false, tests };
      if (taken === undefined) answer = undefined;
    }
    return { answer, tests };
  }

  /** The test of the arm before an `else`. */
  function siblingTest(arm: number): Expr | null {
    const { parent, start } = facts.regions[arm]!;
    const before = near(facts, arm).regions.map(({ region }) => region).filter((region) => region.kind === 'branch' && region.parent === parent && region.end <= start).sort((a, b) => b.end - a.end)[0];
    return before?.kind === 'branch' ? before.test : null;
  }

  function leavesAfter(guarded: number): boolean {
    return afterwards.some((leave) => leave.start >= facts.regions[guarded]!.end && leave.region !== guarded && within(facts, guarded, leave.region));
  }

  return {
    outcome(guarded, moment) {
      let filtered = false;
      let doubtful = false;
      handlers: for (const { index: handler, region } of near(facts, guarded).regions) {
        if (region.kind !== 'catch' || region.try !== guarded) continue;
        const caught = region.types.length === 0 ? true : region.types.map((type) => matches(view, type, moment.failure!)).reduce((a, b) => (a === true || b === true ? true : a === undefined || b === undefined ? undefined : false));
        if (caught === false) continue;
        // Of a type that is not known: what the handler does is followed as if it caught the failure, and held to be a filter.
        const perhaps = caught === undefined;
        if (perhaps) filtered = true;
        for (const exit of exitsOf(handler)) {
          const { answer, tests } = reached(exit, moment);
          if (answer === true && perhaps && exit.does !== 'again') continue handlers;
          if (answer === true) return { does: exit.does, filtered, doubtful };
          if (answer === undefined && exit.does !== 'again') {
            if (tests.some((test) => conditions.readsError(test)) || tests.length === 0) filtered = true;
            else doubtful = true;
          } else if (answer === undefined && tests.some((test) => conditions.readsError(test))) filtered = true;
        }
        if (leavesAfter(guarded)) return { does: filtered ? 'unknown' : 'leave', filtered, doubtful };
        const round = endOfRound(guarded, moment.attempt);
        return { does: round.does, filtered, doubtful: doubtful || round.doubtful };
      }
      return { does: 'throw', filtered, doubtful };
    },
    endOfRound,
  };

  /** What ends a round outside the guarded body and its handlers: `if attempts > 5: raise` behind it, or before it in the next round. */
  function endOfRound(guarded: number | null, attempt: number): { readonly does: Outcome; readonly doubtful: boolean } {
    let doubtful = false;
    const border = guarded === null ? view.subject.end : facts.regions[guarded]!.start;
    for (const exit of roundExits(guarded)) {
      if (exit.does === 'again' || exit.under.length === 0) continue;
      const { answer, tests } = reached(exit, { attempt: exit.start < border ? attempt + 1 : attempt, failure: null });
      if (answer === true && tests.some((test) => conditions.readsCounter(test))) return { does: exit.does, doubtful };
      if (answer === undefined && tests.some((test) => conditions.readsCounter(test))) doubtful = true;
    }
    return { does: 'again', doubtful };
  }

  function roundExits(guarded: number | null): readonly Exit[] {
    return exitsOf(view.loop).filter((exit) => guarded === null || !exit.under.some((at) => at === guarded || isHandlerOf(facts.regions[at]!, guarded)));
  }
}

function isHandlerOf(region: Region, guarded: number): boolean {
  return (region.kind === 'catch' || region.kind === 'finally') && region.try === guarded;
}

/** Whether a guarded body's handlers keep a transient failure to themselves. */
export function swallows(view: Pick<LoopView, 'reader' | 'errors' | 'facts' | 'path'>, guarded: number): boolean {
  const { facts } = view;
  const local = near(facts, guarded);
  const handlers = local.regions.flatMap(({ region, index }) => (region.kind === 'catch' && region.try === guarded ? [{ region, index }] : []));
  if (handlers.length === 0) return false;
  const throws = (handler: number): boolean =>
    local.jumps.some((jump) => jump.kind === 'throw' && within(facts, jump.region, handler)) || local.calls.some((call) => endsProcess.has(lastCalled(call.callee) ?? '') && within(facts, call.region, handler));
  return failuresOf(view.errors)
    .filter(({ lasting }) => lasting === 'transient')
    .every((failure) => {
      const first = handlers.find(({ region }) => region.types.length === 0 || region.types.some((type) => matches(view, type, failure) !== false));
      return first !== undefined && !throws(first.index) && (first.region.types.length === 0 || first.region.types.some((type) => matches(view, type, failure) === true));
    });
}
