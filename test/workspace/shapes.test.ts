/**
 * The same requests in the many shapes in which programs write them: wherever the client comes from, wherever the model's name stands and however the request
 * is put together, the call is found and its model told. Each way is tried with each SDK.
 */
import { describe, expect, it } from 'vitest';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

interface Sdk {
  readonly imports: string;
  readonly client: string;
  /** The type of the client. */
  readonly type: string;
  readonly model: string;
  readonly call: (client: string, model: string) => string;
}

/** A program: the files beside `app`, and that one with its imports, some code, and a function in which the call stands. */
interface Program {
  readonly files?: Readonly<Record<string, string>>;
  readonly app: string;
}

/** What is said of the model, where it is not certain: the name or something else. */
type Shapes<Make> = Readonly<Record<string, Make & { readonly state?: 'partial' }>>;

function modelsIn({ files = {}, app }: Program, name: string): readonly string[] {
  const { workspace } = createMemoryWorkspace([...Object.entries(files), [name, app]]);
  return workspace.analyze(`${ROOT}/${name}`)!.calls.map(({ site: { model } }) => `${model.state} ${model.candidates.map(({ id }) => id).join('|')}`);
}

const PYTHON: Readonly<Record<string, Sdk>> = {
  anthropic: { imports: 'from anthropic import Anthropic', client: 'Anthropic()', type: 'Anthropic', model: 'claude-haiku-4-5', call: (c, m) => `${c}.messages.create(model=${m}, max_tokens=100, messages=[{"role": "user", "content": text}])` },
  openai: { imports: 'from openai import OpenAI', client: 'OpenAI()', type: 'OpenAI', model: 'gpt-4.1-mini', call: (c, m) => `${c}.chat.completions.create(model=${m}, messages=[{"role": "user", "content": text}])` },
  responses: { imports: 'import openai', client: 'openai.OpenAI(timeout=20)', type: 'openai.OpenAI', model: 'gpt-4.1', call: (c, m) => `${c}.responses.create(model=${m}, input=text)` },
  gemini: { imports: 'from google import genai', client: 'genai.Client()', type: 'genai.Client', model: 'gemini-2.5-flash', call: (c, m) => `${c}.models.generate_content(model=${m}, contents=text)` },
  mistral: { imports: 'from mistralai import Mistral', client: 'Mistral(api_key=key)', type: 'Mistral', model: 'mistral-small-latest', call: (c, m) => `${c}.chat.complete(model=${m}, messages=[{"role": "user", "content": text}])` },
  groq: { imports: 'from groq import Groq', client: 'Groq()', type: 'Groq', model: 'llama-3.3-70b-versatile', call: (c, m) => `${c}.chat.completions.create(model=${m}, messages=[{"role": "user", "content": text}])` },
  bedrock: { imports: 'import boto3', client: 'boto3.client("bedrock-runtime")', type: 'object', model: 'amazon.nova-lite-v1:0', call: (c, m) => `${c}.converse(modelId=${m}, messages=[{"role": "user", "content": [{"text": text}]}])` },
};

