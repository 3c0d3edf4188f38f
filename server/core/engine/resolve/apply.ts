/** What a call gives: a function of the workspace, a construction, an idiom of the language's library, or something from outside. */
import type { CallExpr, Expr, FunctionFact, MemberExpr } from '../../model/facts.ts';
import { knownText, optionsOf, type ExternalValue, type FunctionValue, type ObjectValue, type Origin, type Value } from '../../model/value.ts';
import { withFilled } from './arguments.ts';
import { optionsOfChain } from './settings/command-line.ts';
import { keptByRun } from './changes/caches.ts';
import { changedCopy } from './changes/copies.ts';
import { isReached, reached } from './conditions.ts';
import { NO_ARGUMENTS, NO_ITEMS, type Evaluator, type Frame } from './evaluator.ts';
import { settingBy } from './settings/described-settings.ts';
import { fieldsOf, isRecordType } from './types/fields.ts';
import { applyIdiom, applyMethod, awaited, filledIn, isEnvironment, isFunction, plainArguments, recordOf } from './idiom-calls.ts';
import { idiomsOf } from './idioms.ts';
import { keptInObject } from './settings/kept.ts';
import { indexOf } from './lookup.ts';
import { elementOf, memberOf } from './members.ts';
import { keptUnder } from './settings/outside.ts';
import { readByDescription } from './settings/read-settings.ts';
import { labelOf, partsIn } from './resolve.ts';
import { settingRead } from './settings/settings-files.ts';
import { readFromStore } from './settings/stores.ts';
import { applyFileIdiom, renderedText, staysOutside } from './texts/text-files.ts';
import { givenUnderType } from './types/type-parameters.ts';
import { instanceOf, toldByType } from './types/types.ts';
import { either, external, isWholeList, originOf, record, textValue, unknown } from './values.ts';

/** Functions nested deeper than this are not followed. */
const MAX_DEPTH = 12;

/** A method that may be one of more objects' is run once for all. */
const MAX_RUNS = 3;

