/** By itself, so that Node's cryptography is only loaded where something is checked by it: it takes as long as listing a thousand files. */
import { createHash } from 'node:crypto';

/** In hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
