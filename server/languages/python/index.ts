// PLACEHOLDER so that the catalog loads; to be overwritten by the Python language (extract.ts, print.ts, modules.ts).
import type { Language } from '../../core/model/language.ts';
import { pythonIdioms } from './idioms.ts';

export const python: Language = {
  id: 'python',
  ecosystem: 'python',
  extensions: ['.py'],
  comment: '#',
  idioms: pythonIdioms,
  extract: () => ({ language: 'python', scopes: [{ kind: 'module', parent: -1, function: -1, class: -1, bindings: [], start: 0, end: 0 }], regions: [{ kind: 'module', parent: -1, start: 0, end: 0 }], functions: [], classes: [], calls: [], imports: [], exports: [], exportsModuleScope: true, mutations: [], jumps: [], directives: [] }),
  moduleCandidates: () => [],
  print: () => [],
};
