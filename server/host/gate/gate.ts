/**
 * The byte gate: which files of a listing can hold an SDK call at all. Only those are analysed. Nothing is parsed for the answer: what a text says of imports and
 * calls is read from it by patterns (`imports.ts`, `calls.ts`).
 *
 * Invariant: a file with a call that the engine recognises is never left out. The engine follows a callee to an SDK's package through imports, so such a file either
 * imports something of that package that leads to a call, or imports a file that does, and so on; and it names an operation of that SDK, unless the SDK's clients
 * are called themselves. So:
 *
 * 1. Files whose bytes hold a package name. Nothing else is decoded.
 * 2. Of these, the ones that import a client, by its name or as the module it is in.
 * 3. Files that import one of them, and files that import those: found by their names in their bytes while they are few, and resolved with the language's own rules.
 *    Each has the clients of all files that it reaches. That is more than it can use; to know what a file hands on, it would have to be parsed.
 * 4. Of all these, the ones that may call an operation of an SDK that they reach; and those that name a name which a file that they reach gives
 *    to an operation.
 *
 * A request without an SDK is told by an API's address: a file that names one, and a file that imports that and sends a request. What users describe as SDKs of
 * their own is told by the names of its operations. A file that is handed a client by those who import it has what they have: it is told by an operation that is
 * written with what stands before it, `messages.create(`.
 *
 * Left out on purpose, because the engine does not follow them either: packages and modules whose names are put together at run time.
 */
import type { Language, ProjectLayout } from '../../core/model/language.ts';
import type { Ecosystem } from '../../core/model/sdk.ts';
import { escapeRegExp } from '../../core/model/text.ts';
import { searchFor } from './byte-search.ts';
import { type CallerSurroundings, valuesIn } from './called-values.ts';
import { callTest, clientTest } from './calls.ts';
import { tooLarge } from '../files/disk.ts';
import { type Note, reason } from '../files/files.ts';
import { createImportGraph, latin1, MAX_HANDED, namesCalled } from './import-graph.ts';
import { baseName, extensionOf, folderOf } from '../paths.ts';
import { importProbes, NO_SDK, operationProbes, type SdkSet, type SdkWords } from './sdk-words.ts';
import { type Bytes, type ByteReader, isMinified, MAX_SOURCE_BYTES, ownCopy, textOf } from '../files/source-files.ts';

export interface GateInput {
  /** Workspace paths. */
  readonly files: readonly string[];
  readonly words: SdkWords;
  readonly languageOf: (path: string) => Language | undefined;
  readonly layout: (folder: string) => ProjectLayout;
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
  /** Files that import another, itself or through an index, and call something of one of these names: functions of that file that ask a model. */
  readonly callersOf: (path: string, names: readonly string[]) => readonly string[];
  /** Files that import another. */
  readonly importersOf: (path: string) => readonly string[];
  /** Whether all files were asked whether they import a file. */
  readonly knowsImportersOf: (path: string) => boolean;
  /** Whether a file may call an operation of this name: one of an SDK whose clients it may have. Of a file that was not looked at for that, nothing is known. */
  readonly mayCallBy: (path: string, verb: string) => boolean;
  /** The SDKs whose clients each file may have. */
  readonly reach: ReadonlyMap<string, SdkSet>;
  /** Files that a file imports, as far as it was looked at. */
  readonly importsOf: (path: string) => readonly string[];
}

/** More carriers than this, and every file is asked for its imports: that many names would be found almost everywhere. */
const MANY_CARRIERS = 40;

