/** Calls of functions that ask a model: a site at each caller that says more, judged where the caller decides. */
import { describe, expect, it } from 'vitest';
import { positionAt, lineStarts } from '../../server/core/index.ts';
import { callLine } from '../support/calls.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

function calls(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  const { workspace } = createMemoryWorkspace(Object.entries(files));
  const starts = lineStarts(files[path]!);
  return (workspace.analyze(`${ROOT}/${path}`)?.calls ?? []).map((call) => callLine(call, path, positionAt(starts, call.site.start).line + 1));
}

const llm = `import anthropic

client = anthropic.Anthropic()


class Model:
    def __init__(self, name="claude-sonnet-5-5"):
        self.name = name

    def complete(self, prompt, max_tokens=512, **options):
        return client.messages.create(model=self.name, max_tokens=max_tokens, messages=[{"role": "user", "content": prompt}], **options)


def ask(prompt, model="claude-opus-4-8"):
    return _send([{"role": "user", "content": prompt}], model)


def _send(messages, model):
    return client.messages.create(model=model, max_tokens=100, messages=messages)


def handler(prompt):
    return lambda: client.messages.create(model="claude-haiku-4-5", max_tokens=10, messages=[{"role": "user", "content": prompt}])
`;

describe('functions that hand their request on', () => {
  it('are followed over levels, files, methods and default arguments', () => {
    const app = `from llm import Model, ask, handler

model = Model("claude-haiku-4-5")

ask("Hello")
model.complete("Hello", max_tokens=900)
model.complete("Hello", system="Be brief.")
handler("Hello")
`;
    expect(calls({ 'llm.py': llm, 'app.py': app }, 'app.py')).toEqual([
      'app.py:5 anthropic Anthropic().messages.create model=claude-opus-4-8 cap=100 through=ask',
      'app.py:6 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=900 through=complete',
      'app.py:7 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=512 system=known through=complete',
    ]);
  });

  it('are followed where a function makes them, and by their names in a table', () => {
    const make = "import OpenAI from 'openai';\n\nconst client = new OpenAI();\n\nexport function makeAsk(model: string) {\n  return async function (input: string) {\n    return client.responses.create({ model, input });\n  };\n}\n\nexport const createAsk = (model: string) => {\n  const ask = async (input: string) => client.responses.create({ model, input });\n  return ask;\n};\n\nasync function askSlowly(input: string, model: string) {\n  return client.responses.create({ model, input });\n}\n\nexport const fast = makeAsk('gpt-5-nano');\nexport const table = { slow: askSlowly };\n";
    const app = "import { createAsk, fast, makeAsk, table } from './make';\n\nconst smart = makeAsk('gpt-6-sol');\nconst other = createAsk('gpt-4o');\n\nexport async function run(text: string) {\n  await fast(text);\n  await smart(text);\n  await other(text);\n  await table.slow(text, 'gpt-6-luna');\n}\n";
    expect(calls({ 'app.ts': app, 'make.ts': make }, 'app.ts')).toEqual([
      'app.ts:7 openai OpenAI().responses.create model=gpt-5-nano cap=- through=fast',
      'app.ts:8 openai OpenAI().responses.create model=gpt-6-sol cap=- through=smart',
      'app.ts:9 openai OpenAI().responses.create model=gpt-4o cap=- through=other',
      'app.ts:10 openai OpenAI().responses.create model=gpt-6-luna cap=- through=slow',
    ]);
  });

  it('have the names of their own file for what they send, whatever the caller changes by the same name', () => {
    const sending = 'import anthropic\n\n\ndef first():\n    pass\n\n\ndef second():\n    pass\n\n\ndef third():\n    pass\n\n\ndef ask(prompt, model="claude-opus-5-5"):\n    turns = shaped(prompt)\n    return anthropic.Anthropic().messages.create(model=model, max_tokens=100, messages=turns)\n';
    const app = 'from sending import ask\n\nturns = []\n\n\ndef answer(text):\n    turns.append(text)\n    return ask(text, "claude-haiku-4-5")\n';
    expect(calls({ 'sending.py': sending, 'app.py': app }, 'app.py')).toEqual(['app.py:8 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=100 through=ask']);
  });

  it('are none where they only count, which costs nothing', () => {
    const counting = 'import anthropic\n\n\ndef size(messages, model="claude-opus-5-5"):\n    return anthropic.Anthropic().messages.count_tokens(model=model, messages=messages)\n';
    expect(calls({ 'counting.py': counting, 'app.py': 'from counting import size\n\nsize([{"role": "user", "content": "Hello"}], "claude-haiku-4-5")\n' }, 'app.py')).toEqual([]);
  });

  it('are told with the calls of one another on the way', () => {
    const { workspace } = createMemoryWorkspace(Object.entries({ 'llm.py': llm, 'app.py': 'from llm import ask\n\nask("Hello", "claude-haiku-4-5")\n' }));
    const [call] = workspace.analyze(`${ROOT}/app.py`)!.calls;
    const { inner, via } = call!.site.through!;
    const at = ({ start, end }: { readonly start: number; readonly end: number }): string => llm.slice(start, end);
    expect(via.map(at)).toEqual(['_send([{"role": "user", "content": prompt}], model)']);
    expect(at(inner)).toBe('client.messages.create(model=model, max_tokens=100, messages=messages)');
  });

  it('get a client that callers in other files hand on from function to function', () => {
    const files = {
      'answers.py': 'def answer(client, question):\n    return client.messages.create(model="claude-haiku-4-5", max_tokens=10, messages=[{"role": "user", "content": question}])\n',
      'asks.py': 'from answers import answer\n\n\ndef cheapest(client):\n    return answer(client, "Which plan is the cheapest?")\n\n\ndef longest(name):\n    return len(name)\n',
      'main.py': 'import anthropic\nfrom asks import cheapest, longest\n\nprint(cheapest(anthropic.Anthropic()), longest("x"))\n',
    };
    expect(calls(files, 'answers.py')).toEqual(['answers.py:2 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=10']);
  });

  it('are followed through files that only hand on, whatever name they give', () => {
    const files = {
      'ai/client.ts': `import OpenAI from "openai";
const client = new OpenAI();
export async function ask(prompt: string, { model = "gpt-6-luna", cap }: { model?: string; cap?: number } = {}) {
  return client.chat.completions.create({ model, max_completion_tokens: cap, messages: [{ role: "user", content: prompt }] });
}
`,
      'ai/index.ts': 'export * from "./client";\nexport { ask as default } from "./client";\n',
      'index.ts': 'export { ask as run } from "./ai";\n',
      'app.ts': `import question, { ask } from "./ai";
import { run as go } from ".";
await ask("Hello", { cap: 9 });
await question("Hello", { model: "gpt-6-sol" });
await go("Hello", { cap: 10 });
`,
      'llm/__init__.py': 'from .core import *\n',
      'llm/core/__init__.py': 'from ._calls import ask\n',
      'llm/core/_calls.py': llm,
      'app.py': 'from llm import ask as question\n\nquestion("Hello")\n',
    };
    expect(calls(files, 'app.ts')).toEqual([
      'app.ts:3 openai OpenAI().chat.completions.create model=gpt-6-luna cap=9 through=ask',
      'app.ts:4 openai OpenAI().chat.completions.create model=gpt-6-sol cap=? through=question',
      'app.ts:5 openai OpenAI().chat.completions.create model=gpt-6-luna cap=10 through=go',
    ]);
    expect(calls(files, 'app.py')).toEqual(['app.py:3 anthropic Anthropic().messages.create model=claude-opus-4-8 cap=100 through=question']);
  });

  it('are followed where some arguments were filled in before', () => {
    const app = `from functools import partial, partialmethod
from anthropic import Anthropic


def ask(client: Anthropic, prompt, model="claude-opus-4-8", **options):
    return client.messages.create(model=model, messages=[{"role": "user", "content": prompt}], **options)


short = partial(ask, Anthropic(), max_tokens=64)
fast = partial(short, model="claude-haiku-4-5")


class Model:
    client = Anthropic()

    def _send(self, model, prompt):
        return self.client.messages.create(model=model, max_tokens=100, messages=[{"role": "user", "content": prompt}])

    quick = partialmethod(_send, "claude-haiku-4-5")


short("Hello")
fast("Hello", max_tokens=8)
Model().quick("Hello")
`;
    expect(calls({ 'app.py': app }, 'app.py')).toEqual([
      'app.py:6 anthropic Anthropic().messages.create model=claude-opus-4-8? cap=? system=unknown stream=unknown retries=? timeout=? open',
      'app.py:17 anthropic Anthropic().messages.create model=claude-haiku-4-5? cap=100',
      'app.py:22 anthropic Anthropic().messages.create model=claude-opus-4-8 cap=64 through=short',
      'app.py:23 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=8 through=fast',
      'app.py:24 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=100 through=quick',
    ]);
  });

  it('are followed where something else runs them', () => {
    const text = `import asyncio
from llm import ask

async def main(pool, later):
    await asyncio.to_thread(ask, "Hello", "claude-haiku-4-5")
    pool.submit(ask, "Hello", model="claude-sonnet-5")
    later(ask, "Hello", "claude-haiku-4-5")
`;
    expect(calls({ 'llm.py': llm, 'app.py': text }, 'app.py')).toEqual([
      'app.py:5 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=100 through=ask',
      'app.py:6 anthropic Anthropic().messages.create model=claude-sonnet-5 cap=100 through=ask',
    ]);
  });

  it('are followed in TypeScript', () => {
    const lib = `import OpenAI from "openai";
const client = new OpenAI();
export class Assistant {
  constructor(private readonly model = "gpt-6-luna") {}
  async ask(input: string, options: { cap?: number } = {}) {
    return client.responses.create({ model: this.model, input, max_output_tokens: options.cap });
  }
}
`;
    const app = `import { Assistant } from "./lib";
const assistant = new Assistant("gpt-6.1-sol");
export const run = () => assistant.ask("Hello", { cap: 30 });
`;
    expect(calls({ 'lib.ts': lib, 'app.ts': app }, 'app.ts')).toEqual(['app.ts:3 openai OpenAI().responses.create model=gpt-6.1-sol cap=30 through=ask']);
  });

  it('are no sites of their own where the caller says nothing more, and in tests', () => {
    const app = `from llm import ask


def forward(prompt, model):
    return ask(prompt, model)
`;
    const test = `from llm import ask


def test_ask():
    assert ask("Hello") is not None
`;
    const files = { 'llm.py': llm, 'app.py': app, 'tests/test_llm.py': test };
    expect(calls(files, 'app.py')).toEqual([]);
    expect(calls(files, 'tests/test_llm.py')).toEqual([]);
  });

  it('are judged by what the caller decides, at the caller', () => {
    const app = `from llm import ask


def triage(ticket):
    return ask("Classify the ticket as bug, question or praise. Answer with one word: " + ticket)
`;
    const { workspace } = createMemoryWorkspace([['llm.py', llm], ['app.py', app]]);
    const { findings } = workspace.analyze(`${ROOT}/app.py`)!;
    expect(findings.map(({ rule, at }) => [rule, at.path, app.slice(at.start, at.end)])).toEqual([['premium-model-for-simple-task', `${ROOT}/app.py`, 'ask']]);
    expect(findings[0]!.related[0]).toMatchObject({ at: { path: `${ROOT}/llm.py` } });
  });

  it('of one of several objects may be on the model of any, and are one call', () => {
    const bots = `from llm import Model

for bot in [Model("claude-sonnet-5-5"), Model("claude-opus-4-8")]:
    bot.complete("Hello")


def pick(fast):
    return Model("claude-haiku-4-5") if fast else Model("claude-opus-4-8")


pick(True).complete("Hello")
pick(fast).complete("Hello")
for bot in [Model(name), Model("claude-opus-4-8")]:
    bot.complete("Hello")
`;
    const { workspace } = createMemoryWorkspace([['llm.py', llm], ['bots.py', bots]]);
    const models = workspace.analyze(`${ROOT}/bots.py`)!.calls.map(({ site: { model } }) => [model.state, ...model.candidates.map(({ id }) => id)]);
    expect(models).toEqual([
      ['partial', 'claude-sonnet-5-5', 'claude-opus-4-8'],
      ['known', 'claude-haiku-4-5'],
      ['partial', 'claude-haiku-4-5', 'claude-opus-4-8'],
      ['partial', 'claude-opus-4-8'],
    ]);
  });

  it('ask in the way that the caller decides, also by giving an object or a class', () => {
    const chats = `from openai import OpenAI


class Answer:
    text: str


class Chat:
    def __init__(self, model):
        self.model = model

    def ask(self, prompt, shape=None):
        messages = [{"role": "user", "content": prompt}]
        if shape is None:
            return OpenAI().chat.completions.create(model=self.model, max_tokens=10, messages=messages)
        return OpenAI().chat.completions.create(model=self.model, max_tokens=20, messages=messages)


class Agent:
    def __init__(self, chat=None):
        if chat is None:
            chat = Chat("gpt-4.1-mini")
        self.chat = chat

    def step(self, state):
        return self.chat.ask(state, shape=Answer)
`;
    const app = 'from chats import Agent, Chat\n\nAgent(Chat("gpt-4.1")).step("Start")\nAgent().step("Start")\nChat("gpt-4.1").ask("Start")\n';
    expect(calls({ 'chats.py': chats, 'app.py': app }, 'app.py')).toEqual([
      'app.py:3 openai OpenAI().chat.completions.create model=gpt-4.1 cap=20 through=step',
      'app.py:4 openai OpenAI().chat.completions.create model=gpt-4.1-mini cap=20 through=step',
      'app.py:5 openai OpenAI().chat.completions.create model=gpt-4.1 cap=10 through=ask',
    ]);
    // Whoever made the agent: on either model, and in the one way.
    expect(calls({ 'chats.py': `${chats}\n\ndef run(agent: Agent):\n    agent.step("Start")\n\n\nrun(Agent(Chat("gpt-4.1")))\n` }, 'chats.py').filter((line) => line.includes('through'))).toEqual([
      'chats.py:26 openai OpenAI().chat.completions.create model=gpt-4.1|gpt-4.1-mini cap=20 through=ask',
      'chats.py:30 openai OpenAI().chat.completions.create model=gpt-4.1|gpt-4.1-mini cap=20 through=step',
    ]);
  });

  it('are methods that run where an object is called itself', () => {
    const sampling = `from openai import OpenAI


class Sampler:
    def __init__(self, model):
        self.model = model

    def __call__(self, messages):
        return OpenAI().chat.completions.create(model=self.model, max_tokens=10, messages=messages)
`;
    const app = `from sampling import Sampler

grade = Sampler("gpt-4.1")


class Panel:
    def __init__(self):
        self.first = Sampler("gpt-4.1-mini")

    def run(self, text):
        return self.first([{"role": "user", "content": text}])


print(grade([{"role": "user", "content": "Hello"}]))
`;
    expect(calls({ 'sampling.py': sampling, 'app.py': app }, 'app.py')).toEqual([
      'app.py:11 openai OpenAI().chat.completions.create model=gpt-4.1-mini cap=10 through=first',
      'app.py:14 openai OpenAI().chat.completions.create model=gpt-4.1 cap=10 through=grade',
    ]);
  });

  it('are methods of a base in another file, which call what a class that is built on it asks with', () => {
    const files = {
      'base.py': 'class Base:\n    def ask(self, prompt, **options):\n        return self.complete([{"role": "user", "content": prompt}], **options)\n\n    def ask_json(self, prompt):\n        return self.ask(prompt + " Answer in JSON.")\n',
      'claude.py': `import anthropic

from base import Base


class Claude(Base):
    def __init__(self, model="claude-haiku-4-5"):
        self.model = model

    def complete(self, messages, max_tokens=256):
        return anthropic.Anthropic().messages.create(model=self.model, max_tokens=max_tokens, messages=messages)
`,
    };
    expect(calls({ ...files, 'app.py': 'from claude import Claude\n\nllm = Claude("claude-sonnet-5-5")\nllm.ask("Hello", max_tokens=9)\nllm.ask_json("Hello")\n' }, 'app.py')).toEqual([
      'app.py:4 anthropic Anthropic().messages.create model=claude-sonnet-5-5 cap=9 through=ask',
      'app.py:5 anthropic Anthropic().messages.create model=claude-sonnet-5-5 cap=256 through=ask_json',
    ]);
  });

  it('are those of the object that a run keeps for the next time', () => {
    const providers = `import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

export interface Options { model?: string; maxTokens?: number }

export abstract class Provider {
  abstract complete(text: string, options?: Options): Promise<unknown>;
  ask(text: string, options?: Options) { return this.complete(text, options); }
}

class Gpt extends Provider {
  complete(text: string, options: Options = {}) {
    return new OpenAI().chat.completions.create({ model: options.model ?? 'gpt-4.1', max_completion_tokens: options.maxTokens ?? 64, messages: [{ role: 'user', content: text }] });
  }
}

class Claude extends Provider {
  complete(text: string, options: Options = {}) {
    return new Anthropic().messages.create({ model: options.model ?? 'claude-haiku-4-5', max_tokens: options.maxTokens ?? 32, messages: [{ role: 'user', content: text }] });
  }
}

const kept = new Map<string, Provider>();

export function provider(name = 'openai'): Provider {
  const before = kept.get(name);
  if (before) return before;
  let made: Provider;
  if (name === 'openai') made = new Gpt();
  else made = new Claude();
  kept.set(name, made);
  return made;
}
`;
    const app = "import { provider } from './providers';\n\nprovider().ask('Hello');\nprovider('anthropic').complete('Hello', { maxTokens: 8 });\n";
    expect(calls({ 'providers.ts': providers, 'app.ts': app }, 'app.ts')).toEqual([
      'app.ts:3 openai OpenAI().chat.completions.create model=gpt-4.1 cap=64 through=ask',
      'app.ts:4 anthropic Anthropic().messages.create model=claude-haiku-4-5 cap=8 through=complete',
    ]);
    // Where others put something in as well, it may be that.
    expect(calls({ 'providers.ts': `${providers}\nkept.set('mine', new Claude());\n`, 'app.ts': app }, 'app.ts').length).toBeGreaterThan(2);
  });

  it('are looked at anew when the function changes inside', () => {
    const app = 'from llm import ask\n\nask("Hello")\n';
    const memory = createMemoryWorkspace([['llm.py', llm], ['app.py', app]]);
    const cap = (): string => callLine(memory.workspace.analyze(`${ROOT}/app.py`)!.calls[0]!, 'app.py', 3);
    expect(cap()).toContain('cap=100');
    memory.write('llm.py', llm.replace('max_tokens=100', 'max_tokens=200'));
    expect(cap()).toContain('cap=200');
  });
});
