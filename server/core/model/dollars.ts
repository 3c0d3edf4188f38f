/**
 * Money as whole femto-dollars (10⁻¹⁵ US dollars) in a bigint: what one token costs at a rate of 10⁻⁹ dollars a million tokens. Every rate, factor and sum
 * stays exact; a binary fraction is made once, when an amount leaves for a view, and is then the one nearest to the decimal figure.
 */
import type { Range } from './cost.ts';

export type Femtodollars = bigint;

/** Rates have nine decimals: tokens × rate are femto-dollars. */
export const RATE_DECIMALS = 9;
const FACTOR_DECIMALS = 9;
const FACTOR_ONE = 10n ** BigInt(FACTOR_DECIMALS);
const DOLLAR_DECIMALS = 15;

/** A decimal figure as a whole number of 10⁻ⁿ, the last half rounded away from zero. Read from the shortest way to write the number, so 0.1 is a tenth. `value` is finite. */
export function fixed(value: number, decimals: number): bigint {
  const [, sign, whole = '0', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const shift = decimals - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : divide(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -size : size;
}

/** Femto-dollars of an amount in US dollars. */
export function exact(dollars: number): Femtodollars {
  return fixed(dollars, DOLLAR_DECIMALS);
}

/** The number nearest to an amount, in US dollars: written as JSON it has no digits but its own. */
export function toDollars(amount: Femtodollars): number {
  const size = amount < 0n ? -amount : amount;
  const digits = size.toString().padStart(DOLLAR_DECIMALS + 1, '0');
  return Number(`${amount < 0n ? '-' : ''}${digits.slice(0, -DOLLAR_DECIMALS)}.${digits.slice(-DOLLAR_DECIMALS)}`);
}

/** An amount or a rate times a decimal factor, rounded to the unit. */
export function times(amount: bigint, factor: number): bigint {
  return factor === 1 ? amount : divide(amount * fixed(factor, FACTOR_DECIMALS), FACTOR_ONE);
}

/** Both ends of a range of US dollars times a factor, exactly. */
export function scaleDollars(range: Range, factor: number): Range {
  return { low: toDollars(times(exact(range.low), factor)), high: toDollars(times(exact(range.high), factor)) };
}

/** The exact sum of ranges of US dollars. */
export function sumDollars(ranges: readonly Range[]): Range {
  const sum = (side: 'low' | 'high'): number => toDollars(ranges.reduce((all, range) => all + exact(range[side]), 0n));
  return { low: sum('low'), high: sum('high') };
}

/** `a − b`, end by end, in US dollars. */
export function subtractDollars(a: number, b: number): number {
  return toDollars(exact(a) - exact(b));
}

function divide(value: bigint, by: bigint): bigint {
  const half = by / 2n;
  return value >= 0n ? (value + half) / by : -((-value + half) / by);
}
