/** Does a file's raw text hold one of a few names? Nothing is decoded for the answer. */
import type { Bytes } from './source-files.ts';

export type ByteTest = (bytes: Bytes) => boolean;

/** Letters of source code from rare to frequent. A search that starts at a rare byte skips most of a file with `memchr`. */
const RARE_FIRST = 'zqj@/-_xkvwybghpfmuldcsnrioate';
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
  const window = Math.min(WINDOW, ...names.map(({ length }) => length));
  if (window < 2) {
    const pattern = new RegExp(names.map((name) => escapeRegExp(name.toString('latin1'))).join('|'));
    return ({ buffer, start, end }) => pattern.test(buffer.toString('latin1', start, end));
  }
  const shifts = new Uint8Array(1 << 14).fill(window - 1);
  const ending = new Map<number, { readonly name: Buffer; readonly offset: number }[]>();
  for (const name of names) {
    const from = rarestWindow(name, window);
    for (let i = 0; i < window - 1; i++) {
      const pair = pairAt(name, from + i);
      shifts[pair] = Math.min(shifts[pair]!, window - 2 - i);
    }
    const last = pairAt(name, from + window - 2);
    const known = ending.get(last);
    const entry = { name, offset: from + window - 2 };
    if (known === undefined) ending.set(last, [entry]);
    else known.push(entry);
  }
  return ({ buffer, start, end }) => {
    for (let at = start + window - 2; at < end - 1; ) {
      const pair = ((buffer[at]! & 127) << 7) | (buffer[at + 1]! & 127);
      const shift = shifts[pair]!;
      if (shift > 0) {
        at += shift;
        continue;
      }
      for (const { name, offset } of ending.get(pair)!) {
        const from = at - offset;
        if (from < start || from + name.length > end) continue;
        let i = 0;
        while (i < name.length && buffer[from + i] === name[i]) i++;
        if (i === name.length) return true;
      }
      at++;
    }
    return false;
  };
}

function pairAt(name: Buffer, at: number): number {
  return ((name[at]! & 127) << 7) | (name[at + 1]! & 127);
}

/** Where in a name the window begins that ends with its rarest two bytes. */
function rarestWindow(name: Buffer, window: number): number {
  let best = 0;
  let bestRank = Infinity;
  for (let from = 0; from + window <= name.length; from++) {
    const rank = frequency(name[from + window - 2]!) * frequency(name[from + window - 1]!);
    if (rank < bestRank) [best, bestRank] = [from, rank];
  }
  return best;
}

function frequency(byte: number): number {
  const rank = RARE_FIRST.indexOf(String.fromCharCode(byte));
  return rank >= 0 ? rank + 1 : byte === SPACE ? 2 * RARE_FIRST.length : RARE_FIRST.length / 2;
}

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

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
