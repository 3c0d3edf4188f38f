/** The language server as a client that pulls diagnostics meets it. */
import { afterEach, describe, expect, it } from 'vitest';
import { CodeActionKind, DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { eventually, pullingClient, startClient, type ClientOptions, type TestClient } from './client.ts';

const uncapped = `import OpenAI from 'openai';

const client = new OpenAI();

export async function answer(question: string) {
  return client.chat.completions.create({
    model: 'gpt-4.1',
    messages: [{ role: 'user', content: question }],
  });
}
`;

const handbook = Array.from({ length: 400 }, (_, index) => `Rule ${index}: answer politely, name the order number and never promise a refund before it is checked.`).join('\\n');

const prompts = `export const HANDBOOK = '${handbook}';\n`;
const support = `import Anthropic from '@anthropic-ai/sdk';
import { HANDBOOK } from './prompts';

const client = new Anthropic();

export async function reply(message: string) {
  return client.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 800,
    system: HANDBOOK,
    messages: [{ role: 'user', content: message }],
  });
}
`;

const label = `import anthropic

client = anthropic.Anthropic()


def classify(ticket):
    return client.messages.create(
        model="claude-opus-4-6",
        max_tokens=50,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": ticket}],
    )
`;

let clients: TestClient[] = [];
async function start(files: Readonly<Record<string, string>> = {}, options: ClientOptions = {}): Promise<TestClient> {
  const client = await startClient(files, options);
  clients.push(client);
  return client;
}
afterEach(async () => {
  const started = clients;
  clients = [];
  for (const client of started) await client.stop();
});

const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('diagnostics', () => {
  it('come when asked for, with rule, severity and source', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const [found] = await client.diagnostics('app.ts');
    expect(found).toMatchObject({ code: 'missing-max-tokens', source: 'promptcost' });
    expect(found!.message).toMatch(/\$\d/);
    expect(client.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  });

  it('are not sent again while nothing changed', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const first = await client.pull('app.ts');
    expect(first.kind).toBe('full');
    expect(await client.pull('app.ts', first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.edit('app.ts', "model: 'gpt-4.1',", "model: 'gpt-4.1',\n    max_completion_tokens: 500,");
    expect(await client.pull('app.ts', first.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  it('count columns in UTF-16 units', async () => {
    const client = await start();
    await client.open('app.ts', uncapped.replace('return client', "const smile = '😀😀'; return client"));
    const [found] = await client.diagnostics('app.ts');
    const line = client.text('app.ts').split('\n')[found!.range.start.line]!;
    expect(line.slice(found!.range.start.character)).toMatch(/^client\.chat\.completions\.create|^create/);
  });

  it('name the places they rest on in other files', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    const found = (await client.diagnostics('support.ts')).find(({ code }) => code === 'missing-cache-control');
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain(client.uri('prompts.ts'));
  });

  it('are those of the text in the editor, not of the disk', async () => {
    const client = await start({ 'app.ts': uncapped });
    await client.open('app.ts', 'export {};\n');
    expect(await client.rules('app.ts')).toEqual([]);
  });

  it('come for a file that was never saved, and for one outside every folder', async () => {
    const client = await start({}, { folders: ['inside'] });
    await client.open('untitled:Untitled-1', uncapped, 'typescript');
    expect(await client.rules('untitled:Untitled-1')).toEqual(['missing-max-tokens']);
    await client.open('elsewhere.ts', uncapped);
    expect(await client.rules('elsewhere.ts')).toEqual(['missing-max-tokens']);
  });

  it('do not read the neighbours of a file outside every folder', async () => {
    const client = await start({ 'prompts.ts': prompts }, { folders: ['inside'] });
    await client.open('support.ts', support);
    expect(await client.rules('support.ts')).not.toContain('missing-cache-control');
  });
});

describe('other files', () => {
  it('are looked at anew when an open file they use changes what it exports', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    await client.open('prompts.ts', prompts);
    expect(await client.rules('support.ts')).toContain('missing-cache-control');
    await client.hints('support.ts');
    await client.edit('prompts.ts', handbook, 'Be brief.');
    // Looking at it for another reason does not make what is on the screen any newer.
    await client.actions('support.ts', everywhere);
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0 && client.seen.hintRefreshes > 0);
    expect(await client.rules('support.ts')).not.toContain('missing-cache-control');
  });

  it('are left alone when the change shows nothing new', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    await client.open('prompts.ts', prompts);
    await client.rules('support.ts');
    await client.edit('prompts.ts', 'export const', '// The whole handbook.\nexport const');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(client.seen.diagnosticRefreshes).toBe(0);
  });

  it('are looked at anew when a file appears or changes on the disk', async () => {
    const client = await start();
    await client.open('support.ts', support);
    expect(await client.rules('support.ts')).not.toContain('missing-cache-control');
    await client.writeAndTell('prompts.ts', prompts, 1);
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    expect(await client.rules('support.ts')).toContain('missing-cache-control');
    expect(client.seen.registered).toContain('workspace/didChangeWatchedFiles');
  });

  it('are looked at anew when a text they read changes in its editor or on the disk', async () => {
    const reader = support.replace("import { HANDBOOK } from './prompts';", "import { readFileSync } from 'node:fs';\nimport { join } from 'node:path';\n\nconst HANDBOOK = readFileSync(join(__dirname, 'prompts', 'handbook.md'), 'utf8');");
    const text = handbook.replaceAll('\\n', '\n');
    const client = await start({ 'prompts/handbook.md': 'Be brief.' });
    await client.open('support.ts', reader);
    expect(await client.rules('support.ts')).toEqual([]);
    await client.writeAndTell('prompts/handbook.md', text);
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    const found = (await client.diagnostics('support.ts')).find(({ code }) => code === 'missing-cache-control');
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toEqual([client.uri('prompts/handbook.md')]);
    const before = client.seen.diagnosticRefreshes;
    await client.open('prompts/handbook.md', text, 'markdown');
    await client.edit('prompts/handbook.md', text, 'Be brief.');
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > before);
    expect(await client.rules('support.ts')).toEqual([]);
    expect(await client.rules('prompts/handbook.md')).toEqual([]);
  });

  it('are looked at anew when a picture they carry becomes larger', async () => {
    const gif = (width: number, height: number): string => `GIF89a${String.fromCharCode(width % 256, width / 256, height % 256, height / 256)}`;
    const code = "import { readFileSync } from 'node:fs';\nimport Anthropic from '@anthropic-ai/sdk';\nconst data = readFileSync('chart.gif', 'base64');\nawait new Anthropic().messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/gif', data } }] }] });\n";
    const client = await start({ 'chart.gif': gif(100, 100) });
    await client.open('app.ts', code);
    await client.diagnostics('app.ts');
    const before = await client.hover('app.ts', client.at('app.ts', 'messages.create'));
    expect(client.seen.watched.some((pattern) => pattern.includes('gif'))).toBe(true);
    await client.writeAndTell('chart.gif', gif(1024, 1024));
    await eventually('other figures', async () => JSON.stringify(await client.hover('app.ts', client.at('app.ts', 'messages.create'))) !== JSON.stringify(before));
  });

  it('are looked at anew when the text they read appears', async () => {
    const client = await start();
    await client.open('support.ts', support.replace("import { HANDBOOK } from './prompts';", "import HANDBOOK from './handbook.md';"));
    expect(await client.rules('support.ts')).toEqual([]);
    await client.writeAndTell('handbook.md', handbook.replaceAll('\\n', '\n'), 1);
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    expect(await client.rules('support.ts')).toContain('missing-cache-control');
  });

  it('asks for the documents it reads texts from', async () => {
    const synchronization = { dynamicRegistration: true };
    const client = await start({}, { capabilities: { ...pullingClient, textDocument: { ...pullingClient.textDocument, synchronization } } });
    await client.open('app.ts', uncapped);
    await client.rules('app.ts');
    expect(client.seen.registered).toEqual(expect.arrayContaining(['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose']));
  });
});

describe('callers in files that nobody opened', () => {
  const handed = `def answer(client, question):
    return client.chat.completions.create(model="gpt-4.1", max_completion_tokens=300, messages=[{"role": "user", "content": question}])
`;
  const caller = `from openai import OpenAI
from answers import answer

print(answer(OpenAI(), "Which plan is the cheapest?"))
`;
  const other = `from somewhere import make
from answers import answer

print(answer(make(), "Which plan is the cheapest?"))
`;

  it('hand a function its client', async () => {
    const client = await start({ 'main.py': caller, 'answers.py': handed });
    await client.open('answers.py', handed);
    expect(await client.hints('answers.py')).toEqual([]);
    await eventually('a refresh', () => client.seen.hintRefreshes > 0);
    expect((await client.hints('answers.py'))[0]!.label).toMatch(/^≈ \$/);
  });

  it('are followed while they are edited, come and go', async () => {
    const client = await start({ 'main.py': other, 'answers.py': handed });
    await client.open('answers.py', handed);
    await client.open('main.py', other);
    const calls = async (): Promise<boolean> => (await client.hints('answers.py')).length > 0;
    expect(await calls()).toBe(false);
    await client.edit('main.py', 'from somewhere import make', 'from openai import OpenAI as make');
    await eventually('a hint', calls);
    await client.edit('main.py', 'answer(make()', 'print(make()');
    await eventually('no hint', async () => !(await calls()));
    await client.writeAndTell('further.py', caller, 1);
    await eventually('a hint', calls);
    expect(client.seen.logs).toEqual([]);
  });

  it('are answered by a function that names no SDK, and is told so', async () => {
    const asks = `from answers import answer


def cheapest(client):
    return answer(client, "Which plan is the cheapest?")
`;
    const client = await start({ 'main.py': `from openai import OpenAI\nfrom asks import cheapest\n\nprint(cheapest(OpenAI()))\n`, 'answers.py': handed, 'asks.py': asks });
    await client.open('asks.py', asks);
    await eventually('a hint', async () => (await client.hints('asks.py')).length > 0);
  });

  it('change nothing where none matters', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    await client.rules('support.ts');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(client.seen.diagnosticRefreshes).toBe(0);
  });
});

