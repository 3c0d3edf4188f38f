/** Token counts from the vocabularies that lie beside the bundle (`dist/tokens/`), loaded when first asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRanks, type Ranks } from '../core/engine/bpe.ts';
import { createTokenCounter, estimateTokens, type TokenCounter } from '../core/engine/tokens.ts';
import type { Range } from '../core/model/cost.ts';
import type { TokenizerFamily } from '../core/model/price.ts';

export type CountTokens = (text: string, family: TokenizerFamily) => Range;

/** @param folder where `o200k_base.bin` and `cl100k_base.bin` are. @throws Error at the first count when they are missing: a broken installation. */
export function createTokenCounts(folder: string): CountTokens {
  let counter: TokenCounter | undefined;
  return (text, family) => {
    counter ??= createTokenCounter(load(folder, 'o200k_base'), () => load(folder, 'cl100k_base'));
    return estimateTokens(counter, text, family);
  };
}

function load(folder: string, encoding: string): Ranks {
  const path = join(folder, `${encoding}.bin`);
  try {
    return loadRanks(readFileSync(path));
  } catch (error) {
    throw new Error(`The token vocabulary ${path} cannot be read: the installation is incomplete. Install promptcost again, or run its build.`, { cause: error });
  }
}
