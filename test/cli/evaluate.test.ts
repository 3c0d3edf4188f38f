/** `promptcost evaluate`: a promptfoo configuration for the prompt of one call. */
import { describe, expect, it } from 'vitest';
import { project, promptcost } from './support.ts';

const CLASSIFY = `import anthropic

client = anthropic.Anthropic()


def classify(ticket, user):
    return client.messages.create(
        model="claude-opus-4-6",
        max_tokens=50,
        system="Classify the ticket into one of: billing, bug, account. Answer with only the label.",
        messages=[{"role": "user", "content": f"{ticket.body}\\n\\nFrom {user} {{{{vip}}}}"}],
    )
`;

const TAKES_JSON = `import OpenAI from "openai";

const client = new OpenAI();

export const isSpam = (mail: string) =>
  client.responses.create({ model: "gpt-6.1-sol", instructions: "Answer with yes or no only: is this spam?", input: mail });
`;

/** The block of JSON that is the prompt. */
function promptOf(yaml: string): unknown {
  const [, block = ''] = /prompts:\n {2}- \|-\n((?: {4}.*\n)+)/.exec(yaml) ?? [];
  return JSON.parse(block);
}

describe('evaluate', () => {
  it('names both models, the prompt with its holes as variables, cases, and a check of the answer’s size', async () => {
    const cwd = project({ 'app.py': CLASSIFY });
    const { code, out } = await promptcost(cwd, ['evaluate', 'app.py:7']);
    expect(code).toBe(0);
    expect(out).toContain('- id: "anthropic:messages:claude-opus-4-6"\n    config:\n      max_tokens: 50');
    // A model that reasons would use up the cap of the other.
    expect(out).toContain('- id: "anthropic:messages:claude-haiku-5-5"\n    config:\n      max_tokens: 8192');
    expect(promptOf(out)).toEqual([
      { role: 'system', content: 'Classify the ticket into one of: billing, bug, account. Answer with only the label.' },
      { role: 'user', content: "{{body}}\n\nFrom {{user}} {{ '{{' }}vip}}" },
    ]);
    expect(out.match(/description: "case \d"\n {4}vars:\n {6}body: .*\n {6}user: /g)).toHaveLength(3);
    expect(out).toMatch(/type: word-count\n {6}value:\n {8}min: 1\n {8}max: 38/);
  });

  it('takes another model, and the API’s own provider', async () => {
    const cwd = project({ 'app.ts': TAKES_JSON });
    const { out } = await promptcost(cwd, ['evaluate', 'app.ts:6', '--model', 'gpt-4o-mini']);
    // What the call does not send, promptfoo does not send either: no cap and no temperature of its own.
    expect(out).toContain('- id: "openai:responses:gpt-6.1-sol"\n    config:\n      omitDefaults: true');
    expect(out).toContain('"openai:responses:gpt-4o-mini"');
    expect(out).toContain('type: regex');
  });

  it('says what is missing', async () => {
    const cwd = project({ 'app.py': CLASSIFY });
    expect((await promptcost(cwd, ['evaluate', 'app.py'])).err).toContain('PATH:LINE');
    expect((await promptcost(cwd, ['evaluate', 'app.py:1'])).err).toContain('there is no call of a known SDK in line 1; there is one in line 7');
    expect((await promptcost(project({ 'none.py': 'x = 1\n' }), ['what-if', 'none.py:1'])).err).toContain('there is no call of a known SDK in this file');
    expect((await promptcost(cwd, ['evaluate', 'app.py:7', '--model', 'gpt-99'])).err).toContain('no model "gpt-99" is known');
  });
});
