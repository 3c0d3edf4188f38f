/**
 * Data files as expressions, so that what they say is worth what the same literal would be in code, at the place it stands.
 * JSON is read whole; of YAML only mappings of plain, quoted and block texts, numbers and truth values: every other key is there, and its value is not known.
 */
import type { Expr, RecordEntry } from '../../model/facts.ts';
import type { Span } from '../../model/text.ts';

/** Longer data is not taken apart. Characters. */
const MOST_DATA = 200_000;
const DEEPEST = 60;

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

function nesting(text: string): number {
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

function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

function scalar(text: string, { start, end }: Span): Expr {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', start, end };
  if (text === 'null' || text === '~' || text === '') return { kind: 'null', start, end };
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? { kind: 'number', value: Number(text), start, end } : { kind: 'string', value: text, start, end };
}

interface Line {
  readonly indent: number;
  readonly start: number;
  readonly text: string;
}

/** Null where the text is no mapping. */
export function readYaml(text: string): Expr | null {
  if (text.length > MOST_DATA) return null;
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const content = line.replace(/\r$/, '');
    lines.push({ indent: /^ */.exec(content)![0].length, start, text: content });
    start += line.length + 1;
  }
  const cursor = { lines, at: 0 };
  const first = nextLine(cursor);
  return first === undefined || !KEY.test(first.text.slice(first.indent)) ? null : mapping(cursor, first.indent);
}

interface LineCursor {
  readonly lines: readonly Line[];
  at: number;
}

const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([\w.$/-](?:[\w.$/ -]*[\w.$/-])?))\s*:(?:\s+(.*))?$/;

/** The next line with content; comments, blank lines and document marks are skipped. */
function nextLine(cursor: LineCursor): Line | undefined {
  for (; cursor.at < cursor.lines.length; cursor.at++) {
    const line = cursor.lines[cursor.at]!;
    if (!/^\s*(?:#.*)?$|^---/.test(line.text)) return line;
  }
  return undefined;
}

function mapping(cursor: LineCursor, indent: number): Expr {
  const entries: RecordEntry[] = [];
  const { start } = cursor.lines[cursor.at]!;
  let end = start;
  for (let line = nextLine(cursor); line !== undefined && line.indent >= indent; line = nextLine(cursor)) {
    const key = line.indent === indent ? KEY.exec(line.text.slice(indent)) : null;
    const from = line.start + line.indent;
    cursor.at++;
    if (key === null) {
      // Something that is not understood: there may be other keys.
      const span = { start: from, end: line.start + line.text.length };
      entries.push({ kind: 'spread', value: { kind: 'opaque', what: 'a part of a data file that is not read', ...span }, ...span });
      continue;
    }
    const value = yamlValue(cursor, line, indent, key[4] ?? '');
    end = value.end;
    entries.push({ kind: 'entry', key: key[1] ?? key[2] ?? key[3]!, keyExpr: null, value, start: from, end });
  }
  return { kind: 'record', entries, trailingComma: -1, start, end };
}

/** The value behind a key; the lines after the key's that belong to it are consumed. */
function yamlValue(cursor: LineCursor, line: Line, indent: number, written: string): Expr {
  const start = line.start + line.text.length - written.length;
  const text = written.replace(/(?:^|\s)#.*$/, '').trimEnd();
  if (/^[|>][-+\d]*$/.test(text)) return block(cursor, indent, text, start);
  if (text === '') {
    const inner = nextLine(cursor);
    if (inner === undefined || inner.indent < indent || (inner.indent === indent && !inner.text.slice(indent).startsWith('- '))) return { kind: 'null', start, end: start };
    if (inner.indent > indent && KEY.test(inner.text.slice(inner.indent)) && !inner.text.slice(inner.indent).startsWith('- ')) return mapping(cursor, inner.indent);
    return rest(cursor, indent, start, 'list');
  }
  const end = start + text.length;
  const quoted = text.startsWith('"') ? /^"(?:[^"\\]|\\.)*"$/.test(text) : /^'(?:[^']|'')*'$/.test(text);
  if (quoted) return { kind: 'string', value: text.startsWith('"') ? unescaped(text) : text.slice(1, -1).replaceAll("''", "'"), start, end };
  if (/^["'&*!{[@`%|>]/.test(text)) return rest(cursor, indent, start, 'mapping');
  const folded = [text];
  for (; cursor.at < cursor.lines.length; cursor.at++) {
    const next = cursor.lines[cursor.at]!;
    if (next.text.trim() === '' || next.indent <= indent) break;
    folded.push(next.text.trim());
  }
  return folded.length === 1 ? scalar(text, { start, end }) : { kind: 'string', value: folded.join(' '), start, end: endBefore(cursor) };
}

/** A literal or folded block of text. */
function block(cursor: LineCursor, indent: number, header: string, start: number): Expr {
  const lines: string[] = [];
  let own = -1;
  for (; cursor.at < cursor.lines.length; cursor.at++) {
    const line = cursor.lines[cursor.at]!;
    if (line.text.trim() === '') {
      lines.push('');
      continue;
    }
    if (line.indent <= indent) break;
    if (own < 0) own = line.indent;
    lines.push(line.text.slice(Math.min(own, line.indent)));
  }
  while (lines.at(-1) === '') lines.pop();
  const text = header.startsWith('|') ? lines.join('\n') : lines.join('\n').replace(/([^\n])\n(?=[^\n ])/g, '$1 ').replace(/\n\n/g, '\n');
  return { kind: 'string', value: header.includes('-') ? text : `${text}\n`, start, end: endBefore(cursor) };
}

/** Skips what belongs to a key and is not read. */
function rest(cursor: LineCursor, indent: number, start: number, what: 'list' | 'mapping'): Expr {
  for (let line = nextLine(cursor); line !== undefined && (line.indent > indent || (what === 'list' && line.indent === indent && /^-(?: |$)/.test(line.text.slice(indent)))); line = nextLine(cursor)) cursor.at++;
  return { kind: 'opaque', what: 'a part of a data file that is not read', start, end: Math.max(start, endBefore(cursor)) };
}

function endBefore(cursor: LineCursor): number {
  const line = cursor.lines[cursor.at - 1]!;
  return line.start + line.text.length;
}

/** YAML's escapes are JSON's, as far as texts for people use them. */
function unescaped(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', 0: '\0' }[escape] ?? escape;
  });
}
