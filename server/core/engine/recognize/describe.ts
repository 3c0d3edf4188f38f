/** A recognised call as a call site: its request, its parameters, its model and what stands around it. */
import type { CallSite, ParameterUse } from '../../model/callsite.ts';
import type { CallExpr, FileFacts, Region } from '../../model/facts.ts';
import type { OperationSpec, ParameterName } from '../../model/sdk.ts';
import { regionsAround } from '../resolve/lookup.ts';
import { batched } from './batches.ts';
import { commonUse, connectionOf, requestUse } from './client-use.ts';
import { withHandoffs } from './handoffs.ts';
import { readMessages, templateUse } from './messages.ts';
import { byDefault, connectionsOf, innermostModel } from './model-use.ts';
import { chosenByFunction, namedModel, setTogether } from './named-model.ts';
import { operationFor } from './operation-of.ts';
import { withOtherModels } from './other-models.ts';
import { registeredFor, withRegistered } from './registered.ts';
import { parameterOf, parametersIn, whereCalled } from './request.ts';
import type { Matches, SiteContext } from './site-context.ts';
import type { Match, Target } from './targets.ts';
import { wholeRequest, type WholeRequest } from './whole-request.ts';

type Parameters = Record<ParameterName, ParameterUse>;

/** Null where a stand-in answers. `found` is what the callee may be; a client whose construction is in sight says more than one that is known by its type. */
export function describe({ found, template, instead, around }: Matches, call: CallExpr, facts: FileFacts, at: SiteContext): CallSite | null {
  const built = found.filter((match) => match.calls.some(({ role }) => role === 'construction'));
  const matches = built.length > 0 ? built : found;
  const { target, path: callee } = matches[0]!;
  const { sdk } = target;
  const sent = wholeRequest(matches, found, call, facts, at);
  const said = parametersOf(sent, matches, at);
  if (isAnsweredByNobody(said.model, target, at)) return null;
  const parameters = withContents(said, sent, matches, template, call, at);
  const throughModel = parameters.model.state === 'absent' || parameters.model.value === null ? [] : connectionsOf(parameters.model.value, target.client, at);
  const connections = throughModel.length > 0 ? throughModel : matches.map((match) => match.sent?.client ?? connectionOf(match.target.client, match.calls, at, at.endpoints));
  const client = requestUse(connections.reduce(commonUse), call, target.operation, parameters, at);
  parameters.model = setTogether(parameters.model, matches, at);
  const told = namedModel(parameters.model, matches, client, at);
  // An object that a caller may give instead of this one has a model of its own.
  const model = instead !== null && told.state === 'known' && target.operation.settings !== undefined ? byDefault(told, instead) : told;
  const { operation, caps } = operationFor(matches, throughModel, model, client, around);
  if (caps === 'several') parameters.maxOutput = withoutWord(parameters.maxOutput);
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
    callee,
    parameters,
    request: sent.request.site,
    requestOpen: sent.request.fields.open ?? sent.changer,
    model,
    functions: functionsOf(regions, facts),
    regions,
    streaming: streamingOf(operation, parameters.stream),
    through: null,
  };
  const requests = batched(site, sent.fields, at);
  if (requests === null) return site;
  // What names no model itself has that of its requests.
  return { ...site, requests, model: site.model.candidates.length === 0 ? requests.each[0]!.model : site.model };
}

/** What a request says by the names of its operation. */
function parametersOf({ fields, changer }: WholeRequest, matches: readonly Match[], at: SiteContext): Parameters {
  const { target: { operation }, sent } = matches[0]!;
  const parameters = parametersIn(fields, operation, at);
  if (matches.some(({ target }) => target.operation.cap.absent !== operation.cap.absent)) parameters.maxOutput = withoutWord(parameters.maxOutput);
  if (changer !== null) parameters.extraBody = { state: 'unknown', why: changer, name: null, value: null, site: null };
  if (sent?.model != null) parameters.model = sent.model;
  parameters.model = withOtherModels(chosenByFunction(parameters.model, at), fields, operation, at);
  return parameters;
}

function isAnsweredByNobody(model: ParameterUse, { operation: { needs }, sdk }: Target, at: SiteContext): boolean {
  const value = model.state === 'absent' ? null : model.value;
  return value === null ? needs === 'model' || (needs === 'possible-model' && model.state === 'absent') : at.standsIn(innermostModel(value, at), sdk);
}

/** Parameters with the messages in them as the SDK's objects say them, and with what is registered for the object that is called. */
function withContents(said: Parameters, { request, fields }: WholeRequest, matches: readonly Match[], template: Matches['template'], call: CallExpr, at: SiteContext): Parameters {
  const { sdk, operation: { handoffs } } = matches[0]!.target;
  const parameters = { ...said };
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
  if (handoffs !== undefined) parameters.tools = withHandoffs(parameters.tools, parameterOf(fields, handoffs, at), handoffs, at);
  return parameters;
}

export function functionsOf(regions: readonly Region[], facts: FileFacts): CallSite['functions'] {
  return regions.flatMap((region) => (region.kind === 'function' ? [facts.functions[region.function]!] : []));
}

/** An absent cap says nothing where some of the objects that may be asked fill one in. */
function withoutWord(cap: ParameterUse): ParameterUse {
  return cap.state !== 'absent' ? cap : { state: 'unknown', why: 'some of the objects that may be asked have a cap of their own', name: null, value: null, site: null };
}

function streamingOf(operation: OperationSpec, stream: ParameterUse): CallSite['streaming'] {
  if (operation.streaming === 'always') return 'yes';
  if (operation.streaming === 'never' || stream.state === 'absent') return 'no';
  if (stream.state === 'known' && stream.value.kind === 'boolean') return stream.value.value ? 'yes' : 'no';
  return 'unknown';
}
