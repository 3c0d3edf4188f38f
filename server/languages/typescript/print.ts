/** Prints edits as TypeScript, in the file's own style. */
import type { CallExpr, RecordEntry, RecordExpr } from '../../core/model/facts.ts';
import type { Shape, SyntaxEdit } from '../../core/model/language.ts';
import type { Span, TextEdit } from '../../core/model/text.ts';
import { forEachChild, isShorthandPropertyAssignment, parse, startOf } from './parser.ts';
import type { Node } from './parser.ts';
import { indentAt, insertInto, lineStartOf, removeFrom, type Layout } from '../layout.ts';
import { printKey, printShape, styleOf } from './style.ts';

/** The text edits that carry out `edits`. An edit of code that is still being typed (no closing bracket) or of a key that is not there gives none. */
export function print(text: string, edits: readonly SyntaxEdit[]): readonly TextEdit[] {
  const style = styleOf(text);
  const additions = new Map<number, { readonly record: RecordExpr; readonly entries: (readonly [string, Shape])[] }>();
  const printed: TextEdit[] = [];
  for (const edit of edits) {
    const addition = asEntry(edit);
    if (addition) {
      // Entries for one record are inserted together, so that their commas agree.
      const { record, key, value } = addition;
      const group = additions.get(record.start) ?? { record, entries: [] };
      additions.set(record.start, group);
      group.entries.push([key, value]);
    } else if (edit.kind !== 'addEntry') {
      printed.push(...printEdit(text, style, edit));
    }
  }
  for (const { record, entries } of additions.values()) printed.push(...addEntries(text, style, record, entries));
  return printed;
}

/** An argument by name is an entry of the object that a call takes last, where it takes one. */
function asEntry(edit: SyntaxEdit): { readonly record: RecordExpr; readonly key: string; readonly value: Shape } | null {
  if (edit.kind === 'addEntry') return edit;
  if (edit.kind !== 'addArgument') return null;
  const record = lastRecord(edit.call);
  return record && { record, key: edit.name, value: edit.value };
}

function printEdit(text: string, style: Layout, edit: Exclude<SyntaxEdit, { kind: 'addEntry' }>): readonly TextEdit[] {
  switch (edit.kind) {
    case 'addArgument':
      return addArgument(text, style, edit.call, { kind: 'record', entries: [[edit.name, edit.value]] });
    case 'addPositional':
      return addArgument(text, style, edit.call, edit.value);
    case 'replace':
      return [replacement(text, style, edit.target, edit.value)];
    case 'removeArgument':
      return removeEntry(text, style, lastRecord(edit.call), edit.name);
    case 'removeEntry':
      return removeEntry(text, style, edit.record, edit.key);
    case 'renameArgument':
      return renameEntry(text, style, lastRecord(edit.call), edit.name, edit.to);
    case 'renameEntry':
      return renameEntry(text, style, edit.record, edit.key, edit.to);
    case 'insertItem': {
      const { items, trailingComma, start, end } = edit.list;
      if (text[end - 1] !== ']') return [];
      const list = { open: start, close: end - 1, items, trailingComma };
      return insertInto(text, style, list, Math.max(0, Math.min(edit.index, items.length)), (indent) => [printShape(text, style, edit.value, indent, '')]);
    }
  }
}

function addEntries(text: string, style: Layout, record: RecordExpr, added: readonly (readonly [string, Shape])[]): readonly TextEdit[] {
  const { entries, trailingComma, start, end } = record;
  if (text[start] !== '{' || text[end - 1] !== '}') return [];
  let index = entries.length;
  while (index > 0 && entries[index - 1]!.kind === 'spread') index--;
  const quoted = entries.some((entry) => entry.kind === 'entry') && entries.every((entry) => entry.kind === 'spread' || /["']/.test(text[entry.start]!));
  const sequence = { open: start, close: end - 1, items: entries, trailingComma };
  return insertInto(text, style, sequence, index, (indent) => added.map(([key, value]) => {
    const name = quoted ? style.quote + key + style.quote : printKey(style, key);
    return `${name}: ${printShape(text, style, value, indent, `${name}: `)}`;
  }));
}

function addArgument(text: string, style: Layout, call: CallExpr, value: Shape): readonly TextEdit[] {
  if (call.open < 0) {
    return call.form === 'new' ? [{ start: call.end, end: call.end, text: `(${printShape(text, style, value, indentAt(text, call.start), '')})` }] : [];
  }
  if (call.close < 0) return [];
  const sequence = { open: call.open, close: call.close, items: call.args, trailingComma: call.trailingComma };
  return insertInto(text, style, sequence, call.args.length, (indent) => [printShape(text, style, value, indent, '')]);
}

/** `{ model }` whose value is replaced becomes `{ model: … }`. */
function replacement(text: string, style: Layout, target: Span, value: Shape): TextEdit {
  const old = text.slice(target.start, target.end);
  const key = isShorthand(text, target) ? `${old}: ` : '';
  return { start: target.start, end: target.end, text: key + printShape(text, style, value, indentAt(text, target.start), text.slice(lineStartOf(text, target.start), target.start).trimStart() + key) };
}

/** Only the tree tells `{ a }` from `[a]` and `f(a)` for certain. The dialect is not known here; a name reads the same in both. */
function isShorthand(text: string, { start, end }: Span): boolean {
  if (!/^[\w$]+$/.test(text.slice(start, end))) return false;
  return ['x.ts', 'x.tsx'].some((path) => {
    let found = false;
    const visit = (node: Node): void => {
      if (start < node.pos || end > node.end || found) return;
      found = isShorthandPropertyAssignment(node) && startOf(text, node) === start && node.end === end;
      forEachChild(node, visit);
    };
    visit(parse(path, text));
    return found;
  });
}

function removeEntry(text: string, style: Layout, record: RecordExpr | null, key: string): readonly TextEdit[] {
  const index = record ? indexOfKey(record, key) : -1;
  if (!record || index < 0) return [];
  return removeFrom(text, style, { open: record.start, close: record.end - 1, items: record.entries, trailingComma: record.trailingComma }, index);
}

function renameEntry(text: string, style: Layout, record: RecordExpr | null, key: string, to: string): readonly TextEdit[] {
  const entry = record?.entries[indexOfKey(record, key)];
  if (!entry || entry.kind !== 'entry') return [];
  if (entry.value.start === entry.start) return [{ start: entry.start, end: entry.start, text: `${printKey(style, to)}: ` }];
  const written = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]]*\]|[^\s:(]+)/.exec(text.slice(entry.start, entry.value.start))?.[0];
  if (!written) return [];
  const quote = /^["']/.exec(written)?.[0];
  return [{ start: entry.start, end: entry.start + written.length, text: quote ? quote + to + quote : printKey(style, to) }];
}

/** The last entry of a key counts. */
function indexOfKey({ entries }: RecordExpr, key: string): number {
  return entries.findLastIndex((entry: RecordEntry) => entry.kind === 'entry' && entry.key === key);
}

function lastRecord({ args }: CallExpr): RecordExpr | null {
  const last = args.at(-1);
  return last?.kind === 'positional' && last.value.kind === 'record' ? last.value : null;
}
