/** TypeScript and JavaScript to facts. */
import type { FileFacts } from '../../core/model/facts.ts';
import { directivesOf } from './comments.ts';
import { modulePlace, newDraft, settle } from './draft.ts';
import type { Draft } from './draft.ts';
import { statementOfTags } from './jsdoc.ts';
import { hasTypesInComments } from './parser.ts';
import { parseMended } from './recover.ts';
import { statements } from './statements.ts';

/**
 * What a file says. Never throws. Code that is nested deeper than the stack allows (thousands of levels: generated data) has no facts.
 * `path` only tells the dialect.
 */
export function extract(text: string, path: string, of: 'file' | 'statements' = 'file'): FileFacts {
  try {
    const { statements: own, cut, endOfFile, text: parsed } = parseMended(path, text, of);
    const draft = newDraft(parsed, cut, hasTypesInComments(path, parsed) ? new Map() : null);
    statements(draft, own, modulePlace);
    statementOfTags(draft, endOfFile);
    settle(draft);
    return factsOf(draft, directivesOf(parsed, [...own, endOfFile]));
  } catch (error) {
    if (error instanceof RangeError) return factsOf(newDraft(text, new Set()), []);
    throw error;
  }
}

function factsOf(draft: Draft, directives: FileFacts['directives']): FileFacts {
  const { scopes, regions, functions, classes, calls, imports, exports, mutations, jumps, statements: own } = draft;
  return { language: 'typescript', scopes, regions, functions, classes, calls, imports, exports, exportsModuleScope: false, mutations, jumps, statements: own, directives };
}
