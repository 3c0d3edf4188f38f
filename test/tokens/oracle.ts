import { Tiktoken } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { packRanksInMemory } from '../../scripts/pack-ranks.mjs';
import { countTokens, loadRanks } from '../../server/core/engine/tokens/bpe.ts';
import { type Pattern, pieceEnd } from '../../server/core/engine/tokens/pieces.ts';

/** One encoding, ours and js-tiktoken's, which is the definition of right here. */
export interface Encoding {
  readonly name: Pattern;
  readonly count: (text: string) => number;
  readonly expectedCount: (text: string) => number;
  readonly pieces: (text: string) => string[];
  readonly expectedPieces: (text: string) => string[];
}

const o200kRanks = loadRanks(await packRanksInMemory('o200k_base'));
const cl100kRanks = loadRanks(await packRanksInMemory('cl100k_base'));

export const ranks = { o200k: o200kRanks, cl100k: cl100kRanks };
export const encodings: readonly Encoding[] = [encoding('o200k'), encoding('cl100k')];

function encoding(name: Pattern): Encoding {
  const theirs = name === 'o200k' ? o200k : cl100k;
  const tiktoken = new Tiktoken(theirs);
  return {
    name,
    count: (text) => countTokens(ranks[name], text),
    expectedCount: (text) => tiktoken.encode(text, [], []).length,
    pieces: (text) => {
      const found: string[] = [];
      for (let start = 0; start < text.length; ) {
        const end = pieceEnd(name, text, start);
        found.push(text.slice(start, end));
        start = end;
      }
      return found;
    },
    expectedPieces: (text) => Array.from(text.matchAll(new RegExp(theirs.pat_str, 'gu')), ([piece]) => piece),
  };
}
