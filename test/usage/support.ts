/** Imports logs that are written here as text, and rows of the formats made from a few figures. */
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importLogs, type ImportResult } from '../../server/usage/import.ts';
import type { FieldMap } from '../../server/usage/read-call.ts';
import { project, promptcost, type Run } from '../cli/support.ts';

export const NOW = Date.parse('2026-11-23T23:59:59Z');

export async function imported(files: Readonly<Record<string, string | Uint8Array>>, options: { readonly map?: FieldMap; readonly from?: string } = {}): Promise<ImportResult> {
  const root = project(files);
  const outcome = await importLogs({
    files: Object.keys(files).map((name) => ({ path: path.join(root, name), shown: name })),
    format: options.from ?? null,
    map: options.map ?? {},
    now: NOW,
    fileAt: (recorded) => recorded,
    progress: () => undefined,
  });
  if (outcome.kind === 'unreadable') throw new Error(outcome.message);
  return outcome;
}

/** Runs the command in a folder with these files. */
export async function run(files: Readonly<Record<string, string | Uint8Array>>, argv: readonly string[]): Promise<Run & { readonly root: string; readonly kept: () => unknown }> {
  const root = project(files);
  return { ...(await promptcost(root, argv)), root, kept: () => JSON.parse(readFileSync(path.join(root, '.promptcost/usage.json'), 'utf8')) as unknown };
}

/** A call as a test states it. */
export interface Sample {
  readonly time?: string;
  readonly model?: string;
  /** Whole input, cached included. */
  readonly input: number;
  readonly output: number;
  readonly read?: number;
  readonly written?: number;
  readonly label?: string;
  readonly file?: string;
  readonly function?: string;
}

const TIME = '2026-11-02T09:00:00Z';
const SECRET = 'Dear customer, "quoted",\nnext line: the secret word is swordfish';

/** The same calls as each format writes them, with text of prompts in every place where the format may have some. */
export const writers: Readonly<Record<string, (samples: readonly Sample[]) => { readonly name: string; readonly text: string | Uint8Array }>> = {
  'OTLP as one document': (samples) => ({ name: 'traces.json', text: JSON.stringify(otlp(samples), null, 2) }),
  'OTLP as one line': (samples) => ({ name: 'traces.json', text: JSON.stringify(otlp(samples)) }),
  'OTLP JSON lines': (samples) => ({ name: 'traces.jsonl', text: samples.map((sample) => JSON.stringify(otlp([sample]))).join('\n') }),
  'OTLP JSON lines, gzipped': (samples) => ({ name: 'traces.jsonl.gz', text: gzipSync(samples.map((sample) => `${JSON.stringify(otlp([sample]))}\r\n`).join('')) }),
  'OTLP in older names': (samples) => ({ name: 'old.json', text: JSON.stringify(otlp(samples, 'old')) }),
  'spans with attributes as objects': (samples) => ({ name: 'spans.jsonl', text: samples.map((sample) => JSON.stringify({ name: 'chat', start_time: sample.time ?? TIME, attributes: attributes(sample, 'new') })).join('\n') }),
  'Langfuse JSON': (samples) => ({ name: 'observations.json', text: JSON.stringify(samples.map((sample) => langfuse(sample)), null, 1) }),
  'Langfuse JSON lines': (samples) => ({ name: 'observations', text: samples.map((sample) => JSON.stringify(langfuse(sample))).join('\n') }),
  'Langfuse API pages': (samples) => ({ name: 'page.json', text: JSON.stringify({ data: samples.map((sample) => langfuseApi(sample)), meta: { page: 1 } }) }),
  'Langfuse CSV': (samples) => ({ name: 'observations.csv', text: csv(samples.map((sample) => langfuse(sample))) }),
  'LiteLLM JSON': (samples) => ({ name: 'spend.json', text: JSON.stringify(samples.map((sample) => litellm(sample))) }),
  'LiteLLM JSON lines': (samples) => ({ name: 'spend.jsonl', text: samples.map((sample) => JSON.stringify(litellm(sample))).join('\n') }),
  'LiteLLM CSV': (samples) => ({ name: 'spend.csv', text: csv(samples.map((sample) => litellm(sample))) }),
  'LiteLLM dump': (samples) => ({ name: 'dump.sql', text: dump('public."LiteLLM_SpendLogs"', samples.map((sample) => litellm(sample))) }),
  'Helicone CSV': (samples) => ({ name: 'helicone.csv', text: csv(samples.map((sample) => heliconeCsv(sample))) }),
  'Helicone JSON lines': (samples) => ({ name: 'helicone.jsonl', text: samples.map((sample) => JSON.stringify(helicone(sample))).join('\n') }),
  'a table as CSV': (samples) => ({ name: 'calls.csv', text: `\uFEFF${csv(samples.map((sample) => own(sample)))}` }),
  'a table as CSV with semicolons and CRLF': (samples) => ({ name: 'calls.csv', text: csv(samples.map((sample) => own(sample)), ';', '\r\n') }),
  'a table as dump': (samples) => ({ name: 'calls.sql', text: dump('public.llm_calls', samples.map((sample) => own(sample))) }),
};

export const langfuse = (sample: Sample) => ({
  id: 'o-1', trace_id: 't-1', type: 'GENERATION', start_time: (sample.time ?? TIME).replace('T', ' ').replace('Z', '.963000'), name: sample.label ?? '', input: SECRET, output: SECRET, provided_model_name: sample.model ?? '',
  usage_details: { input: uncached(sample), output: sample.output, input_cached_tokens: sample.read ?? 0, cache_creation_input_tokens: sample.written ?? 0, total: sample.input + sample.output }, metadata: { note: SECRET }, prompt_name: '',
});

