/** The same calls, written as each format writes them, come to the same figures; and nothing of their text is kept. */
import { describe, expect, it } from 'vitest';
import { COMMANDS, USAGE_FORMATS } from '../../server/cli/help.ts';
import { formats } from '../../server/usage/formats.ts';
import { csv, imported, run, type Sample, writers } from './support.ts';

const SAMPLES: readonly Sample[] = [
  { time: '2026-11-01T00:00:01Z', model: 'gpt-4.1', input: 1000, output: 10, read: 800, label: 'triage' },
  { time: '2026-11-02T12:00:00Z', model: 'gpt-4.1', input: 1200, output: 20, read: 800, label: 'triage' },
  { time: '2026-11-03T12:00:00Z', model: 'claude-opus-4-5', input: 3000, output: 700, written: 500, label: 'answer' },
  { time: '2026-11-05T00:00:01Z', model: 'gpt-4.1', input: 1100, output: 30 },
];

describe.each(Object.entries(writers))('%s', (name, write) => {
  it('gives the figures of its calls', async () => {
    const { name: file, text } = write(SAMPLES);
    const { table, calls, modelOnly, leftOut, days } = await imported({ [file]: text });
    expect({ calls, modelOnly, leftOut, days }).toEqual({ calls: 4, modelOnly: 1, leftOut: [], days: 4 });
    expect(table).toMatchObject({ from: '2026-11-01', to: '2026-11-05', functions: {}, totals: {} });
    const { triage, answer } = table.labels;
    const cached = name !== 'Helicone CSV';
    expect(triage).toEqual({
      calls: 2, callsPerDay: 0.5, input: { p50: 1000, p95: 1200, mean: 1100 }, output: { p50: 10, p95: 20, mean: 15 }, cacheReadShare: cached ? 0.7273 : null, cacheWriteShare: cached ? 0 : null, models: ['gpt-4.1'],
    });
    expect(answer).toMatchObject({ calls: 1, input: { p50: 3000 }, output: { p50: 700 }, cacheWriteShare: cached ? 0.1667 : null });
    expect(Object.keys(table.models)).toEqual(['claude-opus-4-5', 'gpt-4.1']);
    expect(table.models['gpt-4.1']).toMatchObject({ calls: 3, callsPerDay: 0.75, output: { p50: 20, p95: 30 } });
  });

  it('keeps no text', async () => {
    const { name: file, text } = write(SAMPLES);
    const { code, out, err, kept } = await run({ [file]: text }, ['usage', 'import', file]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const written of [out, JSON.stringify(kept())]) expect(written).not.toMatch(/swordfish|customer/);
  });
});

describe('OpenTelemetry', () => {
  it('knows calls by file and function, in both names, without the module', async () => {
    const samples: readonly Sample[] = [{ input: 10, output: 1, file: '/srv/app/triage.py', function: 'app.triage.Sorter.classify' }, { input: 20, output: 2, file: '/srv/app/triage.py', function: 'classify' }, { input: 30, output: 3, file: '/srv/app/triage.py' }];
    for (const writer of ['OTLP as one document', 'OTLP in older names']) {
      const { name, text } = writers[writer]!(samples);
      const { table, modelOnly } = await imported({ [name]: text });
      expect(modelOnly).toBe(0);
      expect(Object.entries(table.functions).map(([place, { calls }]) => [place, calls])).toEqual([['/srv/app/triage.py', 1], ['/srv/app/triage.py#classify', 2]]);
    }
  });

  it('leaves out spans of agents and tools, whose calls have spans of their own, and says so', async () => {
    const span = (operation: string) => ({ name: operation, start_time: '2026-11-01T00:00:00Z', attributes: { 'gen_ai.operation.name': operation, 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 5 } });
    const lines = [span('chat'), span('invoke_agent'), span('execute_tool'), { name: 'GET /', start_time: '2026-11-01T00:00:00Z', attributes: { 'http.route': '/' } }];
    const { calls, leftOut } = await imported({ 'spans.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') });
    expect(calls).toBe(1);
    expect(leftOut.map(({ kind, rows, examples }) => ({ kind, rows, examples }))).toEqual([
      { kind: 'other', rows: 2, examples: ['spans.jsonl:2', 'spans.jsonl:3'] },
      { kind: 'other', rows: 1, examples: ['spans.jsonl:4'] },
    ]);
  });
});

