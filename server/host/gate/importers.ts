/**
 * Which files of the workspace folders import and call which others, for an editor: what a function is handed by its callers is written in files that nobody has opened. All files are
 * looked at once, a little at a time so that nobody who types waits for it, and those that change again when they rest. Until then nothing is known of callers, as in a file by itself.
 *
 * Deliberately absent: notebooks and components as callers (their code would have to be taken out first), and workspaces with more files than `MAX_FILES`.
 */
import { isTestFile } from '../../core/engine/recognize/test-files.ts';
import type { Language, ProjectLayout } from '../../core/model/language.ts';
import { type ByteTest, searchFor } from './byte-search.ts';
import { callsOneOf, createImportGraph, type ImportGraph, MAX_HANDED } from './import-graph.ts';
import { isMinified, type Bytes, type ByteReader, MAX_SOURCE_BYTES, textOf } from '../files/source-files.ts';

export interface Importers {
  /** The answers of the core's host, the same list until it changes. Empty, and null, while nothing is known. */
  callersOf(path: string, name: string): readonly string[];
  importersOf(path: string): readonly string[];
  mayCall(path: string): boolean | null;
  /** Whether all files were looked at, and none is a notebook or component, which may call others too. */
  knowsAll(): boolean;
  /** Says that a file was edited, created or deleted. */
  changed(path: string): void;
  /** Says that folders, layouts or settings changed: all files are looked at again. */
  reset(): void;
}

export interface ImportersOptions {
  readonly reader: ByteReader;
  /** The source files of the workspace folders. */
  readonly files: () => readonly string[];
  /** Whether the settings leave a file out: it calls nobody. */
  readonly ignores: (path: string) => boolean;
  readonly roots: () => readonly string[];
  readonly exists: (path: string) => boolean;
  /** What an editor shows of a file, which wins over the disk. */
  readonly openText: (path: string) => string | undefined;
  readonly languages: readonly Language[];
  readonly layout: (folder: string) => ProjectLayout;
  /** Names of SDKs' packages, and what else tells that a file has to do with one. */
  readonly probes: () => readonly string[];
  /** Called when something that was asked would be answered otherwise. */
  readonly news: () => void;
}

/** More files than this, and nothing is known of callers. */
const MAX_FILES = 30_000;
/** How long files are looked at before others get a turn. Milliseconds. */
const SLICE = 6;
/** How long changes must rest before they are looked at. Milliseconds. */
const REST = 300;

interface Found {
  readonly files: readonly string[];
  /** Files that decide the answer; null where they are too many to tell. */
  readonly visited: ReadonlySet<string> | null;
}

interface Asked {
  readonly answer: () => Found;
  last: Found;
}

/** What is known of all files. */
interface Known {
  readonly listed: ReadonlySet<string>;
  readonly graph: ImportGraph;
  /** Files that name an SDK. */
  readonly mentioning: Set<string>;
  /** Whether they are all that there are. */
  readonly isComplete: boolean;
}

const NOTHING: Found = { files: [], visited: null };

