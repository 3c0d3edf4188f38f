/**
 * The JSON schema that a class, a function or a description of data is sent as: what its fields are called, of what type, and how they are described.
 * An estimate of the text that the SDK makes of it: titles, order and references differ from one SDK to the next.
 */
import type { Expr, FunctionFact } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { externalPath, knownText, type ClassValue, type ExternalStep, type ExternalValue, type FunctionValue, type Origin, type RecordValue, type Value } from '../../../model/value.ts';
import { basesOf } from '../types/bases.ts';
import { runIn, type Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { BARE_DOC, cleanedDoc, DOC, isGivenKey, titleOf } from './schema-words.ts';
import { describedSchema } from './schema-descriptions.ts';
import { choiceSchema, described, isClass, listOf, listSchema, objectSchema, optional, putTogether, tableSchema, tupleSchema, withDefault, withDefinitions, withEntries, type Field } from './schema-parts.ts';
import { either, originOf, record, textValue, unknown } from '../values.ts';

/** Classes inside classes are followed this deep; one that holds itself ends there. */
const MAX_DEPTH = 5;

export interface Maker extends Evaluator {
  /** Classes that are written out already; where they are named again stands a reference. */
  readonly seen: Set<string>;
}

/** A value with every class, function and description of data in it as its schema; the value itself where there is none. */
export function schemaOf(evaluator: Evaluator, value: Value): Value {
  return schemaIn({ ...evaluator, seen: new Set() }, value, 0);
}

function schemaIn(evaluator: Maker, value: Value, depth: number): Value {
  if (depth > MAX_DEPTH) return value;
  // What is written down ends by itself.
  const inner = (part: Value): Value => schemaIn(evaluator, part, depth);
  switch (value.kind) {
    case 'class':
      return classSchema(evaluator, value, depth);
    case 'function':
      return functionSchema(evaluator, value, depth);
    case 'external':
      return describedSchema(evaluator, value, depth, schemaIn) ?? wrappedSchema(evaluator, value, depth) ?? memberNamed(value);
    case 'either':
      return either(value.options.map(inner), value.origin);
    case 'list': {
      // Each tool stands for itself.
      const items = value.items.map((item) => schemaIn({ ...evaluator, seen: new Set() }, item, depth));
      return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
    }
    case 'record': {
      // What runs when a tool is called stands beside its schema and is not sent.
      const entries = value.entries.filter((entry) => entry.value.kind !== 'function').map((entry) => ({ ...entry, value: inner(entry.value) }));
      return entries.length === value.entries.length && entries.every((entry, i) => entry.value === value.entries[i]!.value) ? value : { ...value, entries };
    }
    default:
      return value;
  }
}

/** A member of an SDK's own enumeration, which is called like what it stands for: `Type.STRING`. Any other value is itself. */
function memberNamed(value: Value): Value {
  const last = value.kind === 'external' && value.steps.length > 1 ? value.steps.at(-1) : undefined;
  return last?.kind === 'member' && /^[A-Z][A-Z_]*$/.test(last.name) ? textValue([last.name], value.origin) : value;
}

function classSchema(evaluator: Maker, value: ClassValue, depth: number): Value {
  const facts = evaluator.reader.facts(value.path);
  const cls = facts?.classes[value.class];
  if (facts === undefined || cls === undefined) return value;
  const origin: Origin = { path: value.path, expr: { kind: 'class', class: value.class, start: cls.start, end: cls.end }, name: value.origin.name };
  const text = (part: string): Value => textValue([part], origin);
  const key = `${value.path}#${value.class}`;
  if (evaluator.seen.has(key)) return record([['$ref', text(`#/$defs/${cls.name ?? ''}`)]], origin);
  const isRoot = evaluator.seen.size === 0;
  evaluator.seen.add(key);
  const fields = fieldsOf(evaluator, value, depth);
  const words = cls.doc === undefined ? [] : [['description', text(cleanedDoc(cls.doc))] as const];
  const title = cls.name === null ? [] : [['title', text(cls.name)] as const];
  if (fields.length > 0) {
    const whole = objectSchema(fields, [...words, ...title], origin, 'more');
    return !isRoot ? whole : givesTitles(evaluator, value, 0) ? withDefinitions(whole, value.asked === 'schema' ? 'referred to' : 'written out') : putTogether(whole);
  }
  // Members of an enumeration are texts or numbers without a type.
  const members = facts.scopes[cls.scope]!.bindings.filter((binding) => binding.kind === 'variable' && binding.value !== null && binding.type === null).map((binding) => evaluator.evaluate(value.path, binding.value!, evaluator.root));
  if (members.length === 0 || !members.every((member) => member.kind === 'text' || member.kind === 'number')) return value;
  return record([...words, ['enum', listOf(members, origin)], ...title, ['type', text(members[0]!.kind === 'text' ? 'string' : 'integer')]], origin);
}

/** Declared fields, those of base classes of the workspace first. */
function fieldsOf(evaluator: Maker, value: ClassValue, depth: number): readonly Field[] {
  const facts = evaluator.reader.facts(value.path);
  const cls = facts?.classes[value.class];
  if (facts === undefined || cls === undefined || depth > MAX_DEPTH) return [];
  const inherited = basesOf(evaluator, value).flatMap((base) => (base.kind === 'class' && base.class !== value.class ? fieldsOf(evaluator, base, depth + 1) : []));
  const titled = givesTitles(evaluator, value, 0);
  const own = facts.scopes[cls.scope]!.bindings.flatMap((binding): readonly Field[] => {
    if (binding.kind !== 'variable' || binding.type === null || binding.name.startsWith('_')) return [];
    const schema = typeSchema(evaluator, value.path, binding.type, depth + 1);
    const whole = binding.value === null ? schema : withGiven(evaluator, value.path, schema, binding.value);
    const name = aliasOf(evaluator, value.path, binding.value) ?? binding.name;
    return [[name, titled ? entitled(whole, name) : whole]];
  });
  const names = new Set(own.map(([name]) => name));
  return [...inherited.filter(([name]) => !names.has(name)), ...own];
}

/** What a field is called in the schema, where its description says it. */
function aliasOf(evaluator: Maker, path: string, given: Expr | null): string | null {
  if (given?.kind !== 'call') return null;
  const callee = evaluator.evaluate(path, given.callee, evaluator.root);
  const aliases = callee.kind === 'external' ? (idiomsOf(evaluator, path).ofExternal(callee)?.aliases ?? []) : [];
  return aliases.map((name) => knownText(argumentNamed(evaluator, path, given.args, name) ?? undefined)).find((name) => name !== null) ?? null;
}

/** Whether a class gives each of its fields a title, as those do whose fields are all that its objects have. */
function givesTitles(evaluator: Maker, value: ClassValue, depth: number): boolean {
  return depth < MAX_DEPTH && basesOf(evaluator, value).some((base) => (base.kind === 'class' ? givesTitles(evaluator, base, depth + 1) : base.kind === 'external' && idiomOf(evaluator, value.path, base)?.means === 'record-class'));
}

/** A field's schema with its title, `final_answer` as `Final Answer`; a class keeps its own, also where there may be none. */
function entitled(schema: Value, name: string): Value {
  if (schema.kind !== 'record' || schema.entries.some(({ key }) => key === '$ref' || key === 'title') || isClassOrNothing(schema)) return schema;
  return withEntries(schema, [['title', textValue([titleOf(name)], schema.origin)]]);
}

function isClassOrNothing(schema: RecordValue): boolean {
  const options = schema.entries.find(({ key }) => key === 'anyOf')?.value;
  if (options?.kind !== 'list' || options.items.length !== 2) return false;
  const [first, second] = options.items;
  return first?.kind === 'record' && (isClass(first) || first.entries.some(({ key }) => key === '$ref')) && second?.kind === 'record' && knownText(second.entries[0]?.value) === 'null';
}

/** A field's schema with what is written behind its name: its default, or a description. */
function withGiven(evaluator: Maker, path: string, schema: Value, given: Expr): Value {
  const whole = withDefault(withKeywords(evaluator, path, schema, given), defaultOf(evaluator, path, given));
  const isMade = given.kind === 'call' && given.args.some((argument) => argument.kind === 'named' && /^(?:default_)?factory$/.test(argument.name));
  return isMade ? optional(whole) : whole;
}

/** A field's schema with what its description says of it: in words, and of its bounds. */
function withKeywords(evaluator: Maker, path: string, schema: Value, given: Expr): Value {
  if (given.kind !== 'call' || schema.kind !== 'record') return schema;
  const callee = evaluator.evaluate(path, given.callee, evaluator.root);
  const keywords = callee.kind === 'external' ? idiomsOf(evaluator, path).ofExternal(callee)?.keywords : undefined;
  if (keywords === undefined) return schema;
  const isList = knownText(schema.entries.find(({ key }) => key === 'type')?.value) === 'array';
  const said = Object.entries(keywords).flatMap(([name, keyword]): readonly Field[] => {
    const value = argumentNamed(evaluator, path, given.args, name);
    return value === null ? [] : [[isList ? keyword.replace('Length', 'Items') : keyword, keyword !== 'description' || knownText(value) !== null || value.kind === 'text' ? value : unknown('a description', 'dynamic', value.origin)]];
  });
  return withEntries(schema, said);
}

/** What a field is worth where nothing is given for it: itself, or what its description says. */
function defaultOf(evaluator: Maker, path: string, value: Expr): Value | null {
  if (value.kind !== 'call') return evaluator.evaluate(path, value, evaluator.root);
  const [first] = value.args;
  return argumentNamed(evaluator, path, value.args, 'default') ?? (first?.kind === 'positional' ? evaluator.evaluate(path, first.value, evaluator.root) : null);
}

function argumentNamed(evaluator: Maker, path: string, args: readonly { readonly kind: string; readonly name?: string; readonly value: Expr }[], name: string): Value | null {
  const argument = args.find((candidate) => candidate.kind === 'named' && candidate.name === name);
  return argument === undefined ? null : evaluator.evaluate(path, argument.value, evaluator.root);
}

/** A function that is offered as a tool: its name, what it says of itself, its parameters. */
function functionSchema(evaluator: Maker, value: FunctionValue, depth: number): Value {
  const fn = evaluator.reader.facts(value.path)?.functions[value.function];
  if (fn === undefined || fn.name === null) return value;
  const origin: Origin = { path: value.path, expr: { kind: 'function', function: value.function, start: fn.start, end: fn.end }, name: value.origin.name ?? fn.name };
  const fields = fn.params.flatMap((param): readonly Field[] => {
    if (param.name === '' || (param.kind !== 'positional' && param.kind !== 'named')) return [];
    // What the SDK hands in itself, such as a context, is no parameter of the tool.
    if (param.type !== null && isForeign(evaluator, value.path, param.type)) return [];
    const schema = param.type === null ? record([], origin) : typeSchema(evaluator, value.path, param.type, depth + 1);
    return [[param.name, param.default === null ? schema : withDefault(schema, evaluator.evaluate(value.path, param.default, evaluator.root))]];
  });
  const text = (part: string): Value => textValue([part], origin);
  const given = givenBy(evaluator, value.path, fn);
  return record([['name', given.name ?? text(fn.name)], ...(given.description === undefined ? [] : [['description', given.description] as const]), [fn.decorators.length === 0 ? BARE_DOC : DOC, text(fn.doc ?? '')], ['parameters', putTogether(objectSchema(fields, [], origin, 'more'))]], origin);
}

/** What a decorator says of a tool in the place of the function's own name and docstring: `@tool("search")`, `@function_tool(name_override="search")`. */
function givenBy(evaluator: Maker, path: string, { decorators }: FunctionFact): { readonly name?: Value; readonly description?: Value } {
  const [decorator] = decorators.filter((expr) => expr.kind === 'call');
  if (decorator?.kind !== 'call') return {};
  const named = (...names: readonly string[]): Value | undefined => names.map((name) => argumentNamed(evaluator, path, decorator.args, name)).find((value): value is Value => value !== null && knownText(value) !== null);
  const [first] = decorator.args;
  const name = named('name', 'name_override') ?? (first?.kind === 'positional' && first.value.kind === 'string' ? evaluator.evaluate(path, first.value, evaluator.root) : undefined);
  const description = named('description', 'description_override');
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}

function isForeign(evaluator: Maker, path: string, type: Expr): boolean {
  const named = type.kind === 'index' ? type.object : type;
  if (named.kind !== 'name' && named.kind !== 'member') return false;
  const value = evaluator.evaluate(path, named, evaluator.root);
  return value.kind === 'external' && value.package !== '' && idiomOf(evaluator, path, value) === undefined && idiomsOf(evaluator, path).of(`${value.package}:Optional`) === undefined;
}

/** A type's schema with what is said of the type: a text, or a description of the field. */
function saidOf(evaluator: Maker, path: string, schema: Value, said: readonly Expr[]): Value {
  return said.reduce((whole, expr) => (expr.kind === 'string' && whole.kind === 'record' ? described(whole, evaluator.evaluate(path, expr, evaluator.root)) : withKeywords(evaluator, path, whole, expr)), schema);
}

function typeSchema(evaluator: Maker, path: string, type: Expr, depth: number): Value {
  const origin = originOf(path, type);
  const text = (part: string): Value => textValue([part], origin);
  const inner = (part: Expr): Value => (depth > MAX_DEPTH ? record([], origin) : typeSchema(evaluator, path, part, depth + 1));
  switch (type.kind) {
    case 'choice':
      return record([['anyOf', listOf(type.options.map(inner), origin)]], origin);
    case 'null':
      return record([['type', text('null')]], origin);
    case 'string':
      return record([['const', text(type.value)]], origin);
    case 'class':
      return classSchema(evaluator, { kind: 'class', path, class: type.class, origin }, depth);
    case 'index': {
      const object = evaluator.evaluate(path, type.object, evaluator.root);
      if (object.kind !== 'external') return record([], origin);
      const name = externalPath(object);
      if (/(?:^|\.)Optional$/.test(name)) return record([['anyOf', listOf([inner(type.index), record([['type', text('null')]], origin)], origin)]], origin);
      if (idiomOf(evaluator, path, object)?.means === 'type-wrapper') return saidOf(evaluator, path, inner(type.index.kind === 'list' ? (type.index.items[0] ?? type.index) : type.index), type.others ?? []);
      const others = type.index.kind === 'list' ? type.index.items.slice(1) : (type.others ?? []);
      if (/literal$/i.test(name)) return choiceSchema((type.index.kind === 'choice' ? type.index.options : type.index.kind === 'list' ? type.index.items : [type.index, ...others]).map((option) => evaluator.evaluate(path, option, evaluator.root)), origin);
      if (/(?:dict|mapping|record|map)$/i.test(name)) return tableSchema(others[0] === undefined ? null : inner(others[0]), origin);
      if (/^(?:typing\.)?tuple$/i.test(name) && others.length > 0 && others[0]!.kind !== 'opaque') return tupleSchema([type.index.kind === 'list' ? type.index.items[0]! : type.index, ...others].map(inner), origin);
      return listSchema(inner(type.index), name, origin);
    }
    case 'call': {
      // A type that is made with bounds.
      const callee = evaluator.evaluate(path, type.callee, evaluator.root);
      const made = callee.kind === 'external' ? idiomsOf(evaluator, path).ofExternal(callee) : undefined;
      if (made?.means !== 'schema-type' || made.type === undefined) return record([], origin);
      const [held] = type.args;
      return withKeywords(evaluator, path, made.type === 'array' ? listSchema(held === undefined ? record([], origin) : inner(held.value), 'list', origin) : record([['type', text(made.type)]], origin), type);
    }
    case 'name':
    case 'member': {
      const value = evaluator.evaluate(path, type, evaluator.root);
      if (value.kind === 'class') return depth > MAX_DEPTH ? record([], origin) : classSchema(evaluator, value, depth);
      if (value.kind !== 'external') return record([], origin);
      const idiom = idiomOf(evaluator, path, value);
      const means = idiom?.means;
      const name = externalPath(value);
      if (means === 'schema-type' && idiom?.format !== undefined) return record([['format', text(idiom.format)], ['type', text(idiom.type ?? 'string')]], origin);
      if (/(?:^|\.)(?:any|object|unknown)$/i.test(name)) return record([], origin);
      if (/(?:dict|mapping)$/i.test(name)) return tableSchema(record([], origin), origin);
      if (/(?:list|tuple|set|array|sequence)$/i.test(name)) return listSchema(record([], origin), name, origin);
      return record([['type', text(means === 'text-of' ? 'string' : means === 'number-of' ? (/int/i.test(name) ? 'integer' : 'number') : /^bool/i.test(name) ? 'boolean' : 'string')]], origin);
    }
    default:
      return record([], origin);
  }
}

/** A class, function or description that a function of an SDK turns into a tool or a format: `pydantic_function_tool(Model)`, `tool({ inputSchema: z.object(…) })`. */
function wrappedSchema(evaluator: Maker, value: ExternalValue, depth: number): Value | null {
  const step = value.steps.findLast((candidate) => candidate.kind === 'call' && (candidate.call === null || candidate.call.args.length > 0));
  if (step?.kind !== 'call' || step.call === null) return null;
  const args = argumentsOf(evaluator, step).flatMap(([name, argument]): readonly (readonly [string, Value])[] => (argument.kind === 'record' && name === '' ? argument.entries.map((entry) => [entry.key, entry.value] as const) : [[name, argument]]));
  const schemas = args.map(([, argument]) => (argument.kind === 'function' && args.length > 1 ? argument : schemaIn(evaluator, argument, depth + 1)));
  const isSchema = args.some(([, argument], i) => schemas[i] !== argument || isJsonSchema(argument));
  if (!isSchema && !(isSdks(evaluator, value) && args.some(([name, argument]) => isPartOfTool(name, argument)))) return null;
  const fields = args.flatMap(([name], i): readonly Field[] => {
    const schema = schemas[i]!;
    if (isGivenKey(name)) return [[name, record([], value.origin)]];
    if (schema.kind === 'function' || schema.kind === 'unknown' || schema.kind === 'external' || schema.kind === 'object') return [];
    return [[name === '' ? (schema.kind === 'text' ? 'name' : 'schema') : name, schema]];
  });
  // A conversion and nothing else.
  return fields.length === 1 && fields[0]![0] === 'schema' ? fields[0]![1] : record(fields, value.origin);
}

function isJsonSchema(value: Value): boolean {
  return value.kind === 'record' && value.entries.some((entry) => entry.key === 'properties');
}

function isSdks(evaluator: Maker, { origin, package: name }: ExternalValue): boolean {
  return evaluator.reader.claimed(origin.path, name) !== null;
}

/** Whether an object of an SDK that is built with this is sent as what it is built with: `Tool(function_declarations=[{…}])`, `Schema(type="STRING")`, `Tool(google_search=GoogleSearch())`. */
function isPartOfTool(name: string, argument: Value): boolean {
  return isGivenKey(name) || (name === 'properties' && argument.kind === 'record') || (name === 'type' && JSON_TYPES.test(knownText(memberNamed(argument)) ?? '')) || holdsSchema(argument, 0);
}

const JSON_TYPES = /^(?:string|number|integer|boolean|array|object)$/i;

function holdsSchema(value: Value, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (value.kind === 'list') return value.items.some((item) => holdsSchema(item, depth + 1));
  return isJsonSchema(value) || (value.kind === 'record' && value.entries.some((entry) => holdsSchema(entry.value, depth + 1)));
}

export function argumentsOf(evaluator: Maker, { call, path, activation }: Extract<ExternalStep, { readonly kind: 'call' }>): readonly (readonly [name: string, value: Value])[] {
  return (call?.args ?? []).flatMap((argument) => (argument.kind === 'named-spread' || argument.kind === 'spread' ? [] : [[argument.kind === 'named' ? argument.name : '', evaluator.evaluate(path, argument.value, runIn(evaluator, activation))] as const]));
}

function idiomOf(evaluator: Maker, path: string, value: ExternalValue): Idiom | undefined {
  return idiomsOf(evaluator, path).ofNamed(value);
}
