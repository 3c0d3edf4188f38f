/** A log file's bytes, unpacked where it is gzipped, with its beginning at hand to tell what it is. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file that cannot be imported. The message follows its path and says the way out. */
export class UnreadableLog extends Error {}

export interface LogFile {
  /** The first bytes, a byte order mark left out: a megabyte, or all of a smaller file. */
  readonly head: Buffer;
  /** Everything, the head included. */
  readonly chunks: AsyncIterable<Buffer>;
}

const HEAD_BYTES = 1_000_000;
const CHUNK_BYTES = 1 << 20;

/** @throws UnreadableLog where it is missing, empty or in a form that is not read here */
export async function openLog(path: string): Promise<LogFile> {
  const chunks = bytesOf(path)[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    first.push(next.value);
    bytes += next.value.length;
  }
  let head = Buffer.concat(first);
  if (head.length === 0) throw new UnreadableLog('is empty');
  refuseOtherForms(head);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) head = head.subarray(3);
  return {
    head,
    chunks: (async function* () {
      yield head;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    })(),
  };
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw new UnreadableLog('is a folder: name the files in it');
    const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
    const rest = raw[Symbol.asyncIterator]();
    const first = await rest.next();
    if (first.done === true) return;
    const all = (async function* () {
      yield first.value;
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
    })();
    if (first.value[0] === 0x1f && first.value[1] === 0x8b) {
      const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
      // What goes wrong on the way is thrown where the unpacked bytes are read.
      pipeline(Readable.from(all), unpacked, () => undefined);
      for await (const chunk of unpacked) yield chunk as Buffer;
    } else yield* all;
  } catch (error) {
    if (error instanceof UnreadableLog) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UnreadableLog('there is no such file');
    if (code?.startsWith('Z_') === true) throw new UnreadableLog('is a gzip file that was cut off or damaged: fetch it again');
    throw new UnreadableLog(code === 'EACCES' || code === 'EPERM' ? 'there is no permission to read it' : `cannot be read (${code ?? String(error)})`);
  }
}

function refuseOtherForms(head: Buffer): void {
  const starts = (...bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) throw new UnreadableLog('is in UTF-16: write it in UTF-8, for example with `iconv -f UTF-16 -t UTF-8`');
  if (head.toString('latin1', 0, 4) === 'PAR1') throw new UnreadableLog("is a Parquet file: export JSON lines or CSV instead, or turn it with `duckdb -c \"COPY (FROM 'calls.parquet') TO 'calls.csv'\"`");
  if (head.toString('latin1', 0, 5) === 'PGDMP') throw new UnreadableLog('is a dump in the custom form of PostgreSQL: write it as text with `pg_restore -f calls.sql`');
  if (starts(0x50, 0x4b, 0x03, 0x04)) throw new UnreadableLog('is a zip archive: unpack it, and name the files in it');
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) throw new UnreadableLog('is packed with zstd: unpack it with `zstd -d`');
  if (head.subarray(0, 4096).includes(0)) throw new UnreadableLog('is no text file');
}
