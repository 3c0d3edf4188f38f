/** Which models a call may use. Nothing is guessed: what cannot be told is unknown, with its reason. */
import type { ModelCandidate, ModelUse, ParameterUse } from '../model/callsite.ts';
import type { ModelIndex } from '../model/price.ts';
import type { ModelFactorySpec } from '../model/sdk.ts';
import { externalPath, optionsOf, type ExternalValue, type Value } from '../model/value.ts';
import { parameterOf, requestOf, whyUnknown, type RequestContext } from './request.ts';

/** Functions that make a model object: `openai("…")`, `ChatOpenAI(model="…")`. By package and path. */
export type ModelFactories = ReadonlyMap<string, ModelFactorySpec>;

export interface ModelContext extends RequestContext {
  readonly models: ModelIndex;
  readonly factories: ModelFactories;
}

/** The models a parameter may name. `provider` is where the request goes, or undefined where the name alone has to tell. */
export function modelOf(use: ParameterUse, provider: string | undefined, at: ModelContext): ModelUse {
  if (use.state === 'absent') return { state: 'absent', candidates: [], why: 'no model is named' };
  if (use.value === null) return { state: 'unknown', candidates: [], why: use.state === 'unknown' ? use.why : null };
  const found = candidatesOf(use.value, provider, at, 0);
  const { candidates, why, chosenOutside } = found;
  if (candidates.length === 0) return { state: 'unknown', candidates, why: why ?? whyUnknown(use.value) };
  if (candidates.length === 1 && why === null && use.state !== 'partial') return { state: 'known', candidates, why: null };
  const certainty = why !== null && chosenOutside ? 'default' : 'possible';
  return { state: 'partial', candidates: candidates.map((candidate) => ({ ...candidate, certainty })), why: why ?? 'one of several' };
}

interface Found {
  readonly candidates: readonly ModelCandidate[];
  readonly why: string | null;
  /** Whether every possibility that is not known is the environment's or the caller's choice. */
  readonly chosenOutside: boolean;
}

function candidatesOf(value: Value, provider: string | undefined, at: ModelContext, depth: number): Found {
  const candidates: ModelCandidate[] = [];
  let why: string | null = null;
  let chosenOutside = true;
  for (const option of optionsOf(value)) {
    if (option.kind === 'null') continue;
    if (option.kind === 'text' && option.parts.length === 1 && typeof option.parts[0] === 'string') {
      const id = option.parts[0];
      candidates.push({ id, lookup: at.models.lookup(id, provider), at: { path: option.origin.path, start: option.origin.expr.start, end: option.origin.expr.end }, certainty: 'certain' });
      continue;
    }
    const made = option.kind === 'external' && depth < 4 ? madeModel(option, at) : null;
    if (made === null) {
      why ??= whyUnknown(option);
      chosenOutside &&= option.kind === 'unknown' && (option.cause === 'environment' || option.cause === 'parameter');
      continue;
    }
    const inner = made.value === null ? null : candidatesOf(made.value, made.provider ?? undefined, at, depth + 1);
    if (inner !== null) candidates.push(...inner.candidates);
    if (inner === null || inner.why !== null) {
      why ??= inner?.why ?? 'no model is named';
      chosenOutside &&= inner?.chosenOutside ?? false;
    }
  }
  return { candidates, why, chosenOutside };
}

/** What a model object was made with: the value that names the model, and the provider that its factory belongs to. */
function madeModel(value: ExternalValue, at: ModelContext): { readonly value: Value | null; readonly provider: string | null } | null {
  const factory = at.factories.get(`${value.package}:${externalPath(value)}`);
  const last = value.steps.findLast((step) => step.kind === 'call');
  if (factory === undefined || last?.kind !== 'call') return null;
  if (last.call === null) return { value: null, provider: factory.provider };
  const inFile: RequestContext = { ...at, path: last.path };
  const use = parameterOf(requestOf(last.call, inFile, at.ecosystem === 'python' ? 'arguments' : 0).fields, factory.id, inFile);
  return { value: use.state === 'absent' ? null : use.value, provider: factory.provider };
}
