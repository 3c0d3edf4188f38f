/** Reads logs of calls, whatever wrote them, into one table of figures. Streams: memory does not grow with the size of the logs. */
import type { Format, Rejection, Row } from './call.ts';
import { createCopyReader } from './copy-records.ts';
import { createCsvReader } from './csv-records.ts';
import { type LogFile, openLog, UnreadableLog } from './file-chunks.ts';
import { formats } from './formats.ts';
import { createJsonReader, type Layout } from './json-records.ts';
import { createCallReader, type FieldMap } from './read-call.ts';
import { valueAt } from './read-field.ts';
import { createTally, MOST_GROUPS, type TallyResult } from './tally.ts';

export interface ImportOptions {
  /** Where to read, and how each file is called in messages. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** The id of the format; null: told by what is in each file. */
  readonly format: string | null;
  readonly map: FieldMap;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The name of a recorded source file in the workspace, or as recorded where it is not there. */
  readonly fileAt: (recorded: string) => string;
  /** Told from time to time how far it is. */
  readonly progress: (text: string) => void;
}

/** `unreadable`: a whole file cannot be read. The message names it and says the way out. */
export type ImportOutcome = ImportResult | { readonly kind: 'unreadable'; readonly message: string };

export interface ImportResult extends TallyResult {
  readonly kind: 'imported';
  readonly sources: readonly Source[];
  /** What was left out, most rows first, what looks wrong before what is ordinary. */
  readonly leftOut: readonly LeftOut[];
}

export interface Source {
  readonly shown: string;
  readonly format: Format;
  /** Rows that were counted. */
  readonly rows: number;
}

export interface LeftOut extends Rejection {
  readonly rows: number;
  /** The first few, as `file:line`. */
  readonly examples: readonly string[];
}

/** The only entry of this folder: everything behind it is loaded when it is first called. */
export async function importLogs({ files, format: id, map, now, fileAt, progress }: ImportOptions): Promise<ImportOutcome> {
  const format = formats.find((each) => each.id === id) ?? null;
  const tally = createTally(fileAt);
  const leftOut = new Map<string, { readonly rejection: Rejection; rows: number; readonly examples: string[] }>();
  const sources: Source[] = [];
  for (const { path, shown } of files) {
    const reject: ImportTask['reject'] = (rejection, place) => {
      const key = `${rejection.kind}\0${rejection.reason}`;
      const group = leftOut.get(key) ?? { rejection, rows: 0, examples: [] };
      leftOut.set(key, group);
      group.rows++;
      if (group.examples.length < 3) group.examples.push(`${shown}:${place}`);
    };
    try {
      sources.push(...(await importLog({ path, shown, format, map, now, tally, reject, progress })));
    } catch (error) {
      if (!(error instanceof UnreadableLog)) throw error;
      return { kind: 'unreadable', message: `${shown}: ${error.message}` };
    }
  }
  return {
    kind: 'imported',
    ...tally.finish(),
    sources,
    leftOut: [...leftOut.values()].map(({ rejection, rows, examples }) => ({ ...rejection, rows, examples })).sort((a, b) => (a.kind === b.kind ? b.rows - a.rows : a.kind === 'bad' ? -1 : 1)),
  };
}

/** A line, from 1, or a record of a line that has several. */
type Place = number | `${number}, record ${number}`;

/** One log that is read into the common tally. */
interface ImportTask {
  readonly path: string;
  readonly shown: string;
  readonly format: Format | null;
  readonly map: FieldMap;
  readonly now: number;
  readonly tally: ReturnType<typeof createTally>;
  readonly reject: (rejection: Rejection, place: Place) => void;
  readonly progress: (text: string) => void;
}

