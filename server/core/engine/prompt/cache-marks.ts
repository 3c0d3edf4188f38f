/** The marks of explicit caching in what a call sends: where they stand, and for how long they ask. */
import { fieldOf, knownText, optionsOf, type Value } from '../../model/value.ts';

/** The marks of a value's blocks, in their order. */
export function marksOf(value: Value, markers: readonly string[]): readonly Value[] {
  return markers.flatMap((marker) => marksIn(value, marker.split('.'), 0));
}

/** A list of blocks up to the last that is marked for the long lifetime; null where none is, or the last of all is. */
export function longPart(value: Value, markers: readonly string[]): Value | null {
  if (value.kind !== 'list' || markers.length === 0) return null;
  const last = value.items.findLastIndex((item) => marksOf(item, markers).some(isLong));
  return last < 0 || last === value.items.length - 1 ? null : { ...value, items: value.items.slice(0, last + 1) };
}

/** Whether a mark asks for hours instead of minutes. */
export function isLong(mark: Value): boolean {
  return optionsOf(mark).some((option) => option.kind === 'record' && LONG.test(knownText(fieldOf(option, 'ttl')?.value) ?? ''));
}

const LONG = /^\d+h$/;

function marksIn(value: Value, marker: readonly string[], depth: number): readonly Value[] {
  if (depth > 4) return [];
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) => marksIn(item, marker, depth + 1));
    case 'either':
      return value.options.flatMap((option) => marksIn(option, marker, depth + 1));
    case 'record': {
      let mark: Value | undefined = value;
      for (const key of marker) mark = mark?.kind === 'record' ? fieldOf(mark, key)?.value : undefined;
      const content = fieldOf(value, 'content')?.value;
      return [...(mark === undefined ? [] : [mark]), ...(content === undefined ? [] : marksIn(content, marker, depth + 1))];
    }
    default:
      return [];
  }
}
