/** What a call is said to cost: service tiers, regions, several models, output, loops, histories. */
import { describe, expect, it } from 'vitest';
import { defaultConfig, type Config } from '../../server/core/model/config.ts';
import type { AnalyzedCall } from '../../server/core/model/rule.ts';
import { callAccount } from '../../server/features/hover.ts';
import { callLabel } from '../../server/features/label.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

function calls(text: string, path = 'app.py', config: Partial<Config> = {}): readonly AnalyzedCall[] {
  return createMemoryWorkspace([[path, text]], { ...defaultConfig, ...config }).workspace.analyze(`${ROOT}/${path}`)!.calls;
}

const openai = (request: string, before = '', config: Partial<Config> = {}): AnalyzedCall =>
  calls(`from openai import OpenAI\nclient = OpenAI()\n${before}\nclient.chat.completions.create(${request}, messages=[{"role": "user", "content": "Say hello."}])\n`, 'app.py', config).at(-1)!;

const anthropic = (request: string): AnalyzedCall =>
  calls(`import anthropic\nclient = anthropic.Anthropic()\nclient.messages.create(${request}, max_tokens=1000, messages=[{"role": "user", "content": "Say hello."}])\n`).at(-1)!;

const words = (count: number): string => 'Answer the customer with care and quote the policy. '.repeat(Math.ceil(count / 10));
const context = { pricesAsOf: '2026-11-10', today: '2026-11-10', place: () => 'here' };

describe('service', () => {
  it('asks for flex, and pays half', () => {
    const [plain, flex] = [openai('model="gpt-6.1-sol", max_completion_tokens=1000'), openai('model="gpt-6.1-sol", max_completion_tokens=1000, service_tier="flex"')];
    expect(flex.cost.terms!.mode).toBe('flex');
    expect(flex.cost.dollars!.high * 2).toBeCloseTo(plain.cost.dollars!.high, 12);
    expect(flex.cost.assumptions.join(' ')).toContain('asks for flex service');
    expect(flex.cost.batch).toBeNull();
  });

  it('priority is the older name of fast', () => expect(openai('model="gpt-6.1-sol", service_tier="priority"').cost.terms!.mode).toBe('fast'));

  it('a tier that is not known is said and not guessed', () => {
    const call = openai('model="gpt-6.1-sol", service_tier=pick()');
    expect(call.cost.terms!.mode).toBe('standard');
    expect(call.cost.assumptions.join(' ')).toContain('service tier (`service_tier`) is not known here');
  });

  it('one of two tiers widens the range', () => {
    const either = openai('model="gpt-6.1-sol", max_completion_tokens=1000, service_tier="flex" if cheap else "priority"').cost.dollars!;
    const [flex, fast] = [openai('model="gpt-6.1-sol", max_completion_tokens=1000, service_tier="flex"').cost.dollars!, openai('model="gpt-6.1-sol", max_completion_tokens=1000, service_tier="priority"').cost.dollars!];
    expect(either).toEqual({ low: flex.low, high: fast.high });
  });

  it('speed and region of a Claude call multiply', () => {
    const plain = anthropic('model="claude-opus-5-5"').cost.dollars!.high;
    expect(anthropic('model="claude-opus-5-5", speed="fast", inference_geo="us"').cost.dollars!.high).toBeCloseTo(plain * 2.2, 12);
    expect(anthropic('model="claude-opus-5-5", inference_geo="global"').cost.dollars!.high).toBe(plain);
  });
});

