import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: got 14.6.6 and 16.1.0 (npm). Its own retries leave out POST. */
export const got = {
  id: 'got',
  packages: { python: [], javascript: ['got'] },
  clients: ['', 'got', 'extend()', 'got.extend()'],
  baseUrl: { names: ['prefixUrl'] },
  calls: [{ paths: ['post', 'stream.post', ''], url: { names: ['#0.url', '#0'] }, baseUrl: { names: ['#1.prefixUrl', '#0.prefixUrl'] }, body: { names: ['#1.json', '#1.body', '#0.json', '#0.body'] } }],
  timeout: { names: ['timeout', '#1.timeout', '#1.signal'] },
  errors: { transient: [], permanent: [], base: ['RequestError', 'HTTPError'] },
} satisfies TransportSpec;
