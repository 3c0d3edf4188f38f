export const MODELS = {
  review: 'claude-opus-5-5',
  title: 'gpt-6.1-sol',
  label: 'claude-opus-5-5',
  notes: process.env.NOTES_MODEL ?? 'gpt-6-luna',
} as const;

export const MAX_TOKENS = 4096;
