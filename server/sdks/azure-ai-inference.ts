import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiEmbeddings, without } from './shared/openai-shape.ts';

/** Sources: azure-ai-inference 1.0.0b9 (PyPI), @azure-rest/ai-inference 1.0.0-beta.6 (npm). Azure's core tries again ten times by default in Python, three times in JavaScript. */

const connection = {
  platform: 'azure',
  retries: { names: ['retry_total'], default: 10 },
  timeout: { names: ['read_timeout'] },
  baseUrl: { names: ['endpoint'] },
} satisfies Partial<ClientSpec>;

/** What a client was built with holds where a call says nothing. */
const shared = { settings: 'path', caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

/** JavaScript's client knows paths and bodies alone; which path it is, the model's name tells. */
const inBody = ({ names }: ParameterSpec): ParameterSpec => ({ names: (names as readonly string[]).map((name) => `body.${name}`) });

export const azureAiInference = {
  id: 'azure-ai-inference',
  name: 'Azure AI Inference client',
  provider: null,
  packages: { python: ['azure.ai.inference'], javascript: ['@azure-rest/ai-inference'] },
  clients: [
    { ...connection, names: ['ChatCompletionsClient', 'aio.ChatCompletionsClient'] },
    { ...connection, names: ['EmbeddingsClient', 'aio.EmbeddingsClient'] },
    {
      platform: 'azure',
      packages: ['@azure-rest/ai-inference'],
      names: ['default', 'ModelClient'],
      retries: { names: { python: [], javascript: ['retryOptions.maxRetries'] }, default: 3 },
      timeout: { names: [] },
      // It comes first, without a name.
      baseUrl: { names: [] },
    },
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
    {
      ...compatibleChat,
      ecosystems: ['javascript'],
      paths: ['path().post'],
      streaming: 'by-parameter',
      parameters: { ...Object.fromEntries(Object.entries(without(compatibleChat.parameters, 'reasoning', 'completions')).map(([name, spec]) => [name, inBody(spec)])), prompt: { names: ['body.input'] } },
      embeds: ['embed'],
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
