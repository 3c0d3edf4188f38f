/** Prices of the user's own: negotiated, a reseller's, fine-tuned or self-hosted models. Settings give them; they win over every list. */
export interface UserPrices {
  /** By model id, as the code or the price list writes it. */
  readonly models: Readonly<Record<string, UserPrice>>;
  /** By provider or platform (`anthropic`, `bedrock`): the part of the list price that is paid, 0.8 for 20 % off. */
  readonly discounts: Readonly<Record<string, number>>;
}

/** US dollars per million tokens, but for the fixed parts. A class of tokens without a price of its own costs plain input. */
export interface UserPrice {
  readonly input: number;
  readonly output: number;
  readonly cachedInput?: number;
  readonly cacheWriteShort?: number;
  readonly cacheWriteLong?: number;
  /** US dollars a month that are paid whatever the volume: a server, a reservation. */
  readonly monthly?: number;
  /** US dollars paid once: training. */
  readonly once?: number;
  /** Where the figures come from, for a person. */
  readonly source?: string;
  /** `YYYY-MM-DD`. */
  readonly asOf?: string;
}

export const noUserPrices: UserPrices = { models: {}, discounts: {} };
