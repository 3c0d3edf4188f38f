/** All that a call sends: its own request, what the objects on the way to it carry, and what is set for it elsewhere. */
import type { RequestSite } from '../../model/callsite.ts';
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import { namesFor } from '../../model/sdk.ts';
import { fieldOf, type CallStep, type RecordField, type RecordValue } from '../../model/value.ts';
import { either } from '../resolve/values.ts';
import { withConfigured } from './configurable.ts';
import { collectedField, configuredFields, overridingFields } from './configured.ts';
import { changedBy } from './model-use.ts';
import { withPromptFile } from './prompt-file.ts';
import { joinRecords, parameterOf, recordIn, requestOf, settingsOf, whereCalled, type Request, type RequestContext } from './request.ts';
import type { SiteContext } from './site-context.ts';
import type { Match } from './targets.ts';

export interface WholeRequest {
  /** The call's own, with what it is carried on. */
  readonly request: Request;
  /** Those of the request, with all that is set elsewhere. */
  readonly fields: RecordValue;
  /** What changes the whole request before it is sent, for a person; null where nothing does. */
  readonly changer: string | null;
}

/** @param matches the operations that it is described as, of all that were found */
export function wholeRequest(matches: readonly Match[], found: readonly Match[], call: CallExpr, facts: FileFacts, at: SiteContext): WholeRequest {
  const first = matches[0]!;
  const { sdk, operation } = first.target;
  // Where the settings are those of the object that is called, another one may have others. A module has none of its own: what is set on it is what was built.
  const carrying = operation.settings === undefined ? matches : [...matches, ...found.filter((match) => !matches.includes(match) && match.target.construction >= 0)];
  const request = first.sent?.request ?? withFilled(carriedRequest(carrying, call, facts, at), first.filled ?? [], at);
  const collected = sdk.collects === undefined || operation.needs === undefined ? null : collectedField(call, facts, sdk.collects, at, at.reader);
  const configured = [...(collected === null ? [] : [collected]), ...configuredFields(call, facts, sdk, operation, at, at.reader)].flatMap((field) => otherwiseConfigured(field, request.fields));
  const overriding = sdk.overrides === undefined ? [] : overridingFields(call, facts, sdk.overrides, at);
  const all = configured.length + overriding.length === 0 ? request.fields : { ...request.fields, entries: [...configured, ...request.fields.entries.filter(({ key }) => !configured.some((field) => field.key === key)), ...overriding] };
  const written = operation.promptFile === undefined ? all : withPromptFile(all, operation.promptFile, first.calls, at, at.reader);
  const model = parameterOf(written, operation.parameters.model, at);
  const changer = model.state === 'absent' || model.value === null ? null : changedBy(model.value, at);
  return { request, fields: changer === null ? written : { ...written, open: written.open ?? changer }, changer };
}

/** What a setting says where the request does not, as in one of several objects that may be called. */
function otherwiseConfigured(field: RecordField, request: RecordValue): readonly RecordField[] {
  const own = fieldOf(request, field.key);
  if (own === undefined) return [field];
  return own.presence === 'always' ? [] : [{ ...field, site: own.site, value: either([own.value, field.value], own.value.origin) }];
}

/** The call's own request, and before it what the calls on the way carry, where the operation says so. Of several ways, what each carries. */
function carriedRequest(matches: readonly Match[], call: CallExpr, facts: FileFacts, at: RequestContext): Request {
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
