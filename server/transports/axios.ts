import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: axios 1.21.1 (npm). */
export const axios = {
  id: 'axios',
  packages: { python: [], javascript: ['axios'] },
  clients: ['', 'create()', 'Axios()'],
  baseUrl: { names: ['baseURL'] },
  calls: [
    { paths: ['post'], url: { names: ['#0'] }, baseUrl: { names: ['#2.baseURL'] }, body: { names: ['#1'] } },
    { paths: ['', 'request'], url: { names: ['#0.url', '#0'] }, baseUrl: { names: ['#0.baseURL', '#1.baseURL'] }, body: { names: ['#0.data', '#1.data'] } },
  ],
  timeout: { names: ['timeout', '#2.timeout', '#0.timeout', '#1.timeout', '#2.signal'] },
  errors: { transient: [], permanent: [], base: ['AxiosError'] },
} satisfies TransportSpec;
