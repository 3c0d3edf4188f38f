/**
 * The byte gate: which files of a listing can hold an SDK call at all. Only those are analysed, and only those that hand a client on are parsed for it.
 *
 * Invariant: a file with a call that the engine recognises is never left out. The engine follows a callee to an SDK's package through imports, so such
 * a file either names the package itself, or imports a file that carries something of it, and so on until a file that names it. The gate follows the
 * same chain backwards:
 *
 * 1. Files whose bytes hold a package name. Nothing else is decoded.
 * 2. Of these, the ones that import a client and carry it outwards (`carriedExports`: an instance, a class with one, a function that returns one). A
 *    file with a client for its own use ends the chain here, which is the usual case.
 * 3. Files that import a carrier: found by its file name in their bytes, then by resolving the module names they write with the language's own rules.
 *    They may carry it further, so this repeats until nothing is new.
 *
 * A file on the chain holds a call only where it also calls an operation by its last two members (`messages` somewhere, and `create(`), or by the verb
 * alone where it imports the part before it (`messages = client.messages` in another file). A file that names an API's host may send a request without an
 * SDK and is let through; one that imports the address from another file is not found. Left out on purpose, because the engine does not follow them
 * either: packages and modules named at run time, methods under another name, and clients handed over through untyped parameters.
 *
 * In a repository that is built around a client nearly everything hands it on, and following it means parsing nearly everything, although few files call
 * an operation. So not many more files are parsed for what they hand on than there are suspects: files that call an operation by their text, whatever
 * they import. Beyond that all suspects are let through. What is then missed besides: parts of clients under another name, and imported clients that
 * are called themselves (`model("…")`).
 */
import type { FileFacts, ImportFact } from '../core/model/facts.ts';
import type { Language, ProjectLayout } from '../core/model/language.ts';
import { escapeRegExp, searchFor } from './byte-search.ts';
import { tooLarge } from './disk.ts';
import { type Note, reason } from './files.ts';
import { type ImportedModule, importedModules, moduleNamesOf, submoduleOf } from './imports.ts';
import { baseName, extensionOf, folderOf } from './paths.ts';
import { type Carried, carriedExports, type ImportOracle, type ImportVerdict, type Reach, reachOf, stronger } from './reach.ts';
import { importProbes, type SdkWords } from './sdk-words.ts';
import { type Bytes, type ByteReader, MAX_SOURCE_BYTES } from './source-files.ts';

export interface GateInput {
  /** Workspace paths. */
  readonly files: readonly string[];
  readonly words: SdkWords;
  readonly languageOf: (path: string) => Language | undefined;
  readonly layout: (folder: string) => ProjectLayout;
  readonly facts: (path: string) => FileFacts | undefined;
  readonly reader: ByteReader;
  /** Folders with a manifest or tsconfig of their own, whose layouts may give a file another name. */
  readonly projects: readonly string[];
}

export interface GateResult {
  /** Files to analyse, in the order of the listing. */
  readonly files: readonly string[];
  readonly notes: readonly Note[];
  /** Files that name an SDK's package. */
  readonly mentioning: number;
}

/** More carriers than this, and every file is asked for its imports: that many names would be found almost everywhere. */
const MANY_CARRIERS = 40;

/** So many files are parsed for what they hand on without counting the suspects, which means reading everything again. */
const FEW_FILES = 8;

/** Finds the files that can hold a call. Never throws: what cannot be read is in the notes. */
export function findCallFiles(input: GateInput): GateResult {
  const { reader, words } = input;
  const notes: Note[] = [];
  const mentions = searchFor(importProbes(words));
  const seeds: string[] = [];
  const readable: string[] = [];
  for (const path of input.files) {
    const bytes = readNoting(reader, path, notes);
    if (bytes === undefined) continue;
    readable.push(path);
    if (mentions(bytes)) seeds.push(path);
  }
  const found = seeds.length === 0 ? new Set<string>() : follow(input, readable, seeds);
  return { files: readable.filter((path) => found.has(path)), notes, mentioning: seeds.length };
}

function readNoting(reader: ByteReader, path: string, notes: Note[]): Bytes | undefined {
  try {
    const bytes = reader.read(path);
    if (bytes.end - bytes.start <= MAX_SOURCE_BYTES) return bytes;
    notes.push({ kind: 'too-large', path, message: tooLarge() });
  } catch (error) {
    notes.push({ kind: 'unreadable', path, message: reason(error) });
  }
  return undefined;
}

