/** The files of the workspace as they were last read: their text, their language, the texts that programs read. */
import type { Cell } from '../../model/container.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { Language } from '../../model/language.ts';
import type { Catalog, TextFile, WorkspaceHost } from '../../model/workspace.ts';
import type { Edit } from './reconcile.ts';

/** One version of a file. */
export interface SourceFile {
  readonly text: string;
  readonly language: Language;
  /** The path by which the language tells the dialect. */
  readonly dialect: string;
  readonly cells: readonly Cell[] | null;
  facts: FileFacts | undefined;
  /** How the facts came from those of the version before, until they were analysed. */
  edit: Edit | null;
  /** Which analysis asked for them last. */
  used: number;
  /** The key of its interface; worked out when first asked. */
  interfaceKey: string | undefined;
  /** Whether its text mentions an SDK; looked up when first asked. */
  mentions?: boolean;
}

export interface Files {
  /** Null: missing, or no language claims it. */
  at(path: string): SourceFile | null;
  /** The version that is held; undefined where the file was not asked for. */
  held(path: string): SourceFile | null | undefined;
  textAt(path: string): TextFile;
  exists(path: string): boolean;
  languageOf(path: string): Language | undefined;
  /** Whether a name is one that code has, declarations included. */
  isCode(path: string): boolean;
  /** Reads a file anew when it is next asked for; the same text again (a save, a touch) keeps its facts. */
  changed(path: string): void;
  /** Forgets what exists and what texts say. */
  reset(): void;
  /** Lets go of the files that were not asked for longest, so that those held have no more than so many characters. Gives their paths. */
  trim(characters: number): readonly string[];
}

export function createFiles(catalog: Catalog, host: WorkspaceHost): Files {
  const files = new Map<string, SourceFile | null>();
  const texts = new Map<string, TextFile>();
  const existing = new Map<string, boolean>();
  /** What a file's name says of its language: asked at every call that is followed into it. */
  const byName = new Map<string, Language | 'of its content' | null>();
  /** Characters. */
  let readSinceTrim = 0;

  function languageOf(path: string): Language | undefined {
    let language = byName.get(path);
    if (language === undefined) byName.set(path, (language = languageNamed(path.slice(path.lastIndexOf('/') + 1).toLowerCase())));
    return language === 'of its content' ? at(path)?.language : (language ?? undefined);
  }

  function languageNamed(name: string): Language | 'of its content' | null {
    if (name.endsWith('.d.ts') || name.endsWith('.d.mts') || name.endsWith('.d.cts')) return null;
    const extension = extensionOf(name);
    return isContainer(extension) ? 'of its content' : (languageBy(extension) ?? null);
  }

  function languageBy(extension: string): Language | undefined {
    return catalog.languages.find((language) => language.extensions.includes(extension));
  }

  function isContainer(extension: string): boolean {
    return catalog.containers.some((container) => container.extensions.includes(extension));
  }

  function at(path: string): SourceFile | null {
    const known = files.get(path);
    if (known !== undefined) return known;
    const file = isContainer(extensionOf(path.toLowerCase())) ? openContainer(path) : openSource(path);
    files.set(path, file);
    readSinceTrim += file?.text.length ?? 0;
    return file;
  }

  function openSource(path: string): SourceFile | null {
    const language = languageOf(path);
    const text = language === undefined ? undefined : host.read(path);
    return language === undefined || text === undefined ? null : { text, language, dialect: path, cells: null, facts: undefined, edit: null, used: 0, interfaceKey: undefined };
  }

  function openContainer(path: string): SourceFile | null {
    const contained = host.contained?.(path);
    const language = contained === undefined ? undefined : languageBy(contained.extension);
    if (contained === undefined || language === undefined) return null;
    return { text: contained.text, language, dialect: path + contained.extension, cells: contained.cells, facts: undefined, edit: null, used: 0, interfaceKey: undefined };
  }

  return {
    at,
    held: (path) => files.get(path),
    textAt(path) {
      let file = texts.get(path);
      if (file === undefined) texts.set(path, (file = host.readText(path)));
      return file;
    },
    exists(path) {
      let answer = existing.get(path);
      if (answer === undefined) existing.set(path, (answer = host.exists(path)));
      return answer;
    },
    languageOf,
    isCode(path) {
      const extension = extensionOf(path.toLowerCase());
      return isContainer(extension) || languageBy(extension) !== undefined;
    },
    changed(path) {
      const before = files.get(path);
      existing.delete(path);
      texts.delete(path);
      if (before === undefined) return;
      files.delete(path);
      const after = at(path);
      if (before !== null && after !== null && before.text === after.text) files.set(path, before);
    },
    reset() {
      existing.clear();
      texts.clear();
    },
    trim(characters) {
      // Sorting all files is only worth it now and then.
      if (readSinceTrim <= characters / 2) return [];
      readSinceTrim = 0;
      let size = 0;
      const gone: string[] = [];
      for (const [path, file] of [...files].sort(([, a], [, b]) => (b?.used ?? 0) - (a?.used ?? 0))) {
        if (file === null || (size += file.text.length) <= characters / 2) continue;
        files.delete(path);
        file.facts = undefined;
        gone.push(path);
      }
      return gone;
    },
  };
}

/** With the dot; empty without one. */
function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot);
}
