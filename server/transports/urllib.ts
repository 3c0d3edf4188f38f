import type { TransportSpec } from '../core/model/transport.ts';

/** Python's own. A `Request` is the request; what opens it may be anywhere, and has no body of its own then. */
export const urllib = {
  id: 'urllib',
  packages: { python: ['urllib', 'urllib.request'], javascript: [] },
  clients: [''],
  calls: [{ paths: ['Request', 'request.Request', 'urlopen', 'request.urlopen'], url: { names: ['url', '#0'] }, body: { names: ['data', '#1'] } }],
  timeout: { names: ['timeout'] },
  errors: { transient: [], permanent: [], base: ['URLError', 'HTTPError'] },
} satisfies TransportSpec;