async function importLog(task: ImportTask): Promise<readonly Source[]> {
  const log = await openLog(task.path);
  const start = log.head.toString('utf8').trimStart();
  if (start === '') throw new UnreadableLog('is empty');
  if (/^[{[]/.test(start)) return [await importJson(task, log, start)];
  if (/^COPY\s.+FROM\s+stdin/im.test(start) || start.startsWith('--\n-- PostgreSQL database dump') || /^(--|SET |BEGIN;|INSERT\s+INTO\b)/i.test(start)) return importDump(task, log);
  return [await importCsv(task, log, start)];
}

/** Counts rows of a format that is settled. */
function createCounter({ shown, map, now, tally, reject, progress }: ImportTask, format: Format): { add(row: Row, place: Place): void; readonly source: () => Source } {
  const read = createCallReader(format, map, now);
  let rows = 0;
  let seen = 0;
  return {
    add(row, place) {
      if (++seen % 10_000 === 0) progress(`${shown}: ${seen} rows`);
      const call = read(row);
      switch (call.kind) {
        case 'call':
          rows++;
          if (tally.add(call) === 'full') reject({ kind: 'bad', reason: `more than ${MOST_GROUPS} labels, functions or models: counted without its own. Is the label an id? Name another column with --map label=…` }, place);
          return;
        case 'bucket':
          rows++;
          if (tally.addBucket(call) === 'full') reject({ kind: 'bad', reason: `more than ${MOST_GROUPS} models: its sums are in no group` }, place);
          return;
        default:
          reject(call, place);
      }
    },
    source: () => ({ shown, format, rows }),
  };
}

async function importJson(task: ImportTask, log: LogFile, start: string): Promise<Source> {
  const layout = layoutOf(start);
  const lines = isLines(task.path, start) ? 'yes' : 'no';
  let counter: ReturnType<typeof createCounter> | null = null;
  let format: Format | null = null;
  /** Records before the format was settled: the first ones may be of another kind. */
  let waiting: { readonly value: Row; readonly place: Place }[] = [];
  const add = (value: Row, place: Place): void => counter!.add(format!.records === 'spans' ? flattened(value) : value, place);
  const settle = (): void => {
    format = task.format ?? formatOf(waiting.map(({ value }) => value), task.map);
    if (format === null) return;
    counter = createCounter(task, format);
    for (const { value, place } of waiting) add(value, place);
    waiting = [];
  };
  const reader = createJsonReader(layout, lines, {
    record(value, line, nth) {
      const place = nth === 1 ? line : (`${line}, record ${nth}` as const);
      if (counter !== null) add(value, place);
      else {
        waiting.push({ value, place });
        if (waiting.length <= 100) settle();
        if (counter === null && waiting.length > 100) throw new UnreadableLog(unknownColumns(waiting.map((record) => record.value)));
      }
    },
    broken: (line, why) => task.reject({ kind: 'bad', reason: why }, line),
  });
  for await (const chunk of log.chunks) reader.push(chunk);
  reader.end();
  if (counter === null) {
    if (waiting.length === 0) throw new UnreadableLog(layout === 'spans' ? 'holds no spans' : 'holds no whole JSON record: is it cut off?');
    throw new UnreadableLog(unknownColumns(waiting.map(({ value }) => value)));
  }
  return (counter as ReturnType<typeof createCounter>).source();
}

async function importCsv(task: ImportTask, log: LogFile, start: string): Promise<Source> {
  const firstLine = start.split(/\r?\n/, 1)[0]!;
  const delimiter = [',', ';', '\t'].map((character) => ({ character, count: firstLine.split(character).length })).sort((a, b) => b.count - a.count)[0]!.character;
  let counter: ReturnType<typeof createCounter> | null = null;
  let refused: UnreadableLog | null = null;
  const reader = createCsvReader(delimiter, {
    header(columns) {
      const found = settleColumns(task, columns);
      if (found instanceof UnreadableLog) {
        refused = found;
        return new Set();
      }
      counter = createCounter(task, found);
      return wantedColumns(found, task.map);
    },
    record: (row, line) => counter?.add(row, line),
    broken: (line, why) => task.reject({ kind: 'bad', reason: why }, line),
  });
  for await (const chunk of log.chunks) {
    await reader.push(chunk);
    if (refused !== null) break;
  }
  await reader.end();
  if (refused !== null) throw refused as UnreadableLog;
  if (counter === null) throw new UnreadableLog('has no first line with the names of its columns');
  return (counter as ReturnType<typeof createCounter>).source();
}

async function importDump(task: ImportTask, log: LogFile): Promise<readonly Source[]> {
  const sources: (() => Source)[] = [];
  const skipped: string[] = [];
  let counter: ReturnType<typeof createCounter> | null = null;
  const reader = createCopyReader({
    table(name, columns) {
      const found = settleColumns(task, columns);
      if (found instanceof UnreadableLog) {
        skipped.push(name);
        return 'skip';
      }
      counter = createCounter({ ...task, shown: `${task.shown} (table ${name})` }, found);
      sources.push(counter.source);
      return 'read';
    },
    record: (row, line) => counter?.add(row, line),
    broken: (line, why) => task.reject({ kind: 'bad', reason: why }, line),
  });
  for await (const chunk of log.chunks) reader.push(chunk);
  reader.end();
  if (sources.length === 0) {
    throw new UnreadableLog(skipped.length === 0 ? 'holds no table (no `COPY … FROM stdin`): dump it with its rows, and without --inserts' : `none of its tables (${skipped.slice(0, 8).join(', ')}) has columns that are known: name them with --map input=…,output=…`);
  }
  return sources.map((source) => source());
}

function settleColumns({ format, map }: ImportTask, columns: readonly string[]): Format | UnreadableLog {
  const row = Object.fromEntries(columns.map((column) => [column, '']));
  const found = format ?? formatOf([row], map);
  if (found === null) return new UnreadableLog(unknownColumns([row]));
  const strange = Object.values(map).find((name) => !hasField(row, name));
  return strange === undefined ? found : new UnreadableLog(`has no column "${strange}" (--map). It has ${listed(columns)}`);
}

/** The first format of which some record has the fields. A map that names the tokens makes any table one of calls. */
function formatOf(rows: readonly Row[], map: FieldMap): Format | null {
  const found = formats.find(({ recognise }) => recognise.length > 0 && rows.some((row) => recognise.every((names) => names.some((name) => hasField(row, name)))));
  if (found !== undefined) return found;
  const mapped = map.input !== undefined && map.output !== undefined && rows.some((row) => hasField(row, map.input!));
  return mapped ? formats.find(({ id }) => id === 'table')! : null;
}

/** Whether a row has a field, be it empty: of a CSV's first line only the column is known, not what its cells hold. */
function hasField(row: Row, name: string): boolean {
  if (Object.hasOwn(row, name) || valueAt(row, name) !== undefined) return true;
  const dot = name.indexOf('.');
  return dot > 0 && row[name.slice(0, dot)] === '';
}

/** Every column that some name of the format may lead to. */
function wantedColumns(format: Format, map: FieldMap): ReadonlySet<string> {
  const names = [...Object.values(format.fields).flat(2), ...Object.values(map), ...format.skip.map(({ field }) => field)];
  return new Set(names.flatMap((name) => name.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))));
}

