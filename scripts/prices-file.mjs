// Writes what `promptcost prices update` fetches: the prices built in as one file, and a manifest with its hash. `node scripts/prices-file.mjs [FOLDER]`.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importSources } from './import-sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? path.join(root, 'dist/prices');
const { modelCards, pricesAsOf } = await importSources("export { modelCards, pricesAsOf } from './server/prices/index.ts';");
const bytes = Buffer.from(`${JSON.stringify(modelCards)}\n`);
const file = `prices-${pricesAsOf}.json`;
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, file), bytes);
writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify({ schemaVersion: 1, asOf: pricesAsOf, file, sha256: createHash('sha256').update(bytes).digest('hex') }, null, 2)}\n`);
console.log(`${modelCards.length} models, ${bytes.length} bytes, as of ${pricesAsOf}: ${folder}`);
