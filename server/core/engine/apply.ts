/** What a call gives: a function of the workspace, a construction, an idiom of the language's library, or something from outside. */
import type { Argument, CallExpr, Expr, FunctionFact } from '../model/facts.ts';
import type { Idiom } from '../model/language.ts';
import { knownText, optionsOf, type FunctionValue, type Hole, type JsonForm, type Origin, type RecordField, type RecordValue, type Value } from '../model/value.ts';
import { defaultIn, optionsDescribed, optionsOfChain } from './command-line.ts';
import { isReached, reached } from './conditions.ts';
import { NO_ARGUMENTS, NO_ITEMS, type Arguments, type Evaluator, type Frame } from './evaluator.ts';
import { fieldsOf, isRecordType } from './fields.ts';
import { idiomsOf } from './idioms.ts';
import { indexOf } from './lookup.ts';
import { elementOf, memberOf, partOf } from './members.ts';
import { importValue } from './names.ts';
import { optionsDeclared } from './options.ts';
import { keptUnder } from './outside.ts';
import { readByDescription, settingsOf } from './read-settings.ts';
import { keptInObject } from './kept.ts';
import { labelOf, overlaid, partsIn, spreadFields } from './resolve.ts';
import { applyFileIdiom, applyPathMethod, mediaAt, staysOutside, renderedText, replacedText } from './text-files.ts';
import { testOf } from './text-tests.ts';
import { objectFor } from './type-queries.ts';
import { instanceOf, toldByType } from './types.ts';
import { either, external, fieldValues, originOf, otherOf, partsOf, textValue, unknown } from './values.ts';
import { dedentedParts, trimmedParts } from './white-space.ts';

/** Functions nested deeper than this are not followed. */
const MAX_DEPTH = 12;

