/** Where the modules are that files import: in the workspace, or in a package that the catalog or nobody knows. */
import type { WorkspaceHost } from '../../model/workspace.ts';
import type { KnownSdks } from '../recognize/known-sdks.ts';
import { isTestFile } from '../recognize/test-files.ts';
import type { ModuleLocation } from '../resolve/reader.ts';
import type { Files } from './files.ts';

export interface Modules {
  /** The same object for the same question, until something changes. */
  locate(fromPath: string, module: string): Located;
  /** As `Reader.ownFile`. */
  ownFile(fromPath: string, module: string, name: string, missed: (path: string) => void): string | null;
  /** Looks for everything anew. */
  reset(): void;
}

/** Where a module is, and what that was told from. */
export interface Located {
  readonly location: ModuleLocation;
  /** Files that were looked for and are not there. */
  readonly missed: readonly string[];
  /** Files that are there and not meant, by what they say. */
  readonly passedOver: readonly string[];
}

export function createModules(files: Files, knownSdks: KnownSdks, host: WorkspaceHost): Modules {
  const { languageOf, exists } = files;
  /** By the importing file, then by the module: most files are read for many analyses. */
  const located = new Map<string, Map<string, Located>>();

  /** Whether a file is an SDK's own code or a test of it: its names mean the files there, not the package that others install. The examples of the same project use it as everybody does. */
  function isOfMakers(path: string, claimed: string): boolean {
    const { project, sourceRoots } = host.layout(path);
    const language = languageOf(path);
    if (project === null || language === undefined || !knownSdks.at(path).recognizer.makes(project, language.ecosystem, claimed)) return false;
    return isTestFile(path, sourceRoots) || sourceRoots.some((root) => path.startsWith(`${root}/${claimed.replaceAll('.', '/')}/`));
  }

  /** Whether a module imports something by what would be its own name: it is a part of a package then, and that name the SDK's for the files beside it too. */
  function isOtherwiseNamed(path: string, module: string): boolean {
    if (languageOf(path)?.isIndex(path) !== false) return false;
    return /^[\w.]+$/.test(module) && new RegExp(`^[ \\t]*(?:from|import)[ \\t]+${module.replaceAll('.', '\\.')}(?![\\w.])`, 'm').test(files.at(path)?.text ?? '');
  }

  function find(fromPath: string, module: string, missed: string[], passedOver: string[]): ModuleLocation {
    const language = languageOf(fromPath);
    if (language === undefined) return { kind: 'package', name: module, claimed: 'no' };
    const { recognizer, moduleAt } = knownSdks.at(fromPath);
    const claimed = recognizer.packageOf(language.ecosystem, module);
    const isCommon = claimed !== null && recognizer.isCommonName(claimed);
    if (claimed !== null && !isCommon && !isOfMakers(fromPath, claimed)) return { kind: 'package', name: claimed, claimed: 'yes' };
    for (const candidate of language.moduleCandidates(module, fromPath, host.layout(fromPath))) {
      // A file that imports a package by its own name does not mean itself.
      if (isCommon && candidate === fromPath && !language.isIndex(candidate)) continue;
      const own = candidate === fromPath ? null : moduleAt(candidate);
      if (own !== null) return { kind: 'package', name: own, claimed: 'yes' };
      if (exists(candidate)) {
        if (isCommon && isOtherwiseNamed(candidate, module)) {
          passedOver.push(candidate);
          continue;
        }
        const { project } = host.layout(candidate);
        if (claimed !== null && isCommon && project !== null && recognizer.makes(project, language.ecosystem, claimed) && !(recognizer.keepsOwnCode(language.ecosystem, claimed) && isOfMakers(fromPath, claimed))) break;
        if (languageOf(candidate) !== undefined) return { kind: 'file', path: candidate };
        if (!files.isCode(candidate)) return { kind: 'data', path: candidate, as: module.includes('?') ? 'text' : 'data' };
      }
      missed.push(candidate);
    }
    return claimed === null ? { kind: 'package', name: module, claimed: 'no' } : { kind: 'package', name: claimed, claimed: 'yes' };
  }

  return {
    locate(fromPath, module) {
      let from = located.get(fromPath);
      if (from === undefined) located.set(fromPath, (from = new Map()));
      let found = from.get(module);
      if (found === undefined) {
        const missed: string[] = [];
        const passedOver: string[] = [];
        from.set(module, (found = { location: find(fromPath, module, missed, passedOver), missed, passedOver }));
      }
      return found;
    },
    ownFile(fromPath, module, name, missed) {
      const language = languageOf(fromPath);
      if (language === undefined) return null;
      const { recognizer } = knownSdks.at(fromPath);
      const claimed = recognizer.packageOf(language.ecosystem, module);
      if (claimed === null || claimed === module || recognizer.knows(language.ecosystem, claimed, name)) return null;
      // Only from within the package's own folder: its source importing itself.
      const folder = `/${/^\w+/.exec(module)?.[0] ?? ''}/`;
      if (!fromPath.includes(folder)) return null;
      const isBeside = (candidate: string): boolean => fromPath.startsWith(candidate.slice(0, candidate.indexOf(folder) + folder.length));
      const candidates = language.moduleCandidates(module, fromPath, host.layout(fromPath)).filter((candidate) => candidate !== fromPath && isBeside(candidate));
      const found = candidates.find(exists) ?? null;
      if (found === null) candidates.forEach(missed);
      return found;
    },
    reset: () => located.clear(),
  };
}
