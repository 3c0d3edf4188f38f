/** One line on a terminal while a scan takes long. It is cleared before anything else is written, and never reaches a pipe. */
import type { Output } from './io.ts';

export interface Progress {
  show(text: string): void;
  clear(): void;
}

/** Shorter scans show nothing. Milliseconds. */
const PATIENCE = 400;
const INTERVAL = 80;

export function createProgress(output: Output, now: () => number): Progress {
  const started = now();
  let shownAt: number | undefined;
  return {
    show(text) {
      if (!output.isTTY) return;
      const time = now();
      if (time - started < PATIENCE || (shownAt !== undefined && time - shownAt < INTERVAL)) return;
      shownAt = time;
      output.write(`\r\x1b[2K${text.slice(0, Math.max(10, (output.columns ?? 80) - 1))}`);
    },
    clear() {
      if (shownAt !== undefined) output.write('\r\x1b[2K');
      shownAt = undefined;
    },
  };
}