export function applyCall(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value {
  const origin = originOf(path, call);
  const idioms = idiomsOf(evaluator, path);
  if (call.callee.kind === 'member') {
    const receiver = evaluator.evaluate(path, call.callee.object, frame);
    const method = idioms.of(`.${call.callee.property}`);
    if (method?.means === 'bound' && optionsOf(receiver).every(isFunction)) return filledIn(evaluator, path, call, receiver, frame);
    if (method?.means === 'awaited') return awaited(evaluator, path, call, receiver, frame);
    // A class's schema is made of it where it is measured.
    if (method?.means === 'schema-of' && receiver.kind === 'class') return receiver;
    const fields = method?.means === 'fields-of' ? fieldsOf(evaluator, receiver, call, origin, frame) : null;
    if (fields !== null && optionsOf(evaluator.evaluate(path, call.callee, frame)).every(({ kind }) => kind !== 'function')) return either(fields, origin);
    if (method !== undefined && (receiver.kind !== 'external' || isEnvironment(evaluator, path, receiver)) && receiver.kind !== 'object' && receiver.kind !== 'module' && receiver.kind !== 'class' && !(receiver.kind === 'text' && method.means === 'read-text')) {
      return applyMethod(evaluator, path, call, method, receiver, frame);
    }
  }
  const options = optionsOf(calleeOf(evaluator, path, call.callee, frame)).filter((option) => option.kind !== 'null');
  return either(options.map((callee) => applyOne(evaluator, path, call, callee, origin, frame)), origin);
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

function applyOne(evaluator: Evaluator, path: string, call: CallExpr, callee: Value, origin: Origin, frame: Frame): Value {
  switch (callee.kind) {
    case 'external': {
      const idiom = idiomsOf(evaluator, path).ofExternal(callee);
      if (idiom?.means === 'kept') return keptInObject(evaluator, path, call, callee, idiom, origin, frame);
      if (idiom?.means === 'options-of-chain') return optionsOfChain(evaluator, path, callee, origin);
      const read = idiom === undefined ? readByDescription(evaluator, path, callee, origin) : null;
      if (read !== null) return read;
      const file = idiom === undefined ? null : applyFileIdiom(evaluator, path, call, idiom, callee.steps, frame);
      if (file !== null) return file;
      if (idiom !== undefined && !staysOutside(idiom)) return applyIdiom(evaluator, path, call, idiom, frame);
      return keptUnder(evaluator, path, call, external(callee.package, [...callee.steps, { kind: 'call', call, path, ...(frame === evaluator.root ? {} : { activation: frame }) }], origin));
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
  return toldByType(evaluator, callee.path, value, fn.returnType);
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
const MAX_EACH = 40;

/** `items.map((item) => …)` of items that are all known; null where they, or the function, are not. */
function madeOfEach(evaluator: Evaluator, path: string, call: CallExpr, receiver: Value, frame: Frame): Value | null {
  if (receiver.kind !== 'list' || receiver.open !== null || receiver.sometimes !== undefined || receiver.items.length > MAX_EACH) return null;
  const [argument] = plainArguments(call);
  const fn = argument === undefined ? null : evaluator.evaluate(path, argument.value, frame);
  if (fn?.kind !== 'function') return null;
  const origin = originOf(path, call);
  const items = receiver.items.map((item, index) => resultFor(evaluator, fn, [item, { kind: 'number', value: index, origin }], frame));
  return items.every((item) => item !== null) ? { kind: 'list', items, open: null, origin } : null;
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
    call: at === undefined ? null : { path: at.path, start: at.call.start },
    depth: frame.depth + 1,
    items: NO_ITEMS,
    memo: new Map(),
  };
}

/** What a call passes to a function of which some arguments may have been filled in before. */
function withFilled(evaluator: Evaluator, { filled }: FunctionValue, fn: FunctionFact, at: { readonly path: string; readonly call: CallExpr }, frame: Frame): Arguments {
  if (filled === undefined) return bindArguments(evaluator, at.path, at.call, fn, frame);
  const layers: Arguments[] = [];
  let taken = 0;
  const add = (path: string, call: CallExpr, within: Frame): void => {
    const first = taken;
    const bound = bindArguments(evaluator, path, call, { ...fn, params: fn.params.slice(first) }, within);
    layers.unshift((index) => (index < first ? undefined : bound(index - first)));
    taken += call.args.filter(({ kind }) => kind === 'positional').length;
  };
  for (const step of filled) if (step.call !== null) add(step.path, { ...step.call, args: step.call.args.slice(1) }, (step.activation as Frame | undefined) ?? evaluator.root);
  add(at.path, at.call, frame);
  return (index) => {
    const passed = layers.map((layer) => layer(index)).filter((value) => value !== undefined);
    const [last] = passed;
    return last?.kind === 'record' && fn.params[index]?.kind === 'named-rest' ? { ...last, entries: [...passed].reverse().flatMap((value) => (value?.kind === 'record' ? value.entries : [])) } : last;
  };
}

/** What a call passes for each parameter of a function. Only what a spread passes is to be evaluated for another parameter's sake. */
export function bindArguments(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, frame: Frame): Arguments {
  if (call.args.some(({ kind }) => kind === 'spread' || kind === 'named-spread')) {
    let bound: readonly (Value | null | undefined)[] | undefined;
    return (parameter) => (bound ??= bindSpread(evaluator, path, call, fn, frame))[parameter];
  }
  const known = new Map<number, Value | undefined>();
  return (index) => {
    if (!known.has(index)) known.set(index, argumentFor(evaluator, path, call, fn, index, frame));
    return known.get(index);
  };
}

function argumentFor(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, index: number, frame: Frame): Value | undefined {
  const parameter = fn.params[index];
  if (parameter === undefined) return undefined;
  const named = parameter.name === '' ? undefined : call.args.findLast((argument) => argument.kind === 'named' && argument.name === parameter.name);
  if (named !== undefined) return evaluator.evaluate(path, named.value, frame);
  if (parameter.kind === 'named-rest') {
    const fields = call.args.flatMap((argument): readonly [string, RecordField][] => (argument.kind === 'named' ? [[argument.name, fieldOf(evaluator, path, call, argument, frame)]] : []));
    return restRecord(path, call, fn, new Map(fields), null);
  }
  const positional = call.args.filter(({ kind }) => kind === 'positional');
  if (parameter.kind === 'rest') return { kind: 'list', items: positional.slice(index).map(({ value }) => evaluator.evaluate(path, value, frame)), open: null, origin: originOf(path, call) };
  const passed = parameter.kind === 'positional' ? positional[index] : undefined;
  return passed === undefined ? undefined : evaluator.evaluate(path, passed.value, frame);
}

function fieldOf(evaluator: Evaluator, path: string, call: CallExpr, argument: Extract<Argument, { readonly kind: 'named' }>, frame: Frame): RecordField {
  return { key: argument.name, value: evaluator.evaluate(path, argument.value, frame), presence: 'always', site: { kind: 'argument', path, call, argument } };
}

function bindSpread(evaluator: Evaluator, path: string, call: CallExpr, fn: FunctionFact, frame: Frame): readonly (Value | null | undefined)[] {
  const bound: (Value | null)[] = [];
  let position = 0;
  let spread = false;
  let open: string | null = null;
  const named = new Map<string, RecordField>();
  for (const argument of call.args) {
    if (argument.kind === 'named') named.set(argument.name, fieldOf(evaluator, path, call, argument, frame));
    else if (argument.kind === 'named-spread') {
      const fields = spreadFields(evaluator.evaluate(path, argument.value, frame), 'arguments that are passed on');
      for (const field of fields.entries) named.set(field.key, field);
      open ??= fields.open;
      spread ||= fields.open !== null;
    } else if (argument.kind === 'spread') spread = true;
    else if (!spread) {
      const parameter = fn.params[position];
      if (parameter !== undefined && parameter.kind === 'positional') bound[position] = evaluator.evaluate(path, argument.value, frame);
      position++;
    }
  }
  fn.params.forEach((parameter, index) => {
    const field = named.get(parameter.name);
    if (field !== undefined && parameter.name !== '') bound[index] = field.value;
    else if (parameter.kind === 'named-rest') bound[index] = restRecord(path, call, fn, named, open);
    else if (spread && bound[index] === undefined) bound[index] = null;
  });
  return bound;
}

/** `**kwargs`: the named arguments that no other parameter takes. */
function restRecord(path: string, call: CallExpr, fn: FunctionFact, named: ReadonlyMap<string, RecordField>, open: string | null): Value {
  const taken = new Set(fn.params.map((parameter) => parameter.name));
  return { kind: 'record', entries: [...named.values()].filter(({ key }) => !taken.has(key)), open, origin: originOf(path, call) };
}

function isEnvironment(evaluator: Evaluator, path: string, value: Value): boolean {
  return value.kind === 'external' && idiomsOf(evaluator, path).ofNamed(value)?.means === 'environment';
}

/** What somebody sets for the program, or the default in the code: the second argument, or the one that the idiom names. */
function somebodySets(evaluator: Evaluator, path: string, call: CallExpr, { means, field }: Idiom, frame: Frame): Value {
  const origin = originOf(path, call);
  const [first, second] = plainArguments(call);
  const byDefault = call.args.find((argument) => argument.kind === 'named' && argument.name === (field ?? 'default')) ?? second;
  const [named, otherwise] = [first, byDefault].map((argument) => (argument === undefined ? undefined : evaluator.evaluate(path, argument.value, frame)));
  const name = named?.kind === 'text' ? named.parts.filter((part) => typeof part === 'string').join('…') : '…';
  const variable = unknown(`${means === 'setting' ? 'setting' : 'environment variable'} ${name}`, 'environment', origin);
  const value = otherwise?.kind === 'record' ? defaultIn(otherwise) : otherwise;
  return value == null || value.kind === 'null' ? variable : either([value, variable], origin);
}

type PlainArgument = Extract<Argument, { readonly kind: 'positional' | 'named' }>;

function plainArguments(call: CallExpr): readonly PlainArgument[] {
  return call.args.filter((argument): argument is PlainArgument => argument.kind === 'positional' || argument.kind === 'named');
}

function applyIdiom(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, frame: Frame): Value {
  const origin = originOf(path, call);
  const argument = plainArguments(call)[idiom.argument ?? 0];
  const value = argument === undefined ? undefined : evaluator.evaluate(path, argument.value, frame);
  const label = labelOf(evaluator, path, call);
  switch (idiom.means) {
    case 'environment-variable':
    case 'setting':
      return somebodySets(evaluator, path, call, idiom, frame);
    case 'choice': {
      const named = call.args.find((candidate) => candidate.kind === 'named' && candidate.name === idiom.field) ?? argument;
      const list = named === undefined ? null : evaluator.evaluate(path, named.value, frame);
      const items = list?.kind === 'record' ? keysOf(list, origin) : list;
      return items?.kind === 'list' && items.items.length > 0 ? elementOf(items, origin) : unknown(label, 'environment', origin);
    }
    case 'settings-by-description':
      return value === undefined ? unknown(label, 'environment', origin) : settingsOf(evaluator, value, origin);
    case 'box':
    case 'state': {
      const held = value === undefined ? unknown(label, 'dynamic', origin) : mapOptions(value, origin, (option) => (option.kind === 'function' ? applyOne(evaluator, path, { ...call, args: [] }, option, origin, frame) : option));
      return boxed(idiom.means === 'state' ? chosenLater(held, origin) : held, idiom.field ?? 'value', path, call);
    }
    case 'values':
    case 'entries':
      return value?.kind === 'record' ? itemsOf(value, idiom, label, origin) : { kind: 'list', items: [unknown(label, 'dynamic', origin)], open: label, origin };
    case 'cast': {
      const [type] = plainArguments(call);
      return value === undefined || type === undefined ? unknown(label, 'dynamic', origin) : toldByType(evaluator, path, value, type.value);
    }
    case 'same':
      return value ?? { kind: 'list', items: [], open: null, origin };
    case 'dedent':
      return value?.kind === 'text' ? trimmed({ ...value, parts: dedentedParts(value.parts) }, idiom) : (value ?? unknown(label, 'dynamic', origin));
    case 'text-of':
      // The name of a place is a place still.
      if (value !== undefined && optionsOf(value).every((option) => option.kind === 'path')) return value;
      return value === undefined ? textValue([], origin) : textValue(partsIn(evaluator, path, value, label), origin);
    case 'number-of':
      return value === undefined ? unknown(label, 'dynamic', origin) : mapOptions(value, origin, (option) => numberOf(option, label, origin));
    case 'serialize': {
      const json = value?.kind === 'record' || value?.kind === 'list' ? jsonForm(evaluator, path, call, idiom, frame) : null;
      if (value !== undefined && json !== null) return textValue([{ kind: 'hole', label, value, json }], origin);
      return textValue(partsOf(value?.kind === 'text' ? unknown(label, 'dynamic', origin) : (value ?? unknown(label, 'dynamic', origin)), label), origin);
    }
    case 'picture': {
      const site = { kind: 'statement', path, span: call, value: call } as const;
      const media = value === undefined ? null : mediaAt(evaluator, path, value);
      const data = media === null ? [] : [{ key: 'data', value: textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin), media }], origin), presence: 'always', site } as const];
      return { kind: 'record', entries: [{ key: 'type', value: textValue(['image'], origin), presence: 'always', site }, ...data], open: label, origin };
    }
    case 'encoded':
      // Of bytes that are no file's the length is not known here.
      return value?.kind === 'text' && value.parts.some((part) => typeof part !== 'string' && part.media !== undefined) ? value : textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
    case 'record':
      return recordOf(evaluator, path, call, frame);
    case 'fields-of': {
      const fields = value === undefined ? null : fieldsOf(evaluator, value, call, origin, frame);
      return fields === null ? unknown(label, 'dynamic', origin) : either(fields, origin);
    }
    case 'map':
      return mapOf(value, path, call);
    case 'merge': {
      let entries: readonly RecordField[] = [];
      let open: string | null = null;
      for (const part of call.args) {
        const merged = evaluator.evaluate(path, part.value, frame);
        const added = spreadFields(merged, labelOf(evaluator, path, part.value));
        entries = overlaid(entries, merged, added);
        open ??= added.open;
      }
      return { kind: 'record', entries, open, origin };
    }
    case 'partial':
      return value === undefined ? unknown(label, 'dynamic', origin) : filledIn(evaluator, path, call, value, frame);
    case 'module': {
      const named = value === undefined ? null : knownText(value);
      return named === null ? unknown(label, 'dynamic', origin) : importValue(evaluator, path, { module: named, name: '*', names: 'one', typeOnly: false, start: call.start, end: call.end }, origin);
    }
    case 'new-object':
      return objectFor(evaluator, path, value, origin) ?? unknown(label, 'dynamic', origin);
    case 'result-of':
      return value === undefined ? unknown(label, 'parameter', origin) : mapOptions(value, origin, (option) => {
        const result = applyOne(evaluator, path, evaluator.reader.copied({ ...call, args: [] }), option, origin, frame);
        // A dependency that yields gives what it yields.
        const isGenerator = option.kind === 'function' && evaluator.reader.facts(option.path)?.functions[option.function]?.yields !== undefined;
        return isGenerator ? elementOf(result, origin) : result;
      });
    case 'runs': {
      const options = value === undefined ? [] : optionsOf(value);
      // Of what comes from outside the result is no client: a response, a file, a row.
      if (!options.some(({ kind }) => kind === 'function' || kind === 'class')) return unknown(label, 'dynamic', origin);
      const run = evaluator.reader.copied({ ...call, args: call.args.slice((idiom.argument ?? 0) + 1) });
      return either(options.map((option) => applyOne(evaluator, path, run, option, origin, frame)), origin);
    }
    case 'member': {
      const [, name, fallback] = plainArguments(call).map((part) => evaluator.evaluate(path, part.value, frame));
      if (value === undefined || name === undefined) return unknown(label, 'dynamic', origin);
      const member = mapOptions(name, origin, (option) => {
        const wanted = knownText(option);
        return wanted === null ? unknown(label, 'dynamic', origin) : memberOf(evaluator, value, wanted, origin, frame);
      });
      return fallback === undefined || fallback.kind === 'null' ? member : either([member, fallback], origin);
    }
    case 'options':
      return optionsDeclared(evaluator, path, call, frame, origin);
    case 'parsed-options':
      return optionsParsed(evaluator, path, call, idiom, frame);
    case 'field': {
      const named = (name: string): Argument | undefined => call.args.find((candidate) => candidate.kind === 'named' && candidate.name === name);
      const given = named('default') ?? call.args.find((candidate) => candidate.kind === 'positional');
      if (given !== undefined) return evaluator.evaluate(path, given.value, frame);
      const factory = named('default_factory');
      return factory === undefined ? unknown(label, 'parameter', origin) : either(optionsOf(evaluator.evaluate(path, factory.value, frame)).map((callee) => applyOne(evaluator, path, evaluator.reader.copied({ ...call, args: [] }), callee, origin, frame)), origin);
    }
    default:
      return unknown(label, 'dynamic', origin);
  }
}

