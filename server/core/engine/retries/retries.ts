/**
 * The layers around a call that try it again: the SDK's own, loops, decorators and wrappers, innermost first.
 * Only what is evident makes a layer: a function of the workspace counts where its body is a loop that calls what it was given.
 * Of the enclosing function, the one caller in the same file is followed; of several callers, and other files', those are that are calls of a function that asks a model: they have layers of their own.
 */
import type { CallSite } from '../../model/callsite.ts';
import type { CallExpr, Expr, FileFacts, FunctionFact, Region } from '../../model/facts.ts';
import type { RetryLayer } from '../../model/retry.ts';
import type { ErrorSpec } from '../../model/sdk.ts';
import { isWithin, type Location } from '../../model/text.ts';
import { callsOf } from '../resolve/callers.ts';
import { functionHolding, indexOf } from '../resolve/lookup.ts';
import { lastCalled } from '../resolve/walk.ts';
import { swallows } from './handlers.ts';
import { formOf, libraryLayer, methodsOf, type FormUse } from './library.ts';
import { retryLoop, type FoundLoop } from './loop.ts';
import { recursiveRetry } from './recursion.ts';
import { rejectionIn } from './success.ts';
import { bindingsOf, near, type Caller, type RetryReader, type Subject } from './view.ts';

export type { RetryReader };

/** Functions nested deeper than this are not followed outwards. */
const MAX_FUNCTIONS = 6;

/** Where a call that may be repeated stands. */
interface Place {
  readonly path: string;
  readonly facts: FileFacts;
  readonly call: CallExpr;
}

/** The layers that repeat a call, innermost first; the SDK's own retries are always the first. Of a call of a function that asks a model those within that function come before those around the call. */
export function retryLayers(site: CallSite, reader: RetryReader): readonly RetryLayer[] {
  if (site.through === null) {
    const layers: RetryLayer[] = [sdkLayer(site), ...methodLayers(site, reader)];
    climb(site, layers, site.sdk.errors, reader, 'through the only caller');
    return layers;
  }
  const { inner } = site.through;
  const layers: RetryLayer[] = [sdkLayer(inner), ...methodLayers(inner, reader)];
  const steps = [inner, ...site.through.via.toReversed().flatMap((at) => placeAt(at, reader)), site];
  if (steps.length < site.through.via.length + 2) return layers;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (climb(step, layers, site.sdk.errors, reader, next === undefined ? 'through the only caller' : 'to its function') === 'swallowed') return layers;
    if (next !== undefined && !isDoneAt(next.facts, next.call, functionHolding(step.facts, step.call)?.async === true)) return layers;
  }
  return layers;
}

function placeAt({ path, start, end }: Location, reader: RetryReader): readonly Place[] {
  const facts = reader.facts(path);
  const call = facts?.calls.find((candidate) => candidate.start === start && candidate.end === end);
  return facts === undefined || call === undefined ? [] : [{ path, facts, call }];
}

/** Adds the layers around a call, to the function that holds it, or out of it and on through the one place that calls it. Says whether a failure of the call still leaves what was looked at. */
function climb(place: Place, layers: RetryLayer[], errors: ErrorSpec, reader: RetryReader, far: 'to its function' | 'through the only caller'): 'thrown' | 'swallowed' {
  const { facts, path, call } = place;
  const around: Around = { path, facts, call, errors };
  let subject: Subject = { start: call.start, end: call.end, region: call.region };
  let at = call.region;
  // A handler that keeps the failure to itself hides it from the layers further out, unless its own loop tries again.
  let hidden = false;

  for (let functions = 0; at >= 0 && functions < MAX_FUNCTIONS; ) {
    const region = facts.regions[at]!;
    if (region.kind === 'loop') {
      const iterator = region.over === null ? null : formOf(reader, reader.resolve(path, region.over), 'iterator');
      if (iterator !== null) layers.push(libraryLayer(reader, errors, iterator, 'loop', { path, start: region.over!.start, end: region.over!.end }));
      else {
        const found = retryLoop({ reader, errors, facts, path, subject, loop: at, caller: null });
        if (found !== null) layers.push(found.layer);
        if (found === null ? hidden : found.afterwards === 'swallowed') return 'swallowed';
        hidden = false;
      }
    } else if (region.kind === 'try') {
      const fn = functionAround(facts, at);
      const again = fn === null ? null : recursiveRetry(path, facts, at, fn, (inner) => isCallOf(facts, inner, facts.functions.indexOf(fn)) && isDoneAt(facts, inner, fn.async));
      if (again !== null) layers.push(again);
      hidden ||= again === null && swallows({ reader, errors, facts, path }, at);
    } else if (region.kind === 'function') {
      functions++;
      if (hidden) return 'swallowed';
      const fn = facts.functions[region.function]!;
      for (const decorator of [...fn.decorators].reverse()) {
        const layer = decoratorLayer(around, reader, decorator, fn);
        if (layer !== null) layers.push(withRejection(layer, region));
      }
      const outer = passing(around, reader, region.function) ?? (far === 'to its function' ? null : onlyCaller(facts, region.function));
      if (outer === null) return 'thrown';
      if (outer.layer !== null) layers.push(withRejection(outer.layer, region));
      subject = { start: outer.call.start, end: outer.call.end, region: outer.call.region };
      at = outer.call.region;
      continue;
    } else if (region.kind === 'class') return 'thrown';
    at = region.parent;
  }
  return hidden ? 'swallowed' : 'thrown';

  /** A function that is retried for every error is also retried for what it finds wrong with a finished answer. */
  function withRejection(layer: RetryLayer, region: Region): RetryLayer {
    if (layer.on !== 'everything' && layer.on !== 'result') return layer;
    return { ...layer, rejects: rejectionIn({ facts, path, subject }, facts.regions.indexOf(region)) };
  }
}

