// What the newest packages have no more of what data files name. `node scripts/check-names.mjs ID…` looks at those SDKs, without an id at all of them; packages are fetched into
// `.cache/packages`. A name that is missing is one of an older version, which `test/sdks/packages.json` must then list, or a mistake, which `test/sdks/packages.test.ts` finds. It also
// prints which versions listed there are not the newest. Exit code 1 where a name is missing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function load() {
  const contents = "export { sdks, transports } from './server/catalog-lists.ts'; export * from './test/support/archives.ts'; export * from './test/support/spec-names.ts';";
  const outfile = path.join(root, '.cache/check-names.mjs');
  // The modules find their neighbours by their own place.
  const place = { name: 'place', setup: (b) => b.onLoad({ filter: /test[\\/]support[\\/].*\.ts$/ }, ({ path: file }) => ({ contents: readFileSync(file, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), loader: 'ts' })) };
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', outfile, plugins: [place], logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}

const latest = new Map();

/** A package's newest version; null where it cannot be had. `npm pack` alone would take an older one that suits this Node. */
function newest(name, ecosystem, python) {
  if (!latest.has(name)) {
    let version = null;
    try {
      version = ecosystem === 'javascript'
        ? execFileSync('npm', ['view', name, 'dist-tags.latest'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
        : /\(([^)]+)\)/.exec(execFileSync(python, ['-m', 'pip', '--disable-pip-version-check', 'index', 'versions', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))[1];
    } catch {
      // Not published any more, or offline: said below.
    }
    latest.set(name, version);
  }
  return latest.get(name);
}

const { sdks, transports, archives, wordsIn, namesOf, pythonTools } = await load();
const python = pythonTools()?.python ?? 'python3';
const pinned = JSON.parse(readFileSync(path.join(root, 'test/sdks/packages.json'), 'utf8'));
const wanted = process.argv.slice(2);
let missing = 0;
for (const spec of [...sdks, ...transports]) {
  if (!(spec.id in pinned) || (wanted.length > 0 && !wanted.includes(spec.id))) continue;
  const packages = { python: [], javascript: [] };
  const older = [];
  for (const [ecosystem, sign] of [['python', '=='], ['javascript', '@']]) {
    for (const name of new Set(pinned[spec.id][ecosystem].map((listed) => listed.slice(0, listed.lastIndexOf(sign))))) {
      const version = newest(name, ecosystem, python);
      if (version === null) console.error(`${name}: no version could be had`);
      else packages[ecosystem].push(`${name}${sign}${version}`);
      if (version !== null && !pinned[spec.id][ecosystem].includes(`${name}${sign}${version}`)) older.push(`${name}${sign}${version}`);
    }
  }
  const found = archives(packages);
  if (found === undefined) continue;
  const names = [...namesOf(spec)];
  const words = wordsIn(found, [...new Set(names.map(({ word }) => word))]);
  const absent = new Map(names.filter(({ word, of }) => !of.some((ecosystem) => packages[ecosystem].some((name) => words.get(name).has(word)))).map(({ word, what }) => [word, what]));
  missing += absent.size;
  console.log(`${spec.id}: ${found.size} packages read; ${absent.size === 0 ? 'every name is there' : `not there: ${[...absent].map(([word, what]) => `${word} (${what})`).join(', ')}`}${older.length === 0 ? '' : `; newer than listed: ${older.join(', ')}`}`);
}
process.exitCode = missing > 0 ? 1 : 0;
