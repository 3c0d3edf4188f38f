/** Places in a file that was edited since they were noted. */
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/text.ts';

/** Where an offset of `before` stands in `after`, if the edit lies between their common start and common end. Inside the edit it is the edit's start. */
export function moveOffset(before: string, after: string, offset: number): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (offset <= start) return offset;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return offset >= before.length - end ? offset + after.length - before.length : start;
}

/** A finding whose related places are moved with the files they are in. `texts` gives both versions of a file that changed, else undefined. */
export function relocateFinding(finding: Finding, texts: (path: string) => { readonly before: string; readonly after: string } | undefined): Finding {
  const move = (location: Location): Location => {
    const versions = texts(location.path);
    return versions === undefined ? location : { path: location.path, start: moveOffset(versions.before, versions.after, location.start), end: moveOffset(versions.before, versions.after, location.end) };
  };
  return { ...finding, at: move(finding.at), related: finding.related.map((related) => ({ ...related, at: move(related.at) })) };
}
