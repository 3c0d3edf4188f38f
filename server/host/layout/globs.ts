/** Folder patterns of workspace files: `packages/*`, `apps/**`, `!packages/old`. Only folders are matched, and only what those files use is understood. */
import { escapeRegExp } from '../../core/model/text.ts';
import { isInside, join, joinRelative, relativeTo } from '../paths.ts';
import type { ProjectFiles } from './project-files.ts';

/** A pattern with `**` stops here: a workspace has no more packages than this. */
const MAX_FOLDERS = 5_000;

/** The folders under `base` that match, in order of the patterns; `!pattern` takes away. */
export function expandGlobs(base: string, patterns: readonly string[], files: ProjectFiles): readonly string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    const segments = (negated ? pattern.slice(1) : pattern).split('/').filter((segment) => segment !== '' && segment !== '.');
    if (negated) {
      const excluded = toRegExp(segments);
      for (const folder of found) if (excluded.test(relativeTo(base, folder))) found.delete(folder);
    } else if (segments[0] === '..') {
      const folder = joinRelative(base, pattern);
      if (isInside(folder, base)) found.add(folder);
    } else expand(base, segments, files, found);
  }
  return [...found];
}

function expand(folder: string, segments: readonly string[], files: ProjectFiles, found: Set<string>): void {
  if (found.size >= MAX_FOLDERS) return;
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    found.add(folder);
    return;
  }
  if (segment === '**') expand(folder, rest, files, found);
  if (!segment.includes('*')) {
    if (files.list(folder).get(segment) === 'folder') expand(join(folder, segment), rest, files, found);
    return;
  }
  const matches = segment === '**' ? /./ : toRegExp([segment]);
  for (const [name, kind] of files.list(folder)) {
    if (kind !== 'folder' || name === 'node_modules' || name.startsWith('.') || !matches.test(name)) continue;
    expand(join(folder, name), segment === '**' ? segments : rest, files, found);
  }
}

function toRegExp(segments: readonly string[]): RegExp {
  const source = segments.map((segment) => (segment === '**' ? '(?:.*)' : escapeRegExp(segment).replaceAll('\\*', '[^/]*'))).join('/');
  return new RegExp(`^${source.replaceAll('(?:.*)/', '(?:.*/)?')}$`);
}
