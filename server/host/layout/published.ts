/** Whether a folder belongs to a package that is published: then programs that nobody here knows of may call what is in it. */
import type { Language } from '../../core/model/language.ts';
import { join } from '../paths.ts';
import { parsePackageJson } from './packages.ts';
import { foldersUpTo, type ProjectFiles } from './project-files.ts';

type Ecosystem = Language['ecosystem'];

export interface Published {
  /** The ecosystems whose nearest manifest says so. */
  of(folder: string, root: string): readonly Ecosystem[];
}

export function createPublished(files: ProjectFiles): Published {
  const known = new Map<string, Readonly<Record<Ecosystem, boolean | null>>>();
  return {
    of(folder, root) {
      const above = foldersUpTo(root, folder).map(at);
      return (['python', 'javascript'] as const).filter((ecosystem) => above.find((said) => said[ecosystem] !== null)?.[ecosystem] === true);
    },
  };

  /** What a folder's own manifests say; null where it has none. */
  function at(folder: string): Readonly<Record<Ecosystem, boolean | null>> {
    let said = known.get(folder);
    if (said === undefined) known.set(folder, (said = { python: python(folder), javascript: javascript(folder) }));
    return said;
  }

  function python(folder: string): boolean | null {
    const list = files.list(folder);
    if (list.get('setup.py') === 'file' || list.get('setup.cfg') === 'file') return true;
    return list.get('pyproject.toml') === 'file' ? isBuilt(files.read(join(folder, 'pyproject.toml')) ?? '') : null;
  }

  function javascript(folder: string): boolean | null {
    return files.list(folder).get('package.json') === 'file' ? isLibrary(parsePackageJson(files.read(join(folder, 'package.json')))) : null;
  }
}

/** A pyproject.toml that says how a package is built. Many say nothing but how tools are to be run, or what is to be installed. */
function isBuilt(pyproject: string): boolean {
  return /^\s*\[build-system\]/m.test(pyproject) && !/^\s*package(?:-mode)?\s*=\s*false/m.test(pyproject);
}

/** A manifest that says what others get of the package. `main` alone says nothing: it is written for every program. */
function isLibrary(manifest: Readonly<Record<string, unknown>>): boolean {
  return manifest['private'] !== true && ['exports', 'module', 'types', 'typings', 'files', 'publishConfig'].some((field) => manifest[field] !== undefined);
}
