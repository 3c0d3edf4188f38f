/** What is scanned: given folders, or published packages that ship their sources. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Pinned, so that two runs scan the same text. The SDKs themselves are left out: nobody's repository is an SDK. */
const packaged = {
  'ts-llm': {
    npm: [
      'ai@6.0.326', '@ai-sdk/openai@3.0.141', '@ai-sdk/anthropic@3.0.139', '@copilotkit/runtime@1.75.0', 'flowise-components@3.1.4', '@langchain/openai@1.5.8',
      '@langchain/community@1.1.29', '@n8n/n8n-nodes-langchain@2.41.1',
    ],
  },
  'ts-plain': { npm: ['rxjs@7.8.2', 'effect@4.1.0', 'three@0.187.0', 'zod@4.6.7', 'typeorm@1.1.1', 'date-fns@4.4.0'] },
  'py-llm': {
    pypi: [
      'crewai==1.15.30', 'haystack-ai==3.4.1', 'dspy==3.4.1', 'instructor==1.17.0', 'mem0ai==2.2.1', 'pydantic-ai-slim==2.68.0', 'langchain-openai==1.7.4',
      'langchain-community==0.4.2', 'litellm==1.74.0',
    ],
  },
  'py-plain': { pypi: ['sympy==1.14.0', 'django==5.2.8', 'mypy==1.18.2', 'networkx==3.5', 'smolagents==1.23.0'] },
};

const sourceName = /(?<!\.min)(?<!\.d)\.(?:py|[mc]?[jt]s|[jt]sx)$/;
const skippedFolders = new Set(['.git', 'node_modules', 'site-packages', '__pycache__', '.venv']);
/** A corpus in which at most this share of the files names an SDK counts as plain. */
const plainShare = 0.03;

/**
 * @typedef {{ name: string, folder: string, files: number, bytes: number, mentioning: number, kind: 'plain' | 'heavy', languages: ReadonlySet<string> }} Corpus
 * `languages` are ast-grep's names of those present.
 */

/** @param {readonly string[]} given folders; none means the packaged ones. @returns {Corpus[]} */
export function findCorpora(given, cache, names, skip) {
  const folders = given.length > 0 ? given.map((folder) => [basename(resolve(folder)), resolve(folder)]) : packagedCorpora(cache, skip);
  return folders.map(([name, folder]) => describe(name, folder, names));
}

function packagedCorpora(cache, skip) {
  const found = [];
  for (const [name, { npm = [], pypi = [] }] of Object.entries(packaged)) {
    const folder = join(cache, 'corpora', name);
    try {
      if (!existsSync(folder)) download(folder, npm, pypi);
      found.push([name, folder]);
    } catch (error) {
      skip(`corpus ${name} could not be downloaded: ${error.message.split('\n')[0]}`);
    }
  }
  return found;
}

/** Each corpus becomes a repository with an index, as real ones are. */
function download(folder, npm, pypi) {
  const partial = `${folder}.partial`;
  const archives = `${folder}.archives`;
  rmSync(partial, { recursive: true, force: true });
  for (const path of [partial, archives]) mkdirSync(path, { recursive: true });
  const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1e8 });
  for (const spec of npm) {
    const archive = run('npm', ['pack', '--silent', spec], archives).trim().split('\n').at(-1);
    const target = join(partial, spec.slice(0, spec.lastIndexOf('@')).replace(/[@/]+/g, '-').replace(/^-/, ''));
    mkdirSync(target);
    run('tar', ['xzf', join(archives, archive), '-C', target, '--strip-components', '1'], partial);
  }
  for (const spec of pypi) run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', archives, spec], partial);
  if (pypi.length > 0) for (const wheel of readdirSync(archives).filter((file) => file.endsWith('.whl'))) run('python3', ['-m', 'zipfile', '-e', join(archives, wheel), partial], partial);
  run('git', ['init', '--quiet'], partial);
  run('git', ['add', '--all', '--force'], partial);
  rmSync(archives, { recursive: true });
  renameSync(partial, folder);
}

function describe(name, folder, names) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${folder} is not a folder`);
  const mention = new RegExp(names.map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'));
  const corpus = { name, folder, files: 0, bytes: 0, mentioning: 0, kind: 'plain', languages: new Set() };
  walk(folder, corpus, mention);
  return { ...corpus, kind: corpus.mentioning / corpus.files > plainShare ? 'heavy' : 'plain' };
}

function walk(folder, corpus, mention) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) walk(path, corpus, mention);
    } else if (entry.isFile() && sourceName.test(entry.name)) {
      const text = readFileSync(path, 'latin1');
      corpus.files++;
      corpus.bytes += text.length;
      if (mention.test(text)) corpus.mentioning++;
      corpus.languages.add(languageOf(entry.name));
    }
  }
}

function languageOf(name) {
  if (name.endsWith('.py')) return 'Python';
  if (name.endsWith('.tsx')) return 'Tsx';
  return /\.[mc]?ts$/.test(name) ? 'TypeScript' : 'JavaScript';
}
