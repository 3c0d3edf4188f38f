/** Tokens of images by each provider's formula; the expected counts are those of the providers' own pages where they give examples. */
import { describe, expect, it } from 'vitest';
import { imageTokens } from '../../server/core/engine/prompt/images.ts';
import { modelCards } from '../../server/prices/index.ts';

const tokens = (model: string, width: number, height: number, detail: string | null = null): readonly [number, number] => {
  const { low, high } = imageTokens(modelCards.find((card) => card.id === model)!.images!, { width, height }, detail);
  return [low, high];
};

describe('imageTokens', () => {
  it.each([
    ['gpt-4o', 640, 480, null, 85 + 2 * 170],
    ['gpt-4o', 1024, 1024, 'high', 85 + 4 * 170],
    ['gpt-4o', 2048, 4096, 'high', 85 + 6 * 170],
    ['gpt-4o', 4096, 8192, 'low', 85],
    ['gpt-4o-mini', 512, 512, null, 2833 + 5667],
    ['gpt-5', 1024, 1024, null, 70 + 4 * 140],
  ])('counts tiles with %s: %i by %i, detail %s', (model, width, height, detail, expected) => {
    expect(tokens(model, width, height, detail)).toEqual([expected, expected]);
  });

  it.each([
    ['gpt-4.1-mini', 1024, 1024, 1024 * 1.62],
    // OpenAI's own example: 33 by 44 patches are left of it.
    ['gpt-4.1-mini', 1800, 2400, 1452 * 1.62],
    ['gpt-4.1-nano', 320, 320, 100 * 2.46],
  ])('counts patches with %s: %i by %i', (model, width, height, expected) => {
    const [low, high] = tokens(model, width, height);
    expect(low).toBe(Math.floor(expected));
    expect(high).toBeLessThanOrEqual(Math.ceil(expected) + 2);
  });

  it.each([
    ['claude-sonnet-4-5', 1000, 1000, 1296],
    ['claude-sonnet-4-5', 1920, 1080, 1560],
    ['claude-opus-4-8', 1920, 1080, 2691],
    ['claude-sonnet-4-5', 200, 200, 64],
  ])("counts Claude's squares with %s: %i by %i", (model, width, height, expected) => {
    const [low, high] = tokens(model, width, height);
    expect(low).toBe(expected);
    expect(high / low).toBeLessThan(1.12);
  });

  it.each([
    // 16 squares of 64 and one at the end of each row; of a larger one, what is left of it at 1,024 and 1,540 pixels.
    ['pixtral-12b', 64, 64, 5 * 4],
    ['pixtral-12b', 2048, 1024, 65 * 32],
    ['mistral-small-2603', 1540, 1540, 56 * 55],
  ])("counts the rows of Mistral's squares with %s: %i by %i", (model, width, height, expected) => expect(tokens(model, width, height)).toEqual([expected, expected]));

  it.each([
    [900, 450, 800],
    [900, 900, 1300],
    [1400, 900, 1800],
    [1800, 900, 2400],
    [1300, 1300, 2600],
  ])("has Amazon's examples for Nova within its range: %i by %i", (width, height, expected) => {
    const [low, high] = tokens('amazon.nova-lite-v1:0', width, height);
    expect(low).toBeLessThan(expected);
    // The examples are rounded to a hundred.
    expect(high).toBeGreaterThanOrEqual(expected);
    expect(high / low).toBeLessThan(1.5);
  });

  it("counts Gemini's crops, or one figure an image", () => {
    expect(tokens('gemini-2.0-flash', 300, 200)).toEqual([258, 258]);
    expect(tokens('gemini-2.0-flash', 960, 540)).toEqual([258 * 7, 258 * 7]);
    expect(tokens('gemini-2.5-flash', 300, 200)).toEqual([258, 258]);
    expect(tokens('gemini-3.8-flash', 4000, 3000)).toEqual([1060, 1130]);
  });
});
