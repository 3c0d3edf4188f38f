// Writes the JSON schema of promptcost.json, made from the schema that judges it, so that editors and the linter never disagree.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importSources } from './import-sources.mjs';

/** @param {string} target the file to write */
export async function writeSettingsSchema(target) {
  const { promptcostJsonSchema, settableIds, rules } = await importSources(
    "export { promptcostJsonSchema } from './server/host/settings/settings-schema.ts'; export { settableIds } from './server/core/engine/check.ts'; export { rules } from './server/catalog-lists.ts';",
  );
  writeFileSync(target, `${JSON.stringify(promptcostJsonSchema(settableIds(rules)), null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSettingsSchema(process.argv[2] ?? 'dist/promptcost.schema.json');
