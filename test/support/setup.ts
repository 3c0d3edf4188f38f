import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonTools } from './python.ts';

/** Makes what several test files need once, before they run side by side. Commands that they start keep nothing in the user's own cache. */
export default function setup(): void {
  process.env['PROMPTCOST_CACHE'] = mkdtempSync(join(tmpdir(), 'promptcost-cache-'));
  pythonTools();
}
