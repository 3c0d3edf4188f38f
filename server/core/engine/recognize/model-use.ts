/** Which models a call may use. Nothing is guessed: what cannot be told is unknown, with its reason. */
import type { ClientUse, ModelCandidate, ModelUse, ParameterUse } from '../../model/callsite.ts';
import type { ModelIndex } from '../../model/price.ts';
import type { ClientSpec, Endpoint, ModelFactorySpec } from '../../model/sdk.ts';
import { externalPath, fieldOf, filling, knownText, optionsOf, type ExternalValue, type RecordValue, type Value } from '../../model/value.ts';
import { either, textValue, unknown } from '../resolve/values.ts';
import { connectionOf, providerOf, type ClientCall } from './client-use.ts';
import { parameterOf, requestOf, settingsOf, whereCalled, whyUnknown, type RequestContext } from './request.ts';

/** The function or class that a value is the result of, where that stands for a model: `openai("…")`, `ChatOpenAI(model="…")`. */
export type MadeBy = (value: ExternalValue) => { readonly factory: ModelFactorySpec; readonly calls: readonly ClientCall[] } | null;

export interface ModelContext extends RequestContext {
  readonly models: ModelIndex;
  readonly endpoints: readonly Endpoint[];
  readonly madeBy: MadeBy;
}

/** How deep a model object is unwrapped: `wrapLanguageModel({ model: gateway("…") })`. */
const MAX_DEPTH = 4;

/** A name with more forms says nothing. */
const MAX_FORMS = 8;

/** The models a parameter may name. `provider` is where the request goes, or undefined where the name alone has to tell. */
export function modelOf(use: ParameterUse, provider: string | undefined, at: ModelContext): ModelUse {
  if (use.state === 'absent') return { state: 'absent', candidates: [], why: 'no model is named' };
  if (use.value === null) return { state: 'unknown', candidates: [], why: use.state === 'unknown' ? use.why : null };
  const found = candidatesOf(use.value, provider, at, 0);
  const { why, chosenOutside } = found;
  const candidates = served(found.candidates, provider, at);
  if (candidates.length === 0) return { state: found.unnamed && use.state !== 'partial' ? 'absent' : 'unknown', candidates, why: why ?? whyUnknown(use.value) };
  if (candidates.every((candidate) => isSameModel(candidate, candidates[0]!)) && why === null && use.state !== 'partial' && candidates.length === found.candidates.length) return { state: 'known', candidates, why: null };
  const certainty = why !== null && chosenOutside ? 'default' : 'possible';
  return { state: 'partial', candidates: candidates.map((candidate) => ({ ...candidate, certainty })), why: why ?? ONE_OF_SEVERAL };
}

/** Of several models those that a provider has, where the others are known to be of other makers: a table of all providers' models, read for one of them. */
function served(candidates: readonly ModelCandidate[], provider: string | undefined, { models }: ModelContext): readonly ModelCandidate[] {
  const own = provider === undefined ? [] : candidates.filter(({ lookup }) => lookup.kind === 'known');
  return own.length === 0 ? candidates : candidates.filter(({ id, lookup }) => lookup.kind === 'known' || models.lookup(id).kind !== 'known');
}

const ONE_OF_SEVERAL = 'one of several';

/** The model of a call that asks in one of two ways. */
export function eitherModel(a: ModelUse, b: ModelUse): ModelUse {
  const candidates = [...a.candidates, ...b.candidates.filter((candidate) => !a.candidates.some((other) => isSameModel(other, candidate)))];
  if (candidates.length === 0) return a;
  const why = [a, b].find(({ state }) => state === 'unknown' || state === 'partial')?.why ?? ONE_OF_SEVERAL;
  return { state: 'partial', candidates: lessCertain(candidates, 'possible'), why };
}

/** A model that holds unless something else is given; `why` says what may be. */
export function byDefault(model: ModelUse, why: string): ModelUse {
  return { state: 'partial', candidates: lessCertain(model.candidates, 'default'), why };
}

function lessCertain(candidates: readonly ModelCandidate[], certainty: 'possible' | 'default'): readonly ModelCandidate[] {
  return candidates.map((candidate) => (candidate.certainty === 'certain' ? { ...candidate, certainty } : candidate));
}

