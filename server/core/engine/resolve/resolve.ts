/**
 * From expressions to values, across files. Synchronous and total: what cannot be told is an unknown with its reason, and the work is bounded
 * by remembering every value, by a mark on evaluations under way, and by a budget of steps.
 */
import type { CallExpr, ComprehensionExpr, Expr, FunctionExpr, ListExpr, RecordExpr, TemplateExpr } from '../../model/facts.ts';
import { knownText, optionsOf, stateOf, type Activation, type ExternalValue, type FunctionValue, type ListValue, type Hole, type ObjectValue, type Origin, type RecordField, type Value } from '../../model/value.ts';
import { applyCall, asCalled, callFunction, elementMade, runOf } from './apply.ts';
import { asOutside, attributeOf, receivingClass, selfValue } from './attributes.ts';
import { holds, mayReach } from './conditions.ts';
import { underConditionsOfParts } from './derived.ts';
import { frameOf, rootFrame, runIn, unlessUnderWay, type Evaluator, type Frame } from './evaluator.ts';
import { formatted } from './texts/formatted.ts';
import { handedOnTo } from './forward.ts';
import { underConditions, underTest } from './guards.ts';
import { idiomsOf } from './idioms.ts';
import { keptByRun } from './changes/caches.ts';
import { goneThrough, iterationOf, type Iteration } from './changes/iteration.ts';
import { asList, iterated, joinedLists, type ListPart } from './changes/lists.ts';
import { memberOf, indexInto, partOf } from './members.ts';
import { indexOf } from './lookup.ts';
import { lookupName } from './names.ts';
import { keptOutside } from './settings/outside.ts';
import { parameterValue } from './parameters.ts';
import type { Reader } from './reader.ts';
import { roundsOfClauses } from './changes/rounds.ts';
import { schemaOf } from './schemas/schemas.ts';
import { basesOfStandIn } from './types/stand-ins.ts';
import { dividedPaths, readPlaces } from './texts/text-files.ts';
import { writtenInto } from './texts/written-files.ts';
import { toldByType } from './types/types.ts';
import { asInstead, either, fieldsOfEither, isFalsy, keyText, MADE_FOR_EACH, mapOptions, number, originOf, partsOf, record, restOf, textValue, unknown } from './values.ts';

export interface Resolver {
  /** The value of an expression as read where it stands, in a run of the function around it where that is known. */
  resolve(path: string, expr: Expr, activation?: Activation): Value;
  /** The functions of the workspace that a call may run. */
  callees(path: string, call: CallExpr, activation?: Activation): readonly FunctionValue[];
  /** A run of a function of the workspace, as a call of it is; null where that is nested too deeply or within a run of it. */
  enter(path: string, call: CallExpr, callee: FunctionValue, activation?: Activation): Activation | null;
  /** Whether a run of the function around a call may get to it, as far as the conditions on the way tell. */
  mayReach(path: string, call: CallExpr, activation: Activation): boolean;
  /** Which of a call's arguments is a function that is called with those after it (`asyncio.to_thread(f, x)`); -1: none of them. Null where nothing is known of what is called. */
  runs(path: string, call: CallExpr): number | null;
  /** What a loop runs over, where a function of the language's library says it; null for anything else. */
  readonly iteration: (path: string, over: Expr) => Iteration | null;
  /** The list through which a call goes with a function that it is given; null where it does not. */
  readonly goneThrough: (path: string, call: CallExpr) => Expr | null;
  /** What a function of the workspace hands all of its arguments on to, where it does nothing else; null for all others. */
  handedOnTo(callee: FunctionValue): Value | null;
  /** A value with what its functions give, whatever they are called with, in their place. */
  resultsIn(value: Value): Value;
  /** One element of a list, also of one that is made of another (`items.map((item) => …)`). */
  elementOf(list: Value, activation?: Activation): Value;
  /** A value with the classes, functions and descriptions of data in it as the JSON schemas they are sent as. */
  readonly schema: (value: Value) => Value;
  /** The text of the file at a place, or what a picture or document there shows; text that is not known where the place is not, or nothing is there. */
  fileAt(path: string, place: Value): Value;
  /** The texts that a file writes into the file at a place before a call hands that on; null where it does not, or not in sight. */
  writtenInto(path: string, call: CallExpr, place: Value): ListValue | null;
  /** The classes from outside that a model object of the workspace is derived from, where it answers by itself, else null: `isRequest` tells the names of requests. */
  readonly standInFor: (object: ObjectValue, isRequest: (name: string) => boolean) => readonly ExternalValue[] | null;
  /** An object of the workspace's as one of the class from outside that its own is built on; null where there is none. */
  readonly asOutside: (object: ObjectValue) => ExternalValue | null;
  /** Whether something from outside is an object of a test, or a part of one, which answers whatever it is asked: `MagicMock()`. */
  isDouble(value: ExternalValue): boolean;
}

