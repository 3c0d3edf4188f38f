/** Wrappers and SDKs that a user describes in `promptcost.json`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { createWorkspace } from '../../server/core/index.ts';
import { sourceExtensions } from '../../server/host/files/extensions.ts';
import { createNodeHost } from '../../server/host/node-host.ts';
import { judgeSettings, promptcostJsonSchema } from '../../server/host/settings/settings-schema.ts';
import { lineStarts, positionAt } from '../../server/core/model/text.ts';
import { callLine } from '../support/calls.ts';
import { project, promptcost } from '../cli/support.ts';

/** The files of the page about it: a path on a line, then its fence. */
function example(): Record<string, string> {
  const page = readFileSync(new URL('../../docs/own-sdks.md', import.meta.url), 'utf8');
  return Object.fromEntries([...page.matchAll(/^`([\w./]+)`\n\n```\w+\n([\s\S]*?)^```/gm)].map(([, path, text]) => [path!, text!]));
}

function editor(files: Readonly<Record<string, string>>) {
  const root = project(files);
  const host = createNodeHost({ roots: [root], extensions: sourceExtensions(catalog), ruleIds: [], judge: judgeSettings, countTokens: () => ({ low: 1, high: 1 }), today: '2026-11-23' });
  const workspace = createWorkspace(catalog, host);
  const calls = (path: string): readonly string[] => (workspace.analyze(`${root}/${path}`)?.calls ?? []).map((call) => callLine(call, path, positionAt(lineStarts(files[path]!), call.site.start).line + 1));
  return { root, host, workspace, calls };
}

const WRAPPER = { name: 'W', provider: 'openai', packages: ['myapp.llm'], operations: [{ paths: ['ask'], parameters: { model: 'model', prompt: { names: 'text', position: 0 } } }] };
const settings = (...sdks: readonly object[]): string => JSON.stringify({ sdks });
const MODULE = { 'myapp/__init__.py': '', 'myapp/llm.py': 'def ask(text, model=None):\n    ...\n' };

