/**
 * Tells a loop that tries a call again from a loop that does other work. A retry loop goes on after a failure and is left after a success;
 * a loop over work items is not left, and a loop over models or keys makes another request each time.
 */
import type { Expr, Region } from '../model/facts.ts';
import type { RetryLayer } from '../model/retry.ts';
import type { Location, Span } from '../model/text.ts';
import { conditionsOf, matches, type Answer, type Conditions, type Moment } from './retry-conditions.ts';
import { failuresOf, rejectedAnswer, sumOf, type Failure } from './retry-failures.ts';
import { between, bindingsOf, inside, lastName, mentions, speaksOfTries, walk, within, type LoopView } from './retry-view.ts';
import { waitOf } from './retry-waits.ts';

export interface FoundLoop {
  readonly layer: RetryLayer;
  /** Whether the failure is still there for layers further out once this one gives up. */
  readonly afterwards: 'thrown' | 'swallowed';
}

/** What a handler does with a failure. `unknown`: it depends on something that is not known. */
type Outcome = 'again' | 'throw' | 'leave' | 'unknown';

/** A statement that ends a round: a jump, a call that ends the process, or a flag that ends the loop. */
interface Exit extends Span {
  readonly does: 'again' | 'throw' | 'leave';
  /** Regions between it and the handler, innermost first. */
  readonly under: readonly number[];
}

type Loop = Extract<Region, { readonly kind: 'loop' }>;

/** More tries than this are as good as no bound. */
const MANY = 1000;
const checks = new Set(['loads', 'parse', 'safeParse', 'model_validate', 'model_validate_json', 'validate', 'validate_json', 'validate_python', 'parse_raw', 'parse_obj', 'literal_eval', 'parseJson', 'parse_json']);
const endsProcess = new Set(['exit', '_exit', 'quit']);

/** The layer that a loop around a call is, or null where it does not try the same request again. */
export function retryLoop(view: LoopView): FoundLoop | null {
  const { facts, path, subject } = view;
  const found = facts.regions[view.loop]!;
  if (found.kind !== 'loop' || found.form === 'comprehension') return null;
  const loop: Loop = found;
  const rest = between(facts, subject.region, view.loop);
  if (rest === null) return null;
  const chain = [...rest, view.loop];
  const conditions = conditionsOf(view);
  const header = headerOf(loop, view, conditions);
  if (header === null) return null;
  const leaving = leavingOf(view, chain, conditions);
  const named = namesTries(view, loop);
  if (leaving.how === 'never' || (leaving.how === 'sometimes' && !named)) return null;
  if (!named && loop.over !== null && usesLoopVariable(view, loop.over)) return null;

  const failures = failuresOf(view.errors);
  const handling = createHandling(view, conditions, leaving.afterwards);
  for (const guarded of rest.filter((region) => facts.regions[region]!.kind === 'try')) {
    const first = failures.map((failure) => ({ failure, ...handling.outcome(guarded, { attempt: 1, failure }) }));
    const again = first.filter(({ does }) => does === 'again').map(({ failure }) => failure);
    const answers = handling.outcome(guarded, { attempt: 1, failure: rejectedAnswer }).does;
    const rejects = (answers === 'again' ? rejectionIn(view, guarded) : null) ?? rejectionAfter(view, chain, handling)?.at ?? null;
    if (again.length === 0 && !first.some(({ does }) => does === 'unknown')) {
      if (rejects !== null && answers === 'again') return build('result', [rejectedAnswer], guarded, rejects);
      if (first.every(({ does }) => does === 'throw')) continue;
      return null;
    }
    const on = first.some(({ does, filtered }) => does === 'unknown' || filtered) ? 'unknown' : sumOf(failures, again);
    return build(on, again, guarded, rejects);
  }
  const rejects = rejectionAfter(view, chain, handling);
  if (rejects !== null) return build('result', [rejectedAnswer], rejects.guarded, rejects.at);
  if (leaving.how !== 'sometimes' || leaving.test === null) return null;
  // What else may end such a loop is not followed, so it is only taken for a retry where its bound is seen.
  const checked = build('result', [rejectedAnswer], null, { path, start: leaving.test.start, end: leaving.test.end });
  return checked !== null && checked.layer.attempts !== null ? checked : null;

  function build(on: RetryLayer['on'], retried: readonly Failure[], guarded: number | null, rejects: Location | null): FoundLoop | null {
    const bound = countTries(view, loop, header!, conditions, handling, guarded, retried);
    if (bound.tries !== null && bound.known && bound.tries < 2) return null;
    const handler = guarded === null ? undefined : facts.regions.find((region) => region.kind === 'catch' && region.try === guarded);
    const layer: RetryLayer = {
      kind: 'loop',
      label: `the \`${loop.form}\` loop`,
      attempts: bound.tries,
      attemptsKnown: bound.known,
      attemptsFrom: conditions.usedDefault() ? 'default' : 'code',
      on,
      wait: waitOf(view, conditions, guarded === null ? [] : [guarded]),
      rejects,
      at: { path, ...headerSpan(loop) },
      filterAt: handler === undefined ? null : { path, start: handler.start, end: handler.end },
      library: null,
    };
    return { layer, afterwards: bound.thrown || on === 'result' ? 'thrown' : 'swallowed' };
  }
}

