import type { RetryFormSpec, RetryLibrarySpec } from '../core/model/retry.ts';

/** `tries=-1`, `delay=0`: for ever, without a wait. `backoff` multiplies the delay. Read in retry 0.9.2. */
const options: RetryFormSpec['options'] = [
  { name: 'exceptions', means: 'errors' },
  { name: 'tries', means: 'attempts' },
  { name: 'delay', means: 'wait', wait: 'constant' },
  { name: 'backoff', means: 'factor' },
  { name: 'jitter', means: 'jitter' },
];
const defaults = { attempts: null, wait: 'none', on: 'everything' } as const;

export const retry = {
  id: 'retry',
  name: 'retry',
  packages: { python: ['retry'], javascript: [] },
  awaits: 'nothing',
  forms: [
    {
      path: 'retry',
      use: 'decorator',
      ...defaults,
      options: [...options, { name: 0, means: 'errors' }, { name: 1, means: 'attempts' }, { name: 2, means: 'wait', wait: 'constant' }, { name: 4, means: 'factor' }],
    },
    { path: 'api.retry', use: 'decorator', ...defaults, options },
    { path: 'retry_call', use: 'wrapper', functionArgument: 0, ...defaults, options },
    { path: 'api.retry_call', use: 'wrapper', functionArgument: 0, ...defaults, options },
  ],
} as const satisfies RetryLibrarySpec;
