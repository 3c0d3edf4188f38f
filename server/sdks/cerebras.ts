import { unpriced, unpricedChat, unpricedCompletions } from './shared/unpriced.ts';

/** Source: cerebras-cloud-sdk 1.91.0 (PyPI). */

export const cerebras = unpriced({
  id: 'cerebras',
  name: 'Cerebras SDK',
  modules: ['cerebras.cloud.sdk'],
  clients: ['Cerebras', 'AsyncCerebras'],
  retries: 2,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...unpricedCompletions, paths: ['completions.create'] },
  ],
  error: 'CerebrasError',
});
