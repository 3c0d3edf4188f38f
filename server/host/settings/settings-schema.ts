/**
 * The settings: one schema for `promptcost.json` and for the editor. It is loaded only where there are settings to judge, since loading zod takes a tenth of
 * the time that a scan of a plain repository may.
 */
import * as z from 'zod';
import { clientSchema, operationSchema, PARAMETERS, sdkSchema, type WrittenSdk } from './sdk-schema.ts';
import { didYouMean } from './suggestion.ts';

const rate = (meaning: string) => z.number().min(0).max(1e6).describe(`${meaning}, in US dollars per million tokens.`);

const userPrice = z.strictObject({
  input: rate('Plain input'),
  output: rate('Output'),
  cachedInput: rate('Input that is read from the prompt cache').optional(),
  cacheWriteShort: rate('Input that is written to it for its short lifetime').optional(),
  cacheWriteLong: rate('Input that is written to it for its long lifetime').optional(),
  monthly: z.number().min(0).max(1e9).describe('US dollars a month that are paid whatever the volume: a server, a reservation.').optional(),
  once: z.number().min(0).max(1e9).describe('US dollars that are paid once: training.').optional(),
  source: z.string().max(200).describe('Where the figures come from.').optional(),
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-23').describe('Their date.').optional(),
});

const tokens = (meaning: string) => z.number().int().min(0).max(10_000_000).describe(meaning);

export const settingsSchema = z.strictObject({
  $schema: z.string().optional().describe('Where this file is described, for editors.'),
  rules: z
    .record(z.string(), z.enum(['error', 'warning', 'info', 'hint', 'off']))
    .optional()
    .describe('A severity for each rule, or "off". Rules not named keep their default.'),
  callsPerDay: z
    .number()
    .min(0)
    .max(1e12)
    .nullable()
    .optional()
    .describe('How often each call of this folder runs a day. Money per month is shown only where this, or an annotation at the call, is stated.'),
  assumptions: z
    .strictObject({
      holeTokens: z
        .union([
          tokens('The same number for the low and the high end.'),
          z
            .strictObject({ low: tokens('The low end.'), high: tokens('The high end.') })
            .refine(({ low, high }) => low <= high, { message: 'low must not be greater than high' }),
        ])
        .optional()
        .describe('Tokens assumed for each part of a prompt that is only known at run time.'),
      outputTokens: tokens('Tokens assumed for a typical answer where the task does not tell.').optional(),
      reasoningTokens: tokens('Tokens assumed for what a model thinks before a typical answer, at its default effort.').optional(),
    })
    .optional()
    .describe('What estimates assume where the code does not tell.'),
  prices: z
    .strictObject({
      models: z.record(z.string().min(1), userPrice).optional().describe('What you pay for a model, by its id: negotiated prices, a reseller, a fine-tuned or self-hosted model. It wins over the price list.'),
      discounts: z
        .record(z.string().min(1), z.number().min(0).max(10).describe('0.8 for 20 % off.'))
        .optional()
        .describe('The part of the list price that you pay, by provider (anthropic, openai, google, …) or platform (bedrock, vertex, azure, openrouter).'),
      update: z.boolean().optional().describe('Whether the editor fetches newer prices once a day. Off unless set, and only the editor’s own setting counts: a repository cannot ask for it.'),
    })
    .optional()
    .describe('Prices of your own, and whether newer ones are fetched.'),
  ignore: z
    .array(z.string().min(1))
    .optional()
    .describe('Files to leave out, in the syntax of .gitignore, relative to the folder of this file.'),
  sdks: z.array(sdkSchema).optional().describe('Wrappers and SDKs of your own, whose calls are then call sites.'),
});

/** Settings as written. */
export type Settings = z.output<typeof settingsSchema>;

/** A value that was not accepted; `path` leads to it. Everything else is still in force. */
export interface SettingsIssue {
  readonly path: readonly (string | number)[];
  /** What is wrong: the name at the end of the path, or what it is set to. */
  readonly at: 'name' | 'value';
  readonly message: string;
}

/** The accepted part of some settings, and what is wrong with the rest. Each bad value is taken out by itself, so its default is used. */
export function judgeSettings(value: unknown, ruleIds: readonly string[]): { readonly settings: Settings; readonly issues: readonly SettingsIssue[] } {
  const issues: SettingsIssue[] = [];
  let candidate: unknown = judgeSdks(structuredClone(value), issues);
  for (let round = 0; round < 100; round++) {
    const result = settingsSchema.safeParse(candidate);
    if (result.success) return { settings: dropUnknownRules(result.data, ruleIds, issues), issues };
    for (const issue of result.error.issues) {
      const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          issues.push({ path: [...path, key], at: 'name', message: `there is no setting "${key}"${didYouMean(key, knownKeys(path))}` });
          candidate = without(candidate, [...path, key]);
        }
      } else {
        // A field that must be there and is not: what lacks it goes, and is told once where the field was taken out before.
        const missing = path.length > 1 && valueAt(candidate, path) === undefined;
        const told = issues.some((other) => other.path.join('\0') === path.join('\0'));
        if (!told) issues.push({ path, at: 'value', message: messageOf(issue, valueAt(value, path)) });
        candidate = without(candidate, missing ? path.slice(0, -1) : path);
      }
    }
  }
  return { settings: {}, issues };
}