/** Whether a guarded body's handlers keep a transient failure to themselves. */
export function swallows(view: Pick<LoopView, 'reader' | 'errors' | 'facts' | 'path'>, guarded: number): boolean {
  const { facts } = view;
  const handlers = facts.regions.flatMap((region, index) => (region.kind === 'catch' && region.try === guarded ? [{ region, index }] : []));
  const throws = (handler: number): boolean =>
    facts.jumps.some((jump) => jump.kind === 'throw' && within(facts, jump.region, handler)) || facts.calls.some((call) => endsProcess.has(lastName(call.callee) ?? '') && within(facts, call.region, handler));
  return failuresOf(view.errors)
    .filter(({ lasting }) => lasting === 'transient')
    .every((failure) => {
      const first = handlers.find(({ region }) => region.types.length === 0 || region.types.some((type) => matches(view, type, failure) !== false));
      return first !== undefined && !throws(first.index) && (first.region.types.length === 0 || first.region.types.some((type) => matches(view, type, failure) === true));
    });
}

// ---- the header ------------------------------------------------------------------------------------------------------------------------

/** The tries a loop's header allows: a number; `endless`; `test` where its test decides; `unknown`. Null: it goes over work items. */
type Header = number | 'endless' | 'test' | 'unknown' | null;

function headerOf(loop: Loop, view: LoopView, conditions: Conditions): Header {
  const { over, test } = loop;
  if (over === null) return test === null ? 'endless' : 'test';
  if (over.kind === 'list') return over.items.length > 1 && over.items.every((item) => item.kind === 'number') ? over.items.length : null;
  if (over.kind === 'call' && over.form === 'call') {
    const name = lastName(over.callee);
    if (name === 'count') return 'endless';
    if (name !== 'range' || countsItems(over)) return null;
    const values = over.args.map((argument) => conditions.evaluate(argument.value, { attempt: 1, failure: null }));
    if (!values.every((value) => typeof value === 'number')) return 'unknown';
    const [first, last, step] = values.length === 1 ? [0, values[0]!, 1] : [values[0]!, values[1]!, values[2] ?? 1];
    return Math.max(0, Math.ceil((last - first) / step));
  }
  const value = view.reader.resolve(view.path, over);
  return value.kind === 'list' && value.open === null && value.items.length > 1 && value.items.every((item) => item.kind === 'number') ? value.items.length : null;
}

/** `range(len(items))`: a loop over work. */
function countsItems(over: Expr): boolean {
  let found = false;
  walk(over, (part) => {
    if (part.kind === 'call' && lastName(part.callee) === 'len') found = true;
    if (part.kind === 'member' && part.property === 'length') found = true;
  });
  return found;
}

/** A counter that goes into the request makes another request of each round: `for i in range(n): ask(questions[i])`. */
function usesLoopVariable(view: LoopView, over: Expr): boolean {
  const { facts, subject } = view;
  const names = new Set(facts.scopes.flatMap((scope) => scope.bindings.flatMap((binding) => (binding.kind === 'loop' && binding.value?.kind === 'element' && binding.value.of.start === over.start ? [binding.name] : []))));
  return facts.calls.some((call) => call.start === subject.start && call.end === subject.end && call.args.some((argument) => mentions(argument.value, (name) => names.has(name))));
}

function namesTries(view: LoopView, loop: Loop): boolean {
  let found = false;
  const visit = (part: Expr): void => {
    if ((part.kind === 'name' && speaksOfTries(part.name)) || (part.kind === 'member' && speaksOfTries(part.property))) found = true;
  };
  if (loop.over !== null) walk(loop.over, visit);
  if (loop.test !== null) walk(loop.test, visit);
  return found || view.facts.scopes.some((scope) => scope.bindings.some((binding) => speaksOfTries(binding.name) && (binding.kind === 'loop' || binding.kind === 'augmented') && within(view.facts, binding.region, view.loop)));
}

