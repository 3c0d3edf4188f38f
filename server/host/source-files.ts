/** Reading source files: synchronous, into memory that is used again, decoded only where a file is worth it. */
import { closeSync, openSync, readSync } from 'node:fs';

/** Files above this many bytes are generated or data; they are left out, and a note says so. */
export const MAX_SOURCE_BYTES = 2_000_000;
/** A stretch of memory that holds a file's bytes until the next `read`. */
export interface Bytes {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

export interface ByteReader {
  /** The first `MAX_SOURCE_BYTES + 1` bytes of a file. Valid until the next call. @throws what the system throws */
  read(path: string): Bytes;
}

/**
 * Reads files one after another into the same memory. Synchronous reads are two to four times faster than promises here; keeping the bytes for a second
 * look costs more than reading them again, since fresh pages of memory are dearer than the system's file cache.
 */
export function createByteReader(): ByteReader {
  const buffer = Buffer.allocUnsafeSlow(MAX_SOURCE_BYTES + 1);
  return { read: (path) => ({ buffer, start: 0, end: readInto(buffer, path) }) };
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
  if (end - start > MAX_SOURCE_BYTES) return { kind: 'too-large' };
  const bytes = buffer.subarray(start, end);
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
