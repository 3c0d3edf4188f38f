import { getHeapSpaceStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { giveBackMemory } from '../../server/host/idle-memory.ts';

const young = (): number => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')!.physical_space_size;

test('the space for young objects is given back after much work', async () => {
  // Objects that live for a while make the space grow.
  const held: object[][] = [];
  for (let i = 0; i < 4_000_000; i++) {
    if (i % 1000 === 0) held[(i / 1000) % 200] = [];
    held[Math.floor(i / 1000) % 200]!.push({ i });
  }
  const grown = young();
  held.length = 0;
  await giveBackMemory();
  expect(grown).toBeGreaterThan(8_000_000);
  expect(young()).toBeLessThan(grown / 2);
});
