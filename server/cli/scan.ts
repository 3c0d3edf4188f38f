/** One run over given paths: list, gate, analyse. Both reporters and `--fix` start from its result. */
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { answerOf, createWorkspace, hashOf, isTestFile, settableIds, type Catalog, type Container, type FileAnalysis, type Workspace, type WorkspaceHost } from '../core/index.ts';
import type { ConfigProblem } from '../host/settings/config.ts';
import { SETTINGS_FILE } from '../host/settings/config.ts';
import { sourceExtensions } from '../host/files/extensions.ts';
import { listFiles, type Note } from '../host/files/files.ts';
import { findCallFiles, type GateResult } from '../host/gate/gate.ts';
import { workTreeOf } from '../host/files/git-index.ts';
import { importedFirst } from '../host/gate/import-graph.ts';
import { behindLinks } from '../host/files/links.ts';
import { createNodeHost, type NodeHost } from '../host/node-host.ts';
import { extensionOf, folderOf, isInside, join, toWorkspacePath } from '../host/paths.ts';
import { foldersUpTo, innermost } from '../host/layout/project-files.ts';
import { sdkWords } from '../host/gate/sdk-words.ts';
import { createByteReader } from '../host/files/source-files.ts';
import { USAGE_FILE, USAGE_FOLDER } from '../host/settings/usage-files.ts';
import { createTokenCounts } from '../host/vocabulary.ts';
import { type Io, UsageError } from './io.ts';
import { type KeptResult, keepScan, openKeptScan, type ScanKey } from './kept-scan.ts';
import type { Progress } from './progress.ts';
import { reportOf, type FileReport } from './report.ts';

/** What is kept of each file. */
export interface Taking<Result> {
  /** @param root what shown paths are relative to */
  readonly take: (analysis: FileAnalysis, root: string, workspace: Workspace) => Result;
  /** Whether the workspace goes on remembering the analysis, which holds everything that was read for it. Where it does not, a result is plain data, which the next scan may use again. */
  readonly then: 'remember' | 'forget';
}

export const WHOLE: Taking<FileAnalysis> = { take: (analysis) => analysis, then: 'remember' };
export const REPORTS: Taking<FileReport> = { take: reportOf, then: 'forget' };

export interface Scan<Result = FileAnalysis> {
  readonly workspace: Workspace;
  readonly host: NodeHost;
  /** Paths are shown relative to it. */
  readonly root: string;
  /** Every source file that was given, analysed or not. */
  readonly files: readonly string[];
  /** Of those that may hold calls, in the order of `files`. */
  readonly results: readonly Result[];
  readonly notes: readonly Note[];
  readonly problems: readonly ConfigProblem[];
  readonly failures: readonly Failure[];
  readonly milliseconds: number;
  /** Text of files for `--fix`: what is to be written, but not on the disk yet. */
  readonly edited: Map<string, string>;
  analyzeAgain(paths: readonly string[]): readonly Result[];
  /** Keeps the results for the next scan of the same paths. To be called when nobody waits. */
  keep(): void;
  /** What takes the code out of a file and puts it back; undefined for a file that is all code. */
  containerOf(path: string): Container | undefined;
}

/** What went wrong, whatever was kept. */
export type Troubles = Pick<Scan<unknown>, 'notes' | 'problems' | 'failures' | 'root'>;

/** An error of ours in one file. The scan went on without it. */
export interface Failure {
  readonly path: string;
  readonly error: Error;
}

interface Taken<Result> {
  readonly result: Result;
  /** Names of the functions around its calls, which others may call in turn. */
  readonly askers: readonly string[];
}

/** Functions that call functions that ask a model, over files. */
const MAX_ROUNDS = 3;

/** A folder with one of these is a project: what lies beside it belongs to it. */
const PROJECT_FILES = [SETTINGS_FILE, 'package.json', 'pyproject.toml', 'setup.py', 'requirements.txt', 'tsconfig.json'];

