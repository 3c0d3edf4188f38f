/**
 * Long files as people have them: some forty sections, each with types, helpers, ordinary logic and one SDK call, in a rotation of the shapes calls come in.
 * Generated, so that the same files are measured everywhere.
 */

/**
 * @typedef {{ path: string, text: string, gaps: readonly number[], typed: readonly string[] }} LongFile
 * `gaps` are UTF-16 offsets of empty lines inside functions, where a call can be typed. `typed` are statements to type there.
 */

/** @returns {LongFile} some 3,000 lines of Python, or fewer for fewer sections */
export function longPython(count = 45) {
  const parts = [pythonHead];
  for (let i = 0; i < count; i++) parts.push(pythonSection(i));
  return finish('service.py', parts.join('\n'), '    # next step\n', pythonTyped);
}

/** @returns {LongFile} some 3,000 lines of TypeScript, or fewer for fewer sections */
export function longTypescript(count = 43) {
  const parts = [typescriptHead];
  for (let i = 0; i < count; i++) parts.push(typescriptSection(i));
  return finish('service.ts', parts.join('\n'), '  // next step\n', typescriptTyped);
}

function finish(path, text, marker, typed) {
  const offsets = [];
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) offsets.push(at + marker.length);
  const gaps = [0.1, 0.5, 0.95].map((share) => offsets[Math.floor(share * offsets.length)]);
  return { path, text, gaps, typed };
}

const pythonTyped = [
  `    answer = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1024,
        system=f"You answer questions about {topic} in one paragraph.",
        messages=[{"role": "user", "content": f"Context:\\n{context}\\n\\nQuestion: {question}"}],
    )
`,
  `    reply = gpt.chat.completions.create(
        model=MODEL_SMALL, temperature=0.2, **{"max_tokens": 256},
        messages=[{"role": "system", "content": SYSTEM_PROMPT + "Be brief."}, {"role": "user", "content": question.strip()}],
    ).choices[0].message.content
`,
  `    summary = gpt.responses.create(model=os.getenv("MODEL", "gpt-5-mini"), input=[part for part in parts if part], instructions='Don\\'t guess.')
`,
];

const typescriptTyped = [
  `  const answer = await claude.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 1024,
    system: \`You answer questions about \${topic} in one paragraph.\`,
    messages: [{ role: "user", content: \`Context:\\n\${context}\\n\\nQuestion: \${question}\` }],
  });
`,
  `  const reply = (await gpt.chat.completions.create({
    model: MODEL_SMALL, temperature: 0.2, ...{ max_tokens: 256 },
    messages: [{ role: "system", content: SYSTEM_PROMPT + "Be brief." }, { role: "user", content: question.trim() }],
  })).choices[0]?.message.content ?? "";
`,
  `  const summary = await gpt.responses.create({ model: process.env.MODEL ?? "gpt-5-mini", input: parts.filter((part) => part), instructions: 'Don\\'t guess.' });
`,
];

const prose = [
  'You are the support assistant of an online shop. Read the message of the customer and the history of the order, and answer politely, in the language of the customer.',
  'Never promise a refund; offer to hand over to a colleague where money is concerned. Quote the number of the order in the first sentence.',
  'If a parcel is late, look at the carrier and the date of dispatch, and say what happens next. Use plain words and no more than five sentences.',
  'Categories are delivery, payment, returns, product, account and other. Where two of them fit, choose the one that the customer names first.',
  'Write numbers as digits, dates as day and month, and prices with their currency. Do not use exclamation marks.',
];

const pythonHead = `"""Support desk: answers, categories, summaries and translations of messages."""
from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import time
from dataclasses import dataclass, field
from typing import Any, Iterable, Optional

import anthropic
from openai import AsyncOpenAI, OpenAI, RateLimitError

log = logging.getLogger(__name__)

MODEL_LARGE = os.getenv("MODEL_LARGE", "claude-opus-4-1")
MODEL_SMALL = "gpt-5-mini"
SYSTEM_PROMPT = """
${prose.concat(prose).join('\n')}
"""

claude = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])
gpt = OpenAI(max_retries=3)
`;

