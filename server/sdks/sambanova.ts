import { unpriced, unpricedChat, unpricedCompletions, unpricedEmbeddings, unpricedResponses } from './shared/unpriced.ts';

/** Source: sambanova 1.13.0 (PyPI). */

export const sambanova = unpriced({
  id: 'sambanova',
  name: 'SambaNova SDK',
  modules: ['sambanova'],
  clients: ['SambaNova', 'AsyncSambaNova'],
  retries: 2,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...unpricedCompletions, paths: ['completions.create'] },
    { ...unpricedResponses, paths: ['responses.create'], streaming: 'by-parameter' },
    { ...unpricedEmbeddings, paths: ['embeddings.create'] },
  ],
  error: 'SambaNovaError',
});
