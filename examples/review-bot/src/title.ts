import { MODELS, getOpenAI } from '@/llm';

/** Names the ticket that is made of a user's feedback. */
export async function generateTitle(feedback: string): Promise<string> {
  const completion = await getOpenAI().chat.completions.create({
    model: MODELS.title,
    messages: [
      { role: 'system', content: 'Generate a short title for this feedback. Reply with the title only.' },
      { role: 'user', content: feedback },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}
