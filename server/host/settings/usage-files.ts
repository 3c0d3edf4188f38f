/** Measured usage from `.promptcost/usage.json`: of the nearest folder above a file, within its workspace folder. A broken one is told of once and not used. */
import type { UsageAt, UsageTable } from '../../core/model/usage.ts';
import type { ConfigProblem } from './config.ts';
import { folderOf, join, relativeTo } from '../paths.ts';
import { innermost, type ProjectFiles } from '../layout/project-files.ts';
import type { UsageJudgement } from './usage-schema.ts';

export const USAGE_FOLDER = '.promptcost';
export const USAGE_FILE = 'usage.json';

export type UsageJudge = (value: unknown) => UsageJudgement;

export interface UsageFiles {
  at(path: string): UsageAt | null;
  problems(): readonly ConfigProblem[];
  /** Reads everything anew. */
  invalidate(): void;
}

/** The file of measured usage that a change of `path` speaks of, or undefined. Where a folder is new, some watchers tell of it and not of the file in it. */
export function usageFileOf(path: string): string | undefined {
  if (path.endsWith(`/${USAGE_FOLDER}`)) return join(path, USAGE_FILE);
  return path.endsWith(`/${USAGE_FOLDER}/${USAGE_FILE}`) ? path : undefined;
}

interface Found {
  readonly folder: string;
  readonly table: UsageTable;
}

/** @param judge null where the shell has seen that there is no such file */
export function createUsageFiles(roots: () => readonly string[], disk: ProjectFiles, judge: UsageJudge | null): UsageFiles {
  let found = new Map<string, Found | null>();
  let problems: ConfigProblem[] = [];
  return {
    at(path) {
      const usage = judge === null ? null : of(folderOf(path), judge);
      return usage === null ? null : { table: usage.table, file: relativeTo(usage.folder, path) };
    },
    problems: () => problems,
    invalidate() {
      found = new Map();
      problems = [];
    },
  };

  function of(folder: string, judged: UsageJudge): Found | null {
    let usage = found.get(folder);
    if (usage === undefined) {
      const root = innermost(roots(), folder);
      const own = root !== undefined && disk.list(folder).get(USAGE_FOLDER) === 'folder' && disk.list(join(folder, USAGE_FOLDER)).get(USAGE_FILE) === 'file';
      usage = own ? read(folder, judged) : root === undefined || folder === root ? null : of(folderOf(folder), judged);
      found.set(folder, usage);
    }
    return usage;
  }

  function read(folder: string, judged: UsageJudge): Found | null {
    const path = join(join(folder, USAGE_FOLDER), USAGE_FILE);
    const text = disk.read(path);
    const judgement = text === undefined ? ({ kind: 'bad', why: 'cannot be read as text' } as const) : judged(parsed(text));
    if (judgement.kind === 'table') return { folder, table: judgement.table };
    problems.push({ path, line: 1, column: 1, start: 0, end: 0, message: `${judgement.why}. Estimates do without it: run \`promptcost usage import\` again, or delete it.` });
    return null;
  }
}

/** Undefined where it is no JSON, which is no table either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is wrong with a file that no hand writes helps nobody: the way out is to import again.
    return undefined;
  }
}
