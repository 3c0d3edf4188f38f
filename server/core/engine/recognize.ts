/** Which calls of a file are calls of an SDK. A call counts when its callee resolves to something of the SDK's package. */
import type { CallSite, ParameterUse, RequestSite } from '../model/callsite.ts';
import type { CallExpr, FileFacts } from '../model/facts.ts';
import type { ModelIndex } from '../model/price.ts';
import type { ClientSpec, Ecosystem, Endpoint, ModelFactorySpec, OperationSpec, ParameterName, SdkSpec } from '../model/sdk.ts';
import { knownText, optionsOf, type ExternalStep, type ExternalValue, type RecordValue } from '../model/value.ts';
import { clientOf, commonUse, type ClientCall } from './client-use.ts';
import { regionsAround } from './lookup.ts';
import { modelOf, type ModelContext } from './model-use.ts';
import { parameterOf, requestOf, type Request, type RequestContext } from './request.ts';
import type { Resolver } from './resolve.ts';

/** The SDKs of a catalog, prepared for matching. */
export interface Recognizer {
  /** The SDK package that a module name belongs to, or null. */
  packageOf(ecosystem: Ecosystem, module: string): string | null;
  recognize(path: string, facts: FileFacts, ecosystem: Ecosystem, resolver: Resolver): readonly CallSite[];
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

export function createRecognizer(sdks: readonly SdkSpec[], models: ModelIndex, endpoints: readonly Endpoint[]): Recognizer {
  /** Package and path → what is called. `Anthropic().messages.create` of `anthropic`. Several where the construction's arguments decide. */
  const targets = new Map<string, Target[]>();
  const factories = new Map<string, ModelFactorySpec>();
  /** Last names of operations: a call of another name is not looked at, which spares resolving most callees. */
  const verbs = new Set<string>();
  const packages: Readonly<Record<Ecosystem, Map<string, readonly SdkSpec[]>>> = { python: new Map(), javascript: new Map() };
  for (const sdk of sdks) {
    for (const ecosystem of ['python', 'javascript'] as const) {
      for (const name of sdk.packages[ecosystem]) {
        packages[ecosystem].set(name, [...(packages[ecosystem].get(name) ?? []), sdk]);
        for (const [key, target] of targetsOf(sdk, name, ecosystem)) {
          const known = targets.get(key) ?? [];
          if (known.every((other) => other.client.when !== undefined && other.sdk !== target.sdk)) targets.set(key, [...known, target]);
          else if (target.client.when !== undefined) targets.set(key, [...known, target]);
        }
        for (const factory of sdk.models ?? []) {
          if (factory.packages === undefined || factory.packages.includes(name)) for (const path of factory.paths) factories.set(`${name}:${path}`, factory);
        }
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
      // A module that is built itself, `new (require('sdk'))()`, is its default export: CommonJS packages make both the same.
      let path = steps[0]?.kind === 'call' ? 'default' : '';
      for (const step of steps) path += step.kind === 'call' ? '()' : path === '' ? step.name : `.${step.name}`;
      const made = steps.filter((step): step is CallStep => step.kind === 'call' && step.call !== null);
      const target = targets.get(`${value.package}:${path}`)?.find((candidate) => candidate.sdk === sdk && fits(candidate, form, made[0], at));
      if (target === undefined) continue;
      // A default export is called by its class's name, which is the first of its names (`default` stands alone only for a client of another package).
      const shown = path.replace(/^default\(\)/, `${target.client.names.find((name) => name !== 'default') ?? sdk.clients.find((client) => client.platform === target.client.platform)!.names[0]!}()`);
      const calls = made.map((step, i): ClientCall => ({ call: step.call!, path: step.path, role: i === 0 ? 'construction' : 'step' }));
      return { target, path: shown, calls: [...calls, ...fluent], openSteps: steps.some((step) => step.kind === 'call' && step.call === null) };
    }
    return null;
  }

  return {
    packageOf,
    recognize(path, facts, ecosystem, resolver) {
      const sites: CallSite[] = [];
      const at: ModelContext = { path, ecosystem, resolver, models, factories };
      for (const call of facts.calls) {
        const verb = call.callee.kind === 'member' ? call.callee.property : call.callee.kind === 'name' ? call.callee.name : call.callee.kind === 'call' ? '' : null;
        if (verb === null || !mayBeOperation(verb, call)) continue;
        const found = optionsOf(resolver.resolve(path, call.callee)).flatMap((option) => (option.kind === 'external' ? (match(option, call.form, at) ?? []) : []));
        if (found.length > 0) sites.push(describe(found, call, facts, at, endpoints));
      }
      return sites;
    },
  };

  /** Whether a call's last name is one of an operation's. A bare name may also be an import under another name, so imported names are all looked at. */
  function mayBeOperation(verb: string, call: CallExpr): boolean {
    return verbs.has(verb) || (call.callee.kind === 'call' && verbs.has(''));
  }
}

/** A callee that is an operation of an SDK: the calls on the way to it, in order, overrides last. */
interface Match {
  readonly target: Target;
  readonly path: string;
  readonly calls: readonly ClientCall[];
  /** A step is only known by its type: what it was built with is not in sight. */
  readonly openSteps: boolean;
}

type CallStep = Extract<ExternalStep, { readonly kind: 'call' }>;

function fits(target: Target, form: CallExpr['form'], construction: CallStep | undefined, at: RequestContext): boolean {
  if ((target.operation.form === 'new') !== (form === 'new')) return false;
  const { when } = target.client;
  if (when === undefined) return true;
  if (construction?.call == null) return false;
  const inFile: RequestContext = { ...at, path: construction.path };
  const use = parameterOf(requestOf(construction.call, inFile, 'arguments').fields, when.parameter, inFile);
  return use.state === 'known' && knownText(use.value) === when.equals;
}

function* targetsOf(sdk: SdkSpec, name: string, ecosystem: Ecosystem): Iterable<readonly [string, Target]> {
  for (const client of sdk.clients) {
    if (client.packages !== undefined && !client.packages.includes(name)) continue;
    for (const operation of sdk.operations) {
      if (operation.ecosystems !== undefined && !operation.ecosystems.includes(ecosystem)) continue;
      for (const clientName of client.names) {
        for (const path of operation.paths) yield [`${name}:${pathBelow(clientName, path)}`, { sdk, operation, client }];
      }
    }
  }
}

/** `()` stands for the client being called itself: `LM()()`. */
function pathBelow(client: string, path: string): string {
  return client === '' ? path : path === '' ? `${client}()` : `${client}().${path}`;
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

/** `found` is what the callee may be; a client whose construction is in sight says more than one that is known by its type. */
function describe(found: readonly Match[], call: CallExpr, facts: FileFacts, at: ModelContext, endpoints: readonly Endpoint[]): CallSite {
  const built = found.filter((match) => match.calls.some(({ role }) => role === 'construction'));
  const matches = built.length > 0 ? built : found;
  const first = matches[0]!;
  const { sdk, operation } = first.target;
  const request = wholeRequest(first, call, at);
  const parameters = {} as Record<ParameterName, ParameterUse>;
  for (const name of PARAMETER_NAMES) parameters[name] = parameterOf(request.fields, operation.parameters[name], at);
  const client = matches.map((match) => clientOf(match.target.client, match.calls, call, operation, parameters, at, endpoints)).reduce(commonUse);
  // An endpoint of somebody else's may serve any provider's models: there the name alone has to tell.
  const { platform } = client;
  const provider = platform === 'bedrock' || platform === 'vertex' || platform === 'azure' ? platform : (client.provider ?? (platform === 'custom' || client.baseUrl !== null ? undefined : (sdk.provider ?? undefined)));
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
    client,
    callee: first.path,
    parameters,
    request: request.site,
    requestOpen: request.fields.open,
    model: modelOf(parameters.model, provider, at),
    functions: regions.flatMap((region) => (region.kind === 'function' ? [facts.functions[region.function]!] : [])),
    regions,
    streaming: streamingOf(operation, parameters.stream),
  };
}

/** The call's own request, and before it what the calls on the way carry, where the operation says so. */
function wholeRequest(match: Match, call: CallExpr, at: RequestContext): Request {
  const { operation } = match.target;
  const shape = operation.request?.[at.ecosystem] ?? (at.ecosystem === 'python' ? 'arguments' : 0);
  const own = requestOf(call, at, shape);
  if (operation.settings === undefined) return own;
  const earlier = match.calls.map((step) => requestOf(step.call, { ...at, path: step.path }, at.ecosystem === 'python' ? 'arguments' : 0));
  const named = (fields: RecordValue): RecordValue['entries'] => fields.entries.filter((entry) => !entry.key.startsWith('#'));
  const open = match.openSteps ? 'settings that are made elsewhere' : ([...earlier, own].find(({ fields }) => fields.open !== null)?.fields.open ?? null);
  const construction = match.calls.findIndex(({ role }) => role === 'construction');
  // Positions count in the call itself; a construction's first position is its model in the SDKs that have one.
  const positions = construction < 0 ? [] : earlier[construction]!.fields.entries.filter((entry) => entry.key.startsWith('#')).map((entry) => ({ ...entry, key: `settings${entry.key}` }));
  const site: RequestSite | null = construction < 0 ? null : earlier[construction]!.site;
  return { fields: { ...own.fields, entries: [...positions, ...earlier.flatMap(({ fields }) => named(fields)), ...own.fields.entries], open }, site };
}

function streamingOf(operation: OperationSpec, stream: ParameterUse): CallSite['streaming'] {
  if (operation.streaming === 'always') return 'yes';
  if (operation.streaming === 'never' || stream.state === 'absent') return 'no';
  if (stream.state === 'known' && stream.value.kind === 'boolean') return stream.value.value ? 'yes' : 'no';
  return 'unknown';
}

