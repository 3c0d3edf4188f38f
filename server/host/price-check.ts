/**
 * Whether fetched prices are what this version understands. Written by hand, since a schema library would be loaded into every run for the sake of a command that is seldom used; a test
 * holds it to the schema of `price-schema.ts`, with which the published file is made.
 */
import type { ModelCard } from '../core/model/price.ts';
import type { PriceManifest } from './price-file.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.length <= 1000;
const name: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 300;
const date: Check = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const flag: Check = (value) => typeof value === 'boolean';
const number = (low: number, high: number): Check => (value) => typeof value === 'number' && value >= low && value <= high;
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const above = (most: number): Check => (value) => typeof value === 'number' && value > 0 && value <= most;
const oneOf = (...values: readonly string[]): Check => (value) => typeof value === 'string' && values.includes(value);
const orNull = (check: Check): Check => (value) => value === null || check(value);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const list = (check: Check, most = 10_000): Check => (value) => Array.isArray(value) && value.length <= most && value.every(check);
const table = (check: Check): Check => (value) => isObject(value) && Object.values(value).every(check);
const shape = (fields: Readonly<Record<string, Check>>): Check => (value) => isObject(value) && Object.entries(fields).every(([key, check]) => check(value[key]));

const rate = number(0, 100_000);
const rates = { input: rate, cachedInput: orNull(rate), cacheWriteShort: orNull(rate), cacheWriteLong: orNull(rate), output: rate };
const tier = shape({ ...rates, above: (value) => whole(value) && value !== 0 });
const price = { ...rates, cacheStorage: orNull(rate), tiers: list(tier, 10), source: text, asOf: date, fieldSources: optional(table(text)) };
const multiplier = orNull(shape({ input: number(0, 100), output: number(0, 100) }));

const card = shape({
  id: name,
  provider: name,
  aliases: list(name),
  price: shape(price),
  changes: list(shape({ ...price, from: date })),
  contextWindow: orNull(whole),
  maxOutput: orNull(whole),
  cacheMode: oneOf('explicit', 'automatic', 'automatic-charged-writes', 'none'),
  cacheMinutes: orNull(shape({ short: above(Infinity), long: orNull(above(Infinity)) })),
  minCacheableTokens: orNull(whole),
  minCacheableTokensBedrock: orNull(whole),
  tokenizer: oneOf('o200k', 'cl100k', 'claude-old', 'claude-new', 'gemini', 'mistral', 'llama', 'deepseek', 'grok', 'cohere', 'qwen', 'nova', 'unknown'),
  framing: oneOf(
    'openai', 'openai-reasoning', 'harmony', 'gpt-oss', 'claude', 'claude-new', 'gemini', 'gemini-brief', 'mistral', 'mistral-small', 'llama', 'llama-3.1', 'llama-4', 'llama-4-groq', 'deepseek', 'grok',
    'grok-plain', 'cohere', 'qwen', 'nova', 'nova-2', 'plain', 'unknown',
  ),
  line: text,
  tier: oneOf('top', 'upper', 'mid', 'small'),
  cheaper: orNull(name),
  reasonsByDefault: orNull(flag),
  needsMaxCompletionTokens: flag,
  batch: multiplier,
  flex: multiplier,
  fast: orNull(above(100)),
  regionalUplift: orNull(above(100)),
  offPeak: orNull(shape({ multiplier: number(0, 1), peakUtc: list(text), source: text })),
  toolPromptTokens: orNull(shape({ auto: whole, any: whole })),
  status: oneOf('active', 'legacy', 'deprecated', 'retired'),
  retires: orNull(date),
  retiresNotBefore: orNull(date),
  replacement: orNull(name),
  sources: table(text),
});

const manifest = shape({
  schemaVersion: (value) => value === 1,
  asOf: date,
  // A plain name: it stands beside the manifest and nowhere else.
  file: (value) => typeof value === 'string' && /^\w[\w.-]*\.json$/.test(value),
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
});

/** What a manifest says, or null where it is none that this version understands. */
export function readManifest(value: unknown): PriceManifest | null {
  return manifest(value) ? (value as PriceManifest) : null;
}

/** The cards of a file, or null where one of them is not what this version understands. Fields that a newer version added do no harm. */
export function readPrices(value: unknown): readonly ModelCard[] | null {
  return Array.isArray(value) && value.length > 0 && list(card)(value) ? (value as readonly ModelCard[]) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
