/** Quantiles are within the error that is promised, and neither they nor any other figure depends on the order of the rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSketch, ERROR } from '../../server/usage/sketch.ts';
import { imported, writers } from './support.ts';

function trueQuantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1]!;
}

describe('the sketch', () => {
  it('is within its error of the true quantile, exact up to a hundred counts', () => {
    const tokens = fc.oneof(fc.nat(300), fc.nat(20_000), fc.nat(100_000_000));
    fc.assert(
      fc.property(fc.array(tokens, { minLength: 1, maxLength: 800 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const sketch = createSketch();
        for (const value of values) sketch.add(value);
        const exact = trueQuantile(values, q);
        const found = sketch.quantile(q);
        if (values.length <= 100) expect(found).toBe(exact);
        else expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * ERROR + 0.5);
        expect(sketch.sum).toBe(values.reduce((sum, value) => sum + value, 0));
      }),
      { numRuns: 300 },
    );
  });
});

describe('shuffled rows', () => {
  it('give the same file', async () => {
    const sample = fc.record({
      time: fc.integer({ min: 0, max: 1_000_000 }).map((seconds) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000).toISOString()),
      model: fc.constantFrom('gpt-4.1', 'claude-opus-4-5'),
      input: fc.integer({ min: 100, max: 50_000 }),
      output: fc.integer({ min: 1, max: 4000 }),
      read: fc.integer({ min: 0, max: 100 }),
      label: fc.constantFrom('a', 'b', 'c'),
    });
    const shuffled = fc.array(sample, { minLength: 1, maxLength: 400 }).chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    await fc.assert(
      fc.asyncProperty(shuffled, fc.constantFrom('a table as CSV', 'Langfuse JSON lines', 'OTLP as one document'), async ([rows, other], writer) => {
        const write = writers[writer]!;
        const tables = await Promise.all([rows, other].map(async (samples) => (await imported({ [write(samples).name]: write(samples).text })).table));
        expect(tables[1]).toEqual(tables[0]);
      }),
      { numRuns: 25 },
    );
  });
});