/** Each with the client's making and the call on it in place of `$new`, `$type` and `$call(…)`. */
const PYTHON_CLIENTS: Shapes<{ readonly files?: Readonly<Record<string, string>>; readonly app: string; readonly untyped?: false }> = {
  'where it is called': { app: 'def ask(text):\n    return $call($new)\n' },
  'of the module': { app: 'client = $new\n\n\ndef ask(text):\n    return $call(client)\n' },
  'of another module': { files: { 'clients.py': '$imports\n\nclient = $new\n' }, app: 'from clients import client\n\n\ndef ask(text):\n    return $call(client)\n' },
  'a module that is imported whole': { files: { 'core/__init__.py': '', 'core/clients.py': '$imports\n\nclient = $new\n' }, app: 'from core import clients as made\n\n\ndef ask(text):\n    return $call(made.client)\n' },
  'from a function': { app: 'def connect():\n    return $new\n\n\ndef ask(text):\n    return $call(connect())\n' },
  'from a function that is run once': { app: 'from functools import lru_cache\n\n\n@lru_cache(maxsize=1)\ndef connect():\n    client = $new\n    return client\n\n\ndef ask(text):\n    client = connect()\n    return $call(client)\n' },
  'made when it is first needed': { app: '_client = None\n\n\ndef connect():\n    global _client\n    if _client is None:\n        _client = $new\n    return _client\n\n\ndef ask(text):\n    return $call(connect())\n' },
  'an attribute': { app: 'class Bot:\n    def __init__(self):\n        self.client = $new\n\n    def ask(self, text):\n        return $call(self.client)\n' },
  'given or made': { app: 'class Bot:\n    def __init__(self, client=None):\n        self._client = client or $new\n\n    def ask(self, text):\n        return $call(self._client)\n' },
  'a property': { app: 'class Bot:\n    @property\n    def client(self):\n        return $new\n\n    def ask(self, text):\n        return $call(self.client)\n' },
  'a property that is kept': { app: 'from functools import cached_property\n\n\nclass Bot:\n    @cached_property\n    def client(self):\n        return $new\n\n    def ask(self, text):\n        return $call(self.client)\n' },
  'an attribute of a base': { files: { 'base.py': '$imports\n\n\nclass Base:\n    def __init__(self):\n        self.client = $new\n' }, app: 'from base import Base\n\n\nclass Bot(Base):\n    def ask(self, text):\n        return $call(self.client)\n' },
  'a class attribute': { app: 'class Bot:\n    client = $new\n\n    @classmethod\n    def ask(cls, text):\n        return $call(cls.client)\n' },
  'a field of a dataclass': { app: 'from dataclasses import dataclass, field\n\n\n@dataclass\nclass Bot:\n    client: $type = field(default_factory=lambda: $new)\n\n    def ask(self, text):\n        return $call(self.client)\n' },
  'a default of a parameter': { app: 'def ask(text, client=$new):\n    return $call(client)\n' },
  'a parameter with a type': { app: 'def ask(client: $type, text: str):\n    return $call(client)\n', untyped: false },
  'a parameter that a caller gives': { app: 'def ask(client, text):\n    return $call(client)\n\n\nask($new, "Hello")\n' },
  'in a table': { app: 'CLIENTS = {"main": $new}\n\n\ndef ask(text):\n    return $call(CLIENTS["main"])\n' },
  'in a block': { app: 'def ask(text):\n    with $new as client:\n        return $call(client)\n' },
  'bound while it is tested': { app: 'def ask(text):\n    if (client := $new) is not None:\n        return $call(client)\n' },
  'one of a pair': { app: 'def connect():\n    return $new, 3\n\n\ndef ask(text):\n    client, tries = connect()\n    return $call(client)\n' },
};

/** Each with the name in place of `$model`, and the call with what names it in place of `$call(…)`. */
const PYTHON_MODELS: Shapes<Program> = {
  'a constant': { app: 'MODEL = $model\n\n\ndef ask(text):\n    return $call(MODEL)\n' },
  'a constant of another module': { files: { 'config.py': 'MODEL = $model\n' }, app: 'import config\n\n\ndef ask(text):\n    return $call(config.MODEL)\n' },
  'a member of an enum': { app: 'from enum import Enum\n\n\nclass Model(str, Enum):\n    FAST = $model\n\n\ndef ask(text):\n    return $call(Model.FAST.value)\n' },
  'in a table': { app: 'MODELS = {"fast": {"id": $model}}\n\n\ndef ask(text):\n    return $call(MODELS["fast"]["id"])\n' },
  'a setting of a dataclass': { app: 'from dataclasses import dataclass\n\n\n@dataclass\nclass Settings:\n    model: str = $model\n\n\nsettings = Settings()\n\n\ndef ask(text):\n    return $call(settings.model)\n' },
  'an argument of an object': { app: 'class Bot:\n    def __init__(self, model):\n        self.model = model\n\n    def ask(self, text):\n        return $call(self.model)\n\n\nBot($model)\n', state: 'partial' },
  'a class attribute': { app: 'class Bot:\n    MODEL = $model\n\n    def ask(self, text):\n        return $call(self.MODEL)\n' },
  'from a function': { app: 'def pick():\n    return $model\n\n\ndef ask(text):\n    return $call(pick())\n' },
  'put together': { app: 'def ask(text):\n    name = $model\n    return $call(f"{name}")\n' },
  'taken out of a table': { app: 'OPTIONS = dict(model=$model, other=1)\n\n\ndef ask(text):\n    model = OPTIONS.get("model")\n    return $call(model)\n' },
  'the environment, or else': { app: 'import os\n\n\ndef ask(text):\n    return $call(os.getenv("MODEL", $model))\n', state: 'partial' },
  'a default of a parameter': { app: 'def ask(text, model=$model):\n    return $call(model)\n', state: 'partial' },
  'an option of the command line': { app: 'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--model", default=$model)\n\n\ndef ask(text):\n    args = parser.parse_args()\n    return $call(args.model)\n', state: 'partial' },
  'a setting of the environment': { app: 'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    model: str = $model\n\n\ndef ask(text):\n    return $call(Settings().model)\n', state: 'partial' },
  'in a file of YAML': { files: { 'settings.yaml': 'llm:\n  model: $name\n' }, app: 'import yaml\n\nwith open("settings.yaml") as file:\n    settings = yaml.safe_load(file)\n\n\ndef ask(text):\n    return $call(settings["llm"]["model"])\n' },
  'one of two': { app: 'def ask(text, fast=True):\n    return $call($model if fast else $model)\n' },
};

