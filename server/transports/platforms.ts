import type { TransportSpec } from '../core/model/transport.ts';

/** What host programs give their scripts: Google Apps Script, managers of user scripts. Sources: @types/google-apps-script 2.0.13, @types/tampermonkey 5.5.0, @types/greasemonkey 4.0.7 (npm). */
export const platforms = {
  id: 'platforms',
  packages: { python: [], javascript: [''] },
  clients: [''],
  calls: [
    { paths: ['UrlFetchApp.fetch'], url: { names: ['#0'] }, body: { names: ['#1.payload'] } },
    { paths: ['GM_xmlhttpRequest', 'GM.xmlHttpRequest'], url: { names: ['#0.url'] }, body: { names: ['#0.data'] } },
  ],
  timeout: { names: ['#0.timeout'] },
  errors: { transient: [], permanent: [], base: [] },
} satisfies TransportSpec;
