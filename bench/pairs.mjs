/**
 * The most frequent pairs of bytes in source code, from frequent to rare, as `server/host/gate/byte-search.ts` has them: `node bench/pairs.mjs FOLDER…` (each folder weighs the same).
 * Files are those with an extension of JavaScript, TypeScript or Python; one in seven is read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LISTED = 100;
const ONE_IN = 7;
const shares = new Float64Array(1 << 16);
for (const folder of process.argv.slice(2)) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|py)$/.test(entry.name));
  const counts = new Float64Array(shares.length);
  for (const [index, { parentPath, name }] of files.entries()) {
    if (index % ONE_IN !== 0) continue;
    const bytes = readFileSync(path.join(parentPath, name));
    for (let at = 0; at + 1 < bytes.length; at++) counts[(bytes[at] << 8) | bytes[at + 1]]++;
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (let pair = 0; pair < shares.length; pair++) shares[pair] += counts[pair] / all;
}
const isPrintable = (byte) => byte >= 0x20 && byte < 0x7f;
const frequent = [...shares.keys()].filter((pair) => isPrintable(pair >> 8) && isPrintable(pair & 255)).sort((a, b) => shares[b] - shares[a]);
console.log(JSON.stringify(frequent.slice(0, LISTED).map((pair) => String.fromCharCode(pair >> 8, pair & 255)).join('')));
