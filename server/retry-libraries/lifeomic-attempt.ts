import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Three tries in all, 200 ms apart; the wait grows with a `factor`. Read in @lifeomic/attempt 3.1.0. */
export const lifeomicAttempt = {
  id: 'lifeomic-attempt',
  name: '@lifeomic/attempt',
  packages: { python: [], javascript: ['@lifeomic/attempt'] },
  forms: [
    {
      path: 'retry',
      use: 'wrapper',
      functionArgument: 0,
      attempts: 3,
      wait: 'constant',
      on: 'everything',
      options: [
        { name: 'maxAttempts', means: 'attempts' },
        { name: 'factor', means: 'factor' },
        { name: 'jitter', means: 'jitter' },
        { name: 'calculateDelay', means: 'wait', wait: 'unknown' },
        { name: 'handleError', means: 'filter' },
      ],
      abortParameter: 0,
    },
  ],
} as const satisfies RetryLibrarySpec;
