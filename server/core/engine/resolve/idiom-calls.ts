/** What a function or method of the language's library gives, by what its idiom says that it means. */
import type { Argument, CallExpr, Expr } from '../../model/facts.ts';
import type { Idiom } from '../../model/language.ts';
import { knownText, optionsOf, type JsonForm, type ModuleValue, type Origin, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import { applyOne, foldedList, madeOfEach, resultFor } from './apply.ts';
import { defaultIn, optionsDescribed } from './settings/command-line.ts';
import { holds } from './conditions.ts';
import { changedCopy } from './changes/copies.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { fieldsOf } from './types/fields.ts';
import { validatedBeside } from './handed-on.ts';
import { idiomsOf } from './idioms.ts';
import { countedBy, iterationOf } from './changes/iteration.ts';
import { foundItem, withoutSome } from './changes/let-through.ts';
import { asList, iterated, joinedItems, joinedLists, keysOf, type ListPart } from './changes/lists.ts';
import { elementOf, indexInto, memberOf, partOf } from './members.ts';
import { mergedArguments } from './changes/merge.ts';
import { exportOf, importValue } from './names.ts';
import { optionsDeclared } from './settings/options.ts';
import { keptUnder } from './settings/outside.ts';
import { patternGiven } from './texts/patterns.ts';
import { changedPicture, isPicture, openedPicture, writtenBefore } from './texts/pictures.ts';
import { providedUnder } from './settings/provided.ts';
import { settingsOf } from './settings/read-settings.ts';
import { boxesOf } from './settings/stores.ts';
import { labelOf, overlaid, partsIn, repeatedValue, spreadFields } from './resolve.ts';
import { applyPathMethod, mediaAt, renderedText, replacedText } from './texts/text-files.ts';
import { approximateText, byPattern, dividedByPattern, dividedText, formatText, joinList, takenApart, trimmed, withLetters } from './texts/text-methods.ts';
import { testOf } from './texts/text-tests.ts';
import { objectFor, typedBy } from './types/type-queries.ts';
import { toldByType } from './types/types.ts';
import { either, fieldValues, isWholeList, keyText, MADE_FOR_EACH, mapOptions, number, originOf, otherOf, partsOf, record, textValue, unknown, wholeText } from './values.ts';
import { dedentedParts } from './texts/white-space.ts';

export function isEnvironment(evaluator: Evaluator, path: string, value: Value): boolean {
  return value.kind === 'external' && idiomsOf(evaluator, path).ofNamed(value)?.means === 'environment';
}

/** What somebody sets for the program, or the default in the code: the second argument, or the one that the idiom names. */
function somebodySets(evaluator: Evaluator, path: string, call: CallExpr, { means, field }: Idiom, frame: Frame): Value {
  const origin = originOf(path, call);
  const [named, second] = givenValues(evaluator, path, call, frame);
  const byDefault = call.args.find((argument) => argument.kind === 'named' && argument.name === (field ?? 'default'));
  const otherwise = byDefault === undefined ? second : evaluator.evaluate(path, byDefault.value, frame);
  const name = named?.kind === 'text' ? named.parts.filter((part) => typeof part === 'string').join('…') : '…';
  const variable = unknown(`${means === 'setting' ? 'setting' : 'environment variable'} ${name}`, 'environment', origin);
  const value = otherwise?.kind === 'record' ? defaultIn(otherwise) : otherwise;
  return value == null || value.kind === 'null' ? variable : either([value, variable], origin);
}

type PlainArgument = Extract<Argument, { readonly kind: 'positional' | 'named' }>;

export function plainArguments(call: CallExpr): readonly PlainArgument[] {
  return call.args.filter((argument): argument is PlainArgument => argument.kind === 'positional' || argument.kind === 'named');
}

/** What a call is given, in its order; what it hands on of a list that is all in sight (`get(*args)`) one by one. */
function givenValues(evaluator: Evaluator, path: string, { args }: CallExpr, frame: Frame): readonly Value[] {
  return args.flatMap((argument) => {
    if (argument.kind === 'named-spread') return [];
    const value = evaluator.evaluate(path, argument.value, frame);
    return argument.kind !== 'spread' ? [value] : isWholeList(value) ? value.items : [];
  });
}

export function applyIdiom(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, frame: Frame): Value {
  const origin = originOf(path, call);
  const argument = plainArguments(call)[idiom.argument ?? 0];
  const value = argument === undefined ? undefined : evaluator.evaluate(path, argument.value, frame);
  const label = labelOf(evaluator, path, call);
  switch (idiom.means) {
    case 'environment-variable':
    case 'setting-in-program':
    case 'setting':
      return somebodySets(evaluator, path, call, idiom, frame);
    case 'choice': {
      const named = call.args.find((candidate) => candidate.kind === 'named' && candidate.name === idiom.field) ?? argument;
      const list = named === undefined ? null : evaluator.evaluate(path, named.value, frame);
      const items = list?.kind === 'record' ? keysOf(list, origin) : list;
      return items?.kind === 'list' && items.items.length > 0 ? elementOf(items, origin) : unknown(label, 'environment', origin);
    }
    case 'boxes-of':
      return value === undefined ? unknown(label, 'dynamic', origin) : boxesOf(value, origin);
    case 'settings-in-module':
      return settingsIn(evaluator, path, idiom, origin) ?? unknown(label, 'environment', origin);
    case 'settings-by-description':
      return value === undefined ? unknown(label, 'environment', origin) : settingsOf(evaluator, value, origin);
    case 'box':
    case 'state': {
      const held = value === undefined ? unknown(label, 'dynamic', origin) : mapOptions(value, origin, (option) => (option.kind === 'function' ? applyOne(evaluator, path, { ...call, args: [] }, option, origin, frame) : option));
      const begun = idiom.means === 'state' ? chosenLater(held, origin) : held;
      return idiom.field === undefined ? begun : boxed(begun, idiom.field, path, call);
    }
    case 'values':
    case 'entries':
      if (value?.kind === 'module') return itemsOf(exportsOf(evaluator, value, origin), idiom, label, origin);
      return value?.kind === 'record' ? itemsOf(value, idiom, label, origin) : { kind: 'list', items: [unknown(label, 'dynamic', origin)], open: label, origin };
    case 'cast': {
      const [type] = plainArguments(call);
      return value === undefined || type === undefined ? unknown(label, 'dynamic', origin) : toldByType(evaluator, path, value, type.value);
    }
    case 'same':
      return value === undefined ? { kind: 'list', items: [], open: null, origin } : idiom.holds === 'items' ? iterated(evaluator, path, value) : value;
    case 'distinct': {
      const items = value === undefined ? null : iterated(evaluator, path, value);
      return items === null ? { kind: 'list', items: [], open: null, origin } : items.kind === 'list' ? { ...items, items: eachOnce(items.items) } : items.kind === 'unknown' ? items : unknown(label, 'dynamic', origin);
    }
    case 'side-by-side': {
      const lists = plainArguments(call).filter(({ kind }) => kind === 'positional');
      const parts = lists.map((list) => elementOf(iterated(evaluator, path, evaluator.evaluate(path, list.value, frame)), origin));
      return { kind: 'list', items: [{ kind: 'list', items: parts, open: null, origin }], open: MADE_FOR_EACH, origin };
    }
    case 'numbered':
    case 'counted':
      // Of items that are numbered, they themselves are asked of the list: see how targets are bound.
      return { kind: 'list', items: [oneOfCounted(evaluator, path, call, frame) ?? unknown(label, 'dynamic', origin)], open: MADE_FOR_EACH, origin };
    case 'dedent':
      return value?.kind === 'text' ? trimmed({ ...value, parts: dedentedParts(value.parts) }, idiom) : (value ?? unknown(label, 'dynamic', origin));
    case 'text-of':
      // The name of a place is a place still.
      if (value !== undefined && optionsOf(value).every((option) => option.kind === 'path')) return value;
      return value === undefined ? textValue([], origin) : textValue(partsIn(evaluator, path, value, label), origin);
    case 'length-of': {
      const length = value === undefined ? null : lengthOf(iterated(evaluator, path, value));
      return length === null ? number(label, origin) : { kind: 'number', value: length, origin };
    }
    case 'sum-of': {
      const items = value === undefined ? null : iterated(evaluator, path, value);
      const isKnown = isWholeList(items) && items.items.every(({ kind }) => kind === 'number');
      return !isKnown || call.args.length > 1 ? number(label, origin) : { kind: 'number', value: items.items.reduce((sum, item) => sum + (item.kind === 'number' ? item.value : 0), 0), origin };
    }
    case 'number-of':
      return value === undefined ? number(label, origin) : mapOptions(value, origin, (option) => numberOf(option, label, origin));
    case 'serialize': {
      const json = value?.kind === 'record' || value?.kind === 'list' ? jsonForm(evaluator, path, call, idiom, frame) : null;
      if (value !== undefined && json !== null) return textValue([{ kind: 'hole', label, value, json }], origin);
      return textValue(partsOf(value?.kind === 'text' ? unknown(label, 'dynamic', origin) : (value ?? unknown(label, 'dynamic', origin)), label), origin);
    }
    case 'picture':
      return openedPicture(value === undefined ? null : mediaAt(evaluator, path, value), path, call, label);
    case 'written-before':
      return writtenBefore(evaluator, path, call, label, origin, frame);
    case 'encoded':
      // Of bytes that are no file's the length is not known here.
      return value?.kind === 'text' && value.parts.some((part) => typeof part !== 'string' && part.media !== undefined) ? value : textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
    case 'chained':
      return joinedLists(plainArguments(call).map((part): ListPart => ({ kind: 'items', value: iterated(evaluator, path, evaluator.evaluate(path, part.value, frame)), label, origin })), origin);
    case 'lets-through': {
      const [through, items] = plainArguments(call).map((part) => evaluator.evaluate(path, part.value, frame));
      const list = items === undefined ? null : iterated(evaluator, path, items);
      return list?.kind === 'list' ? withoutSome(evaluator, list, through?.kind === 'null' ? undefined : through, origin, frame) : unknown(label, 'dynamic', origin);
    }
    case 'replaced-by-pattern':
    case 'split-by-pattern':
    case 'found-by-pattern':
      return byPattern(plainArguments(call).map((part) => (part.kind === 'named' ? null : evaluator.evaluate(path, part.value, frame))), idiom.means, origin) ?? unknown(label, 'dynamic', origin);
    case 'keys':
      return value?.kind === 'record' ? keysOf(value, origin) : unknown(label, 'dynamic', origin);
    case 'maps': {
      const [, given] = plainArguments(call);
      const items = given === undefined ? null : iterated(evaluator, path, evaluator.evaluate(path, given.value, frame));
      return (items === null ? null : madeOfEach(evaluator, path, call, items, frame)) ?? unknown(label, 'dynamic', origin);
    }
    case 'folded': {
      const [fn, list, start] = plainArguments(call).map((given) => evaluator.evaluate(path, given.value, frame));
      return foldedList(evaluator, fn, list, start, frame) ?? unknown(label, 'dynamic', origin);
    }
    case 'whole-text':
      return wholeText(label, unknown(label, 'dynamic', origin), origin);
    case 'record':
      return recordOf(evaluator, path, call, frame);
    case 'fields-of': {
      const fields = value === undefined ? null : fieldsOf(evaluator, value, call, origin, frame);
      return fields === null ? unknown(label, 'dynamic', origin) : either(fields, origin);
    }
    case 'map':
      return mapOf(value, path, call);
    case 'merge':
      return mergedArguments(evaluator, path, call, idiom, frame);
    case 'changed-copy':
      return value === undefined ? unknown(label, 'dynamic', origin) : changedCopy(evaluator, path, call, idiom, value, frame);
    case 'own-number':
      return ownNumber(evaluator, path, call);
    case 'item': {
      const fallback = plainArguments(call)[(idiom.argument ?? 0) + 1];
      if (value !== undefined && optionsOf(value).every(({ kind }) => kind !== 'list')) return value.kind === 'unknown' ? value : unknown(label, 'dynamic', origin);
      const item = value === undefined ? unknown(label, 'dynamic', origin) : elementOf(value, origin);
      return fallback?.kind !== 'positional' ? item : either([item, evaluator.evaluate(path, fallback.value, frame)], origin);
    }
    case 'ordered':
    case 'drawn': {
      const known = value === undefined || idiom.means === 'drawn' ? null : orderedList(evaluator, path, call, iterated(evaluator, path, value), frame);
      return known ?? (value?.kind === 'list' ? { kind: 'list', items: [], open: label, others: elementOf(value, origin), origin } : unknown(label, 'dynamic', origin));
    }
    case 'partial':
      return value === undefined ? unknown(label, 'dynamic', origin) : filledIn(evaluator, path, call, value, frame);
    case 'module': {
      const named = value === undefined ? null : knownText(value);
      return named === null ? unknown(label, 'dynamic', origin) : importValue(evaluator, path, { module: named, name: '*', names: 'one', typeOnly: false, start: call.start, end: call.end }, origin);
    }
    case 'new-object': {
      const provided = value === undefined || value.kind === 'class' ? [] : providedUnder(evaluator, path, argument!.value, origin);
      const object = objectFor(evaluator, path, value, origin) ?? typedBy(evaluator, path, call) ?? unknown(label, 'dynamic', origin);
      return provided.length === 0 ? object : either([...provided, object], origin);
    }
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

/** Of more numbers than this none is told. */
const MAX_COUNTED = 12;

/** One of the numbers that a loop counts, or numbers its items with; null where these are not known. */
function oneOfCounted(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value | null {
  const iteration = iterationOf(evaluator, path, call);
  const numberAt = (expr: Expr): number | null => {
    const value = evaluator.evaluate(path, expr, frame);
    return value.kind === 'number' ? value.value : null;
  };
  const numbers = iteration?.kind === 'counted' ? iteration.args.map(numberAt) : iteration?.kind === 'numbered' ? [iteration.from === null ? 0 : numberAt(iteration.from)] : [];
  const known = numbers.filter((number) => number !== null);
  if (iteration === null || known.length === 0 || known.length < numbers.length) return null;
  const list = iteration.kind === 'numbered' ? iterated(evaluator, path, evaluator.evaluate(path, iteration.of, frame)) : null;
  const { first, step, length } = list === null ? countedBy(known) : { first: known[0]!, step: 1, length: list.kind === 'list' && list.open === null ? list.items.length : Infinity };
  const origin = originOf(path, call);
  return length === 0 || length > MAX_COUNTED ? null : either(Array.from({ length }, (_, i): Value => ({ kind: 'number', value: first + i * step, origin })), origin);
}

/** A function with the arguments of a call filled in, but for the first. */
export function filledIn(evaluator: Evaluator, path: string, call: CallExpr, value: Value, frame: Frame): Value {
  const step = { kind: 'call' as const, call, path, ...(frame === evaluator.root ? {} : { activation: frame }) };
  return mapOptions(value, originOf(path, call), (option) => (option.kind === 'external' || option.kind === 'function' ? { ...option, filled: [...(option.filled ?? []), step] } : option));
}

/** What a member of an enumeration is that its class numbers, or names as the member. */
function ownNumber(evaluator: Evaluator, path: string, call: CallExpr): Value {
  const origin = originOf(path, call);
  const facts = evaluator.reader.facts(path)!;
  const scope = facts.scopes[call.scope]!;
  const at = scope.kind === 'class' ? scope.bindings.findIndex(({ value }) => value === call) : -1;
  if (scope.kind !== 'class' || at < 0) return unknown(labelOf(evaluator, path, call), 'dynamic', origin);
  const isNamed = facts.classes[scope.class]!.bases.some((base) => optionsOf(evaluator.evaluate(path, base, evaluator.root)).some((option) => option.kind === 'external' && idiomsOf(evaluator, path).ofNamed(option)?.means === 'names-members'));
  return isNamed ? textValue([scope.bindings[at]!.name.toLowerCase()], origin) : { kind: 'number', value: at + 1, origin };
}

/** Whether a value is a function: one of the workspace, or a method of something from outside that is named and not called. */
export function isFunction(value: Value): boolean {
  return value.kind === 'function' || (value.kind === 'external' && value.steps.length > 1 && value.steps.at(-1)!.kind === 'member');
}

/** What a module exports by names, as a record; what it hands on as a whole from other modules is not among it. */
function exportsOf(evaluator: Evaluator, { path }: ModuleValue, origin: Origin): RecordValue {
  const exports = evaluator.reader.facts(path)?.exports ?? [];
  const names = exports.flatMap((fact) => (fact.kind === 'all' || fact.name === '*' ? [] : [fact.name]));
  const exported = record(names.map((name) => [name, exportOf(evaluator, path, name, origin)]), origin);
  return names.length < exports.length || names.length === 0 ? { ...exported, open: 'what other modules export' } : exported;
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
export function awaited(evaluator: Evaluator, path: string, call: CallExpr, receiver: Value, frame: Frame): Value {
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
  const site = { kind: 'statement', path, span: call, value: call } as const;
  return { ...options, entries: [...options.entries, ...['values', 'flags'].map((key): RecordField => ({ key, value: options, presence: 'always', site }))] };
}

/** What a module of the program's settings gives for a field of what it exports; whoever starts the program may set each of them. Null where no such module is in sight. */
function settingsIn(evaluator: Evaluator, path: string, { modules = [], field = '' }: Idiom, origin: Origin): Value | null {
  for (const module of modules) {
    const location = evaluator.reader.locate(path, module);
    if (location.kind !== 'file') continue;
    return replaceable(memberOf(evaluator, exportOf(evaluator, location.path, 'default', origin), field, origin, evaluator.root), field, origin);
  }
  return null;
}

/** Settings whose texts the environment may replace. */
function replaceable(value: Value, name: string, origin: Origin): Value {
  return mapOptions(value, origin, (option) => {
    if (option.kind === 'record') return { ...option, entries: option.entries.map((entry) => ({ ...entry, value: replaceable(entry.value, entry.key, origin) })) };
    return option.kind === 'text' ? either([option, unknown(`setting ${name}`, 'environment', origin)], origin) : option;
  });
}

/** What a state begins with. A text or a number, also in a record, is what a person chooses or a form fills in, where nobody sees it. */
export function chosenLater(value: Value, origin: Origin): Value {
  return mapOptions(value, origin, (option) => {
    if (option.kind === 'record') return { ...option, entries: option.entries.map((entry) => ({ ...entry, value: chosenLater(entry.value, origin) })) };
    return option.kind === 'text' || option.kind === 'number' ? either([option, unknown('a state that is set while it runs', 'parameter', origin)], origin) : option;
  });
}

/** An object with one field. */
function boxed(value: Value, field: string, path: string, call: CallExpr): Value {
  return record([[field, value]], originOf(path, call));
}

/** Items without those that are a text which stands there already. */
function eachOnce(items: readonly Value[]): readonly Value[] {
  const texts = items.map(knownText);
  return items.filter((_, i) => texts[i] == null || texts.indexOf(texts[i]) === i);
}

/** How many items a list has, or letters a text; null where that is not known. */
function lengthOf(value: Value): number | null {
  if (value.kind === 'list') return isWholeList(value) ? value.items.length : null;
  return knownText(value)?.length ?? null;
}

/** Texts or numbers in their order (`sorted`), or a list from its end; null where they are not known, or something else says what comes first. */
function orderedList(evaluator: Evaluator, path: string, call: CallExpr, list: Value, frame: Frame): Value | null {
  if (!isWholeList(list)) return null;
  const origin = originOf(path, call);
  const [, ...how] = call.args;
  const reverse = how.find((argument) => argument.kind === 'named' && argument.name === 'reverse');
  const isReversed = reverse === undefined ? false : holds(evaluator, path, reverse.value, frame);
  if (how.some((argument) => argument !== reverse) || isReversed === null) return null;
  const texts = list.items.map(knownText);
  const order = (a: number, b: number): number => {
    const [one, other] = [list.items[a]!, list.items[b]!];
    return one.kind === 'number' && other.kind === 'number' ? one.value - other.value : texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0;
  };
  if (!list.items.every(({ kind }) => kind === 'number') && texts.includes(null)) return null;
  const items = [...list.items.keys()].sort((a, b) => (isReversed ? order(b, a) : order(a, b))).map((at) => list.items[at]!);
  return { kind: 'list', items, open: null, origin };
}

/** A call with its first argument, a table, as the named arguments that are in it. */
function spreadOut(evaluator: Evaluator, call: CallExpr): CallExpr {
  const [first] = call.args;
  return first?.kind === 'positional' ? evaluator.reader.copied({ ...call, args: [{ ...first, kind: 'named-spread' }] }) : call;
}

function numberOf(value: Value, label: string, origin: Origin): Value {
  if (value.kind === 'number') return value;
  if (value.kind === 'text' && value.parts.length === 1 && typeof value.parts[0] === 'string' && value.parts[0].trim() !== '' && Number.isFinite(Number(value.parts[0]))) return { kind: 'number', value: Number(value.parts[0]), origin: value.origin };
  // A setting that is not known is told of by its name.
  return value.kind === 'unknown' && value.cause === 'environment' ? value : number(label, origin);
}

/** `dict(a=1, **more)` and `dict(other, a=1)`. */
export function recordOf(evaluator: Evaluator, path: string, call: CallExpr, frame: Frame): Value {
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

export function applyMethod(evaluator: Evaluator, path: string, call: CallExpr, idiom: Idiom, receiver: Value, frame: Frame): Value {
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
    case 'changed-copy':
      return changedCopy(evaluator, path, call, idiom, receiver, frame);
    case 'format':
      return receiver.kind === 'text' ? formatText(evaluator, path, idiom.argument === 0 ? spreadOut(evaluator, call) : call, receiver.parts, frame) : receiver.kind === 'unknown' ? receiver : derived();
    case 'join':
      return joinList(value === undefined ? undefined : iterated(evaluator, path, value), receiver, label, origin);
    case 'written':
      // What writes into it may be a function from outside.
      return receiver.kind === 'list' && receiver.items.length > 0 ? joinList(receiver, textValue([], origin), label, origin) : receiver.kind === 'list' ? unknown(label, 'dynamic', origin) : receiver;
    case 'join-list':
      return joinList(receiver, value, label, origin);
    case 'get': {
      if (isEnvironment(evaluator, path, receiver)) return somebodySets(evaluator, path, call, idiom, frame);
      const [wanted, fallback] = givenValues(evaluator, path, call, frame);
      const other: Value = fallback ?? { kind: 'null', origin };
      if (receiver.kind !== 'record') return keptUnder(evaluator, path, call, receiver.kind === 'unknown' && fallback !== undefined ? either([other, receiver], origin) : unknown(receiver.kind === 'unknown' ? receiver.why : label, 'dynamic', origin));
      const key = wanted === undefined ? null : keyText(wanted);
      if (key !== null) {
        const found = receiver.entries.findLast((entry) => entry.key === key);
        if (found !== undefined) return found.presence === 'always' || fallback === undefined ? memberOf(evaluator, receiver, key, origin, frame) : either([memberOf(evaluator, receiver, key, origin, frame), other], origin);
        return receiver.open === null && receiver.others === undefined ? other : either([other, otherOf(receiver, key, origin)], origin);
      }
      return either([...fieldValues(receiver), other], origin);
    }
    case 'concat': {
      if (receiver.kind === 'text') return textValue([...receiver.parts, ...(value === undefined ? [] : partsOf(value, label))], origin);
      const added = call.args.map((given) => ({ given, value: evaluator.evaluate(path, given.value, frame) }));
      // What may be a text is joined with texts.
      if (receiver.kind !== 'list' && !added.some((part) => asList(part.value) !== null)) return receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
      const isItem = (part: Value): boolean => part.kind === 'record' || part.kind === 'text';
      return joinedLists([{ kind: 'items', value: receiver, label, origin }, ...added.map((part): ListPart => (part.given.kind !== 'spread' && isItem(part.value) ? { kind: 'item', value: part.value } : { kind: 'items', value: part.value, label, origin }))], origin);
    }
    case 'item':
      return receiver.kind === 'unknown' ? receiver : receiver.kind === 'list' ? foundItem(evaluator, receiver, value, origin, frame) : elementOf(receiver, origin);
    case 'item-at':
      return value === undefined ? unknown(label, 'dynamic', origin) : indexInto(evaluator, receiver, value, origin, frame);
    case 'validated':
      return validatedBeside(evaluator, path, call) ?? (receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin));
    case 'keys':
      return receiver.kind === 'record' ? keysOf(receiver, origin) : anyList();
    case 'values':
    case 'entries':
      return receiver.kind === 'record' ? itemsOf(receiver, idiom, label, origin) : anyList();
    case 'split':
    case 'partition':
      if (idiom.rest === undefined && idiom.means === 'split' && call.args.length === 0) return takenApart(receiver, 'words', origin) ?? anyList();
      return dividedByPattern(receiver, patternGiven(call), origin) ?? dividedText(receiver, plainArguments(call).map((given) => evaluator.evaluate(path, given.value, frame)), idiom, origin) ?? anyList();
    case 'part': {
      const [from, to] = plainArguments(call).map((end) => evaluator.evaluate(path, end.value, frame));
      return partOf(receiver, from ?? null, to ?? null, origin) ?? (receiver.kind === 'list' ? listOf(elementOf(receiver, origin)) : anyList());
    }
    case 'place-in': {
      const [text, sought] = [knownText(receiver), knownText(value)];
      return text === null || sought === null ? unknown(label, 'dynamic', origin) : { kind: 'number', value: idiom.occurrences === 'last' ? text.lastIndexOf(sought) : text.indexOf(sought), origin };
    }
    case 'filtered':
      return receiver.kind === 'list' ? withoutSome(evaluator, receiver, value, origin, frame) : anyList();
    case 'made-of-each':
      return madeOfEach(evaluator, path, call, receiver, frame) ?? anyList();
    case 'repeated':
      return value === undefined ? derived() : (repeatedValue(receiver, value, origin) ?? derived());
    case 'made-of-all': {
      const lists = madeOfEach(evaluator, path, call, receiver, frame);
      return lists === null || lists.kind !== 'list' ? anyList() : (joinedItems(lists) ?? anyList());
    }
    case 'lines':
    case 'words':
      return takenApart(receiver, idiom.means, origin) ?? anyList();
    case 'folded':
      return foldedList(evaluator, value, receiver, givenValues(evaluator, path, call, frame)[1], frame) ?? (receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin));
    case 'render':
      return receiver.kind === 'text' ? renderedText(evaluator, path, call, receiver, frame) : receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
    case 'replace': {
      const replaced = receiver.kind === 'text' ? replacedText(evaluator, path, call, idiom, receiver, frame) : null;
      return replaced ?? (receiver.kind === 'text' && receiver.parts.some((part) => typeof part === 'string') ? approximateText(receiver.parts, label, origin) : receiver.kind === 'unknown' ? receiver : derived());
    }
    case 'picture-change':
      return isPicture(receiver) ? changedPicture(evaluator, path, call, idiom, receiver, label, frame) : receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
    case 'begins':
    case 'ends':
    case 'has': {
      const answer = value === undefined ? null : testOf(receiver, idiom.means, value);
      return answer === null ? unknown(label, 'dynamic', origin) : { kind: 'boolean', value: answer, origin };
    }
    case 'derived-text':
      if (idiom.letters !== undefined && knownText(receiver) !== null) return textValue([withLetters(knownText(receiver)!, idiom.letters)], origin);
      return receiver.kind === 'text' && receiver.parts.every((part) => typeof part === 'string') ? approximateText(receiver.parts, label, origin) : receiver.kind === 'unknown' ? receiver : derived();
    default:
      return receiver.kind === 'unknown' ? receiver : unknown(label, 'dynamic', origin);
  }
}
