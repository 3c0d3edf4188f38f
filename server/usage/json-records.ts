/**
 * Takes the records out of JSON of any size: one document, a list, or one document after another (JSON lines). Only one record is in memory at a time; what is around the records is
 * skipped byte by byte, strings by a search for their end.
 */

/**
 * Where the records are. `objects`: the outermost objects, or those of an outermost list. `list`: the objects of a list in the outermost object (`{"data": [ … ]}`).
 * `spans`: the objects of every list named `spans`.
 */
export type Layout = 'objects' | 'list' | 'spans';

export interface JsonSink {
  /** @param line of its first byte, from 1 @param nth of the records that begin on this line, from 1 */
  record(value: Readonly<Record<string, unknown>>, line: number, nth: number): void;
  /** Something that is no record. The message follows the place. */
  broken(line: number, why: string): void;
}

export interface JsonReader {
  push(chunk: Buffer): void;
  end(): void;
}

/** Bytes of one record. Prompts of a million tokens are a tenth of it. */
const MOST_BYTES = 64_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;

/** @param lines `yes`: a line end ends a document, so a broken line spoils no other */
export function createJsonReader(layout: Layout, lines: 'yes' | 'no', sink: JsonSink): JsonReader {
  let line = 1;
  /** The open objects and lists outside of records; of a list the name it has. */
  let open: ('object' | { readonly name: string })[] = [];
  let inString = false;
  /** The last chunk ended in a backslash that speaks of the next byte. */
  let escaped = false;
  let word = '';
  let key = '';
  /** A line that is no JSON is skipped to its end. */
  let garbage = false;
  let capture: { parts: Buffer[]; bytes: number; depth: number; readonly line: number; readonly nth: number } | null = null;
  /** Records that have begun on this line. */
  let begun = 0;

  return {
    push(chunk) {
      if (lines === 'no') {
        scan(chunk);
        return;
      }
      for (let from = 0; ; ) {
        const end = chunk.indexOf(NEWLINE, from);
        scan(chunk.subarray(from, end < 0 ? chunk.length : end));
        if (end < 0) break;
        finish('the line is no complete JSON');
        line++;
        begun = 0;
        from = end + 1;
      }
    },
    end() {
      finish('the file ends inside a record: it was cut off. What is before it counts');
    },
  };

  function finish(why: string): void {
    if (!garbage && (capture !== null || open.length > 0 || inString)) sink.broken(capture?.line ?? line, why);
    capture = null;
    open = [];
    inString = false;
    escaped = false;
    garbage = false;
  }

  function scan(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (inString) {
        const end = endOfString(chunk, at);
        // Only short strings can be the name of a list of records.
        if (capture === null && word.length < 64) word += chunk.toString('latin1', at, Math.min(at + 64, end < 0 ? chunk.length : end));
        if (end < 0) break;
        inString = false;
        at = end;
        continue;
      }
      const byte = chunk[at]!;
      if (byte === NEWLINE) {
        line++;
        begun = 0;
        garbage = false;
      } else if (garbage) continue;
      else if (byte === QUOTE) {
        if (capture === null && open.length === 0) {
          spoil();
          continue;
        }
        inString = true;
        word = '';
      } else if (capture !== null) {
        if (byte === OPEN_OBJECT || byte === OPEN_LIST) capture.depth++;
        else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --capture.depth === 0) {
          keep(chunk.subarray(from, at + 1));
          release();
        }
      } else if (byte === OPEN_OBJECT) {
        if (isRecord()) {
          capture = { parts: [], bytes: 0, depth: 1, line, nth: ++begun };
          from = at;
        } else open.push('object');
      } else if (byte === OPEN_LIST) open.push({ name: open.at(-1) === 'object' ? key : '' });
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        const closed = open.pop();
        if ((closed === 'object') !== (byte === CLOSE_OBJECT) || closed === undefined) spoil();
      } else if (byte === COLON) key = word;
      else if (open.length === 0 && !isBlank(byte)) spoil();
    }
    if (capture !== null) keep(chunk.subarray(from));
  }

  function isRecord(): boolean {
    const list = open.at(-1);
    if (list === 'object') return false;
    switch (layout) {
      case 'objects':
        return open.length <= 1;
      case 'list':
        return open.length === 2;
      case 'spans':
        return list?.name === 'spans';
    }
  }

  function spoil(): void {
    sink.broken(line, 'is no JSON');
    open = [];
    garbage = true;
  }

  function keep(part: Buffer): void {
    if (capture === null) return;
    capture.bytes += part.length;
    // A copy: the stream may use its memory again.
    if (capture.bytes <= MOST_BYTES) capture.parts.push(Buffer.from(part));
    else capture.parts = [];
  }

  function release(): void {
    const { parts, bytes, line: start, nth } = capture!;
    capture = null;
    if (bytes > MOST_BYTES) {
      sink.broken(start, 'is a record of more than 64 MB');
      return;
    }
    try {
      sink.record(JSON.parse((parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString('utf8')) as Record<string, unknown>, start, nth);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      sink.broken(start, 'is no valid JSON');
    }
  }

  /** The closing quote of the string that goes on at `start`, or −1 where the chunk ends before it. */
  function endOfString(chunk: Buffer, start: number): number {
    let begin = start;
    if (escaped) {
      begin++;
      escaped = false;
    }
    for (let quote = chunk.indexOf(QUOTE, begin); ; quote = chunk.indexOf(QUOTE, begin)) {
      const end = quote < 0 ? chunk.length : quote;
      let slash = end - 1;
      while (slash >= begin && chunk[slash] === BACKSLASH) slash--;
      const odd = (end - 1 - slash) % 2 === 1;
      if (quote < 0) {
        escaped = odd;
        return -1;
      }
      if (!odd) return quote;
      begin = quote + 1;
    }
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x2c || byte === 0x1e;
}
