import type { RetryFormSpec, RetryLibrarySpec } from '../core/model/retry.ts';

/** `max_tries` is None by default: for ever. Full jitter unless `jitter=None`. Read in backoff 2.2.1. */
const bounds: RetryFormSpec['options'] = [
  { name: 0, means: 'wait' },
  { name: 'wait_gen', means: 'wait' },
  { name: 'max_tries', means: 'attempts' },
  { name: 'max_time', means: 'seconds' },
  { name: 'jitter', means: 'jitter' },
];

export const backoff = {
  id: 'backoff',
  name: 'backoff',
  packages: { python: ['backoff'], javascript: [] },
  forms: [
    {
      path: 'on_exception',
      use: 'decorator',
      attempts: null,
      wait: 'unknown',
      on: 'unknown',
      options: [...bounds, { name: 1, means: 'errors' }, { name: 'exception', means: 'errors' }, { name: 'giveup', means: 'filter' }],
    },
    { path: 'on_predicate', use: 'decorator', attempts: null, wait: 'unknown', on: 'result', options: bounds },
  ],
  parts: [
    { path: 'expo', means: { kind: 'wait', wait: 'growing-with-jitter' } },
    { path: 'fibo', means: { kind: 'wait', wait: 'growing-with-jitter' } },
    { path: 'constant', means: { kind: 'wait', wait: 'constant' } },
    { path: 'runtime', means: { kind: 'wait', wait: 'unknown' } },
  ],
} as const satisfies RetryLibrarySpec;
