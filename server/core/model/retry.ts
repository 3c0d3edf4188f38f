/** The layers that repeat a call, and how retry libraries are described. */
import type { Ecosystem } from './sdk.ts';
import type { Location } from './text.ts';
import type { CallExpr } from './facts.ts';

/** One layer around a call that tries again, outermost last. */
export interface RetryLayer {
  readonly kind: 'loop' | 'decorator' | 'wrapper' | 'sdk';
  /** For a person: "the `while` loop", "tenacity's @retry", "the SDK's own retries". */
  readonly label: string;
  /** Tries in all (1 = no retry); null: without a bound; undefined is not allowed: a layer whose number is not known has `attemptsKnown: false`. */
  readonly attempts: number | null;
  readonly attemptsKnown: boolean;
  /** `default`: the number is what holds unless a caller or the environment says otherwise. */
  readonly attemptsFrom: 'code' | 'default';
  /** What makes it try again. `everything` includes errors that the same request meets again; `always` includes success: nothing leaves the loop. */
  readonly on: 'always' | 'everything' | 'transient' | 'permanent' | 'result' | 'unknown';
  readonly wait: 'none' | 'constant' | 'growing' | 'growing-with-jitter' | 'unknown';
  /** Where a finished answer, which is paid for, is thrown away and asked for again; null where no such place is seen. */
  readonly rejects: Location | null;
  /** The loop's header, the decorator, the client's construction; for the SDK's silent default the call itself. */
  readonly at: Location;
  /** The handler or option that decides what is retried, if it has a place. */
  readonly filterAt: Location | null;
  /** The library's form and the call that configures it, for fixes; null for loops, bare decorators and workspace functions. */
  readonly library: { readonly form: RetryFormSpec; readonly name: string; readonly path: string; readonly call: CallExpr | null } | null;
}

/** A layer that tries a request that failed again, a known number of times: such layers multiply. */
export type MultiplyingLayer = RetryLayer & { readonly attempts: number };

/** Whether a layer retries what an SDK's own retries do, at least once. */
export function isMultiplying(layer: RetryLayer): layer is MultiplyingLayer {
  return layer.attemptsKnown && layer.attempts !== null && layer.attempts > 1 && (layer.on === 'transient' || layer.on === 'everything');
}

/**
 * Requests for one call that are no more than good practice. Two tries around an SDK's three are one request more than the five tries that are; people complain about 15 and 45.
 * The usual loop of three tries, which makes nine requests, is the first that is worth a word.
 */
export const TOLERATED_REQUESTS = 6;

/** So many tries in all, with growing waits, are over before they do harm, whatever went wrong. */
export const FEW_TRIES = 3;

/** What is wrong with how a layer tries again, beside how often: each goes on from "it retries". */
export function retryFaults(layer: RetryLayer): readonly string[] {
  const faults: string[] = [];
  if (layer.on === 'everything') faults.push('on every error (even a bad request or a wrong key)');
  if (layer.on === 'permanent') faults.push('on errors that no retry cures');
  if (layer.on !== 'result' && layer.wait === 'none') faults.push('without waiting');
  if (layer.on !== 'result' && layer.wait === 'constant' && !(layer.on === 'transient' && hasFewTries(layer))) faults.push('without growing waits');
  return layer.kind !== 'loop' && layer.on === 'everything' && hasGrowingWaits(layer) && layer.rejects === null && hasFewTries(layer) ? [] : faults;
}

/** Whether a finished answer, which is paid for, may be asked for again. */
export function paysAgain(layer: RetryLayer): boolean {
  return layer.rejects !== null && layer.on !== 'transient';
}

export function hasGrowingWaits({ wait }: RetryLayer): boolean {
  return wait === 'growing' || wait === 'growing-with-jitter';
}

function hasFewTries({ attempts, attemptsKnown }: RetryLayer): boolean {
  return attemptsKnown && attempts !== null && attempts <= FEW_TRIES;
}

/** A layer's name at the start of a sentence. */
export function capitalizedLabel({ label }: RetryLayer): string {
  return label.replace(/^the /, 'The ');
}

/** A library that retries a function, as data. */
export interface RetryLibrarySpec {
  readonly id: string;
  readonly name: string;
  readonly packages: Readonly<Record<Ecosystem, readonly string[]>>;
  /** `nothing`: it does not wait for what an async function does, and so never sees it fail. */
  readonly awaits?: 'nothing';
  readonly forms: readonly RetryFormSpec[];
  /** What its options are built from: `stop_after_attempt(5)`, `expo`. */
  readonly parts?: readonly RetryPartSpec[];
}

export interface RetryFormSpec {
  /** Path in the package: `retry`, `on_exception`, `default`. `default` also means the module itself. */
  readonly path: string;
  /** `method`: of the object that is called, which then tries again itself (`model.with_retry().invoke(…)`); the path is its name. */
  readonly use: 'decorator' | 'wrapper' | 'iterator' | 'method';
  /** Which argument is the function, for wrappers. */
  readonly functionArgument?: number;
  /** Tries in all without an option; null is unbounded. */
  readonly attempts: number | null;
  readonly wait: RetryLayer['wait'];
  readonly on: RetryLayer['on'];
  /** Options that change these: read by `engine/retries/library.ts`. */
  readonly options: readonly RetryOptionSpec[];
  /** An error of this name, thrown by the function, ends the retries. */
  readonly abortError?: string;
  /** The function's parameter that ends the retries when it is called. */
  readonly abortParameter?: number;
}

/** `name` is a keyword, a key of the options object, or a position. */
export interface RetryOptionSpec {
  readonly name: string | number;
  readonly means:
    /** Tries in all. */
    | 'attempts'
    /** Tries after the first. */
    | 'retries'
    /** Parts that say when to stop. */
    | 'stop'
    /** Parts that say how long to wait; with `wait`, any value means that wait. */
    | 'wait'
    /** Parts or a function that say what is retried. */
    | 'filter'
    /** Error types that are retried. */
    | 'errors'
    /** Spreads the waits unless it is false. */
    | 'jitter'
    /** A bound in time. */
    | 'seconds'
    /** A factor by which the wait grows when it is above 1. */
    | 'factor';
  readonly wait?: RetryLayer['wait'];
}

/** What a value of the library means as an option. A path ending in `()` is called. `argument` is the number or the types it takes. */
export interface RetryPartSpec {
  readonly path: string;
  readonly means:
    | { readonly kind: 'stop'; readonly after: 'attempts' | 'seconds' | 'never' | 'unknown'; readonly argument?: RetryArgument }
    | { readonly kind: 'wait'; readonly wait: RetryLayer['wait'] | 'random' }
    | { readonly kind: 'filter'; readonly on: 'errors' | 'result' | 'everything' | 'unknown'; readonly argument?: RetryArgument };
}

export interface RetryArgument {
  readonly position: number;
  readonly name: string;
}
