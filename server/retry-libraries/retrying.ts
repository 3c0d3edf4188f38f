import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Without options it tries for ever and does not wait. Times are in milliseconds. Read in retrying 1.4.2. */
export const retrying = {
  id: 'retrying',
  name: 'retrying',
  packages: { python: ['retrying'], javascript: [] },
  awaits: 'nothing',
  forms: [
    {
      path: 'retry',
      use: 'decorator',
      attempts: null,
      wait: 'none',
      on: 'everything',
      options: [
        { name: 'stop_max_attempt_number', means: 'attempts' },
        { name: 'stop_max_delay', means: 'seconds' },
        { name: 'stop', means: 'stop' },
        { name: 'stop_func', means: 'stop' },
        { name: 'wait_fixed', means: 'wait', wait: 'constant' },
        { name: 'wait_random_max', means: 'wait', wait: 'constant' },
        { name: 'wait_incrementing_increment', means: 'wait', wait: 'growing' },
        { name: 'wait_exponential_multiplier', means: 'wait', wait: 'growing' },
        { name: 'wait_exponential_max', means: 'wait', wait: 'growing' },
        { name: 'wait', means: 'wait', wait: 'unknown' },
        { name: 'wait_func', means: 'wait', wait: 'unknown' },
        { name: 'wait_jitter_max', means: 'jitter' },
        { name: 'retry_on_exception', means: 'filter' },
        { name: 'retry_on_result', means: 'filter' },
      ],
    },
  ],
} as const satisfies RetryLibrarySpec;
