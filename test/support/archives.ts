/**
 * Packages as they are published, from npm and PyPI, in `.cache/packages`: what data files of SDKs name is looked up in them. Nothing of them is installed or run.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ecosystem } from '../../server/core/model/sdk.ts';
import { pythonTools } from './python.ts';

export { pythonTools };

const cache = fileURLToPath(new URL('../../.cache/packages', import.meta.url));
const reader = fileURLToPath(new URL('archives.py', import.meta.url));

/** Versions of packages, as their package managers write them: `anthropic==0.75.0`, `openai@4.104.0`. */
export type Packages = Readonly<Record<Ecosystem, readonly string[]>>;

/** The archive of each package, fetched where it is not there yet. Undefined where one cannot be had, said once on standard error; under `CI=true` that is an error. */
export function archives(packages: Packages): ReadonlyMap<string, string> | undefined {
  const python = pythonTools()?.python;
  if (python === undefined) return undefined;
  const found = new Map<string, string>();
  for (const ecosystem of ['python', 'javascript'] as const) {
    const folder = join(cache, ecosystem);
    mkdirSync(folder, { recursive: true });
    const wanted = [...new Set(packages[ecosystem])];
    const have = readdirSync(folder);
    // A package manager fetches one version of a package at a time.
    for (let missing = wanted.filter((name) => fileOf(name, have) === undefined); missing.length > 0; ) {
      const names = missing.map((name) => name.replace(/(?<=.)@.*|==.*/, ''));
      const now = missing.filter((_, i) => names.indexOf(names[i]!) === i);
      const { status, stderr, error } = ecosystem === 'javascript'
        ? spawnSync('npm', ['pack', '--silent', '--pack-destination', folder, ...now], { encoding: 'utf8', shell: process.platform === 'win32' })
        : spawnSync(python, ['-m', 'pip', '--disable-pip-version-check', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--python-version', '3.13', '--ignore-requires-python', '--dest', folder, ...now], { encoding: 'utf8' });
      if (status !== 0) {
        const problem = `Packages could not be fetched: ${error?.message ?? stderr.trim()}`;
        if (process.env['CI'] === 'true') throw new Error(problem);
        process.stderr.write(`${problem}\nThe test that needs them is skipped; under CI=true it fails.\n`);
        return undefined;
      }
      missing = missing.filter((name) => !now.includes(name));
    }
    const files = readdirSync(folder);
    for (const name of wanted) found.set(name, join(folder, fileOf(name, files)!));
  }
  return found;
}

/** Those of some words that each archive's sources have. */
export function wordsIn(packages: ReadonlyMap<string, string>, wanted: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const { stdout, stderr, status } = spawnSync(pythonTools()!.python, [reader], { input: JSON.stringify({ wanted, archives: Object.fromEntries(packages) }), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return new Map(Object.entries(JSON.parse(stdout) as Readonly<Record<string, readonly string[]>>).map(([name, words]) => [name, new Set(words)]));
}

function fileOf(name: string, files: readonly string[]): string | undefined {
  const wheel = /^(.*)==(.*)$/.exec(name);
  const start = wheel === null ? `${name.replace(/^@/, '').replace('/', '-').replace(/@/, '-')}.tgz` : `${wheel[1]!.toLowerCase().replace(/[-_.]+/g, '_')}-${wheel[2]}-`;
  return files.find((file) => file.toLowerCase().startsWith(start));
}
