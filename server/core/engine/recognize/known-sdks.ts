/** The SDKs that hold for a file: the catalog's, and before them what the user describes for its folder. */
import type { OwnSdk } from '../../model/config.ts';
import type { Catalog, WorkspaceHost } from '../../model/workspace.ts';
import { isAbsolute } from '../resolve/texts/paths.ts';
import { createRecognizer, type Recognizer } from './recognize.ts';

export interface SdksOfFile {
  readonly recognizer: Recognizer;
  /** The described package that a file of the workspace is, whatever name it is imported by; null for every other file. */
  moduleAt(path: string): string | null;
}

export interface KnownSdks {
  at(path: string): SdksOfFile;
  /** Says that the layout of modules changed. */
  reset(): void;
}

/** What reads the catalog's own SDKs is the same in every workspace. */
const recognizers = new WeakMap<Catalog, Recognizer>();

export function createKnownSdks(catalog: Catalog, host: WorkspaceHost): KnownSdks {
  const plain: SdksOfFile = { recognizer: recognizers.get(catalog) ?? recognizerFor([]), moduleAt: () => null };
  recognizers.set(catalog, plain.recognizer);
  // The settings keep one list for all folders it holds for, until they change.
  let described = new WeakMap<readonly OwnSdk[], SdksOfFile>();

  function recognizerFor(own: readonly OwnSdk[]): Recognizer {
    return createRecognizer([...own.map(({ spec }) => spec), ...catalog.sdks], catalog.models, catalog.endpoints, catalog.transports);
  }

  /** Every file that an import of a described package could be. */
  function modulesOf(own: readonly OwnSdk[]): ReadonlyMap<string, string> {
    const modules = new Map<string, string>();
    for (const { spec, path } of own) for (const language of catalog.languages) {
      for (const name of spec.packages[language.ecosystem]) {
        // A file's own place is looked for as its neighbours write it.
        const [module, from] = isAbsolute(name) ? [`./${name.slice(name.lastIndexOf('/') + 1)}`, name] : [name, path];
        for (const candidate of language.moduleCandidates(module, from, host.layout(from))) modules.set(candidate, name);
      }
    }
    return modules;
  }

  return {
    at(path) {
      const own = host.config(path).sdks;
      if (own.length === 0) return plain;
      let known = described.get(own);
      if (known === undefined) {
        const modules = modulesOf(own);
        described.set(own, (known = { recognizer: recognizerFor(own), moduleAt: (candidate) => modules.get(candidate) ?? null }));
      }
      return known;
    },
    reset() {
      described = new WeakMap();
    },
  };
}