describe('cached tokens', () => {
  const row = (usage: Record<string, number>) => csv([{ created_at: '2026-11-01', model: 'm', ...usage }]);
  it.each([
    ['within the input, by the total', { input_tokens: 1000, output_tokens: 10, cached_tokens: 900, total_tokens: 1010 }, 1000],
    ['beside the input, by the total', { input_tokens: 1000, output_tokens: 10, cached_tokens: 900, total_tokens: 1910 }, 1900],
    ['beside the input, since they are more', { input_tokens: 5, output_tokens: 10, cached_tokens: 900 }, 905],
    ['within the input, as is usual', { input_tokens: 1000, output_tokens: 10, cached_tokens: 900 }, 1000],
  ])('%s', async (_, usage, whole) => {
    const { table } = await imported({ 'calls.csv': row(usage) });
    expect(table.models['m']).toMatchObject({ input: { p50: whole }, cacheReadShare: Number((900 / whole).toPrecision(4)) });
  });
});

describe('consoles', () => {
  it('Anthropic: sums, and no number of calls', async () => {
    const rows = [
      { usage_date_utc: '2026-11-01', model_version: 'claude-opus-4-5', api_key: 'prod', workspace: 'Default', usage_type: 'standard', context_window: '≤ 200k', usage_input_tokens_no_cache: 1000, usage_input_tokens_cache_write_5m: 300, usage_input_tokens_cache_write_1h: 200, usage_input_tokens_cache_read: 8500, usage_output_tokens: 700, web_search_count: 0 },
      { usage_date_utc: '2026-11-02', model_version: 'claude-opus-4-5', api_key: 'prod', workspace: 'Default', usage_type: 'standard', context_window: '≤ 200k', usage_input_tokens_no_cache: 0, usage_input_tokens_cache_write_5m: 0, usage_input_tokens_cache_write_1h: 0, usage_input_tokens_cache_read: 0, usage_output_tokens: 0, web_search_count: 0 },
    ];
    const { table, leftOut } = await imported({ 'claude.csv': csv(rows) });
    expect(table.totals).toEqual({ 'claude-opus-4-5': { calls: null, callsPerDay: null, inputTokens: 10_000, outputTokens: 700, cacheReadShare: 0.85 } });
    expect(table.models).toEqual({});
    expect(leftOut).toMatchObject([{ kind: 'other', rows: 1, reason: 'a span of time without calls' }]);
  });

  it('OpenAI: sums with requests; a row without a model says how to export it', async () => {
    const row = (day: string, model: string, requests: number) => ({ start_time: Date.parse(`${day}T00:00:00Z`) / 1000, end_time: 0, start_time_iso: `${day}T00:00:00+00:00`, num_model_requests: requests, model, input_tokens: requests * 1000, output_tokens: requests * 50, input_cached_tokens: requests * 600 });
    const { table, leftOut } = await imported({ 'openai.csv': csv([row('2026-11-01', 'gpt-4.1-2025-04-14', 30), row('2026-11-02', 'gpt-4.1-2025-04-14', 10), row('2026-11-02', '', 5)]) });
    expect(table.totals).toEqual({ 'gpt-4.1-2025-04-14': { calls: 40, callsPerDay: 20, inputTokens: 40_000, outputTokens: 2000, cacheReadShare: 0.6 } });
    expect(leftOut).toMatchObject([{ kind: 'bad', rows: 1, reason: 'sums without a model: group the export by model', examples: ['openai.csv:4'] }]);
  });
});

describe('rows that are no calls', () => {
  it.each([
    ['Langfuse spans', 'a.jsonl', [{ trace_id: 't', type: 'SPAN', start_time: '2026-11-01', usage_details: {} }], /neither GENERATION nor EMBEDDING/],
    ["LiteLLM's own cache", 'a.json', [{ call_type: 'acompletion', spend: 0, startTime: '2026-11-01', prompt_tokens: 5, completion_tokens: 5, cache_hit: 'True' }], /own cache/],
    ['LiteLLM failures', 'a.json', [{ call_type: 'acompletion', spend: 0, startTime: '2026-11-01', prompt_tokens: 0, completion_tokens: 0, metadata: '{"status": "failure"}' }], /failed/],
    ['Helicone failures', 'a.jsonl', [{ request_id: 'r', request_created_at: '2026-11-01', prompt_tokens: 0, completion_tokens: 0, response_status: 429 }], /failed/],
    ['calls without tokens', 'a.jsonl', [{ input_tokens: 0, output_tokens: 0, created_at: '2026-11-01' }], /no tokens/],
  ])('%s are told with their reason', async (_, name, rows, reason) => {
    const { calls, leftOut } = await imported({ [name]: rows.map((row) => JSON.stringify(row)).join('\n') });
    expect(calls).toBe(0);
    expect(leftOut).toMatchObject([{ kind: 'other', rows: 1, reason: expect.stringMatching(reason) as string }]);
  });
});

it('the help names the formats that there are', () => {
  expect(formats.map(({ id }) => id)).toEqual(USAGE_FORMATS);
  expect(COMMANDS['usage']!.options['from']!.values).toEqual(USAGE_FORMATS);
  for (const { source } of formats) expect(source.length).toBeGreaterThan(20);
});
