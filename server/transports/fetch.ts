import type { TransportSpec } from '../core/model/transport.ts';

/** The platform's own `fetch`, and packages with the same function. `$fetch` and `ofetch` take the body as an object too. */
export const fetch = {
  id: 'fetch',
  packages: { python: [], javascript: ['', 'node-fetch', 'node-fetch-native', 'cross-fetch', 'isomorphic-fetch', 'undici', 'ofetch', '@whatwg-node/fetch', 'expo/fetch', '@tauri-apps/plugin-http'] },
  clients: [''],
  calls: [{ paths: ['fetch', '', 'window.fetch', 'globalThis.fetch', 'global.fetch', 'self.fetch', '$fetch', 'ofetch'], url: { names: ['#0'] }, body: { names: ['#1.body'] } }],
  timeout: { names: ['#1.signal', '#1.timeout'] },
  errors: { transient: [], permanent: [], base: ['FetchError'] },
} satisfies TransportSpec;
