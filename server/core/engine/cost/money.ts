/**
 * How views and the command line write money and tokens. Dollars are written as in messages (`model/format.ts`); tokens are short here, since a hint or
 * a table has little room. Independent of the machine's locale.
 */
import type { Range } from '../../model/cost.ts';
import { formatDollarRange, formatDollars as formatAmount } from '../../model/format.ts';

/** US dollars, one amount or a range: `$0.0042`, `$1.20`, `$0.0042–0.021`, `$1,250`. Never more digits than an estimate bears. */
export function formatDollars(dollars: number | Range): string {
  return typeof dollars === 'number' ? formatAmount(dollars) : formatDollarRange(dollars);
}

/** Tokens, a count or a range: `940`, `3.1k`, `128k`, `1.5M`, `2.3k–3k`. */
export function formatTokens(tokens: number | Range): string {
  if (typeof tokens === 'number') return shortCount(tokens);
  const low = shortCount(tokens.low);
  const high = shortCount(tokens.high);
  return low === high ? low : `${low}–${high}`;
}

function shortCount(count: number): string {
  const whole = Math.round(count);
  if (whole < 1000) return String(whole);
  // 999,600 is 1M and not 1000k: the unit is chosen after rounding.
  const thousands = rounded(whole / 1000);
  return thousands < 1000 ? `${thousands}k` : `${rounded(whole / 1_000_000)}M`;
}

/** One decimal below ten, none above. */
function rounded(value: number): number {
  const tenths = Math.round(value * 10) / 10;
  return tenths < 10 ? tenths : Math.round(value);
}
