/** Which calls of a file are calls of an SDK. A call counts when its callee resolves to something of the SDK's package. */
import type { CallSite, ParameterUse, RequestSite } from '../model/callsite.ts';
import type { Argument, CallExpr, Expr, FileFacts, Region } from '../model/facts.ts';
import type { ModelIndex } from '../model/price.ts';
import { namesFor, type ClientSpec, type Ecosystem, type Endpoint, type MessageSpec, type ModelFactorySpec, type OperationSpec, type ParameterName, type ParameterSpec, type SdkSpec } from '../model/sdk.ts';
import type { TransportSpec } from '../model/transport.ts';
import { fieldOf, knownText, optionsOf, type CallStep, type ExternalStep, type ExternalValue, type RecordField, type RecordValue, type Value } from '../model/value.ts';
import { commonUse, connectionOf, providerOf, requestUse, type ClientCall } from './client-use.ts';
import { collectedField, configuredFields } from './configured.ts';
import { withHandoffs } from './handoffs.ts';
import { indexOf, regionsAround } from './lookup.ts';
import { readMessages, templateUse, type MessageSpecOf } from './messages.ts';
import { changedBy, connectionsOf, innermostModel, listedUnder, modelOf, type MadeBy, type ModelContext } from './model-use.ts';
import { joinRecords, parameterOf, recordIn, requestOf, settingsOf, whereCalled, type Request, type RequestContext } from './request.ts';
import { withPromptFile } from './prompt-file.ts';
import type { Reader } from './reader.ts';
import type { Resolver } from './resolve.ts';
import { isStandIn } from './stand-ins.ts';
import { carriedBy, pathOf, plainSteps } from './steps.ts';
import { createTransports, type Sent } from './transports.ts';
import { either, external } from './values.ts';
import { isTestFile } from './test-files.ts';
import { createWrappers, type WrappedCall, type WrapperMemory } from './wrappers.ts';

/** The SDKs of a catalog, prepared for matching. */
export interface Recognizer {
  /** The SDK package that a module name belongs to, or null. */
  packageOf(ecosystem: Ecosystem, module: string): string | null;
  /** Whether a package's name is one that people also give to their own folders. */
  isCommonName(name: string): boolean;
  /** Whether a name is one that an SDK of a package is described by. */
  knows(ecosystem: Ecosystem, name: string, word: string): boolean;
  /** Whether a project of this name makes the SDK of a package. */
  makes(project: string, ecosystem: Ecosystem, name: string): boolean;
  /** Whether a type of a package says nothing of what has it. */
  isAnything(ecosystem: Ecosystem, name: string, type: string): boolean;
  /** Whether a call of this name makes settings for calls beside it: `dspy.configure(lm=…)`. */
  makesSettings(name: string): boolean;
  /** @param kept what is known of calls already */
  recognize(path: string, facts: FileFacts, ecosystem: Ecosystem, resolver: Resolver, reader: Reader, memory: WrapperMemory, kept: KeptSites): readonly CallSite[];
}

/** The sites of calls that need not be looked at again; those that are none have an empty list. */
export type KeptSites = ReadonlyMap<CallExpr, readonly CallSite[]>;

interface Target {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly client: ClientSpec;
  /** Which of the calls on the way builds the client, counted from 0; -1 for a module that is a client itself. */
  readonly construction: number;
}

const PARAMETER_NAMES: readonly ParameterName[] = [
  'model', 'system', 'messages', 'prompt', 'tools', 'toolChoice', 'maxOutput', 'stop', 'temperature', 'completions', 'stream', 'reasoning', 'outputFormat', 'cache',
  'cacheKey', 'serviceTier', 'region', 'steps', 'previousResponse', 'retries', 'timeout', 'extraBody', 'lifetime', 'modalities',
];

