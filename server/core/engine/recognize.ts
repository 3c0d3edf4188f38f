/** Which calls of a file are calls of an SDK, and what their parameters are worth. A call counts when its callee resolves to something of the SDK's package. */
import type { CallSite, ClientUse, ModelCandidate, ModelUse, ParameterUse, RequestSite } from '../model/callsite.ts';
import type { CallExpr, Expr, FileFacts } from '../model/facts.ts';
import type { ModelIndex } from '../model/price.ts';
import { namesFor, type ClientSpec, type Ecosystem, type OperationSpec, type ParameterName, type ParameterSpec, type Platform, type SdkSpec } from '../model/sdk.ts';
import { fieldOf, optionsOf, stateOf, type ExternalStep, type ExternalValue, type RecordField, type RecordValue, type Value } from '../model/value.ts';
import { regionsAround } from './lookup.ts';
import type { Reader } from './reader.ts';
import type { Resolver } from './resolve.ts';
import { either, originOf } from './values.ts';

/** The SDKs of a catalog, prepared for matching. */
export interface Recognizer {
  /** The SDK package that a module name belongs to, or null. */
  packageOf(ecosystem: Ecosystem, module: string): string | null;
  recognize(path: string, facts: FileFacts, ecosystem: Ecosystem, reader: Reader, resolver: Resolver): readonly CallSite[];
}

interface Target {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly client: ClientSpec;
}

const PARAMETER_NAMES: readonly ParameterName[] = [
  'model', 'system', 'messages', 'prompt', 'tools', 'toolChoice', 'maxOutput', 'stop', 'temperature', 'completions', 'stream', 'reasoning', 'outputFormat', 'cache',
  'cacheKey', 'serviceTier', 'previousResponse', 'retries', 'timeout', 'extraBody',
];

