/** What the processes keep compiled between runs: it changes nothing but their speed, and is only taken from where nobody else can put it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { built } from '../lsp/built.ts';

const source = "import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: 'gpt-5', messages: [] });\n";
let work: string;
let temporary: string;
let cli: string;

beforeEach(async () => {
  cli = await built('cli.cjs');
  work = realpathSync(mkdtempSync(path.join(tmpdir(), 'promptcost-work-')));
  temporary = realpathSync(mkdtempSync(path.join(tmpdir(), 'promptcost-temporary-')));
  writeFileSync(path.join(work, 'a.ts'), source);
}, 120_000);

afterEach(() => {
  rmSync(work, { recursive: true });
  rmSync(temporary, { recursive: true });
});

function run(env: Readonly<Record<string, string>> = {}): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, 'check', '--format', 'json', work], { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary, TEMP: temporary, ...env } });
  expect([stderr, status]).toEqual(['', 1]);
  return stdout;
}

/** The folder of compiled code, which the first run makes. */
function kept(): string {
  return path.join(temporary, readdirSync(temporary).find((name) => name.startsWith('promptcost-'))!);
}

it('is kept among temporary files and gives the same answers', () => {
  const first = run();
  expect(first).toContain('missing-max-tokens');
  expect(readdirSync(work)).toEqual(['a.ts']);
  const files = readdirSync(kept());
  expect(files).toHaveLength(3);
  for (let again = 0; again < 5; again++) expect(run()).toBe(first);
  expect(readdirSync(kept())).toEqual(files);
});

it('is left alone once a few runs have added to it, and forgotten after a while', () => {
  for (let again = 0; again < 4; again++) run();
  const times = (): readonly (readonly [string, number])[] => readdirSync(kept()).map((name) => [name, statSync(path.join(kept(), name)).mtimeMs]);
  const before = times();
  run();
  expect(times()).toEqual(before);
  const old = path.join(kept(), 'of-an-earlier-build');
  writeFileSync(old, '');
  utimesSync(old, 0, 0);
  for (const name of readdirSync(kept())) if (name !== 'of-an-earlier-build') rmSync(path.join(kept(), name));
  run();
  expect(readdirSync(kept())).not.toContain('of-an-earlier-build');
});

it('is not taken where it is not what V8 wrote', () => {
  const first = run();
  for (const name of readdirSync(kept())) writeFileSync(path.join(kept(), name), 'something else');
  expect(run()).toBe(first);
  expect(readFileSync(path.join(kept(), readdirSync(kept())[0]!), 'latin1')).not.toBe('something else');
});

it.skipIf(process.getuid === undefined)('is neither read nor written where others may write', () => {
  const folder = path.join(temporary, `promptcost-${process.getuid!()}`);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  expect(run()).toContain('missing-max-tokens');
  expect(readdirSync(folder)).toEqual([]);
});

it('can be switched off', () => {
  expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toContain('missing-max-tokens');
  expect(readdirSync(temporary)).toEqual([]);
});

it('is read as it was written: bundles that are read as Latin-1 hold ASCII, and patterns of other characters match', () => {
  const folder = path.dirname(cli);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cjs'))) {
    const text = readFileSync(path.join(folder, name), 'latin1');
    if (/^\/\/ \w{16,}\n/.test(text)) expect(/[^\0-\x7f]/.exec(text)?.index, name).toBeUndefined();
  }
  writeFileSync(path.join(work, 'a.ts'), "import OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'gpt-6.1-sol', instructions: 'Classify the ticket into one of: billing, bug. Answer with only the label.', input: 'Hello' });\n");
  expect(run()).toContain('says “Classify the ticket into one of: billing, bug” and “Answer with only the label”');
});