export function createRecognizer(sdks: readonly SdkSpec[], models: ModelIndex, endpoints: readonly Endpoint[], transports: readonly TransportSpec[]): Recognizer {
  const overHttp = createTransports(transports, sdks, endpoints);
  const tables = new Map(sdks.map((sdk) => [sdk, tableOf(sdk)]));
  /** Package and path → the model that its result stands for, or the message. */
  const factories = new Map<string, ModelFactorySpec>();
  const messages = new Map<string, MessageSpec>();
  const settingNames = new Set(sdks.flatMap((sdk) => [...(sdk.configures?.paths ?? []), ...(sdk.configures?.methods ?? []), ...(sdk.collects ?? []).flatMap(({ methods }) => methods)].map((path) => path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/, ''))));
  const commonNames = new Set(sdks.flatMap((sdk) => sdk.commonNames ?? []));
  /** Last names of operations: a call of another name is not looked at, which spares resolving most callees. */
  const verbs = new Set<string>(overHttp.verbs);
  const packages: Readonly<Record<Ecosystem, Map<string, readonly SdkSpec[]>>> = { python: new Map(), javascript: new Map() };
  for (const sdk of sdks) {
    for (const ecosystem of ['python', 'javascript'] as const) {
      for (const name of sdk.packages[ecosystem]) {
        packages[ecosystem].set(name, [...(packages[ecosystem].get(name) ?? []), sdk]);
        for (const factory of sdk.models ?? []) {
          if (factory.packages === undefined || factory.packages.includes(name)) for (const path of factory.paths) factories.set(`${name}:${path}`, factory);
        }
        for (const client of sdk.clients) {
          if (client.model === undefined || (client.packages !== undefined && !client.packages.includes(name))) continue;
          for (const own of client.names) factories.set(`${name}:${own}()`, { ...client, paths: [], provider: client.provider ?? sdk.provider, id: inItsPlace(client.model) });
        }
        for (const message of sdk.messages ?? []) for (const path of message.paths) messages.set(`${name}:${path}`, message);
      }
    }
    for (const operation of sdk.operations) for (const path of operation.paths) verbs.add(path.slice(path.lastIndexOf('.') + 1));
  }

  function packageOf(ecosystem: Ecosystem, module: string): string | null {
    for (let name = module; name !== ''; ) {
      if (packages[ecosystem].has(name)) return name;
      const cut = name.lastIndexOf(ecosystem === 'python' ? '.' : '/');
      name = cut <= 0 ? '' : name.slice(0, cut);
    }
    return null;
  }

  function match(value: ExternalValue, form: CallExpr['form'], at: RequestContext): Match | null {
    for (const sdk of packages[at.ecosystem].get(value.package) ?? []) {
      const { steps, fluent } = plainSteps(value.steps, sdk);
      const path = pathOf(steps);
      const made = steps.filter((step) => step.kind === 'call');
      let target: Target | undefined;
      for (const candidate of targetsOf(sdk, tables.get(sdk)!, value.package, path, at.ecosystem)) {
        if (!fits(candidate, form, made[candidate.construction], at)) continue;
        target = candidate;
        break;
      }
      if (target === undefined || isOwnModel(target, made)) continue;
      // A default export is called by its class's name, which is the first of its names (`default` stands alone only for a client of another package).
      const shown = path.replace(/^default\./, '').replace(/^default\(\)/, `${target.client.names.find((name) => name !== 'default') ?? sdk.clients.find((client) => client.platform === target.client.platform)!.names[0]!}()`);
      const settled = made.filter((_, i) => target.operation.settings !== 'steps' || i > target.construction);
      return { target, path: shown, calls: [...callsOf(steps, target.construction), ...fluent], openSteps: settled.some((step) => step.call === null) };
    }
    return null;
  }

  /** Looks a value up under its package and path, less what does not change it. */
  function listed<Spec>(specs: ReadonlyMap<string, Spec>, value: ExternalValue, ecosystem: Ecosystem): { readonly spec: Spec; readonly calls: readonly ClientCall[] } | null {
    for (const sdk of packages[ecosystem].get(value.package) ?? []) {
      const { steps, fluent } = plainSteps(value.steps, sdk);
      const spec = specs.get(`${value.package}:${pathOf(steps)}`);
      if (spec !== undefined) return { spec, calls: [...callsOf(steps, 0), ...fluent] };
    }
    return null;
  }

  return {
    packageOf,
    isCommonName: (name) => commonNames.has(name),
    knows: (ecosystem, name, word) => packages[ecosystem].get(name)?.some((sdk) => wordsOf(sdk).has(word)) === true,
    makes: (project, ecosystem, name) => packages[ecosystem].get(name)?.some((sdk) => sdk.projects?.includes(project)) === true,
    isAnything: (ecosystem, name, type) => packages[ecosystem].get(name)?.some((sdk) => sdk.anything?.includes(type)) === true,
    makesSettings: (name) => settingNames.has(name),
    recognize(path, facts, ecosystem, resolver, reader, memory, kept) {
      const sites: CallSite[] = [];
      const madeBy: MadeBy = (value) => {
        const found = listed(factories, value, ecosystem);
        return found === null ? null : { factory: found.spec, calls: found.calls };
      };
      const messageOf: MessageSpecOf = (value) => listed(messages, value, ecosystem)?.spec;
      const sdksOf = (name: string): readonly SdkSpec[] => packages[ecosystem].get(name) ?? [];
      const standsIn: SiteContext['standsIn'] = (value, sdk) => isStandIn(value, sdk, sdksOf, resolver.isDouble, (object) => resolver.standInFor(object, (name) => name !== '' && verbs.has(name)));
      const at: SiteContext = { path, ecosystem, resolver, isSdk: (name) => packages[ecosystem].has(name), isFluent: (name, method) => sdksOf(name).some((sdk) => sdk.fluent.includes(method)), models, endpoints, madeBy, messageOf, standsIn, reader, copied: (call) => reader.copied(call) };
      // A test calls functions whose clients it has replaced: what they would cost is nobody's bill.
      const wrappers = isTestFile(path, reader.roots(path)) ? null : createWrappers(reader, resolver, memory, (other, call) => asks(call, { ...at, path: other }));
      const own = facts.calls.map((call) => {
        const known = kept.get(call);
        return known === undefined ? siteOf(call, facts, at) : (known.find(({ through }) => through === null) ?? null);
      });
      facts.calls.forEach((call, i) => memory.calls.set(call, own[i] !== null));
      facts.calls.forEach((call, i) => {
        const site = own[i]!;
        const known = kept.get(call);
        if (known !== undefined) sites.push(...known);
        else if (site !== null) sites.push(site);
        else if (wrappers !== null) sites.push(...throughWrappers(wrappers.through(path, call), call, facts, at));
      });
      return sites;
    },
  };

  /** The call of an SDK that a call is, or that it hands over to be called. */
  function siteOf(call: CallExpr, facts: FileFacts, at: SiteContext): CallSite | null {
    const own = mayBeOperation(call, facts) ? matchesOf(call, at) : null;
    if (own !== null) return describe(own, call, facts, at);
    const handed = matchesHandedOver(call, at);
    return handed === null ? null : describe(handed, at.copied(handed.call), facts, at);
  }

  function matchesHandedOver(call: CallExpr, at: SiteContext): (Matches & { readonly call: CallExpr }) | null {
    const handed = handedOver(call);
    const matches = handed === null ? null : matchesOf(handed, at);
    if (handed === null || matches === null || (handed.callee.kind === 'call' && matches.found[0]!.filled === undefined)) return null;
    return isGivenRequest(handed, call, matches.found[0]!, at) ? { ...matches, call: handed } : null;
  }

  function matchesOf(call: CallExpr, at: SiteContext): Matches | null {
    const sdksOf = (ecosystem: Ecosystem, name: string): readonly SdkSpec[] => packages[ecosystem].get(name) ?? [];
    const found: Match[] = [];
    let template: Template | null = null;
    let isJoined = false;
    const callees = optionsOf(at.resolver.resolve(at.path, call.callee, at.activation)).flatMap((callee) => (callee.kind === 'function' ? optionsOf(at.resolver.handedOnTo(callee) ?? callee) : [callee]));
    for (const option of callees) {
      if (option.kind === 'unknown' && option.cause === 'joined') isJoined ||= template !== null;
      if (option.kind !== 'external') continue;
      const before = found.length;
      for (const through of carriedBy(option, sdksOf, at)) {
        if (through === null) {
          isJoined ||= template !== null;
          continue;
        }
        const matched = match(through, call.form, at);
        if (matched !== null) found.push(option.filled === undefined ? matched : { ...matched, filled: option.filled });
        else if (through.steps.at(-1)?.kind === 'member') template ??= templateOf({ ...through, steps: through.steps.slice(0, -1) }, option === callees[0] ? 'the call' : 'what stands before it', at.messageOf);
      }
      // Where nothing that it was given is known, the object may still be one that always asks a model.
      const itself = found.length === before ? match(option, call.form, at) : null;
      if (itself !== null) found.push(itself);
      const sent = found.length === before ? overHttp.match(option, call, at) : null;
      if (sent !== null) found.push(matchOf(sent));
    }
    if (found.length === 0) {
      const used = template !== null && isJoined ? template.value : callees.some(({ kind }) => kind === 'unknown') ? messageGiven(call, at) : null;
      if (used !== null) found.push(...modelsByUse(used, call, at));
    }
    const instead = callees.find((option) => option.kind === 'unknown' && option.cause === 'instead');
    return found.length === 0 ? null : { found, template, instead: instead?.kind === 'unknown' ? instead.why : null };
  }

  /** The model that a template is joined with, or that is given messages, where nothing is known of it. */
  function modelsByUse({ package: name, origin }: ExternalValue, { callee, form }: CallExpr, at: SiteContext): readonly Match[] {
    return (packages[at.ecosystem].get(name) ?? []).flatMap(({ modelByUse }) => {
      if (modelByUse === undefined || callee.kind !== 'member') return [];
      const model = external(name, [{ kind: 'member', name: modelByUse }, { kind: 'call', call: null, path: at.path }, { kind: 'member', name: callee.property }], origin);
      return match(model, form, at) ?? [];
    });
  }

  /** A call of a function that asks a model, as a site for each way in which it asks. Ways that come to the same are one. */
  function throughWrappers(wrapped: readonly WrappedCall[], call: CallExpr, facts: FileFacts, at: SiteContext): readonly CallSite[] {
    const sites: CallSite[] = [];
    for (const { path, facts: inFile, call: within, activation, name, via } of wrapped) {
      const inner = siteOf(within, inFile, { ...at, path, activation });
      if (inner === null || sites.some((site) => isSameRequest(site, inner))) continue;
      const always = siteOf(within, inFile, { ...at, path });
      // A caller that adds nothing to what is known of the request costs what every call of the function costs.
      if (always !== null && !saysMore(inner, always)) continue;
      const regions = regionsAround(facts, call.region);
      sites.push({
        ...inner, path: at.path, start: call.start, end: call.end, call, facts, language: facts.language, regions, functions: functionsOf(regions, facts), through: { name, inner, always, via },
      });
    }
    return sites.length > MAX_WAYS ? [] : sites;
  }

  /** `run(client.messages.create, model="…")`, `run(partial(client.messages.create, model="…"))`: the call as one of the operation that it hands over. Its span begins at the operation's name, or with what fills it in. */
  function handedOver(call: CallExpr): CallExpr | null {
    const isOperation = (expr: Expr | undefined): boolean => expr?.kind === 'member' && verbs.has(expr.property);
    const isFilled = ({ value }: Argument): boolean => value.kind === 'call' && value.args.length > 1 && isOperation(value.args[0]!.value);
    const at = call.args.findIndex((argument) => argument.kind === 'positional' && (isOperation(argument.value) || isFilled(argument)));
    const argument = call.args[at];
    if (argument === undefined || at > 1 || (at === call.args.length - 1 && !isFilled(argument))) return null;
    return { ...call, callee: argument.value, args: call.args.slice(at + 1), start: argument.start };
  }

  function asks(call: CallExpr, at: SiteContext): boolean {
    const named = call.callee.kind === 'member' ? verbs.has(call.callee.property) : call.callee.kind === 'name' && verbs.has(call.callee.name);
    return (named ? matchesOf(call, at) : matchesHandedOver(call, at)) !== null;
  }

  /** Whether a call's last name is one of an operation's. A bare name may also be an import under another name, or a client that is called itself. */
  function mayBeOperation({ callee, scope }: CallExpr, facts: FileFacts): boolean {
    switch (callee.kind) {
      case 'member':
        return verbs.has(callee.property) || (verbs.has('') && callee.object.kind === 'self');
      case 'call':
      case 'index':
        return verbs.has('');
      case 'name': {
        if (verbs.has(callee.name)) return true;
        const index = indexOf(facts);
        for (let at = scope; at >= 0; at = facts.scopes[at]!.parent) {
          const bindings = index.bindings(at, callee.name);
          if (bindings.length > 0) return bindings.some(({ kind }) => kind === 'import' || (verbs.has('') && kind !== 'function' && kind !== 'class'));
        }
        return false;
      }
      default:
        return false;
    }
  }
}

