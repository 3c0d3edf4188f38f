import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: aiohttp 3.14.5 (PyPI). */
export const aiohttp = {
  id: 'aiohttp',
  packages: { python: ['aiohttp'], javascript: [] },
  clients: ['', 'ClientSession()', 'client.ClientSession()'],
  baseUrl: { names: ['base_url', '#0'] },
  calls: [
    { paths: ['post'], url: { names: ['url', '#0'] }, body: { names: ['json', 'data'] } },
    { paths: ['request'], url: { names: ['url', '#1'] }, body: { names: ['json', 'data'] } },
  ],
  timeout: { names: ['timeout'] },
  errors: { transient: [], permanent: [], base: ['ClientError', 'ClientResponseError'] },
} satisfies TransportSpec;
