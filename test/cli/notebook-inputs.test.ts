/** What a call in a function of a notebook is sent is told by the notebook's own calls of it. */
import { describe, expect, it } from 'vitest';
import type { JsonOutput } from '../../server/cli/json.ts';
import { notebookJson } from '../languages/notebook/support.ts';
import { project, promptcost } from './support.ts';

const SETUP = 'from openai import OpenAI\nclient = OpenAI()';
const HELPER = 'def ask(question, model="gpt-4o"):\n    messages = [{"role": "user", "content": question}]\n    return client.chat.completions.create(model=model, messages=messages).choices[0].message.content';

async function inputs(name: string, text: string): Promise<readonly string[]> {
  const { out } = await promptcost(project({ [name]: text }), ['calls', '--format', 'json']);
  return (JSON.parse(out) as JsonOutput).calls.map(({ inputTokens }) => `${inputTokens?.low}-${inputTokens?.high}`);
}

const inNotebook = (...cells: readonly string[]): Promise<readonly string[]> => inputs('a.ipynb', notebookJson([SETUP, ...cells]));

describe('a function of a notebook', () => {
  it('is sent what its calls send, from the least to the most', async () => {
    expect(await inNotebook(HELPER, 'ask("Why is the sky blue?")', 'ask("Name three rivers of France, and the sea into which each of them flows.")')).toEqual(['13-23', '13-13', '23-23']);
  });

  it('also where these are functions that others call', async () => {
    const around = 'def summary(text):\n    return ask(f"Summarise in one sentence: {text}")';
    expect(await inNotebook(HELPER, around, 'summary("The tide comes in twice a day.")')).toEqual(['22-22', '22-22', '22-22']);
  });

  it('and what is bound again is worth what it was when it was called', async () => {
    const cells = ['RULES = "Be brief."', 'def ask(question):\n    return client.responses.create(model="gpt-4o", instructions=RULES, input=question)', 'ask("Why is the sky blue?")', 'RULES = "Answer at length, with an example for each point."', 'ask("Why is the sky blue?")'];
    expect(await inNotebook(...cells)).toEqual(['20-28', '20-20', '28-28']);
  });

  it('whatever stands in strings and comments', async () => {
    const cells = ['# ask: see below', HELPER, 'ask("How do I ask for the way in French?")'];
    expect(await inNotebook(...cells)).toEqual(['17-17', '17-17']);
  });

  it('also where it is handed over to be called', async () => {
    const evaluate = 'def evaluate(questions, f):\n    return [f(question) for question in questions]';
    const cells = [HELPER, evaluate, 'evaluate(["Why is the sky blue?", "Name three rivers of France, and the sea into which each of them flows."], ask)'];
    expect(await inNotebook(...cells)).toEqual(['13-23', '13-23']);
  });

  it('may be sent more where somebody else may call it', async () => {
    const known = 'ask("Why is the sky blue?")';
    const open = ['8-507', '13-13'];
    expect((await inNotebook(HELPER, known, 'answers = [ask(line) for line in load()]'))[0]).toBe(open[0]);
    expect(await inNotebook(HELPER, known, 'answers = frame["text"].apply(ask)')).toEqual(open);
    expect(await inputs('a.py', [SETUP, HELPER, known].join('\n'))).toEqual(open);
  });

  it('but is sent what its longest call sends at least', async () => {
    const cells = [HELPER, `ask("${'A long report. '.repeat(400)}")`, 'answers = [ask(line) for line in load()]'];
    expect((await inNotebook(...cells))[0]).toMatch(/^8-16\d\d$/);
    expect((await inputs('a.py', [SETUP, ...cells].join('\n')))[0]).toMatch(/^8-16\d\d$/);
  });

  it('and each of its calls what those send that get to it', async () => {
    const helper = 'def ask(question, brief=False):\n    messages = [{"role": "user", "content": question}]\n    if brief:\n        return client.chat.completions.create(model="gpt-4o", messages=messages, max_tokens=50)\n    else:\n        return client.chat.completions.create(model="gpt-4o", messages=messages)';
    expect(await inNotebook(helper, 'ask("Why is the sky blue?")', 'ask("Name three rivers of France, and the sea into which each of them flows.", brief=True)')).toEqual(['23-23', '13-13', '13-13', '23-23']);
  });

  it('also where a list that outlives it is what it hands on', async () => {
    const cells = [HELPER.replace('ask(question, model="gpt-4o")', 'send(messages, model="gpt-4o")').replace(/\n    messages = .*/, ''), 'history = []\ndef ask(question):\n    history.append({"role": "user", "content": question})\n    return send(history)', 'ask("Why is the sky blue?")'];
    expect(await inNotebook(...cells)).toEqual(['13-13', '13-13', '13-13']);
  });
});
