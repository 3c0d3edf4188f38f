/**
 * The modules a text imports, found without parsing it: the gate asks this of files that it may then not need to parse. It may find too much (an
 * import inside a string or comment), and too little only where a module is named by more than a string. Text is read as Latin-1, so names outside ASCII come out as bytes; workspace paths are compared in
 * the same form by the caller's rules only for ASCII names, which module names are in practice.
 */
import type { Language } from '../../core/model/language.ts';
import { ranModule } from '../../languages/python/modules.ts';

export interface ImportedModule {
  readonly module: string;
  /**
   * The names that the import takes, as they are in the module, or null where it takes the module itself, or all there is: then any name of it may be used anywhere. Read
   * from the text when asked, which few imports are.
   */
  readonly names: () => readonly string[] | null;
  /** Where the text says `from a import b`, which may mean the module `a.b`: the module `a`. */
  readonly inside: string | null;
}

const COMMENT = String.raw`(?:\s|/\*[^*]*\*/)*`;
const JAVASCRIPT = new RegExp(String.raw`\b(?:from|import|(import|require)${COMMENT}\()${COMMENT}(['"\`])([^'"\`\n]+)\2`, 'g');
/** A module named at run time: `import_module("agents")`, and functions of one's own around it. */
const AT_RUN_TIME = /(?:import|require|load)\w*\s*\(\s*(['"])([\w.]+)\1/g;
/** The names before `from` or `= require`; what stands before them is a default import. */
const NAMES = /([\w$]\s*,\s*)?\{([^{}]*)\}\s*(?:=\s*(?:await\s+)?)?$/;
/** Longer lists of names are taken for the whole module. */
const LONGEST_NAMES = 4000;
const PYTHON = /\bfrom(?:[ \t]+|(?=\.))([.\w\x80-\xff]+)[ \t]*\\?\r?\n?[ \t]*import\b[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)|\bimport[ \t]+((?:[^\n\\;]|\\\r?\n)*)/g;

/** Modules named by the imports of a text. */
export function importedModules(text: string, ecosystem: Language['ecosystem'] | undefined): readonly ImportedModule[] {
  return ecosystem === 'python' ? pythonModules(text) : javascriptModules(text);
}

/** Names that the imports of a text bind, each with the modules it may come from. Where an import gives a name another, either is listed. */
export function importedNames(text: string, ecosystem: Language['ecosystem']): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (name: string, module: string): void => {
    const modules = names.get(name);
    if (modules === undefined) names.set(name, [module]);
    else modules.push(module);
  };
  if (ecosystem === 'python') {
    for (const [, from, taken, plain] of text.matchAll(PYTHON)) {
      if (from !== undefined) for (const [word] of (taken ?? '').replace(/#[^\n]*/g, '').matchAll(/\w+/g)) add(word, submoduleOf(from, word)), add(word, from);
      else for (const [path, first] of (plain ?? '').replace(/#[^\n]*/g, '').matchAll(/(\w+)[.\w]*/g)) for (const module of prefixes(path)) add(first!, module);
    }
    // `import a.b as c`: the last word is bound to what stands before it.
    for (const [, module, name] of text.matchAll(/\bimport[ \t]+([\w.]+)[ \t]+as[ \t]+(\w+)/g)) for (const part of prefixes(module!)) add(name!, part);
    return names;
  }
  for (const { index, 3: module } of text.matchAll(JAVASCRIPT)) {
    const before = text.slice(Math.max(0, index - LONGEST_NAMES), index);
    const clause = /(?:\bimport|\b(?:const|let|var))\b((?:(?!\b(?:import|const|let|var)\b)[^;'"`])*)$/.exec(before);
    for (const [word] of (clause?.[1] ?? '').matchAll(/[\w$]+/g)) add(word, module!);
  }
  return names;
}

const WHOLE = (): null => null;

function javascriptModules(text: string): readonly ImportedModule[] {
  const modules: ImportedModule[] = [];
  for (const { index, 3: module } of text.matchAll(JAVASCRIPT)) {
    modules.push({
      module: module!,
      inside: null,
      names() {
        const before = NAMES.exec(text.slice(Math.max(0, index - LONGEST_NAMES), index));
        // `import type { X } from`: the word before the braces is no default import, nor is `import` itself.
        return before === null ? null : [...(before[1] === undefined ? [] : ['default']), ...wordsOf(before[2]!.replace(/\/\/[^\n]*|\/\*[^*]*\*\//g, '').replace(/(^|,)\s*type\s+(?=[\w$])/g, '$1'))];
      },
    });
  }
  return modules;
}

function pythonModules(text: string): readonly ImportedModule[] {
  const modules: ImportedModule[] = [];
  for (const [, from, names, plain] of text.matchAll(PYTHON)) {
    if (from !== undefined && names !== undefined) {
      const taken = wordsOf(names);
      modules.push({ module: from, inside: null, names: names.includes('*') ? WHOLE : () => taken });
      for (const name of taken) modules.push({ module: submoduleOf(from, name), inside: from, names: WHOLE });
    } else if (plain !== undefined) {
      for (const path of wordsOf(plain)) for (const module of prefixes(path)) modules.push({ module, inside: null, names: WHOLE });
    }
  }
  if (text.includes('%run')) for (const [line] of text.matchAll(/%run[ \t]+[\w./ \t-]+/g)) modules.push(...pythonFile(line));
  for (const [, , module] of text.matchAll(AT_RUN_TIME)) modules.push({ module: module!, inside: null, names: WHOLE });
  return modules;
}

/** A file that a notebook runs, whose names it then has. */
function pythonFile(line: string): readonly ImportedModule[] {
  const module = ranModule(line);
  return module === null ? [] : [{ module, inside: null, names: WHOLE }];
}

function submoduleOf(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

function prefixes(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The first word of each part between commas: `a as b, c` gives `a` and `c`. */
function wordsOf(list: string): readonly string[] {
  const words: string[] = [];
  for (const part of list.replace(/#[^\n]*/g, '').split(/[,\n]/)) {
    const word = /[.\w$\x80-\xff]+/.exec(part);
    if (word !== null) words.push(word[0]);
  }
  return words;
}