/** Each with the client's making, the operation on `client` and the request in place of `$new`, `$operation` and `$request`. */
const PYTHON_REQUESTS: Shapes<Program> = {
  'a dictionary': { app: 'client = $new\n\n\ndef ask(text):\n    params = dict($request)\n    return $operation(**params)\n' },
  'a dictionary with more set': { app: 'client = $new\n\n\ndef ask(text, stop=None):\n    params = dict($request)\n    params["timeout"] = 20\n    if stop:\n        params["stop"] = stop\n    return $operation(**params)\n' },
  'a dictionary from a function': { app: 'client = $new\n\n\ndef request(text):\n    return dict($request)\n\n\ndef ask(text):\n    return $operation(**request(text))\n' },
  'dictionaries that are joined': { app: 'client = $new\nBASE = {"timeout": 20}\n\n\ndef ask(text):\n    return $operation(**{**BASE, **dict($request)})\n' },
  'dictionaries that are merged': { app: 'client = $new\nBASE = {"timeout": 20}\n\n\ndef ask(text):\n    return $operation(**(BASE | dict($request)))\n' },
  'an attribute': { app: 'client = $new\n\n\nclass Bot:\n    def __init__(self, text):\n        self.params = dict($request)\n\n    def ask(self):\n        return $operation(**self.params)\n' },
  'an operation that has a name': { app: 'client = $new\n\n\ndef ask(text):\n    send = $operation\n    return send($request)\n' },
  'filled in before': { app: 'from functools import partial\n\nclient = $new\n\n\ndef ask(text):\n    send = partial($operation, $request)\n    return send()\n' },
  'in a thread': { app: 'import asyncio\n\nclient = $new\n\n\nasync def ask(text):\n    return await asyncio.to_thread($operation, $request)\n' },
  'in a function that is handed over': { app: 'client = $new\n\n\ndef ask(text):\n    return again(lambda: $operation($request))\n' },
  'in a comprehension': { app: 'client = $new\n\n\ndef ask(texts):\n    return [$operation($request) for text in texts]\n' },
  'in an attempt': { app: 'client = $new\n\n\ndef ask(text):\n    try:\n        answer = $operation($request)\n    except Exception:\n        answer = None\n    else:\n        print(answer)\n    return answer\n' },
};

