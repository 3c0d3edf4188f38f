/** The contract of a rule: one file with its meta, docs, examples, check and fixes. A rule names no SDK and no language. */
import type { CallSite } from './callsite.ts';
import type { CallCost, Range } from './cost.ts';
import type { Expr, FileFacts } from './facts.ts';
import type { Impact, Report, Severity } from './finding.ts';
import type { ModelCard, ModelIndex } from './price.ts';
import type { RetryLayer } from './retry.ts';
import type { Location } from './text.ts';
import type { Value } from './value.ts';

export interface Rule {
  readonly meta: RuleMeta;
  readonly docs: RuleDocs;
  /** Reports what is wrong at one call. Never throws; yields nothing where the evidence is not complete. */
  readonly check: (call: AnalyzedCall, context: RuleContext) => Iterable<Report>;
}

export interface RuleMeta {
  /** Names the pattern, not the cure. */
  readonly id: string;
  readonly severity: Severity;
  readonly impact: Impact;
  readonly fix: 'safe' | 'unsafe' | 'none';
  readonly onByDefault: 'yes' | 'no';
  /** `each`: also judged for each call of a function that hands its caller's request on, since it is the caller who decides what the rule looks at. */
  readonly callers: 'each' | 'none';
}

export interface RuleDocs {
  /** One line for lists. */
  readonly summary: string;
  /** Paragraphs of Markdown. */
  readonly reports: string;
  readonly why: string;
  readonly whatToDo: string;
  /** When it stays silent, as a list. */
  readonly silent: readonly string[];
  /** Each `bad` gives exactly one finding of this rule and no other of it; its first fix gives `good`, where there is one. */
  readonly examples: readonly RuleExample[];
}

export interface RuleExample {
  readonly language: 'python' | 'typescript';
  readonly title: string;
  readonly bad: string;
  readonly good?: string;
  /** Files that the example imports, by path; not shown on the rule's page. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A call with everything the engine worked out about it. */
export interface AnalyzedCall {
  readonly site: CallSite;
  readonly cost: CallCost;
  /** Innermost first; the SDK's own retries are the first layer. */
  readonly retries: readonly RetryLayer[];
  readonly task: Task | null;
  /** `bounded`: a schema leaves the answer only a few values. */
  readonly answer: 'bounded' | 'open';
  /** `yes`: runs at most once a process: module level or a main guard, outside loops and functions, or a function that only such code calls once. */
  readonly once: 'yes' | 'no' | 'unknown';
  /** For a call of a function that asks a model: the SDK's call as it is then, and whoever calls. Null for the SDK's call itself. */
  readonly through: { readonly inner: AnalyzedCall; readonly always: AnalyzedCall | null } | null;
}

/** A simple task that was recognised, with its grounds. */
export interface Task {
  readonly kind: 'classification' | 'extraction' | 'formatting' | 'translation' | 'routing' | 'title' | 'moderation' | 'summary' | 'yes-no' | 'scoring' | 'query-rewrite';
  /** In words: "the system prompt says “Classify the ticket …”", "the function is named `classify_ticket`". */
  readonly grounds: string;
  readonly at: Location;
  readonly confidence: 'high' | 'medium';
  /** `form`: what the answer looks like is told, and not that the work is simple. A single letter may answer an exam. */
  readonly told: 'work' | 'form';
  /** A generous cap for the answer, in tokens. */
  readonly answerTokens: number;
  /** The answer may have a part for each of several things. */
  readonly perItem: boolean;
}

/** What a task gives, for a person: "a title", "an extraction". */
export function nameOfTask(kind: Task['kind']): string {
  return NAMES[kind] ?? `a ${kind}`;
}

const NAMES: Readonly<Partial<Record<Task['kind'], string>>> = {
  'yes-no': 'a yes-or-no answer',
  routing: 'a routing decision',
  scoring: 'a score',
  moderation: 'a moderation verdict',
  extraction: 'an extraction',
  formatting: 'a change of form',
  'query-rewrite': 'a rewritten search query',
};

/** Whether a task's answer has a size of its own, whatever the input; those of the others grow with it. */
export function isBoundedTask({ kind, perItem }: Task): boolean {
  return BOUNDED_TASKS.has(kind) && !perItem;
}

const BOUNDED_TASKS: ReadonlySet<Task['kind']> = new Set(['classification', 'yes-no', 'title', 'routing', 'scoring', 'moderation']);

/** What a rule may ask. All of it is pure and remembered. */
export interface RuleContext {
  /** `test`: a file of tests by its name, where nobody pays for the worst case. */
  readonly file: 'source' | 'test';
  /** `YYYY-MM-DD`; the core never reads a clock. */
  readonly today: string;
  readonly models: ModelIndex;
  /** Calls of the same file, in source order. */
  readonly calls: readonly AnalyzedCall[];
  resolve(path: string, expr: Expr): Value;
  facts(path: string): FileFacts | undefined;
  text(path: string): string;
  /** Tokens of known text for a call's model family. */
  tokens(call: AnalyzedCall, text: string): Range;
  /** US dollars of a call with a typical answer on a model, of which nothing is in the cache yet; null where the model is not offered that way. */
  typically(call: AnalyzedCall, card: ModelCard): Range | null;
}