/** A function with the arguments of a call filled in, but for the first. */
function filledIn(evaluator: Evaluator, path: string, call: CallExpr, value: Value, frame: Frame): Value {
  const step = { kind: 'call' as const, call, path, ...(frame === evaluator.root ? {} : { activation: frame }) };
  return mapOptions(value, originOf(path, call), (option) => (option.kind === 'external' || option.kind === 'function' ? { ...option, filled: [...(option.filled ?? []), step] } : option));
}

/** Whether a value is a function: one of the workspace, or a method of something from outside that is named and not called. */
function isFunction(value: Value): boolean {
  return value.kind === 'function' || (value.kind === 'external' && value.steps.length > 1 && value.steps.at(-1)!.kind === 'member');
}

/** The names of a record's fields. */
function keysOf({ entries, open }: RecordValue, origin: Origin): Value {
  return { kind: 'list', items: [...new Set(entries.map(({ key }) => key))].map((key) => textValue([key], origin)), open, origin };
}

/** The values of a record's fields as a list, or each with its name before it. */
function itemsOf(record: RecordValue, { means }: Idiom, label: string, origin: Origin): Value {
  if (means === 'entries' && record.open === null && record.entries.every(({ presence }) => presence === 'always')) {
    const fields = new Map(record.entries.map((entry) => [entry.key, entry.value]));
    return { kind: 'list', items: [...fields].map(([key, item]): Value => ({ kind: 'list', items: [textValue([key], origin), item], open: null, origin })), open: null, origin };
  }
  const items = fieldValues(record).map((item): Value => (means === 'values' ? item : { kind: 'list', items: [unknown(label, 'dynamic', origin), item], open: null, origin }));
  return { kind: 'list', items, open: record.open, origin };
}

