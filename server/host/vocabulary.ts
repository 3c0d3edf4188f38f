/** Token counts from the vocabularies that lie beside the bundle (`dist/tokens/`), loaded when first asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRanks, type Ranks } from '../core/engine/tokens/bpe.ts';
import { loadTokenSet } from '../core/engine/tokens/fewest.ts';
import type { PieceFile } from '../core/engine/tokens/tiles.ts';
import { createTokenCounter, estimateTokens, type TokenCounter, type Vocabulary } from '../core/engine/tokens/tokens.ts';
import type { Range } from '../core/model/cost.ts';
import type { TokenizerFamily } from '../core/model/price.ts';

export type CountTokens = (text: string, family: TokenizerFamily) => Range;

/** @param folder where `o200k_base.bin` and the other vocabularies are. @throws Error at the first count when they are missing: a broken installation. */
export function createTokenCounts(folder: string): CountTokens {
  let counter: TokenCounter | undefined;
  return (text, family) => estimateTokens((counter ??= loadCounter((file) => readFileSync(join(folder, file)))), text, family);
}

/** @param read what a file of `dist/tokens/` holds; asked when a vocabulary is first used. */
export function loadCounter(read: (file: string) => Uint8Array): TokenCounter {
  const ranks = (name: string): Ranks => load(`${name}.bin`, read, loadRanks);
  const o200k = ranks('o200k_base');
  const pieces = (name: string) => (): Vocabulary => load(`${name}.json`, read, (content) => JSON.parse(new TextDecoder().decode(content)) as PieceFile);
  const set = (name: string) => (): Vocabulary => load(`${name}.bin`, read, (content) => loadTokenSet(content, o200k));
  let shared: Ranks | undefined;
  const cl100k = (): Ranks => (shared ??= ranks('cl100k_base'));
  return createTokenCounter(o200k, {
    cl100k: [cl100k],
    'claude-old': [pieces('claude-3')],
    'claude-new': [pieces('claude-4.7')],
    gemini: [set('gemma-3')],
    mistral: [set('mistral-3'), set('tekken')],
    tekken: [set('tekken')],
    llama: [cl100k, () => o200k],
    deepseek: [set('deepseek-3')],
    qwen: [set('qwen-3')],
  });
}

function load<Loaded>(file: string, read: (file: string) => Uint8Array, from: (content: Uint8Array) => Loaded): Loaded {
  try {
    return from(read(file));
  } catch (error) {
    throw new Error(`The token vocabulary ${file} cannot be read: the installation is incomplete. Install promptcost again, or run its build.`, { cause: error });
  }
}
