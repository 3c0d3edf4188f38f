/** How a file writes values: quotes, indentation, spaces in braces, trailing commas, line ends. */
import type { Shape } from '../../core/model/language.ts';
import { count, indentAt, indentOf, printValue, type Comments, type Layout, type Words } from '../layout.ts';

export interface Style extends Layout {
  readonly quote: '"' | "'";
}

const comments: Comments = {
  endingLine: /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)(?=[ \t]*\r?\n)/,
  all: /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g,
};

/** Reads the style off a file's text. What a file does not show is as Prettier has it. */
export function styleOf(text: string): Style {
  return {
    quote: count(text, /[\s([{:,=]'/g) > count(text, /[\s([{:,=]"/g) ? "'" : '"',
    indent: indentOf(text, /^([ \t]*)[^\s*]/gm, '  '),
    braceSpace: count(text, /\{[\w'"]+:/g) > count(text, /\{ [\w'"]+:/g) ? '' : ' ',
    lastComma: count(text, /[^\s,[{(][ \t]*\r?\n[ \t]*[}\]][,)]/g) > count(text, /,[ \t]*\r?\n[ \t]*[}\]][,)]/g) ? '' : ',',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    comments,
  };
}

export function printShape(text: string, style: Style, shape: Shape, indent: string, before: string): string {
  return printValue(style, wordsOf(text, style), shape, indent, before);
}

function wordsOf(text: string, style: Style): Words {
  return {
    width: 80,
    key: (key) => printKey(style, key),
    scalar: (value) => (typeof value === 'string' ? quoted(style, value) : String(value)),
    source: ({ start, end }) => text.slice(start, end),
    indentAround: ({ start }) => indentAt(text, start),
  };
}

/** A key, in quotes where it is not a name. */
export function printKey(style: Style, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(style, key);
}

function quoted({ quote }: Style, value: string): string {
  const other = quote === '"' ? "'" : '"';
  const mark = value.includes(quote) && !value.includes(other) ? other : quote;
  // JSON escapes control characters and backslashes as JavaScript does.
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}
