/**
 * The machine-readable output, version 1 (docs/json-output.md). Adding a field keeps the version; a change of what a field means, or its removal, raises it.
 */
import { type AnalyzedCall, type CallUsage, type FileAnalysis, type Finding, type Quantiles, type Range } from '../core/index.ts';
import { relativeTo } from '../host/paths.ts';
import { endOf, type Place, type placesInFiles, type Texts } from './places.ts';

export const SCHEMA_VERSION = 1;

export interface JsonOutput {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly calls: readonly JsonCall[];
  readonly findings: readonly JsonFinding[];
}

/** Lines and columns count from 1, columns in UTF-16 code units, both within the cell of a notebook; `endColumn` is that after the last character. */
export interface JsonCall {
  readonly path: string;
  /** The index of a notebook's cell, from 0; null elsewhere. */
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly language: string;
  readonly sdk: string;
  readonly api: string;
  /** Where the call is one of the workspace's own functions that makes the call of the SDK: its name, and that call. `via`: calls of other such functions on the way, outermost first. Null for the SDK's call itself. */
  readonly through: (JsonPlace & { readonly function: string; readonly via: readonly JsonPlace[] }) | null;
  readonly model: { readonly state: string; readonly values: readonly string[]; readonly why: string | null };
  readonly maxOutputTokens: { readonly state: string; readonly value: number | null };
  readonly system: { readonly state: string; readonly tokens: number | null };
  readonly inputTokens: Range;
  /** `high` is null where nothing in sight bounds the answer. */
  readonly outputTokens: { readonly low: number; readonly high: number | null };
  /** US dollars a call, typical to worst case; null where no price is known. */
  readonly cost: Range | null;
  /** What multiplies the call beside `cost`, outermost first; `times` is null where nothing bounds it. */
  readonly factors: readonly { readonly kind: string; readonly times: number | null; readonly bound: string; readonly label: string }[];
  /** What so many turns cost together, and the input of the last, where the call sends a history that grows from one call to the next; none where it does not. */
  readonly conversation: readonly { readonly turns: number; readonly inputTokens: Range; readonly cost: Range }[];
  readonly assumptions: readonly string[];
  /** Measured calls that the figures are taken from; null where nothing was measured. */
  readonly usage: JsonUsage | null;
}

export interface JsonPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface JsonUsage {
  readonly by: 'label' | 'function' | 'model';
  readonly name: string;
  readonly calls: number;
  readonly callsPerDay: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly inputTokens: Quantiles;
  readonly outputTokens: Quantiles;
  readonly cacheReadShare: number | null;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly impact: string;
  readonly saving: { readonly dollarsPerThousandCalls: Range; readonly basis: string } | null;
  readonly fixes: readonly { readonly title: string; readonly safety: string }[];
}

type PlacesIn = ReturnType<typeof placesInFiles>;

/** The calls of a file. */
export function jsonCalls({ path, calls }: FileAnalysis, root: string, texts: Texts, placesIn: PlacesIn): readonly JsonCall[] {
  if (calls.length === 0) return [];
  const place = placesIn(path);
  const throughOf = ({ site: { through } }: AnalyzedCall): JsonCall['through'] => {
    if (through === null) return null;
    const placeIn = (inner: string, start: number): JsonPlace => {
      const { line, column } = placesIn(inner)(start);
      return { path: relativeTo(root, inner), line, column };
    };
    return { function: through.name, ...placeIn(through.inner.path, through.inner.call.start), via: through.via.map((each) => placeIn(each.path, each.start)) };
  };
  return calls.map((call) => jsonCall(call, relativeTo(root, path), place(call.site.call.start), place(endOf(texts, path, call.site.call)), throughOf(call)));
}

export function jsonFinding(finding: Finding, root: string, texts: Texts, placesIn: PlacesIn): JsonFinding {
  const { path, start } = finding.at;
  const place = placesIn(path);
  const last = place(endOf(texts, path, finding.at));
  return {
    rule: finding.rule,
    severity: finding.severity,
    path: relativeTo(root, path),
    ...place(start),
    endLine: last.line,
    endColumn: last.column,
    message: finding.message,
    impact: finding.impact,
    saving: finding.saving === null ? null : { dollarsPerThousandCalls: amounts(finding.saving.dollarsPerThousandCalls), basis: finding.saving.basis },
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
  };
}

function jsonCall({ site, cost }: AnalyzedCall, path: string, start: Place, end: Place, through: JsonCall['through']): JsonCall {
  const { maxOutput } = site.parameters;
  return {
    path,
    ...start,
    endLine: end.line,
    language: site.language,
    sdk: site.sdk.id,
    api: site.operation.api,
    through,
    model: { state: site.model.state, values: [...new Set(site.model.candidates.map((candidate) => candidate.id))], why: site.model.why },
    maxOutputTokens: { state: maxOutput.state, value: maxOutput.state === 'known' && maxOutput.value.kind === 'number' ? maxOutput.value.value : null },
    system: systemOf({ site, cost }),
    inputTokens: cost.input,
    outputTokens: { low: cost.output.low, high: cost.outputBound === 'unknown' ? null : cost.output.high },
    cost: cost.dollars === null ? null : amounts(cost.dollars),
    factors: cost.factors.map(({ kind, times, bound, label }) => ({ kind, times, bound, label })),
    conversation: cost.conversation.map(({ turns, input, dollars }) => ({ turns, inputTokens: input, cost: amounts(dollars) })),
    assumptions: cost.assumptions,
    usage: cost.usage === null ? null : jsonUsage(cost.usage),
  };
}

function jsonUsage({ by, name, from, to, measured }: CallUsage): JsonUsage {
  return { by, name, calls: measured.calls, callsPerDay: measured.callsPerDay, from, to, inputTokens: measured.input, outputTokens: measured.output, cacheReadShare: measured.cacheReadShare };
}

/** The system prompt wherever the API puts it: a parameter of its own, or messages with that role. Tokens are the middle of the estimate. */
function systemOf({ site, cost }: Pick<AnalyzedCall, 'site' | 'cost'>): JsonCall['system'] {
  const parts = cost.parts.filter(({ role }) => role === 'system');
  if (parts.length > 0) {
    const state = parts.every((part) => part.state === 'known') ? 'known' : parts.every((part) => part.state === 'unknown') ? 'unknown' : 'partial';
    const tokens = parts.reduce((sum, part) => sum + (part.tokens.low + part.tokens.high) / 2, 0);
    return { state, tokens: state === 'unknown' ? null : Math.round(tokens) };
  }
  if (site.parameters.system.state === 'unknown') return { state: 'unknown', tokens: null };
  // A system message may stand in what is not known of the messages, unless the API keeps it apart.
  const apart = site.operation.parameters.system !== undefined && site.operation.api === 'anthropic-messages';
  const { messages, prompt } = site.parameters;
  const open = [messages, prompt].some(({ state }) => state === 'unknown') || cost.parts.some((part) => part.state === 'unknown' && part.role === 'other');
  return { state: !apart && open ? 'unknown' : 'absent', tokens: null };
}

/** Six significant digits: sums of binary fractions leave dust that no price list bears. */
function amounts({ low, high }: Range): Range {
  return { low: Number(low.toPrecision(6)), high: Number(high.toPrecision(6)) };
}