const typescriptHead = `/** Support desk: answers, categories, summaries and translations of messages. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

export const MODEL_LARGE = process.env.MODEL_LARGE ?? 'claude-opus-4-1';
export const MODEL_SMALL = 'gpt-5-mini';
const SYSTEM_PROMPT = \`
${prose.concat(prose).join('\n')}
\`;

const claude = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });
const gpt = new OpenAI({ maxRetries: 3 });
`;

function pythonSection(i) {
  return `

@dataclass
class Record${i}:
    """One row of queue ${i}, as the database returns it."""

    identifier: str
    subject: str
    body: str = ""
    tags: list[str] = field(default_factory=list)
    attempts: int = 0
    score: Optional[float] = None

    def is_open(self) -> bool:
        return self.attempts < ${2 + (i % 4)} and "closed" not in self.tags

    def to_json(self) -> dict[str, Any]:
        data = {"id": self.identifier, "subject": self.subject, "tags": sorted(self.tags)}
        if self.score is not None:
            data["score"] = round(self.score, ${1 + (i % 3)})
        return data


def normalise_${i}(text: str, limit: int = ${400 + i}) -> str:
    """Collapses white space and cuts at a word."""
    text = re.sub(r"\\s+", " ", text).strip()
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > 0 else limit] + "…"


def group_${i}(records: Iterable[Record${i}], key: str = "subject") -> dict[str, list[Record${i}]]:
    groups: dict[str, list[Record${i}]] = {}
    for record in records:
        value = getattr(record, key, None)
        if value is None or not record.is_open():
            continue
        groups.setdefault(str(value).lower(), []).append(record)
    return {name: sorted(items, key=lambda item: (item.attempts, item.identifier)) for name, items in groups.items()}


${pythonCalls[i % pythonCalls.length](i)}

def report_${i}(records: list[Record${i}], topic: str = "orders") -> str:
    parts = []
    for name, items in group_${i}(records).items():
        share = 100 * len(items) / max(1, len(records))
        parts.append(f"{name}: {len(items)} of {len(records)} ({share:.1f} %)")
        if share > ${50 + (i % 40)}:
            log.warning("queue %s: %s takes %.1f %%", ${i}, name, share)
    question = "\\n".join(parts)
    # next step

    return question or "nothing to report"
`;
}

const pythonCalls = [
  (i) => `def answer_${i}(record: Record${i}, topic: str) -> str:
    response = claude.messages.create(
        model=MODEL_LARGE,
        max_tokens=${800 + i},
        system=SYSTEM_PROMPT,
        messages=[{"role": "user", "content": f"Topic: {topic}\\n\\n{normalise_${i}(record.body)}"}],
    )
    return response.content[0].text
`,
  (i) => `def classify_message_${i}(record: Record${i}) -> str:
    """One word: the category of the message."""
    completion = gpt.chat.completions.create(
        model="gpt-5",
        messages=[
            {"role": "system", "content": "Classify the message. Answer with one of: delivery, payment, returns, other."},
            {"role": "user", "content": record.body},
        ],
        temperature=0,
    )
    return completion.choices[0].message.content.strip().lower()
`,
  (i) => `class Desk${i}:
    def __init__(self, client: Optional[AsyncOpenAI] = None, model: str = MODEL_SMALL) -> None:
        self.client = client or AsyncOpenAI()
        self.model = model

    async def summarise(self, records: list[Record${i}]) -> str:
        text = "\\n\\n".join(f"# {record.subject}\\n{record.body}" for record in records)
        result = await self.client.responses.create(
            model=self.model,
            instructions="Summarise the messages in three sentences.",
            input=text,
            max_output_tokens=${200 + i},
        )
        return result.output_text
`,
  (i) => `def translate_${i}(record: Record${i}, language: str) -> Optional[str]:
    params = {"model": "claude-haiku-4-5", "max_tokens": 2048}
    params["messages"] = [{"role": "user", "content": f"Translate into {language}:\\n{record.body}"}]
    for attempt in range(5):
        try:
            return claude.messages.create(**params).content[0].text
        except (anthropic.RateLimitError, RateLimitError) as error:
            log.info("attempt %d: %s", attempt, error)
            time.sleep(1)
    return None
`,
];

