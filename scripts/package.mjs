// node scripts/package.mjs [FILE.vsix]: builds the bundles and packs the extension.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSettingsSchema } from './settings-schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(root, 'promptcost.vsix'));
const limit = 4 * 1024 * 1024;

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
await writeSettingsSchema(path.join(root, 'dist/promptcost.schema.json'));
execFileSync(process.execPath, [
  path.join(root, 'node_modules/@vscode/vsce/vsce'),
  'package',
  '--no-dependencies',
  // Until package.json names a repository there is nothing to turn the README's relative links into.
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  ...['--out', target],
], { cwd: root, stdio: 'inherit' });

const { size } = statSync(target);
if (size > limit) throw new Error(`${target} has ${size} bytes; at most ${limit} are allowed`);
console.log(`${target}: ${(size / 1024).toFixed(0)} KiB`);
