/** The name a person probably meant, for messages. */

/** Fewer letters than this begin too many names. */
const SHORTEST_BEGINNING = 3;

/** What a message goes on with: `; did you mean "--format"?`, or nothing where no known name is close. @param prefix of the names, which is written with them */
export function didYouMean(name: string, known: readonly string[], prefix = ''): string {
  const best = nearest(name, known);
  return best === undefined ? '' : `; did you mean "${prefix}${best}"?`;
}

/** The nearest of the known names, or undefined where none is close enough to be meant. One that begins with what was written is near. */
function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const [written, full] = [name.toLowerCase(), candidate.toLowerCase()];
    const distance = written.length >= SHORTEST_BEGINNING && full.startsWith(written) ? 1 : editDistance(written, full);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    previous = current;
  }
  return previous[b.length]!;
}