/** An argument of a construction, where that is looked at by itself: its place among the settings is its place. */
function inItsPlace(spec: ParameterSpec): ParameterSpec {
  return spec.settingsPosition === undefined || spec.position !== undefined ? spec : { ...spec, position: spec.settingsPosition };
}

const words = new WeakMap<SdkSpec, ReadonlySet<string>>();

/** All names in a data file. */
function wordsOf(sdk: SdkSpec): ReadonlySet<string> {
  let known = words.get(sdk);
  if (known === undefined) {
    const { clients, operations, models, carriers, messages, configures, collects, modelBases, standIns, transparent, fluent, errors } = sdk;
    const paths = [clients.map((client) => client.names), [operations, models, carriers, messages].flatMap((specs) => (specs ?? []).map(({ paths }) => paths)), [configures?.paths, configures?.methods, collects?.flatMap(({ methods }) => methods), modelBases, standIns, transparent, fluent, errors.transient, errors.permanent, errors.base]].flat();
    words.set(sdk, (known = new Set(paths.flatMap((list) => list ?? []).flatMap((path) => path.split(/[.()]+/)))));
  }
  return known;
}

/** Whether what follows an operation that is handed over is its request: the function is known to call it so, or a parameter of the operation is among it, or arguments are passed on. */
function isGivenRequest(call: CallExpr, written: CallExpr, { target }: Match, at: SiteContext): boolean {
  // All that is left to do with an operation that was filled in is to call it.
  if (call.callee.kind === 'call') return true;
  const runs = at.resolver.runs(at.path, written);
  if (runs !== null) return runs === written.args.length - call.args.length - 1;
  const names = new Set(Object.values(target.operation.parameters).flatMap((parameter) => (parameter === undefined ? [] : namesFor(parameter.names, at.ecosystem))));
  return call.args.some((argument) => argument.kind === 'named-spread' || (argument.kind === 'named' && names.has(argument.name)));
}

