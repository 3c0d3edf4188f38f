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
  // A name that contains another is found by that one.
  const needed = [...new Set(names)].filter((name, _, all) => name !== '' && !all.some((other) => other !== name && other !== '' && name.includes(other)));
  if (needed.length === 0) return () => false;
  if (needed.length <= FEW) return searchEach(needed);
  const pattern = new RegExp(needed.map((name) => escapeRegExp(Buffer.from(name, 'utf8').toString('latin1'))).join('|'));
  return ({ buffer, start, end }) => pattern.test(buffer.toString('latin1', start, end));
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
