import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: httpx 0.28.1 and httpx2 2.16.2 (PyPI). A transport's `retries` are connections that fail before a request is sent: nothing is paid twice. */
export const httpx = {
  id: 'httpx',
  packages: { python: ['httpx', 'httpx2'], javascript: [] },
  clients: ['', 'Client()', 'AsyncClient()'],
  baseUrl: { names: ['base_url'] },
  calls: [
    { paths: ['post'], url: { names: ['url', '#0'] }, body: { names: ['json', 'content', 'data'] } },
    { paths: ['request', 'stream', 'build_request'], url: { names: ['url', '#1'] }, body: { names: ['json', 'content', 'data'] } },
  ],
  timeout: { names: ['timeout'] },
  errors: { transient: [], permanent: [], base: ['HTTPError', 'HTTPStatusError', 'RequestError', 'TransportError'] },
} satisfies TransportSpec;
