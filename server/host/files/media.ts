/** What the bytes of a picture or document tell of its size, without reading more of them than that takes. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
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

/** Pages are objects of a type of their own; where they are packed, nobody knows without unpacking. */
function documentIn(bytes: Uint8Array): Media | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.startsWith('%PDF')) return null;
  const pages = text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
  return pages === 0 ? null : { kind: 'document', pages };
}
