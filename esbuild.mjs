// Builds dist/: the extension's client, the language server, the command line, and the tokenizer's ranks. `node esbuild.mjs [--watch]`.
import { build, context } from 'esbuild';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { packRanks } from './scripts/pack-ranks.mjs';
import { trimTypescriptPlugin } from './scripts/trim-typescript.mjs';

const watch = process.argv.includes('--watch');
const production = !watch;

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // jsonc-parser's CommonJS entry is a UMD module that cannot be bundled.
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: watch,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [trimTypescriptPlugin()],
};

/** CommonJS loads quicker than an ES module of this size, and VS Code's extension host wants it. */
const bundles = [
  { ...common, entryPoints: { client: 'client/extension.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, format: 'cjs', external: ['vscode'], plugins: [] },
  { ...common, entryPoints: { server: 'server/lsp/main.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, format: 'cjs' },
  { ...common, entryPoints: { cli: 'server/cli/bin.ts' }, outdir: 'dist', outExtension: { '.js': '.cjs' }, format: 'cjs', banner: { js: '#!/usr/bin/env node' } },
];

if (!watch) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await packRanks('dist/tokens');
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
  chmodSync('dist/cli.cjs', 0o755);
}