describe('inlay hints', () => {
  it('stand at the end of the line where the arguments begin', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const [hint] = await client.hints('app.ts');
    expect(hint!.label).toMatch(/^≈ \$[\d.]+–[\d.]+ · in \d+–\d+ · out ≤ 33k$/);
    expect(hint!.position).toEqual(client.at('app.ts', 'create({', 'create({'.length));
  });

  it('say so where the model is not known, and never guess', async () => {
    const client = await start();
    await client.open('app.ts', uncapped.replace('question: string', 'question: string, model: string').replace("model: 'gpt-4.1'", 'model'));
    const [hint] = await client.hints('app.ts');
    expect(hint!.label).toMatch(/^model not known here/);
  });

  it('stay while the call is being typed', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    await client.edit('app.ts', "    messages: [{ role: 'user', content: question }],\n  });\n}", '    messages: [{ role: ');
    expect((await client.hints('app.ts'))[0]!.label).toMatch(/^≈ \$/);
  });

  it('have the whole account as their tooltip', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const [hint] = await client.hints('app.ts');
    const resolved = await client.connection.sendRequest('inlayHint/resolve', hint);
    expect(resolved).toMatchObject({ tooltip: { kind: 'markdown', value: expect.stringContaining('Prices as of') as string } });
  });

  it('can be switched off', async () => {
    const client = await start({}, { settings: { inlayHints: { enabled: false } } });
    await client.open('app.ts', uncapped);
    expect(await client.hints('app.ts')).toEqual([]);
  });

  it('show money a month only where a volume is stated', async () => {
    const client = await start();
    await client.open('app.ts', uncapped.replace('  return', '  // promptcost: calls=50000/day\n  return'));
    expect((await client.hints('app.ts'))[0]!.label).toMatch(/ · \$[\d,.]+–[\d,.]+ \/ month$/);
  });

  it('say where they are measured, and follow the file of what was measured', async () => {
    const usage = (calls: number) => {
      const tokens = { p50: 2000, p95: 3000, mean: 2100 };
      const triage = { calls, callsPerDay: calls, input: tokens, output: { p50: 40, p95: 90, mean: 45 }, cacheReadShare: null, cacheWriteShare: null, models: ['gpt-4.1'] };
      return JSON.stringify({ version: 1, from: '2026-11-01', to: '2026-11-02', labels: { triage }, functions: {}, models: {}, totals: {} });
    };
    const client = await start({ '.promptcost/usage.json': usage(1000) });
    await client.open('app.ts', uncapped.replace('  return', '  // promptcost: label=triage\n  return'));
    const [before] = await client.hints('app.ts');
    expect(before!.label).toMatch(/ · in 2k–3k · .* \/ month · measured$/);
    await client.writeAndTell('.promptcost/usage.json', usage(2000));
    await eventually('a refresh', () => client.seen.hintRefreshes > 0);
    const [after] = await client.hints('app.ts');
    expect(after!.label).not.toBe(before!.label);
    await client.writeAndTell('.promptcost/usage.json', '{');
    await eventually('another refresh', () => client.seen.hintRefreshes > 1);
    expect((await client.hints('app.ts'))[0]!.label).not.toMatch(/measured/);
    await eventually('a message', () => client.seen.messages.some((message) => message.includes('usage.json:1')));
  });
});

