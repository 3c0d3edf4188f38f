/** The editor's settings, section `promptcost`. Each one is judged by itself: a bad one is named and its default used, the others hold. */
import { z } from 'zod';
import type { Config } from '../core/model/config.ts';

export interface EditorSettings {
  readonly inlayHints: 'on' | 'off';
  readonly codeLens: 'on' | 'off';
  /** What the user set of the engine's settings; a `promptcost.json` goes before it. */
  readonly config: Partial<Config>;
}

export const defaultEditorSettings: EditorSettings = { inlayHints: 'on', codeLens: 'off', config: {} };

const severity = z.enum(['error', 'warning', 'info', 'hint', 'off']);
const tokens = z.number().min(0);
const holes = z
  .strictObject({ low: tokens, high: tokens })
  .refine(({ low, high }) => low <= high, { error: '`low` must not be above `high`' });

/** Key below `promptcost.` → what it must be. */
const shapes = {
  'rules': z.record(z.string(), severity),
  'inlayHints.enabled': z.boolean(),
  'codeLens.enabled': z.boolean(),
  'callsPerDay': z.number().min(0).nullable(),
  'assumedHoleTokens': holes,
  'assumedOutputTokens': z.number().min(1),
};

type Key = keyof typeof shapes;

/** Reads what a client answered for the section. `ruleIds` are the rules there are; `problems` has one sentence for each setting that is wrong. */
export function readEditorSettings(section: unknown, ruleIds: ReadonlySet<string>): { readonly settings: EditorSettings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  if (section !== null && section !== undefined && (typeof section !== 'object' || Array.isArray(section))) {
    return { settings: defaultEditorSettings, problems: ['The setting `promptcost` must be an object.'] };
  }
  const read = <K extends Key>(key: K): z.infer<(typeof shapes)[K]> | undefined => {
    const value = dig(section, key.split('.'));
    if (value === undefined || (value === null && key !== 'callsPerDay')) return undefined;
    const result = shapes[key].safeParse(value);
    if (result.success) return result.data as z.infer<(typeof shapes)[K]>;
    const [issue] = result.error.issues;
    const at = ['promptcost', ...key.split('.'), ...(issue?.path ?? [])].join('.');
    problems.push(`\`${at}\`: ${issue?.message ?? 'not understood'}; its default is used.`);
    return undefined;
  };
  const rules = read('rules');
  for (const id of Object.keys(rules ?? {})) if (!ruleIds.has(id)) problems.push(`\`promptcost.rules\` names \`${id}\`, and there is no such rule.`);
  const callsPerDay = read('callsPerDay');
  const assumedHoleTokens = read('assumedHoleTokens');
  const assumedOutputTokens = read('assumedOutputTokens');
  return {
    settings: {
      inlayHints: read('inlayHints.enabled') === false ? 'off' : 'on',
      codeLens: read('codeLens.enabled') === true ? 'on' : 'off',
      config: {
        ...(rules === undefined ? {} : { rules }),
        ...(callsPerDay === undefined ? {} : { callsPerDay }),
        ...(assumedHoleTokens === undefined ? {} : { assumedHoleTokens }),
        ...(assumedOutputTokens === undefined ? {} : { assumedOutputTokens }),
      },
    },
    problems,
  };
}

/** A nested value, also where a client keeps dotted keys flat. */
function dig(section: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return section;
  if (typeof section !== 'object' || section === null) return undefined;
  const flat = (section as Record<string, unknown>)[path.join('.')];
  return flat !== undefined ? flat : path.length > 1 ? dig((section as Record<string, unknown>)[path[0]!], path.slice(1)) : undefined;
}
