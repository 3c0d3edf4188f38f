/** The one-line account of a call: `≈ $0.0042–0.021 · in 3.1k · out ≤ 1k`. */
import { formatDollars, formatTokens, type AnalyzedCall } from '../core/index.ts';

/** What one call costs, typical to worst case; null for operations that are not billed by themselves (counting tokens, submitting a batch). */
export function callLabel({ site, cost }: AnalyzedCall): string | null {
  if (site.operation.kind === 'count' || site.operation.kind === 'batch') return null;
  const parts = [cost.dollars === null ? unpriced(site.model.candidates.map((candidate) => candidate.id)) : `≈ ${formatDollars(cost.dollars)}`];
  if (cost.input.high > 0) parts.push(`in ${formatTokens(cost.input)}`);
  // Neither a cap nor a model: there is nothing to bound the answer by.
  if (site.operation.kind === 'generate' && cost.outputBound !== 'unknown' && cost.output.high > 0) parts.push(`out ≤ ${formatTokens(cost.output.high)}`);
  if (cost.volume !== null && cost.volume.dollarsPerMonth !== null) parts.push(`${formatDollars(cost.volume.dollarsPerMonth)} / month`);
  if (cost.usage !== null && cost.usage.by !== 'model') parts.push('measured');
  if (cost.dollars !== null) parts.push(...modelCaveat(site.model));
  return parts.join(' · ');
}

function unpriced(ids: readonly string[]): string {
  return ids.length === 0 ? 'model not known here' : `no price for ${[...new Set(ids)].join(', ')}`;
}

/** The figures are of the dearest candidate: say so where there are several, or where the only one may be replaced from outside. */
function modelCaveat({ candidates, state }: AnalyzedCall['site']['model']): readonly string[] {
  const ids = new Set(candidates.map((candidate) => candidate.id));
  if (ids.size > 1) return [`dearest of ${ids.size} models`];
  if (candidates.some((candidate) => candidate.certainty === 'default')) return ['default model'];
  return state === 'partial' ? ['if this model'] : [];
}
