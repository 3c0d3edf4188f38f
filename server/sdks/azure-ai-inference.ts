import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiEmbeddings, without } from './shared/openai-shape.ts';

/** Source: azure-ai-inference 1.0.0b9 (PyPI). Azure's core tries again ten times by default. */

const connection = {
  platform: 'azure',
  retries: { names: ['retry_total'], default: 10 },
  timeout: { names: ['read_timeout'] },
  baseUrl: { names: ['endpoint'] },
} satisfies Partial<ClientSpec>;

/** What a client was built with holds where a call says nothing. */
const shared = { settings: 'path', caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

export const azureAiInference = {
  id: 'azure-ai-inference',
  name: 'Azure AI Inference client',
  provider: null,
  packages: { python: ['azure.ai.inference'], javascript: [] },
  clients: [
    { ...connection, names: ['ChatCompletionsClient', 'aio.ChatCompletionsClient'] },
    { ...connection, names: ['EmbeddingsClient', 'aio.EmbeddingsClient'] },
  ],
  operations: [
    {
      ...compatibleChat,
      ...shared,
      clients: ['ChatCompletionsClient', 'aio.ChatCompletionsClient'],
      paths: ['complete'],
      streaming: 'by-parameter',
      parameters: without(compatibleChat.parameters, 'reasoning', 'completions'),
    },
    { ...shared, ...openaiEmbeddings, clients: ['EmbeddingsClient', 'aio.EmbeddingsClient'], paths: ['embed'] },
  ],
  messages: (['system', 'user', 'assistant', 'tool'] as const).map((role) => {
    const name = `${role[0]!.toUpperCase()}${role.slice(1)}Message()`;
    return { paths: [name, `models.${name}`], role, content: { names: ['content'], position: 0 } };
  }),
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['ClientAuthenticationError', 'ResourceNotFoundError'], base: ['HttpResponseError'] },
} satisfies SdkSpec;
