/** The client a call goes through: where it was built, its retries, its endpoint. */
import type { ClientUse, ParameterUse } from '../../model/callsite.ts';
import type { CallExpr } from '../../model/facts.ts';
import { namesFor, type ClientSpec, type Endpoint, type OperationSpec, type ParameterName, type Platform } from '../../model/sdk.ts';
import type { Activation, RecordValue } from '../../model/value.ts';
import { endpointOf } from './endpoints.ts';
import { parameterOf, requestOf, settingsOf, whereCalled, type RequestContext } from './request.ts';

/** A call on the way to the operation: the client's construction, a step in between (`chats.create(…)`), or `with_options(…)`. */
export interface ClientCall {
  readonly call: CallExpr;
  readonly path: string;
  readonly activation?: Activation | undefined;
  readonly role: 'construction' | 'step' | 'override';
  /** The member that is called, where it is one. */
  readonly name: string | null;
}

/** What a client, or an object that stands for one, was built with. */
export function connectionOf(spec: ClientSpec, calls: readonly ClientCall[], at: RequestContext, endpoints: readonly Endpoint[]): ClientUse {
  let construction: ClientUse['construction'] = null;
  // A client known by its type alone may have been built with any options, if it has any.
  const inSight = calls.some(({ role }) => role === 'construction');
  const certain = (names: readonly string[]): boolean => inSight || names.length === 0;
  let retries: ClientUse['retries'] = certain(namesFor(spec.retries.names, at.ecosystem)) ? { count: spec.retries.default, from: 'default' } : { count: null, from: 'unknown' };
  let timeout: ClientUse['timeout'] = certain(namesFor(spec.timeout.names, at.ecosystem)) ? 'absent' : 'unknown';
  let baseUrl: ClientUse['baseUrl'] = null;
  // Where the construction says none, the environment does.
  let region: ClientUse['region'] = spec.region === undefined ? null : 'unknown';
  const read = (fields: RecordValue, names: readonly string[]): ParameterUse => parameterOf(fields, { names }, at);
  for (const clientCall of calls) {
    const fields = settingsOf(clientCall.call, whereCalled(at, clientCall));
    if (clientCall.role === 'construction') construction = { path: clientCall.path, call: clientCall.call };
    const count = read(fields, namesFor(spec.retries.names, at.ecosystem));
    if (count.state !== 'absent') retries = retriesOf(count, 'client', spec);
    const limit = read(fields, namesFor(spec.timeout.names, at.ecosystem));
    if (limit.state !== 'absent') timeout = limit.state === 'unknown' && limit.site === null ? 'unknown' : 'set';
    const place = spec.region === undefined ? null : read(fields, namesFor(spec.region.names, at.ecosystem));
    if (place?.state === 'known' && place.value.kind === 'text') region = place.value.parts[0] as string;
    const url = read(fields, namesFor(spec.baseUrl.names, at.ecosystem));
    if (url.state !== 'absent') baseUrl = url.state === 'known' && url.value.kind === 'text' ? (url.value.parts[0] as string) : 'unknown';
  }
  const endpoint = typeof baseUrl === 'string' && baseUrl !== 'unknown' ? endpointOf(baseUrl, endpoints) : null;
  const provider = baseUrl === null ? (spec.provider ?? null) : (endpoint?.provider ?? null);
  return { spec, platform: platformOf(spec, baseUrl, endpoint), provider, construction, retries, timeout, baseUrl, region };
}

/** The client as one call uses it: what the request itself says wins. */
export function requestUse(client: ClientUse, call: CallExpr, operation: OperationSpec, parameters: Readonly<Record<ParameterName, ParameterUse>>, at: RequestContext): ClientUse {
  let { retries, timeout } = client;
  const options = operation.requestOptions;
  if (options !== undefined && at.ecosystem === 'javascript' && call.args.length > options.argument) {
    const fields = requestOf(call, at, options.argument).fields;
    const count = parameterOf(fields, { names: [options.retries] }, at);
    if (count.state !== 'absent') retries = retriesOf(count, 'request', client.spec);
    const limit = parameterOf(fields, { names: [options.timeout] }, at);
    if (limit.state !== 'absent') timeout = 'set';
  }
  if (isGiven(parameters.retries)) retries = retriesOf(parameters.retries, 'request', client.spec);
  if (isGiven(parameters.timeout)) timeout = 'set';
  return { ...client, retries, timeout };
}

/** Absence that is only possible is no word on the matter. */
function isGiven(use: ParameterUse): boolean {
  return use.state !== 'absent' && !(use.state === 'unknown' && use.site === null);
}

/** The provider whose names a model's name is looked up among; undefined where the name alone has to tell. An endpoint of somebody else's may serve any provider's models. */
export function providerOf({ platform, provider, baseUrl }: ClientUse, own: string | null): string | undefined {
  if (platform === 'bedrock' || platform === 'vertex' || platform === 'azure' || platform === 'local') return platform;
  return provider ?? (platform === 'custom' || baseUrl !== null ? undefined : (own ?? undefined));
}

/** What holds for both of two clients that a call may go through. */
export function commonUse(a: ClientUse, b: ClientUse): ClientUse {
  return {
    ...a,
    platform: a.platform === b.platform ? a.platform : 'custom',
    retries: a.retries.count === b.retries.count ? a.retries : { count: null, from: 'unknown' },
    timeout: a.timeout === b.timeout ? a.timeout : 'unknown',
    provider: a.provider === b.provider ? a.provider : null,
    baseUrl: a.baseUrl === b.baseUrl ? a.baseUrl : 'unknown',
    region: a.region === b.region ? a.region : 'unknown',
  };
}

function retriesOf(use: ParameterUse, from: 'client' | 'request', spec: ClientSpec): ClientUse['retries'] {
  if (use.state !== 'known' || use.value.kind !== 'number') return { count: null, from };
  return { count: spec.retries.counts === 'attempts' ? Math.max(0, use.value.value - 1) : use.value.value, from };
}

/** An endpoint that nobody here knows is not priced as the provider's own. */
function platformOf(spec: ClientSpec, baseUrl: ClientUse['baseUrl'], endpoint: Endpoint | null): Platform {
  if (spec.platform === 'local') return endpoint?.platform ?? 'local';
  if (baseUrl === null || spec.platform !== 'api') return spec.platform;
  return endpoint?.platform ?? 'custom';
}
