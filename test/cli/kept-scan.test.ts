/** A scan that uses what the one before has found says the same as one that starts from nothing. */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { project, promptcost, type Run } from './support.ts';

const PATIENCE = 120_000;

/** Longer than the clock of file dates is coarse. Milliseconds. */
const TICK = 60;

const FILES: Readonly<Record<string, string>> = {
  'app/__init__.py': '',
  'app/clients.py': 'from anthropic import Anthropic\n\nclient = Anthropic()\n',
  'app/models.py': 'import os\n\nFAST = "claude-haiku-4-5"\nBEST = os.getenv("MODEL", "claude-opus-4-6")\n',
  'app/ask.py': 'from .clients import client\nfrom .models import BEST\n\n\ndef ask(prompt, model=BEST):\n    return client.messages.create(model=model, max_tokens=500, messages=[{"role": "user", "content": prompt}])\n',
  'app/summarize.py': 'from .ask import ask\n\n\ndef summarize(text):\n    return ask("Summarize: " + text, model="claude-sonnet-4-5")\n',
  'app/main.py': 'from pathlib import Path\n\nfrom openai import OpenAI\n\nfrom app.summarize import summarize\n\nPROMPT = (Path(__file__).parent / "prompt.md").read_text()\n\n\ndef run(client: OpenAI):\n    summarize("this")\n    return client.chat.completions.create(model="gpt-5", messages=[{"role": "system", "content": PROMPT}])\n',
  'app/prompt.md': 'You are a helpful assistant of a shop.\n',
  'app/serve.py': 'from openai import OpenAI\n\nfrom .main import run\n\nrun(OpenAI(max_retries=3))\n',
  'web/package.json': '{"name": "web"}\n',
  'web/src/index.ts': "export { ask } from './ask';\nexport * from './models';\n",
  'web/src/models.ts': "export const MODEL = 'gpt-5-mini';\n",
  'web/src/ask.ts': "import OpenAI from 'openai';\nimport { MODEL } from './models';\n\nexport async function ask(client: OpenAI, content: string) {\n  return client.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content }] });\n}\n",
  'web/src/page.ts': "import OpenAI from 'openai';\nimport { ask } from '.';\n\nawait ask(new OpenAI(), 'Say hello.');\n",
};

/** What an edit may write, by the file that it is written into. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  'app/clients.py': ['client = None\n', 'from openai import OpenAI\n\nclient = OpenAI()\n'],
  'app/models.py': ['BEST = "claude-haiku-4-5"\n', 'from .more import BEST\n'],
  'app/more.py': ['BEST = "claude-sonnet-4-5"\n'],
  'app/ask.py': ['def ask(prompt, model=None):\n    return prompt\n', `# cache_control\n${FILES['app/ask.py']!}`],
  'app/summarize.py': ['from .ask import ask as other\n\n\ndef summarize(text):\n    return other(text)\n', 'def summarize(text):\n    return text\n'],
  'app/prompt.md': ['You answer.\n', 'Be kind. '.repeat(3000)],
  'app/serve.py': ['', 'from anthropic import Anthropic\n\nfrom .main import run\n\nrun(Anthropic())\n'],
  'app/extra.py': ['from app.ask import ask\n\nask("Translate this.", model="claude-haiku-4-5")\n'],
  'app/__init__.py': ['from .ask import ask\n'],
  'web/src/index.ts': ["export { ask } from './other';\n"],
  'web/src/other.ts': ["import OpenAI from 'openai';\n\nexport const ask = (client: OpenAI, input: string) => client.responses.create({ model: 'gpt-5-nano', input });\n"],
  'web/src/models.ts': ["export const MODEL = 'gpt-5';\n"],
  'web/tsconfig.json': ['{"compilerOptions": {"paths": {"./ask": ["./src/other.ts"]}}}\n'],
  'promptcost.json': ['{"rules": {"missing-max-tokens": "off"}}\n', '{"ignore": ["web/**"]}\n', '{'],
};

const edits = Object.entries(VARIANTS).flatMap(([file, texts]) => [...texts, ...(FILES[file] === undefined ? [] : [FILES[file]]), null].map((text) => ({ file, text })));

function fresh(): { readonly root: string; readonly cache: string } {
  return { root: project(FILES), cache: mkdtempSync(path.join(tmpdir(), 'promptcost-cache-')) };
}

/** As if it had been written a while ago. */
function write(root: string, file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
  age(root, file);
}

