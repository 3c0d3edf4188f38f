/** TOML as expressions: tables, lists of tables, texts, numbers, truth values. A value that is not understood is there, and not known. */
import type { Expr, RecordEntry } from '../../../model/facts.ts';
import type { Span } from '../../../model/text.ts';
import { DEEPEST, MOST_DATA, nesting, textOrPlaceholder, unescaped } from './data.ts';

/** Null where the text is no TOML. */
export function readToml(text: string): Expr | null {
  if (text.length > MOST_DATA || nesting(text) > DEEPEST) return null;
  const cursor: Cursor = { text, at: 0 };
  const whole = table({ start: 0, end: text.length });
  for (let current = whole; skipTo(cursor); ) {
    const start = cursor.at;
    if (text[start] === '[') {
      const header = /^\[(\[?)\s*([^\]\n]+?)\s*\]\]?/.exec(text.slice(start, start + 500));
      if (header === null) return null;
      cursor.at += header[0].length;
      const span = { start, end: cursor.at };
      const keys = keysIn(header[2]!);
      if (keys === null) return null;
      const found: Table | null = tableAt(whole, header[1] === '' ? keys : keys.slice(0, -1), span);
      const opened = found === null || header[1] === '' ? found : nextTable(found, keys.at(-1)!, span);
      if (opened === null) return null;
      current = opened;
      continue;
    }
    const assigned = assignment(cursor, current);
    if (!assigned) return null;
  }
  return built(whole);
}

interface Cursor {
  readonly text: string;
  at: number;
}

interface Table extends Span {
  readonly kind: 'table';
  readonly fields: Map<string, Table | Tables | Expr>;
}

/** A list of tables. */
interface Tables extends Span {
  readonly kind: 'tables';
  readonly items: Table[];
}

function table({ start, end }: Span): Table {
  return { kind: 'table', fields: new Map(), start, end };
}

const SPACE = /(?:\s+|#[^\n]*)*/y;

/** To the next thing that is no comment; false at the end. */
function skipTo(cursor: Cursor): boolean {
  SPACE.lastIndex = cursor.at;
  cursor.at += SPACE.exec(cursor.text)![0].length;
  return cursor.at < cursor.text.length;
}

const KEY = /\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*/y;

/** The parts of a dotted key; null where it is none. */
function keysIn(written: string): readonly string[] | null {
  const keys: string[] = [];
  for (KEY.lastIndex = 0; ; KEY.lastIndex++) {
    const found = KEY.exec(written);
    if (found === null) return null;
    keys.push(found[1] ?? found[2] ?? found[3]!);
    if (KEY.lastIndex === written.length) return keys;
    if (written[KEY.lastIndex] !== '.') return null;
  }
}

function tableAt(from: Table, keys: readonly string[], span: Span): Table | null {
  let at = from;
  for (const key of keys) {
    let inner = at.fields.get(key);
    if (inner === undefined) at.fields.set(key, (inner = table(span)));
    // A list of tables stands for its last one.
    if (inner.kind === 'tables') inner = inner.items.at(-1)!;
    if (inner.kind !== 'table') return null;
    at = inner;
  }
  return at;
}

function nextTable(holder: Table, key: string, span: Span): Table | null {
  let list = holder.fields.get(key);
  if (list === undefined) holder.fields.set(key, (list = { kind: 'tables', items: [], start: span.start, end: span.end }));
  if (list.kind !== 'tables') return null;
  const item = table(span);
  list.items.push(item);
  return item;
}

function assignment(cursor: Cursor, into: Table): boolean {
  const written = /^[^=\n]+(?==)/.exec(cursor.text.slice(cursor.at, cursor.at + 500))?.[0];
  const keys = written === undefined ? null : keysIn(written);
  if (keys === null) return false;
  const start = cursor.at;
  cursor.at += written!.length + 1;
  const holder = tableAt(into, keys.slice(0, -1), { start, end: cursor.at });
  const value = tomlValue(cursor);
  if (holder === null) return false;
  holder.fields.set(keys.at(-1)!, value);
  return true;
}

function tomlValue(cursor: Cursor): Expr {
  while (/[ \t]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
  const { text, at: start } = cursor;
  const quote = /^(?:"""|'''|"|')/.exec(text.slice(start, start + 3))?.[0];
  if (quote !== undefined) return quoted(cursor, quote);
  if (text[start] === '[') return array(cursor);
  if (text[start] === '{') return inlineTable(cursor);
  const written = /^[^,\]}#\n]*/.exec(text.slice(start, start + 200))![0].trim();
  cursor.at += written.length;
  const span = { start, end: cursor.at };
  if (written === 'true' || written === 'false') return { kind: 'boolean', value: written === 'true', ...span };
  const digits = written.replaceAll('_', '');
  if (/^[-+]?(?:\d+\.?\d*)(?:[eE][-+]?\d+)?$/.test(digits)) return { kind: 'number', value: Number(digits), ...span };
  return { kind: 'opaque', what: 'a value of a data file', ...span };
}

function quoted(cursor: Cursor, quote: string): Expr {
  const { text, at: start } = cursor;
  const begin = start + quote.length;
  let end = begin;
  while (end < text.length && !text.startsWith(quote, end)) end += quote[0] === '"' && text[end] === '\\' ? 2 : 1;
  cursor.at = Math.min(text.length, end + quote.length);
  const inside = text.slice(begin, end).replace(quote.length === 3 ? /^\r?\n/ : /^$/, '');
  const value = quote[0] === "'" ? inside : unescaped(inside);
  return textOrPlaceholder(value, { start, end: cursor.at });
}

function array(cursor: Cursor): Expr {
  const start = cursor.at++;
  const items: Expr[] = [];
  while (skipTo(cursor) && cursor.text[cursor.at] !== ']') {
    const before = cursor.at;
    items.push(tomlValue(cursor));
    skipTo(cursor);
    if (cursor.text[cursor.at] === ',') cursor.at++;
    if (cursor.at === before) break;
  }
  cursor.at++;
  return { kind: 'list', form: 'list', items, trailingComma: -1, start, end: cursor.at };
}

function inlineTable(cursor: Cursor): Expr {
  const start = cursor.at++;
  const own = table({ start, end: start });
  while (skipTo(cursor) && cursor.text[cursor.at] !== '}') {
    if (!assignment(cursor, own)) break;
    skipTo(cursor);
    if (cursor.text[cursor.at] === ',') cursor.at++;
  }
  cursor.at++;
  return built({ ...own, end: cursor.at });
}

function built({ fields, start, end }: Table): Expr {
  const entries = [...fields].map(([key, field]): RecordEntry => {
    const value: Expr = field.kind === 'table' ? built(field) : field.kind === 'tables' ? { kind: 'list', form: 'list', items: field.items.map(built), trailingComma: -1, start: field.start, end: field.end } : field;
    return { kind: 'entry', key, keyExpr: null, value, start: value.start, end: value.end };
  });
  return { kind: 'record', entries, trailingComma: -1, start, end };
}
