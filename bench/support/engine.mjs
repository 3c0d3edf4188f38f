/** The engine as the server bundles it, as a module of its own that a measuring process can import. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { trimTypescriptPlugin } from '../../scripts/trim-typescript.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const entry = `
export { catalog } from './server/catalog.ts';
export { createWorkspace } from './server/core/index.ts';
export { createNodeHost } from './server/host/node-host.ts';
export { createTokenCounts } from './server/host/vocabulary.ts';
`;

/** @returns {Promise<string>} the path of the bundle, below `folder` */
export async function bundleEngine(folder, minify = true) {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'engine.cjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20',
    format: 'cjs',
    minify,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [trimTypescriptPlugin()],
    outfile,
  });
  return outfile;
}

/** The packages of every SDK, as programs import them, without those whose names are ordinary words. @param {string} bundle */
export function sdkNames(bundle) {
  const { catalog } = createRequire(import.meta.url)(bundle);
  const names = catalog.sdks.flatMap(({ packages, commonNames = [] }) => [...packages.python, ...packages.javascript].filter((name) => !commonNames.includes(name)));
  return [...new Set(names)];
}
