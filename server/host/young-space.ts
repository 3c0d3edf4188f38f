/**
 * V8's space for young objects. Left to itself it grows to three times 16 MB, which a scan fills, though it is done no sooner for it: some 40 MB of what a process holds.
 * It never shrinks while there is work, so its growth is stopped before anything else is loaded. Compiled code is kept for one set of flags: whatever shares a bundle must call this, or nothing must.
 */
import { setFlagsFromString } from 'node:v8';

/** To be called first of all. */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
