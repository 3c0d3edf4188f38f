/** Reading source files: synchronous, into memory that is used again, decoded only where a file is worth it. */
import { closeSync, openSync, readSync } from 'node:fs';

/** Files above this many bytes are generated or data; they are left out, and a note says so. */
export const MAX_SOURCE_BYTES = 2_000_000;
/** A stretch of memory that holds a file's bytes until the next `read` without `keep`. */
export interface Bytes {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

export interface ByteReader {
  /** The first `MAX_SOURCE_BYTES + 1` bytes of a file. Valid until the next call. @throws what the system throws */
  read(path: string): Bytes;
  /** The file changed: what is remembered of it no longer holds. */
  forget(path: string): void;
}

/**
 * Reads files one after another and remembers the first `keep` bytes of them, so that a second look at a small repository costs no system call.
 * Synchronous reads are two to four times faster than promises here.
 */
export function createByteReader(keep: number): ByteReader {
  // Pages of it that are never written take no memory.
  const memory = Buffer.allocUnsafeSlow(keep + MAX_SOURCE_BYTES + 1);
  const kept = new Map<string, Bytes>();
  let free = 0;
  return {
    read(path) {
      const known = kept.get(path);
      if (known !== undefined) return known;
      const end = free + readInto(memory, free, path);
      const bytes = { buffer: memory, start: free, end };
      if (end <= keep) {
        kept.set(path, bytes);
        free = end;
      }
      return bytes;
    },
    forget: (path) => void kept.delete(path),
  };
}

/** Bytes read; at most `MAX_SOURCE_BYTES + 1`. */
function readInto(buffer: Buffer, start: number, path: string): number {
  const file = openSync(path, 'r');
  try {
    let length = readSync(file, buffer, start, MAX_SOURCE_BYTES + 1, null);
    // A regular file comes in one piece from every local file system; asking again would cost a third of the scan. Network file systems may give
    // less than there is, in whole pages: then, and only then, we ask until there is no more.
    while (length > 0 && length % 4096 === 0 && length <= MAX_SOURCE_BYTES) {
      const more = readSync(file, buffer, start + length, MAX_SOURCE_BYTES + 1 - length, null);
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
