/** TypeScript and JavaScript, with and without JSX. */
import type { Language } from '../../core/model/language.ts';
import { editorLanguages } from '../editor-languages.ts';
import { extract } from './extract.ts';
import { javascriptIdioms } from './idioms.ts';
import { isIndex, moduleCandidates } from './modules.ts';
import { print } from './print.ts';

const { typescript: own, typescriptreact, javascript, javascriptreact } = editorLanguages;

export const typescript: Language = {
  id: 'typescript',
  ecosystem: 'javascript',
  extensions: [...own, ...typescriptreact, ...javascript, ...javascriptreact],
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