export function createRecognizer(sdks: readonly SdkSpec[], models: ModelIndex): Recognizer {
  /** Package and path → what is called. `Anthropic().messages.create` of `anthropic`. */
  const targets = new Map<string, Target>();
  /** Last names of operations: a call of another name is not looked at, which spares resolving most callees. */
  const verbs = new Set<string>();
  const packages: Readonly<Record<Ecosystem, Map<string, SdkSpec>>> = { python: new Map(), javascript: new Map() };
  for (const sdk of sdks) {
    for (const ecosystem of ['python', 'javascript'] as const) {
      for (const name of sdk.packages[ecosystem]) {
        packages[ecosystem].set(name, sdk);
        for (const [key, target] of targetsOf(sdk, name, ecosystem)) if (!targets.has(key)) targets.set(key, target);
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

  function match(value: ExternalValue, ecosystem: Ecosystem): Match | null {
    const sdk = packages[ecosystem].get(value.package);
    if (sdk === undefined) return null;
    const { steps, fluent } = plainSteps(value.steps, sdk);
    // A module that is built itself, `new (require('sdk'))()`, is its default export: CommonJS packages make both the same.
    let path = steps[0]?.kind === 'call' ? 'default' : '';
    for (const step of steps) path += step.kind === 'call' ? '()' : path === '' ? step.name : `.${step.name}`;
    const target = targets.get(`${value.package}:${path}`);
    if (target === undefined) return null;
    const construction = steps.find((step): step is CallStep => step.kind === 'call' && step.call !== null);
    // A default export is called by its class's name, which is the first of its names (`default` stands alone only for a client of another package).
    const shown = path.replace(/^default\(\)/, `${target.client.names.find((name) => name !== 'default') ?? target.sdk.clients.find((client) => client.platform === target.client.platform)!.names[0]!}()`);
    return { target, path: shown, options: construction === undefined ? fluent : [{ call: construction.call!, path: construction.path, role: 'construction' }, ...fluent] };
  }

  return {
    packageOf,
    recognize(path, facts, ecosystem, reader, resolver) {
      const sites: CallSite[] = [];
      for (const call of facts.calls) {
        const verb = call.callee.kind === 'member' ? call.callee.property : call.callee.kind === 'name' ? call.callee.name : null;
        if (verb === null || (call.callee.kind === 'member' && !verbs.has(verb)) || call.form === 'new') continue;
        // A bare name may be a renamed method (`const create = client.messages.create`); imported names and locals are worth a look only when they carry a verb.
        if (call.callee.kind === 'name' && !verbs.has(verb)) continue;
        const found = optionsOf(resolver.resolve(path, call.callee)).flatMap((option) => (option.kind === 'external' ? (match(option, ecosystem) ?? []) : []));
        if (found.length > 0) sites.push(describe(found, call, { path, facts, ecosystem, reader, resolver, models }));
      }
      return sites;
    },
  };
}

/** A callee that is an operation of an SDK: what it was built with, and the overrides after that. */
interface Match {
  readonly target: Target;
  readonly path: string;
  readonly options: readonly ClientCall[];
}

type CallStep = Extract<ExternalStep, { readonly kind: 'call' }>;

interface ClientCall {
  readonly call: CallExpr;
  readonly path: string;
  readonly role: 'construction' | 'override';
}

function* targetsOf(sdk: SdkSpec, name: string, ecosystem: Ecosystem): Iterable<readonly [string, Target]> {
  for (const client of sdk.clients) {
    if (client.packages !== undefined && !client.packages.includes(name)) continue;
    for (const operation of sdk.operations) {
      if (operation.ecosystems !== undefined && !operation.ecosystems.includes(ecosystem)) continue;
      for (const clientName of client.names) {
        for (const path of operation.paths) yield [`${name}:${clientName === '' ? path : `${clientName}().${path}`}`, { sdk, operation, client }];
      }
    }
  }
}

/** Leaves out what does not change the request: `with_raw_response`, and `with_options(…)`, whose calls are kept aside. */
function plainSteps(steps: readonly ExternalStep[], sdk: SdkSpec): { readonly steps: readonly ExternalStep[]; readonly fluent: readonly ClientCall[] } {
  const plain: ExternalStep[] = [];
  const fluent: ClientCall[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    const next = steps[i + 1];
    if (step.kind === 'member' && sdk.transparent.includes(step.name)) continue;
    if (step.kind === 'member' && next?.kind === 'call' && sdk.fluent.includes(step.name)) {
      if (next.call !== null) fluent.push({ call: next.call, path: next.path, role: 'override' });
      i++;
      continue;
    }
    plain.push(step);
  }
  return { steps: plain, fluent };
}

interface Surroundings {
  readonly path: string;
  readonly facts: FileFacts;
  readonly ecosystem: Ecosystem;
  readonly reader: Reader;
  readonly resolver: Resolver;
  readonly models: ModelIndex;
}

/** `found` is what the callee may be; a client whose construction is in sight says more than one that is known by its type. */
function describe(found: readonly Match[], call: CallExpr, at: Surroundings): CallSite {
  const built = found.filter((match) => match.options.some(({ role }) => role === 'construction'));
  const matches = built.length > 0 ? built : found;
  const { target, path: callee } = matches[0]!;
  const { sdk, operation } = target;
  const request = requestOf(call, at, at.ecosystem === 'python' ? null : 0);
  const open = request.fields.open;
  const parameters = {} as Record<ParameterName, ParameterUse>;
  for (const name of PARAMETER_NAMES) parameters[name] = parameterOf(request.fields, operation.parameters[name], at);
  const clientUse = matches.map((match) => clientOf(match.target.client, match.options, call, operation, parameters, at)).reduce(commonUse);
  const facts = at.facts;
  const regions = regionsAround(facts, call.region);
  return {
    path: at.path,
    start: call.start,
    end: call.end,
    call,
    facts,
    language: facts.language,
    ecosystem: at.ecosystem,
    sdk,
    operation,
    client: clientUse,
    callee,
    parameters,
    request: request.site,
    requestOpen: open,
    model: modelOf(parameters.model, sdk, clientUse.platform, at),
    functions: regions.flatMap((region) => (region.kind === 'function' ? [facts.functions[region.function]!] : [])),
    regions,
    streaming: streamingOf(operation, parameters.stream),
  };
}

/** The request as one record: keyword arguments and what is spread into them, or the object passed as argument `argument`. */
function requestOf(call: CallExpr, at: Surroundings, argument: number | null): { readonly fields: RecordValue; readonly site: RequestSite | null } {
  const origin = originOf(at.path, call);
  const resolve = (expr: Expr): Value => at.resolver.resolve(at.path, expr);
  if (argument !== null) {
    const passed = call.args[argument];
    if (passed === undefined) return { fields: { kind: 'record', entries: [], open: call.close < 0 ? 'the call is being typed' : null, origin }, site: null };
    const value = passed.kind === 'positional' ? resolve(passed.value) : null;
    const record = value === null ? null : recordAmong(value);
    if (record === null) return { fields: { kind: 'record', entries: [], open: value?.kind === 'unknown' ? value.why : 'a request that is not known here', origin }, site: null };
    const literal = record.origin.expr;
    return { fields: record, site: literal.kind === 'record' ? { kind: 'record', path: record.origin.path, record: literal } : null };
  }
  const entries: RecordField[] = [];
  let open: string | null = call.close < 0 ? 'the call is being typed' : null;
  for (const arg of call.args) {
    if (arg.kind === 'named') entries.push({ key: arg.name, value: resolve(arg.value), presence: 'always', site: { kind: 'argument', path: at.path, call, argument: arg } });
    else if (arg.kind === 'positional') entries.push({ key: `#${call.args.indexOf(arg)}`, value: resolve(arg.value), presence: 'always', site: { kind: 'argument', path: at.path, call, argument: arg } });
    else {
      const value = resolve(arg.value);
      const record = arg.kind === 'named-spread' ? recordAmong(value) : null;
      if (record === null) open ??= value.kind === 'unknown' ? value.why : 'arguments that are not known here';
      else {
        entries.push(...record.entries);
        open ??= record.open;
      }
    }
  }
  return { fields: { kind: 'record', entries, open, origin }, site: { kind: 'arguments', path: at.path, call } };
}

/** A record, also when it is one of several and the others are null; fields of two records that differ are there sometimes. */
function recordAmong(value: Value): RecordValue | null {
  const options = optionsOf(value).filter((option) => option.kind !== 'null');
  const records = options.filter((option) => option.kind === 'record');
  if (records.length === 0) return null;
  if (records.length === 1) return options.length === 1 ? records[0]! : { ...records[0]!, open: records[0]!.open ?? 'one of several requests' };
  const first = records[0]!;
  const keys = new Set(records.flatMap((record) => record.entries.map((entry) => entry.key)));
  const entries: RecordField[] = [];
  for (const key of keys) {
    const fields = records.map((record) => fieldOf(record, key));
    const present = fields.filter((field) => field !== undefined);
    const everywhere = present.length === records.length && present.every((field) => field.presence === 'always');
    entries.push({ key, value: either(present.map((field) => field.value), first.origin), presence: everywhere ? 'always' : 'sometimes', site: present[0]!.site });
  }
  return { ...first, entries, open: records.find((record) => record.open !== null)?.open ?? (records.length < options.length ? 'one of several requests' : null) };
}

/** One parameter: the first of its names that is written down. Dots descend into objects. */
function parameterOf(fields: RecordValue, spec: ParameterSpec | undefined, at: Surroundings): ParameterUse {
  if (spec === undefined || namesFor(spec.names, at.ecosystem).length === 0) return { state: 'absent' };
  let doubtful: ParameterUse | null = null;
  for (const name of namesFor(spec.names, at.ecosystem)) {
    const use = fieldUse(fields, name.split('.'), name);
    if (use === null) continue;
    if (use.state !== 'absent' && !(use.state === 'unknown' && use.site === null)) return use;
    if (use.state === 'unknown') doubtful ??= use;
  }
  if (spec.position !== undefined) {
    const use = fieldUse(fields, [`#${spec.position}`], namesFor(spec.names, at.ecosystem)[0]!);
    if (use !== null) return use;
  }
  return doubtful ?? (fields.open === null ? { state: 'absent' } : { state: 'unknown', why: fields.open, name: null, value: null, site: null });
}

/** Names of the values that SDKs define for "as if not passed". */
const NOT_GIVEN = /^(NOT_GIVEN|NotGiven\(\)|omit|Omit\(\)|not_given)$/;

function fieldUse(fields: RecordValue, path: readonly string[], name: string): ParameterUse | null {
  const field = fieldOf(fields, path[0]!);
  if (field === undefined) return null;
  if (path.length > 1) {
    if (field.value.kind === 'record') return fieldUse(field.value, path.slice(1), name) ?? (field.value.open === null ? null : { state: 'unknown', why: field.value.open, name: null, value: null, site: null });
    return field.value.kind === 'null' ? null : { state: 'unknown', why: 'an object that is not known here', name, value: null, site: null };
  }
  const { value, site } = field;
  const options = optionsOf(value);
  const given = options.filter((option) => option.kind !== 'null' && !(option.kind === 'external' && option.steps.at(-1)?.kind === 'member' && NOT_GIVEN.test((option.steps.at(-1) as { readonly name: string }).name)));
  if (given.length === 0) return { state: 'unknown', why: 'passed as nothing', name, value, site };
  const state = stateOf(value);
  if (state === 'unknown') return { state, why: whyUnknown(value), name, value, site };
  return { state: field.presence === 'sometimes' || given.length < options.length ? 'partial' : state, name, value, site };
}

/** The reason, for a person, why a value is not known; the first that applies. */
export function whyUnknown(value: Value): string {
  for (const option of optionsOf(value)) if (option.kind === 'unknown') return option.why;
  if (value.kind === 'external') return value.package === '' ? `\`${value.steps.map((step) => (step.kind === 'member' ? step.name : '()')).join('.')}\`` : `a value from \`${value.package}\``;
  return 'a value that is only known when it runs';
}

function clientOf(spec: ClientSpec, calls: readonly ClientCall[], call: CallExpr, operation: OperationSpec, parameters: Readonly<Record<ParameterName, ParameterUse>>, at: Surroundings): ClientUse {
  let construction: ClientUse['construction'] = null;
  // A client known by its type alone may have been built with any options.
  const inSight = calls.some(({ role }) => role === 'construction');
  let retries: ClientUse['retries'] = inSight ? { count: spec.retries.default, from: 'default' } : { count: null, from: 'unknown' };
  let timeout: ClientUse['timeout'] = inSight ? 'absent' : 'unknown';
  let baseUrl: ClientUse['baseUrl'] = null;
  const read = (fields: RecordValue, names: readonly string[]): ParameterUse => parameterOf(fields, { names }, at);
  for (const clientCall of calls) {
    const inFile: Surroundings = { ...at, path: clientCall.path };
    const fields = requestOf(clientCall.call, inFile, at.ecosystem === 'python' ? null : 0).fields;
    if (clientCall.role === 'construction') construction = { path: clientCall.path, call: clientCall.call };
    const count = read(fields, namesFor(spec.retries.names, at.ecosystem));
    if (count.state !== 'absent') retries = retriesOf(count, 'client');
    const limit = read(fields, namesFor(spec.timeout.names, at.ecosystem));
    if (limit.state !== 'absent') timeout = limit.state === 'unknown' && limit.site === null ? 'unknown' : 'set';
    const url = read(fields, namesFor(spec.baseUrl.names, at.ecosystem));
    if (url.state !== 'absent') baseUrl = url.state === 'known' && url.value.kind === 'text' ? (url.value.parts[0] as string) : 'unknown';
  }
  const options = operation.requestOptions;
  if (options !== undefined && at.ecosystem === 'javascript' && call.args.length > options.argument) {
    const fields = requestOf(call, at, options.argument).fields;
    const count = read(fields, [options.retries]);
    if (count.state !== 'absent') retries = retriesOf(count, 'request');
    const limit = read(fields, [options.timeout]);
    if (limit.state !== 'absent') timeout = 'set';
  }
  if (parameters.timeout.state !== 'absent' && !(parameters.timeout.state === 'unknown' && parameters.timeout.site === null)) timeout = 'set';
  return { spec, platform: platformOf(spec, baseUrl), construction, retries, timeout, baseUrl };
}

/** What holds for both of two clients that a call may go through. */
function commonUse(a: ClientUse, b: ClientUse): ClientUse {
  return {
    ...a,
    platform: a.platform === b.platform ? a.platform : 'custom',
    retries: a.retries.count === b.retries.count ? a.retries : { count: null, from: 'unknown' },
    timeout: a.timeout === b.timeout ? a.timeout : 'unknown',
    baseUrl: a.baseUrl === b.baseUrl ? a.baseUrl : 'unknown',
  };
}

function retriesOf(use: ParameterUse, from: 'client' | 'request'): ClientUse['retries'] {
  return use.state === 'known' && use.value.kind === 'number' ? { count: use.value.value, from } : { count: null, from };
}

/** An endpoint of somebody else's is not priced as the provider's own. */
function platformOf(spec: ClientSpec, baseUrl: ClientUse['baseUrl']): Platform {
  if (baseUrl === null || spec.platform !== 'api') return spec.platform;
  if (baseUrl === 'unknown') return 'custom';
  if (/^https:\/\/(api\.openai\.com|api\.anthropic\.com)(\/|$)/.test(baseUrl)) return 'api';
  if (/\.openai\.azure\.com(\/|$)/.test(baseUrl)) return 'azure';
  return 'custom';
}

function modelOf(use: ParameterUse, sdk: SdkSpec, platform: Platform, at: Surroundings): ModelUse {
  if (use.state === 'absent') return { state: 'absent', candidates: [], why: 'no model is named' };
  if (use.value === null) return { state: 'unknown', candidates: [], why: use.state === 'unknown' ? use.why : null };
  const candidates: ModelCandidate[] = [];
  let why: string | null = null;
  /** Whether every possibility that is not known is the environment's or the caller's choice. */
  let chosenOutside = true;
  const options = optionsOf(use.value);
  for (const option of options) {
    if (option.kind === 'text' && option.parts.length === 1 && typeof option.parts[0] === 'string') {
      const id = option.parts[0];
      // An endpoint of somebody else's may serve any provider's models: there the name alone has to tell.
      const provider = platform === 'bedrock' || platform === 'vertex' || platform === 'azure' ? platform : platform === 'custom' ? undefined : (sdk.provider ?? undefined);
      const lookup = at.models.lookup(id, provider);
      candidates.push({ id, lookup, at: { path: option.origin.path, start: option.origin.expr.start, end: option.origin.expr.end }, certainty: 'certain' });
    } else if (option.kind === 'null') {
      continue;
    } else {
      why ??= whyUnknown(option);
      chosenOutside &&= option.kind === 'unknown' && (option.cause === 'environment' || option.cause === 'parameter');
    }
  }
  if (candidates.length === 0) return { state: 'unknown', candidates, why: why ?? whyUnknown(use.value) };
  if (candidates.length === 1 && why === null && use.state === 'known') return { state: 'known', candidates, why: null };
  const certainty = why !== null && chosenOutside ? 'default' : 'possible';
  return { state: 'partial', candidates: candidates.map((candidate) => ({ ...candidate, certainty })), why: why ?? 'one of several' };
}

function streamingOf(operation: OperationSpec, stream: ParameterUse): CallSite['streaming'] {
  if (operation.streaming === 'always') return 'yes';
  if (operation.streaming === 'never' || stream.state === 'absent') return 'no';
  if (stream.state === 'known' && stream.value.kind === 'boolean') return stream.value.value ? 'yes' : 'no';
  return 'unknown';
}

