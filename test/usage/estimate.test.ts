/** Measured usage in estimates: what it replaces, what it leaves, and when it is not used. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { createWorkspace } from '../../server/core/index.ts';
import { sourceExtensions } from '../../server/host/files/extensions.ts';
import { createNodeHost } from '../../server/host/node-host.ts';
import { judgeUsage } from '../../server/host/settings/usage-schema.ts';
import { project, promptcost } from '../cli/support.ts';
import { csv, otlp, own, type Sample } from './support.ts';

const call = (model = 'claude-opus-4-5', cap = 500) => `    return client.messages.create(model="${model}", max_tokens=${cap}, system="Be brief.", messages=[{"role": "user", "content": text}])\n`;
const file = (...bodies: readonly string[]) => `import anthropic\n\nclient = anthropic.Anthropic()\n\n\n${bodies.join('\n\n')}`;
const TRIAGE = file(`def answer(text):\n    # promptcost: label=triage\n${call()}`);
const samples = (label: string | undefined): readonly Sample[] =>
  Array.from({ length: 20 }, (_, i) => ({ time: `2026-11-0${1 + (i % 5)}T00:00:00Z`, model: 'claude-opus-4-5', input: 1000 + 100 * i, output: 10 + i, read: 500, ...(label === undefined ? {} : { label }) }));

interface JsonCalls {
  readonly calls: readonly {
    readonly inputTokens: { readonly low: number; readonly high: number };
    readonly outputTokens: { readonly low: number; readonly high: number };
    readonly cost: { readonly low: number; readonly high: number };
    readonly assumptions: readonly string[];
    readonly usage: { readonly by: string; readonly name: string; readonly calls: number } | null;
  }[];
}

/** Imports a log into a project, and gives what `calls` says of it. */
async function measured(files: Readonly<Record<string, string>>, log: Readonly<Record<string, string>>, argv: readonly string[] = []): Promise<JsonCalls & { readonly root: string; readonly pretty: string; readonly err: string }> {
  const root = project({ ...files, ...log });
  const run = await promptcost(root, ['usage', 'import', ...Object.keys(log), ...argv]);
  expect(run).toMatchObject({ code: 0, err: '' });
  const { out, err } = await promptcost(root, ['calls', '--format', 'json']);
  return { ...(JSON.parse(out) as JsonCalls), root, pretty: (await promptcost(root, ['calls'])).out, err };
}

const calls = (rows: readonly Sample[]) => ({ 'calls.csv': csv(rows.map((row) => own(row))) });

describe('a call with a label', () => {
  it('takes its input, its typical output, its cache reads and its volume from its measured calls', async () => {
    const { calls: [found], pretty } = await measured({ 'app.py': TRIAGE }, calls(samples('triage')));
    expect(found!.usage).toMatchObject({ by: 'label', name: 'triage', calls: 20, callsPerDay: 4, from: '2026-11-01', to: '2026-11-05', cacheReadShare: 0.2564 });
    expect(found!.inputTokens).toEqual({ low: 1900, high: 2800 });
    // The cap stays the worst case: an answer as long as that is still possible.
    expect(found!.outputTokens).toEqual({ low: 19, high: 500 });
    // $5 a million in, $0.50 read, $25 out: 1,900 tokens of which 25.64 % are read, and 19 tokens of answer.
    expect(found!.cost.low).toBeCloseTo((1900 * (1 - 0.2564) * 5 + 1900 * 0.2564 * 0.5 + 19 * 25) / 1e6, 9);
    expect(found!.cost.high).toBeCloseTo((2800 * 5 + 500 * 25) / 1e6, 9);
    expect(found!.assumptions).toEqual([
      'Input as measured: 1,900 tokens typically, 2,800 or less in 95 of 100 calls (label `triage`: 20 measured calls, 2026-11-01 to 2026-11-05).',
      'Output as measured: 19 tokens typically, 28 or less in 95 of 100 calls (20 measured calls).',
      'The typical price counts 25.6 % of the input as read from the cache, as measured.',
      expect.stringMatching(/^Prices as of/) as string,
    ]);
    expect(pretty).toMatch(/a month, measured/);
  });

  it('keeps the volume that is stated, and the cap that was lowered since', async () => {
    const { calls: [found], pretty } = await measured({ 'app.py': TRIAGE.replace('label=triage', 'label=triage calls=100/day').replace('max_tokens=500', 'max_tokens=5') }, calls(samples('triage')));
    expect(found!.outputTokens).toEqual({ low: 5, high: 5 });
    const month = 100 * 30;
    expect(pretty).toContain(`$${((found!.cost.low * month)).toFixed(2)}`);
  });

  it('takes no volume where several calls share the label', async () => {
    const two = file(`def a(text):\n    # promptcost: label=triage\n${call()}`, `def b(text):\n    # promptcost: label=triage\n${call()}`);
    const { calls: found, pretty } = await measured({ 'app.py': two }, calls(samples('triage')));
    expect(found.map(({ usage }) => usage?.by)).toEqual(['label', 'label']);
    expect(pretty).not.toContain('a month');
  });

  it('does not take an input that is smaller than the prompt has become', async () => {
    const grown = TRIAGE.replace('"Be brief."', `"${'Judge the claim by the evidence alone. '.repeat(800)}"`);
    const { calls: [found] } = await measured({ 'app.py': grown }, calls(samples('triage')));
    expect(found!.inputTokens.low).toBeGreaterThan(5000);
    expect(found!.outputTokens.low).toBe(19);
    expect(found!.assumptions.join(' ')).toContain('is less than the prompt now holds, so it is of an older one and not used.');
  });
});

