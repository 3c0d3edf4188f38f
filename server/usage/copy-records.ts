/** The rows of a PostgreSQL dump: its `COPY … FROM stdin` blocks. A dump may hold many tables; which of them hold calls is for the caller to say. */

export interface CopySink {
  /** A block begins. `skip`: its rows are not wanted. */
  table(name: string, columns: readonly string[], line: number): 'read' | 'skip';
  record(row: Readonly<Record<string, unknown>>, line: number): void;
  broken(line: number, why: string): void;
}

const MOST_BYTES = 64_000_000;

export function createCopyReader(sink: CopySink): { push(chunk: Buffer): void; end(): void } {
  let rest: Buffer[] = [];
  let bytes = 0;
  let number = 1;
  let block: { readonly columns: readonly string[]; readonly wanted: 'read' | 'skip' } | null = null;
  let toldInserts = false;

  return {
    push(chunk) {
      for (let from = 0; ; ) {
        const end = chunk.indexOf(0x0a, from);
        const part = chunk.subarray(from, end < 0 ? chunk.length : end);
        bytes += part.length;
        if (part.length > 0 && bytes <= MOST_BYTES) rest.push(Buffer.from(part));
        if (end < 0) return;
        lineEnds();
        from = end + 1;
      }
    },
    end() {
      if (bytes > 0) lineEnds();
      if (block !== null) sink.broken(number, 'the file ends inside a table: it was cut off. What is before it counts');
    },
  };

  function lineEnds(): void {
    if (bytes > MOST_BYTES) sink.broken(number, 'is a row of more than 64 MB');
    else if (block === null || block.wanted === 'read' || rest[0]?.[0] === 0x5c) read(Buffer.concat(rest).toString('utf8').replace(/\r$/, ''));
    rest = [];
    bytes = 0;
    number++;
  }

  function read(text: string): void {
    if (block === null) {
      const match = /^COPY\s+(.+?)\s*\(([^)]*)\)\s+FROM\s+stdin\b/i.exec(text);
      if (match !== null) {
        const columns = match[2]!.split(',').map((column) => column.trim().replace(/^"|"$/g, ''));
        const name = match[1]!.split('.').at(-1)!.replace(/^"|"$/g, '');
        block = { columns, wanted: sink.table(name, columns, number) };
      } else if (!toldInserts && /^INSERT\s+INTO\b/i.test(text)) {
        toldInserts = true;
        sink.broken(number, 'INSERT statements are not read: dump without --inserts, or export the table with \\copy … TO calls.csv CSV HEADER');
      }
      return;
    }
    if (text === '\\.') {
      block = null;
      return;
    }
    if (block.wanted === 'skip') return;
    const cells = text.split('\t');
    if (cells.length !== block.columns.length) {
      sink.broken(number, 'has another number of columns than its table');
      return;
    }
    sink.record(Object.fromEntries(block.columns.map((column, index) => [column, unescape(cells[index]!)])), number);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

function unescape(cell: string): string | null {
  if (cell === '\\N') return null;
  return cell.includes('\\') ? cell.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped) : cell;
}
