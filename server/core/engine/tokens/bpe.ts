/**
 * Byte-pair encoding, counted exactly and in near-linear time for any input.
 *
 * Counts equal `encode(text, [], []).length` of js-tiktoken, so special tokens such as `<|endoftext|>` are ordinary text.
 * Its own merge is quadratic in a piece and cannot stand on a server's path. Here a piece of n bytes takes
 * O(n log n): pairs wait in a heap and a pair's rank is one look-up by a rolling hash in a typed-array table.
 *
 * Typed arrays are read with `!` throughout: every index is inside by construction.
 */

import { type Pattern, pieceEnd } from './pieces.ts';

/** A vocabulary ready for counting. Opaque: made by `loadRanks`, read by `countTokens`. Not to be shared between threads. */
export interface Ranks {
  readonly pattern: Pattern;
  /** Tokens end to end, in the order of their ranks. */
  readonly bytes: Uint8Array;
  /** Where each token starts in `bytes`; one more entry than there are tokens. */
  readonly offsets: Uint32Array;
  readonly longest: number;
  /** Open addressing: zero, or a fingerprint in the upper 14 bits and the rank plus one in the lower 18. */
  readonly table: Uint32Array;
  readonly tableShift: number;
  /** `powers[n]` is the hash multiplier to the n-th, modulo 2³². */
  readonly powers: Int32Array;
  /** Working memory for pieces of ordinary size, used again from piece to piece. */
  readonly scratch: Scratch;
}

/** A piece as UTF-8 with the rolling hash of each of its prefixes. */
export interface Scratch {
  readonly bytes: Uint8Array;
  readonly hashes: Int32Array;
  readonly starts: Int32Array;
  readonly ranks: Int32Array;
}

const HEADER_BYTES = 16;
const FORMAT_VERSION = 1;
const RANK_BITS = 18;
const RANK_MASK = (1 << RANK_BITS) - 1;
const MULTIPLIER = 0x9e3779b1 | 0;
/** The rank of a pair that is no token: greater than any rank. */
const NO_RANK = 0x7fffffff;
/** UTF-16 units of a piece that fits the reused working memory; a larger piece takes its own and lets it go. */
const SCRATCH_UNITS = 4096;
/** Up to this many bytes, looking at every pair again after each merge is faster than a heap. */
const SCAN_BYTES = 96;

/**
 * Reads a packed vocabulary (see scripts/pack-ranks.mjs). The result keeps a view of `packed`, which must not change afterwards.
 * @throws Error when the bytes are not a packed vocabulary of this version
 */
export function loadRanks(packed: Uint8Array): Ranks {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < HEADER_BYTES || view.getUint32(0) !== 0x5043524b || view.getUint8(4) !== FORMAT_VERSION) {
    throw new Error('Not a packed token vocabulary of this version.');
  }
  const pattern: Pattern = view.getUint8(5) === 2 ? 'o200k' : 'cl100k';
  const longest = view.getUint16(6, true);
  const count = view.getUint32(8, true);
  const total = view.getUint32(12, true);
  if (packed.length !== HEADER_BYTES + count + total) throw new Error('The packed token vocabulary is cut short.');

  return ranksOf(pattern, packed.subarray(HEADER_BYTES, HEADER_BYTES + count), packed.subarray(HEADER_BYTES + count), longest);
}

/** @param lengths of the tokens in `bytes`, which are fewer than 2¹⁸. */
export function ranksOf(pattern: Pattern, lengths: Uint8Array, bytes: Uint8Array, longest: number): Ranks {
  const offsets = new Uint32Array(lengths.length + 1);
  // At most half full, so that a miss ends after a probe or two.
  const tableBits = Math.ceil(Math.log2(lengths.length * 2));
  const table = new Uint32Array(2 ** tableBits);
  const tableShift = 32 - tableBits;
  fillTable(lengths, bytes, offsets, table, tableShift);

  const powers = new Int32Array(longest + 1);
  powers[0] = 1;
  for (let i = 1; i <= longest; i++) powers[i] = Math.imul(powers[i - 1]!, MULTIPLIER);
  return { pattern, bytes, offsets, longest, table, tableShift, powers, scratch: newScratch(SCRATCH_UNITS * 3, SCAN_BYTES) };
}

