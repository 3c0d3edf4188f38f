/** Prompt text that programs read from files, templates it is filled into, and the schemas of tools. */
import { describe, expect, it } from 'vitest';
import type { PromptPart } from '../../server/core/model/cost.ts';
import type { AnalyzedCall } from '../../server/core/model/rule.ts';
import { optionsOf, type Value } from '../../server/core/model/value.ts';
import { createMemoryWorkspace, ROOT, type MemoryWorkspace } from '../support/workspace.ts';

const RULES = 'Answer politely and never promise a refund before it is checked.\n';

function callOf(memory: MemoryWorkspace, path: string): AnalyzedCall {
  const [call] = memory.workspace.analyze(`${ROOT}/${path}`)!.calls;
  expect(call, `a call in ${path}`).toBeDefined();
  return call!;
}

/** A value as it is read: holes in `‹›`, one of several in `(a|b)`, what is not known as its reason. */
function shown(value: Value | null): string {
  if (value === null) return '?';
  return optionsOf(value).map((option) => {
    if (option.kind === 'text') return option.parts.map((part) => (typeof part === 'string' ? part : `‹${part.value.kind === 'unknown' && part.label === 'a file' ? part.value.why : part.label}›`)).join('');
    return option.kind === 'unknown' ? `? ${option.why}` : option.kind;
  }).join('|');
}

function python(prelude: string, system: string): string {
  return `import anthropic\n${prelude}\n\ndef ask(question: str):\n    return anthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=100, system=${system}, messages=[{"role": "user", "content": question}])\n`;
}

function javascript(prelude: string, system: string): string {
  return `import Anthropic from '@anthropic-ai/sdk';\n${prelude}\nconst client = new Anthropic();\nexport async function ask(question: string) {\n  return client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, system: ${system}, messages: [{ role: 'user', content: question }] });\n}\n`;
}

/** The system text of the call in `path`. */
function systemOf(path: string, text: string, files: Readonly<Record<string, string>> = {}): string {
  const memory = createMemoryWorkspace([...Object.entries(files), [path, text]]);
  const use = callOf(memory, path).site.parameters.system;
  return use.state === 'absent' ? 'absent' : shown(use.value);
}

const prompts = { 'app/prompts/system.md': RULES };

/** The rules as an expression gives them. */
function asWritten(expression: string): string {
  return /\.(?:strip|trim)\(\)$/.test(expression) ? RULES.trim() : RULES;
}

