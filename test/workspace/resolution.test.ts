/** How values reach a call: through names, modules, classes, settings and functions. One behaviour a test; `support/calls.ts` says how to read the lines. */
import { describe, expect, it } from 'vitest';
import { lineStarts, positionAt } from '../../server/core/model/text.ts';
import { callLine } from '../support/calls.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

/** The calls of the first file, without its path, line and callee; an open request leaves system text and streaming unknown too. */
function callsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const memory = createMemoryWorkspace(Object.entries(files));
  const [path, text] = Object.entries(files)[0]!;
  const starts = lineStarts(text);
  return (memory.workspace.analyze(`${ROOT}/${path}`)?.calls ?? []).map((call) => callLine(call, path, positionAt(starts, call.site.start).line + 1).split(' ').slice(3).join(' ').replace('system=unknown stream=unknown open', 'open'));
}

const ASK = 'client.messages.create(model=MODEL, max_tokens=100, messages=[])';

describe('modules', () => {
  it('a constant of another module', () => {
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nfrom config import MODEL\nclient = Anthropic()\n${ASK}\n`, 'config.py': 'MODEL = "claude-opus-5-5"\n' })).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it("a package's own file that imports a module beside it", () => {
    expect(
      callsOf({
        'app.py': `from anthropic import Anthropic\nfrom prompts import templates\nclient = Anthropic()\nclient.messages.create(model="claude-opus-5-5", max_tokens=100, system=templates.SYSTEM, messages=[])\n`,
        'prompts/__init__.py': 'from . import templates\n',
        'prompts/templates.py': 'SYSTEM = "Be brief."\n',
      }),
    ).toEqual(['model=claude-opus-5-5 cap=100 system=known']);
  });

  it('a module that is imported by its name when it is needed', () => {
    expect(callsOf({ 'app.py': 'import importlib\n\nopenai = importlib.import_module("openai")\nopenai.OpenAI().responses.create(model="gpt-6-luna", input="Hello")\n__import__("openai").OpenAI().responses.create(model="gpt-5.2", input="Hello")\n' })).toEqual(['model=gpt-6-luna cap=-', 'model=gpt-5.2 cap=-']);
  });

  it('modules that re-export one another in a circle end as unknown', () => {
    expect(callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nimport { MODEL } from './a';\nnew Anthropic().messages.create({ model: MODEL, max_tokens: 100, messages: [] });\n`, 'a.ts': "export * from './b';\n", 'b.ts': "export * from './a';\n" })).toEqual(['model=? cap=100']);
  });

  it('a value that is defined by itself ends as what else it may be', () => {
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\nMODEL = None\nMODEL = MODEL or "claude-opus-5-5"\n${ASK}\n` })).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('why it may be another is not that it is defined by itself, or empty at first', () => {
    const code = `import Anthropic from '@anthropic-ai/sdk';\n\nclass Handler {\n  model = '';\n  constructor(private options: { model?: string }) {\n    this.model = this.choose();\n  }\n  choose() {\n    return this.model.length > 0 ? this.model : (this.options.model ?? 'claude-opus-5-5');\n  }\n  ask() {\n    return new Anthropic().messages.create({ model: this.model, max_tokens: 100, messages: [] });\n  }\n}\n`;
    const [call] = createMemoryWorkspace([['app.ts', code]]).workspace.analyze(`${ROOT}/app.ts`)!.calls;
    expect(call!.site.model.candidates.map(({ id }) => id)).toContain('claude-opus-5-5');
    expect(call!.site.model.why).toBe('attribute `model`');
  });
});

describe('an item by its place', () => {
  const asks = (model: string): readonly string[] => callsOf({ 'app.ts': `import OpenAI from 'openai';\nconst MODELS = ['gpt-5-nano', 'gpt-6-luna', 'gpt-6-sol'];\nconst more = [...MODELS, ...process.argv];\nnew OpenAI().responses.create({ model: ${model}, input: 'Hello' });\n` });

  it('is told from the end of a list, too', () => {
    for (const last of ['MODELS.at(-1)!', 'MODELS[MODELS.length - 1]', 'MODELS.at(2)']) expect([last, ...asks(last)]).toEqual([last, 'model=gpt-6-sol cap=-']);
    expect(asks('MODELS.at(0)')).toEqual(['model=gpt-5-nano cap=-']);
  });

  it('is any of them where the place is not known, or more may follow', () => {
    expect(asks('MODELS.at(Number(process.env.TIER))')[0]).toMatch(/^model=gpt-5-nano\|gpt-6-luna\|gpt-6-sol/);
    expect(asks('more.at(-1)')[0]).toMatch(/^model=gpt-5-nano\|gpt-6-luna\|gpt-6-sol/);
    expect(asks('more[more.length - 1]')[0]).toMatch(/^model=gpt-5-nano\|gpt-6-luna\|gpt-6-sol/);
  });
});

describe('what a module exports by assignments', () => {
  it('is read by itself too, and is what it is set to last', () => {
    const config = "Object.defineProperty(exports, '__esModule', { value: true });\nexports.SETTINGS = exports.MODEL = void 0;\nexports.settingsOf = settingsOf;\nexports.MODEL = 'claude-opus-5-5';\nexports.SETTINGS = { long: { model: exports.MODEL, max_tokens: 100 } };\nfunction settingsOf(which) {\n  return module.exports.SETTINGS[which];\n}\n";
    const app = (settings: string): Readonly<Record<string, string>> => ({ 'app.js': `const Anthropic = require('@anthropic-ai/sdk');\nconst config = require('./config');\nnew Anthropic().messages.create({ ...${settings}, messages: [] });\n`, 'config.js': config });
    expect(callsOf(app("config.settingsOf('long')"))).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(callsOf(app('{ model: config.MODEL, max_tokens: 100 }'))).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('is no other object of that name', () => {
    expect(callsOf({ 'app.ts': "import Anthropic from '@anthropic-ai/sdk';\nimport * as all from './all';\nconst { exports } = all;\nnew Anthropic().messages.create({ model: exports.model, max_tokens: 100, messages: [] });\n", 'all.ts': "export const exports = { model: 'claude-opus-5-5' };\n" })).toEqual(['model=claude-opus-5-5 cap=100']);
  });
});

describe('a function that others may call', () => {
  const asks = (handedOut: string): readonly string[] => callsOf({ 'app.js': `const Anthropic = require('@anthropic-ai/sdk');\nfunction ask(model) {\n  return new Anthropic().messages.create({ model, max_tokens: 100, messages: [] });\n}\nask('claude-opus-5-5');\n${handedOut}\n` }).slice(0, 1);

  it('may be given something else than its own file gives', () => {
    const handedOut = ['module.exports = { ask };', 'exports.ask = ask;', "app.post('/', ask);", 'const table = { ask };', 'const wrapped = once(ask);', 'function get() {\n  return ask;\n}', 'server.ask = ask;', 'const [first = ask] = others;'];
    for (const by of handedOut) expect([by, ...asks(by)]).toEqual([by, 'model=claude-opus-5-5? cap=100']);
  });

  it('is called by its own file alone where that only calls it', () => {
    for (const other of ['', 'module.exports = { other };', "setTimeout(() => ask('claude-opus-5-5'));"]) expect([other, ...asks(other)]).toEqual([other, 'model=claude-opus-5-5 cap=100']);
  });
});

describe('a text that is taken apart', () => {
  it('ends after as many parts as are asked for', () => {
    expect(callsOf({ 'app.ts': "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst [, model] = 'fast:claude-opus-5-5:x'.split(':', 2);\nclient.messages.create({ model, max_tokens: 100, messages: [] });\n" })).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(callsOf({ 'app.ts': "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst model = 'fast:claude-opus-5-5'.split(':', 1)[1];\nclient.messages.create({ model, max_tokens: 100, messages: [] });\n" })[0]).toMatch(/^model=\?/);
  });
});

describe('what a module is', () => {
  const app = (import_: string, call: string): string => `${import_}\nconst client = ${call};\nclient.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] });\n`;
  const known = ['model=claude-opus-5-5 cap=100'];

  it('the function, class or object that it exports in its place', () => {
    expect(callsOf({ 'app.js': app("const connect = require('./connect');", 'connect()'), 'connect.js': "const Anthropic = require('@anthropic-ai/sdk');\nmodule.exports = function connect() {\n  return new Anthropic();\n};\n" })).toEqual(known);
    expect(callsOf({ 'app.js': app("const Service = require('./service');", 'new Service().client'), 'service.js': "const Anthropic = require('@anthropic-ai/sdk');\nclass Service {\n  constructor() {\n    this.client = new Anthropic();\n  }\n}\nmodule.exports = Service;\n" })).toEqual(known);
    expect(callsOf({ 'app.js': app("const service = require('./service');", 'service.client'), 'service.js': "const Anthropic = require('@anthropic-ai/sdk');\nclass Service {\n  client = new Anthropic();\n}\nmodule.exports = new Service();\n" })).toEqual(known);
  });

  it('what it exports by names', () => {
    expect(callsOf({ 'app.js': app("const ai = require('./ai');", 'ai.client'), 'ai.js': "const Anthropic = require('@anthropic-ai/sdk');\nconst client = new Anthropic();\nmodule.exports = { client };\n" })).toEqual(known);
  });
});

describe('conditions', () => {
  const app = (body: string, model: string): string => `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${body}\nclient.messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n`;
  const asks = (body: string, model: string): readonly string[] => callsOf({ 'app.ts': app(body, model) });
  const pick = "function pick(task: 'fast' | 'good' | 'other') {\n  if (task === 'fast') {\n    return 'claude-haiku-5-5';\n  } else if (task !== 'good') {\n    return 'claude-sonnet-5-5';\n  }\n  return 'claude-opus-5-5';\n}\n";

  it.each([
    ['fast', 'claude-haiku-5-5'],
    ['good', 'claude-opus-5-5'],
    ['other', 'claude-sonnet-5-5'],
  ])('an argument decides what a function returns: %s', (task, model) => {
    expect(asks(pick, `pick('${task}')`)).toEqual([`model=${model} cap=100`]);
  });

  it('an argument that is not known leaves all of it', () => {
    expect(asks(pick, 'pick(process.argv[2] as never)')).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5|claude-opus-5-5 cap=100']);
  });

  it('an argument that no test fits leaves all of it', () => {
    expect(asks("function pick(task: string) {\n  if (task === 'a') return 'claude-haiku-5-5';\n  if (task === 'b') return 'claude-opus-5-5';\n  throw new Error(task);\n}", "pick('c')")).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
  });

  const choose = "function choose(size: string) {\n  switch (size) {\n    case 'tiny':\n    case 'small':\n      return 'claude-haiku-5-5';\n    case 'large':\n      return 'claude-opus-5-5';\n    default:\n      return 'claude-sonnet-5-5';\n  }\n}";

  it.each([
    ['tiny', 'claude-haiku-5-5'],
    ['small', 'claude-haiku-5-5'],
    ['large', 'claude-opus-5-5'],
    ['huge', 'claude-sonnet-5-5'],
  ])('a switch, whose cases run on: %s', (size, model) => {
    expect(asks(choose, `choose('${size}')`)).toEqual([`model=${model} cap=100`]);
  });

  it('a clause that runs on into the next gives what that one gives', () => {
    expect(asks("function choose(size: string) {\n  let model = 'claude-sonnet-5-5';\n  switch (size) {\n    case 'small':\n      console.log(size);\n    case 'large':\n      model = 'claude-opus-5-5';\n      break;\n    default:\n      break;\n  }\n  return model;\n}", "choose('small')")).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('an argument decides what a variable and an attribute are', () => {
    expect(asks("function pick(good: boolean) {\n  let model;\n  if (good) model = 'claude-opus-5-5';\n  else model = 'claude-haiku-5-5';\n  return model;\n}", 'pick(false)')).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(asks("class Settings {\n  constructor(good: boolean) {\n    if (good) {\n      this.model = 'claude-opus-5-5';\n    } else {\n      this.model = 'claude-haiku-5-5';\n    }\n  }\n}", 'new Settings(true).model')).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(asks("const pick = (good: boolean) => (good ? 'claude-opus-5-5' : 'claude-haiku-5-5');", 'pick(!false)')).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
    expect(asks("const pick = (good: boolean) => (good ? 'claude-opus-5-5' : 'claude-haiku-5-5');", 'pick(true)')).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('whether a list or a table has it decides where it is known', () => {
    const body = 'MODELS = {"fast": "claude-haiku-5-5", "good": "claude-opus-5-5"}\n\ndef pick(name):\n    if name in MODELS:\n        return MODELS[name]\n    return name\n\ndef other(name):\n    return MODELS[name] if name in ("fast", "good") else name\n';
    const python = (model: string): readonly string[] => callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\n\n${body}\nMODEL = ${model}\n${ASK}\n` });
    expect([python('pick("fast")'), python('pick("claude-sonnet-5-5")'), python('other("good")'), python('other("claude-sonnet-5-5")')].flat()).toEqual(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-sonnet-5-5'].map((model) => `model=${model} cap=100`));
  });

  it('what every arm sets is not what it was before, and what one arm sets is not seen in another', () => {
    const body = (last: string): string => `export function run(size: string) {\n  let model = 'claude-sonnet-5-5';\n  if (size === 'small') {\n    model = 'claude-haiku-5-5';\n  } else if (size === 'large') {\n    model = 'claude-opus-5-5';\n  } else {\n    ${last}\n  }\n  return client.messages.create({ model, max_tokens: 100, messages: [] });\n}\n`;
    const run = (last: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${body(last)}` });
    expect(run("throw new Error('size');")).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
    expect(run("model = 'claude-opus-4-5';")).toEqual(['model=claude-haiku-5-5|claude-opus-5-5|claude-opus-4-5 cap=100']);
    expect(run('console.log(size);')).toEqual(['model=claude-sonnet-5-5|claude-haiku-5-5|claude-opus-5-5 cap=100']);
    expect(run('return client.messages.create({ model, max_tokens: 50, messages: [] });')).toEqual(['model=claude-sonnet-5-5 cap=50', 'model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
  });

  it('but in a loop, where the next round sees it, and behind one that ends before', () => {
    const python = (body: string): readonly string[] => callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\ndef run(sizes):\n    model = "claude-opus-5-5"\n    for size in sizes:\n        if size == "small":\n            model = "claude-haiku-5-5"\n        else:\n${body}\n` });
    const ask = 'client.messages.create(model=model, max_tokens=100, messages=[])';
    expect(python(`            ${ask}`)).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
    expect(python(`            break\n    ${ask}`)).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
  });

  it('what the environment decides is not decided', () => {
    expect(asks("const good = process.env.GOOD === 'yes';", "good ? 'claude-opus-5-5' : 'claude-haiku-5-5'")).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
  });

  it('what another function sets is not decided', () => {
    expect(asks("let good = false;\nexport function improve() {\n  good = true;\n}\nexport const pick = () => (good ? 'claude-opus-5-5' : 'claude-haiku-5-5');", 'pick()')).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
  });

  it('the same in Python, in order', () => {
    const body = 'def pick(task):\n    if task == "fast":\n        return "claude-haiku-5-5"\n    elif task is None:\n        return "claude-sonnet-5-5"\n    else:\n        return "claude-opus-5-5"\n';
    const python = (task: string): readonly string[] => callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\n\n${body}\nMODEL = pick(${task})\n${ASK}\n` });
    expect([python('"fast"'), python('None'), python('"good"')].flat()).toEqual(['model=claude-haiku-5-5 cap=100', 'model=claude-sonnet-5-5 cap=100', 'model=claude-opus-5-5 cap=100']);
  });
});

describe('what a condition says of the value that it tests', () => {
  const inFunction = (body: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst ask = (model: string) => client.messages.create({ model, max_tokens: 100, messages: [] });\nexport function run(options: { model?: string }) {\n  const model = options.model ?? 'claude-opus-5-5';\n${body}\n}\n` }).slice(1);
  const call = 'client.messages.create({ model, max_tokens: 100, messages: [] });';

  it('it is the text that it equals, or one of them', () => {
    expect(inFunction(`  if (model === 'claude-haiku-5-5') ${call}`)).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(inFunction(`  if (model === 'claude-haiku-5-5' || model === 'claude-opus-5-5') ${call}`)).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
    expect(inFunction(`  switch (model) {\n    case 'claude-haiku-5-5':\n    case 'claude-sonnet-5-5':\n      ${call}\n  }`)).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
  });

  it('it is not what the condition rules out', () => {
    expect(inFunction(`  if (model !== 'claude-opus-5-5') ${call}`)).toEqual(['model=? cap=100']);
    expect(inFunction(`  if (model.startsWith('claude-haiku')) ${call}`)).toEqual(['model=? cap=100']);
    expect(inFunction(`  if (!model.includes('haiku')) ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
    expect(inFunction(`  if (model.endsWith('-5-5') && options.model) ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
    expect(inFunction(`  switch (model) {\n    case 'claude-opus-5-5':\n      break;\n    default:\n      ${call}\n  }`)).toEqual(['model=? cap=100']);
    expect(inFunction(`  if (['claude-opus-5-5'].includes(model)) return;\n  else ${call}`)).toEqual(['model=? cap=100']);
  });

  it('also of a member and of what a method gives, and in a function that is called there', () => {
    const handler = (body: string): Readonly<Record<string, string>> => ({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nclass Handler {\n  private client = new Anthropic();\n  constructor(private options: { model?: string }) {}\n  getModel() {\n    return { id: this.options.model ?? 'claude-opus-5-5' };\n  }\n  run() {\n${body}\n  }\n  private ask(model: string) {\n    return this.client.messages.create({ model, max_tokens: 100, messages: [] });\n  }\n}\n` });
    expect(callsOf(handler("    if (this.getModel().id === 'claude-haiku-5-5') return this.client.messages.create({ model: this.getModel().id, max_tokens: 100, messages: [] });\n    return null;"))[0]).toBe('model=claude-haiku-5-5 cap=100');
    expect(callsOf(handler("    const model = this.getModel().id;\n    if (model.startsWith('claude-haiku')) return this.ask(model);\n    return null;")).at(-1)).toBe('model=? cap=100');
  });

  it('the same in Python', () => {
    const python = (test: string): readonly string[] => callsOf({ 'app.py': `import os\nfrom anthropic import Anthropic\nclient = Anthropic()\nmodel = os.environ.get("MODEL", "claude-opus-5-5")\ndef run(model=model):\n    ${test}:\n        client.messages.create(model=model, max_tokens=100, messages=[])\n` });
    expect(python('if model == "claude-haiku-5-5"')).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(python('if model in ("claude-haiku-5-5", "claude-sonnet-5-5")')).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
    expect(python('if model not in ["claude-opus-5-5"]')).toEqual(['model=? cap=100']);
    expect(python('if "haiku" in model')).toEqual(['model=? cap=100']);
    expect(python('if model.startswith(("claude-opus", "gpt-"))')).toEqual(['model=claude-opus-5-5? cap=100']);
  });

  it('says nothing once the name is bound anew, of another thing, or where a long list names it', () => {
    expect(inFunction(`  if (model !== 'claude-opus-5-5') {\n    const model = 'claude-opus-5-5';\n    ${call}\n  }`)).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(inFunction(`  const other = options.model ?? 'claude-opus-5-5';\n  if (other !== 'claude-opus-5-5') ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
    expect(inFunction(`  if (options.model === undefined) ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
  });

  it('behind a condition that ends by leaving it is what the condition lets through', () => {
    expect(inFunction(`  if (model === 'claude-opus-5-5') return;\n  ${call}`)).toEqual(['model=? cap=100']);
    expect(inFunction(`  if (model !== 'claude-haiku-5-5') throw new Error(model);\n  ${call}`)).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(inFunction(`  if (!['claude-haiku-5-5', 'claude-opus-5-5'].includes(model)) throw new Error(model);\n  ${call}`)).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
    expect(inFunction(`  if (model === 'claude-haiku-5-5') console.log(model);\n  else if (model === 'claude-sonnet-5-5') console.warn(model);\n  else throw new Error(model);\n  ${call}`)).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
    expect(inFunction(`  switch (model) {\n    case 'claude-opus-5-5':\n      return;\n  }\n  ${call}`)).toEqual(['model=? cap=100']);
    expect(inFunction(`  for (const name of [model]) {\n    if (name === 'claude-opus-5-5') continue;\n    client.messages.create({ model: name, max_tokens: 100, messages: [] });\n  }`)).toEqual(['model=? cap=100']);
    const python = (body: string): readonly string[] => callsOf({ 'app.py': `import os\nfrom anthropic import Anthropic\nclient = Anthropic()\ndef run(model: str | None = os.environ.get("MODEL", "claude-opus-5-5")):\n${body}\n    client.messages.create(model=model, max_tokens=100, messages=[])\n` });
    expect(python('    if model.startswith("claude-opus"):\n        return None')).toEqual(['model=? cap=100']);
    expect(python('    if model not in ("claude-haiku-5-5", "claude-sonnet-5-5"):\n        raise ValueError(model)')).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
    expect(python('    model = None\n    if os.environ.get("FAST"):\n        model = "claude-haiku-5-5"\n    if not model:\n        return None')).toEqual(['model=claude-haiku-5-5 cap=100']);
  });

  it('a condition that may not leave, or after which it is bound anew, says nothing behind it', () => {
    expect(inFunction(`  if (model === 'claude-opus-5-5') console.log(model);\n  ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
    expect(inFunction(`  if (model === 'claude-opus-5-5') {\n    if (options.model) return;\n  }\n  ${call}`)).toEqual(['model=claude-opus-5-5|… cap=100']);
    expect(inFunction(`  let name = model;\n  if (name === 'claude-opus-5-5') return;\n  for (const next of ['claude-opus-5-5']) {\n    client.messages.create({ model: name, max_tokens: 100, messages: [] });\n    name = next;\n  }`)).toEqual(['model=claude-opus-5-5|… cap=100']);
  });

  it('in a match it is one of the values of its pattern, or none of those before it', () => {
    const python = (cases: string): readonly string[] => callsOf({ 'app.py': `import os\nfrom anthropic import Anthropic\nclient = Anthropic()\ndef run(model: str = os.environ.get("MODEL", "claude-opus-5-5")):\n    match model:\n${cases}\n            client.messages.create(model=model, max_tokens=100, messages=[])\n` });
    expect(python('        case "claude-haiku-5-5":')).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(python('        case "claude-haiku-5-5" | "claude-sonnet-5-5" if os.environ.get("X"):')).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
    expect(python('        case "claude-opus-5-5":\n            pass\n        case other:')).toEqual(['model=? cap=100']);
    expect(python('        case [first, *_]:\n            pass\n        case _:')).toEqual(['model=claude-opus-5-5? cap=100']);
  });

  it('on one side of a conditional expression it is what the test leaves', () => {
    const asks = (model: string): readonly string[] => inFunction(`  client.messages.create({ model: ${model}, max_tokens: 100, messages: [] });`);
    expect(asks("model === 'claude-opus-5-5' ? 'claude-haiku-5-5' : model")).toEqual(['model=claude-haiku-5-5|… cap=100']);
    expect(asks("model === 'claude-haiku-5-5' ? model : 'claude-sonnet-5-5'")).toEqual(['model=claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
  });

  it('what is told by another name is what the conditions leave of that', () => {
    const typescript = (params: string, body: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst MODELS = { fast: 'claude-haiku-5-5', smart: 'claude-opus-5-5' };\nexport function run(${params}) {\n${body}\n}\n` });
    expect(typescript("kind: 'fast' | 'smart'", `  const model = MODELS[kind];\n  if (kind === 'fast') return ${call}\n  return ${call}`)).toEqual(['model=claude-haiku-5-5 cap=100', 'model=claude-opus-5-5 cap=100']);
    expect(typescript("kind: 'fast' | 'smart'", `  const model = MODELS[kind];\n  switch (kind) {\n    case 'smart':\n      ${call}\n  }`)).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(typescript('kind: keyof typeof MODELS, given?: string', `  const model = given ?? MODELS[kind];\n  if (kind !== 'fast') throw new Error(kind);\n  ${call}`)).toEqual(['model=claude-haiku-5-5? cap=100']);
    // What is bound anew, or made by a call, may be another thing by then.
    expect(typescript("kind: 'fast' | 'smart', other: boolean", `  const model = MODELS[kind];\n  if (other) kind = 'smart';\n  if (kind === 'smart') ${call}`)).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\nMODELS = {"fast": "claude-haiku-5-5", "smart": "claude-opus-5-5"}\ndef run(kind):\n    model = MODELS[kind]\n    if kind == "fast":\n        client.messages.create(model=model, max_tokens=100, messages=[])\n` })).toEqual(['model=claude-haiku-5-5 cap=100']);
  });

  it('a record is told from others by what the test finds in it', () => {
    const text = `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\ninterface Config { kind: 'fast' | 'smart'; model: string }\nfunction run(config: Config) {\n  if (config.kind === 'fast') return client.messages.create({ model: config.model, max_tokens: 100, messages: [] });\n  return client.messages.create({ model: config.model, max_tokens: 100, messages: [] });\n}\n`;
    const given = "export const first = () => run({ kind: 'fast', model: 'claude-haiku-5-5' });\nexport const second = () => run({ kind: 'smart', model: 'claude-opus-5-5' });\n";
    expect(callsOf({ 'app.ts': `${text}${given}` }).slice(0, 2)).toEqual(['model=claude-haiku-5-5 cap=100', 'model=claude-opus-5-5 cap=100']);
    // What is not said of a record does not rule it out.
    expect(callsOf({ 'app.ts': `${text}export const either = (kind: Config['kind']) => [run({ kind, model: 'claude-haiku-5-5' }), run({ kind: 'smart', model: 'claude-opus-5-5' })];\n` }).slice(0, 2)).toEqual(['model=claude-haiku-5-5 cap=100', 'model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
  });

  it('leaves a value that no condition fits as it is', () => {
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\nMODEL = "claude-opus-5-5"\nif MODEL == "claude-haiku-5-5":\n    ${ASK}\n` })).toEqual(['model=claude-opus-5-5 cap=100']);
  });
});

describe('lists that are put together', () => {
  const system = '{"role": "system", "content": "Be brief."}';
  const parts = (text: string): readonly string[] => {
    const path = text.startsWith('import ') ? 'app.ts' : 'app.py';
    const [call] = createMemoryWorkspace([[path, text]]).workspace.analyze(`${ROOT}/${path}`)!.calls;
    return call!.cost.parts.map(({ role, state }) => `${role} ${state}`);
  };
  const python = (messages: string): readonly string[] => parts(`from openai import OpenAI\n\ndef ask(history, question, more):\n    OpenAI().chat.completions.create(model="gpt-5.2", messages=${messages})\n`);
  const typescript = (messages: string): readonly string[] => parts(`import OpenAI from 'openai';\nexport const ask = (history: object[], question: string, more: boolean) => new OpenAI().chat.completions.create({ model: 'gpt-5.2', messages: ${messages} });\n`);

  it('what is known stays known beside what is not', () => {
    const expected = ['system known', 'other unknown', 'user unknown', 'other unknown'];
    expect(python(`[${system}] + history + [{"role": "user", "content": question}]`)).toEqual(expected);
    expect(python(`[${system}, *history, {"role": "user", "content": question}]`)).toEqual(expected);
    expect(typescript(`[${system}].concat(history, { role: 'user', content: question })`)).toEqual(expected);
    expect(typescript(`[${system}, ...history.map((each) => each), ...[{ role: 'user', content: question }]]`)).toEqual(expected);
    expect(typescript("history.concat([{ role: 'user', content: 'What is this?' }])")).toEqual(['other unknown', 'user known', 'other unknown']);
  });

  it('what is added under a condition is there at times', () => {
    expect(python(`([${system}] if more else []) + [{"role": "user", "content": "Hello"}]`)).toEqual(['system partial', 'user known']);
    expect(typescript(`[${system}, ...(more ? [{ role: 'user', content: 'Hello' }] : [])]`)).toEqual(['system known', 'user partial']);
    expect(typescript(`[${system}, ...(more && [{ role: 'user', content: 'Hello' }])]`)).toEqual(['system known', 'user partial']);
    expect(typescript(`[${system}, more && { role: 'assistant', content: 'Yes?' }, { role: 'user', content: 'Hello' }].filter(Boolean)`)).toEqual(['system known', 'assistant partial', 'user known']);
    expect(typescript(`[${system}, { role: 'user', content: 'Hello' }].filter((each) => each.content !== question)`)).toEqual(['system partial', 'user partial']);
  });

  it('an item behind others that may be missing is any of those that may stand there', () => {
    const asks = (list: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nexport const ask = (more: boolean) => new Anthropic().messages.create({ model: ${list}[0], max_tokens: 100, messages: [] });\n` });
    expect(asks("[...(more ? ['claude-haiku-5-5'] : []), 'claude-opus-5-5']")).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
    expect(asks("['claude-sonnet-5-5', ...(more ? ['claude-haiku-5-5'] : [])]")).toEqual(['model=claude-sonnet-5-5 cap=100']);
  });
});

describe('what an object is built with', () => {
  const ask = 'OpenAI().chat.completions.create(model=self.MODEL, messages=[])';
  const bot = (head: string, model: string): string => `from dataclasses import dataclass\nfrom openai import OpenAI\n${head}\n    def ask(self):\n        return ${ask.replace('MODEL', model)}\n`;
  const keeping = 'class Bot:\n    def __init__(self, model: str):\n        self.model = model';

  it.each([
    ['a parameter that its constructor keeps', bot(keeping, 'model')],
    ['a field that it declares', bot('@dataclass\nclass Bot:\n    model: str', 'model')],
  ])('%s, in its file or in others', (_, text) => {
    expect(callsOf({ 'bot.py': `${text}\nBot("gpt-5.2")\nBot(model="gpt-6-luna")\n` })[0]).toBe('model=gpt-5.2?|gpt-6-luna? cap=-');
    expect(callsOf({ 'bot.py': text, 'main.py': 'from bot import Bot\nfirst, second = Bot("gpt-5.2"), Bot(model="gpt-6-luna")\n' })).toEqual(['model=gpt-5.2?|gpt-6-luna? cap=-']);
    expect(callsOf({ 'bot.py': text, 'main.py': 'from other import Bot\nBot("gpt-5.2")\n' })).toEqual(['model=? cap=-']);
  });

  it('settings in a record', () => {
    const text = bot('class Bot:\n    def __init__(self, config):\n        self.config = config\n        self.model = config.get("model", "gpt-4o")', 'config["model"]');
    expect(callsOf({ 'bot.py': text, 'main.py': 'from bot import Bot\nBot({"model": "gpt-5.2"})\n' })).toEqual(['model=gpt-5.2? cap=-']);
    expect(callsOf({ 'bot.py': text.replace('self.config["model"]', 'self.model'), 'main.py': 'from bot import Bot\nBot({"model": "gpt-5.2"})\n' })).toEqual(['model=gpt-5.2?|gpt-4o? cap=-']);
  });

  it.each([
    ['a parameter that is a property', 'constructor(private readonly model: string) {}', 'model', "'gpt-5.2'"],
    ['options of an interface', 'constructor(private readonly options: Options) {}', 'options.model', "{ model: 'gpt-5.2' }"],
    ['options whose type is written out', 'constructor(private readonly options: { model: string }) {}', 'options.model', "{ model: 'gpt-5.2' }"],
  ])('the same in TypeScript: %s', (_, constructor, model, given) => {
    const text = `import OpenAI from 'openai';\ninterface Options { model: string; retries?: number }\nexport class Bot {\n  private client = new OpenAI();\n  ${constructor}\n  ask() {\n    return this.client.chat.completions.create({ model: this.${model}, messages: [] });\n  }\n}\n`;
    expect(callsOf({ 'bot.ts': text, 'main.ts': `import { Bot } from './bot';\nexport const bot = new Bot(${given});\n` })[0]).toMatch(/^model=gpt-5\.2(\?|\|…) cap=-$/);
    expect(callsOf({ 'bot.ts': `${text}export const bot = new Bot(${given});\n` })[0]).toMatch(/^model=gpt-5\.2(\?|\|…) cap=-$/);
    expect(callsOf({ 'bot.ts': text })).toEqual(['model=? cap=-']);
  });
});

describe('what may be nothing', () => {
  it('a value from outside, before a default', () => {
    expect(callsOf({ 'app.ts': "import Anthropic from '@anthropic-ai/sdk';\nimport { readBody } from 'some-framework';\nconst body = await readBody();\nnew Anthropic().messages.create({ model: body.model || 'claude-opus-5-5', max_tokens: 100, messages: [] });\n" })).toEqual(['model=claude-opus-5-5|… cap=100']);
  });

  it('a name that is declared, and set by the function that needs it', () => {
    const asked = (declared: string): readonly string[] =>
      callsOf({ 'app.ts': `import { Agent, run } from '@openai/agents';\n\n${declared};\nfunction agent() {\n  if (!made) {\n    made = new Agent({ name: 'Helper', instructions: 'Be brief.', model: 'gpt-6-luna', modelSettings: { maxTokens: 64 } });\n  }\n  return made;\n}\nawait run(agent(), 'Hello');\n` });
    for (const declared of ['let made: Agent | undefined', 'let made: any', 'let made', 'let made: Agent | null = null']) expect(asked(declared)).toEqual(['model=gpt-6-luna cap=64 system=known']);
    for (const declared of ['declare let made: Agent', 'let made!: Agent']) expect(asked(declared)).not.toEqual(['model=gpt-6-luna cap=64 system=known']);
  });
});

/** A program whose client is what an expression gives. */
const withClient = (before: string, client: string): Readonly<Record<string, string>> => ({ 'app.ts': `${before}\n${client}.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] });\n` });
const SDK = "import Anthropic from '@anthropic-ai/sdk';\n";

describe('what a value is said to be', () => {
  const typed = ['model=claude-opus-5-5 cap=100 retries=? timeout=?'];

  it.each([
    ['before a member', "import { get } from 'container';", "(get('ai') as Anthropic)"],
    ['where a function returns it', "import { get } from 'container';\nfunction client() {\n  return get('ai') as Anthropic;\n}", 'client()'],
    ['as the value of an arrow function', "import { get } from 'container';\nconst client = () => get('ai') as unknown as Anthropic;", 'client()'],
    ['as what a container is asked for', "import { container } from 'container';\nconst client = container.get<Anthropic>('ai');", 'client'],
    ['as what an attribute is asked for', "import { container } from 'container';\nclass Service {\n  client = container.get<Anthropic>('ai');\n}", 'new Service().client'],
    ['as what a table holds', "declare const clients: Record<string, Anthropic>;\ndeclare const name: string;", 'clients[name]'],
    ['as what a map holds', "declare const clients: Map<string, Anthropic>;\ndeclare const name: string;", 'clients.get(name)!'],
    ['as what a member gives that is a function', "declare const deps: { connect: () => Promise<Anthropic> };", '(await deps.connect())'],
    ['where a package that nobody knows gives it', "import { get } from 'container';\nconst client: Anthropic = get('ai');", 'client'],
  ])('%s', (_, before, client) => {
    expect(callsOf(withClient(SDK + before, client))).toEqual(typed);
  });

  it('is not taken for what is known of a value of a package that nobody knows', () => {
    expect(callsOf({ 'app.py': `import argparse\nfrom anthropic import Anthropic\nclient = Anthropic()\nparser = argparse.ArgumentParser()\nparser.add_argument("--model", default="claude-opus-5-5")\n\n\ndef ask(args: argparse.Namespace):\n    return args.model\n\n\nMODEL = ask(parser.parse_args())\n${ASK}\n` })).toEqual(['model=claude-opus-5-5? cap=100']);
  });

  it('does not hide what it is', () => {
    expect(callsOf(withClient(`${SDK}const client = new Anthropic({ maxRetries: 5 });`, '(client as Anthropic)'))).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
    expect(callsOf(withClient(`${SDK}const mine = { messages: { create: (request: object) => request } };`, '(mine as unknown as Anthropic)'))).toEqual([]);
  });
});

describe('what a function is said to be', () => {
  const asks = (before: string): readonly string[] => callsOf({ 'app.ts': `${SDK}type Step<I> = (input: I, context: { client: Anthropic; model: string }) => Promise<unknown>;\n${before}\n` });
  const call = "client.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] })";
  const typed = ['model=claude-opus-5-5 cap=100 retries=? timeout=?'];

  it.each([
    ['where it is bound', `export const ask: Step<string> = async (input, { client }) => ${call};`],
    ['where it is returned', `export function ask(): Step<string> {\n  return async (input, { client }) => ${call};\n}`],
    ['where it is the body of another', `export const ask = (): Step<string> => async (input, { client }) => ${call};`],
    ['where it is an attribute', `export class Asker {\n  step: Step<string> = async (input, { client }) => ${call};\n}`],
    ['in a table', `export const steps: Record<string, Step<string>> = { ask: async (input, { client }) => ${call} };`],
    ['where it is handed over', `const using = <T>(run: (client: Anthropic) => T): T => run(connect());\nexport const answer = using((client) => ${call});`],
    ['by the name of its type', `const perform = (step: Step<string>) => step('', context);\nexport const answer = perform(async (input, { client }) => ${call});`],
  ])('tells what its parameters are: %s', (_, before) => {
    expect(asks(before)).toEqual(typed);
  });

  it('what has only a type may change what it is given', () => {
    expect(callsOf({ 'app.ts': `${SDK}export const ask = (prepare: (request: Anthropic.MessageCreateParams) => void) => {\n  const request = { model: 'claude-opus-5-5', max_tokens: 100, messages: [] };\n  prepare(request);\n  return new Anthropic().messages.create(request);\n};\n` })).toEqual(['model=claude-opus-5-5 cap=100 open']);
  });
});

describe('what is waited for', () => {
  const known = ['model=claude-opus-5-5 cap=100'];
  const call = "client.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] })";

  it.each([
    ['in a function that gets it', `import('@anthropic-ai/sdk').then(({ default: Anthropic }) => {\n  const client = new Anthropic();\n  return ${call};\n});`],
    ['as what such a function gives', `const client = await import('@anthropic-ai/sdk').then((sdk) => new sdk.Anthropic());\nawait ${call};`],
    ['together', `const [{ default: Anthropic }, fs] = await Promise.all([import('@anthropic-ai/sdk'), import('node:fs')]);\nconst client = new Anthropic();\nawait ${call};`],
  ])('%s', (_, text) => {
    expect(callsOf({ 'app.ts': `${text}\n` })).toEqual(known);
  });
});

describe('a function that another one makes', () => {
  const asked = (model: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nconst named = (family: string) => (size: string) => \`claude-\${size}-\${family}\`;\nconst older = named('4-8');\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` });

  it('knows the arguments of the run that made it', () => {
    expect(asked("named('5-5')('opus')")).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(asked("older('opus')")).toEqual(['model=claude-opus-4-8 cap=100']);
  });
});

describe('a list that a function puts together, one item after the other', () => {
  it.each(["['claude', 'opus', '5-5'].reduce((all, part) => `${all}-${part}`)", "['-opus', '-5-5'].reduce((all, part) => all + part, 'claude')"])('%s', (model) => {
    expect(callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` })).toEqual(['model=claude-opus-5-5 cap=100']);
  });
});

describe('maps', () => {
  const app = (before: string, client: string): readonly string[] => callsOf(withClient(`${SDK}declare const name: string;\n${before}`, client));
  const known = ['model=claude-opus-5-5 cap=100'];

  it.each([
    ['what is put into one', 'const clients = new Map();\nexport const add = (key: string) => clients.set(key, new Anthropic());', 'clients.get(name)'],
    ['what it begins with', "const clients = new Map([['a', new Anthropic()]]);", "clients.get('a')"],
    ['one of an object', 'class Hub {\n  private clients = new Map();\n  add(key: string) {\n    this.clients.set(key, new Anthropic());\n  }\n}', 'new Hub().clients.get(name)!'],
    ['each of them', 'const clients = new Map();\nclients.set(name, new Anthropic());\nconst [client] = [...clients.values()];', 'client'],
  ])('%s', (_, before, client) => {
    expect(app(before, client)).toEqual(known);
  });

  it('a model of a map is one of several, or another', () => {
    expect(callsOf({ 'app.ts': `${SDK}const models = new Map([['good', 'claude-opus-5-5'], ['fast', 'claude-haiku-5-5']]);\nexport const ask = (name: string) => new Anthropic().messages.create({ model: models.get(name) ?? 'claude-sonnet-5-5', max_tokens: 100, messages: [] });\n` })).toEqual(['model=claude-opus-5-5|claude-haiku-5-5|claude-sonnet-5-5 cap=100']);
  });
});

describe('an object without a class', () => {
  it('is what its methods call `this`', () => {
    expect(callsOf({ 'app.ts': `${SDK}const asker = {\n  client: null as Anthropic | null,\n  model: 'claude-opus-5-5',\n  start() {\n    this.client = new Anthropic();\n  },\n  ask() {\n    return this.client!.messages.create({ model: this.model, max_tokens: 100, messages: [] });\n  },\n};\nasker.start();\n` })).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('is not what functions inside of them do', () => {
    expect(callsOf({ 'app.ts': `${SDK}const asker = {\n  client: new Anthropic(),\n  ask() {\n    return [1].map(function () {\n      return this.client.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] });\n    });\n  },\n};\n` })).toEqual([]);
  });
});

describe('what is kept under a name that a variable holds', () => {
  const singleton = 'const singleton = <T>(name: string, make: () => T): T => {\n  const all = (globalThis as any).__all;\n  all[name] ??= make();\n  return all[name] as T;\n};\n';

  it('is what the same run of the function keeps there', () => {
    expect(callsOf(withClient(`${SDK}${singleton}const client = singleton('a', () => new Anthropic({ maxRetries: 5 }));\nconst other = singleton('b', () => 'text');`, 'client'))).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
  });

  it('and not what another function does', () => {
    expect(callsOf(withClient(`${SDK}function keep(all: any, name: string) {\n  all[name] = new Anthropic();\n}\nconst take = (all: any, name: string) => all[name];`, "take(globalThis, 'a')"))).toEqual([]);
  });
});

describe('what is put somewhere under a name', () => {
  it('is got from there in the same file', () => {
    expect(callsOf({ 'app.ts': `${SDK}import { Hono } from 'hono';\nconst app = new Hono();\napp.use(async (c, next) => {\n  c.set('client', new Anthropic({ maxRetries: 5 }));\n  await next();\n});\napp.post('/', (c) => c.get('client').messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] }));\n` })).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
  });

  it('and not what is put there under another name, or elsewhere', () => {
    expect(callsOf({ 'app.ts': `${SDK}export const put = (c: any, d: any) => {\n  c.set('other', new Anthropic());\n  d.set('client', new Anthropic());\n};\nexport const ask = (c: any) => c.get('client').messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] });\n` })).toEqual([]);
  });
});

describe('a function that hands all it is given on', () => {
  const body = "{ method: 'POST', body: JSON.stringify({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] }) }";
  const asks = (before: string): readonly string[] => callsOf({ 'app.js': `${before}\nfetch('https://api.anthropic.com/v1/messages', ${body});\n` });

  it('is what it hands it on to', () => {
    expect(asks("const fetch = (...args) => import('node-fetch').then(({ default: fetch }) => fetch(...args));")).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(asks('function fetch(...args) {\n  return globalThis.fetch(...args);\n}')).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it('unless it does more', () => {
    expect(asks('const fetch = (url, ...args) => globalThis.fetch(proxied(url), ...args);')).toEqual([]);
  });
});

describe('options of the command line', () => {
  const asks = (before: string, model: string): readonly string[] => callsOf({ 'app.ts': `${SDK}${before}\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` });
  const acts = (before: string, parameters: string, model: string): readonly string[] => callsOf({ 'app.ts': `${SDK}${before}.action(async (${parameters}) => new Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] }));\n` });
  const byDefault = ['model=claude-opus-5-5? cap=100'];
  const program = "import { Command, Option } from 'commander';\nconst program = new Command();\n";

  it.each([
    ['a chain', "import yargs from 'yargs';\nconst argv = yargs(process.argv).option('model', { type: 'string', default: 'claude-opus-5-5' }).parseSync();", 'argv.model'],
    ['a chain that is read as a member', "import yargs from 'yargs';\nconst { argv } = yargs(process.argv).options({ 'big-model': { default: 'claude-opus-5-5' } });", 'argv.bigModel'],
    ['statements of their own', `${program}program.option('-m, --model <name>', 'the model', 'claude-opus-5-5');\nprogram.parse();`, 'program.opts().model'],
    ['a record that is parsed', "import { parseArgs } from 'node:util';\nconst { values } = parseArgs({ options: { model: { type: 'string', default: 'claude-opus-5-5' } } });", 'values.model'],
    ['a record of flags', "import meow from 'meow';\nconst cli = meow('help', { flags: { model: { type: 'string', default: 'claude-opus-5-5' } } });", 'cli.flags.model'],
    ['a record of defaults', "import minimist from 'minimist';\nconst args = minimist(process.argv.slice(2), { default: { model: 'claude-opus-5-5' } });", 'args.model'],
    ['a parameter of the platform', "import { defineString } from 'firebase-functions/params';\nconst model = defineString('MODEL', { default: 'claude-opus-5-5' });", 'model.value()'],
  ])('are their defaults unless they are given: %s', (_, before, model) => {
    expect(asks(before, model)).toEqual(byDefault);
  });

  it.each([
    ['behind its arguments', `${program}program.command('ask <question> [more]').option('-m, --model <name>', 'the model', 'claude-opus-5-5')`, 'question, more, options', 'options.model'],
    ['behind arguments that are declared', `${program}program.command('ask').argument('<question>').option('--model <name>', 'the model', String, 'claude-opus-5-5')`, 'question, { model }', 'model'],
    ['as an object', `${program}program.command('ask').addOption(new Option('--model <name>', 'the model').choices(['claude-opus-5-5', 'claude-haiku-5-5']).default('claude-opus-5-5'))`, 'options: { model: string }', 'options.model'],
  ])('are what a command runs with: %s', (_, before, parameters, model) => {
    expect(acts(before, parameters, model)).toEqual(byDefault);
  });

  it('of one command are not those of another', () => {
    expect(acts(`${program}program.command('other').option('--model <name>', 'the model', 'claude-opus-5-5');\nprogram.command('ask')`, 'options', 'options.model')).toEqual(['model=? cap=100']);
  });
});

describe('what a form sets', () => {
  it.each([
    ['a reference', "import { ref } from 'vue';\nconst model = ref('claude-opus-5-5');", 'model.value'],
    ['a state', "import { useState } from 'react';\nconst [model, setModel] = useState('claude-opus-5-5');", 'model'],
    ['a state of several fields', "import { useState } from 'react';\nconst [settings] = useState({ model: 'claude-opus-5-5' });", 'settings.model'],
    ['a rune', "let model = $state('claude-opus-5-5');", 'model'],
    ['a rune of several fields', "const settings = $state({ model: 'claude-opus-5-5' });", 'settings.model'],
  ])('begins with what is written: %s', (_, before, model) => {
    expect(callsOf({ 'app.tsx': `${SDK}${before}\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` })).toEqual(['model=claude-opus-5-5? cap=100']);
  });
});

describe('objects that hold or watch a client', () => {
  const known = ['model=claude-opus-5-5 cap=100'];

  it.each([
    ['a reference of a component', "import { shallowRef } from 'vue';\nconst client = shallowRef(new Anthropic());", 'client.value'],
    ['a computed value', "import { computed } from 'vue';\nconst client = computed(() => new Anthropic());", 'client.value'],
    ['a reference that stays', "import { useRef } from 'react';\nconst client = useRef(new Anthropic());", 'client.current'],
    ['a reactive object', "import { reactive } from 'vue';\nconst held = reactive({ client: new Anthropic() });", 'held.client'],
    ['a derived rune', 'const client = $derived(new Anthropic());', 'client'],
    ['a remembered value', "import { useMemo } from 'react';\nconst client = useMemo(() => new Anthropic(), []);", 'client'],
    ['an observer', "import { wrapAnthropic } from 'braintrust';\nconst client = wrapAnthropic(new Anthropic());", 'client'],
    ['a state of a component', "import { useState } from 'react';\nconst [client] = useState(() => new Anthropic());", 'client'],
    ['one of a list', 'const clients = [new Anthropic()];', 'clients.find((client) => client.apiKey !== null)!'],
  ])('%s', (_, before, client) => {
    expect(callsOf(withClient(SDK + before, client))).toEqual(known);
  });
});

describe('what is done for each of a list', () => {
  const asks = (before: string, around: (call: string) => string): readonly string[] => callsOf({ 'app.ts': `${SDK}const client = new Anthropic();\n${before}\n${around('client.messages.create({ model, max_tokens: 100, messages: [] })')};\n` });
  const either = ['model=claude-opus-5-5|claude-haiku-5-5 cap=100'];
  const list = "const models = ['claude-opus-5-5', 'claude-haiku-5-5'];";
  const table = "const models = { good: 'claude-opus-5-5', fast: 'claude-haiku-5-5' };";

  it.each([
    ['a method that makes another list', list, (call: string) => `await Promise.all(models.map(async (model) => ${call}))`],
    ['a method that gives nothing', list, (call: string) => `models.forEach((model) => { ${call}; })`],
    ['the values of a table', table, (call: string) => `Object.values(models).map((model) => ${call})`],
    ['the names and values of a table', table, (call: string) => `for (const [name, model] of Object.entries(models)) ${call}`],
  ])('%s', (_, before, around) => {
    expect(asks(before, around)).toEqual(either);
  });

  it('what another list is made of by a function', () => {
    const made = "const runs = models.flatMap((model) => [1, 2].map((times) => ({ client: new Anthropic(), model, times })));\n";
    expect(callsOf({ 'app.ts': `${SDK}${list}\n${made}for (const run of runs) await run.client.messages.create({ model: run.model, max_tokens: 100, messages: [] });\n` })).toEqual(either);
  });

  it('requests that are made of a list', () => {
    const batch = "new Anthropic().messages.batches.create({ requests: models.map((model) => ({ custom_id: model, params: { model, max_tokens: 100, messages: [] } })) });\n";
    const memory = createMemoryWorkspace([['app.ts', `${SDK}${list}\n${batch}`]]);
    expect(memory.workspace.analyze(`${ROOT}/app.ts`)?.calls.map(({ site }) => site.model.candidates.map(({ id }) => id))).toEqual([['claude-opus-5-5', 'claude-haiku-5-5']]);
  });

  it('an item that is handed to something else is not known', () => {
    expect(asks(list, (call) => `schedule(models, (model) => ${call})`)).toEqual(['model=? cap=100']);
  });
});

describe('settings in TypeScript', () => {
  const asks = (before: string, model: string): readonly string[] => callsOf({ 'app.ts': `${SDK}${before}\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` });
  const byDefault = ['model=claude-opus-5-5? cap=100'];
  const schema = "const schema = z.object({ MODEL: z.string().min(1).default('claude-opus-5-5'), KEY: z.string() });\n";

  it.each([
    ['a schema that reads the environment', `import { z } from 'zod';\n${schema}const env = schema.parse(process.env);`, 'env.MODEL'],
    ['a schema that tries to', `import { z } from 'zod';\n${schema}const env = schema.safeParse(process.env);`, 'env.data.MODEL'],
    ['a schema with more fields', `import { z } from 'zod';\n${schema}const env = schema.extend({ PORT: z.coerce.number() }).parse(process.env);`, 'env.MODEL'],
    ['an environment that is cleaned', "import { cleanEnv, str } from 'envalid';\nconst env = cleanEnv(process.env, { MODEL: str({ desc: 'the model', default: 'claude-opus-5-5' }) });", 'env.MODEL'],
    ['descriptions of an environment', "import { createEnv } from '@t3-oss/env-nextjs';\nimport { z } from 'zod';\nconst env = createEnv({ server: { MODEL: z.string().optional().default('claude-opus-5-5') }, client: {}, runtimeEnv: process.env });", 'env.MODEL'],
    ['a service of the framework', "import { ConfigService } from '@nestjs/config';\nconst ask = (config: ConfigService) => config.get('MODEL', 'claude-opus-5-5');", 'ask(service)'],
    ['settings of the editor', "import * as vscode from 'vscode';\nconst config = vscode.workspace.getConfiguration('mine');", "config.get<string>('model') ?? 'claude-opus-5-5'"],
  ])('%s', (_, before, model) => {
    expect(asks(before, model)).toEqual(byDefault);
  });

  it('a field without a default is whatever is set', () => {
    expect(asks(`import { z } from 'zod';\n${schema}const env = schema.parse(process.env);`, 'env.KEY')).toEqual(['model=? cap=100']);
  });
});

describe('modules that a test replaces', () => {
  const test = (before: string): Readonly<Record<string, string>> => ({ 'app.test.ts': `${before}\nimport Anthropic from '@anthropic-ai/sdk';\nnew Anthropic().messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [] });\n` });

  it.each([
    ['vitest', "import { vi } from 'vitest';\nvi.mock('@anthropic-ai/sdk', () => ({ default: vi.fn() }));"],
    ['jest', "jest.mock('@anthropic-ai/sdk');"],
    ['bun', "import { mock } from 'bun:test';\nmock.module('@anthropic-ai/sdk', () => ({ default: class {} }));"],
  ])('are called by nobody: %s', (_, before) => {
    expect(callsOf(test(before))).toEqual([]);
  });

  it('and others are', () => {
    expect(callsOf(test("import { vi } from 'vitest';\nvi.mock('./database');"))).toEqual(['model=claude-opus-5-5 cap=100']);
  });
});

describe('limits', () => {
  it('twenty thousand texts added to one another end as unknown', () => {
    expect(callsOf({ 'app.ts': `import OpenAI from 'openai';\nconst input = ${"'a' + ".repeat(20_000)}'b';\nnew OpenAI().responses.create({ model: 'gpt-6-luna', input });\n` })).toEqual(['model=gpt-6-luna cap=-']);
  });

  it('so do functions that double what the one before gives', () => {
    const functions = Array.from({ length: 60 }, (_, i) => `def f${i + 1}():\n    return f${i}() + f${i}()\n`).join('');
    expect(callsOf({ 'app.py': `from openai import OpenAI\n\ndef f0():\n    return "x"\n${functions}OpenAI().responses.create(model="gpt-6-luna", input=f60())\n` })).toEqual(['model=gpt-6-luna cap=-']);
  });

  it('attributes that are set from one another are worth what the constructor gives them', () => {
    const app = `from anthropic import Anthropic\n\nclass Asker:\n    def __init__(self, model):\n        self.model = model\n        self.other = model\n\n    def swap(self):\n        self.model = self.other or self.model\n        self.other = self.model or self.other\n\nasker = Asker("claude-opus-5-5")\nAnthropic().messages.create(model=asker.model, max_tokens=100, messages=[])\n`;
    const memory = createMemoryWorkspace([['app.py', app]]);
    const model = memory.workspace.analyze(`${ROOT}/app.py`)?.calls[0]?.site.model;
    expect([model?.state, model?.candidates.map(({ id }) => id)]).toEqual(['partial', ['claude-opus-5-5']]);
  });
});

describe('settings', () => {
  const settings = (base: string): string => `${base}\n\nclass Settings(BaseSettings):\n    model: str = "claude-opus-5-5"\n    max_tokens: int = 100\n\nsettings = Settings()\n`;
  const app = 'from anthropic import Anthropic\nfrom config import settings\nAnthropic().messages.create(model=settings.model, max_tokens=settings.max_tokens, messages=[])\n';

  it('fields that the environment may set are defaults', () => {
    expect(callsOf({ 'app.py': app, 'config.py': settings('from pydantic_settings import BaseSettings') })).toEqual(['model=claude-opus-5-5? cap=100|?']);
  });

  it('also where the settings class stands on one of the workspace', () => {
    expect(callsOf({ 'app.py': app, 'config.py': settings('from base import Base as BaseSettings'), 'base.py': 'from pydantic_settings import BaseSettings\n\nclass Base(BaseSettings):\n    debug: bool = False\n' })).toEqual(['model=claude-opus-5-5? cap=100|?']);
  });

  it('fields of a data class that is built in sight are certain', () => {
    expect(callsOf({ 'app.py': app, 'config.py': 'from dataclasses import dataclass\n\n@dataclass\nclass Settings:\n    model: str = "claude-opus-5-5"\n    max_tokens: int = 100\n\nsettings = Settings(max_tokens=50)\n' })).toEqual(['model=claude-opus-5-5 cap=50']);
  });
});

describe('dependency injection', () => {
  const clients = 'from anthropic import AsyncAnthropic\n\ndef get_client() -> AsyncAnthropic:\n    return AsyncAnthropic(max_retries=5)\n';

  it('a default that depends on a function is what the function gives', () => {
    expect(
      callsOf({
        'app.py': 'from fastapi import Depends\nfrom anthropic import AsyncAnthropic\nfrom clients import get_client\n\nasync def ask(client: AsyncAnthropic = Depends(get_client)):\n    await client.messages.create(model="claude-opus-5-5", max_tokens=100, messages=[])\n',
        'clients.py': clients,
      }),
    ).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
  });

  it('what a dependency gives is told of a parameter and of a field', () => {
    const app = (use: string): readonly string[] => callsOf({ 'app.py': `from typing import Annotated\nfrom fastapi import Depends\nfrom pydantic import BaseModel\nfrom anthropic import Anthropic\n\ndef common():\n    return {"client": Anthropic(max_retries=5)}\n\nCommon = Annotated[dict, Depends(common)]\n\n${use}` });
    const call = 'common["client"].messages.create(model="claude-opus-5-5", max_tokens=100, messages=[])';
    expect(app(`def ask(common: Annotated[dict, Depends(common)]):\n    ${call}\n`)).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
    expect(app(`class Asker(BaseModel):\n    common: Common\n    def ask(self):\n        self.${call}\n`)).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
    expect(app(`def ask(common: Annotated[dict, "no dependency"]):\n    ${call}\n`)).toEqual([]);
  });

  it('an annotated type by another name is what its dependency gives', () => {
    expect(
      callsOf({
        'app.py': 'from typing import Annotated\nfrom fastapi import Depends\nfrom anthropic import AsyncAnthropic\nfrom clients import get_client\n\nClient = Annotated[AsyncAnthropic, Depends(get_client)]\n\nasync def ask(client: Client):\n    await client.messages.create(model="claude-opus-5-5", max_tokens=100, messages=[])\n',
        'clients.py': clients,
      }),
    ).toEqual(['model=claude-opus-5-5 cap=100 retries=5']);
  });

  it('what a container makes of a class or function when it is asked for it', () => {
    const app = (ask: string): readonly string[] => callsOf({ 'app.py': `from dependency_injector import containers, providers\nfrom anthropic import Anthropic\n\ndef connect():\n    return Anthropic(max_retries=5)\n\nclass Container(containers.DeclarativeContainer):\n    client = providers.Singleton(Anthropic, max_retries=5)\n    other = providers.Factory(connect)\n\ncontainer = Container()\n${ask}.messages.create(model="claude-opus-5-5", max_tokens=100, messages=[])\n` });
    expect(['container.client()', 'Container.client()', 'container.other()'].flatMap(app)).toEqual(Array(3).fill('model=claude-opus-5-5 cap=100 retries=5'));
  });

  describe('what is provided under a token', () => {
    it('may be what a function gives that the token was made with', () => {
      const config = "import { registerAs } from '@nestjs/config';\n\nexport default registerAs('ai', () => ({ key: process.env.KEY, model: process.env.MODEL || 'gpt-6-luna', small: 'gpt-5-nano' }));\n";
      const service = "import { Inject } from '@nestjs/common';\nimport { ConfigType } from '@nestjs/config';\nimport OpenAI from 'openai';\nimport config from './config';\n\nexport class Summaries {\n  private client = new OpenAI();\n  constructor(@Inject(config.KEY) private readonly settings: ConfigType<typeof config>) {}\n  ask(input: string) {\n    this.client.responses.create({ model: this.settings.small, input });\n    return this.client.responses.create({ model: this.settings.model, input });\n  }\n}\n";
      expect(callsOf({ 'app.ts': service, 'config.ts': config })).toEqual(['model=gpt-5-nano|… cap=-', 'model=gpt-6-luna|… cap=-']);
    });

    it('may be read by its path, from what the program is told to load', () => {
      const service = "import { ConfigService } from '@nestjs/config';\nimport OpenAI from 'openai';\n\nexport class Summaries {\n  private client = new OpenAI();\n  constructor(private readonly settings: ConfigService) {}\n  ask(input: string) {\n    this.client.responses.create({ model: this.settings.getOrThrow<string>('ai.small'), input });\n    this.client.responses.create({ model: this.settings.get<string>('limits.model'), input });\n    return this.client.responses.create({ model: this.settings.get('ai.other'), input });\n  }\n}\n";
      const module = "import { ConfigModule } from '@nestjs/config';\nimport ai from './config';\nimport { Summaries } from './app';\n\nconst limits = () => ({ limits: { model: process.env.LIMITED ?? 'gpt-6-luna' } });\n\nexport const imports = [ConfigModule.forRoot({ load: [ai, limits] }), Summaries];\n";
      expect(callsOf({ 'app.ts': service, 'module.ts': module, 'config.ts': "import { registerAs } from '@nestjs/config';\n\nexport default registerAs('ai', () => ({ small: 'gpt-5-nano' }));\n" })).toEqual(['model=gpt-5-nano cap=-', 'model=gpt-6-luna? cap=-', 'model=? cap=-']);
    });

    const service = (params: string, model: string): string => `import { Inject, Injectable } from '@nestjs/common';
