// Makes this folder ready on a fresh machine, without network beyond the package registry and without a compiler. Does nothing when it is ready.
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { newest } from './editors.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export const chromiumPath = process.env.CHROMIUM_PATH ?? path.join(here, '.cache', 'chromium');

/** Installs the web workbenches of these editors and Chromium from the lock files, and says what the system lacks. */
export async function setup(editors = [newest]) {
  // Chromium and what drives it come with the newest.
  for (const editor of new Set([newest, ...editors])) {
    const stamp = path.join(editor.folder, '.cache', `ready-${createHash('sha256').update(readFileSync(path.join(editor.folder, 'package-lock.json'))).digest('hex').slice(0, 16)}`);
    if (existsSync(stamp) && existsSync(path.join(editor.folder, 'node_modules'))) continue;
    console.log(`Installing ${editor.name} for the tests (once, ${editor.size}) …`);
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: editor.folder, stdio: 'inherit' });
    linkModules(path.join(editor.folder, 'node_modules'));
    if (editor === newest) await unpackChromium();
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, '');
  }
  const missing = missingLibraries();
  if (missing.length > 0) {
    installLibraries();
    const still = missingLibraries();
    if (still.length > 0) throw new Error(`Chromium needs ${still.join(', ')}. On Debian and Ubuntu: apt-get install libnss3 libnspr4 libexpat1`);
  }
}

/** VS Code's server looks for its modules in lib/vscode/node_modules: they are the ones of our lock file. */
function linkModules(modules) {
  const link = path.join(modules, 'code-server/lib/vscode/node_modules');
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.relative(path.dirname(link), modules), link, 'dir');
}

/** Chromium comes packed inside @sparticuz/chromium. */
async function unpackChromium() {
  mkdirSync(path.join(here, '.cache'), { recursive: true });
  if (process.env.CHROMIUM_PATH) return;
  const part = `${chromiumPath}.${process.pid}`;
  await pipeline(createReadStream(path.join(here, 'node_modules/@sparticuz/chromium/bin/chromium.br')), createBrotliDecompress({ chunkSize: 1 << 20 }), createWriteStream(part, { mode: 0o755 }));
  renameSync(part, chromiumPath);
}

function missingLibraries() {
  const listed = spawnSync('ldd', [chromiumPath], { encoding: 'utf8' });
  if (listed.status !== 0) return []; // No ldd: Chromium itself will say what it lacks.
  return listed.stdout.split('\n').filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0]);
}

function installLibraries() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'libnss3', 'libnspr4', 'libexpat1'], { stdio: 'inherit' }).status === 0;
  if (install()) return;
  spawnSync('apt-get', ['update'], { stdio: 'inherit' });
  install();
}