function follow(input: GateInput, files: readonly string[], seeds: readonly string[]): ReadonlySet<string> {
  const { reader, words } = input;
  const carriers = new Map<string, Carried>();
  const callFiles = new Set<string>();
  const importsOf = new Map<string, readonly ImportedModule[]>();
  const parsed = new Set<string>();
  let suspected: readonly string[] | undefined;
  /** How many of them are not known to be on the chain when they are counted: what parsing might spare. */
  let unsure: number | undefined;
  const modules = new Map<string, string>();
  const namesPackage = packageTest(words);
  const ofPackage: Carried = new Map([...words.entries].filter((name) => name !== '*').map((name) => [name, words.resources.has(name) ? 'part' : 'client']));
  const callsIn = callTest(words);
  /** Clients that are called themselves: no word tells. */
  const anyCall = words.verbs.has('');
  /** The files a module may be, for all files of a folder at once: they share most of their imports. */
  const candidates = new Map<string, readonly string[]>();
  const modulesOf = (path: string, module: string): readonly string[] => {
    const folder = folderOf(path);
    const key = `${folder}\0${input.languageOf(path)?.id}\0${module}`;
    let files = candidates.get(key);
    if (files === undefined) candidates.set(key, (files = input.languageOf(path)?.moduleCandidates(module, path, input.layout(folder)) ?? []));
    return files;
  };

  const textAt = (path: string): string => {
    try {
      return textOf(reader.read(path));
    } catch {
      // Deleted since the first look: it holds nothing any more.
      return '';
    }
  };

  const importing = seeds.filter((path) => {
    const text = textAt(path);
    // The engine says whether there is a call.
    if (words.alone.some((word) => text.includes(word))) callFiles.add(path);
    if (!importsPackage(text, input.languageOf(path)?.ecosystem, namesPackage)) return false;
    if (anyCall || callsIn(text) === 'operation') callFiles.add(path);
    return true;
  });
  if (isDearer(importing.length)) return new Set([...callFiles, ...suspects()]);
  let fresh = importing.filter(update);
  while (fresh.length > 0) {
    const round = new Set(fresh);
    fresh = [];
    const names = namesOf([...round], input);
    const near = round.size > MANY_CARRIERS ? () => true : testFor(names);
    for (const path of files) {
      // Carriers are few and files are many: nothing is read again for a file whose imports are known and name none of them.
      if (importsOf.get(path)?.some(({ module }) => names.mayBe(module)) === false) continue;
      const text = textAt(path);
      if (!near(text)) continue;
      const taken = takenFrom(path, text, round, names);
      if (taken === 'none') continue;
      const calls = callsIn(text);
      if (anyCall || calls === 'operation' || (taken === 'part' && calls === 'verb')) callFiles.add(path);
      if (!parsed.has(path) && isDearer(1)) return new Set([...callFiles, ...suspects()]);
      if (update(path)) fresh.push(path);
    }
  }
  return callFiles;

  function suspects(): readonly string[] {
    return (suspected ??= files.filter((path) => callsIn(textAt(path)) === 'operation'));
  }

  /** Whether looking at all suspects costs less than going on, with `more` files to be parsed for what they hand on. */
  function isDearer(more: number): boolean {
    const cost = parsed.size + more;
    if (cost <= FEW_FILES) return false;
    unsure ??= suspects().filter((path) => !callFiles.has(path)).length;
    return cost + FEW_FILES >= unsure;
  }

  /** A module's name as text, once: a cut-out of a file's text would keep all of it in memory. */
  function own(module: string): string {
    let name = modules.get(module);
    if (name === undefined) {
      name = Buffer.from(module, 'latin1').toString('utf8');
      modules.set(Buffer.from(module, 'latin1').toString('latin1'), name);
    }
    return name;
  }

  /** Works out what a file carries now; true when that is more than before. */
  function update(path: string): boolean {
    // No module name leads to a notebook or into a component's script: they hand nothing on.
    if (input.languageOf(path)?.extensions.includes(extensionOf(path)) !== true) return false;
    parsed.add(path);
    const facts = input.facts(path);
    if (facts === undefined) return false;
    const names = carriedExports(facts, oracleFor(path), words, isIndex(path) ? 'carried' : 'kept');
    const before = carriers.get(path);
    if ([...names].every(([name, reach]) => stronger(before?.get(name) ?? 'none', reach) === before?.get(name))) return false;
    carriers.set(path, names);
    return true;
  }

  function oracleFor(path: string): ImportOracle {
    const known = new Map<string, Carried>();
    const ofModule = (module: string): Carried => {
      if (namesPackage(module)) return ofPackage;
      let names = known.get(module);
      if (names === undefined) {
        names = modulesOf(path, module).reduce((all: Carried, candidate) => union(all, carriers.get(candidate)), new Map());
        known.set(module, names);
      }
      return names;
    };
    const ofImport = (fact: ImportFact): ImportVerdict => {
      const names = ofModule(fact.module);
      if (names === ofPackage) return { bound: fact.names !== 'one' || fact.name === '*' ? 'client' : reachOf(names, fact.name), star: names };
      // `import a.b.c` binds `a`, through which every part of the path is reached; `from a import b` may mean the module `a.b`.
      const within = moduleNamesOf(fact).filter((module) => module !== fact.module).map((module) => reachOf(ofModule(module), '*'));
      const bound = [reachOf(names, fact.names === 'one' ? fact.name : '*'), ...within].reduce(stronger);
      if (fact.names === 'one' && fact.name !== '*') return { bound, star: names };
      const root = fact.names === 'whole-path' ? moduleNamesOf(fact)[0]! : fact.module;
      return { bound, star: names, member: (name) => stronger(reachOf(ofModule(root), name), reachOf(ofModule(submoduleOf(root, name)), '*')) };
    };
    return { ofModule, ofImport };
  }

  /** The most that a file can take from the carriers of this round that it imports. */
  function takenFrom(path: string, text: string, round: ReadonlySet<string>, names: ImportNames): Reach {
    let taken: Reach = 'none';
    let imports = importsOf.get(path);
    if (imports === undefined) importsOf.set(path, (imports = importedModules(text, input.languageOf(path)?.ecosystem).map(({ module, takes }) => ({ module: own(module), takes }))));
    for (const { module, takes } of imports) {
      if (!names.mayBe(module)) continue;
      const whole = takes === 'whole' || (takes === 'object' && isIndex(path));
      for (const candidate of modulesOf(path, module)) {
        if (!round.has(candidate) || candidate === path) continue;
        for (const [name, reach] of carriers.get(candidate)!) {
          if (whole || name === '*' || name === 'default' || text.includes(latin1(name))) taken = stronger(taken, reach);
        }
      }
    }
    return taken;
  }
}

