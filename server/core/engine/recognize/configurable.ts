/** What a call sets of the objects it goes through, where these allow it, and which of several it chooses: `model.invoke(…, config={"configurable": {"which": "…"}})`. */
import type { ParameterUse } from '../../model/callsite.ts';
import type { CallExpr, FileFacts } from '../../model/facts.ts';
import { namesFor, type ConfigurableSpec, type OperationSpec, type ParameterSpec } from '../../model/sdk.ts';
import { fieldOf, knownText, optionsOf, stateOf, type CallStep, type ExternalStep, type RecordField, type RecordValue, type Value } from '../../model/value.ts';
import { indexOf } from '../resolve/lookup.ts';
import { either, unknown } from '../resolve/values.ts';
import type { Reader } from '../resolve/reader.ts';
import type { ClientCall } from './client-use.ts';
import { parameterOf, recordIn, requestOf, settingsOf, whereCalled, type RequestContext } from './request.ts';
import type { Choose } from './steps.ts';
import type { Match } from './targets.ts';

/** A field that may be set, and the name under which it is; null where any name may be one. */
interface Allowed {
  readonly field: string;
  readonly id: string | null;
}

/** The fields as the call has them, with what is set of those that may be. */
export function withConfigured(fields: RecordValue, { calls, target }: Match, call: CallExpr, facts: FileFacts, at: RequestContext): RecordValue {
  const spec = target.sdk.configurable;
  if (spec === undefined) return fields;
  const allowed = calls.flatMap((step) => allowedBy(step, target.client.names, spec, at));
  if (allowed.length === 0) return fields;
  const configuration = configurationOf(calls, spec, call, at);
  const set = allowed.flatMap(({ field, id }) => configured(fields, nameFor(field, target.operation, at), givenUnder(configuration, id, spec, at), call, facts, at));
  return set.length === 0 ? fields : { ...fields, entries: [...fields.entries, ...set] };
}

/** Of a call's alternatives, those that its configuration leaves; null where it leaves all. */
export function chosenAlternative(step: CallStep & { readonly call: CallExpr }, rest: readonly ExternalStep[], spec: ConfigurableSpec, call: CallExpr, at: RequestContext & { readonly reader: Reader }): ReturnType<Choose> {
  const inFile = whereCalled<RequestContext>(at, step);
  const settings = settingsOf(step.call, inFile);
  const id = idOf(parameterOf(settings, spec.alternatives.which, inFile), spec, inFile);
  if (id === null) return null;
  const usual = parameterOf(settings, spec.alternatives.usual, inFile);
  const own = usual.state === 'absent' ? spec.alternatives.otherwise : knownText(usual.value ?? undefined);
  const use = givenUnder(configurationOf(stepsIn(rest), spec, call, at), id, spec, at);
  if (use.state === 'absent') return isOfModule(call, at.reader.facts(at.path)!) ? 'own' : null;
  const key = use.state === 'known' ? knownText(use.value) : null;
  return key === null ? null : key === own ? 'own' : { key };
}

type Step = Pick<ClientCall, 'call' | 'path' | 'activation' | 'name'>;

function stepsIn(steps: readonly ExternalStep[]): readonly Step[] {
  return steps.flatMap((step, i): readonly Step[] => {
    const before = steps[i - 1];
    return step.kind === 'call' && step.call !== null && before?.kind === 'member' ? [{ ...step, call: step.call, name: before.name }] : [];
  });
}

/** What the call is configured with, and the steps before it that do nothing else. */
function configurationOf(calls: readonly Step[], { steps, settings }: ConfigurableSpec, call: CallExpr, at: RequestContext): RecordValue {
  const before = calls.flatMap((step) => {
    const { name } = step;
    return name === null || !steps.includes(name) ? [] : settingsOf(step.call, whereCalled(at, step)).entries.map((entry) => (entry.key.startsWith('#') ? { ...entry, key: `${name}${entry.key}` } : entry));
  });
  const holders = new Set(namesFor(settings, at.ecosystem).map((name) => name.split('.')[0]));
  const own = requestOf(call, at, 'arguments').fields;
  return { ...own, entries: [...before, ...own.entries.filter(({ key }) => holders.has(key))] };
}

