/** Requests that are sent without an SDK: a call of an HTTP library whose address is known to be an API's. */
import type { ClientUse, ParameterUse } from '../../model/callsite.ts';
import type { CallExpr } from '../../model/facts.ts';
import { namesFor, type ClientSpec, type Ecosystem, type Endpoint, type OperationSpec, type ParameterName, type ParameterSpec, type SdkSpec } from '../../model/sdk.ts';
import { escapeRegExp } from '../../model/text.ts';
import type { TransportCall, TransportSpec } from '../../model/transport.ts';
import { optionsOf, type ExternalValue, type Hole, type TextValue, type Value } from '../../model/value.ts';
import { either, textValue } from '../resolve/values.ts';
import type { ClientCall } from './client-use.ts';
import { endpointOf, HOLE } from './endpoints.ts';
import { parameterOf, recordIn, requestOf, settingsOf, whereCalled, type Request, type RequestContext } from './request.ts';
import { pathOf } from './steps.ts';
import { beginsAs } from './targets.ts';

/** A request over HTTP to an API. */
export interface Sent {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly client: ClientUse;
  /** For a person: `requests.post`. */
  readonly path: string;
  readonly calls: readonly ClientCall[];
  readonly request: Request;
  /** The model that the address names, which no fix may rewrite; null where the body names it. */
  readonly model: ParameterUse | null;
}

export interface Transports {
  /** Last names of the calls that send a request. */
  readonly verbs: readonly string[];
  /** Whether a package is such a library. */
  isOf(ecosystem: Ecosystem, name: string): boolean;
  match(value: ExternalValue, call: CallExpr, at: RequestContext): Sent | null;
  /** Whether a call sends a request with a body to an address that begins with what the function around it is given, or is one of several. */
  isOpen(value: ExternalValue, call: CallExpr, at: RequestContext): boolean;
}

interface Route {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  /** An endpoint's host, or `*`. */
  readonly host: string;
  readonly pattern: RegExp;
  readonly address: string;
}

/** Addresses that are one of many: more of them are not told apart. */
const MAX_ADDRESSES = 8;

/** What stands in a request beside its body: it has no name in what is sent. */
const BESIDE: readonly ParameterName[] = ['retries', 'timeout', 'extraBody'];

