import { describe, expect, it } from 'vitest';
import { formatDollars, formatTokens } from '../../server/core/engine/cost/money.ts';

describe('money', () => {
  it.each([
    [0, '$0'], [0.0042, '$0.0042'], [0.00031, '$0.00031'], [0.1 + 0.2, '$0.30'], [1.2, '$1.20'], [1250.4, '$1,250'], [0.09999999, '$0.10'],
  ])('%d is %s', (dollars, text) => expect(formatDollars(dollars)).toBe(text));

  it('writes a range once where both ends look the same', () => {
    expect(formatDollars({ low: 0.0042, high: 0.021 })).toBe('$0.0042–0.021');
    expect(formatDollars({ low: 0.00421, high: 0.00419 })).toBe('$0.0042');
  });
});

describe('tokens', () => {
  it.each([[0, '0'], [940, '940'], [999.6, '1k'], [3100, '3.1k'], [9960, '10k'], [128_000, '128k'], [999_600, '1M'], [1_500_000, '1.5M']])('%d is %s', (count, text) => expect(formatTokens(count)).toBe(text));

  it('writes ranges', () => expect(formatTokens({ low: 2310, high: 2960 })).toBe('2.3k–3k'));
});