/** Whether two places name one model, which then is known: steps of a pipeline, agents of a crew. */
function isSameModel(a: ModelCandidate, b: ModelCandidate): boolean {
  const provider = ({ lookup }: ModelCandidate): string | null => (lookup.kind === 'known' ? lookup.card.provider : null);
  return a.id === b.id && provider(a) === provider(b);
}

/** The models that a router's settings list under a name; null where they list none. */
export function listedUnder(settings: RecordValue, { list, name, model }: NonNullable<ClientSpec['modelNames']>, wanted: Value, at: RequestContext): Value | null {
  if (wanted.kind === 'either') {
    const found = wanted.options.map((option) => listedUnder(settings, { list, name, model }, option, at));
    return found.every((option) => option === null) ? null : either(found.map((option, i) => option ?? wanted.options[i]!), wanted.origin);
  }
  const listed = parameterOf(settings, list, at);
  const id = knownText(wanted);
  if (id === null || listed.state === 'absent' || listed.value?.kind !== 'list') return null;
  const found = listed.value.items.flatMap((item) => {
    const called = item.kind === 'record' ? parameterOf(item, { names: [name] }, at) : null;
    if (item.kind !== 'record' || called?.state !== 'known' || knownText(called.value) !== id) return [];
    const models = parameterOf(item, { names: [model] }, at);
    return models.state === 'absent' || models.value === null ? [] : [models.value];
  });
  return found.length === 0 ? null : either(found, wanted.origin);
}

/** How requests leave through the model objects that a value may be; what an object does not say, the client says. Empty where it is no such object. */
export function connectionsOf(value: Value, client: ClientSpec, at: ModelContext): readonly ClientUse[] {
  return optionsOf(value).flatMap((option) => {
    const made = option.kind === 'external' ? madeModel(option, at) : null;
    if (made === null) return [];
    const inner = made.value === null ? [] : connectionsOf(made.value, client, at);
    return inner.length > 0 ? inner : [connectionOf({ ...client, ...connectionPart(made.factory) }, made.calls, at, at.endpoints)];
  });
}

/** What may change the requests that are made with a model, for a person: middleware that it is wrapped in. Null where nothing does. */
export function changedBy(value: Value, at: ModelContext, depth = 0): string | null {
  for (const option of optionsOf(value)) {
    const made = option.kind === 'external' && depth < MAX_DEPTH ? madeModel(option, at) : null;
    if (made === null) continue;
    const own = made.factory.changes === undefined ? null : changerOf(made.calls, made.factory.changes, at);
    const inner = own ?? (made.value === null ? null : changedBy(made.value, at, depth + 1));
    if (inner !== null) return inner;
  }
  return null;
}

function changerOf(calls: readonly ClientCall[], { by, except }: NonNullable<ModelFactorySpec['changes']>, at: ModelContext): string | null {
  const last = calls.findLast(({ role }) => role !== 'override');
  if (last === undefined) return null;
  const inFile = whereCalled<RequestContext>(at, last);
  const use = parameterOf(settingsOf(last.call, inFile), by, inFile);
  if (use.state === 'absent') return null;
  const given = use.value === null ? [] : optionsOf(use.value).flatMap((option) => (option.kind === 'list' ? option.items : [option]));
  const harmless = given.every((option) => option.kind === 'external' && except.includes(externalPath(option)));
  return use.value !== null && harmless ? null : 'what its model is wrapped in';
}

/** What is asked in the end, where model objects are made with others: the generator of an agent that another call takes. */
export function innermostModel(value: Value, at: ModelContext, depth = 0): Value {
  const inner = optionsOf(value).map((option) => {
    const made = option.kind === 'external' && depth < MAX_DEPTH ? madeModel(option, at) : null;
    return made?.value == null ? option : innermostModel(made.value, at, depth + 1);
  });
  return either(inner, value.origin);
}

interface Found {
  readonly candidates: readonly ModelCandidate[];
  readonly why: string | null;
  /** Whether every possibility that is not known is the environment's or the caller's choice. */
  readonly chosenOutside: boolean;
  /** Whether every possibility is a model object that is known to name none: the SDK's own default. */
  readonly unnamed: boolean;
}

