/** `gaps` are UTF-16 offsets of empty lines inside functions, where a call can be typed. `typed` are statements to type there. */
export interface LongFile {
  readonly path: string;
  readonly text: string;
  readonly gaps: readonly number[];
  readonly typed: readonly string[];
}
export function longPython(sections?: number): LongFile;
export function longTypescript(sections?: number): LongFile;
