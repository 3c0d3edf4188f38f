/**
 * Texts with an open template literal. The scanner takes everything up to the next backtick for its text, and code for text and text for code from there on: while somebody types a
 * prompt, every call below would vanish. A text is mended, not the tree: the literal is closed on its own line, and the result parsed. It has the length of the original, so offsets hold.
 *
 * Which literal is open cannot be read off the text, since those that follow are paired wrongly, too. It is one that goes over lines and has a syntax error on the line on which it
 * ends: there, the first of the prose is read as code, or the text ends. The first such literal whose closing leaves fewer errors and no open literal is taken for it, and where there
 * is none the text stays as it is. A valid text is never changed, and the facts depend on the text alone, whatever was typed before.
 */
import type ts from 'typescript';
import { errorsOf, forEachChild, isTemplateLiteral, parse, startOf } from './parser.ts';

export interface Parsed {
  readonly file: ts.SourceFile;
  /** What was parsed: the given text, or one of its length. */
  readonly text: string;
}

/** How many literals are tried: each costs a parse of the file. */
const attempts = 3;
/** How many errors are looked at: an open literal leaves them from its end on, others may lie above it. */
const errorsLookedAt = 20;

/** @throws RangeError as `parse` does. */
export function parseMended(path: string, text: string): Parsed {
  const file = parse(path, text);
  const errors = errorsOf(file);
  const tried = new Set<number>();
  for (const { start: error } of errors.slice(0, errorsLookedAt)) {
    const start = suspectBefore(text, file, error);
    if (start === null || tried.has(start)) continue;
    const closed = closeOnItsLine(text, start);
    const mended = parse(path, closed);
    const left = errorsOf(mended);
    // An open literal hides the errors that it swallows.
    if (left.length < errors.length && !left.some(({ kind }) => kind === 'open template')) return { file: mended, text: closed };
    if (tried.add(start).size === attempts) break;
  }
  return { file, text };
}

/** Where the last outermost template before an error starts, if it goes over lines and could be the reason of the error. */
function suspectBefore(text: string, node: ts.Node, error: number): number | null {
  const children: ts.Node[] = [];
  forEachChild(node, (child) => {
    if (child.pos <= error) children.push(child);
  });
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i]!;
    if (!isTemplateLiteral(child)) {
      const inside = suspectBefore(text, child, error);
      if (inside !== null) return inside;
      continue;
    }
    const start = startOf(text, child);
    if (start <= error && lineEnd(text, start) < child.end) return lineEnd(text, child.end) >= error ? start : null;
  }
  return null;
}

/** Closes a template at the last backtick of its line if there is one, which is escaped or belongs to a hole that is being typed, else at the line's end. What is between becomes plain text. */
function closeOnItsLine(text: string, start: number): string {
  const end = lineEnd(text, start);
  const last = text.lastIndexOf('`', end - 1);
  // A literal that was opened at the very end of its line takes the line break for its closing backtick.
  const close = last > start ? last : Math.max(start + 1, end - 1);
  return `${text.slice(0, start + 1)}${text.slice(start + 1, close).replace(/[`\\$]/g, ' ')}\`${text.slice(close + 1)}`;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  const end = found < 0 ? text.length : found;
  return text[end - 1] === '\r' ? end - 1 : end;
}