function headerSpan(loop: Loop): Span {
  const header = loop.over ?? loop.test;
  if (header === null) return { start: loop.start, end: Math.min(loop.end, loop.start + 3) };
  return { start: Math.min(loop.start, header.start), end: header.end };
}

// ---- how success leaves ----------------------------------------------------------------------------------------------------------------

interface Leaving {
  readonly how: 'always' | 'sometimes' | 'never';
  /** The test of a conditional leave, if that is the only one. */
  readonly test: Expr | null;
  /** Offsets and regions of unconditional leaves, which a handler that falls through meets as well. */
  readonly afterwards: readonly { readonly start: number; readonly region: number }[];
}

function leavingOf(view: LoopView, chain: readonly number[], conditions: Conditions): Leaving {
  const { facts, subject } = view;
  const loop = facts.regions[view.loop]! as Loop;
  let how: Leaving['how'] = 'never';
  let test: Expr | null = null;
  const afterwards: { start: number; region: number }[] = [];
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
      afterwards.push({ start, region: outside[meets]! });
      return;
    }
    if (how === 'never') how = 'sometimes';
    if (arm?.kind === 'branch') test ??= arm.test;
  };
  for (const jump of facts.jumps) {
    if (jump.kind !== 'return' && jump.kind !== 'break') continue;
    if (jump.start < subject.start && jump.end < subject.end) continue;
    if (jump.kind === 'break' && between(facts, jump.region, view.loop)?.some((at) => facts.regions[at]!.kind === 'loop')) continue;
    leave(jump.region, jump.start);
  }
  if (loop.test !== null) {
    for (const name of flagsOf(loop.test, conditions)) {
      for (const binding of bindingsOf(facts, name)) {
        const holds = binding.value !== null && inside(subject, binding.value);
        if (within(facts, binding.region, view.loop) && (holds || binding.start > subject.end)) leave(binding.region, binding.start);
      }
    }
  }
  return { how, test, afterwards };
}

/** Names of a loop's test that are not counters: `while not done`. */
function flagsOf(test: Expr, conditions: Conditions): readonly (Expr & { kind: 'name' })[] {
  const names: (Expr & { kind: 'name' })[] = [];
  walk(test, (part) => {
    if (part.kind === 'name' && !conditions.isCounter(part)) names.push(part);
  });
  return names;
}

/** Whether an arm without a test is the `else` of a `try`: it runs after every success. */
function followsTry(view: LoopView, arm: Region): boolean {
  if (arm.kind !== 'branch' || arm.test !== null) return false;
  const before = view.facts.regions.filter((region) => region.parent === arm.parent && region.end <= arm.start).sort((a, b) => b.end - a.end)[0];
  return before?.kind === 'catch';
}

// ---- what handlers do ------------------------------------------------------------------------------------------------------------------

interface Handling {
  /** `filtered`: something about the error that is not known decides as well. `doubtful`: something else that is not known may end the tries. */
  outcome(guarded: number, moment: Moment): { readonly does: Outcome; readonly filtered: boolean; readonly doubtful: boolean };
  endOfRound(guarded: number | null, attempt: number): { readonly does: Outcome; readonly doubtful: boolean };
}

