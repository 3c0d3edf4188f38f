import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: ky 1.14.3 (npm). Its own retries leave out POST. */
export const ky = {
  id: 'ky',
  packages: { python: [], javascript: ['ky', 'ky-universal'] },
  clients: ['', 'create()', 'extend()'],
  baseUrl: { names: ['prefixUrl'] },
  calls: [{ paths: ['post', ''], url: { names: ['#0'] }, body: { names: ['#1.json', '#1.body'] } }],
  timeout: { names: ['timeout', '#1.timeout', '#1.signal'] },
  errors: { transient: [], permanent: [], base: ['HTTPError'] },
} satisfies TransportSpec;