function candidatesOf(value: Value, provider: string | undefined, at: ModelContext, depth: number): Found {
  const candidates: ModelCandidate[] = [];
  let why: string | null = null;
  let chosenOutside = true;
  let named = 0;
  let unnamed = 0;
  for (const written of tellingFirst(foundIn(optionsOf(value).flatMap((one) => optionsOf(filling(one)))).flatMap(formsOf))) {
    // An object of a class that is derived from a model's.
    const outside = written.kind === 'object' ? at.resolver.asOutside(written) : null;
    const option = outside !== null && at.madeBy(outside) !== null ? outside : written;
    if (option.kind === 'null') continue;
    named++;
    if (option.kind === 'text' && option.parts.length === 1 && typeof option.parts[0] === 'string') {
      const id = option.parts[0];
      candidates.push({ id, lookup: at.models.lookup(id, provider), at: { path: option.origin.path, start: option.origin.expr.start, end: option.origin.expr.end }, certainty: 'certain' });
      continue;
    }
    const made = option.kind === 'external' && depth < MAX_DEPTH ? madeModel(option, at) : null;
    if (made === null) {
      why ??= whyUnknown(option);
      chosenOutside &&= option.kind === 'unknown' && (option.cause === 'environment' || option.cause === 'parameter' || option.cause === 'instead');
      continue;
    }
    const inner = made.value === null ? null : candidatesOf(made.value, providerThrough(made.factory, made.calls, at), at, depth + 1);
    if (inner !== null) candidates.push(...inner.candidates);
    if (inner?.unnamed ?? made.unnamed) unnamed++;
    if (inner === null || inner.why !== null) {
      why ??= inner?.why ?? 'no model is named';
      chosenOutside &&= inner?.chosenOutside ?? false;
    }
  }
  return { candidates, why, chosenOutside, unnamed: named > 0 && named === unnamed };
}

/** Of what is found in a table and not known otherwise, the names of that table. */
function foundIn(options: readonly Value[]): readonly Value[] {
  const names = options.every(({ kind }) => kind === 'unknown' || kind === 'null') ? options.flatMap((option) => (option.kind === 'unknown' ? (option.among ?? []) : [])) : [];
  return names.length === 0 || names.length > MAX_FORMS ? options : names;
}

/** That following ended, or that a name is empty at first, is the last thing that a person wants to be told. */
function tellingFirst(options: readonly Value[]): readonly Value[] {
  const tellsLittle = (option: Value): boolean => (option.kind === 'unknown' && option.cause === 'limit') || (option.kind === 'text' && option.parts.length === 0);
  return [...options.filter((option) => !tellsLittle(option)), ...options.filter(tellsLittle)];
}

/** A name of parts which may each be one of a few texts, in all of its forms: `f"gpt-5-{size}"`. */
function formsOf(value: Value): readonly Value[] {
  if (value.kind !== 'text' || !value.parts.some((part) => typeof part !== 'string' && part.value.kind === 'either')) return [value];
  let forms: readonly Value[] = [textValue([], value.origin)];
  for (const part of value.parts) {
    const options = typeof part === 'string' ? [part] : optionsOf(part.value).map((option) => knownText(option) ?? option);
    forms = forms.flatMap((form) => options.map((option) => (form.kind !== 'text' ? form : typeof option === 'string' ? textValue([...form.parts, option], value.origin) : option)));
    if (forms.length > MAX_FORMS) return [value];
  }
  return forms;
}

interface MadeModel {
  readonly factory: ModelFactorySpec;
  readonly calls: readonly ClientCall[];
  /** What names the model, or null. */
  readonly value: Value | null;
  /** Whether it is seen to name none. */
  readonly unnamed: boolean;
}

