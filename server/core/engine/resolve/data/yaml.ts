/**
 * YAML as expressions: mappings and lists of plain, quoted and block texts, numbers and truth values, those on one line in brackets, and what an anchor names again.
 * Anything else is there, and its value is not known.
 */
import type { Expr, RecordEntry } from '../../../model/facts.ts';
import type { Span } from '../../../model/text.ts';
import { DEEPEST, MOST_DATA, nesting, scalar, skipSpace, textOrPlaceholder, unescaped } from './data.ts';

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
  const cursor = { lines, at: 0, anchors: new Map<string, Expr>(), aliases: 0, depth: 0 };
  const first = nextLine(cursor);
  return first === undefined || !(KEY.test(first.text.slice(first.indent)) || isItem(first, first.indent)) ? null : collection(cursor, first);
}

interface LineCursor {
  readonly lines: Line[];
  at: number;
  /** What is named, to stand in other places too. */
  readonly anchors: Map<string, Expr>;
  /** How many of them were read so far. */
  aliases: number;
  depth: number;
}

const KEY = /^(?:"([^"\\]*)"|'([^']*)'|(<<|[\w.$/-](?:[\w.$/ -]*[\w.$/-])?))\s*:(?:\s+(.*))?$/;

function isItem({ text }: Line, indent: number): boolean {
  return /^-(?:\s|$)/.test(text.slice(indent));
}

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
      entries.push(unread({ start: from, end: line.start + line.text.length }));
      continue;
    }
    const value = yamlValue(cursor, line, indent, key[4] ?? '');
    end = Math.max(end, cursor.lines[cursor.at - 1]!.start);
    if (key[3] === '<<') {
      // What is merged in gives way to the mapping's own keys, wherever it stands.
      const merged = value.kind === 'list' ? value.items : [value];
      entries.unshift(...merged.map((part): RecordEntry => ({ kind: 'spread', value: part, start: from, end })));
      continue;
    }
    end = Math.max(from, value.end);
    entries.push({ kind: 'entry', key: key[1] ?? key[2] ?? key[3]!, keyExpr: null, value, start: from, end });
  }
  return { kind: 'record', entries, trailingComma: -1, start, end };
}

function unread(span: Span): RecordEntry & { readonly kind: 'spread' } {
  return { kind: 'spread', value: { kind: 'opaque', what: 'a part of a data file that is not read', ...span }, ...span };
}

/** A mapping or list that begins in a line. */
function collection(cursor: LineCursor, first: Line): Expr {
  if (cursor.depth >= DEEPEST) return rest(cursor, first.indent - 1, first.start);
  cursor.depth++;
  const value = isItem(first, first.indent) ? sequence(cursor, first.indent) : mapping(cursor, first.indent);
  cursor.depth--;
  return value;
}

function sequence(cursor: LineCursor, indent: number): Expr {
  const items: Expr[] = [];
  const { start } = cursor.lines[cursor.at]!;
  let end = start;
  for (let line = nextLine(cursor); line !== undefined && line.indent >= indent; line = nextLine(cursor)) {
    const from = line.start + line.indent;
    if (line.indent > indent || !isItem(line, indent)) {
      // A list as deep as the key that it stands under ends where the next key begins.
      if (line.indent === indent) break;
      cursor.at++;
      items.push(unread({ start: from, end: line.start + line.text.length }));
      continue;
    }
    const dash = /^-\s*/.exec(line.text.slice(indent))![0].length;
    const written = line.text.slice(indent + dash);
    if (KEY.test(written) || /^-(?:\s|$)/.test(written)) {
      // What begins beside the dash goes on below it.
      const inside = { indent: indent + dash, start: line.start, text: `${' '.repeat(indent + dash)}${written}` };
      cursor.lines[cursor.at] = inside;
      items.push(collection(cursor, inside));
    } else {
      cursor.at++;
      items.push(yamlValue(cursor, line, indent, written));
    }
    end = items.at(-1)!.end;
  }
  return { kind: 'list', form: 'list', items, trailingComma: -1, start, end };
}

