/** JSON as people write it: with comments, and commas too many. Whatever a file holds, nothing here throws. */
import { type Node, type ParseError, parse, parseTree } from 'jsonc-parser';

const OPTIONS = { allowTrailingComma: true };

/** As much of a text as can be read; undefined where nothing can. */
export function readJsonc(text: string): unknown {
  return unlessTooDeep(() => parse(text, [], OPTIONS) as unknown);
}

/** The same with the places of all values, and what is wrong with the text. No tree and no error: it is nested deeper than the stack allows. */
export function readJsoncTree(text: string): { readonly tree: Node | undefined; readonly errors: readonly ParseError[] } {
  const errors: ParseError[] = [];
  const tree = unlessTooDeep(() => parseTree(text, errors, OPTIONS));
  return { tree, errors };
}

/** The parser calls itself for each level. */
function unlessTooDeep<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
