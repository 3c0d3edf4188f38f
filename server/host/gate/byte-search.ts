/** Does a file's raw text hold one of a few names? Nothing is decoded for the answer. */
import { escapeRegExp } from '../../core/model/text.ts';
import type { Bytes } from '../files/source-files.ts';

export type ByteTest = (bytes: Bytes) => boolean;

/** Letters of source code from rare to frequent. A search that starts at a rare byte skips most of a file with `memchr`. */
const RARE_FIRST = 'zqj@/-_xkvwybghpfmuldcsnrioate';
/** The hundred most frequent pairs of bytes in source code, from frequent to rare (`node bench/pairs.mjs`). */
const FREQUENT_PAIRS =
  '  onreerinesstdete: seorentie  tatntt alioet iros menstoelth,  sar= co =hetrtaed alegeng craisan rpectn oditolamutaschpollrtrinane { f "eaurr ecd exssptoolif ommauendidpaag } oempr d ps.cemp m n) five';
const SHORTEST_PROBE = 4;
/** Up to this many names, one search each is faster than one regular expression for all of them. */
const FEW = 5;

/** A test for files that hold one of `names` (any text, compared byte by byte in UTF-8). */
export function searchFor(names: readonly string[]): ByteTest {
  const needed = shortest([...new Set(names)].filter((name) => name !== ''));
  if (needed.length === 0) return () => false;
  if (needed.length <= FEW) return searchEach(needed);
  return searchAll(needed.map((name) => Buffer.from(name, 'utf8')));
}

/** Names without those that contain another one: they are found by that one. */
function shortest(names: readonly string[]): readonly string[] {
  const start = Math.min(2, ...names.map(({ length }) => length));
  const byStart = new Map<string, string[]>();
  for (const name of names) {
    const known = byStart.get(name.slice(0, start));
    if (known === undefined) byStart.set(name.slice(0, start), [name]);
    else known.push(name);
  }
  const holdsAnother = (name: string): boolean => {
    for (let at = 0; at <= name.length - start; at++) {
      if (byStart.get(name.slice(at, at + start))?.some((other) => other !== name && name.startsWith(other, at)) === true) return true;
    }
    return false;
  };
  return names.filter((name) => !holdsAnother(name));
}

/** Bytes of a name that are looked for at once, as far as it has them. */
const WINDOW = 4;
const SPACE = 32;

/**
 * Looks for all names at once (Wu and Manber, 1994): a table says of each two bytes how far it is to the end of the nearest name that holds them, which is the whole window for most.
 * Several times faster than one regular expression, and nothing is decoded.
 */
function searchAll(names: readonly Buffer[]): ByteTest {
  const least = Math.min(...names.map(({ length }) => length));
  // A name may lack the first byte of its window, which is then any.
  const window = Math.min(WINDOW, least + 1);
  if (least < 2) {
    const pattern = new RegExp(names.map((name) => escapeRegExp(name.toString('latin1'))).join('|'));
    return ({ buffer, start, end }) => pattern.test(buffer.toString('latin1', start, end));
  }
  const shifts = new Uint8Array(1 << 14).fill(window - 1);
  const ending = new Map<number, { readonly name: Buffer; readonly offset: number }[]>();
  /** By the pair that ends a window: which bytes stand before it, one bit for those with the same lower five bits. Most of what ends like a name is told from it by this. */
  const before = new Uint32Array(1 << 14);
  for (const name of names) {
    const from = name.length < window ? -1 : rarestWindow(name, window);
    for (let i = 0; i < window - 1; i++) {
      for (const pair of from + i < 0 ? pairsBefore(name[0]!) : [pairAt(name, from + i)]) shifts[pair] = Math.min(shifts[pair]!, window - 2 - i);
    }
    const last = pairAt(name, from + window - 2);
    const known = ending.get(last);
    const entry = { name, offset: from + window - 2 };
    before[last]! |= entry.offset === 0 ? -1 : 1 << (name[entry.offset - 1]! & 31);
    if (known === undefined) ending.set(last, [entry]);
    else known.push(entry);
  }
  // What the next step is waits for the last one's reads, so four parts are searched in turns: the processor does them at once, in less than half of the time.
  return ({ buffer, start, end }) => {
    const first = start + Math.min(window, least) - 2;
    const part = Math.max(0, (end - 1 - first) >> 2);
    const second = first + part;
    const third = second + part;
    const fourth = third + part;
    let a = first;
    let b = second;
    let c = third;
    let d = fourth;
    while (a < second && b < third && c < fourth && d < end - 1) {
      const pairA = pairAt(buffer, a);
      const pairB = pairAt(buffer, b);
      const pairC = pairAt(buffer, c);
      const pairD = pairAt(buffer, d);
      const shiftA = shifts[pairA]!;
      const shiftB = shifts[pairB]!;
      const shiftC = shifts[pairC]!;
      const shiftD = shifts[pairD]!;
      if (shiftA === 0 && isAfter(buffer, a, pairA) && endsAt(buffer, a, pairA, start, end)) return true;
      if (shiftB === 0 && isAfter(buffer, b, pairB) && endsAt(buffer, b, pairB, start, end)) return true;
      if (shiftC === 0 && isAfter(buffer, c, pairC) && endsAt(buffer, c, pairC, start, end)) return true;
      if (shiftD === 0 && isAfter(buffer, d, pairD) && endsAt(buffer, d, pairD, start, end)) return true;
      a += shiftA || 1;
      b += shiftB || 1;
      c += shiftC || 1;
      d += shiftD || 1;
    }
    return search(buffer, a, second, start, end) || search(buffer, b, third, start, end) || search(buffer, c, fourth, start, end) || search(buffer, d, end - 1, start, end);
  };

  function search(buffer: Buffer, from: number, to: number, start: number, end: number): boolean {
    for (let at = from; at < to; ) {
      const pair = pairAt(buffer, at);
      const shift = shifts[pair]!;
      if (shift === 0 && isAfter(buffer, at, pair) && endsAt(buffer, at, pair, start, end)) return true;
      at += shift || 1;
    }
    return false;
  }

  function isAfter(buffer: Buffer, at: number, pair: number): boolean {
    return ((before[pair]! >>> (buffer[at - 1]! & 31)) & 1) === 1;
  }

  /** Whether a name lies around a pair that ends its window. */
  function endsAt(buffer: Buffer, at: number, pair: number, start: number, end: number): boolean {
    for (const { name, offset } of ending.get(pair)!) {
      const from = at - offset;
      if (from < start || from + name.length > end) continue;
      let i = 0;
      while (i < name.length && buffer[from + i] === name[i]) i++;
      if (i === name.length) return true;
    }
    return false;
  }
}

