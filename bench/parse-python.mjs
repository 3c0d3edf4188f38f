/**
 * How fast the Python parser is, in MB of UTF-16 text a second over all .py files of folders, warm and cold.
 *
 *   node bench/parse-python.mjs FOLDER…
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node bench/parse-python.mjs FOLDER…');
  process.exit(2);
}

const texts = [];
folders.forEach(collect);
const characters = texts.reduce((sum, text) => sum + text.length, 0);

const scratch = mkdtempSync(join(tmpdir(), 'parse-python-'));
try {
  const outfile = join(scratch, 'parse.mjs');
  const root = new URL('../server/languages/python/', import.meta.url).pathname;
  await build({
    stdin: { contents: `export { parse } from '${root}parse.ts'; export { lex } from '${root}lex.ts';`, resolveDir: root, loader: 'ts' },
    bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'warning',
  });
  const { parse, lex } = await import(pathToFileURL(outfile).href);
  console.log(`${texts.length} files, ${(characters / 1e6).toFixed(1)} M characters`);
  report('parse, cold', parse);
  report('parse, warm', parse);
  report('parse, warm', parse);
  report('lex, warm', lex);
  const long = texts.find((text) => text.split('\n').length > 2900 && text.length < 200_000);
  if (long !== undefined) reportEdits(parse, long);
} finally {
  rmSync(scratch, { recursive: true });
}

function collect(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collect(path);
    else if (entry.isFile() && entry.name.endsWith('.py')) texts.push(readFileSync(path, 'utf8'));
  }
}

function report(name, read) {
  const start = performance.now();
  for (const text of texts) read(text);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name.padEnd(12)} ${(characters / 1e6 / seconds).toFixed(1).padStart(7)} MB/s`);
}

/** Types a call into the middle of a long file, one character at a time, and parses the whole after each. */
function reportEdits(parse, text) {
  const at = text.indexOf('\n', text.length / 2) + 1;
  const typed = 'client.messages.create(model="claude", max_tokens=10, messages=[{"role": "user", "content": f"""x {y}"""}])';
  const times = [];
  for (let length = 1; length <= typed.length; length++) {
    const edited = text.slice(0, at) + typed.slice(0, length) + '\n' + text.slice(at);
    const start = performance.now();
    parse(edited);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const quantile = (q) => times[Math.floor(q * (times.length - 1))].toFixed(2);
  console.log(`a call typed into ${text.split('\n').length} lines: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, most ${quantile(1)} ms`);
}