describe('measured usage', () => {
  it.each(['.promptcost', '.promptcost/usage.json'])('holds as soon as it is imported, when a watcher tells of %s', async (told) => {
    const client = await start();
    await client.open('app.ts', uncapped.replace('  return', '  // promptcost: label=answer\n  return'));
    expect((await client.hints('app.ts'))[0]!.label).not.toContain('measured');
    const tokens = { p50: 2000, p95: 3000, mean: 2100 };
    const answer = { calls: 10, callsPerDay: 10, input: tokens, output: tokens, cacheReadShare: null, cacheWriteShare: null, models: ['gpt-4.1'] };
    client.write('.promptcost/usage.json', JSON.stringify({ version: 1, from: '2026-11-01', to: '2026-11-02', labels: { answer }, functions: {}, models: {}, totals: {} }));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(told), type: 1 }] });
    expect((await client.hints('app.ts'))[0]!.label).toContain('measured');
  });

  it('holds where a watcher tells of the folder alone, before there is anything in it', async () => {
    const client = await start();
    await client.open('app.ts', uncapped.replace('  return', '  // promptcost: label=answer\n  return'));
    expect((await client.hints('app.ts'))[0]!.label).not.toContain('measured');
    const before = client.seen.hintRefreshes;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('.promptcost'), type: 1 }] });
    await eventually('a look', () => client.seen.hintRefreshes > before);
    const tokens = { p50: 2000, p95: 3000, mean: 2100 };
    const answer = { calls: 10, callsPerDay: 10, input: tokens, output: tokens, cacheReadShare: null, cacheWriteShare: null, models: ['gpt-4.1'] };
    client.write('.promptcost/usage.json', JSON.stringify({ version: 1, from: '2026-11-01', to: '2026-11-02', labels: { answer }, functions: {}, models: {}, totals: {} }));
    await eventually('another look', () => client.seen.hintRefreshes > before + 1);
    expect((await client.hints('app.ts'))[0]!.label).toContain('measured');
  });
});

