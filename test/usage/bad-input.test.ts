/** What is wrong with a log is told with its file, its line and the way out; what is right in it counts. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csv, imported, otlp, own, run } from './support.ts';

const HEAD = 'created_at,model,input_tokens,output_tokens,label\n';
const GOOD = '2026-11-01T10:00:00Z,gpt-4.1,100,10,triage\n';

describe('rows of a CSV', () => {
  it.each([
    ['negative tokens', '2026-11-01,gpt-4.1,-5,10,triage', 'input_tokens is negative'],
    ['no number', '2026-11-01,gpt-4.1,many,10,triage', 'input_tokens is no number'],
    ['half a token', '2026-11-01,gpt-4.1,5,10.5,triage', 'output_tokens is no whole number'],
    ['an empty cell', '2026-11-01,gpt-4.1,,10,triage', 'input_tokens is empty: mend the row, or leave it out'],
    ['a sum', '2026-11-01,gpt-4.1,900000000,10,triage', 'more than 100 million tokens in one call'],
    ['no date', 'yesterday,gpt-4.1,5,10,triage', 'created_at is no date'],
    ['a day that is not', '2026-02-31,gpt-4.1,5,10,triage', 'created_at is no date'],
    ['a month that is not', '2026-13-01,gpt-4.1,5,10,triage', 'created_at is no date'],
    ['a date to come', '2031-01-01,gpt-4.1,5,10,triage', 'not a date between 2020 and today'],
    ['a date long ago', '1970-01-01,gpt-4.1,5,10,triage', 'not a date between 2020 and today'],
    ['two lines for a model', '2026-11-01,"gpt\n4.1",5,10,triage', 'model is no name of a model'],
  ])('%s', async (_, row, reason) => {
    const { calls, leftOut } = await imported({ 'calls.csv': `${HEAD}${GOOD}${row}\n${GOOD}` });
    expect(calls).toBe(2);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]).toMatchObject({ kind: 'bad', rows: 1, examples: ['calls.csv:3'] });
    expect(leftOut[0]!.reason).toContain(reason);
  });

  it('a column that is named and whose cell is empty', async () => {
    const { calls, leftOut } = await imported({ 'calls.csv': 'at,n_in,n_out,n\n2026-11-01,5,10,15\n2026-11-01,,10,15\n2026-11-01,5,,15\n2026-11-01,5,,5\n' }, { map: { input: 'n_in', output: 'n_out', time: 'at', total: 'n' } });
    // What has no answer, as an embedding, counts.
    expect(calls).toBe(2);
    expect(leftOut).toMatchObject([{ kind: 'bad', reason: 'n_in is empty: mend the row, or leave it out', examples: ['calls.csv:3'] }, { kind: 'bad', reason: 'n_out is empty: mend the row, or leave it out', examples: ['calls.csv:4'] }]);
  });

  it('an answer that a row does not tell is no answer of no length', async () => {
    const { table } = await imported({ 'calls.csv': `${HEAD}${GOOD}2026-11-01,gpt-4.1,5,,triage\n2026-11-01,gpt-4.1,5,,triage\n` });
    expect(table.labels['triage']).toMatchObject({ calls: 3, output: { p50: 10, mean: 10 } });
  });

  it('counts lines within quotes', async () => {
    const { leftOut, calls } = await imported({ 'calls.csv': `prompt,${HEAD}"one\n\ntwo ""quoted""\r\nthree",${GOOD}x,2026-11-01,gpt-4.1,-1,1,a\n` });
    expect(calls).toBe(1);
    expect(leftOut[0]!.examples).toEqual(['calls.csv:6']);
  });

  it('tells the records of one line apart', async () => {
    const good = { created_at: '2026-11-01', model: 'gpt-4.1', input_tokens: 5, output_tokens: 10 };
    const bad = { ...good, input_tokens: -1 };
    const places = async (text: string, name = 'calls.json'): Promise<readonly string[]> => (await imported({ [name]: text })).leftOut[0]!.examples;
    expect(await places(JSON.stringify([bad, good, bad]))).toEqual(['calls.json:1', 'calls.json:1, record 3']);
    expect(await places(JSON.stringify([bad, good, bad], null, 1))).toEqual(['calls.json:2', 'calls.json:14']);
    expect(await places(`${JSON.stringify(good)}\n${JSON.stringify(bad)}\n`, 'calls.jsonl')).toEqual(['calls.jsonl:2']);
  });

  it('a quote that is never closed ends the reading, and is told where it opens', async () => {
    const { calls, leftOut } = await imported({ 'calls.csv': `${HEAD}${GOOD}${GOOD}2026-11-01,"gpt,5,10,triage\n${GOOD}` });
    expect(calls).toBe(2);
    expect(leftOut).toMatchObject([{ kind: 'bad', examples: ['calls.csv:4'] }]);
    expect(leftOut[0]!.reason).toMatch(/never closed/);
  });

  it('reads a byte order mark, CRLF and bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(`\uFEFF${HEAD}${GOOD}`.replaceAll('\n', '\r\n')), Buffer.from('2026-11-01,gpt-4.1,5,10,Bl'), Buffer.from([0xe4]), Buffer.from('tter\r\n')]);
    const { calls, table, leftOut } = await imported({ 'calls.csv': bytes });
    expect({ calls, leftOut, labels: Object.keys(table.labels), models: Object.keys(table.models) }).toEqual({ calls: 2, leftOut: [], labels: ['triage'], models: ['gpt-4.1'] });
  });

  it('takes no label from what may be a text', async () => {
    const labels = ['triage', 'sort tickets', 'Please sort the following ticket into one of three groups and answer in one word', '"a\nb"'];
    const { table, modelOnly } = await imported({ 'calls.csv': HEAD + labels.map((label) => `2026-11-01,gpt-4.1,1,1,${label}\n`).join('') });
    expect(Object.keys(table.labels)).toEqual(['sort-tickets', 'triage']);
    expect(modelOnly).toBe(2);
  });

  it('bounds the number of labels', async () => {
    const { table, calls, leftOut } = await imported({ 'calls.csv': HEAD + Array.from({ length: 1200 }, (_, i) => `2026-11-01,gpt-4.1,1,1,user-${i}\n`).join('') });
    expect({ calls, labels: Object.keys(table.labels).length, all: table.models['gpt-4.1']!.calls }).toEqual({ calls: 1200, labels: 1000, all: 1200 });
    expect(leftOut).toMatchObject([{ kind: 'bad', rows: 200 }]);
    expect(leftOut[0]!.reason).toContain('--map label=');
  });

  it('bounds the number of models of which there are sums', async () => {
    const { table, leftOut } = await imported({ 'sums.csv': `start_time_iso,num_model_requests,model,input_tokens,output_tokens\n${Array.from({ length: 1200 }, (_, i) => `2026-11-01T00:00:00Z,1,model-${i},1,1\n`).join('')}` });
    expect(Object.keys(table.totals)).toHaveLength(1000);
    expect(leftOut).toMatchObject([{ kind: 'bad', rows: 200, reason: 'more than 1000 models: its sums are in no group' }]);
  });
});

describe('broken JSON', () => {
  const line = (input: number): string => JSON.stringify({ ...own({ input, output: 1, model: 'm' }) });
  it('a line that is cut off spoils no other', async () => {
    const { calls, leftOut } = await imported({ 'calls.jsonl': [line(1), line(2).slice(0, 40), 'INFO started', line(3), '}', line(4)].join('\n') });
    expect(calls).toBe(3);
    expect(leftOut.map(({ reason, examples }) => [reason, examples])).toEqual([['is no JSON', ['calls.jsonl:3', 'calls.jsonl:5']], ['the line is no complete JSON', ['calls.jsonl:2']]]);
  });

  it.each([
    ['a list', (text: string) => text, 'calls.json'],
    ['a list, gzipped', (text: string) => gzipSync(text), 'calls.json.gz'],
  ])('%s that is cut off counts up to there', async (_, pack, name) => {
    const text = `[\n${[line(1), line(2), line(3)].join(',\n')}`.slice(0, -5);
    const { calls, leftOut } = await imported({ [name]: pack(text) });
    expect(calls).toBe(2);
    expect(leftOut).toMatchObject([{ kind: 'bad', examples: [`${name}:4`] }]);
    expect(leftOut[0]!.reason).toMatch(/cut off/);
  });

  it('OTLP that is cut off counts up to there', async () => {
    const text = JSON.stringify(otlp([{ input: 1, output: 1, model: 'm' }, { input: 2, output: 1, model: 'm' }]));
    const { calls, leftOut } = await imported({ 'traces.json': text.slice(0, -60) });
    expect({ calls, bad: leftOut.length }).toEqual({ calls: 1, bad: 1 });
  });

  it('strings that look like structure are none', async () => {
    const tricky = { ...own({ input: 7, output: 1, model: 'm' }), prompt: '"}]{[\\', note: '\\"', more: '\\\\' };
    const { calls, leftOut } = await imported({ 'calls.json': JSON.stringify([tricky, tricky, { ...tricky, input_tokens: 9 }]) });
    expect({ calls, leftOut }).toEqual({ calls: 3, leftOut: [] });
  });
});

describe('whole files', () => {
  it.each([
    ['missing', {}, ['nowhere.csv'], 'nowhere.csv: there is no such file'],
    ['empty', { 'a.csv': '' }, ['a.csv'], 'a.csv: is empty'],
    ['blank', { 'a.csv': ' \n\n' }, ['a.csv'], 'a.csv: is empty'],
    ['a folder', { 'logs/': '' }, ['logs'], 'logs: is a folder: name the files in it'],
    ['columns that are not known', { 'a.csv': 'when,who,how_much\n1,2,3\n' }, ['a.csv'], 'It has the columns when, who, how_much. Name the columns with --map input=…'],
    ['records that are not known', { 'a.jsonl': '{"when":1}\n{"who":2}\n' }, ['a.jsonl'], 'It has the columns when, who.'],
    ['no columns at all', { 'a.csv': 'Dear Sir or Madam, as I wrote to you last week: the matter is in need of your attention\n' }, ['a.csv'], 'It has the columns Dear Sir or Madam. Name'],
    ['UTF-16', { 'a.csv': Buffer.from(`\uFEFF${HEAD}`, 'utf16le') }, ['a.csv'], 'iconv -f UTF-16 -t UTF-8'],
    ['Parquet', { 'a.parquet': 'PAR1xxxx' }, ['a.parquet'], 'duckdb'],
    ['zip', { 'a.zip': Buffer.from([0x50, 0x4b, 3, 4, 0, 0]) }, ['a.zip'], 'unpack it'],
    ['gzip cut off', { 'a.csv.gz': gzipSync(HEAD + GOOD.repeat(1000)).subarray(0, 60) }, ['a.csv.gz'], 'cut off or damaged'],
    ['a dump with INSERT', { 'a.sql': '-- dump\nINSERT INTO calls VALUES (1);\n' }, ['a.sql'], 'without --inserts'],
    ['a dump of other tables', { 'a.sql': '-- dump\nCOPY public.users (id, name) FROM stdin;\n1\tAda\n\\.\n' }, ['a.sql'], 'none of its tables (users) has columns that are known'],
    ['a mapped column that is not there', { 'a.csv': HEAD + GOOD }, ['a.csv', '--map', 'label=team'], 'has no column "team" (--map). It has the columns created_at, model'],
    ['a field that is not there', { 'a.csv': HEAD + GOOD }, ['a.csv', '--map', 'inputs=x'], '--map: there is no field "inputs"; did you mean "input"?'],
    ['nothing to count', { 'a.csv': `${HEAD}2026-11-01,m,0,0,x\n` }, ['a.csv'], 'no row could be counted'],
    ['no file', {}, [], 'usage import needs the files to read'],
  ])('%s: the message says the way out, and nothing is written', async (_, files, argv, message) => {
    const { code, err, root } = await run(files as Record<string, string | Uint8Array>, ['usage', 'import', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync(path.join(root, '.promptcost/usage.json'))).toBe(false);
  });

  it('one bad file among several writes nothing', async () => {
    const { code, root } = await run({ 'a.csv': HEAD + GOOD, 'b.csv': 'x\n1\n' }, ['usage', 'import', 'a.csv', 'b.csv']);
    expect(code).toBe(2);
    expect(existsSync(path.join(root, '.promptcost'))).toBe(false);
  });
});

describe('--map', () => {
  it('names columns that are not known, in CSV and inside of JSON', async () => {
    const map = { input: 'n_in', output: 'n_out', label: 'meta.feature', time: 'at', model: 'engine' } as const;
    const rows = [1, 2].map((n) => ({ at: '2026-11-01 08:00:00', engine: 'gpt-4.1', n_in: n * 10, n_out: n, meta: { feature: 'search' } }));
    for (const files of [{ 'calls.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') }, { 'calls.csv': csv(rows) }]) {
      const { table, leftOut } = await imported(files, { map });
      expect(leftOut).toEqual([]);
      expect(table.labels).toMatchObject({ search: { calls: 2, input: { p50: 10, p95: 20 } } });
    }
  });
});