export function applyCall(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value {
  const origin = originOf(path, call);
  const known = call.callee.kind === 'member' ? givenByMethod(evaluator, path, call, call.callee, origin, frame) : null;
  return known ?? either(calledAsAny(evaluator, path, call, origin, frame), origin);
}

/** What a method gives by its name, whatever it is one of: one of the language's library, or that some library's objects share. Null where what is called has to tell. */
function givenByMethod(evaluator: Evaluator, path: string, call: CallExpr, callee: MemberExpr, origin: Origin, frame: Frame): Value | null {
  const receiver = evaluator.evaluate(path, callee.object, frame);
  const method = idiomsOf(evaluator, path).of(`.${callee.property}`);
  const setting = receiver.kind === 'external' && /^get/.test(callee.property) ? settingRead(evaluator, path, call, receiver, frame) : null;
  if (setting !== null || method === undefined) return setting;
  /** Whether it is no method of the workspace's own. */
  const isLibrarys = (): boolean => optionsOf(evaluator.evaluate(path, callee, frame)).every(({ kind }) => kind !== 'function');
  switch (method.means) {
    case 'bound':
      if (optionsOf(receiver).every(isFunction)) return filledIn(evaluator, path, call, receiver, frame);
      break;
    case 'awaited':
      return awaited(evaluator, path, call, receiver, frame);
    case 'schema-of':
      // A class's schema is made of it where it is measured.
      if (receiver.kind === 'class') return { ...receiver, asked: 'schema' };
      break;
    case 'built-from':
      if (receiver.kind !== 'class' || call.args[0]?.kind !== 'positional') break;
      return applyOne(evaluator, path, evaluator.reader.copied({ ...call, args: [{ ...call.args[0], kind: 'named-spread' }] }), receiver, origin, frame);
    case 'fields-of': {
      const fields = fieldsOf(evaluator, receiver, call, origin, frame);
      if (fields !== null && isLibrarys()) return either(fields, origin);
      break;
    }
    case 'get': {
      const kept = call.args.length === 1 ? keptByRun(evaluator, path, callee.object, call.args[0]!.value, frame) : null;
      if (kept !== null) return kept;
      const byDefault = receiver.kind === 'external' && !isEnvironment(evaluator, path, receiver) ? defaultOf(evaluator, path, call, frame) : null;
      if (byDefault !== null) return either([byDefault, ...calledAsAny(evaluator, path, call, origin, frame)], origin);
      break;
    }
    case 'changed-copy':
      if (receiver.kind !== 'external' && optionsOf(receiver).some(({ kind }) => kind === 'object') && isLibrarys()) return changedCopy(evaluator, path, call, method, receiver, frame);
      break;
    default:
      break;
  }
  return hasMembersOfItsOwn(evaluator, path, receiver) || (receiver.kind === 'text' && method.means === 'read-text') ? null : applyMethod(evaluator, path, call, method, receiver, frame);
}

/** Whether what a method of a value does is told by the value and not by the method's name. The environment is a table like any other. */
function hasMembersOfItsOwn(evaluator: Evaluator, path: string, receiver: Value): boolean {
  return receiver.kind === 'object' || receiver.kind === 'module' || receiver.kind === 'class' || (receiver.kind === 'external' && !isEnvironment(evaluator, path, receiver));
}

/** What a call gives with each of the things that are called. */
function calledAsAny(evaluator: Evaluator, path: string, call: CallExpr, origin: Origin, frame: Frame): readonly Value[] {
  const options = fewRuns(asCalled(evaluator, calleeOf(evaluator, path, call.callee, frame)).filter((option) => option.kind !== 'null'), MAX_RUNS);
  return options.map((callee) => applyOne(evaluator, path, call, callee, origin, frame));
}

/** The things that a callee may be; of an object that can be called, the method that runs then. */
export function asCalled(evaluator: Evaluator, callee: Value): readonly Value[] {
  return optionsOf(callee).flatMap((option) => {
    const method = option.kind === 'object' ? (evaluator.reader.languageOf(option.path)?.objectCall ?? null) : null;
    const methods = method === null ? [] : optionsOf(memberOf(evaluator, option, method, option.origin, evaluator.root)).filter(({ kind }) => kind === 'function');
    return methods.length === 0 ? [option] : methods;
  });
}

/** What something from outside that is asked for a field by name gives where it has none: `config.get("model", "…")`, `config.get("configurable", {})`. Null where that is no text and no empty table. */
function defaultOf(evaluator: Evaluator, path: string, { args: [key, byDefault, ...others] }: CallExpr, frame: Frame): Value | null {
  if (key?.kind !== 'positional' || byDefault?.kind !== 'positional' || others.length > 0 || key.value.kind !== 'string') return null;
  const value = evaluator.evaluate(path, byDefault.value, frame);
  return knownText(value) !== null || (value.kind === 'record' && value.open === null && value.entries.length === 0) ? value : null;
}

/** What is called; of methods of many objects each once, of an object of which nothing is known. */
export function fewRuns<Callee extends Value>(callees: readonly Callee[], most: number): readonly Callee[] {
  if (callees.length <= most) return callees;
  const found = new Map<string | Callee, Callee>();
  for (const callee of callees) {
    if (callee.kind !== 'function' || callee.self?.kind !== 'object') found.set(callee, callee);
    else found.set(`${callee.path}#${callee.function}`, { ...callee, self: anyOf(callee.self) });
  }
  return [...found.values()];
}

function anyOf({ set: _, ...object }: ObjectValue): ObjectValue {
  return { ...object, construction: null };
}

/** What is called. A generic class with its arguments, `Agent[Deps, str](…)`, is that class. */
function calleeOf(evaluator: Evaluator, path: string, callee: Expr, frame: Frame): Value {
  if (callee.kind === 'index') {
    const generic = evaluator.evaluate(path, callee.object, frame);
    const last = generic.kind === 'external' ? generic.steps.at(-1) : undefined;
    if (generic.kind === 'class' || (last?.kind === 'member' && /^[A-Z]/.test(last.name))) return generic;
  }
  return evaluator.evaluate(path, callee, frame);
}

export function applyOne(evaluator: Evaluator, path: string, call: CallExpr, callee: Value, origin: Origin, frame: Frame): Value {
  switch (callee.kind) {
    case 'external': {
      const idiom = idiomsOf(evaluator, path).ofExternal(callee);
      if (idiom?.means === 'kept') return keptInObject(evaluator, path, call, callee, idiom, origin, frame);
      const state = idiom?.means === 'store' ? readFromStore(evaluator, path, call, callee, idiom, origin, frame) : null;
      if (state !== null) return state;
      const setting = idiom === undefined ? null : settingBy(evaluator, path, call, callee, idiom, frame);
      if (setting !== null) return setting;
      if (idiom?.means === 'options-of-chain') return optionsOfChain(evaluator, path, callee, origin);
      const tuple = idiom === undefined ? tupleOf(evaluator, path, call, callee, frame) : null;
      if (tuple !== null) return tuple;
      const read = idiom === undefined ? readByDescription(evaluator, path, callee, origin) : null;
      if (read !== null) return read;
      const file = idiom === undefined ? null : applyFileIdiom(evaluator, path, call, idiom, callee.steps, frame);
      if (file !== null) return file;
      if (idiom !== undefined && idiom.means !== 'store' && !staysOutside(idiom)) return applyIdiom(evaluator, path, call, idiom, frame);
      return keptUnder(evaluator, path, call, external(callee.package, [...callee.steps, { kind: 'call', call: callee.filled === undefined ? call : withFilledArguments(evaluator, path, call, callee), path, ...(frame === evaluator.root ? {} : { activation: frame }) }], origin));
    }
    case 'function':
      return callFunction(evaluator, callee, origin, frame, { path, call });
    case 'class':
      if (isRecordType(evaluator, callee)) return recordOf(evaluator, path, call, frame);
      return { kind: 'object', path: callee.path, class: callee.class, construction: { path, call, ...(frame === evaluator.root ? {} : { activation: frame }) }, origin };
    case 'unknown':
      return unknown(callee.why, callee.cause, origin);
    // A template that was made ready is a function.
    case 'text':
      return renderedText(evaluator, path, call, callee, frame);
    default:
      return unknown(labelOf(evaluator, path, call), 'dynamic', origin);
  }
}

/** A call of something from outside with the arguments that the same file filled in before, but for those that it gives anew: `partial(Client, max_retries=5)()`. */
function withFilledArguments({ reader }: Evaluator, path: string, call: CallExpr, { filled = [] }: ExternalValue): CallExpr {
  const anew = new Set(call.args.map((argument) => (argument.kind === 'named' ? argument.name : null)));
  const before = filled.flatMap((step) => (step.call === null || step.path !== path ? [] : step.call.args.slice(1))).filter((argument) => argument.kind !== 'named' || !anew.has(argument.name));
  return reader.copied({ ...call, args: [...before, ...call.args] });
}

/** `Spec("gpt", 5)` for `Spec = namedtuple("Spec", "model cap")`: a record of its fields; null where the callee is no such class. */
function tupleOf(evaluator: Evaluator, path: string, call: CallExpr, { steps, ...callee }: ExternalValue, frame: Frame): Value | null {
  const made = steps.at(-1);
  if (made?.kind !== 'call' || made.call === null || idiomsOf(evaluator, made.path).ofNamed({ ...callee, steps: steps.slice(0, -1) })?.means !== 'tuple-class') return null;
  const [, fields] = made.call.args.map(({ value }) => evaluator.evaluate(made.path, value, evaluator.root));
  const names = fields?.kind === 'list' ? fields.items.map((item) => knownText(item)) : (knownText(fields)?.split(/[\s,]+/).filter((name) => name !== '') ?? []);
  if (names.length === 0 || names.includes(null) || call.args.some(({ kind }) => kind === 'spread' || kind === 'named-spread')) return null;
  const given = call.args.map((argument, i) => [argument.kind === 'named' ? argument.name : (names[i] ?? ''), evaluator.evaluate(path, argument.value, frame)] as const);
  return record(given, originOf(path, call));
}

/** The value a function of the workspace returns for these arguments; its annotated type where the body does not tell. */
export function callFunction(evaluator: Evaluator, callee: FunctionValue, origin: Origin, frame: Frame, at?: { readonly path: string; readonly call: CallExpr }): Value {
  const facts = evaluator.reader.facts(callee.path);
  const fn = facts?.functions[callee.function];
  if (fn === undefined) return unknown('a function that is gone', 'dynamic', origin);
  const name = fn.name ?? 'a function';
  if (frame.depth >= MAX_DEPTH) return unknown(`result of \`${name}\`: nested too deeply`, 'limit', origin);
  const activation = runOf(evaluator, callee, frame, at);
  if (activation === null) return unknown(`result of \`${name}\`, which calls itself`, 'limit', origin);
  if (fn.yields !== undefined) return yieldedBy(evaluator, callee, fn, fn.yields, activation, origin);
  const index = indexOf(facts!);
  const results = reached(fn.returns, (expr) => isReached(evaluator, callee.path, facts!, index.returnRegion(expr, fn.region), fn.region, activation));
  const returned = results.map((expr) => evaluator.evaluate(callee.path, expr, activation));
  const value = returned.length === 0 ? unknown(`result of \`${name}\``, 'dynamic', origin) : either(returned, origin);
  return toldByType(evaluator, callee.path, givenUnderType(evaluator, callee, fn, value, origin, activation) ?? value, fn.returnType);
}

/** What a function that yields gives: the one thing that a `with` block gets, or a list of all. */
function yieldedBy(evaluator: Evaluator, callee: FunctionValue, fn: FunctionFact, yields: readonly Expr[], activation: Frame, origin: Origin): Value {
  const idioms = idiomsOf(evaluator, callee.path);
  const isContext = fn.decorators.some((decorator) => optionsOf(evaluator.evaluate(callee.path, decorator, evaluator.root)).some((option) => option.kind === 'external' && idioms.ofExternal(option)?.means === 'context-manager'));
  const items = yields.map((expr) => evaluator.evaluate(callee.path, expr, activation));
  const typed = fn.returnType === null || !items.every(({ kind }) => kind === 'unknown') ? null : instanceOf(evaluator, callee.path, fn.returnType);
  return typed ?? (isContext ? either(items, origin) : { kind: 'list', items, open: 'more of what it yields', origin });
}

/** A function's result for arguments that are values already. */
export function resultFor(evaluator: Evaluator, callee: FunctionValue, args: readonly Value[], frame: Frame): Value | null {
  const fn = evaluator.reader.facts(callee.path)?.functions[callee.function];
  const run = runOf(evaluator, callee, frame);
  if (fn === undefined || run === null || fn.returns.length === 0) return null;
  return either(fn.returns.map((expr) => evaluator.evaluate(callee.path, expr, { ...run, args: (parameter) => args[parameter] })), callee.origin);
}

/** One element of a list, also of one that is made of another by a function in sight: `items.map((item) => …)`. */
export function elementMade(evaluator: Evaluator, list: Value, origin: Origin, frame: Frame): Value {
  const { path, expr } = list.origin;
  if (list.kind !== 'list' || list.open === null || expr.kind !== 'call' || expr.callee.kind !== 'member') return elementOf(list, origin);
  const means = idiomsOf(evaluator, path).of(`.${expr.callee.property}`)?.means;
  const argument = means === 'made-of-each' || means === 'made-of-all' ? expr.args[0] : undefined;
  const fn = argument === undefined ? null : evaluator.evaluate(path, argument.value, frame);
  if (fn?.kind !== 'function') return elementOf(list, origin);
  const made = resultFor(evaluator, fn, [elementMade(evaluator, evaluator.evaluate(path, expr.callee.object, frame), origin, frame)], frame);
  if (made === null) return elementOf(list, origin);
  return means === 'made-of-each' ? made : either(optionsOf(made).map((option) => (option.kind === 'list' ? elementMade(evaluator, option, origin, frame) : option)), origin);
}

/** The most items that a function is run for one by one. */
export const MAX_EACH = 40;

/** `items.map((item) => …)` of items that are all known; null where they, or the function, are not. */
export function madeOfEach(evaluator: Evaluator, path: string, call: CallExpr, receiver: Value, frame: Frame): Value | null {
  if (!isWholeList(receiver) || receiver.items.length > MAX_EACH) return null;
  const [argument] = plainArguments(call);
  const fn = argument === undefined ? null : evaluator.evaluate(path, argument.value, frame);
  const origin = originOf(path, call);
  if (fn?.kind === 'external' && idiomsOf(evaluator, path).ofExternal(fn)?.means === 'text-of') return { ...receiver, items: receiver.items.map((item) => textValue(partsIn(evaluator, path, item, '…'), origin)), origin };
  if (fn?.kind !== 'function') return null;
  const items = receiver.items.map((item, index) => resultFor(evaluator, fn, [item, { kind: 'number', value: index, origin }], frame));
  return items.every((item) => item !== null) ? { kind: 'list', items, open: null, origin } : null;
}

/** What is left of items that are all known once a function has put one after the other together; null where they, or the function, are not. */
export function foldedList(evaluator: Evaluator, fn: Value | undefined, list: Value | undefined, start: Value | undefined, frame: Frame): Value | null {
  if (fn?.kind !== 'function' || !isWholeList(list) || list.items.length > MAX_EACH) return null;
  const [first, ...others] = start === undefined ? list.items : [start, ...list.items];
  return others.reduce<Value | null>((sum, item) => (sum === null ? null : resultFor(evaluator, fn, [sum, item], frame)), first ?? null);
}

/** A run of a function; null where it is nested too deeply, or would run inside itself. */
export function runOf(evaluator: Evaluator, callee: FunctionValue, frame: Frame, at?: { readonly path: string; readonly call: CallExpr }): Frame | null {
  const fn = evaluator.reader.facts(callee.path)?.functions[callee.function];
  if (fn === undefined || frame.depth >= MAX_DEPTH) return null;
  for (let active: Frame | null = frame; active !== null; active = active.parent) if (active.function === callee.function && active.path === callee.path) return null;
  return {
    path: callee.path,
    function: callee.function,
    args: at === undefined ? NO_ARGUMENTS : withFilled(evaluator, callee, fn, at, frame),
    self: callee.self,
    parent: frame,
    enclosing: (callee.activation as Frame | undefined) ?? null,
    call: at === undefined ? null : { path: at.path, start: at.call.start },
    depth: frame.depth + 1,
    items: NO_ITEMS,
    memo: new Map(),
  };
}
