/**
 * Token counts of a text: those of the family's own vocabulary where one is at hand, a range for every other family.
 * A range is an exact o200k count times the bounds in `TOKEN_FACTORS`; each entry says where its bounds come from.
 */

import type { Range } from '../../model/cost.ts';
import type { TokenizerFamily } from '../../model/price.ts';
import { countTokens, type Ranks } from './bpe.ts';
import { countFewest, type TokenSet } from './fewest.ts';
import { enclosing, exactly } from './ranges.ts';
import { rememberByContent } from './remember.ts';
import { countTiles, loadPieces, type PieceFile } from './tiles.ts';

/**
 * Multiply an o200k count by `low` and `high` to enclose the family's count for ordinary prompts: prose in Latin script, code,
 * JSON. Rare scripts can exceed `high` (Hindi in cl100k takes 2.8 times as many tokens as in o200k).
 */
export interface TokenFactor {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  /** What to multiply a count with the family's own vocabulary by, where that is not exact or few recorded requests show how near it comes. */
  readonly own?: Range;
  /** Where the bounds come from, for the assumption shown to the user. */
  readonly source: string;
}

/** Counts with the vocabularies that are at hand and remembers what it counted. */
export interface TokenCounter {
  /** Exact tokens of `text` in o200k. */
  readonly o200k: (text: string) => number;
  /** Tokens of `text` in the family's own vocabulary, or undefined where it has none here. A range where models of the family differ in it. */
  readonly own: (text: string, family: TokenizerFamily) => Range | undefined;
}

/** A vocabulary's own merges come to what the fewest of its tokens do, or a little more. */
const FEWEST: Range = { low: 1, high: 1.03 };

export const TOKEN_FACTORS: Readonly<Record<TokenizerFamily, TokenFactor>> = {
  o200k: { low: 1, typical: 1, high: 1, source: 'Exact: the o200k_base vocabulary of OpenAI' },
  cl100k: {
    low: 0.95,
    typical: 1,
    high: 1.7,
    source: 'Exact with the cl100k_base vocabulary. Without it: measured 0.97-1.01 of o200k on English, code and JSON, up to 1.6 on Chinese, Japanese and Russian',
  },
  'claude-old': {
    low: 1,
    typical: 1.15,
    high: 1.35,
    own: { low: 0.99, high: 1.01 },
    source: 'Counted with the vocabulary of ctok, give or take 1 %: long texts were up to 0.2 % off. Without it: measured 1.00-1.25 of o200k on recorded requests',
  },
  'claude-new': {
    low: 1.18,
    typical: 1.42,
    high: 1.7,
    own: { low: 0.96, high: 1.04 },
    source: 'Counted with the vocabulary of ctok, give or take 4 %: few recorded requests show how near it is. Without it: measured 1.23-1.45 of o200k on recorded requests',
  },
  gemini: {
    low: 0.95,
    typical: 1.05,
    high: 1.35,
    // The models before 2.0 have an earlier one, which counts digits and code a little lower.
    own: { low: 0.99, high: 1.02 },
    source: 'Counted with the vocabulary of Gemma 3, which Gemini shares. Without it: measured 0.96-1.35 of o200k, each digit being one',
  },
  mistral: {
    low: 0.97,
    typical: 1.1,
    high: 1.4,
    own: FEWEST,
    source: 'Counted with both of the vocabularies that Mistral publishes, the first of 32k tokens and Tekken. Without them: measured 0.99-1.37 of o200k (docs/tokens.md)',
  },
  tekken: { low: 0.97, typical: 1.05, high: 1.4, own: FEWEST, source: 'Counted with Tekken, the vocabulary of Mistral\'s models since Nemo. Without it: as for Mistral\'s earlier ones' },
  llama: {
    low: 0.95,
    typical: 1,
    high: 1.3,
    own: { low: 0.97, high: 1.01 },
    source: 'Counted with cl100k, whose tokens Llama 3 has and adds to, and with o200k, to which Llama 4 is near',
  },
  deepseek: { low: 0.95, typical: 1.02, high: 1.25, own: FEWEST, source: 'Counted with the vocabulary of DeepSeek V3. Without it: measured 0.98-1.15 of o200k (docs/tokens.md)' },
  grok: { low: 0.95, typical: 1, high: 1.15, source: 'Measured on recorded requests: 0.97-1.12 of o200k (docs/tokens.md)' },
  cohere: { low: 0.95, typical: 1.05, high: 1.2, source: 'Measured: docs/tokens.md' },
  qwen: { low: 0.97, typical: 1.02, high: 1.2, own: { low: 0.97, high: 1.05 }, source: 'Counted with the vocabulary of Qwen 2 and 3, which the newest models have a larger one than. Without it: 0.97-1.2 of o200k (docs/tokens.md)' },
  nova: { low: 0.92, typical: 1, high: 1.12, source: 'Measured on recorded requests: 0.92-1.02 of o200k (docs/tokens.md)' },
  unknown: { low: 0.95, typical: 1.1, high: 1.37, source: 'Assumption: the model is not known, so the range covers what most families make of English, code and JSON' },
};

