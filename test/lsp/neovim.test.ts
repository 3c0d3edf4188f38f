/** A second real client: Neovim, headless. The 0.7 of Debian's packages knows only pushed diagnostics; newer ones pull. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { built } from './built.ts';

const source = `from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4.1",
        messages=[{"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
`;

const neovim = findNeovim();

it.skipIf(neovim === undefined && process.env['CI'] !== 'true')('Neovim shows diagnostics and applies a code action', { timeout: 60_000 }, async () => {
  expect(neovim, 'Neovim is needed: apt-get install neovim').toBeDefined();
  const folder = mkdtempSync(path.join(tmpdir(), 'promptcost-nvim-'));
  writeFileSync(path.join(folder, 'app.py'), source);
  const run = spawnSync(neovim!, ['--headless', '--clean', '-n', '-i', 'NONE', '-u', path.join(import.meta.dirname, 'neovim.lua'), path.join(folder, 'app.py')], {
    encoding: 'utf8',
    timeout: 50_000,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_STATE_HOME: folder,
      XDG_CACHE_HOME: folder,
      PROMPTCOST_COMMAND: JSON.stringify([process.execPath, await built('cli.cjs'), 'lsp', '--stdio']),
      PROMPTCOST_RESULT: path.join(folder, 'result.json'),
    },
  });
  expect(run.error, `${run.stdout}${run.stderr}`).toBeUndefined();
  const result = JSON.parse(readFileSync(path.join(folder, 'result.json'), 'utf8')) as { error?: string; before: string[]; titles: string[]; after: string[]; text: string };
  expect(result.error, run.stderr).toBeUndefined();
  expect(result.before).toEqual(['missing-max-tokens']);
  expect(result.titles).toContain('Ignore missing-max-tokens here');
  expect(result.text).toMatch(/^ {8}max_tokens=\d+,$/m);
  expect(result.after).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

/** Neovim on the path; on a bare Debian it is installed, where that is allowed. */
function findNeovim(): string | undefined {
  const works = (): boolean => spawnSync('nvim', ['--version']).status === 0;
  if (works()) return 'nvim';
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    const install = (): boolean => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'neovim'], { stdio: 'ignore' }).status === 0;
    if (install() || (spawnSync('apt-get', ['update'], { stdio: 'ignore' }).status === 0 && install())) return 'nvim';
  }
  console.warn('Neovim is not installed and cannot be: its test is skipped (apt-get install neovim).');
  return undefined;
}
