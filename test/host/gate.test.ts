import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/catalog.ts';
import { createWorkspace } from '../../server/core/index.ts';
import { searchFor } from '../../server/host/gate/byte-search.ts';
import { sourceExtensions } from '../../server/host/files/extensions.ts';
import { listFiles } from '../../server/host/files/files.ts';
import { findCallFiles, type GateResult } from '../../server/host/gate/gate.ts';
import { createNodeHost } from '../../server/host/node-host.ts';
import { sdkWords } from '../../server/host/gate/sdk-words.ts';
import { createByteReader } from '../../server/host/files/source-files.ts';
import { project } from '../cli/support.ts';

const extensions = sourceExtensions(catalog);

/** What the gate lets through, the files in which the engine finds calls when it looks at all of them, and those in which it finds as many when the gate says of each what it may call. */
function gate(files: Readonly<Record<string, string>>) {
  const root = project(files);
  const listing = listFiles([root], { extensions, boundary: [root] });
  const reader = createByteReader(catalog.containers);
  const host = createNodeHost({ roots: [root], extensions, ruleIds: [], judge: null, reader, containers: catalog.containers, countTokens: () => ({ low: 1, high: 1 }), today: '2026-11-23' });
  let found: GateResult | null = null;
  const workspace = createWorkspace(catalog, { ...host, callersOf: (file, name) => found?.callersOf(file, [name]) ?? [], importersOf: (file) => found?.importersOf(file) ?? [] });
  found = findCallFiles({
    files: listing.files, words: sdkWords(catalog), languageOf: workspace.languageOf, layout: (folder) => host.layout(`${folder}/_`), reader, projects: listing.projects,
  });
  const extractions = workspace.counters.extractions;
  const withCalls = listing.files.filter((file) => (workspace.analyze(file)?.calls.length ?? 0) > 0);
  const short = (paths: readonly string[]) => paths.map((file) => file.slice(root.length + 1));
  const told = createWorkspace(catalog, { ...host, callersOf: (file, name) => found.callersOf(file, [name]), importersOf: found.importersOf, mayCallBy: found.mayCallBy });
  const asTold = listing.files.filter((file) => (told.analyze(file)?.calls.length ?? 0) > 0);
  return { through: short(found.files), withCalls: short(withCalls), asTold: short(asTold), extractions };
}

const ASK = 'def ask(q):\n    return client.messages.create(model="claude-opus-4-5", max_tokens=9, messages=[{"role": "user", "content": q}])\n';
const CREATE = "chat.completions.create({ model: 'gpt-4.1', messages: [] })";

