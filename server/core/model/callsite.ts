/** A recognised call of an SDK, with its parameters resolved. Rules and views read this; none of them sees a language or an SDK's own names. */
import type { CallExpr, FileFacts, FunctionFact, RecordExpr, Region } from './facts.ts';
import type { ModelLookup } from './price.ts';
import type { ClientSpec, Ecosystem, OperationSpec, ParameterName, Platform, SdkSpec } from './sdk.ts';
import { isWithin, type Location } from './text.ts';
import { siteExpr, type FieldSite, type State, type Value } from './value.ts';

export interface CallSite extends Location {
  readonly call: CallExpr;
  readonly facts: FileFacts;
  readonly language: string;
  readonly ecosystem: Ecosystem;
  readonly sdk: SdkSpec;
  readonly operation: OperationSpec;
  readonly client: ClientUse;
  /** The path as matched, for a person: `Anthropic().messages.create`. */
  readonly callee: string;
  readonly parameters: Readonly<Record<ParameterName, ParameterUse>>;
  /** Where a parameter can be added, nearest to the call; null where the request is not written down in the workspace. */
  readonly request: RequestSite | null;
  /** Why parameters that are not seen may still be there: an open spread. Null where the request is wholly known: then `absent` means absent. */
  readonly requestOpen: string | null;
  readonly model: ModelUse;
  /** The functions around the call, innermost first. */
  readonly functions: readonly FunctionFact[];
  /** The regions around the call, innermost first, up to and including the module. */
  readonly regions: readonly Region[];
  readonly streaming: 'yes' | 'no' | 'unknown';
  /** For a batch: its requests as far as they are in sight, each as a call of its own; `open` where there may be more. Absent where they stand elsewhere. */
  readonly requests?: { readonly each: readonly CallSite[]; readonly open: string | null };
  /** Where the call is one of a function of the workspace that makes the SDK's call; null for the SDK's call itself. */
  readonly through: Through | null;
}

/** A function that hands what it is given on to a call of an SDK. */
export interface Through {
  /** As called: `ask`. */
  readonly name: string;
  /** The SDK's call, with its parameters as they are for this call of the function. */
  readonly inner: CallSite;
  /** The same call, whoever calls the function. */
  readonly always: CallSite | null;
  /** Calls of other such functions on the way to it, outermost first. */
  readonly via: readonly Location[];
}

export interface ClientUse {
  readonly spec: ClientSpec;
  readonly platform: Platform;
  /** The provider that a `base_url` of another's stands for; null where the SDK's own is meant, or nobody knows. */
  readonly provider: string | null;
  /** The construction, where it is in sight. */
  readonly construction: { readonly path: string; readonly call: CallExpr } | null;
  /** Retries after the first try, of the SDK itself: the client's option, a per-request override, or the SDK's default. Null: not known. */
  readonly retries: { readonly count: number | null; readonly from: 'default' | 'client' | 'request' | 'unknown' };
  /** Whether the client or the request sets a timeout of its own. */
  readonly timeout: 'set' | 'absent' | 'unknown';
  /** A `base_url` other than the provider's own: its text if known, `unknown` if it cannot be told, null if there is none. */
  readonly baseUrl: string | 'unknown' | null;
  /** The region that the construction names: `unknown` if it cannot be told, null where none can be named there. */
  readonly region: string | 'unknown' | null;
}

/** One parameter at one call. `absent` is known to be absent; `unknown` may be there. */
export type ParameterUse =
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly why: string; readonly name: string | null; readonly value: Value | null; readonly site: ParameterSite | null }
  | { readonly state: Exclude<State, 'unknown'>; readonly name: string; readonly value: Value; readonly site: ParameterSite };

export type ParameterSite = FieldSite;

export type RequestSite =
  | { readonly kind: 'arguments'; readonly path: string; readonly call: CallExpr }
  | { readonly kind: 'record'; readonly path: string; readonly record: RecordExpr };

/** The models a call may use. `unknown` has no candidates; `partial` has some, but there may be others. `absent`: the call names none. */
export interface ModelUse {
  readonly state: State | 'absent';
  readonly candidates: readonly ModelCandidate[];
  /** Why it is not wholly known, for a person; null when known. */
  readonly why: string | null;
}

export interface ModelCandidate {
  /** As written. */
  readonly id: string;
  readonly lookup: ModelLookup;
  readonly at: Location;
  /** `default`: used unless the environment or the caller says otherwise. */
  readonly certainty: 'certain' | 'possible' | 'default';
}

/** The value of a parameter, or null. */
export function valueOf(use: ParameterUse): Value | null {
  return use.state === 'absent' ? null : use.value;
}

/** Where the value of a parameter is written, or null where it is in no place. */
export function valuePlace(use: ParameterUse): Location | null {
  if (use.state === 'absent' || use.site === null) return null;
  const { start, end } = siteExpr(use.site);
  return { path: use.site.path, start, end };
}

/** Whether a place lies within the call. */
export function isInCall({ path, call }: CallSite, at: Location): boolean {
  return at.path === path && isWithin(at, call);
}

/** A parameter's number where it is wholly known, else null. */
export function knownNumber(use: ParameterUse): number | null {
  return use.state === 'known' && use.value.kind === 'number' ? use.value.value : null;
}
