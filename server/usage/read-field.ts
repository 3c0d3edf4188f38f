/** Single fields of a row. Values come from CSV as text, from JSON as anything. */
import type { Names, Row } from './call.ts';

/** A field's value as it stands; undefined where no name has one, and where it is empty. */
export function fieldOf(row: Row, names: Names): unknown {
  for (const name of names) {
    if (typeof name !== 'string') continue;
    const value = valueAt(row, name);
    if (!isEmpty(value)) return value;
  }
  return undefined;
}

/** A number of tokens or calls. `kind: 'bad'` says what is wrong with it, without showing it. */
export function countOf(row: Row, names: Names): { readonly kind: 'count'; readonly count: number | null } | { readonly kind: 'bad'; readonly why: string } {
  for (const name of names) {
    const values = (typeof name === 'string' ? [name] : name).map((part) => valueAt(row, part)).filter((value) => !isEmpty(value));
    if (values.length === 0) continue;
    let sum = 0;
    for (const value of values) {
      const count = numberOf(value);
      const shown = typeof name === 'string' ? name : name.join(' + ');
      if (count === null) return { kind: 'bad', why: `${shown} is no number` };
      if (count < 0) return { kind: 'bad', why: `${shown} is negative` };
      if (!Number.isInteger(count)) return { kind: 'bad', why: `${shown} is no whole number` };
      sum += count;
    }
    return { kind: 'count', count: sum };
  }
  return { kind: 'count', count: null };
}

/**
 * A point in time, in milliseconds since 1970: ISO 8601 with any separator, dates alone, numbers and numerals of seconds, milli-, micro- or nanoseconds. A time without a zone is
 * taken for UTC, as the formats here mean it. Null where it is none of these, or no date of the calendar.
 */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,19}(\.\d+)?$/.test(value.trim()))) {
    const number = Number(value);
    if (!Number.isFinite(number) || number <= 0) return null;
    return number < 1e11 ? number * 1000 : number < 1e14 ? number : number < 1e17 ? number / 1000 : number / 1e6;
  }
  if (typeof value !== 'string') return null;
  const match = /^\s*(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]\s*(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?(?:\s*UTC)?\s*$/i.exec(value);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // `Date.UTC` takes the 31st of February for a day in March.
  if (new Date(date).getUTCDate() !== Number(day) || Number(month) > 12 || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  return date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.trunc(Number(`0.${fraction || '0'}`) * 1000) - zoneOffset(zone);
}

/** The value a name leads to: the row's own of that name, or the one inside an object. */
export function valueAt(row: Row, name: string): unknown {
  if (Object.hasOwn(row, name)) return row[name];
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const head = name.slice(0, dot);
    if (!Object.hasOwn(row, head)) continue;
    const inner = objectOf(row[head]);
    const value = inner === null ? undefined : valueAt(inner, name.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Absent, null, an empty cell, and what databases write for null. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && (value.trim() === '' || value === '\\N' || /^(null|none|nan|n\/a)$/i.test(value.trim())));
}

/** An object, also one that a CSV's cell holds as text; some exporters double its quotes once more than they should. */
function objectOf(value: unknown): Row | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  for (const text of [value, value.replaceAll('""', '"')]) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null) return parsed as Row;
    } catch {
      // Not an object after all: the field is not there.
    }
  }
  return null;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  // A thousands separator needs a group of three behind it: `1,234` and never `1,5`.
  const text = value.trim();
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.0+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return /^[+-]?\d+(\.\d+)?(e\+?\d+)?$/i.test(plain) ? Number(plain) : null;
}

function zoneOffset(zone: string | undefined): number {
  const match = zone === undefined ? null : /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}
