/**
 * Counts with a vocabulary of which only the set of tokens is known: the fewest that cover a text. Merging in the vocabulary's own order gives the same in
 * English and code but for a token in two hundred, and some hundredths more in other languages (`test/tokens/family-counts.json`); the order would treble the package.
 */
import { isToken, pieceOf, ranksOf, type Ranks } from './bpe.ts';

/** A vocabulary ready for counting: made by `loadTokenSet`. Not to be shared between threads. */
export interface TokenSet {
  readonly tokens: Ranks;
  /** What a text is read behind: a space in vocabularies of SentencePiece. */
  readonly opening: '' | ' ';
  /** Bytes of the longest token that begins with a byte. */
  readonly longestFrom: Uint8Array;
}

const HEADER_BYTES = 16;
const FORMAT_VERSION = 1;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/**
 * Reads a set of tokens that is packed by what it shares with o200k (scripts/shared-vocabularies.mjs).
 * @throws Error when the bytes are not such a set, or were packed with another o200k
 */
export function loadTokenSet(packed: Uint8Array, o200k: Ranks): TokenSet {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const known = o200k.offsets.length - 1;
  if (packed.length < HEADER_BYTES || view.getUint32(0) !== 0x50435356 || view.getUint8(4) !== FORMAT_VERSION || view.getUint32(8, true) !== known) throw new Error('Not a packed set of tokens of this version.');
  const count = view.getUint32(12, true);
  const at = HEADER_BYTES + Math.ceil(known / 8);
  const bits = packed.subarray(HEADER_BYTES, at);
  const kept = packed.subarray(at, at + count);
  const added = packed.subarray(at + count, at + 2 * count);
  const rests = packed.subarray(at + 2 * count);

  const isShared = (rank: number): boolean => ((bits[rank >> 3]! >> (rank & 7)) & 1) === 1;
  const { total, number } = sizes(o200k, isShared, kept, added);
  const bytes = new Uint8Array(total);
  const lengths = new Uint8Array(number);
  let end = 0;
  let token = 0;
  for (let rank = 0; rank < known; rank++) {
    if (!isShared(rank)) continue;
    const to = o200k.offsets[rank + 1]!;
    lengths[token++] = to - o200k.offsets[rank]!;
    // Byte by byte: tokens are so short that `set` and `copyWithin` take several times as long.
    for (let i = o200k.offsets[rank]!; i < to; i++) bytes[end++] = o200k.bytes[i]!;
  }
  for (let i = 0, rest = 0, before = end; i < count; i++) {
    const start = end;
    for (let k = kept[i]!; k > 0; k--) bytes[end++] = bytes[before++]!;
    for (let k = added[i]!; k > 0; k--) bytes[end++] = rests[rest++]!;
    lengths[token++] = end - start;
    before = start;
  }
  const longestFrom = longest(lengths, bytes);
  return { tokens: ranksOf('o200k', lengths, bytes, longestFrom.reduce((most, length) => Math.max(most, length), 0)), opening: packed[5] === 1 ? ' ' : '', longestFrom };
}

function sizes(o200k: Ranks, isShared: (rank: number) => boolean, kept: Uint8Array, added: Uint8Array): { readonly total: number; readonly number: number } {
  let total = 0;
  let number = kept.length;
  for (let rank = 0; rank + 1 < o200k.offsets.length; rank++) {
    if (!isShared(rank)) continue;
    total += o200k.offsets[rank + 1]! - o200k.offsets[rank]!;
    number++;
  }
  for (let i = 0; i < kept.length; i++) total += kept[i]! + added[i]!;
  return { total, number };
}

function longest(lengths: Uint8Array, bytes: Uint8Array): Uint8Array {
  const from = new Uint8Array(256);
  let at = 0;
  for (const length of lengths) {
    const first = bytes[at]!;
    if (length > from[first]!) from[first] = length;
    at += length;
  }
  return from;
}

/** The fewest tokens that cover a text; a byte that no token covers is one. Never throws. */
export function countFewest(set: TokenSet, given: string): number {
  const text = given === '' ? given : `${set.opening}${given}`;
  let count = 0;
  for (let start = 0; start < text.length; ) {
    const end = wordEnd(text, start);
    count += fewest(set, text, start, end);
    start = end;
  }
  return count;
}

/** The end of a run of spaces with what follows up to the next, and the new lines after that. No token of these vocabularies reaches further. */
function wordEnd(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  while (at < text.length && text.charCodeAt(at) !== SPACE && text.charCodeAt(at) !== NEWLINE) at++;
  while (text.charCodeAt(at) === NEWLINE) at++;
  return at;
}

function fewest({ tokens, longestFrom }: TokenSet, text: string, start: number, end: number): number {
  const { piece, length } = pieceOf(tokens, text, start, end);
  if (length === 1 || isToken(tokens, piece, 0, length)) return 1;
  const best = new Int32Array(length + 1).fill(length);
  best[0] = 0;
  for (let from = 0; from < length; from++) {
    const next = best[from]! + 1;
    if (best[from + 1]! > next) best[from + 1] = next;
    const most = Math.min(length, from + longestFrom[piece.bytes[from]!]!);
    for (let to = from + 2; to <= most; to++) if (best[to]! > next && isToken(tokens, piece, from, to)) best[to] = next;
  }
  return best[length]!;
}