describe('Python', () => {
  it.each([
    ['open(…).read()', '', 'open("prompts/system.md").read()'],
    ['a with statement', 'with open("prompts/system.md", encoding="utf-8") as f:\n    SYSTEM = f.read()', 'SYSTEM'],
    ['Path(__file__).parent / …', 'from pathlib import Path\nSYSTEM = (Path(__file__).parent / "prompts" / "system.md").read_text()', 'SYSTEM'],
    ['Path(__file__).resolve().parents[1]', 'import pathlib\nROOT = pathlib.Path(__file__).resolve().parents[1]', '(ROOT / "app/prompts/system.md").read_text(encoding="utf-8").strip()'],
    ['Path(…).read_text()', 'from pathlib import Path', 'Path("prompts/system.md").read_text(encoding="utf-8")'],
    ['Path.open()', 'from pathlib import Path\nwith Path("prompts").joinpath("system.md").open() as f:\n    SYSTEM = f.read()', 'SYSTEM'],
    ['with_name', 'from pathlib import Path', 'Path(__file__).with_name("prompts").joinpath("system.md").read_bytes().decode("utf-8")'],
    ['os.path.join', 'import os\nHERE = os.path.dirname(os.path.abspath(__file__))', 'open(os.path.join(HERE, "prompts", "system.md")).read()'],
    ['from os.path import join', 'from os.path import dirname, join', 'open(join(dirname(__file__), "prompts/system.md")).read()'],
    ['an f-string', 'import os\nHERE = os.path.dirname(__file__)\nNAME = "system"', 'open(f"{HERE}/prompts/{NAME}.md").read()'],
    ['str(path)', 'from pathlib import Path', 'open(str(Path(__file__).parent / "prompts/system.md")).read()'],
    ['importlib.resources.files', 'from importlib import resources', 'resources.files("app.prompts").joinpath("system.md").read_text()'],
    ['importlib.resources.read_text', 'import importlib.resources', 'importlib.resources.read_text("app.prompts", "system.md")'],
    ['a function that loads', 'from pathlib import Path\nPROMPTS = Path(__file__).parent / "prompts"\ndef load(name: str) -> str:\n    path = PROMPTS / f"{name}.md"\n    with open(path) as f:\n        return f.read()', 'load("system")'],
  ])('%s', (_, prelude, system) => {
    expect(systemOf('app/main.py', python(prelude, system), prompts)).toBe(asWritten(system));
  });

  it('reads from the folders that imports start from, where the own folder has no such file', () => {
    expect(systemOf('app/deep/main.py', python('', 'open("prompts/system.md").read()'), { 'prompts/system.md': RULES })).toBe(RULES);
    expect(systemOf('app/main.py', python('', 'open("prompts/system.md").read()'), { 'prompts/system.md': 'root', 'app/prompts/system.md': 'own' })).toBe('own');
  });

  it('is one of several files where the name is one of several', () => {
    const main = python('import random\nTONE = "warm" if random.random() > 0.5 else "cold"', 'open(f"prompts/{TONE}.md").read()');
    expect(systemOf('app/main.py', main, { 'app/prompts/warm.md': 'Be warm.', 'app/prompts/cold.md': 'Be cold.' })).toBe('Be warm.|Be cold.');
  });

  it('is text that is not known, with its reason, where the file is missing, outside, too large or chosen at run time', () => {
    expect(systemOf('app/main.py', python('', 'open("prompts/none.md").read()'), prompts)).toBe('‹text of `none.md`, which is not in the workspace›');
    expect(systemOf('app/main.py', python('', 'open("../../outside.md").read()'), prompts)).toBe('‹text of `outside.md`, which is not in the workspace›');
    expect(systemOf('app/main.py', python('', 'open("big.md").read()'), { 'app/big.md': 'x'.repeat(1_000_001) })).toBe('‹text of `big.md`, which is too large›');
    expect(systemOf('app/main.py', python('import sys', 'open(sys.argv[1]).read()'), prompts)).toBe('‹text of a file that is not known here›');
  });

  it('takes JSON and simple YAML apart', () => {
    const json = { 'app/p.json': '{\n  "system": "Be \\"kind\\".",\n  "more": { "list": ["x", "y"] }\n}\n' };
    expect(systemOf('app/main.py', python('import json\nP = json.load(open("p.json"))', 'P["system"]'), json)).toBe('Be "kind".');
    expect(systemOf('app/main.py', python('import json\nfrom pathlib import Path\nP = json.loads(Path("p.json").read_text())', 'P["more"]["list"][1]'), json)).toBe('y');
    expect(systemOf('app/main.py', python('import json\nP = json.load(open("p.json"))', 'P["system"]'), { 'app/p.json': '{ "system": ' })).toBe('? what `p.json` says is not read');
    const yaml = { 'app/p.yaml': '# prompts\nname: test # a name\nquoted: "two\\nlines"\nsystem: |\n  Be kind.\n\n    Indented.\n  Done.\nfolded: >-\n  one\n  two\nlist:\n  - a\n  - b\nnested:\n  inner: "it\'s"\n  other: *nothing\nplain: one\n  two\nlast: 3\n' };
    const read = (key: string): string => systemOf('app/main.py', python('import yaml\nwith open("p.yaml") as f:\n    P = yaml.safe_load(f)', `P${key}`), yaml);
    expect(read('["system"]')).toBe('Be kind.\n\n  Indented.\nDone.\n');
    expect([read('["name"]'), read('["quoted"]'), read('["folded"]'), read('["nested"]["inner"]'), read('["plain"]')]).toEqual(['test', 'two\nlines', 'one two', "it's", 'one two']);
    expect([read('["list"][1]'), read('["nested"]["other"]')]).toEqual(['b', '? a part of a data file that is not read']);
  });
});