function createHandling(view: LoopView, conditions: Conditions, afterwards: Leaving['afterwards']): Handling {
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
    for (const jump of facts.jumps) {
      const nested = between(facts, jump.region, handler)?.some((at) => facts.regions[at]!.kind === 'loop');
      if ((jump.kind === 'break' || jump.kind === 'continue') && nested) continue;
      add(jump.region, jump, jump.kind === 'throw' ? 'throw' : jump.kind === 'continue' ? 'again' : 'leave');
    }
    for (const call of facts.calls) if (endsProcess.has(lastName(call.callee) ?? '') && inside(call, facts.regions[handler]!)) add(call.region, call, 'throw');
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
    const before = facts.regions.filter((region) => region.kind === 'branch' && region.parent === parent && region.end <= start).sort((a, b) => b.end - a.end)[0];
    return before?.kind === 'branch' ? before.test : null;
  }

  function leavesAfter(guarded: number): boolean {
    return afterwards.some((leave) => leave.start >= facts.regions[guarded]!.end && leave.region !== guarded && within(facts, guarded, leave.region));
  }

  return {
    outcome(guarded, moment) {
      let filtered = false;
      let doubtful = false;
      for (const [handler, region] of facts.regions.entries()) {
        if (region.kind !== 'catch' || region.try !== guarded) continue;
        const caught = region.types.length === 0 ? true : region.types.map((type) => matches(view, type, moment.failure!)).reduce((a, b) => (a === true || b === true ? true : a === undefined || b === undefined ? undefined : false));
        if (caught === undefined) return { does: 'unknown', filtered: true, doubtful };
        if (!caught) continue;
        for (const exit of exitsOf(handler)) {
          const { answer, tests } = reached(exit, moment);
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

// ---- rejected answers ------------------------------------------------------------------------------------------------------------------

/** A place in the guarded body, after the call, that turns a finished answer into an error. */
function rejectionIn(view: LoopView, guarded: number): Location | null {
  const { facts, path, subject } = view;
  const check = facts.calls.find((call) => call.end >= subject.end && !(call.start === subject.start && call.end === subject.end) && !inside(call, subject) && within(facts, call.region, guarded) && checks.has(lastName(call.callee) ?? ''));
  const thrown = facts.jumps.find((jump) => jump.kind === 'throw' && jump.start >= subject.end && within(facts, jump.region, guarded) && !between(facts, jump.region, guarded)!.some((at) => facts.regions[at]!.kind === 'catch'));
  const found = check ?? thrown;
  return found === undefined ? null : { path, start: found.start, end: found.end };
}

/** A guarded body of its own, after the call, whose handler lets the loop go on. */
function rejectionAfter(view: LoopView, chain: readonly number[], handling: Handling): { readonly at: Location; readonly guarded: number } | null {
  const { facts, subject } = view;
  for (const [index, region] of facts.regions.entries()) {
    if (region.kind !== 'try' || region.start < subject.end || chain.includes(index) || !chain.includes(region.parent)) continue;
    const found = rejectionIn(view, index);
    if (found !== null && handling.outcome(index, { attempt: 1, failure: rejectedAnswer }).does === 'again') return { at: found, guarded: index };
  }
  return null;
}

// ---- the bound -------------------------------------------------------------------------------------------------------------------------

interface Bound {
  readonly tries: number | null;
  readonly known: boolean;
  /** Whether the failure leaves the loop as an error in the end. */
  readonly thrown: boolean;
}

/** Counts by running the loop's tests and handlers with a failure in every try. */
function countTries(view: LoopView, loop: Loop, header: Exclude<Header, null>, conditions: Conditions, handling: Handling, guarded: number | null, retried: readonly Failure[]): Bound {
  const afterLoop = view.facts.jumps.some((jump) => jump.kind === 'throw' && jump.start >= loop.end && sameFunction(view, jump.region));
  let doubtful = header === 'unknown';
  for (let attempt = 1; attempt <= MANY; attempt++) {
    if (typeof header === 'number' && attempt > header) return { tries: header, known: true, thrown: afterLoop };
    if (header === 'test') {
      const goes = conditions.evaluate(loop.test!, { attempt, failure: null });
      if (goes === false || goes === 0) return { tries: attempt - 1, known: !doubtful, thrown: afterLoop };
      if (goes === undefined && attempt === 1) doubtful ||= mayCount(loop.test!, conditions);
    }
    const outcomes = guarded === null ? [handling.endOfRound(null, attempt)] : retried.map((failure) => handling.outcome(guarded, { attempt, failure }));
    if (attempt === 1) doubtful ||= outcomes.some((outcome) => outcome.doubtful);
    if (outcomes.length > 0 && outcomes.every(({ does }) => does === 'throw' || does === 'leave')) {
      return { tries: attempt, known: !doubtful, thrown: outcomes.some(({ does }) => does === 'throw') };
    }
  }
  return { tries: null, known: !doubtful, thrown: doubtful };
}

/** Whether a test that cannot be told may count tries or time: anything but flags, truth values and comparisons of them. */
function mayCount(test: Expr, conditions: Conditions): boolean {
  let found = conditions.readsCounter(test);
  walk(test, (part) => {
    if (part.kind === 'call' || part.kind === 'member' || part.kind === 'index' || part.kind === 'opaque') found = true;
    if (part.kind === 'binary' && /^[<>]=?$/.test(part.text)) found = true;
  });
  return found;
}

function sameFunction(view: LoopView, region: number): boolean {
  const { facts } = view;
  const owner = (at: number): number => {
    let found = at;
    while (found > 0 && facts.regions[found]!.kind !== 'function') found = facts.regions[found]!.parent;
    return found;
  };
  return owner(region) === owner(view.loop);
}
