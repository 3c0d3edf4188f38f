/** The requests that a batch is made of. */
import type { CallSite } from '../../model/callsite.ts';
import { namesFor, type OperationSpec } from '../../model/sdk.ts';
import { fieldOf, knownText, type ListValue, type RecordValue } from '../../model/value.ts';
import { providerOf } from './client-use.ts';

import { readMessages } from './messages.ts';
import { modelOf } from './model-use.ts';
import { forProvider } from './operation-of.ts';
import { parameterOf, parametersIn, recordIn } from './request.ts';
import type { SiteContext } from './site-context.ts';

/** More requests of a batch than this say no more about it. */
const MAX_REQUESTS = 200;

/** The requests that a batch is made of, where they are in sight. */
export function batched(site: CallSite, fields: RecordValue, at: SiteContext): NonNullable<CallSite['requests']> | null {
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
    const parameters = parametersIn(request, operation, at);
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
