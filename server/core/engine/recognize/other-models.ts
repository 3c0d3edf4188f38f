/** Models that one run asks beside its own: a summarizer among its middleware, the agents that it manages; and those that may take its model's place. */
import type { ParameterUse } from '../../model/callsite.ts';
import { namesFor, type OperationSpec } from '../../model/sdk.ts';
import { optionsOf, stateOf, type FunctionValue, type RecordValue, type Value } from '../../model/value.ts';
import { regionsAround } from '../resolve/lookup.ts';
import type { Reader } from '../resolve/reader.ts';
import { either } from '../resolve/values.ts';
import type { ModelContext } from './model-use.ts';
import { parameterOf, recordIn, requestOf, whereCalled, whyUnknown } from './request.ts';

type Others = NonNullable<OperationSpec['otherModels']>;
type Context = ModelContext & { readonly reader: Reader };

export function withOtherModels(use: ParameterUse, fields: RecordValue, { otherModels: others, needs }: OperationSpec, at: Context): ParameterUse {
  // What may ask nobody asks nobody else either.
  if (others === undefined || (use.state === 'absent' && needs !== undefined)) return use;
  const uses = namesFor(others.names, at.ecosystem).flatMap((name) => {
    const other = parameterOf(fields, { names: [name] }, at);
    if (other.state === 'absent' || other.value === null || other.site === null) return [];
    const models = optionsOf(other.value).flatMap((option) => modelsIn(option, others, at));
    return models.length === 0 ? [] : [{ name, site: other.site, models }];
  });
  const [first] = uses;
  if (first === undefined) return use;
  // A model of which nothing is known stays what it is.
  const own = use.state === 'absent' ? null : { name: use.name ?? first.name, site: use.site ?? first.site, value: use.value };
  if (own !== null && own.value === null) return use;
  const value = either([...(own?.value == null ? [] : optionsOf(own.value)), ...uses.flatMap(({ models }) => models)], own?.value?.origin ?? first.models[0]!.origin);
  const { name, site } = own ?? first;
  const state = use.state === 'partial' ? 'partial' : stateOf(value);
  return state === 'unknown' ? { state, why: whyUnknown(value), name, site, value } : { state, name, site, value };
}

/** Whether a value names a model, or is a model or something that is made with one. */
function isModel(value: Value, at: Context): boolean {
  return value.kind === 'text' || (value.kind === 'external' && at.madeBy(value) !== null);
}

function modelsIn(option: Value, { replacedBy }: Others, at: Context): readonly Value[] {
  if (isModel(option, at)) return [option];
  if (replacedBy === undefined) return [];
  // In JavaScript functions are among what a thing of the SDK's is made of.
  const made = option.kind === 'external' ? (recordIn(option, at)?.entries.map(({ value }) => value) ?? []) : [option];
  return made.flatMap((value) => (value.kind === 'function' ? replacementsIn(value, replacedBy, at) : []));
}

/** What a function gives to the method that puts another model in the place of the request's, or to what it is handed to go on with: `handler({ ...request, model })`. */
function replacementsIn(fn: FunctionValue, { method, names }: NonNullable<Others['replacedBy']>, at: Context): readonly Value[] {
  const facts = at.reader.facts(fn.path);
  const own = facts?.functions[fn.function];
  if (facts === undefined || own === undefined) return [];
  const inFile = whereCalled(at, fn);
  return facts.calls.flatMap((call) => {
    const { callee } = call;
    const goesOn = callee.kind === 'name' && at.ecosystem === 'javascript' && own.params.some(({ name }) => name === callee.name);
    if (!(goesOn || (callee.kind === 'member' && callee.property === method)) || !regionsAround(facts, call.region).includes(facts.regions[own.region]!)) return [];
    const use = parameterOf(requestOf(call, inFile, goesOn ? 0 : 'arguments').fields, { names }, inFile);
    return use.state === 'absent' || use.value === null ? [] : optionsOf(use.value).filter((value) => isModel(value, at));
  });
}