function allowedBy(step: ClientCall, made: readonly string[], spec: ConfigurableSpec, at: RequestContext): readonly Allowed[] {
  const inFile = whereCalled<RequestContext>(at, step);
  if (step.name !== null && spec.methods.includes(step.name)) {
    return settingsOf(step.call, inFile).entries.flatMap(({ key, value }) => (key.startsWith('#') ? [] : [{ field: key, id: idIn(value, spec, inFile) }]));
  }
  const { listed } = spec;
  if (step.role !== 'construction' || !made.some((name) => listed.clients.includes(name))) return [];
  const settings = settingsOf(step.call, inFile);
  const list = parameterOf(settings, listed.fields, inFile);
  const prefix = parameterOf(settings, listed.prefix, inFile);
  const before = prefix.state === 'absent' ? '' : knownText(prefix.value ?? undefined);
  const under = (field: string): Allowed => ({ field, id: before === null ? null : before === '' || before.endsWith('_') ? `${before}${field}` : `${before}_${field}` });
  const isListed = list.state !== 'absent' && !(list.value !== null && optionsOf(list.value).every(({ kind }) => kind === 'null'));
  if (isListed) return list.value?.kind === 'list' ? list.value.items.flatMap((item) => knownText(item) ?? []).map(under) : listed.usual.map(under);
  const isNamed = parameterOf(settings, { names: [listed.usual[0]!], position: 0 }, inFile).state !== 'absent';
  return isNamed && !listed.always.includes(at.ecosystem) ? [] : listed.usual.map(under);
}

/** What a field is set to, last of all. Nothing where the call does not say so and nobody else can. */
function configured(fields: RecordValue, key: string, use: ParameterUse, call: CallExpr, facts: FileFacts, at: RequestContext): readonly RecordField[] {
  const before = fieldOf(fields, key);
  if (use.state === 'known' && use.site !== null) return [{ key, value: use.value, presence: 'always', site: use.site }];
  if (use.state === 'absent' && isOfModule(call, facts)) return [];
  const given = use.state === 'absent' || use.value === null || stateOf(use.value) === 'unknown' ? unknown('what the call is configured with', 'parameter', { path: at.path, expr: call.callee, name: null }) : use.value;
  const site = before?.site ?? (use.state === 'absent' ? null : use.site);
  if (site === null) return [];
  return [{ key, value: before === undefined ? given : either([before.value, given], before.value.origin), presence: 'always', site }];
}

/** What is given under a name; where the name is not known, anything that is given may be it. */
function givenUnder(fields: RecordValue, id: string | null, { settings }: ConfigurableSpec, at: RequestContext): ParameterUse {
  const holders = namesFor(settings, at.ecosystem);
  if (id !== null) return parameterOf(fields, { names: holders.map((holder) => (holder === '' ? id : `${holder}.${id}`)) }, at);
  const given = parameterOf(fields, { names: holders.filter((holder) => holder !== '') }, at);
  return given.state === 'absent' ? given : { ...given, state: 'unknown', why: 'what the call is configured with' };
}

/** The name that the operation has first for what a field is. */
function nameFor(field: string, { parameters }: OperationSpec, at: RequestContext): string {
  const specs = Object.values(parameters) as readonly ParameterSpec[];
  return specs.map(({ names }) => namesFor(names, at.ecosystem)).find((names) => names.includes(field))?.[0] ?? field;
}

function idOf(use: ParameterUse, spec: ConfigurableSpec, at: RequestContext): string | null {
  return use.state === 'absent' || use.value === null ? null : idIn(use.value, spec, at);
}

function idIn(value: Value, { id, options }: ConfigurableSpec, at: RequestContext): string | null {
  const described = recordIn(value, at);
  // One of a list stands for what the list has under its name.
  const use = described === null || options.some((name) => fieldOf(described, name) !== undefined) ? null : parameterOf(described, id, at);
  return use?.state === 'known' ? knownText(use.value) : null;
}

/** Whether a call stands in no function: nobody else configures what it runs in. */
function isOfModule({ scope }: CallExpr, facts: FileFacts): boolean {
  return facts.scopes[indexOf(facts).activation(scope)]!.kind === 'module';
}
