/** `paths` and `baseUrl` of tsconfig.json and jsconfig.json, and `imports` of package.json, as patterns with absolute targets. */
import { readJsonc } from '../settings/jsonc.ts';
import { entryFiles, isRecord, type Packages, parsePackageJson, type PathMapping, stringsOf } from './packages.ts';
import { baseName, folderOf, isInside, join, joinRelative } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

export interface Tsconfigs {
  /** Most specific first. */
  mappingsOf(folder: string, root: string): readonly PathMapping[];
}

interface CompilerOptions {
  readonly baseUrl: string | undefined;
  readonly paths: readonly PathMapping[];
}

export function createTsconfigs(files: ProjectFiles, packages: Packages): Tsconfigs {
  const known = new Map<string, readonly PathMapping[]>();
  return {
    mappingsOf(folder, root) {
      const folders = foldersUpTo(root, folder);
      const config = nearest(folders, ['tsconfig.json', 'jsconfig.json'], files);
      const manifest = nearest(folders, ['package.json'], files);
      const key = `${config}\n${manifest}`;
      let mappings = known.get(key);
      if (mappings === undefined) {
        mappings = bySpecificity([...(config === undefined ? [] : fromConfig(config, root)), ...(manifest === undefined ? [] : fromImports(manifest))]);
        known.set(key, mappings);
      }
      return mappings;
    },
  };

  function fromConfig(path: string, root: string): readonly PathMapping[] {
    const { baseUrl, paths } = optionsOf(path, root, folderOf(path), new Set());
    const all = baseUrl === undefined ? paths : [...paths, { pattern: '*', targets: [join(baseUrl, '*')] }];
    return all.map(({ pattern, targets }) => ({ pattern, targets: targets.filter((target) => isInside(target, root)) })).filter(({ targets }) => targets.length > 0);
  }

  /** The options with what they extend; `leaf` is what `${configDir}` means. */
  function optionsOf(path: string, root: string, leaf: string, seen: Set<string>): CompilerOptions {
    const nothing: CompilerOptions = { baseUrl: undefined, paths: [] };
    if (seen.has(path) || !isInside(path, root)) return nothing;
    seen.add(path);
    const text = files.read(path);
    const config: unknown = text === undefined ? undefined : readJsonc(text);
    if (!isRecord(config)) return nothing;
    const folder = folderOf(path);
    let inherited = nothing;
    for (const name of stringsOf(config['extends'])) {
      const base = extendedPath(name, folder, root);
      if (base === undefined) continue;
      const options = optionsOf(base, root, leaf, seen);
      inherited = { baseUrl: options.baseUrl ?? inherited.baseUrl, paths: options.paths.length > 0 ? options.paths : inherited.paths };
    }
    const own = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
    const resolve = (target: string, from: string) => (target.startsWith('${configDir}') ? joinRelative(leaf, target.slice('${configDir}'.length)) : joinRelative(from, target));
    const baseUrl = typeof own['baseUrl'] === 'string' ? resolve(own['baseUrl'], folder) : inherited.baseUrl;
    const paths = isRecord(own['paths'])
      ? Object.entries(own['paths']).map(([pattern, targets]) => ({ pattern, targets: stringsOf(targets).map((target) => resolve(target, baseUrl ?? folder)) }))
      : inherited.paths;
    // A solution file only lists projects; the ones beside it hold the options (`tsconfig.app.json`).
    if (paths.length === 0 && baseUrl === undefined && Array.isArray(config['references'])) {
      for (const reference of config['references']) {
        if (!isRecord(reference) || typeof reference['path'] !== 'string' || !reference['path'].endsWith('.json')) continue;
        const referenced = optionsOf(joinRelative(folder, reference['path']), root, leaf, seen);
        if (referenced.paths.length > 0 || referenced.baseUrl !== undefined) return referenced;
      }
    }
    return { baseUrl, paths };
  }

  /** A file of the workspace; packages outside it (`@tsconfig/node20`) hold no paths of ours. */
  function extendedPath(name: string, folder: string, root: string): string | undefined {
    let path: string | undefined;
    if (name.startsWith('.')) path = joinRelative(folder, name);
    else {
      for (const [packageName, entry] of packages.of(folder, root).packages) {
        if (name === packageName) path = join(entry.folder, 'tsconfig.json');
        else if (name.startsWith(`${packageName}/`)) path = join(entry.folder, name.slice(packageName.length + 1));
      }
    }
    if (path === undefined) return undefined;
    if (files.list(folderOf(path)).get(baseName(path)) === 'file') return path;
    return path.endsWith('.json') ? undefined : `${path}.json`;
  }

  function fromImports(manifest: string): readonly PathMapping[] {
    const { imports } = parsePackageJson(files.read(manifest));
    if (!isRecord(imports)) return [];
    return Object.entries(imports).map(([pattern, targets]) => ({
      pattern,
      targets: stringsOf(targets).filter((target) => target.startsWith('.')).flatMap((target) => entryFiles(target).map((file) => joinRelative(folderOf(manifest), file))),
    }));
  }
}

function nearest(folders: readonly string[], names: readonly string[], files: ProjectFiles): string | undefined {
  for (const folder of folders) {
    const list = files.list(folder);
    for (const name of names) if (list.get(name) === 'file') return join(folder, name);
  }
  return undefined;
}

/** Exact names first, then the longest text before the star, as TypeScript chooses. */
export function bySpecificity(mappings: readonly PathMapping[]): readonly PathMapping[] {
  const weight = ({ pattern }: PathMapping) => (pattern.includes('*') ? pattern.indexOf('*') : Infinity);
  return mappings.map((mapping, order) => ({ mapping, order })).sort((a, b) => compare(weight(b.mapping), weight(a.mapping)) || a.order - b.order).map(({ mapping }) => mapping);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
