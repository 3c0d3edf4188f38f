/**
 * What a scan found, kept in the user's cache folder for the next scan of the same paths: a commit hook and a second command look at the files that changed since, and at
 * those that rest on them.
 *
 * A file's report is used again only while everything that it rests on is as it was. What changed is told by size, dates and number of the file, as git tells it; a file that was written while or just before
 * it was read is taken to have changed. What all files rest on (settings, layouts, which files there are) is not told apart: when that changes, everything is analysed anew.
 *
 * Every failure here means to go without, and is not told: the scan is the same, only slower.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Basis, hashOf } from '../core/index.ts';
import type { Disk } from '../host/files/disk.ts';
import type { ConfigProblem } from '../host/settings/config.ts';
import type { Note } from '../host/files/files.ts';
import { baseName, folderOf, join as pathIn } from '../host/paths.ts';
import { replaceFile } from '../host/files/replace-file.ts';
import { USAGE_FOLDER } from '../host/settings/usage-files.ts';

/** What a report rests on beside what all reports rest on. */
export interface KeptBasis extends Basis {
  /** Tells the files that may hold calls, as they were known when it was made. */
  readonly calling: string;
}

export interface KeptResult<Result> {
  readonly path: string;
  readonly taken: Result;
  readonly basis: KeptBasis;
}

export interface KeptScan<Result> {
  /** By path: results that rest on no file that changed. Whether the workspace says the same as then (`asked`, `calling`) is for the caller to ask. */
  readonly results: ReadonlyMap<string, KeptResult<Result>>;
  readonly changed: ReadonlySet<string>;
  readonly notes: readonly Note[];
  readonly problems: readonly ConfigProblem[];
  /** What the results that are used again may rest on beside their own files. */
  readonly seen: Seen;
}

type Seen = ReturnType<Disk['seen']>;

/** What the results are of, but for the files. */
export interface ScanKey {
  /** Where to keep it: the user's cache folder. */
  readonly folder: string;
  /** Names what was scanned. */
  readonly place: string;
  /** The program, its prices and the date. */
  readonly made: string;
}

interface Kept<Result> {
  readonly place: string;
  readonly made: string;
  /** The source files of the listing, with their marks. */
  readonly files: readonly Marked[];
  /** Other files that results rest on, one by one. */
  readonly others: readonly Marked[];
  /** Files that all results rest on. */
  readonly common: readonly Marked[];
  /** By folder, names that were looked for and missing. */
  readonly missing: readonly (readonly [folder: string, names: readonly string[]])[];
  /** Folders of which the names matter, with what they were. */
  readonly folders: readonly Marked[];
  readonly results: readonly KeptResult<Result>[];
  readonly notes: readonly Note[];
  readonly problems: readonly ConfigProblem[];
}

/** What tells one content of a file from the next; empty where nothing does. */
type Marked = readonly [path: string, mark: string];

/** Dates of files are this coarse on some file systems. Milliseconds. */
const COARSE_DATES = 2000;
/** The same for the date that nobody can set. */
const COARSE_CLOCK = 50;
/** Milliseconds. */
const LIFETIME = 30 * 24 * 60 * 60 * 1000;

/** @param listed the source files, in order. Null where nothing usable is kept. */
export function openKeptScan<Result>(key: ScanKey, listed: readonly string[]): KeptScan<Result> | null {
  try {
    const kept = JSON.parse(readFileSync(fileFor(key), 'utf8')) as Kept<Result>;
    if (kept.place !== key.place || kept.made !== key.made || kept.files.length !== listed.length || kept.files.some(([path], i) => path !== listed[i])) return null;
    const names = createNames();
    const isThere = ([folder, absent]: Kept<Result>['missing'][number]): boolean => absent.some((name) => names(folder).has(name));
    if (kept.common.some(isOther) || kept.folders.some(([folder, mark]) => markOfNames(names(folder)) !== mark) || kept.missing.some(isThere)) return null;
    const changed = new Set([...kept.files, ...kept.others].filter(isOther).map(([path]) => path));
    const seen: Seen = {
      files: new Set([...kept.common.map(([path]) => path), ...kept.missing.flatMap(([folder, absent]) => absent.map((name) => pathIn(folder, name)))]),
      folders: new Set(kept.folders.map(([folder]) => folder)),
    };
    return { results: resting(kept.results, changed), changed, notes: kept.notes.filter(({ path }) => !changed.has(path)), problems: kept.problems, seen };
  } catch {
    return null;
  }
}

