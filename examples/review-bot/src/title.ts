import { MODELS, getOpenAI } from '@/llm';

/** Writes a title for a pull request. */
export async function generateTitle(diff: string): Promise<string> {
  const completion = await getOpenAI().chat.completions.create({
    model: MODELS.title,
    messages: [
      { role: 'system', content: 'Write a title for this pull request: at most eight words, no full stop.' },
      { role: 'user', content: diff },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}
