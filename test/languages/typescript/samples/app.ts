import Anthropic, { APIError } from '@anthropic-ai/sdk';
import type { Config } from './config.js';
import * as prompts from './prompts';

const MODEL = process.env.MODEL ?? 'claude-sonnet-4-5';
const limits = { short: 256, long: 1024 * 4, ...prompts.limits } as const;

export enum Tier { Fast = 'fast', Slow = 'slow' }

interface Deps extends Base { client: Anthropic; log?(line: string): void }
type Reply = { text: string; usage: Anthropic.Usage } | null;

// promptcost: ignore[missing-max-tokens] sized by the caller
export class Assistant<T extends Config> {
  static shared = new Map<string, Assistant<any>>();
  readonly #history: Array<{ role: 'user' | 'assistant'; content: string }> = [];

  constructor(private readonly deps: Deps, protected config: T, { retries = 3, ...rest }: { retries?: number } = {}) {
    this.retries = retries;
    Object.assign(this, rest);
  }

  get model() { return this.config.model || MODEL; }

  @traced({ name: `ask` })
  async ask(question: string, ...extra: string[]): Promise<Reply> {
    this.#history.push({ role: 'user', content: `${question}\n${extra.join('\n')}` });
    for (let attempt = 0; attempt < this.retries; attempt++) {
      try {
        const { content: [first], usage } = await this.deps.client.messages.create({
          model: this.model,
          max_tokens: limits[question.length > 100 ? 'long' : 'short'],
          system: [{ type: 'text', text: prompts.system }],
          messages: this.#history,
        });
        return first?.type === 'text' ? { text: first.text, usage } : null;
      } catch (error) {
        if (error instanceof APIError && error.status === 400) throw error;
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 1000));
        continue;
      } finally {
        this.deps.log?.(`attempt ${attempt}`);
      }
    }
    return null;
  }
}

export default async function main(argv: readonly string[]) {
  const assistant = new Assistant({ client: new Anthropic({ maxRetries: 0 }) }, (await import('./config.js')).load());
  const replies = await Promise.all(argv.map(async (question) => assistant.ask(question)));
  switch (replies.length) {
    case 0: break;
    default: console.log(<string[]>replies.filter(Boolean).map((reply) => reply!.text));
  }
  label: while (true) { if (replies.pop() === undefined) break label; else delete (replies as any)[0]; }
}

declare module './config.js' { interface Config { model?: string } }
export { Tier as Level, type Reply };
export * from './prompts';
