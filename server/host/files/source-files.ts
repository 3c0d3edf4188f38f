/**
 * Reading source files: synchronous, into memory that is used again, decoded only where a file is worth it. Of a file that holds code among other things, its code
 * is read, whatever is around it.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Contained, Container } from '../../core/model/container.ts';
import { extensionOf } from '../paths.ts';

/** Files above this many bytes are generated or data; they are left out, and a note says so. */
export const MAX_SOURCE_BYTES = 2_000_000;
/** The same for files with code and other things in them: a notebook's pictures weigh more than its code. */
const MAX_CONTAINER_BYTES = 50_000_000;

/** JavaScript of at least this many bytes whose lines are longer than this on average, with hardly a space in it, was written by a program. */
const MINIFIED_BYTES = 5000;
const MINIFIED_LINE = 400;
const MINIFIED_SPACES = 0.08;

/** A stretch of memory that holds a file's bytes until the next `read`. */
export interface Bytes {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** The bytes as Latin-1: nothing is decoded, which patterns of ASCII do not need. */
export function textOf({ buffer, start, end }: Bytes): string {
  return buffer.toString('latin1', start, end);
}

export interface ByteReader {
  /** The first `MAX_SOURCE_BYTES + 1` bytes of a file, of a container those of its code. Valid until the next call. @throws what the system throws, or `UnusableFile` */
  read(path: string): Bytes;
  /** The code of a file that a container claims; null for any other. @throws what the system throws, or `UnusableFile` */
  contained(path: string): Contained | null;
}

/** A file whose code cannot be taken out. The message says why, to follow its path. */
export class UnusableFile extends Error {}

/** The code of a container as it was last read. Nothing but its length and date says whether it still holds: asking is cheap beside reading it again. */
interface Opened {
  readonly size: number;
  readonly modified: number;
  readonly contained: Contained;
}

/**
 * Reads files one after another into the same memory. Synchronous reads are two to four times faster than promises here; keeping the bytes for a second
 * look costs more than reading them again, since fresh pages of memory are dearer than the system's file cache.
 */
export function createByteReader(containers: readonly Container[] = []): ByteReader {
  const buffer = Buffer.allocUnsafeSlow(MAX_SOURCE_BYTES + 1);
  const byExtension = new Map(containers.flatMap((container) => container.extensions.map((extension) => [extension, container] as const)));
  const opened = new Map<string, Opened>();
  return {
    read(path) {
      const container = byExtension.get(extensionOf(path));
      return { buffer, start: 0, end: container === undefined ? readInto(buffer, path) : encodeInto(buffer, open(path, container).text) };
    },
    contained(path) {
      const container = byExtension.get(extensionOf(path));
      return container === undefined ? null : open(path, container);
    },
  };

  function open(path: string, container: Container): Contained {
    const { size, mtimeMs } = statSync(path);
    const known = opened.get(path);
    if (known?.size === size && known.modified === mtimeMs) return known.contained;
    if (size > MAX_CONTAINER_BYTES) throw new UnusableFile(`larger than ${MAX_CONTAINER_BYTES / 1_000_000} MB, left out`);
    const bytes = readFileSync(path);
    const found = bytes.includes(0) ? null : container.open(bytes.toString('latin1', bytes.subarray(0, 3).equals(MARK) ? 3 : 0), decodePart);
    if (found === null) throw new UnusableFile(`cannot be read as a ${container.id}, left out`);
    const contained = { ...found, text: ownCopy(found.text) };
    opened.set(path, { size, modified: mtimeMs, contained });
    return contained;
  }
}

/**
 * Whether a file is a minified bundle, by its bytes: what is wrong in it is to be mended elsewhere, and it takes longer to read than the rest of its repository. Prompts have long lines too,
 * with spaces in them.
 */
export function isMinified(path: string, { buffer, start, end }: Bytes): boolean {
  const size = end - start;
  if (size < MINIFIED_BYTES || !/\.[cm]?jsx?$/i.test(path)) return false;
  let lines = 1;
  let spaces = 0;
  for (let at = start; at < end; at++) {
    const byte = buffer[at];
    if (byte === 0x0a && ++lines * MINIFIED_LINE > size) return false;
    if (byte === 0x20 || byte === 0x09) spaces++;
  }
  return spaces < size * MINIFIED_SPACES;
}

/** The byte order mark. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function decodePart(part: string): string {
  return /[\x80-\xff]/.test(part) ? Buffer.from(part, 'latin1').toString('utf8') : part;
}

/** The same text in memory of its own: a cut-out would keep the whole file. */
export function ownCopy(text: string): string {
  const encoding = /[^\x00-\xff]/.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

/** Bytes written; `MAX_SOURCE_BYTES + 1` where they are more. */
function encodeInto(buffer: Buffer, text: string): number {
  return Buffer.byteLength(text) > MAX_SOURCE_BYTES ? MAX_SOURCE_BYTES + 1 : buffer.write(text);
}

/** Bytes read; at most `MAX_SOURCE_BYTES + 1`. */
function readInto(buffer: Buffer, path: string): number {
  const file = openSync(path, 'r');
  try {
    let length = readSync(file, buffer, 0, MAX_SOURCE_BYTES + 1, null);
    // A regular file comes in one piece from every local file system; asking again would cost a third of the scan. Network file systems may give
    // less than there is, in whole pages: then, and only then, we ask until there is no more.
    while (length > 0 && length % 4096 === 0 && length <= MAX_SOURCE_BYTES) {
      const more = readSync(file, buffer, length, MAX_SOURCE_BYTES + 1 - length, null);
      if (more === 0) break;
      length += more;
    }
    return length;
  } finally {
    closeSync(file);
  }
}

/** What a file's bytes say, as far as they are text. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly bom: '' | '\uFEFF'; readonly exact: 'exact' | 'replaced' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large' };

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes UTF-8. The byte order mark is taken off, because editors do so before they count offsets; `bom` puts it back on writing. Bytes that are not
 * UTF-8 become U+FFFD and the text is `replaced`: good enough to read, not to be written back. A NUL byte means that it is no text (UTF-16 included).
 */
export function decode({ buffer, start, end }: Bytes): Decoded {
  return end - start > MAX_SOURCE_BYTES ? { kind: 'too-large' } : decodeWhole(buffer.subarray(start, end));
}

/** The same for a file of any size. */
export function decodeWhole(bytes: Buffer): Exclude<Decoded, { readonly kind: 'too-large' }> {
  if (bytes.includes(0)) return { kind: 'binary' };
  let text: string;
  let exact: 'exact' | 'replaced' = 'exact';
  try {
    text = strictDecoder.decode(bytes);
  } catch {
    // Not UTF-8: an older encoding. Names of packages and parameters are ASCII, so what we look for still reads right.
    text = bytes.toString('utf8');
    exact = 'replaced';
  }
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { kind: 'text', text: bom === '' ? text : text.slice(1), bom, exact };
}
