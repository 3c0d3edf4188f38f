/**
 * Settings from `promptcost.json` files, on top of what the editor says. Files from the workspace folder down to a file's own folder are merged, the nearest
 * one wins. A file that is broken, or a value in it, never stops anything: its problem is told once, and the default holds.
 */
import { type Node, type ParseError, parseTree, findNodeAtLocation, getNodeValue, printParseErrorCode } from 'jsonc-parser';
import { type Config, defaultConfig } from '../core/model/config.ts';
import { lineStarts, positionAt } from '../core/model/text.ts';
import { addRules, type IgnoreRules, isIgnored } from './ignore-rules.ts';
import { isInside, join } from './paths.ts';
import { foldersUpTo, innermost, type ProjectFiles } from './project-files.ts';
import type { judgeSettings, Settings } from './settings-schema.ts';

export const SETTINGS_FILE = 'promptcost.json';

/** Something wrong in settings. `line` and `column` count from 1; `start` and `end` are UTF-16 offsets in the file. */
export interface ConfigProblem {
  /** Null for settings of the editor. */
  readonly path: string | null;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** What is wrong, what is used instead, and the way out. */
  readonly message: string;
}

/** The schema's judgement: given by the shell that loaded it (see `settings-schema.ts`), null where no settings are to be expected. */
export type SettingsJudge = typeof judgeSettings;

export interface ConfigOptions {
  readonly roots: readonly string[];
  readonly disk: ProjectFiles;
  readonly judge: SettingsJudge | null;
  readonly ruleIds: readonly string[];
  /** The editor's settings as it sent them, for files under `folder`, or everywhere. */
  readonly editor: unknown;
}

export interface Configs {
  /** The settings for files of a folder; the same object until `invalidate`. */
  of(folder: string): Config;
  /** Whether an `ignore` pattern leaves a file out. */
  ignores(path: string): boolean;
  /** What is wrong with the settings read so far, each once. */
  problems(): readonly ConfigProblem[];
  /** Reads everything anew; `editor` replaces the editor's settings. */
  invalidate(editor?: unknown): void;
}

interface Level {
  readonly config: Config;
  readonly ignored: IgnoreRules | undefined;
}

export function createConfigs({ roots, disk, judge, ruleIds, editor: firstEditor }: ConfigOptions): Configs {
  let editor = firstEditor;
  let levels = new Map<string, Level>();
  let problems: ConfigProblem[] = [];
  let base = readEditor();
  return {
    of: (folder) => levelOf(folder).config,
    ignores(path) {
      const slash = path.lastIndexOf('/');
      const { ignored } = levelOf(slash <= 0 ? '/' : path.slice(0, slash));
      return ignored !== undefined && isIgnored(ignored, path, 'file');
    },
    problems: () => problems,
    invalidate(next) {
      if (next !== undefined) editor = next;
      levels = new Map();
      problems = [];
      base = readEditor();
    },
  };

  function levelOf(folder: string): Level {
    const known = levels.get(folder);
    if (known !== undefined) return known;
    const root = innermost(roots, folder);
    let level = base;
    if (root !== undefined) {
      for (const at of [...foldersUpTo(root, folder)].reverse()) {
        const above = level;
        const own = levels.get(at);
        if (own !== undefined) level = own;
        else {
          if (disk.list(at).get(SETTINGS_FILE) === 'file') level = readFile(at, above);
          levels.set(at, level);
        }
      }
    }
    levels.set(folder, level);
    return level;
  }

  function readEditor(): Level {
    const level: Level = { config: defaultConfig, ignored: undefined };
    if (judge === null || editor === undefined || editor === null) return level;
    const { settings, issues } = judge(editor, ruleIds);
    for (const { path, message } of issues) {
      problems.push({ path: null, line: 1, column: 1, start: 0, end: 0, message: `setting promptcost.${path.join('.')}: ${message}. The default is used.` });
    }
    let { ignored } = level;
    for (const root of settings.ignore === undefined ? [] : roots) ignored = addRules(ignored, root, settings.ignore!);
    return { config: merge(level.config, settings), ignored };
  }

  function readFile(folder: string, above: Level): Level {
    const path = join(folder, SETTINGS_FILE);
    const text = disk.read(path);
    if (text === undefined) {
      problems.push({ path, line: 1, column: 1, start: 0, end: 0, message: 'cannot be read as text. The settings above it hold; check its permissions and encoding (UTF-8).' });
      return above;
    }
    // Without a schema there is no judging; the shells load it whenever such a file exists, so this is a mistake of ours and not of the user.
    if (judge === null) throw new Error(`settings in ${path} were met without their schema`);
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    const syntax = errors[0];
    if (syntax !== undefined || tree === undefined) {
      const { offset, length, error } = syntax ?? { offset: 0, length: 0, error: undefined };
      const what = error === undefined ? 'is empty' : `is not valid JSON (${words(printParseErrorCode(error))})`;
      problems.push(problemAt(path, text, offset, offset + length, `${what}. None of its settings are used until this is mended; an empty file is written {}.`));
      return above;
    }
    const { settings, issues } = judge(getNodeValue(tree), ruleIds);
    for (const issue of issues) {
      const node = nearestNode(tree, issue.path);
      const name = issue.path.length === 0 ? 'the settings' : issue.path.join('.');
      problems.push(problemAt(path, text, node.offset, node.offset + node.length, `${name}: ${issue.message.replace(/[.?]?$/, (end) => end || '.')} ${wayOut(issue.path)}`));
    }
    return { config: merge(above.config, settings), ignored: settings.ignore === undefined ? above.ignored : addRules(above.ignored, folder, settings.ignore) };
  }
}

function wayOut(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'None of them are used.' : 'It is not used; the setting above it or the default holds.';
}

function problemAt(path: string, text: string, start: number, end: number, message: string): ConfigProblem {
  const { line, character } = positionAt(lineStarts(text), start);
  return { path, line: line + 1, column: character + 1, start, end, message };
}

/** The node at a path, or the nearest one above it. */
function nearestNode(tree: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function merge(config: Config, settings: Settings): Config {
  const { rules, callsPerDay, assumptions } = settings;
  const holes = assumptions?.holeTokens;
  return {
    rules: rules === undefined ? config.rules : { ...config.rules, ...rules },
    callsPerDay: callsPerDay === undefined ? config.callsPerDay : callsPerDay,
    assumedHoleTokens: holes === undefined ? config.assumedHoleTokens : typeof holes === 'number' ? { low: holes, high: holes } : holes,
    assumedOutputTokens: assumptions?.outputTokens ?? config.assumedOutputTokens,
  };
}

/** Whether a path is a settings file inside one of the folders. */
export function isSettingsFile(path: string, roots: readonly string[]): boolean {
  return path.endsWith(`/${SETTINGS_FILE}`) && roots.some((root) => isInside(path, root));
}
