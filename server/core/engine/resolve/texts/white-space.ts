/** White space at the ends and before the lines of a text with holes. */

type Parts<Hole> = readonly (string | Hole)[];

/** Without the white space at its ends; what a hole begins or ends with is not known. */
export function trimmedParts<Hole>(parts: Parts<Hole>, ends: 'both' | 'start' | 'end'): Parts<Hole> {
  const trimmed = [...parts];
  const first = trimmed[0];
  if (ends !== 'end' && typeof first === 'string') trimmed[0] = first.trimStart();
  const last = trimmed.at(-1);
  if (ends !== 'start' && typeof last === 'string') trimmed[trimmed.length - 1] = last.trimEnd();
  return trimmed.filter((part) => part !== '');
}

/** Without the common leading white space of all lines; a hole counts as text. */
export function dedentedParts<Hole>(parts: Parts<Hole>): Parts<Hole> {
  const HOLE = '\uE000';
  const joined = parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('');
  const indents = joined.split('\n').filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  const dedented = joined.split('\n').map((line) => (line.trim() === '' ? '' : line.slice(indent))).join('\n');
  const holes = parts.filter((part): part is Hole => typeof part !== 'string');
  return dedented.split(HOLE).flatMap((piece, i) => (i === 0 ? [piece] : [holes[i - 1]!, piece]));
}