export const litellm = (sample: Sample) => ({
  request_id: 'chatcmpl-1', call_type: 'acompletion', api_key: 'hash', spend: 0.01, total_tokens: sample.input + sample.output, prompt_tokens: sample.input, completion_tokens: sample.output, startTime: sample.time ?? TIME,
  model: 'provider-name', model_group: sample.model ?? '', cache_hit: 'False', request_tags: sample.label === undefined ? [] : ['team:a', `promptcost:${sample.label}`], messages: [{ role: 'user', content: SECRET }],
  metadata: { status: 'success', usage_object: { prompt_tokens_details: { cached_tokens: sample.read ?? 0 }, cache_creation_input_tokens: sample.written ?? 0 }, error: SECRET },
});

export const helicone = (sample: Sample) => ({
  response_id: 'r-1', response_created_at: sample.time ?? TIME, response_status: 200, request_created_at: sample.time ?? TIME, request_body: { messages: [{ content: SECRET }] }, request_properties: sample.label === undefined ? {} : { Label: sample.label },
  request_model: sample.model ?? null, prompt_tokens: uncached(sample), completion_tokens: sample.output, prompt_cache_read_tokens: sample.read ?? 0, prompt_cache_write_tokens: sample.written ?? 0,
});

export const own = (sample: Sample) => ({
  id: 7, created_at: (sample.time ?? TIME).replace('T', ' ').replace('Z', '+00'), model: sample.model ?? null, prompt: SECRET, input_tokens: sample.input, output_tokens: sample.output, cached_tokens: sample.read ?? 0,
  cache_write_tokens: sample.written ?? 0, label: sample.label ?? null,
});

/** The CSV of the exporter knows no cached tokens, and doubles the quotes of objects twice. */
function heliconeCsv(sample: Sample): Record<string, unknown> {
  const { response_id, response_created_at, response_status, request_created_at, request_body, request_properties } = helicone(sample);
  const twice = (value: unknown): string => JSON.stringify(value).replaceAll('"', '""');
  return { response_id, response_created_at, response_status, request_created_at, request_body: twice(request_body), request_properties: twice(request_properties), request_user_id: '', model: sample.model ?? '', prompt_tokens: sample.input, completion_tokens: sample.output, latency: 900, cost_usd: 0.1 };
}

function langfuseApi(sample: Sample): unknown {
  return { id: 'o-1', traceId: 't-1', type: 'GENERATION', startTime: sample.time ?? TIME, name: sample.label ?? null, model: sample.model ?? null, input: SECRET, usageDetails: langfuse(sample).usage_details };
}

function uncached({ input, read = 0, written = 0 }: Sample): number {
  return input - read - written;
}

function attributes(sample: Sample, names: 'new' | 'old'): Record<string, unknown> {
  const fresh = names === 'new';
  return {
    'gen_ai.operation.name': 'chat',
    ...(sample.model === undefined ? {} : { 'gen_ai.request.model': sample.model }),
    [fresh ? 'gen_ai.usage.input_tokens' : 'gen_ai.usage.prompt_tokens']: sample.input,
    [fresh ? 'gen_ai.usage.output_tokens' : 'gen_ai.usage.completion_tokens']: sample.output,
    [fresh ? 'gen_ai.usage.cache_read.input_tokens' : 'gen_ai.usage.cache_read_input_tokens']: sample.read ?? 0,
    [fresh ? 'gen_ai.usage.cache_write.input_tokens' : 'gen_ai.usage.cache_creation_input_tokens']: sample.written ?? 0,
    'gen_ai.input.messages': SECRET,
    ...(sample.label === undefined ? {} : { 'promptcost.label': sample.label }),
    ...(sample.file === undefined ? {} : { [fresh ? 'code.file.path' : 'code.filepath']: sample.file }),
    ...(sample.function === undefined ? {} : { [fresh ? 'code.function.name' : 'code.function']: sample.function }),
  };
}

export function otlp(samples: readonly Sample[], names: 'new' | 'old' = 'new'): unknown {
  const typed = (value: unknown): unknown => (typeof value === 'number' ? { intValue: String(value) } : { stringValue: value });
  const spans = samples.map((sample) => ({
    traceId: '5b8e', spanId: 'eee1', name: 'chat', kind: 3, startTimeUnixNano: String(BigInt(Date.parse(sample.time ?? TIME)) * 1_000_000n),
    attributes: Object.entries(attributes(sample, names)).map(([key, value]) => ({ key, value: typed(value) })), events: [{ name: 'gen_ai.user.message', attributes: [{ key: 'content', value: { stringValue: SECRET } }] }], status: {},
  }));
  return { resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop "x" {[\\' } }] }, scopeSpans: [{ scope: { name: 'shop.tracing' }, spans }] }] };
}

export function csv(rows: readonly Record<string, unknown>[], delimiter = ',', newline = '\n'): string {
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const names = Object.keys(rows[0] ?? {});
  return [names.join(delimiter), ...rows.map((row) => names.map((name) => cell(row[name])).join(delimiter)), ''].join(newline);
}

function dump(table: string, rows: readonly Record<string, unknown>[]): string {
  const cell = (value: unknown): string => (value === null || value === undefined ? '\\N' : (typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
  const names = Object.keys(rows[0] ?? {});
  const block = [`COPY ${table} (${names.map((name) => (/[A-Z]/.test(name) ? `"${name}"` : name)).join(', ')}) FROM stdin;`, ...rows.map((row) => names.map((name) => cell(row[name])).join('\t')), '\\.'];
  return ['--', '-- PostgreSQL database dump', '--', '', 'SET client_encoding = \'UTF8\';', 'COPY public.users (id, name) FROM stdin;', '1\tAda', '\\.', '', ...block, '', ''].join('\n');
}
