import { MAX_TOKENS, MODELS, anthropic, withRetry } from '@/llm';

export const LABELS = ['question', 'complaint', 'wish', 'praise'] as const;

/** Classifies what a user wrote in the form for feedback. */
export async function classifyFeedback(text: string): Promise<string> {
  const message = await withRetry(() =>
    anthropic.messages.create({
      model: MODELS.label,
      max_tokens: MAX_TOKENS,
      thinking: { type: 'disabled' },
      system: `Classify the feedback. Answer with exactly one of these labels: ${LABELS.join(', ')}.`,
      messages: [{ role: 'user', content: text }],
    }),
  );
  return message.content[0]?.type === 'text' ? message.content[0].text.trim() : 'question';
}
