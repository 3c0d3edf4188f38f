/** `promptcost usage import` and `promptcost usage show`. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../host/files/replace-file.ts';
import { USAGE_FILE as FILE, USAGE_FOLDER as FOLDER } from '../host/settings/usage-files.ts';
import { didYouMean } from '../host/settings/suggestion.ts';
import { importLogs, type ImportOutcome, type ImportResult } from '../usage/import.ts';
import type { FieldMap } from '../usage/read-call.ts';
import type { ParsedArguments } from './arguments.ts';
import type { Colors } from './colors.ts';
import { clean } from './frame.ts';
import { USAGE_FIELDS } from './help.ts';
import { UsageError } from './io.ts';
import { createProgress } from './progress.ts';
import { showUsage, type UsageContext } from './usage-show.ts';
import { countOf } from './words.ts';

export async function usageCommand([action, ...rest]: readonly string[], options: ParsedArguments['options'], context: UsageContext): Promise<0 | 2> {
  switch (action) {
    case 'import':
      return importCommand(rest, options, context);
    case 'show':
      return showUsage(rest, options['format'] === 'json' ? 'json' : 'pretty', context);
    default:
      throw new UsageError(action === undefined ? 'usage needs to be told what to do: import FILE… or show' : `usage has no action "${action}"; it has import and show`);
  }
}

async function importCommand(files: readonly string[], options: ParsedArguments['options'], { io, colors, print }: UsageContext): Promise<0> {
  if (files.length === 0) throw new UsageError('usage import needs the files to read: promptcost usage import calls.csv');
  const map = mapOf(options['map']);
  const distinct = [...new Map(files.map((file) => [path.resolve(io.cwd, file), file]))];
  const progress = createProgress(io.stderr, io.now);
  let result: ImportOutcome;
  try {
    result = await importLogs({
      files: distinct.map(([absolute, shown]) => ({ path: absolute, shown })),
      format: typeof options['from'] === 'string' ? options['from'] : null,
      map,
      now: io.today === undefined ? Date.now() : Date.parse(`${io.today}T23:59:59Z`),
      fileAt: createFileFinder(io.cwd),
      progress: (text) => progress.show(text),
    });
  } finally {
    progress.clear();
  }
  if (result.kind === 'unreadable') throw new UsageError(`${result.message}. Nothing was written`);
  const rows = result.sources.reduce((sum, source) => sum + source.rows, 0);
  if (rows > 0) write(io.cwd, result);
  if (options['format'] === 'json') io.stdout.write(`${JSON.stringify(importJson(result), null, 2)}\n`);
  else print(importReport(result, rows, colors));
  if (rows === 0) throw new UsageError(`no row could be counted. Nothing was written to ${FOLDER}/${FILE}`);
  return 0;
}

/** The file as it is kept: figures and names, sorted, so that a second import of the same logs changes nothing. */
function write(cwd: string, { table, calls, days }: ImportResult): void {
  const folder = path.join(cwd, FOLDER);
  mkdirSync(folder, { recursive: true });
  const kept = {
    about: 'What calls really used, by `promptcost usage import`. Figures and names only: no text of prompts or answers. It may be committed.',
    version: 1,
    from: table.from,
    to: table.to,
    days: days === null ? null : Number(days.toPrecision(4)),
    calls,
    labels: table.labels,
    functions: table.functions,
    models: table.models,
    totals: table.totals,
  };
  const file = path.join(folder, FILE);
  replaceFile(file, `${JSON.stringify(kept, null, 2)}\n`);
}

