/**
 * What runs a call several times, as far as its own file tells: loops over a known number of items, around the call or around the only call of the function that holds it,
 * callbacks over a list, layers that try again, agents that go on by themselves. Each is told as a factor beside the price of one call. Loops whose length is only known at run time are deliberately absent: there is no number to tell.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { CostFactor } from '../../model/cost.ts';
import type { CallExpr, Expr, FileFacts, Region } from '../../model/facts.ts';
import { formatCount } from '../../model/format.ts';
import type { RetryLayer } from '../../model/retry.ts';
import type { Span } from '../../model/text.ts';
import { optionsOf, type Activation, type Value } from '../../model/value.ts';
import { callsOf } from '../resolve/callers.ts';
import { countedBy, type Iteration } from '../resolve/changes/iteration.ts';
import { indexOf, regionsAround } from '../resolve/lookup.ts';
import { lastName } from '../resolve/walk.ts';

export interface RepetitionContext {
  resolve(path: string, expr: Expr, activation?: Activation): Value;
  iteration(path: string, over: Expr): Iteration | null;
  goneThrough(path: string, call: CallExpr): Expr | null;
}

/** Outermost first. Loops that are retry layers count as such and not as loops. */
export function costFactors(site: CallSite, retries: readonly RetryLayer[], context: RepetitionContext): readonly CostFactor[] {
  const steps = stepsOf(site, context);
  const tries = triesOf(retries);
  return [...loopsAround(site, retries, context), ...(tries === null ? [] : [tries]), ...(steps === null ? [] : [steps])];
}

// ---- loops -------------------------------------------------------------------------------------------------------------------------------

type Loop = Extract<Region, { readonly kind: 'loop' }>;

/** How many functions up the loops around their calls are looked for. */
const MAX_CALLERS_UP = 3;

function loopsAround(site: CallSite, retries: readonly RetryLayer[], context: RepetitionContext): readonly CostFactor[] {
  const { facts, path } = site;
  const found: CostFactor[] = [];
  let region = site.call.region;
  let callers = 0;
  for (;;) {
    let around: FunctionRegion | null = null;
    for (const each of regionsAround(facts, region)) {
      if (each.kind === 'loop' && !retries.some((layer) => isHeaderOf(layer, each, path))) {
        const factor = loopFactor(each, facts, path, context);
        // Around a call of the function, a loop that may be left early is as a rule one that tries again.
        if (factor !== null && (callers === 0 || factor.bound === 'exactly')) found.unshift(calledIn(factor, callers));
      }
      if (each.kind !== 'function') continue;
      around = each;
      break;
    }
    if (around === null) return found;
    const { passedTo } = facts.functions[around.function]!;
    const call = passedTo >= 0 ? facts.calls[passedTo]! : callers++ < MAX_CALLERS_UP ? onlyCallOf(facts, around.function, path, context) : null;
    if (call === null || call.region === region) return found;
    // The call that a function is passed to runs it for each item.
    const factor = passesOn(call, facts, around.function) ? callbackFactor(call, path, context) : null;
    if (factor !== null) found.unshift(calledIn(factor, passedTo >= 0 ? callers : 1));
    region = call.region;
  }
}

type FunctionRegion = Extract<Region, { readonly kind: 'function' }>;

/** Whether a call is given the function, as it stands or by its name, and is no call of it. */
function passesOn({ callee }: CallExpr, facts: FileFacts, fn: number): boolean {
  const { name, passedTo } = facts.functions[fn]!;
  return passedTo >= 0 || lastName(callee) !== name;
}

/** The one place in its own file where a function is called, or given to something that calls it; null where there is none, or several: none of them then speaks for all. */
function onlyCallOf(facts: FileFacts, fnIndex: number, path: string, context: RepetitionContext): CallExpr | null {
  const fn = facts.functions[fnIndex]!;
  if (fn.name === null || fn.role === 'constructor') return null;
  const calls = callsOf(facts, fn);
  const passes = fn.role === 'function' ? indexOf(facts).passes(fn.name) : [];
  const [only] = [...calls, ...passes];
  // A function that calls itself says nothing of how often it is called.
  if (only === undefined || calls.length + passes.length > 1 || regionsAround(facts, only.region).some((around) => around.kind === 'function' && around.function === fnIndex)) return null;
  const reached = calls.length === 1 ? only.callee : (only.args.find(({ value }) => value.kind === 'name' && value.name === fn.name)?.value ?? null);
  return reached !== null && optionsOf(context.resolve(path, reached)).some((value) => value.kind === 'function' && value.path === path && value.function === fnIndex) ? only : null;
}

