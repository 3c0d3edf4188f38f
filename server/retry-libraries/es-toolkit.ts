import type { RetryLibrarySpec } from '../core/model/retry.ts';

/** Retries for ever and does not wait unless told. Read in es-toolkit 1.53.2. */
export const esToolkit = {
  id: 'es-toolkit',
  name: 'es-toolkit',
  packages: { python: [], javascript: ['es-toolkit'] },
  forms: [
    {
      path: 'retry',
      use: 'wrapper',
      functionArgument: 0,
      attempts: null,
      wait: 'none',
      on: 'everything',
      options: [
        { name: 1, means: 'retries' },
        { name: 'retries', means: 'retries' },
        { name: 'delay', means: 'wait', wait: 'constant' },
        { name: 'shouldRetry', means: 'filter' },
      ],
    },
  ],
} as const satisfies RetryLibrarySpec;
