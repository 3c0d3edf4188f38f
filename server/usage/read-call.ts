/** A row of a known format to a call, or the reason why it gives none. Text of prompts and answers is in no field that is read here. */
import type { Bucket, Call, FieldName, Format, Names, Rejection, Row, SkipRule } from './call.ts';
import { countOf, fieldOf, isEmpty, timeOf, valueAt } from './read-field.ts';

/** More than any model takes or gives in one call. */
const MOST_TOKENS = 100_000_000;
/** Before the first model that is sold by the token. */
const EARLIEST = Date.UTC(2020, 0, 1);
const DAY = 86_400_000;

/** Names of fields that the user gave, which go before the format's own. */
export type FieldMap = Readonly<Partial<Record<FieldName, string>>>;

/** @param now milliseconds since 1970: a call of the future is a wrong date */
export function createCallReader(format: Format, map: FieldMap, now: number): (row: Row) => Call | Bucket | Rejection {
  const names = (field: FieldName): Names => (map[field] === undefined ? (format.fields[field] ?? []) : [map[field]]);
  const fields = {
    time: names('time'), model: names('model'), input: names('input'), output: names('output'), cacheRead: names('cacheRead'), cacheWrite: names('cacheWrite'), total: names('total'),
    calls: names('calls'), label: names('label'), file: names('file'), function: names('function'),
  };

  /** Where the column is there, another name would not help. */
  const absent = (field: 'input' | 'output', row: Row): string => {
    const empty = fields[field].flat().find((name) => valueAt(row, name) !== undefined);
    return empty === undefined ? `no ${field} tokens (${shown(fields[field])}): name the column with --map ${field}=…` : `${empty} is empty: mend the row, or leave it out`;
  };

  return (row) => {
    for (const rule of format.skip) if (applies(rule, row)) return { kind: rule.kind, reason: rule.reason };
    const counts = { input: 0, output: 0, cacheRead: null as number | null, cacheWrite: null as number | null, total: null as number | null, calls: null as number | null };
    const missing = new Set<string>();
    for (const name of ['input', 'output', 'cacheRead', 'cacheWrite', 'total', 'calls'] as const) {
      const found = countOf(row, fields[name]);
      if (found.kind === 'bad') return bad(`${found.why}: mend the row, or leave it out`);
      if (found.count !== null && format.grain === 'call' && found.count > MOST_TOKENS) return bad('more than 100 million tokens in one call: is it a sum of many?');
      if (found.count === null) missing.add(name);
      else counts[name] = found.count;
    }
    if (missing.has('input') && missing.has('output')) return format.id === 'opentelemetry' ? other('a span without token counts (gen_ai.usage.*)') : other(`no token counts (${shown(fields.input)}, ${shown(fields.output)})`);
    const { input, cacheRead, cacheWrite, total, calls } = counts;
    if (missing.has('input')) return bad(absent('input', row));
    // An embedding has no answer; a row that ought to have one and does not is known by its total.
    if (missing.has('output') && total !== null && total > input + (cacheRead ?? 0) + (cacheWrite ?? 0)) return bad(absent('output', row));
    const output = counts.output;
    if (input === 0 && output === 0 && (cacheRead ?? 0) === 0 && (cacheWrite ?? 0) === 0) return other(format.grain === 'bucket' ? 'a span of time without calls' : 'no tokens: the call failed, or was not finished');

    const given = fieldOf(row, fields.time);
    const time = given === undefined ? null : timeOf(given);
    if (given !== undefined && time === null) return bad(`${shown(fields.time, row)} is no date: write 2026-11-01T09:30:00Z, or seconds since 1970`);
    if (time !== null && (time > now + DAY || time < EARLIEST)) return bad(`${shown(fields.time, row)} is not a date between 2020 and today`);
    const model = nameOf(fieldOf(row, fields.model), 200);
    if (model === 'unfit') return bad(`${shown(fields.model, row)} is no name of a model`);
    const whole = wholeInput(input, (cacheRead ?? 0) + (cacheWrite ?? 0), output, total, format.inputHoldsCached);
    if (format.grain === 'bucket') {
      return model === null ? bad('sums without a model: group the export by model') : { kind: 'bucket', time, model, calls: missing.has('calls') ? null : calls, input: whole, output, cacheRead };
    }
    const label = labelOf(fieldOf(row, fields.label));
    const file = nameOf(fieldOf(row, fields.file), 1000);
    const func = nameOf(fieldOf(row, fields.function), 300);
    return { kind: 'call', time, model, input: whole, output: missing.has('output') ? null : output, cacheRead, cacheWrite, label, file: file === 'unfit' ? null : file, function: func === null || func === 'unfit' ? null : lastPart(func) };
  };
}

/**
 * All input tokens of a call. Whether `input` holds the cached ones differs between providers, tools and versions of tools; the row's own sums tell where they can:
 * a total that counts the cached ones extra, or more cached tokens than input. Only then the format's habit decides.
 */
function wholeInput(input: number, cached: number, output: number, total: number | null, held: 'yes' | 'no'): number {
  if (cached === 0) return input;
  if (cached > input || total === input + output + cached) return input + cached;
  if (total === input + output) return input;
  return held === 'yes' ? input : input + cached;
}

/**
 * The name of a group of calls: what `label=` beside a call can say. Blanks become hyphens. Anything long, or of many words, is no name (it could be a text) and is not kept.
 * Of a list the element counts that begins with `promptcost:` or `label:`.
 */
function labelOf(value: unknown): string | null {
  const list = Array.isArray(value) ? value : typeof value === 'string' && value.startsWith('[') ? listOf(value) : null;
  if (list !== null) {
    const tag = list.find((item): item is string => typeof item === 'string' && /^(promptcost|label):./.test(item));
    return tag === undefined ? null : labelOf(tag.slice(tag.indexOf(':') + 1));
  }
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  if (text === '' || text.length > 64 || /[\r\n\uFFFD]/.test(text) || text.split(/\s+/).length > 5) return null;
  const label = text.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '');
  return label === '' ? null : label;
}

function applies({ field, when }: SkipRule, row: Row): boolean {
  const value = valueAt(row, field);
  if (isEmpty(value)) return false;
  if ('present' in when) return true;
  if ('atLeast' in when) return Number(value) >= when.atLeast;
  const text = String(value).toLowerCase();
  return 'is' in when ? when.is.includes(text) : !when.isNot.includes(text);
}

function nameOf(value: unknown, most: number): string | null | 'unfit' {
  if (value === undefined || (typeof value !== 'string' && typeof value !== 'number')) return value === undefined ? null : 'unfit';
  const text = String(value).trim();
  return text.length > most || /[\r\n\uFFFD]/.test(text) ? 'unfit' : text;
}

/** `app.triage.Sorter.classify` → `classify`. */
function lastPart(name: string): string {
  return name.replace(/\(.*$/, '').split(/[.:#/\\]|->/).filter((part) => part !== '' && part !== '<locals>').at(-1) ?? name;
}

function listOf(text: string): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The names of a field for a message: the one that the row has, or the first two. */
function shown(names: Names, row?: Row): string {
  const flat = names.flat();
  const own = row === undefined ? undefined : flat.find((name) => !isEmpty(valueAt(row, name)));
  return own ?? (flat.length === 0 ? 'no column is known for it' : flat.slice(0, 2).join(' or '));
}

function other(reason: string): Rejection {
  return { kind: 'other', reason };
}

function bad(reason: string): Rejection {
  return { kind: 'bad', reason };
}
