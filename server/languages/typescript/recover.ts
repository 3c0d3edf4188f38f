/**
 * Texts with an open template literal. The scanner takes everything up to the next backtick for its text, and code for text and text for code from there on: while somebody types a
 * prompt, every call below would vanish. A text is mended, not the tree: the literal is closed on its own line, and the result parsed. It has the length of the original, so offsets hold.
 *
 * Which literal is open cannot be read off the text, since those that follow are paired wrongly, too. It is one that goes over lines and has a syntax error on the line on which it
 * ends: there, the first of the prose is read as code, or the text ends. The first such literal whose closing leaves no open literal, and fewer errors unless an open one held declarations, is taken for it, and where there
 * is none the text stays as it is. A valid text is never changed, and the facts depend on the text alone, whatever was typed before.
 */
import type ts from 'typescript';
import { errorsOf, firstDifference, forEachChild, isTemplateLiteral, parse, reparse, startOf } from './parser.ts';
import { declaration, separate } from './open-statements.ts';
import type { Separated } from './open-statements.ts';
import type { SyntaxError } from './parser.ts';

export interface Parsed {
  readonly file: ts.SourceFile;
  /** What was parsed: the given text, or one of its length. */
  readonly text: string;
}

/** How many literals are tried: each costs another parse. */
const attempts = 3;
/** How many errors are looked at: an open literal leaves them from its end on, others may lie above it. */
const errorsLookedAt = 20;

/** The last tree that was given out. Parts that are used again hold on to the text that they were read from, so a tree may descend from so many others and no more. */
let latest: { readonly path: string; readonly file: ts.SourceFile; readonly generation: number } | null = null;
const lastGeneration = 64;

/**
 * The tree of a text, or of the text mended. Somebody who types asks for one version of a text after the other: what the last change left alone is not parsed
 * again. **The tree that this gave last is invalid from then on**, unless some statements of the file are asked for alone.
 * @throws RangeError as `parse` does.
 */
export function parseMended(path: string, text: string, of: 'file' | 'statements' = 'file'): Parsed & Separated {
  const before = of === 'file' && latest?.path === path && latest.generation < lastGeneration ? latest : null;
  if (of === 'file') latest = null;
  // Next to nothing of a tree can be used for a text with an open template. It is then kept for the mended text, which resembles it.
  const resembles = before !== null && !hasOpenTemplate(text, firstDifference(before.file.text, text));
  const file = resembles ? reparse(before.file, text) : parse(path, text);
  let spare = resembles ? null : (before?.file ?? null);
  let parsed: Parsed = { file, text };
  const errors = errorsOf(file);
  for (const start of suspectsOf(text, file, errors)) {
    const closed = closeOnItsLine(text, start);
    const mended = spare === null ? parse(path, closed) : reparse(spare, closed);
    spare = null;
    const left = errorsOf(mended);
    // An open literal hides the errors that it swallows, all of them where no other literal closes it.
    const swallows = errors.some(isOpen) && declaration.test(text.slice(lineEnd(text, start)));
    if ((left.length < errors.length || swallows) && !left.some(isOpen)) {
      parsed = { file: mended, text: closed };
      break;
    }
  }
  const separated = separate(path, parsed);
  if (of === 'file') latest = { path, file: separated.file, generation: before === null ? 0 : before.generation + 1 };
  return { ...separated, text: parsed.text };
}

function isOpen({ kind }: SyntaxError): boolean {
  return kind === 'open template';
}

/** Whether a template seems to be open at the end of a line. A guess: only the time to parse depends on it. */
function hasOpenTemplate(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, lineEnd(text, offset));
  return line.split('`').length % 2 === 0;
}

/** Where the templates start that may be the open one, the likeliest first. */
function suspectsOf(text: string, file: ts.SourceFile, errors: readonly SyntaxError[]): readonly number[] {
  const found = new Set<number>();
  for (const { start: error } of errors.slice(0, errorsLookedAt)) {
    const start = suspectBefore(text, file, error);
    if (start !== null && found.add(start).size === attempts) break;
  }
  return [...found];
}

/** Where the last outermost template before an error starts, if it goes over lines and could be the reason of the error: it ends on the error's line or below. */
function suspectBefore(text: string, file: ts.SourceFile, error: number): number | null {
  const line = Math.max(text.lastIndexOf('\n', error - 1), 0);
  const within = (node: ts.Node): number | null => {
    let found: number | null = null;
    forEachChild(node, (child) => {
      // Nodes lie inside those around them, so what ends above the line needs no look inside: that is nearly all of a file.
      if (child.pos > error || child.end < line || lineEnd(text, child.end) < error) return;
      if (!isTemplateLiteral(child)) {
        found = within(child) ?? found;
        return;
      }
      const start = startOf(text, child);
      if (start <= error && lineEnd(text, start) < child.end) found = start;
    });
    return found;
  };
  return within(file);
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
