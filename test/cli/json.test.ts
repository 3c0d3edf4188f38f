import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { project, promptcost } from './support.ts';

const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../docs/json-output.schema.json', import.meta.url), 'utf8')));

const FILES = {
  'prompts.py': `SYSTEM = """${'Judge the claim by the evidence alone. '.repeat(300)}"""\n`,
  'app.py': [
    'import os', 'import anthropic', 'from prompts import SYSTEM', '', 'client = anthropic.Anthropic()', '', 'def ask(question, **rest):',
    '    return (client', '        .messages.create(', '        model=os.getenv("MODEL", "claude-opus-4-5"),', '        max_tokens=700,', '        system=SYSTEM,', '        messages=[{"role": "user", "content": question}],', '        **rest,', '    ))', '',
  ].join('\n'),
  'src/b.ts': "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport async function ask(model: string, messages: never) {\n  return client.chat.completions.create({ model, messages });\n}\nexport const embed = () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'x' });\n",
};

interface Output {
  readonly calls: readonly Record<string, unknown>[];
  readonly findings: readonly Record<string, unknown>[];
}

describe('--format json', () => {
  it('fits its published schema', async () => {
    const root = project(FILES);
    for (const command of ['check', 'calls']) {
      const { out, err } = await promptcost(root, [command, '--format', 'json']);
      expect(err).toBe('');
      expect(schema.safeParse(JSON.parse(out)).error).toBeUndefined();
    }
  });

  it('says what is known and what is not', async () => {
    const { out } = await promptcost(project(FILES), ['check', '--format=json']);
    const { calls } = JSON.parse(out) as Output;
    expect(calls).toHaveLength(3);
    expect(calls[0]).toMatchObject({
      path: 'app.py', cell: null, line: 8, column: 13, endLine: 15, language: 'python', sdk: 'anthropic', api: 'anthropic-messages',
      model: { state: 'partial', values: ['claude-opus-4-5'] }, maxOutputTokens: { state: 'known', value: 700 }, system: { state: 'known' },
    });
    expect(calls[1]).toMatchObject({
      path: 'src/b.ts', line: 4, column: 10, language: 'typescript', model: { state: 'unknown', values: [] }, maxOutputTokens: { state: 'absent', value: null }, system: { state: 'unknown', tokens: null }, cost: null,
    });
    expect(calls[2]).toMatchObject({ api: 'embeddings', model: { state: 'known', values: ['text-embedding-3-small'] } });
  });

  it('knows what Nuxt imports by itself, and its settings, which the environment may replace', async () => {
    const root = project({
      'nuxt.config.ts': "export default defineNuxtConfig({ runtimeConfig: { openaiKey: '', model: 'gpt-4.1' } });\n",
      'server/utils/openai.ts': "import OpenAI from 'openai';\nexport const useOpenAI = () => new OpenAI({ apiKey: useRuntimeConfig().openaiKey });\nexport const SMALL = 'gpt-4.1-nano';\n",
      'server/api/ask.post.ts': 'export default defineEventHandler(async (event) => {\n  const { model } = useRuntimeConfig(event);\n  const openai = useOpenAI();\n  await openai.chat.completions.create({ model, messages: [] });\n  return openai.chat.completions.create({ model: SMALL, messages: [] });\n});\n',
      'utils/openai.ts': 'export const useOpenAI = () => ({ chat: { completions: { create: () => null } } });\n',
      'pages/index.vue': "<script setup>\nuseOpenAI().chat.completions.create({ model: 'gpt-4.1', messages: [] });\n</script>\n",
    });
    const { calls } = JSON.parse((await promptcost(root, ['calls', '--format', 'json'])).out) as Output;
    expect(calls).toMatchObject([
      { path: 'server/api/ask.post.ts', line: 4, model: { state: 'partial', values: ['gpt-4.1'] } },
      { path: 'server/api/ask.post.ts', line: 5, model: { state: 'known', values: ['gpt-4.1-nano'] } },
    ]);
  });

  it('gives a batch no cost whose requests stand elsewhere', async () => {
    const root = project({ 'jobs.py': 'from anthropic import Anthropic\n\nclient = Anthropic()\nclient.messages.batches.create(requests=load("claude-haiku-4-5"))\n' });
    const { calls } = JSON.parse((await promptcost(root, ['calls', '--format', 'json'])).out) as Output;
    expect(calls).toMatchObject([{ cost: null, assumptions: expect.arrayContaining(['What a batch costs is the sum of its requests, which are not counted here.']) as unknown }]);
    expect((await promptcost(root, ['calls'])).out).toMatch(/a batch +–/);
  });

  it('says of a batch of a model without a price that there is none', async () => {
    const root = project({ 'jobs.py': 'from anthropic import Anthropic\n\nAnthropic().messages.batches.create(requests=[{"custom_id": "1", "params": {"model": "claude-of-our-own", "max_tokens": 9, "messages": []}}])\n' });
    expect((await promptcost(root, ['calls'])).out).toMatch(/a batch +no price for claude-of-our-own/);
  });

  it('says that counting tokens costs nothing', async () => {
    const root = project({ 'size.py': 'from anthropic import Anthropic\n\nAnthropic().messages.count_tokens(model="claude-haiku-4-5", messages=[{"role": "user", "content": "Hello"}])\n' });
    const { calls } = JSON.parse((await promptcost(root, ['calls', '--format', 'json'])).out) as Output;
    expect(calls).toMatchObject([{ cost: { low: 0, high: 0 } }]);
  });

  it('gives paths relative to the folder that was given, whatever the current folder is', async () => {
    const root = project(FILES);
    const inside = JSON.parse((await promptcost(root, ['check', 'src', '--format', 'json'])).out) as Output;
    expect(inside.calls.map((call) => call['path'])).toEqual(['b.ts', 'b.ts']);
    const outside = JSON.parse((await promptcost('/', ['check', root, '--format', 'json'])).out) as Output;
    expect(outside.calls.map((call) => call['path'])).toEqual(['app.py', 'src/b.ts', 'src/b.ts']);
    const file = JSON.parse((await promptcost(root, ['check', 'src/b.ts', '--format', 'json'])).out) as Output;
    expect(file.calls.map((call) => call['path'])).toEqual(['src/b.ts', 'src/b.ts']);
  });
});
