/** README.md: what it shows of the command line is what the commands print on examples/. A line `…` stands for any further lines. */
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../server/cli/help.ts';
import { sdks } from '../../server/catalog-lists.ts';
import { project, promptcost } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(path.join(root, 'README.md'), 'utf8');
const shown = [...page.matchAll(/^```console\n\$ promptcost (.+)\n([\s\S]*?)^```$/gm)].map(([, line, printed]) => ({ line: line!, printed: printed! }));

describe('the README', () => {
  it('shows commands', () => expect(shown.length).toBeGreaterThan(1));

  it.each(shown)('shows what `promptcost $line` prints', async ({ line, printed }) => {
    const folder = project({});
    cpSync(path.join(root, 'examples'), path.join(folder, 'examples'), { recursive: true });
    const { out } = await promptcost(folder, line.split(' '));
    if (!printed.includes('…\n')) expect(printed).toBe(out);
    for (const part of printed.split(/^…\n/m)) expect(out).toContain(part);
  });

  it('names every command and every SDK', () => {
    for (const command of Object.keys(COMMANDS)) expect(page).toContain(`promptcost ${command} `);
    for (const { name } of sdks) expect(page.replace(/\n/g, ' ')).toContain(name);
    expect(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')).toContain(`${sdks.length} SDKs`);
  });

  it('links to files that are there', () => {
    for (const [, link] of page.matchAll(/\]\((?!https?:)([^)#]+)/g)) expect(() => readFileSync(path.join(root, link!)), link!).not.toThrow(/ENOENT/);
  });
});
