/** The standard library of the language that a file is written in, looked up by path. */
import type { Idiom, Language } from '../model/language.ts';
import { externalPath, type ExternalValue } from '../model/value.ts';
import type { Evaluator } from './evaluator.ts';

export interface Idioms {
  of(path: string): Idiom | undefined;
  /** What something from outside is, by its package and path, or by its name alone where libraries hand it on under their own. */
  ofExternal(value: ExternalValue): Idiom | undefined;
}

const known = new WeakMap<Language, Idioms>();
const none: Idioms = { of: () => undefined, ofExternal: () => undefined };

export function idiomsOf(evaluator: Evaluator, path: string): Idioms {
  const language = evaluator.reader.languageOf(path);
  if (language === undefined) return none;
  let idioms = known.get(language);
  if (idioms === undefined) {
    const byPath = new Map(language.idioms.map((idiom) => [idiom.path, idiom]));
    idioms = {
      of: (name) => byPath.get(name),
      ofExternal(value) {
        const path = externalPath(value);
        return byPath.get(`${value.package}:${path}`) ?? byPath.get(`*:${path}`);
      },
    };
    known.set(language, idioms);
  }
  return idioms;
}
