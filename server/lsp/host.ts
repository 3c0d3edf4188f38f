/** The host the session needs: the disk as the Node host sees it, under what the open editors say. */
import type { WorkspaceHost } from '../core/model/workspace.ts';
import type { EditorSettings } from './settings.ts';

export interface EditorHost extends WorkspaceHost {
  /** The workspace folders, as paths. Nothing outside them is read. */
  setFolders(folders: readonly string[]): void;
  /** A file changed on the disk. `settings`: it decides how other files are judged (settings, layout), so nothing remembered holds. */
  diskChanged(path: string): 'source' | 'settings';
  /** What is wrong with the settings files that were read, in full sentences. */
  problems(): readonly string[];
}

export interface EditorHostOptions {
  readonly openText: (path: string) => string | undefined;
  readonly settings: (path: string) => EditorSettings;
}
