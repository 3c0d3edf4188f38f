/**
 * Loads the bundles beside a process's own file, and keeps them compiled from one run to the next. Much of a short run is V8 compiling functions when they are first called; what one run
 * has compiled, the next one need not. Node's own cache (`module.enableCompileCache`) is made before anything was called, and so holds hardly any function.
 *
 * The cache lies among the system's temporary files, never in a workspace. It is code, so it is only read from a folder that nobody else can write into. What V8 checks by itself is
 * its version, its flags and the length of the source; the hash of the content, which the build writes into a bundle's first line, is in the file's name.
 * Every failure here means to go without the cache, and is not told: the run is the same, only slower. `NODE_DISABLE_COMPILE_CACHE=1` does without it.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { replaceFile } from './files/replace-file.ts';

interface Bundle {
  readonly exports: unknown;
  readonly compiled: Compiled | null;
}

interface Compiled {
  readonly script: Script;
  /** Where it is kept. */
  readonly file: string;
  /** How many runs have added to what it was made from. */
  readonly runs: number;
}

/** Runs differ in what they call, so a few of them add to a cache. Afterwards it is left alone, since writing it takes some 20 ms. */
const enoughRuns = 4;
/** When a server is taken to have called what it mostly calls, and to have nothing urgent to do. Milliseconds. */
const rest = 20_000;
/** What is older goes when something is kept: it is of an earlier build, or was made by runs that may have been unlike those of today. Milliseconds. */
const lifetime = 7 * 24 * 60 * 60 * 1000;
const folder = join(tmpdir(), `promptcost-${process.getuid?.() ?? 'cache'}`);
const loaded = new Map<string, Bundle>();

/** The exports of a bundle, as in `./engine.cjs`; it runs once. What it requires of the bundles is loaded likewise. */
export function loadBundle(name: string): unknown {
  let bundle = loaded.get(name);
  if (bundle === undefined) loaded.set(name, (bundle = load(join(__dirname, name))));
  return bundle.exports;
}

/** Keeps what was compiled up to now for later runs. To be called when nobody waits. */
export function keepCompiled(): void {
  const wanting = [...loaded.values()].flatMap(({ compiled }) => (compiled !== null && compiled.runs < enoughRuns ? [compiled] : []));
  if (wanting.length === 0) return;
  attempt(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs()) return;
    for (const name of readdirSync(folder)) {
      const old = join(folder, name);
      if (Date.now() - statSync(old).mtimeMs > lifetime) rmSync(old);
    }
    for (const { script, file, runs } of wanting) {
      replaceFile(file, Buffer.concat([script.createCachedData(), Buffer.from([runs + 1])]), 0o600);
    }
  });
}

/** The same for a process that serves until it is killed. */
export function keepCompiledLater(): void {
  setTimeout(keepCompiled, rest).unref();
}

function load(path: string): Bundle {
  const requireNode = createRequire(path);
  // Bundles are written in ASCII, which is read fastest as Latin-1.
  const source = readFileSync(path, 'latin1');
  const hash = /^\/\/ (\w{16,})\n/.exec(source)?.[1];
  if (hash === undefined || process.env['NODE_DISABLE_COMPILE_CACHE'] === '1') return { exports: requireNode(path), compiled: null };
  const file = join(folder, `${hash}-${process.versions.v8}-${process.arch}`);
  const kept = attempt(() => (isOurs() ? readFileSync(file) : undefined));
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename: path, ...(kept === undefined ? {} : { cachedData: kept.subarray(0, -1) }) });
  const module = { exports: {} };
  const requireAny = (id: string): unknown => (id.startsWith('./') ? loadBundle(id) : requireNode(id));
  (script.runInThisContext() as (...args: readonly unknown[]) => void)(module.exports, requireAny, module, path, dirname(path));
  return { exports: module.exports, compiled: { script, file, runs: kept === undefined || script.cachedDataRejected === true ? 0 : kept.at(-1)! } };
}

/** Whether the folder is one of this user's that nobody else may enter. On Windows, temporary files are a user's own anyway. */
function isOurs(): boolean {
  const { uid, mode } = lstatSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o170077) === 0o040000);
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
