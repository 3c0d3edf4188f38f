export const MODELS = {
  review: process.env.REVIEW_MODEL ?? 'claude-opus-5-5',
  title: 'gpt-6.1-sol',
  label: 'claude-opus-5-5',
  notes: 'gpt-6-luna',
} as const;

export const MAX_TOKENS = 4096;
