/**
 * The modules a text imports, found without parsing it: the gate asks this of files that it may then not need to parse. It may find too much (an
 * import inside a string or comment) and never too little. Text is read as Latin-1, so names outside ASCII come out as bytes; workspace paths are compared in
 * the same form by the caller's rules only for ASCII names, which module names are in practice.
 */
import type { ImportFact } from '../core/model/facts.ts';
import type { Language } from '../core/model/language.ts';

export interface ImportedModule {
  readonly module: string;
  /**
   * `names`: single names, which are written here. `object`: the module, whose names are written where they are used. `whole`: everything in it may be
   * passed on without a name of it being written here.
   */
  readonly takes: 'names' | 'object' | 'whole';
}

const COMMENT = String.raw`(?:\s|/\*[^*]*\*/)*`;
const JAVASCRIPT = new RegExp(String.raw`\b(?:from|import|(import|require)${COMMENT}\()${COMMENT}(['"\`])([^'"\`\n]+)\2`, 'g');
/** Before `from`: `* as name`, or `*` alone. */
const STAR = /\*(?:\s*as\s+[\w$]+)?\s*$/;
/** A module that hands on what it requires, by the object. */
const PASSES_ON = /\bmodule\.exports\b|\bexport\s*=/;
const PYTHON = /\bfrom(?:[ \t]+|(?=\.))([.\w\x80-\xff]+)[ \t]*\\?\r?\n?[ \t]*import\b[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)|\bimport[ \t]+((?:[^\n\\;]|\\\r?\n)*)/g;

/** Modules named by the imports of a text. */
export function importedModules(text: string, ecosystem: Language['ecosystem'] | undefined): readonly ImportedModule[] {
  return ecosystem === 'python' ? pythonModules(text) : javascriptModules(text);
}

function javascriptModules(text: string): readonly ImportedModule[] {
  const passesOn = PASSES_ON.test(text);
  const modules: ImportedModule[] = [];
  for (const match of text.matchAll(JAVASCRIPT)) {
    const [, called, , module] = match;
    const whole = called === undefined ? STAR.test(text.slice(Math.max(0, match.index - 100), match.index)) : passesOn;
    modules.push({ module: module!, takes: whole ? 'whole' : 'names' });
  }
  return modules;
}

function pythonModules(text: string): readonly ImportedModule[] {
  const modules: ImportedModule[] = [];
  for (const [, from, names, plain] of text.matchAll(PYTHON)) {
    if (from !== undefined && names !== undefined) {
      modules.push({ module: from, takes: names.includes('*') ? 'whole' : 'names' });
      for (const name of wordsOf(names)) modules.push({ module: submoduleOf(from, name), takes: 'whole' });
    } else if (plain !== undefined) {
      for (const path of wordsOf(plain)) for (const module of prefixes(path)) modules.push({ module, takes: 'object' });
    }
  }
  return modules;
}

/** The modules that one import may mean: `from a import b` is `a` or `a.b`, `import a.b` is `a` and `a.b`. */
export function moduleNamesOf(fact: ImportFact): readonly string[] {
  if (fact.names === 'whole-path') return prefixes(fact.module);
  return fact.names === 'one' && fact.name !== '*' && fact.name !== 'default' && !/[/@]/.test(fact.module) ? [fact.module, submoduleOf(fact.module, fact.name)] : [fact.module];
}

/** The module `name` inside a module. */
export function submoduleOf(module: string, name: string): string {
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
    const word = /[.\w\x80-\xff]+/.exec(part);
    if (word !== null) words.push(word[0]);
  }
  return words;
}