let aged = 0;

function age(root: string, file: string): void {
  const then = new Date(Date.now() - 3_600_000 + ++aged * 10);
  utimesSync(path.join(root, file), then, then);
}

async function scan(root: string, cache: string, ...options: readonly string[]): Promise<Run> {
  await sleep(TICK);
  return promptcost(root, ['check', '--format', 'json', ...options], { env: { PROMPTCOST_CACHE: cache } });
}

function kept(cache: string): string {
  const [name] = readdirSync(path.join(cache, 'scans'));
  return path.join(cache, 'scans', name!);
}

describe('a kept scan', () => {
  it('is as good as a new one, whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...edits), { minLength: 1, maxLength: 6 }), async (changes) => {
        const { root, cache } = fresh();
        for (const file of Object.keys(FILES)) age(root, file);
        await scan(root, cache);
        for (const { file, text } of changes) {
          if (text === null) rmSync(path.join(root, file), { force: true });
          else write(root, file, text);
          expect(await scan(root, cache)).toEqual(await scan(root, cache, '--no-cache'));
        }
      }),
      { numRuns: 25 },
    );
  }, PATIENCE);

  it('is used for what has not changed', async () => {
    const { root, cache } = fresh();
    for (const file of Object.keys(FILES)) age(root, file);
    const before = await scan(root, cache);
    expect(JSON.parse(before.out)).toMatchObject({ calls: expect.arrayContaining([expect.objectContaining({ path: 'web/src/page.ts' })]) as unknown });
    // A mark of ours in what was kept shows where it is used.
    writeFileSync(kept(cache), readFileSync(kept(cache), 'utf8').replaceAll('"gpt-5-mini"', '"kept-mini"').replaceAll('"claude-sonnet-4-5"', '"kept-sonnet"'));
    expect((await scan(root, cache)).out).toContain('kept-mini');
    write(root, 'web/src/models.ts', "export const MODEL = 'gpt-5-mini'; // the same\n");
    const after = await scan(root, cache);
    expect(after.out).not.toContain('kept-mini');
    expect(after.out).toContain('kept-sonnet');
  }, PATIENCE);

  it('does not trust a file that was written while it was read', async () => {
    const { root, cache } = fresh();
    await scan(root, cache);
    const { mtime, size } = statSync(path.join(root, 'web/src/models.ts'));
    writeFileSync(path.join(root, 'web/src/models.ts'), "export const MODEL = 'gpt-5-nano';\n");
    utimesSync(path.join(root, 'web/src/models.ts'), mtime, mtime);
    expect(statSync(path.join(root, 'web/src/models.ts')).size).toBe(size);
    expect((await scan(root, cache)).out).toContain('"gpt-5-nano"');
  });

  it('notices a file that took the place of another with the same size and date', async () => {
    const { root, cache } = fresh();
    for (const file of Object.keys(FILES)) age(root, file);
    await scan(root, cache);
    const file = path.join(root, 'web/src/models.ts');
    const { mtime } = statSync(file);
    writeFileSync(`${file}.new`, "export const MODEL = 'gpt-5-nano';\n");
    utimesSync(`${file}.new`, mtime, mtime);
    renameSync(`${file}.new`, file);
    expect((await scan(root, cache)).out).toContain('"gpt-5-nano"');
  });

  it.each(['', '{', '{"made": 1}', '[]'])('that is broken is no kept scan: %j', async (text) => {
    const { root, cache } = fresh();
    const before = await scan(root, cache);
    writeFileSync(kept(cache), text);
    expect(await scan(root, cache)).toEqual(before);
  });

  it('is not made where nobody wants it, or where it cannot be', async () => {
    const { root, cache } = fresh();
    await scan(root, cache, '--no-cache');
    expect(readdirSync(cache)).toEqual([]);
    writeFileSync(path.join(cache, 'scans'), 'a file in its place');
    expect((await scan(root, cache)).err).toBe('');
    const nowhere = await promptcost(root, ['check', '--format', 'json']);
    expect(nowhere.out).toBe((await scan(root, cache)).out);
  });
});
