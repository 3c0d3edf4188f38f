/** docs/usage.md: each section's files are written, its commands run, and what they print is what the page says. A line `…` stands for any further lines. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../../server/usage/formats.ts';
import { project, promptcost } from '../cli/support.ts';

const page = readFileSync(new URL('../../docs/usage.md', import.meta.url), 'utf8');
const RULES = { 'support/prompts.py': 'RULES = "Sort the ticket."\n', 'support/__init__.py': '' };

interface Section {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly { readonly line: string; readonly printed: string }[];
}

function sections(text: string): readonly Section[] {
  return text.split(/^## /m).slice(1).map((part) => {
    const files: Record<string, string> = {};
    const commands: { line: string; printed: string }[] = [];
    for (const [, info, body] of part.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)) {
      const file = /file=(\S+)/.exec(info!)?.[1];
      if (file !== undefined) files[file] = body!;
      else if (info === 'console') for (const command of body!.split(/^\$ /m).slice(1)) commands.push({ line: command.slice(0, command.indexOf('\n')), printed: command.slice(command.indexOf('\n') + 1) });
    }
    return { title: part.slice(0, part.indexOf('\n')), files, commands };
  });
}

describe.each(sections(page).filter(({ commands }) => commands.length > 0))('$title', ({ files, commands }) => {
  it('prints what the page says', async () => {
    const root = project({ ...(files['support/triage.py'] === undefined ? {} : RULES), ...files });
    for (const { line, printed } of commands) {
      const [program, ...argv] = line.split(' ');
      expect(program).toBe('promptcost');
      const { out, err } = await promptcost(root, argv);
      const shown = out + err;
      if (printed.endsWith('…\n')) expect(shown.slice(0, printed.length - 2)).toBe(printed.slice(0, -2));
      else expect(shown).toBe(printed);
    }
  });
});

it('names every format', () => {
  for (const { id } of formats) expect(page).toContain(`| \`${id}\` |`);
});