/** A span with its attributes beside its own fields; OTLP writes them as a list of keys and typed values. */
function flattened(span: Row): Row {
  const { attributes, ...own }: Record<string, unknown> = span;
  if (Array.isArray(attributes)) {
    for (const attribute of attributes as readonly { readonly key?: unknown; readonly value?: Row }[]) {
      if (typeof attribute?.key !== 'string' || typeof attribute.value !== 'object' || attribute.value === null) continue;
      const { stringValue, intValue, doubleValue, boolValue } = attribute.value;
      own[attribute.key] = stringValue ?? intValue ?? doubleValue ?? boolValue;
    }
    return own;
  }
  return typeof attributes === 'object' && attributes !== null ? { ...own, ...attributes } : own;
}

function layoutOf(start: string): Layout {
  if (/"(resourceSpans|resource_spans|scopeSpans|scope_spans)"\s*:/.test(start)) return 'spans';
  return /^\{\s*"(data|observations|rows|results|items|requests|logs)"\s*:\s*\[/.test(start) ? 'list' : 'objects';
}

function isLines(path: string, start: string): boolean {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(path)) return true;
  const end = start.indexOf('\n');
  if (end < 0 || !start.startsWith('{') || !/^\s*\{/.test(start.slice(end))) return false;
  try {
    JSON.parse(start.slice(0, end));
    return true;
  } catch {
    // The first line ends inside a record: one document over many lines.
    return false;
  }
}

function unknownColumns(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return `is of no format that is known (${formats.map(({ id }) => id).join(', ')}). It has ${listed(columns)}. Name the columns with --map input=…,output=…,model=…,time=…,label=…`;
}

/** Names of columns, which may be anything when a file has no first line of names: only what looks like a name is shown. */
function listed(columns: readonly string[]): string {
  const names = columns.filter((column) => /^[\w.$ -]{1,40}$/.test(column));
  return names.length === 0 ? 'no names of columns in its first line' : `the columns ${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}