const TYPESCRIPT: Readonly<Record<string, Sdk>> = {
  anthropic: { imports: "import Anthropic from '@anthropic-ai/sdk';", client: 'new Anthropic()', type: 'Anthropic', model: 'claude-haiku-4-5', call: (c, m) => `${c}.messages.create({ model: ${m}, max_tokens: 100, messages: [{ role: 'user', content: text }] })` },
  openai: { imports: "import OpenAI from 'openai';", client: 'new OpenAI()', type: 'OpenAI', model: 'gpt-4.1-mini', call: (c, m) => `${c}.chat.completions.create({ model: ${m}, messages: [{ role: 'user', content: text }] })` },
  responses: { imports: "import { OpenAI } from 'openai';", client: 'new OpenAI({ timeout: 5000 })', type: 'OpenAI', model: 'gpt-4.1', call: (c, m) => `${c}.responses.create({ model: ${m}, input: text })` },
  gemini: { imports: "import { GoogleGenAI } from '@google/genai';", client: 'new GoogleGenAI({ apiKey: key })', type: 'GoogleGenAI', model: 'gemini-2.5-flash', call: (c, m) => `${c}.models.generateContent({ model: ${m}, contents: text })` },
  mistral: { imports: "import { Mistral } from '@mistralai/mistralai';", client: 'new Mistral({ apiKey: key })', type: 'Mistral', model: 'mistral-small-latest', call: (c, m) => `${c}.chat.complete({ model: ${m}, messages: [{ role: 'user', content: text }] })` },
  groq: { imports: "import Groq from 'groq-sdk';", client: 'new Groq()', type: 'Groq', model: 'llama-3.3-70b-versatile', call: (c, m) => `${c}.chat.completions.create({ model: ${m}, messages: [{ role: 'user', content: text }] })` },
  bedrock: { imports: "import { BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';", client: "new BedrockRuntime({ region: 'us-east-1' })", type: 'BedrockRuntime', model: 'amazon.nova-lite-v1:0', call: (c, m) => `${c}.converse({ modelId: ${m}, messages: [{ role: 'user', content: [{ text }] }] })` },
};

const TYPESCRIPT_CLIENTS: typeof PYTHON_CLIENTS = {
  'where it is called': { app: 'export const ask = (text: string) => $call($new);\n' },
  'of the module': { app: 'const client = $new;\n\nexport async function ask(text: string) {\n  return await $call(client);\n}\n' },
  'of another module': { files: { 'clients.ts': '$imports\n\nexport const client = $new;\n' }, app: "import { client } from './clients';\n\nexport const ask = (text: string) => $call(client);\n" },
  'a default export behind an index': { files: { 'lib/client.ts': '$imports\n\nexport default $new;\n', 'lib/index.ts': "export { default as llm } from './client';\n" }, app: "import { llm } from './lib';\n\nexport const ask = (text: string) => $call(llm);\n" },
  'from a function': { app: 'function connect() {\n  return $new;\n}\n\nexport const ask = (text: string) => $call(connect());\n' },
  'made when it is first needed': { app: 'let client: $type | undefined;\n\nfunction connect(): $type {\n  return (client ??= $new);\n}\n\nexport const ask = (text: string) => $call(connect());\n' },
  'kept for the whole program': { app: 'const kept = globalThis as unknown as { client?: $type };\nexport const client = kept.client ?? $new;\nif (process.env.NODE_ENV !== "production") kept.client = client;\n\nexport const ask = (text: string) => $call(client);\n' },
  'a private field': { app: 'export class Bot {\n  #client = $new;\n\n  ask(text: string) {\n    return $call(this.#client);\n  }\n}\n' },
  'a field that the constructor sets': { app: 'export class Bot {\n  private readonly client: $type;\n\n  constructor() {\n    this.client = $new;\n  }\n\n  ask(text: string) {\n    return $call(this.client);\n  }\n}\n' },
  'a property of the constructor': { app: 'export class Bot {\n  constructor(private readonly client = $new) {}\n\n  ask = async (text: string) => $call(this.client);\n}\n' },
  'given with a type': { app: 'export class Bot {\n  constructor(private client: $type) {}\n\n  ask(text: string) {\n    return $call(this.client);\n  }\n}\n' },
  'a static field': { app: 'export class Bot {\n  static client = $new;\n\n  static ask(text: string) {\n    return $call(Bot.client);\n  }\n}\n' },
  'a getter': { app: 'export class Bot {\n  private get client() {\n    return $new;\n  }\n\n  ask(text: string) {\n    return $call(this.client);\n  }\n}\n' },
  'a field of a base': { files: { 'base.ts': '$imports\n\nexport abstract class Base {\n  protected client = $new;\n}\n' }, app: "import { Base } from './base';\n\nexport class Bot extends Base {\n  ask(text: string) {\n    return $call(this.client);\n  }\n}\n" },
  'taken out of an object': { app: 'const made = { client: $new, tries: 2 };\nconst { client } = made;\n\nexport const ask = (text: string) => $call(client);\n' },
  'a parameter with a type': { app: 'export function ask(client: $type, text: string) {\n  return $call(client);\n}\n' },
  'in an object of parameters': { app: 'interface Context { client: $type; text: string }\n\nexport const ask = ({ client, text }: Context) => $call(client);\n' },
  'in a table': { app: 'const clients = new Map([["main", $new]]);\n\nexport const ask = (text: string) => $call(clients.get("main")!);\n' },
  'made asynchronously': { app: 'async function connect() {\n  return $new;\n}\n\nexport async function ask(text: string) {\n  const client = await connect();\n  return $call(client);\n}\n' },
  'with an assertion': { app: 'const client = ($new as unknown) as $type;\n\nexport const ask = (text: string) => $call(client!);\n' },
};

