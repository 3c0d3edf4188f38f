import type { TransportSpec } from '../core/model/transport.ts';

/** Sources: undici 7.30.2 (npm); its `fetch` is the platform's. */
export const undici = {
  id: 'undici',
  packages: { python: [], javascript: ['undici'] },
  clients: [''],
  calls: [{ paths: ['request', 'stream'], url: { names: ['#0'] }, body: { names: ['#1.body'] } }],
  timeout: { names: ['#1.bodyTimeout', '#1.headersTimeout', '#1.signal'] },
  errors: { transient: [], permanent: [], base: ['UndiciError'] },
} satisfies TransportSpec;
