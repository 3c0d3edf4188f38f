/** `promptcost usage show`: what was measured, and which calls of the code it belongs to. */
import { type AnalyzedCall, type Catalog, type MeasuredUsage, type UsageTable } from '../core/index.ts';
import { formatCount } from '../core/model/format.ts';
import { join, relativeTo, toWorkspacePath } from '../host/paths.ts';
import type { Colors } from './colors.ts';
import { clean } from './frame.ts';
import type { Io } from './io.ts';
import { placesOf, placeText } from './places.ts';
import { createProgress } from './progress.ts';
import { scan, type Scan, type Troubles, WHOLE } from './scan.ts';
import { countOf, table } from './words.ts';

export interface UsageContext {
  readonly io: Io;
  readonly catalog: Catalog;
  readonly colors: Colors;
  readonly print: (lines: readonly string[]) => void;
  /** Tells what a scan left out. */
  readonly report: (scanned: Troubles) => 0 | 2;
}

/** A table with the calls that lie below its folder. */
interface Known {
  readonly table: UsageTable;
  readonly calls: readonly Located[];
}

interface Located {
  readonly call: AnalyzedCall;
  /** As the table names the file. */
  readonly file: string;
  /** `src/a.py:12:5`, relative to what was scanned. */
  readonly place: string;
}

export async function showUsage(paths: readonly string[], format: 'pretty' | 'json', { io, catalog, colors, print, report }: UsageContext): Promise<0 | 2> {
  const scanned = await scan(paths, catalog, io, createProgress(io.stderr, io.now), WHOLE);
  const known = tablesOf(scanned, toWorkspacePath(io.cwd));
  if (format === 'json') io.stdout.write(`${JSON.stringify({ schemaVersion: 1, tables: known.map(json) }, null, 2)}\n`);
  else if (known.length === 0) print(['Nothing is measured here: there is no .promptcost/usage.json in this folder or above it. `promptcost usage import FILE…` makes one from logs of calls.']);
  else print(known.flatMap((one, index) => [...(index === 0 ? [] : ['']), ...tableReport(one, colors)]));
  return report(scanned);
}

function tablesOf({ host, results, root, workspace }: Scan, cwd: string): readonly Known[] {
  const tables = new Map<UsageTable, Located[]>();
  const own = host.usage?.(join(cwd, '_')) ?? null;
  if (own !== null) tables.set(own.table, []);
  for (const { path, calls } of results) {
    const at = host.usage?.(path) ?? null;
    if (at === null) continue;
    const located = tables.get(at.table) ?? [];
    tables.set(at.table, located);
    const place = placesOf(workspace, path);
    for (const call of calls) if (call.site.operation.kind === 'generate' || call.site.operation.kind === 'embed') located.push({ call, file: at.file, place: `${relativeTo(root, path)}:${placeText(place(call.site.call.start))}` });
  }
  return [...tables].map(([measured, calls]) => ({ table: measured, calls }));
}

function tableReport({ table: measured, calls }: Known, colors: Colors): readonly string[] {
  const lines = [colors.bold(measured.from === null ? 'Measured, on days that are not known' : `Measured from ${measured.from} to ${measured.to}`)];
  const rows = (head: string, entries: Readonly<Record<string, MeasuredUsage>>, where: (name: string) => string): void => {
    const names = Object.keys(entries);
    if (names.length === 0) return;
    const header = [head, 'calls', 'a day', 'input', 'p95', 'output', 'p95', 'cache', ''];
    lines.push('', ...table([header, ...names.map((name) => [clean(name), ...figures(entries[name]!), where(name)])], [1, 2, 3, 4, 5, 6, 7]));
  };
  rows('label', measured.labels, (name) => placesBy(calls, 'label', name) ?? 'no call has this label');
  rows('function', measured.functions, (name) => placesBy(calls, 'function', name) ?? whyNotFunction(calls, name));
  rows('model', measured.models, (name) => modelUse(calls, name));
  const totals = Object.entries(measured.totals);
  if (totals.length > 0) {
    const cells = totals.map(([name, sums]) => [clean(name), count(sums.calls), count(sums.callsPerDay), formatCount(sums.inputTokens), formatCount(sums.outputTokens), share(sums.cacheReadShare), modelUse(calls, name)]);
    lines.push('', ...table([['model, by sums', 'calls', 'a day', 'all input', 'all output', 'cache', ''], ...cells], [1, 2, 3, 4, 5]));
  }
  const without = calls.filter(({ call }) => call.cost.usage === null || call.cost.usage.by === 'model');
  if (calls.length === 0) return [...lines, '', 'There is no call in the code here.'];
  lines.push('', without.length === 0 ? `All calls in the code are measured (${countOf(calls.length, 'call')}).` : `${countOf(without.length, 'call')} of ${calls.length} in the code not measured by label or function: ${without.slice(0, 10).map(({ place }) => clean(place)).join(', ')}${without.length > 10 ? ', …' : ''}.`);
  if (without.length > 0) lines.push('A comment `promptcost: label=NAME` at a call joins it with the label NAME of the logs.');
  return lines;
}

function figures({ calls, callsPerDay, input, output, cacheReadShare }: MeasuredUsage): readonly string[] {
  return [formatCount(calls), count(callsPerDay), count(input.p50 ?? input.mean), count(input.p95), count(output.p50 ?? output.mean), count(output.p95), share(cacheReadShare)];
}

function placesBy(calls: readonly Located[], by: 'label' | 'function', name: string): string | null {
  const own = calls.filter(({ call: { cost } }) => cost.usage?.by === by && cost.usage.name === name);
  return own.length === 0 ? null : own.map(({ place }) => clean(place)).join(', ');
}

function whyNotFunction(calls: readonly Located[], name: string): string {
  const [file, func] = name.split('#');
  const inFile = calls.filter((located) => located.file === file);
  if (inFile.length === 0) return 'no call in such a file';
  const inFunction = func === undefined ? inFile : inFile.filter(({ call }) => call.site.functions.find((each) => each.name !== null)?.name === func);
  if (inFunction.length === 0) return 'no call in such a function';
  if (inFunction.every(({ call }) => call.cost.usage?.by === 'label')) return 'its call is known by its label';
  return inFunction.length > 1 ? `not told apart: ${countOf(inFunction.length, 'call')} there, give them labels` : 'not used';
}

function modelUse(calls: readonly Located[], name: string): string {
  const own = calls.filter(({ call: { cost } }) => cost.usage?.by === 'model' && cost.usage.name === name);
  return own.length === 0 ? '' : `typical answer of ${own.slice(0, 5).map(({ place }) => clean(place)).join(', ')}${own.length > 5 ? ', …' : ''}`;
}

function json({ table: measured, calls }: Known): unknown {
  return {
    usage: measured,
    calls: calls.map(({ call: { cost }, place }) => ({ place, by: cost.usage?.by ?? null, name: cost.usage?.name ?? null })),
  };
}

function count(value: number | null): string {
  return value === null ? '–' : value < 10 && !Number.isInteger(value) ? String(Number(value.toPrecision(2))) : formatCount(value);
}

function share(value: number | null): string {
  return value === null ? '–' : `${Number((value * 100).toPrecision(2))} %`;
}