/** What one file's calls are described with. */
interface SiteContext extends ModelContext {
  readonly messageOf: MessageSpecOf;
  /** Whether a value is a model object that asks nobody. */
  readonly standsIn: (value: Value, sdk: SdkSpec) => boolean;
  readonly reader: Reader;
  /** Notes that a call is a copy, with arguments left out. */
  readonly copied: (call: CallExpr) => CallExpr;
}

/** A message of an SDK in the list that a call is given. */
function messageGiven({ args: [first] }: CallExpr, at: SiteContext): ExternalValue | null {
  if (first?.kind !== 'positional' || (first.value.kind !== 'list' && first.value.kind !== 'name')) return null;
  const given = at.resolver.resolve(at.path, first.value, at.activation);
  const items = optionsOf(given).flatMap((option) => (option.kind === 'list' ? option.items.flatMap(optionsOf) : []));
  return items.find((item): item is ExternalValue => item.kind === 'external' && (at.messageOf(item)?.role ?? null) !== null) ?? null;
}

/** A prompt template that stands before the model in a pipeline. */
interface Template {
  readonly value: ExternalValue;
  readonly filledBy: 'the call' | 'what stands before it';
}

/** A value among those that a call goes through, where it is a prompt template. */
function templateOf(value: ExternalValue, filledBy: Template['filledBy'], messageOf: MessageSpecOf): Template | null {
  return messageOf(value) === undefined ? null : { value, filledBy };
}

