/**
 * Speed of the TypeScript parser of the bundles: `node bench/parse-typescript.mjs FOLDER…` (default: the sources in node_modules).
 * Prints the load time, then MB/s of a first (cold) and a third (warm) pass over every file, for the options that matter and for the full package.
 * Each row runs in a process of its own, since a warm parser makes the next row look better than it is.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';

const maximumBytes = 30_000_000;
const sourceFile = /(?<!\.min)\.(?:[mc]?[jt]s|[jt]sx)$/;

const rows = [
  ['trimmed, as we use it', 'trimmed', { jsDoc: 1, parents: false, target: 99 }],
  ['trimmed, with parents', 'trimmed', { jsDoc: 1, parents: true, target: 99 }],
  ['trimmed, JSDoc parsed', 'trimmed', { jsDoc: 0, parents: false, target: 99 }],
  ['trimmed, target ES2015', 'trimmed', { jsDoc: 1, parents: false, target: 2 }],
  ['full package', 'full', { jsDoc: 1, parents: false, target: 99 }],
];

if (process.argv[2] === '--row') await measure(process.argv[3], JSON.parse(process.argv[4]), process.argv.slice(5));
else await compare(process.argv.length > 2 ? process.argv.slice(2) : [fileURLToPath(new URL('../node_modules', import.meta.url))]);

async function compare(folders) {
  const { trimTypescript } = await import('../scripts/trim-typescript.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'promptcost-'));
  try {
    const { code } = await transform(await trimTypescript(), { minify: true, format: 'esm', target: 'es2022' });
    const modules = { trimmed: join(folder, 'parser.mjs'), full: createRequire(import.meta.url).resolve('typescript') };
    writeFileSync(modules.trimmed, code);
    console.log(`trimmed parser: ${Math.round(code.length / 1000)} kB minified`);
    for (const [title, module, options] of rows) {
      const args = [fileURLToPath(import.meta.url), '--row', modules[module], JSON.stringify(options), ...folders];
      console.log(`${title.padEnd(24)}${execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(module, { jsDoc, parents, target }, folders) {
  const rssBefore = process.memoryUsage().rss;
  const started = performance.now();
  const imported = await import(pathToFileURL(module).href);
  const loaded = performance.now() - started;
  const rss = (process.memoryUsage().rss - rssBefore) / 1e6;
  const { createSourceFile } = imported.createSourceFile ? imported : imported.default;
  const texts = read(folders);
  const megabytes = texts.reduce((sum, [, text]) => sum + text.length, 0) / 1e6;
  const speeds = [1, 2, 3].map(() => {
    const start = performance.now();
    for (const [path, text] of texts) createSourceFile(path, text, { languageVersion: target, jsDocParsingMode: jsDoc }, parents);
    return (megabytes / (performance.now() - start)) * 1000;
  });
  const figures = { 'load ms': loaded, '+RSS MB': rss, files: texts.length, MB: megabytes, 'cold MB/s': speeds[0], 'warm MB/s': speeds[2] };
  console.log(Object.entries(figures).map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(1)}`).join('  '));
}

function read(folders) {
  const texts = [];
  let bytes = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !sourceFile.test(entry.name) || bytes > maximumBytes) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      if (text.length > 1_000_000) continue;
      bytes += text.length;
      texts.push([entry.name, text]);
    }
  }
  return texts;
}
