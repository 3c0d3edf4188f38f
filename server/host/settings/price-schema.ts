/** What fetched prices must look like, as a schema. It is a late bundle's: only a command that is seldom used, and prices that were fetched, load it. */
import * as z from 'zod';
import { FRAMING_NAMES, TOKENIZER_FAMILIES, type ModelCard } from '../../core/model/price.ts';
import type { PriceManifest } from './price-file.ts';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const rate = z.number().min(0).max(100_000);
const orNull = <T extends z.ZodType>(type: T) => type.nullable();
const text = z.string().max(1000);

const rates = { input: rate, cachedInput: orNull(rate), cacheWriteShort: orNull(rate), cacheWriteLong: orNull(rate), output: rate };
const price = {
  ...rates,
  cacheStorage: orNull(rate),
  tiers: z.array(z.object({ ...rates, above: z.number().int().positive() })).max(10),
  source: text,
  asOf: date,
  fieldSources: z.record(z.string(), text).optional(),
};
const multiplier = orNull(z.object({ input: z.number().min(0).max(100), output: z.number().min(0).max(100) }));
const tokens = orNull(z.number().int().min(0));
const count = z.number().min(0);
const id = z.string().min(1).max(300);

const card = z.object({
  id,
  provider: id,
  aliases: z.array(id),
  price: z.object(price),
  changes: z.array(z.object({ ...price, from: date })),
  contextWindow: tokens,
  maxOutput: tokens,
  cacheMode: z.enum(['explicit', 'automatic', 'automatic-charged-writes', 'none']),
  cacheMinutes: orNull(z.object({ short: z.number().positive(), long: orNull(z.number().positive()) })),
  minCacheableTokens: tokens,
  minCacheableTokensBedrock: tokens,
  tokenizer: z.enum(TOKENIZER_FAMILIES),
  framing: z.enum(FRAMING_NAMES),
  images: orNull(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tiles'), base: count, tile: count }),
    z.object({ kind: z.literal('patches'), factor: z.number().positive(), max: count }),
    z.object({ kind: z.literal('grid'), cell: count, edge: count, max: count }),
    z.object({ kind: z.literal('crops'), least: count, most: z.enum(['crops', 'one']) }),
    z.object({ kind: z.literal('rows'), cell: z.number().positive(), edge: count }),
    z.object({ kind: z.literal('area'), edge: count, least: z.number().positive(), most: z.number().positive() }),
    z.object({ kind: z.literal('flat'), low: count, high: count }),
  ])),
  line: text,
  tier: z.enum(['top', 'upper', 'mid', 'small']),
  cheaper: orNull(id),
  reasonsByDefault: orNull(z.boolean()),
  needsMaxCompletionTokens: z.boolean(),
  batch: multiplier,
  flex: multiplier,
  fast: orNull(z.number().positive().max(100)),
  regionalUplift: orNull(z.number().positive().max(100)),
  offPeak: orNull(z.object({ multiplier: z.number().min(0).max(1), peakUtc: z.array(text), source: text })),
  toolPromptTokens: orNull(z.object({ auto: z.number().int().min(0), any: z.number().int().min(0) })),
  leastToolPromptTokens: tokens,
  status: z.enum(['active', 'legacy', 'deprecated', 'retired']),
  retires: orNull(date),
  retiresNotBefore: orNull(date),
  replacement: orNull(id),
  sources: z.record(z.string(), text),
});

const cardsSchema = z.array(card).min(1).max(10_000);

const manifestSchema = z.object({
  schemaVersion: z.literal(1),
  asOf: date,
  /** A plain name: it stands beside the manifest and nowhere else. */
  file: z.string().regex(/^[\w][\w.-]*\.json$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** @returns what a manifest says, or null where it is none that this version understands */
export function judgeManifest(value: unknown): PriceManifest | null {
  return manifestSchema.safeParse(value).data ?? null;
}

/** @returns the cards of a file, or null where one of them is not what this version understands */
export function judgePrices(value: unknown): readonly ModelCard[] | null {
  // What is stored is the file itself: fields that a newer version added do no harm.
  return cardsSchema.safeParse(value).success ? (value as readonly ModelCard[]) : null;
}