export function createTransports(transports: readonly TransportSpec[], sdks: readonly SdkSpec[], endpoints: readonly Endpoint[]): Transports {
  const calls = new Map<string, { readonly transport: TransportSpec; readonly spec: TransportCall }>();
  const verbs = new Set<string>();
  for (const transport of transports) {
    for (const spec of transport.calls) for (const path of spec.paths) {
      verbs.add(path.slice(path.lastIndexOf('.') + 1));
      for (const name of [...transport.packages.python, ...transport.packages.javascript]) {
        for (const client of transport.clients) calls.set(`${name}:${client === '' || path === '' ? client + path : `${client}.${path}`}`, { transport, spec });
      }
    }
  }
  /** Most runs see no request that is sent without an SDK. */
  let routes: readonly Route[] | undefined;
  const views = new Map<string, SdkSpec>();

  return {
    // A client that is called itself is an import, whose calls are looked at in any case.
    verbs: [...verbs].filter((verb) => verb !== ''),
    isOf: (ecosystem, name) => transports.some(({ packages }) => packages[ecosystem].includes(name)),
    isOpen(value, call, at) {
      const spec = calls.get(nameIn(value))?.spec;
      if (spec === undefined) return false;
      const { fields } = requestOf(call, at, 'arguments');
      const url = parameterOf(fields, spec.url, at);
      return url.state !== 'absent' && url.value !== null && (url.value.kind === 'either' || beginsWithGiven(url.value)) && parameterOf(fields, spec.body, at).state !== 'absent';
    },
    match(value, call, at) {
      const found = calls.get(nameIn(value));
      if (found === undefined) return null;
      const { transport, spec } = found;
      const { fields } = requestOf(call, at, 'arguments');
      const url = parameterOf(fields, spec.url, at);
      if (url.state === 'absent' || url.value === null) return null;
      const body = parameterOf(fields, spec.body, at);
      if (body.state === 'absent') return null;
      const construction = value.steps.find((step) => step.kind === 'call');
      const built: ClientCall | null = construction?.kind === 'call' && construction.call !== null ? { call: construction.call, path: construction.path, activation: construction.activation, role: 'construction', name: null } : null;
      const settings = built === null ? null : settingsOf(built.call, whereCalled(at, built));
      const base = settings === null || transport.baseUrl === undefined ? null : parameterOf(settings, transport.baseUrl, whereCalled(at, built!));
      const own = spec.baseUrl === undefined ? null : parameterOf(fields, spec.baseUrl, at);
      const addresses = joined(own !== null && own.state !== 'absent' ? own.value : base === null || base.state === 'absent' ? null : base.value, url.value);
      const known = addresses.flatMap((parts) => {
        const route = parts === null ? null : routed(parts, (routes ??= routesOf(sdks)), endpoints);
        return route === null ? [] : [route];
      });
      const first = known[0];
      if (first === undefined || known.some(({ operation }) => operation.api !== first.operation.api)) return null;
      const client: ClientSpec = {
        names: [], platform: first.endpoint.platform, ...(first.endpoint.provider === null ? {} : { provider: first.endpoint.provider }),
        retries: { names: [], default: 0 }, timeout: transport.timeout, baseUrl: { names: [] },
      };
      const elsewhere = addresses.some((parts) => parts === null || endpointOf(writtenOut(parts), endpoints) !== first.endpoint);
      const limits = [parameterOf(fields, transport.timeout, at), ...(settings === null ? [] : [parameterOf(settings, transport.timeout, at)])];
      const models = known.flatMap((route) => (route.model === null ? [] : [filled(textValue(route.model, url.value!.origin))]));
      return {
        sdk: viewOf(first.sdk, first.endpoint, transport),
        operation: first.operation,
        client: {
          spec: client,
          platform: elsewhere ? 'custom' : client.platform,
          provider: elsewhere ? null : first.endpoint.provider,
          construction: built,
          retries: { count: 0, from: 'default' },
          timeout: limits.some((limit) => limit.state !== 'absent' && limit.site !== null) ? 'set' : limits.some(({ state }) => state !== 'absent') ? 'unknown' : 'absent',
          baseUrl: elsewhere ? 'unknown' : null,
          region: null,
        },
        path: nameOf(value, transport),
        calls: built === null ? [] : [built],
        request: bodyOf(body, fields, at),
        model: models.length === 0 ? null : { state: 'unknown', why: 'it stands in the address', name: 'model', value: either(models, url.value.origin), site: url.site },
      };
    },
  };

  /** The API's own SDK as it is without the SDK: its provider is the endpoint's, its errors are the library's. */
  function viewOf(sdk: SdkSpec, endpoint: Endpoint, { id, errors }: TransportSpec): SdkSpec {
    const key = `${sdk.id} ${endpoint.host} ${id}`;
    let view = views.get(key);
    if (view === undefined) {
      const host = endpoint.host.replace(/^\*[.:]?/, '');
      views.set(key, (view = { ...sdk, id: 'http', name: `HTTP request to ${endpoint.platform === 'local' ? 'Ollama' : host}`, provider: endpoint.provider, errors }));
    }
    return view;
  }
}

/** How a call's path is listed. */
function nameIn(value: ExternalValue): string {
  return `${value.package}:${pathOf(value.steps).replace(/^default(?=$|[.(])\.?/, '')}`;
}

function beginsWithGiven(url: Value): boolean {
  return optionsOf(url).some((option) => {
    const first = option.kind === 'text' ? option.parts[0] : undefined;
    const begin = first !== undefined && typeof first !== 'string' ? first.value : option;
    return begin.kind === 'unknown' && begin.cause === 'parameter';
  });
}

function routesOf(sdks: readonly SdkSpec[]): readonly Route[] {
  const routes: Route[] = [];
  for (const sdk of sdks) for (const operation of sdk.operations) {
    for (const address of operation.addresses ?? []) {
      const slash = address.indexOf('/');
      const path = escapeRegExp(address.slice(slash)).replaceAll('\\*', '.*?').replace(/\\\{model\\\}$/, '([^?#]+?)').replace('\\{model\\}', '([^/?#]+?)');
      const host = address.slice(0, slash);
      routes.push({ sdk, operation: overHttp(operation), host, address, pattern: new RegExp(`${host === '*' ? '' : '^'}${path}/?(?:[?#].*)?$`) });
    }
  }
  // A host's own address comes before what all hosts have in common, a long path before its end.
  return routes.sort((a, b) => Number(a.host === '*') - Number(b.host === '*') || b.address.length - a.address.length);
}

/** An operation with the names of what is sent, in either ecosystem. Limits that an SDK sets by itself are none of the API's. */
function overHttp({ parameters, cap: { nonStreamingLimit: _limit, ...cap }, requestOptions: _options, request: _request, settings: _settings, legacy: _legacy, ecosystems, ...operation }: OperationSpec): OperationSpec {
  const first: Ecosystem = ecosystems?.length === 1 ? ecosystems[0]! : 'python';
  const both = [first, first === 'python' ? 'javascript' : 'python'] as const;
  // What an SDK takes as `body` is the body.
  const sent = ({ names }: ParameterSpec): ParameterSpec => ({ names: [...new Set(both.flatMap((ecosystem) => namesFor(names, ecosystem).map((name) => name.replace(/^body\./, ''))))] });
  const entries = Object.entries(parameters).filter(([name]) => !BESIDE.includes(name as ParameterName)).map(([name, spec]) => [name, sent(spec)] as const);
  return { ...operation, cap, parameters: Object.fromEntries(entries), streaming: operation.streaming === 'never' && parameters.stream !== undefined ? 'by-parameter' : operation.streaming };
}

