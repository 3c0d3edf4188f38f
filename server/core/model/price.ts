/** What a model costs and can do, as data. Money is US dollars per million tokens everywhere; dates are `YYYY-MM-DD`. */

/**
 * How prompt caching comes about. `explicit`: only what the request marks. `automatic`: the provider does it and charges no write.
 * `automatic-charged-writes`: the provider does it and a write costs more than plain input. `none`: there is none.
 */
export type CacheMode = 'explicit' | 'automatic' | 'automatic-charged-writes' | 'none';

/** Which tokenizer a model uses; it decides how tokens are estimated. */
export const TOKENIZER_FAMILIES = ['o200k', 'cl100k', 'claude-old', 'claude-new', 'gemini', 'mistral', 'tekken', 'llama', 'deepseek', 'grok', 'cohere', 'qwen', 'nova', 'unknown'] as const;
export type TokenizerFamily = (typeof TOKENIZER_FAMILIES)[number];

/** What a provider puts around the text of a request; the figures are in `server/core/engine/prompt/framing.ts`. */
export const FRAMING_NAMES = [
  'gpt', 'gpt-reasoning', 'harmony', 'harmony-5.6', 'gpt-oss', 'claude', 'claude-2', 'claude-4.5', 'claude-bedrock', 'claude-new', 'claude-lean', 'gemini', 'gemini-3', 'gemini-brief', 'gemini-3-brief', 'gemma', 'mistral', 'mistral-routed', 'mistral-1', 'mistral-early', 'mistral-small', 'llama', 'llama-3.1', 'llama-3.1-routed', 'llama-3.1-groq',
  'llama-4', 'llama-4-groq', 'deepseek', 'deepseek-3', 'grok', 'grok-3', 'grok-4', 'grok-4-fast', 'grok-code', 'grok-plain', 'cohere', 'qwen', 'qwen-2.5', 'nova', 'nova-2', 'titan', 'plain', 'unknown',
] as const;
export type FramingName = (typeof FRAMING_NAMES)[number];

/** How a model counts images, in tokens; sizes are pixels. */
export type ImageRule =
  /** Tiles of 512 × 512, after scaling. */
  | { readonly kind: 'tiles'; readonly base: number; readonly tile: number }
  /** Squares of 32 × 32, up to `max` of them, times a factor. */
  | { readonly kind: 'patches'; readonly factor: number; readonly max: number }
  /** Squares of `cell` × `cell`, after scaling to `edge` on the long side. */
  | { readonly kind: 'grid'; readonly cell: number; readonly edge: number; readonly max: number }
  /** `least` for each of the crops that the image is cut into; `one`: perhaps for the whole image alone. */
  | { readonly kind: 'crops'; readonly least: number; readonly most: 'crops' | 'one' }
  /** Squares of `cell` × `cell`, after scaling to `edge` on the long side, and one more at the end of each row. */
  | { readonly kind: 'rows'; readonly cell: number; readonly edge: number }
  /** So many pixels a token, of an image that is made larger until its long side is `edge`. */
  | { readonly kind: 'area'; readonly edge: number; readonly least: number; readonly most: number }
  | { readonly kind: 'flat'; readonly low: number; readonly high: number };

/** The rank of a model in its provider's range, by price and purpose. */
export type ModelTier = 'top' | 'upper' | 'mid' | 'small';

/** `legacy`: a newer model of the line exists. `deprecated`: a retirement date is announced. `retired`: the provider's own API refuses it. */
export type ModelStatus = 'active' | 'legacy' | 'deprecated' | 'retired';

/** Where a model is served, when not by its own provider's API; `local` is a server of one's own. */
export type ModelPlatform = 'bedrock' | 'vertex' | 'azure' | 'foundry' | 'openrouter' | 'local';

/** How a request is served: `flex` is slow and cheap, `fast` quick and dear (`priority` in older requests), `batch` answers within a day. */
export type ServiceMode = 'standard' | 'batch' | 'flex' | 'fast';

/** US dollars per million tokens. Null: the sources list no such price, so reads cost plain input and writes cost nothing extra. */
export interface Rates {
  readonly input: number;
  /** Input tokens read from the prompt cache. */
  readonly cachedInput: number | null;
  /** The whole rate, not a surcharge, of tokens written for the short lifetime (5 minutes at Anthropic, 30 at OpenAI). */
  readonly cacheWriteShort: number | null;
  /** The same for the long lifetime (1 hour at Anthropic, 12 hours in OpenAI's Responses API). */
  readonly cacheWriteLong: number | null;
  readonly output: number;
}

/** Rates of the whole request, not of the excess, once its input (cached tokens included) is above a number of tokens. */
export interface PriceTier extends Rates {
  readonly above: number;
}

export interface Price extends Rates {
  /** US dollars per million tokens and hour for an explicit cache that is kept; null where storage costs nothing or is not offered. */
  readonly cacheStorage: number | null;
  /** Ascending by `above`. */
  readonly tiers: readonly PriceTier[];
  /** Where the figures come from, for a person. */
  readonly source: string;
  /** The date of that source. */
  readonly asOf: string;
  /** Fields that come from elsewhere than `source`. */
  readonly fieldSources?: Readonly<Record<string, string>>;
}

/** A price that begins on a date already announced. */
export interface PriceChange extends Price {
  readonly from: string;
}