describe('platforms', () => {
  const vertex = (options: string, model = 'claude-sonnet-4-5@20250929'): AnalyzedCall =>
    calls(`from anthropic import AnthropicVertex\nclient = AnthropicVertex(${options})\nclient.messages.create(model="${model}", max_tokens=1000, messages=[{"role": "user", "content": "Say hello."}])\n`)[0]!;

  it('a region of Google Cloud costs a tenth more, the global endpoint does not', () => {
    const global = vertex('region="global", project_id="p"');
    const regional = vertex('region="us-east5", project_id="p"');
    expect(regional.cost.terms!.regional).toBe(1.1);
    // 1,000 tokens at $15 a million, and a tenth more.
    expect(regional.cost.dollars!.high - global.cost.dollars!.high).toBeCloseTo(0.0015 + (regional.cost.input.high * 0.3) / 1e6, 12);
    expect(regional.cost.assumptions.join(' ')).toContain('Bound to the region “us-east5”: × 1.1.');
    expect(global.cost.assumptions.join(' ')).not.toContain('region');
  });

  it('a region that the environment names is said', () => {
    expect(vertex('').cost.assumptions.join(' ')).toContain('The region of the client is not known here; no surcharge is assumed.');
    expect(vertex('', 'claude-3-5-sonnet-v2@20241022').cost.terms!.regional).toBe(1);
    expect(vertex('region="europe-west1"', 'claude-3-5-sonnet-v2@20241022').cost.terms!.regional).toBe(1);
  });

  it('in TypeScript too', () => {
    const [call] = calls(`import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';\nconst client = new AnthropicVertex({ region: 'us-east5' });\nawait client.messages.create({ model: 'claude-opus-4-6', max_tokens: 1000, messages: [{ role: 'user', content: 'Say hello.' }] });\n`, 'app.ts');
    expect(call!.cost.terms!.regional).toBe(1.1);
    const [made] = calls(`import { generateText } from 'ai';\nimport { createVertexAnthropic } from '@ai-sdk/google-vertex';\nconst vertex = createVertexAnthropic({ location: 'europe-west1' });\nawait generateText({ model: vertex('claude-opus-4-6'), prompt: 'Say hello.', maxOutputTokens: 1000 });\n`, 'app.ts');
    expect(made!.cost.terms!.regional).toBe(1.1);
  });

  const bedrock = (request: string): AnalyzedCall =>
    calls(`import boto3\nclient = boto3.client("bedrock-runtime")\nclient.converse(modelId="us.amazon.nova-pro-v1:0", messages=[{"role": "user", "content": [{"text": "Say hello."}]}], inferenceConfig={"maxTokens": 1000}${request})\n`)[0]!;

  it('service tiers of Bedrock multiply', () => {
    const plain = bedrock('').cost.dollars!.high;
    expect(bedrock(', serviceTier={"type": "flex"}').cost.dollars!.high).toBeCloseTo(plain / 2, 12);
    expect(bedrock(', serviceTier={"type": "priority"}').cost.dollars!.high).toBeCloseTo(plain * 1.75, 12);
    expect(bedrock(', serviceTier={"type": "default"}').cost.dollars!.high).toBe(plain);
    const [invoked] = calls('import boto3, json\nclient = boto3.client("bedrock-runtime")\nclient.invoke_model(modelId="us.anthropic.claude-opus-4-6-v1", serviceTier="flex", body=json.dumps({"max_tokens": 1000, "messages": [{"role": "user", "content": "Say hello."}]}))\n');
    expect(invoked!.cost.terms!.regional).toBe(1.1);
    expect(invoked!.cost.assumptions.join(' ')).toContain('Bound to the region “us”: × 1.1.');
    expect(invoked!.cost.assumptions.join(' ')).toContain('No flex price is listed for `claude-opus-4-6`; its standard price is used.');
  });
});

describe('explicit caches', () => {
  const kept = (config: string, model = 'gemini-2.5-pro'): AnalyzedCall =>
    calls(`from google import genai\nfrom google.genai import types\nRULES = ${JSON.stringify(words(6000))}\nclient = genai.Client()\nclient.caches.create(model="${model}", config=${config})\n`)[0]!;

  it('are written once and paid for by the hour', () => {
    const { cost } = kept('types.CreateCachedContentConfig(system_instruction=RULES, ttl="7200s")');
    // $1.25 a million once, and $4.50 a million an hour.
    expect(cost.dollars).toEqual({ low: Number(((cost.input.low * 1.25) / 1e6).toFixed(12)), high: Number(((cost.input.high * 1.25) / 1e6).toFixed(12)) });
    expect(cost.storage).toEqual({ perHour: { low: Number(((cost.input.low * 4.5) / 1e6).toFixed(12)), high: Number(((cost.input.high * 4.5) / 1e6).toFixed(12)) }, hours: 2 });
    // A read saves 1.25 − 0.125 of each million: 4 of them are 4.50.
    expect(cost.assumptions.join(' ')).toMatch(/an hour, \$0\.0\d+–0\.0\d+ for 2 hours\. That pays from 4 reads an hour on\./);
  });

  it('for an hour where nobody says how long, and at the price of the day', () => {
    expect(kept('{"system_instruction": RULES}').cost.storage!.hours).toBe(1);
    expect(kept('{"system_instruction": RULES, "ttl": f"{minutes * 60}s"}').cost.storage!.hours).toBeNull();
    const { cost } = kept('{"system_instruction": RULES}', 'gemini-3.8-flash');
    expect(cost.storage!.perHour.high).toBeCloseTo((cost.input.high * 0.5) / 1e6, 12);
    expect(callLabel(kept('{"system_instruction": RULES}'))).toMatch(/^≈ \$0\.0\d+–0\.0\d+ · \+ \$0\.0\d+–0\.0\d+ \/ hour · in /);
    expect(callAccount(kept('{"system_instruction": RULES}'), context)).toContain('| each hour that it is kept |');
  });

  it('nothing else is kept', () => expect(anthropic('model="claude-opus-5-5"').cost.storage).toBeNull());
});

