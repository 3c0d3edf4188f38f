/** What a type annotation tells about a value. */
import type { Expr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { externalPath, knownText, optionsOf, type ClassValue, type ExternalValue, type ListValue, type Origin, type RecordValue, type Value } from '../../../model/value.ts';
import type { Evaluator } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { pathValue } from '../texts/paths.ts';
import { describedBy } from '../settings/read-settings.ts';
import { likeValue } from './type-queries.ts';
import { either, external, originOf, unknown } from '../values.ts';

export function isTextType(evaluator: Evaluator, path: string, type: Expr): boolean {
  if (type.kind !== 'name') return false;
  const value = evaluator.evaluate(path, type, evaluator.root);
  return value.kind === 'external' && idiomsOf(evaluator, path).ofNamed(value)?.means === 'text-of';
}

/** Whether a declared type tells more than a value: nothing is known of it, or it is taken out of something from outside (`state["llm"]`, `context.get("llm")`). */
export function isVague(evaluator: Evaluator, value: Value): boolean {
  return optionsOf(value).every((option) => (option.kind === 'external' ? isTakenOut(evaluator, option) : option.kind === 'unknown'));
}

function isTakenOut(evaluator: Evaluator, value: ExternalValue): boolean {
  const { package: name, steps, origin } = value;
  const last = steps.at(-1);
  const before = steps.at(-2);
  // What a store is made with says more than the type of its state.
  if (name === '' || evaluator.reader.claimed(origin.path, name) === null) return name === '' || idiomsOf(evaluator, origin.path).ofNamed(value)?.means !== 'store';
  if (last === undefined) return false;
  return last.kind === 'member' ? steps.length > 1 : before?.kind === 'member' && idiomsOf(evaluator, origin.path).of(`.${before.name}`)?.means === 'get';
}

/** A value, or what its declared type tells instead. What comes from a package that nobody knows is not given up for a type that nobody knows either: `args: Namespace = parser.parse_args()`. */
export function toldByType(evaluator: Evaluator, path: string, value: Value, type: Expr | null): Value {
  if (type === null) return value;
  if (isMadeEmpty(value)) return filledLater(evaluator, path, value, type);
  if (!isVague(evaluator, value)) return value;
  const typed = instanceOf(evaluator, path, type);
  return typed === null || (isVague(evaluator, typed) && optionsOf(value).some((option) => option.kind === 'external' && option.package !== '')) ? value : typed;
}

/** A list or table that is written down empty. */
function isMadeEmpty(value: Value): value is ListValue | RecordValue {
  return (value.kind === 'list' && value.items.length === 0) || (value.kind === 'record' && value.entries.length === 0 && value.others === undefined);
}

/** An empty list or table with what its type says it will hold: `clients: dict[str, Client] = {}`. That it is empty still holds. */
function filledLater(evaluator: Evaluator, path: string, value: ListValue | RecordValue, type: Expr): Value {
  const held = heldBy(evaluator, path, type, value.kind === 'list' ? 'items' : 'table');
  return held === null ? value : { ...value, others: held };
}

/** What a type of a list or table holds; null where it is none, or that says nothing of use. */
function heldBy(evaluator: Evaluator, path: string, type: Expr, form: 'items' | 'table'): Value | null {
  if (type.kind === 'choice') return type.options.reduce<Value | null>((found, option) => found ?? heldBy(evaluator, path, option, form), null);
  if (type.kind !== 'index') return null;
  const generic = evaluator.evaluate(path, type.object, evaluator.root);
  const parts = type.index.kind === 'list' ? type.index.items : [type.index, ...(type.others ?? [])];
  const inner = form === 'table' ? parts.at(-1) : parts[0];
  if (generic.kind !== 'external' || inner === undefined) return null;
  const idiom = idiomsOf(evaluator, path).ofExternal(generic);
  if (idiom?.means === 'type-wrapper') return heldBy(evaluator, path, parts[0]!, form);
  return isGeneric(idiom, form) ? instanceOf(evaluator, path, inner) : null;
}

function isGeneric(idiom: Idiom | undefined, form: 'items' | 'table'): boolean {
  return idiom?.holds === form || (form === 'table' ? idiom?.means === 'type-table' || idiom?.means === 'map' : idiom?.means === 'type-list');
}

/** Of more texts than this it is not said that a value is one of them. */
const MAX_TEXTS = 12;

/** An instance of an annotated type: of an SDK's class, of a class of the workspace, a literal type's text; null where the type says nothing of use. */
export function instanceOf(evaluator: Evaluator, path: string, type: Expr): Value | null {
  const origin = originOf(path, type);
  if (type.kind === 'choice' || type.kind === 'list') {
    const options = (type.kind === 'choice' ? type.options : type.items).map((option) => instanceOf(evaluator, path, option));
    const useful = options.filter((option) => option !== null);
    return useful.length === 0 || useful.every((option) => option.kind === 'null') ? null : either(useful.length === options.length ? useful : [...useful, unknown('a value of another type', 'parameter', origin)], origin);
  }
  if (type.kind === 'null') return { kind: 'null', origin };
  if (type.kind === 'class') return { kind: 'object', path, class: type.class, construction: null, origin };
  if (type.kind === 'function') return { kind: 'function', path, function: type.function, self: null, origin };
  if (type.kind === 'string') return evaluator.evaluate(path, type, evaluator.root);
  if (type.kind === 'typeof') return likeValue(evaluator, path, type);
  if (type.kind === 'index') {
    const object = evaluator.evaluate(path, type.object, evaluator.root);
    const [inner, ...added] = type.index.kind === 'list' ? type.index.items : [type.index, ...(type.others ?? [])];
    if (object.kind === 'external' && inner !== undefined && idiomsOf(evaluator, path).ofExternal(object)?.means === 'type-wrapper') return dependencyAmong(evaluator, path, added) ?? instanceOf(evaluator, path, inner);
    if (object.kind === 'external' && inner?.kind === 'typeof' && idiomsOf(evaluator, path).ofExternal(object)?.means === 'described-type') return describedBy(evaluator, evaluator.evaluate(path, inner.of, evaluator.root));
    if (object.kind === 'external' && isGeneric(idiomsOf(evaluator, path).ofExternal(object), 'table')) return tableOf(heldBy(evaluator, path, type, 'table'), origin);
    if (object.kind === 'external' && externalPath(object).endsWith('Union')) return instanceOf(evaluator, path, type.index);
    if (object.kind === 'external' && externalPath(object).endsWith('Literal')) {
      // Where it is given a name, its values stand as any list between commas.
      const listed = evaluator.evaluate(path, type.index, evaluator.root);
      return listed.kind === 'list' ? either(listed.items, origin) : listed;
    }
    // A generic class of an SDK: `Agent[Deps, str]`. The types that a typing module brings say nothing of use.
    return object.kind === 'external' && !isTypingModule(evaluator, path, object.package) ? instanceOf(evaluator, path, type.object) : null;
  }
  if (type.kind !== 'name' && type.kind !== 'member') return null;
  const options: Value[] = [];
  const meant = evaluator.evaluate(path, type, evaluator.root);
  // A name for the texts that a value may be: `type Size = "small" | "large"`. One text alone is a name that is written in quotes.
  if (meant.kind === 'either' && meant.options.length <= MAX_TEXTS && meant.options.every((option) => knownText(option) !== null)) return meant;
  for (const value of optionsOf(meant)) {
    // A place that somebody names.
    if (value.kind === 'external' && idiomsOf(evaluator, path).ofNamed(value)?.means === 'path-join') {
      options.push(pathValue(null, 'somewhere', origin));
      continue;
    }
    // `Any`, `Callable`: names that a typing module brings say nothing of use, nor does an SDK's name for all that can be called.
    if (value.kind === 'external' && value.package !== '' && !isTypingModule(evaluator, path, value.package) && !evaluator.reader.isAnything(path, value.package, externalPath(value))) options.push(external(value.package, [...value.steps, { kind: 'call', call: null, path }], origin));
    else if (value.kind === 'class') options.push(memberOfEnumeration(evaluator, value, origin) ?? { kind: 'object', path: value.path, class: value.class, construction: null, origin });
    else if (value.kind === 'unknown' && (value.origin.expr.kind === 'index' || value.origin.expr.kind === 'typeof')) {
      // The name of a generic type: `ClientDep = Annotated[AsyncOpenAI, Depends(get_client)]`.
      const aliased = instanceOf(evaluator, value.origin.path, value.origin.expr);
      if (aliased !== null) options.push(aliased);
    }
  }
  return options.length === 0 ? null : either(options, origin);
}

/** One of the members of a class whose objects are its members: texts. Null for any other class, and where it has methods, which are those of an object. */
function memberOfEnumeration(evaluator: Evaluator, { path, class: of }: ClassValue, origin: Origin): Value | null {
  const facts = evaluator.reader.facts(path)!;
  const { bases, scope } = facts.classes[of]!;
  const { bindings } = facts.scopes[scope]!;
  if (bases.length === 0 || bindings.length === 0 || bindings.length > MAX_TEXTS || bindings.some(({ kind, value }) => kind !== 'variable' || value?.kind !== 'string')) return null;
  const isEnumeration = bases.some((base) => optionsOf(evaluator.evaluate(path, base, evaluator.root)).some((option) => option.kind === 'external' && ENUMERATIONS.has(idiomsOf(evaluator, path).ofNamed(option)?.means)));
  return isEnumeration ? either(bindings.map(({ value }) => evaluator.evaluate(path, value!, evaluator.root)), origin) : null;
}

const ENUMERATIONS: ReadonlySet<Idiom['means'] | undefined> = new Set<Idiom['means']>(['enumeration', 'names-members']);

/** What a type is annotated to be filled with: `Annotated[dict, Depends(get_settings)]`. Null where nothing says it, or nothing is known of it. */
function dependencyAmong(evaluator: Evaluator, path: string, added: readonly Expr[]): Value | null {
  const call = added.find((expr) => expr.kind === 'call' && idiomsOf(evaluator, path).ofCallee(evaluator.evaluate(path, expr.callee, evaluator.root), expr.callee)?.means === 'result-of');
  const given = call === undefined ? null : evaluator.evaluate(path, call, evaluator.root);
  return given === null || isVague(evaluator, given) ? null : given;
}

function tableOf(held: Value | null, origin: Origin): Value | null {
  return held === null ? null : { kind: 'record', entries: [], open: 'a table that is filled elsewhere', others: held, origin };
}

function isTypingModule(evaluator: Evaluator, path: string, name: string): boolean {
  return ['Optional', 'Awaitable'].some((generic) => idiomsOf(evaluator, path).of(`${name}:${generic}`)?.means === 'type-wrapper');
}
