/** Files come in pieces: wherever they are cut, the records and their lines are the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCopyReader } from '../../server/usage/copy-records.ts';
import { createCsvReader } from '../../server/usage/csv-records.ts';
import { createJsonReader, type Layout } from '../../server/usage/json-records.ts';
import { otlp, writers } from './support.ts';

type Seen = readonly (readonly [value: unknown, line: number])[];
type Read = (chunks: readonly Buffer[]) => Promise<Seen>;

function json(layout: Layout, lines: 'yes' | 'no'): Read {
  return (chunks) => {
    const seen: [unknown, number][] = [];
    const reader = createJsonReader(layout, lines, { record: (value, line) => void seen.push([value, line]), broken: (line, why) => void seen.push([why, line]) });
    for (const chunk of chunks) reader.push(chunk);
    reader.end();
    return Promise.resolve(seen);
  };
}

const readCsv: Read = async (chunks) => {
  const seen: [unknown, number][] = [];
  const reader = createCsvReader(',', { header: (columns) => new Set(columns), record: (row, line) => void seen.push([row, line]), broken: (line, why) => void seen.push([why, line]) });
  for (const chunk of chunks) await reader.push(chunk);
  await reader.end();
  return seen;
};

const readCopy: Read = (chunks) => {
  const seen: [unknown, number][] = [];
  const reader = createCopyReader({ table: (name) => (name === 'users' ? 'skip' : 'read'), record: (row, line) => void seen.push([row, line]), broken: (line, why) => void seen.push([why, line]) });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return Promise.resolve(seen);
};

const SAMPLES = [{ input: 1, output: 2, label: 'ä\\"' }, { input: 3, output: 4, read: 1, label: 'b' }, { input: 5, output: 6, label: '名' }];
const written = (name: string): string => String(writers[name]!(SAMPLES).text);

const cases: readonly (readonly [string, string, Read])[] = [
  ['OTLP over many lines', JSON.stringify(otlp(SAMPLES), null, 2), json('spans', 'no')],
  ['OTLP by line', written('OTLP JSON lines'), json('spans', 'yes')],
  ['a list', written('Langfuse JSON'), json('objects', 'no')],
  ['lines', `${written('Langfuse JSON lines')}\nbroken {"a\n{"b": "\\\\"}`, json('objects', 'yes')],
  ['pages', written('Langfuse API pages'), json('list', 'no')],
  ['CSV with quoted line ends', `${written('LiteLLM CSV').replaceAll('\\n', '\r\n')}\r\n`, readCsv],
  ['a dump', written('LiteLLM dump'), readCopy],
];

describe.each(cases)('%s', (_, text, read) => {
  it('reads the same however it is cut', async () => {
    const bytes = Buffer.from(text);
    const whole = await read([bytes]);
    expect(whole.length).toBeGreaterThanOrEqual(3);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        expect(await read(ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)))).toEqual(whole);
      }),
      { numRuns: 200 },
    );
    expect(await read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });
});
