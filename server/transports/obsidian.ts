import type { TransportSpec } from '../core/model/transport.ts';

/** Source: obsidian 1.13.1 (npm), whose plugins cannot send cross-origin requests otherwise. */
export const obsidian = {
  id: 'obsidian',
  packages: { python: [], javascript: ['obsidian'] },
  clients: [''],
  calls: [{ paths: ['requestUrl', 'request'], url: { names: ['#0.url'] }, body: { names: ['#0.body'] } }],
  timeout: { names: [] },
  errors: { transient: [], permanent: [], base: [] },
} satisfies TransportSpec;
