/**
 * Builds dist/: `node esbuild.mjs [--watch]`.
 *
 *   client.cjs       the extension, in VS Code's extension host
 *   server.cjs       what editors start
 *   cli.cjs          what `promptcost` starts
 *   session.cjs      the language server: the protocol
 *   command.cjs      the command line: arguments and reports
 *   engine.cjs       what these two stand on: the core, the catalogue, the host, the views
 *   typescript.cjs   the TypeScript parser and what reads its trees
 *   settings.cjs     the schemas of the settings and of measured usage
 *   prices.cjs       the schema and the hash of fetched prices
 *   usage.cjs        what reads the logs of `promptcost usage import`
 *   tokens/          the tokenizers' vocabularies
 *
 * Half of a short run is starting: reading, compiling and running these files. Hence three rules.
 * 1. What is started is a few lines, which load the rest and keep it compiled from run to run (`server/host/bundles.ts`).
 * 2. What many runs never need is a file of its own that is loaded at the first call of one of its functions: a repository of Python needs no
 *    TypeScript parser, and a repository without settings needs no zod.
 * 3. CommonJS, since it loads quicker than ES modules of this size, can be loaded in the middle of a synchronous function, and is what VS Code's extension
 *    host wants. The cuts are therefore made here by plugins (esbuild splits ES modules only), and the sources import each other as if there were none.
 */
import { build, context } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packRanks } from './scripts/pack-ranks.mjs';
import { trimTypescriptPlugin } from './scripts/trim-typescript.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');

/** Bundles that are loaded when one of these functions is first called. Their modules may hold no state that another bundle shares. */
const lateBundles = {
  typescript: { 'server/languages/typescript/extract.ts': ['extract'], 'server/languages/typescript/print.ts': ['print'] },
  settings: { 'server/host/settings/settings-schema.ts': ['judgeSettings'], 'server/host/settings/usage-schema.ts': ['judgeUsage'] },
  prices: { 'server/host/settings/price-schema.ts': ['judgeManifest', 'judgePrices'], 'server/host/sha256.ts': ['sha256'] },
  usage: { 'server/usage/import.ts': ['importLogs'] },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  // jsonc-parser's CommonJS entry is a UMD module that cannot be bundled.
  mainFields: ['module', 'main'],
  minify: !watch,
  sourcemap: watch,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
};

/** What the shells import from outside their own folders, as `server/…` paths: filled while they are built, and then what the engine's bundle exports. */
const shared = new Set();

const shells = { ...common, plugins: [engineOutside()], external: ['./session.cjs'] };
const bundles = [
  { ...common, entryPoints: { client: 'client/extension.ts' }, external: ['vscode'] },
  { ...common, entryPoints: { server: 'server/lsp/start.ts' } },
  { ...common, entryPoints: { cli: 'server/cli/start.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { ...shells, entryPoints: { session: 'server/lsp/main.ts' } },
  { ...shells, entryPoints: { command: 'server/cli/bin.ts' } },
  ...Object.entries(lateBundles).map(([bundle, modules]) => generated(bundle, Object.entries(modules).map(([module, names]) => `export { ${names} } from './${module}';`), [trimTypescriptPlugin()])),
];
const engine = () => generated('engine', [...shared].sort().map((module, i) => `import * as m${i} from './${module}'; export { m${i} as '${module}' };`), [loadedLate()]);

if (!watch) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await packRanks('dist/tokens');
if (watch) {
  // An import that a shell newly takes from the engine is exported after a restart.
  await Promise.all(bundles.map((options) => build(options)));
  for (const options of [...bundles, engine()]) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
  await build(engine());
  for (const bundle of ['session', 'command', 'engine', ...Object.keys(lateBundles)]) finish(`dist/${bundle}.cjs`);
  chmodSync('dist/cli.cjs', 0o755);
}

/** In a shell's bundle, a module of `server/` outside the shells is a member of the engine's bundle. @returns {import('esbuild').Plugin} */
function engineOutside() {
  return {
    name: 'engine-outside',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
        const module = path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/');
        if (!module.startsWith('server/') || /^server\/(?:cli|lsp)\//.test(module)) return undefined;
        shared.add(module);
        return { path: module, namespace: 'engine' };
      });
      build.onResolve({ filter: /^\.\/engine\.cjs$/, namespace: 'engine' }, ({ path: specifier }) => ({ path: specifier, external: true }));
      build.onLoad({ filter: /.*/, namespace: 'engine' }, ({ path: module }) => ({ contents: `module.exports = require('./engine.cjs')['${module}'];`, resolveDir: root }));
    },
  };
}

/** Puts functions that load their bundle when first called in the place of a late bundle's modules. @returns {import('esbuild').Plugin} */
function loadedLate() {
  const places = new Map(Object.entries(lateBundles).flatMap(([bundle, modules]) => Object.entries(modules).map(([module, names]) => [module, { bundle, names }])));
  return {
    name: 'loaded-late',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
        const module = path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/');
        return places.has(module) ? { path: module, namespace: 'late' } : undefined;
      });
      build.onResolve({ filter: /^\.\/\w+\.cjs$/, namespace: 'late' }, ({ path: specifier }) => ({ path: specifier, external: true }));
      build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path: module }) => {
        const { bundle, names } = places.get(module);
        return { contents: names.map((name) => `export const ${name} = (...args) => require('./${bundle}.cjs').${name}(...args);`).join('\n'), resolveDir: root };
      });
      build.onResolve({ filter: /^(?:typescript|zod|csv-parse)$/ }, ({ path: name, importer }) => ({ errors: [{ text: `${importer} draws ${name} into the engine's bundle: it belongs into a late one` }] }));
    },
  };
}

/** A bundle whose entry is written here. */
function generated(bundle, lines, plugins) {
  return { ...common, stdin: { contents: lines.join('\n'), resolveDir: root, sourcefile: `${bundle}.ts` }, outdir: undefined, outfile: `dist/${bundle}.cjs`, plugins };
}

/**
 * The first line by which `server/host/bundles.ts` knows what a bundle holds, and the ASCII that it reads: esbuild escapes what is none in strings, but not in regular expressions, where the same escapes mean the same.
 */
function finish(file) {
  const text = readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, `// ${createHash('sha256').update(text).digest('hex').slice(0, 24)}\n${text}`);
}
