/**
 * The byte gate: which files of a listing can hold an SDK call at all. Only those are parsed and analysed.
 *
 * Invariant: a file with a call that the engine recognises is never left out. The engine follows a callee to an SDK's package through imports, so such
 * a file either names the package itself, or imports a file that carries something of it, and so on until a file that names it. The gate follows the
 * same chain backwards:
 *
 * 1. Files whose bytes hold a package name. Nothing else is decoded.
 * 2. Of these, the ones that import the package and carry something of it outwards (`carriedExports`: a client, a class with one, a function that
 *    returns one). A file with a client for its own use ends the chain here, which is the usual case.
 * 3. Files that import a carrier: found by its file name in their bytes, then by resolving the module names they write with the language's own rules.
 *    They may carry it further, so this repeats until no carrier is new.
 *
 * A file on the chain holds a call only where it also names a verb of an operation (`create` of `messages.create`), unless a carrier above it hands
 * out the method itself (`ask = client.messages.create`). Left out on purpose, because the engine does not follow them either: packages and modules
 * named at run time, and clients handed over through untyped parameters.
 */
import type { FileFacts, ImportFact } from '../core/model/facts.ts';
import type { Language, ProjectLayout } from '../core/model/language.ts';
import { tooLarge } from './disk.ts';
import { type Note, reason } from './files.ts';
import { type ByteTest, escapeRegExp, searchFor } from './byte-search.ts';
import { importedModules, moduleNamesOf } from './imports.ts';
import { baseName, extensionOf, folderOf } from './paths.ts';
import { carriedExports, type ImportOracle, type ImportVerdict } from './reach.ts';
import { type Bytes, type ByteReader, MAX_SOURCE_BYTES } from './source-files.ts';

