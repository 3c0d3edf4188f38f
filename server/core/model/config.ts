/** Settings as the engine reads them. Parsing and validation belong to the shells. */
import type { Severity } from './finding.ts';
import { noUserPrices, type UserPrices } from './user-prices.ts';
import type { SdkSpec } from './sdk.ts';

export interface Config {
  /** Rule id → severity or `off`. Rules not named keep their default. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Calls a day of the folder, or null where not stated. */
  readonly callsPerDay: number | null;
  /** Tokens assumed for each hole of a prompt. */
  readonly assumedHoleTokens: { readonly low: number; readonly high: number };
  /** Tokens assumed for a typical answer where the task does not tell. */
  readonly assumedOutputTokens: number;
  /** Tokens assumed for what a model thinks before a typical answer, where the call names no effort; other efforts are parts and multiples of it. */
  readonly assumedReasoningTokens: number;
  /** What the user pays where it is not the list price. */
  readonly prices: UserPrices;
  /** SDKs and wrappers that the user describes, the nearest first; they go before the catalog's. The same list for all folders of a settings file. */
  readonly sdks: readonly OwnSdk[];
}

export interface OwnSdk {
  readonly spec: SdkSpec;
  /** The settings file that describes it: names of modules are seen from there. */
  readonly path: string;
}

export const defaultConfig: Config = {
  rules: {},
  callsPerDay: null,
  assumedHoleTokens: { low: 1, high: 500 },
  assumedOutputTokens: 300,
  assumedReasoningTokens: 500,
  prices: noUserPrices,
  sdks: [],
};
