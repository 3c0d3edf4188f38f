/** The folders that Python's absolute imports start from. */
import { expandGlobs } from './globs.ts';
import { folderOf, isInside, join, joinRelative } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';
import { createProjectNames } from './project-name.ts';

export interface SourceRoots {
  /** Nearest first. */
  of(folder: string, root: string): readonly string[];
  /** Those of some roots that hold a module or package of this name. */
  holding(roots: readonly string[], name: string): readonly string[];
}

/**
 * A file's roots are the folder that holds its topmost package, and every folder above that up to the workspace folder, each preceded by its `src` and by
 * what its pyproject.toml names. Which of them is on the path when the program runs is not written down anywhere; an import is only ever found where a
 * file of exactly that name exists. Folders inside the package are no roots: an absolute import does not start there.
 */
export function createSourceRoots(files: ProjectFiles): SourceRoots {
  const declared = new Map<string, readonly string[]>();
  const known = new Map<string, readonly string[]>();
  const names = createProjectNames(files);
  const held = new WeakMap<readonly string[], Map<string, readonly string[]>>();
  return {
    of(folder, root) {
      let start = folder;
      while (start !== root && files.list(start).has('__init__.py')) start = folderOf(start);
      const key = `${root}\n${start}`;
      let roots = known.get(key);
      if (roots === undefined) {
        roots = [...new Set(foldersUpTo(root, start).flatMap((at) => [...declaredBy(at), at]))].filter((at) => isInside(at, root));
        known.set(key, roots);
      }
      return roots;
    },
    holding(roots, name) {
      let byName = held.get(roots);
      if (byName === undefined) held.set(roots, (byName = new Map()));
      let holding = byName.get(name);
      if (holding === undefined) {
        holding = roots.filter((root) => {
          const list = files.list(root);
          return list.has(name) || list.has(`${name}.py`);
        });
        byName.set(name, holding);
      }
      return holding;
    },
  };

  function declaredBy(folder: string): readonly string[] {
    let roots = declared.get(folder);
    if (roots === undefined) {
      const list = files.list(folder);
      roots = list.get('src') === 'folder' ? [join(folder, 'src')] : [];
      if (list.get('pyproject.toml') === 'file') roots = [...roots, ...rootsOfPyproject(folder, files.read(join(folder, 'pyproject.toml')) ?? '')];
      declared.set(folder, roots);
    }
    return roots;
  }

  /** The projects in the same folder that one depends on, by their published names. */
  function neededBeside(folder: string, text: string): readonly string[] {
    const parent = folderOf(folder);
    if (parent === folder) return [];
    return [...files.list(parent).keys()].map((name) => join(parent, name)).filter((project) => {
      const name = project === folder ? null : names.at(project);
      // Dashes, dots and underscores are one in names of packages.
      return name !== null && new RegExp(String.raw`^\s*(?:[^#\n]*["'])?${name.replace(/[^\w.-]/g, '').replace(/[-_.]+/g, '[-_.]+')}\s*(?:["'=<>~!;[]|$)`, 'im').test(text);
    });
  }

  function rootsOfPyproject(folder: string, text: string): readonly string[] {
    const named: string[] = [];
    // setuptools' `where`, pytest's `pythonpath`, pyright's `extraPaths`; poetry's `packages = [{ from = … }]`; setuptools' `package-dir = { "" = … }`.
    for (const [, list] of text.matchAll(/^\s*(?:where|pythonpath|extraPaths)\s*=\s*(\[[^\]]*\]|"[^"\n]*"|'[^'\n]*')/gm)) named.push(...strings(list!));
    for (const [, path] of text.matchAll(/(?:\bfrom|"")\s*=\s*"([^"\n]+)"/g)) named.push(path!);
    const members = /^\[tool\.uv\.workspace\][^[]*?^\s*members\s*=\s*(\[[^\]]*\])/m.exec(text);
    // uv's and poetry's dependencies by their places: `core = { path = "../core" }`.
    const placed = [...text.matchAll(/\{[^}\n]*\bpath\s*=\s*["'](\.\.?\/[^"'\n]+)["']/g)].map((match) => joinRelative(folder, match[1]!));
    const projects = [...(members === null ? [] : expandGlobs(folder, strings(members[1]!), files)), ...new Set([...placed, ...neededBeside(folder, text)])];
    return [
      ...named.map((path) => joinRelative(folder, path)),
      ...projects.flatMap((project) => (files.list(project).get('src') === 'folder' ? [join(project, 'src'), project] : [project])),
    ];
  }
}

function strings(list: string): readonly string[] {
  return [...list.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map((match) => match[1] ?? match[2]!).filter((text) => text !== '');
}
