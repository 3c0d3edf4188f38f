export * from './clients';
export { MAX_TOKENS, MODELS } from './models';
export { REVIEW_GUIDE as systemPrompt } from './prompts';
export { withRetry } from './retry';
