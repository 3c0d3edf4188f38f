import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: request 2.88.2, request-promise 4.2.6, request-promise-native 1.0.9 (npm). The body stands under `body`, beside `json: true`, or is the record under `json`. */
export const request = {
  id: 'request',
  packages: { python: [], javascript: ['request', 'request-promise', 'request-promise-native', '@cypress/request', 'postman-request'] },
  clients: ['', 'defaults()'],
  baseUrl: { names: ['baseUrl'] },
  calls: [{ paths: ['post', ''], url: { names: ['#0.url', '#0.uri', '#0'] }, baseUrl: { names: ['#0.baseUrl', '#1.baseUrl'] }, body: { names: ['#0.body', '#0.json', '#1.body', '#1.json'] } }],
  timeout: { names: ['#0.timeout', '#1.timeout'] },
  errors: { transient: [], permanent: [], base: ['RequestError', 'StatusCodeError'] },
} satisfies TransportSpec;
