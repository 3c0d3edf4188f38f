/** `promptcost evaluate PATH:LINE`: a call's model against another one, as a configuration of promptfoo on standard output. */
import type { Catalog } from '../core/index.ts';
import { evaluationOf } from '../features/evaluation.ts';
import { UsageError } from './io.ts';
import type { ComparedCall } from './what-if.ts';

export interface Asked {
  readonly path: string;
  readonly line: number;
  /** Undefined: the provider's next cheaper one. */
  readonly model: string | undefined;
}

/** @throws UsageError where there is nothing to compare */
export function evaluationText(found: readonly [ComparedCall, ...ComparedCall[]], { path, line, model }: Asked, { models, modelCards }: Catalog): string {
  const { call } = found[0];
  const current = call.cost.card;
  if (current === null) throw new UsageError(`${path}:${line}: the model of this call is not known here`);
  const named = model === undefined ? undefined : models.lookup(model);
  if (named?.kind === 'unknown') throw new UsageError(`no model "${model!}" is known (${named.why})`);
  const candidate = named === undefined ? modelCards.find((card) => card.id === current.cheaper && card.provider === current.provider) : named.card;
  if (candidate === undefined) throw new UsageError(`${current.provider} has no cheaper model than ${current.id}; name one with --model`);
  const made = evaluationOf(call, current, candidate, path);
  if (made === null) throw new UsageError(`${path}:${line}: promptfoo has no name for ${current.id} or ${candidate.id}, or nothing of the prompt is known here`);
  return made.text;
}
