import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { exact, fixed, scaleDollars, subtractDollars, sumDollars, times, toDollars } from '../../server/core/model/dollars.ts';

describe('exact dollars', () => {
  it('read a number as it is written', () => {
    expect(fixed(0.1, 9)).toBe(100_000_000n);
    expect(fixed(1e-7, 9)).toBe(100n);
    expect(fixed(2.5e21, 0)).toBe(2_500_000_000_000_000_000_000n);
    expect(fixed(-1.25, 1)).toBe(-13n);
    expect(fixed(0.00000000049, 9)).toBe(0n);
  });

  it('come back as the same number', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 0, max: 9 }), (digits, decimals) => {
      const value = Number(`${digits}e-${decimals}`);
      expect(toDollars(exact(value))).toBe(value);
    }));
  });

  it('leave no dust', () => {
    expect(sumDollars([{ low: 0.1, high: 0.7 }, { low: 0.2, high: 0.1 }])).toEqual({ low: 0.3, high: 0.8 });
    expect(scaleDollars({ low: 0.00035, high: 0.07 }, 3)).toEqual({ low: 0.00105, high: 0.21 });
    expect(subtractDollars(0.3, 0.1)).toBe(0.2);
    expect(toDollars(times(exact(1.1), 1.1))).toBe(1.21);
  });
});
