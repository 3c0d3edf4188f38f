/** What a file keeps on something from outside and reads there again: `session_state.client = Client()`, `app.state.client = Client()`, `local.client = Client()`. */
import type { CallExpr, Expr, FileFacts, FunctionFact, IndexExpr, MemberExpr, Mutation, NameExpr } from '../../../model/facts.ts';
import { knownText, optionsOf, type Origin, type RecordField, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { indexOf, type FactIndex } from '../lookup.ts';
import { memberOf } from '../members.ts';
import { importValue } from '../names.ts';
import { fewImportersOf, filesAround } from './program.ts';
import { either, external, originOf, unknown } from '../values.ts';

/** A member's value, or what the file sets it to where it is one of something from outside. What else it may be is not known: any part of the program may set it. */
export function keptOutside(evaluator: Evaluator, path: string, expr: MemberExpr | IndexExpr, value: Value, frame: Frame): Value {
  if (value.kind !== 'external' && !(value.kind === 'unknown' && expr.kind === 'index')) return expr.kind === 'member' && isVague(value) ? keptOnUnknown(evaluator, path, expr, value) : value;
  const origin = originOf(path, expr);
  const index = indexOf(evaluator.reader.facts(path)!);
  const key = keyOf(expr);
  const variable = expr.kind === 'index' && expr.index.kind === 'name' ? expr.index : null;
  const set = key !== null ? index.sets(key) : variable === null ? [] : setUnder(index, variable);
  const kept = keptAt(evaluator, path, set, expr.object, key === null ? frame : evaluator.root);
  // What an SDK has by that name is its own still, unless a client is put there: `Settings.llm = OpenAI()`.
  if (value.kind === 'external' && evaluator.reader.claimed(path, value.package) !== null) return set.length === 0 ? value : either([value, ...kept.filter((option) => option.kind === 'external')], origin);
  const ownMembers = kept.length > 0 || key === null ? [] : keptAsMembers(evaluator, path, placeOf(expr.object), key);
  return orElse(kept.length > 0 || key === null ? kept : ownMembers.length > 0 ? ownMembers : sharedAt(evaluator, path, key, expr.object), key ?? 'it', value, origin);
}

/** Whether nothing is known of a value, but that it may be nothing. */
function isVague(value: Value): boolean {
  return optionsOf(value).every((option) => option.kind === 'unknown' || option.kind === 'null' || (option.kind === 'text' && option.parts.length > 0 && option.parts.every((part) => typeof part !== 'string')));
}

/** The same of something that is not known: a client that is put there (`request.client = Client()`); of what an object holds, and of variables by name, whatever is (`self.config.model = "…"`). */
function keptOnUnknown(evaluator: Evaluator, path: string, expr: MemberExpr, value: Value): Value {
  const set = indexOf(evaluator.reader.facts(path)!).sets(expr.property);
  const holder = holderOf(evaluator, path, expr);
  const isHeld = holder !== expr.object || placeOf(expr)?.[0]?.startsWith(OWN) === true;
  const kept = keptAt(evaluator, path, set, holder, evaluator.root).flatMap(optionsOf).filter((option) => isHeld || isClient(evaluator, path, option));
  if (kept.length > 0) return either([...kept, value], originOf(path, expr));
  return orElse(sharedAt(evaluator, path, expr.property, expr.object), expr.property, value, originOf(path, expr));
}

/** What a member is set on: for one of an object's variables (`context.var.client`), the object itself (`context.set("client", …)`). */
function holderOf(evaluator: Evaluator, path: string, { object }: MemberExpr): Expr {
  return object.kind === 'member' && idiomsOf(evaluator, path).of(`.${object.property}`)?.means === 'variables' ? object.object : object;
}

function isClient(evaluator: Evaluator, path: string, value: Value): boolean {
  return value.kind === 'external' && evaluator.reader.claimed(path, value.package) !== null;
}

/** What something from outside gives for a name under which the file keeps a thing there: `session.set("client", Client())`, `session.get("client")`. */
export function keptUnder(evaluator: Evaluator, path: string, call: CallExpr, value: Value): Value {
  const [key] = call.args;
  if (call.callee.kind !== 'member' || key?.value.kind !== 'string' || idiomsOf(evaluator, path).of(`.${call.callee.property}`)?.means !== 'get') return value;
  const set = indexOf(evaluator.reader.facts(path)!).sets(key.value.value);
  return orElse(keptAt(evaluator, path, set, call.callee.object, evaluator.root), key.value.value, value, originOf(path, call));
}

function orElse(kept: readonly Value[], key: string, value: Value, origin: Origin): Value {
  return kept.length === 0 ? value : either([...kept, unknown(`\`${key}\` may be set elsewhere`, 'dynamic', origin)], origin);
}

/** What is set on the same place, among what a file sets under a key. */
function keptAt(evaluator: Evaluator, path: string, set: readonly Mutation[], holder: Expr, within: Frame): readonly Value[] {
  return set.length === 0 ? [] : keptIn(evaluator, path, set, placeOf(holder), within);
}

function keptIn(evaluator: Evaluator, path: string, set: readonly Mutation[], place: readonly string[] | null, within: Frame): readonly Value[] {
  return set.filter(({ target }) => isSamePlace(place, placeOf(target))).map((mutation) => evaluator.evaluate(path, mutation.value!, within));
}

/** The calls of a file that keep something as a whole. */
const wholes = new WeakMap<FileFacts, readonly CallExpr[]>();

/** What the members are worth, of that name, of what a file keeps on a place as a whole: `app.config.from_object(Config)`. */
function keptAsMembers(evaluator: Evaluator, file: string, place: readonly string[] | null, key: string): readonly Value[] {
  const facts = place === null ? undefined : evaluator.reader.facts(file);
  if (facts === undefined) return [];
  let calls = wholes.get(facts);
  if (calls === undefined) wholes.set(facts, (calls = facts.calls.filter(({ callee }) => callee.kind === 'member' && idiomsOf(evaluator, file).of(`.${callee.property}`)?.means === 'keeps-members')));
  return calls.flatMap((call) => {
    const { callee, args: [whole] } = call;
    if (callee.kind !== 'member' || whole?.kind !== 'positional' || !isSamePlace(place, placeOf(callee.object))) return [];
    const origin = originOf(file, call);
    const given = optionsOf(evaluator.evaluate(file, whole.value, evaluator.root)).map((option) => (option.kind === 'text' ? namedByPath(evaluator, file, option, origin) : option));
    const holders = given.filter(({ kind }) => kind === 'class' || kind === 'object' || kind === 'module');
    return holders.map((holder) => memberOf(evaluator, holder, key, origin, evaluator.root)).filter(({ kind }) => kind !== 'unknown');
  });
}

/** What a text names by its module: `"shop.config.Production"`. */
function namedByPath(evaluator: Evaluator, file: string, text: Value, origin: Origin): Value {
  const path = knownText(text);
  const dot = path?.lastIndexOf('.') ?? -1;
  const importing = (module: string, name: string): Value => importValue(evaluator, file, { module, name, names: 'one', typeOnly: false, start: origin.expr.start, end: origin.expr.end }, origin);
  if (path === null || !/^[\w.]+$/.test(path)) return text;
  const inside = dot > 0 ? importing(path.slice(0, dot), path.slice(dot + 1)) : text;
  return inside.kind === 'class' || inside.kind === 'object' || inside.kind === 'module' ? inside : importing(path, '*');
}

/** The place of what the whole program shares, or null: a member of such a name (`request.app.state`), or something from outside that stands for another object, whatever name that has (`current_app`). */
function sharedPlace(evaluator: Evaluator, path: string, holder: Expr): readonly string[] | null {
  const place = placeOf(holder);
  if (place === null) return null;
  const idioms = idiomsOf(evaluator, path);
  if (holder.kind === 'member' && idioms.of(`.${holder.property}`)?.means === 'shared-state') return place;
  for (let part = holder, rest = 0; ; rest++) {
    const value = evaluator.evaluate(path, part, evaluator.root);
    if (value.kind === 'external' && idioms.ofExternal(value)?.means === 'shared-state') return [ANY, ...place.slice(place.length - rest)];
    if (part.kind !== 'member' && part.kind !== 'index') return null;
    part = part.object;
  }
}

/** Whether a file imports something of an SDK itself. */
const importing = new WeakMap<FileFacts, boolean>();

/** The place of a parameter of which nothing is known, in a file that has no client by itself: what other functions of the program that are given the same thing by the same name put there (`request.client = Client()`), it may have. */
function givenPlace({ reader, evaluate, root }: Evaluator, path: string, holder: Expr): readonly string[] | null {
  if (holder.kind !== 'name') return null;
  const facts = reader.facts(path)!;
  let imports = importing.get(facts);
  if (imports === undefined) importing.set(facts, (imports = facts.imports.some(({ module }) => reader.claimed(path, module) !== null)));
  const value = imports ? null : evaluate(path, holder, root);
  return value?.kind === 'unknown' && value.cause === 'parameter' ? placeOf(holder) : null;
}

/** Any name, at the beginning of a place. */
const ANY = '*';

/** The clients, texts and settings that files which import this one, or those that they import beside it, keep under a key of what the whole program shares: `app.state.client`. */
function sharedAt(evaluator: Evaluator, path: string, key: string, holder: Expr): readonly Value[] {
  const shared = sharedPlace(evaluator, path, holder);
  const place = shared ?? givenPlace(evaluator, path, holder);
  if (place === null) return [];
  const { reader } = evaluator;
  const kept = filesAround(reader, path, (file) => reader.text(file).includes(key)).flatMap((file) => {
    const facts = reader.facts(file);
    reader.readWhole(file);
    return facts === undefined ? [] : [...keptIn(evaluator, file, indexOf(facts).sets(key), place, evaluator.root), ...keptAsMembers(evaluator, file, place, key)];
  });
  return kept.filter((value) => isClient(evaluator, path, value) || (shared !== null && optionsOf(value).some((option) => option.kind === 'record' || knownText(option) !== null)));
}

/** What a function is called with first because of a decorator: the object that the program's functions share, or what they keep as one of its members. Null where no decorator hands it such. */
export function sharedByDecorator(evaluator: Evaluator, path: string, { decorators }: FunctionFact, origin: Origin): Value | null {
  for (const decorator of decorators) {
    const [named] = decorator.kind === 'call' ? [] : optionsOf(evaluator.evaluate(path, decorator, evaluator.root));
    const idiom = named?.kind === 'external' ? idiomsOf(evaluator, path).ofExternal(named) : undefined;
    if (named?.kind !== 'external' || idiom?.means !== 'hands-shared' || idiom.type === undefined) continue;
    const whole = external(named.package, [{ kind: 'member', name: idiom.type }, { kind: 'call', call: null, path }], origin);
    return idiom.field === undefined ? whole : keptAsMember(evaluator, path, idiom.field, external(whole.package, [...whole.steps, { kind: 'member', name: idiom.field }], origin), origin);
  }
  return null;
}

/** What a file and those that import it keep under a name on the object that they share: a thing, or the fields that they set of it one by one. */
function keptAsMember(evaluator: Evaluator, path: string, field: string, otherwise: Value, origin: Origin): Value {
  const { reader, root } = evaluator;
  const files = [path, ...fewImportersOf(reader, path).filter((file) => reader.text(file).includes(`.${field}`))];
  const kept: Value[] = [];
  const entries: RecordField[] = [];
  for (const file of files) {
    const facts = reader.facts(file);
    if (facts === undefined) continue;
    if (file !== path) reader.readWhole(file);
    kept.push(...indexOf(facts).sets(field).map((mutation) => evaluator.evaluate(file, mutation.value!, root)));
    for (const mutation of facts.mutations) {
      if (mutation.operation !== 'set' || mutation.target.kind !== 'member' || mutation.target.property !== field || mutation.key?.kind !== 'string' || mutation.value === null) continue;
      indexOf(facts).askedKeys.add(mutation.key.value);
      entries.push({ key: mutation.key.value, value: evaluator.evaluate(file, mutation.value, root), presence: 'always', site: { kind: 'statement', path: file, span: mutation, value: mutation.value } });
    }
  }
  const set: Value[] = entries.length === 0 ? [] : [{ kind: 'record', entries, open: `what else is set on \`${field}\``, origin }];
  return either([...kept.filter(({ kind }) => set.length === 0 || kind !== 'record'), ...set, otherwise], origin);
}

function keyOf(expr: MemberExpr | IndexExpr): string | null {
  return expr.kind === 'member' ? expr.property : expr.index.kind === 'string' ? expr.index.value : null;
}

/** What the function around sets under the name that a variable of it holds: `cache[name] ??= make()`. It holds in that run of it. */
function setUnder(index: FactIndex, variable: NameExpr): readonly Mutation[] {
  return index.setsNamedBy(variable.name).filter(({ scope }) => index.activation(scope) === index.activation(variable.scope));
}

/** What the object of a class is called in a place, before the class's number. */
const OWN = 'self#';

/** `session_state`, `client` of `st.session_state["client"]`, below the name it begins with. */
function placeOf(expr: Expr): readonly string[] | null {
  if (expr.kind === 'name') return [expr.name];
  if (expr.kind === 'self') return [`${OWN}${expr.class}`];
  if (expr.kind !== 'member' && expr.kind !== 'index') return null;
  const key = keyOf(expr);
  const object = key === null ? null : placeOf(expr.object);
  return object === null ? null : [...object, key!];
}

/** Whether two places are one: written alike, or one reached by a longer way than the other (`request.app.state.client`, `app.state.client`). */
function isSamePlace(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return false;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length !== short.length && short.length < 2) return false;
  return short.every((part, i) => {
    const other = long[long.length - short.length + i];
    return part === other || part === ANY || other === ANY;
  });
}
