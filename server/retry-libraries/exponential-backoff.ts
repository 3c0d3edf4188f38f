import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Ten tries in all, 100 ms doubling, no jitter unless `jitter: 'full'`. Read in exponential-backoff 3.1.3. */
export const exponentialBackoff = {
  id: 'exponential-backoff',
  name: 'exponential-backoff',
  packages: { python: [], javascript: ['exponential-backoff'] },
  forms: [
    {
      path: 'backOff',
      use: 'wrapper',
      functionArgument: 0,
      attempts: 10,
      wait: 'growing',
      on: 'everything',
      options: [
        { name: 'numOfAttempts', means: 'attempts' },
        { name: 'jitter', means: 'jitter' },
        { name: 'retry', means: 'filter' },
      ],
    },
  ],
} as const satisfies RetryLibrarySpec;
