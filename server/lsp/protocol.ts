/** What the server and its clients say to each other beyond the Language Server Protocol. The client takes the types of this file and nothing else of the server. */

/** Sent by a client at `initialize`; every field may be missing, and then the server keeps to what any client can show. */
export interface InitializationOptions {
  /** A URI scheme under which the client shows the page of a rule: `<scheme>:/<rule>.md`. It also has the commands `promptcost.explainRule` and `promptcost.whatIf`. */
  readonly rulePageScheme?: string;
}

/** Server to client: how the server is, whenever that changes. */
export type StatusMethod = 'promptcost/status';
export interface StatusParams {
  readonly health: 'ready' | 'warning' | 'error';
  /** One line for a person: "prices as of 2026-11-22". */
  readonly message: string;
  /** What is wrong, in full sentences; empty when nothing is. */
  readonly problems: readonly string[];
}

/** Client to server: the page of a rule as Markdown, or null where there is no such rule. */
export type RulePageMethod = 'promptcost/rulePage';
export interface RulePageParams {
  readonly rule: string;
}
export type RulePageResult = string | null;

/** Client to server: the comparison of one call with its alternatives as Markdown, or null where the call is no longer there. */
export type WhatIfMethod = 'promptcost/whatIf';
export interface WhatIfParams {
  readonly uri: string;
  /** Where the call's callee begins, a UTF-16 offset: it finds the call again while the text stands. */
  readonly callee: number;
}
export type WhatIfResult = string | null;

/** Client to server: every rule, for a list to choose from. */
export type RulesMethod = 'promptcost/rules';
export type RulesResult = readonly { readonly id: string; readonly summary: string }[];
