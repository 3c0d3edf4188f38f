import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Ten retries after the first try, 1 s doubling, no jitter; any error but an AbortError or a programming TypeError. Read in p-retry 7.1.1. */
export const pRetry = {
  id: 'p-retry',
  name: 'p-retry',
  packages: { python: [], javascript: ['p-retry'] },
  forms: [
    {
      path: 'default',
      use: 'wrapper',
      functionArgument: 0,
      attempts: 11,
      wait: 'growing',
      on: 'everything',
      options: [
        { name: 'retries', means: 'retries' },
        { name: 'forever', means: 'stop' },
        { name: 'maxRetryTime', means: 'seconds' },
        { name: 'randomize', means: 'jitter' },
        { name: 'shouldRetry', means: 'filter' },
        { name: 'onFailedAttempt', means: 'filter' },
      ],
      abortError: 'AbortError',
    },
  ],
} as const satisfies RetryLibrarySpec;
