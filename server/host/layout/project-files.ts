/** The disk as the layout and the settings see it, and how they climb it. */
import { folderOf, isInside } from '../paths.ts';

/** Both answer only for paths inside the workspace folders. */
export interface ProjectFiles {
  /** Text of a small file, or undefined. */
  readonly read: (path: string) => string | undefined;
  /** Names in a folder with what they are; empty where there is no such folder. Symbolic links count as neither. */
  readonly list: (folder: string) => ReadonlyMap<string, 'file' | 'folder'>;
}

/** The innermost of `roots` that holds a path, or undefined. */
export function innermost(roots: readonly string[], path: string): string | undefined {
  let best: string | undefined;
  for (const root of roots) if (isInside(path, root) && (best === undefined || root.length > best.length)) best = root;
  return best;
}

/** The folders from `folder` up to `root`, both included. */
export function foldersUpTo(root: string, folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== root && at !== folderOf(at); ) folders.push((at = folderOf(at)));
  return folders;
}
