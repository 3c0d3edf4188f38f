/** The bundles as users get them, built anew where a source is younger. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const lock = path.join(root, '.cache', 'build.lock');

/** The path of a file in dist/. Test files run at the same time, so one builds and the others wait: the file may be there before those that it loads are. */
export async function built(name: 'server.cjs' | 'cli.cjs'): Promise<string> {
  const file = path.join(root, 'dist', name);
  while (existsSync(lock) || !isFresh(file)) {
    mkdirSync(path.dirname(lock), { recursive: true });
    try {
      mkdirSync(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (Date.now() - statSync(lock).mtimeMs > 120_000) rmSync(lock, { recursive: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      if (!isFresh(file)) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
    } finally {
      rmSync(lock, { recursive: true });
    }
  }
  return file;
}

function isFresh(file: string): boolean {
  if (!existsSync(file)) return false;
  const made = statSync(file).mtimeMs;
  return ['server', 'client', 'esbuild.mjs'].every((name) => newest(path.join(root, name)) <= made);
}

function newest(target: string): number {
  const stat = statSync(target);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(target).reduce((latest, name) => Math.max(latest, newest(path.join(target, name))), 0);
}
