// Writes what `promptcost prices update` fetches: the prices built in as one file, and a manifest with its hash. `node scripts/prices-file.mjs [FOLDER]`.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? path.join(root, 'dist/prices');
const { outputFiles } = await build({
  stdin: { contents: "export { modelCards, pricesAsOf } from './server/prices/index.ts';", resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
  logLevel: 'warning',
});
const { modelCards, pricesAsOf } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const bytes = Buffer.from(`${JSON.stringify(modelCards)}\n`);
const file = `prices-${pricesAsOf}.json`;
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, file), bytes);
writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify({ schemaVersion: 1, asOf: pricesAsOf, file, sha256: createHash('sha256').update(bytes).digest('hex') }, null, 2)}\n`);
console.log(`${modelCards.length} models, ${bytes.length} bytes, as of ${pricesAsOf}: ${folder}`);
