/** Token counts from the vocabularies that lie beside the bundle (`dist/tokens/`), loaded when first asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRanks, type Ranks } from '../core/engine/bpe.ts';
import type { PieceFile } from '../core/engine/tiles.ts';
import { createTokenCounter, estimateTokens, type TokenCounter } from '../core/engine/tokens.ts';
import type { Range } from '../core/model/cost.ts';
import type { TokenizerFamily } from '../core/model/price.ts';

export type CountTokens = (text: string, family: TokenizerFamily) => Range;

/** @param folder where `o200k_base.bin` and the other vocabularies are. @throws Error at the first count when they are missing: a broken installation. */
export function createTokenCounts(folder: string): CountTokens {
  let counter: TokenCounter | undefined;
  const ranks = (name: string): Ranks => load(folder, `${name}.bin`, loadRanks);
  const pieces = (name: string): PieceFile => load(folder, `${name}.json`, (content) => JSON.parse(content.toString('utf8')) as PieceFile);
  return (text, family) => {
    counter ??= createTokenCounter(ranks('o200k_base'), { cl100k: () => ranks('cl100k_base'), 'claude-old': () => pieces('claude-3'), 'claude-new': () => pieces('claude-4.7') });
    return estimateTokens(counter, text, family);
  };
}

function load<Vocabulary>(folder: string, file: string, read: (content: Buffer) => Vocabulary): Vocabulary {
  const path = join(folder, file);
  try {
    return read(readFileSync(path));
  } catch (error) {
    throw new Error(`The token vocabulary ${path} cannot be read: the installation is incomplete. Install promptcost again, or run its build.`, { cause: error });
  }
}
