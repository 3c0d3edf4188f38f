/** An operation as it is for the objects that are called and the models that are asked. */
import type { CallSite } from '../../model/callsite.ts';
import type { OperationSpec } from '../../model/sdk.ts';
import type { Matches } from './site-context.ts';
import type { Match } from './targets.ts';

/** `several`: the objects that may be asked have caps of their own, which differ. */
export interface OperationFor {
  readonly operation: OperationSpec;
  readonly caps: 'one' | 'several';
}

/** @param throughModel the clients of the models, where these have some of their own */
export function operationFor(matches: readonly Match[], throughModel: readonly CallSite['client'][], model: CallSite['model'], client: CallSite['client'], around: Matches['around']): OperationFor {
  const ofModel = forProvider(matches[0]!.target.operation, model, client);
  const [cap, ...others] = ofModel.cap.absent === 'model-maximum' ? (throughModel.length > 0 ? throughModel.map(({ spec }) => spec.cap) : matches.map(({ target }) => target.client.cap)) : [];
  const [api, ...otherApis] = ofModel.api === 'other' ? throughModel.map(({ spec }) => spec.api) : [];
  const operation: OperationSpec = {
    ...ofModel,
    ...(api === undefined || otherApis.some((other) => other !== api) ? {} : { api }),
    ...(cap === undefined ? {} : { cap }),
    ...(around === null || ofModel.ownText !== undefined ? {} : { ownText: around }),
  };
  return { operation, caps: others.some((other) => other?.tokens !== cap?.tokens) ? 'several' : 'one' };
}

/** An operation as it is with the models that it asks: those that write nothing, or all of one provider, where that makes a difference. */
export function forProvider(operation: OperationSpec, model: CallSite['model'], client: CallSite['client']): OperationSpec {
  const { embeds } = operation;
  if (embeds !== undefined && model.candidates.length > 0 && model.candidates.every(({ id }) => embeds.some((part) => id.toLowerCase().includes(part)))) {
    return { ...operation, api: 'embeddings', kind: 'embed', cap: { absent: 'none' }, caching: { kind: 'none' } };
  }
  if (operation.byProvider === undefined) return operation;
  const providers = new Set(model.candidates.map(({ lookup }) => (lookup.kind === 'known' ? lookup.card.provider : null)));
  const provider = providers.size === 0 ? client.provider : providers.size === 1 ? [...providers][0]! : null;
  return provider === null ? operation : { ...operation, ...(operation.byProvider[`${provider}@${client.platform}`] ?? operation.byProvider[provider]) };
}
