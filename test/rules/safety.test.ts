/** Which fixes run on save: only those after which the program does the same and still compiles. */
import { describe, expect, it } from 'vitest';
import { expandText } from '../support/markdown.ts';
import { createMemoryWorkspace } from '../support/workspace.ts';

function safetyOf(path: string, text: string): string | undefined {
  const findings = createMemoryWorkspace([[path, expandText(text)]]).findings(path).filter((finding) => finding.rule === 'missing-cache-control');
  expect(findings).toHaveLength(1);
  return findings[0]!.fixes[0]?.safety;
}

const typescript = (body: string): string => `import Anthropic from '@anthropic-ai/sdk';
const SYSTEM = '{{words 900}}';
const client = new Anthropic();
export async function answer(question: string) {
  ${body}
}
`;

describe('the marker of missing-cache-control', () => {
  it('is safe in the request itself', () => {
    expect(safetyOf('main.ts', typescript("return client.messages.create({ model: 'claude-sonnet-5-5', max_tokens: 9, system: SYSTEM, messages: [{ role: 'user', content: question }] });"))).toBe('safe');
  });

  it('is safe in an object with a declared type', () => {
    expect(
      safetyOf(
        'main.ts',
        typescript("const params: Anthropic.MessageCreateParamsNonStreaming = { model: 'claude-sonnet-5-5', max_tokens: 9, system: SYSTEM, messages: [{ role: 'user', content: question }] };\n  return client.messages.create(params);"),
      ),
    ).toBe('safe');
  });

  it('is not safe in an object whose literals widen', () => {
    expect(
      safetyOf('main.ts', typescript("const params = { model: 'claude-sonnet-5-5', max_tokens: 9, system: SYSTEM, messages: [{ role: 'user' as const, content: question }] };\n  return client.messages.create(params);")),
    ).toBe('unsafe');
  });

  it('is safe in a dictionary of Python', () => {
    expect(
      safetyOf(
        'main.py',
        'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef answer(question):\n    params = {"model": "claude-sonnet-5-5", "max_tokens": 9, "system": "{{words 900}}"}\n    return client.messages.create(messages=[{"role": "user", "content": question}], **params)\n',
      ),
    ).toBe('safe');
  });
});

describe('the smaller model of premium-model-for-simple-task', () => {
  const fixesOf = (more: string): readonly string[] => {
    const text = `from langchain_openai import ChatOpenAI\n\nllm = ChatOpenAI(model="gpt-4o")\n\n\ndef label(ticket):\n    return llm.invoke([{"role": "system", "content": "Classify the ticket into one of: billing, bug, account. Answer with only the label."}, {"role": "user", "content": ticket}])\n${more}`;
    const findings = createMemoryWorkspace([['main.py', text]]).findings('main.py').filter((finding) => finding.rule === 'premium-model-for-simple-task');
    expect(findings).toHaveLength(1);
    return findings[0]!.fixes.map(({ title }) => title);
  };

  it('is said to be that of every call through the object', () => {
    expect(fixesOf('')).toEqual(['Use gpt-6-luna instead of gpt-4o, for every call through this model object']);
  });

  it('is not put in an object that is asked other things as well', () => {
    expect(fixesOf('\n\ndef answer(question):\n    return llm.invoke(question)\n')).toEqual([]);
  });
});