function importReport(result: ImportResult, rows: number, colors: Colors): readonly string[] {
  const { table, sources, leftOut, days, modelOnly, nameless } = result;
  const lines: string[] = [];
  for (const { shown, format, rows: own } of sources) lines.push(`${clean(shown)}: ${format.title}, ${countOf(own, format.grain === 'call' ? 'call' : 'row')}`);
  if (leftOut.length > 0) {
    lines.push('', `${colors.bold('Left out')}:`);
    for (const { kind, rows: count, reason, examples } of leftOut) {
      const amount = countOf(count, 'row');
      lines.push(`  ${kind === 'bad' ? colors.yellow(amount) : amount}: ${clean(reason)} (${examples.map(clean).join(', ')}${count > examples.length ? ', …' : ''})`);
    }
  }
  if (rows === 0) return lines;
  const period = days === null ? 'without dates, so without calls a day' : `${table.from} to ${table.to}, ${countOf(Math.round(days * 10) / 10, 'day')}`;
  lines.push('', `${colors.bold(`Wrote ${FOLDER}/${FILE}`)}: ${groups(result) || 'no group of calls'} (${period}).`);
  if (modelOnly > 0) lines.push(`${countOf(modelOnly, 'call')} ${modelOnly === 1 ? 'has' : 'have'} neither a label nor a function: ${modelOnly === 1 ? 'it counts for its model' : 'they count for their models'} alone. --map label=COLUMN names the column that tells calls apart.`);
  if (nameless > 0) lines.push(`${countOf(nameless, 'call')} ${nameless === 1 ? 'has' : 'have'} no label, function or model, and ${nameless === 1 ? 'is' : 'are'} in no group.`);
  const uncounted = Object.entries(table.totals).filter(([, { calls }]) => calls === null).length;
  if (uncounted > 0) lines.push(`Of ${countOf(uncounted, 'model')} only sums of tokens are known, and no number of calls: they tell nothing of a single call.`);
  if (groups(result) !== '') lines.push('`promptcost usage show` tells which calls of the code they belong to.');
  return lines;
}

function groups({ table }: ImportResult): string {
  const counted = [
    [Object.keys(table.labels).length, 'label'],
    [Object.keys(table.functions).length, 'function'],
    [Object.keys(table.models).length, 'model'],
    [Object.keys(table.totals).length, 'model by sums', 'models by sums'],
  ] as const;
  return counted.filter(([count]) => count > 0).map(([count, noun, plural]) => countOf(count, noun, plural)).join(', ');
}

function importJson({ table, sources, leftOut, calls, modelOnly, nameless, days }: ImportResult): unknown {
  return { schemaVersion: 1, calls, modelOnly, nameless, days, sources: sources.map(({ shown, format, rows }) => ({ file: shown, format: format.id, rows })), leftOut, usage: table };
}

const FIELD_OF: Readonly<Record<string, keyof FieldMap>> = { cache_read: 'cacheRead', cache_write: 'cacheWrite' };

function mapOf(given: string | true | undefined): FieldMap {
  if (typeof given !== 'string') return {};
  return Object.fromEntries(
    given.split(',').map((pair) => {
      const [name, ...rest] = pair.split('=');
      const column = rest.join('=').trim();
      const field = name!.trim();
      if (!USAGE_FIELDS.includes(field)) throw new UsageError(`--map: there is no field "${field}"${didYouMean(field, USAGE_FIELDS) || `; the fields are ${USAGE_FIELDS.join(', ')}`}`);
      if (column === '') throw new UsageError(`--map: "${pair}" names no column; write ${field}=column`);
      return [FIELD_OF[field] ?? field, column];
    }),
  ) as FieldMap;
}

/**
 * Finds a recorded source file in a folder: programs run elsewhere (`/app/src/triage.py`), so leading folders are dropped until a file is there. What lies in an installed package is not
 * ours and stays as it is.
 */
function createFileFinder(folder: string): (recorded: string) => string {
  const known = new Map<string, string>();
  return (recorded) => {
    let found = known.get(recorded);
    if (found === undefined) {
      found = find(folder, recorded);
      if (known.size < 10_000) known.set(recorded, found);
    }
    return found;
  };
}

function find(folder: string, recorded: string): string {
  const parts = recorded.replaceAll('\\', '/').replace(/^file:\/\//, '').split('/').filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => ['..', 'node_modules', 'site-packages', 'dist-packages'].includes(part))) return recorded;
  for (let from = 0; from < parts.length; from++) {
    const relative = parts.slice(from).join('/');
    if (existsSync(path.join(folder, relative))) return relative;
  }
  return recorded;
}
