// The packaged extension and the compiled suite that the runs need.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');

/** The .vsix named on the command line or in VSIX; else one is packaged from the sources as they are. */
export function findVsix(named = process.argv[2] ?? process.env.VSIX) {
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`no such file: ${named}`);
    return path.resolve(named);
  }
  const vsix = path.join(here, '.work', 'promptcost.vsix');
  mkdirSync(path.dirname(vsix), { recursive: true });
  execFileSync(process.execPath, ['scripts/package.mjs', vsix], { cwd: root, stdio: 'inherit' });
  return vsix;
}

/** Compiles suite/ and suite/restricted/; `vscode` and `mocha` are there at run time. Returns the entry; that of the restricted suite stands in the folder below. */
export async function buildSuite() {
  const sources = readdirSync(path.join(here, 'suite'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: sources.map((name) => path.join(here, 'suite', name)),
    outbase: path.join(here, 'suite'),
    outdir: path.join(here, '.work/suite'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(here, '.work/suite/index.cjs');
}