describe('hover', () => {
  it('gives the account of a call over its callee', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    const account = await client.hover('support.ts', client.at('support.ts', 'messages.create', 3));
    expect(account).toContain('claude-sonnet-4-5');
    expect(account).toMatch(/system prompt.*`HANDBOOK`.*\[prompts\.ts:1\]\(file:/);
    expect(account).toMatch(/cache cold.*\$/);
    expect(account).toMatch(/cache warm.*\$/);
    expect(account).toMatch(/as a batch.*\$/);
    expect(account).toMatch(/claude-haiku.*cheaper/);
    expect(account).toContain('Assumptions');
    expect(account).toMatch(/Prices as of \d{4}-\d\d-\d\d/);
  });

  it('gives the prices of a model over its name', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const prices = await client.hover('app.ts', client.at('app.ts', 'gpt-4.1', 2));
    expect(prices).toMatch(/US dollars a million tokens/);
  });

  it('says of what only counts that it is free', async () => {
    const client = await start();
    await client.open('count.py', 'import anthropic\n\nanthropic.Anthropic().messages.count_tokens(model="claude-opus-5-5", messages=[{"role": "user", "content": "Hello"}])\n');
    expect(await client.hover('count.py', client.at('count.py', 'count_tokens'))).toMatch(/^\*\*Free\*\*: it counts tokens/);
  });

  it('is silent elsewhere', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    expect(await client.hover('app.ts', client.at('app.ts', 'question'))).toBeNull();
  });
});