describe('several models', () => {
  const call = openai('model="gpt-6-luna" if small else "gpt-6-astra", max_completion_tokens=1000');

  it('reach from the cheapest to the dearest', () => {
    const [luna, astra] = [openai('model="gpt-6-luna", max_completion_tokens=1000').cost.dollars!, openai('model="gpt-6-astra", max_completion_tokens=1000').cost.dollars!];
    expect(call.cost.dollars).toEqual({ low: luna.low, high: astra.high });
    expect(call.cost.models.map(({ card }) => card.id).sort()).toEqual(['gpt-6-astra', 'gpt-6-luna']);
  });

  it('are named', () => {
    expect(callLabel(call)).toContain('one of 2 models');
    expect(callAccount(call, context)).toContain('cheapest to dearest of');
  });
});

describe('announced prices', () => {
  it('are told with their date, and the price of today is used', () => {
    const [call] = calls('from google import genai\nclient = genai.Client()\nclient.models.generate_content(model="gemini-3.8-flash", contents="Say hello.", config={"max_output_tokens": 1000})\n');
    expect(call!.cost.announced!.from).toBe('2027-01-01');
    expect(call!.cost.announced!.dollars.high).toBeCloseTo(call!.cost.dollars!.high * 2, 12);
    expect(call!.cost.assumptions.join(' ')).toContain('The price changes on 2027-01-01');
  });
});

