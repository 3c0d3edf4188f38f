/**
 * Quantiles of token counts in fixed memory. Counts go into buckets whose bounds grow by a constant factor, as in DDSketch (Masson, Rim and Lee, VLDB 2019): each quantile is within
 * 1 % of the true one, and the same whatever the order of the rows, which a t-digest does not promise. Up to 100 counts are kept as they are, so that small samples are exact.
 */

export interface Sketch {
  add(tokens: number): void;
  /** The tokens that a part `q` of the counts does not exceed; 0 of no counts. */
  quantile(q: number): number;
  readonly count: number;
  readonly sum: number;
}

/** The relative error, at most. */
export const ERROR = 0.01;
const GAMMA = (1 + ERROR) / (1 - ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Buckets up to 100 million tokens, and one for zero. */
const BUCKETS = Math.ceil(Math.log(1e8) / LOG_GAMMA) + 2;
const EXACT = 100;

export function createSketch(): Sketch {
  let exact: number[] | null = [];
  let buckets: Uint32Array | null = null;
  let count = 0;
  let sum = 0;

  return {
    add(tokens) {
      count++;
      sum += tokens;
      if (exact !== null && exact.length < EXACT) {
        exact.push(tokens);
        return;
      }
      if (buckets === null) {
        buckets = new Uint32Array(BUCKETS);
        for (const earlier of exact ?? []) buckets[bucketOf(earlier)]!++;
        exact = null;
      }
      buckets[bucketOf(tokens)]!++;
    },
    quantile(q) {
      if (count === 0) return 0;
      const rank = Math.max(1, Math.ceil(q * count));
      if (exact !== null) return [...exact].sort((a, b) => a - b)[rank - 1]!;
      let seen = 0;
      for (let index = 0; index < BUCKETS; index++) {
        seen += buckets![index]!;
        if (seen >= rank) return index === 0 ? 0 : Math.round((2 * GAMMA ** (index - 1)) / (GAMMA + 1));
      }
      return 0;
    },
    get count() {
      return count;
    },
    get sum() {
      return sum;
    },
  };
}

/** Bucket 0 holds zero; bucket i > 0 the counts above γ^(i−2) and up to γ^(i−1). */
function bucketOf(tokens: number): number {
  return tokens <= 0 ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log(tokens) / LOG_GAMMA - 1e-9) + 1);
}
