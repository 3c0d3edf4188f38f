import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packRanks } from '../../scripts/pack-ranks.mjs';
import { countTokens, loadRanks } from '../../server/core/engine/tokens/bpe.ts';

it('writes files that the counter loads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'promptcost-ranks-'));
  try {
    const written = await packRanks(join(folder, 'tokens'));
    expect(written.map(({ name }) => name)).toEqual(['o200k_base', 'cl100k_base']);
    for (const { path, bytes } of written) {
      const content = await readFile(path);
      expect(content.length).toBe(bytes);
      expect(countTokens(loadRanks(content), 'hello world')).toBe(2);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