/** The calls on a path; number `construction` of them, counted from 0, builds the client. */
function callsOf(steps: readonly ExternalStep[], construction: number): readonly ClientCall[] {
  const calls: ClientCall[] = [];
  let number = 0;
  steps.forEach((step, i) => {
    if (step.kind !== 'call') return;
    const before = steps[i - 1];
    const role = number++ === construction ? 'construction' : 'step';
    if (step.call !== null) calls.push({ call: step.call, path: step.path, activation: step.activation, role, name: before?.kind === 'member' ? before.name : null });
  });
  return calls;
}

/** A callee that is an operation of an SDK: the calls on the way to it, in order, overrides last. */
/** What a call may be one of. */
interface Matches {
  readonly found: readonly Match[];
  /** A prompt template on the way. */
  readonly template: Template | null;
  /** What a caller may give instead of the object that is called, for a person; null where nobody may. */
  readonly instead: string | null;
}

interface Match {
  readonly target: Target;
  readonly path: string;
  readonly calls: readonly ClientCall[];
  /** A step is only known by its type: what it was built with is not in sight. */
  readonly openSteps: boolean;
  /** Calls that filled in arguments of this one beforehand. */
  readonly filled?: readonly CallStep[];
  /** Over HTTP, where the request, the client and the model are not read by the SDK's own forms. */
  readonly sent?: Sent;
}

function matchOf(sent: Sent): Match {
  const { sdk, operation, client, path, calls } = sent;
  return { target: { sdk, operation, client: client.spec, construction: -1 }, path, calls, openSteps: false, sent };
}

function fits(target: Target, form: CallExpr['form'], construction: CallStep | undefined, at: RequestContext): boolean {
  if ((target.operation.form === 'new') !== (form === 'new')) return false;
  const { when } = target.client;
  if (when === undefined) return true;
  if (construction?.call == null) return false;
  const inFile = whereCalled(at, construction);
  const use = parameterOf(requestOf(construction.call, inFile, 'arguments').fields, when.parameter, inFile);
  return use.state !== 'absent' && use.value !== null && optionsOf(use.value).some((option) => knownText(option) === when.equals);
}

