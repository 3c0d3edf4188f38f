/**
 * Tells a loop that tries a call again from a loop that does other work. A retry loop goes on after a failure and is left after a success;
 * a loop over work items is not left, and a loop over models or keys makes another request each time.
 */
import type { Expr, FileFacts } from '../../model/facts.ts';
import type { RetryLayer } from '../../model/retry.ts';
import { isWithin, type Location, type Span } from '../../model/text.ts';
import { countedBy } from '../resolve/changes/iteration.ts';
import { indexOf } from '../resolve/lookup.ts';
import { lastCalled, walk } from '../resolve/walk.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { failuresOf, rejectedAnswer, sumOf, type Failure } from './failures.ts';
import { createHandling, type Handling } from './handlers.ts';
import { changesWhatItReads } from './own-state.ts';
import { leavingOf, rejectionIn } from './success.ts';
import { between, bindingsOf, mentions, near, speaksOfTries, within, type Loop, type LoopView } from './view.ts';
import { waitOf } from './waits.ts';

export interface FoundLoop {
  readonly layer: RetryLayer;
  /** Whether the failure is still there for layers further out once this one gives up. */
  readonly afterwards: 'thrown' | 'swallowed';
}

/** More tries than this are as good as no bound. */
const MANY = 1000;

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
  const wasted = leaving.how === 'never' && overwrites(view, chain);
  if ((leaving.how === 'never' && !wasted) || (leaving.how === 'sometimes' && !named)) return null;
  if (asksAnew(view, loop, conditions, named) || asksPerson(view)) return null;

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
    if (!wasted) return build(on, again, guarded, rejects);
    const always = build('always', again, guarded, rejects);
    // Samples and measurements look the same; only what waits for better luck, or speaks of tries, was meant to be a retry.
    return always === null || always.layer.attempts === null || (always.layer.wait === 'none' && !named) ? null : always;
  }
  if (wasted) return null;
  const rejects = rejectionAfter(view, chain, handling);
  if (rejects !== null) return build('result', [rejectedAnswer], rejects.guarded, rejects.at);
  if (leaving.how !== 'sometimes' || leaving.test === null) return null;
  // What else may end such a loop is not followed, so it is only taken for a retry where its bound is seen.
  const checked = build('result', [rejectedAnswer], null, { path, start: leaving.test.start, end: leaving.test.end });
  return checked !== null && checked.layer.attempts !== null ? checked : null;

  function build(on: RetryLayer['on'], retried: readonly Failure[], guarded: number | null, rejects: Location | null): FoundLoop | null {
    const bound = countTries(view, loop, header!, conditions, handling, guarded, retried);
    if (bound.tries !== null && bound.known && bound.tries < 2) return null;
    const handler = guarded === null ? undefined : near(facts, guarded).regions.find(({ region }) => region.kind === 'catch' && region.try === guarded)?.region;
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

// ---- the header ------------------------------------------------------------------------------------------------------------------------

/** The tries a loop's header allows: a number; `endless`; `test` where its test decides; `unknown`. Null: it goes over work items. */
type Header = number | 'endless' | 'test' | 'unknown' | null;

function headerOf(loop: Loop, view: LoopView, conditions: Conditions): Header {
  const { over, test } = loop;
  if (over === null) return test === null ? 'endless' : 'test';
  if (over.kind === 'list') return over.items.length > 1 && over.items.every((item) => item.kind === 'number') ? over.items.length : null;
  if (over.kind === 'call' && over.form === 'call') {
    const iteration = view.reader.iteration(view.path, over);
    if (iteration?.kind === 'endless') return 'endless';
    if (iteration?.kind !== 'counted' || countsItems(over)) return null;
    const values = iteration.args.map((argument) => conditions.evaluate(argument, { attempt: 1, failure: null }));
    return values.every((value) => typeof value === 'number') ? countedBy(values).length : 'unknown';
  }
  const value = view.reader.resolve(view.path, over);
  return value.kind === 'list' && value.open === null && value.items.length > 1 && value.items.every((item) => item.kind === 'number') ? value.items.length : null;
}

/** `range(len(items))`: a loop over work. */
function countsItems(over: Expr): boolean {
  let found = false;
  walk(over, (part) => {
    if (part.kind === 'call' && lastCalled(part.callee) === 'len') found = true;
    if (part.kind === 'member' && part.property === 'length') found = true;
  });
  return found;
}

/**
 * A counter that goes into the request makes another request of each round: `ask(questions[i])`, `model: models[attempt]`. The number of a try may
 * go in as a number: `temperature: 0.2 * attempt`.
 */
function asksAnew(view: LoopView, loop: Loop, conditions: Conditions, named: boolean): boolean {
  const { facts, subject } = view;
  const over = loop.over;
  const isCounter = (name: Expr & { kind: 'name' }): boolean =>
    over === null ? loop.form === 'for' && conditions.isCounter(name) : bindingsOf(facts, name).some((binding) => binding.kind === 'loop' && binding.value?.kind === 'element' && binding.value.of.start === over.start);
  const reads = (expr: Expr, names: number, indexed: boolean): boolean => {
    let found = false;
    walk(expr, (part) => {
      if (part.kind === 'index' && reads(part.index, names, true)) found = true;
      if (part.kind !== 'name') return;
      if (isCounter(part)) found ||= indexed;
      else if (names > 0) for (const { value, region } of bindingsOf(facts, part)) if (value !== null && within(facts, region, view.loop)) found ||= reads(value, names - 1, indexed);
    });
    return found;
  };
  const call = near(facts, subject.region).calls.find((candidate) => candidate.start === subject.start && candidate.end === subject.end);
  if (call === undefined) return false;
  const request = [call.callee, ...call.args.map((argument) => argument.value)];
  if (request.some((expr) => reads(expr, 2, !named)) || request.some((expr) => mended(view, conditions, expr))) return true;
  return changesWhatItReads(facts, call, near(facts, view.loop), (region) => mends(view, conditions, region));
}

/** A handler that changes what is sent, a shorter prompt or another model, makes another request of the next round. */
function mended(view: LoopView, conditions: Conditions, expr: Expr, names = 3): boolean {
  const { facts } = view;
  const inHandler = (region: number): boolean => mends(view, conditions, region);
  let found = false;
  walk(expr, (part) => {
    if (part.kind !== 'name') return;
    const bindings = bindingsOf(facts, part);
    if (bindings.some((binding) => inHandler(binding.region))) found = true;
    if (indexOf(facts).mutations(part.name).some((mutation) => inHandler(mutation.region))) found = true;
    // What the loop builds anew each round from a name that the handler changes: a prompt from shortened findings.
    if (!found && names > 0) found = bindings.some(({ value, region }) => value !== null && within(facts, region, view.loop) && mended(view, conditions, value, names - 1));
  });
  return found;
}

/** Functions by which programs ask whoever sits before them, as they are called; `ask` is one of many things. */
const asking = new Set(['input', 'raw_input', 'confirm', 'prompt', 'question', 'askyesno', 'askokcancel', 'askretrycancel', 'showErrorMessage', 'showWarningMessage']);
const askedBy = new Set(['Confirm', 'Prompt', 'questionary']);

/** Whether a handler asks a person, who then decides and sets the pace. */
function asksPerson({ facts, loop }: LoopView): boolean {
  return near(facts, loop).calls.some(({ callee, region }) => {
    if (between(facts, region, loop)?.some((at) => facts.regions[at]!.kind === 'catch') !== true) return false;
    const name = lastCalled(callee) ?? '';
    return asking.has(name) || (name === 'ask' && callee.kind === 'member' && askedBy.has(lastCalled(callee.object) ?? ''));
  });
}

/** Whether what is done in a region happens after each failure that comes round again. */
function mends(view: LoopView, conditions: Conditions, region: number): boolean {
  const { facts } = view;
  const handler = between(facts, region, view.loop)?.find((at) => facts.regions[at]!.kind === 'catch');
  return handler !== undefined && !othersComeAgain(view, conditions, region, handler);
}

/** Whether a handler's change is for some errors only, told by a test of the error, and nothing ends the loop for the others: these meet the same request again. */
function othersComeAgain({ facts }: LoopView, conditions: Conditions, change: number, handler: number): boolean {
  const arms = between(facts, change, handler) ?? [];
  const arm = arms.findLast((at) => facts.regions[at]!.kind === 'branch');
  const region = arm === undefined ? undefined : facts.regions[arm];
  if (arm === undefined || region?.kind !== 'branch' || region.test === null || !conditions.readsError(region.test)) return false;
  return !near(facts, handler).jumps.some((jump) => {
    if (jump.kind === 'continue') return false;
    const under = between(facts, jump.region, handler);
    return under !== null && !under.includes(arm) && under.every((at) => isElseOf(facts, at, arm));
  });
}

/** Whether a region is the last arm, without a test, of the arms that begin with or go through `arm`. */
function isElseOf({ regions }: FileFacts, at: number, arm: number): boolean {
  let region = regions[at]!;
  if (region.kind !== 'branch' || region.test !== null) return false;
  while (region.kind === 'branch' && region.after !== undefined) {
    if (region.after === arm) return true;
    region = regions[region.after]!;
  }
  return false;
}

/** Whether each round only replaces the answer of the one before: it is kept in a name that is read behind the loop and nowhere in it. */
function overwrites(view: LoopView, chain: readonly number[]): boolean {
  const { facts, subject } = view;
  const loop = facts.regions[view.loop]!;
  const local = near(facts, view.loop);
  const kept = local.bindings.find((binding) => binding.kind === 'variable' && binding.value !== null && isWithin(subject, binding.value) && chain.includes(binding.region));
  if (kept === undefined) return false;
  const reads: Span[] = [];
  const note = (at: Span, ...exprs: readonly (Expr | null)[]): void => {
    if (exprs.some((expr) => expr !== null && mentions(expr, (name) => name === kept.name))) reads.push(at);
  };
  for (const call of local.calls) note(call, call.callee, ...call.args.map((argument) => argument.value));
  for (const binding of local.bindings) note(binding, binding.value);
  for (const mutation of local.mutations) note(mutation, mutation.target, mutation.value);
  for (const { region } of local.regions) {
    if (region.kind === 'branch') note(region, region.test);
    else if (region.kind === 'loop') note(region, region.over, region.test);
  }
  for (const jump of local.jumps) note(jump, jump.value);
  for (const attribute of local.attributes) note(attribute, attribute.value);
  return !reads.some((read) => isWithin(read, loop)) && reads.some((read) => read.start >= loop.end);
}

function namesTries(view: LoopView, loop: Loop): boolean {
  let found = false;
  const visit = (part: Expr): void => {
    if ((part.kind === 'name' && speaksOfTries(part.name)) || (part.kind === 'member' && speaksOfTries(part.property))) found = true;
  };
  if (loop.over !== null) walk(loop.over, visit);
  if (loop.test !== null) walk(loop.test, visit);
  return found || near(view.facts, view.loop).bindings.some((binding) => speaksOfTries(binding.name) && (binding.kind === 'loop' || binding.kind === 'augmented') && within(view.facts, binding.region, view.loop));
}

function headerSpan(loop: Loop): Span {
  const header = loop.over ?? loop.test;
  if (header === null) return { start: loop.start, end: Math.min(loop.end, loop.start + 3) };
  return { start: Math.min(loop.start, header.start), end: header.end };
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
  const afterLoop = near(view.facts, view.loop).jumps.some((jump) => jump.kind === 'throw' && jump.start >= loop.end && sameFunction(view, jump.region));
  // Where no failure comes round again for certain, nothing can be counted.
  let doubtful = header === 'unknown' || (guarded !== null && retried.length === 0);
  for (let attempt = 1; attempt <= MANY; attempt++) {
    if (typeof header === 'number' && attempt > header) return { tries: header, known: true, thrown: afterLoop };
    if (header === 'test') {
      const goes = conditions.evaluate(loop.test!, { attempt, failure: null });
      if (goes === false || goes === 0) return { tries: attempt - 1, known: !doubtful, thrown: afterLoop };
      if (goes === undefined && attempt === 1) doubtful ||= undecided(loop.test!, conditions).some((part) => mayCount(part, conditions));
    }
    const outcomes = guarded === null ? [handling.endOfRound(null, attempt)] : retried.map((failure) => handling.outcome(guarded, { attempt, failure }));
    if (attempt === 1) doubtful ||= outcomes.some((outcome) => outcome.doubtful);
    if (outcomes.length > 0 && outcomes.every(({ does }) => does === 'throw' || does === 'leave')) {
      return { tries: attempt, known: !doubtful, thrown: outcomes.some(({ does }) => does === 'throw') };
    }
  }
  return { tries: null, known: !doubtful, thrown: doubtful };
}

/** The parts of a test that cannot be told: of `answer is None and tries < 5` the first. */
function undecided(test: Expr, conditions: Conditions): readonly Expr[] {
  if (conditions.evaluate(test, { attempt: 1, failure: null }) !== undefined) return [];
  return test.kind === 'binary' && test.operator === 'and' ? [...undecided(test.left, conditions), ...undecided(test.right, conditions)] : [test];
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

/** A guarded body of its own, after the call, whose handler lets the loop go on. */
function rejectionAfter(view: LoopView, chain: readonly number[], handling: Handling): { readonly at: Location; readonly guarded: number } | null {
  const { facts, subject } = view;
  for (const { index, region } of near(facts, view.loop).regions) {
    if (region.kind !== 'try' || region.start < subject.end || chain.includes(index) || !chain.includes(region.parent)) continue;
    const found = rejectionIn(view, index);
    if (found !== null && handling.outcome(index, { attempt: 1, failure: rejectedAnswer }).does === 'again') return { at: found, guarded: index };
  }
  return null;
}
