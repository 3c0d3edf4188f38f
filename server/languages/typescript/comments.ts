/** Comments that speak to promptcost. The tree has no comments, so the few that matter are found from the text inwards. */
import type ts from 'typescript';
import type { Comment } from '../../core/model/facts.ts';
import { forEachChild, startOf, SyntaxKind } from './parser.ts';

const word = 'promptcost';

/** The comments that contain the word, in source order. `nodes` are all there are. */
export function directivesOf(text: string, nodes: readonly ts.Node[]): readonly Comment[] {
  const found: Comment[] = [];
  let at = text.indexOf(word);
  while (at >= 0) {
    const comment = commentAt(text, nodes, at);
    if (comment) found.push(comment);
    at = text.indexOf(word, comment ? comment.end : at + word.length);
  }
  return found;
}

/**
 * The comment around an offset. Strings, templates, regular expressions and markup are nodes of their own, so what lies between the children of
 * the innermost node around the offset is punctuation, keywords and comments: there, the first `//` or `/*` starts a comment.
 */
function commentAt(text: string, nodes: readonly ts.Node[], offset: number): Comment | null {
  let start = 0;
  let inner: ts.Node | undefined;
  const look = (child: ts.Node): void => {
    if (child.end <= offset && child.end > start) start = child.end;
    else if (child.pos <= offset && offset < child.end) inner ??= child;
  };
  nodes.forEach(look);
  let node: ts.Node | undefined;
  while (inner !== undefined) {
    node = inner;
    start = node.pos;
    inner = undefined;
    forEachChild(node, look);
  }
  if (node !== undefined && (node.kind === SyntaxKind.JsxText || (isLiteral(node) && offset >= startOf(text, node)))) return null;
  for (let at = start; at <= offset; at++) {
    if (text[at] !== '/') continue;
    const next = text[at + 1];
    const end = next === '/' ? endOfLine(text, at) : next === '*' ? endOfBlock(text, at) : at;
    if (offset < end) return comment(text, at, end);
    at = Math.max(at, end - 1);
  }
  return null;
}

/** Literals and the parts of templates. */
function isLiteral({ kind }: ts.Node): boolean {
  return kind >= SyntaxKind.FirstLiteralToken && kind <= SyntaxKind.LastTemplateToken;
}

function comment(text: string, start: number, end: number): Comment {
  const body = text[start + 1] === '/' ? text.slice(start + 2, end) : text.slice(start + 2, end).replace(/\*\/$/, '').replace(/^[ \t]*\*(?!\/)/gm, '');
  return { text: body.trim(), ownLine: text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '', start, end };
}

function endOfLine(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n\u2028\u2029]/);
  return end < 0 ? text.length : at + end;
}

function endOfBlock(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}