function functionAround(facts: FileFacts, region: number): FunctionFact | null {
  for (let at = region; at >= 0; at = facts.regions[at]!.parent) {
    const found = facts.regions[at]!;
    if (found.kind === 'function') return facts.functions[found.function]!;
  }
  return null;
}

/** What the readers of one file's layers share: the call, and the errors that its SDK raises. */
type Around = Place & { readonly errors: ErrorSpec };

function sdkLayer(site: CallSite): RetryLayer {
  const { retries, construction } = site.client;
  const at = construction !== null && retries.from !== 'request' ? { path: construction.path, start: construction.call.start, end: construction.call.end } : { path: site.path, start: site.start, end: site.end };
  return {
    kind: 'sdk',
    label: 'the SDK itself',
    attempts: retries.count === null ? null : retries.count + 1,
    attemptsKnown: retries.count !== null,
    attemptsFrom: 'code',
    on: 'transient',
    wait: 'growing-with-jitter',
    rejects: null,
    at,
    filterAt: null,
    library: null,
  };
}

/** The object that is called may have been told to try again: `model.with_retry(…).invoke(…)`. */
function methodLayers(site: CallSite, reader: RetryReader): readonly RetryLayer[] {
  return methodsOf(reader, reader.resolve(site.path, site.call.callee)).map((use) => {
    const { start, end } = use.call.callee;
    // The name alone: what stands before it may be a long chain.
    return libraryLayer(reader, site.sdk.errors, use, 'wrapper', { path: use.path, start: Math.max(start, end - use.form.path.length), end });
  });
}

// ---- decorators ------------------------------------------------------------------------------------------------------------------------

function decoratorLayer(site: Around, reader: RetryReader, decorator: Expr, fn: FunctionFact): RetryLayer | null {
  const { path } = site;
  const at = { path, start: decorator.start, end: decorator.end };
  const use = formOf(reader, reader.resolve(path, decorator), 'decorator');
  if (use !== null) {
    const { library: spec } = use;
    return fn.async && spec.awaits === 'nothing' ? null : libraryLayer(reader, site.errors, use, 'decorator', at);
  }
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  const found = workspaceLayer(site, reader, callee, decorator.kind === 'call' ? decorator : null, fn);
  return found === null ? null : { ...found.layer, kind: 'decorator', label: `\`@${lastCalled(callee) ?? 'decorator'}\``, at, filterAt: found.layer.at };
}

// ---- functions that are passed on ------------------------------------------------------------------------------------------------------

/** The call that a function is passed to, and the layer it makes. Null where the function is not passed to anything, or to several calls. */
function passing(site: Around, reader: RetryReader, fn: number): { readonly call: CallExpr; readonly layer: RetryLayer | null } | null {
  const { facts } = site;
  const fact = facts.functions[fn]!;
  if (fact.passedTo >= 0) {
    const call = facts.calls[fact.passedTo]!;
    return { call, layer: wrapperLayer(site, reader, call, fact) };
  }
  if (fact.name === null || fact.class >= 0) return null;
  const candidates = indexOf(facts).passes(fact.name).filter((call) => refersTo(facts, call, fn));
  const wrapped = candidates.map((call) => ({ call, layer: wrapperLayer(site, reader, call, fact) })).filter(({ layer }) => layer !== null);
  return wrapped.length === 1 ? wrapped[0]! : null;
}

/** The one place in its file where a function is called by its name, or a method on its own object. Null where there are more, or what it begins is neither waited for there nor handed back. */
function onlyCaller(facts: FileFacts, fn: number): { readonly call: CallExpr; readonly layer: null } | null {
  const fact = facts.functions[fn]!;
  if (fact.name === null || fact.role === 'constructor' || fact.role === 'getter') return null;
  const calls = callsOf(facts, fact).filter((call) => !isWithin(call, fact) && isCallOf(facts, call, fn));
  const [call] = calls;
  return call !== undefined && calls.length === 1 && isDoneAt(facts, call, fact.async) ? { call, layer: null } : null;
}