function pairAt(name: Buffer, at: number): number {
  return ((name[at]! & 127) << 7) | (name[at + 1]! & 127);
}

/** All pairs that end with a byte. */
function pairsBefore(byte: number): readonly number[] {
  return Array.from({ length: 128 }, (_, first) => (first << 7) | (byte & 127));
}

/** Where in a name the window begins that ends with its rarest two bytes. */
function rarestWindow(name: Buffer, window: number): number {
  let best = 0;
  let bestFrequency = Infinity;
  for (let from = 0; from + window <= name.length; from++) {
    const frequency = pairFrequency(name[from + window - 2]!, name[from + window - 1]!);
    if (frequency < bestFrequency) [best, bestFrequency] = [from, frequency];
  }
  return best;
}

/** Greater for a more frequent pair: those that are listed, then all others by their bytes. */
function pairFrequency(first: number, second: number): number {
  const rank = pairRanks.get((first << 8) | second);
  return rank === undefined ? byteFrequencies[first]! * byteFrequencies[second]! : MOST_FREQUENT - rank;
}

const pairRanks = new Map(Array.from({ length: FREQUENT_PAIRS.length / 2 }, (_, rank) => [(FREQUENT_PAIRS.charCodeAt(2 * rank) << 8) | FREQUENT_PAIRS.charCodeAt(2 * rank + 1), rank]));
/** Above what any two bytes make. */
const MOST_FREQUENT = 1e6;

const byteFrequencies = Array.from({ length: 256 }, (_, byte) => {
  const rank = RARE_FIRST.indexOf(String.fromCharCode(byte));
  return rank >= 0 ? rank + 1 : byte === SPACE ? 2 * RARE_FIRST.length : RARE_FIRST.length / 2;
});

function searchEach(names: readonly string[]): ByteTest {
  const searches = names.map((name) => ({ probe: Buffer.from(probeOf(name), 'utf8'), name: Buffer.from(name, 'utf8') }));
  return ({ buffer, start, end }) => {
    const bytes = buffer.subarray(start, end);
    for (const { probe, name } of searches) {
      const at = bytes.indexOf(probe);
      if (at >= 0 && bytes.indexOf(name, Math.max(0, at - name.length)) >= 0) return true;
    }
    return false;
  };
}

/** The part of a name from its rarest letter on, long enough to be rare itself. */
function probeOf(name: string): string {
  let best = 0;
  let bestRank = Infinity;
  for (let i = 0; i <= name.length - SHORTEST_PROBE; i++) {
    const rank = RARE_FIRST.indexOf(name[i]!);
    if (rank >= 0 && rank < bestRank) [best, bestRank] = [i, rank];
  }
  return name.slice(best);
}
