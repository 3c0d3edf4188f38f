/**
 * `npm run bench [-- OPTION… CORPUS…]`: what the README and the architecture say of speed, measured. Each figure stands beside its bar, and the bars
 * are ratios to tools and to Node itself, run in turns with ours: a slow or busy machine is slow for all of them.
 *
 *   CORPUS         folders to scan; without any, published packages that ship their sources are downloaded into .cache/bench
 *   --only PART    scan, eslint, edit, start, tokens, memory or package; may be given several times
 *   --dist FOLDER  measure these bundles instead of building dist/
 *   --quick        fewer repetitions, and no eslint but with `--only eslint`
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCorpora } from './support/corpora.mjs';
import { bundleEngine, sdkNames } from './support/engine.mjs';
import { residentMemory, withServer } from './support/language-server.mjs';
import { findPeers } from './support/peers.mjs';
import { interleave, peakMemory, time } from './support/processes.mjs';
import { longPython, longTypescript } from './support/sources.mjs';
import { createTable } from './support/table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache', 'bench');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, dist: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const wanted = (part) => options.only === undefined || options.only.includes(part);
const repetitions = options.quick ? 3 : 7;
const dist = resolve(options.dist ?? join(root, 'dist'));
const cli = join(dist, 'cli.cjs');
const server = join(dist, 'server.cjs');
const MB = 1e6;
let foundPeers;
const peers = () => (foundPeers ??= findPeers(cache, table.skip));
/** A scan that starts from nothing, as in a fresh clone. */
const check = [cli, 'check', '--format', 'json', '--no-cache'];

mkdirSync(cache, { recursive: true });
const table = createTable();
const engine = await bundleEngine(join(cache, 'engine'));
if (options.dist === undefined) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const corpora = wanted('scan') || wanted('eslint') || wanted('memory') || positionals.length > 0 ? findCorpora(positionals, cache, sdkNames(engine), table.skip) : [];

if (wanted('scan')) await measureScans();
if (options.only?.includes('eslint') ?? !options.quick) await measureEslint();
if (wanted('edit')) {
  await measureEdits();
  await measureLongEdits();
}
if (wanted('start')) await measureStart();
if (wanted('tokens')) measureTokens();
if (wanted('memory')) await measureMemory();
if (wanted('package')) measurePackage();
table.printSkipped();

async function measureScans() {
  const { rg, astGrep } = peers();
  const names = sdkNames(engine);
  for (const corpus of corpora) {
    table.section(`scan of ${corpus.name}: ${corpus.files.toLocaleString('en')} files, ${(corpus.bytes / MB).toFixed(1)} MB, ${corpus.mentioning} name an SDK (${corpus.kind})`);
    // Where scans are kept: the first run of each measure, which is not counted, fills it.
    const keeping = { env: { PROMPTCOST_CACHE: join(cache, 'kept') } };
    const search = ['-l', '--no-ignore-parent', '--no-messages', '-F', ...names.flatMap((name) => ['-e', name]), '-g', '*.{py,ts,tsx,mts,cts,js,jsx,mjs,cjs}', corpus.folder];
    const medians = await interleave(
      {
        base: timed(process.execPath, ['-e', '0']),
        ours: timed(process.execPath, [...check, corpus.folder]),
        again: timed(process.execPath, [cli, 'check', '--format', 'json', corpus.folder], keeping),
        ...(rg === undefined ? {} : { search: timed(rg, search) }),
      },
      repetitions,
    );
    const { base, ours, again, search: searching } = medians;
    table.note(`B = node -e 0: ${base.toFixed(0)} ms${searching === undefined ? '' : `; R = rg -l of ${names.length} names: ${searching.toFixed(0)} ms`}; B + 2 R = ${(base + 2 * (searching ?? NaN)).toFixed(0)} ms`);
    if (corpus.kind === 'plain' && searching !== undefined) table.row('all rules, few files with an SDK', ours, 'ms', base + 2 * searching, 'B + 2 R');
    else table.row('all rules', ours, 'ms');
    table.row('the same again, when nothing has changed', again, 'ms');
    if (astGrep !== undefined) {
      const peer = await interleave({ ours: timed(process.execPath, [...check, corpus.folder]), again: timed(process.execPath, [cli, 'check', '--format', 'json', corpus.folder], keeping), astGrep: timed(astGrep, astGrepArguments(corpus)) }, options.quick ? 1 : 3);
      table.row('against ast-grep, one pattern, all cores', peer.ours, 'ms', corpus.kind === 'heavy' ? peer.astGrep / 2 : undefined, 'A / 2', `A = ${peer.astGrep.toFixed(0)} ms`);
      table.row('the same again, when nothing has changed', peer.again, 'ms', corpus.kind === 'heavy' ? peer.astGrep / 2 : undefined, 'A / 2');
    }
  }
}