/** What a function gives that is called once something is there, with that. Where it is no function in sight, what is waited for stays what it is. */
function awaited(evaluator: Evaluator, path: string, call: CallExpr, receiver: Value, frame: Frame): Value {
  const then = call.args[0] === undefined ? null : evaluator.evaluate(path, call.args[0].value, frame);
  return (then?.kind === 'function' ? resultFor(evaluator, then, [receiver], frame) : null) ?? unknown(labelOf(evaluator, path, call), 'dynamic', originOf(path, call));
}

/** How a call writes data as JSON; null where what it says of that is not known. */
function jsonForm(evaluator: Evaluator, path: string, call: CallExpr, { json }: Idiom, frame: Frame): JsonForm | null {
  if (json === undefined || call.args.some(({ kind }) => kind === 'spread' || kind === 'named-spread')) return null;
  const argument = (name: string, position: number): Value | null => {
    const found = call.args.find((candidate) => candidate.kind === 'named' && candidate.name === name) ?? call.args.filter(({ kind }) => kind === 'positional')[position];
    return found === undefined ? null : evaluator.evaluate(path, found.value, frame);
  };
  if (call.args.some((candidate) => candidate.kind === 'named' && !['obj', 'indent', 'ensure_ascii', 'default', 'sort_keys'].includes(candidate.name))) return null;
  const [indent, ascii] = [argument('indent', 2), argument('ensure_ascii', Number.POSITIVE_INFINITY)];
  if (indent !== null && indent.kind !== 'number' && indent.kind !== 'null') return null;
  return { ...json, indent: indent?.kind === 'number' ? indent.value : json.indent, ascii: ascii === null ? json.ascii : ascii.kind === 'boolean' && !ascii.value ? 'no' : 'yes' };
}

