/** Members, elements and indexes of values. */
import type { FileFacts } from '../../model/facts.ts';
import type { Idiom } from '../../model/language.ts';
import type { ClassValue, ExternalValue, FunctionValue, ObjectValue, Origin, RecordValue, Value } from '../../model/value.ts';
import { externalPath, knownText, optionsOf } from '../../model/value.ts';
import { callFunction } from './apply.ts';
import { attributeOf, fallbackMember, fieldsInOrder } from './attributes.ts';
import { optionsOfChain } from './settings/command-line.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';
import { leftOut, UNDER_CONDITION } from './changes/lists.ts';
import { exportOf, importValue } from './names.ts';
import { settingNamed } from './settings/settings-files.ts';
import { memberOfPath, placeNamed } from './texts/text-files.ts';
import { either, external, fieldValues, isWholeList, keyText, MADE_FOR_EACH, otherOf, textValue, unknown, wholeText } from './values.ts';

/** `value.property`, without calling it. */
export function memberOf(evaluator: Evaluator, value: Value, property: string, origin: Origin, frame: Frame): Value {
  switch (value.kind) {
    case 'either':
      return either(value.options.filter((option) => option.kind !== 'null').map((option) => memberOf(evaluator, option, property, origin, frame)), origin);
    case 'record':
      // A member that a whole record has not is nothing.
      return readField(evaluator, fieldOf(value, property, origin), origin, frame) ?? (value.open === null ? { kind: 'null', origin } : otherOf(value, property, origin));
    case 'external':
      return settingOf(evaluator, value, property, origin) ?? (value.package === '' ? placeNamed(evaluator, `${externalPath(value)}.${property}`, origin) : null) ?? memberOfPackage(evaluator, value, property, origin);
    case 'path':
      return memberOfPath(evaluator, value, property, origin);
    case 'module':
      return exportOf(evaluator, value.path, property, origin);
    case 'object':
    case 'class':
      return saidOf(evaluator, value, property, origin) ?? attributeOf(evaluator, (value.kind === 'object' ? value.derived : undefined) ?? value, property, origin, frame) ?? fallbackMember(evaluator, value, property, origin, frame) ?? (property === 'value' ? value : unknown(`attribute \`${property}\``, 'dynamic', origin));
    case 'text':
    case 'number':
    case 'boolean':
      if (property === 'length' && knownText(value) !== null) return { kind: 'number', value: knownText(value)!.length, origin };
      // An enum's member is the text or number it stands for; `.value` reads it.
      return property === 'value' ? value : unknown(`\`${property}\` of a ${value.kind}`, 'dynamic', origin);
    case 'unknown':
      return unknown(value.why, value.cause, origin);
    case 'function':
      return saidOf(evaluator, value, property, origin) ?? unknown(`\`${property}\``, 'dynamic', origin);
    case 'list':
      if (property === 'length' && isWholeList(value) && value.others === undefined) return { kind: 'number', value: value.items.length, origin };
      // An enum's member may stand for several things at once.
      return property === 'value' ? value : unknown(`\`${property}\``, 'dynamic', origin);
    case 'null':
      return unknown(`\`${property}\``, 'dynamic', origin);
  }
}

/** A field, or what it gives where it is read by a function: `{ get client() { return new Client(); } }`. */
function readField(evaluator: Evaluator, field: Value | null, origin: Origin, frame: Frame): Value | null {
  const isGetter = (option: Value): option is FunctionValue => option.kind === 'function' && evaluator.reader.facts(option.path)?.functions[option.function]?.role === 'getter';
  if (field === null || !optionsOf(field).some(isGetter)) return field;
  return either(optionsOf(field).map((option) => (isGetter(option) ? callFunction(evaluator, option, origin, frame) : option)), origin);
}

/** What a function or class says of itself, or is called; null for any other member. */
function saidOf(evaluator: Evaluator, value: FunctionValue | ClassValue | ObjectValue, property: string, origin: Origin): Value | null {
  const means = idiomsOf(evaluator, origin.path).of(`.${property}`)?.means;
  if ((means !== 'doc-of' && means !== 'name-of') || value.kind === 'object') return null;
  const facts = evaluator.reader.facts(value.path);
  const said = value.kind === 'function' ? facts?.functions[value.function] : facts?.classes[value.class];
  const text = means === 'doc-of' ? said?.doc : said?.name;
  return text == null ? null : textValue([text], origin);
}

