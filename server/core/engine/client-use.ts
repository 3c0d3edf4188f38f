/** The client a call goes through: where it was built, its retries, its endpoint. */
import type { ClientUse, ParameterUse } from '../model/callsite.ts';
import type { CallExpr } from '../model/facts.ts';
import { namesFor, type ClientSpec, type Endpoint, type OperationSpec, type ParameterName, type Platform } from '../model/sdk.ts';
import type { RecordValue } from '../model/value.ts';
import { parameterOf, requestOf, type RequestContext } from './request.ts';

/** A call on the way to the operation: the client's construction, a step in between (`chats.create(…)`), or `with_options(…)`. */
export interface ClientCall {
  readonly call: CallExpr;
  readonly path: string;
  readonly role: 'construction' | 'step' | 'override';
}

export function clientOf(spec: ClientSpec, calls: readonly ClientCall[], call: CallExpr, operation: OperationSpec, parameters: Readonly<Record<ParameterName, ParameterUse>>, at: RequestContext, endpoints: readonly Endpoint[]): ClientUse {
  let construction: ClientUse['construction'] = null;
  // A client known by its type alone may have been built with any options.
  const inSight = calls.some(({ role }) => role === 'construction');
  let retries: ClientUse['retries'] = inSight ? { count: spec.retries.default, from: 'default' } : { count: null, from: 'unknown' };
  let timeout: ClientUse['timeout'] = inSight ? 'absent' : 'unknown';
  let baseUrl: ClientUse['baseUrl'] = null;
  const read = (fields: RecordValue, names: readonly string[]): ParameterUse => parameterOf(fields, { names }, at);
  for (const clientCall of calls) {
    const inFile: RequestContext = { ...at, path: clientCall.path };
    const fields = requestOf(clientCall.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0).fields;
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
  const endpoint = typeof baseUrl === 'string' && baseUrl !== 'unknown' ? (endpoints.find(({ host }) => new RegExp(`^https?://([\\w.-]+\\.)?${host.replaceAll('.', '\\.')}(?::\\d+)?(/|$)`, 'i').test(baseUrl)) ?? null) : null;
  return { spec, platform: platformOf(spec, baseUrl, endpoint), provider: endpoint?.provider ?? null, construction, retries, timeout, baseUrl };
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
  };
}

function retriesOf(use: ParameterUse, from: 'client' | 'request'): ClientUse['retries'] {
  return use.state === 'known' && use.value.kind === 'number' ? { count: use.value.value, from } : { count: null, from };
}

/** An endpoint that nobody here knows is not priced as the provider's own. */
function platformOf(spec: ClientSpec, baseUrl: ClientUse['baseUrl'], endpoint: Endpoint | null): Platform {
  if (baseUrl === null || spec.platform !== 'api') return spec.platform;
  return endpoint?.platform ?? 'custom';
}