/** Steps one question may take before it is given up on. */
const BUDGET = 8_000;

/** The same within a run of a function that is followed for one caller: there may be many of them. */
const BUDGET_OF_RUN = 4_000;

const LITERALS: ReadonlySet<Expr['kind']> = new Set(['string', 'number', 'boolean', 'null']);

/** The same where all callers are asked: what takes more was handed through half of a program. */
const BUDGET_OF_ALL = 3_000;

/** Expressions within expressions: above what anything was seen to need that told something, and half of what the stack holds. */
const MAX_NESTING = 300;

/** @param callers whose arguments a parameter is asked for: of `all`, where they are in sight */
export function createResolver(reader: Reader, callers: Evaluator['callers'] = 'some'): Resolver {
  let steps = 0;
  let budget = BUDGET;
  let nesting = 0;
  const evaluator: Evaluator = { reader, callers, root: rootFrame(), evaluate };

  function evaluate(path: string, expr: Expr, frame: Frame): Value {
    const remembered = frame.memo.get(expr);
    if (remembered !== undefined) return remembered ?? unknown('it is defined by itself', 'limit', originOf(path, expr));
    // What is written down needs no following: a default behind something that is too much to follow.
    if (++steps > budget && !LITERALS.has(expr.kind)) return unknown('too much to follow', 'limit', originOf(path, expr));
    if (nesting > MAX_NESTING) return unknown('nested too deeply', 'limit', originOf(path, expr));
    frame.memo.set(expr, null);
    nesting++;
    const value = compute(evaluator, path, expr, frame);
    nesting--;
    frame.memo.set(expr, value);
    return value;
  }

  /** Each question has its own steps. */
  function begin(most: number): void {
    steps = 0;
    budget = callers === 'all' ? BUDGET_OF_ALL : most;
  }

  return {
    resolve(path, expr, activation) {
      begin(activation === undefined ? BUDGET : BUDGET_OF_RUN);
      return evaluate(path, expr, runIn(evaluator, activation));
    },
    callees(path, { callee }, activation) {
      begin(activation === undefined ? BUDGET : BUDGET_OF_RUN);
      return asCalled(evaluator, evaluate(path, callee, runIn(evaluator, activation))).filter((option) => option.kind === 'function');
    },
    enter(path, call, callee, activation) {
      begin(BUDGET_OF_RUN);
      return runOf(evaluator, callee, runIn(evaluator, activation), { path, call });
    },
    mayReach(path, call, activation) {
      begin(BUDGET_OF_RUN);
      const frame = runIn(evaluator, activation);
      const facts = reader.facts(path);
      const fn = facts?.functions[frame.function];
      return facts === undefined || fn === undefined || mayReach(evaluator, path, facts, call, fn.region, frame);
    },
    runs(path, call) {
      begin(BUDGET);
      const idiom = idiomsOf(evaluator, path).ofCallee(evaluate(path, call.callee, evaluator.root), call.callee);
      return idiom === undefined ? null : idiom.means === 'runs' ? (idiom.argument ?? 0) : -1;
    },
    iteration(path, over) {
      begin(BUDGET);
      return iterationOf(evaluator, path, over);
    },
    goneThrough(path, call) {
      begin(BUDGET);
      return goneThrough(evaluator, path, call);
    },
    fileAt(path, place) {
      begin(BUDGET);
      return readPlaces(evaluator, path, place, place.origin);
    },
    writtenInto(path, call, place) {
      begin(BUDGET);
      return writtenInto(evaluator, path, call, place, evaluator.root);
    },
    handedOnTo(callee) {
      begin(BUDGET);
      return handedOnTo(evaluator, callee);
    },
    resultsIn(value) {
      begin(BUDGET);
      return mapOptions(value, value.origin, (option) => (option.kind === 'function' ? callFunction(evaluator, option, option.origin, evaluator.root) : option));
    },
    elementOf(list, activation) {
      begin(BUDGET);
      return elementMade(evaluator, list, list.origin, runIn(evaluator, activation));
    },
    schema(value) {
      begin(BUDGET);
      return schemaOf(evaluator, value);
    },
    standInFor(object, isRequest) {
      begin(BUDGET);
      return basesOfStandIn(evaluator, object, isRequest);
    },
    asOutside(object) {
      begin(BUDGET);
      return asOutside(evaluator, object);
    },
    isDouble(value) {
      const made = value.steps.findIndex(({ kind }) => kind === 'call');
      return made >= 0 && idiomsOf(evaluator, value.origin.path).ofNamed({ ...value, steps: value.steps.slice(0, made + 1) })?.means === 'double';
    },
  };
}