/** Whether an object is of a class of the workspace that is derived from an SDK's class for models of one's own: what it asks, it asks by calls of its own. */
function isOwnModel({ sdk, client, construction }: Target, made: readonly CallStep[]): boolean {
  return made[construction]?.of === 'subclass' && client.names.some((name) => sdk.modelBases?.includes(name) === true);
}

/** An SDK's clients and operations by name. Their combinations are too many to list: a path is split where it is looked up. */
interface SdkTable {
  readonly clients: ReadonlyMap<string, readonly ClientSpec[]>;
  readonly operations: ReadonlyMap<string, readonly OperationSpec[]>;
}

function tableOf(sdk: SdkSpec): SdkTable {
  const clients = new Map<string, ClientSpec[]>();
  const operations = new Map<string, OperationSpec[]>();
  for (const client of sdk.clients) for (const name of client.names) clients.set(name, [...(clients.get(name) ?? []), client]);
  for (const operation of sdk.operations) for (const path of operation.paths) operations.set(path, [...(operations.get(path) ?? []), operation]);
  return { clients, operations };
}

/** What a path of a package may be: every client whose construction it begins with, with the operation below. */
function* targetsOf(sdk: SdkSpec, { clients, operations }: SdkTable, name: string, path: string, ecosystem: Ecosystem): Iterable<Target> {
  function* below(clientName: string, operationPath: string): Iterable<Target> {
    for (const client of clients.get(clientName) ?? []) {
      if (client.packages !== undefined && !client.packages.includes(name)) continue;
      for (const operation of operations.get(operationPath) ?? []) {
        if (operation.ecosystems?.includes(ecosystem) === false || operation.clients?.includes(clientName) === false) continue;
        yield { sdk, operation, client, construction: clientName === '' ? -1 : clientName.split('()').length - 1 };
      }
    }
  }
  for (let call = path.indexOf('()'); call >= 0; call = path.indexOf('()', call + 2)) {
    const rest = path.slice(call + 2);
    // `()` alone stands for the client being called itself: `LM()()`.
    if (rest === '' || rest.startsWith('.')) yield* below(path.slice(0, call), rest.slice(1));
  }
  yield* below('', path);
  // A module that is a client itself is also its own default export.
  if (ecosystem === 'javascript' && path.startsWith('default.')) yield* below('', path.slice('default.'.length));
}

/** Null where a stand-in answers. `found` is what the callee may be; a client whose construction is in sight says more than one that is known by its type. */
function describe({ found, template, instead }: Matches, call: CallExpr, facts: FileFacts, at: SiteContext): CallSite | null {
  const built = found.filter((match) => match.calls.some(({ role }) => role === 'construction'));
  const matches = built.length > 0 ? built : found;
  const first = matches[0]!;
  const { sdk } = first.target;
  // Where the settings are those of the object that is called, another one may have others. A module has none of its own: what is set on it is what was built.
  const request = first.sent?.request ?? withFilled(wholeRequest(first.target.operation.settings === undefined ? matches : [...matches, ...found.filter((match) => !matches.includes(match) && match.target.construction >= 0)], call, at), first.filled ?? [], at);
  const collected = sdk.collects === undefined || first.target.operation.needs === undefined ? null : collectedField(call, facts, sdk.collects, at);
  const configured = [...(collected === null ? [] : [collected]), ...configuredFields(call, facts, sdk, first.target.operation, at, at.reader)].filter((field) => !request.fields.entries.some((entry) => entry.key === field.key));
  const { promptFile } = first.target.operation;
  const whole = configured.length === 0 ? request.fields : { ...request.fields, entries: [...configured, ...request.fields.entries] };
  const written = promptFile === undefined ? whole : withPromptFile(whole, promptFile, first.calls, at, at.reader);
  const named = parameterOf(written, first.target.operation.parameters.model, at);
  const changer = named.state === 'absent' || named.value === null ? null : changedBy(named.value, at);
  const fields = changer === null ? written : { ...written, open: written.open ?? changer };
  const parameters = {} as Record<ParameterName, ParameterUse>;
  for (const name of PARAMETER_NAMES) parameters[name] = parameterOf(fields, first.target.operation.parameters[name], at);
  if (parameters.maxOutput.state === 'absent' && matches.some(({ target }) => target.operation.cap.absent !== first.target.operation.cap.absent)) parameters.maxOutput = { state: 'unknown', why: 'some of the objects that may be asked have a cap of their own', name: null, value: null, site: null };
  if (changer !== null) parameters.extraBody = { state: 'unknown', why: changer, name: null, value: null, site: null };
  if (first.sent?.model != null) parameters.model = first.sent.model;
  const namedModel = parameters.model.state === 'absent' ? null : parameters.model.value;
  const { needs } = first.target.operation;
  if (namedModel === null ? needs === 'model' || (needs === 'possible-model' && parameters.model.state === 'absent') : at.standsIn(innermostModel(namedModel, at), sdk)) return null;
  if (sdk.messages !== undefined) {
    const filled = template === null ? null : templateUse(template.value, at.messageOf, at, template.filledBy === 'the call' ? request.fields : null);
    parameters.messages = filled ?? readMessages(parameters.messages, at.messageOf, at);
    parameters.system = readMessages(parameters.system, at.messageOf, at);
    parameters.prompt = readMessages(parameters.prompt, at.messageOf, at);
  }
  const { handoffs } = first.target.operation;
  if (handoffs !== undefined) parameters.tools = withHandoffs(parameters.tools, parameterOf(fields, handoffs, at), handoffs, at);
  const throughModel = parameters.model.state === 'absent' || parameters.model.value === null ? [] : connectionsOf(parameters.model.value, first.target.client, at);
  const connections = throughModel.length > 0 ? throughModel : matches.map((match) => match.sent?.client ?? connectionOf(match.target.client, match.calls, at, at.endpoints));
  const client = requestUse(connections.reduce(commonUse), call, first.target.operation, parameters, at);
  const told = modelOf(byItsName(parameters.model, client, at), providerOf(client, sdk.provider), at);
  // An object that a caller may give instead of this one has a model of its own.
  const model = instead !== null && told.state === 'known' && first.target.operation.settings !== undefined ? byDefault(told, instead) : told;
  const operation = forProvider(first.target.operation, model, client);
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
  return requests === null ? site : { ...site, requests };
}