describe('JavaScript', () => {
  it.each([
    ['readFileSync and join', "import { readFileSync } from 'node:fs';\nimport { join } from 'path';", "readFileSync(join(__dirname, 'prompts', 'system.md'), 'utf8')"],
    ['fs and path as a whole', "import * as fs from 'fs';\nimport path from 'node:path';", "fs.readFileSync(path.resolve(__dirname, './prompts/system.md')).toString()"],
    ['require', "const fs = require('fs');\nconst path = require('path');", "fs.readFileSync(path.join(process.cwd(), 'prompts/system.md'), 'utf-8').trim()"],
    ['promises', "import { readFile } from 'node:fs/promises';\nconst text = await readFile('prompts/system.md', 'utf8');", 'text'],
    ['fs.promises', "import fs from 'node:fs';\nconst text = await fs.promises.readFile('prompts/system.md', 'utf8');", 'text'],
    ['new URL', "import { readFileSync } from 'node:fs';", "readFileSync(new URL('./prompts/system.md', import.meta.url), 'utf8')"],
    ['fileURLToPath', "import fs from 'fs';\nimport path from 'path';\nimport { fileURLToPath } from 'url';\nconst here = path.dirname(fileURLToPath(import.meta.url));", 'fs.readFileSync(`${here}/prompts/system.md`, "utf8")'],
    ['import.meta.dirname', "import fs from 'fs';\nimport path from 'path';", "fs.readFileSync(path.join(import.meta.dirname, 'prompts/system.md'), 'utf8')"],
    ['an import', "import system from './prompts/system.md';", 'system'],
    ['a raw import', "import system from './prompts/system.md?raw';", 'system'],
    ['Bun and Deno', 'const text = await Bun.file("prompts/system.md").text() ?? Deno.readTextFileSync("prompts/system.md");', 'text'],
  ])('%s', (_, prelude, system) => {
    expect(systemOf('app/main.ts', javascript(prelude, system), prompts)).toBe(asWritten(system));
  });

  it('imports JSON and YAML as records', () => {
    const files = { 'app/p.json': '{ "system": "Be kind.", "model": "x" }', 'app/p.yaml': 'system: Be brief.\n' };
    expect(systemOf('app/main.ts', javascript("import prompts from './p.json' with { type: 'json' };", 'prompts.system'), files)).toBe('Be kind.');
    expect(systemOf('app/main.ts', javascript("import { system } from './p.json';", 'system'), files)).toBe('Be kind.');
    expect(systemOf('app/main.ts', javascript("import prompts from './p.yaml';", 'prompts.system'), files)).toBe('Be brief.');
    expect(systemOf('app/main.ts', javascript("import fs from 'fs';\nconst p = JSON.parse(fs.readFileSync('p.json', 'utf8'));", 'p.system'), files)).toBe('Be kind.');
    expect(systemOf('app/main.ts', javascript("import { SYSTEM } from './texts';", 'SYSTEM'), { ...files, 'app/texts.ts': "export { system as SYSTEM } from './p.json';\n" })).toBe('Be kind.');
  });

  it('leaves other URLs and modules alone', () => {
    expect(systemOf('app/main.ts', javascript("const url = new URL('https://example.com/p.md');", 'url.href'), prompts)).not.toContain('Answer');
    expect(systemOf('app/main.ts', javascript("import system from './prompts/none.md';", 'system'), prompts)).not.toContain('Answer');
  });
});