/** The number of tokens of a text. A lone surrogate counts as U+FFFD, as in any UTF-8 encoder. Never throws. */
export function countTokens(ranks: Ranks, text: string): number {
  let tokens = 0;
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(ranks.pattern, text, start);
    tokens += countPiece(ranks, text, start, end);
    start = end;
  }
  return tokens;
}

function countPiece(ranks: Ranks, text: string, start: number, end: number): number {
  const { piece, length } = pieceOf(ranks, text, start, end);
  if (length === 1 || isToken(ranks, piece, 0, length)) return 1;
  return length <= SCAN_BYTES ? mergeByScan(ranks, piece, length) : mergeByHeap(ranks, piece, length);
}

/** Whether `from…to` of the piece spells a token. */
export function isToken(ranks: Ranks, piece: Scratch, from: number, to: number): boolean {
  return lookUp(ranks, piece, from, to) !== NO_RANK;
}

/** Working memory with a piece in it as UTF-8, and the number of its bytes. */
export function pieceOf(ranks: Ranks, text: string, start: number, end: number): { readonly piece: Scratch; readonly length: number } {
  const piece = end - start <= SCRATCH_UNITS ? ranks.scratch : newScratch((end - start) * 3, 0);
  return { piece, length: encodeUtf8(text, start, end, piece) };
}

/** The rank of the token that `from…to` of the piece spells, or `NO_RANK`. */
function lookUp(ranks: Ranks, piece: Scratch, from: number, to: number): number {
  const length = to - from;
  if (length > ranks.longest) return NO_RANK;
  const { table, offsets, bytes } = ranks;
  const mask = table.length - 1;
  const hash = mix((piece.hashes[to]! - Math.imul(piece.hashes[from]!, ranks.powers[length]!)) | 0);
  const fingerprint = fingerprintOf(hash);
  for (let slot = hash >>> ranks.tableShift; ; slot = (slot + 1) & mask) {
    const entry = table[slot]!;
    if (entry === 0) return NO_RANK;
    if (entry >>> RANK_BITS !== fingerprint) continue;
    const rank = (entry & RANK_MASK) - 1;
    const offset = offsets[rank]!;
    if (offsets[rank + 1]! - offset !== length) continue;
    let i = 0;
    while (i < length && bytes[offset + i] === piece.bytes[from + i]) i++;
    if (i === length) return rank;
  }
}

/** Merges the lowest pair first, the leftmost among equals; returns the number of tokens left. */
function mergeByScan(ranks: Ranks, piece: Scratch, length: number): number {
  const { starts, ranks: pairs } = piece;
  // Part i is starts[i]…starts[i + 1]; pairs[i] is the rank of parts i and i + 1 as one token.
  for (let i = 0; i <= length; i++) starts[i] = i;
  for (let i = 0; i < length - 1; i++) pairs[i] = lookUp(ranks, piece, i, i + 2);
  let parts = length;
  while (parts > 1) {
    let best = 0;
    let lowest = pairs[0]!;
    for (let i = 1; i < parts - 1; i++) {
      if (pairs[i]! < lowest) {
        lowest = pairs[i]!;
        best = i;
      }
    }
    if (lowest === NO_RANK) break;
    starts.copyWithin(best + 1, best + 2, parts + 1);
    pairs.copyWithin(best, best + 1, parts - 1);
    parts--;
    if (best < parts - 1) pairs[best] = lookUp(ranks, piece, starts[best]!, starts[best + 2]!);
    if (best > 0) pairs[best - 1] = lookUp(ranks, piece, starts[best - 1]!, starts[best + 1]!);
  }
  return parts;
}

/**
 * The same merge order for long pieces. A part is named by the offset of its first byte; a heap entry is
 * `rank · 2³² + offset`, so the smallest entry is the lowest and leftmost pair. An entry whose rank is no longer that of
 * its offset is stale and skipped: a pair's bytes only grow, so a rank never comes back.
 */
