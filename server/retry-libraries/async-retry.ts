import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Ten retries after the first try, 1 s doubling, with jitter; any error unless the function calls `bail`. Read in async-retry 1.3.3. */
export const asyncRetry = {
  id: 'async-retry',
  name: 'async-retry',
  packages: { python: [], javascript: ['async-retry'] },
  forms: [
    {
      path: 'default',
      use: 'wrapper',
      functionArgument: 0,
      attempts: 11,
      wait: 'growing-with-jitter',
      on: 'everything',
      options: [
        { name: 'retries', means: 'retries' },
        { name: 'forever', means: 'stop' },
        { name: 'maxRetryTime', means: 'seconds' },
        { name: 'randomize', means: 'jitter' },
      ],
      abortParameter: 0,
    },
  ],
} as const satisfies RetryLibrarySpec;
