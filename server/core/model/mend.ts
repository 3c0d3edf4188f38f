/** What rules build their fixes and places from. Nothing here knows an SDK or a language. */
import type { CallSite, ParameterUse, RequestSite } from './callsite.ts';
import type { Argument, Expr, RecordEntry } from './facts.ts';
import type { FileEdit } from './finding.ts';
import { source, type Shape } from './language.ts';
import type { ModelCard } from './price.ts';
import type { ParameterName, Template } from './sdk.ts';
import { namesFor } from './sdk.ts';
import { isWithin, type Location, type Span } from './text.ts';
import { optionsOf, siteExpr, siteSpan, type FieldSite, type Value } from './value.ts';

/** The name under which a parameter is added to a call's request, the SDK's preferred one; null where the SDK nests it in an object or has none. */
export function preferredName(site: CallSite, parameter: ParameterName): string | null {
  const spec = site.operation.parameters[parameter];
  const [name] = spec === undefined ? [] : namesLike(site, parameter);
  return name === undefined || name.includes('.') ? null : name;
}

/** A parameter as a person would write it, also within an object: `generation_config.max_output_tokens`. Null where it is given by position, or the SDK has none. */
function writtenName(site: CallSite, parameter: ParameterName): string | null {
  const [name] = namesLike(site, parameter);
  return name === undefined || name.includes('#') ? null : name;
}