function compute(evaluator: Evaluator, path: string, expr: Expr, frame: Frame): Value {
  switch (expr.kind) {
    case 'string':
      return { kind: 'text', parts: expr.value === '' ? [] : [expr.value], origin: originOf(path, expr) };
    case 'number':
      return { kind: 'number', value: expr.value, origin: originOf(path, expr) };
    case 'boolean':
      return { kind: 'boolean', value: expr.value, origin: originOf(path, expr) };
    case 'null':
      return { kind: 'null', origin: originOf(path, expr) };
    case 'template':
      return templateValue(evaluator, path, expr, frame);
    case 'name':
      return underConditions(evaluator, path, expr, underConditionsOfParts(evaluator, path, expr, lookupName(evaluator, path, expr, frame), frame), frame);
    case 'self':
      return selfValue(path, expr, frame);
    case 'parameter':
      return parameterValue(evaluator, path, expr, frame, frameOf(frame, path, expr.function));
    case 'member':
      return underConditions(evaluator, path, expr, keptOutside(evaluator, path, expr, memberOf(evaluator, evaluator.evaluate(path, expr.object, frame), expr.property, originOf(path, expr), frame), frame), frame);
    case 'index':
      return keptByRun(evaluator, path, expr.object, expr.index, frame) ?? keptOutside(evaluator, path, expr, indexInto(evaluator, evaluator.evaluate(path, expr.object, frame), evaluator.evaluate(path, expr.index, frame), originOf(path, expr), frame), frame);
    case 'call':
      return applyCall(evaluator, path, expr, frame);
    case 'list':
      return listValue(evaluator, path, expr, frame);
    case 'spread':
      return evaluator.evaluate(path, expr.value, frame);
    case 'record':
      return recordValue(evaluator, path, expr, frame);
    case 'binary':
      return binaryValue(expr.operator, evaluator.evaluate(path, expr.left, frame), () => evaluator.evaluate(path, expr.right, frame), evaluator, path, expr);
    case 'conditional': {
      const answer = holds(evaluator, path, expr.test, frame);
      if (answer !== null) return evaluator.evaluate(path, answer ? expr.whenTrue : expr.whenFalse, frame);
      const side = (value: Expr, isWhenTrue: boolean): Value => underTest(evaluator, path, value, evaluator.evaluate(path, value, frame), expr.test, isWhenTrue, frame);
      return either([side(expr.whenTrue, true), side(expr.whenFalse, false)], originOf(path, expr));
    }
    case 'choice':
      return either(expr.options.map((option) => evaluator.evaluate(path, option, frame)), originOf(path, expr));
    case 'element':
      if (expr.without !== undefined) return restValue(evaluator.evaluate(path, expr.of, frame), expr.without, originOf(path, expr));
      return frame.items.get(expr.of) ?? elementMade(evaluator, iterated(evaluator, path, evaluator.evaluate(path, expr.of, frame)), originOf(path, expr), frame);
    case 'typeof':
      return unknown('a type', 'dynamic', originOf(path, expr));
    case 'typed':
      return toldByType(evaluator, path, evaluator.evaluate(path, expr.value, frame), expr.type);
    case 'comprehension':
      return comprehensionValue(evaluator, path, expr, frame);
    case 'function':
      return functionValue(evaluator, path, expr, frame);
    case 'class':
      return expr.of === 'the receiver' ? receivingClass(path, expr, frame) : { kind: 'class', path, class: expr.class, origin: originOf(path, expr) };
    case 'opaque':
      return unknown(expr.what, 'dynamic', originOf(path, expr));
  }
}