describe('output', () => {
  const typical = (prompt: string, request = ''): number =>
    calls(`from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model="gpt-4o", ${request}messages=[{"role": "user", "content": ${JSON.stringify(prompt)}}])\n`)[0]!.cost.output.low;

  it.each([
    ['Explain tides in two sentences.', 54],
    ['Explain tides in at most 90 words.', 120],
    ['Write three paragraphs about tides.', 390],
    ['Explain tides. Two sentences: what they are, and why.', 54],
    ['Explain tides.', 300],
    [`${'Be kind. '.repeat(300)}If you cannot, say so in one sentence.`, 300],
  ])('%s', (prompt, tokens) => expect(typical(prompt)).toBe(tokens));

  it('a schema tells', () => {
    const schema = '{"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "ok": {"type": "boolean"}}}}}';
    expect(typical('Read the form.', `response_format=${schema}, `)).toBe(2 + 3 * 6 + 20 + 2 + 1);
  });

  it('a comment beside the call wins', () => {
    const call = openai('model="gpt-4o"', '# promptcost: output=1_200 calls=10/day');
    expect(call.cost.output.low).toBe(1200);
    expect(call.cost.assumptions.join(' ')).toContain('A typical answer of 1,200 tokens: stated beside the call.');
  });

  it('n answers are n times the output and one input', () => {
    const [one, three] = [openai('model="gpt-4o", max_tokens=100'), openai('model="gpt-4o", max_tokens=100, n=3')];
    expect(three.cost.output).toEqual({ low: 300, high: 300 });
    expect(three.cost.input).toEqual(one.cost.input);
    expect(three.cost.assumptions.join(' ')).toContain('asks for 3 answers');
  });

  const gemini = (config: string, model = 'gemini-3.8-flash'): AnalyzedCall =>
    calls(`from google import genai\nfrom google.genai import types\nclient = genai.Client()\nclient.models.generate_content(model="${model}", contents="Say hello.", config=${config})\n`)[0]!;

  // What is thought comes on top of the 300 tokens of a typical answer; the cap holds both.
  it.each<readonly [string, AnalyzedCall, number, string]>([
    ['by default', openai('model="o3"'), 300 + 500, 'unless told otherwise: 500 tokens'],
    ['with little effort', openai('model="o3", reasoning_effort="low"'), 300 + 200, 'with low effort: 200 tokens'],
    ['with much', openai('model="o3", reasoning_effort="high"'), 300 + 1500, 'with high effort: 1,500 tokens'],
    ['within the cap', openai('model="o3", max_completion_tokens=600'), 600, 'unless told otherwise: that is billed as output and counts into the cap, which may end the answer early'],
    ['in each answer', openai('model="o3", n=2'), 2 * (300 + 500), 'unless told otherwise'],
    ['not at all', openai('model="gpt-5.5", reasoning_effort="none"'), 300, 'A typical answer of 300 tokens'],
    ['where nobody says', openai('model="gpt-5.5"'), 300, 'is not known here: the typical answer holds no thinking'],
    ['with a budget', anthropic('model="claude-opus-4-8", thinking={"type": "enabled", "budget_tokens": 600}'), 300 + 600, 'with a budget of 600: 600 tokens'],
    ['with a large budget', anthropic('model="claude-opus-4-5", thinking={"type": "enabled", "budget_tokens": 20000}'), 1000, 'with a budget of 20,000: that is billed as output'],
    ['as it likes', anthropic('model="claude-opus-4-6", thinking={"type": "adaptive"}'), 300 + 500, '500 tokens of that are assumed'],
    ['switched off', anthropic('model="claude-sonnet-5-5", thinking={"type": "disabled"}'), 300, 'A typical answer of 300 tokens'],
    ['without a budget', gemini('types.GenerateContentConfig(thinking_config=types.ThinkingConfig(thinking_budget=0))', 'gemini-2.5-flash'), 300, 'A typical answer of 300 tokens'],
    ['with a budget as it likes', gemini('types.GenerateContentConfig(thinking_config=types.ThinkingConfig(thinking_budget=-1))', 'gemini-2.5-flash'), 300 + 500, 'as the call asks for: 500 tokens'],
    ['shown or not', gemini('{"thinking_config": {"include_thoughts": True}}'), 300 + 500, 'as the call asks for: 500 tokens'],
    ['by a member of an enumeration', gemini('types.GenerateContentConfig(thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.LOW))'), 300 + 200, 'with low effort: 200 tokens'],
    ['with the effort that Nova knows', calls('import boto3\nboto3.client("bedrock-runtime").converse(modelId="us.amazon.nova-2-lite-v1:0", messages=[{"role": "user", "content": [{"text": "Say hello."}]}], additionalModelRequestFields={"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}})\n')[0]!, 300 + 200, 'with low effort: 200 tokens'],
    ['as the folder says', openai('model="o3"', '', { assumedReasoningTokens: 2000 }), 300 + 2000, '2,000 tokens of that are assumed'],
    ['as the call says', openai('model="o3"', '# promptcost: output=700'), 700, 'A typical answer of 700 tokens: stated beside the call'],
  ])('thinks %s', (_, call, tokens, said) => {
    expect(call.cost.output.low).toBe(tokens);
    expect(call.cost.assumptions.join(' ')).toContain(said);
  });

  it('thinks in TypeScript too', () => {
    const [low] = calls(`import { GoogleGenAI } from '@google/genai';\nconst ai = new GoogleGenAI({});\nawait ai.models.generateContent({ model: 'gemini-3.8-flash', contents: 'Say hello.', config: { thinkingConfig: { thinkingLevel: 'low' } } });\n`, 'app.ts');
    expect(low!.cost.output.low).toBe(300 + 200);
    const [high] = calls(`import OpenAI from 'openai';\nconst client = new OpenAI();\nawait client.responses.create({ model: 'gpt-6-astra', input: 'Say hello.', reasoning: { effort: 'high', summary: 'auto' } });\n`, 'app.ts');
    expect(high!.cost.output.low).toBe(300 + 1500);
  });

  it('a history keeps what was said, not what was thought', () => {
    const loop = (request: string): AnalyzedCall => calls(`from openai import OpenAI\nclient = OpenAI()\nmessages = []\nwhile True:\n    messages.append({"role": "user", "content": input()})\n    r = client.chat.completions.create(model="o3", ${request}messages=messages)\n    messages.append(r.choices[0].message)\n`)[0]!;
    const [thinking, brief] = [loop('').cost.conversation, loop('reasoning_effort="none", ').cost.conversation];
    expect(thinking[1]!.input).toEqual(brief[1]!.input);
    // Ten answers of 500 more tokens at $8 a million.
    expect(thinking[1]!.dollars.low - brief[1]!.dollars.low).toBeCloseTo((10 * 500 * 8) / 1e6, 12);
  });
});