type Parts = readonly (string | Hole)[];

interface Routed {
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly endpoint: Endpoint;
  /** What the address says in the model's place. */
  readonly model: Parts | null;
}

function routed(parts: Parts, routes: readonly Route[], endpoints: readonly Endpoint[]): Routed | null {
  const holes = parts.filter((part): part is Hole => typeof part !== 'string');
  const url = writtenOut(parts);
  const endpoint = endpointOf(url, endpoints);
  if (endpoint === null) return null;
  const path = url.replace(/^(?:https?:\/\/)?[^/?#]*/i, '');
  for (const { sdk, operation, host, pattern } of routes) {
    if (host !== '*' && host !== endpoint.host) continue;
    const found = pattern.exec(path);
    if (found === null) continue;
    const written = found[1];
    if (written === undefined) return { sdk, operation, endpoint, model: null };
    const before = url.slice(0, url.length - path.length + found.index + found[0].indexOf(written)).split(HOLE).length - 1;
    if (!beginsAs(operation, written)) continue;
    const model = written.split(HOLE).flatMap((text, i) => [...(i === 0 ? [] : [holes[before + i - 1]!]), ...(text === '' ? [] : [decoded(text)])]);
    return { sdk, operation, endpoint, model };
  }
  return null;
}

function writtenOut(parts: Parts): string {
  return parts.map((part) => (typeof part === 'string' ? part.replaceAll(HOLE, '') : HOLE)).join('');
}

function decoded(text: string): string {
  return /^(?:[^%]|%[0-7][0-9a-f])*$/i.test(text) ? decodeURIComponent(text) : text;
}

/** A text that is one hole is what fills it. */
function filled(text: TextValue): Value {
  const only = text.parts[0];
  return text.parts.length === 1 && only !== undefined && typeof only !== 'string' ? only.value : text;
}

/** Every address that a base and what is joined to it may make; null for those that are not text. */
function joined(base: Value | null, url: Value): readonly (Parts | null)[] {
  const own = textsOf(url);
  if (base === null) return own;
  const bases = textsOf(base);
  return own.flatMap((parts) => {
    const start = parts?.[0];
    if (parts === null || (typeof start === 'string' && /^https?:\/\//i.test(start))) return [parts];
    return bases.map((before) => (before === null ? null : [...trimmed(before), '/', ...(typeof start === 'string' ? [start.replace(/^\/+/, ''), ...parts.slice(1)] : parts)]));
  }).slice(0, MAX_ADDRESSES);
}

function trimmed(parts: Parts): Parts {
  const last = parts.at(-1);
  return typeof last === 'string' ? [...parts.slice(0, -1), last.replace(/\/+$/, '')] : parts;
}

/** The texts a value may be. A hole that is one of several known texts makes several; what is not known of a text stays a hole. */
function textsOf(value: Value): readonly (Parts | null)[] {
  return optionsOf(value).flatMap((option): readonly (Parts | null)[] => {
    if (option.kind !== 'text') return option.kind === 'null' ? [] : [null];
    let all: readonly Parts[] = [[]];
    for (const part of option.parts) {
      const options: readonly Parts[] = typeof part === 'string' ? [[part]] : optionsOf(part.value).flatMap((inner) => (inner.kind === 'text' ? textsOf(inner).flatMap((text) => (text === null ? [] : [text])) : [[{ ...part, value: inner }]]));
      all = all.flatMap((before) => options.map((after) => [...before, ...after])).slice(0, MAX_ADDRESSES);
    }
    return all.map((parts) => textValue(parts, option.origin).parts);
  });
}

function nameOf(value: ExternalValue, { id }: TransportSpec): string {
  const path = pathOf(value.steps).replace(/^default(?=$|[.(])\.?/, '');
  return value.package === '' ? path : path === '' || path === id ? id : path.startsWith('(') ? `${id}${path}` : `${id}.${path}`;
}

function bodyOf(body: Exclude<ParameterUse, { readonly state: 'absent' }>, passed: Request['fields'], at: RequestContext): Request {
  const record = body.value === null ? null : recordIn(body.value, at);
  if (record !== null) {
    const literal = record.origin.expr;
    return { fields: record, site: literal.kind === 'record' ? { kind: 'record', path: record.origin.path, record: literal } : null };
  }
  const why = body.state === 'unknown' ? body.why : 'a body that is not known here';
  return { fields: { kind: 'record', entries: [], open: why, origin: passed.origin }, site: null };
}
