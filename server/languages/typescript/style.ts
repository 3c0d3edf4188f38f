/** How a file writes values: quotes, indentation, spaces in braces, trailing commas, line ends. */
import type { Shape } from '../../core/model/language.ts';
import { count, indentAt, indentOf, printValue, quoted, type Comments, type Layout, type Words } from '../layout.ts';

const comments: Comments = {
  endingLine: /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)(?=[ \t]*\r?\n)/,
  all: /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g,
};

/** Reads the style off a file's text. What a file does not show is as Prettier has it. */
export function styleOf(text: string): Layout {
  return {
    quote: count(text, /[\s([{:,=]'/g) > count(text, /[\s([{:,=]"/g) ? "'" : '"',
    indent: indentOf(text, /^([ \t]*)[^\s*]/gm, '  '),
    braceSpace: count(text, /\{[\w'"]+:/g) > count(text, /\{ [\w'"]+:/g) ? '' : ' ',
    lastComma: count(text, /[^\s,[{(][ \t]*\r?\n[ \t]*[}\]][,)]/g) > count(text, /,[ \t]*\r?\n[ \t]*[}\]][,)]/g) ? '' : ',',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    comments,
  };
}

export function printShape(text: string, style: Layout, shape: Shape, indent: string, before: string): string {
  return printValue(style, wordsOf(text, style), shape, indent, before);
}

function wordsOf(text: string, style: Layout): Words {
  return {
    width: 80,
    key: (key) => printKey(style, key),
    scalar: (value) => (typeof value === 'string' ? quoted(style, value) : String(value)),
    source: ({ start, end }) => text.slice(start, end),
    indentAround: ({ start }) => indentAt(text, start),
  };
}

/** A key, in quotes where it is not a name. */
export function printKey(style: Layout, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(style, key);
}