/** Apart from the other scans: it takes a minute a corpus. */
async function measureEslint() {
  const { eslint } = peers();
  if (eslint === undefined) return;
  const args = ['--max-old-space-size=6000', eslint.script, '--config', eslint.config, '--no-error-on-unmatched-pattern', '--no-warn-ignored', '--format', 'json', '.'];
  for (const corpus of corpora.filter(({ languages }) => !languages.has('Python'))) {
    table.section(`eslint with one rule, on ${corpus.name} (${corpus.kind})`);
    const ours = timed(process.execPath, [...check, corpus.folder]);
    // Once, with ours before and behind it: an hour that is slow is slow for both.
    const before = await ours();
    const { ms } = await time(process.execPath, args, { cwd: corpus.folder, codes: [0, 1] });
    table.row('all rules', (before + (await ours())) / 2, 'ms', corpus.kind === 'heavy' ? ms / 20 : undefined, 'E / 20', `E = ${(ms / 1000).toFixed(1)} s`);
  }
}

function timed(command, args, settings) {
  return async () => (await time(command, args, settings)).ms;
}

/** One pattern, in each language that the corpus has. */
function astGrepArguments({ languages, folder }) {
  const rules = [...languages].map((language) => `id: call-${language}\nlanguage: ${language}\nrule:\n  pattern: $CLIENT.chat.completions.create($$$ARGS)\n`);
  return ['scan', '--inline-rules', rules.join('---\n'), '--no-ignore', 'parent', '--json=stream', folder];
}

async function measureEdits() {
  for (const language of ['python', 'typescript']) {
    const result = await measureInProcess(language, 'typing');
    table.section(`typing calls into ${language}: ${result.lines.toLocaleString('en')} lines, ${result.calls} calls, ${result.findings} findings, ${result.positions} positions`);
    table.note(`p50 ${result.warm.p50.toFixed(1)} ms; slowest at …${JSON.stringify(result.slowest)}; opening took ${result.opening.toFixed(0)} ms`);
    table.row('edit to findings, p95', result.warm.p95, 'ms', 16);
    table.row('edit to findings, slowest position', result.warm.max, 'ms', 50);
    table.row('first pass of a cold process, p95', result.cold.p95, 'ms', undefined, undefined, `max ${result.cold.max.toFixed(0)} ms`);
    table.row('positions at which another call vanishes, closing keyboard', result.gone.closing, '', 0);
    table.row('positions at which another call vanishes, bare keyboard', result.gone.bare, '', 0);
    for (const example of result.gone.examples) table.note(`vanished: ${JSON.stringify(example)}`);
    table.row('positions at which another call costs something else', result.changed.count, '');
    for (const example of result.changed.examples) table.note(`changed: ${JSON.stringify(example)}`);
  }
}

/** What comes or goes past a function's bounds. */
async function measureLongEdits() {
  for (const language of ['python', 'typescript']) {
    const { lines, edits } = await measureInProcess(language, 'edits');
    table.section(`other edits of ${language}: ${lines.toLocaleString('en')} lines, to and fro`);
    for (const { name, there, back } of edits) table.row(name, Math.max(there, back), 'ms', 50);
  }
}

async function measureInProcess(language, mode) {
  const script = fileURLToPath(new URL('support/editing.mjs', import.meta.url));
  const { output } = await time(process.execPath, ['--expose-gc', script, engine, join(dist, 'tokens'), language, mode, ...(options.quick ? ['1'] : [])]);
  return JSON.parse(output);
}

