/** The one-line account of a call: `≈ $0.0042–0.021 · in 3.1k · out ≤ 1k`. */
import { formatDollars, formatTokens, type AnalyzedCall, type CostFactor } from '../core/index.ts';
import { formatCount } from '../core/model/format.ts';

/** What one call costs, typical to worst case; null for operations that are not billed by themselves (counting tokens, submitting a batch). */
export function callLabel({ site, cost }: AnalyzedCall): string | null {
  if (site.operation.kind === 'count' || (site.operation.kind === 'batch' && cost.dollars === null)) return null;
  // Beside a call of one's own function, only what is known is worth a hint.
  if (site.through !== null && cost.dollars === null) return null;
  const parts = [cost.dollars === null ? unpriced(site.model.candidates.map((candidate) => candidate.id)) : `≈ ${formatDollars(cost.dollars)}`];
  if (cost.storage !== null) parts.push(`+ ${formatDollars(cost.storage.perHour)} / hour`);
  if (cost.input.high > 0) parts.push(`in ${formatTokens(cost.input)}`);
  // Neither a cap nor a model: there is nothing to bound the answer by.
  if (site.operation.kind === 'generate' && cost.outputBound !== 'unknown' && cost.output.high > 0) parts.push(`out ≤ ${formatTokens(cost.output.high)}`);
  if (cost.volume !== null && cost.volume.dollarsPerMonth !== null) parts.push(`${formatDollars(cost.volume.dollarsPerMonth)} / month`);
  if (cost.usage !== null && cost.usage.by !== 'model') parts.push('measured');
  if (cost.dollars !== null) parts.push(...modelCaveat(site.model));
  parts.push(...toldFactors(cost.factors));
  return parts.join(' · ');
}

function unpriced(ids: readonly string[]): string {
  return ids.length === 0 ? 'model not known here' : `no price for ${[...new Set(ids)].join(', ')}`;
}

/** The figures reach from the cheapest candidate to the dearest: say so where there are several, or where the only one may be replaced from outside. */
function modelCaveat({ candidates, state }: AnalyzedCall['site']['model']): readonly string[] {
  const ids = new Set(candidates.map((candidate) => candidate.id));
  if (ids.size > 1) return [`one of ${ids.size} models`];
  if (candidates.some((candidate) => candidate.certainty === 'default')) return ['default model'];
  return state === 'partial' ? ['if this model'] : [];
}

/** What multiplies a call, each in few words, as far as it is told beside it. */
export function toldFactors(factors: readonly CostFactor[]): readonly string[] {
  return factors.filter(isTold).map(formatFactor);
}

/** A factor in few words: `× 12 loop`, `× 15 tries worst case`, `× ≤ 5 steps`. */
export function formatFactor({ kind, times, bound }: CostFactor): string {
  const count = times === null ? '∞' : `${bound === 'at most' && kind !== 'retries' ? '≤ ' : ''}${formatCount(times)}`;
  switch (kind) {
    case 'loop':
      return `× ${count} loop`;
    case 'fan-out':
      return `× ${count} at once`;
    case 'retries':
      return `× ${count} tries worst case`;
    case 'steps':
      return `× ${count} steps`;
  }
}

/** The SDK's own retries are the same everywhere: they belong into the account and not beside each call. */
function isTold({ kind, at }: CostFactor): boolean {
  return kind !== 'retries' || at !== null;
}