function byDefault(model: CallSite['model'], why: string): CallSite['model'] {
  return { state: 'partial', candidates: model.candidates.map((candidate) => ({ ...candidate, certainty: candidate.certainty === 'certain' ? 'default' : candidate.certainty })), why };
}

/** More requests of a batch than this say no more about it. */
const MAX_REQUESTS = 200;

/** The requests that a batch is made of, where the call holds them. */
function batched(site: CallSite, fields: RecordValue, at: SiteContext): NonNullable<CallSite['requests']> | null {
  const { requests } = site.operation;
  const operation = requests === undefined ? undefined : site.sdk.operations.find(({ paths, ecosystems }) => paths.includes(requests.of) && ecosystems?.includes(at.ecosystem) !== false);
  const use = parameterOf(fields, requests === undefined ? undefined : { names: requests.list }, at);
  const list = use.state === 'absent' ? null : use.value;
  if (operation === undefined || list?.kind !== 'list' || list.items.length > MAX_REQUESTS) return null;
  const each = list.items.map((item): CallSite | null => {
    const whole = recordIn(item, at);
    const inside = whole === null || requests!.field === undefined ? whole : fieldOf(whole, requests!.field)?.value;
    const request = inside === undefined || inside === null ? null : recordIn(inside, at);
    if (request === null) return null;
    const parameters = Object.fromEntries(PARAMETER_NAMES.map((name) => [name, parameterOf(request, operation.parameters[name], at)])) as Record<ParameterName, ParameterUse>;
    if (site.sdk.messages !== undefined) for (const name of ['messages', 'system', 'prompt'] as const) parameters[name] = readMessages(parameters[name], at.messageOf, at);
    const model = parameters.model.state === 'absent' ? site.model : modelOf(parameters.model, providerOf(site.client, site.sdk.provider), at);
    return { ...site, operation: forProvider(operation, model, site.client), parameters, requestOpen: request.open, model };
  });
  return each.every((request) => request !== null) ? { each, open: list.open } : null;
}

function functionsOf(regions: readonly Region[], facts: FileFacts): CallSite['functions'] {
  return regions.flatMap((region) => (region.kind === 'function' ? [facts.functions[region.function]!] : []));
}

/** A call that may ask in more ways than this (any of a dozen providers) says nothing of what it costs. */
const MAX_WAYS = 3;

/** What a caller may decide of a request. */
const REQUEST = ['system', 'messages', 'prompt', 'tools', 'maxOutput', 'reasoning'] as const satisfies readonly ParameterName[];