describe('code lens', () => {
  it('is off until it is asked for', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const ask = () => client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: client.uri('app.ts') } });
    expect(await ask()).toEqual([]);
    await client.changeSettings({ codeLens: { enabled: true } });
    await eventually('a lens', async () => ((await ask()) as unknown[]).length === 1);
  });
});

describe('code actions', () => {
  it('apply a fix to the version it was made for', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const [diagnostic] = await client.diagnostics('app.ts');
    const actions = await client.actions('app.ts', diagnostic!.range);
    const fix = actions.find(({ edit, diagnostics }) => edit !== undefined && diagnostics?.[0]?.code === 'missing-max-tokens')!;
    expect(fix.kind).toBe(CodeActionKind.QuickFix);
    await client.apply(fix.edit);
    expect(await client.rules('app.ts')).toEqual([]);
    await expect(client.apply(fix.edit)).rejects.toThrow(/version/);
  });

  it('mark safe fixes as preferred and the others in their title', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    const fixes = (await client.actions('support.ts', everywhere)).filter(({ edit, title }) => edit !== undefined && !title.startsWith('Ignore'));
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) expect(fix.isPreferred === true).toBe(!fix.title.endsWith('(may change behaviour)'));
  });

  it('offer all safe fixes at once, only when asked for that kind', async () => {
    const client = await start({ 'prompts.ts': prompts });
    await client.open('support.ts', support);
    expect((await client.actions('support.ts', everywhere)).map(({ kind }) => kind)).not.toContain('source.fixAll.promptcost');
    const [all, ...more] = await client.actions('support.ts', everywhere, { only: ['source.fixAll'] });
    expect(more).toEqual([]);
    expect(all!.kind).toBe('source.fixAll.promptcost');
    await client.apply(all!.edit);
    expect(client.text('support.ts')).toContain('cache_control');
    expect(await client.rules('support.ts')).not.toContain('missing-cache-control');
    expect(await client.actions('support.ts', everywhere, { only: ['source.fixAll'] })).toEqual([]);
  });

  it('write an evaluation that compares two models, under a name that is free', async () => {
    const capabilities = { ...pullingClient, workspace: { ...pullingClient.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } } };
    const client = await start({ 'promptfooconfig.yaml': 'prompts: []\n' }, { capabilities });
    await client.open('src/label.py', label);
    const evaluation = (await client.actions('src/label.py', everywhere)).find(({ title }) => title.startsWith('Compare claude-haiku-5-5'))!;
    expect(evaluation.title).toBe('Compare claude-haiku-5-5 with claude-opus-4-6 on this prompt (writes promptfooconfig-2.yaml)');
    const [create, edit] = evaluation.edit!.documentChanges!;
    expect(create).toEqual({ kind: 'create', uri: client.uri('promptfooconfig-2.yaml'), options: { overwrite: false, ignoreIfExists: false } });
    expect(JSON.stringify(edit)).toContain('anthropic:messages:claude-haiku-5-5');
    const unable = await start();
    await unable.open('src/label.py', label);
    expect((await unable.actions('src/label.py', everywhere)).filter(({ title }) => title.startsWith('Compare claude'))).toEqual([]);
  });

  it('keep one finding quiet, or a rule in the file', async () => {
    for (const title of ['Ignore missing-max-tokens here', 'Ignore missing-max-tokens in this file']) {
      const client = await start();
      await client.open('app.ts', uncapped);
      const action = (await client.actions('app.ts', everywhere)).find((candidate) => candidate.title === title)!;
      await client.apply(action.edit);
      expect(client.text('app.ts')).toMatch(/\/\/ promptcost: ignore(-file)?\[missing-max-tokens\]\n/);
      expect(await client.rules('app.ts')).toEqual([]);
    }
  });

  it('remove a suppression that holds nothing back', async () => {
    const client = await start();
    const clean = 'export const a = 1;\n';
    await client.open('app.ts', `// promptcost: ignore[missing-max-tokens] old\n${clean}`);
    expect(await client.rules('app.ts')).toEqual(['unused-suppression']);
    const [action] = await client.actions('app.ts', everywhere);
    await client.apply(action!.edit);
    expect(client.text('app.ts')).toBe(clean);
  });

  it('open the page of the rule: by the client where it has pages, else by the server', async () => {
    const withPages = await start({}, { initializationOptions: { rulePageScheme: 'promptcost-rule' } });
    await withPages.open('app.ts', uncapped);
    expect((await withPages.diagnostics('app.ts'))[0]!.codeDescription).toEqual({ href: 'promptcost-rule:/missing-max-tokens.md' });
    const explain = (await withPages.actions('app.ts', everywhere)).find(({ command }) => command !== undefined)!;
    expect(explain.command).toMatchObject({ command: 'promptcost.explainRule', arguments: ['missing-max-tokens'] });
    expect(await withPages.connection.sendRequest('promptcost/rulePage', { rule: 'missing-max-tokens' })).toMatch(/^# missing-max-tokens\n/);
    expect(await withPages.connection.sendRequest('promptcost/rulePage', { rule: 'no-such-rule' })).toBeNull();

    const without = await start();
    await without.open('app.ts', uncapped);
    const shown = (await without.actions('app.ts', everywhere)).find(({ command }) => command !== undefined)!;
    await without.connection.sendRequest('workspace/executeCommand', { command: shown.command!.command, arguments: shown.command!.arguments });
    await eventually('the page', () => without.seen.messages.some((message) => message.includes('# missing-max-tokens')));
  });
});

