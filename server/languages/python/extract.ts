/** Python to facts. */
import type { Comment, FileFacts } from '../../core/model/facts.ts';
import { block, wholeSpan } from './blocks.ts';
import { modulePlace, newDraft } from './draft.ts';
import { parse } from './parse.ts';

/** What a file says. Never throws: the parser bounds how deep a tree is. */
export function extract(text: string): FileFacts {
  const { body, comments } = parse(text);
  const draft = newDraft(text);
  block(draft, body, modulePlace);
  const { scopes, regions, functions, classes, calls, imports, mutations, jumps } = draft;
  return {
    language: 'python', scopes, regions, functions, classes, calls, imports, exports: [], exportsModuleScope: true, mutations, jumps,
    statements: body.map((node) => ({ ...wholeSpan(draft, node), exports: 0 })),
    directives: directivesOf(text, comments),
  };
}

/** The comments that speak to promptcost, in source order. */
function directivesOf(text: string, comments: readonly number[]): readonly Comment[] {
  if (!text.includes('promptcost')) return [];
  const found: Comment[] = [];
  for (let i = 0; i < comments.length; i += 2) {
    const start = comments[i]!;
    const end = comments[i + 1]!;
    const comment = text.slice(start, end);
    if (!comment.includes('promptcost')) continue;
    const ownLine = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
    found.push({ text: comment.replace(/^#+/, '').trim(), ownLine, start, end });
  }
  return found;
}
