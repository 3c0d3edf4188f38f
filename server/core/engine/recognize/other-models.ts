/** Models that one run asks beside its own: a summarizer among its middleware, the agents that it manages; and those that may take its model's place. */
import type { ParameterUse } from '../../model/callsite.ts';
import { namesFor, type OperationSpec } from '../../model/sdk.ts';
import { optionsOf, stateOf, type FunctionValue, type RecordValue, type Value } from '../../model/value.ts';
import { regionsAround } from '../resolve/lookup.ts';
import type { Reader } from '../resolve/reader.ts';
import { either } from '../resolve/values.ts';
import type { ModelContext } from './model-use.ts';
import { parameterOf, requestOf, whereCalled, whyUnknown } from './request.ts';

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

function modelsIn(option: Value, { replacedBy }: Others, at: Context): readonly Value[] {
  if (option.kind === 'text' || (option.kind === 'external' && at.madeBy(option) !== null)) return [option];
  return option.kind === 'function' && replacedBy !== undefined ? replacementsIn(option, replacedBy, at) : [];
}

/** What a function gives to the method that puts another model in the place of the request's. */
function replacementsIn(fn: FunctionValue, { method, names }: NonNullable<Others['replacedBy']>, at: Context): readonly Value[] {
  const facts = at.reader.facts(fn.path);
  const own = facts?.functions[fn.function]?.region;
  if (facts === undefined || own === undefined) return [];
  const inFile = whereCalled(at, fn);
  return facts.calls.flatMap((call) => {
    if (call.callee.kind !== 'member' || call.callee.property !== method || !regionsAround(facts, call.region).includes(facts.regions[own]!)) return [];
    const use = parameterOf(requestOf(call, inFile, 'arguments').fields, { names }, inFile);
    return use.state === 'absent' || use.value === null ? [] : optionsOf(use.value);
  });
}