async function measureStart() {
  await inFolder(async (folder) => {
    for (const [languageId, make] of [['python', longPython], ['typescript', longTypescript]]) {
      const { path: name, text } = make(6);
      const file = { folder, path: join(folder, name), languageId, text };
      table.section(`language server, ${languageId}: one file of ${text.split('\n').length} lines`);
      let diagnostics = 0;
      const { base, ours } = await interleave(
        {
          base: async () => (await time(process.execPath, ['-e', '0'])).ms,
          ours: () => withServer(server, file, async (session) => {
            diagnostics = session.diagnostics;
            return session.ms;
          }),
        },
        repetitions,
      );
      table.note(`B = node -e 0: ${base.toFixed(0)} ms; ${diagnostics} diagnostics`);
      table.row('start to first diagnostics', ours, 'ms', base + 400, 'B + 400 ms');
    }
    for (const corpus of corpora.filter(({ kind }) => kind === 'heavy')) {
      const languageId = corpus.languages.has('TypeScript') ? 'typescript' : 'python';
      const { path: name, text } = (languageId === 'python' ? longPython : longTypescript)(6);
      // The file is only open, not on the disk: what is around it is what matters here.
      const file = { folder: corpus.folder, path: join(corpus.folder, name), languageId, text };
      const { ours } = await interleave({ ours: () => withServer(server, file, async ({ ms }) => ms) }, options.quick ? 1 : 3);
      table.row(`start to first diagnostics, in ${corpus.name}`, ours, 'ms');
    }
  });
}

function measureTokens() {
  table.section('tokenizer (bench/tokens.mjs)');
  const output = execFileSync(process.execPath, [fileURLToPath(new URL('tokens.mjs', import.meta.url))], { encoding: 'utf8' });
  const [, ready, memory] = /^o200k_base: ready\s+([\d.]+) ms, \+ ([\d.]+) MB/m.exec(output);
  table.row('o200k ready', Number(ready), 'ms', 50);
  table.row('o200k memory', Number(memory), 'MB', 20);
  const hardest = output.slice(output.indexOf('adversarial, 100,000'), output.indexOf('adversarial, 1,000,000'));
  const worst = [...hardest.matchAll(/^(.{34})\s*([\d.]+) ms/gm)].map(([, name, ms]) => ({ name: name.trim(), ms: Number(ms) })).sort((a, b) => b.ms - a.ms)[0];
  table.row(`any 100,000 characters, slowest: ${worst.name}`, worst.ms, 'ms', 150);
  table.row('counts that differ from js-tiktoken', output.split('COUNTS DIFFER').length - 1, '', 0);
}

async function measureMemory() {
  table.section('memory');
  for (const corpus of corpora) table.row(`command line on ${corpus.name}, peak`, (await peakMemory(cli, [...check.slice(1), corpus.folder])) / MB, 'MB', 200);
  await inFolder(async (folder) => {
    for (const [languageId, make] of [['python', longPython], ['typescript', longTypescript]]) {
      const { path: name, text } = make();
      const resident = await withServer(server, { folder, path: join(folder, name), languageId, text }, async ({ pid }) => {
        // Idle: what the start needed is given back after a second without work.
        await sleep(4000);
        return residentMemory(pid);
      });
      if (resident === undefined) table.skip('memory of the idle server: this system does not tell it');
      else table.row(`server idle, one ${languageId} file of ${text.split('\n').length.toLocaleString('en')} lines open`, resident / MB, 'MB', 120);
    }
  });
  for (const language of ['python', 'typescript']) {
    const { edits, early, late } = await measureInProcess(language, 'endurance');
    table.row(`heap growth, edits ${(edits / 10).toLocaleString('en')} to ${edits.toLocaleString('en')}, ${language}`, (late - early) / MB, 'MB', 2, undefined, `${(early / MB).toFixed(1)} to ${(late / MB).toFixed(1)} MB`);
  }
}

function measurePackage() {
  table.section('package');
  const file = join(root, 'promptcost.vsix');
  if (!existsSync(file)) {
    table.skip('size of the .vsix: run `npm run package` first');
    return;
  }
  table.row('size of promptcost.vsix', statSync(file).size / MB, 'MB', 4);
  const entries = execFileSync('python3', ['-m', 'zipfile', '-l', file], { encoding: 'utf8' });
  table.row('native binaries in it', [...entries.matchAll(/\.(?:node|so|dylib|dll|exe|wasm)\b/g)].length, '', 0);
}

async function inFolder(work) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'promptcost-bench-')));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
