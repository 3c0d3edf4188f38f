/**
 * The disk inside the workspace folders. What a path really leads to is asked before anything is read, so a symbolic link never shows a file from
 * elsewhere; `.git` and `node_modules` are not special here, the lister leaves them out.
 */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { mediaNamed } from '../../core/model/value.ts';
import type { Contained } from '../../core/model/container.ts';
import type { TextFile } from '../../core/model/workspace.ts';
import { type Note, reason } from './files.ts';
import { behindLinks } from './links.ts';
import { readMedia } from './media.ts';
import { baseName, folderOf, isInside, toWorkspacePath } from '../paths.ts';
import { type ProjectFiles } from '../layout/project-files.ts';
import { type ByteReader, createByteReader, decode, isMinified, MAX_SOURCE_BYTES } from './source-files.ts';

export interface Disk extends ProjectFiles {
  /** Text of a source file, or undefined with a note why not. */
  readonly read: (path: string) => string | undefined;
  /** Text that a program reads when it runs. Nothing is noted: what is missing, too large or no text is ordinary. */
  readText(path: string): TextFile;
  /** The code of a file that a container claims, or undefined with a note why not. */
  contained(path: string): Contained | undefined;
  exists(path: string): boolean;
  /** The byte order mark a file began with, and whether its bytes were UTF-8 throughout: what writing it back must know. */
  encoding(path: string): { readonly bom: string; readonly exact: 'exact' | 'replaced' } | undefined;
  /** Why files were not read, each file once. */
  notes(): readonly Note[];
  /** Everything inside the workspace folders that was asked for: files, whether there are such or not, and folders that were listed. */
  seen(): { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string> };
  /** Forgets what is known of a path and the folders around it. Tells whether it existed, as far as that was known, and does now. */
  changed(path: string): { readonly before: boolean | undefined; readonly now: boolean };
  /** Forgets everything. */
  reset(): void;
}

/** Files above this many bytes are no prompts. */
const MAX_TEXT_BYTES = 1_000_000;
const EMPTY: ReadonlyMap<string, 'file' | 'folder'> = new Map();

export function createDisk(roots: () => readonly string[], reader: ByteReader = createByteReader()): Disk {
  let realRoots: readonly string[] | undefined;
  const insideFolders = new Map<string, boolean>();
  const lists = new Map<string, ReadonlyMap<string, 'file' | 'folder'>>();
  const encodings = new Map<string, { readonly bom: string; readonly exact: 'exact' | 'replaced' }>();
  const notes = new Map<string, Note>();
  const asked = new Set<string>();

  return {
    read,
    readText,
    contained,
    exists,
    list,
    encoding: (path) => encodings.get(path),
    notes: () => [...notes.values()],
    seen: () => ({ files: asked, folders: new Set(lists.keys()) }),
    changed(path) {
      const before = lists.get(folderOf(path))?.has(baseName(path));
      for (let at = folderOf(path); ; at = folderOf(at)) {
        lists.delete(at);
        insideFolders.delete(at);
        if (at === folderOf(at)) break;
      }
      notes.delete(path);
      encodings.delete(path);
      return { before, now: exists(path) };
    },
    reset() {
      realRoots = undefined;
      for (const memory of [insideFolders, lists, encodings, notes, asked]) memory.clear();
    },
  };

  function read(path: string): string | undefined {
    if (!isFileInside(path)) return undefined;
    try {
      const bytes = reader.read(path);
      // Like a library's: nothing in it is looked at, and nothing is said of that.
      if (isMinified(path, bytes)) return undefined;
      const decoded = decode(bytes);
      if (decoded.kind === 'text') {
        encodings.set(path, { bom: decoded.bom, exact: decoded.exact });
        return decoded.text;
      }
      note(path, decoded.kind === 'binary' ? 'not-text' : 'too-large', decoded.kind === 'binary' ? 'not text in UTF-8, left out' : tooLarge());
    } catch (error) {
      note(path, 'unreadable', reason(error));
    }
    return undefined;
  }

  function readText(path: string): TextFile {
    if (!isFileInside(path)) return { kind: 'missing' };
    try {
      // Folders of texts are not followed while they change, so the file itself is asked where it lies.
      if (!isReallyInside(toWorkspacePath(realpathSync.native(path)))) return { kind: 'missing' };
      const kind = mediaNamed(path);
      if (kind !== null) {
        const media = readMedia(path, kind);
        return media === null ? { kind: 'missing' } : { kind: 'media', media };
      }
      const bytes = reader.read(path);
      if (bytes.end - bytes.start > MAX_TEXT_BYTES) return { kind: 'too-large' };
      const decoded = decode(bytes);
      return decoded.kind === 'text' && decoded.exact === 'exact' ? { kind: 'text', text: decoded.text } : { kind: 'missing' };
    } catch {
      // Not ours to read, or gone since we looked: the program's own business.
      return { kind: 'missing' };
    }
  }

  function contained(path: string): Contained | undefined {
    if (!isFileInside(path)) return undefined;
    try {
      return reader.contained(path) ?? undefined;
    } catch (error) {
      note(path, 'unreadable', reason(error));
      return undefined;
    }
  }

  function exists(path: string): boolean {
    return isFileInside(path);
  }

  function isFileInside(path: string): boolean {
    if (!roots().some((root) => isInside(path, root))) return false;
    asked.add(path);
    try {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return false;
      if (stat.isSymbolicLink()) {
        const real = toWorkspacePath(realpathSync.native(path));
        if (lstatSync(real).isFile() && isReallyInside(real)) return true;
        if (!isReallyInside(real)) note(path, 'outside', 'leads outside the workspace and is not read');
        return false;
      }
      return stat.isFile() && isFolderInside(folderOf(path));
    } catch (error) {
      // A dangling link, a name that is a file where a folder is meant: no such file. Only a refusal is worth a word.
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') note(path, 'unreadable', reason(error));
      return false;
    }
  }

  function isFolderInside(folder: string): boolean {
    let inside = insideFolders.get(folder);
    if (inside === undefined) insideFolders.set(folder, (inside = isReallyInside(toWorkspacePath(realpathSync.native(folder)))));
    return inside;
  }

  function isReallyInside(real: string): boolean {
    realRoots ??= roots().map(behindLinks);
    return realRoots.some((root) => isInside(real, root));
  }

  function list(folder: string): ReadonlyMap<string, 'file' | 'folder'> {
    let names = lists.get(folder);
    if (names === undefined) lists.set(folder, (names = readList(folder)));
    return names;
  }

  function readList(folder: string): ReadonlyMap<string, 'file' | 'folder'> {
    if (!roots().some((root) => isInside(folder, root))) return EMPTY;
    try {
      if (!isFolderInside(folder)) return EMPTY;
      const names = new Map<string, 'file' | 'folder'>();
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isFile()) names.set(entry.name, 'file');
        else if (entry.isDirectory()) names.set(entry.name, 'folder');
      }
      return names;
    } catch {
      // No such folder, or not ours to see: it holds nothing for us. The lister has said so already where it walked.
      return EMPTY;
    }
  }

  function note(path: string, kind: Note['kind'], message: string): void {
    if (!notes.has(path)) notes.set(path, { kind, path, message });
  }
}

/** The same words wherever a file is left out for its size. */
export function tooLarge(): string {
  return `larger than ${MAX_SOURCE_BYTES / 1_000_000} MB, taken for generated and left out`;
}
