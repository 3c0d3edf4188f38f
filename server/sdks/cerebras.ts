import { unpriced, unpricedChat, unpricedCompletions } from './shared/unpriced.ts';

/** Sources: cerebras-cloud-sdk 1.91.0 (PyPI), @cerebras/cerebras_cloud_sdk 1.91.0 (npm). */

export const cerebras = unpriced({
  id: 'cerebras',
  name: 'Cerebras SDK',
  modules: ['cerebras.cloud.sdk'],
  javascript: ['@cerebras/cerebras_cloud_sdk'],
  clients: ['Cerebras', 'AsyncCerebras'],
  retries: 2,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...unpricedCompletions, paths: ['completions.create'] },
  ],
  error: 'CerebrasError',
});
