/** The standard library of the language that a file is written in, looked up by path. */
import type { Idiom, Language } from '../model/language.ts';
import type { Evaluator } from './evaluator.ts';

export interface Idioms {
  of(path: string): Idiom | undefined;
}

const known = new WeakMap<Language, Idioms>();
const none: Idioms = { of: () => undefined };

export function idiomsOf(evaluator: Evaluator, path: string): Idioms {
  const language = evaluator.reader.languageOf(path);
  if (language === undefined) return none;
  let idioms = known.get(language);
  if (idioms === undefined) {
    const byPath = new Map(language.idioms.map((idiom) => [idiom.path, idiom]));
    idioms = { of: (name) => byPath.get(name) };
    known.set(language, idioms);
  }
  return idioms;
}