/** A member of something from outside that stands for settings, else null. */
function settingOf(evaluator: Evaluator, value: ExternalValue, property: string, origin: Origin): Value | null {
  const idiom = idiomsOf(evaluator, origin.path).ofNamed(value);
  if (idiom?.means === 'environment') return unknown(`environment variable ${property}`, 'environment', origin);
  const member = idiomsOf(evaluator, origin.path).ofMember(value, property)?.means;
  if (member === 'whole-text' && value.steps.length > 0) return wholeText(property, external(value.package, [...value.steps, { kind: 'member', name: property }], origin), origin);
  if (member === 'options-of-chain') return optionsOfChain(evaluator, origin.path, value, origin);
  if (idiom === undefined) return null;
  if (idiom.means !== 'settings-module') return settingNamed(evaluator, value, property, origin);
  const path = settingsFile(evaluator, origin.path, idiom);
  const setting = path === null ? null : exportOf(evaluator, path, property, origin);
  return setting === null || setting.kind === 'unknown' ? unknown(`setting ${property}`, 'environment', origin) : setting;
}

/** The file of settings that a program's start names: `setdefault("SETTINGS_MODULE", "shop.settings")`. */
function settingsFile(evaluator: Evaluator, path: string, { modules, field }: Idiom): string | null {
  for (const module of modules ?? []) {
    const start = evaluator.reader.locate(path, module);
    if (start.kind !== 'file') continue;
    for (const { args: [variable, named] } of evaluator.reader.facts(start.path)?.calls ?? []) {
      if (variable?.value.kind !== 'string' || variable.value.value !== field || named?.value.kind !== 'string') continue;
      const settings = evaluator.reader.locate(start.path, named.value.value);
      if (settings.kind === 'file') return settings.path;
    }
  }
  return null;
}

function fieldOf(record: RecordValue, key: string, origin: Origin): Value | null {
  const field = record.entries.findLast((entry) => entry.key === key);
  if (field === undefined || field.presence === 'always') return field?.value ?? null;
  return either([...record.entries.filter((entry) => entry.key === key).map((entry) => entry.value), unknown(`\`${key}\` is set under a condition`, 'dynamic', origin)], origin);
}

/** A member of something from outside; the member of a package may be another package: `google.genai`. */
function memberOfPackage(evaluator: Evaluator, value: ExternalValue, property: string, origin: Origin): Value {
  const inner = value.package === '' ? null : packageNamed(evaluator, value, property, origin);
  return inner ?? external(value.package, [...value.steps, { kind: 'member', name: property }], origin);
}

/** What a dotted name says where its beginning is the package of an SDK: all of it, or, after `import a.b.c`, its module. */
function packageNamed(evaluator: Evaluator, value: ExternalValue, property: string, origin: Origin): Value | null {
  if (value.steps.length === 0) {
    const inner = evaluator.reader.claimed(origin.path, `${value.package}.${property}`);
    if (inner !== null && inner !== value.package && inner.startsWith(value.package)) return external(inner, [], origin);
  }
  const facts = evaluator.reader.facts(origin.path);
  const modules = facts === undefined ? NO_MODULES : modulesOf(facts);
  if (modules.size === 0 || value.steps.some((step) => step.kind !== 'member')) return null;
  const module = value.steps.length === 0 ? value.package : `${value.package}.${externalPath(value)}`;
  if (!modules.has(module) || modules.has(`${module}.${property}`)) return null;
  const named = evaluator.reader.claimed(origin.path, module);
  return named === null ? null : external(named, [{ kind: 'member', name: property }], origin);
}

const NO_MODULES: ReadonlySet<string> = new Set();
const modulesByFacts = new WeakMap<FileFacts, ReadonlySet<string>>();

/** The modules below a package that a file's imports name as a whole: `a.b` and `a.b.c` of `import a.b.c`. */
function modulesOf(facts: FileFacts): ReadonlySet<string> {
  let modules = modulesByFacts.get(facts);
  if (modules === undefined) {
    const named = facts.imports.filter((fact) => fact.names === 'whole-path').flatMap(({ module }) => {
      const parts = module.split('.');
      return parts.slice(1).map((_, i) => parts.slice(0, i + 2).join('.'));
    });
    modulesByFacts.set(facts, (modules = named.length === 0 ? NO_MODULES : new Set(named)));
  }
  return modules;
}

