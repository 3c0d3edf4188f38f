/**
 * Python packages that tests hold the linter's data to: the SDKs' own, from PyPI, in a virtual environment beside the project (`.venv`, not in git), made once.
 * Nothing of it is part of the product.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PythonTools {
  /** The interpreter. */
  readonly python: string;
  /** The folder with the environment's packages. */
  readonly packages: string;
  /** A folder with the source of openai 0.28, which cannot stand beside the current one. It is read, not imported. */
  readonly legacy: string;
  /** The environment's own folder. */
  readonly folder: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.venv');
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const LEGACY = 'openai==0.28.1';

/**
 * The environment, made where it is missing or its requirements have changed (some 30 seconds). Undefined where there is no Python 3, said once on standard error;
 * under `CI=true` that is an error.
 */
export function pythonTools(): PythonTools | undefined {
  const wanted = `${readFileSync(requirements, 'utf8')}${LEGACY}\n`;
  if (!isReady(wanted)) {
    const problem = create(wanted);
    if (problem !== undefined) {
      if (process.env['CI'] === 'true') throw new Error(problem);
      process.stderr.write(`${problem} The tests that need it are skipped; under CI=true they fail.\n`);
      return undefined;
    }
  }
  return toolsIn(folder);
}

function isReady(wanted: string): boolean {
  const stamp = join(folder, 'requirements.txt');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function toolsIn(environment: string): PythonTools {
  const python = process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');
  const version = run(python, ['-c', 'import sysconfig; print(sysconfig.get_paths()["purelib"])']);
  return { python, packages: version.output.trim(), legacy: join(environment, 'legacy'), folder: environment };
}

/** Builds aside and moves into place, so that test processes that start together do not meet half an environment. Gives the reason where it cannot. */
function create(wanted: string): string | undefined {
  const base = ['python3', 'python'].find((name) => run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0);
  if (base === undefined) return 'Python 3.9 or newer was not found.';
  mkdirSync(join(root, '.cache'), { recursive: true });
  const aside = join(root, '.cache', `venv-${process.pid}`);
  rmSync(aside, { recursive: true, force: true });
  try {
    const made = run(base, ['-m', 'venv', aside]);
    if (made.status !== 0) return `A virtual environment could not be made: ${made.output.trim()}`;
    const { python, legacy } = toolsIn(aside);
    const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet'];
    for (const args of [[...pip, '-r', requirements], [...pip, '--no-deps', '--target', legacy, LEGACY]]) {
      const installed = run(python, args);
      if (installed.status !== 0) return `The Python packages could not be installed: ${installed.output.trim()}`;
    }
    writeFileSync(join(aside, 'requirements.txt'), wanted);
    // Another process may have been quicker, and be using its environment by now.
    if (isReady(wanted)) return undefined;
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
    return undefined;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status: result.error === undefined ? result.status : null, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}
