/** What the caller of a wrapper says about the request, beyond what the wrapper always sends. */
import type { CallSite, ParameterUse } from '../../model/callsite.ts';
import type { ParameterName } from '../../model/sdk.ts';
import { optionsOf, type Value } from '../../model/value.ts';

/** A call that may ask in more ways than this (any of a dozen providers) says nothing of what it costs. */
export const MAX_WAYS = 3;

/** What a caller may decide of a request. */
const REQUEST = ['system', 'messages', 'prompt', 'tools', 'maxOutput', 'reasoning'] as const satisfies readonly ParameterName[];

/** Whether more of a request is known for one caller than for all. */
export function saysMore(inner: CallSite, always: CallSite): boolean {
  if (inner.model.candidates.length > 0 && !isSameRequest(inner, always)) return true;
  return REQUEST.some((parameter) => isSettled(inner.parameters[parameter], always.parameters[parameter]) || knownSize(inner.parameters[parameter]) > knownSize(always.parameters[parameter]) || isNewNumber(inner.parameters[parameter], always.parameters[parameter]));
}

/** Whether all of a text is known for one caller, where for all of them more is and yet a part only: a name that the function reads was bound to more since. */
function isSettled(use: ParameterUse, always: ParameterUse): boolean {
  const size = use.state === 'known' && always.state === 'partial' ? knownSize(use) : 0;
  return size > 0 && size < knownSize(always);
}

/** Whether a number is known for one caller that is none of those known for all. */
function isNewNumber(use: ParameterUse, always: ParameterUse): boolean {
  if (use.state !== 'known' || use.value.kind !== 'number') return false;
  const { value } = use.value;
  return always.state === 'absent' || always.value === null || !optionsOf(always.value).some((option) => option.kind === 'number' && option.value === value);
}

/** How much of a parameter is known: characters of text, and one for each number and flag. */
function knownSize(use: ParameterUse): number {
  return use.state === 'absent' || use.value === null ? 0 : sizeOf(use.value, 0);
}

function sizeOf(value: Value, depth: number): number {
  if (depth > 8) return 0;
  const sum = (values: readonly Value[]): number => values.reduce((total, inner) => total + sizeOf(inner, depth + 1), 0);
  switch (value.kind) {
    case 'text':
      return value.parts.reduce((total, part) => total + (typeof part === 'string' ? part.length : sizeOf(part.value, depth + 1)), 0);
    case 'number':
    case 'boolean':
      return 1;
    case 'list':
      return sum(value.items);
    case 'record':
      // The form of a message is the same for all.
      return sum(value.entries.flatMap((entry) => (entry.key === 'role' || entry.key === 'type' ? [] : [entry.value])));
    case 'either':
      return sum(value.options);
    default:
      return 0;
  }
}

/** Whether two ways to ask differ in nothing that a person would tell apart: the API and the models. */
export function isSameRequest(a: CallSite, b: CallSite): boolean {
  const models = ({ model }: CallSite): string => `${model.state} ${model.candidates.map(({ id }) => id).join(' ')}`;
  return a.operation.api === b.operation.api && models(a) === models(b);
}
