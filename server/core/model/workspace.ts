/** The API of the core: what the shells give it and what they get. */
import type { Config } from './config.ts';
import type { Cell, Contained, Container } from './container.ts';
import type { FileFacts } from './facts.ts';
import type { Finding, PrintedFix, Fix } from './finding.ts';
import type { Language, ProjectLayout } from './language.ts';
import type { ModelIndex, ModelCard } from './price.ts';
import type { RetryLibrarySpec } from './retry.ts';
import type { AnalyzedCall, Rule } from './rule.ts';
import type { Endpoint, SdkSpec } from './sdk.ts';
import type { Range } from './cost.ts';
import type { UsageAt } from './usage.ts';
import type { TokenizerFamily } from './price.ts';
import type { TransportSpec } from './transport.ts';
import type { Media } from './value.ts';

/** Everything that is open: languages, SDKs, rules, prices. */
export interface Catalog {
  readonly languages: readonly Language[];
  /** Files that hold code among other things. */
  readonly containers: readonly Container[];
  readonly sdks: readonly SdkSpec[];
  readonly retryLibraries: readonly RetryLibrarySpec[];
  /** Libraries that send HTTP requests. */
  readonly transports: readonly TransportSpec[];
  /** Hosts that serve models: what a `base_url`, or the address of an HTTP request, means. */
  readonly endpoints: readonly Endpoint[];
  readonly rules: readonly Rule[];
  readonly models: ModelIndex;
  readonly modelCards: readonly ModelCard[];
  /** The date the prices were collected, `YYYY-MM-DD`. */
  readonly pricesAsOf: string;
}

/** `media`: no text, but what requests carry beside text. `too-large`: text above 1 MB. Text that is not UTF-8 is missing. */
export type TextFile = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'media'; readonly media: Media } | { readonly kind: 'missing' } | { readonly kind: 'too-large' };

/** What the core asks of its surroundings. Synchronous; paths are workspace paths (POSIX separators, as the shell chose them: absolute or relative). */
export interface WorkspaceHost {
  /** The text of a file inside the workspace, or undefined: missing, too large, outside, not text. Open editors win over the disk. */
  read(path: string): string | undefined;
  /** The text of any file inside the workspace folders, whatever its name; an open editor's text wins over the disk. Never one outside, through a symbolic link neither. */
  readText(path: string): TextFile;
  /** The code of a file that a container of the catalogue claims by its extension; undefined as for `read`. A host without it has no such files. */
  contained?(path: string): Contained | undefined;
  /** Whether such a file exists; cheaper than `read`. */
  exists(path: string): boolean;
  /** How module names map to files for a file. The same object for the same folder, until it changes. */
  layout(path: string): ProjectLayout;
  config(path: string): Config;
  /** Whether any source file of the workspace folder that holds `path` contains this word: what a call is handed from elsewhere may then carry it. */
  mentions(word: string, path: string): 'yes' | 'no';
  countTokens(text: string, family: TokenizerFamily): Range;
  /** Whether a file may hold a call, where that is known of all files beforehand; null, and without it, each file's text is looked at. */
  mayCall?(path: string): boolean | null;
  /** Whether a file may call an operation of this name, empty where a client is called itself; without it, all may call all. */
  mayCallBy?(path: string, verb: string): boolean;
  /** The files that import a file and call something of this name, where that is known of all files. Without it, clients that other files hand over are unknown. */
  callersOf?(path: string, name: string): readonly string[];
  /** The files that import a file, as far as `callersOf` is known. */
  importersOf?(path: string): readonly string[];
  /** Whether `callersOf` and `importersOf` leave out no file of the workspace but tests. Without it, there may always be others. */
  knowsCallersOf?(path: string): boolean;
  /** What was measured of the calls of the folder that holds a file; null where nothing was. A host without it has no such figures. */
  usage?(path: string): UsageAt | null;
  /** `YYYY-MM-DD`. */
  today(): string;
}

/** The only mutable object of the core. It never throws for what a file contains. */
export interface Workspace {
  /** Calls, costs and findings of one file; undefined where no language claims the file. Remembered while every file it read is unchanged. */
  analyze(path: string): FileAnalysis | undefined;
  /** The same for a shell that asks for each file once: nothing of it is remembered, nor what was read for it, so no fix of it can be printed. */
  analyzeOnce(path: string): { readonly analysis: FileAnalysis; readonly basis: Basis } | undefined;
  /** Says that a file may have changed (edited, created, deleted, renamed); the next `analyze` reads it anew. */
  changed(path: string): void;
  /** Says that settings, layout or prices changed: everything is judged anew, facts are kept. */
  reset(): void;
  /**
   * Lets go of the files that were not needed for longest, once those held have more than so many characters. They are read anew when they are asked for. For a
   * shell that asks for each file once.
   */
  trim(characters: number): void;
  /** The files whose last analysis read this file, or looked for it and did not find it. */
  dependents(path: string): readonly string[];
  /** Prints a fix for the files as they stand; undefined when a file it edits has changed since the analysis. */
  printFix(fix: Fix): PrintedFix | undefined;
  facts(path: string): FileFacts | undefined;
  /** What the facts and all places refer to: the file's text, or the code alone of one that holds other things too. */
  text(path: string): string;
  /** The cells of a notebook as spans of `text`; null for every other file. */
  cells(path: string): readonly Cell[] | null;
  /** Which language claims a path, by its extension or by what its container says. */
  languageOf(path: string): Language | undefined;
  /** A quick look at raw text: may the file hold a call? Never false for a file with one. */
  mentionsSdk(text: string): boolean;
  /** For tests: how many analyses and extractions were computed so far, and how many calls were judged for them. */
  readonly counters: { readonly extractions: number; readonly analyses: number; readonly calls: number };
}

/**
 * What an analysis of a file rests on beside the file, its settings and layout, the date and the prices: as long as all of it is the same, and no file is there that was looked for and missing, it would
 * come out the same. A file's calls may be told from what was learned of another file's calls before, so the other's basis is one of this file too.
 */
export interface Basis {
  /** Files that were read. */
  readonly files: readonly string[];
  /** What the workspace was asked as a whole, with what it said. Plain data. */
  readonly asked: readonly Told[];
}

/** What is asked of a workspace as a whole. */
export type Question = readonly ['mentions', word: string] | readonly ['mayCall', path: string] | readonly ['callersOf', path: string, name: string] | readonly ['importersOf' | 'knowsCallersOf', path: string];

export type Told = readonly [Question, Answer];

export type Answer = 'yes' | 'no' | boolean | null | readonly string[];

export interface FileAnalysis {
  readonly path: string;
  readonly calls: readonly AnalyzedCall[];
  /** Without the suppressed ones; with a finding of `unused-suppression` for each suppression that held nothing back. In source order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** The names by which other files may call functions of the file that ask a model. */
  readonly askers: readonly string[];
  readonly config: Config;
}