function mergeByHeap(ranks: Ranks, piece: Scratch, length: number): number {
  const ends = new Int32Array(length);
  const previous = new Int32Array(length);
  const pairs = new Int32Array(length).fill(NO_RANK);
  let heap = new Float64Array(length);
  let size = 0;
  for (let i = 0; i < length; i++) {
    ends[i] = i + 1;
    previous[i] = i - 1;
    if (i + 1 === length) break;
    const rank = lookUp(ranks, piece, i, i + 2);
    pairs[i] = rank;
    if (rank !== NO_RANK) heap[size++] = rank * 2 ** 32 + i;
  }
  for (let i = (size - 2) >> 2; i >= 0; i--) siftDown(heap, size, i, heap[i]!);

  let parts = length;
  while (size > 0) {
    const entry = heap[0]!;
    // Not `%`, which is a slow library call on numbers beyond 32 bits.
    const rank = Math.floor(entry / 2 ** 32);
    const at = entry - rank * 2 ** 32;
    const right = ends[at]!;
    const merged = rank === pairs[at];
    let renewed = NO_RANK;
    if (merged) {
      parts--;
      const end = ends[right]!;
      ends[at] = end;
      pairs[right] = NO_RANK;
      if (end < length) {
        previous[end] = at;
        renewed = lookUp(ranks, piece, at, ends[end]!);
      }
      pairs[at] = renewed;
    }
    if (renewed !== NO_RANK) siftDown(heap, size, 0, renewed * 2 ** 32 + at);
    else {
      size--;
      if (size > 0) siftDown(heap, size, 0, heap[size]!);
    }
    const left = merged ? previous[at]! : -1;
    if (left >= 0) {
      const widened = lookUp(ranks, piece, left, ends[at]!);
      pairs[left] = widened;
      if (widened !== NO_RANK) {
        if (size === heap.length) heap = grown(heap);
        siftUp(heap, size, widened * 2 ** 32 + left);
        size++;
      }
    }
  }
  return parts;
}

/** Puts `entry` at `hole` or below, in a heap with four children a node. */
function siftDown(heap: Float64Array, size: number, hole: number, entry: number): void {
  for (let child = hole * 4 + 1; child < size; child = hole * 4 + 1) {
    const last = Math.min(child + 3, size - 1);
    let least = child;
    for (let i = child + 1; i <= last; i++) if (heap[i]! < heap[least]!) least = i;
    if (heap[least]! >= entry) break;
    heap[hole] = heap[least]!;
    hole = least;
  }
  heap[hole] = entry;
}

/** Puts `entry` at `hole` or above. */
function siftUp(heap: Float64Array, hole: number, entry: number): void {
  while (hole > 0) {
    const parent = (hole - 1) >> 2;
    if (heap[parent]! <= entry) break;
    heap[hole] = heap[parent]!;
    hole = parent;
  }
  heap[hole] = entry;
}

function grown(heap: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(heap.length * 2);
  larger.set(heap);
  return larger;
}

/** Writes `start…end` as UTF-8 with its prefix hashes; returns the number of bytes. Written out because the core has no TextEncoder. */
function encodeUtf8(text: string, start: number, end: number, into: Scratch): number {
  const { bytes, hashes } = into;
  let length = 0;
  for (let i = start; i < end; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if ((code & 0xf800) === 0xd800) {
      const whole = text.codePointAt(i)!;
      code = whole > 0xffff ? whole : 0xfffd;
      if (whole > 0xffff) i++;
    }
    if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
      else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (code & 0x3f);
  }
  let hash = 0;
  for (let i = 0; i < length; i++) {
    hash = (Math.imul(hash, MULTIPLIER) + bytes[i]! + 1) | 0;
    hashes[i + 1] = hash;
  }
  return length;
}

function fillTable(lengths: Uint8Array, bytes: Uint8Array, offsets: Uint32Array, table: Uint32Array, shift: number): void {
  const mask = table.length - 1;
  let at = 0;
  for (let rank = 0; rank < lengths.length; rank++) {
    const end = at + lengths[rank]!;
    let rolling = 0;
    for (; at < end; at++) rolling = (Math.imul(rolling, MULTIPLIER) + bytes[at]! + 1) | 0;
    offsets[rank + 1] = end;
    const hash = mix(rolling);
    let slot = hash >>> shift;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = (fingerprintOf(hash) << RANK_BITS) | (rank + 1);
  }
}

/** Spreads the rolling hash, whose upper bits hold most of what differs, over all 32 bits. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Bits that the slot number does not use. */
function fingerprintOf(hash: number): number {
  return hash & ((1 << (32 - RANK_BITS)) - 1);
}

function newScratch(byteCount: number, scanBytes: number): Scratch {
  return {
    bytes: new Uint8Array(byteCount),
    hashes: new Int32Array(byteCount + 1),
    starts: new Int32Array(scanBytes + 1),
    ranks: new Int32Array(scanBytes),
  };
}
