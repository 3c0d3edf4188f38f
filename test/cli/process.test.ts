/** The command as a process: what becomes of its output. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { built } from '../lsp/built.ts';

const source = `import OpenAI from 'openai';\n${"await new OpenAI().chat.completions.create({ model: 'gpt-5', messages: [] });\n".repeat(400)}`;
let work: string;
let cli: string;

beforeEach(async () => {
  cli = await built('cli.cjs');
  work = realpathSync(mkdtempSync(path.join(tmpdir(), 'promptcost-work-')));
  writeFileSync(path.join(work, 'a.ts'), source);
}, 120_000);

afterEach(() => rmSync(work, { recursive: true }));

function shell(line: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  return spawnSync('bash', ['-c', `set -o pipefail; ${line}`], { encoding: 'utf8', env: { ...process.env, NODE: process.execPath, CLI: cli, WORK: work } });
}

it.skipIf(process.platform === 'win32')('ends without a word where nobody reads on', () => {
  expect(shell('"$NODE" "$CLI" calls --format json "$WORK" | head -1')).toMatchObject({ stdout: '{\n', stderr: '', status: 0 });
});

it.skipIf(!existsSync('/dev/full'))('says in a sentence that its output could not be written', () => {
  const { stderr, status } = shell('"$NODE" "$CLI" calls "$WORK" > /dev/full');
  expect(stderr).toMatch(/^error: the output could not be written: ENOSPC[^\n]*\n$/);
  expect(status).toBe(2);
});
