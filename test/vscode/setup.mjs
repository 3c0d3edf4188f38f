// Makes this folder ready on a fresh machine, without network beyond the package registry and without a compiler. Does nothing when it is ready.
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, 'node_modules');
export const chromiumPath = process.env.CHROMIUM_PATH ?? path.join(here, '.cache', 'chromium');

/** Installs VS Code's web workbench and Chromium from the lock file, and says what the system lacks. */
export async function setup() {
  const stamp = path.join(here, '.cache', `ready-${createHash('sha256').update(readFileSync(path.join(here, 'package-lock.json'))).digest('hex').slice(0, 16)}`);
  if (!existsSync(stamp) || !existsSync(modules)) {
    console.log('Installing VS Code for the tests (once, about 830 MB) …');
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' });
    linkModules();
    await unpackChromium();
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
function linkModules() {
  const link = path.join(modules, 'code-server/lib/vscode/node_modules');
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.relative(path.dirname(link), modules), link, 'dir');
}

/** Chromium comes packed inside @sparticuz/chromium. */
async function unpackChromium() {
  mkdirSync(path.join(here, '.cache'), { recursive: true });
  if (process.env.CHROMIUM_PATH) return;
  const part = `${chromiumPath}.${process.pid}`;
  await pipeline(createReadStream(path.join(modules, '@sparticuz/chromium/bin/chromium.br')), createBrotliDecompress({ chunkSize: 1 << 20 }), createWriteStream(part, { mode: 0o755 }));
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
