/** The editor's settings, section `promptcost`: judged with the schema of `promptcost.json`, plus the two that only an editor has. */
import type { Config } from '../core/model/config.ts';
import { noUserPrices } from '../core/model/user-prices.ts';
import { mergePrices, type SettingsJudge } from '../host/settings/config.ts';

export interface EditorSettings {
  readonly inlayHints: 'on' | 'off';
  readonly codeLens: 'on' | 'off';
  /** Whether newer prices are fetched once a day. A folder's own file cannot ask for it: opening a repository fetches nothing. */
  readonly priceUpdates: 'on' | 'off';
  /** What the user set; a `promptcost.json` goes before it. */
  readonly config: Partial<Config>;
}

export const defaultEditorSettings: EditorSettings = { inlayHints: 'on', codeLens: 'off', priceUpdates: 'off', config: {} };

/** Not for the engine: what to show, and what the client alone reads. */
const editorKeys: ReadonlySet<string> = new Set(['inlayHints', 'codeLens', 'trace']);

/** Reads what a client answered for the section. `problems` has one sentence for each setting that is wrong; its default is then used, the others hold. */
export function readEditorSettings(section: unknown, judge: SettingsJudge, ruleIds: readonly string[]): { readonly settings: EditorSettings; readonly problems: readonly string[] } {
  // Some clients answer null or nothing where the user set nothing.
  if (section === undefined || section === null) return { settings: defaultEditorSettings, problems: [] };
  if (typeof section !== 'object' || Array.isArray(section)) return { settings: defaultEditorSettings, problems: ['setting promptcost: must be an object. The defaults are used.'] };
  const problems: string[] = [];
  const toggle = (name: 'inlayHints' | 'codeLens'): 'on' | 'off' => {
    const value = enabledOf((section as Record<string, unknown>)[name]);
    if (typeof value === 'boolean') return value ? 'on' : 'off';
    if (value !== undefined && value !== null) problems.push(`setting promptcost.${name}.enabled: must be true or false, but is ${JSON.stringify(value)}. The default is used.`);
    return defaultEditorSettings[name];
  };
  const [inlayHints, codeLens] = [toggle('inlayHints'), toggle('codeLens')];
  const { settings, issues } = judge(Object.fromEntries(Object.entries(section).filter(([key]) => !editorKeys.has(key))), ruleIds);
  for (const { path, message } of issues) problems.push(`setting promptcost.${path.join('.')}: ${message}. The default is used.`);
  const { rules, callsPerDay, assumptions, prices } = settings;
  const holes = assumptions?.holeTokens;
  return {
    settings: {
      inlayHints,
      codeLens,
      priceUpdates: prices?.update === true ? 'on' : 'off',
      config: {
        ...(rules === undefined ? {} : { rules }),
        ...(callsPerDay === undefined ? {} : { callsPerDay }),
        ...(holes === undefined ? {} : { assumedHoleTokens: typeof holes === 'number' ? { low: holes, high: holes } : holes }),
        ...(prices === undefined ? {} : { prices: mergePrices(noUserPrices, prices) }),
        ...(assumptions?.outputTokens === undefined ? {} : { assumedOutputTokens: assumptions.outputTokens }),
        ...(assumptions?.reasoningTokens === undefined ? {} : { assumedReasoningTokens: assumptions.reasoningTokens }),
      },
    },
    problems,
  };
}

/** Other clients may write `"codeLens": true` for short. */
function enabledOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'enabled' in value ? value.enabled : value;
}