const TYPESCRIPT_MODELS: typeof PYTHON_MODELS = {
  'a constant': { app: 'const MODEL = $model;\n\nexport const ask = (text: string) => $call(MODEL);\n' },
  'a constant of another module': { files: { 'config.ts': 'export const config = { llm: { model: $model } } as const;\n' }, app: "import { config } from './config';\n\nexport const ask = (text: string) => $call(config.llm.model);\n" },
  'a member of an enum': { app: 'enum Model { Fast = $model }\n\nexport const ask = (text: string) => $call(Model.Fast);\n' },
  'in a table': { app: 'const MODELS = { fast: $model } satisfies Record<string, string>;\n\nexport const ask = (text: string) => $call(MODELS["fast"]);\n' },
  'a field': { app: 'export class Bot {\n  private readonly model = $model;\n\n  ask(text: string) {\n    return $call(this.model);\n  }\n}\n' },
  'from a function': { app: 'const pick = () => $model;\n\nexport const ask = (text: string) => $call(pick());\n' },
  'put together': { app: 'export function ask(text: string) {\n  const name = $model;\n  return $call(`${name}`);\n}\n' },
  'taken out of an object': { app: 'const { model } = { model: $model, tries: 3 };\n\nexport const ask = (text: string) => $call(model);\n' },
  'of an object that is spread': { app: 'const base = { model: $model };\nconst options = { ...base, tries: 3 };\n\nexport const ask = (text: string) => $call(options.model);\n' },
  'the environment, or else': { app: 'export const ask = (text: string) => $call(process.env.MODEL ?? $model);\n', state: 'partial' },
  'a default of a parameter': { app: 'export const ask = (text: string, model = $model) => $call(model);\n', state: 'partial' },
  'a default of an object of parameters': { app: 'export function ask(text: string, { model = $model }: { model?: string } = {}) {\n  return $call(model);\n}\n', state: 'partial' },
  'settings that are checked': { app: "import { z } from 'zod';\n\nconst env = z.object({ MODEL: z.string().default($model) }).parse(process.env);\n\nexport const ask = (text: string) => $call(env.MODEL);\n", state: 'partial' },
  'one of two': { app: 'export const ask = (text: string, fast: boolean) => $call(fast ? $model : $model);\n' },
  'in a file of JSON': { files: { 'settings.json': '{ "model": "$name" }\n' }, app: "import settings from './settings.json';\n\nexport const ask = (text: string) => $call(settings.model);\n" },
};

