/** What a rule reports, and the edits that mend it. */
import type { SyntaxEdit } from './language.ts';
import type { Location, TextEdit } from './text.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What a pattern touches. Only `bill` and `worst case` are on as warning or info by default. */
export type Impact = 'bill' | 'worst case' | 'rate limit' | 'latency' | 'accounting' | 'breakage';

export interface Report {
  readonly at: Location;
  /** As in a `Finding`. */
  readonly elsewhere?: Location;
  /** What is wrong, why it costs (with its figure and basis), what to do: one sentence each. */
  readonly message: string;
  readonly related?: readonly RelatedLocation[];
  readonly saving?: Saving;
  readonly fixes?: readonly Fix[];
  /** Overrides the rule's impact where one pattern touches different things. */
  readonly impact?: Impact;
  readonly severity?: Severity;
  readonly swap?: ModelSwap;
  readonly says?: Said;
}

/** Hints of another rule that a report says too: they are left out beside it. */
export interface Said {
  readonly rule: string;
  readonly at: readonly Location[];
}

/** A model that may take the place of a call's own, if its answers are as good. */
export interface ModelSwap {
  /** Where the call starts, in the finding's file. */
  readonly call: number;
  /** The ids of the models' cards. */
  readonly current: string;
  readonly candidate: string;
}

export interface RelatedLocation {
  readonly at: Location;
  readonly message: string;
}

/** US dollars per 1,000 calls, with the basis in words. */
export interface Saving {
  readonly dollarsPerThousandCalls: { readonly low: number; readonly high: number };
  readonly basis: string;
}

export interface Fix {
  readonly title: string;
  /** `safe`: the program behaves the same except for cost. Only safe fixes run on save and in fix-all. */
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly FileEdit[];
}

/** A language-free edit of one file. */
export interface FileEdit {
  readonly path: string;
  readonly edit: SyntaxEdit;
}

export interface Finding {
  readonly rule: string;
  readonly at: Location;
  readonly message: string;
  readonly severity: Severity;
  readonly impact: Impact;
  readonly related: readonly RelatedLocation[];
  /** Where that stands which it reports, where it is shown in another file: other files may show it too. */
  readonly elsewhere?: Location;
  readonly fixes: readonly Fix[];
  readonly saving: Saving | null;
  readonly swap: ModelSwap | null;
  readonly says?: Said;
}

/** A fix printed for the files as they stand. */
export interface PrintedFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly files: readonly { readonly path: string; readonly edits: readonly TextEdit[] }[];
}
