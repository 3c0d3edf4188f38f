/** Writing files that other processes read. */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Whoever reads meanwhile sees the old file or the new one, never half of one. @param mode the permissions of the new one @throws what the system throws */
export function replaceFile(file: string, content: string | Uint8Array, mode?: number): void {
  const unfinished = `${file}.${process.pid}-${Date.now()}`;
  try {
    writeFileSync(unfinished, content, mode === undefined ? {} : { mode });
    // The process's mask takes bits away from what a file is made with.
    if (mode !== undefined) chmodSync(unfinished, mode);
    renameSync(unfinished, file);
  } catch (error) {
    // Half of it would take room on a disk that is full.
    rmSync(unfinished, { force: true });
    throw error;
  }
}