/** Results that rest on nothing that changed, at whatever remove. */
function resting<Result>(results: readonly KeptResult<Result>[], changed: ReadonlySet<string>): ReadonlyMap<string, KeptResult<Result>> {
  const standing = new Map(results.filter(({ path }) => !changed.has(path)).map((result) => [result.path, result]));
  const restingOn = new Map<string, string[]>();
  for (const { path, basis } of standing.values()) {
    for (const file of basis.files) {
      const others = restingOn.get(file);
      if (others === undefined) restingOn.set(file, [path]);
      else others.push(path);
    }
  }
  const fallen = new Set(changed);
  for (const file of fallen) {
    standing.delete(file);
    for (const path of restingOn.get(file) ?? []) fallen.add(path);
  }
  return standing;
}

export interface ScanToKeep<Result> {
  readonly listed: readonly string[];
  readonly results: readonly KeptResult<Result>[];
  readonly seen: readonly Seen[];
  readonly notes: readonly Note[];
  readonly problems: readonly ConfigProblem[];
  /** When the scan began, in milliseconds since 1970. */
  readonly began: number;
}

/** Keeps a scan for the next one. To be called when nobody waits. */
export function keepScan<Result>(key: ScanKey, { listed, results, seen, notes, problems, began }: ScanToKeep<Result>): void {
  try {
    const source = new Set(listed);
    const single = new Set(results.flatMap(({ basis }) => basis.files));
    const mark = (path: string): Marked => [path, markOf(path, began)];
    const missing = new Map<string, Set<string>>();
    const common: string[] = [];
    const names = createNames();
    for (const path of new Set(seen.flatMap(({ files }) => [...files]))) {
      if (source.has(path) || single.has(path)) continue;
      // The first thing on the way that is not there stands for all that is below it.
      let at = path;
      while (folderOf(at) !== at && names(folderOf(at)).size === 0) at = folderOf(at);
      if (names(folderOf(at)).has(baseName(at))) {
        common.push(at);
        continue;
      }
      const known = missing.get(folderOf(at));
      if (known === undefined) missing.set(folderOf(at), new Set([baseName(at)]));
      else known.add(baseName(at));
    }
    const kept: Kept<Result> = {
      place: key.place,
      made: key.made,
      files: listed.map(mark),
      others: [...single].filter((path) => !source.has(path)).map(mark),
      common: [...new Set(common)].map(mark),
      missing: [...missing].map(([folder, absent]) => [folder, [...absent]]),
      folders: [...new Set(seen.flatMap(({ folders }) => [...folders]))].map((folder) => [folder, markOfNames(names(folder))]),
      results,
      notes,
      problems,
    };
    const folder = join(key.folder, SCANS);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    replaceFile(fileFor(key), JSON.stringify(kept), 0o600);
    for (const name of readdirSync(folder)) if (Date.now() - statSync(join(folder, name)).mtimeMs > LIFETIME) rmSync(join(folder, name));
  } catch {
    // A full disk, a folder of somebody else's: the next scan starts from nothing.
  }
}

const SCANS = 'scans';

function fileFor({ folder, place }: ScanKey): string {
  return join(folder, SCANS, `${hashOf([place])}.json`);
}

/** @param began when the file may have been read first: one that was written since, or so shortly before that its dates need not tell, has no mark */
function markOf(path: string, began: number): string {
  const stat = statOf(path);
  if (stat === undefined) return MISSING;
  return stat.mtimeMs > began - COARSE_DATES || stat.ctimeMs > began - COARSE_CLOCK ? '' : `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}`;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file on the way where a folder is meant.
    return undefined;
  }
}

/** There is no such file, and was none. */
const MISSING = '-';

function isOther([path, mark]: Marked): boolean {
  return mark === '' || markOf(path, Infinity) !== mark;
}

/** What an editor, a test runner or Python itself leaves behind decides nothing. */
function markOfNames(all: ReadonlySet<string>): string {
  const names = [...all].filter((name) => (!name.startsWith('.') || name === USAGE_FOLDER) && name !== '__pycache__' && !name.endsWith('~'));
  return hashOf(names.sort());
}

/** The names in folders, each folder read once. */
function createNames(): (folder: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    let names = known.get(folder);
    if (names === undefined) known.set(folder, (names = namesIn(folder)));
    return names;
  };
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}