export interface GateInput {
  /** Workspace paths. */
  readonly files: readonly string[];
  /** Import names of all SDKs, both ecosystems. */
  readonly packages: readonly string[];
  /** Last members of the operations' paths: `create`, `parse`, `stream`. */
  readonly verbs: readonly string[];
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

/** A file that hands something of an SDK to the files that import it. */
interface Carrier {
  readonly path: string;
  readonly names: ReadonlySet<string> | 'all';
  /** Whether it hands out a method without calling it; then its importers need no verb to make a call. */
  readonly handsOutMethods: 'yes' | 'no';
}

/** More carriers than this, and every file is asked for its imports: that many names would be found almost everywhere. */
const MANY_CARRIERS = 40;

/** Finds the files that can hold a call. Never throws: what cannot be read is in the notes. */
export function findCallFiles(input: GateInput): GateResult {
  const { reader } = input;
  const notes: Note[] = [];
  const mentions = searchFor(input.packages);
  const seeds: string[] = [];
  const readable: string[] = [];
  for (const path of input.files) {
    const bytes = readNoting(reader, path, notes);
    if (bytes === undefined) continue;
    readable.push(path);
    if (mentions(bytes)) seeds.push(path);
  }
  const found = seeds.length === 0 ? new Set<string>() : follow(input, reader, readable, seeds);
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

function follow(input: GateInput, reader: ByteReader, files: readonly string[], seeds: readonly string[]): ReadonlySet<string> {
  const carriers = new Map<string, Carrier>();
  const callFiles = new Set<string>();
  const hasVerb = searchFor(input.verbs);
  const handsOut = new RegExp(`\\.(?:${input.verbs.map(escapeRegExp).join('|')})\\b(?!\\s*[(<])`);
  const namesPackage = packageTest(input.packages);
  const textOf = (path: string): string => {
    const { buffer, start, end } = reader.read(path);
    return buffer.toString('latin1', start, end);
  };
  const modulesOf = (path: string, module: string): readonly string[] =>
    input.languageOf(path)?.moduleCandidates(module, path, input.layout(folderOf(path))) ?? [];

  /** Works out what a file carries now; true when that is more than before. */
  function update(path: string, handsOutMethods: Carrier['handsOutMethods']): boolean {
    const facts = input.facts(path);
    if (facts === undefined) return false;
    const names = carriedExports(facts, oracleFor(path));
    if (names !== 'all' && names.size === 0) return false;
    const before = carriers.get(path);
    if (before !== undefined && sizeOf(before.names) >= sizeOf(names) && before.handsOutMethods === handsOutMethods) return false;
    carriers.set(path, { path, names, handsOutMethods });
    return true;
  }

  function oracleFor(path: string): ImportOracle {
    const ofModule = (module: string): ReadonlySet<string> | 'all' => {
      if (namesPackage(module)) return 'all';
      const names = new Set<string>();
      for (const candidate of modulesOf(path, module)) {
        const carrier = carriers.get(candidate);
        if (carrier?.names === 'all') return 'all';
        for (const name of carrier?.names ?? []) names.add(name);
      }
      return names;
    };
    const ofImport = (fact: ImportFact): ImportVerdict => {
      const names = ofModule(fact.module);
      if (names === 'all') return { bound: 'counts', star: 'all' };
      // `import a.b.c` binds `a`, through which every part of the path can be reached; `from a import b` may mean the module `a.b`.
      const within = moduleNamesOf(fact).some((module) => module !== fact.module && sizeOf(ofModule(module)) > 0);
      const bound = within || names.has(fact.name) || names.has('*') || (fact.name === '*' && names.size > 0) || (fact.name === 'default' && names.size > 0);
      return { bound: bound ? 'counts' : 'not', star: names };
    };
    return { ofImport, ofModule };
  }

  let fresh: Carrier[] = [];
  for (const path of seeds) {
    const text = textOf(path);
    const verb = hasVerb(reader.read(path));
    if (!importsText(text, namesPackage)) continue;
    if (verb) callFiles.add(path);
    if (update(path, handsOut.test(text) ? 'yes' : 'no')) fresh.push(carriers.get(path)!);
  }
  while (fresh.length > 0) {
    const round = new Map(fresh.map((carrier) => [carrier.path, carrier]));
    fresh = [];
    const near = round.size > MANY_CARRIERS ? () => true : nameTest([...round.keys()], input);
    for (const path of files) {
      const bytes = reader.read(path);
      if (!near(bytes)) continue;
      const text = bytes.buffer.toString('latin1', bytes.start, bytes.end);
      const sources = carriersImportedBy(path, text, round, modulesOf);
      if (sources.length === 0) continue;
      const handed = sources.some((carrier) => carrier.handsOutMethods === 'yes');
      if (handed || hasVerb(bytes)) callFiles.add(path);
      const before = carriers.get(path)?.handsOutMethods === 'yes';
      if (update(path, handed || before || handsOut.test(text) ? 'yes' : 'no')) fresh.push(carriers.get(path)!);
    }
  }
  return callFiles;
}

/** Carriers that a file imports and of which it uses, or passes on, something. */
function carriersImportedBy(
  path: string,
  text: string,
  round: ReadonlyMap<string, Carrier>,
  modulesOf: (path: string, module: string) => readonly string[],
): readonly Carrier[] {
  const result: Carrier[] = [];
  for (const { module, takes } of importedModules(text, extensionOf(path))) {
    for (const candidate of modulesOf(path, module)) {
      const carrier = round.get(candidate);
      if (carrier !== undefined && carrier.path !== path && (takes === 'whole' || usesNameOf(carrier, text))) result.push(carrier);
    }
  }
  return result;
}

function usesNameOf(carrier: Carrier, text: string): boolean {
  if (carrier.names === 'all') return true;
  for (const name of carrier.names) {
    if (name === '*' || name === 'default' || text.includes(latin1(name))) return true;
  }
  return false;
}

/** A test for the words that an import of one of `paths` must contain: the file's name, its folder's for an index, or an alias of either. */
function nameTest(paths: readonly string[], input: GateInput): ByteTest {
  const words = new Set<string>();
  const folders: string[] = [];
  const layouts = new Set([...paths.map(folderOf), ...input.projects].map(input.layout));
  for (const path of paths) {
    const name = baseName(path);
    const stem = name.slice(0, name.length - extensionOf(name).length);
    words.add(stem);
    if (stem === '__init__' || stem === 'index') {
      const folder = folderOf(path);
      words.add(baseName(folder));
      folders.push(folder);
    }
    for (const layout of layouts) for (const alias of aliasesOf(path, layout)) words.add(alias);
  }
  const byWord = searchFor([...words]);
  if (folders.length === 0) return byWord;
  // `from . import client`, `import x from '..'`: an index can be imported without its name.
  const nameless = /from\s+\.+\s+import|['"](?:\.\.?\/?)+['"]/;
  return (bytes) => byWord(bytes) || nameless.test(bytes.buffer.toString('latin1', bytes.start, bytes.end));
}

/** Last words of the names that the layout gives a file: an alias of tsconfig, a package of the workspace. */
function aliasesOf(path: string, layout: ProjectLayout): readonly string[] {
  const words: string[] = [];
  for (const { pattern, targets } of layout.pathMappings) {
    for (const target of targets) {
      const star = target.indexOf('*');
      if (star < 0) {
        if (path.startsWith(target)) words.push(lastWord(pattern));
        continue;
      }
      const suffix = target.slice(star + 1);
      if (!path.startsWith(target.slice(0, star))) continue;
      const at = suffix === '' ? -1 : path.indexOf(suffix, star);
      const matched = at < 0 ? path.slice(star) : path.slice(star, at);
      // Without its extension and index, in the place of the pattern's star.
      words.push(lastWord(pattern.replace('*', matched.replace(/\.[^./]+$/, '').replace(/\/index$/, ''))));
    }
  }
  for (const [name, { folder }] of layout.packages) if (path.startsWith(`${folder}/`)) words.push(lastWord(name));
  return words.filter((word) => word !== '');
}

function lastWord(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1);
}

/** Whether a module's name names an SDK's package, however it is reached: `openai/index`, `npm:openai@6`, `https://esm.sh/openai`. */
function packageTest(packages: readonly string[]): (module: string) => boolean {
  const pattern = new RegExp(`(?:^|[/:.])(?:${packages.map(escapeRegExp).join('|')})(?=$|[/.@?])`);
  return (module) => pattern.test(module);
}

function importsText(text: string, namesPackage: (module: string) => boolean): boolean {
  for (const extension of ['.py', '.ts']) {
    for (const { module } of importedModules(text, extension)) if (namesPackage(module)) return true;
  }
  return false;
}

function sizeOf(names: ReadonlySet<string> | 'all'): number {
  return names === 'all' ? Infinity : names.size;
}

/** A name as it looks in UTF-8 bytes that are read as Latin-1. */
function latin1(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}
