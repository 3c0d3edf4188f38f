import type { RetryFormSpec, RetryLibrarySpec } from '../core/model/retry.ts';

/** Ten tries in at most 45 seconds, growing waits with jitter; what is retried must be named. Read in stamina 26.1.0. */
const options: RetryFormSpec['options'] = [
  { name: 'on', means: 'errors' },
  { name: 'attempts', means: 'attempts' },
];
const defaults = { attempts: 10, wait: 'growing-with-jitter', on: 'unknown', options } as const;

export const stamina = {
  id: 'stamina',
  name: 'stamina',
  packages: { python: ['stamina'], javascript: [] },
  forms: [
    { path: 'retry', use: 'decorator', ...defaults },
    { path: 'retry_context', use: 'iterator', ...defaults },
  ],
} as const satisfies RetryLibrarySpec;
