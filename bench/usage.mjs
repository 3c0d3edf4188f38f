// How `promptcost usage import` takes in large logs: `node bench/usage.mjs [MEGABYTES] [FORM…]`, forms csv, jsonl, otlp (one document) and dump; 1000 MB of each
// by default. Rows with prompts are made on the fly and written to a pipe, so no large file is needed; the import runs in a process of its own, whose peak
// memory and processor time are printed. The quantiles are compared with those of every row.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const megabytes = Number(process.argv[2] ?? 1000);
const asked = process.argv.slice(3);
const prompt = 'Line one, with a comma and a "quote".\nSort the ticket below into one of the groups. '.repeat(12);
const labels = ['triage', 'summary', 'answer', 'translate'];

const csvText = `"${prompt.replaceAll('"', '""')}"`;
const dumpText = prompt.replaceAll('\n', '\\n');
const csv = { head: 'created_at,model,prompt,input_tokens,output_tokens,label\n', between: '', tail: '', row: ({ time, input, output, label }) => `${new Date(time).toISOString()},gpt-4.1,${csvText},${input},${output},${label}\n` };
const jsonl = { head: '', between: '\n', tail: '\n', row: (call) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span(call)] }] }] }) };
const otlp = { head: '{"resourceSpans":[{"scopeSpans":[{"spans":[', between: ',', tail: ']}]}]}', row: (call) => JSON.stringify(span(call)) };
const dump = { head: '--\n-- PostgreSQL database dump\n--\n\nCOPY public.llm_calls (created_at, model, prompt, input_tokens, output_tokens, label) FROM stdin;\n', between: '', tail: '\\.\n', row: ({ time, input, output, label }) => `${new Date(time).toISOString()}\tgpt-4.1\t${dumpText}\t${input}\t${output}\t${label}\n` };
const forms = { csv, jsonl, otlp, dump };

const folder = await mkdtemp(join(tmpdir(), 'promptcost-usage-'));
try {
  const bundle = join(folder, 'import.mjs');
  await build({
    stdin: { contents: `export { importLogs } from './server/usage/import.ts';`, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile: bundle,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const idle = await imported(bundle, 'idle.csv', csv, 0.001);
  console.log(`of a few rows${' '.repeat(11)} peak memory ${idle.memory.toFixed(0)} MB`);
  for (const [name, form] of Object.entries(forms)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const result = await imported(bundle, `calls.${name}`, form, megabytes);
    const { rows, memory, seconds, calls, output } = result;
    console.log(`${name.padEnd(6)} ${megabytes.toLocaleString('en')} MB, ${rows.toLocaleString('en').padStart(9)} rows  peak memory ${memory.toFixed(0)} MB  ${seconds.toFixed(1)} s of processor time  ${(megabytes / seconds).toFixed(0)} MB/s`);
    if (calls !== rows) throw new Error(`${calls} of ${rows} rows were counted`);
    for (const [q, key] of [[0.5, 'p50'], [0.95, 'p95']]) {
      const exact = result.exact[Math.ceil(q * result.exact.length) - 1];
      const error = Math.abs(output[key] - exact) / exact;
      console.log(`       ${key} of the answers ${output[key]}, of every row ${exact}: ${(error * 100).toFixed(2)} % off`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Writes rows of a form into a pipe, and reads what the importing process says. */
async function imported(bundle, name, form, size) {
  const pipe = join(folder, name);
  execFileSync('mkfifo', [pipe]);
  const script = `
    const { importLogs } = await import(${JSON.stringify(bundle)});
    const { table, calls, leftOut } = await importLogs({ files: [{ path: ${JSON.stringify(pipe)}, shown: 'log' }], format: null, map: {}, now: Date.now(), fileAt: (path) => path, progress: () => undefined });
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    console.log(JSON.stringify({ calls, leftOut, memory: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6, output: table.labels.triage.output }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const { rows, exact } = await write(createWriteStream(pipe), form, size * 1e6);
  await once(child, 'close');
  return { ...JSON.parse(said), rows, exact: exact.sort((a, b) => a - b) };
}

async function write(stream, { head, row, between, tail }, bytes) {
  let seed = 7;
  const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const exact = [];
  let written = 0;
  let rows = 0;
  let part = head;
  while (written < bytes || rows === 0) {
    const label = labels[Math.floor(random() * labels.length)];
    const call = { time: Date.UTC(2025, 0, 1) + Math.floor(random() * 30 * 86_400_000), input: Math.floor(500 + random() ** 3 * 20_000), output: Math.floor(20 + random() ** 4 * 4000), label };
    if (label === 'triage') exact.push(call.output);
    part += (rows === 0 ? '' : between) + row(call);
    rows++;
    if (part.length > 1 << 20) {
      written += part.length;
      if (!stream.write(part)) await once(stream, 'drain');
      part = '';
    }
    if (written + part.length >= bytes) written = bytes;
  }
  stream.end(part + tail);
  await once(stream, 'close');
  return { rows, exact };
}

function span({ time, input, output, label }) {
  const text = (key, value) => ({ key, value: { stringValue: value } });
  const number = (key, value) => ({ key, value: { intValue: String(value) } });
  return { name: 'chat', startTimeUnixNano: `${time}000000`, attributes: [text('gen_ai.request.model', 'gpt-4.1'), number('gen_ai.usage.input_tokens', input), number('gen_ai.usage.output_tokens', output), text('promptcost.label', label), text('gen_ai.input.messages', prompt)] };
}
