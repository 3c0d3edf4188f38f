/** What a command needs of its surroundings. Injected, so that a test runs a command without a process. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the packed token vocabularies. */
  readonly tokensFolder: string;
  readonly version: string;
  /** Tells one build of the program from another: what one has kept, another does not use. */
  readonly program: string;
  /** Starts the language server on this process's standard streams; resolves when it has taken over. */
  readonly serve: () => Promise<void>;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** `YYYY-MM-DD`; the system's date where not given. */
  readonly today?: string;
}

/** The date a command takes for today's, `YYYY-MM-DD` (UTC). */
export function todayOf({ today = new Date().toISOString().slice(0, 10) }: Io): string {
  return today;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal in columns; undefined where there is none. */
  readonly columns: number | undefined;
}

/** The command line was not understood. The message says the way out. */
export class UsageError extends Error {}
