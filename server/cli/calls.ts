/** `promptcost calls`: every call with its model, tokens and cost, and what they come to. */
import { type AnalyzedCall, type FileAnalysis, formatDollars, formatTokens, type Location, sumDollars } from '../core/index.ts';
import { toldFactors } from '../features/label.ts';
import { relativeTo } from '../host/paths.ts';
import type { Colors } from './colors.ts';
import { clean } from './frame.ts';
import { placesOf, placeText, type Texts } from './places.ts';
import { countOf, table, wrap } from './words.ts';

export interface CallsContext {
  readonly root: string;
  readonly colors: Colors;
  readonly texts: Texts;
  readonly pricesAsOf: string;
  /** Columns of a terminal. */
  readonly width: number;
}

/** The inventory as lines, by file in the order given. */
export function callsReport(analyses: readonly FileAnalysis[], { root, colors, texts, pricesAsOf, width }: CallsContext): readonly string[] {
  const lines: string[] = [];
  for (const { path, calls } of analyses) {
    if (calls.length === 0) continue;
    const place = placesOf(texts, path);
    lines.push(colors.bold(clean(relativeTo(root, path))));
    const rows = calls.map((call) => [`  ${placeText(place(call.site.call.start))}`, clean(calleeText(call)), modelText(call), tokensText(call), costText(call)]);
    lines.push(...table(rows, [], width), '');
  }
  return [...lines, ...totals(analyses.flatMap(({ calls }) => calls), pricesAsOf).flatMap((line) => wrap(line, width, '  '))];
}

function calleeText({ site: { through, callee } }: AnalyzedCall): string {
  return through === null ? callee : `${through.name}() → ${callee}`;
}

function modelText({ site }: AnalyzedCall): string {
  const { state, candidates } = site.model;
  const ids = [...new Set(candidates.map(({ id }) => clean(id)))];
  switch (state) {
    case 'known':
      return ids.join(' or ');
    case 'partial':
      return ids.length === 0 ? 'model not known here' : `${ids.join(' or ')} or another`;
    case 'unknown':
      return 'model not known here';
    case 'absent':
      return 'no model named';
  }
}

function tokensText({ site, cost }: AnalyzedCall): string {
  if (site.operation.kind === 'batch' && cost.dollars === null) return 'a batch';
  const input = `in ${formatTokens(cost.input)}`;
  return site.operation.kind === 'generate' || site.operation.kind === 'batch' ? `${input}, out ${formatTokens(cost.output.low)} ≤ ${cost.outputBound === 'unknown' ? '?' : formatTokens(cost.output.high)}` : input;
}

function costText({ site, cost }: AnalyzedCall): string {
  if (site.operation.kind === 'count') return 'free';
  if (cost.dollars !== null) {
    const month = cost.volume?.dollarsPerMonth ?? null;
    const measured = cost.usage === null || cost.usage.by === 'model' ? '' : ', measured';
    const kept = cost.storage === null ? '' : ` + ${formatDollars(cost.storage.perHour)} an hour`;
    const last = cost.conversation.at(-1);
    const turns = last === undefined ? '' : `, ${last.turns} turns ${formatDollars(last.dollars)}`;
    const factors = toldFactors(cost.factors).map((factor) => ` ${factor}`).join('');
    return `${formatDollars(cost.dollars)}${factors}${turns}${kept}${month === null ? '' : `, ${formatDollars(month)} a month`}${measured}`;
  }
  const unpriced = site.model.candidates.find(({ lookup }) => lookup.kind === 'unknown');
  return unpriced === undefined ? '–' : `no price for ${clean(unpriced.id)}`;
}

function totals(calls: readonly AnalyzedCall[], pricesAsOf: string): readonly string[] {
  if (calls.length === 0) return ['No calls of a known SDK found.'];
  const placeOf = ({ path, start }: Location): string => `${path}\0${start}`;
  const within = new Set(calls.flatMap(({ site: { through } }) => (through === null ? [] : [through.inner, ...through.via].map(placeOf))));
  // A call that functions make for their callers is counted where they are called.
  return totalsOf(calls.filter(({ site }) => !within.has(placeOf(site))), calls.length, pricesAsOf);
}

function totalsOf(calls: readonly AnalyzedCall[], listed: number, pricesAsOf: string): readonly string[] {
  const priced = calls.flatMap(({ cost }) => (cost.dollars === null ? [] : [cost.dollars]));
  const sum = sumDollars(priced);
  const months = calls.flatMap(({ cost }) => (cost.volume?.dollarsPerMonth == null ? [] : [cost.volume.dollarsPerMonth]));
  const month = sumDollars(months);
  const unpriced = calls.length - priced.length;
  return [
    `${countOf(listed, 'call')}${listed === calls.length ? '' : `, ${listed - calls.length} of them made by the others`}.${priced.length === 0 ? '' : ` One of each priced call: ${formatDollars(sum)}, typical to worst case.`}${unpriced === 0 ? '' : ` ${countOf(unpriced, 'call')} without a price: the model is not known here, or it is not billed by itself.`}`,
    ...(months.length === 0 ? [] : [`A month at the stated volumes (${countOf(months.length, 'call')}): ${formatDollars(month)}.`]),
    `Without cache and batch discounts; prices as of ${pricesAsOf}.`,
  ];
}