/** The same, and where the settings of a model object may hold it, as it is named in these: a call through the object seldom has a place for it. */
export function settingName(site: CallSite, parameter: ParameterName): string | null {
  const own = site.operation.settings === undefined ? undefined : namesFor(site.operation.parameters[parameter]?.names ?? [], site.ecosystem).find((name) => !/[.#]/.test(name));
  return own ?? writtenName(site, parameter);
}

/** A parameter's names in order, those first that stand in the object in which the call names its model: some SDKs take a request whole or its fields one by one. */
function namesLike({ operation, ecosystem, parameters: { model } }: CallSite, parameter: ParameterName): readonly string[] {
  const names = namesFor(operation.parameters[parameter]?.names ?? [], ecosystem);
  const holders = new Set(namesFor(operation.parameters.model?.names ?? [], ecosystem).map(holderOf));
  if (holders.size < 2 || model.state === 'absent' || model.name === null) return names;
  const holder = holderOf(model.name);
  return [...names.filter((name) => holderOf(name) === holder), ...names.filter((name) => holderOf(name) !== holder)];
}

function holderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** Where a parameter can be added. `shared`: in the settings of an object that other calls may go through as well. */
export interface PlaceToAdd {
  /** As a person would write it: `max_tokens`, `config.max_output_tokens`. */
  readonly label: string;
  readonly request: RequestSite;
  readonly shared: boolean;
  readonly add: (value: Shape) => FileEdit;
}

/**
 * In the request under `name`, in the construction of the model object (`lm.max_tokens`), or in the object of the request that the SDK reads it from (`config.max_output_tokens`). Null where the place
 * is one of several objects: a change of one would leave the others as they are.
 */
export function placeToAdd(site: CallSite, parameter: ParameterName, name: string | null, resolve: (path: string, expr: Expr) => Value): PlaceToAdd | null {
  const { request } = site;
  const names = namesLike(site, parameter);
  const place = name !== null ? (request === null ? null : inRequest(request, name, isShared(site, request))) : (inModel(site, names) ?? (request === null ? null : inHolder(site, request, names[0], resolve)));
  return place?.shared === true && site.model.why === 'one of several' ? null : place;
}

function inModel({ parameters: { model } }: CallSite, names: readonly string[]): PlaceToAdd | null {
  if (model.state === 'absent' || model.value?.kind !== 'external') return null;
  const made = model.value.steps.at(-1);
  const inner = names.filter((one) => one.startsWith(`${model.name!}.`)).map((one) => one.slice(model.name!.length + 1)).find((one) => !one.includes('.'));
  return inner === undefined || made?.kind !== 'call' || made.call === null ? null : inRequest({ kind: 'arguments', path: made.path, call: made.call }, inner, true);
}

function inRequest(request: RequestSite, name: string, shared: boolean): PlaceToAdd {
  return { label: name, request, shared, add: (value) => addParameter(request, name, value) };
}

/** `holder.leaf`: in the holder where it is written down, else with a holder of its own. A request that something is spread into may have one already. */
function inHolder(site: CallSite, request: RequestSite, name: string | undefined, resolve: (path: string, expr: Expr) => Value): PlaceToAdd | null {
  const [holder, leaf, ...deeper] = name?.split('.') ?? [];
  if (holder === undefined || leaf === undefined || deeper.length > 0 || holder.includes('#')) return null;
  const given = givenIn(request);
  if (given.some(isSpread)) return null;
  const shared = isShared(site, request);
  if (shared) {
    // What the call itself says wins over the settings of its object.
    const nearer = [{ kind: 'arguments', path: site.path, call: site.call } as const, ...recordsIn(site)].find((own) => givenIn(own).some((one) => isSpread(one) || isNamed(one, holder)));
    if (nearer !== undefined) return inHolder(site, nearer, name, resolve);
  }
  const written = given.find((one) => isNamed(one, holder));
  const label = `${holder}.${leaf}`;
  if (written === undefined) return { label, request, shared, add: (value) => addParameter(request, holder, { kind: 'record', entries: [[leaf, value]] }) };
  const value = resolve(request.path, written.value);
  const { expr, path } = value.origin;
  const built = value.kind === 'external' ? value.steps.at(-1) : undefined;
  const inside: RequestSite | null =
    value.kind === 'record' && expr.kind === 'record' ? { kind: 'record', path, record: expr }
    : site.ecosystem === 'python' && built?.kind === 'call' && built.call !== null ? { kind: 'arguments', path: built.path, call: built.call }
    : null;
  return inside === null ? null : { label, request: inside, shared, add: (value) => addParameter(inside, leaf, value) };
}

function givenIn(request: RequestSite): readonly (Argument | RecordEntry)[] {
  return request.kind === 'arguments' ? request.call.args : request.record.entries;
}

/** The objects that a call is given as they are written in it. */
function recordsIn({ path, call }: CallSite): readonly RequestSite[] {
  return call.args.flatMap(({ value }) => (value.kind === 'record' ? [{ kind: 'record' as const, path, record: value }] : []));
}

function isSpread({ kind }: Argument | RecordEntry): boolean {
  return kind === 'spread' || kind === 'named-spread';
}

function isNamed(one: Argument | RecordEntry, name: string): boolean {
  return (one.kind === 'named' && one.name === name) || (one.kind === 'entry' && one.key === name);
}

/** Whether a request stands in the settings of an object that the call goes through. */
function isShared({ operation, call }: CallSite, request: RequestSite): boolean {
  if (operation.settings === undefined) return false;
  return request.kind === 'arguments' ? request.call !== call : !isWithin(request.record, call) || isWithin(request.record, call.callee);
}

/** Adds a parameter to a request. */
export function addParameter(request: RequestSite, name: string, value: Shape): FileEdit {
  return request.kind === 'arguments'
    ? { path: request.path, edit: { kind: 'addArgument', call: request.call, name, value } }
    : { path: request.path, edit: { kind: 'addEntry', record: request.record, key: name, value } };
}

/** Replaces what a parameter is set to at the place of its use; a constant that the use names stays as it is. */
export function replaceUse(site: FieldSite, value: Shape): FileEdit {
  const target = siteExpr(site);
  return { path: site.path, edit: { kind: 'replace', target: { start: target.start, end: target.end }, value } };
}

/** Renames a parameter where it is written; null where it is set by a statement. */
export function renameUse(site: FieldSite, to: string): FileEdit | null {
  if (site.kind === 'argument' && site.argument.kind === 'named') return { path: site.path, edit: { kind: 'renameArgument', call: site.call, name: site.argument.name, to } };
  if (site.kind === 'entry' && site.entry.kind === 'entry' && site.entry.key !== null) return { path: site.path, edit: { kind: 'renameEntry', record: site.record, key: site.entry.key, to } };
  return null;
}

/** Takes a parameter out where it is written; null where it is set by a statement. */
export function removeUse(site: FieldSite): FileEdit | null {
  if (site.kind === 'argument' && site.argument.kind === 'named') return { path: site.path, edit: { kind: 'removeArgument', call: site.call, name: site.argument.name } };
  if (site.kind === 'entry' && site.entry.kind === 'entry' && site.entry.key !== null) return { path: site.path, edit: { kind: 'removeEntry', record: site.record, key: site.entry.key } };
  return null;
}

/** A template with `$text` filled in by an expression's own source. */
export function fillTemplate(template: Template, text: Expr | null): Shape {
  if (template === '$text' && text !== null) return source(text);
  if (typeof template !== 'object') return template;
  if (isList(template)) return template.map((item) => fillTemplate(item, text));
  return { kind: 'record', entries: Object.entries(template).map(([key, value]) => [key, fillTemplate(value, text)] as const) };
}

function isList(template: Template): template is readonly Template[] {
  return Array.isArray(template);
}

/** The first line of a span: a finding on a prompt of a hundred lines underlines only where it begins. */
export function firstLine(text: string, span: Span): Span {
  const newline = text.slice(span.start, span.end).search(/\r|\n/);
  return newline < 0 ? { start: span.start, end: span.end } : { start: span.start, end: span.start + newline };
}

/** Where to underline a parameter, or the callee where it is absent or stands in another file. */
export function placeOf(site: CallSite, use: ParameterUse, text: string): Location {
  if (use.state !== 'absent' && use.site !== null && use.site.path === site.path) return { path: site.path, ...firstLine(text, siteSpan(use.site)) };
  return calleePlace(site, text);
}

/** `client.messages.create` of a call. */
export function calleePlace(site: CallSite, text: string): Location {
  const { callee } = site.call;
  // A chain over several lines is underlined in its last one, which says what is called.
  const written = text.slice(callee.start, callee.end);
  const last = Math.max(written.lastIndexOf('\n'), written.lastIndexOf('\r')) + 1;
  const start = callee.start + last + (written.slice(last).length - written.slice(last).trimStart().length);
  return { path: site.path, start, end: callee.end };
}

/** The cards of every model the call may use, or null where one of them is not known or there may be others. */
export function certainCards(site: CallSite): readonly ModelCard[] | null {
  const { state, candidates } = site.model;
  if (state !== 'known' || candidates.length === 0) return null;
  const cards: ModelCard[] = [];
  for (const { lookup } of candidates) {
    if (lookup.kind !== 'known') return null;
    if (!cards.includes(lookup.card)) cards.push(lookup.card);
  }
  return cards;
}

/** Whether a parameter is written down as nothing at all (`None`, `undefined`), which is the same as leaving it out. */
export function isPassedAsNothing(use: ParameterUse): boolean {
  return use.state === 'unknown' && use.site !== null && use.value !== null && optionsOf(use.value).every((option) => option.kind === 'null');
}