describe('repetition', () => {
  const factors = (text: string, path?: string): string => calls(text, path).at(-1)!.cost.factors.filter(({ at, kind }) => kind !== 'retries' || at !== null).map(({ kind, times, bound }) => `${kind} ${bound} ${times}`).join(', ');
  const python = (body: string): string => `from openai import OpenAI\nclient = OpenAI()\n${body}`;
  const create = 'client.chat.completions.create(model="gpt-4o", max_tokens=9, messages=[{"role": "user", "content": "Say hello."}])';

  it.each([
    ['range', `for i in range(10):\n    ${create}\n`, 'loop exactly 10'],
    ['a list', `for name in ["a", "b", "c"]:\n    ${create}\n`, 'loop exactly 3'],
    ['a constant, numbered', `NAMES = ("a", "b")\nfor i, name in enumerate(NAMES):\n    ${create}\n`, 'loop exactly 2'],
    ['nested', `for i in range(2, 8, 2):\n    for j in "ab", "cd":\n        ${create}\n`, 'loop exactly 3, loop exactly 2'],
    ['left early', `for i in range(10):\n    if ${create}:\n        break\n`, 'loop at most 10'],
    ['a comprehension', `answers = [${create} for i in range(4)]\n`, 'fan-out exactly 4'],
    ['of unknown length', `for name in names():\n    ${create}\n`, ''],
    ['of one item', `for name in ["a"]:\n    ${create}\n`, ''],
    ['around the call of its function', `def ask():\n    return ${create}\nfor i in range(10):\n    ask()\n`, 'loop exactly 10'],
    ['around the call of its method', `class Bot:\n    def ask(self, text):\n        return ${create}\n    def all(self):\n        return [self.ask(text) for text in ("a", "b", "c")]\n`, 'fan-out exactly 3'],
    ['in and around a function', `def ask():\n    for i in range(2):\n        ${create}\nfor i in range(10):\n    ask()\n`, 'loop exactly 10, loop exactly 2'],
    ['two functions up', `def ask():\n    return ${create}\ndef step():\n    return ask()\nfor i in range(10):\n    step()\n`, 'loop exactly 10'],
    ['given to map', `def ask(text):\n    return ${create}\nanswers = list(pool.map(ask, ["a", "b", "c", "d"]))\n`, 'fan-out exactly 4'],
    ['given to the built-in map', `def ask(text):\n    return ${create}\nanswers = list(map(ask, ["a", "b", "c"]))\n`, 'fan-out exactly 3'],
    ['given to a map of the workspace', `def map(f, names):\n    return f(names[0])\ndef ask(text):\n    return ${create}\nanswers = map(ask, ["a", "b", "c"])\n`, ''],
    ['called in two places', `def ask():\n    return ${create}\nask()\nfor i in range(10):\n    ask()\n`, ''],
    ['called until it answers', `def ask():\n    return ${create}\nfor i in range(10):\n    if ask():\n        break\n`, ''],
    ['of another thing with its name', `def ask():\n    return ${create}\nfor i in range(10):\n    other.ask()\n`, ''],
    ['shown while it goes', `from tqdm.auto import tqdm\nfor name in tqdm(["a", "b", "c"], desc="names"):\n    ${create}\n`, 'loop exactly 3'],
    ['shown and counted', `from tqdm import trange as steps\nfor i in steps(7):\n    ${create}\n`, 'loop exactly 7'],
    ['side by side', `for a, b in zip(["x", "y", "z"], ["1", "2"]):\n    ${create}\n`, 'loop exactly 2'],
    ['by a function of the workspace with the same name', `def range(n):\n    return fetch(n)\nfor i in range(10):\n    ${create}\n`, ''],
    ['calls itself', `def ask():\n    ${create}\n    for i in range(10):\n        ask()\n`, ''],
  ])('%s', (_, body, expected) => expect(factors(python(body))).toBe(expected));

  it('a loop that tries again is retries and no loop', () => {
    const text = python(`import time\ndef ask():\n    for attempt in range(5):\n        try:\n            return ${create}\n        except Exception:\n            time.sleep(2 ** attempt)\n`);
    expect(factors(text)).toBe('retries at most 15');
  });

  const typescript = (body: string): string => `import OpenAI from 'openai';\nconst client = new OpenAI();\n${body}`;
  const ask = "client.chat.completions.create({ model: 'gpt-4o', max_tokens: 9, messages: [{ role: 'user', content: 'Say hello.' }] })";

  it.each([
    ['a counter', `for (let i = 0; i < 12; i++) await ${ask};\n`, 'loop exactly 12'],
    ['a counter up to and with', `for (let i = 1; i <= 12; i += 1) { await ${ask}; }\n`, 'loop exactly 12'],
    ['Promise.all over a literal', `await Promise.all(['a', 'b', 'c'].map((name) => ${ask}));\n`, 'fan-out exactly 3'],
    ['for … of', `for (const name of ['a', 'b']) await ${ask};\n`, 'loop exactly 2'],
    ['a filter', `const kept = ['a', 'b', 'c'].filter((name) => ${ask});\n`, 'fan-out exactly 3'],
    ['until one says so', `const found = ['a', 'b', 'c'].some((name) => ${ask});\n`, ''],
    ['unknown', `await Promise.all(names.map((name) => ${ask}));\n`, ''],
    ['in a function given to map', `async function one(name: string) { return ${ask}; }\nawait Promise.all(['a', 'b', 'c'].map(one));\n`, 'fan-out exactly 3'],
    ['in a function called in a callback', `const one = async (name: string) => ${ask};\nawait Promise.all(['a', 'b', 'c'].map((name) => one(name)));\n`, 'fan-out exactly 3'],
    ['in a method called in a loop', `class Bot { async one() { return ${ask}; }\n  async all() { for (let i = 0; i < 5; i++) await this.one(); } }\n`, 'loop exactly 5'],
  ])('%s', (_, body, expected) => expect(factors(typescript(body), 'app.ts')).toBe(expected));

  it('steps of agents', () => {
    const ai = (settings: string): string => `import { generateText, stepCountIs, tool } from 'ai';\nimport { openai } from '@ai-sdk/openai';\nawait generateText({ model: openai('gpt-4o'), tools, prompt: 'Hi', ${settings} });\n`;
    expect(factors(ai('stopWhen: stepCountIs(5)'), 'app.ts')).toBe('steps at most 5');
    expect(factors(ai('stopWhen: [stepCountIs(8), done]'), 'app.ts')).toBe('steps at most 8');
    expect(factors(ai(''), 'app.ts')).toBe('');
    const agents = (request: string): string => `from agents import Agent, Runner\nagent = Agent(name="x", model="gpt-4o", instructions="Help.", tools=[look])\nRunner.run_sync(agent, "hi"${request})\n`;
    expect(factors(agents(', max_turns=4'))).toBe('steps at most 4');
    expect(factors(agents(''))).toBe('steps at most 10');
  });

  it('is never in the figure, and stands beside it', () => {
    const [alone, looped] = [calls(python(`${create}\n`))[0]!, calls(python(`for i in range(10):\n    ${create}\n`))[0]!];
    expect(looped.cost.dollars).toEqual(alone.cost.dollars);
    expect(callLabel(looped)).toMatch(/× 10 loop$/);
    expect(callAccount(looped, context)).toContain('Not in these figures: **× 10 loop**');
    const [called] = calls(python(`def ask():\n    return ${create}\nfor i in range(10):\n    ask()\n`));
    expect(called!.cost.dollars).toEqual(alone.cost.dollars);
    expect(callAccount(called!, context)).toContain('**× 10 loop** (called in a `for` loop of 10 rounds)');
  });
});

