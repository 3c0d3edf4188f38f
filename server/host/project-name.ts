/** What the project that a folder belongs to is called: the name under which it is published. */
import { join } from './paths.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

export interface ProjectNames {
  /** The name that the nearest manifest gives, or null. */
  of(folder: string, root: string): string | null;
}

export function createProjectNames(files: ProjectFiles): ProjectNames {
  const known = new Map<string, string | null>();
  return {
    of(folder, root) {
      for (const at of foldersUpTo(root, folder)) {
        let name = known.get(at);
        if (name === undefined) known.set(at, (name = files.list(at).get('pyproject.toml') === 'file' ? projectNameIn(files.read(join(at, 'pyproject.toml')) ?? '') : null));
        if (name !== null) return name;
      }
      return null;
    },
  };
}

/** The name in a pyproject.toml, or null. A package.json tells nothing here: where a name is an ordinary word, people give it to packages of their own too. */
export function projectNameIn(pyproject: string): string | null {
  const section = /^\[(?:project|tool\.poetry)\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(pyproject)?.[1] ?? '';
  return /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(section)?.[1] ?? null;
}
