import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { project, promptcost } from './support.ts';

const RULES = 'Answer in one short paragraph. Quote the policy by its number. Never promise a refund before the order is found. '.repeat(300);
const UNCAPPED = ['from openai import OpenAI', '', 'client = OpenAI()', '', '', 'def answer(question):', '    return client.chat.completions.create(', '        model="gpt-4.1",', '        messages=[{"role": "user", "content": question}],', '    )', ''].join('\n');
const UNCACHED = [
  'import anthropic', '', 'client = anthropic.Anthropic()', `SYSTEM = """${RULES}"""`, '', '', 'def answer(question):', '    return client.messages.create(', '        model="claude-opus-4-5",', '        max_tokens=500,', '        system=SYSTEM,',
  '        messages=[{"role": "user", "content": question}],', '    )', '',
].join('\n');

describe('promptcost', () => {
  it('shows help and version, and fails without a command', async () => {
    const root = project({});
    expect(await promptcost(root, ['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    const help = await promptcost(root, ['--help']);
    expect(help.code).toBe(0);
    for (const command of ['check', 'calls', 'explain', 'models', 'lsp']) expect(help.out).toContain(`promptcost ${command}`);
    expect((await promptcost(root, ['check', '--help'])).out).toContain('--severity LEVEL');
    expect(await promptcost(root, [])).toMatchObject({ code: 2, out: '' });
  });

  it.each([
    [['chekc'], 'there is no command "chekc"; did you mean "check"?'],
    [['toString'], 'there is no command "toString"'],
    [['check', '--fromat', 'json'], 'there is no option "--fromat"; did you mean "--format"?'],
    [['check', '--format', 'jsno'], '--format must be one of pretty, json, but was given "jsno"; did you mean "json"?'],
    [['check', '--severity'], '--severity must be one of error, warning, info, hint, but was given nothing'],
    [['check', 'nowhere.py'], 'nowhere.py: there is no such file or folder'],
    [['explain', 'missing-cach'], 'there is no rule "missing-cach"; did you mean "missing-cache-control"?'],
    [['explain', 'naive-retri'], 'there is no rule "naive-retri"; did you mean "naive-retry"?'],
    [['explain', 'a', 'b'], 'explain takes 1 argument at most, but was given 2'],
    [['models', 'gtp-5'], 'did you mean "gpt-5"'],
  ])('says the way out of %j', async (argv, message) => {
    const run = await promptcost(project({}), argv);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
  });

  it('starts the server', async () => {
    expect(await promptcost(project({}), ['lsp', '--stdio'])).toEqual({ code: 0, out: 'serving', err: '' });
  });

  it('explains every rule and prices every model', async () => {
    const root = project({});
    const list = await promptcost(root, ['explain']);
    for (const { meta, docs } of catalog.rules) {
      expect(list.out).toContain(meta.id);
      const page = await promptcost(root, ['explain', meta.id]);
      expect(page.code).toBe(0);
      expect(page.out).toContain(docs.examples[0]!.bad.split('\n')[0]!);
    }
    for (const id of ['unused-suppression', 'malformed-comment']) {
      expect(list.out).toContain(id);
      expect((await promptcost(root, ['explain', id])).out).toContain(`"${id}": "off"`);
    }
    const models = await promptcost(root, ['models']);
    for (const { id } of catalog.modelCards) expect(models.out).toContain(id);
    expect((await promptcost(root, ['models', 'claude-opus-4-5'])).out).toMatch(/input +\$5\.00 per million tokens/);
    expect((await promptcost(root, ['models', 'gemini-2.5-pro'])).out).toMatch(/kept in a cache +\$4\.50 per million tokens and hour/);
    expect((await promptcost(root, ['models', 'gpt-6.1-sol'])).out).toMatch(/fast or priority +× 2\n[^]*kept for +30 minutes, long 12 h after its last use/);
  });

  it('calls a model retired from the day on that was announced for it', async () => {
    const root = project({ 'a.py': 'from anthropic import Anthropic\nAnthropic().messages.create(model="claude-sonnet-4-5", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])\n' });
    const status = async (today: string): Promise<string | undefined> => /status +(.*)/.exec((await promptcost(root, ['models', 'claude-sonnet-4-5'], { today })).out)?.[1];
    const assumed = async (today: string): Promise<string> => (JSON.parse((await promptcost(root, ['calls', '--format', 'json'], { today })).out) as { calls: { assumptions: string[] }[] }).calls[0]!.assumptions.join(' ');
    expect(await status('2026-11-29')).toBe('deprecated, retires 2026-11-30, now claude-sonnet-5-5');
    expect(await status('2026-11-30')).toBe('retired, since 2026-11-30, now claude-sonnet-5-5');
    expect(await assumed('2026-11-29')).not.toContain('retired');
    expect(await assumed('2026-11-30')).toContain('is retired since 2026-11-30');
  });
});

describe('check', () => {
  it('says nothing to report, with exit code 0', async () => {
    const run = await promptcost(project({ 'a.py': 'print(1)\n' }), ['check']);
    expect(run).toEqual({ code: 0, out: 'Nothing to report: 0 calls in 1 file, 100 ms.\n', err: '' });
  });

  it('frames a finding, sums up, and exits with 1', async () => {
    const { code, out, err } = await promptcost(project({ 'src/app.py': UNCAPPED }), ['check']);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out).toContain('[missing-max-tokens]: ');
    expect(out).toContain('┌─ src/app.py:7:12');
    expect(out).toContain('7 │     return client.chat.completions.create(\n  │            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n');
    expect(out).toContain('Found 1 finding in 1 file: 1 missing-max-tokens.');
    expect(out).not.toContain('\x1b');
  });

  it('colours on a terminal unless NO_COLOR says otherwise', async () => {
    const root = project({ 'app.py': UNCAPPED });
    expect((await promptcost(root, ['check'], { terminal: 'terminal' })).out).toContain('\x1b[');
    expect((await promptcost(root, ['check'], { terminal: 'terminal', env: { NO_COLOR: '1' } })).out).not.toContain('\x1b[');
    expect((await promptcost(root, ['check'], { env: { FORCE_COLOR: '1' } })).out).toContain('\x1b[');
  });

  it('hides what is below the severity asked for, and then exits with 0', async () => {
    const run = await promptcost(project({ 'app.py': UNCAPPED }), ['check', '--severity', 'error']);
    expect(run.code).toBe(0);
    expect(run.out).toContain('Nothing to report (1 finding below the severity asked for)');
  });

  it('finds calls through a client of another file, which names no package', async () => {
    const run = await promptcost(
      project({
        'app/llm.py': 'from openai import OpenAI\n\ndef get_client() -> OpenAI:\n    return OpenAI()\n',
        'app/use.py': 'from app.llm import get_client\n\ndef ask(q):\n    return get_client().chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": q}])\n',
      }),
      ['check'],
    );
    expect(run.out).toContain('app/use.py:4:12');
  });

  it('finds calls through what a file without calls puts on the program', async () => {
    const files = {
      'app.js': "import express from 'express';\nimport { connect } from './connect.js';\nimport { routes } from './routes.js';\nconst app = express();\nconnect(app);\nroutes(app);\n",
      'connect.js': "import OpenAI from 'openai';\nexport const connect = (app) => {\n  app.locals.openai = new OpenAI();\n};\n",
      'routes.js': "export const routes = (app) => app.post('/', (request) => request.app.locals.openai.responses.create({ model: 'gpt-4.1', input: 'Hello' }));\n",
    };
    expect((await promptcost(project(files), ['calls'])).out).toContain('routes.js');
  });

  it('tells once what two files share', async () => {
    const model = 'from langchain_openai import ChatOpenAI\n\nllm = ChatOpenAI(model="gpt-4.1", max_retries=6).with_retry(stop_after_attempt=5)\n';
    const uses = 'from model import llm\n\n\ndef answer(question):\n    return llm.invoke(question)\n';
    const rules = async (files: Record<string, string>): Promise<readonly string[]> => JSON.parse((await promptcost(project(files), ['check', '--format', 'json'])).out).findings.map(({ rule, path: file }: { rule: string; path: string }) => `${file} ${rule}`);
    const once = ['a.py missing-max-tokens', 'a.py multiplied-retries'];
    expect([...(await rules({ 'model.py': model, 'a.py': uses }))].sort()).toEqual(once);
    expect([...(await rules({ 'model.py': model, 'a.py': uses, 'b.py': uses }))].sort()).toEqual(once);
    // In the file itself, where it stands there.
    expect([...(await rules({ 'model.py': `${model}\n\ndef ask(question):\n    return llm.invoke(question)\n`, 'a.py': uses }))].sort()).toEqual(once.map((finding) => finding.replace('a.py', 'model.py')));
  });

  it('finds calls through what a library hands over', async () => {
    const step = "import { createStep } from '@mastra/core/workflows';\nexport const plan = createStep({ id: 'plan', execute: async ({ mastra }) => mastra.getAgent('writer').generate('Hello') });\n";
    expect((await promptcost(project({ 'step.js': step }), ['calls'])).out).toContain('step.js');
  });

  it('adds up each cost once, however many functions it goes through', async () => {
    const llm = `import anthropic

client = anthropic.Anthropic()


def ask(prompt, model="claude-haiku-4-5"):
    return client.messages.create(model=model, max_tokens=1000, messages=[{"role": "user", "content": prompt}])


def triage(ticket):
    return ask(ticket, "claude-opus-4-8")
`;
    const run = await promptcost(project({ 'llm.py': llm, 'main.py': 'from llm import triage\n\ntriage("The order is late.")\n' }), ['calls', '--format', 'json']);
    const { calls } = JSON.parse(run.out) as { readonly calls: readonly { readonly path: string; readonly line: number; readonly cost: { readonly low: number } }[] };
    expect(calls.map(({ path, line }) => `${path}:${line}`)).toEqual(['llm.py:7', 'llm.py:11', 'main.py:3']);
    const text = await promptcost(project({ 'llm.py': llm, 'main.py': 'from llm import triage\n\ntriage("The order is late.")\n' }), ['calls']);
    expect(text.out).toContain('3 calls, 2 of them made by the others.');
  });

  it('reads settings, and tells what is wrong with them', async () => {
    const root = project({ 'app.py': UNCAPPED, 'promptcost.json': '{\n  "rules": { "missing-max-tokens": "off", "missing-max-token": "off" },\n  "callsPerDay": "many",\n}\n' });
    const run = await promptcost(root, ['check']);
    expect(run.code).toBe(0);
    expect(run.err).toContain('promptcost.json:2:43: rules.missing-max-token: there is no rule "missing-max-token"; did you mean "missing-max-tokens"?');
    expect(run.err).toContain('promptcost.json:3:18: callsPerDay: must be a number, but is "many". It is not used; the setting above it or the default holds.');
  });

  it('leaves out what the settings ignore', async () => {
    const run = await promptcost(project({ 'gen/app.py': UNCAPPED, 'promptcost.json': '{ "ignore": ["gen/"] }' }), ['check']);
    expect(run.out).toContain('0 calls in 0 files');
  });

  it('goes on after an error of its own in one file, and says which', async () => {
    const broken = { ...catalog, rules: catalog.rules.map((rule) => ({ ...rule, check: () => { throw new Error('a rule broke'); } })) };
    const run = await promptcost(project({ 'a.py': UNCAPPED, 'b.py': 'print(1)\n' }), ['check'], { catalog: broken });
    expect(run.code).toBe(2);
    expect(run.err).toContain('internal error a.py: Error: a rule broke');
    expect(run.err).toContain('1 file could not be analysed.');
  });

  it('survives whatever lies in a folder', async () => {
    const root = project({
      'latin1.py': Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${UNCAPPED}`)]),
      'binary.py': Buffer.concat([Buffer.from('import openai'), Buffer.from([0, 1, 2])]),
      'huge.py': `import openai\n${'x = 1\n'.repeat(400_000)}`,
      'half.py': 'from openai import OpenAI\nOpenAI().chat.completions.create(model=',
      'empty.py': '',
      'deep.ts': `import OpenAI from 'openai';\n${'('.repeat(20_000)}`,
      'dir.py/x.py': '',
    });
    symlinkSync(root, path.join(root, 'loop'));
    symlinkSync(path.join(root, 'nothing'), path.join(root, 'dangling.py'));
    const run = await promptcost(root, ['check']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('latin1.py:8:12');
    expect(run.err).toContain('note huge.py: larger than 2 MB, taken for generated and left out');
    expect(run.err).not.toContain('internal error');
  });

  it('finds the same through a link to the folder, and says of a link that leads nowhere that it does', async () => {
    const root = project({ 'code/app.py': UNCAPPED });
    symlinkSync(path.join(root, 'code'), path.join(root, 'link'));
    symlinkSync(path.join(root, 'b'), path.join(root, 'a'));
    symlinkSync(path.join(root, 'a'), path.join(root, 'b'));
    for (const given of ['link', 'link/app.py']) expect((await promptcost(root, ['check', given])).out, given).toContain('app.py:7:12');
    expect((await promptcost(root, ['what-if', 'link/app.py:7'])).out).toContain('as it is, on gpt-4.1');
    expect(await promptcost(root, ['check', 'a'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('a: a loop of symbolic links') as string });
  });

  it.skipIf(process.getuid?.() === 0)('refuses what is named itself and may not be read, and notes it elsewhere', async () => {
    const root = project({ 'no.py': UNCAPPED, 'locked/app.py': UNCAPPED, 'app.py': UNCAPPED });
    for (const name of ['no.py', 'locked']) chmodSync(path.join(root, name), 0);
    for (const name of ['no.py', 'locked', 'locked/app.py']) expect(await promptcost(root, ['check', name])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`${name}: no permission to read it`) as string });
    const { code, err } = await promptcost(root, ['check']);
    expect(code).toBe(1);
    expect(err).toContain('note no.py: no permission to read it');
    chmodSync(path.join(root, 'locked'), 0o755);
  });

  it('says nothing of comments where the settings switch that off', async () => {
    const root = project({ 'app.py': `# promptcost: ignroe[naive-retry]\nx = 1  # promptcost: ignore[naive-retry] none\n${UNCAPPED}` });
    expect((await promptcost(root, ['check'])).out).toMatch(/malformed-comment[^]*unused-suppression/);
    const quiet = await promptcost(project({ 'app.py': readFileSync(path.join(root, 'app.py'), 'utf8'), 'promptcost.json': '{ "rules": { "unused-suppression": "off", "malformed-comment": "off" } }' }), ['check']);
    expect(quiet.err).toBe('');
    expect(quiet.out).not.toMatch(/malformed-comment|unused-suppression/);
  });

  it('shows no escape sequence of a file', async () => {
    const run = await promptcost(project({ 'app.py': UNCAPPED.replace('return client', 'return client') .replace('create(', 'create(  # \x1b[31mred\x1b[0m \u202eevil') }), ['check']);
    expect(run.out).not.toMatch(/\x1b|\u202e/);
  });
});

describe('check --fix', () => {
  it('applies safe fixes only, keeps BOM, line ends and mode, and changes nothing a second time', async () => {
    const text = `\uFEFF${UNCACHED.replaceAll('\n', '\r\n')}`;
    const root = project({ 'app.py': text, 'other.py': UNCAPPED });
    const file = path.join(root, 'app.py');
    chmodSync(file, 0o755);
    const first = await promptcost(root, ['check', '--fix']);
    expect(first.out).toContain('fixed app.py');
    const fixed = readFileSync(file, 'utf8');
    expect(fixed).toContain('cache_control');
    expect(fixed.startsWith('\uFEFFimport')).toBe(true);
    expect(fixed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(statSync(file).mode & 0o777).toBe(0o755);
    expect(readFileSync(path.join(root, 'other.py'), 'utf8')).toBe(UNCAPPED);
    const second = await promptcost(root, ['check', '--fix']);
    expect(second.out).toContain('Nothing that could be mended safely.');
    expect(readFileSync(file, 'utf8')).toBe(fixed);
  });

  it('does not write a file that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${UNCACHED}`)]);
    const root = project({ 'app.py': bytes });
    const run = await promptcost(root, ['check', '--fix']);
    expect(run.err).toContain('app.py: not fixed: It is not UTF-8 throughout');
    expect(readFileSync(path.join(root, 'app.py'))).toEqual(bytes);
  });
});

describe('calls', () => {
  it('says what multiplies a call beside its cost, and what a conversation comes to', async () => {
    const loops = 'from openai import OpenAI\nclient = OpenAI()\nfor text in ["a", "b", "c"]:\n    client.responses.create(model="gpt-5.6-sol", input=text, max_output_tokens=10)\n';
    const chat = 'from openai import OpenAI\nclient = OpenAI()\nmessages = []\ndef ask(text):\n    messages.append({"role": "user", "content": text})\n    return client.chat.completions.create(model="gpt-4o", messages=messages, max_completion_tokens=99)\n';
    const { out } = await promptcost(project({ 'a.py': loops, 'b.py': chat }), ['calls']);
    expect(out).toMatch(/\$0\.\d+ × 3 loop\n/);
    expect(out).toMatch(/, 100 turns \$\d/);
  });

  it('lists calls with model, tokens and cost, and sums them up', async () => {
    const { code, out } = await promptcost(project({ 'a.py': UNCAPPED, 'b.ts': "import OpenAI from 'openai';\nexport const ask = (model: string) => new OpenAI().responses.create({ model, input: 'hi', max_output_tokens: 10 });\n" }), ['calls']);
    expect(code).toBe(0);
    expect(out).toMatch(/^a\.py\n {2}7:12 {2}OpenAI\(\)\.chat\.completions\.create {2}gpt-4\.1 +in .+, out .+ \$/m);
    expect(out).toMatch(/^b\.ts\n.*model not known here/m);
    expect(out).toContain('2 calls.');
  });
});