describe('a history that grows', () => {
  const chat = `from openai import OpenAI
client = OpenAI()
messages = [{"role": "system", "content": "Help."}]
while True:
    messages.append({"role": "user", "content": input()})
    answer = client.chat.completions.create(model="gpt-4o", max_tokens=500, messages=messages)
    messages.append({"role": "assistant", "content": answer.choices[0].message.content})
`;

  it('is told at 1, 10 and 100 turns', () => {
    const { conversation, dollars } = calls(chat)[0]!.cost;
    expect(conversation.map(({ turns }) => turns)).toEqual([1, 10, 100]);
    expect(conversation[0]!.dollars.low).toBe(dollars!.low);
    // Ten times the turns cost more than ten times as much.
    expect(conversation[2]!.dollars.low).toBeGreaterThan(conversation[1]!.dollars.low * 10);
    expect(callAccount(calls(chat)[0]!, context)).toContain('The history grows from call to call');
  });

  it('is not a list that each round makes anew', () => {
    expect(calls(`from openai import OpenAI
client = OpenAI()
for text in texts():
    messages = []
    messages.append({"role": "user", "content": text})
    client.chat.completions.create(model="gpt-4o", max_tokens=500, messages=messages)
`)[0]!.cost.conversation).toEqual([]);
  });
});

it('the account adds up: what stands around the parts is a row of its own', () => {
  const context = { pricesAsOf: '2026-11-20', today: '2026-11-20', place: () => 'here' };
  const tool = '{"name": "add", "description": "Adds.", "input_schema": {"type": "object", "properties": {"a": {"type": "number"}}}}';
  const account = (tools: string): string => callAccount(calls(`import anthropic\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=10, ${tools}messages=[{"role": "user", "content": "Hi"}])\n`)[0]!, context);
  expect(account('')).toContain('| around them | 7 |');
  expect(account(`tools=[${tool}], `)).toMatch(/\| around them \| 50\d–50\d \|/);
});

