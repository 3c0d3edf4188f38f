import { it } from 'vitest';
import { startClient } from './client.ts';
it('x', async () => {
  const prompts = `HANDBOOK = """${Array.from({ length: 300 }, (_, i) => `Rule ${i}: answer politely, name the order and never promise a refund.`).join('\n')}"""\n`;
  const c = await startClient({ 'prompts.py': prompts });
  const t = `import os
from anthropic import Anthropic
from openai import OpenAI
from prompts import HANDBOOK

client = Anthropic()
oai = OpenAI()

def reply(message: str) -> str:
    result = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1024,
        system=HANDBOOK,
        messages=[{"role": "user", "content": f"Customer says: {message}"}],
    )
    return result.content[0].text

def classify(text: str) -> str:
    for attempt in range(5):
        try:
            r = client.messages.create(model=os.getenv("MODEL", "claude-opus-4-6"), max_tokens=4096, messages=[{"role": "user", "content": "Classify the sentiment of this text as positive or negative: " + text}])
            return r.content[0].text
        except Exception:
            continue

def title(text, model):
    return oai.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": "Write a title of at most six words for: " + text}])
def emb(text):
    return oai.embeddings.create(model="text-embedding-3-small", input=text)
`;
  await c.open('app.py', t);
  console.log(JSON.stringify(await c.diagnostics('app.py'), null, 1));
  for (const h of await c.hints('app.py')) console.log(h.position.line, h.label);
  for (const n of ['client.messages.create(\n', 'client.messages.create(model', 'oai.chat', 'oai.emb', 'claude-opus', '4096']) console.log('-----', n, '\n', await c.hover('app.py', c.at('app.py', n, 1)));
  for (const a of await c.actions('app.py', { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } })) console.log(a.title, JSON.stringify(a.edit?.documentChanges?.map((d: any) => d.edits)));
  await c.stop();
});
