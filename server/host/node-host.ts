/** The core's host on Node: text from open editors or the disk, layout and settings from the workspace, tokens from the packed vocabularies. */
import { type Config, defaultConfig } from '../core/model/config.ts';
import type { Contained, Container } from '../core/model/container.ts';
import type { Catalog, WorkspaceHost } from '../core/model/workspace.ts';
import { type ConfigProblem, createConfigs, SETTINGS_FILE, type SettingsJudge } from './settings/config.ts';
import { createDisk, type Disk } from './files/disk.ts';
import { type Listing, listFiles } from './files/files.ts';
import { createImporters, type Importers } from './gate/importers.ts';
import { mayBeImplied } from './layout/aliases.ts';
import { createLayouts, isLayoutFile } from './layout/layout.ts';
import { behindLinks } from './files/links.ts';
import { createMentions } from './gate/mentions.ts';
import { baseName, extensionOf, folderOf, isInside } from './paths.ts';
import { innermost } from './layout/project-files.ts';
import { importProbes, sdkWords } from './gate/sdk-words.ts';
import { type ByteReader, createByteReader } from './files/source-files.ts';
import { createUsageFiles, usageFileOf, type UsageJudge } from './settings/usage-files.ts';
import { type CountTokens } from './vocabulary.ts';

export interface NodeHostOptions {
  /** Workspace folders, as workspace paths. Nothing outside them is read, through symbolic links neither. */
  readonly roots: readonly string[];
  /** Lower-case extensions of source files, with the dot. */
  readonly extensions: ReadonlySet<string>;
  readonly ruleIds: readonly string[];
  readonly countTokens: CountTokens;
  /** The schema of `promptcost.json` (`judgeSettings`); null only where the shell has seen that there is no such file. */
  readonly judge: SettingsJudge | null;
  /** The schema of `.promptcost/usage.json` (`judgeUsage`); null or absent only where the shell has seen that there is no such file. */
  readonly judgeUsage?: UsageJudge | null;
  /** The text an editor shows, which wins over the disk. */
  readonly openText?: (path: string) => string | undefined;
  /** Of `extensions`, those of files that hold code among other things. */
  readonly containers?: readonly Container[];
  /** The cells of a notebook that an editor shows, which win over the disk. */
  readonly openCells?: (path: string) => Contained | undefined;
  /** Settings of the shell for a file's folder; a `promptcost.json` goes before them. */
  readonly settings?: (folder: string) => Partial<Config>;
  /** `stay`: no source file comes or goes while the host is in use. */
  readonly files?: 'come and go' | 'stay';
  /** `YYYY-MM-DD`; the system's date otherwise. */
  readonly today?: string;
  /** Shared with the gate, which spares its memory. */
  readonly reader?: ByteReader;
  /** The source files of a workspace folder, where the shell has them; listed when first needed otherwise. */
  readonly listing?: (root: string) => readonly string[] | undefined;
}

export interface NodeHost extends WorkspaceHost {
  readonly disk: Disk;
  setRoots(roots: readonly string[]): void;
  /** Says that a file changed, on the disk or in an editor. `settings`: it decides how others are judged, so the workspace is to be reset. */
  changed(path: string): 'source' | 'settings';
  /** Says that an editor shows another text of a file now. */
  edited(path: string): void;
  /** Says that the shell's own settings changed. */
  settingsChanged(): void;
  /** Whether the settings leave a file out. */
  ignores(path: string): boolean;
  /** What is wrong with the settings files read so far, and with measured usage. */
  configProblems(): readonly ConfigProblem[];
  /** The source files of the workspace folders, as git would see them. */
  list(): Listing;
  /** From now on it is known who imports and calls whom. `news` is called when something that was asked of that would be answered otherwise. */
  followImporters(catalog: Catalog, news: () => void): void;
}

const NO_FILES: readonly string[] = [];