/** The JSON schema of `promptcost.json`, for editors. */
export function promptcostJsonSchema(ruleIds: readonly string[] = []): Record<string, unknown> {
  const schema = z.toJSONSchema(settingsSchema, { target: 'draft-7', io: 'input' }) as Record<string, unknown>;
  const rules = (schema['properties'] as Record<string, Record<string, unknown>>)['rules']!;
  if (ruleIds.length > 0) rules['propertyNames'] = { enum: [...ruleIds] };
  return { ...schema, title: 'promptcost settings', allowComments: true, allowTrailingCommas: true };
}

function dropUnknownRules(settings: Settings, ruleIds: readonly string[], issues: SettingsIssue[]): Settings {
  if (settings.rules === undefined || ruleIds.length === 0) return settings;
  const known = Object.entries(settings.rules).filter(([id]) => {
    if (ruleIds.includes(id)) return true;
    issues.push({ path: ['rules', id], at: 'name', message: `there is no rule "${id}"${didYouMean(id, ruleIds) || '; `promptcost explain` lists the rules'}` });
    return false;
  });
  return { ...settings, rules: Object.fromEntries(known) };
}

/** The settings with the SDKs that can be used. One that is wrong goes alone, and so does an operation or client of it. */
function judgeSdks(value: unknown, issues: SettingsIssue[]): unknown {
  const written = valueAt(value, ['sdks']);
  if (!Array.isArray(written)) return value;
  const sdks = written.flatMap((sdk: unknown, i): readonly WrittenSdk[] => {
    const listed = (key: string, schema: z.ZodType): Record<string, readonly unknown[]> => {
      const list = valueAt(sdk, [key]);
      return Array.isArray(list) ? { [key]: list.flatMap((item: unknown, j) => judged(schema, item, ['sdks', i, key, j], issues)) } : {};
    };
    const whole = typeof sdk === 'object' && sdk !== null && !Array.isArray(sdk) ? { ...sdk, ...listed('operations', operationSchema), ...listed('clients', clientSchema) } : sdk;
    return judged(sdkSchema, whole, ['sdks', i], issues);
  });
  return { ...(value as object), sdks };
}

/** The value in a list, without names that there are not; an empty list where it cannot be used. */
function judged<Schema extends z.ZodType>(schema: Schema, value: unknown, path: readonly (string | number)[], issues: SettingsIssue[]): readonly z.input<Schema>[] {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const result = schema.safeParse(value);
  if (result.success) return [value as z.input<Schema>];
  let candidate = value;
  let usable = true;
  for (const issue of result.error.issues) {
    const inner = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        issues.push({ path: [...path, ...inner, key], at: 'name', message: `there is no "${key}" here${didYouMean(key, inner.length === 0 ? known : inner.at(-1) === 'parameters' ? PARAMETERS : [])}` });
        candidate = without(candidate, [...inner, key]);
      }
      continue;
    }
    usable = false;
    issues.push({ path: [...path, ...inner], at: 'value', message: messageOf(issue, valueAt(value, inner)) });
  }
  return usable ? [candidate as z.input<Schema>] : [];
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  const shown = value === undefined ? 'nothing' : JSON.stringify(value);
  const found = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, but is ${found}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((option) => JSON.stringify(option)).join(', ')}, but is ${found}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}, but is ${found}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}, but is ${found}`;
    case 'invalid_union':
      return issue.path.includes('holeTokens') ? `must be a number of tokens or { "low": …, "high": … }, but is ${found}` : `${issue.message}, but is ${found}`;
    default:
      return `${issue.message}, but is ${found}`;
  }
}

function article(type: string): string {
  switch (type) {
    case 'int':
      return 'a whole number';
    case 'object':
    case 'record':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    default:
      return `a ${type}`;
  }
}

function knownKeys(path: readonly (string | number)[]): readonly string[] {
  if (path[0] === 'prices') return path.length === 1 ? ['models', 'discounts', 'update'] : Object.keys(userPrice.shape);
  return path.length === 0 ? Object.keys(settingsSchema.shape) : path[0] === 'assumptions' && path.length === 1 ? ['holeTokens', 'outputTokens', 'reasoningTokens'] : ['low', 'high'];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at: unknown = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
  return at;
}

/** A copy without what `path` leads to. */
function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return {};
  if (Array.isArray(value)) return rest.length === 0 ? value.filter((_, index) => index !== step) : value.map((item, index) => (index === step ? without(item, rest) : item));
  const copy: Record<string | number, unknown> = { ...value };
  if (rest.length === 0) delete copy[step];
  else copy[step] = without(copy[step], rest);
  return copy;
}
