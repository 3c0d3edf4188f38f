/** Notebooks and components on the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonOutput } from '../../server/cli/json.ts';
import { notebookJson } from '../languages/notebook/support.ts';
import { project, promptcost } from './support.ts';

const RULES = 'Answer in one short paragraph. Quote the policy by its number. Never promise a refund before the order is found. '.repeat(300);
const SETUP = 'import anthropic\n\nclient = anthropic.Anthropic()\n';
const ASK = 'def ask(question):\n    return client.messages.create(\n        model=MODEL,\n        max_tokens=500,\n        system=SYSTEM,\n        messages=[{"role": "user", "content": question}],\n    )';
const output = { output_type: 'execute_result', data: { 'text/plain': ['openai.OpenAI().chat.completions.create()'] }, metadata: {}, execution_count: 1 };
const NOTEBOOK = notebookJson([
  { type: 'markdown', source: '# Support' },
  `%pip install anthropic\n${SETUP}`,
  { source: `SYSTEM = """${RULES}"""\nMODEL = "claude-opus-4-5"`, outputs: [output] },
  '%%bash\nrm -f client.messages.create',
  ASK,
]);
const MALFORMED = '<<<<<<< HEAD\n{"cells": [{"cell_type": "code", "source": "import anthropic"}]}\n';

const json = async (root: string, argv: readonly string[]): Promise<JsonOutput> => JSON.parse((await promptcost(root, [...argv, '--format', 'json'])).out) as JsonOutput;

describe('a notebook', () => {
  it('is told by cell and line', async () => {
    const root = project({ 'work/a.ipynb': NOTEBOOK, 'work/.ipynb_checkpoints/a-checkpoint.ipynb': NOTEBOOK });
    const { calls, findings } = await json(root, ['check']);
    expect(calls).toMatchObject([{ path: 'work/a.ipynb', cell: 4, line: 2, column: 12, endLine: 7, language: 'python', model: { state: 'known', values: ['claude-opus-4-5'] }, system: { state: 'known' } }]);
    expect(findings).toMatchObject([{ rule: 'missing-cache-control', path: 'work/a.ipynb', cell: 4, line: 5, endLine: 5 }]);
    const { out } = await promptcost(root, ['check']);
    expect(out).toContain('┌─ work/a.ipynb:cell 5:5:9\n');
    expect(out).toContain('5 │         system=SYSTEM,\n');
    expect(out).toContain('├─ work/a.ipynb:cell 3:1:10\n');
    expect((await promptcost(root, ['calls'])).out).toContain('  cell 5:2:12  ');
  });

  it('is mended with all other bytes kept', async () => {
    const root = project({ 'a.ipynb': NOTEBOOK });
    const { out } = await promptcost(root, ['check', '--fix']);
    expect(out).toContain('fixed a.ipynb');
    const after = readFileSync(path.join(root, 'a.ipynb'), 'utf8');
    const [before, now] = [NOTEBOOK.split('\n'), after.split('\n')];
    expect(before.filter((line) => !now.includes(line))).toEqual(['    "        system=SYSTEM,\\n",']);
    expect(now.filter((line) => !before.includes(line)).join('')).toContain('cache_control');
    expect(await json(root, ['check'])).toMatchObject({ findings: [] });
    await promptcost(root, ['check', '--fix']);
    expect(readFileSync(path.join(root, 'a.ipynb'), 'utf8')).toBe(after);
  });

  it('that cannot be written is left as it is', async () => {
    const bytes = Buffer.concat([Buffer.from(NOTEBOOK.replace('# Support', '# S#')).subarray(0, -1), Buffer.from('\n')]);
    bytes[bytes.indexOf('# S#') + 3] = 0xe9;
    const root = project({ 'a.ipynb': bytes });
    const { err } = await promptcost(root, ['check', '--fix']);
    expect(err).toContain('a.ipynb: not fixed: It is not UTF-8 throughout');
    expect(readFileSync(path.join(root, 'a.ipynb')).equals(bytes)).toBe(true);
  });

  it('has its text told from its bytes, however it is escaped', async () => {
    const call = 'client.messages.create(model="claude-opus-4-5", max_tokens=9, messages=[])';
    const source = `é = "中🙂"; ${call}`;
    const write = (escaped: string): string => `\uFEFF{"cells": [{"cell_type": "code", "source": ["import anthropic\\n", "client = anthropic.Anthropic()\\n", ${escaped}], "outputs": []}]}`;
    const plain = JSON.stringify(source);
    const ascii = plain.replace(/[^\u0000-\u007F]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    for (const text of [write(plain), write(ascii), write(ascii.replace('\\u00e9', 'é'))]) {
      expect((await json(project({ 'a.ipynb': text }), ['calls'])).calls).toMatchObject([{ cell: 0, line: 3, column: 12 }]);
    }
  });

  it('that is none is noted, and an empty one is not', async () => {
    const { code, err } = await promptcost(project({ 'a.ipynb': MALFORMED, 'b.ipynb': '', 'c.ipynb': notebookJson([ASK], { kernelspec: { name: 'ir', language: 'R' } }) }), ['check']);
    expect(err).toBe('note a.ipynb: cannot be read as a notebook, left out\n');
    expect(code).toBe(0);
  });

  it('finds the modules beside it', async () => {
    const root = project({ 'llm.py': SETUP, 'a.ipynb': notebookJson(['from llm import client', 'MODEL = "claude-opus-4-5"\nSYSTEM = "Be brief."', ASK]) });
    expect((await json(root, ['calls'])).calls).toMatchObject([{ path: 'a.ipynb', cell: 2, model: { values: ['claude-opus-4-5'] } }]);
  });

  it('may weigh much more than its code', async () => {
    const root = project({});
    const big = { output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo'.repeat(1_000_000) }, metadata: {} };
    writeFileSync(path.join(root, 'a.ipynb'), notebookJson([SETUP, { source: `SYSTEM = "a"\nMODEL = "claude-opus-4-5"`, outputs: [big, big] }, ASK]));
    const run = await promptcost(root, ['calls', '--format', 'json']);
    expect(run.err).toBe('');
    expect((JSON.parse(run.out) as JsonOutput).calls).toMatchObject([{ cell: 2, line: 2 }]);
  });

  it('of Deno is TypeScript', async () => {
    const root = project({ 'a.ipynb': notebookJson(["import OpenAI from 'npm:openai@6';\nconst client = new OpenAI();", "const answer: unknown = await client.responses.create({ model: 'gpt-4.1', input: 'Hi' });"], { kernelspec: { name: 'deno', language: 'typescript' } }) });
    expect((await json(root, ['calls'])).calls).toMatchObject([{ cell: 1, line: 1, column: 31, language: 'typescript', sdk: 'openai' }]);
  });
});

describe('a component', () => {
  const script = "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask = () => client.chat.completions.create({ model: 'gpt-4.1', messages: [] });\n";
  it.each(['App.vue', 'App.svelte'])('%s has its calls where they stand in the file', async (name) => {
    const root = project({ [name]: `<template>\n  <p>don't</p>\n</template>\n\n<script lang="ts">\n${script}</script>\n` });
    expect((await json(root, ['check'])).calls).toMatchObject([{ path: name, cell: null, line: 8, column: 26, language: 'typescript' }]);
  });

  it('is mended in its script', async () => {
    const cached = `<template>{{ a }}</template>\n<script>\nimport Anthropic from '@anthropic-ai/sdk';\nconst SYSTEM = '${RULES}';\nconst ask = (q) => new Anthropic().messages.create({ model: 'claude-opus-4-5', max_tokens: 500, system: SYSTEM, messages: [{ role: 'user', content: q }] });\n</script>\n`;
    const root = project({ 'App.vue': cached });
    await promptcost(root, ['check', '--fix']);
    const after = readFileSync(path.join(root, 'App.vue'), 'utf8');
    expect(after).toContain("cache_control: { type: 'ephemeral' }");
    expect(cached.split('\n').filter((line) => !after.split('\n').includes(line))).toHaveLength(1);
  });
});
