/** The rows of a CSV file, by streaming. Columns that nobody asked for (those with prompts above all) are dropped by the parser before a row is made of them. */
import { CsvError, parse } from 'csv-parse';

export interface CsvSink {
  /** The names in the first line. Returns those that are wanted. */
  header(columns: readonly string[]): ReadonlySet<string>;
  /** @param line of its first character, from 1 */
  record(row: Readonly<Record<string, unknown>>, line: number): void;
  broken(line: number, why: string): void;
}

export interface CsvReader {
  push(chunk: Buffer): Promise<void>;
  end(): Promise<void>;
}

/** Characters of one row. Above it a quote was opened and never closed. */
const MOST_CHARACTERS = 16_000_000;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** @param delimiter of the first line: `,` `;` or a tab */
export function createCsvReader(delimiter: string, sink: CsvSink): CsvReader {
  const lines = createLineCounter();
  let failed: unknown = null;
  let over = false;
  const parser = parse({
    delimiter,
    columns: (header: string[]) => {
      const names = header.map((name) => name.trim());
      const wanted = sink.header(names);
      return names.map((name) => (wanted.has(name) ? name : false));
    },
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MOST_CHARACTERS,
    // Rows are taken here and not from the stream, which would drop the last ones before an error.
    on_record: (row: Record<string, unknown>, { bytes }) => {
      try {
        sink.record(row, lines.begin());
      } catch (error) {
        failed ??= error;
      }
      lines.passed(bytes);
      return null;
    },
  });
  parser.resume();
  const finished = new Promise<void>((resolve) => {
    parser.on('end', resolve);
    parser.on('error', (error: Error) => {
      over = true;
      if (error instanceof CsvError) sink.broken(lines.begin(), reason(error));
      else failed ??= error;
      resolve();
    });
  });

  return {
    async push(chunk) {
      lines.push(chunk);
      if (!over && !parser.write(chunk)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), finished]);
      if (failed !== null) throw failed;
    },
    async end() {
      if (!over) parser.end();
      await finished;
      if (failed !== null) throw failed;
    },
  };
}

/** Tells lines by offsets that only grow; the parser counts a line end within quotes twice where it has two bytes. Keeps the chunks that are not yet passed. */
function createLineCounter(): { push(chunk: Buffer): void; passed(offset: number): void; readonly begin: () => number } {
  const chunks: Buffer[] = [];
  /** Offsets of the first chunk, and of what is counted: it lies in that chunk, or no chunk is left. */
  let base = 0;
  let counted = 0;
  let line = 1;
  let header: 'ahead' | 'passed' = 'ahead';

  return {
    push: (chunk) => void (chunk.length > 0 && chunks.push(chunk)),
    passed(offset) {
      advance(offset);
    },
    /** The line on which the next row begins. */
    begin() {
      skipEmpty();
      if (header === 'ahead') {
        header = 'passed';
        const before = line;
        for (let chunk = chunks[0]; chunk !== undefined && line === before; chunk = chunks[0]) {
          const end = chunk.indexOf(NEWLINE, counted - base);
          advance(base + (end < 0 ? chunk.length : end + 1));
        }
        skipEmpty();
      }
      return line;
    },
  };

  function skipEmpty(): void {
    for (let chunk = chunks[0]; chunk !== undefined && [NEWLINE, RETURN].includes(chunk[counted - base]!); chunk = chunks[0]) advance(counted + 1);
  }

  function advance(offset: number): void {
    for (let chunk = chunks[0]; chunk !== undefined && counted < offset; chunk = chunks[0]) {
      const stop = Math.min(offset - base, chunk.length);
      for (let at = chunk.indexOf(NEWLINE, counted - base); at >= 0 && at < stop; at = chunk.indexOf(NEWLINE, at + 1)) line++;
      counted = base + stop;
      if (stop < chunk.length) return;
      base = counted;
      chunks.shift();
    }
  }
}

function reason({ code }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened in this row and never closed: the file was cut off, or the quote is to be doubled. Rows from here on are not read';
    case 'CSV_MAX_RECORD_SIZE':
      return 'the row is larger than 16 MB: a quote is opened and not closed. Rows from here on are not read';
    default:
      return `the row is no CSV (${code}). Rows from here on are not read`;
  }
}
