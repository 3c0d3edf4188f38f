/** Where links lead. */
import { realpathSync } from 'node:fs';
import { toWorkspacePath } from '../paths.ts';

/** The place at which a file or folder is, whatever link leads there; the path itself where nothing is. */
export function behindLinks(path: string): string {
  try {
    return toWorkspacePath(realpathSync.native(path));
  } catch {
    return path;
  }
}
