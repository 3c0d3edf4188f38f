/**
 * How module names map to files in a folder: Python's source roots, `paths` of tsconfig, packages of the same workspace. Nothing above the workspace
 * folder is looked at. Answers are kept a folder until `invalidate`; a file that decides them is recognised by `isLayoutFile`.
 */
import type { ProjectLayout } from '../../core/model/language.ts';
import { aliasesOf, impliedIn } from './aliases.ts';
import { createImportMaps, isImportMap } from './import-maps.ts';
import { createPackages, type PathMapping, type WorkspacePackages } from './packages.ts';
import { baseName } from '../paths.ts';
import { innermost, type ProjectFiles } from './project-files.ts';
import { createProjectNames } from './project-name.ts';
import { createPublished } from './published.ts';
import { createSourceRoots } from './source-roots.ts';
import { bySpecificity, createTsconfigs } from './tsconfig.ts';

export interface Layouts {
  /** The layout of a folder; the same object until `invalidate`. */
  of(folder: string): ProjectLayout;
  invalidate(): void;
}

const EMPTY: ProjectLayout = { sourceRoots: [], pathMappings: [], packages: new Map(), project: null };
const LAYOUT_FILES = /^(?:(?:svelte|nuxt)\.config\.[cm]?[jt]s|[jt]sconfig(?:\..+)?\.json|package\.json|pnpm-workspace\.yaml|lerna\.json|pyproject\.toml|setup\.(?:py|cfg)|__init__\.py)$/;

/** Whether a change of this file may change a layout. Of `__init__.py` only creation and deletion do. */
export function isLayoutFile(path: string): boolean {
  const name = baseName(path);
  return LAYOUT_FILES.test(name) || isImportMap(name);
}

/**
 * @param roots workspace folders; a layout never looks above the innermost one that holds its folder.
 * @param files whether source files may come and go while layouts are in use
 */
export function createLayouts(roots: () => readonly string[], disk: ProjectFiles, files: 'come and go' | 'stay'): Layouts {
  let layouts = new Map<string, ProjectLayout>();
  let parts = createParts();

  function createParts() {
    const packages = createPackages(disk);
    return { packages, tsconfigs: createTsconfigs(disk, packages), importMaps: createImportMaps(disk), sourceRoots: createSourceRoots(disk), names: createProjectNames(disk), published: createPublished(disk) };
  }

  return {
    of(folder) {
      let layout = layouts.get(folder);
      if (layout === undefined) layouts.set(folder, (layout = compute(folder)));
      return layout;
    },
    invalidate() {
      layouts = new Map();
      parts = createParts();
    },
  };

  function compute(folder: string): ProjectLayout {
    const root = innermost(roots(), folder);
    if (root === undefined) return EMPTY;
    const packages = parts.packages.of(folder, root);
    const sourceRoots = parts.sourceRoots.of(folder, root);
    const { holding } = parts.sourceRoots;
    const published = parts.published.of(folder, root);
    const implied = impliedIn(folder, root, disk);
    const own = [...parts.tsconfigs.mappingsOf(folder, root), ...parts.importMaps.mappingsOf(folder, root), ...aliasesOf(folder, root, disk)];
    return {
      sourceRoots,
      ...(files === 'stay' ? { sourceRootsWith: (name) => holding(sourceRoots, name) } : {}),
      pathMappings: mappings(own, packages),
      packages: packages.packages,
      project: parts.names.of(folder, root),
      ...(published.length === 0 ? {} : { published }),
      ...(implied.length === 0 ? {} : { implied }),
    };
  }

  function mappings(own: readonly PathMapping[], { subpaths }: WorkspacePackages): readonly PathMapping[] {
    return bySpecificity([...own, ...subpaths]);
  }
}
