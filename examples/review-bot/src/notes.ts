import { MODELS, getOpenAI } from '@/llm';

/** Writes one line of the release notes: a small model, a cap of the right size, and the SDK's own retries. */
export async function releaseNote(title: string, description: string): Promise<string> {
  const response = await getOpenAI().responses.create({
    model: MODELS.notes,
    max_output_tokens: 200,
    reasoning: { effort: 'none' },
    instructions: 'Write one line of release notes for users of the product from the title and description of a pull request.',
    input: `${title}\n\n${description}`,
  });
  return response.output_text;
}