describe('templates', () => {
  const files = { 'app/prompts/t.j2': 'You serve {{ shop }}.{# a note #}\n{% if vip %}Be quick.{% else %}Be kind.{% endif %}\nRules: {{ rules | upper }}\n', 'app/prompts/t.txt': 'Hello $name, costs $$5, ${rest}' };
  it.each([
    ['a template', 'from jinja2 import Template', 'Template(open("prompts/t.j2").read()).render(shop=question)'],
    ['an environment', 'from jinja2 import Environment, FileSystemLoader\nimport os\nenv = Environment(loader=FileSystemLoader(os.path.join(os.path.dirname(__file__), "prompts")), trim_blocks=True)', 'env.get_template("t.j2").render(shop=question, rules=1)'],
    ['a list of folders', 'import jinja2\nenv = jinja2.Environment(loader=jinja2.FileSystemLoader(["none", "prompts"]))\ntemplate = env.get_template("t.j2")', 'template.render({"shop": question})'],
  ])('of Jinja: %s', (_, prelude, system) => {
    expect(systemOf('app/main.py', python(prelude, system), files)).toMatch(/^You serve ‹\w+›\.\n‹if vip›\nRules: ‹rules \| upper›\n$/);
  });

  it('are filled with what is known', () => {
    expect(systemOf('app/main.py', python('from jinja2 import Template', 'Template("At {{ shop }}: {{ text }}").render(shop="Acme")'))).toBe('At Acme: ‹text›');
    expect(systemOf('app/main.py', python('from string import Template', 'Template(open("prompts/t.txt").read()).substitute(name="Ann", rest=question)'), files)).toBe('Hello Ann, costs $5, ‹question›');
    expect(systemOf('app/main.py', python('', 'open("prompts/t.txt").read().replace("$name", "Bob").replace("${rest}", question)'), files)).toBe('Hello Bob, costs $$5, ‹question›');
    expect(systemOf('app/main.py', python('', 'open("f.md").read().format(shop="Acme", text=question)'), { 'app/f.md': 'At {shop}: {text}' })).toBe('At Acme: ‹question›');
  });

  describe('of Jinja with blocks', () => {
    const rendered = (template: string, given: string): string => systemOf('app/main.py', python('from jinja2 import Template', `Template(${JSON.stringify(template)}).render(${given})`));
    it.each([
      ['the arm whose test holds', 'A {% if vip %}quick{% elif kind == "x" %}middling{% else %}kind{% endif %} one', 'vip=False, kind="x"', 'A middling one'],
      ['nothing where no test holds', 'A {% if not vip and rules %}strict{% endif %}one', 'vip=True, rules=["a"]', 'A one'],
      ['all arms that may be', 'A {% if vip %}quick{% else %}kind{% endif %} one', 'vip=question', 'A ‹if vip› one'],
      ['each of a list', '{% for r in rules %}{{ loop.index }}. {{ r.name }}{% if not loop.last %}, {% endif %}{% endfor %}', 'rules=[{"name": "a"}, {"name": "b"}]', '1. a, 2. b'],
      ['each field of a record', '{% for k, v in rules.items() %}{{ k }}={{ v | trim }};{% endfor %}', 'rules={"a": " b ", "c": "d"}', 'a=b;c=d;'],
      ['blocks in blocks', '{% for r in rules %}{% if r.on %}{{ r.name }} {% endif %}{% endfor %}', 'rules=[{"name": "a", "on": True}, {"name": "b", "on": False}]', 'a '],
      ['what a dash cuts off', 'A\n{%- if vip %}\n  B\n{%- endif %}', 'vip=True', 'A\n  B'],
      ['a list that is not known', 'A{% for r in rules %}- {{ r }}{% endfor %}', 'rules=question', 'A‹for r in rules›'],
      ['what is never closed', 'A {% if vip %}B', 'vip=True', 'A ‹if vip›B'],
      ['texts that are joined', '{{ rules | join(", ") }}: {{ rules | length }}', 'rules=["a", "b"]', 'a, b: 2'],
    ])('writes %s', (_, template, given, expected) => expect(rendered(template, given)).toBe(expected));
  });

  it('of Handlebars and Mustache', () => {
    const hbs = { 'app/p.hbs': 'Hi {{name}}. {{#each items}}- {{this}}{{/each}}{{! note }}End.' };
    expect(systemOf('app/main.ts', javascript("import fs from 'fs';\nimport Handlebars from 'handlebars';\nconst template = Handlebars.compile(fs.readFileSync('p.hbs', 'utf8'));", "template({ name: 'Ann' })"), hbs)).toBe('Hi Ann. ‹#each items›End.');
    expect(systemOf('app/main.ts', javascript("import fs from 'fs';\nimport Mustache from 'mustache';", "Mustache.render(fs.readFileSync('p.hbs', 'utf8'), { name: question })"), hbs)).toBe('Hi ‹question›. ‹#each items›End.');
  });
});