/** Factors on the ordinary rates; an input factor applies to reads and writes of the cache as well. */
export interface Multiplier {
  readonly input: number;
  readonly output: number;
}

/** Prices by time of day: the card's rates hold in the peak hours only. */
export interface OffPeak {
  readonly multiplier: number;
  /** Spans of UTC such as `01:00-04:00`. */
  readonly peakUtc: readonly string[];
  readonly source: string;
}

export interface ModelCard {
  /** The provider's own name for it. */
  readonly id: string;
  /** The file in `server/prices/` it is from. */
  readonly provider: string;
  /** Other exact names for the same model at the same price. */
  readonly aliases: readonly string[];
  readonly price: Price;
  /** Ascending by `from`. */
  readonly changes: readonly PriceChange[];
  /** Tokens; null where not known. */
  readonly contextWindow: number | null;
  /** Tokens, thinking included; null where not known. */
  readonly maxOutput: number | null;
  readonly cacheMode: CacheMode;
  /** Minutes a written prefix is kept, for the short and the long lifetime; a read renews them. Null where no time is promised. */
  readonly cacheMinutes: { readonly short: number; readonly long: number | null } | null;
  /** Tokens of prefix below which nothing is cached, on the provider's own API; null where not known or not cacheable. */
  readonly minCacheableTokens: number | null;
  /** The same on Amazon Bedrock. */
  readonly minCacheableTokensBedrock: number | null;
  readonly tokenizer: TokenizerFamily;
  readonly framing: FramingName;
  /** Null where it takes no images, or its formula is not known. */
  readonly images: ImageRule | null;
  /** The provider's name for the series: `opus`, `luna`, `flash`. `embedding` marks embedding models, `fine-tuned` fine-tuned ones. */
  readonly line: string;
  readonly tier: ModelTier;
  /** The id of the same provider's current model to try for simple tasks; it costs less for input and for output. Null where there is none. */
  readonly cheaper: string | null;
  /** Whether it spends output tokens on reasoning unless told otherwise; null where not known. */
  readonly reasonsByDefault: boolean | null;
  /** An OpenAI model that refuses `max_tokens` and takes `max_completion_tokens`. */
  readonly needsMaxCompletionTokens: boolean;
  /** Null: not offered, or not known. */
  readonly batch: Multiplier | null;
  /** OpenAI's `service_tier: "flex"`. */
  readonly flex: Multiplier | null;
  /** The factor of a fast service tier (`speed: "fast"`, `service_tier: "fast"`); null: not offered, or not known. */
  readonly fast: number | null;
  /** The factor for processing bound to a region (Bedrock and Vertex regional endpoints, `inference_geo`); null where not known. */
  readonly regionalUplift: number | null;
  readonly offPeak: OffPeak | null;
  /** Tokens the provider adds to the prompt when tools are passed: with tool choice auto or none, and with any or one tool. */
  readonly toolPromptTokens: { readonly auto: number; readonly any: number } | null;
  /** The smallest that was recorded with tool choice auto, where that is less: with parallel calls switched off, and in older recordings. Null where none was. */
  readonly leastToolPromptTokens: number | null;
  /** Of the provider's own API: Bedrock and Google Cloud keep dates of their own. */
  readonly status: ModelStatus;
  /** The date requests begin to fail, where announced or past. */
  readonly retires: string | null;
  /** The earliest date the provider reserves for retirement. */
  readonly retiresNotBefore: string | null;
  /** The id of the current model that takes its place. */
  readonly replacement: string | null;
  /** Where the fields outside `price` come from, by field. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The factor of a region-bound endpoint on the card's rates; 1 for a global endpoint. */
export interface RegionalPrice {
  /** As named in the id: `us`, `eu`, `global`; `in-region` for an id without one. */
  readonly region: string;
  readonly multiplier: number;
  readonly source: string;
}

/** What a model name means. `unknown` is a normal result and never a default: it carries no price. */
export type ModelLookup =
  | {
    readonly kind: 'known';
    readonly card: ModelCard;
    /** As asked. */
    readonly id: string;
    /** The rules that led from the name to the card, in order, for a person; empty for the card's own id. */
    readonly via: readonly string[];
    readonly regional?: RegionalPrice;
    readonly platform?: ModelPlatform;
    /** `batch`: the id itself asks for batch rates. `free`: it costs nothing. */
    readonly variant?: 'batch' | 'free';
  }
  | { readonly kind: 'unknown'; readonly id: string; readonly why: string };

/** What is known of models that anybody may serve, whoever does and whatever it costs. */
export interface ModelKind {
  /** A pattern of their names, whatever stands around it. */
  readonly name: string;
  readonly tokenizer: TokenizerFamily;
  readonly framing: FramingName;
}

/** Every priced model by its exact names. */
export interface ModelIndex {
  readonly cards: readonly ModelCard[];
  readonly kinds: readonly ModelKind[];
  /** The kind that a name tells of. It says how a model reads a prompt, and nothing of its price. */
  kindOf(id: string): ModelKind | null;
  /**
   * Finds the card a name stands for. `provider` is where the request goes, as an SDK or platform says it (`anthropic`, `bedrock`, `azure`, `openrouter`);
   * without it the name must tell. The same arguments always give the same answer.
   */
  lookup(id: string, provider?: string): ModelLookup;
}
