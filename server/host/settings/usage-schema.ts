/** The shape of `.promptcost/usage.json`. Loaded only where there is such a file, like the schema of the settings. */
import * as z from 'zod';
import type { UsageTable } from '../../core/model/usage.ts';

const count = z.number().min(0).max(1e15);
const share = z.number().min(0).max(1).nullable();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).nullable();
const quantiles = z.object({ p50: count.nullable(), p95: count.nullable(), mean: count });
const usage = z.object({ calls: count, callsPerDay: count.nullable(), input: quantiles, output: quantiles, cacheReadShare: share, cacheWriteShare: share, models: z.array(z.string()) });
const totals = z.object({ calls: count.nullable(), callsPerDay: count.nullable(), inputTokens: count, outputTokens: count, cacheReadShare: share });
const file = z.object({
  version: z.literal(1),
  from: date,
  to: date,
  labels: z.record(z.string(), usage),
  functions: z.record(z.string(), usage),
  models: z.record(z.string(), usage),
  totals: z.record(z.string(), totals),
});

export type UsageJudgement = { readonly kind: 'table'; readonly table: UsageTable } | { readonly kind: 'bad'; readonly why: string };

export function judgeUsage(value: unknown): UsageJudgement {
  const result = file.safeParse(value);
  if (result.success) return { kind: 'table', table: result.data };
  const { path } = result.error.issues[0]!;
  const version = typeof value === 'object' && value !== null ? (value as { readonly version?: unknown }).version : undefined;
  if (typeof version === 'number' && version !== 1) return { kind: 'bad', why: `is of version ${version}, and this promptcost reads version 1` };
  return { kind: 'bad', why: `is not as \`promptcost usage import\` writes it${path.length === 0 ? '' : ` (at ${path.join('.')})`}` };
}