export function createNodeHost(options: NodeHostOptions): NodeHost {
  const { extensions, ruleIds, countTokens, judge } = options;
  const openText = options.openText ?? (() => undefined);
  const containers = options.containers ?? [];
  const reader = options.reader ?? createByteReader(containers);
  let { roots } = options;
  const disk = createDisk(() => roots, reader);
  // A settings file that is open in an editor holds from its save on: half-typed settings would make every hint flicker.
  const layouts = createLayouts(() => roots, disk, options.files ?? 'come and go');
  const configs = createConfigs({ roots: () => roots, disk, judge, ruleIds, base: (folder) => ({ ...defaultConfig, ...options.settings?.(folder) }) });
  const usage = createUsageFiles(() => roots, disk, options.judgeUsage ?? null);
  const mentions = createMentions({
    reader,
    openText,
    files: (root) => options.listing?.(root) ?? listIn([root]).files,
  });

  let importers: Importers | null = null;

  return {
    disk,
    mayCall: (path) => importers?.mayCall(path) ?? null,
    callersOf: (path, name) => importers?.callersOf(path, name) ?? NO_FILES,
    importersOf: (path) => importers?.importersOf(path) ?? NO_FILES,
    knowsCallersOf: () => importers?.knowsAll() ?? false,
    read: (path) => openText(path) ?? disk.read(path),
    readText(path) {
      const text = roots.some((root) => isInside(path, root)) ? openText(path) : undefined;
      return text === undefined ? disk.readText(path) : { kind: 'text', text };
    },
    contained(path) {
      const cells = options.openCells?.(path);
      if (cells !== undefined) return cells;
      const text = openText(path);
      if (text === undefined) return disk.contained(path);
      const extension = extensionOf(path);
      return containers.find((container) => container.extensions.includes(extension))?.open(text) ?? undefined;
    },
    exists: (path) => openText(path) !== undefined || disk.exists(path),
    layout: (path) => layouts.of(folderOf(path)),
    config: (path) => configs.of(folderOf(path)),
    mentions(word, path) {
      const root = innermost(roots, path);
      return root === undefined ? 'no' : mentions.anywhere(word, root);
    },
    countTokens,
    usage: (path) => usage.at(path),
    today: () => options.today ?? new Date().toISOString().slice(0, 10),
    setRoots(next) {
      roots = next;
      forget();
    },
    changed(path) {
      const usageFile = usageFileOf(path);
      if (usageFile !== undefined) {
        disk.changed(usageFile);
        usage.invalidate();
        return 'settings';
      }
      if (!extensions.has(extensionOf(path)) && !isLayoutFile(path) && baseName(path) !== SETTINGS_FILE) {
        // A text that some program reads. What is known of folders stays: it tells which of them are new when a source file comes.
        return 'source';
      }
      const folder = folderOf(path);
      const newFolder = folder !== innermost(roots, path) && disk.list(folderOf(folder)).get(baseName(folder)) === undefined;
      const { before, now } = disk.changed(path);
      mentions.changed(path);
      if (baseName(path) === SETTINGS_FILE) {
        configs.invalidate();
        return 'settings';
      }
      // The content of an `__init__.py` is ordinary source; that there is one makes a package. So it is with what is there without an import.
      const decides = isLayoutFile(path) ? baseName(path) !== '__init__.py' || before !== now : before !== now && mayBeImplied(path);
      if (!decides && !(newFolder && now)) {
        importers?.changed(path);
        return 'source';
      }
      layouts.invalidate();
      importers?.reset();
      return 'settings';
    },
    edited: (path) => importers?.changed(path),
    settingsChanged: () => configs.invalidate(),
    ignores: (path) => configs.ignores(path),
    configProblems: () => [...configs.problems(), ...usage.problems()],
    list,
    followImporters(catalog, news) {
      importers = createImporters({
        reader,
        openText,
        files: () => list().files,
        ignores: (path) => configs.ignores(path),
        roots: () => roots,
        exists: (path) => openText(path) !== undefined || disk.exists(path),
        languages: catalog.languages,
        layout: layouts.of,
        probes: () => importProbes(sdkWords(catalog)),
        news,
      });
    },
  };

  function list(): Listing {
    return listIn(roots);
  }

  /** Files go by the names that they have from the workspace folders, also where a link leads to one of these. */
  function listIn(folders: readonly string[]): Listing {
    const linked = roots.map((root) => ({ root, real: behindLinks(root) }));
    const listing = listFiles(folders.map(behindLinks), { extensions, boundary: linked.map(({ real }) => real) });
    if (linked.every(({ root, real }) => root === real)) return listing;
    const named = (path: string): string => {
      const folder = linked.find(({ real }) => isInside(path, real));
      return folder === undefined ? path : folder.root + path.slice(folder.real.length);
    };
    return { ...listing, files: listing.files.map(named), projects: listing.projects.map(named), notes: listing.notes.map((note) => ({ ...note, path: named(note.path) })) };
  }

  function forget(): void {
    disk.reset();
    layouts.invalidate();
    configs.invalidate();
    usage.invalidate();
    mentions.reset();
    importers?.reset();
  }
}