/**
 * What a text calls: an operation by its last two members, or only something of a verb's name. Comments may stand before the parenthesis, brackets and
 * quotes around the name, and an import may give it another name.
 */
function callTest({ pairs }: SdkWords): (text: string) => 'operation' | 'verb' | 'nothing' {
  const resources = new Map<string, (string | null)[]>();
  for (const [resource, verb] of pairs) if (verb !== '') resources.set(verb, [...(resources.get(verb) ?? []), resource]);
  const verbs = [...resources.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = new RegExp(String.raw`\b(${verbs.join('|')})['"\x60\]\s\\!?.]*(?:[(<#]|/[/*]|\bas\b)`, 'g');
  return (text) => {
    const seen = new Set<string>();
    for (const [, verb] of text.matchAll(pattern)) {
      if (seen.has(verb!)) continue;
      seen.add(verb!);
      if (resources.get(verb!)!.some((resource) => resource === null || text.includes(resource))) return 'operation';
    }
    return seen.size > 0 ? 'verb' : 'nothing';
  };
}

function union(a: Carried, b: Carried | undefined): Carried {
  if (b === undefined) return a;
  const result = new Map(a);
  for (const [name, reach] of b) result.set(name, stronger(result.get(name) ?? 'none', reach));
  return result;
}

/** The names by which some files can be imported: a file's own, its folder's for an index, or an alias of either. */
interface ImportNames {
  readonly words: ReadonlySet<string>;
  /** Whether one of the files is an index, which `from . import x` and `'..'` import without naming it. */
  readonly hasIndex: boolean;
  readonly mayBe: (module: string) => boolean;
}

function namesOf(paths: readonly string[], input: GateInput): ImportNames {
  const words = new Set<string>();
  const layouts = new Set([...paths.map(folderOf), ...input.projects].map(input.layout));
  let hasIndex = false;
  for (const path of paths) {
    const stem = stemOf(path);
    words.add(stem);
    if (isIndex(path)) {
      words.add(baseName(folderOf(path)));
      hasIndex = true;
    }
    for (const layout of layouts) for (const alias of aliasesOf(path, layout)) words.add(alias);
  }
  return { words, hasIndex, mayBe: (module) => NAMELESS.test(module) ? hasIndex : words.has(wordOf(module)) || words.has(lastWord(module)) };
}

/** `.`, `..`, `../..`, `./`: a folder's index. */
const NAMELESS = /^[./]*$/;

/** The file's name in a module's name: `client` of `./llm/client.js` and of `app.llm.client`. */
function wordOf(module: string): string {
  if (module.includes('/')) return lastWord(module).replace(/\.[cm]?[jt]sx?$/, '');
  return module.slice(module.lastIndexOf('.') + 1);
}

/** A test for texts (as Latin-1) that may hold such an import. */
function testFor({ words, hasIndex }: ImportNames): (text: string) => boolean {
  // Nearly every Python file speaks of `__init__`, hardly one imports it by that name.
  const alternatives = [...words].map((word) => (word === '__init__' ? String.raw`\b__init__\s+(?:import|as)\b|import[^\n]*\b__init__\b` : escapeRegExp(latin1(word))));
  if (hasIndex) alternatives.push(String.raw`from\s*\.+\s*import`, String.raw`['"](?:\.\.?/?)+['"]`);
  const pattern = new RegExp(alternatives.join('|'));
  return (text) => pattern.test(text);
}

/** Last words of the names that the layout gives a file: an alias of tsconfig, a package of the workspace. */
function aliasesOf(path: string, { pathMappings, packages }: ProjectLayout): readonly string[] {
  const words: string[] = [];
  for (const { pattern, targets } of pathMappings) {
    for (const target of targets) {
      const star = target.indexOf('*');
      if (star < 0) {
        if (path.startsWith(target)) words.push(lastWord(pattern));
      } else if (path.startsWith(target.slice(0, star))) {
        const suffix = target.slice(star + 1);
        const at = suffix === '' ? -1 : path.indexOf(suffix, star);
        const matched = at < 0 ? path.slice(star).replace(/\.[^./]+$/, '').replace(/\/index$/, '') : path.slice(star, at);
        words.push(lastWord(pattern.replace('*', matched)));
      }
    }
  }
  for (const [name, { folder }] of packages) if (path.startsWith(`${folder}/`)) words.push(lastWord(name));
  return words.filter((word) => word !== '');
}

/** Whether a file stands for its folder. */
function isIndex(path: string): boolean {
  const stem = stemOf(path);
  return stem === '__init__' || stem === 'index';
}

function stemOf(path: string): string {
  const name = baseName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}

function lastWord(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1);
}

/** Whether a module's name names an SDK's package, however it is reached: `openai/index`, `npm:openai@6`, `https://esm.sh/openai`. An ordinary word counts at the start alone. */
function packageTest({ packages, commonNames }: SdkWords): (module: string) => boolean {
  const anyOf = (names: readonly string[]): string => (names.length === 0 ? '(?!)' : names.map(escapeRegExp).join('|'));
  const pattern = new RegExp(`(?:(?:^|[/:])(?:${anyOf(packages.filter((name) => !commonNames.has(name)))})|^(?:npm:)?(?:${anyOf([...commonNames])}))(?=$|[/.@?])`);
  // A relative module is a file of the workspace, whatever its name: `./openai`, `..anthropic`.
  return (module) => !module.startsWith('.') && pattern.test(module);
}

function importsPackage(text: string, ecosystem: Language['ecosystem'] | undefined, namesPackage: (module: string) => boolean): boolean {
  return importedModules(text, ecosystem).some(({ module }) => namesPackage(module));
}

function textOf({ buffer, start, end }: Bytes): string {
  return buffer.toString('latin1', start, end);
}

/** A name as it looks in UTF-8 bytes that are read as Latin-1. */
function latin1(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}