const TYPESCRIPT_REQUESTS: typeof PYTHON_REQUESTS = {
  'an object': { app: 'const client = $new;\n\nexport function ask(text: string) {\n  const params = $request;\n  return $operation(params);\n}\n' },
  'an object with more set': { app: 'const client = $new;\n\nexport function ask(text: string, stop?: string) {\n  const params: Record<string, unknown> = $request;\n  params.timeout = 20;\n  if (stop) params.stop = stop;\n  return $operation(params as never);\n}\n' },
  'an object from a function': { app: 'const client = $new;\nconst request = (text: string) => ($request);\n\nexport const ask = (text: string) => $operation(request(text));\n' },
  'objects that are spread': { app: 'const client = $new;\nconst base = { timeout: 20 };\n\nexport const ask = (text: string) => $operation({ ...base, ...$request });\n' },
  'objects that are assigned': { app: 'const client = $new;\nconst base = { timeout: 20 };\n\nexport const ask = (text: string) => $operation(Object.assign({}, base, $request));\n' },
  'an object with an assertion': { app: 'const client = $new;\n\nexport async function ask(text: string) {\n  const params = ($request) satisfies object;\n  return (await $operation(params as any)) as unknown;\n}\n' },
  'for each of a list': { app: 'const client = $new;\n\nexport const ask = (texts: string[]) => Promise.all(texts.map(async (text) => $operation($request)));\n' },
  'in a function that is handed over': { app: 'const client = $new;\n\nexport const ask = (text: string) => again(() => $operation($request), 3);\n' },
  'in an attempt': { app: 'const client = $new;\n\nexport async function ask(text: string) {\n  try {\n    return await $operation($request);\n  } catch (error) {\n    console.error(error);\n  } finally {\n    console.log("done");\n  }\n}\n' },
  'followed by then': { app: 'const client = $new;\n\nexport const ask = (text: string) => $operation($request).then((answer) => answer);\n' },
};

/** The text of a file: `$call(…)` is the call on what stands in its parentheses, or with that as its model. */
function written(text: string, sdk: Sdk, call: (inner: string) => string, quote: string): string {
  const [operation, request] = partsOf(sdk.call('client', `${quote}${sdk.model}${quote}`));
  const filled = text.replace(/\$operation/g, operation).replace(/\$request/g, () => request).replace(/\$imports/g, sdk.imports).replace(/\$new/g, () => sdk.client).replace(/\$type/g, sdk.type).replace(/\$model/g, `${quote}${sdk.model}${quote}`).replace(/\$name/g, sdk.model);
  const at = filled.indexOf('$call(');
  if (at < 0) return filled;
  let depth = 0;
  let end = at + '$call'.length;
  do depth += filled[end] === '(' ? 1 : filled[end] === ')' ? -1 : 0;
  while (++end < filled.length && depth > 0);
  return filled.slice(0, at) + call(filled.slice(at + '$call('.length, end - 1)) + filled.slice(end);
}

/** `client.ask(…)`: what is called, and what it is given. */
function partsOf(call: string): readonly [operation: string, request: string] {
  const open = call.indexOf('(');
  return [call.slice(0, open), call.slice(open + 1, -1)];
}

function program({ files = {}, app }: Program, sdk: Sdk, call: (inner: string) => string, quote: string): Program {
  const others = Object.entries(files).map(([name, text]) => [name, written(text, sdk, call, quote)] as const);
  return { files: Object.fromEntries(others), app: `${sdk.imports}\n${written(app, sdk, call, quote)}` };
}

describe.each([
  ['python', PYTHON, PYTHON_CLIENTS, PYTHON_MODELS, PYTHON_REQUESTS, 'app.py', '"'],
  ['typescript', TYPESCRIPT, TYPESCRIPT_CLIENTS, TYPESCRIPT_MODELS, TYPESCRIPT_REQUESTS, 'app.ts', "'"],
] as const)('%s', (_, sdks, clients, models, requests, name, quote) => {
  describe.each(Object.entries(clients))('a client: %s', (_, { untyped, ...shape }) => {
    // Of some clients there is no type to write down.
    it.each(Object.entries(sdks).filter(([, { type }]) => untyped !== false || type !== 'object'))('%s', (_, sdk) => {
      expect(modelsIn(program(shape, sdk, (client) => sdk.call(client, `${quote}${sdk.model}${quote}`), quote), name)).toEqual([`known ${sdk.model}`]);
    });
  });

  describe.each(Object.entries(models))('a model: %s', (_, { state = 'known', ...shape }) => {
    it.each(Object.entries(sdks))('%s', (_, sdk) => {
      expect(modelsIn(program(shape, sdk, (model) => sdk.call(sdk.client, model), quote), name)).toEqual([`${state} ${sdk.model}`]);
    });
  });

  describe.each(Object.entries(requests))('a request: %s', (_, shape) => {
    it.each(Object.entries(sdks))('%s', (_, sdk) => {
      expect(modelsIn(program(shape, sdk, (inner) => inner, quote), name)).toEqual([`known ${sdk.model}`]);
    });
  });
});