/** Finds the files that can hold a call. Never throws: what cannot be read is in the notes. */
export function findCallFiles(input: GateInput): GateResult {
  const { reader, words } = input;
  const notes: Note[] = [];
  const probes = importProbes(words);
  const mentions = searchFor(probes);
  const concerns = searchFor([...probes, ...operationProbes(words)]);
  const seeds: string[] = [];
  const handed: string[] = [];
  const readable: string[] = [];
  for (const path of input.files) {
    const bytes = readNoting(reader, path, notes);
    if (bytes === undefined) continue;
    const isConcerned = concerns(bytes);
    // Most files need no answer: those that concern no SDK are only asked where their imports are looked for.
    if (isConcerned && isMinified(path, bytes)) continue;
    readable.push(path);
    if (isConcerned) (mentions(bytes) ? seeds : handed).push(path);
  }
  const { found, ...graph } = seeds.length === 0 ? { found: new Set<string>(), callersOf: () => [], importersOf: () => [], knowsImportersOf: () => false, importsOf: () => [], mayCallBy: () => true, reach: new Map<string, SdkSet>() } : follow(input, readable, seeds, handed);
  return { files: readable.filter((path) => found.has(path)), notes, mentioning: seeds.length, ...graph };
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

/** @param handed files that name no SDK and call something like an operation of one */
function follow(input: GateInput, files: readonly string[], seeds: readonly string[], handed: readonly string[]): { readonly found: ReadonlySet<string> } & Pick<GateResult, 'callersOf' | 'importersOf' | 'knowsImportersOf' | 'importsOf' | 'mayCallBy' | 'reach'> {
  const { reader, words } = input;
  const clientsIn = clientTest(words);
  const callsIn = callTest(words);
  const toldBy = tellTest(words);
  /** The SDKs whose clients a file may have. */
  const reach = new Map<string, SdkSet>();
  /** Of these, the ones that the file's own text tells. */
  const byText = new Map<string, SdkSet>();
  const graph = createImportGraph({ files, languageOf: input.languageOf, layout: input.layout });
  /** The names that are called in a file (`namesCalled`). */
  const called = new Map<string, string>();

  /** Files whose importers were looked for among all. */
  const followed = new Set<string>();
  /** Files that name an SDK by the way. */
  const strangers: string[] = [];
  const holdsText = searchFor(words.sdks.flatMap(({ texts }) => texts));

  for (const path of seeds) {
    const language = input.languageOf(path);
    if (language === undefined) continue;
    const bytes = bytesAt(path);
    if (bytes === null) continue;
    const text = textOf(bytes);
    const told = holdsText(bytes) ? toldBy(text) : NO_SDK;
    if (told !== NO_SDK) byText.set(path, told);
    const set = clientsIn.clients(text, language.ecosystem) | told;
    if (set !== NO_SDK) reach.set(path, set);
    else strangers.push(path);
  }
  for (let fresh: readonly string[] = [...reach.keys()]; fresh.length > 0; ) {
    // No module name leads to a notebook or into a component's script: they hand nothing on.
    const carriers = fresh.filter((path) => input.languageOf(path)?.extensions.includes(extensionOf(path)) === true);
    findImporters(carriers);
    for (const carrier of carriers) followed.add(carrier);
    const next = new Set<string>();
    for (const carrier of carriers) {
      for (const path of graph.importersOf(carrier)) {
        const before = reach.get(path) ?? NO_SDK;
        const after = before | (reach.get(carrier)! & ~words.byText) | (byText.get(carrier) ?? NO_SDK);
        if (after === before) continue;
        reach.set(path, after);
        next.add(path);
      }
    }
    fresh = [...next];
  }
  if (reach.size > 0) addHanded([...handed, ...operating(strangers)].filter((path) => !reach.has(path)));
  const values: Partial<Record<Ecosystem, ReadonlySet<string>>> = {};
  const found = new Set([...byText].flatMap(([path, set]) => ((set & ~words.requests) === NO_SDK ? [] : [path])));
  const named = new Map<string, readonly string[]>();
  const senders = new Set<string>();
  /** Whether a file sends requests: many import the same one. */
  const sending = new Map<string, boolean>();
  // One whose own name stands nowhere may still build, or extend, what another file is asked about.
  for (const path of reach.keys()) if (graph.importsOf(path) === undefined) graph.add(path, textAt(path));
  for (const [path, set] of reach) {
    const text = textAt(path);
    const { ecosystem } = input.languageOf(path)!;
    const imports = graph.importsOf(path)!;
    if (callsIn.calls(text, ecosystem, set, imports.length > 0 ? 'anywhere' : 'here', aroundOf(path, ecosystem))) found.add(path);
    if ((set & words.requests) !== NO_SDK) addSenders(path, imports);
    const names = graph.importersOf(path).length > 0 ? callsIn.names(text, ecosystem, set) : [];
    if (names.length > 0) named.set(path, names);
  }
  for (const sender of senders) {
    reach.set(sender, (reach.get(sender) ?? NO_SDK) | words.requests);
    found.add(sender);
  }
  for (const [path, names] of named) addCallersOf(path, names);
  return { found, callersOf, importersOf: (path) => importersOf([path]), knowsImportersOf: (path) => followed.has(path), importsOf: (path) => graph.importsOf(path) ?? [], mayCallBy, reach };

  function mayCallBy(path: string, verb: string): boolean {
    const language = input.languageOf(path);
    return language === undefined || callsIn.knows(verb, language.ecosystem, reach.get(path) ?? NO_SDK);
  }

  function callersOf(path: string, names: readonly string[]): readonly string[] {
    const lines = names.map((name) => `\n${latin1(name)}\n`);
    return graph.importersThroughIndex(path).filter((importer) => lines.some((line) => calledIn(importer).includes(line)));
  }

  /** A file is asked for the callers of very many others. */
  function calledIn(path: string): string {
    let names = called.get(path);
    if (names === undefined) called.set(path, (names = namesCalled(textAt(path))));
    return names;
  }

  /** Those of some files that call something like an operation of an SDK: `request.app.locals.openai`. */
  function operating(paths: readonly string[]): readonly string[] {
    const operates = searchFor(operationProbes(words));
    return paths.filter((path) => {
      const bytes = bytesAt(path);
      return bytes !== null && operates(bytes);
    });
  }

  /** Gives files the clients of those that import them: they may hand them over. */
  function addHanded(paths: readonly string[]): void {
    const seen = new Set(paths);
    for (let level = 0, fresh = [...seen]; level < MAX_HANDED && fresh.length > 0; level++) {
      findImporters(fresh);
      fresh = importersOf(fresh).filter((path) => !seen.has(path));
      for (const path of fresh) seen.add(path);
    }
    for (const path of paths) {
      let set = NO_SDK;
      const above = new Set([path]);
      for (let level = 0, fresh = [path]; level < MAX_HANDED; level++) {
        fresh = importersOf(fresh).filter((importer) => !above.has(importer));
        for (const importer of fresh) {
          above.add(importer);
          set |= (reach.get(importer) ?? NO_SDK) & ~words.byText;
        }
      }
      if (set !== NO_SDK) reach.set(path, set);
    }
  }

  function importersOf(paths: readonly string[]): string[] {
    return [...new Set(paths.flatMap((path) => graph.importersOf(path)))];
  }

  function aroundOf(path: string, ecosystem: Ecosystem): CallerSurroundings {
    const language = input.languageOf(path)!;
    const isFile = (module: string): boolean => module.startsWith('.') || graph.filesOf(module, path, language).length > 0;
    return {
      values: () => (values[ecosystem] ??= valuesOf(ecosystem)),
      isForeign: (module) => !isFile(module) && !clientsIn.isPackage(module, ecosystem),
      isOwn: (module) => isFile(module) && (!clientsIn.isPackage(module, ecosystem) || words.commonNames.has(/^\w*/.exec(module)![0])),
    };
  }

  /** What the files that have a client which is called itself give names to. */
  function valuesOf(ecosystem: Ecosystem): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [path, set] of reach) {
      if (input.languageOf(path)!.ecosystem === ecosystem && callsIn.itself(ecosystem, set)) for (const name of valuesIn(textAt(path))) names.add(ownCopy(name));
    }
    return names;
  }

  /** A file that knows an API's address may hand it to another that sends requests. */
  function addSenders(path: string, imports: readonly string[]): void {
    for (const sender of imports) {
      if (!isSending(sender)) continue;
      senders.add(sender);
      found.add(path);
    }
  }

  function isSending(path: string): boolean {
    let answer = sending.get(path);
    if (answer === undefined) {
      const language = input.languageOf(path);
      answer = language !== undefined && callsIn.calls(textAt(path), language.ecosystem, words.requests, 'anywhere', aroundOf(path, language.ecosystem));
      sending.set(path, answer);
    }
    return answer;
  }

  /** An operation that has a name of its own is called by it where that is imported, through whatever files. */
  function addCallersOf(path: string, names: readonly string[]): void {
    const reached = new Set([path]);
    for (const from of reached) {
      for (const importer of graph.importersOf(from)) {
        reached.add(importer);
        if (!found.has(importer) && names.some((name) => textAt(importer).includes(name))) found.add(importer);
      }
    }
  }

  /** Finds the files that import one of some: those whose text holds the name of one; with many of them, all files are asked. */
  function findImporters(carriers: readonly string[]): void {
    const unseen = files.filter((path) => graph.importsOf(path) === undefined);
    if (unseen.length === 0) return;
    const near = carriers.length > MANY_CARRIERS ? () => true : testFor(namesOf(carriers, input));
    for (const path of unseen) {
      const bytes = bytesAt(path);
      const text = bytes === null ? '' : textOf(bytes);
      if (near(text) || input.layout(folderOf(path)).implied !== undefined) graph.add(path, bytes === null || isMinified(path, bytes) ? '' : text);
    }
  }

  function textAt(path: string): string {
    const bytes = bytesAt(path);
    return bytes === null ? '' : textOf(bytes);
  }

  /** Null for a file that was deleted since the first look. */
  function bytesAt(path: string): Bytes | null {
    try {
      return reader.read(path);
    } catch {
      return null;
    }
  }
}

