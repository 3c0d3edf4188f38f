/** The standard library of the language that a file is written in, looked up by path. */
import type { Idiom, Language } from '../model/language.ts';
import { externalPath, type ExternalValue } from '../model/value.ts';
import type { Evaluator } from './evaluator.ts';

export interface Idioms {
  of(path: string): Idiom | undefined;
  /** What something from outside is, by its package and path, or by its name alone where libraries hand it on under their own. */
  ofExternal(value: ExternalValue): Idiom | undefined;
  /** What a member is of whatever comes from a package, where that is read and not called. */
  ofMember(value: ExternalValue, name: string): Idiom | undefined;
}

const known = new WeakMap<Language, Idioms>();
const none: Idioms = { of: () => undefined, ofExternal: () => undefined, ofMember: () => undefined };

export function idiomsOf(evaluator: Evaluator, path: string): Idioms {
  const language = evaluator.reader.languageOf(path);
  if (language === undefined) return none;
  let idioms = known.get(language);
  if (idioms === undefined) {
    const byPath = new Map(language.idioms.map((idiom) => [idiom.path, idiom]));
    /** Packages some of whose methods mean the same wherever they stand in a chain. */
    const ofPackages = new Set(language.idioms.flatMap(({ path }) => (path.includes(':*.') ? [path.slice(0, path.lastIndexOf(':'))] : [])));
    idioms = {
      of: (name) => byPath.get(name),
      ofExternal(value) {
        const path = externalPath(value);
        const last = value.steps.at(-1);
        const ofAny = ofPackages.has(value.package) && last?.kind === 'member' ? byPath.get(`${value.package}:*.${last.name}()`) : undefined;
        return ofAny ?? byPath.get(`${value.package}:${path}`) ?? byPath.get(`*:${path}`);
      },
      ofMember: (value, name) => (ofPackages.has(value.package) ? byPath.get(`${value.package}:*.${name}`) : undefined),
    };
    known.set(language, idioms);
  }
  return idioms;
}