function calledIn(factor: CostFactor, callers: number): CostFactor {
  return callers === 0 ? factor : { ...factor, label: `called in ${factor.label}` };
}

function isHeaderOf(layer: RetryLayer, loop: Loop, path: string): boolean {
  const header = loop.over ?? loop.test;
  return layer.kind === 'loop' && layer.at.path === path && layer.at.start === (header === null ? loop.start : Math.min(loop.start, header.start));
}

function loopFactor(loop: Loop, facts: FileFacts, path: string, context: RepetitionContext): CostFactor | null {
  const times = loop.over === null ? countedTest(loop, facts, path, context) : itemsOf(loop.over, path, context);
  if (times === null || times < 2) return null;
  const header: Span = loop.over ?? loop.test ?? loop;
  return {
    kind: loop.form === 'comprehension' ? 'fan-out' : 'loop',
    times,
    bound: leavesEarly(loop, facts) ? 'at most' : 'exactly',
    label: loop.form === 'comprehension' ? `a comprehension over ${formatCount(times)} items` : `a \`${loop.form}\` loop of ${formatCount(times)} rounds`,
    at: { path, start: header.start, end: header.end },
  };
}

function callbackFactor(call: CallExpr, path: string, context: RepetitionContext): CostFactor | null {
  const over = context.goneThrough(path, call);
  const times = over === null ? null : itemsOf(over, path, context);
  if (over === null || times === null || times < 2) return null;
  return { kind: 'fan-out', times, bound: 'exactly', label: `\`${lastName(call.callee)}\` over ${formatCount(times)} items`, at: { path, start: over.start, end: over.end } };
}

/** Items of a list that is wholly known, or numbers that are counted; null where their number is not known. */
function itemsOf(over: Expr, path: string, context: RepetitionContext): number | null {
  const iteration = context.iteration(path, over);
  switch (iteration?.kind) {
    case 'counted': {
      const numbers = iteration.args.flatMap((argument) => numberOf(argument, path, context) ?? []);
      const { length } = numbers.length === iteration.args.length ? countedBy(numbers) : { length: Infinity };
      return length === Infinity ? null : length;
    }
    case 'side-by-side': {
      const sizes = iteration.of.map((each) => itemsOf(each, path, context));
      return sizes.every((size) => size !== null) ? Math.min(...sizes) : null;
    }
    // What only numbers, shows or orders the items leaves their count.
    case 'same':
    case 'numbered':
    case 'ordered':
      return itemsOf(iteration.of, path, context);
    case 'endless':
      return null;
    default:
      break;
  }
  if (over.kind === 'call' && over.callee.kind === 'member' && (over.callee.property === 'items' || over.callee.property === 'entries') && over.args.length === 0) return sizeOf(context.resolve(path, over.callee.object));
  return sizeOf(context.resolve(path, over));
}

function sizeOf(value: Value): number | null {
  if (value.kind === 'list') return value.open === null ? value.items.length : null;
  return value.kind === 'record' && value.open === null && value.entries.every((entry) => entry.presence === 'always') ? new Set(value.entries.map((entry) => entry.key)).size : null;
}

function numberOf(expr: Expr, path: string, context: RepetitionContext): number | null {
  const value = context.resolve(path, expr);
  return value.kind === 'number' ? value.value : null;
}