/** The SDKs that a text tells without an import. An address counts where it is written down: in a line with a quote before it, not in a comment. */
function tellTest({ sdks, requests }: SdkWords): (text: string) => SdkSet {
  return (text) => {
    let told = NO_SDK;
    for (const { set, texts } of sdks) if (texts.some((word) => (set === requests ? isQuoted(text, word) : text.includes(word)))) told |= set;
    return told;
  };
}

function isQuoted(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at);
    if (/['"`]/.test(before) && !/^\s*(?:\*(?!\*)|\/\/|\/\*|#)/.test(before)) return true;
  }
  return false;
}

/** The names by which some files can be imported: a file's own, its folder's for an index, or an alias of either. */
interface ImportNames {
  readonly words: ReadonlySet<string>;
  /** Whether one of the files is an index, which `from . import x` and `'..'` import without naming it. */
  readonly hasIndex: boolean;
}

function namesOf(paths: readonly string[], input: GateInput): ImportNames {
  const words = new Set<string>();
  const layouts = new Set([...paths.map(folderOf), ...input.projects].map(input.layout));
  let hasIndex = false;
  for (const path of paths) {
    const stem = stemOf(path);
    words.add(stem);
    if (isIndex(path, input)) {
      words.add(baseName(folderOf(path)));
      hasIndex = true;
    }
    for (const layout of layouts) for (const alias of aliasesOf(path, layout)) words.add(alias);
  }
  return { words, hasIndex };
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

function isIndex(path: string, { languageOf }: GateInput): boolean {
  return languageOf(path)?.isIndex(path) === true;
}

function stemOf(path: string): string {
  const name = baseName(path);
  return name.slice(0, name.length - extensionOf(name).length);
}

function lastWord(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1);
}
