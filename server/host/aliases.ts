/** Names that frameworks and bundlers give to folders without a word in tsconfig.json: what it would say is generated, or stands in the bundler's own settings. */
import type { PathMapping } from './packages.ts';
import { join } from './paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

/** A file that tells the framework, and the folders it gives names to. */
const FRAMEWORKS: readonly { readonly file: RegExp; readonly names: Readonly<Record<string, readonly string[]>> }[] = [
  { file: /^svelte\.config\.[cm]?[jt]s$/, names: { $lib: ['src/lib'], '$lib/*': ['src/lib/*'] } },
  { file: /^nuxt\.config\.[cm]?[jt]s$/, names: { '~/*': ['*', 'app/*', 'src/*'], '@/*': ['*', 'app/*', 'src/*'], '~~/*': ['*'], '@@/*': ['*'], '#shared/*': ['shared/*'] } },
  // What everybody calls the folder of the sources.
  { file: /^package\.json$/, names: { '@/*': ['src/*', '*'], '~/*': ['src/*', 'app/*', '*'] } },
];

/** The names that hold in a folder; those of a framework before the usual ones. */
export function aliasesOf(folder: string, root: string, files: ProjectFiles): readonly PathMapping[] {
  const folders = foldersUpTo(root, folder);
  return FRAMEWORKS.flatMap(({ file, names }) => {
    const at = folders.find((candidate) => [...files.list(candidate)].some(([name, kind]) => kind === 'file' && file.test(name)));
    return at === undefined ? [] : Object.entries(names).map(([pattern, targets]): PathMapping => ({ pattern, targets: targets.map((target) => join(at, target)) }));
  });
}
