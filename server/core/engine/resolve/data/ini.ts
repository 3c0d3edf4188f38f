/** INI files as expressions: sections of texts. What a `DEFAULT` section says holds in all others. */
import type { Expr, RecordEntry } from '../../../model/facts.ts';
import { MOST_DATA } from './data.ts';

/** Null where the text has no section. */
export function readIni(text: string): Expr | null {
  if (text.length > MOST_DATA) return null;
  const sections = new Map<string, RecordEntry[]>();
  let current: RecordEntry[] | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const header = /^\[([^\]]+)\]\s*$/.exec(line);
    const option = header === null ? optionIn(line) : null;
    if (header !== null) sections.set(header[1]!, (current = sections.get(header[1]!) ?? []));
    else if (option !== null && current !== null) {
      const end = start + line.trimEnd().length;
      const span = { start: end - option.value.length, end };
      current.push({ kind: 'entry', key: option.name.toLowerCase(), keyExpr: null, value: { kind: 'string', value: option.value, ...span }, ...span });
    }
    start += line.length + 1;
  }
  if (sections.size === 0) return null;
  const span = { start: 0, end: text.length };
  const common = sections.get('DEFAULT') ?? [];
  const entries = [...sections].map(([key, own]): RecordEntry => ({ kind: 'entry', key, keyExpr: null, value: { kind: 'record', entries: key === 'DEFAULT' ? own : [...common, ...own], trailingComma: -1, ...span }, ...span }));
  return { kind: 'record', entries, trailingComma: -1, ...span };
}

/** `name = value`, `name: value`; null where a line is neither, a comment, or goes on what stands above it. */
function optionIn(line: string): { readonly name: string; readonly value: string } | null {
  const at = line.search(/[=:]/);
  return at <= 0 || /^[\s#;[]/.test(line) ? null : { name: line.slice(0, at).trimEnd(), value: line.slice(at + 1).trim() };
}