describe('compare costs', () => {
  it('is offered at a call and leads to a page', async () => {
    const client = await start({}, { initializationOptions: { rulePageScheme: 'promptcost-rule' } });
    await client.open('app.ts', uncapped);
    const action = (await client.actions('app.ts', everywhere)).find(({ title }) => title === 'Compare costs…')!;
    expect(action).toMatchObject({ kind: 'refactor.promptcost.compare', command: { command: 'promptcost.whatIf' } });
    const [uri, callee] = action.command!.arguments as [string, number];
    expect(await client.connection.sendRequest('promptcost/whatIf', { uri, callee })).toContain('| as it is, on');
    expect(await client.connection.sendRequest('promptcost/whatIf', { uri, callee: callee + 1 })).toBeNull();
  });

  it('is shown by the server where the client has no pages', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const { command } = (await client.actions('app.ts', everywhere)).find(({ title }) => title === 'Compare costs…')!;
    await client.connection.sendRequest('workspace/executeCommand', { command: command!.command, arguments: command!.arguments });
    await eventually('the page', () => client.seen.messages.some((message) => message.includes('# What if')));
  });
});

describe('settings', () => {
  it('of the editor decide severities', async () => {
    const client = await start({}, { settings: { rules: { 'missing-max-tokens': 'error' } } });
    await client.open('app.ts', uncapped);
    expect((await client.diagnostics('app.ts'))[0]!.severity).toBe(DiagnosticSeverity.Error);
    await client.changeSettings({ rules: { 'missing-max-tokens': 'off' } });
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    expect(await client.rules('app.ts')).toEqual([]);
  });

  it('that are wrong are named once, and nothing dies', async () => {
    const client = await start({}, { settings: { rules: { 'missing-max-tokens': 'loud' }, callsPerDay: 'many', codeLens: { enabled: 3 } } });
    await client.open('app.ts', uncapped);
    expect(await client.rules('app.ts')).toEqual(['missing-max-tokens']);
    expect(client.seen.messages).toHaveLength(1);
    const [message] = client.seen.messages;
    expect(message).toContain('The output names 2 more.');
    for (const key of ['promptcost.rules.missing-max-tokens', 'promptcost.callsPerDay', 'promptcost.codeLens.enabled']) expect(client.seen.logs.join('\n')).toContain(key);
    expect(client.seen.status.at(-1)).toMatchObject({ health: 'warning' });
    await client.changeSettings({});
    await eventually('a good status', () => client.seen.status.at(-1)?.health === 'ready');
  });

  it('in promptcost.json go before those of the editor, and follow the file', async () => {
    const client = await start({ 'promptcost.json': '{ "rules": { "missing-max-tokens": "hint" } }' }, { settings: { rules: { 'missing-max-tokens': 'error' } } });
    await client.open('app.ts', uncapped);
    expect((await client.diagnostics('app.ts'))[0]!.severity).toBe(DiagnosticSeverity.Hint);
    await client.writeAndTell('promptcost.json', '{ "rules": { "missing-max-tokens": "off" } }');
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    expect(await client.rules('app.ts')).toEqual([]);
    await client.writeAndTell('promptcost.json', '{ "rules": ');
    await eventually('a message', () => client.seen.messages.some((message) => message.startsWith('promptcost: promptcost.json:1: ')));
    expect((await client.diagnostics('app.ts'))[0]!.severity).toBe(DiagnosticSeverity.Error);
  });

  it('that never come are replaced by the defaults', async () => {
    const client = await start({}, { capabilities: { ...pullingClient, workspace: { ...pullingClient.workspace, configuration: false } } });
    await client.open('app.ts', uncapped);
    expect(await client.rules('app.ts')).toEqual(['missing-max-tokens']);
  });
});

