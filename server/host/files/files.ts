/**
 * Lists the source files under given paths, without what git ignores.
 *
 * A walk finds every file, tracked or new. What the git index says is tracked needs no ignore rule (git never ignores a tracked file), which spares
 * nearly all rule tests: they are ten times as dear as the walk itself. Outside a work tree the rules of every `.gitignore` are tested for each file.
 * Symbolic links are never followed below a given path: their targets inside the tree are found where they are, those outside are not ours to read,
 * and no loop can arise.
 */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { SETTINGS_FILE } from '../settings/config.ts';
import { addGitignore, type IgnoreRules, isIgnored, rulesOfRepository } from './ignore-rules.ts';
import { gitFolderOf, readTrackedFiles, type TrackedFiles, workTreeOf } from './git-index.ts';
import { extensionOf, isInside, join, relativeTo, toWorkspacePath } from '../paths.ts';
import { UnusableFile } from './source-files.ts';
import { USAGE_FOLDER } from '../settings/usage-files.ts';

/** Something the user should know about a path that was left out. */
export interface Note {
  readonly kind: 'missing' | 'unreadable' | 'unsupported' | 'too-large' | 'not-text' | 'outside';
  readonly path: string;
  readonly message: string;
}

export interface Listing {
  /** Workspace paths, each once: by folder, then by name, the same on every machine. */
  readonly files: readonly string[];
  readonly notes: readonly Note[];
  /** Whether a `promptcost.json` lies in a folder that was walked. */
  readonly hasSettings: boolean;
  /** Whether a folder that was walked holds a `.promptcost`, where measured usage is kept; git may well ignore it. */
  readonly hasUsage: boolean;
  /** Walked folders with a package.json or tsconfig of their own. */
  readonly projects: readonly string[];
}

export interface ListOptions {
  /** Lower case, with the dot. */
  readonly extensions: ReadonlySet<string>;
  /** Folders outside which nothing is read, the ignore rules above them included. Null: a repository's own rules hold wherever they are. */
  readonly boundary: readonly string[] | null;
}

/** Never source code of the project, even where no rule ignores them. A Python environment is recognised by its `pyvenv.cfg`, whatever its name. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git', '.hg', '.svn', '.jj', 'node_modules', 'bower_components', 'site-packages', '__pycache__', '.venv', '.tox', '.nox', '.mypy_cache', '.yarn', '.next', '.nuxt',
  '.svelte-kit', '.turbo', '.vscode-test', '.ipynb_checkpoints',
]);
/** Minified bundles, and declarations, which hold no calls. */
const SKIPPED_FILES = /\.min\.[cm]?js$|\.d\.[cm]?ts$/i;

interface Repository {
  readonly workTree: string;
  readonly tracked: TrackedFiles | undefined;
}

interface Walk {
  readonly options: ListOptions;
  readonly files: string[];
  readonly notes: Note[];
  readonly projects: string[];
  hasSettings: boolean;
  hasUsage: boolean;
}

/** Lists the files under `paths` (workspace paths of files and folders). A file that is named itself is listed even where git ignores it. Never throws. */
export function listFiles(paths: readonly string[], options: ListOptions): Listing {
  const walk: Walk = { options, files: [], notes: [], projects: [], hasSettings: false, hasUsage: false };
  for (const path of paths) {
    const real = resolveGiven(path, walk);
    if (real === undefined) continue;
    if (real.kind === 'folder') walkGiven(real.path, walk);
    else if (options.extensions.has(extensionOf(real.path))) walk.files.push(real.path);
    else note(walk, 'unsupported', path, `not a source file promptcost reads (it reads ${[...options.extensions].join(' ')})`);
  }
  return { files: paths.length > 1 ? [...new Set(walk.files)] : walk.files, notes: walk.notes, hasSettings: walk.hasSettings, hasUsage: walk.hasUsage, projects: walk.projects };
}

function resolveGiven(path: string, walk: Walk): { readonly path: string; readonly kind: 'file' | 'folder' } | undefined {
  const { boundary } = walk.options;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      note(walk, 'missing', path, 'there is no such file or folder');
      return undefined;
    }
    const real = toWorkspacePath(realpathSync.native(path));
    if (boundary !== null && !boundary.some((folder) => isInside(real, folder))) {
      note(walk, 'outside', path, 'leads outside the workspace and is not read');
      return undefined;
    }
    if (stat.isDirectory()) return { path: real, kind: 'folder' };
    if (stat.isFile()) return { path: real, kind: 'file' };
    note(walk, 'unsupported', path, 'neither a file nor a folder');
  } catch (error) {
    note(walk, 'unreadable', path, reason(error));
  }
  return undefined;
}

