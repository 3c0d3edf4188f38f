// Lets a script use the sources as they are: a bundle made in memory, nothing built beforehand.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} contents the exports that are wanted, as a module in the root folder would write them
 * @returns {Promise<Record<string, any>>} the module
 */
export async function importSources(contents) {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', write: false, logLevel: 'warning' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
