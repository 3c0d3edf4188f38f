/** The comparison of one call with its alternatives, as Markdown. */
import { formatDollars, type AnalyzedCall, type FileAnalysis, type Scenario, type Span } from '../core/index.ts';
import { formatCount, formatRatio } from '../core/model/format.ts';

/** The calls under a cursor or a selection that have a price to compare with. */
export function comparisons({ calls }: FileAnalysis, range: Span): readonly AnalyzedCall[] {
  return calls.filter(({ site, cost }) => cost.dollars !== null && range.end >= site.call.callee.start && range.start <= Math.max(site.call.callee.end, site.call.open + 1));
}

/** A page for an editor; says so where there is nothing to compare. */
export function whatIfPage({ site, cost }: AnalyzedCall, scenarios: readonly Scenario[] | null): string {
  const title = `# What if: \`${site.callee.replace(/[`|\s]+/g, ' ')}\``;
  if (scenarios === null) return `${title}\n\nThe call has no known price: its model is not known here, or it is not billed by itself.\n`;
  const rows = scenarios.map((scenario) => `| ${scenario.label.replaceAll('|', '\\|')} | ${formatDollars(scenario.perThousand)} | ${comparedWith(scenario, scenarios[0]!)} | ${noteOf(scenario)} |`);
  return [
    title,
    'Cost of 1,000 calls, typical to worst case. Whether another model answers as well is not in these figures.',
    ['| the same call | 1,000 calls | typically | |', '|:--|--:|--:|:--|', ...rows].join('\n'),
    cost.assumptions.map((line) => `- ${line}`).join('\n'),
    '',
  ].join('\n\n');
}

/** `−75 %`: how the typical case compares with the call as it is; nothing for itself. */
export function comparedWith(scenario: Scenario, now: Scenario): string {
  if (scenario === now || now.perThousand.low <= 0) return '';
  const ratio = scenario.perThousand.low / now.perThousand.low;
  if (Math.abs(ratio - 1) < 0.005) return 'the same';
  return ratio < 1 ? `−${Math.round((1 - ratio) * 100)} %` : ratio < 2 ? `+${Math.round((ratio - 1) * 100)} %` : `× ${formatRatio(ratio)}`;
}

/** The note with the volume from which it pays. */
export function noteOf({ note, breakEven }: Scenario): string {
  const pays = breakEven === null ? null : Number.isFinite(breakEven.calls) ? `pays from ${formatCount(breakEven.calls)} calls ${breakEven.per === 'month' ? 'a month' : 'in all'} on` : 'never pays: a call costs no less';
  return [note, pays].filter((part) => part !== null).join('; ');
}
