/** Reads the code cells off a notebook's JSON text, with the place of each string literal that they are written in. */
import type { Span } from '../../core/model/text.ts';
import { items, member, members, skipSpace, stringAt } from './skim.ts';

export interface Notebook {
  /** That of a file in the kernel's language; empty for a language that is not analysed. */
  readonly extension: string;
  readonly cells: readonly CodeCell[];
}

export interface CodeCell {
  /** Among all cells, from 0. */
  readonly index: number;
  readonly source: string;
  /** The string literals whose texts make up `source`, in order: one, or one a line. */
  readonly literals: readonly Span[];
  /** The whole value in the JSON: the literal, or the list of them. */
  readonly value: Span;
}

/** What kernels call their language, as the extension of its files. Deno's and tslab's run TypeScript. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  python: '.py', ipython: '.py', python2: '.py', python3: '.py', typescript: '.ts', javascript: '.ts', deno: '.ts', tslab: '.ts', jslab: '.ts', node: '.ts',
};

/** Null where the text is no notebook: not JSON, or without a list of cells. A file without anything in it is a notebook without cells, as editors make them. `decode` as in `Container.open`. Never throws. */
export function readNotebook(json: string, decode: (part: string) => string = (part) => part): Notebook | null {
  const start = skipSpace(json, 0);
  if (start >= json.length) return { extension: '', cells: [] };
  const top = members(json, start);
  if (top === null) return null;
  const named = (key: string): Span | undefined => top.findLast(([name]) => name === key)?.[1];
  const list = named('cells');
  // Before version 4 (2015) cells stood in worksheets; no SDK we know is as old.
  const cells = list === undefined ? (named('worksheets') === undefined ? null : []) : items(json, list.start);
  if (cells === null) return null;
  const extension = extensionOf(json, named('metadata'));
  return { extension, cells: extension === '' ? [] : cells.flatMap((span, index) => readCell(json, span, index, extension, decode)) };
}

function extensionOf(json: string, metadata: Span | undefined): string {
  const language = textIn(json, metadata, 'language_info', 'name') ?? textIn(json, metadata, 'kernelspec', 'language') ?? textIn(json, metadata, 'kernelspec', 'name');
  // Without a word about its language a notebook is Python: that is what runs where notebooks are made without a kernel.
  return language === null ? '.py' : (EXTENSIONS[language.toLowerCase()] ?? '');
}

function readCell(json: string, span: Span, index: number, extension: string, decode: (part: string) => string): readonly CodeCell[] {
  const parts = members(json, span.start);
  const named = (key: string): Span | undefined => parts?.findLast(([name]) => name === key)?.[1];
  const [type, source] = [named('cell_type'), named('source')];
  if (type === undefined || source === undefined || stringAt(json, type) !== 'code') return [];
  // An editor lets a cell be in another language than the notebook's.
  const own = textIn(json, named('metadata'), 'vscode', 'languageId');
  if (own !== null && EXTENSIONS[own] !== extension) return [];
  const literals = json[source.start] === '"' ? [source] : items(json, source.start);
  const texts = literals?.map((literal) => stringAt(json, literal, decode)) ?? [];
  if (literals === null || texts.includes(null)) return [];
  return [{ index, source: texts.join(''), literals, value: source }];
}

/** The text at `object.first.second`, or null. */
function textIn(json: string, object: Span | undefined, first: string, second: string): string | null {
  const inner = object === undefined ? undefined : member(json, object.start, first);
  const value = inner === undefined ? undefined : member(json, inner.start, second);
  return value === undefined ? null : stringAt(json, value);
}