/** Each: the files, and those that hold calls. What passes the gate must include them. */
const CHAINS: Readonly<Record<string, readonly [Readonly<Record<string, string>>, readonly string[]]>> = {
  'a client in another module': [{ 'llm.py': 'import anthropic\nclient = anthropic.Anthropic()\n', 'use.py': `from llm import client\n${ASK}` }, ['use.py']],
  'a package that hands it on': [
    { 'app/llm/__init__.py': 'from .clients import client\n', 'app/llm/clients.py': 'from anthropic import Anthropic\nclient = Anthropic()\n', 'app/__init__.py': '', 'app/use.py': `from .llm import client\n${ASK}`, 'app/llm/near.py': `from . import client\n${ASK}` },
    ['app/use.py', 'app/llm/near.py'],
  ],
  'a notebook beside it': [{ 'llm.py': 'import anthropic\nclient = anthropic.Anthropic()\n', 'use.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['from llm import client\n', 'x = "\\\\"'] }, { cell_type: 'code', source: ASK }] }) }, ['use.ipynb']],
  'a notebook that runs a file': [{ 'lib/clients.py': 'import anthropic\nclient = anthropic.Anthropic()\n', 'use.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['%run ./lib/clients.py\n', 'x = 1'] }, { cell_type: 'code', source: ASK }] }) }, ['use.ipynb']],
  'an address handed to a function that sends': [
    {
      'net.py': 'import requests\n\ndef post_json(url, body):\n    return requests.post(url, json=body).json()\n',
      'use.py': 'from net import post_json\nCHAT = "https://api.openai.com/v1/chat/completions"\n\ndef ask(text):\n    return post_json(CHAT, {"model": "gpt-4.1", "messages": [{"role": "user", "content": text}]})\n',
    },
    ['use.py'],
  ],
  'an address that a class hands to its base, in a file that nobody names': [
    {
      'base.ts': "export class Base {\n  private url: string;\n  private model: string;\n  constructor(options: { url: string; model: string }) {\n    this.url = options.url;\n    this.model = options.model;\n  }\n  ask(content: string) {\n    return fetch(`${this.url}/chat/completions`, { method: 'POST', body: JSON.stringify({ model: this.model, messages: [{ role: 'user', content }] }) });\n  }\n}\n",
      'x7.ts': "import { Base } from './base';\n\nexport class Near extends Base {\n  constructor() {\n    super({ url: 'https://openrouter.ai/api/v1', model: 'openai/gpt-4.1' });\n  }\n}\n",
    },
    ['base.ts'],
  ],
  'a notebook that imports last': [{ 'use.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: 'import ollama' }, { cell_type: 'code', source: 'ollama.chat(model="llama3", messages=[])' }] }) }, ['use.ipynb']],
  'a client that is handed over': [
    {
      'main.py': 'from anthropic import Anthropic\nfrom steps import classify, rank\nfrom app import App, Extractor\nclient = Anthropic()\nclassify(client, "x")\nrank({"one": Anthropic()}, "x")\nExtractor(App(client))\n',
      'steps/__init__.py': 'from .classify import classify\nfrom .rank import rank\n', 'steps/classify.py': ASK.replace('ask(q)', 'classify(client, q)'), 'steps/rank.py': ASK.replace('ask(q)', 'rank(clients, q)').replace('client.messages', 'clients["one"].messages'),
      'app.py': 'class App:\n    def __init__(self, client):\n        self.client = client\nclass Extractor:\n    def __init__(self, app):\n        self.app = app\n    def ask(self, q):\n        return self.app.client.messages.create(model="claude-opus-4-5", max_tokens=9, messages=[])\n',
      // Nobody who imports it has a client; what is handed over there is something else.
      'unrelated/sms.py': 'def send(client, q):\n    return client.messages.create(to=q)\n', 'unrelated/send.py': 'from twilio.rest import Client\nfrom sms import send\nsend(Client(), "x")\n',
    },
    ['app.py', 'steps/classify.py', 'steps/rank.py'],
  ],
  'a component': [{ 'llm.ts': "import OpenAI from 'openai';\nexport const client = new OpenAI();\n", 'Use.vue': `<script setup lang="ts">\nimport { client } from './llm';\nawait client.${CREATE};\n</script>\n` }, ['Use.vue']],
  'a star import': [{ 'llm.py': 'from anthropic import Anthropic\nclient = Anthropic()\n', 'all.py': 'from llm import *\n', 'use.py': `from all import *\n${ASK}` }, ['use.py']],
  'the class itself, re-exported': [{ 'compat.py': 'from anthropic import Anthropic as Provider\n', 'use.py': `from compat import Provider\nclient = Provider()\n${ASK}` }, ['use.py']],
  'a module object': [{ 'pkg/llm.py': 'import anthropic\nclient = anthropic.Anthropic()\n', 'pkg/__init__.py': '', 'use.py': `import pkg.llm\n${ASK.replace('client', 'pkg.llm.client')}` }, ['use.py']],
  'an inherited attribute': [
    { 'base.py': 'from anthropic import Anthropic\nclass Base:\n    def __init__(self):\n        self.client = Anthropic()\n', 'use.py': `from base import Base\nclass Bot(Base):\n${ASK.replace('def ask(q)', '    def ask(self, q)').replace('    return client', '        return self.client')}` },
    ['use.py'],
  ],
  'a function that returns it, through a barrel': [
    { 'src/llm/client.ts': "import OpenAI from 'openai';\nexport function getClient(): OpenAI {\n  return new OpenAI();\n}\n", 'src/llm/index.ts': "export * from './client.js';\n", 'src/use.ts': `import { getClient } from './llm';\nexport const ask = () => getClient().${CREATE};\n` },
    ['src/use.ts'],
  ],
  'an index imported without a name': [{ 'llm/index.ts': "import OpenAI from 'openai';\nexport const client = new OpenAI();\n", 'llm/use.ts': `import { client } from '.';\nexport const ask = () => client.${CREATE};\n`, 'llm/deep/use.ts': `import { client } from '..';\nexport const ask = () => client.${CREATE};\n` }, ['llm/use.ts', 'llm/deep/use.ts']],
  'a default export under another name': [{ 'client.ts': "import OpenAI from 'openai';\nexport default new OpenAI();\n", 'use.ts': `import ai from './client';\nexport const ask = () => ai.${CREATE};\n` }, ['use.ts']],
  'an alias of tsconfig': [
    { 'tsconfig.json': '{ "compilerOptions": { "paths": { "@llm": ["./lib/openai-client.ts"], "@pkg/*": ["./packages/*/src/main.ts"] } } }', 'lib/openai-client.ts': "import OpenAI from 'openai';\nexport const client = new OpenAI();\n", 'packages/ai/src/main.ts': "import OpenAI from 'openai';\nexport const other = new OpenAI();\n",
      'a.ts': `import { client } from '@llm';\nexport const ask = () => client.${CREATE};\n`, 'b.ts': `import { other } from '@pkg/ai';\nexport const ask = () => other.${CREATE};\n` },
    ['a.ts', 'b.ts'],
  ],
  'a package of the workspace': [
    { 'package.json': '{ "workspaces": ["packages/*"] }', 'packages/ai/package.json': '{ "name": "@x/ai", "main": "dist/index.js" }', 'packages/ai/src/index.ts': "import OpenAI from 'openai';\nexport const client = new OpenAI();\n", 'app/use.ts': `import { client } from '@x/ai';\nexport const ask = () => client.${CREATE};\n` },
    ['app/use.ts'],
  ],
  'a part of a client': [{ 'client.ts': "import OpenAI from 'openai';\nexport const { completions } = new OpenAI().chat;\nexport const service = { talk: new OpenAI().chat.completions };\n", 'use.ts': "import { service } from './client';\nexport const ask = () => service.talk.create({ model: 'gpt-4.1', messages: [] });\n" }, ['use.ts']],
  'a request without an SDK': [{ 'use.py': 'import requests\nrequests.post("https://openrouter.ai/api/v1/chat/completions", json={"model": "x"})\n', 'use.ts': "await fetch('https://api.openai.com/v1/responses', { method: 'POST', body: JSON.stringify({ model: 'x' }) });\n" }, ['use.py', 'use.ts']],
  'an address in another file': [
    { 'config.py': 'URL = "https://api.openai.com/v1/responses"\n', 'use.py': 'import httpx\nfrom config import URL\nhttpx.post(URL, json={"model": "x"})\n', 'idle.py': 'from config import URL\nprint(URL)\n', 'src/url.ts': "export const BASE = 'https://api.openai.com/v1';\n", 'src/use.ts': "import { BASE } from './url';\nawait fetch(`${BASE}/responses`, { method: 'POST', body: '{}' });\n" },
    ['use.py', 'src/use.ts'],
  ],
  'clients that are called themselves': [
    {
      'llm.py': 'from langchain_openai import OpenAI\nllm = OpenAI(model="gpt-4.1")\nclass Holder:\n    def __init__(self):\n        self.model = OpenAI(model="gpt-4.1")\n    @property\n    def other(self):\n        return OpenAI(model="gpt-4.1")\ndef get():\n    return llm\n',
      'by_name.py': 'from llm import llm\nllm("Hello")\n', 'by_alias.py': 'from llm import llm as ask\nask("Hello")\n', 'by_result.py': 'from llm import get\nget()("Hello")\n',
      'by_base.py': 'from llm import Holder\nclass Bot(Holder):\n    def go(self):\n        return self.model("Hello")\n', 'by_property.py': 'from llm import Holder\nclass Bot(Holder):\n    def go(self):\n        return self.other("Hello")\n',
      'in_a_string.py': 'from llm import llm\nprint(f"{llm(1)}")\n', 'by_variable.py': 'from llm import get\nmodel = get()\nmodel("Hello")\n',
    },
    ['by_alias.py', 'by_base.py', 'by_name.py', 'by_property.py', 'by_result.py', 'by_variable.py', 'in_a_string.py'],
  ],
  'a client that is kept on a session and called there': [{ 'app.py': 'import streamlit as st\nfrom openai import OpenAI\nst.session_state.llm = OpenAI()\nst.session_state.llm.chat.completions.create(model="gpt-4.1", messages=[])\n' }, ['app.py']],
  'a member that is given a client and called': [{ 'app.py': 'import streamlit as st\nfrom langchain_openai import OpenAI\ndef ask(q):\n    return st.session_state.chain(q)\ndef main():\n    st.session_state.chain = OpenAI(model="gpt-4.1")\n' }, ['app.py']],
  'a client handed to a file that imports nothing': [
    { 'nodes.py': 'def node(state, agent):\n    return agent.invoke(state)\n', 'build.py': 'from langchain_openai import ChatOpenAI\nfrom nodes import node\nagent = ChatOpenAI(model="gpt-4.1")\ngraph.add_node(lambda state: node(state, agent))\n', 'unrelated/tool.py': 'def call(tool):\n    return tool.invoke({})\n' },
    ['nodes.py'],
  ],
  'an operation that is called below': [{ 'llm.py': 'import anthropic\nclient = anthropic.Anthropic()\n', 'use.py': 'from llm import client\nask = client.messages.create\nask(model="claude-opus-4-5", max_tokens=9, messages=[])\n' }, ['use.py']],
  'what a framework imports by itself': [
    { 'nuxt.config.ts': 'export default defineNuxtConfig({});\n', 'server/utils/clients.ts': "import OpenAI from 'openai';\nexport const useModel = () => new OpenAI();\n", 'server/api/ask.post.ts': `export default defineEventHandler(() => useModel().${CREATE});\n` },
    ['server/api/ask.post.ts'],
  ],
  'a text that tells a call': [
    { 'worker.ts': "export default { fetch: (request: Request, env: Env) => env.AI.run('@cf/meta/llama-3.1-8b-instruct', { prompt: 'x' }) };\n", 'names.ts': "export const NAME = '@cf/meta/llama-3.1-8b-instruct';\n", 'by_name.ts': "import { NAME } from './names';\nexport const ask = (env: Env) => env.AI.run(NAME, { prompt: 'x' });\n" },
    ['by_name.ts', 'worker.ts'],
  ],
  'CommonJS': [{ 'client.js': "const OpenAI = require('openai');\nmodule.exports = { client: new OpenAI() };\n", 'use.js': `const { client } = require('./client');\nexports.ask = () => client.${CREATE};\n` }, ['use.js']],
};

describe('the gate', () => {
  it.each(Object.entries(CHAINS))('lets through %s', (_, [files, expected]) => {
    const { through, withCalls, asTold } = gate({ ...files, 'unrelated/plain.py': 'print(1)\n', 'unrelated/plain.ts': 'export const client = JSON.parse("1");\n' });
    expect(withCalls.sort(), 'the engine finds these').toEqual([...expected].sort());
    expect(through).toEqual(expect.arrayContaining(withCalls));
    expect(asTold.sort(), 'and no fewer where it is told whose operations a file may call').toEqual(withCalls);
    expect(through.filter((file) => file.startsWith('unrelated/'))).toEqual([]);
  });

  it('follows a repository that is built around clients', () => {
    // More than a few of everything: nothing is cut short where nearly every file hands a client on.
    const many = <Item>(item: (index: number) => Item): Item[] => Array.from({ length: 60 }, (_, index) => item(index));
    const files = Object.fromEntries([
      ['llm/__init__.py', many((index) => `from .client${index} import client${index}, talk${index}, ask${index}\n`).join('')],
      ...many((index): [string, string] => [`llm/client${index}.py`, `from functools import partial\nfrom anthropic import Anthropic\nclient${index} = Anthropic()\ntalk${index} = client${index}.messages\nask${index} = partial(client${index}.messages.create, model="claude-opus-4-5", max_tokens=9)\n`]),
      ['chat/models.py', 'from langchain_openai import ChatOpenAI\ndef get_model():\n    return ChatOpenAI(model="gpt-4.1")\n'],
      ...many((index): [string, string] => [`chat/agent${index}.py`, `from .models import get_model\nmodel${index} = get_model()\n`]),
      ['under_another_name.py', 'from llm import talk7\ndef f(q):\n    return talk7.create(model="claude-opus-4-5", max_tokens=9, messages=[{"role": "user", "content": q}])\n'],
      ['filled_in_elsewhere.py', 'from llm.client9 import ask9\ndef f(q):\n    return ask9(messages=[{"role": "user", "content": q}])\n'],
      ['called_itself.py', 'from chat.agent3 import model3\ndef f(q):\n    return model3("Say hello")\n'],
    ]);
    const { through, withCalls } = gate(files);
    expect(withCalls.filter((file) => !file.startsWith('llm/')).sort()).toEqual(['called_itself.py', 'filled_in_elsewhere.py', 'under_another_name.py']);
    expect(through).toEqual(expect.arrayContaining(withCalls));
  });

  it('parses nothing', () => {
    const plain = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`plain${index}.py`, 'import os\n# openai and anthropic are only spoken of\nx = os.create()\n']));
    expect(gate(plain)).toMatchObject({ through: [], extractions: 0 });
  });

  it('leaves out what only speaks of calls', () => {
    const { through } = gate({
      'llm.py': 'import anthropic\nfrom langchain_openai import OpenAI\nclient = anthropic.Anthropic()\nllm = OpenAI()\n',
      'foreign.py': 'import asyncio\nimport subprocess\nfrom urllib.parse import quote\nfrom llm import client\nasyncio.run(quote("x"))\nsubprocess.run(["x"])\n',
      'comment.py': 'from llm import client\n# client.messages.create()\n',
      'defined.py': 'from llm import client\ndef helper(x):\n    """ValueError: as helper(x)"""\n    return str(x)\nhelper(1)\n',
      'address.ts': " * url: 'https://api.openai.com/v1/responses'\nfetch('/here');\n",
      'idle.ts': "export const URL = 'https://api.openai.com/v1/responses';\n",
    });
    expect(through).toEqual([]);
  });

  it('asks for the name before a verb that lists have too', () => {
    const { through, withCalls } = gate({
      'llm.py': 'import xai_sdk\nclient = xai_sdk.Client()\n',
      'names.py': 'from llm import client\nseen = set()\n\ndef note(name):\n    seen.add(name)\n    return client\n',
      'many.py': 'from llm import client\n\ndef send(requests):\n    client.batch.add(batch_id="b", batch_requests=requests)\n',
    });
    expect(through).toEqual(['many.py']);
    expect(withCalls).toEqual(['many.py']);
  });

  it('leaves out minified bundles, and keeps long prompts', () => {
    const call = 'import o from"openai";const c=new o;c.chat.completions.create({model:"gpt-4.1",messages:[]});';
    const { through, withCalls } = gate({
      'chunk.js': call + 'function a(b,c){return b?c[b]:a(c,b)};'.repeat(300),
      'prompts.js': `${call}\nexport const prompt = "${'You answer questions about the weather. '.repeat(300)}";\n`,
    });
    expect(withCalls, 'what is imported is not read either').toEqual(['prompts.js']);
    expect(through).toEqual(['prompts.js']);
  });

  it('ends on values that refer to each other', () => {
    const { through } = gate({ 'a.py': 'from b import y\nimport openai\nx = y or x\ndef f():\n    return g()\ndef g():\n    return f() or openai.OpenAI()\n', 'b.py': 'from a import x\ny = x or y\n', 'c.py': 'from a import f\nf().chat.completions.create(model="gpt-4.1", messages=[])\n' });
    expect(through).toContain('c.py');
  });
});

describe('searchFor', () => {
  const holds = (names: readonly string[], text: string) => {
    const buffer = Buffer.from(`before${text}after`);
    return searchFor(names)({ buffer, start: 6, end: buffer.length - 5 });
  };

  it.each([[['openai', 'anthropic', '@anthropic-ai/sdk']], [['openai', 'anthropic', 'aaaa', 'bbbb', 'cccc', 'dddd', 'eeee']]])('finds any of %j inside the bytes given', (names) => {
    expect(holds(names, 'import openai')).toBe(true);
    expect(holds(names, 'anthropic')).toBe(true);
    expect(holds(names, 'hropic penai anthropi openaanthropi')).toBe(false);
    expect(holds(names, 'hropic … hropic anthropic')).toBe(true);
    expect(holds(names, '')).toBe(false);
    expect(holds([], 'x')).toBe(false);
    expect(holds(['before', 'after'], '')).toBe(false);
  });

  it('finds what is there, wherever it lies', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ') });
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), minLength: 2, maxLength: 7 }), { minLength: 6, maxLength: 9 });
    fc.assert(fc.property(names, letters, letters, fc.nat(), (all, before, after, which) => {
      expect(holds(all, before + after)).toBe(all.some((name) => (before + after).includes(name)));
      expect(holds(all, before + all[which % all.length]! + after)).toBe(true);
    }));
  });
});
