/** Packages of the same workspace by name: npm, yarn, pnpm and lerna workspaces. */
import { expandGlobs } from './globs.ts';
import { readJsonc } from '../settings/jsonc.ts';
import { join, joinRelative } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

export interface PathMapping {
  /** A module name with at most one `*`. */
  readonly pattern: string;
  /** Workspace paths, `*` standing for the same text; the language completes a missing extension. */
  readonly targets: readonly string[];
}

export interface WorkspacePackages {
  readonly packages: ReadonlyMap<string, { readonly folder: string; readonly entries: readonly string[] }>;
  /** `exports` other than the package itself: `name/server` → its source. */
  readonly subpaths: readonly PathMapping[];
}

export interface Packages {
  of(folder: string, root: string): WorkspacePackages;
}

const NONE: WorkspacePackages = { packages: new Map(), subpaths: [] };
/** Tried after what the manifest says: packages that ship what a build makes are read at their source. */
const USUAL_ENTRIES = ['src/index', 'index'];
const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.js', '.mjs'];

export function createPackages(files: ProjectFiles): Packages {
  const known = new Map<string, WorkspacePackages>();
  const alone = new Map<string, WorkspacePackages>();
  return {
    of(folder, root) {
      for (const at of foldersUpTo(root, folder)) {
        let workspace = known.get(at);
        if (workspace === undefined) known.set(at, (workspace = declaredBy(at)));
        if (workspace !== NONE) return workspace;
      }
      // What belongs to no workspace may be imported by its own name still: by its examples.
      let own = alone.get(root);
      if (own === undefined) alone.set(root, (own = files.list(root).get('package.json') === 'file' ? namedIn([root]) : NONE));
      return own;
    },
  };

  function declaredBy(folder: string): WorkspacePackages {
    const list = files.list(folder);
    const patterns = [
      ...(list.has('package.json') ? workspacePatterns(parsePackageJson(files.read(join(folder, 'package.json')))['workspaces']) : []),
      ...(list.has('pnpm-workspace.yaml') ? pnpmPatterns(files.read(join(folder, 'pnpm-workspace.yaml')) ?? '') : []),
      ...(list.has('lerna.json') ? stringsOf(parsePackageJson(files.read(join(folder, 'lerna.json')))['packages']) : []),
    ];
    return patterns.length === 0 ? NONE : namedIn([folder, ...expandGlobs(folder, patterns, files)]);
  }

  function namedIn(members: readonly string[]): WorkspacePackages {
    const packages = new Map<string, { folder: string; entries: readonly string[] }>();
    const subpaths: PathMapping[] = [];
    for (const member of members) {
      if (files.list(member).get('package.json') !== 'file') continue;
      const manifest = parsePackageJson(files.read(join(member, 'package.json')));
      const { name } = manifest;
      if (typeof name !== 'string' || packages.has(name)) continue;
      packages.set(name, { folder: member, entries: entriesOf(manifest) });
      subpaths.push(...subpathsOf(name, member, manifest['exports']));
    }
    return { packages, subpaths };
  }
}

/** A manifest's fields; nothing where it is broken or not there. */
export function parsePackageJson(text: string | undefined): Readonly<Record<string, unknown>> {
  const value: unknown = text === undefined ? undefined : readJsonc(text);
  return isRecord(value) ? value : {};
}

/** Every string in a value: one, a list, or the branches of conditional exports in their order. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return isRecord(value) ? Object.values(value).flatMap(stringsOf) : [];
}

/**
 * The files that an entry of a manifest may stand for, the source before what is built from it: `./dist/server.js` gives `src/server`, `server` and
 * `dist/server.js`; those without an extension are to be completed.
 */
export function entryFiles(entry: string): readonly string[] {
  const path = entry.replace(/^\.\//, '');
  const built = /^(?:dist|build|lib|out|output|esm|cjs|es|module|types|typings)\/(?:(?:esm|cjs|es|types|src|node|browser)\/)*(.+)$/.exec(path);
  if (built === null) return [path];
  const stem = built[1]!.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  return [`src/${stem}`, stem, path];
}

function entriesOf(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const { exports } = manifest;
  const own = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.')) ? exports['.'] : exports;
  const written = [manifest['source'], own, manifest['module'], manifest['main'], manifest['types'], manifest['typings']].flatMap(stringsOf);
  const files = [...written.flatMap(entryFiles), ...USUAL_ENTRIES].filter((file) => !/\.d\.[cm]?ts$|\.css$|\.json$/.test(file));
  return [...new Set(files.flatMap((file) => (/\.[cm]?[jt]sx?$/.test(file) ? [file] : SOURCE_EXTENSIONS.map((extension) => file + extension))))];
}

function subpathsOf(name: string, folder: string, exports: unknown): readonly PathMapping[] {
  if (!isRecord(exports)) return [];
  const mappings: PathMapping[] = [];
  for (const [key, value] of Object.entries(exports)) {
    if (!key.startsWith('./') || key === './package.json') continue;
    const targets = [...new Set(stringsOf(value).flatMap(entryFiles))].map((file) => joinRelative(folder, file));
    if (targets.length > 0) mappings.push({ pattern: name + key.slice(1), targets });
  }
  return mappings;
}

function workspacePatterns(value: unknown): readonly string[] {
  return isRecord(value) ? stringsOf(value['packages']) : stringsOf(value);
}

/** The list under `packages:`. Nothing else of YAML is in that file's use. */
function pnpmPatterns(text: string): readonly string[] {
  const section = /^packages:[ \t]*\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n?)*)/m.exec(text);
  return section === null ? [] : [...section[1]!.matchAll(/^[ \t]*-[ \t]*(?:'([^']*)'|"([^"]*)"|([^#\s]+))/gm)].map((match) => match[1] ?? match[2] ?? match[3]!);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