/** The value behind a key or a dash; the lines after the key's that belong to it are consumed. */
function yamlValue(cursor: LineCursor, line: Line, indent: number, written: string): Expr {
  const start = line.start + line.text.length - written.length;
  const anchor = /^&([\w.-]+)\s*/.exec(written);
  if (anchor !== null) {
    const { aliases } = cursor;
    const value = yamlValue(cursor, line, indent, written.slice(anchor[0].length));
    // What is made of others that are named would grow with each name.
    if (cursor.aliases === aliases) cursor.anchors.set(anchor[1]!, value);
    return value;
  }
  const text = written.replace(/(?:^|\s)#.*$/, '').trimEnd();
  if (/^[|>][-+\d]*$/.test(text)) return block(cursor, indent, text, start);
  if (text === '') {
    const inner = nextLine(cursor);
    // A list may stand as deep as its key.
    if (inner === undefined || inner.indent < indent || (inner.indent === indent && (!isItem(inner, indent) || isItem(line, indent)))) return { kind: 'null', start, end: start };
    return KEY.test(inner.text.slice(inner.indent)) || isItem(inner, inner.indent) ? collection(cursor, inner) : rest(cursor, indent, start);
  }
  const end = start + text.length;
  const alias = /^\*([\w.-]+)$/.exec(text)?.[1];
  const named = alias === undefined ? undefined : cursor.anchors.get(alias);
  if (named !== undefined) {
    cursor.aliases++;
    return named;
  }
  if (isQuoted(text)) return textOrPlaceholder(textOf(text), { start, end });
  const flow = /^[[{]/.test(text) && nesting(text) <= DEEPEST ? flowValue({ text, at: 0, from: start }) : null;
  if (flow !== null) return flow;
  // A library's mark of texts in which variables are filled in.
  const marked = /^!ENV\s+/.exec(text);
  if (marked !== null) return yamlValue(cursor, line, indent, written.slice(marked[0].length));
  if (/^["'&*!{[@`%|>]/.test(text)) return rest(cursor, indent, start);
  const folded = [text];
  for (; cursor.at < cursor.lines.length; cursor.at++) {
    const next = cursor.lines[cursor.at]!;
    if (next.text.trim() === '' || next.indent <= indent) break;
    folded.push(next.text.trim());
  }
  return folded.length === 1 ? scalar(text, { start, end }) : { kind: 'string', value: folded.join(' '), start, end: endBefore(cursor) };
}

function isQuoted(text: string): boolean {
  return text.startsWith('"') ? /^"(?:[^"\\]|\\.)*"$/.test(text) : /^'(?:[^']|'')*'$/.test(text);
}

function textOf(quoted: string): string {
  return quoted.startsWith('"') ? unescaped(quoted.slice(1, -1)) : quoted.slice(1, -1).replaceAll("''", "'");
}

interface FlowCursor {
  readonly text: string;
  at: number;
  /** Where the text stands in its file. */
  readonly from: number;
}

/** A mapping or list in brackets, on one line; null where it is not whole. */
function flowValue(cursor: FlowCursor): Expr | null {
  const value = flowItem(cursor);
  return value !== null && cursor.text.slice(cursor.at).trim() === '' ? value : null;
}

function flowItem(cursor: FlowCursor): Expr | null {
  skipSpace(cursor);
  const { text, at, from } = cursor;
  const start = from + at;
  const open = text[at];
  if (open !== '[' && open !== '{') {
    const written = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\]{}"'][^,\]{}]*)/.exec(text.slice(at))?.[0].trimEnd() ?? '';
    if (written === '') return null;
    cursor.at += written.length;
    const span = { start, end: from + cursor.at };
    return isQuoted(written) ? textOrPlaceholder(textOf(written), span) : scalar(written, span);
  }
  const items: Expr[] = [];
  const entries: RecordEntry[] = [];
  const close = open === '[' ? ']' : '}';
  for (cursor.at++; ; ) {
    skipSpace(cursor);
    if (text[cursor.at] === close) break;
    const begin = from + cursor.at;
    const key = open === '{' ? /^(?:"([^"\\]*)"|'([^']*)'|([\w.$/ -]+?))\s*:\s+/.exec(text.slice(cursor.at)) : null;
    if (open === '{' && key === null) return null;
    cursor.at += key?.[0].length ?? 0;
    const value = flowItem(cursor);
    if (value === null) return null;
    if (key === null) items.push(value);
    else entries.push({ kind: 'entry', key: key[1] ?? key[2] ?? key[3]!, keyExpr: null, value, start: begin, end: value.end });
    skipSpace(cursor);
    if (text[cursor.at] === ',') cursor.at++;
    else if (text[cursor.at] !== close) return null;
  }
  const span = { start, end: from + ++cursor.at };
  return open === '[' ? { kind: 'list', form: 'list', items, trailingComma: -1, ...span } : { kind: 'record', entries, trailingComma: -1, ...span };
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
function rest(cursor: LineCursor, indent: number, start: number): Expr {
  for (let line = nextLine(cursor); line !== undefined && line.indent > indent; line = nextLine(cursor)) cursor.at++;
  return { kind: 'opaque', what: 'a part of a data file that is not read', start, end: Math.max(start, endBefore(cursor)) };
}

function endBefore(cursor: LineCursor): number {
  const line = cursor.lines[cursor.at - 1]!;
  return line.start + line.text.length;
}