/** Families whose messages begin as a word does. */
const OPENS_AS_WORD: ReadonlySet<TokenizerFamily> = new Set(['claude-old']);

/** Marks of a family's own that are one token each, which prompts that are put together by hand hold. */
const MARKS: Partial<Readonly<Record<TokenizerFamily, RegExp>>> = { mistral: /<\/?s>/, tekken: /<\/?s>/, gemini: /<(?:bos|start_of_turn|end_of_turn|escape|(?:start|end)_function_(?:declaration|call|response))>/, qwen: /<\|im_(?:start|end)\|>/, llama: /<\|(?:begin_of_text|end_of_text|start_header_id|end_header_id|eot_id|eom_id|python_tag|image|header_start|header_end|eot)\|>/ };

/** Texts remembered, per encoding. An entry is a few numbers, whatever the length of the text. */
const REMEMBERED_TEXTS = 4096;

export type Vocabulary = Ranks | PieceFile | TokenSet;

/** Vocabularies beside o200k, each loaded the first time a text is counted with it. Of several, models of the family use one or the other. */
export type OwnVocabularies = Partial<Readonly<Record<TokenizerFamily, readonly (() => Vocabulary)[]>>>;

export function createTokenCounter(o200k: Ranks, vocabularies: OwnVocabularies = {}): TokenCounter {
  const counts = new Map<TokenizerFamily, readonly ((text: string) => number)[]>();
  return {
    o200k: rememberByContent(REMEMBERED_TEXTS, (text) => countTokens(o200k, text)),
    own: (text, family) => {
      let ways = counts.get(family);
      if (ways === undefined) {
        const loads = vocabularies[family];
        if (loads === undefined) return undefined;
        counts.set(family, (ways = loads.map((load) => rememberByContent(REMEMBERED_TEXTS, besideMarks(counterOf(load(), family), MARKS[family])))));
      }
      return enclosing(ways.map((count) => exactly(count(text))));
    },
  };
}

function besideMarks(count: (text: string) => number, mark: RegExp | undefined): (text: string) => number {
  if (mark === undefined) return count;
  return (text) => {
    const between = text.split(mark);
    return between.reduce((sum, part) => sum + (part === '' ? 0 : count(part)), between.length - 1);
  };
}

function counterOf(vocabulary: Vocabulary, family: TokenizerFamily): (text: string) => number {
  if ('longestFrom' in vocabulary) return (text) => countFewest(vocabulary, text);
  if (!('pieces' in vocabulary)) return (text) => countTokens(vocabulary, text);
  const pieces = loadPieces(vocabulary);
  return (text) => (text === '' ? 0 : countTiles(pieces, text, OPENS_AS_WORD.has(family)));
}

/** Tokens of `text` for a family. Inexact bounds are rounded to the nearest whole token: outwards, the rounding of many short parts would be wider than the bounds. */
export function estimateTokens(counter: TokenCounter, text: string, family: TokenizerFamily): Range {
  const factor = TOKEN_FACTORS[family];
  const own = counter.own(text, family);
  if (own !== undefined) return scaled(own, factor.own ?? { low: 1, high: 1 });
  return scaled(exactly(counter.o200k(text)), factor);
}

function scaled(tokens: Range, { low, high }: Range): Range {
  // The factors have two decimals: in whole hundredths no product is off by a binary fraction (100 · 1.1 is not 110).
  return {
    low: Math.round((tokens.low * Math.round(low * 100)) / 100),
    high: Math.round((tokens.high * Math.round(high * 100)) / 100),
  };
}