/** `for (let i = 0; i < 10; i++)`: the test's bound, where the counter begins at a number and is only counted up by one. */
function countedTest(loop: Loop, facts: FileFacts, path: string, context: RepetitionContext): number | null {
  const { test } = loop;
  if (loop.form !== 'for' || test?.kind !== 'binary' || test.operator !== 'compare' || (test.text !== '<' && test.text !== '<=')) return null;
  const { left } = test;
  if (left.kind !== 'name') return null;
  const end = numberOf(test.right, path, context);
  const bindings = facts.scopes.flatMap((scope) => scope.bindings).filter((binding) => binding.name === left.name && binding.start >= loop.start - 200 && binding.end <= loop.end);
  const begins = bindings.filter((binding) => binding.kind === 'variable' && binding.end <= test.start).at(-1)?.value;
  const steps = bindings.filter((binding) => binding.kind === 'augmented');
  if (end === null || begins?.kind !== 'number' || steps.some((step) => step.value?.kind === 'number' && step.value.value !== 1)) return null;
  return Math.max(0, Math.ceil(end - begins.value + (test.text === '<=' ? 1 : 0)));
}

/** Whether something leaves the loop before its last round. */
function leavesEarly(loop: Loop, facts: FileFacts): boolean {
  return facts.jumps.some((jump) => (jump.kind === 'break' || jump.kind === 'return') && jump.start >= loop.start && jump.end <= loop.end && !insideFunction(facts, jump.region, loop));
}

function insideFunction(facts: FileFacts, region: number, loop: Loop): boolean {
  for (const around of regionsAround(facts, region)) {
    if (around === loop) return false;
    if (around.kind === 'function') return true;
  }
  return true;
}

// ---- retries -----------------------------------------------------------------------------------------------------------------------------

/** All layers together: nested ones multiply. Null where nothing tries again. */
function triesOf(retries: readonly RetryLayer[]): CostFactor | null {
  const layers = retries.filter((layer) => layer.attempts !== 1);
  const [first] = layers;
  if (first === undefined) return null;
  const known = layers.filter((layer) => layer.attempts !== null && layer.attemptsKnown);
  const unbounded = layers.some((layer) => layer.attempts === null && layer.attemptsKnown);
  if (known.length === 0 && !unbounded) return null;
  const times = unbounded ? null : known.reduce((product, layer) => product * layer.attempts!, 1);
  const outermost = layers.at(-1)!;
  return { kind: 'retries', times, bound: 'at most', label: layers.map((layer) => layer.label).join(' × '), at: outermost.kind === 'sdk' ? null : outermost.at };
}

// ---- agents ------------------------------------------------------------------------------------------------------------------------------

/** Model calls of one run of an operation that goes on by itself: what the call says, else the SDK's default. */
function stepsOf(site: CallSite, context: RepetitionContext): CostFactor | null {
  const { operation, parameters } = site;
  const use = parameters.steps;
  if (use.state === 'absent') {
    // Without tools there is nothing to go on with: one answer ends the run.
    const times = operation.stepsWhenAbsent;
    if (times === undefined || times === 'unknown' || parameters.tools.state === 'absent') return null;
    return { kind: 'steps', times, bound: 'at most', label: times === null ? 'steps of the agent, which nothing bounds' : 'steps of the agent, the default of the SDK', at: null };
  }
  if (use.value === null || use.site === null) return null;
  const counts = optionsOf(use.value).map((option) => stepCount(option, context));
  if (counts.length === 0 || counts.some((count) => count === null)) return null;
  const times = Math.max(...(counts as number[]));
  return times < 2 ? null : { kind: 'steps', times, bound: 'at most', label: `steps of the agent (\`${use.name}\`)`, at: null };
}

/** A number, or a condition that is made with one: `stepCountIs(5)`. Of several conditions the first to hold ends the run. */
function stepCount(value: Value, context: RepetitionContext): number | null {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'list') {
    const counts = value.items.map((item) => stepCount(item, context)).filter((count) => count !== null);
    return counts.length === 0 ? null : Math.min(...counts);
  }
  if (value.kind !== 'external') return null;
  const last = value.steps.at(-1);
  const [only, ...more] = last?.kind === 'call' ? (last.call?.args ?? []) : [];
  if (last?.kind !== 'call' || only?.kind !== 'positional' || more.length > 0) return null;
  const made = context.resolve(last.path, only.value, last.activation);
  return made.kind === 'number' ? made.value : null;
}