describe('an SDK of one’s own', () => {
  it('is found as the page about it says, in the editor', () => {
    const { calls, host } = editor(example());
    expect(calls('service.py')).toEqual([
      'service.py:3 company-llm ask model=gpt-5.6-luna cap=64',
      'service.py:5 company-llm Chat().send model=gpt-5.6-terra system=known retries=1',
    ]);
    expect(calls('web/page.ts')).toEqual(['web/page.ts:3 company-llm ask model=gpt-5.6-luna cap=64']);
    expect(host.configProblems()).toEqual([]);
  });

  it('… and on the command line', async () => {
    const { out } = await promptcost(project(example()), ['calls', '--format', 'json']);
    const { calls } = JSON.parse(out) as { calls: readonly { readonly path: string; readonly line: number; readonly sdk: string }[] };
    expect(calls.map(({ path, line, sdk }) => `${path}:${line} ${sdk}`)).toEqual(['service.py:3 company-llm', 'service.py:5 company-llm', 'web/page.ts:3 company-llm']);
  });

  it('may write a text of its own around what it is given', async () => {
    const own = { ...WRAPPER, operations: [{ ...WRAPPER.operations[0], ownText: { tokens: [200, 900], what: 'its own instructions' } }] };
    const { out } = await promptcost(project({ ...MODULE, 'promptcost.json': settings(own), 'app.py': 'from myapp.llm import ask\nask("Hello", model="gpt-4.1")\n' }), ['calls', '--format', 'json']);
    const [call] = (JSON.parse(out) as { calls: readonly { readonly inputTokens: object; readonly assumptions: readonly string[] }[] }).calls;
    expect(call!.inputTokens).toEqual({ low: 208, high: 908 });
    expect(call!.assumptions).toContain('The library adds its own instructions: 200–900 tokens.');
  });

  it.each([
    ['from myapp.llm import ask\n', 'ask'],
    ['import myapp.llm\n', 'myapp.llm.ask'],
    ['import myapp.llm as llm\n', 'llm.ask'],
    ['from myapp import llm\n', 'llm.ask'],
    ['from .llm import ask\n', 'ask'],
    ['from . import llm\n', 'llm.ask'],
  ])('is a module of the workspace under whatever name: %j', async (line, callee) => {
    const files = { ...MODULE, 'promptcost.json': settings(WRAPPER), 'myapp/use.py': `${line}${callee}("Hello", model="gpt-5.6-luna")\n` };
    expect(editor(files).calls('myapp/use.py')).toEqual(['myapp/use.py:2 w ask model=gpt-5.6-luna']);
    expect(JSON.parse((await promptcost(project(files), ['calls', '--format', 'json'])).out)).toMatchObject({ calls: [{ path: 'myapp/use.py' }] });
  });

  it('is one in JavaScript by an alias, a relative name, or a barrel', () => {
    const sdk = { name: 'W', packages: ['./src/lib/llm'], operations: [{ paths: ['ask'], parameters: { model: 'model', prompt: 'text' } }] };
    const call = "await ask({ model: 'gpt-5.6-luna', text: 'Hello' });\n";
    const { calls } = editor({
      'promptcost.json': settings(sdk),
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/lib/llm.ts': 'export async function ask(request: object) { return request; }\n',
      'src/lib/index.ts': "export * from './llm';\n",
      'src/a.ts': `import { ask } from '@/lib/llm';\n${call}`,
      'src/b.ts': `import { ask } from './lib/llm.js';\n${call}`,
      'src/c.ts': `import { ask } from './lib';\n${call}`,
      'src/d.ts': `import { ask } from './other/lib/llm';\n${call}`,
      'src/other/lib/llm.ts': 'export async function ask(request: object) { return request; }\n',
    });
    for (const file of ['src/a.ts', 'src/b.ts', 'src/c.ts']) expect(calls(file)).toEqual([`${file}:2 w ask model=gpt-5.6-luna`]);
    expect(calls('src/d.ts')).toEqual([]);
  });

  it('holds for its folder and below', () => {
    const use = 'from myapp.llm import ask\nask("Hello", model="gpt-5.6-luna")\n';
    const { calls } = editor({ ...MODULE, 'a/promptcost.json': settings(WRAPPER), 'a/deep/use.py': use, 'b/use.py': use });
    expect(calls('a/deep/use.py')).toHaveLength(1);
    expect(calls('b/use.py')).toEqual([]);
  });

  it('leaves the SDKs that are known as they are', () => {
    const { calls } = editor({ 'promptcost.json': settings(WRAPPER), 'use.py': 'import openai\nopenai.OpenAI().chat.completions.create(model="gpt-5.6-luna", messages=[])\n' });
    expect(calls('use.py')).toEqual(['use.py:2 openai OpenAI().chat.completions.create model=gpt-5.6-luna cap=-']);
  });

  it('says where a mistake is, and keeps what is right', () => {
    const text = `{ "sdks": [
  { "name": "No packages", "operations": [] },
  {
    "name": "W", "packages": ["myapp.llm"], "colour": "blue",
    "operations": [
      { "paths": ["ask"], "parameters": { "model": "model" } },
      { "paths": "tell", "parameters": {} },
      { "paths": ["say"], "parameters": { "modle": "model" } },
      { "paths": ["sing"], "parameters": { "model": 5 }, "cap": { "absent": "fixed" } }
    ]
  }
], "callsPerDay": 5 }`;
    const { host, calls, root } = editor({ ...MODULE, 'promptcost.json': text, 'use.py': 'from myapp.llm import ask\nask(model="gpt-5.6-luna")\n' });
    expect(calls('use.py')).toEqual(['use.py:2 w ask model=gpt-5.6-luna']);
    expect(host.config(`${root}/use.py`).callsPerDay).toBe(5);
    expect(host.configProblems().map(({ line, message }) => `${line} ${message.replace(/ It is not used.*| None of.*/, '')}`)).toEqual([
      '2 sdks.0.packages: must be a list of import names, or { "python": […], "javascript": […] }, but is nothing.',
      '4 sdks.1.colour: there is no "colour" here.',
      '7 sdks.1.operations.1.paths: must be a list, but is "tell".',
      '8 sdks.1.operations.2.parameters.modle: there is no "modle" here; did you mean "model"?',
      '9 sdks.1.operations.3.parameters.model: must be a name, a list of names, or { "names": …, "position": … }, but is 5.',
      '9 sdks.1.operations.3.cap: has "tokens" exactly where "absent" is "fixed", but is {"absent":"fixed"}.',
    ]);
  });

  it('is part of the JSON schema that editors complete from', () => {
    const { properties } = promptcostJsonSchema([]) as { properties: { sdks: { items: { properties: Record<string, object>; required: readonly string[] } } } };
    expect(properties.sdks.items.required).toEqual(['name', 'packages', 'operations']);
    expect(Object.keys(properties.sdks.items.properties)).toContain('operations');
  });
});