function walkGiven(folder: string, walk: Walk): void {
  const { boundary } = walk.options;
  let workTree = workTreeOf(folder);
  if (workTree !== undefined && boundary !== null && !boundary.some((root) => isInside(workTree!, root))) workTree = undefined;
  const top = workTree ?? boundary?.find((root) => isInside(folder, root)) ?? folder;
  const { repository, rules: repositoryRules } = workTree === undefined ? { repository: undefined, rules: undefined } : openRepository(workTree, walk);
  let rules = repositoryRules;
  const between = relativeTo(top, folder) === '.' ? [] : relativeTo(top, folder).split('/');
  let at = top;
  for (const segment of between) {
    rules = addGitignore(rules, at);
    at = join(at, segment);
  }
  // A folder that is named itself is wanted although it is ignored: then the rules above it do not hold for what is in it either.
  if (folder !== top && isIgnored(rules, folder, 'folder')) rules = undefined;
  walkFolder(folder, rules, repository, walk);
}

function openRepository(workTree: string, walk: Walk): { readonly repository: Repository; readonly rules: IgnoreRules | undefined } {
  const git = gitFolderOf(workTree);
  const { boundary, extensions } = walk.options;
  const readable = git !== undefined && (boundary === null || [git.own, git.common].every((path) => boundary.some((folder) => isInside(path, folder))));
  return {
    repository: { workTree, tracked: readable ? readTrackedFiles(git, (name) => extensions.has(extensionOf(name))) : undefined },
    rules: readable ? rulesOfRepository(workTree, git) : undefined,
  };
}

function walkFolder(folder: string, rulesAbove: IgnoreRules | undefined, repositoryAbove: Repository | undefined, walk: Walk): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    note(walk, 'unreadable', folder, reason(error));
    return;
  }
  let rules = rulesAbove;
  let repository = repositoryAbove;
  const has = { gitignore: false, nestedRepository: false, project: false };
  for (const { name } of entries) {
    if (name === '.gitignore') has.gitignore = true;
    else if (name === '.git') has.nestedRepository = repositoryAbove?.workTree !== folder;
    else if (name === SETTINGS_FILE) walk.hasSettings = true;
    else if (name === USAGE_FOLDER) walk.hasUsage = true;
    else if (name === 'package.json' || name === 'tsconfig.json' || name === 'jsconfig.json') has.project = true;
    else if (name === 'pyvenv.cfg') return;
  }
  if (has.project) walk.projects.push(folder);
  // A repository inside another (a submodule, a clone) follows its own rules alone.
  if (has.nestedRepository) ({ repository, rules } = openRepository(folder, walk));
  if (has.gitignore) rules = addGitignore(rules, folder);

  const prefix = repository === undefined || folder === repository.workTree ? '' : `${relativeTo(repository.workTree, folder)}/`;
  const tracked = repository?.tracked;
  const folders: string[] = [];
  for (const entry of sorted(entries)) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (SKIPPED_FOLDERS.has(name)) continue;
      const path = join(folder, name);
      if (tracked?.folders.has(prefix + name) === true || !isIgnored(rules, path, 'folder')) folders.push(path);
    } else if (entry.isFile() && walk.options.extensions.has(extensionOf(name)) && !SKIPPED_FILES.test(name)) {
      const path = join(folder, name);
      if (tracked?.files.has(prefix + name) === true || !isIgnored(rules, path, 'file')) walk.files.push(path);
    }
  }
  for (const path of folders) walkFolder(path, rules, repository, walk);
}

/** By code unit. The system sorts already on most platforms, so the common case is one pass. */
function sorted(entries: Dirent[]): readonly Dirent[] {
  for (let i = 1; i < entries.length; i++) {
    if (entries[i - 1]!.name > entries[i]!.name) return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
  return entries;
}

/** Why the system refused, in words; the path is said beside it. */
export function reason(error: unknown): string {
  if (error instanceof UnusableFile) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'ENOENT':
      return 'it is gone';
    case 'ELOOP':
      return 'a loop of symbolic links';
    case 'ENAMETOOLONG':
      return 'its path is too long for the system';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return code === undefined ? String(error) : `cannot be read (${code})`;
  }
}

function note(walk: Walk, kind: Note['kind'], path: string, message: string): void {
  walk.notes.push({ kind, path, message });
}

