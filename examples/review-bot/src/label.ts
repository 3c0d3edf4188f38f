import { MAX_TOKENS, MODELS, anthropic, withRetry } from '@/llm';

export const LABELS = ['feature', 'fix', 'refactoring', 'docs', 'dependencies'] as const;

/** Classifies a pull request by its diff. */
export async function labelOf(diff: string): Promise<string> {
  const message = await withRetry(() =>
    anthropic.messages.create({
      model: MODELS.label,
      max_tokens: MAX_TOKENS,
      system: `Classify the pull request. Answer with exactly one of these labels: ${LABELS.join(', ')}.`,
      messages: [{ role: 'user', content: diff }],
    }),
  );
  return message.content[0]?.type === 'text' ? message.content[0].text.trim() : 'feature';
}