/** A record of the pairs that a map begins with. */
function mapOf(pairs: Value | undefined, path: string, call: CallExpr): Value {
  const origin = originOf(path, call);
  const open = 'a map that may hold more';
  const items = pairs?.kind === 'list' ? pairs.items : [];
  const entries = items.flatMap((pair): readonly RecordField[] => {
    const [key, value] = pair.kind === 'list' ? pair.items : [];
    const name = key === undefined ? null : knownText(key);
    return name === null || value === undefined ? [] : [{ key: name, value, presence: 'always', site: { kind: 'statement', path, span: call, value: call } }];
  });
  return { kind: 'record', entries, open, origin };
}

/** What a parser of the command line gives for a record of what it is to know: the options themselves, and as a field by the usual names. */
function optionsParsed(evaluator: Evaluator, path: string, call: CallExpr, { field }: Idiom, frame: Frame): Value {
  const origin = originOf(path, call);
  const given = plainArguments(call).map(({ value }) => evaluator.evaluate(path, value, frame)).find((value) => value.kind === 'record');
  const described = given === undefined ? undefined : memberOf(evaluator, given, field ?? 'options', origin, frame);
  const options = optionsDescribed(described ?? unknown('options that are described elsewhere', 'environment', origin), origin);
  const site = { kind: 'statement', path, span: { start: call.start, end: call.end }, value: call } as const;
  return { ...options, entries: [...options.entries, ...['values', 'flags'].map((key): RecordField => ({ key, value: options, presence: 'always', site }))] };
}

