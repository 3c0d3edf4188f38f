/** What a call costs, as ranges with their grounds. Tokens are counts; money is US dollars; prices are US dollars per million tokens. */
import type { ModelCard } from './price.ts';
import type { PriceTerms } from './price-request.ts';
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

/** What a cache does for one call, whose prefix is as long as `StablePrefix` says and stands in the provider's order. */
export interface CachedCost {
  /** The prefix is written: the first call, and every one that finds the entry gone. */
  readonly cold: Range;
  /** The prefix is read. */
  readonly warm: Range;
  /** Reads after which the write has paid for itself; infinite where it never does. */
  readonly breakEvenReads: number;
  /** Which lifetime the marker asks for. */
  readonly lifetime: 'short' | 'long';
  /** Minutes an unused entry is kept; null where no time is promised. */
  readonly minutes: number | null;
  /** At the stated volume, were its calls to come at random times all day long: the share that finds the entry (0 to 1), and what a call costs on average. */
  readonly atVolume: { readonly warmShare: number; readonly dollars: Range } | null;
}

/**
 * What multiplies a call's cost without being in it. `loop`: a loop over a known number of items. `fan-out`: the same for calls made at once. `retries`: tries in all,
 * when each of them fails late enough to be paid for. `steps`: turns of an agent that works on by itself.
 */
export interface CostFactor {
  readonly kind: 'loop' | 'fan-out' | 'retries' | 'steps';
  /** Null: nothing bounds it. */
  readonly times: number | null;
  readonly bound: 'exactly' | 'at most';
  /** For a person: "the `for` loop over 12 items". */
  readonly label: string;
  readonly at: Location | null;
}

/** What a conversation costs that sends its whole history with each turn: all turns together, typical answers, cheap and dear questions, without a cache. */
export interface ConversationCost {
  readonly turns: number;
  /** Input tokens of the last turn. */
  readonly input: Range;
  readonly dollars: Range;
}

export interface CallCost {
  /** The model that caching, batches and alternatives are told for; null where not known: then `dollars` is null too. With several candidates the dearest. */
  readonly card: ModelCard | null;
  readonly parts: readonly PromptPart[];
  readonly input: Range;
  /** `low` is the typical answer, `high` the worst case: the cap or the model's maximum. */
  readonly output: Range;
  /** What bounds the output: a cap at the call, the SDK's or API's own default, or only the model. */
  readonly outputBound: 'cap' | 'default' | 'model' | 'unknown';
  /** Measured calls that the figures take in place of assumptions, or null. */
  readonly usage: CallUsage | null;
  /**
   * Typical to worst case for one call without cache and batch; the typical case of the cheapest candidate to the worst of the dearest. The typical one has the measured share of cache reads,
   * where it was measured.
   */
  readonly dollars: Range | null;
  /** The same for each candidate with a price, where there are several; else empty. */
  readonly models: readonly { readonly card: ModelCard; readonly dollars: Range }[];
  /** How the requests are served, as far as the call says, to `card`; null where that is null. Of several ways the first. */
  readonly terms: PriceTerms | null;
  /** The same call with its stable prefix read from (warm) or written to (cold) the cache; null where the provider has no price for it. */
  readonly cached: CachedCost | null;
  /** What the request leaves with the provider: dollars for each hour that it is kept, and how many hours that is; null where nothing is kept, or where that costs nothing. */
  readonly storage: { readonly perHour: Range; readonly hours: number | null } | null;
  readonly batch: Range | null;
  /** The provider's other current tiers for the same call. */
  readonly alternatives: readonly { readonly card: ModelCard; readonly dollars: Range }[];
  /** The same call from the date on which an announced price begins, or null where none is announced. */
  readonly announced: { readonly from: string; readonly dollars: Range } | null;
  /** Outermost first. They are never part of `dollars`. */
  readonly factors: readonly CostFactor[];
  /** Where the call sends a history that grows in its loop: what 1, 10 and 100 turns come to. Empty elsewhere. */
  readonly conversation: readonly ConversationCost[];
  readonly prefix: StablePrefix;
  /** Stated volume and what it comes to, or null where none is stated. */
  readonly volume: { readonly callsPerDay: number; readonly from: string; readonly dollarsPerMonth: Range | null } | null;
  /** In full sentences. */
  readonly assumptions: readonly string[];
}
