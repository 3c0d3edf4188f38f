/** Prints edits as Python, in the file's own style. */
import type { Argument, CallExpr, RecordExpr } from '../../core/model/facts.ts';
import type { Shape, SyntaxEdit } from '../../core/model/language.ts';
import type { Span, TextEdit } from '../../core/model/text.ts';
import { indentAt, insertInto, lineStartOf, quoted, removeFrom, type Layout, type Sequence } from '../layout.ts';
import { printShape, styleOf, withParentheses } from './style.ts';

/** Named values to be added to one call or one dictionary: they are inserted together, so that their commas agree. */
interface Addition {
  readonly to: CallExpr | RecordExpr;
  readonly values: (readonly [name: string, value: Shape])[];
}

/** The text edits that carry out `edits`. An edit of code that is still being typed (no closing bracket) or of a name that is not there gives none. */
export function print(text: string, edits: readonly SyntaxEdit[]): readonly TextEdit[] {
  const style = styleOf(text);
  const additions = new Map<string, Addition>();
  const add = (to: CallExpr | RecordExpr, name: string, value: Shape): void => {
    const key = `${to.kind} ${to.start} ${to.end}`;
    const addition = additions.get(key) ?? { to, values: [] };
    additions.set(key, addition);
    addition.values.push([name, value]);
  };
  const printed: TextEdit[] = [];
  for (const edit of edits) {
    if (edit.kind === 'addArgument') add(edit.call, edit.name, edit.value);
    else if (edit.kind === 'addEntry') add(edit.record, edit.key, edit.value);
    else printed.push(...printEdit(text, style, edit));
  }
  for (const { to, values } of additions.values()) printed.push(...(to.kind === 'call' ? addArguments(text, style, to, values) : addEntries(text, style, to, values)));
  return printed;
}

function printEdit(text: string, style: Layout, edit: Exclude<SyntaxEdit, { kind: 'addArgument' | 'addEntry' }>): readonly TextEdit[] {
  switch (edit.kind) {
    case 'replace':
      return [replacement(text, style, edit.target, edit.value)];
    case 'removeArgument': {
      const sequence = argumentsOf(edit.call);
      const index = indexOfNamed(edit.call, edit.name);
      return sequence && index >= 0 ? removeFrom(text, style, sequence, index) : [];
    }
    case 'removeEntry': {
      const sequence = entriesOf(text, edit.record);
      const index = indexOfKey(edit.record, edit.key);
      return sequence && index >= 0 ? removeFrom(text, style, sequence, index) : [];
    }
    case 'renameArgument': {
      const argument = edit.call.args[indexOfNamed(edit.call, edit.name)];
      const written = argument && /^[\p{L}\p{M}\p{N}_]+/u.exec(text.slice(argument.start, argument.end))?.[0];
      return argument && written ? [{ start: argument.start, end: argument.start + written.length, text: edit.to }] : [];
    }
    case 'renameEntry':
      return renameEntry(text, style, edit.record, edit.key, edit.to);
    case 'addPositional': {
      const { args } = edit.call;
      const index = args.findIndex(({ kind }) => kind === 'named' || kind === 'named-spread');
      return addArgument(text, style, edit.call, index < 0 ? args.length : index, (indent) => [printShape(text, style, edit.value, indent, '')]);
    }
    case 'insertItem': {
      const { items, trailingComma, start, end } = edit.list;
      if (!'[({'.includes(text[start]!) || !'])}'.includes(text[end - 1]!)) return [];
      const list = { open: start, close: end - 1, items, trailingComma };
      // A tuple of one needs its comma.
      const comma = edit.list.form === 'tuple' && items.length === 0 ? ',' : '';
      return insertInto(text, style, list, Math.max(0, Math.min(edit.index, items.length)), (indent) => [printShape(text, style, edit.value, indent, '') + comma]);
    }
  }
}

// ---- calls -------------------------------------------------------------------------------------------------------------------------------

/** Behind the last named argument; without one, behind what is passed by position. */
function addArguments(text: string, style: Layout, call: CallExpr, values: Addition['values']): readonly TextEdit[] {
  const lastNamed = call.args.findLastIndex(({ kind }) => kind === 'named');
  const firstSpread = call.args.findIndex(({ kind }) => kind === 'named-spread');
  const index = lastNamed >= 0 ? lastNamed + 1 : firstSpread >= 0 ? firstSpread : call.args.length;
  return addArgument(text, style, call, index, (indent) => values.map(([name, value]) => `${name}=${printShape(text, style, value, indent, `${name}=`)}`));
}

function addArgument(text: string, style: Layout, call: CallExpr, index: number, print: (indent: string) => readonly string[]): readonly TextEdit[] {
  const sequence = argumentsOf(call);
  if (!sequence) return [];
  const edits = insertInto(text, style, sequence, index, print);
  const [only] = call.args;
  // A generator that was the only argument shared the call's parentheses.
  if (only === undefined || !sharesParentheses(only, call)) return edits;
  return [{ start: only.start, end: only.start, text: '(' }, { start: only.end, end: only.end, text: ')' }, ...edits];
}

function sharesParentheses({ value }: Argument, call: CallExpr): boolean {
  return value.kind === 'comprehension' && value.start === call.open;
}

function argumentsOf({ open, close, args, trailingComma }: CallExpr): Sequence | null {
  return open < 0 || close < 0 ? null : { open, close, items: args, trailingComma };
}

function indexOfNamed({ args }: CallExpr, name: string): number {
  return args.findLastIndex((argument) => argument.kind === 'named' && argument.name === name);
}

// ---- dictionaries ------------------------------------------------------------------------------------------------------------------------

function addEntries(text: string, style: Layout, record: RecordExpr, values: Addition['values']): readonly TextEdit[] {
  const sequence = entriesOf(text, record);
  if (!sequence) return [];
  let index = record.entries.length;
  while (index > 0 && record.entries[index - 1]!.kind === 'spread') index--;
  return insertInto(text, style, sequence, index, (indent) => values.map(([key, value]) => {
    const name = `${quoted(style, key)}: `;
    return name + printShape(text, style, value, indent, name);
  }));
}

function entriesOf(text: string, { start, end, entries, trailingComma }: RecordExpr): Sequence | null {
  return text[start] === '{' && text[end - 1] === '}' ? { open: start, close: end - 1, items: entries, trailingComma } : null;
}

function renameEntry(text: string, style: Layout, record: RecordExpr, key: string, to: string): readonly TextEdit[] {
  const entry = record.entries[indexOfKey(record, key)];
  if (!entry) return [];
  const written = /^[rRuU]?("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')(?=\s*:)/.exec(text.slice(entry.start, entry.value.start));
  if (!written) return [];
  const quote = written[1]!.startsWith('"') ? '"' : "'";
  return [{ start: entry.start, end: entry.start + written[0].length, text: quoted({ ...style, quote }, to) }];
}

/** The last entry of a key counts. */
function indexOfKey({ entries }: RecordExpr, key: string): number {
  return entries.findLastIndex((entry) => entry.kind === 'entry' && entry.key === key);
}

// ---- values ------------------------------------------------------------------------------------------------------------------------------

/** Parentheses around the old value alone go with it: the new one brings what it needs. */
function replacement(text: string, style: Layout, target: Span, value: Shape): TextEdit {
  const { start, end } = withParentheses(text, target);
  const before = text.slice(lineStartOf(text, start), start).trimStart();
  return { start, end, text: printShape(text, style, value, indentAt(text, start), before) };
}
