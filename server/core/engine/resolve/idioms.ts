/** The standard library of the language that a file is written in, looked up by path. */
import type { Expr } from '../../model/facts.ts';
import type { Idiom, Language } from '../../model/language.ts';
import { externalPath, type ExternalValue, type Value } from '../../model/value.ts';
import type { Evaluator } from './evaluator.ts';

export interface Idioms {
  of(path: string): Idiom | undefined;
  /** What something from outside is, by its package and path, or by its name alone where libraries hand it on under their own. */
  ofExternal(value: ExternalValue): Idiom | undefined;
  /** What something from outside is, by its package and path. */
  ofNamed(value: ExternalValue): Idiom | undefined;
  /** What is called: something from outside, or a method that means the same of whatever it is one of. */
  ofCallee(value: Value, callee: Expr): Idiom | undefined;
  /** What a method does with a function, whichever package it is of: to be asked before its object is looked at. */
  ofSomeMethod(name: string): Idiom | undefined;
  /** Whether the language has libraries whose forms call functions. */
  readonly hasForms: boolean;
  /** The last names of what provides something under a token. */
  readonly providers: ReadonlySet<string>;
  /** What a member is of whatever comes from a package, where that is read and not called. */
  ofMember(value: ExternalValue, name: string): Idiom | undefined;
}

const known = new WeakMap<Language, Idioms>();
const none: Idioms = { of: () => undefined, ofNamed: () => undefined, ofCallee: () => undefined, ofExternal: () => undefined, ofMember: () => undefined, ofSomeMethod: () => undefined, hasForms: false, providers: new Set() };

export function idiomsOf(evaluator: Evaluator, path: string): Idioms {
  const language = evaluator.reader.languageOf(path);
  if (language === undefined) return none;
  let idioms = known.get(language);
  if (idioms === undefined) {
    const byPath = new Map(language.idioms.map((idiom) => [idiom.path, idiom]));
    /** Packages some of whose methods mean the same wherever they stand in a chain. */
    const ofPackages = new Set(language.idioms.flatMap(({ path }) => (path.includes(':*.') ? [path.slice(0, path.lastIndexOf(':'))] : [])));
    const handing = new Map(language.idioms.flatMap((idiom) => (idiom.means === 'hands-on' ? [[idiom.path.slice(idiom.path.lastIndexOf('.') + 1, -2), idiom] as const] : [])));
    const ofExternal = (value: ExternalValue): Idiom | undefined => {
      const path = externalPath(value);
      const last = value.steps.at(-1);
      const ofAny = ofPackages.has(value.package) && last?.kind === 'member' ? byPath.get(`${value.package}:*.${last.name}()`) : undefined;
      return ofAny ?? byPath.get(`${value.package}:${path}`) ?? byPath.get(`*:${path}`);
    };
    idioms = {
      of: (name) => byPath.get(name),
      ofNamed: (value) => byPath.get(`${value.package}:${externalPath(value)}`),
      ofCallee: (value, callee) => (value.kind === 'external' ? ofExternal(value) : undefined) ?? (callee.kind === 'member' ? byPath.get(`.${callee.property}`) : undefined),
      ofExternal,
      ofSomeMethod: (name) => handing.get(name),
      hasForms: language.idioms.some(({ means }) => means === 'form'),
      providers: new Set(language.idioms.flatMap(({ path, means }) => (means === 'provides' ? [path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1)] : []))),
      ofMember: (value, name) => (ofPackages.has(value.package) ? byPath.get(`${value.package}:*.${name}`) : undefined),
    };
    known.set(language, idioms);
  }
  return idioms;
}