describe('what an analysis of them rests on', () => {
  const long = RULES.repeat(500);
  const main = python('from pathlib import Path\nSYSTEM = Path("prompts/system.md").read_text()', 'SYSTEM');

  it('points into the file, and mends the code', () => {
    const memory = createMemoryWorkspace([['app/main.py', main], ['app/prompts/system.md', long]]);
    const [finding] = memory.findings('app/main.py');
    expect(finding!.rule).toBe('missing-cache-control');
    expect(finding!.related.map(({ at }) => at)).toEqual([{ path: `${ROOT}/app/prompts/system.md`, start: 0, end: long.length }]);
    const after = memory.fixed(finding!, 0)!;
    expect(after.get('app/prompts/system.md')).toBe(long);
    expect(after.get('app/main.py')).toContain('"text": SYSTEM, "cache_control"');
    expect(memory.workspace.text(`${ROOT}/app/prompts/system.md`)).toBe(long);
  });

  it('is computed anew when the file changes, appears or goes, and not otherwise', () => {
    const memory = createMemoryWorkspace([['app/main.py', main]]);
    const path = `${ROOT}/app/prompts/system.md`;
    const rules = (): readonly string[] => memory.findings('app/main.py').map(({ rule }) => rule);
    expect(rules()).toEqual([]);
    expect(memory.workspace.dependents(path)).toEqual([`${ROOT}/app/main.py`]);
    memory.write('app/prompts/system.md', long);
    expect(rules()).toEqual(['missing-cache-control']);
    const { analyses } = memory.workspace.counters;
    memory.write('app/prompts/system.md', long);
    memory.write('app/prompts/other.md', long);
    expect(rules()).toEqual(['missing-cache-control']);
    expect(memory.workspace.counters.analyses).toBe(analyses);
    memory.write('app/prompts/system.md', 'Be brief.');
    expect(rules()).toEqual([]);
    memory.write('app/prompts/system.md', long);
    memory.files.delete(path);
    memory.workspace.changed(path);
    expect(rules()).toEqual([]);
  });

  it('holds through other modules', () => {
    const memory = createMemoryWorkspace([
      ['app/texts.py', 'from pathlib import Path\nHERE = Path(__file__).parent\nSYSTEM = (HERE / "system.md").read_text()\n'],
      ['app/main.py', python('from .texts import SYSTEM', 'SYSTEM')],
      ['app/system.md', long],
    ]);
    expect(memory.findings('app/main.py').map(({ rule }) => rule)).toEqual(['missing-cache-control']);
    memory.write('app/system.md', 'Be brief.');
    expect(memory.findings('app/main.py')).toEqual([]);
  });

  it('never mends a data file', () => {
    const memory = createMemoryWorkspace([
      ['app/main.py', 'import json\nfrom openai import OpenAI\nPARAMS = json.load(open("params.json"))\n\ndef ask():\n    return OpenAI().chat.completions.create(**PARAMS)\n'],
      ['app/main.ts', 'import OpenAI from "openai";\nimport params from "./params.json";\nexport const ask = () => new OpenAI().chat.completions.create(params);\n'],
      ['app/params.json', '{ "model": "gpt-4.1", "messages": [{ "role": "user", "content": "Hi" }] }'],
    ]);
    expect(memory.findings('app/main.ts').map(({ rule, fixes }) => [rule, fixes.length])).toEqual([['missing-max-tokens', 0]]);
    expect(callOf(memory, 'app/main.py').site.model.candidates.map(({ id }) => id)).toEqual(['gpt-4.1']);
    for (const finding of memory.findings('app/main.py')) for (const fix of finding.fixes) expect(fix.edits.every(({ path }) => path.endsWith('.py'))).toBe(true);
  });
});

