/** TypeScript and JavaScript, with and without JSX. */
import type { Language } from '../../core/model/language.ts';
import { extract } from './extract.ts';
import { javascriptIdioms } from './idioms.ts';
import { isIndex, moduleCandidates } from './modules.ts';
import { print } from './print.ts';

export const typescript: Language = {
  id: 'typescript',
  ecosystem: 'javascript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  comment: '//',
  idioms: javascriptIdioms,
  overRecords: 'nothing',
  objectCall: null,
  dataInText: null,
  textMethods: ['toString'],
  extract,
  moduleCandidates,
  isIndex,
  print,
};
