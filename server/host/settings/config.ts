/**
 * Settings from `promptcost.json` files, on top of what the editor says (it judges its own). Files from the workspace folder down to a file's own folder are merged, the nearest
 * one wins. A file that is broken, or a value in it, never stops anything: its problem is told once, and the default holds.
 */
import { type Node, findNodeAtLocation, getNodeValue, printParseErrorCode } from 'jsonc-parser';
import { defaultConfig, type Config, type OwnSdk } from '../../core/model/config.ts';
import { lineStarts, positionAt } from '../../core/model/text.ts';
import type { UserPrices } from '../../core/model/user-prices.ts';
import { addRules, type IgnoreRules, isIgnored } from '../files/ignore-rules.ts';
import { readJsoncTree } from './jsonc.ts';
import { sdkSpecOf } from './own-sdks.ts';
import { folderOf, join } from '../paths.ts';
import { innermost, type ProjectFiles } from '../layout/project-files.ts';
import type { judgeSettings, Settings } from './settings-schema.ts';

export const SETTINGS_FILE = 'promptcost.json';

/** Something wrong in settings. `line` and `column` count from 1; `start` and `end` are UTF-16 offsets in the file. */
export interface ConfigProblem {
  readonly path: string;
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
  readonly roots: () => readonly string[];
  readonly disk: ProjectFiles;
  readonly judge: SettingsJudge | null;
  readonly ruleIds: readonly string[];
  /** What holds where no settings file says otherwise: the defaults, or the editor's settings. */
  readonly base: (folder: string) => Config;
}

export interface Configs {
  /** The settings for files of a folder; the same object until `invalidate`. */
  of(folder: string): Config;
  /** Whether an `ignore` pattern leaves a file out. */
  ignores(path: string): boolean;
  /** What is wrong with the settings read so far, each once. */
  problems(): readonly ConfigProblem[];
  /** Reads everything anew. */
  invalidate(): void;
}

interface Level {
  readonly settings: readonly Settings[];
  readonly ignored: IgnoreRules | undefined;
  readonly sdks: readonly OwnSdk[];
}

const NO_LEVEL: Level = { settings: [], ignored: undefined, sdks: defaultConfig.sdks };

export function createConfigs({ roots, disk, judge, ruleIds, base }: ConfigOptions): Configs {
  let levels = new Map<string, Level>();
  let configs = new Map<string, Config>();
  let problems: ConfigProblem[] = [];
  return {
    of(folder) {
      let config = configs.get(folder);
      if (config === undefined) configs.set(folder, (config = { ...levelOf(folder).settings.reduce(merge, base(folder)), sdks: levelOf(folder).sdks }));
      return config;
    },
    ignores(path) {
      const { ignored } = levelOf(folderOf(path));
      return ignored !== undefined && isIgnored(ignored, path, 'file');
    },
    problems: () => problems.toSorted((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1)),
    invalidate() {
      levels = new Map();
      configs = new Map();
      problems = [];
    },
  };

  function levelOf(folder: string): Level {
    let level = levels.get(folder);
    if (level === undefined) {
      const root = innermost(roots(), folder);
      const above = root === undefined || folder === root ? NO_LEVEL : levelOf(folderOf(folder));
      level = root !== undefined && disk.list(folder).get(SETTINGS_FILE) === 'file' ? readFile(folder, above) : above;
      levels.set(folder, level);
    }
    return level;
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
    const { tree, errors } = readJsoncTree(text);
    const syntax = errors[0];
    if (syntax !== undefined || tree === undefined) {
      const { offset, length, error } = syntax ?? { offset: 0, length: 0, error: undefined };
      const what = error === undefined ? 'is nested too deep to be read' : `is not valid JSON (${words(printParseErrorCode(error))})`;
      problems.push(problemAt(path, text, offset, offset + length, `${what}. None of its settings are used until this is mended; an empty file is written {}.`));
      return above;
    }
    const { settings, issues } = judge(getNodeValue(tree), ruleIds);
    for (const issue of issues) {
      const value = nearestNode(tree, issue.path);
      const node = issue.at === 'name' && value.parent?.type === 'property' ? value.parent.children![0]! : value;
      const name = issue.path.length === 0 ? 'the settings' : issue.path.join('.');
      problems.push(problemAt(path, text, node.offset, node.offset + node.length, `${name}: ${issue.message.replace(/[.?]?$/, (end) => end || '.')} ${wayOut(issue.path)}`));
    }
    const own = (settings.sdks ?? []).map((sdk): OwnSdk => ({ spec: sdkSpecOf(sdk, folder), path }));
    return { settings: [...above.settings, settings], sdks: own.length === 0 ? above.sdks : [...own, ...above.sdks], ignored: settings.ignore === undefined ? above.ignored : addRules(above.ignored, folder, settings.ignore) };
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

/** A model's price is taken as a whole, from the nearest file that states it. */
export function mergePrices(above: UserPrices, prices: Settings['prices']): UserPrices {
  if (prices?.models === undefined && prices?.discounts === undefined) return above;
  return { models: { ...above.models, ...(prices.models as UserPrices['models'] | undefined) }, discounts: { ...above.discounts, ...prices.discounts } };
}

function merge(config: Config, settings: Settings): Config {
  const { rules, callsPerDay, assumptions, prices } = settings;
  const holes = assumptions?.holeTokens;
  return {
    rules: rules === undefined ? config.rules : { ...config.rules, ...rules },
    callsPerDay: callsPerDay === undefined ? config.callsPerDay : callsPerDay,
    assumedHoleTokens: holes === undefined ? config.assumedHoleTokens : typeof holes === 'number' ? { low: holes, high: holes } : holes,
    assumedOutputTokens: assumptions?.outputTokens ?? config.assumedOutputTokens,
    assumedReasoningTokens: assumptions?.reasoningTokens ?? config.assumedReasoningTokens,
    prices: mergePrices(config.prices, prices),
    sdks: config.sdks,
  };
}
