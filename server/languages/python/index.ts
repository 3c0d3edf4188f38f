/** Python. Stubs (`.pyi`) hold types alone and are left out. */
import type { Language } from '../../core/model/language.ts';
import { editorLanguages } from '../editor-languages.ts';
import { extract } from './extract.ts';
import { pythonIdioms } from './idioms.ts';
import { isIndex, moduleCandidates } from './modules.ts';
import { print } from './print.ts';

export const python: Language = {
  id: 'python',
  ecosystem: 'python',
  extensions: editorLanguages.python,
  comment: '#',
  idioms: pythonIdioms,
  objectCall: '__call__',
  overRecords: 'keys',
  dataInText: { as: 'repr', indent: 0, spaces: 'yes', ascii: 'no' },
  textMethods: ['__str__', '__repr__'],
  extract,
  moduleCandidates,
  isIndex,
  print,
};
