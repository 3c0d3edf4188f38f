/** Names of places among files, with POSIX separators: joining, folders, and what a value says of them. */
import { optionsOf, type Hole, type Origin, type PathValue, type Value } from '../../../model/value.ts';

/** Names built from parts of which several are one of many: more than this are not told apart. */
const MAX_NAMES = 12;

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** `folder/name` with `.` and `..` worked out. A path that climbs above its beginning keeps its `..`. */
export function joinPath(folder: string, name: string): string {
  const posix = `${folder}/${name}`.replaceAll('\\', '/');
  const absolute = folder === '' ? isAbsolute(name) : isAbsolute(folder);
  const parts: string[] = [];
  for (const part of (folder === '' ? name.replaceAll('\\', '/') : posix).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return `${absolute && !/^[A-Za-z]:$/.test(parts[0] ?? '') ? '/' : ''}${parts.join('/')}`;
}

export function pathValue(path: string | null, from: PathValue['from'], origin: Origin): PathValue {
  return { kind: 'path', path, from, origin };
}

/** The places a value names: itself, or what its text says. Null where it is nothing that can name one; several where a part is one of several. */
export function pathsOf(value: Value): readonly PathValue[] | null {
  switch (value.kind) {
    case 'path':
      return [value];
    case 'either': {
      const options = value.options.filter((option) => option.kind !== 'null').map(pathsOf);
      return options.some((option) => option === null) ? null : options.flatMap((option) => option!).slice(0, MAX_NAMES);
    }
    case 'text':
      return namesOf(value.parts, value.origin);
    case 'unknown':
      return [pathValue(null, 'somewhere', value.origin)];
    default:
      return null;
  }
}

/** `f"{BASE}/prompts/{name}.md"`: a place it begins with, then names. */
function namesOf(parts: readonly (string | Hole)[], origin: Origin): readonly PathValue[] {
  const [first, ...rest] = parts;
  if (first !== undefined && typeof first !== 'string') {
    const bases = optionsOf(first.value).filter((option) => option.kind === 'path');
    if (bases.length > 0) return bases.flatMap((base) => texts(rest).map((name) => (name === null ? pathValue(null, base.from, origin) : joinPaths(base, name, origin))));
  }
  return texts(parts).map((name) => pathValue(name === null ? null : joinPath('', name), 'somewhere', origin));
}

/** Every text that parts may make; null stands for those that are not known here. */
function texts(parts: readonly (string | Hole)[]): readonly (string | null)[] {
  let all: readonly (string | null)[] = [''];
  for (const part of parts) {
    const options = typeof part === 'string' ? [part] : optionsOf(part.value).flatMap((option) => (option.kind === 'text' ? texts(option.parts) : option.kind === 'number' ? [String(option.value)] : [null]));
    all = all.flatMap((before) => options.map((option) => (before === null || option === null ? null : before + option)));
    if (all.length > MAX_NAMES) return [null];
  }
  return [...new Set(all)];
}

/** The place that `name` is, seen from `base`. */
export function joinPaths(base: PathValue, name: string, origin: Origin): PathValue {
  return pathValue(base.path === null ? null : joinPath(base.path, name), base.from, origin);
}

/** What `base / name` names. A name that begins at the root stands for itself only where nothing comes before it. */
export function joinedPaths(values: readonly Value[], origin: Origin): readonly PathValue[] | null {
  let all: readonly PathValue[] = [pathValue('', 'somewhere', origin)];
  for (const [i, value] of values.entries()) {
    const next = pathsOf(value);
    if (next === null) return null;
    all = i === 0 ? next.map((place) => ({ ...place, origin })) : all.flatMap((base) => next.map((place) => (place.path === null ? pathValue(null, base.from, origin) : place.from === 'workspace' ? { ...place, origin } : joinPaths(base, place.path, origin))));
    if (all.length > MAX_NAMES) return [pathValue(null, 'somewhere', origin)];
  }
  return all;
}

/** The folder of a place, `levels` times. */
export function foldersAbove(place: PathValue, levels: number, origin: Origin): PathValue {
  let { path } = place;
  for (let i = 0; i < levels && path !== null; i++) path = place.from === 'somewhere' && (path === '' || path.endsWith('..')) ? joinPath(path, '..') : folderOf(path);
  return pathValue(path, place.from, origin);
}
