/** Runs the command without a process, on files in a temporary folder. */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packRanks } from '../../scripts/pack-ranks.mjs';
import { main } from '../../server/cli/command.ts';
import type { Catalog } from '../../server/core/index.ts';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let tokens: Promise<string> | undefined;

/** A folder with the packed vocabularies, made once for all tests of a file. */
export function tokensFolder(): Promise<string> {
  tokens ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'promptcost-tokens-'));
    await packRanks(folder);
    return folder;
  })();
  return tokens;
}

/** A new folder with these files; a name that ends in a slash is an empty folder. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'promptcost-')));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(file, content);
  }
  return root;
}

export async function promptcost(cwd: string, argv: readonly string[], options: { readonly catalog?: Catalog; readonly terminal?: 'terminal'; readonly env?: Record<string, string>; readonly today?: string } = {}): Promise<Run> {
  let out = '';
  let err = '';
  let clock = 0;
  const isTTY = options.terminal === 'terminal';
  const code = await main(
    argv,
    {
      stdout: { write: (text) => void (out += text), isTTY, columns: isTTY ? 100 : undefined },
      stderr: { write: (text) => void (err += text), isTTY, columns: isTTY ? 100 : undefined },
      cwd,
      env: options.env ?? {},
      tokensFolder: await tokensFolder(),
      version: '1.2.3',
      program: '1.2.3',
      serve: () => Promise.resolve(void (out += 'serving')),
      now: () => (clock += 100),
      today: options.today ?? '2026-11-23',
    },
    options.catalog,
  );
  return { code, out, err };
}