export function createImporters({ reader, files, ignores, roots, exists, openText, languages, layout, probes, news }: ImportersOptions): Importers {
  let known: Known | null = null;
  /** Counts how often all was to be looked at anew: what was begun before is dropped. */
  let round = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  const asked = new Map<string, Asked>();
  const changed = new Set<string>();
  let mentions: ByteTest | undefined;
  later();

  return {
    callersOf: (path, name) =>
      ask(`${name}\0${path}`, ({ graph }) => {
        const visited = new Set<string>();
        const calls = callsOneOf([name]);
        return { files: graph.importersThroughIndex(path, visited).filter((importer) => !isTest(importer) && calls(textAt(importer))), visited };
      }),
    importersOf: (path) => ask(path, ({ graph }) => ({ files: graph.importersOf(path).filter((importer) => !isTest(importer)), visited: new Set([path]) })),
    mayCall(path) {
      const reason = ask(`\0${path}`, (all) => ({ files: whereClientIsFrom(path, all), visited: null }));
      return reason.length > 0 ? true : null;
    },
    knowsAll: () => ask('\0', ({ isComplete, listed }) => ({ files: isComplete ? [...listed].slice(0, 1) : [], visited: null })).length > 0,
    changed(path) {
      changed.add(path);
      later();
    },
    reset() {
      known = null;
      round++;
      later();
    },
  };

  function ask(key: string, answer: (all: Known) => Found): readonly string[] {
    let question = asked.get(key);
    if (question === undefined) {
      const again = (): Found => (known === null ? NOTHING : answer(known));
      asked.set(key, (question = { answer: again, last: again() }));
    }
    return question.last.files;
  }

  function later(): void {
    // The first look does not wait for somebody who goes on typing.
    if (known === null && timer !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      looking = looking.then(look);
    }, REST).unref();
  }

  /** Never fails: what cannot be read is not there. */
  async function look(): Promise<void> {
    const paths = [...changed];
    changed.clear();
    const isNew = known === null || paths.some((path) => languageOf(path) !== undefined && exists(path) !== known!.listed.has(path));
    const outdated = isNew ? await lookAtAll() : lookAgain(paths);
    if (outdated === null) return;
    let differs = false;
    const pause = breaks();
    for (const each of asked.values()) {
      await pause();
      const { files: before, visited } = each.last;
      if (outdated !== 'all' && visited !== null && ![...outdated].some((path) => visited.has(path))) continue;
      const now = each.answer();
      const isSame = now.files.length === before.length && now.files.every((path, i) => path === before[i]);
      each.last = isSame ? { ...now, files: before } : now;
      differs ||= !isSame;
    }
    if (differs) news();
  }

  /** Looks at every file. Null where all is to be looked at anew before it is done. */
  async function lookAtAll(): Promise<'all' | null> {
    const own = round;
    const there = files();
    const listed = there.filter((path) => languageOf(path) !== undefined);
    const looked = listed.length > MAX_FILES ? [] : listed;
    const all: Known = { listed: new Set(listed), graph: createImportGraph({ files: looked, languageOf, layout }), mentioning: new Set(), isComplete: looked.length === there.length };
    const pause = breaks();
    for (const path of looked) {
      add(path, all);
      await pause();
      if (own !== round) return null;
    }
    known = all;
    return 'all';
  }

  /** Looks at some files again. Gives the files of which the importers, or what these call, may have changed. */
  function lookAgain(paths: readonly string[]): ReadonlySet<string> {
    const concerned = new Set<string>();
    for (const path of paths) {
      if (known?.listed.has(path) !== true) continue;
      const before = new Set(known.graph.importsOf(path));
      const mentioned = known.mentioning.has(path);
      add(path, known);
      const now = new Set(known.graph.importsOf(path));
      concerned.add(path);
      for (const other of before) if (!now.has(other)) concerned.add(other);
      for (const other of now) if (!before.has(other)) concerned.add(other);
      if (mentioned !== known.mentioning.has(path)) for (const other of now) concerned.add(other);
    }
    return concerned;
  }

  function add(path: string, { graph, mentioning }: Known): void {
    mentions ??= searchFor(probes());
    const bytes = ignores(path) ? null : bytesOf(path);
    mentioning.delete(path);
    graph.remove(path);
    if (bytes === null || bytes.end - bytes.start > MAX_SOURCE_BYTES || isMinified(path, bytes)) return;
    if (mentions(bytes)) mentioning.add(path);
    graph.add(path, textOf(bytes));
  }

  /** The file itself, or one above it that may hand it a client. */
  function whereClientIsFrom(path: string, { graph, mentioning }: Known): readonly string[] {
    if (mentioning.has(path)) return [path];
    const above = new Set([path]);
    for (let level = 0, fresh: readonly string[] = [path]; level < MAX_HANDED; level++) {
      fresh = fresh.flatMap((each) => graph.importersOf(each)).filter((importer) => !above.has(importer) && !isTest(importer));
      const giver = fresh.find((importer) => mentioning.has(importer));
      if (giver !== undefined) return [giver];
      for (const importer of fresh) above.add(importer);
    }
    return [];
  }

  function isTest(path: string): boolean {
    return isTestFile(path, roots());
  }

  function languageOf(path: string): Language | undefined {
    return languages.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)));
  }

  function textAt(path: string): string {
    const bytes = bytesOf(path);
    return bytes === null ? '' : textOf(bytes);
  }

  function bytesOf(path: string): Bytes | null {
    const open = openText(path);
    if (open !== undefined) {
      const buffer = Buffer.from(open, 'utf8');
      return { buffer, start: 0, end: buffer.length };
    }
    try {
      return reader.read(path);
    } catch {
      return null;
    }
  }
}

/** To be awaited between small pieces of work: gives others a turn when it has been going on for a while. */
function breaks(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < SLICE) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
