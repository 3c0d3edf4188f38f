/**
 * Memory that a server gives back when nobody asks for anything. V8 keeps the space for young objects as large as the busiest moment made it, some 25 MB after a start, and frees it only when it is
 * told that memory is short. Node hands that message on through the inspector alone, to a session of the process with itself: no port is opened.
 */
import { performance } from 'node:perf_hooks';

/** Milliseconds. */
const look = 500;
/** How long it must have been quiet: shortly after the start, when nothing was given back yet, and between later bursts of work. Milliseconds. */
const quietAtFirst = 1000;
const quietLater = 30_000;
/** Less work than this since the last time leaves nothing to be given back. Milliseconds. */
const worthwhile = 200;
/** A process that is busy for a smaller share of the time is quiet. */
const busy = 0.02;

/** Keeps an eye on the process as long as it runs, and does not keep it running. */
export function giveBackMemoryWhenIdle(): void {
  let before = performance.eventLoopUtilization();
  let worked = before.active;
  let quiet = 0;
  let needed = quietAtFirst;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { active, utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    worked += active;
    quiet = utilization < busy ? quiet + look : 0;
    if (quiet < needed || worked < worthwhile) return;
    void giveBackMemory();
    worked = 0;
    quiet = 0;
    needed = quietLater;
  }, look).unref();
}

/** Gives back what is not in use. Takes some 50 ms. A Node without an inspector keeps it. */
export async function giveBackMemory(): Promise<void> {
  try {
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connect();
    await new Promise<void>((resolve) => session.post('HeapProfiler.collectGarbage', () => resolve()));
    session.disconnect();
  } catch {
    // Nothing depends on it.
  }
}