/** Whether more of a request is known for one caller than for all. */
function saysMore(inner: CallSite, always: CallSite): boolean {
  if (inner.model.candidates.length > 0 && !isSameRequest(inner, always)) return true;
  return REQUEST.some((parameter) => isSettled(inner.parameters[parameter], always.parameters[parameter]) || knownSize(inner.parameters[parameter]) > knownSize(always.parameters[parameter]) || isNewNumber(inner.parameters[parameter], always.parameters[parameter]));
}

/** Whether all of a text is known for one caller, where for all of them more is and yet a part only: a name that the function reads was bound to more since. */
function isSettled(use: ParameterUse, always: ParameterUse): boolean {
  const size = use.state === 'known' && always.state === 'partial' ? knownSize(use) : 0;
  return size > 0 && size < knownSize(always);
}

/** Whether a number is known for one caller that is none of those known for all. */
function isNewNumber(use: ParameterUse, always: ParameterUse): boolean {
  if (use.state !== 'known' || use.value.kind !== 'number') return false;
  const { value } = use.value;
  return always.state === 'absent' || always.value === null || !optionsOf(always.value).some((option) => option.kind === 'number' && option.value === value);
}

/** How much of a parameter is known: characters of text, and one for each number and flag. */
function knownSize(use: ParameterUse): number {
  return use.state === 'absent' || use.value === null ? 0 : sizeOf(use.value, 0);
}

function sizeOf(value: Value, depth: number): number {
  if (depth > 8) return 0;
  const sum = (values: readonly Value[]): number => values.reduce((total, inner) => total + sizeOf(inner, depth + 1), 0);
  switch (value.kind) {
    case 'text':
      return value.parts.reduce((total, part) => total + (typeof part === 'string' ? part.length : sizeOf(part.value, depth + 1)), 0);
    case 'number':
    case 'boolean':
      return 1;
    case 'list':
      return sum(value.items);
    case 'record':
      // The form of a message is the same for all.
      return sum(value.entries.flatMap((entry) => (entry.key === 'role' || entry.key === 'type' ? [] : [entry.value])));
    case 'either':
      return sum(value.options);
    default:
      return 0;
  }
}

/** Whether two ways to ask differ in nothing that a person would tell apart: the API and the models. */
function isSameRequest(a: CallSite, b: CallSite): boolean {
  const models = ({ model }: CallSite): string => `${model.state} ${model.candidates.map(({ id }) => id).join(' ')}`;
  return a.operation.api === b.operation.api && models(a) === models(b);
}

/** The models that the client's construction lists under the name which a request gives. */
function byItsName(use: ParameterUse, { spec, construction }: CallSite['client'], at: RequestContext): ParameterUse {
  if (spec.modelNames === undefined || construction === null || use.state !== 'known') return use;
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

/** The call's own request, and before it what the calls on the way carry, where the operation says so. Of several ways, what each carries. */
function wholeRequest(matches: readonly Match[], call: CallExpr, at: RequestContext): Request {
  const { operation } = matches[0]!.target;
  const shape = operation.request?.[at.ecosystem] ?? (at.ecosystem === 'python' ? 'arguments' : 0);
  const own = requestOf(call, at, shape);
  if (operation.settings === undefined) return own;
  const settings = matches[0]!.calls.find(({ role }) => role === (operation.settings === 'path' ? 'construction' : 'step'));
  const site: RequestSite | null = settings === undefined ? null : requestOf(settings.call, whereCalled(at, settings), at.ecosystem === 'python' ? 'arguments' : 0).site;
  return { fields: joinRecords(matches.map((match) => carriedFields(match, own.fields, at))), site };
}

/** `partial(client.messages.create, model="…")`: what it names holds unless the call names it too. Positions are not followed through it. */
function withFilled(request: Request, filled: readonly CallStep[], at: RequestContext): Request {
  const earlier = filled.flatMap((step) => (step.call === null ? [] : [requestOf(step.call, whereCalled(at, step), 'arguments').fields]));
  const entries = earlier.flatMap((fields) => fields.entries.filter((entry) => !entry.key.startsWith('#')));
  const open = request.fields.open ?? earlier.find((fields) => fields.open !== null)?.open ?? null;
  return { ...request, fields: { ...request.fields, entries: [...entries, ...request.fields.entries], open } };
}

function carriedFields(match: Match, own: RecordValue, at: RequestContext): RecordValue {
  const wanted = match.calls.filter(({ role }) => match.target.operation.settings === 'path' || role !== 'construction');
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