/** `value[index]`. An index that is not known gives either of the values. */
export function indexInto(evaluator: Evaluator, value: Value, index: Value, origin: Origin, frame: Frame): Value {
  if (value.kind === 'either') return either(value.options.map((option) => indexInto(evaluator, option, index, origin, frame)), origin);
  const key = keyText(index);
  // An index that a whole record has not would fail: the record is more than it seems.
  if (key !== null && value.kind === 'record') return fieldOf(value, key, origin) ?? otherOf(value, key, origin);
  if (index.kind === 'text' && index.parts.length === 1 && typeof index.parts[0] === 'string') {
    if (value.kind === 'external' && idiomsOf(evaluator, origin.path).ofExternal(value)?.means === 'modules') return importValue(evaluator, origin.path, { module: index.parts[0], name: '*', names: 'one', typeOnly: false, start: origin.expr.start, end: origin.expr.end }, origin);
    if (value.kind === 'class' || value.kind === 'external') return memberOf(evaluator, value, index.parts[0], origin, frame);
  }
  if (index.kind === 'either' && (value.kind === 'record' || value.kind === 'external')) return either(optionsOf(index).map((option) => indexInto(evaluator, value, option, origin, frame)), origin);
  if (value.kind === 'list') {
    if (index.kind === 'number') {
      const at = index.value < 0 ? value.items.length + index.value : index.value;
      const item = value.items[at];
      // Where an item may be missing, those behind it may stand in its place.
      const isSure = value.sometimes === undefined ? value.open === null || index.value >= 0 : index.value >= 0 && !value.items.slice(0, at + 1).some((other) => value.sometimes!.includes(other));
      if (item !== undefined && isSure) return item;
      if (isWholeList(value) && value.others === undefined) return unknown('an entry that is not there', 'dynamic', origin);
    }
    return elementOf(value, origin);
  }
  if (value.kind === 'record') {
    const options = fieldValues(value);
    return either(value.open === null && options.length > 0 ? options : [...options, unknown('an entry that is not known here', 'dynamic', origin)], origin);
  }
  if (value.kind === 'unknown') return unknown(value.why, value.cause, origin);
  // A tuple with names for its parts.
  const field = value.kind === 'object' && index.kind === 'number' && index.value >= 0 ? fieldsInOrder(evaluator, value, 0)[index.value] : undefined;
  if (field !== undefined) return memberOf(evaluator, value, field, origin, frame);
  return unknown('an entry that is not known here', 'dynamic', origin);
}

/** One element of a list: either of its items. */
export function elementOf(value: Value, origin: Origin): Value {
  if (value.kind === 'either') return either(value.options.map((option) => elementOf(option, origin)), origin);
  if (value.kind !== 'list') return unknown('an element of what a loop runs over', 'dynamic', origin);
  // Of what is made for each of something all elements are made alike.
  if (value.open === MADE_FOR_EACH && value.items.length === 1) return value.items[0]!;
  const other = value.others ?? unknown('other elements of the list', 'dynamic', origin);
  const isWhole = value.open === null ? value.items.length > 0 || value.others === undefined : value.open === UNDER_CONDITION && value.items.length > 0;
  return either(isWhole ? value.items : [...value.items, other], origin);
}

/** `value[from:to]`; an end that is null is left out. Of a list that may have more items than are seen any of these may be in it. Null where the ends, or a text, are not known. */
export function partOf(value: Value, from: Value | null, to: Value | null, origin: Origin): Value | null {
  if (value.kind === 'either') {
    const parts = value.options.map((option) => partOf(option, from, to, origin));
    return parts.every((part) => part !== null) ? either(parts, origin) : null;
  }
  const ends = [from, to].map((end) => (end === null || end.kind === 'null' ? undefined : end.kind === 'number' ? end.value : null));
  if (ends.includes(null)) return null;
  const [first, last] = ends as readonly (number | undefined)[];
  if (value.kind === 'text') {
    const text = knownText(value);
    return text === null ? null : textValue([text.slice(first, last)], origin);
  }
  if (isWholeList(value)) return { ...value, items: value.items.slice(first, last), origin };
  return value.kind === 'list' ? { ...value, open: value.open ?? UNDER_CONDITION, ...leftOut(value.items), origin } : null;
}
