// Measures the token counter: `node bench/tokens.mjs [--no-peer]`. Figures, no verdicts: the machine is usually shared.
//
// Bundles the counter from source in memory, so nothing needs to be built. Ready time and memory are taken in a process of
// their own, because this one has long compiled and allocated everything.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { packRanks } from '../scripts/pack-ranks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'promptcost-tokens-'));
try {
  await measure();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure() {
  const bundle = join(folder, 'counter.mjs');
  const bundled = await build({
    stdin: { contents: `export * from './server/core/engine/tokens/bpe.ts';`, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'node20',
    minify: true,
    write: false,
  });
  await writeFile(bundle, bundled.outputFiles[0].contents);
  for (const { name, bytes } of await packRanks(folder)) console.log(`${name.padEnd(34)} ${bytes.toLocaleString('en')} bytes packed`);

  for (const encoding of ['o200k_base', 'cl100k_base']) await reportReady(bundle, encoding);
  const { loadRanks, countTokens } = await import(pathToFileURL(bundle));
  const ranks = loadRanks(await readFile(join(folder, 'o200k_base.bin')));
  const samples = await realSamples();

  console.log('\nreal text, o200k, best of 5');
  for (const [name, text] of Object.entries(samples)) {
    countTokens(ranks, text);
    const { tokens, ms } = best(5, () => countTokens(ranks, text));
    report(name, text, tokens, ms);
  }
  for (const size of [100_000, 1_000_000]) {
    console.log(`\nadversarial, ${size.toLocaleString('en')} characters, first run`);
    for (const [name, make] of Object.entries(adversarial())) {
      const text = make(size);
      const { tokens, ms } = best(1, () => countTokens(ranks, text));
      report(name, text, tokens, ms);
    }
  }
  if (!process.argv.includes('--no-peer')) await comparePeer(ranks, countTokens, samples);
}

/** Median of several fresh processes: from the first import to the first count. */
async function reportReady(bundle, encoding) {
  const script = `
    import { readFileSync } from 'node:fs';
    const rss = process.memoryUsage().rss, start = performance.now();
    const { loadRanks, countTokens } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const ranks = loadRanks(readFileSync(${JSON.stringify(join(folder, `${encoding}.bin`))}));
    countTokens(ranks, 'You are a helpful assistant.');
    console.log(JSON.stringify({ ms: performance.now() - start, rss: process.memoryUsage().rss - rss }));`;
  const runs = [];
  for (let i = 0; i < 7; i++) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    runs.push(JSON.parse(stdout));
  }
  const median = (key) => runs.map((each) => each[key]).sort((a, b) => a - b)[3];
  console.log(`${`${encoding}: ready`.padEnd(34)} ${median('ms').toFixed(1)} ms, + ${(median('rss') / 1e6).toFixed(1)} MB RSS (median of 7 processes)`);
}

async function comparePeer(ranks, countTokens, samples) {
  const start = performance.now();
  const { Tiktoken } = await import('js-tiktoken/lite');
  const { default: vocabulary } = await import('js-tiktoken/ranks/o200k_base');
  const peer = new Tiktoken(vocabulary);
  console.log(`\njs-tiktoken, ready in ${(performance.now() - start).toFixed(0)} ms`);
  const kinds = adversarial();
  const texts = {
    'English, 50 KB': samples.English.slice(0, 50_000),
    'TypeScript, 50 KB': samples.TypeScript.slice(0, 50_000),
    'one letter, 1,000': kinds['one letter'](1000),
    'dashes, 1,000': kinds.dashes(1000),
    'Han characters, 500': kinds['random Han'](500),
  };
  for (const [name, text] of Object.entries(texts)) {
    const theirs = best(1, () => peer.encode(text, [], []).length);
    const ours = best(5, () => countTokens(ranks, text));
    const same = theirs.tokens === ours.tokens ? 'same count' : `COUNTS DIFFER: ${ours.tokens} and ${theirs.tokens}`;
    console.log(`${name.padEnd(34)} ${theirs.ms.toFixed(1)} ms against ${ours.ms.toFixed(2)} ms: ${(theirs.ms / ours.ms).toFixed(0)} times as fast, ${same}`);
  }
}

function best(times, count) {
  let ms = Infinity;
  let tokens = 0;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    tokens = count();
    ms = Math.min(ms, performance.now() - start);
  }
  return { tokens, ms };
}

function report(name, text, tokens, ms) {
  const rate = (tokens / ms / 1000).toFixed(2);
  console.log(`${name.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms  ${tokens.toLocaleString('en').padStart(10)} tokens  ${rate} Mtok/s  ${(text.length / ms / 1000).toFixed(1)} M characters/s`);
}

/** Texts that every checkout has, repeated to about 500 KB. */
async function realSamples() {
  const read = (path) => readFile(join(root, 'node_modules', path), 'utf8');
  const markdown = await read('zod/README.md').then(async (zod) => zod + (await read('fast-check/README.md')) + (await read('js-tiktoken/README.md')));
  const long = (text) => text.repeat(Math.ceil(500_000 / text.length));
  const declarations = await read('typescript/lib/lib.es5.d.ts');
  return {
    English: long(declarations.replace(/^(?!\s*\*).*\n/gm, '').replace(/^\s*\* ?/gm, '')),
    Markdown: long(markdown),
    TypeScript: long(declarations),
    JavaScript: (await read('typescript/lib/typescript.js')).slice(0, 500_000),
    JSON: long(JSON.stringify(JSON.parse(await read('typescript/package.json')), null, 2)),
    Chinese: long('费用取决于输入和输出的令牌数量。请先检查缓存，再决定是否调用模型；不要重复发送相同的内容。'),
  };
}

function adversarial() {
  let seed = 42;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const many = (size, next) => Array.from({ length: size }, next).join('');
  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return {
    'one letter': (size) => 'a'.repeat(size),
    'one capital': (size) => 'A'.repeat(size),
    spaces: (size) => ' '.repeat(size),
    newlines: (size) => '\n'.repeat(size),
    dashes: (size) => '-'.repeat(size),
    'one Han character': (size) => '中'.repeat(size),
    'random Han': (size) => many(size, () => String.fromCharCode(0x4e00 + random(0x5000))),
    base64: (size) => many(size, () => base64[random(64)]),
    'random letters, no break': (size) => many(size, () => String.fromCharCode(97 + random(26))),
    'random symbols': (size) => many(size, () => '!#$%&*+-=@^_~|'[random(14)]),
    digits: (size) => many(size, () => String(random(10))),
    emoji: (size) => '👩‍👩‍👧'.repeat(Math.ceil(size / 8)),
    'combining marks': (size) => '\u0301'.repeat(size),
    'lone surrogates': (size) => '\ud800'.repeat(size),
  };
}
