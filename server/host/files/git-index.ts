/**
 * What git tracks, read from `.git/index` itself: no process is started, so it also works in an untrusted workspace and costs milliseconds.
 * Format: https://git-scm.com/docs/index-format (versions 2, 3 and 4; SHA-1 and SHA-256). An index that is split over several files or that we cannot
 * read gives undefined: the caller then knows nothing of what is tracked, and judges by the ignore rules alone.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { folderOf, join, toWorkspacePath } from '../paths.ts';

export interface TrackedFiles {
  /** Tracked files that were asked for, relative to the work tree. */
  readonly files: ReadonlySet<string>;
  /** Every folder that holds any tracked file, at any depth; without the work tree itself. */
  readonly folders: ReadonlySet<string>;
}

/** Folder of git's own data for a work tree, and the folder shared by its linked work trees. */
export interface GitFolder {
  readonly own: string;
  readonly common: string;
}

/** The git folder of a work tree (`.git` may be a file that points elsewhere), or undefined where this is not a work tree. */
export function gitFolderOf(workTree: string): GitFolder | undefined {
  const dotGit = join(workTree, '.git');
  const stat = statSync(dotGit, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return { own: dotGit, common: dotGit };
  const pointer = /^gitdir: (.+?)\s*$/m.exec(readText(dotGit) ?? '');
  if (pointer === null) return undefined;
  const own = toWorkspacePath(pointer[1]!, workTree);
  const common = readText(join(own, 'commondir'))?.trim();
  return { own, common: common === undefined ? own : toWorkspacePath(common, own) };
}

/** The nearest folder at or above `folder` that holds `.git`, or undefined. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    // Existence is asked, which a folder that may not be entered denies.
    if (existsSync(join(at, '.git'))) return at;
    if (folderOf(at) === at) return undefined;
  }
}

/** The tracked files whose name `wanted` accepts, or undefined where the index does not tell. */
export function readTrackedFiles(git: GitFolder, wanted: (name: string) => boolean): TrackedFiles | undefined {
  try {
    const index = readFileSync(join(git.own, 'index'));
    const config = readText(join(git.common, 'config')) ?? '';
    return parseIndex(index, /^\s*objectformat\s*=\s*sha256\s*$/im.test(config) ? 32 : 20, wanted);
  } catch {
    // No index (nothing was ever added) or a damaged one: the ignore rules decide, which is what the caller does with undefined.
    return undefined;
  }
}

const NON_ASCII = /[\x80-\xff]/;

function parseIndex(index: Buffer, hashBytes: number, wanted: (name: string) => boolean): TrackedFiles | undefined {
  const version = index.readUInt32BE(4);
  if (index.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined;
  const count = index.readUInt32BE(8);
  const files = new Set<string>();
  const folders = new Set<string>();
  // Names are slices of one string: decoding each by itself takes most of the time.
  const text = index.toString('latin1');
  let lastFolder = '';
  let at = 12;
  let previous = Buffer.alloc(0);
  for (let entry = 0; entry < count; entry++) {
    const start = at;
    const flags = (index[at + 40 + hashBytes]! << 8) | index[at + 41 + hashBytes]!;
    at += 42 + hashBytes + (version >= 3 && (flags & 0x4000) !== 0 ? 2 : 0);
    let name: string;
    if (version === 4) {
      // The name is the previous one without its last `strip` bytes, then the bytes up to a NUL.
      let byte = index[at++]!;
      let strip = byte & 0x7f;
      while ((byte & 0x80) !== 0) {
        byte = index[at++]!;
        strip = ((strip + 1) << 7) | (byte & 0x7f);
      }
      const end = index.indexOf(0, at);
      previous = Buffer.concat([previous.subarray(0, previous.length - strip), index.subarray(at, end)]);
      name = previous.toString('utf8');
      at = end + 1;
    } else {
      const length = flags & 0x0fff;
      const end = length < 0x0fff ? at + length : index.indexOf(0, at);
      name = text.slice(at, end);
      if (NON_ASCII.test(name)) name = index.toString('utf8', at, end);
      // One to eight NUL bytes bring the entry to a multiple of eight.
      at = start + ((end - start + 8) & ~7);
    }
    if (wanted(name)) files.add(name);
    // The index is sorted, so files of one folder mostly follow each other.
    const slash = name.lastIndexOf('/');
    if (slash > 0 && !(slash === lastFolder.length && name.startsWith(lastFolder))) {
      lastFolder = name.slice(0, slash);
      addFolders(folders, lastFolder);
    }
  }
  // Extensions follow until the checksum; `link` says that most entries are in another file.
  while (at + 8 < index.length - hashBytes) {
    if (index.toString('latin1', at, at + 4) === 'link') return undefined;
    at += 8 + index.readUInt32BE(at + 4);
  }
  return { files, folders };
}

function addFolders(folders: Set<string>, folder: string): void {
  for (let at = folder; !folders.has(at); ) {
    folders.add(at);
    const slash = at.lastIndexOf('/');
    if (slash <= 0) return;
    at = at.slice(0, slash);
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