describe('a finding', () => {
  it('of a prefix that is never cached is not made where measured calls read it from the cache', async () => {
    const long = TRIAGE.replace('"Be brief."', `"${'Judge the claim by the evidence alone. '.repeat(1200)}"`);
    const rows = (read: number) => calls(samples('triage').map((sample) => ({ ...sample, input: 12_000, read })));
    for (const [read, rules] of [[0, ['missing-cache-control']], [9000, []]] as const) {
      const { root } = await measured({ 'app.py': long }, rows(read));
      const { findings } = JSON.parse((await promptcost(root, ['check', '--format', 'json'])).out) as { readonly findings: readonly { readonly rule: string }[] };
      expect(findings.map(({ rule }) => rule)).toEqual(rules);
    }
  });
});

describe('a call without a label', () => {
  const traces = (rows: readonly Sample[]) => ({ 'traces.json': JSON.stringify(otlp(rows)) });
  const at = (func: string): readonly Sample[] => samples(undefined).map((sample) => ({ ...sample, file: '/srv/app/src/app.py', function: `src.app.${func}` }));

  it('is found by its file, wherever the program ran, and its function', async () => {
    const { calls: [found], pretty } = await measured({ 'src/app.py': TRIAGE.replace(/ +# promptcost.*\n/, '') }, traces(at('answer')));
    expect(found!.usage).toMatchObject({ by: 'function', name: 'src/app.py#answer', calls: 20 });
    expect(found!.inputTokens).toEqual({ low: 1900, high: 2800 });
    expect(pretty).toMatch(/a month, measured/);
  });

  it('is not found where its function holds another call', async () => {
    const two = file(`def answer(text):\n    first = client.messages.create(model="claude-opus-4-5", max_tokens=9, messages=[{"role": "user", "content": text}])\n${call()}`);
    const { calls: found, root } = await measured({ 'src/app.py': two }, traces(at('answer')));
    expect(found.map(({ usage }) => usage?.by)).toEqual(['model', 'model']);
    expect((await promptcost(root, ['usage', 'show'])).out).toContain('not told apart: 2 calls there, give them labels');
  });

  it('takes the typical answer of its model, and nothing else, and says that it is a mixture', async () => {
    const { calls: [found], pretty } = await measured({ 'app.py': TRIAGE.replace(/ +# promptcost.*\n/, '') }, calls(samples('other')));
    expect(found!.usage).toMatchObject({ by: 'model', name: 'claude-opus-4-5' });
    expect(found!.outputTokens).toEqual({ low: 19, high: 500 });
    expect(found!.inputTokens.high).toBeLessThan(1000);
    expect(found!.assumptions).toContain('A typical answer of 19 tokens is the middle of 20 measured calls of `claude-opus-4-5`, which are all its uses together; a label at the call measures it alone.');
    expect(pretty).not.toMatch(/measured|month/);
  });

  it('knows a model by its other names, and by a console that counts requests', async () => {
    const console = csv([{ start_time: 1_761_955_200, num_model_requests: 40, model: 'claude-opus-4-5-20251101', input_tokens: 40_000, output_tokens: 1000, input_cached_tokens: 0 }]);
    const { calls: [found] } = await measured({ 'app.py': TRIAGE }, { 'usage.csv': console });
    expect(found!.usage).toMatchObject({ by: 'model', calls: 40 });
    expect(found!.outputTokens.low).toBe(25);
  });

  it('keeps what its task says rather than the mixture', async () => {
    const task = file(`def classify_ticket(text):\n    return client.messages.create(model="claude-opus-4-5", max_tokens=500, system="Classify the ticket as bug, question or praise. Answer with one word.", messages=[{"role": "user", "content": text}])\n`);
    const { calls: [found] } = await measured({ 'app.py': task }, calls(samples('other')));
    expect(found!.usage).toBeNull();
    expect(found!.assumptions.join(' ')).toContain('is assumed for classification');
  });
});

describe('.promptcost/usage.json', () => {
  it.each([
    ['{', 'is not as `promptcost usage import` writes it'],
    ['{"version": 1}', 'is not as `promptcost usage import` writes it (at from)'],
    ['{"version": 7}', 'is of version 7, and this promptcost reads version 1'],
  ])('that is broken is told of once and not used: %s', async (text, message) => {
    const root = project({ 'a.py': TRIAGE, 'b.py': TRIAGE, '.promptcost/usage.json': text });
    const { code, out, err } = await promptcost(root, ['calls', '--format', 'json']);
    expect(code).toBe(0);
    expect((JSON.parse(out) as JsonCalls).calls.map(({ usage }) => usage)).toEqual([null, null]);
    expect(err.split('\n').filter((line) => line.includes('.promptcost/usage.json:1:1'))).toEqual([`settings .promptcost/usage.json:1:1: ${message}. Estimates do without it: run \`promptcost usage import\` again, or delete it.`]);
  });

  it('of the nearest folder holds; a change of it is a change of settings', async () => {
    const { root } = await measured({ 'app.py': TRIAGE, 'sub/app.py': TRIAGE }, calls(samples('triage')));
    const host = createNodeHost({ roots: [root], extensions: sourceExtensions(catalog), ruleIds: [], judge: null, judgeUsage, countTokens: () => ({ low: 1, high: 1 }) });
    const workspace = createWorkspace(catalog, host);
    const found = (name: string) => workspace.analyze(path.join(root, name))!.calls[0]!.cost.usage;
    expect([found('app.py')?.measured.calls, found('sub/app.py')?.measured.calls]).toEqual([20, 20]);
    const usage = path.join(root, '.promptcost/usage.json');
    writeFileSync(usage, '{}');
    expect(host.changed(usage)).toBe('settings');
    workspace.reset();
    expect([found('app.py'), host.configProblems().length]).toEqual([null, 1]);
  });
});
