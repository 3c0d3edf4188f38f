import type { RetryFormSpec, RetryLibrarySpec, RetryPartSpec } from '../core/model/retry.ts';

/** Without options it tries for ever and does not wait (`stop_never`, `wait_none`, any Exception). Read in tenacity 9.2.1. */
const options: RetryFormSpec['options'] = [
  { name: 'stop', means: 'stop' },
  { name: 'wait', means: 'wait' },
  { name: 'retry', means: 'filter' },
];
const defaults = { attempts: null, wait: 'none', on: 'everything', options } as const;

const waits: readonly (readonly [string, 'none' | 'constant' | 'growing' | 'growing-with-jitter' | 'unknown' | 'random'])[] = [
  ['wait_none()', 'none'],
  ['wait_fixed()', 'constant'],
  ['wait_random()', 'random'],
  ['wait_incrementing()', 'growing'],
  ['wait_exponential()', 'growing'],
  ['wait_random_exponential()', 'growing-with-jitter'],
  ['wait_full_jitter()', 'growing-with-jitter'],
  ['wait_exponential_jitter()', 'growing-with-jitter'],
  ['wait_chain()', 'growing'],
  ['wait_combine()', 'unknown'],
  ['wait_exception()', 'unknown'],
];
const parts: readonly RetryPartSpec[] = [
  { path: 'stop_after_attempt()', means: { kind: 'stop', after: 'attempts', argument: { position: 0, name: 'max_attempt_number' } } },
  { path: 'stop_after_delay()', means: { kind: 'stop', after: 'seconds' } },
  { path: 'stop_before_delay()', means: { kind: 'stop', after: 'seconds' } },
  { path: 'stop_when_event_set()', means: { kind: 'stop', after: 'unknown' } },
  { path: 'stop_any()', means: { kind: 'stop', after: 'unknown' } },
  { path: 'stop_all()', means: { kind: 'stop', after: 'unknown' } },
  { path: 'stop_never', means: { kind: 'stop', after: 'never' } },
  ...waits.map(([path, wait]): RetryPartSpec => ({ path, means: { kind: 'wait', wait } })),
  { path: 'retry_if_exception_type()', means: { kind: 'filter', on: 'errors', argument: { position: 0, name: 'exception_types' } } },
  { path: 'retry_if_result()', means: { kind: 'filter', on: 'result' } },
  { path: 'retry_if_not_result()', means: { kind: 'filter', on: 'result' } },
  { path: 'retry_always', means: { kind: 'filter', on: 'everything' } },
];

export const tenacity = {
  id: 'tenacity',
  name: 'tenacity',
  packages: { python: ['tenacity'], javascript: [] },
  forms: [
    { path: 'retry', use: 'decorator', ...defaults },
    { path: 'Retrying', use: 'iterator', ...defaults },
    { path: 'AsyncRetrying', use: 'iterator', ...defaults },
  ],
  parts,
} as const satisfies RetryLibrarySpec;