import OpenAI from 'openai';
import { CLIENT, UNUSED } from './tokens';

@Injectable()
export class Summaries {
  constructor(${params}) {}
  ask(question: string) {
    return this.client.responses.create({ model: ${model}, input: question });
  }
}
`;
    const files = {
      'tokens.ts': "export const CLIENT = Symbol('client');\nexport const UNUSED = Symbol('client');\n",
      'client.provider.ts': "import OpenAI from 'openai';\nimport { CLIENT } from './tokens';\n\nexport const clientProvider = { provide: CLIENT, useFactory: async () => new OpenAI({ maxRetries: 5 }) };\n",
      'summaries.module.ts': "import { Module } from '@nestjs/common';\nimport { clientProvider } from './client.provider';\nimport { Summaries } from './summaries';\n\n@Module({ providers: [Summaries, clientProvider, { provide: 'MODEL', useValue: 'gpt-6-luna' }] })\nexport class SummariesModule {}\n",
    };
    const asks = (params: string, model = "'gpt-6-luna'"): readonly string[] => callsOf({ 'summaries.ts': service(params, model), ...files });

    it('fills a parameter that names the token; other modules may provide something else', () => {
      expect(asks("@Inject(CLIENT) private client, @Inject('MODEL') private model: string", 'this.model')).toEqual(['model=gpt-6-luna? cap=- retries=5']);
    });

    it('does not fill one that names another token, be it called alike', () => {
      expect(asks('@Inject(UNUSED) private client')).toEqual([]);
      expect(asks("@Inject('client') private client")).toEqual([]);
      expect(asks("@Inject(CLIENT) private client: OpenAI, @Inject('OTHER') private model: string", 'this.model')).toEqual(['model=? cap=- retries=5']);
    });

    it('in containers without modules, where it is also asked for', () => {
      const tsyringe = "import OpenAI from 'openai';\nimport { container, inject } from 'tsyringe';\n\ncontainer.register('client', { useValue: new OpenAI({ maxRetries: 5 }) });\ncontainer.registerInstance('model', 'gpt-6-luna');\n\nexport class Summaries {\n  constructor(@inject('client') private client, @inject('model') private model: string) {}\n  ask() {\n    return this.client.responses.create({ model: this.model, input: 'Hello' });\n  }\n}\n";
      const inversify = "import OpenAI from 'openai';\nimport { Container } from 'inversify';\n\nconst container = new Container();\ncontainer.bind<OpenAI>('client').toDynamicValue(() => new OpenAI({ maxRetries: 5 }));\ncontainer.bind('model').toConstantValue('gpt-6-luna');\ncontainer.get<OpenAI>('client').responses.create({ model: container.get<string>('model'), input: 'Hello' });\n";
      expect([callsOf({ 'app.ts': tsyringe }), callsOf({ 'app.ts': inversify })].flat()).toEqual(['model=gpt-6-luna? cap=- retries=5', 'model=gpt-6-luna|… cap=- retries=5']);
    });
  });
});

describe('sets, parts and objects that are put together', () => {
  const python = (body: string, model: string): readonly string[] => callsOf({ 'app.py': `from anthropic import Anthropic\nclient = Anthropic()\n${body}\nclient.messages.create(model=${model}, max_tokens=100, messages=[])\n` });
  const script = (body: string, model: string): readonly string[] => callsOf({ 'app.ts': `import Anthropic from '@anthropic-ai/sdk';\n${body}\nnew Anthropic().messages.create({ model: ${model}, max_tokens: 100, messages: [] });\n` });
  const list = '["claude-haiku-5-5", "claude-opus-5-5"]';

  it('what is left of a list that is taken apart', () => {
    expect(python(`first, *rest = ${list}`, 'rest[0]')).toEqual(['model=claude-opus-5-5 cap=100']);
    expect(python(`*others, last = ${list}`, 'others[0]')[0]).not.toContain('claude');
  });

  it('a set has the items of its list', () => {
    expect(python(`MODELS = set(${list})\ndef ask(model):\n  if model in MODELS:\n    client.messages.create(model=model, max_tokens=50, messages=[])`, '"claude-opus-5-5"')[0]).toBe('model=claude-haiku-5-5|claude-opus-5-5 cap=50');
    expect(script(`const MODELS = new Set(${list});\nfor (const model of MODELS) await new Anthropic().messages.create({ model, max_tokens: 50, messages: [] });`, "[...new Set(['claude-opus-5-5', 'claude-opus-5-5'])].at(-1)")).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=50', 'model=claude-opus-5-5 cap=100']);
    expect(script(`const MODELS = new Set(${list});\nconst ask = (model: string) => MODELS.has(model) && new Anthropic().messages.create({ model, max_tokens: 50, messages: [] });\nconst pick = (model: string) => (MODELS.has(model) ? model : 'claude-sonnet-5-5');`, "pick('claude-1')").at(-1)).toBe('model=claude-sonnet-5-5 cap=100');
  });

  it('what is put in order has any of its items at each place, where a function says which', () => {
    expect(python(`MODELS = ${list}`, 'sorted(set(MODELS), key=cost)[0]')).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=100']);
    expect(python(`MODELS = ${list}`, 'sorted(set(MODELS), reverse=True)[0]')).toEqual(['model=claude-opus-5-5 cap=100']);
  });

  it.each([
    ['merge({}, BASE, { model: "claude-opus-5-5" }).model', 'claude-opus-5-5'],
    ['merge({}, BASE, { model: undefined }).model', 'claude-haiku-5-5'],
    ['merge({}, BASE, { at: { more: 1 } }).at.model', 'claude-haiku-5-5'],
    ['assign({}, BASE, { model: "claude-opus-5-5" }).model', 'claude-opus-5-5'],
    ['defaults({ model: "claude-opus-5-5" }, BASE).model', 'claude-opus-5-5'],
    ['defaultsDeep({ at: { more: 1 } }, BASE).at.model', 'claude-haiku-5-5'],
  ])('objects as libraries put them together: %s', (model, id) => {
    expect(script("import { assign, defaults, defaultsDeep, merge } from 'lodash';\nconst BASE = { model: 'claude-haiku-5-5', at: { model: 'claude-haiku-5-5' } };", model)).toEqual([`model=${id} cap=100`]);
  });
});

describe('base classes', () => {
  const base = 'from openai import OpenAI\n\n\nclass Base:\n    def __init__(self, model, cap=100):\n        self.client = OpenAI()\n        self.model = model\n        self.cap = cap\n';
  const ask = '\n    def ask(self, question: str):\n        return self.client.responses.create(model=self.model, max_output_tokens=self.cap, input=question)\n';

  it('a constructor hands arguments on to that of the base', () => {
    expect(callsOf({ 'app.py': `from base import Base\n\n\nclass Fast(Base):\n    def __init__(self, name):\n        super().__init__("gpt-6-luna", cap=50)\n        self.name = name\n${ask}`, 'base.py': base })).toEqual(['model=gpt-6-luna cap=50']);
  });

  it('by the name of the base', () => {
    expect(callsOf({ 'app.py': `from base import Base\n\n\nclass Fast(Base):\n    def __init__(self):\n        Base.__init__(self, "gpt-6-luna")\n${ask}`, 'base.py': base })).toEqual(['model=gpt-6-luna cap=100']);
  });

  it('in TypeScript', () => {
    expect(
      callsOf({
        'app.ts': "import { Base } from './base';\n\nexport class Fast extends Base {\n  constructor(name: string) {\n    super({ model: 'gpt-6-luna' }, 50);\n  }\n  ask(input: string) {\n    return this.client.responses.create({ model: this.options.model, max_output_tokens: this.cap, input });\n  }\n}\n",
        'base.ts': "import OpenAI from 'openai';\n\nexport class Base {\n  client = new OpenAI();\n  constructor(readonly options: { model: string }, readonly cap = 100) {}\n}\n",
      }),
    ).toEqual(['model=gpt-6-luna cap=50']);
  });

  it('what a subclass is built with is not what its base is built with', () => {
    expect(callsOf({ 'app.py': 'from base import Base\n\n\nclass Fast(Base):\n    def __init__(self, name):\n        super().__init__("gpt-6-luna")\n\n\nfast = Fast("bob")\nfast.client.responses.create(model=fast.model, max_output_tokens=fast.cap, input="Hello")\n', 'base.py': base })).toEqual(['model=gpt-6-luna cap=100']);
  });

  it('without a constructor of its own it is built as the base is', () => {
    expect(callsOf({ 'app.py': 'from base import Base\n\n\nclass Fast(Base):\n    pass\n\n\nfast = Fast("gpt-6-luna")\nfast.client.responses.create(model=fast.model, max_output_tokens=fast.cap, input="Hello")\n', 'base.py': base })).toEqual(['model=gpt-6-luna cap=100']);
  });

  it("a client of one's own is built with what is handed on to the SDK's", () => {
    expect(callsOf({ 'app.py': 'from openai import OpenAI\n\n\nclass Client(OpenAI):\n    def __init__(self, name):\n        super().__init__(max_retries=5)\n\n\nClient("bob").responses.create(model="gpt-6-luna", input="Hello")\n' })).toEqual(['model=gpt-6-luna cap=- retries=5']);
  });
});

describe('records', () => {
  const ts = (body: string): string => `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${body}\n`;

  it('a spread that is not known may set what stands before it', () => {
    expect(callsOf({ 'app.ts': ts("export const ask = (options: object) => client.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [], ...options });") })).toEqual(['model=claude-opus-5-5? cap=100|? open']);
  });

  it('and not what stands behind it', () => {
    expect(callsOf({ 'app.ts': ts("export const ask = (options: object) => client.messages.create({ ...options, model: 'claude-opus-5-5', max_tokens: 100, messages: [] });") })).toEqual(['model=claude-opus-5-5 cap=100 open']);
  });

  it('the rest of a destructured object may set anything but what was taken out of it', () => {
    expect(callsOf({ 'app.ts': ts("export const ask = ({ model = 'claude-opus-5-5', ...rest }) => client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 100, messages: [], ...rest });") })).toEqual(['model=claude-haiku-5-5 cap=100|? open']);
  });

  it('a text replaces its first occurrence, and a pattern that means all of them each', () => {
    const asked = (changed: string): readonly string[] => callsOf({ 'app.ts': ts(`export const ask = () => client.messages.create({ model: ${changed}, max_tokens: 100, messages: [] });`) });
    expect(asked("'claude_haiku-5_5'.replace('_', '-')")).toEqual(['model=claude-haiku-5_5! cap=100']);
    for (const changed of ["'claude_haiku-5_5'.replace(/_/g, '-')", "'claude_haiku-5_5'.replaceAll('_', '-')", "'claude_haiku-5_5'.replace('_', '-').replace('_', '-')"]) expect(asked(changed)).toEqual(['model=claude-haiku-5-5 cap=100']);
    expect(callsOf({ 'app.py': 'from anthropic import Anthropic\n\nAnthropic().messages.create(model="claude_haiku-5_5".replace("_", "-"), max_tokens=100, messages=[])\n' })).toEqual(['model=claude-haiku-5-5 cap=100']);
  });

  it('a field that is set over another one under a condition is either of the two', () => {
    expect(callsOf({ 'app.ts': ts("export const ask = (long: boolean) => client.messages.create({ model: 'claude-opus-5-5', max_tokens: 100, messages: [], ...(long && { max_tokens: 2000 }) });") })).toEqual(['model=claude-opus-5-5 cap=100|2000']);
  });

  it('one of several records that are spread sets what each of them sets', () => {
    const table = "const TASKS = { title: { model: 'claude-haiku-5-5', max_tokens: 20 }, essay: { model: 'claude-opus-5-5', max_tokens: 4000 } };\n";
    expect(callsOf({ 'app.ts': ts(`${table}export const ask = (task: 'title' | 'essay') => client.messages.create({ ...TASKS[task], messages: [] });`) })).toEqual(['model=claude-haiku-5-5|claude-opus-5-5 cap=20|4000']);
  });

  it('named arguments of a call are certain beside `**kwargs`, since naming one twice is an error', () => {
    expect(callsOf({ 'app.py': 'from anthropic import Anthropic\n\ndef ask(**kwargs):\n    Anthropic().messages.create(model="claude-opus-5-5", max_tokens=100, messages=[], **kwargs)\n' })).toEqual(['model=claude-opus-5-5 cap=100 open']);
  });

  it('a dictionary laid over another one', () => {
    expect(callsOf({ 'app.py': 'from anthropic import Anthropic\n\nBASE = {"model": "claude-opus-5-5", "max_tokens": 100}\n\ndef ask(overrides):\n    Anthropic().messages.create(**{**BASE, **overrides}, messages=[])\n' })).toEqual(['model=claude-opus-5-5? cap=100|? open']);
  });

  it('defaults of `**kwargs` hold unless the caller passes something', () => {
    expect(callsOf({ 'app.py': 'from anthropic import Anthropic\n\ndef ask(**kwargs):\n    kwargs.setdefault("model", "claude-opus-5-5")\n    kwargs["max_tokens"] = 100\n    Anthropic().messages.create(**kwargs)\n' })).toEqual(['model=claude-opus-5-5? cap=100 open']);
  });

  it('arguments that are filled in beforehand', () => {
    expect(callsOf({ 'app.py': 'from functools import partial\nfrom anthropic import Anthropic\n\nask = partial(Anthropic().messages.create, model="claude-opus-5-5", max_tokens=100)\n\ndef short(q):\n    return ask(messages=[], max_tokens=50)\n' })).toEqual(['model=claude-opus-5-5 cap=50']);
  });

  it('`**kwargs` that are passed through a function of the workspace', () => {
    expect(
      callsOf({
        'app.py': 'from anthropic import Anthropic\n\ndef request(**kwargs):\n    return {"max_tokens": 100, **kwargs}\n\ndef ask():\n    params = {"model": "claude-opus-5-5", "messages": []}\n    Anthropic().messages.create(**request(**params))\n',
      }),
    ).toEqual(['model=claude-opus-5-5 cap=100']);
  });
});

describe('attributes that are set on an object', () => {
  const config = 'from anthropic import Anthropic\nfrom config import Config\n\ndef choose(model, is_other):\n    config = Config("claude-opus-5-5")\n';
  const ask = '    return Anthropic().messages.create(model=config.model, max_tokens=100, messages=[])\n';
  const after = (change: string): readonly string[] => callsOf({ 'app.py': `${config}${change}${ask}`, 'config.py': 'class Config:\n    def __init__(self, model):\n        self.model = model\n        self.inner = None\n\ndef make_fast(config):\n    config.model = "claude-haiku-5-5"\n' });

  it.each([
    ['the last one holds', '    config.model = "claude-sonnet-5-5"\n    config.model = "claude-haiku-5-5"\n', 'claude-haiku-5-5'],
    ['under a condition it is one of several', '    if is_other:\n        config.model = "claude-haiku-5-5"\n', 'claude-opus-5-5|claude-haiku-5-5'],
    ['what nobody knows leaves what it was', '    if is_other:\n        config.model = model\n', 'claude-opus-5-5?'],
    ['what nobody knows takes its place', '    config.model = model\n', '?'],
    ['another attribute is another', '    config.name = model\n', 'claude-opus-5-5'],
    ['that another name has', '    same = config\n    config = same\n    config.model = "claude-haiku-5-5"\n', 'claude-haiku-5-5'],
    ['by a function that is given it', '    from config import make_fast\n    make_fast(config)\n', 'claude-haiku-5-5'],
    ['by a function that is given it under a condition', '    from config import make_fast\n    if is_other:\n        make_fast(config)\n', 'claude-opus-5-5|claude-haiku-5-5'],
    ['the same, or what nobody knows', '    if is_other:\\n        config.model = model or "claude-opus-5-5"\\n', 'claude-opus-5-5?'],
    ['what it was, spelled in another way, is the same', '    if config.model.startswith("x/"):\n        config.model = f"y/{config.model}"\n', 'claude-opus-5-5'],
  ])('%s', (_, change, model) => {
    expect(after(change)).toEqual([`model=${model} cap=100`]);
  });

  it('of an object that another object holds', () => {
    const files = { 'config.py': 'class Config:\n    def __init__(self, model):\n        self.model = model\n' };
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nfrom config import Config\n\nclass Asker:\n    def __init__(self):\n        self.config = Config("claude-opus-5-5")\n    def faster(self):\n        self.config.model = "claude-haiku-5-5"\n    def ask(self):\n        return Anthropic().messages.create(model=self.config.model, max_tokens=100, messages=[])\n`, ...files })).toEqual(['model=claude-opus-5-5|claude-haiku-5-5 cap=100']);
    expect(callsOf({ 'app.py': `from anthropic import Anthropic\nfrom config import Config\n\nclass Asker:\n    def __init__(self, config):\n        self.config = config\n\nasker = Asker(Config("claude-opus-5-5"))\nasker.config.model = "claude-haiku-5-5"\nAnthropic().messages.create(model=asker.config.model, max_tokens=100, messages=[])\n`, ...files })).toEqual(['model=claude-haiku-5-5 cap=100']);
  });

  it('is seen by its methods', () => {
    expect(callsOf({ 'app.ts': `${SDK}class Asker {\n  model = 'claude-opus-5-5';\n  request() {\n    return { model: this.model, max_tokens: 100, messages: [] };\n  }\n}\nconst asker = new Asker();\nasker.model = 'claude-haiku-5-5';\nnew Anthropic().messages.create(asker.request());\n` })).toEqual(['model=claude-haiku-5-5 cap=100']);
  });
});
