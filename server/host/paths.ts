/**
 * Workspace paths. The core knows a file by its absolute path with POSIX separators (`/home/a/app/main.py`, `C:/app/main.py`): absolute, so that several
 * workspace folders never collide and a path means the same in every shell. Only what a person reads is made relative, at the edge.
 */
import { isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The workspace path of a path as the operating system or a user writes it; relative ones start at `folder`. */
export function toWorkspacePath(path: string, folder?: string): string {
  const absolute = folder !== undefined && !isAbsolute(path) ? resolve(folder, path) : resolve(path);
  const posix = sep === '/' ? absolute : absolute.replaceAll(sep, '/');
  // Windows names a drive in either case; editors send it in lower case.
  return /^[a-z]:/.test(posix) ? posix[0]!.toUpperCase() + posix.slice(1) : posix;
}

/** The workspace path of a `file:` URI, or undefined for any other scheme. */
export function uriToPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return toWorkspacePath(fileURLToPath(uri));
  } catch {
    // A file URI with a foreign host has no path on this machine.
    return undefined;
  }
}

export function pathToUri(path: string): string {
  return pathToFileURL(path).href;
}

/** The folder of a path; the folder of a root is the root itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash > 0) return /^[A-Z]:$/.test(path.slice(0, slash)) ? path.slice(0, slash + 1) : path.slice(0, slash);
  return slash === 0 ? '/' : path;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `folder/name`, also where `folder` is the root of the file system. */
export function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Joins and resolves `.` and `..`; both parts have POSIX separators. */
export function joinRelative(folder: string, relative: string): string {
  const parts = folder.endsWith('/') ? [folder.slice(0, -1)] : folder.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (parts.length > 1) parts.pop();
    } else parts.push(segment);
  }
  return parts.length === 1 ? `${parts[0]!}/` : parts.join('/');
}

/** Whether a path is a folder or lies anywhere in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The path relative to a folder that holds it; unchanged where it lies elsewhere. */
export function relativeTo(folder: string, path: string): string {
  if (path === folder) return '.';
  return isInside(path, folder) ? path.slice(folder.endsWith('/') ? folder.length : folder.length + 1) : path;
}

/** The lower-case extension with its dot, or the empty string. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}
