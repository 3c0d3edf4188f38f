import { without } from './shared/openai-shape.ts';
import { unpriced, unpricedChat as chat, unpricedCompletions } from './shared/unpriced.ts';

/** Source: writer-sdk 3.0.0 (PyPI). */

const unpricedChat = { ...chat, parameters: { ...without(chat.parameters, 'reasoning'), maxOutput: { names: ['max_tokens'] } } };

export const writer = unpriced({
  id: 'writer',
  name: 'Writer SDK',
  modules: ['writerai'],
  clients: ['Writer', 'AsyncWriter', 'Client', 'AsyncClient'],
  retries: 7,
  operations: [
    { ...unpricedChat, paths: ['chat.chat'], streaming: 'by-parameter' },
    { ...unpricedChat, paths: ['chat.parse'], streaming: 'never' },
    { ...unpricedChat, paths: ['chat.stream'], streaming: 'always' },
    { ...unpricedCompletions, paths: ['completions.create'] },
  ],
  error: 'WriterError',
});
