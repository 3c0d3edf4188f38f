/** What a row of a log comes to, and what a format has to say so that rows can be read. */

/** A row as parsed: of a CSV its columns, of JSON the record. Dropped as soon as it is read. */
export type Row = Readonly<Record<string, unknown>>;

/** One call that was made. */
export interface Call {
  readonly kind: 'call';
  /** Milliseconds since 1970; null where the row has no time at all. */
  readonly time: number | null;
  readonly model: string | null;
  /** Whole input tokens, cached ones included. */
  readonly input: number;
  /** Null: the row does not tell. */
  readonly output: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly label: string | null;
  /** As recorded where the program ran. */
  readonly file: string | null;
  /** The last part of its name. */
  readonly function: string | null;
}

/** Many calls added up, as consoles export them. */
export interface Bucket {
  readonly kind: 'bucket';
  readonly time: number | null;
  readonly model: string;
  readonly calls: number | null;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number | null;
}

/** A row that gives no figures. `other`: it is something else than a call, which is ordinary. `bad`: it should be one and cannot be read. */
export interface Rejection {
  readonly kind: 'other' | 'bad';
  /** In words, the way out included where there is one. Never holds the row's content, save for names of columns. */
  readonly reason: string;
}

export type FieldName = 'time' | 'model' | 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'total' | 'calls' | 'label' | 'file' | 'function';

/**
 * Where a field may stand: the first name that has a value counts; names in a list of their own are added up. A dot leads into an object, also into one that is written
 * as text in a CSV's cell, unless the row has the whole name.
 */
export type Names = readonly (string | readonly string[])[];

/** Rows that are left out. Values are compared as text, in lower case. */
export interface SkipRule {
  readonly field: string;
  readonly when: { readonly is: readonly string[] } | { readonly isNot: readonly string[] } | { readonly atLeast: number } | { readonly present: 'yes' };
  readonly kind: Rejection['kind'];
  readonly reason: string;
}

export interface Format {
  readonly id: string;
  /** For a person. */
  readonly title: string;
  /** Where the shape is described, and when it was looked up. */
  readonly source: string;
  /** One call a row, or sums of many. */
  readonly grain: 'call' | 'bucket';
  /** A file is of this format when of each list at least one name is in the row. Empty: only when asked for. */
  readonly recognise: readonly (readonly string[])[];
  readonly fields: Readonly<Partial<Record<FieldName, Names>>>;
  readonly skip: readonly SkipRule[];
  /** Whether the input tokens hold the cached ones, where the row itself does not tell (see `read-call.ts`). */
  readonly inputHoldsCached: 'yes' | 'no';
  /** Where records stand in JSON: `spans` are the elements of every list of that name, otherwise the outermost objects, or those of the list they are in. */
  readonly records?: 'spans';
}