describe('the session', () => {
  it('follows workspace folders that come and go', async () => {
    const client = await start({ 'lib/prompts.ts': prompts }, { folders: ['other'] });
    await client.open('lib/support.ts', support);
    expect(await client.rules('lib/support.ts')).not.toContain('missing-cache-control');
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: client.uri('lib'), name: 'lib' }], removed: [] } });
    await eventually('a refresh', () => client.seen.diagnosticRefreshes > 0);
    expect(await client.rules('lib/support.ts')).toContain('missing-cache-control');
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: client.uri('lib'), name: 'lib' }] } });
    await eventually('a second refresh', () => client.seen.diagnosticRefreshes > 1);
    expect(await client.rules('lib/support.ts')).not.toContain('missing-cache-control');
  });

  it('ends a request that is cancelled, and goes on', async () => {
    const client = await start();
    await client.open('app.ts', uncapped);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: client.uri('app.ts') } }, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    expect(await client.rules('app.ts')).toEqual(['missing-max-tokens']);
  });

  it('says that it is ready, and how old the prices are', async () => {
    const client = await start();
    await eventually('a status', () => client.seen.status.some(({ health, message }) => health === 'ready' && /^prices as of \d{4}-\d\d-\d\d$/.test(message)));
  });

  it('takes any text without an error', async () => {
    const client = await start();
    const broken = ['', '\0', '((((((', 'client.messages.create(', "`${`${`", '\ud800', 'import OpenAI from \'openai\'; new OpenAI().chat.completions.create({model:'];
    for (const [index, text] of broken.entries()) {
      await client.open(`broken${index}.ts`, text);
      await client.rules(`broken${index}.ts`);
      await client.hints(`broken${index}.ts`);
      await client.actions(`broken${index}.ts`, everywhere);
    }
    expect(client.seen.logs).toEqual([]);
  });
});
