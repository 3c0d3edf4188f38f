/**
 * Token counts of a text: exact for OpenAI's encodings, a range for every family whose tokenizer is not public or not shipped.
 * A range is an exact o200k count times the bounds in `TOKEN_FACTORS`; each entry says where its bounds come from.
 */

import type { Range } from '../model/cost.ts';
import type { TokenizerFamily } from '../model/price.ts';
import { countTokens, type Ranks } from './bpe.ts';
import { rememberByContent } from './remember.ts';

/**
 * Multiply an o200k count by `low` and `high` to enclose the family's count for ordinary prompts: prose in Latin script, code,
 * JSON. Rare scripts can exceed `high` (Hindi in cl100k takes 2.8 times as many tokens as in o200k).
 */
export interface TokenFactor {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  /** Where the bounds come from, for the assumption shown to the user. */
  readonly source: string;
}

/** Counts with OpenAI's encodings and remembers what it counted. */
export interface TokenCounter {
  /** Exact tokens of `text` in o200k. */
  readonly o200k: (text: string) => number;
  /** Exact tokens of `text` in cl100k, or undefined when that vocabulary is not at hand. */
  readonly cl100k: (text: string) => number | undefined;
}

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
    source: 'Measured on recorded requests: 1.00-1.25 of o200k, 1.15 in the middle (docs/tokens.md); Anthropic says 1.15-1.20 on prose, more on code',
  },
  'claude-new': {
    low: 1.18,
    typical: 1.42,
    high: 1.7,
    source: 'Measured on recorded requests: 1.23-1.45 of o200k (docs/tokens.md); Anthropic says about 30% more tokens than before, public comparisons 1.15-1.46 times as many',
  },
  gemini: { low: 0.97, typical: 1.05, high: 1.22, source: 'Measured on recorded requests: 0.98-1.25 of o200k, 1.04 in the middle (docs/tokens.md)' },
  mistral: {
    low: 0.95,
    typical: 1.1,
    high: 1.35,
    source: 'Measured 1.07-1.30 of o200k on English, code and JSON with the first 32k vocabulary (mistral-tokenizer-js 1.0.0); assumption: later, larger ones need fewer',
  },
  llama: {
    low: 0.95,
    typical: 1,
    high: 1.3,
    source: 'Measured 0.97-1.01 of o200k on English, code and JSON, 1.0-1.3 on German, Chinese, Japanese and Russian with the Llama 3 vocabulary (llama3-tokenizer-js 1.2.0)',
  },
  deepseek: { low: 0.8, typical: 1, high: 1.3, source: 'Assumption: a vocabulary of 128k tokens, as large as that of Llama 3, with more Chinese in it; no published ratio' },
  grok: { low: 0.95, typical: 1, high: 1.3, source: 'Assumption: a vocabulary of 131k tokens, as large as that of Llama 3; no published ratio' },
  cohere: { low: 0.95, typical: 1.05, high: 1.2, source: 'Measured: docs/tokens.md' },
  qwen: { low: 0.97, typical: 1.02, high: 1.2, source: 'Measured: docs/tokens.md' },
  nova: { low: 0.98, typical: 1.1, high: 1.3, source: 'Measured: docs/tokens.md' },
  unknown: { low: 0.8, typical: 1.2, high: 1.8, source: 'Assumption: the model is not known, so the range covers every family' },
};

/** Texts remembered, per encoding. An entry is a few numbers, whatever the length of the text. */
const REMEMBERED_TEXTS = 4096;

/**
 * A counter over a vocabulary of o200k. `cl100k` supplies the legacy vocabulary the first time a text is counted with it,
 * since few models still need it.
 */
export function createTokenCounter(o200k: Ranks, cl100k?: () => Ranks): TokenCounter {
  let legacy: ((text: string) => number) | undefined;
  return {
    o200k: rememberByContent(REMEMBERED_TEXTS, (text) => countTokens(o200k, text)),
    cl100k: (text) => {
      if (cl100k === undefined) return undefined;
      if (legacy === undefined) {
        const ranks = cl100k();
        legacy = rememberByContent(REMEMBERED_TEXTS, (content) => countTokens(ranks, content));
      }
      return legacy(text);
    },
  };
}

/** Tokens of `text` for a family. Inexact bounds are rounded to the nearest whole token: outwards, the rounding of many short parts would be wider than the bounds. */
export function estimateTokens(counter: TokenCounter, text: string, family: TokenizerFamily): Range {
  if (family === 'cl100k') {
    const exact = counter.cl100k(text);
    if (exact !== undefined) return { low: exact, high: exact };
  }
  return scaleTokens(counter.o200k(text), family);
}

/** The range of a family for text that has `o200kTokens` tokens in o200k. */
export function scaleTokens(o200kTokens: number, family: TokenizerFamily): Range {
  const { low, high } = TOKEN_FACTORS[family];
  // The factors have two decimals: in whole hundredths no product is off by a binary fraction (100 · 1.1 is not 110).
  return {
    low: Math.round((o200kTokens * Math.round(low * 100)) / 100),
    high: Math.round((o200kTokens * Math.round(high * 100)) / 100),
  };
}
