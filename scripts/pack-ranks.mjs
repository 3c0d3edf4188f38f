// Packs the vocabularies of js-tiktoken into the compact files that the token counter loads.
//
// js-tiktoken keeps its ranks as base64 text: 1.5 s and 158 MB to load. The same vocabulary as raw bytes loads in some
// ten milliseconds. Layout, little endian:
//
//   0  4 bytes  magic "PCRK"
//   4  uint8    format version
//   5  uint8    pattern: 1 = cl100k, 2 = o200k (which hand-written splitter applies)
//   6  uint16   length of the longest token, in bytes
//   8  uint32   number of tokens; a token's rank is its index
//  12  uint32   sum of all token lengths
//  16  uint8[]  length of each token, in bytes
//   …  uint8[]  the tokens, end to end
//
// No hash table is stored: it would double the package and takes only milliseconds to build.

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { copyVocabularies } from './claude-pieces.mjs';

const FORMAT_VERSION = 1;
const CONTRACTIONS = "'s|'S|'t|'T|'re|'rE|'Re|'RE|'ve|'vE|'Ve|'VE|'m|'M|'ll|'lL|'Ll|'LL|'d|'D";

/** The encodings we ship, each with the one pattern that server/core/engine/tokens/pieces.ts implements by hand. */
const ENCODINGS = [
  {
    name: 'o200k_base',
    pattern: 2,
    load: () => import('js-tiktoken/ranks/o200k_base'),
    expectedPattern: [
      `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(${CONTRACTIONS})?`,
      `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(${CONTRACTIONS})?`,
      '\\p{N}{1,3}',
      ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*',
      '\\s*[\\r\\n]+',
      '\\s+(?!\\S)',
      '\\s+',
    ].join('|'),
  },
  {
    name: 'cl100k_base',
    pattern: 1,
    load: () => import('js-tiktoken/ranks/cl100k_base'),
    expectedPattern: [
      `(${CONTRACTIONS})`,
      '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
      '\\p{N}{1,3}',
      ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*',
      '\\s*[\\r\\n]+',
      '\\s+(?!\\S)',
      '\\s+',
    ].join('|'),
  },
];

/**
 * Writes `<encoding>.bin` for each encoding into a folder, which is created when missing, and copies the vocabularies that need no packing.
 * @param {string} outDir
 * @returns {Promise<{ name: string, path: string, bytes: number }[]>} what was written
 * @throws when js-tiktoken changed a pattern or a vocabulary in a way that the counter does not know
 */
export async function packRanks(outDir) {
  await mkdir(outDir, { recursive: true });
  await copyVocabularies(outDir);
  const written = [];
  for (const encoding of ENCODINGS) {
    const packed = await packEncoding(encoding);
    const path = join(outDir, `${encoding.name}.bin`);
    await writeFile(path, packed);
    written.push({ name: encoding.name, path, bytes: packed.length });
  }
  return written;
}

/**
 * One packed vocabulary, in memory. Tests and the bench use it to need no build.
 * @param {'o200k_base' | 'cl100k_base'} name
 * @returns {Promise<Uint8Array>}
 */
export async function packRanksInMemory(name) {
  const encoding = ENCODINGS.find((candidate) => candidate.name === name);
  if (encoding === undefined) throw new Error(`No such encoding: ${name}`);
  return packEncoding(encoding);
}

/**
 * The tokens of an encoding, each at its rank.
 * @param {'o200k_base' | 'cl100k_base'} name
 * @returns {Promise<Buffer[]>}
 */
export async function tokensOf(name) {
  const { default: ranks } = await ENCODINGS.find((candidate) => candidate.name === name).load();
  return tokensByRank(name, ranks.bpe_ranks);
}

async function packEncoding(encoding) {
  const ranks = (await encoding.load()).default;
  if (ranks.pat_str !== encoding.expectedPattern) {
    throw new Error(`js-tiktoken changed the pattern of ${encoding.name}: bring server/core/engine/tokens/pieces.ts in line first.`);
  }
  const tokens = tokensByRank(encoding.name, ranks.bpe_ranks);
  const longest = tokens.reduce((max, token) => Math.max(max, token.length), 0);
  const total = tokens.reduce((sum, token) => sum + token.length, 0);
  // The counter keeps a rank in 18 bits and a length in one byte.
  if (tokens.length >= 2 ** 18 || longest > 255) throw new Error(`${encoding.name} does not fit the packed format.`);

  const out = Buffer.alloc(16 + tokens.length + total);
  out.write('PCRK', 0, 'latin1');
  out.writeUInt8(FORMAT_VERSION, 4);
  out.writeUInt8(encoding.pattern, 5);
  out.writeUInt16LE(longest, 6);
  out.writeUInt32LE(tokens.length, 8);
  out.writeUInt32LE(total, 12);
  let at = 16 + tokens.length;
  tokens.forEach((token, rank) => {
    out[16 + rank] = token.length;
    at += token.copy(out, at);
  });
  return out;
}

/** Checks what the counter relies on: ranks without gaps, no token twice, and every single byte a token. */
function tokensByRank(name, text) {
  const tokens = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, offset, ...encoded] = line.split(' ');
    encoded.forEach((token, index) => (tokens[Number(offset) + index] = Buffer.from(token, 'base64')));
  }
  const seen = new Set();
  for (let rank = 0; rank < tokens.length; rank++) {
    const token = tokens[rank];
    if (token === undefined || token.length === 0) throw new Error(`${name} has no token of rank ${rank}.`);
    seen.add(token.toString('latin1'));
  }
  if (seen.size !== tokens.length) throw new Error(`${name} holds a token twice.`);
  for (let byte = 0; byte < 256; byte++) {
    if (!seen.has(String.fromCharCode(byte))) throw new Error(`${name} has no token for byte ${byte}.`);
  }
  return tokens;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const outDir = process.argv[2] ?? fileURLToPath(new URL('../dist/tokens', import.meta.url));
  for (const { name, path, bytes } of await packRanks(outDir)) {
    const { readFile } = await import('node:fs/promises');
    const zipped = gzipSync(await readFile(path)).length;
    console.log(`${name}: ${bytes} bytes (${zipped} zipped)`);
  }
}
