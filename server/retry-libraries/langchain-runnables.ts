import type { RetryLibrarySpec } from '../core/model/retry.ts';

/**
 * Three tries with growing, jittered waits, around what the model's own SDK retries. In Python on any error, in JavaScript not on answers of 400 to 409. Read in langchain-core 1.6.5 (PyPI) and @langchain/core 1.4.0 (npm).
 */
export const langchainRunnables = {
  id: 'langchain-runnables',
  name: 'LangChain',
  packages: {
    python: [
      'langchain', 'langchain_core', 'langchain_classic', 'langchain_community', 'langchain_openai', 'langchain_anthropic', 'langchain_google_genai', 'langchain_google_vertexai', 'langchain_aws', 'langchain_mistralai', 'langchain_cohere',
      'langchain_groq', 'langchain_together', 'langchain_deepseek', 'langchain_xai', 'langchain_openrouter', 'langchain_fireworks',
    ],
    javascript: ['@langchain', 'langchain'],
  },
  forms: [
    {
      path: 'with_retry',
      use: 'method',
      attempts: 3,
      wait: 'growing-with-jitter',
      on: 'everything',
      options: [
        { name: 'stop_after_attempt', means: 'attempts' },
        { name: 'retry_if_exception_type', means: 'errors' },
        { name: 'wait_exponential_jitter', means: 'jitter' },
      ],
    },
    {
      path: 'withRetry',
      use: 'method',
      attempts: 3,
      wait: 'growing-with-jitter',
      on: 'transient',
      options: [
        { name: 'stopAfterAttempt', means: 'attempts' },
        { name: 'onFailedAttempt', means: 'filter' },
      ],
    },
  ],
} as const satisfies RetryLibrarySpec;
