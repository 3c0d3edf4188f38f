/** Arithmetic of ranges of tokens. */
import type { Range } from '../../model/cost.ts';

export const ZERO: Range = { low: 0, high: 0 };

export function exactly(tokens: number): Range {
  return { low: tokens, high: tokens };
}

export function between(low: number, high: number): Range {
  return { low, high };
}

export function total(ranges: readonly Range[]): Range {
  return { low: ranges.reduce((sum, range) => sum + range.low, 0), high: ranges.reduce((sum, range) => sum + range.high, 0) };
}

/** From the least to the most of several. */
export function enclosing(ranges: readonly Range[]): Range {
  return { low: Math.min(...ranges.map((range) => range.low)), high: Math.max(...ranges.map((range) => range.high)) };
}

export function times({ low, high }: Range, count: number): Range {
  return { low: low * count, high: high * count };
}

/** In whole tokens. */
export function scaled(tokens: Range, { low, high }: Range): Range {
  return { low: Math.round(tokens.low * low), high: Math.round(tokens.high * high) };
}
