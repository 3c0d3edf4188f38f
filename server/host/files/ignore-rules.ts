/** What git ignores, as nested rule files say it; the rules of one file are judged by the `ignore` package. */
import { readFileSync } from 'node:fs';
import ignore, { type Ignore } from 'ignore';
import type { GitFolder } from './git-index.ts';
import { join, relativeTo } from '../paths.ts';

/** The rule files that hold for a folder: its own, then those of the folders above it. Immutable: a folder below adds a level of its own. */
export interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
  readonly above: IgnoreRules | undefined;
}

/** Adds one file's rules; patterns are relative to `folder`. */
export function addRules(above: IgnoreRules | undefined, folder: string, patterns: string | readonly string[]): IgnoreRules {
  return { folder, rules: ignore().add(patterns as string | string[]), above };
}

/** Adds the rules of `folder/.gitignore`, where there is a readable one. */
export function addGitignore(above: IgnoreRules | undefined, folder: string): IgnoreRules | undefined {
  const text = readRules(join(folder, '.gitignore'));
  return text === undefined ? above : addRules(above, folder, text);
}

/** The rules that hold for a whole work tree, besides its own `.gitignore`: `info/exclude`. The user's global excludes are deliberately not read: they differ by machine. */
export function rulesOfRepository(workTree: string, git: GitFolder): IgnoreRules | undefined {
  const text = readRules(join(git.common, 'info/exclude'));
  return text === undefined ? undefined : addRules(undefined, workTree, text);
}

/** Whether git ignores an untracked path. The rules nearest to it decide first, and a folder that is ignored takes its content with it. */
export function isIgnored(rules: IgnoreRules | undefined, path: string, kind: 'file' | 'folder'): boolean {
  for (let level = rules; level !== undefined; level = level.above) {
    const relative = relativeTo(level.folder, path);
    if (relative === path || relative === '.') continue;
    const verdict = level.rules.test(kind === 'folder' ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function readRules(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return /^\s*[^#\s]/m.test(text) ? text : undefined;
  } catch {
    // Most folders have none; one that cannot be read ignores nothing, as in git.
    return undefined;
  }
}