/** Source files are held up to this many characters: their facts take some eight times as many bytes. */
const HELD_CHARACTERS = 4_000_000;

/**
 * By how much more than what is in use the heap may grow before it is swept. Left to itself it takes four times as much, for a speed that a short run does not gain. Node keeps compiled code for the
 * same flags only, so this holds while files are analysed and no longer.
 */
const HEAP_GROWTH_PERCENT = 25;

/**
 * @param given paths as the user wrote them; none means the current folder.
 * @param cache the folder in which results are kept, where they are plain data; null for none
 * @throws UsageError when a path does not exist
 */
export async function scan<Result>(given: readonly string[], catalog: Catalog, io: Io, progress: Progress, { take, then }: Taking<Result>, cache: string | null = null): Promise<Scan<Result>> {
  const started = io.now();
  const began = Date.now();
  const cwd = toWorkspacePath(io.cwd);
  // Files are known by the place at which they are.
  const paths = (given.length === 0 ? ['.'] : given).map((path) => behindLinks(toWorkspacePath(path, cwd)));
  const extensions = sourceExtensions(catalog);
  const listing = listFiles(paths, { extensions, boundary: null });
  refuseWhatIsNot(listing.notes);

  const roots = workspaceRoots(paths, cwd);
  const root = shownRoot(paths, cwd);
  const ruleIds = settableIds(catalog.rules);
  const hasSettings = listing.hasSettings || paths.some((path) => foldersUpTo(innermost(roots, path) ?? path, path).some((folder) => existsSync(join(folder, SETTINGS_FILE))));
  const hasUsage = listing.hasUsage || paths.some((path) => foldersUpTo(innermost(roots, path) ?? path, path).some((folder) => existsSync(join(join(folder, USAGE_FOLDER), USAGE_FILE))));
  const judgeUsage = hasUsage ? (await import('../host/settings/usage-schema.ts')).judgeUsage : null;
  const judge = hasSettings ? (await import('../host/settings/settings-schema.ts')).judgeSettings : null;

  const edited = new Map<string, string>();
  const reader = createByteReader(catalog.containers);
  const host = createNodeHost({
    roots,
    extensions,
    ruleIds,
    judge,
    judgeUsage,
    reader,
    countTokens: createTokenCounts(io.tokensFolder),
    containers: catalog.containers,
    openText: (path) => edited.get(path),
    files: 'stay',
    // The listing is the whole workspace folder where that is what was given.
    listing: (folder) => (paths.includes(folder) ? listing.files : undefined),
    ...(io.today === undefined ? {} : { today: io.today }),
  });
  /** Files that may hold a call or lead to one: known once the gate has seen all. */
  let calling: Set<string> | null = null;
  let gate: GateResult | null = null;
  const importers = new Map<string, readonly string[]>();
  const callers = new Map<string, readonly string[]>();
  /** Whether all files of the workspace folders are listed: then the gate knows of each what it may be handed. */
  const isWhole = roots.every((folder) => paths.includes(folder));
  const surroundings: WorkspaceHost = {
    ...host,
    mayCall: (path) => calling === null || calling.has(path),
    ...(isWhole ? { mayCallBy: (path, verb) => gate?.mayCallBy(path, verb) ?? true } : {}),
    callersOf: (path, name) => remember(callers, `${name} ${path}`, () => outsideTests(gate?.callersOf(path, [name]) ?? [])),
    knowsCallersOf: (path) => isWhole && gate?.knowsImportersOf(path) === true,
    importersOf: (path) => remember(importers, path, () => outsideTests(gate?.importersOf(path) ?? [])),
  };
  const workspace = createWorkspace(catalog, surroundings);
  const failures: Failure[] = [];
  const files = hasSettings ? listing.files.filter((path) => !host.ignores(path)) : listing.files;
  const key: ScanKey | null = cache === null || then === 'remember' ? null : { folder: cache, place: JSON.stringify([roots, paths, root]), made: JSON.stringify([io.program, catalog.pricesAsOf, catalog.modelCards.length, ruleIds, host.today()]) };
  const kept = key === null ? null : openKeptScan<Taken<Result>>(key, listing.files);
  const all = new Map<string, KeptResult<Taken<Result>>>();
  // Where files beside the listed ones belong to the workspace, what is asked of it as a whole is asked again.
  if (kept?.changed.size === 0 && isWhole) for (const [path, result] of kept.results) all.set(path, result);
  else analyzeWorkspace();
  const notes = distinct([...listing.notes, ...(gate as GateResult | null)?.notes ?? [], ...(kept?.notes ?? []), ...host.disk.notes()], ({ path }) => path);
  refuseWhatIsNot(notes);
  const problems = distinct([...host.configProblems(), ...(kept?.problems ?? [])], (problem) => JSON.stringify(problem));
  return {
    workspace,
    host,
    root,
    files,
    results: files.flatMap((path) => all.get(path)?.taken.result ?? []),
    notes,
    problems,
    failures,
    milliseconds: io.now() - started,
    edited,
    analyzeAgain: (again) => withHeapLimit(again, (path) => analyze(path)?.taken.result),
    keep() {
      if (key === null || failures.length > 0) return;
      keepScan(key, { listed: listing.files, results: [...all.values()], seen: [host.disk.seen(), ...(kept === null ? [] : [kept.seen])], notes, problems, began });
    },
    containerOf: (path) => catalog.containers.find((container) => container.extensions.includes(extensionOf(path))),
  };

  /** What was named itself and is not there, or may not be read, is no clean file. */
  function refuseWhatIsNot(said: readonly Note[]): void {
    const refused = said.find(({ kind, path }) => (kind === 'missing' || kind === 'unreadable') && paths.includes(path));
    if (refused !== undefined) throw new UsageError(`${given[paths.indexOf(refused.path)] ?? refused.path}: ${refused.message}`);
  }

  /** The files that may hold calls, then those that call functions of theirs which ask a model: these need not name an SDK. */
  function analyzeWorkspace(): void {
    gate = findCallFiles({
      files,
      words: sdkWords(catalog, hasSettings ? [...new Set(files.flatMap((path) => host.config(path).sdks))].map(({ spec }) => spec) : []),
      languageOf: workspace.languageOf,
      layout: (folder) => host.layout(join(folder, '_')),
      reader,
      projects: listing.projects,
    });
    const { importersOf, callersOf: callersIn } = gate;
    // What was named itself is looked at, whatever its text says.
    const asked = new Set(gate.files);
    for (const path of files) if (paths.includes(path)) asked.add(path);
    // A file that only builds a client's owner (a factory) stands between a caller and its call.
    calling = new Set([...asked].flatMap((path) => [path, ...importersOf(path)]));
    let fresh = analyzeAll(files.filter((path) => asked.has(path)));
    for (let round = 0; fresh.length > 0 && round < MAX_ROUNDS; round++) {
      const further = new Set<string>();
      for (const { path, taken } of fresh) {
        if (taken.askers.length === 0) continue;
        for (const caller of outsideTests(callersIn(path, taken.askers))) if (!all.has(caller)) further.add(caller);
      }
      for (const path of further) calling.add(path);
      // What a file hands on was told from fewer files.
      workspace.reset();
      fresh = analyzeAll([...further]);
    }
  }

  function analyzeAll(toAnalyze: readonly string[]): readonly KeptResult<Taken<Result>>[] {
    const mark = key === null ? '' : hashOf([...calling!, ...[...gate!.reach].map(([path, sdks]) => `${sdks} ${path}`)]);
    const known = toAnalyze.map((path) => kept?.results.get(path)).filter((result) => result !== undefined && isAsBefore(result, mark));
    for (const result of known) all.set(result!.path, result!);
    const analyzed = withHeapLimit(importedFirst(toAnalyze.filter((path) => !all.has(path)), gate?.importsOf ?? (() => [])), (path) => analyze(path, mark));
    for (const result of analyzed) all.set(result.path, result);
    return toAnalyze.flatMap((path) => all.get(path) ?? []);
  }

  /** Whether the workspace says what it said when a result was made. */
  function isAsBefore({ path, basis: { calling: then, asked } }: KeptResult<unknown>, mark: string): boolean {
    return then === mark && asked.every(([question, answer]) => JSON.stringify(answerOf(surroundings, question, path)) === JSON.stringify(answer));
  }

  function withHeapLimit<Item>(toAnalyze: readonly string[], work: (path: string) => Item | undefined): readonly Item[] {
    const done: Item[] = [];
    // A parser is loaded for the first text that it reads, which must not be under the heap's limit: it would be compiled anew in each run.
    for (const language of catalog.languages) if (toAnalyze.some((path) => workspace.languageOf(path) === language)) language.extract('', '');
    setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
    for (const [index, path] of toAnalyze.entries()) {
      progress.show(`${index} of ${toAnalyze.length} files that may hold calls`);
      const one = guarded(path, () => work(path));
      if (one !== undefined) done.push(one);
      workspace.trim(HELD_CHARACTERS);
    }
    setFlagsFromString('--heap-growing-percent=0');
    progress.clear();
    return done;
  }

  function analyze(path: string, mark = ''): KeptResult<Taken<Result>> | undefined {
    const once = then === 'forget' ? workspace.analyzeOnce(path) : undefined;
    const analysis = then === 'forget' ? once?.analysis : workspace.analyze(path);
    if (analysis === undefined) return undefined;
    return { path, taken: { result: take(analysis, root, workspace), askers: analysis.askers }, basis: { files: [], asked: [], ...once?.basis, calling: mark } };
  }

  function outsideTests(paths: readonly string[]): readonly string[] {
    return paths.filter((path) => !isTestFile(path, roots));
  }

  /** The core does not throw for what a file contains; if it does, that is one file's bad luck and our bug, and is told as such. */
  function guarded<Result>(path: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (!failures.some((failure) => failure.path === path)) failures.push({ path, error: error instanceof Error ? error : new Error(String(error)) });
      return undefined;
    }
  }
}

