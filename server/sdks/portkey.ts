import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { openaiBatch, openaiChat } from './shared/openai-shape.ts';
import { unpriced, unpricedChat as chat, unpricedCompletions, unpricedEmbeddings, unpricedResponses } from './shared/unpriced.ts';

/**
 * A gateway's client in the form of OpenAI's; the model's name, or a configuration that is kept elsewhere, tells the provider. Sources: portkey-ai 2.3.4 (PyPI) and 3.1.0 (npm).
 *
 * Deliberately absent: prompts that are kept there, whose model and text are not in the program.
 */

/** What is given is passed on as it is. */
const unpricedChat = { ...chat, parameters: { ...chat.parameters, maxOutput: openaiChat.parameters.maxOutput }, cap: { absent: 'model-maximum', nameForOthers: 'max_tokens' } } satisfies Partial<OperationSpec>;

const base = unpriced({
  id: 'portkey',
  name: 'Portkey SDK',
  modules: ['portkey_ai'],
  clients: ['Portkey', 'AsyncPortkey'],
  retries: 2,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...unpricedChat, paths: ['chat.completions.parse', 'beta.chat.completions.parse'], streaming: 'never' },
    { ...unpricedChat, paths: ['chat.completions.stream'], streaming: 'always' },
    { ...unpricedResponses, paths: ['responses.create'], streaming: 'by-parameter' },
    { ...unpricedResponses, paths: ['responses.parse'], streaming: 'never' },
    { ...unpricedCompletions, paths: ['completions.create'] },
    { ...unpricedEmbeddings, paths: ['embeddings.create'] },
    { ...openaiBatch, paths: ['batches.create'] },
  ],
  error: 'OpenAIError',
});

export const portkey = {
  ...base,
  packages: { ...base.packages, javascript: ['portkey-ai'] },
  clients: [
    ...base.clients.map((client) => ({ ...client, platform: 'api' as const, packages: base.packages.python })),
    { names: ['Portkey', 'default'], packages: ['portkey-ai'], platform: 'api', retries: { names: [], default: 1 }, timeout: { names: { python: [], javascript: ['requestTimeout'] } }, baseUrl: { names: { python: [], javascript: ['customHost'] } } },
  ],
  operations: [
    ...base.operations,
    { ...unpricedChat, ecosystems: ['javascript'], paths: ['chat.completions.runTools'], streaming: 'by-parameter' },
    { ...unpricedResponses, ecosystems: ['javascript'], paths: ['responses.stream'], streaming: 'always' },
  ],
} satisfies SdkSpec;
