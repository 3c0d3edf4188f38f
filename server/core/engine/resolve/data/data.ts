/** Data files as expressions, so that what they say is worth what the same literal would be in code, at the place it stands. JSON is read whole. */
import type { Expr, RecordEntry } from '../../../model/facts.ts';
import type { Span } from '../../../model/text.ts';

/** Longer data is not taken apart. Characters. */
export const MOST_DATA = 200_000;
export const DEEPEST = 60;

/** Null where the text is no JSON. */
export function readJson(text: string): Expr | null {
  if (text.length > MOST_DATA || !isJson(text) || nesting(text) > DEEPEST) return null;
  return jsonValue({ text, at: 0 });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Half typed, or something else: there is no other way to ask.
    return false;
  }
}

/** How deep brackets stand in one another. */
export function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return deepest;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** The text is valid from here on. */
function jsonValue(cursor: Cursor): Expr {
  skipSpace(cursor);
  const { text, at: start } = cursor;
  const first = text[start];
  if (first === '"') {
    const value = jsonString(cursor);
    return { kind: 'string', value, start, end: cursor.at };
  }
  if (first === '{') {
    const entries: RecordEntry[] = [];
    while (nextItem(cursor, '}')) {
      const from = cursor.at;
      const key = jsonString(cursor);
      skipSpace(cursor);
      cursor.at++;
      const value = jsonValue(cursor);
      entries.push({ kind: 'entry', key, keyExpr: null, value, start: from, end: cursor.at });
    }
    return { kind: 'record', entries, trailingComma: -1, start, end: cursor.at };
  }
  if (first === '[') {
    const items: Expr[] = [];
    while (nextItem(cursor, ']')) items.push(jsonValue(cursor));
    return { kind: 'list', form: 'list', items, trailingComma: -1, start, end: cursor.at };
  }
  cursor.at += /^[-+.\w]*/.exec(text.slice(start, start + 40))![0].length;
  return scalar(text.slice(start, cursor.at), { start, end: cursor.at });
}

/** Steps behind the opening bracket or a comma, to the next item; past the closing bracket where there is none. */
function nextItem(cursor: Cursor, close: string): boolean {
  const isFirst = cursor.text[cursor.at] === '{' || cursor.text[cursor.at] === '[';
  if (!isFirst) skipSpace(cursor);
  if (isFirst || cursor.text[cursor.at] === ',') cursor.at++;
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== close) return true;
  cursor.at++;
  return false;
}

function jsonString(cursor: Cursor): string {
  const start = cursor.at++;
  while (cursor.text[cursor.at] !== '"') cursor.at += cursor.text[cursor.at] === '\\' ? 2 : 1;
  cursor.at++;
  return JSON.parse(cursor.text.slice(start, cursor.at)) as string;
}

export function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

export function scalar(text: string, { start, end }: Span): Expr {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', start, end };
  if (text === 'null' || text === '~' || text === '') return { kind: 'null', start, end };
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? { kind: 'number', value: Number(text), start, end } : textOrPlaceholder(text, { start, end });
}

/** A text of a data file. One that is nothing but a placeholder is what is filled in there, or the default that it gives: `${MODEL:-name}`, `${oc.env:MODEL,name}`. */
export function textOrPlaceholder(value: string, { start, end }: Span): Expr {
  const placeholder = /^\$\{\s*(?:oc\.env:|env:|ENV:)?([\w.]+)\s*(?:(?::-|:|,|-)\s*([^{}]*))?\}$/.exec(value);
  if (placeholder === null) return { kind: 'string', value, start, end };
  const filled: Expr = { kind: 'opaque', what: `what is filled in for ${placeholder[1]!}`, start, end };
  const byDefault = placeholder[2]?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? '';
  return byDefault === '' ? filled : { kind: 'choice', options: [{ kind: 'string', value: byDefault, start, end }, filled], start, end };
}

/** What stands between the double quotes of YAML and TOML. A backslash at the end of a line joins it with the next. */
export function unescaped(text: string): string {
  return text.replace(/\\(\s*\n\s*|u[0-9a-fA-F]{4}|.)/g, (_, escape: string) => {
    if (/^\s*\n/.test(escape)) return '';
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' }[escape] ?? escape;
  });
}
