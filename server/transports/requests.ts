import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: requests 2.34.2 (PyPI). Nothing is tried again unless an adapter with retries is mounted, whose retries leave out POST. */
export const requests = {
  id: 'requests',
  packages: { python: ['requests'], javascript: [] },
  clients: ['', 'Session()', 'session()', 'sessions.Session()'],
  calls: [
    { paths: ['post', 'api.post'], url: { names: ['url', '#0'] }, body: { names: ['json', 'data', '#2', '#1'] } },
    { paths: ['request', 'api.request'], url: { names: ['url', '#1'] }, body: { names: ['json', 'data'] } },
  ],
  timeout: { names: ['timeout'] },
  errors: { transient: [], permanent: [], base: ['RequestException', 'HTTPError'] },
} satisfies TransportSpec;
