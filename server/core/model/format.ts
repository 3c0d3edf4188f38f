/** How figures are written in messages and views. Independent of the machine's locale, so that a message is the same everywhere. */
import type { Range } from './cost.ts';

/** A count with thousands separators: `128,000`. Counts above 1,000 that are estimates belong into `formatTokens`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A range of tokens, `2,310–2,960`; an estimate (where the ends differ) has three significant digits, an exact count all of them. */
export function formatTokens(range: Range): string {
  if (range.low === range.high) return formatCount(range.low);
  const low = formatCount(significant(range.low, 3));
  const high = formatCount(significant(range.high, 3));
  return low === high ? low : `${low}–${high}`;
}

/** US dollars: `$0.0042`, `$1.79`, `$1,250`. Two significant digits below a dollar; what is less than a millionth, `<$0.000001`, is no figure for anybody. */
export function formatDollars(dollars: number): string {
  return `${isTiny(dollars) ? '<' : ''}$${dollarDigits(dollars)}`;
}

/** `$0.0042–0.021`; one figure where both ends are written the same, and `up to $0.021` where the lower end is no figure for anybody. */
export function formatDollarRange(range: Range): string {
  if (isTiny(range.low) && !isTiny(range.high)) return `up to $${dollarDigits(range.high)}`;
  const low = dollarDigits(range.low);
  const high = dollarDigits(range.high);
  const less = isTiny(range.low) ? '<' : '';
  return low === high ? `${less}$${low}` : `$${low}–${high}`;
}

/** A ratio for a person: `20`, `2.5`. */
export function formatRatio(ratio: number): string {
  return ratio >= 10 ? formatCount(ratio) : String(significant(ratio, 2));
}

/** A share of one in per cent, with one decimal where it has one: `12.5 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

const LEAST = 0.000001;

function isTiny(dollars: number): boolean {
  return dollars > 0 && dollars < LEAST;
}

function dollarDigits(dollars: number): string {
  if (dollars === 0) return '0';
  if (dollars >= 100) return formatCount(dollars);
  if (dollars >= 1) return dollars.toFixed(2);
  if (dollars < LEAST) return '0.000001';
  const decimals = Math.min(8, 1 - Math.floor(Math.log10(dollars)));
  const digits = dollars.toFixed(decimals);
  return digits.replace(/(\.\d*?[1-9])0+$/, '$1').replace(/^(0\.\d)$/, '$10');
}

function significant(value: number, digits: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return unit > 1 ? Math.round(value / unit) * unit : Number(value.toPrecision(digits));
}

/** "a", "a and b", "a, b and c". */
export function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}