function typescriptSection(i) {
  return `
export interface Record${i} {
  readonly identifier: string;
  readonly subject: string;
  readonly body?: string;
  readonly tags: readonly string[];
  readonly attempts: number;
  readonly score: number | null;
}

type Row${i} = Pick<Record${i}, 'identifier' | 'tags'> & { score?: number };

/** Rows are open until they were tried often enough. */
export function isOpen${i}(record: Record${i}): boolean {
  return record.attempts < ${2 + (i % 4)} && !record.tags.includes('closed');
}

export function toRow${i}({ identifier, tags, score }: Record${i}): Row${i} {
  const row: Row${i} = { identifier, tags: [...tags].sort() };
  if (score !== null) row.score = Math.round(score * 10 ** ${1 + (i % 3)}) / 10 ** ${1 + (i % 3)};
  return row;
}

function normalise${i}(text: string, limit = ${400 + i}): string {
  const clean = text.replace(/\\s+/g, ' ').trim();
  if (clean.length <= limit) return clean;
  const cut = clean.lastIndexOf(' ', limit);
  return \`\${clean.slice(0, cut > 0 ? cut : limit)}…\`;
}

export function group${i}<K extends keyof Record${i}>(records: Iterable<Record${i}>, key: K): Map<string, Record${i}[]> {
  const groups = new Map<string, Record${i}[]>();
  for (const record of records) {
    const value = record[key];
    if (value === undefined || value === null || !isOpen${i}(record)) continue;
    const name = String(value).toLowerCase();
    const items = groups.get(name) ?? [];
    items.push(record);
    groups.set(name, items);
  }
  for (const items of groups.values()) items.sort((a, b) => a.attempts - b.attempts || (a.identifier < b.identifier ? -1 : 1));
  return groups;
}

${typescriptCalls[i % typescriptCalls.length](i)}
export async function report${i}(records: readonly Record${i}[], topic = 'orders'): Promise<string> {
  const parts: string[] = [];
  for (const [name, items] of group${i}(records, 'subject')) {
    const share = (100 * items.length) / Math.max(1, records.length);
    parts.push(\`\${name}: \${items.length} of \${records.length} (\${share.toFixed(1)} %)\`);
    if (share > ${50 + (i % 40)}) console.warn('queue ${i}', { name, share, topic });
  }
  const question = parts.join('\\n');
  // next step

  return question || 'nothing to report';
}
`;
}

const typescriptCalls = [
  (i) => `export async function answer${i}(record: Record${i}, topic: string): Promise<string> {
  const response = await claude.messages.create({
    model: MODEL_LARGE,
    max_tokens: ${800 + i},
    system: SYSTEM_PROMPT,
    messages: [{ role: 'user', content: \`Topic: \${topic}\\n\\n\${normalise${i}(record.body ?? '')}\` }],
  });
  const [first] = response.content;
  return first?.type === 'text' ? first.text : '';
}
`,
  (i) => `/** One word: the category of the message. */
export async function classifyMessage${i}(record: Record${i}): Promise<string> {
  const completion = await gpt.chat.completions.create({
    model: 'gpt-5',
    messages: [
      { role: 'system', content: 'Classify the message. Answer with one of: delivery, payment, returns, other.' },
      { role: 'user', content: record.body ?? '' },
    ],
    temperature: 0,
  });
  return completion.choices[0]?.message.content?.trim().toLowerCase() ?? 'other';
}
`,
  (i) => `export class Desk${i} {
  private readonly client: OpenAI;
  constructor(client?: OpenAI, private readonly model: string = MODEL_SMALL) {
    this.client = client ?? new OpenAI();
  }

  async summarise(records: readonly Record${i}[]): Promise<string> {
    const text = records.map((record) => \`# \${record.subject}\\n\${record.body ?? ''}\`).join('\\n\\n');
    const result = await this.client.responses.create({
      model: this.model,
      instructions: 'Summarise the messages in three sentences.',
      input: text,
      max_output_tokens: ${200 + i},
    });
    return result.output_text;
  }
}
`,
  (i) => `export async function translate${i}(record: Record${i}, language: string): Promise<string | null> {
  const params = { model: 'claude-haiku-4-5', max_tokens: 2048, messages: [{ role: 'user' as const, content: \`Translate into \${language}:\\n\${record.body}\` }] };
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const { content } = await claude.messages.create(params);
      return content[0]?.type === 'text' ? content[0].text : null;
    } catch (error) {
      console.info(\`attempt \${attempt}\`, error);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  return null;
}
`,
];
