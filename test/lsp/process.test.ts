/** The server as a process of its own, as editors start it, and a client that knows nothing of pulling. */
import { describe, expect, it } from 'vitest';
import { built } from './built.ts';
import { eventually, pushedClient, startClient } from './client.ts';

const capped = (cap: string): string => `from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4.1",${cap}
        messages=[{"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
`;
const uncapped = capped('');

describe.each([
  ['the bundle', async () => [process.execPath, await built('server.cjs'), '--stdio']],
  ['the command line', async () => [process.execPath, await built('cli.cjs'), 'lsp', '--stdio']],
] as const)('%s over stdio', (_, command) => {
  it('answers, and ends when it is told to', async () => {
    const client = await startClient({}, { command: await command() });
    await client.open('app.py', uncapped);
    expect(await client.rules('app.py')).toEqual(['missing-max-tokens']);
    const [hint] = await client.hints('app.py');
    expect(hint!.label).toMatch(/^≈ \$/);
    await client.stop();
  });
});

describe('a client that cannot pull', () => {
  it('gets diagnostics pushed: on opening, after edits, for dependents, and none after closing', async () => {
    const client = await startClient({}, { capabilities: pushedClient });
    expect(client.capabilities.diagnosticProvider).toBeUndefined();
    await client.open('app.py', uncapped);
    await eventually('diagnostics', () => client.published('app.py')?.some(({ code }) => code === 'missing-max-tokens'));
    await client.edit('app.py', 'model="gpt-4.1",', 'model="gpt-4.1",\n        max_tokens=500,');
    await eventually('no diagnostics', () => client.published('app.py')?.length === 0);

    await client.open('limits.py', 'LIMIT = 500\n');
    await client.open('using.py', `from limits import LIMIT\n${capped('\n        max_tokens=LIMIT,')}`);
    await eventually('an answer', () => client.published('using.py')?.length === 0);
    await client.edit('limits.py', '500', 'None');
    await eventually('the dependent', () => client.published('using.py')?.some(({ code }) => code === 'missing-max-tokens'));
    await client.close('using.py');
    await eventually('nothing', () => client.published('using.py')?.length === 0);
    await client.stop();
  });
});
