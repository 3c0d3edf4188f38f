/** What a call costs, as ranges with their grounds. Tokens are counts; money is US dollars; prices are US dollars per million tokens. */
import type { ModelCard } from './price.ts';
import type { Location } from './text.ts';
import type { CallUsage } from './usage.ts';
import type { State, Value } from './value.ts';

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** One part of the prompt, in the order the provider reads it (tools, system, messages). */
export interface PromptPart {
  readonly role: 'tools' | 'system' | 'user' | 'assistant' | 'other';
  /** For a person: "system prompt", "message 2 (user)", "tool schemas". */
  readonly label: string;
  readonly state: State;
  readonly value: Value | null;
  /** Tokens of what is known; the assumption for what is not is in `assumed`. */
  readonly tokens: Range;
  /** Tokens assumed for holes and unknown parts (0 where all is known). */
  readonly assumed: Range;
  /** Marked for the provider's cache: `unknown` where the part's structure is not known. */
  readonly marked: 'yes' | 'no' | 'unknown';
  /** Where the text stands: the constant in another file, the literal at the call. */
  readonly at: Location | null;
  /** The name of the constant it comes from, or null. */
  readonly name: string | null;
}

/** The part of the prompt that is the same on every call: tools, system and leading messages up to the first hole. */
export interface StablePrefix {
  /** Tokens known to be stable. `high` counts no assumption: what is not known is not counted. */
  readonly tokens: Range;
  /** `known`: it ends where the text is seen to vary, or at the end. `partial`: something unknown inside it. */
  readonly state: State;
  readonly parts: readonly PromptPart[];
  /** Whether some path marks it: block markers, top-level caching. `unknown`: something else may. */
  readonly marked: 'yes' | 'no' | 'unknown';
  /** The model's minimum cacheable tokens on this platform; null where not known. */
  readonly minimum: number | null;
}

export interface CallCost {
  /** The model the figures are for; null where not known: then `dollars` is null too. With several candidates the dearest, said in the assumptions. */
  readonly card: ModelCard | null;
  readonly parts: readonly PromptPart[];
  readonly input: Range;
  /** `low` is the typical answer, `high` the worst case: the cap or the model's maximum. */
  readonly output: Range;
  /** What bounds the output: a cap at the call, the SDK's or API's own default, or only the model. */
  readonly outputBound: 'cap' | 'default' | 'model' | 'unknown';
  /** Measured calls that the figures take in place of assumptions, or null. */
  readonly usage: CallUsage | null;
  /** Typical to worst case for one call without cache and batch; the typical one with the measured share of cache reads, where it was measured. */
  readonly dollars: Range | null;
  /** The same call with its stable prefix read from (warm) or written to (cold) the cache; null where the provider has no price for it. */
  readonly cached: { readonly cold: Range; readonly warm: Range; readonly breakEvenReads: number } | null;
  readonly batch: Range | null;
  /** The provider's other current tiers for the same call. */
  readonly alternatives: readonly { readonly card: ModelCard; readonly dollars: Range }[];
  readonly prefix: StablePrefix;
  /** Stated volume and what it comes to, or null where none is stated. */
  readonly volume: { readonly callsPerDay: number; readonly from: string; readonly dollarsPerMonth: Range | null } | null;
  /** In full sentences. */
  readonly assumptions: readonly string[];
}
