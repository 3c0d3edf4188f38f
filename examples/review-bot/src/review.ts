import { MAX_TOKENS, MODELS, anthropic, systemPrompt } from '@/llm';

export interface Comment {
  readonly path: string;
  readonly text: string;
}

export async function reviewFiles(diffs: ReadonlyMap<string, string>): Promise<readonly Comment[]> {
  const comments: Comment[] = [];
  for (const [path, diff] of diffs) {
    const message = await anthropic.messages.create({
      model: MODELS.review,
      max_tokens: MAX_TOKENS,
      system: systemPrompt,
      messages: [{ role: 'user', content: `File ${path}:\n\n${diff}` }],
    });
    for (const block of message.content) if (block.type === 'text') comments.push({ path, text: block.text });
  }
  return comments;
}
