/** How a library that sends HTTP requests is described. A call of it whose address is an API's own is a call of that API; every other call is none. */
import type { Ecosystem, ErrorSpec, ParameterSpec } from './sdk.ts';

export interface TransportSpec {
  readonly id: string;
  /** Import names; the empty string stands for the names that need no import. A workspace file of that name wins. */
  readonly packages: Readonly<Record<Ecosystem, readonly string[]>>;
  /** What requests are sent through: paths that end with the call (`Session()`), or the empty string for the module itself. */
  readonly clients: readonly string[];
  /** The option of a client's construction that addresses are joined to. */
  readonly baseUrl?: ParameterSpec;
  readonly calls: readonly TransportCall[];
  /** An option of a call or of a client's construction. Positional arguments have the names `#0`, `#1`, …: `#1.signal`. */
  readonly timeout: ParameterSpec;
  readonly errors: ErrorSpec;
}

/** Calls that send, or build, a request. All names count positional arguments as `#0`, `#1`, … in both ecosystems. */
export interface TransportCall {
  /** Paths below a client; empty where the client is called itself. */
  readonly paths: readonly string[];
  readonly url: ParameterSpec;
  /** The option that addresses are joined to, where the call has one of its own; it goes before the client's. */
  readonly baseUrl?: ParameterSpec;
  /** The request's body: a record, or the text of one (`JSON.stringify({…})`). A call without one asks no model. */
  readonly body: ParameterSpec;
}
