/** Names that frameworks and bundlers give to folders, and files that they import by themselves, without a word in tsconfig.json: what it would say is generated, or stands in the bundler's own settings. */
import type { PathMapping } from './packages.ts';
import { join } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

const NUXT = /^nuxt\.config\.[cm]?[jt]s$/;

/** A file that tells the framework, and the folders it gives names to. */
const FRAMEWORKS: readonly { readonly file: RegExp; readonly names: Readonly<Record<string, readonly string[]>> }[] = [
  { file: /^svelte\.config\.[cm]?[jt]s$/, names: { $lib: ['src/lib'], '$lib/*': ['src/lib/*'] } },
  { file: NUXT, names: { '~/*': ['*', 'app/*', 'src/*'], '@/*': ['*', 'app/*', 'src/*'], '~~/*': ['*'], '@@/*': ['*'], '#shared/*': ['shared/*'] } },
  // What everybody calls the folder of the sources.
  { file: /^package\.json$/, names: { '@/*': ['src/*', '*'], '~/*': ['src/*', 'app/*', '*'] } },
];

/** The folders whose files' exports Nuxt's server has by their names, and those of its pages. */
const IMPLIED = { server: ['server/utils', 'shared/utils'], pages: ['composables', 'utils', 'shared/utils', 'app/composables', 'app/utils', 'src/composables', 'src/utils'] } as const;

/** A file that may be one of those: with it, what is there without an import comes and goes. */
export function mayBeImplied(path: string): boolean {
  return /(?:^|\/)(?:composables|utils)\/[^/]+\.[cm]?[jt]s$/.test(path);
}

/** Files whose exports are there in a folder without an import. */
export function impliedIn(folder: string, root: string, files: ProjectFiles): readonly string[] {
  const at = foldersUpTo(root, folder).find((candidate) => [...files.list(candidate)].some(([name, kind]) => kind === 'file' && NUXT.test(name)));
  if (at === undefined) return [];
  const server = join(at, 'server');
  const folders = folder === server || folder.startsWith(`${server}/`) ? IMPLIED.server : IMPLIED.pages;
  return folders.flatMap((name) => {
    const inside = join(at, name);
    return [...files.list(inside)].flatMap(([file, kind]) => (kind === 'file' && mayBeImplied(join(inside, file)) ? [join(inside, file)] : []));
  });
}

/** The names that hold in a folder; those of a framework before the usual ones. */
export function aliasesOf(folder: string, root: string, files: ProjectFiles): readonly PathMapping[] {
  const folders = foldersUpTo(root, folder);
  return FRAMEWORKS.flatMap(({ file, names }) => {
    const at = folders.find((candidate) => [...files.list(candidate)].some(([name, kind]) => kind === 'file' && file.test(name)));
    return at === undefined ? [] : Object.entries(names).map(([pattern, targets]): PathMapping => ({ pattern, targets: targets.map((target) => join(at, target)) }));
  });
}
