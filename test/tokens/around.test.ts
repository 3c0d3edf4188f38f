/** What is counted around the text of a request, in whole programs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FRAMINGS } from '../../server/core/engine/prompt/framing.ts';
import { TOKEN_FACTORS } from '../../server/core/engine/tokens/tokens.ts';
import { answerFormat, answerSchema, declarations, functionLines, listedTools, schemaText, toolsIn, toolStrings, type ToolDefinition } from '../../server/core/engine/prompt/tool-text.ts';
import type { Range } from '../../server/core/model/cost.ts';
import type { TokenizerFamily } from '../../server/core/model/price.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';
import { encodings, type Encoding } from './oracle.ts';

const [o200k, cl100k] = encodings as [Encoding, Encoding];
const tokens = (text: string): number => o200k.expectedCount(text);
const SYSTEM = 'You sort the letters of a small shop into orders, complaints and praise.';
const QUESTION = 'The parcel came a week late, and the box was open.';

function inputOf(text: string): Range {
  const [call] = createMemoryWorkspace([['app.py', text]]).workspace.analyze(`${ROOT}/app.py`)!.calls;
  return call!.cost.input;
}

const chat = (model: string, more = ''): string => `import openai\n\nopenai.OpenAI().chat.completions.create(model="${model}", messages=[{"role": "system", "content": "${SYSTEM}"}, {"role": "user", "content": "${QUESTION}"}]${more})\n`;

describe('the input of a call', () => {
  const text = tokens(SYSTEM) + tokens(QUESTION);

  it('has four tokens a message and three for the answer with GPT-4o, two with GPT-5 and later', () => {
    expect(inputOf(chat('gpt-4o'))).toEqual({ low: text + 11, high: text + 11 });
    expect(inputOf(chat('gpt-5-mini'))).toEqual({ low: text + 10, high: text + 10 });
    expect(inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="gpt-5.4", instructions="${SYSTEM}", input="${QUESTION}")\n`)).toEqual({ low: text + 10, high: text + 10 });
  });

  it('counts earlier turns, of which those of the assistant have two tokens more from GPT-5 on', () => {
    const turns = (model: string): Range => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="${model}", messages=[{"role": "user", "content": "${QUESTION}"}, {"role": "assistant", "content": "${SYSTEM}"}, {"role": "user", "content": "${QUESTION}"}])\n`);
    const all = text + tokens(QUESTION);
    expect(turns('gpt-4.1')).toEqual({ low: all + 15, high: all + 15 });
    expect(turns('gpt-5')).toEqual({ low: all + 16, high: all + 16 });
  });

  it('has one token more from GPT-5 on for an answer that is not the last before somebody else speaks', () => {
    const turns = (model: string, second: string): Range => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="${model}", messages=[{"role": "assistant", "content": "Hello"}, {"role": "${second}", "content": "Hello"}])\n`);
    expect(turns('gpt-5', 'assistant').low).toBe(turns('gpt-5', 'user').low + 3);
    expect(turns('gpt-4o', 'assistant')).toEqual(turns('gpt-4o', 'user'));
  });

  it('counts the name of who speaks, and one token with it', () => {
    const named = (name: string): Range => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "system"${name}, "content": "${SYSTEM}"}, {"role": "user", "content": "${QUESTION}"}])\n`);
    expect(named(', "name": "clerk"').low - named('').low).toBe(1 + tokens('clerk'));
  });

  it('is a prompt as it stands where a model on Bedrock is sent one, with a token for each of the marks of Llama', () => {
    const prompt = `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\\n\\n${QUESTION}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\\n\\n`;
    const llama = inputOf(`import json\nimport boto3\n\nboto3.client("bedrock-runtime").invoke_model(modelId="meta.llama3-8b-instruct-v1:0", body=json.dumps({"prompt": "${prompt}", "max_gen_len": 99}))\n`);
    const known = cl100k.expectedCount(QUESTION) + 6 + 4;
    expect(llama.low).toBeGreaterThanOrEqual(known - 1);
    expect(llama.high).toBeLessThanOrEqual(known + 1);
  });

  it('is assumed where what is asked is not in the request: made elsewhere, put together by the SDK, kept by the provider', () => {
    const body = inputOf('import boto3\n\n\ndef ask(body: str):\n    return boto3.client("bedrock-runtime").invoke_model(modelId="anthropic.claude-haiku-4-5", body=body)\n');
    const fields = inputOf('import dspy\n\ndspy.configure(lm=dspy.LM("openai/gpt-4o"))\ndspy.Predict("text -> title")(text=input())\n');
    const thread = inputOf(`import openai\n\nopenai.OpenAI().beta.threads.runs.create(thread_id="t", assistant_id="a", model="gpt-4o", instructions="${SYSTEM}")\n`);
    for (const { high } of [body, fields, thread]) expect(high).toBeGreaterThan(100);
    expect(inputOf('import openai\n\nopenai.OpenAI().embeddings.create(model="text-embedding-3-small", input="")\n').high).toBe(0);
  });

  it('has the earlier turns of a conversation that the provider keeps', () => {
    const asked = (more: string): Range => inputOf(`import openai\n\n\ndef ask(before: str):\n    return openai.OpenAI().responses.create(model="gpt-5.4", input="${QUESTION}"${more})\n`);
    expect(asked(', previous_response_id=None')).toEqual(asked(''));
    expect(asked(', previous_response_id=before').low).toBe(asked('').low);
    expect(asked(', previous_response_id=before').high).toBeGreaterThan(asked('').high + 100);
  });

  it('reaches from the shortest to the longest of the texts that a prompt may be, also where one of them is not known', () => {
    const asked = (other: string): Range => inputOf(`import openai\n\n\ndef ask(short: bool, text: str):\n    return openai.OpenAI().embeddings.create(model="text-embedding-3-small", input="Hello" if short else ${other})\n`);
    expect(asked(`"${QUESTION}"`)).toEqual({ low: cl100k.expectedCount('Hello'), high: cl100k.expectedCount(QUESTION) });
    expect(asked('f"{text}"').high).toBeGreaterThan(100);
  });

  it('is the text alone for embeddings and completions of old', () => {
    expect(inputOf(`import openai\n\nopenai.OpenAI().completions.create(model="gpt-3.5-turbo-instruct", prompt="${QUESTION}", max_tokens=9)\n`)).toEqual({ low: cl100k.expectedCount(QUESTION), high: cl100k.expectedCount(QUESTION) });
  });

  describe('of OpenAI, with tools', () => {
    const tool = { name: 'find_order', description: 'Finds an order by its number.', parameters: { type: 'object', properties: { number: { type: 'string', description: 'As printed on the parcel.' } }, required: ['number'] } };
    const python = JSON.stringify([{ type: 'function', function: tool }]);
    const joined = tokens(`${SYSTEM}\n\n${declarations([tool])}`) + tokens(QUESTION);

    it('has their declarations behind the system prompt, and with GPT-5 what makes room for calls side by side', () => {
      expect(inputOf(chat('gpt-4o', `, tools=${python}`))).toEqual({ low: joined + 10, high: joined + 10 });
      expect(inputOf(chat('gpt-5', `, tools=${python}`))).toEqual({ low: joined + 10 + 82, high: joined + 10 + 87 });
    });

    it('has more with GPT-5 where calls side by side are switched off, and no more up to GPT-4.1', () => {
      const less = (model: string): readonly [Range, Range] => [inputOf(chat(model, `, tools=${python}`)), inputOf(chat(model, `, tools=${python}, parallel_tool_calls=False`))];
      const [plain, one] = less('gpt-5');
      expect(one).toEqual({ low: plain.low + 78, high: plain.high + 78 });
      expect(less('gpt-4o')[0]).toEqual(less('gpt-4o')[1]);
    });

    it('has them in a message of their own where there is no system prompt, and by themselves in Responses', () => {
      const own = tokens(declarations([tool]));
      const flat = JSON.stringify([{ type: 'function', ...tool }]);
      expect(inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "${QUESTION}"}], tools=${python})\n`)).toEqual({ low: own + tokens(QUESTION) + 10, high: own + tokens(QUESTION) + 10 });
      expect(inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="gpt-4o", input="${QUESTION}", tools=${flat})\n`)).toEqual({ low: own + tokens(QUESTION) + 4, high: own + tokens(QUESTION) + 4 });
    });

    it('pays for the name of a tool that it insists on, in Responses also of the only one there is', () => {
      const forced = joined + 10 + 7 + tokens('find_order');
      expect(inputOf(chat('gpt-4o', `, tools=${python}, tool_choice={"type": "function", "function": {"name": "find_order"}}`))).toEqual({ low: forced, high: forced });
      expect(inputOf(chat('gpt-4o', `, tools=${python}, tool_choice="required"`))).toEqual(inputOf(chat('gpt-4o', `, tools=${python}`)));
      const flat = JSON.stringify([{ type: 'function', ...tool }]);
      const responses = (more: string): number => inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="gpt-4o", input="${QUESTION}", tools=${flat}${more})\n`).low;
      expect(responses(', tool_choice="required"') - responses('')).toBe(7 + tokens('find_order'));
    });
  });

  it('has the format of the answer behind the system prompt, and its name with each answer', () => {
    const schema = { type: 'object', properties: { kind: { type: 'string', enum: ['order', 'praise'] } }, required: ['kind'], additionalProperties: false };
    const format = JSON.stringify({ type: 'json_schema', json_schema: { name: 'letter', strict: true, schema } }).replaceAll('true', 'True').replaceAll('false', 'False');
    const joined = tokens(`${SYSTEM}\n\n${answerFormat({ name: 'letter', description: '', schema })}`) + tokens(QUESTION);
    const once = joined + 11 + 2 + tokens('letter');
    expect(inputOf(chat('gpt-4o', `, response_format=${format}`))).toEqual({ low: once, high: once });
    // Beside tools it has no message of its own to stand in, and where there is no system prompt one token more.
    const beside = (messages: string): number => {
      const sent = (more: string): number => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[${messages}], tools=[{"type": "function", "function": {"name": "find_order", "parameters": {"type": "object", "properties": {}}}}]${more})\n`).low;
      return sent(`, response_format=${format}`) - sent('');
    };
    const user = `{"role": "user", "content": "${QUESTION}"}`;
    const own = tokens(answerFormat({ name: 'letter', description: '', schema }));
    expect(beside(user)).toBe(own + 1);
    expect(Math.abs(beside(`{"role": "system", "content": "${SYSTEM}"}, ${user}`) - own)).toBeLessThanOrEqual(1);
  });

  it('adds the tool prompt that Anthropic publishes, by the choice of tool', () => {
    const claude = (choice: string): Range => inputOf(`import anthropic\n\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, messages=[{"role": "user", "content": "${QUESTION}"}], tools=[{"name": "find_order", "description": "Finds an order.", "input_schema": {"type": "object", "properties": {}}}]${choice})\n`);
    const free = claude('');
    const any = claude(', tool_choice={"type": "any"}');
    expect(free.low).toBeGreaterThan(496);
    expect(any.low + any.high).toBeGreaterThan(free.low + free.high + 100);
    expect(free.high / free.low).toBeLessThan(1.05);
  });

  // What these families' own tokenizers count of the texts: 15 and 13, and 14 with Mistral's first; of the declaration's strings 3 + 8 + 1 + 6 + 1; of the tool as listed 67 to 69.
  describe('of families whose vocabulary is at hand', () => {
    const tool = { name: 'find_order', description: 'Finds an order by its number.', parameters: { type: 'object', properties: { number: { type: 'string', description: 'As printed on the parcel.' } }, required: ['number'] } };

    it('has a token a message with Gemini, the system prompt among them, at times one more, and nothing for the format of the answer', () => {
      const gemini = (model: string, more = ''): Range => inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="${model}", contents="${QUESTION}", config={"system_instruction": "${SYSTEM}"${more}})\n`);
      expect(gemini('gemini-2.5-flash')).toEqual({ low: 30, high: 31 });
      expect(gemini('gemini-3.8-flash')).toEqual({ low: 30, high: 31 });
      expect(gemini('gemini-2.0-flash')).toEqual({ low: 28, high: 29 });
      expect(gemini('gemini-2.5-flash', ', "response_mime_type": "application/json", "response_schema": {"type": "OBJECT", "properties": {"kind": {"type": "STRING"}}}')).toEqual({ low: 30, high: 31 });
    });

    it('has one token for texts that stand in a list, which are one message', () => {
      expect(inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="gemini-2.5-flash", contents=["${QUESTION}", "${SYSTEM}"])\n`)).toEqual({ low: 29, high: 30 });
    });

    it('has the strings of tools with Gemini, and what stands around each tool and field from 2.5 on', () => {
      const gemini = (model: string): Range => inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="${model}", contents="${QUESTION}", config={"tools": [{"function_declarations": ${JSON.stringify([tool])}}]})\n`);
      const [brief, all, newest] = [gemini('gemini-2.0-flash'), gemini('gemini-2.5-flash'), gemini('gemini-3.8-flash')];
      expect(brief).toEqual({ low: 13 + 19, high: 14 + 19 + 1 + 3 });
      expect(all).toEqual({ low: 14 + 19 + 2 * 9 + 8, high: 15 + 20 + 2 * 9 + 10 });
      // What Google counted of such a tool: a mark at either end, and one around each text.
      const declared = 19 + 'declaration:{description:<><>,parameters:{properties:{:{description:<><>,type:<>STRING<>}},required:[<><>],type:<>OBJECT<>}}'.match(/\w+|[^\w<>]+|<>/g)!.length + 2;
      expect(newest.low).toBeLessThanOrEqual(14 + declared);
      expect(newest.high).toBeGreaterThanOrEqual(14 + declared);
      expect(newest.high / newest.low).toBeLessThan(1.1);
    });

    it('reads a call and what it gave in marks with Gemini from 3 on, before 2.5 their keys and strings', () => {
      const turns = (model: string, more: string): Range => inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="${model}", contents=[{"role": "user", "parts": [{"text": "${QUESTION}"}]}${more}])\n`);
      const answered = ', {"role": "model", "parts": [{"functionCall": {"name": "find_order", "args": {"number": "Box"}}}]}, {"role": "user", "parts": [{"functionResponse": {"name": "find_order", "response": {"state": "Lost"}}}]}';
      const added = (model: string): readonly [number, number] => {
        const [alone, whole] = [turns(model, ''), turns(model, answered)];
        return [whole.low - alone.low, whole.high - alone.high];
      };
      // find_order is three tokens, every other word one; a mark at either end, and around each text; of the two messages one counts.
      expect(added('gemini-3.8-flash')).toEqual([2 * (2 + 'call:find_order{number:<>Box<>}'.match(/find|_|order|\w+|[^\w<>]|<>/g)!.length) + 1, 2 * (2 + 'call:find_order{number:<>Box<>}'.match(/find|_|order|\w+|[^\w<>]|<>/g)!.length) + 2]);
      expect(added('gemini-2.0-flash')).toEqual([10, 10]);
    });

    it('counts what was thought by the length of its seal: with Gemini 2.5 what came in pieces', () => {
      const sealed = (model: string, bytes: readonly number[]): Range => {
        const seal = bytes.length === 0 ? '' : `, "thoughtSignature": "${Buffer.from([...bytes, ...Array.from({ length: 600 - bytes.length }, () => 7)]).toString('base64')}"`;
        return inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="${model}", contents=[{"role": "user", "parts": [{"text": "${QUESTION}"}]}, {"role": "model", "parts": [{"text": "Sorry."${seal}}]}, {"role": "user", "parts": [{"text": "${QUESTION}"}]}])\n`);
      };
      const added = (model: string, bytes: readonly number[]): readonly [number, number] => [sealed(model, bytes).low - sealed(model, []).low, sealed(model, bytes).high - sealed(model, []).high];
      expect(added('gemini-2.5-flash', [0x0a, 41])).toEqual([92, 133]);
      expect(added('gemini-2.5-flash', [0x0a, 0xd5, 0x04])).toEqual([0, 0]);
      expect(added('gemini-3.8-flash', [0x0a, 0xd5, 0x04])).toEqual([93, 163]);
    });

    it('tells the newest Mistral Small how much to reason, in some twelve tokens that older ones of its name do not have', () => {
      const small = inputOf(`from mistralai import Mistral\n\nMistral().chat.complete(model="mistral-small-latest", messages=[{"role": "user", "content": "${QUESTION}"}])\n`);
      expect(small).toEqual({ low: 13 + 3, high: 14 + 3 + 12 });
    });

    it('has three tokens around a message of the user with Mistral, one around an answer, and tools as the request lists them', () => {
      const mistral = (messages: string, more = '', model = 'mistral-large-2512'): Range => inputOf(`from mistralai import Mistral\n\nMistral().chat.complete(model="${model}", messages=[${messages}]${more})\n`);
      const user = `{"role": "user", "content": "${QUESTION}"}`;
      expect(mistral(user)).toEqual({ low: 13 + 3, high: 13 + 3 });
      // A name that has stood for models with either vocabulary.
      expect(mistral(user, '', 'mistral-large-latest')).toEqual({ low: 13 + 3, high: 14 + 3 });
      expect(mistral(`${user}, {"role": "assistant", "content": "${SYSTEM}"}, ${user}`)).toEqual({ low: 13 + 15 + 13 + 6, high: 13 + 15 + 13 + 6 });
      const { low, high } = mistral(user, `, tools=${JSON.stringify([{ type: 'function', function: tool }])}`);
      expect(low).toBe(13 + 3 + 67 + 3);
      expect(high - 13 - 3 - 69 - 5).toBeGreaterThanOrEqual(0);
      expect(high / low).toBeLessThan(1.1);
    });

    it('has a system prompt of its own with Llama 3.1, which that of the request joins', () => {
      const llama = (model: string, messages: string): Range => inputOf(`from groq import Groq\n\nGroq().chat.completions.create(model="${model}", messages=[${messages}])\n`);
      const user = `{"role": "user", "content": "${QUESTION}"}`;
      const alone = llama('llama-3.3-70b-versatile', user);
      expect(alone.low).toBe(cl100k.expectedCount(QUESTION) + 35);
      const joined = llama('llama-3.3-70b-versatile', `{"role": "system", "content": "${SYSTEM}"}, ${user}`);
      expect(joined.low - alone.low).toBe(tokens(SYSTEM));
      expect(llama('llama3-8b-8192', user).low).toBe(cl100k.expectedCount(QUESTION) + 10);
    });

    it('has nothing around a system prompt with DeepSeek', () => {
      const deepseek = (messages: string): Range => inputOf(`import openai\n\nopenai.OpenAI(base_url="https://api.deepseek.com").chat.completions.create(model="deepseek-chat", messages=[${messages}])\n`);
      const user = `{"role": "user", "content": "${QUESTION}"}`;
      const alone = deepseek(user);
      expect(alone).toEqual({ low: 13 + 3, high: 13 + 5 });
      expect(deepseek(`{"role": "system", "content": "${SYSTEM}"}, ${user}`)).toEqual({ low: alone.low + 15, high: alone.high + 15 });
    });
  });

  it('has nothing around the beginning of an answer that the request gives Claude', () => {
    const claude = (more: string): Range => inputOf(`import anthropic\n\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, messages=[{"role": "user", "content": "${QUESTION}"}${more}])\n`);
    const alone = claude('');
    const begun = claude(', {"role": "assistant", "content": "{"}');
    const answered = claude(', {"role": "assistant", "content": "{"}, {"role": "user", "content": "{"}');
    expect(begun.low - alone.low).toBe(1);
    expect(answered.low - alone.low).toBe(8);
  });

  it('leaves out tools that the request forbids, where the provider does', () => {
    const mistral = (choice: string): Range => inputOf(`from mistralai import Mistral\n\nMistral().chat.complete(model="mistral-large-2512", messages=[{"role": "user", "content": "${QUESTION}"}], tools=[{"type": "function", "function": {"name": "find_order", "parameters": {"type": "object", "properties": {}}}}]${choice})\n`);
    expect(mistral(', tool_choice="none"').high).toBeLessThan(mistral('').low);
  });

  it('counts reasoning that Responses are given back by the length of its seal, until the user asks again', () => {
    const asked = (items: string): Range => inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="gpt-5.4", input=[{"role": "user", "content": "${QUESTION}"}, ${items}])\n`);
    const sealed = `{"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "${'gAAA'.repeat(600)}"}`;
    const call = '{"type": "function_call", "call_id": "a", "name": "find", "arguments": "{}"}, {"type": "function_call_output", "call_id": "a", "output": "Lost"}';
    const [bare, thought] = [asked(call), asked(`${sealed}, ${call}`)];
    expect([thought.low - bare.low, thought.high - bare.high]).toEqual([Math.floor((2400 - 750) / 7.9), Math.ceil((2400 - 750) / 5.1)]);
    const next = `{"role": "assistant", "content": "Lost."}, {"role": "user", "content": "${QUESTION}"}`;
    expect(asked(`${sealed}, ${next}`)).toEqual(asked(next));
  });

  it('counts the name, the arguments and the result of a tool call', () => {
    const history = inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "${QUESTION}"}, {"role": "assistant", "content": None, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "find_order", "arguments": "{\\"number\\": \\"7\\"}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "It is on its way."}])\n`);
    const known = tokens(QUESTION) + 2 * tokens('find_order') + tokens('{"number":"7"}') + tokens('It is on its way.') + 15;
    expect(history).toEqual({ low: known + 5, high: known + 6 });
  });

  it('reads the results of calls side by side as JSON up to GPT-4.1, and that of one call as it is', () => {
    const call = (id: string): string => `{"id": "${id}", "type": "function", "function": {"name": "find_order", "arguments": "{}"}}`;
    const result = (id: string, text: string): string => `{"role": "tool", "tool_call_id": "${id}", "content": "${text}"}`;
    const history = (calls: readonly string[], text: string): Range => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "${QUESTION}"}, {"role": "assistant", "content": None, "tool_calls": [${calls.map(call).join(', ')}]}, ${calls.map((id) => result(id, text)).join(', ')}])\n`);
    const [lines, asJson] = ['Sent.\\n\\nOn its way.', 'Sent.\\\\n\\\\nOn its way.'];
    const more = tokens('Sent.\\n\\nOn its way.') - tokens('Sent.\n\nOn its way.');
    expect(more).toBeGreaterThan(0);
    expect(history(['a'], asJson).low - history(['a'], lines).low).toBe(more);
    expect(history(['a', 'b'], lines).low - history(['a', 'b'], 'Sent.').low).toBe(2 * (tokens('Sent.\\n\\nOn its way.') - tokens('Sent.')));
  });

  it('has up to ten tokens more for a call right behind another in Responses from GPT-5 on, and none up to GPT-4.1', () => {
    const call = (id: string): string => `{"type": "function_call", "call_id": "${id}", "name": "find_order", "arguments": "{}"}`;
    const result = (id: string): string => `{"type": "function_call_output", "call_id": "${id}", "output": "Sent."}`;
    const history = (model: string, items: readonly string[]): Range => inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="${model}", input=[{"role": "user", "content": "${QUESTION}"}, ${items.join(', ')}])\n`);
    const [turns, together] = [[call('a'), result('a'), call('b'), result('b')], [call('a'), call('b'), result('a'), result('b')]];
    expect(history('gpt-5.4', together).low).toBe(history('gpt-5.4', turns).low);
    expect(history('gpt-5.4', together).high - history('gpt-5.4', turns).high).toBe(10);
    expect(history('gpt-4.1', together)).toEqual(history('gpt-4.1', turns));
  });

  it('has more with Claude for a result that says that the call failed, and where an answer stands before any question', () => {
    const claude = (messages: string): Range => inputOf(`import anthropic\n\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, messages=[${messages}])\n`);
    const asked = '{"role": "user", "content": "When?"}';
    const result = (more: string): Range => claude(`${asked}, {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "find_order", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": "No such order."${more}}]}`);
    expect(result(', "is_error": False')).toEqual(result(''));
    expect(result(', "is_error": True').low - result('').low).toBe(7);
    const answer = '{"role": "assistant", "content": "When?"}';
    expect(claude(`${answer}, ${asked}`).low - claude(`${asked}, ${answer}, ${asked}`).low).toBeGreaterThan(0);
  });

  it('knows what some tools that the provider runs take at least, and leaves room for what they find', () => {
    const claude = (tools: string): Range => inputOf(`import anthropic\n\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, tools=[${tools}], messages=[{"role": "user", "content": "${QUESTION}"}])\n`);
    const alone = claude('').low;
    expect(claude('{"type": "web_search_20250305", "name": "web_search"}').low - alone).toBe(2000);
    expect(claude('{"type": "code_execution_20250825", "name": "code_execution"}').low - alone).toBe(900);
    const gemini = (tools: string): Range => inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="gemini-2.5-flash", contents="${QUESTION}", config={"tools": [${tools}]})\n`);
    expect(gemini('{"google_search": {}}').high).toBeLessThanOrEqual(gemini('').high + 3);
    const gpt = (tool: string): Range => inputOf(`import openai\n\nopenai.OpenAI().responses.create(model="gpt-4.1", tools=[{"type": "${tool}"}], input="${QUESTION}")\n`);
    expect(gpt('web_search_preview_2025_03_11')).toEqual(gpt('web_search_preview'));
  });

  it('counts an image by its size and its detail, and gives what usual ones take where the size is not known', () => {
    const image = (model: string, url: string, detail = ''): Range => inputOf(`import openai\n\nopenai.OpenAI().chat.completions.create(model="${model}", messages=[{"role": "user", "content": [{"type": "text", "text": "${QUESTION}"}, {"type": "image_url", "image_url": {"url": "${url}"${detail}}}]}])\n`);
    const rest = tokens(QUESTION) + 7;
    // The head of a PNG of 640 by 480.
    const png = `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 128, 0, 0, 1, 224, 8, 2, 0, 0, 0]).toString('base64')}`;
    expect(image('gpt-4o', png)).toEqual({ low: rest + 85 + 2 * 170, high: rest + 85 + 2 * 170 });
    expect(image('gpt-4o', 'https://example.com/parcel.jpg', ', "detail": "low"')).toEqual({ low: rest + 85, high: rest + 85 });
    expect(image('gpt-4o', 'https://example.com/parcel.jpg').low).toBe(rest + 85 + 170);
    expect(image('gpt-4o', 'https://example.com/parcel.jpg').high).toBeGreaterThan(rest + 85 + 3 * 170);
  });

  it('counts the text of a document that is text, and gives what one to ten pages take of any other', () => {
    const claude = (block: string): Range => inputOf(`import anthropic\n\nanthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, messages=[{"role": "user", "content": [${block}, {"type": "text", "text": "${QUESTION}"}]}])\n`);
    const alone = claude('{"type": "text", "text": ""}');
    const text = claude(`{"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "${SYSTEM}"}}`);
    expect(text.low - alone.low).toBeGreaterThan(12);
    expect(text.high - alone.high).toBeLessThan(20 + 55);
    const pdf = claude('{"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": letter}}');
    expect([pdf.low - alone.low, pdf.high - alone.high]).toEqual([1500, 30_000]);
    const gemini = (model: string): Range => inputOf(`from google import genai\n\ngenai.Client().models.generate_content(model="${model}", contents=[{"role": "user", "parts": [{"inline_data": {"mime_type": "application/pdf", "data": letter}}, {"text": "${QUESTION}"}]}])\n`);
    expect([gemini('gemini-2.5-flash'), gemini('gemini-3.8-flash')]).toEqual([{ low: 14 + 258, high: 15 + 2580 }, { low: 14 + 520, high: 15 + 5600 }]);
    const bytes = (data: string): Range => inputOf(`import boto3\n\nboto3.client("bedrock-runtime").converse(modelId="us.amazon.nova-lite-v1:0", messages=[{"role": "user", "content": [{"document": {"format": "${data}", "name": "letter", "source": {"bytes": "${SYSTEM}"}}}, {"text": "${QUESTION}"}]}])\n`);
    expect(bytes('txt').high).toBeLessThan(200);
    expect(bytes('pdf').low).toBeGreaterThan(300);
    const converse = inputOf(`import boto3\n\nboto3.client("bedrock-runtime").converse(modelId="us.amazon.nova-lite-v1:0", messages=[{"role": "user", "content": [{"document": {"format": "pdf", "name": "letter", "source": {"bytes": letter}}}, {"text": "${QUESTION}"}]}])\n`);
    expect(converse.low).toBeGreaterThan(300);
  });
});

describe('what is put into a list one by one', () => {
  it('is an image here and a document there, and not all of it at once', () => {
    const sent = (loop: string): Range => inputOf(`import anthropic\n\ndef ask(attachments):\n    content = []\n    for file in attachments:\n${loop}    anthropic.Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=99, messages=[{"role": "user", "content": content}])\n`);
    const branch = (kind: string): string => `        if file.kind == "${kind}":\n            content.append({"type": "document", "source": {"type": "base64", "media_type": "${kind}", "data": file.data}})\n`;
    expect(sent(branch('application/pdf') + branch('application/x-pdf')).high).toBe(sent(branch('application/pdf')).high);
  });
});

describe('the text of tools and schemas', () => {
  it('finds the tools of every shape that an SDK sends', () => {
    const parameters = { type: 'object', properties: {} };
    const tool = { name: 'find', description: 'Finds.', parameters };
    for (const json of [
      [{ type: 'function', function: tool }],
      [{ type: 'function', ...tool }],
      [{ name: 'find', description: 'Finds.', input_schema: parameters }],
      [{ functionDeclarations: [tool] }],
      [{ toolSpec: { name: 'find', description: 'Finds.', inputSchema: { json: parameters } } }],
      { find: { description: 'Finds.', inputSchema: parameters } },
    ]) expect(toolsIn(json)).toEqual([tool]);
    expect(toolsIn([{ type: 'web_search_20250305', name: 'web_search' }])).toBeNull();
  });

  it('writes fields on one line until one of them needs a comment', () => {
    const declared = (properties: object): string => declarations([{ name: 'find', description: '', parameters: { type: 'object', properties, required: Object.keys(properties) } }]);
    expect(declared({ a: { type: 'integer' }, b: { type: 'array', items: { type: 'string' } } })).toContain('type find = (_: { a: number, b: string[] }) => any;');
    expect(declared({ a: { type: 'string', description: 'One.' } })).toContain('(_: {\n// One.\na: string,\n}) => any;');
    expect(declared({ a: { type: 'string', default: 'x', enum: ['x', 'y'] } })).toContain('a: "x" | "y", // default: "x"\n');
    expect(declared({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } })).toContain('{ a: string | null }');
    expect(declared({ a: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }], title: 'A', description: 'When.' } })).toContain('// A\n//\n// When.\na:\n// format: "date"\n | string\n | null\n,\n');
    expect(declared({ a: { type: 'array', items: { type: 'object', title: 'Row', properties: { b: { type: 'string', title: 'B' } } } } })).toContain('a: Array<\n// Row\n{\n// B\nb?: string,\n}\n>,\n');
  });

  it('writes what a value must keep to for models that read it, and several types with one description in Responses', () => {
    const tool = (properties: object): readonly ToolDefinition[] => [{ name: 'find', description: '', parameters: { type: 'object', properties, required: Object.keys(properties) } }];
    const bounded = tool({ a: { type: 'integer', minimum: 1, exclusiveMaximum: 9 } });
    expect(declarations(bounded)).toContain('(_: { a: number })');
    expect(declarations(bounded, { bounds: 'read', types: 'each described' })).toContain('(_: {\n// minimum: 1\n// exclusiveMaximum: 9\na: number,\n})');
    const several = tool({ a: { type: ['string', 'null'], description: 'One.' } });
    expect(declarations(several)).toContain('// One.\na:\n// One.\n | string\n// One.\n | null\n,\n');
    expect(declarations(several, { bounds: 'read', types: 'described once' })).toContain('// One.\na: string | null,\n');
  });

  it('describes the arguments of a tool as a whole, where the schema does', () => {
    expect(declarations([{ name: 'find', description: '', parameters: { type: 'object', title: 'Query', description: 'What to find.', properties: { a: { type: 'string' } }, required: ['a'] } }])).toContain('(_: // Query\n//\n// What to find.\n{\na: string,\n})');
  });

  it('leaves out tools that are found by a search when they are needed', () => {
    const tool = { name: 'find', description: 'Finds.', input_schema: { type: 'object', properties: {} } };
    expect(toolsIn([tool, { ...tool, name: 'seek', defer_loading: true }])).toEqual(toolsIn([tool]));
  });

  it('reads a schema of Bedrock, which is a text', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    expect(answerSchema({ type: 'json_schema', structure: { jsonSchema: { name: 'letter', schema: JSON.stringify(schema) } } })).toEqual({ name: 'letter', description: '', schema });
    expect(answerSchema({ type: 'json_schema', structure: { jsonSchema: { schema: 'no JSON' } } })).toEqual({ name: '', description: '', schema: {} });
  });

  it('keeps the words of a docstring and not its indentation', () => {
    expect(declarations([{ name: 'find', description: 'Finds.\n\n    Args:\n        number: its number\n    ', parameters: {} }])).toContain('// Finds.\n// Args:\n// number: its number\ntype find = () => any;');
  });

  it('writes formats of answers without what every one of them says, in ASCII', () => {
    const schema = { type: 'object', title: 'Letter', properties: { required: { type: 'number', minimum: 0, default: 1, description: 'größer' } }, required: ['required'], additionalProperties: false };
    expect(answerFormat({ name: 'letter', description: 'A letter.', schema })).toBe('# Response Formats\n\n## letter\n\n// A letter.\n{"type":"object","title":"Letter","properties":{"required":{"type":"number","description":"gr\\u00f6\\u00dfer"}}}');
  });

  it('writes functions in lines of JSON with spaces', () => {
    expect(functionLines([{ name: 'find', description: 'Finds – all.', parameters: { type: 'object', properties: {} } }])).toBe('<function>{"description": "Finds \\u2013 all.", "name": "find", "parameters": {"type": "object", "properties": {}}}</function>');
  });

  it('lists tools as JSON with spaces for open models', () => {
    expect(listedTools([{ name: 'find', description: 'Finds.', parameters: { type: 'object', properties: {} } }])).toBe('{"type": "function", "function": {"name": "find", "description": "Finds.", "parameters": {"type": "object", "properties": {}}}}');
  });

  it('takes names, descriptions, formats, choices and what is required out of tools for Gemini, and no titles or types', () => {
    const parameters = { type: 'object', title: 'Find', properties: { day: { type: 'string', format: 'date', description: 'When.' }, kinds: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } }, required: ['day'] };
    expect(toolStrings([{ name: 'find', description: 'Finds.', parameters }])).toEqual({ lines: ['find', 'Finds.', 'day', 'day', 'date', 'When.', 'kinds', 'a', 'b'], fields: 3, nested: 1 });
  });

  it('ends where a definition holds itself', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } };
    const schema = { $defs: { Node: node }, type: 'object', properties: { first: { $ref: '#/$defs/Node' } } };
    expect(declarations([{ name: 'walk', description: '', parameters: schema }]).length).toBeLessThan(5000);
    expect(schemaText(schema).length).toBeLessThan(5000);
    expect(toolStrings([{ name: 'walk', description: '', parameters: schema }]).lines.length).toBeLessThan(50);
  });

  it('reads the schema out of the wrappers of the APIs', () => {
    const schema = { type: 'object', properties: {} };
    expect(answerSchema({ type: 'json_schema', json_schema: { name: 'Letter', schema } })).toEqual({ name: 'Letter', description: '', schema });
    expect(answerSchema({ format: { type: 'json_schema', name: 'Letter', schema } })).toEqual({ name: 'Letter', description: '', schema });
    expect(answerSchema({ type: 'json_object' })).toBe('any-json');
    expect(answerSchema({ type: 'text' })).toBeNull();
    expect(answerSchema({ verbosity: 'low' })).toBeNull();
  });
});

describe('the figures in use', () => {
  it('are ranges', () => {
    const check = (value: unknown, name: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { low, high } = value as Partial<Range>;
      if (low !== undefined && high !== undefined) expect(low, name).toBeLessThanOrEqual(high);
      else for (const [key, inner] of Object.entries(value)) check(inner, `${name}.${key}`);
    };
    check(FRAMINGS, 'framings');
  });

  it('enclose what recorded requests of the large providers were counted as', () => {
    const { rows } = JSON.parse(readFileSync(new URL('../../bench/tokens/recorded.json', import.meta.url), 'utf8')) as { rows: readonly { tokenizer: TokenizerFamily; exact: boolean; text: readonly (number | readonly [number, number])[]; rest: readonly [number, number]; recorded: number }[] };
    const share = (tokenizer: TokenizerFamily): number => {
      const own = rows.filter((row) => row.tokenizer === tokenizer);
      const inside = ({ exact, text, rest, recorded }: (typeof rows)[number]): boolean => {
        const factors = exact ? (TOKEN_FACTORS[tokenizer].own ?? { low: 1, high: 1 }) : TOKEN_FACTORS[tokenizer];
        const sum = (factor: number, side: 0 | 1): number => text.reduce<number>((all, part) => all + Math.round((typeof part === 'number' ? part : part[side]) * factor), 0);
        return Math.floor(sum(factors.low, 0) + rest[0]) <= recorded && recorded <= Math.ceil(sum(factors.high, 1) + rest[1]);
      };
      return own.filter(inside).length / own.length;
    };
    for (const tokenizer of ['o200k', 'claude-old', 'gemini', 'mistral', 'nova'] as const) expect(share(tokenizer), tokenizer).toBeGreaterThan(0.9);
  });
});