/** A function that is made while another runs reads that run's parameters, whenever it is called. */
function functionValue(evaluator: Evaluator, path: string, expr: FunctionExpr, frame: Frame): Value {
  const activation = frame.function < 0 ? null : frameAround(evaluator, path, expr.function, frame);
  return { kind: 'function', path, function: expr.function, self: null, ...(activation === null ? {} : { activation }), origin: originOf(path, expr) };
}

function frameAround({ reader }: Evaluator, path: string, fn: number, frame: Frame): Frame | null {
  const facts = reader.facts(path)!;
  const { parent } = facts.scopes[facts.functions[fn]!.scope]!;
  const scope = parent < 0 ? -1 : indexOf(facts).activation(parent);
  const around = facts.scopes[scope]?.kind === 'function' ? facts.functions.findIndex((other) => other.scope === scope) : -1;
  return around < 0 ? null : frameOf(frame, path, around);
}

/** How an expression is called in a message: its own text, shortened. */
export function labelOf(evaluator: Evaluator, path: string, expr: Expr): string {
  const text = evaluator.reader.text(path).slice(expr.start, Math.min(expr.end, expr.start + 41)).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Whether a value is a whole number that is written down, perhaps as `9.0`, which some languages write out again. */
function isWholeFloat(value: Value): boolean {
  return value.kind === 'number' && value.origin.expr.kind === 'number' && Number.isInteger(value.value);
}

/** The parts that a value contributes to a text in a file's language, where data may be written out. */
export function partsIn(evaluator: Evaluator, path: string, value: Value, label: string): readonly (string | Hole)[] {
  const form = value.kind === 'record' || value.kind === 'list' || isWholeFloat(value) ? (evaluator.reader.languageOf(path)?.dataInText ?? null) : null;
  if (value.kind === 'number') return partsOf(form?.as === 'repr' && /[.eE]/.test(evaluator.reader.text(value.origin.path).slice(value.origin.expr.start, value.origin.expr.end)) ? textValue([`${value.value}.0`], value.origin) : value, label);
  if (form !== null) return [{ kind: 'hole', label, value, json: form }];
  return partsOf(value.kind === 'object' ? (saidOfItself(evaluator, path, value) ?? value) : value, label);
}

/** An object as its own class writes it in a text; null where the class says nothing. */
function saidOfItself(evaluator: Evaluator, path: string, object: ObjectValue): Value | null {
  const methods = (evaluator.reader.languageOf(path)?.textMethods ?? []).map((name) => attributeOf(evaluator, object, name, object.origin, evaluator.root));
  const method = methods.find((member) => member !== undefined);
  return method?.kind !== 'function' ? null : unlessUnderWay(evaluator, `text of ${object.path} ${object.class}`, () => callFunction(evaluator, method, object.origin, evaluator.root));
}

function templateValue(evaluator: Evaluator, path: string, expr: TemplateExpr, frame: Frame): Value {
  const parts = expr.parts.flatMap((part) => (typeof part === 'string' ? [part] : partsIn(evaluator, path, evaluator.evaluate(path, part, frame), labelOf(evaluator, path, part))));
  return textValue(parts, originOf(path, expr));
}

function listValue(evaluator: Evaluator, path: string, expr: ListExpr, frame: Frame): Value {
  return joinedLists(expr.items.map((item) => listPart(evaluator, path, item, evaluator.evaluate(path, item, frame))), originOf(path, expr));
}

/** What an expression adds to the list that it stands in. */
function listPart(evaluator: Evaluator, path: string, item: Expr, value: Value): ListPart {
  return item.kind === 'spread' ? { kind: 'items', value, label: `items of ${labelOf(evaluator, path, item.value)}`, origin: originOf(path, item) } : { kind: 'item', value };
}

function recordValue(evaluator: Evaluator, path: string, expr: RecordExpr, frame: Frame): Value {
  let entries: RecordField[] = [];
  let open: string | null = null;
  const others: Value[] = [];
  for (const entry of expr.entries) {
    if (entry.kind === 'spread') {
      const value = evaluator.evaluate(path, entry.value, frame);
      const spread = spreadFields(value, labelOf(evaluator, path, entry.value));
      entries = [...overlaid(entries, value, spread)];
      open ??= spread.open;
      continue;
    }
    const computed = entry.key === null && entry.keyExpr !== null ? evaluator.evaluate(path, entry.keyExpr, frame) : null;
    const key = entry.key ?? (computed === null ? null : keyText(computed));
    if (key === null) {
      open ??= 'a computed key';
      others.push(evaluator.evaluate(path, entry.value, frame));
    } else entries.push({ key, value: evaluator.evaluate(path, entry.value, frame), presence: 'always', site: { kind: 'entry', path, record: expr, entry } });
  }
  return { kind: 'record', entries, open, ...(others.length === 0 ? {} : { others: either(others, originOf(path, expr)) }), origin: originOf(path, expr) };
}

/** What a spread of a value adds to a record. `...(x && {…})` and `{…} if x else {}` add their fields sometimes; of several records each adds its own. */
export function spreadFields(value: Value, label: string): { readonly entries: readonly RecordField[]; readonly open: string | null } {
  if (value.kind === 'record') return value;
  const options = optionsOf(value);
  const records = options.filter((option) => option.kind === 'record');
  const other = options.find((option) => option.kind !== 'record' && option.kind !== 'null' && option.kind !== 'boolean');
  const open = other === undefined ? null : other.kind === 'unknown' ? `${label}: ${other.why}` : label;
  return { entries: records.length === 0 ? [] : fieldsOfEither(records, records.length === options.length), open: records.find((record) => record.open !== null)?.open ?? open };
}

/** What is left of an object once some of its fields are taken out. */
function restValue(value: Value, without: readonly string[], origin: Origin): Value {
  return mapOptions(value, origin, (option) => {
    if (option.kind === 'record') return { ...option, entries: option.entries.filter(({ key }) => !without.includes(key)), origin };
    return option.kind === 'object' || option.kind === 'null' ? { ...option, origin } : unknown(option.kind === 'unknown' ? option.why : 'what is left of an object', option.kind === 'unknown' ? option.cause : 'dynamic', origin);
  });
}

/** Fields with those of a spread laid over them. What is not known of the spread may be any of the earlier ones over again; but of a rest, `const { model, ...rest } = options`, those that were taken out of it. */
export function overlaid(before: readonly RecordField[], spread: Value, added: { readonly entries: readonly RecordField[]; readonly open: string | null }): readonly RecordField[] {
  const source = added.open === null ? undefined : optionsOf(spread).find((option) => option.kind !== 'null' && option.kind !== 'boolean' && (option.kind !== 'record' || option.open !== null));
  const taken = source?.origin.expr.kind === 'element' ? (source.origin.expr.without ?? []) : [];
  const kept = source === undefined ? before : before.map((field) => (taken.includes(field.key) ? field : { ...field, value: either([field.value, maySet(source, field.key)], field.value.origin) }));
  const fields = [...kept];
  for (const field of added.entries) {
    const earlier = field.presence === 'sometimes' ? fields.findLastIndex((other) => other.key === field.key && other.presence === 'always') : -1;
    if (earlier < 0) fields.push(field);
    else fields[earlier] = { ...fields[earlier]!, value: either([fields[earlier]!.value, field.value], field.value.origin) };
  }
  return fields;
}

function maySet(source: Value, key: string): Value {
  if (source.kind === 'record') return restOf(source, key, source.origin);
  return unknown(source.kind === 'unknown' ? source.why : `\`${key}\` may be set again`, source.kind === 'unknown' ? source.cause : 'dynamic', source.origin);
}

function comprehensionValue(evaluator: Evaluator, path: string, expr: ComprehensionExpr, frame: Frame): Value {
  const origin = originOf(path, expr);
  if (expr.part !== undefined) {
    const [from, to] = [expr.part.from, expr.part.to].map((end) => (end === null ? null : evaluator.evaluate(path, end, frame)));
    const part = partOf(evaluator.evaluate(path, expr.source, frame), from!, to!, origin);
    if (part !== null) return part;
  }
  const keyed = expr.form === 'record' ? keyedRecord(evaluator, path, expr, frame) : null;
  if (keyed !== null) return keyed;
  if (expr.form === 'record') return filteredRecord(evaluator, path, expr, frame) ?? { kind: 'record', entries: [], open: MADE_FOR_EACH, others: evaluator.evaluate(path, expr.element, frame), origin };
  const rounds = expr.clauses === undefined ? null : roundsOfClauses(evaluator, path, expr.clauses, frame);
  if (rounds !== null) return { kind: 'list', items: rounds.map((round) => evaluator.evaluate(path, expr.element, round)), open: null, origin };
  return { kind: 'list', items: [evaluator.evaluate(path, expr.element, frame)], open: MADE_FOR_EACH, origin };
}

/** `{name: make(name) for name in NAMES}` over items that are all known, where the names of the fields come out; null for any other. */
function keyedRecord(evaluator: Evaluator, path: string, expr: ComprehensionExpr, frame: Frame): Value | null {
  const rounds = expr.key === undefined || expr.clauses === undefined ? null : roundsOfClauses(evaluator, path, expr.clauses, frame);
  const keys = rounds?.map((round) => knownText(evaluator.evaluate(path, expr.key!, round)));
  if (rounds === null || keys === undefined || keys.includes(null)) return null;
  return record(rounds.map((round, i) => [keys[i]!, evaluator.evaluate(path, expr.element, round)]), originOf(path, expr));
}

/** `{k: v for k, v in params.items() if …}`: the fields of another record, any of which may be left out. */
function filteredRecord(evaluator: Evaluator, path: string, expr: ComprehensionExpr, frame: Frame): Value | null {
  const { source, element } = expr;
  if (element.kind !== 'name' || source.kind !== 'call' || source.callee.kind !== 'member' || source.args.length > 0) return null;
  if (idiomsOf(evaluator, path).of(`.${source.callee.property}`)?.means !== 'entries') return null;
  const given = optionsOf(evaluator.evaluate(path, source.callee.object, frame));
  const records = given.filter((option) => option.kind === 'record');
  const origin = originOf(path, expr);
  if (records.length === 0) return null;
  if (records.length < given.length) return { kind: 'record', entries: fieldsOfEither(records, false), open: MADE_FOR_EACH, origin };
  return either(records.map((record): Value => ({ ...record, entries: record.entries.map((entry) => ({ ...entry, presence: 'sometimes' })), origin })), origin);
}

/** Something, or what stands in where it is missing. A client that a caller may give has the settings of none in sight. */
function withDefault(given: readonly Value[], otherwise: Value, origin: Origin): Value {
  const replaced = optionsOf(otherwise).some(({ kind }) => kind === 'external') ? given.map(asInstead) : given;
  return either([...replaced, otherwise], origin);
}

/** What a function of an SDK's module made: `openai("…")`, `createOpenAI()("…")`. What a method gives may be nothing. */
function isMadeBySdk(evaluator: Evaluator, path: string, { package: name, steps }: ExternalValue): boolean {
  const made = steps.findIndex(({ kind }) => kind === 'call');
  return made > 0 && steps.slice(made).every((step) => step.kind === 'call' && step.call !== null) && evaluator.reader.claimed(path, name) !== null;
}

/** The value of `left operator right`; the right side is evaluated only where it matters. */
export function binaryValue(operator: string, left: Value, right: () => Value, evaluator: Evaluator, path: string, expr: Expr): Value {
  const origin = originOf(path, expr);
  switch (operator) {
    case 'add':
      return addValues(left, right(), evaluator, path, expr);
    case 'format': {
      if (expr.kind !== 'binary' || expr.text !== ':') return percentFormat(left, right(), evaluator, path, expr);
      const value = right();
      return formatted(value, knownText(left) ?? '', labelOf(evaluator, path, expr), origin) ?? value;
    }
    case 'or': {
      const falsy = isFalsy(left);
      return falsy === 'no' ? left : falsy === 'yes' ? right() : withDefault(optionsOf(left).filter((option) => isFalsy(option) !== 'yes'), right(), origin);
    }
    case 'nullish': {
      if (left.kind === 'null') return right();
      const kept = optionsOf(left).filter((option) => option.kind !== 'null');
      // Of what is only known by its type, it is not known that it is there.
      const certain = left.kind === 'external' ? isMadeBySdk(evaluator, path, left) : left.kind !== 'either' && left.kind !== 'unknown' && !(left.kind === 'text' && stateOf(left) === 'unknown');
      return certain ? left : withDefault(kept, right(), origin);
    }
    case 'and': {
      const falsy = isFalsy(left);
      return falsy === 'no' ? right() : falsy === 'yes' ? left : either([right(), { kind: 'null', origin }], origin);
    }
    case 'merge': {
      const other = right();
      if ([left, other].some((side) => optionsOf(side).some((option) => option.kind === 'external'))) return either([...pipelineSteps(evaluator, left), ...pipelineSteps(evaluator, other)], origin);
      if (left.kind !== 'record') return either([left, other], origin);
      const added = spreadFields(other, labelOf(evaluator, path, expr));
      return { ...left, entries: overlaid(left.entries, other, added), open: left.open ?? added.open };
    }
    case 'compare':
      return unknown('a condition', 'dynamic', origin);
    default: {
      const other = right();
      const symbol = expr.kind === 'binary' ? expr.text : '';
      const place = symbol === '/' ? dividedPaths(left, other, origin) : null;
      if (place !== null) return place;
      if (symbol === '*') {
        const repeated = repeatedValue(left, other, origin) ?? repeatedValue(other, left, origin);
        if (repeated !== null) return repeated;
      }
      if (left.kind !== 'number' || other.kind !== 'number') return isNumeric(symbol, left, other) ? number(labelOf(evaluator, path, expr), origin) : unknown(labelOf(evaluator, path, expr), 'dynamic', origin);
      const result = symbol === '*' ? left.value * other.value : symbol === '-' ? left.value - other.value : symbol === '/' ? left.value / other.value : symbol === '//' ? Math.floor(left.value / other.value) : symbol === '**' ? left.value ** other.value : Number.NaN;
      return Number.isFinite(result) ? { kind: 'number', value: result, origin } : unknown(labelOf(evaluator, path, expr), 'dynamic', origin);
    }
  }
}

/** Whether what is counted gives a number: a difference or quotient where one of both is a number (of two things it may be a time, or a place), a product where both are. */
function isNumeric(symbol: string, left: Value, right: Value): boolean {
  if (symbol === '**' || symbol === '//') return true;
  const numbers = [left, right].filter((value) => value.kind === 'number' || (value.kind === 'unknown' && value.of === 'number')).length;
  return symbol === '/' || symbol === '-' ? numbers > 0 : symbol === '*' && numbers === 2;
}

/** A text longer than this says no more than its length. */
const MAX_REPEATED = 400_000;

/** `"words " * 100`, `[item] * 3`; null where it is none, or too much. */
export function repeatedValue(whole: Value, times: Value, origin: Origin): Value | null {
  if (times.kind !== 'number' || !Number.isInteger(times.value) || times.value < 0) return null;
  if (whole.kind === 'text') {
    const length = whole.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
    if (length * times.value > MAX_REPEATED) return null;
    if (whole.parts.every((part) => typeof part === 'string')) return textValue([whole.parts.join('').repeat(times.value)], origin);
    return times.value > MAX_HOLES ? null : textValue(Array.from({ length: times.value }, () => whole.parts).flat(), origin);
  }
  if (whole.kind !== 'list' || whole.items.length * times.value > MAX_HOLES) return null;
  return { ...whole, items: Array.from({ length: times.value }, () => whole.items).flat(), origin };
}

const MAX_HOLES = 100;

/** `{ a: x, b: y } | z`: objects from outside that are joined make a pipeline, and what follows may go through any of its steps, those inside a record too, and what a function among them gives. */
function pipelineSteps(evaluator: Evaluator, value: Value): readonly Value[] {
  return optionsOf(value).flatMap((option): readonly Value[] => {
    if (option.kind === 'unknown') return [option.cause === 'instead' ? option : { ...option, cause: 'joined' }];
    if (option.kind === 'function') return [option, ...optionsOf(callFunction(evaluator, option, option.origin, evaluator.root)).filter(({ kind }) => kind === 'external')];
    if (isOfBase(evaluator, option)) return [unknown('an attribute of a class from outside', 'joined', option.origin)];
    return option.kind === 'record' ? [option, ...option.entries.flatMap((entry) => optionsOf(entry.value).filter((step) => step.kind === 'external'))] : [option];
  });
}

/** Whether a value is an attribute that an object of the workspace has of a class from outside, of which nothing is known. */
function isOfBase(evaluator: Evaluator, value: Value): boolean {
  return value.kind === 'external' && value.steps.some((step) => step.kind === 'call' && step.of === 'subclass') && evaluator.reader.claimed(value.origin.path, value.package) === null;
}

function addValues(left: Value, right: Value, evaluator: Evaluator, path: string, expr: Expr): Value {
  const origin = originOf(path, expr);
  if (left.kind === 'number' && right.kind === 'number') return { kind: 'number', value: left.value + right.value, origin };
  // A counter, of which it is known how far it goes.
  if (left.kind === 'either' && right.kind === 'number' && left.options.every(({ kind }) => kind === 'number')) return either(left.options.map((option) => addValues(option, right, evaluator, path, expr)), origin);
  if (asList(left) !== null || asList(right) !== null) return joinedLists([left, right].map((value): ListPart => ({ kind: 'items', value, label: 'a list that is not known here', origin })), origin);
  if (![left, right].some((side) => optionsOf(side).some(({ kind }) => kind === 'text'))) return unknown(labelOf(evaluator, path, expr), 'dynamic', origin);
  const label = (side: 'left' | 'right'): string => (expr.kind === 'binary' ? labelOf(evaluator, path, expr[side]) : '…');
  return textValue([...partsOf(left, label('left')), ...partsOf(right, label('right'))], origin);
}

/** `"… %s …" % x`: each conversion is filled from a tuple, a record, or the single value. */
function percentFormat(left: Value, right: Value, evaluator: Evaluator, path: string, expr: Expr): Value {
  const origin = originOf(path, expr);
  if (left.kind !== 'text') return unknown(labelOf(evaluator, path, expr), 'dynamic', origin);
  const values = right.kind === 'list' && right.open === null ? right.items : [right];
  let next = 0;
  const parts = left.parts.flatMap((part) =>
    typeof part !== 'string'
      ? [part]
      : part.split(/(%(?:\(\w+\))?[-#0 +]*(?:\d+|\*)?(?:\.\d+)?[sdrifgexX%])/).flatMap((piece, i) => {
        if (i % 2 === 0) return [piece];
        if (piece.endsWith('%')) return ['%'];
        const key = /^%\((\w+)\)/.exec(piece)?.[1];
        const value = key === undefined ? values[next++] : right.kind === 'record' ? right.entries.findLast((entry) => entry.key === key)?.value : undefined;
        return value === undefined ? partsOf(unknown('a value that is not known here', 'dynamic', origin), key ?? '…') : partsIn(evaluator, path, value, key ?? labelOf(evaluator, path, value.origin.expr));
      }),
  );
  return textValue(parts, origin);
}
