/** Which files of a workspace import which others, read from their texts without parsing, as far as they have been looked at. */
import type { Language, ProjectLayout } from '../../core/model/language.ts';
import { escapeRegExp } from '../../core/model/text.ts';
import { importedModules } from './imports.ts';
import { folderOf } from '../paths.ts';

/** A client is handed over from file to file this often at most; a package's index on the way counts. */
export const MAX_HANDED = 4;

export interface ImportGraph {
  /** Looks at a file, or looks again: what it imported before is forgotten. Texts are read as Latin-1. */
  add(path: string, text: string): void;
  /** Forgets what a file imports. */
  remove(path: string): void;
  /** The files that a file imports; undefined for one that was not looked at. */
  importsOf(path: string): readonly string[] | undefined;
  /** The files that a module's name may mean where a file names it. */
  filesOf(module: string, path: string, language: Language): readonly string[];
  /** Files that import another. */
  importersOf(path: string): readonly string[];
  /**
   * Files that import another, itself or through an index.
   * @param visited takes every file that was looked at for it
   */
  importersThroughIndex(path: string, visited?: Set<string>): readonly string[];
}

export interface ImportGraphOptions {
  /** The files there are. */
  readonly files: readonly string[];
  readonly languageOf: (path: string) => Language | undefined;
  /** How module names map to files in a folder. */
  readonly layout: (folder: string) => ProjectLayout;
}

export function createImportGraph({ files, languageOf, layout }: ImportGraphOptions): ImportGraph {
  const imports = new Map<string, readonly string[]>();
  const importers = new Map<string, string[]>();
  /** By path, the same text: what is put together of it for each import would be a copy of its own. */
  const listed = new Map(files.map((path) => [path, path]));
  /** The files a module may be, for the files of a folder: they share most of their imports, and are looked at one after another. */
  let candidates = new Map<string, readonly string[]>();
  let candidatesOf = '';

  return {
    add(path, text) {
      remove(path);
      const imported = importedBy(path, text);
      imports.set(path, imported);
      for (const other of imported) {
        const known = importers.get(other);
        if (known === undefined) importers.set(other, [path]);
        else known.push(path);
      }
    },
    remove,
    importsOf: (path) => imports.get(path),
    filesOf,
    importersOf: (path) => importers.get(path) ?? [],
    importersThroughIndex(path, visited = new Set()) {
      const found: string[] = [];
      visited.add(path);
      const indexes = [path];
      for (const from of indexes) {
        for (const importer of importers.get(from) ?? []) {
          if (visited.has(importer)) continue;
          visited.add(importer);
          if (languageOf(importer)?.isIndex(importer) === true) indexes.push(importer);
          found.push(importer);
        }
      }
      return found;
    },
  };

  function remove(path: string): void {
    for (const other of imports.get(path) ?? []) {
      const rest = importers.get(other)!.filter((importer) => importer !== path);
      if (rest.length === 0) importers.delete(other);
      else importers.set(other, rest);
    }
    imports.delete(path);
  }

  function importedBy(path: string, text: string): readonly string[] {
    const language = languageOf(path);
    const imported = new Set<string>();
    if (language === undefined) return [];
    for (const module of new Set(importedModules(text, language.ecosystem).map((fact) => fact.module))) {
      for (const candidate of filesOf(module, path, language)) if (candidate !== path) imported.add(candidate);
    }
    for (const implied of layout(folderOf(path)).implied ?? []) if (implied !== path && listed.has(implied)) imported.add(listed.get(implied)!);
    return [...imported];
  }

  function filesOf(module: string, path: string, language: Language): readonly string[] {
    const folder = folderOf(path);
    if (folder !== candidatesOf) [candidates, candidatesOf] = [new Map(), folder];
    const key = `${language.id} ${module}`;
    let found = candidates.get(key);
    if (found === undefined) {
      const name = Buffer.from(module, 'latin1').toString('utf8');
      candidates.set(key, (found = language.moduleCandidates(name, path, layout(folder)).flatMap((candidate) => listed.get(candidate) ?? [])));
    }
    return found;
  }
}

/** Files in an order in which those that one imports come before it: what they hand on is known by then. */
export function importedFirst(paths: readonly string[], importsOf: (path: string) => readonly string[]): readonly string[] {
  const left = new Set(paths);
  const ordered: string[] = [];
  // Each with its imports still to come. A chain of imports may be longer than the stack is deep.
  const open: { readonly path: string; readonly imports: Iterator<string> }[] = [];
  const begin = (path: string): void => {
    if (left.delete(path)) open.push({ path, imports: importsOf(path)[Symbol.iterator]() });
  };
  for (const path of paths) {
    begin(path);
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const next = last.imports.next();
      if (next.done === true) ordered.push(open.pop()!.path);
      else begin(next.value);
    }
  }
  return ordered;
}

/** What stands behind a name that is called, or that is given another name. */
const CALLED = String.raw`\s*(?:[(<]|\?\.|as\b)`;

/** A test for texts, as Latin-1, that call something of one of these names, or give it another name. */
export function callsOneOf(names: readonly string[]): (text: string) => boolean {
  const called = new RegExp(String.raw`\b(?:${names.map((name) => escapeRegExp(latin1(name))).join('|')})${CALLED}`);
  return (text) => called.test(text);
}

/** From a name's start to its end: else each of its letters is tried as one, and each of the names that it begins with. */
const ANY_CALLED = new RegExp(String.raw`(?<![\w$\x80-\xff])[\w$\x80-\xff]+(?![\w$\x80-\xff])(?=${CALLED})`, 'g');

/** All such names of a text, each on a line of its own: little to keep, and quick to search for one of many names. */
export function namesCalled(text: string): string {
  return `\n${[...new Set(text.match(ANY_CALLED))].join('\n')}\n`;
}

/** A name as it looks in UTF-8 bytes that are read as Latin-1. */
export function latin1(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}
