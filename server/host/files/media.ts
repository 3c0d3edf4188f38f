/** What the bytes of a picture or document tell of its size, without reading more of them than that takes. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Media } from '../../core/model/value.ts';
import { sizeOfBytes } from '../../core/engine/prompt/images.ts';

/** A photograph may begin with a smaller picture of itself. */
const MAX_HEAD_BYTES = 256_000;
/** Pages are counted over the whole of a document; what is larger is not opened. */
const MAX_DOCUMENT_BYTES = 8_000_000;

/** Null where the bytes do not tell. Throws where the file cannot be read. */
export function readMedia(path: string, kind: Media['kind']): Media | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (kind === 'document') return size > MAX_DOCUMENT_BYTES ? null : documentIn(readStart(file, size));
    const found = sizeOfBytes(readStart(file, Math.min(size, MAX_HEAD_BYTES)));
    return found === null ? null : { kind: 'picture', ...found };
  } finally {
    closeSync(file);
  }
}

function readStart(file: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  return bytes.subarray(0, readSync(file, bytes, 0, count, 0));
}

/** What is to be read from its start on says how many pages it has; in others they are objects of a type of their own, which may be packed together with other objects. */
function documentIn(bytes: Uint8Array): Media | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.startsWith('%PDF')) return null;
  const [, told] = /^[^]{0,1024}?\/Linearized[^>]*?\/N\s+(\d+)/.exec(text) ?? [];
  const pages = told === undefined ? pagesIn(text) + packedObjects(text).reduce((sum, objects) => sum + pagesIn(objects), 0) : Number(told);
  return pages === 0 ? null : { kind: 'document', pages };
}

function pagesIn(objects: string): number {
  return objects.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
}

function packedObjects(text: string): readonly string[] {
  return [...text.matchAll(/\/Type\s*\/ObjStm\b[^]*?stream\r?\n/g)].map(({ index, 0: head }) => {
    const start = index + head.length;
    const end = text.indexOf('endstream', start);
    try {
      return inflateSync(Buffer.from(text.slice(start, end < 0 ? text.length : end), 'latin1'), { maxOutputLength: MAX_DOCUMENT_BYTES }).toString('latin1');
    } catch {
      // Packed in another way, or locked: its objects are not seen.
      return '';
    }
  });
}
