/** The model of a call, as its request, its client and those who pass it name it. */
import type { CallSite, ModelUse, ParameterUse } from '../../model/callsite.ts';
import { fieldOf, filling, knownText, optionsOf, siteExpr, stateOf, type FieldSite, type Value } from '../../model/value.ts';
import { OTHER_CALLERS } from '../resolve/callers.ts';
import { indexOf } from '../resolve/lookup.ts';
import type { Resolver } from '../resolve/resolve.ts';
import { either } from '../resolve/values.ts';
import { providerOf } from './client-use.ts';
import { listedUnder, modelOf } from './model-use.ts';
import { parameterOf, settingsOf, whereCalled, whyUnknown, type RequestContext } from './request.ts';
import type { SiteContext } from './site-context.ts';
import type { Match } from './targets.ts';

/** @param named what the request says of it */
export function namedModel(named: ParameterUse, matches: readonly Match[], client: CallSite['client'], at: SiteContext): ModelUse {
  const { sdk } = matches[0]!.target;
  const modelBy = (use: ParameterUse, within: SiteContext): ModelUse => modelOf(byItsName(ofDeployment(use, matches, within), client, within), providerOf(client, sdk.provider), within);
  return toldByAll(modelBy(named, at), named, modelBy, at);
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
  // Asked last: whether all callers are known changes while an editor looks for them.
  const resolver = at.resolvedByAll();
  if (resolver === null) return told;
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

/** A model that a function chooses for each request: one of those that it gives. */
export function chosenByFunction(use: ParameterUse, at: SiteContext): ParameterUse {
  if (use.state === 'absent' || use.value === null || !optionsOf(use.value).some(({ kind }) => kind === 'function')) return use;
  return parameterUse(use, at.resolver.resultsIn(use.value));
}

/** A model without the names that are set where another client is made than those that are called: in another arm of one condition. */
export function setTogether(use: ParameterUse, matches: readonly Match[], at: SiteContext): ParameterUse {
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
