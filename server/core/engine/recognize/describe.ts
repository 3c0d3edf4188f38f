/** A recognised call as a call site: its request, its parameters, its model and what stands around it. */
import type { CallSite, ModelUse, ParameterUse, RequestSite } from '../../model/callsite.ts';
import type { CallExpr, FileFacts, Region } from '../../model/facts.ts';
import { namesFor, type OperationSpec, type ParameterName, type SdkSpec } from '../../model/sdk.ts';
import { fieldOf, filling, knownText, optionsOf, siteExpr, stateOf, type CallStep, type FieldSite, type ListValue, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import { OTHER_CALLERS } from '../resolve/callers.ts';
import { indexOf, regionsAround } from '../resolve/lookup.ts';
import type { Reader } from '../resolve/reader.ts';
import type { Resolver } from '../resolve/resolve.ts';
import { either } from '../resolve/values.ts';
import { commonUse, connectionOf, providerOf, requestUse } from './client-use.ts';
import { withConfigured } from './configurable.ts';
import { collectedField, configuredFields, overridingFields } from './configured.ts';
import { withHandoffs } from './handoffs.ts';
import { readMessages, templateUse, type MessageSpecOf } from './messages.ts';
import { byDefault, changedBy, connectionsOf, innermostModel, listedUnder, modelOf, type ModelContext } from './model-use.ts';
import { withOtherModels } from './other-models.ts';
import { withPromptFile } from './prompt-file.ts';
import { joinRecords, parameterOf, recordIn, requestOf, settingsOf, whereCalled, whyUnknown, type Request, type RequestContext } from './request.ts';
import { registeredIn, withRegistered, type Registered } from './registered.ts';
import { PARAMETER_NAMES, type Match, type Template } from './targets.ts';

/** What one file's calls are described with. */
export interface SiteContext extends ModelContext {
  readonly messageOf: MessageSpecOf;
  /** Whether a value is a model object that asks nobody. */
  readonly standsIn: (value: Value, sdk: SdkSpec) => boolean;
  readonly reader: Reader;
  /** What values are worth where parameters are what all those pass who call their functions. Absent where one of them is followed, and where others may call them. */
  readonly resolvedByAll?: () => Resolver;
  /** Notes that a call is a copy, with arguments left out. */
  readonly copied: (call: CallExpr) => CallExpr;
}

/** What a call may be one of. */
export interface Matches {
  readonly found: readonly Match[];
  /** A prompt template on the way. */
  readonly template: Template | null;
  /** What a caller may give instead of the object that is called, for a person; null where nobody may. */
  readonly instead: string | null;
  /** What an object that passes on to a model writes around what it is given. */
  readonly around: NonNullable<OperationSpec['ownText']> | null;
}

/** Null where a stand-in answers. `found` is what the callee may be; a client whose construction is in sight says more than one that is known by its type. */
export function describe({ found, template, instead, around }: Matches, call: CallExpr, facts: FileFacts, at: SiteContext): CallSite | null {
  const built = found.filter((match) => match.calls.some(({ role }) => role === 'construction'));
  const matches = built.length > 0 ? built : found;
  const first = matches[0]!;
  const { sdk } = first.target;
  // Where the settings are those of the object that is called, another one may have others. A module has none of its own: what is set on it is what was built.
  const request = first.sent?.request ?? withFilled(wholeRequest(first.target.operation.settings === undefined ? matches : [...matches, ...found.filter((match) => !matches.includes(match) && match.target.construction >= 0)], call, facts, at), first.filled ?? [], at);
  const collected = sdk.collects === undefined || first.target.operation.needs === undefined ? null : collectedField(call, facts, sdk.collects, at, at.reader);
  const configured = [...(collected === null ? [] : [collected]), ...configuredFields(call, facts, sdk, first.target.operation, at, at.reader)].flatMap((field) => otherwiseConfigured(field, request.fields));
  const { promptFile } = first.target.operation;
  const overriding = sdk.overrides === undefined ? [] : overridingFields(call, facts, sdk.overrides, at);
  const whole = configured.length + overriding.length === 0 ? request.fields : { ...request.fields, entries: [...configured, ...request.fields.entries.filter(({ key }) => !configured.some((field) => field.key === key)), ...overriding] };
  const written = promptFile === undefined ? whole : withPromptFile(whole, promptFile, first.calls, at, at.reader);
  const named = parameterOf(written, first.target.operation.parameters.model, at);
  const changer = named.state === 'absent' || named.value === null ? null : changedBy(named.value, at);
  const fields = changer === null ? written : { ...written, open: written.open ?? changer };
  const parameters = {} as Record<ParameterName, ParameterUse>;
  for (const name of PARAMETER_NAMES) parameters[name] = parameterOf(fields, first.target.operation.parameters[name], at);
  if (matches.some(({ target }) => target.operation.cap.absent !== first.target.operation.cap.absent)) parameters.maxOutput = withoutWord(parameters.maxOutput);
  if (changer !== null) parameters.extraBody = { state: 'unknown', why: changer, name: null, value: null, site: null };
  if (first.sent?.model != null) parameters.model = first.sent.model;
  parameters.model = withOtherModels(chosenByFunction(parameters.model, at), fields, first.target.operation, at);
  const namedModel = parameters.model.state === 'absent' ? null : parameters.model.value;
  const { needs } = first.target.operation;
  if (namedModel === null ? needs === 'model' || (needs === 'possible-model' && parameters.model.state === 'absent') : at.standsIn(innermostModel(namedModel, at), sdk)) return null;
  if (sdk.messages !== undefined) {
    const filled = template === null ? null : templateUse(template.value, at.messageOf, at, template.filledBy === 'the call' ? request.fields : null);
    parameters.messages = filled ?? readMessages(parameters.messages, at.messageOf, at);
    parameters.system = readMessages(parameters.system, at.messageOf, at);
    parameters.prompt = readMessages(parameters.prompt, at.messageOf, at);
  }
  if (sdk.registers !== undefined) {
    const constructions = matches.flatMap(({ calls }) => calls.filter(({ role }) => role === 'construction'));
    const added = registeredFor(constructions.map((step) => step.call), [at.path, ...constructions.map((step) => whereCalled(at, step).path)], sdk.registers, call, at);
    parameters.tools = withRegistered(parameters.tools, added.tools, call, at.path, 'tools');
    parameters.system = withRegistered(parameters.system, added.system, call, at.path, added.systemBy ?? 'system');
  }
  const { handoffs } = first.target.operation;
  if (handoffs !== undefined) parameters.tools = withHandoffs(parameters.tools, parameterOf(fields, handoffs, at), handoffs, at);
  const throughModel = parameters.model.state === 'absent' || parameters.model.value === null ? [] : connectionsOf(parameters.model.value, first.target.client, at);
  const connections = throughModel.length > 0 ? throughModel : matches.map((match) => match.sent?.client ?? connectionOf(match.target.client, match.calls, at, at.endpoints));
  const client = requestUse(connections.reduce(commonUse), call, first.target.operation, parameters, at);
  parameters.model = setTogether(parameters.model, matches, at);
  const modelBy = (use: ParameterUse, within: SiteContext): ModelUse => modelOf(byItsName(ofDeployment(use, matches, within), client, within), providerOf(client, sdk.provider), within);
  const told = toldByAll(modelBy(parameters.model, at), parameters.model, modelBy, at);
  // An object that a caller may give instead of this one has a model of its own.
  const model = instead !== null && told.state === 'known' && first.target.operation.settings !== undefined ? byDefault(told, instead) : told;
  const ofModel = forProvider(first.target.operation, model, client);
  const caps = ofModel.cap.absent === 'model-maximum' ? (throughModel.length > 0 ? throughModel.map(({ spec }) => spec.cap) : matches.map(({ target }) => target.client.cap)) : [];
  if (caps.some((cap) => cap?.tokens !== caps[0]?.tokens)) parameters.maxOutput = withoutWord(parameters.maxOutput);
  const [api, ...otherApis] = ofModel.api === 'other' ? throughModel.map(({ spec }) => spec.api) : [];
  const operation: OperationSpec = { ...ofModel, ...(api === undefined || otherApis.some((other) => other !== api) ? {} : { api }), ...(caps[0] === undefined ? {} : { cap: caps[0] }), ...(around === null || ofModel.ownText !== undefined ? {} : { ownText: around }) };
  const regions = regionsAround(facts, call.region);
  const site: CallSite = {
    path: at.path,
    start: call.start,
    end: call.end,
    call,
    facts,
    language: facts.language,
    ecosystem: at.ecosystem,
    sdk,
    operation,
    client,
    callee: first.path,
    parameters,
    request: request.site,
    requestOpen: request.fields.open ?? changer,
    model,
    functions: functionsOf(regions, facts),
    regions,
    streaming: streamingOf(operation, parameters.stream),
    through: null,
  };
  const requests = batched(site, fields, at);
  if (requests === null) return site;
  // What names no model itself has that of its requests.
  return { ...site, requests, model: site.model.candidates.length === 0 ? requests.each[0]!.model : site.model };
}

const MAX_CHOSEN = 4;

/** The model where all who pass it are in sight, if they tell more. */
function toldByAll(told: ModelUse, use: ParameterUse, modelBy: (use: ParameterUse, at: SiteContext) => ModelUse, at: SiteContext): ModelUse {
  if (at.resolvedByAll === undefined || told.state === 'known' || use.state === 'absent' || use.value === null || use.site === null) return told;
  const options = optionsOf(use.value).map(filling);
  const isPassed = (option: Value): boolean => option.kind === 'unknown' && (option.cause === 'parameter' || option.why.includes(OTHER_CALLERS));
  // A parameter may choose among a few; of a long table it is mostly a person who does.
  const isAmongFew = options.length > 1 && options.length <= MAX_CHOSEN && options.every((option) => knownText(option) !== null);
  if (!options.some(isPassed) && !isAmongFew) return told;
  // What else may stand there is not told by those who pass this.
  if (!isSameAs(writtenAt(use.site, at.resolver), use.value)) return told;
  const resolver = at.resolvedByAll();
  const byAll = modelBy(parameterUse(use, writtenAt(use.site, resolver)), { ...at, resolver });
  const saysMore = byAll.state === 'known' || told.candidates.every(({ id }) => byAll.candidates.some((candidate) => candidate.id === id));
  return saysMore && byAll.candidates.length > 0 ? byAll : told;
}

/** What is written in a place, whoever runs the function around it. A record's field may be what is spread behind it. */
function writtenAt(site: FieldSite, resolver: Resolver): Value {
  const key = site.kind !== 'entry' || site.entry.kind === 'spread' ? null : site.entry.key;
  const record = site.kind === 'entry' && key !== null && site.record.entries.some(({ kind }) => kind === 'spread') ? resolver.resolve(site.path, site.record) : null;
  return (record?.kind === 'record' ? fieldOf(record, key!)?.value : undefined) ?? resolver.resolve(site.path, siteExpr(site));
}

function parameterUse(use: Exclude<ParameterUse, { readonly state: 'absent' }>, value: Value): ParameterUse {
  const state = stateOf(value);
  return state === 'unknown' || use.name === null || use.site === null ? { ...use, state: 'unknown', why: whyUnknown(value), value } : { state, name: use.name, value, site: use.site };
}

/** Whether two values are the same as far as a name of a model goes. */
function isSameAs(a: Value, b: Value): boolean {
  const words = (value: Value): string => optionsOf(value).map((option) => knownText(option) ?? (option.kind === 'unknown' ? `\0${option.why}` : option.kind)).join('\0');
  return words(a) === words(b);
}

/** What a setting says where the request does not, as in one of several objects that may be called. */
function otherwiseConfigured(field: RecordField, request: RecordValue): readonly RecordField[] {
  const own = fieldOf(request, field.key);
  if (own === undefined) return [field];
  return own.presence === 'always' ? [] : [{ ...field, site: own.site, value: either([own.value, field.value], own.value.origin) }];
}

/** A model that a function chooses for each request: one of those that it gives. */
function chosenByFunction(use: ParameterUse, at: SiteContext): ParameterUse {
  if (use.state === 'absent' || use.value === null || !optionsOf(use.value).some(({ kind }) => kind === 'function')) return use;
  return parameterUse(use, at.resolver.resultsIn(use.value));
}

/** What is registered for the object that is called, in the file of the call and where it is made. */
function registeredFor(constructions: readonly CallExpr[], paths: readonly string[], registers: NonNullable<SdkSpec['registers']>, call: CallExpr, at: SiteContext): Registered {
  const found = [...new Set(paths)].flatMap((path) => {
    const facts = at.reader.facts(path);
    return facts === undefined ? [] : [registeredIn(facts, path, constructions, registers, path === at.path ? call : null, at)];
  });
  return { tools: found.flatMap(({ tools }) => tools), system: found.flatMap(({ system }) => system), systemBy: found.findLast(({ systemBy }) => systemBy !== null)?.systemBy ?? null };
}

/** More requests of a batch than this say no more about it. */
const MAX_REQUESTS = 200;

/** The requests that a batch is made of, where they are in sight. */
function batched(site: CallSite, fields: RecordValue, at: SiteContext): NonNullable<CallSite['requests']> | null {
  const { requests } = site.operation;
  if (requests === undefined) return null;
  const operationOf = (path: string): OperationSpec | undefined => site.sdk.operations.find(({ paths, ecosystems }) => paths.includes(path) && ecosystems?.includes(at.ecosystem) !== false);
  const use = parameterOf(fields, requests.list === undefined ? undefined : { names: requests.list }, at);
  const list = use.state === 'absent' ? linesOfFile(requests, fields, at) : use.value;
  if (list?.kind !== 'list' || list.items.length === 0 || list.items.length > MAX_REQUESTS) return null;
  const each = list.items.map((item): CallSite | null => {
    const whole = recordIn(item, at);
    const inside = whole === null || requests.field === undefined ? whole : fieldOf(whole, requests.field)?.value;
    const request = inside === undefined || inside === null ? null : recordIn(inside, at);
    const named = whole === null || requests.by === undefined ? null : knownText(fieldOf(whole, requests.by.field)?.value);
    const operation = operationOf(requests.by?.paths[named ?? ''] ?? requests.of);
    if (request === null || operation === undefined) return null;
    const parameters = Object.fromEntries(PARAMETER_NAMES.map((name) => [name, parameterOf(request, operation.parameters[name], at)])) as Record<ParameterName, ParameterUse>;
    if (site.sdk.messages !== undefined) for (const name of ['messages', 'system', 'prompt'] as const) parameters[name] = readMessages(parameters[name], at.messageOf, at);
    const model = parameters.model.state === 'absent' ? site.model : modelOf(parameters.model, providerOf(site.client, site.sdk.provider), at);
    return { ...site, operation: forProvider(operation, model, site.client), parameters, requestOpen: request.open, model };
  });
  return each.every((request) => request !== null) ? { each, open: list.open } : null;
}

/** The requests in the lines of a file that the program wrote and handed on; null where they are not in sight. */
function linesOfFile({ file }: NonNullable<OperationSpec['requests']>, fields: RecordValue, at: SiteContext): ListValue | null {
  const use = file === undefined ? null : parameterOf(fields, { names: file.names }, at);
  const given = use === null || use.state === 'absent' ? null : use.value;
  const step = given?.kind !== 'external' ? undefined : given.steps.findLast((one) => one.kind === 'call');
  if (step?.kind !== 'call' || step.call === null) return null;
  const argument = step.call.args.find((one) => one.kind === 'named' && namesFor(file!.argument, at.ecosystem).includes(one.name));
  const written = argument === undefined ? null : at.resolver.writtenInto(step.path, step.call, at.resolver.resolve(step.path, argument.value, step.activation));
  if (written === null) return null;
  const records = written.items.flatMap((text) => (text.kind === 'text' ? text.parts.flatMap((part) => (typeof part === 'string' || part.json === undefined ? [] : [part.value])) : []));
  return { ...written, items: records };
}

export function functionsOf(regions: readonly Region[], facts: FileFacts): CallSite['functions'] {
  return regions.flatMap((region) => (region.kind === 'function' ? [facts.functions[region.function]!] : []));
}

/** A model without the names that are set where another client is made than those that are called: in another arm of one condition. */
function setTogether(use: ParameterUse, matches: readonly Match[], at: SiteContext): ParameterUse {
  if (use.state === 'absent' || use.name === null || use.site === null || use.value?.kind !== 'either') return use;
  const made = matches.map(({ calls }) => calls.find(({ role }) => role === 'construction'));
  const isApart = ({ path, expr }: Value['origin']): boolean => {
    const facts = at.reader.facts(path);
    const index = facts === undefined ? null : indexOf(facts);
    return index !== null && made.every((built) => built !== undefined && built.path === path && index.isInOtherArm(index.regionAt(expr.start), built.call.region));
  };
  const options = optionsOf(use.value);
  const kept = options.filter((option) => option.kind !== 'text' || !isApart(option.origin));
  if (kept.length === 0 || kept.length === options.length) return use;
  const value = either(kept, use.value.origin);
  return stateOf(value) === 'known' ? { state: 'known', name: use.name, site: use.site, value } : { ...use, value };
}

/** What the client names where the request names no model. */
function ofDeployment(use: ParameterUse, matches: readonly Match[], at: SiteContext): ParameterUse {
  if (use.state !== 'absent' && (use.value === null || knownText(use.value) !== '')) return use;
  const named = matches.flatMap(({ target, calls }) => {
    const built = target.client.deployment === undefined ? undefined : calls.find(({ role }) => role === 'construction');
    if (built === undefined) return [];
    const inFile = whereCalled<RequestContext>(at, built);
    const deployment = parameterOf(settingsOf(built.call, inFile), target.client.deployment, inFile);
    return deployment.state === 'absent' || deployment.value === null ? [] : [deployment.value];
  });
  // It is no place for another model's name.
  return named.length === 0 ? use : { state: 'unknown', why: 'the client names it', name: null, value: either(named, named[0]!.origin), site: null };
}

/** The models that the client's construction lists under the name which a request gives. */
function byItsName(use: ParameterUse, { spec, construction }: CallSite['client'], at: RequestContext): ParameterUse {
  if (spec.modelNames === undefined || construction === null || (use.state !== 'known' && use.state !== 'partial')) return use;
  const inFile: RequestContext = { ...at, path: construction.path };
  const listed = listedUnder(settingsOf(construction.call, inFile), spec.modelNames, use.value, inFile);
  return listed === null ? use : { ...use, value: listed };
}

/** An operation as it is with the models that it asks: those that write nothing, or all of one provider, where that makes a difference. */
function forProvider(operation: OperationSpec, model: CallSite['model'], client: CallSite['client']): OperationSpec {
  const { embeds } = operation;
  if (embeds !== undefined && model.candidates.length > 0 && model.candidates.every(({ id }) => embeds.some((part) => id.toLowerCase().includes(part)))) {
    return { ...operation, api: 'embeddings', kind: 'embed', cap: { absent: 'none' }, caching: { kind: 'none' } };
  }
  if (operation.byProvider === undefined) return operation;
  const providers = new Set(model.candidates.map(({ lookup }) => (lookup.kind === 'known' ? lookup.card.provider : null)));
  const provider = providers.size === 0 ? client.provider : providers.size === 1 ? [...providers][0]! : null;
  return provider === null ? operation : { ...operation, ...(operation.byProvider[`${provider}@${client.platform}`] ?? operation.byProvider[provider]) };
}

/** An absent cap says nothing where some of the objects that may be asked fill one in. */
function withoutWord(cap: ParameterUse): ParameterUse {
  return cap.state !== 'absent' ? cap : { state: 'unknown', why: 'some of the objects that may be asked have a cap of their own', name: null, value: null, site: null };
}

/** The call's own request, and before it what the calls on the way carry, where the operation says so. Of several ways, what each carries. */
function wholeRequest(matches: readonly Match[], call: CallExpr, facts: FileFacts, at: RequestContext): Request {
  const { operation } = matches[0]!.target;
  const shape = operation.request?.[at.ecosystem] ?? (at.ecosystem === 'python' ? 'arguments' : 0);
  const own = requestOf(call, at, shape);
  if (operation.settings === undefined) return own;
  const settings = matches[0]!.calls.find(({ role }) => role === (operation.settings === 'path' ? 'construction' : 'step'));
  // What goes with a model stands where the model is named.
  const names = namesFor(operation.parameters.model?.names ?? [], at.ecosystem);
  const isNamedHere = own.fields.entries.some(({ key, presence }) => presence === 'always' && names.includes(key));
  const site: RequestSite | null = isNamedHere ? own.site : settings === undefined ? null : requestOf(settings.call, whereCalled(at, settings), at.ecosystem === 'python' ? 'arguments' : 0).site;
  return { fields: joinRecords(matches.map((match) => withConfigured(carriedFields(match, own.fields, at), match, call, facts, at))), site };
}

/** `partial(client.messages.create, model="…")`: what it names holds unless the call names it too. Positions are not followed through it. */
function withFilled(request: Request, filled: readonly CallStep[], at: RequestContext): Request {
  const earlier = filled.flatMap((step) => (step.call === null ? [] : [requestOf(step.call, whereCalled(at, step), 'arguments').fields]));
  const entries = earlier.flatMap((fields) => fields.entries.filter((entry) => !entry.key.startsWith('#')));
  const open = request.fields.open ?? earlier.find((fields) => fields.open !== null)?.open ?? null;
  return { ...request, fields: { ...request.fields, entries: [...entries, ...request.fields.entries], open } };
}

function carriedFields(match: Match, own: RecordValue, at: RequestContext): RecordValue {
  const { operation, sdk } = match.target;
  // What may be set is not set by that.
  const wanted = match.calls.filter(({ role, name }) => (operation.settings === 'path' || role !== 'construction') && !(name !== null && sdk.configurable?.methods.includes(name) === true));
  const earlier = wanted.map((step) => {
    const fields = settingsOf(step.call, whereCalled(at, step));
    const named = step.role === 'construction' ? 'settings' : (step.name ?? '');
    return { ...fields, entries: fields.entries.map((entry) => (entry.key.startsWith('#') ? { ...entry, key: `${named}${entry.key}` } : entry)) };
  });
  const open = match.openSteps ? 'settings that are made elsewhere' : ([...earlier, own].find((fields) => fields.open !== null)?.open ?? null);
  const entries = [...earlier, own].reduce<readonly RecordField[]>((before, fields) => [...before, ...fields.entries.map((entry) => merged(before, entry, at))], []);
  return { ...own, entries, open };
}

/** An object of settings leaves those of an earlier one as they are that it does not name: `Agent(…, model_settings={…}).run(…, model_settings={…})`. */
function merged(before: readonly RecordField[], entry: RecordField, at: RequestContext): RecordField {
  const earlier = entry.value.kind !== 'record' || entry.key.includes('#') ? undefined : before.findLast(({ key }) => key === entry.key);
  const under = earlier === undefined ? null : recordIn(earlier.value, at);
  return under === null || entry.value.kind !== 'record' ? entry : { ...entry, value: { ...entry.value, entries: [...under.entries, ...entry.value.entries], open: entry.value.open ?? under.open } };
}

function streamingOf(operation: OperationSpec, stream: ParameterUse): CallSite['streaming'] {
  if (operation.streaming === 'always') return 'yes';
  if (operation.streaming === 'never' || stream.state === 'absent') return 'no';
  if (stream.state === 'known' && stream.value.kind === 'boolean') return stream.value.value ? 'yes' : 'no';
  return 'unknown';
}
