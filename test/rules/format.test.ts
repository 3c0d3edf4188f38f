import { describe, expect, it } from 'vitest';
import { formatCount, formatDollarRange, formatDollars, formatRatio, formatTokens } from '../../server/core/model/format.ts';

describe('figures in messages', () => {
  it.each([
    [0, '$0'],
    [0.0000004, '<$0.000001'],
    [0.00012, '$0.00012'],
    [0.0042, '$0.0042'],
    [0.0216, '$0.022'],
    [0.1, '$0.10'],
    [0.5, '$0.50'],
    [0.996, '$1.00'],
    [1.789, '$1.79'],
    [12, '$12.00'],
    [1250.4, '$1,250'],
  ])('%d dollars are %s', (dollars, text) => expect(formatDollars(dollars)).toBe(text));

  it('write a range once where both ends read the same', () => {
    expect(formatDollarRange({ low: 0.0042, high: 0.021 })).toBe('$0.0042–0.021');
    expect(formatDollarRange({ low: 0.00420001, high: 0.00420002 })).toBe('$0.0042');
    expect(formatDollarRange({ low: 2e-8, high: 3e-8 })).toBe('<$0.000001');
    expect(formatDollarRange({ low: 2e-8, high: 0.0012 })).toBe('up to $0.0012');
    expect(formatDollarRange({ low: 0, high: 0.0012 })).toBe('$0–0.0012');
  });

  it('round estimates of tokens and keep exact counts', () => {
    expect(formatTokens({ low: 2313, high: 2964 })).toBe('2,310–2,960');
    expect(formatTokens({ low: 2313, high: 2313 })).toBe('2,313');
    expect(formatTokens({ low: 7, high: 9 })).toBe('7–9');
  });

  it('separate thousands whatever the locale', () => {
    expect(formatCount(128_000)).toBe('128,000');
    expect(formatCount(999)).toBe('999');
    expect(formatCount(1_234_567)).toBe('1,234,567');
  });

  it('round ratios to what a person reads', () => {
    expect(formatRatio(50)).toBe('50');
    expect(formatRatio(2.4999)).toBe('2.5');
    expect(formatRatio(5)).toBe('5');
  });
});