describe('schemas', () => {
  function part(files: Readonly<Record<string, string>>, path: string, label: PromptPart['label']): PromptPart {
    const memory = createMemoryWorkspace(Object.entries(files));
    const found = callOf(memory, path).cost.parts.find((candidate) => candidate.label === label);
    expect(found, `${label} of ${path}`).toBeDefined();
    return found!;
  }

  /** The true count is shown, in a range of a few percent. */
  function expectAround({ low, high }: PromptPart['tokens'], tokens: number): void {
    expect(low).toBeLessThanOrEqual(tokens);
    expect(high).toBeGreaterThanOrEqual(tokens);
    expect(high / low).toBeLessThan(1.05);
  }

  const weather = {
    'models.py': 'from enum import Enum\nfrom typing import Literal, Optional\nfrom pydantic import BaseModel, Field\n\nclass Unit(str, Enum):\n    CELSIUS = "celsius"\n    FAHRENHEIT = "fahrenheit"\n\nclass Place(BaseModel):\n    city: str = Field(description="Name of the city as people there write it")\n    country: Optional[str] = None\n\nclass Weather(BaseModel):\n    """The weather at a place, as a forecast gives it."""\n    place: Place\n    unit: Unit\n    sky: Literal["clear", "cloudy"]\n    temperatures: list[float]\n    parent: "Weather | None" = None\n',
  };

  it('of a pydantic model are estimated from its fields', () => {
    const main = (format: string): string => `from openai import OpenAI, pydantic_function_tool\nfrom models import Weather\n\ndef ask(q: str):\n    return OpenAI().chat.completions.create(model="gpt-4.1", max_tokens=9, messages=[{"role": "user", "content": q}], ${format})\n`;
    const whole = part({ ...weather, 'main.py': main('response_format=Weather') }, 'main.py', 'output schema');
    expect(whole.state).toBe('partial');
    // The figures are those of the requests that the SDK sends. It writes a class that holds itself out twice: for itself and for what refers to it.
    expectAround(whole.tokens, 308);
    const tool = part({ ...weather, 'main.py': main('tools=[pydantic_function_tool(Weather, name="weather")]') }, 'main.py', 'tool schemas');
    expect(tool.state).toBe('partial');
    expectAround(tool.tokens, 337);
    expect(tool.assumed.high).toBe(0);
  });

  it('of functions count names, docstrings and parameters', () => {
    const main = 'from openai import OpenAI\n\ndef find_order(order_id: str, verbose: bool = False) -> str:\n    """Finds an order by its number and gives its state, its items and the address it goes to."""\n    return ""\n\ndef ask(q: str):\n    return OpenAI().responses.create(model="gpt-4.1", max_output_tokens=9, input=q, tools=[find_order])\n';
    const found = part({ 'main.py': main }, 'main.py', 'tool schemas');
    expect(found.tokens.low).toBeGreaterThan(40);
    expect(found.assumed.high).toBe(0);
  });

  it('of zod objects are estimated from their fields', () => {
    const main = (tools: string): string => `import Anthropic from '@anthropic-ai/sdk';\nimport { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';\nimport { z } from 'zod';\nconst Order = z.object({ id: z.string().describe('The number on the receipt'), size: z.enum(['small', 'large']).optional(), items: z.array(z.object({ name: z.string(), count: z.number().int() })) });\nexport const run = (q: string) => new Anthropic().messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content: q }], tools: ${tools} });\n`;
    const tool = part({ 'main.ts': main("[betaZodTool({ name: 'order', description: 'Places an order', inputSchema: Order, run: async () => 'done' })]") }, 'main.ts', 'tool schemas');
    expect(tool.state).toBe('partial');
    expect(tool.tokens.low).toBeGreaterThan(80);
    expect(tool.assumed.high).toBe(0);
    const more = part({ 'main.ts': main("[betaZodTool({ name: 'order', description: 'Places an order', inputSchema: Order.extend({ note: z.string().nullable().describe('What the guest asks for besides') }), run: async () => 'done' })]") }, 'main.ts', 'tool schemas');
    expect(more.tokens.low).toBeGreaterThan(tool.tokens.low + 10);
  });

  it('are not made up for what an SDK brings itself', () => {
    const main = 'from openai import OpenAI\nfrom agents import WebSearchTool\n\ndef ask(q: str):\n    return OpenAI().responses.create(model="gpt-4.1", max_output_tokens=9, input=q, tools=[WebSearchTool(search_context_size="low")])\n';
    expect(part({ 'main.py': main }, 'main.py', 'tool schemas').assumed.high).toBeGreaterThan(0);
  });
});
