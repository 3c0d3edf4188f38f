/** What parameters are worth in a program, where everybody who calls its functions is in sight. `support/calls.ts` says how to read the models. */
import { describe, expect, it } from 'vitest';
import { ask, modelsOf } from '../support/python-models.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

const HEAD = 'from openai import OpenAI\nclient = OpenAI()\n';
const inProgram = (text: string, others: Readonly<Record<string, string>> = {}): readonly string[] => modelsOf(`${HEAD}${text}`, others, 'whole');

const ASK = `def say(text, model="gpt-5.2"):
    ${ask('client', 'model')}
`;

describe('a default that no caller replaces', () => {
  it('is what the parameter is worth', () => {
    expect(inProgram(ASK, { 'main.py': 'from app import say\nsay("Hello")\n' })).toEqual(['4 gpt-5.2']);
    expect(modelsOf(`${HEAD}${ASK}`, { 'main.py': 'from app import say\nsay("Hello")\n' })).toEqual(['4 gpt-5.2?']);
  });

  it('is one of several where one does', () => {
    expect(inProgram(ASK, { 'main.py': 'from app import say\nsay("Hello")\nsay("Hello", model="gpt-4.1")\n' })).toEqual(['4 gpt-5.2|gpt-4.1']);
  });

  it('is no more than a default where nobody calls the function, or somebody else may', () => {
    expect(inProgram(ASK)).toEqual(['4 gpt-5.2?']);
    expect(inProgram(ASK, { 'main.py': 'from app import say\nsay("Hello")\nserve(say)\n' })).toEqual(['4 gpt-5.2?']);
    expect(inProgram(ASK, { 'main.py': 'from app import say\nsay("Hello")\nTOOLS = {"say": say}\n' })).toEqual(['4 gpt-5.2?']);
    expect(inProgram(`import server\n@server.get("/")\n${ASK}`, { 'main.py': 'from app import say\nsay("Hello")\n' })).toEqual(['6 gpt-5.2?']);
  });

  it('of a method whose object nothing is known of that has one of its name', () => {
    const text = `class Teller:\n    def say(self, text, model="gpt-5.2"):\n        ${ask('client', 'model')}\n`;
    expect(inProgram(text, { 'main.py': 'from app import Teller\nTeller().say("Hello")\n' })).toEqual(['5 gpt-5.2']);
    expect(inProgram(text, { 'main.py': 'from app import Teller\nTeller().say("Hello")\ndef more(teller):\n    teller.say("Hello", model=pick())\n' })).toEqual(['5 gpt-5.2?']);
  });

  it('of a constructor, also where a class that is derived hands it on', () => {
    const text = `class Base:
    def __init__(self, model=None):
        self.model = model or "gpt-5.2"
    def say(self):
        ${ask('client', 'self.model')}
class Mine(Base):
    def __init__(self):
        super().__init__()
`;
    expect(inProgram(text, { 'main.py': 'from app import Mine\nMine().say()\n' })).toEqual(['7 gpt-5.2']);
    expect(inProgram(text, { 'main.py': 'from app import Base, Mine\nMine().say()\nBase("gpt-4.1").say()\n' })).toEqual(['7 gpt-4.1|gpt-5.2']);
  });
});

describe('what all callers pass', () => {
  it('may stand in other files, and be passed on', () => {
    const text = `def say(text, model):\n    ${ask('client', 'model')}\n`;
    const between = 'from app import say\ndef tell(model="gpt-4.1"):\n    say("Hello", model)\n';
    expect(inProgram(text, { 'between.py': between, 'main.py': 'from between import tell\ntell()\n' })).toEqual(['4 gpt-4.1']);
    expect(inProgram(text, { 'between.py': between })).toEqual(['4 gpt-4.1?']);
  });

  it('may be an object with settings', () => {
    const text = `class Bot:\n    def __init__(self, config):\n        self.config = config\n    def say(self):\n        ${ask('client', 'self.config.model')}\n`;
    const config = 'from dataclasses import dataclass\n@dataclass\nclass Config:\n    model: str = "gpt-5.2"\nconfig = Config()\n';
    expect(inProgram(text, { 'config.py': config, 'main.py': 'from app import Bot\nfrom config import config\nBot(config).say()\n' })).toEqual(['7 gpt-5.2']);
  });

  it('holds for what is spread behind the model, too', () => {
    const text = `def say(text, model="gpt-5.2", **more):\n    client.responses.create(**{"model": model, "input": text, **more})\n`;
    expect(inProgram(text, { 'main.py': 'from app import say\nsay("Hello", temperature=0)\n' })).toEqual(['4 gpt-5.2']);
    expect(inProgram(text, { 'main.py': 'from app import say\nsay("Hello", **options())\n' })).not.toEqual(['4 gpt-5.2']);
  });

  it('chooses in a table', () => {
    const text = `MODELS = {"small": "gpt-5.2", "large": "gpt-4.1"}\ndef say(text, size="small"):\n    ${ask('client', 'MODELS[size]')}\n`;
    expect(inProgram(text, { 'main.py': 'from app import say\nsay("Hello")\n' })).toEqual(['5 gpt-5.2']);
    expect(inProgram(text, { 'main.py': 'from app import say\nsay("Hello", pick())\n' })).toEqual(['5 gpt-5.2|gpt-4.1']);
  });
});

describe('callers in JavaScript', () => {
  const modelIn = (files: Readonly<Record<string, string>>): string => {
    const { workspace } = createMemoryWorkspace(Object.entries(files), undefined, 'whole');
    return workspace.analyze(`${ROOT}/app.js`)!.calls.map(({ site: { model } }) => `${model.state} ${model.candidates.map(({ id }) => id).join('|')}`).join();
  };
  const client = "const { OpenAI } = require('openai');\nconst client = new OpenAI();\n";

  it('take a function out of a module by its name', () => {
    const app = `${client}async function ask(input, { model = 'gpt-5.2' } = {}) {\n  return client.responses.create({ model, input });\n}\nmodule.exports = { ask };\n`;
    expect(modelIn({ 'app.js': app, 'main.js': "const { ask } = require('./app');\nask('Hello');\n" })).toBe('known gpt-5.2');
    expect(modelIn({ 'app.js': app, 'main.js': "const { ask } = require('./app');\nask('Hello', { model: 'gpt-4.1' });\nask('Hello');\n" })).toBe('partial gpt-4.1|gpt-5.2');
    expect(modelIn({ 'app.js': app, 'main.js': "const { ask: tell } = require('./app');\ntell('Hello');\n" })).toBe('partial gpt-5.2');
  });

  it('leave out what a constructor has defaults for', () => {
    const app = `${client}const DEFAULTS = { model: 'gpt-5.2', cap: 9 };\nclass Asker {\n  constructor(options = {}) {\n    this.options = { ...DEFAULTS, ...options };\n  }\n  ask(input) {\n    return client.responses.create({ model: this.options.model, input });\n  }\n}\nmodule.exports = { Asker };\n`;
    expect(modelIn({ 'app.js': app, 'main.js': "const { Asker } = require('./app');\nnew Asker({ cap: 5 }).ask('Hello');\n" })).toBe('known gpt-5.2');
    expect(modelIn({ 'app.js': app, 'main.js': "const { Asker } = require('./app');\nnew Asker(settings()).ask('Hello');\n" })).toBe('partial gpt-5.2');
  });
});