/** What a model object was made with: the value that names the model, and the calls that made it. */
function madeModel(value: ExternalValue, at: ModelContext): MadeModel | null {
  const made = at.madeBy(value);
  if (made === null) return null;
  const { factory } = made;
  if (typeof factory.id === 'string') return { ...made, unnamed: false, value: textValue([factory.id], value.origin) };
  const calls = made.calls.filter((step) => step.role !== 'override');
  const last = calls.at(-1);
  if (last === undefined) return { ...made, value: null, unnamed: false };
  const inFile = whereCalled<RequestContext>(at, last);
  const use = parameterOf(requestOf(last.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0).fields, factory.id, inFile);
  if (use.state === 'absent' || use.value === null) return { ...made, value: null, unnamed: use.state === 'absent' && calls.length === 1 };
  if (factory.modelNames !== undefined) return { ...made, unnamed: false, value: listedUnder(settingsOf(last.call, inFile), factory.modelNames, use.value, inFile) ?? use.value };
  if (factory.others === 'positional') return { ...made, unnamed: false, value: either([use.value, ...last.call.args.slice(1).flatMap(({ kind, value: other }) => (kind === 'positional' ? [inFile.resolver.resolve(inFile.path, other, inFile.activation)] : []))], use.value.origin) };
  const madeFrom = (): RecordValue => settingsOf(calls[0]!.call, whereCalled<RequestContext>(at, calls[0]!));
  if (factory.through !== undefined && calls.length > 1) return { ...made, unnamed: false, value: registered(madeFrom(), factory.through, use.value, at) };
  return { ...made, unnamed: false, value: factory.table === undefined || calls.length < 2 ? use.value : entryOf(madeFrom(), factory.table, factory.otherwise, use.value) };
}

/** The model that a field has in its table under the second half of a name, where that field is such a table; the name itself where its providers' names are the models' own. What may be one of several names may be each one's model. */
function registered(fields: RecordValue, { method, separator }: NonNullable<ModelFactorySpec['through']>, id: Value | null, at: ModelContext): Value | null {
  if (id === null) return id;
  const between = knownText(fieldOf(fields, separator.field)?.value) ?? separator.default;
  const forms = optionsOf(id).flatMap(formsOf);
  return forms.length === 1 ? registeredUnder(forms[0]!) : either(forms.map((form) => registeredUnder(form) ?? unknown('a model of another name', 'parameter', form.origin)), id.origin);

  function registeredUnder(form: Value): Value | null {
    const name = knownText(form);
    const [field, ...rest] = name === null ? [] : name.split(between);
    const provider = field === undefined ? undefined : fieldOf(fields, field)?.value;
    if (name === null || provider?.kind !== 'external') return form;
    const made = at.madeBy({ ...provider, steps: [...provider.steps, { kind: 'member', name: method }, { kind: 'call', call: null, path: at.path }] });
    const table = made?.calls.find(({ role }) => role !== 'override');
    if (made?.factory.table === undefined || table === undefined) return form;
    return entryOf(settingsOf(table.call, whereCalled(at, table)), made.factory.table, made.factory.otherwise, textValue([rest.join(between)], provider.origin));
  }
}

/** The model that a table of the object holds under a name; any of them where the name is not known. */
function entryOf(fields: RecordValue, table: string, otherwise: string | undefined, key: Value | null): Value | null {
  const name = knownText(key ?? undefined);
  const models = fieldOf(fields, table)?.value;
  if (models?.kind !== 'record') return null;
  const hasOthers = otherwise !== undefined && fieldOf(fields, otherwise) !== undefined;
  // What makes the models of other names takes the provider's own.
  if (name !== null) return fieldOf(models, name)?.value ?? (hasOthers && models.open === null ? key : null);
  const named = key?.kind === 'either' ? key.options.map((option) => fieldOf(models, knownText(option) ?? '')?.value) : [];
  if (named.length > 0 && named.every((model) => model !== undefined)) return either(named, models.origin);
  if (models.entries.length === 0) return null;
  const others = models.open !== null || hasOthers ? [unknown('a model of another name', 'parameter', models.origin)] : [];
  return either([...models.entries.map((entry) => entry.value), ...others], models.origin);
}

function connectionPart({ platform, provider, retries, timeout, baseUrl, region, cap, api }: ModelFactorySpec): Partial<ClientSpec> {
  return { ...(platform === undefined ? {} : { platform }), ...(provider === null ? {} : { provider }), ...(retries === undefined ? {} : { retries }), ...(timeout === undefined ? {} : { timeout }), ...(baseUrl === undefined ? {} : { baseUrl }), ...(region === undefined ? {} : { region }), ...(cap === undefined ? {} : { cap }), ...(api === undefined ? {} : { api }) };
}

const UNSAID: ClientSpec = { names: [], platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } };

function providerThrough(factory: ModelFactorySpec, calls: readonly ClientCall[], at: ModelContext): string | undefined {
  return providerOf(connectionOf({ ...UNSAID, ...connectionPart(factory) }, calls, at, at.endpoints), factory.provider);
}
