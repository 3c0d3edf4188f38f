// Writes the JSON schema of promptcost.json, made from the schema that judges it, so that editors and the linter never disagree.
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} target the file to write */
export async function writeSettingsSchema(target) {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { promptcostJsonSchema } from './server/host/settings-schema.ts'; import { settableIds } from './server/core/engine/check.ts'; import { rules } from './server/catalog-lists.ts'; export default promptcostJsonSchema(settableIds(rules));`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const { default: schema } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSettingsSchema(process.argv[2] ?? 'dist/promptcost.schema.json');
