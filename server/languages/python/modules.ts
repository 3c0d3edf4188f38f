/** Which files a module name may mean: relative names, absolute ones from the source roots, neighbours of a script. */
import type { ProjectLayout } from '../../core/model/language.ts';
import { pythonIdioms } from './idioms.ts';

/** The standard library's modules that are understood. A neighbour of the same name is not meant, unless a source root holds it. */
const understood = new Set(pythonIdioms.map(({ path }) => path.slice(0, path.indexOf(':')).split('.')[0]!));

/** The files that `module`, imported in `fromPath`, may mean, most likely first. */
export function moduleCandidates(module: string, fromPath: string, project: ProjectLayout): readonly string[] {
  const level = /^\.*/.exec(module)![0].length;
  const parts = module.slice(level).split('.').filter((part) => part !== '');
  if (level > 0) {
    const folder = above(folderOf(fromPath), level - 1);
    return folder === null ? [] : filesAt(folder, parts);
  }
  if (parts.length === 0) return [];
  const roots = [...(project.sourceRootsWith?.(parts[0]!) ?? project.sourceRoots)];
  const own = folderOf(fromPath);
  // Python looks next to a script first, but next to a package's module never: which of the two a file is cannot be told from its name.
  if (!understood.has(parts[0]!)) roots.push(...[own, ...aroundPackage(own, parts)].filter((root) => !roots.includes(root)));
  return roots.flatMap((root) => filesAt(root, parts));
}

/**
 * The folders around those above a file that are called as a package is: its modules name each other from there, on whatever path they are put. Nearest first. A bare name is more often a package that
 * the folder is named after: `google/client.py` imports `google`.
 */
function aroundPackage(folder: string, [name, ...inside]: readonly string[]): readonly string[] {
  const parts = folder.split('/');
  return inside.length === 0 ? [] : parts.flatMap((part, i) => (part === name ? [parts.slice(0, i).join('/')] : [])).reverse();
}

/** `%run file.py` in IPython, which leaves what the file binds where the line stands. */
const RUN = /^%run[ \t]+(?:-\w+[ \t]+)*["']?((?:\.{0,2}\/)*)((?:\w+\/)*\w+)(?:\.py)?["']?[ \t]*$/;

/** The module that a line of IPython runs, as an import names it; null for any other line. */
export function ranModule(line: string): string | null {
  const ran = RUN.exec(line.trimEnd());
  return ran === null || ran[1]!.startsWith('/') ? null : `${'.'.repeat(1 + (ran[1]!.match(/\.\.\//g) ?? []).length)}${ran[2]!.replaceAll('/', '.')}`;
}

/** Whether a file is imported by the name of its folder. */
export function isIndex(path: string): boolean {
  return /(?:^|\/)__init__\.py$/.test(path);
}

function filesAt(folder: string, parts: readonly string[]): readonly string[] {
  const path = [...(folder === '' ? [] : [folder === '/' ? '' : folder]), ...parts].join('/');
  // A package wins over a module of its name.
  const asPackage = path === '' ? '__init__.py' : `${path}/__init__.py`;
  return parts.length === 0 ? [asPackage] : [asPackage, `${path}.py`];
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === 0 ? '/' : path.slice(0, Math.max(0, slash));
}

/** The folder so many levels above; null where there is none. */
function above(folder: string, levels: number): string | null {
  let path = folder;
  for (let i = 0; i < levels; i++) {
    if (path === '' || path === '/') return null;
    path = folderOf(path);
  }
  return path;
}
