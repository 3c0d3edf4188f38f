/** What was measured of the calls that a program really made: counts, never text. */

export interface Quantiles {
  /** Tokens of the middle call; null where only sums were given. */
  readonly p50: number | null;
  /** Tokens that 95 of 100 calls stay below; null where only sums were given. */
  readonly p95: number | null;
  /** Tokens of an average call. */
  readonly mean: number;
}

/** One group of calls: of a label, a function or a model. */
export interface MeasuredUsage {
  readonly calls: number;
  /** Null where some of its calls bear no date. */
  readonly callsPerDay: number | null;
  /** Whole input tokens of a call, cached ones included. */
  readonly input: Quantiles;
  /** Output tokens of a call, reasoning included. */
  readonly output: Quantiles;
  /** The part of the input tokens that was read from the provider's cache, 0 to 1; null where the rows do not tell. */
  readonly cacheReadShare: number | null;
  /** The part that was written to it. */
  readonly cacheWriteShare: number | null;
  /** The models that answered, most calls first; five at most. */
  readonly models: readonly string[];
}

/** Sums of a model's calls as a provider's console gives them, with no single call in sight. */
export interface MeasuredTotals {
  /** Null where the console does not count requests. */
  readonly calls: number | null;
  readonly callsPerDay: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadShare: number | null;
}

/** A whole `usage.json`. */
export interface UsageTable {
  /** `YYYY-MM-DD` of the first and last call; null where no row bears a date. */
  readonly from: string | null;
  readonly to: string | null;
  readonly labels: Readonly<Record<string, MeasuredUsage>>;
  /** By `path#function`, the path relative to the folder that holds `.promptcost`; by the path alone where the rows name no function. */
  readonly functions: Readonly<Record<string, MeasuredUsage>>;
  /** By the name in the rows. */
  readonly models: Readonly<Record<string, MeasuredUsage>>;
  readonly totals: Readonly<Record<string, MeasuredTotals>>;
}

/** What was measured of one call of the code, and how it was found. */
export interface CallUsage {
  /** `model`: all calls of the model together, this one among them. */
  readonly by: 'label' | 'function' | 'model';
  /** The label, `path#function` or a path alone, or the model as the logs name it. */
  readonly name: string;
  /** Whether no other call of the file is found by the same name. */
  readonly alone: 'yes' | 'no';
  /** `YYYY-MM-DD`; null where the logs bear no dates. */
  readonly from: string | null;
  readonly to: string | null;
  readonly measured: MeasuredUsage;
}

/** The table that holds for a file, and the name it knows the file by. */
export interface UsageAt {
  readonly table: UsageTable;
  readonly file: string;
}