/** Whether what a function does is done where it is called, or handed back from there: what is only begun fails elsewhere. */
function isDoneAt(facts: FileFacts, call: CallExpr, async: boolean): boolean {
  return !async || call.awaited || functionHolding(facts, call)?.returns.includes(call) === true;
}

function isCallOf(facts: FileFacts, { callee }: CallExpr, fn: number): boolean {
  if (callee.kind === 'name') return bindingsOf(facts, callee).some(({ value }) => value?.kind === 'function' && value.function === fn);
  return callee.kind === 'member' && callee.object.kind === 'self' && callee.object.class === facts.functions[fn]!.class;
}

function refersTo(facts: FileFacts, call: CallExpr, fn: number): boolean {
  return call.args.some(({ value }) => value.kind === 'name' && bindingsOf(facts, value).some((binding) => binding.value?.kind === 'function' && binding.value.function === fn));
}

function wrapperLayer(site: Around, reader: RetryReader, call: CallExpr, fn: FunctionFact): RetryLayer | null {
  const { path, facts } = site;
  const at = { path, start: call.callee.start, end: call.callee.end };
  const form = formOf(reader, reader.resolve(path, call.callee), 'wrapper');
  if (form !== null) {
    const use: FormUse = { ...form, call, path };
    const layer = libraryLayer(reader, site.errors, use, 'wrapper', at);
    const abort = abortIn(facts, fn, use);
    return abort === null ? layer : { ...layer, on: 'unknown', filterAt: { path, ...abort } };
  }
  const found = workspaceLayer(site, reader, call.callee, call, fn);
  return found === null ? null : { ...found.layer, kind: 'wrapper', label: `\`${lastCalled(call.callee) ?? 'function'}()\``, at, filterAt: found.layer.at };
}

/** Where the function itself ends the retries for some errors. */
function abortIn(facts: FileFacts, fn: FunctionFact, use: FormUse): { readonly start: number; readonly end: number } | null {
  const { abortError, abortParameter } = use.form;
  if (abortError !== undefined) {
    const thrown = near(facts, fn.region).jumps.find((jump) => jump.kind === 'throw' && isWithin(jump, fn) && jump.value !== null && lastCalled(jump.value) === abortError);
    if (thrown !== undefined) return { start: thrown.start, end: thrown.end };
  }
  const parameter = abortParameter === undefined ? undefined : fn.params[abortParameter];
  if (parameter !== undefined) {
    const used = near(facts, fn.region).calls.find((call) => isWithin(call, fn) && (lastCalled(call.callee) === parameter.name || (call.callee.kind === 'member' && lastCalled(call.callee.object) === parameter.name)));
    if (used !== undefined) return { start: used.start, end: used.end };
  }
  return null;
}

// ---- functions of the workspace --------------------------------------------------------------------------------------------------------

/** A function of the workspace whose body is a loop that calls what it was given: `with_retry(fn, n=3)`, `@retry_on_error(max_retries=5)`. */
function workspaceLayer(site: Around, reader: RetryReader, callee: Expr, call: CallExpr | null, retried: FunctionFact): FoundLoop | null {
  const value = reader.resolve(site.path, callee);
  if (value.kind !== 'function') return null;
  const facts = reader.facts(value.path);
  const fn = facts?.functions[value.function];
  if (facts === undefined || fn === undefined || (value.path === site.path && isWithin(site.call, fn))) return null;
  const caller: Caller = { function: value.function, path: site.path, call };
  for (const inner of facts.calls) {
    if (!isWithin(inner, fn) || !callsParameter(facts, fn, inner) || (retried.async && !waitsFor(facts, inner))) continue;
    const subject: Subject = { start: inner.start, end: inner.end, region: inner.region };
    for (let at = inner.region; at >= 0 && isWithin(facts.regions[at]!, fn); at = facts.regions[at]!.parent) {
      if (facts.regions[at]!.kind !== 'loop') continue;
      const found = retryLoop({ reader, errors: site.errors, facts, path: value.path, subject, loop: at, caller });
      if (found !== null) return found;
    }
  }
  return null;
}

/** Whether what an async function does is done where it is called: what is only begun there fails elsewhere. */
function waitsFor(facts: FileFacts, call: CallExpr): boolean {
  if (call.awaited || facts.calls.some((other) => other !== call && isWithin(call, other))) return true;
  return functionHolding(facts, call)?.async === true;
}

function callsParameter(facts: FileFacts, fn: FunctionFact, call: CallExpr): boolean {
  if (call.callee.kind !== 'name') return false;
  return bindingsOf(facts, call.callee).some(({ value }) => value?.kind === 'parameter' && isWithin(facts.functions[value.function]!, fn));
}
