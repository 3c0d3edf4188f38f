/** Remembering what was computed of texts, by their content. */

/**
 * Remembers the results for the `most` texts used last. The key is a hash of the text and not the text: a slice of a file
 * would keep the whole file alive, and each version of it while it is edited. Two texts of equal length would have to agree in
 * 64 hashed bits to be taken for each other. For the same reason a result must not hold the text, or long parts of it.
 */
export function rememberByContent<Result>(most: number, compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<number, { readonly length: number; readonly second: number; readonly result: Result }>();
  return (text) => {
    let first = 0x811c9dc5;
    let second = text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 15);
    }
    const hit = known.get(first);
    const same = hit !== undefined && hit.length === text.length && hit.second === second;
    const entry = same ? hit : { length: text.length, second, result: compute(text) };
    known.delete(first);
    known.set(first, entry);
    if (known.size > most) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
    return entry.result;
  };
}