function remember<Answer>(memory: Map<string, Answer>, key: string, answer: () => Answer): Answer {
  let known = memory.get(key);
  if (known === undefined) memory.set(key, (known = answer()));
  return known;
}

function distinct<Item>(items: readonly Item[], by: (item: Item) => string): readonly Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(by(item)) && seen.add(by(item)));
}

/** The folders whose files explain each other: the git work tree around a path, else its project, else the path itself. */
export function workspaceRoots(paths: readonly string[], cwd: string): readonly string[] {
  const roots = new Set<string>();
  for (const path of paths) {
    const folder = isFolder(path) ? path : folderOf(path);
    roots.add(workTreeOf(folder) ?? projectOf(folder, cwd) ?? folder);
  }
  return [...roots].filter((root) => ![...roots].some((other) => other !== root && isInside(root, other)));
}

/** The topmost project folder from `folder` up to where the command was started; never the whole disk or the home folder. */
function projectOf(folder: string, cwd: string): string | undefined {
  const top = isInside(folder, cwd) && cwd !== folderOf(cwd) && cwd !== toWorkspacePath(homedir()) ? cwd : folder;
  return foldersUpTo(top, folder).filter((at) => PROJECT_FILES.some((name) => existsSync(join(at, name)))).at(-1);
}

/** What shown paths are relative to: the folder that was given, else the current folder. */
function shownRoot(paths: readonly string[], cwd: string): string {
  if (paths.length === 1 && isFolder(paths[0]!)) return paths[0]!;
  if (paths.every((path) => isInside(path, cwd))) return cwd;
  let common = folderOf(paths[0]!);
  while (!paths.every((path) => isInside(path, common)) && common !== folderOf(common)) common = folderOf(common);
  return common;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