describe('caching', () => {
  const cached = (block: string, volume = ''): AnalyzedCall =>
    calls(`import anthropic\nclient = anthropic.Anthropic()\n${volume}\nclient.messages.create(model="claude-sonnet-5-5", max_tokens=100, system=[{"type": "text", "text": ${JSON.stringify(words(3000))}${block}}], messages=[{"role": "user", "content": ask()}])\n`)[0]!;

  it('knows the break-even of both lifetimes', () => {
    expect(cached(', "cache_control": {"type": "ephemeral"}').cost.cached).toMatchObject({ lifetime: 'short', minutes: 5, breakEvenReads: 1 });
    expect(cached(', "cache_control": {"type": "ephemeral", "ttl": "1h"}').cost.cached).toMatchObject({ lifetime: 'long', minutes: 60, breakEvenReads: 2 });
  });

  it('marks of both lifetimes are priced each by its own', () => {
    const block = (count: number, mark: string): string => `{"type": "text", "text": ${JSON.stringify(words(count))}${mark}}`;
    const [hour, minutes] = [', "cache_control": {"type": "ephemeral", "ttl": "1h"}', ', "cache_control": {"type": "ephemeral"}'];
    const ask = (system: string, first = ''): AnalyzedCall['cost'] => calls(`import anthropic\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-6", max_tokens=100, system=[${system}], messages=[{"role": "user", "content": [${first}{"type": "text", "text": "Hi"}]}])\n`)[0]!.cost;
    const [mixed, long, short] = [ask(`${block(3000, hour)}, ${block(1000, minutes)}`), ask(`${block(3000, '')}, ${block(1000, hour)}`), ask(`${block(3000, '')}, ${block(1000, minutes)}`)];
    // $3 a million tokens, $3.75 written for five minutes and $6 for an hour: three quarters of the words.
    expect(mixed.cached!.cold.low - short.cached!.cold.low).toBeCloseTo((long.cached!.cold.low - short.cached!.cold.low) * 0.75, 4);
    expect(mixed.cached).toMatchObject({ warm: long.cached!.warm, lifetime: 'short', minutes: 5, breakEvenReads: 1 });
    expect(mixed.assumptions.join(' ')).toContain('tokens are marked for the long lifetime');
    // Over messages: all that stands before a mark is written with it.
    const across = ask(block(3000, hour), `${block(1000, minutes)}, `);
    expect(across.cached!.cold.low).toBeCloseTo(mixed.cached!.cold.low, 4);
    expect(long.assumptions.join(' ')).not.toContain('for the long lifetime');
  });

  it('says what a stated rate comes to', () => {
    const { cached: economics, volume } = cached(', "cache_control": {"type": "ephemeral"}', '# promptcost: calls=1000/day').cost;
    // 1 − e^(−1000 / 1440 × 5)
    expect(economics!.atVolume!.warmShare).toBe(0.969);
    expect(economics!.atVolume!.dollars.low).toBeGreaterThan(economics!.warm.low);
    expect(economics!.atVolume!.dollars.low).toBeLessThan(economics!.cold.low);
    expect(volume!.dollarsPerMonth!.high).toBeCloseTo(economics!.atVolume!.dollars.high * 30_000, 6);
  });

  describe('models that write to their cache by themselves, and charge for it', () => {
    const sol = (options = '', { client = 'OpenAI()', length = 3000, volume = '', model = 'gpt-6.1-sol' } = {}): AnalyzedCall['cost'] =>
      calls(`from openai import OpenAI, AzureOpenAI\nclient = ${client}\n${volume}\nclient.responses.create(model="${model}", max_output_tokens=500, instructions=${JSON.stringify(words(length))}, input="Say hello."${options})\n`)[0]!.cost;
    // $2 a million tokens of input, $2.50 written for half an hour, $5 for half a day; $10 of output.
    const at = (rate: number, tokens: number, out: number): number => Number(((tokens * rate + out * 10) / 1e6).toFixed(9));
    const priced = ({ input, output }: AnalyzedCall['cost'], low: number, high: number) => ({ low: at(low, input.low, output.low), high: at(high, input.high, output.high) });

    it('the whole prompt is written, for as long as the request says', () => {
      expect(sol().dollars).toEqual(priced(sol(), 2.5, 2.5));
      expect(sol(', prompt_cache_options={"ttl": "12h"}').dollars).toEqual(priced(sol(), 5, 5));
      expect(sol().assumptions.join(' ')).toContain('`gpt-6.1-sol` writes prompts of this length to its cache by itself, which costs more than plain input: that is counted, and no read.');
    });

    it('not below the minimum, where only breakpoints write, and on models whose writes are free', () => {
      expect(sol('', { length: 300 }).dollars).toEqual(priced(sol('', { length: 300 }), 2, 2));
      expect(sol(', prompt_cache_options={"mode": "explicit"}').dollars).toEqual(priced(sol(), 2, 2));
      expect(sol(', prompt_cache_options={"mode": "explicit"}').assumptions.join(' ')).not.toContain('writes prompts');
      expect(sol('', { model: 'gpt-4.1' }).assumptions.join(' ')).not.toContain('writes prompts');
    });

    it('counts in what a smaller model would save', () => {
      const { workspace } = createMemoryWorkspace([['app.py', `from openai import OpenAI\nclient = OpenAI()\ndef classify(ticket):\n    return client.chat.completions.create(model="gpt-6.1-sol", max_completion_tokens=50, messages=[{"role": "system", "content": "Classify the ticket into one of: billing, bug, account. Answer with only the label. ${'Billing is all that is about money, invoices and refunds. Bugs are what does not work. '.repeat(80)}"}, {"role": "user", "content": ticket}])\n`]]);
      const { calls: [call], findings } = workspace.analyze(`${ROOT}/app.py`)!;
      const { saving } = findings.find(({ rule }) => rule === 'premium-model-for-simple-task')!;
      const luna = call!.cost.alternatives.find(({ card }) => card.id === 'gpt-6-luna')!;
      expect(saving!.dollarsPerThousandCalls.low).toBeCloseTo((call!.cost.dollars!.low - luna.dollars.low) * 1000, 9);
    });

    it('perhaps, where another platform serves it, or the options are not known', () => {
      expect(sol('', { client: 'AzureOpenAI(azure_endpoint="https://x.openai.azure.com")' }).dollars).toEqual(priced(sol(), 2, 2.5));
      expect(sol(', prompt_cache_options=options()').dollars).toEqual(priced(sol(), 2, 2.5));
    });

    it('beside it stand names that stay what they are', () => {
      const others = sol().alternatives.map(({ card }) => card.id);
      expect(others).toContain('gpt-6-luna');
      expect(others.filter((id) => id.endsWith('latest'))).toEqual([]);
    });

    it('so do its batches and its siblings', () => {
      expect(sol().batch!.high).toBeCloseTo(sol().dollars!.high / 2, 9);
      const terra = sol().alternatives.find(({ card }) => card.id === 'gpt-6.1-terra')!;
      expect(terra.dollars.high).toBeCloseTo(sol().dollars!.high / 2, 9);
    });

    it('a breakpoint marks what is shared: a month counts its reads', () => {
      const shared = (mark: string): AnalyzedCall['cost'] =>
        calls(`from openai import OpenAI\nclient = OpenAI()\n# promptcost: calls=2000/day\nclient.responses.create(model="gpt-6.1-sol", max_output_tokens=500, prompt_cache_options={"mode": "explicit"}, input=[{"role": "developer", "content": [{"type": "input_text", "text": ${JSON.stringify(words(3000))}${mark}}]}, {"role": "user", "content": ask()}])\n`)[0]!.cost;
      const { prefix, cached: economics, volume } = shared(', "prompt_cache_breakpoint": {"mode": "explicit", "ttl": "12h"}');
      expect(prefix.marked).toBe('yes');
      expect(economics!.lifetime).toBe('long');
      expect(volume!.dollarsPerMonth!.high).toBeCloseTo(economics!.atVolume!.dollars.high * 60_000, 6);
      expect(shared('').prefix.marked).not.toBe('yes');
    });

    it('options mark no part of the prompt: a month counts no reads', () => {
      const month = sol(', prompt_cache_options={"mode": "explicit", "ttl": "12h"}', { volume: '# promptcost: calls=100/day' });
      expect(month.volume!.dollarsPerMonth!.high).toBeCloseTo(month.dollars!.high * 3000, 6);
    });
  });

  it('an unmarked prefix is paid in full, whatever the volume', () => {
    const { dollars, volume } = cached('', '# promptcost: calls=1000/day').cost;
    expect(volume!.dollarsPerMonth!.high).toBeCloseTo(dollars!.high * 30_000, 6);
  });
});

describe('the saving of missing-cache-control', () => {
  const findings = (volume: string) =>
    createMemoryWorkspace([['app.py', `import anthropic\nclient = anthropic.Anthropic()\ndef answer(question):\n    ${volume}\n    return client.messages.create(model="claude-sonnet-5-5", max_tokens=100, system=${JSON.stringify(words(3000))}, messages=[{"role": "user", "content": question}])\n`]])
      .findings('app.py').filter(({ rule }) => rule === 'missing-cache-control');

  it('counts the writes of calls that come too late', () => {
    const [often, rarely] = [findings('# promptcost: calls=10000/day')[0]!.saving!, findings('# promptcost: calls=200/day')[0]!.saving!];
    expect(often.basis).toContain('10,000 calls a day, of which 100 % come within 5 minutes');
    expect(rarely.dollarsPerThousandCalls.high).toBeLessThan(often.dollarsPerThousandCalls.high);
    expect(rarely.dollarsPerThousandCalls.low).toBeGreaterThan(0);
  });

  it('is none where calls are rare, and nothing is reported', () => {
    expect(findings('# promptcost: calls=10/day')).toEqual([]);
    expect(findings('pass')).toHaveLength(1);
  });
});