/** What a state begins with. A text or a number is what a person chooses or a form fills in, where nobody sees it. */
function chosenLater(value: Value, origin: Origin): Value {
  return mapOptions(value, origin, (option) => (option.kind === 'text' || option.kind === 'number' ? either([option, unknown('a state that is set while it runs', 'parameter', origin)], origin) : option));
}

/** An object with one field. */
function boxed(value: Value, field: string, path: string, call: CallExpr): Value {
  return { kind: 'record', entries: [{ key: field, value, presence: 'always', site: { kind: 'statement', path, span: { start: call.start, end: call.end }, value: call } }], open: null, origin: originOf(path, call) };
}

function mapOptions(value: Value, origin: Origin, map: (option: Value) => Value): Value {
  return either(optionsOf(value).map(map), origin);
}

function numberOf(value: Value, label: string, origin: Origin): Value {
  if (value.kind === 'number') return value;
  if (value.kind === 'text' && value.parts.length === 1 && typeof value.parts[0] === 'string' && value.parts[0].trim() !== '' && Number.isFinite(Number(value.parts[0]))) return { kind: 'number', value: Number(value.parts[0]), origin: value.origin };
  return value.kind === 'unknown' ? value : unknown(label, 'dynamic', origin);
}

/** `dict(a=1, **more)` and `dict(other, a=1)`. */
function recordOf(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value {
  let entries: RecordField[] = [];
  let open: string | null = null;
  for (const argument of call.args) {
    const value = evaluator.evaluate(path, argument.value, frame);
    if (argument.kind === 'named') entries.push({ key: argument.name, value, presence: 'always', site: { kind: 'argument', path, call, argument } });
    else {
      const added = spreadFields(value, labelOf(evaluator, path, argument.value));
      entries = [...overlaid(entries, value, added)];
      open ??= added.open;
    }
  }
  return { kind: 'record', entries, open, origin: originOf(path, call) };
}

function applyMethod(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, receiver: Value, frame: Frame): Value {
  const origin = originOf(path, call);
  if (receiver.kind === 'either') return either(receiver.options.filter((option) => option.kind !== 'null').map((option) => applyMethod(evaluator, path, call, idiom, option, frame)), origin);
  if (receiver.kind === 'path') return applyPathMethod(evaluator, path, call, idiom, receiver, frame);
  const argument = plainArguments(call)[0];
  const value = argument === undefined ? undefined : evaluator.evaluate(path, argument.value, frame);
  const label = labelOf(evaluator, path, call);
  const derived = (): Value => textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
  const listOf = (item: Value): Value => ({ kind: 'list', items: [item], open: label, origin });
  const anyList = (): Value => (receiver.kind === 'text' ? derived() : listOf(unknown(label, 'dynamic', origin)));
  switch (idiom.means) {
    case 'receiver':
      // With an argument it cuts off what that says, which is little.
      return value === undefined ? trimmed(receiver, idiom) : receiver;
    case 'bound':
      return receiver;
    case 'format':
      return receiver.kind === 'text' ? formatText(evaluator, path, call, receiver.parts, frame) : receiver.kind === 'unknown' ? receiver : derived();
    case 'join':
      return joinList(value, receiver, label, origin);
    case 'join-list':
      return joinList(receiver, value, label, origin);
    case 'get': {
      if (isEnvironment(evaluator, path, receiver)) return somebodySets(evaluator, path, call, idiom, frame);
      const fallback = plainArguments(call)[1];
      const other: Value = fallback === undefined ? { kind: 'null', origin } : evaluator.evaluate(path, fallback.value, frame);
      if (receiver.kind !== 'record') return keptUnder(evaluator, path, call, receiver.kind === 'unknown' && fallback !== undefined ? either([other, receiver], origin) : unknown(receiver.kind === 'unknown' ? receiver.why : label, 'dynamic', origin));
      if (value?.kind === 'text' && value.parts.length === 1 && typeof value.parts[0] === 'string') {
        const key = value.parts[0];
        const found = receiver.entries.some((entry) => entry.key === key);
        if (found) return memberOf(evaluator, receiver, key, origin, frame);
        return receiver.open === null ? other : either([other, otherOf(receiver, key, origin)], origin);
      }
      return either([...fieldValues(receiver), other], origin);
    }
    case 'concat': {
      if (receiver.kind === 'text') return textValue([...receiver.parts, ...(value === undefined ? [] : partsOf(value, label))], origin);
      if (receiver.kind !== 'list') return receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
      if (value?.kind !== 'list') return { ...receiver, open: receiver.open ?? label, origin };
      return { kind: 'list', items: [...receiver.items, ...value.items], open: receiver.open ?? value.open, origin };
    }
    case 'item':
      return receiver.kind === 'unknown' ? receiver : elementOf(receiver, origin);
    case 'keys':
      return receiver.kind === 'record' ? keysOf(receiver, origin) : anyList();
    case 'values':
    case 'entries':
      return receiver.kind === 'record' ? itemsOf(receiver, idiom, label, origin) : anyList();
    case 'split':
    case 'partition':
      return dividedText(receiver, plainArguments(call).map((given) => evaluator.evaluate(path, given.value, frame)), idiom, origin) ?? anyList();
    case 'part': {
      const [from, to] = plainArguments(call).map((end) => evaluator.evaluate(path, end.value, frame));
      return partOf(receiver, from ?? null, to ?? null, origin) ?? (receiver.kind === 'list' ? listOf(elementOf(receiver, origin)) : anyList());
    }
    case 'filtered':
      return receiver.kind === 'list' ? listOf(elementOf(receiver, origin)) : anyList();
    case 'made-of-each':
      return madeOfEach(evaluator, path, call, receiver, frame) ?? anyList();
    case 'made-of-all':
    case 'derived-list':
      return anyList();
    case 'render':
      return receiver.kind === 'text' ? renderedText(evaluator, path, call, receiver, frame) : receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
    case 'replace': {
      const replaced = receiver.kind === 'text' ? replacedText(evaluator, path, call, receiver, frame) : null;
      return replaced ?? (receiver.kind === 'text' && receiver.parts.some((part) => typeof part === 'string') ? approximateText(receiver.parts, label, origin) : receiver.kind === 'unknown' ? receiver : derived());
    }
    case 'begins':
    case 'ends':
    case 'has': {
      const answer = value === undefined ? null : testOf(receiver, idiom.means, value);
      return answer === null ? unknown(label, 'dynamic', origin) : { kind: 'boolean', value: answer, origin };
    }
    case 'derived-text':
      return receiver.kind === 'text' && receiver.parts.every((part) => typeof part === 'string') ? approximateText(receiver.parts, label, origin) : receiver.kind === 'unknown' ? receiver : derived();
    default:
      return receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
  }
}

/** The parts of a known text, taken apart at a known one; null where either is not known, or how often. */
function dividedText(value: Value, [at, times]: readonly Value[], { means, rest }: Idiom, origin: Origin): Value | null {
  const [text, separator] = [knownText(value), knownText(at)];
  if (text === null || separator === null || separator === '') return null;
  const parts = text.split(separator);
  const from = means === 'partition' ? 1 : times === undefined ? Infinity : times.kind === 'number' && times.value >= 0 ? times.value : null;
  if (from === null) return null;
  const beyond = parts.slice(from);
  const joined = beyond.length === 0 || rest === 'dropped' ? [] : [beyond.join(separator)];
  const items = means === 'partition' ? [parts[0]!, beyond.length === 0 ? '' : separator, joined[0] ?? ''] : [...parts.slice(0, from), ...joined];
  return { kind: 'list', items: items.map((item) => textValue([item], origin)), open: null, origin };
}

function trimmed(value: Value, { trims }: Idiom): Value {
  return value.kind === 'text' && trims !== undefined ? { ...value, parts: trimmedParts(value.parts, trims) } : value;
}

/** Text changed a little (`replace`, `lower`): its words stay, what was filled in is a hole. */
function approximateText(parts: readonly (string | Hole)[], label: string, origin: Origin): Value {
  return textValue([...parts, { kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
}

function joinList(list: Value | undefined, separator: Value | undefined, label: string, origin: Origin): Value {
  const between = separator === undefined ? ',' : separator.kind === 'text' ? separator.parts : '…';
  if (list?.kind !== 'list') return textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
  const parts = list.items.flatMap((item, i) => [...(i === 0 ? [] : typeof between === 'string' ? [between] : between), ...partsOf(item, label)]);
  return textValue(list.open === null ? parts : [...parts, { kind: 'hole', label: list.open, value: unknown(list.open, 'dynamic', origin) }], origin);
}

/** `template.format(a, name=b)`: `{}`, `{0}`, `{name}`, `{name.attr!r:>8}`; `{{` and `}}` are braces. */
function formatText(evaluator: Evaluator, path: string, call: CallExpr, template: readonly (string | { readonly kind: 'hole'; readonly label: string; readonly value: Value })[], frame: Frame): Value {
  const origin = originOf(path, call);
  let automatic = 0;
  const positional = call.args.filter((argument) => argument.kind === 'positional');
  const spread = call.args.flatMap((argument) => (argument.kind === 'named-spread' ? [evaluator.evaluate(path, argument.value, frame)] : []));
  const spreadField = (key: string): Value | undefined => spread.flatMap((record) => (record.kind === 'record' ? record.entries.filter((entry) => entry.key === key && entry.presence === 'always') : [])).at(-1)?.value;
  const fill = (field: string): readonly (string | { readonly kind: 'hole'; readonly label: string; readonly value: Value })[] => {
    const name = /^[^!:]*/.exec(field)![0];
    const base = /^[^.[]*/.exec(name)![0];
    const argument = base === '' ? positional[automatic++] : /^\d+$/.test(base) ? positional[Number(base)] : call.args.find((candidate) => candidate.kind === 'named' && candidate.name === base);
    const given = argument === undefined ? spreadField(base) : evaluator.evaluate(path, argument.value, frame);
    const value = given === undefined || name !== base ? unknown(name === '' ? '…' : name, 'dynamic', origin) : given;
    return partsIn(evaluator, path, value, name === '' ? (argument === undefined ? '…' : labelOf(evaluator, path, argument.value)) : name);
  };
  const parts = template.flatMap((part) =>
    typeof part !== 'string'
      ? [part]
      : part.split(/(\{\{|\}\}|\{[^{}]*\})/).flatMap((piece, i) => (i % 2 === 0 ? [piece] : piece === '{{' ? ['{'] : piece === '}}' ? ['}'] : fill(piece.slice(1, -1)))),
  );
  return textValue(parts, origin);
}
