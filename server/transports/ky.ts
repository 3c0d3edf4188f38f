import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: ky 1.14.3 and 2.1.0 (npm), which says `prefix` for `prefixUrl`. Its own retries leave out POST. */
export const ky = {
  id: 'ky',
  packages: { python: [], javascript: ['ky', 'ky-universal'] },
  clients: ['', 'create()', 'extend()'],
  baseUrl: { names: ['prefix', 'prefixUrl', 'baseUrl'] },
  calls: [{ paths: ['post', ''], url: { names: ['#0'] }, baseUrl: { names: ['#1.prefix', '#1.prefixUrl', '#1.baseUrl'] }, body: { names: ['#1.json', '#1.body'] } }],
  timeout: { names: ['timeout', '#1.timeout', '#1.signal'] },
  errors: { transient: [], permanent: [], base: ['HTTPError'] },
} satisfies TransportSpec;
