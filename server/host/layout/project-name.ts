/** What the project that a folder belongs to is called: the name under which it is published. */
import { join } from '../paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

export interface ProjectNames {
  /** The name that the nearest manifest gives, or null. */
  of(folder: string, root: string): string | null;
  /** The name that a folder's own manifest gives, or null. */
  at(folder: string): string | null;
}

export function createProjectNames(files: ProjectFiles): ProjectNames {
  const known = new Map<string, string | null>();
  return {
    of(folder, root) {
      for (const folderAbove of foldersUpTo(root, folder)) {
        const name = at(folderAbove);
        if (name !== null) return name;
      }
      return null;
    },
    at,
  };

  function at(folder: string): string | null {
    let name = known.get(folder);
    if (name === undefined) known.set(folder, (name = files.list(folder).get('pyproject.toml') === 'file' ? projectNameIn(files.read(join(folder, 'pyproject.toml')) ?? '') : null));
    return name;
  }
}

/** The name in a pyproject.toml, or null. A package.json tells nothing here: where a name is an ordinary word, people give it to packages of their own too. */
export function projectNameIn(pyproject: string): string | null {
  const section = /^\[(?:project|tool\.poetry)\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(pyproject)?.[1] ?? '';
  return /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(section)?.[1] ?? null;
}
