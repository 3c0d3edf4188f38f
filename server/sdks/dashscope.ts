import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Source: dashscope 2.0.2 (PyPI). Classes are called, there is no client. */

const parameters = {
  model: { names: ['model'], position: 0 },
  messages: { names: ['messages'] },
  tools: { names: ['tools'] },
  toolChoice: { names: ['tool_choice'] },
  maxOutput: { names: ['max_tokens'] },
  stop: { names: ['stop'] },
  temperature: { names: ['temperature'] },
  completions: { names: ['n'] },
  stream: { names: ['stream'] },
  reasoning: { names: ['enable_thinking', 'thinking_budget'] },
  outputFormat: { names: ['response_format'] },
} satisfies OperationSpec['parameters'];

const generate = { api: 'openai-chat', kind: 'generate', streaming: 'by-parameter', parameters: { ...parameters, prompt: { names: ['prompt'], position: 1 } }, cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } satisfies Partial<OperationSpec>;
const embed = { api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['input'], position: 1 } }, cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

export const dashscope = {
  id: 'dashscope',
  name: 'DashScope SDK',
  provider: null,
  packages: { python: ['dashscope'], javascript: [] },
  clients: [{ names: [''], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  operations: [
    { ...generate, paths: ['Generation.call', 'AioGeneration.call', 'Conversation.call'] },
    { ...generate, paths: ['MultiModalConversation.call', 'AioMultiModalConversation.call'], parameters: { ...parameters, messages: { names: ['messages'], position: 1 } } },
    { ...embed, paths: ['TextEmbedding.call', 'MultiModalEmbedding.call', 'AioMultiModalEmbedding.call'] },
    { ...embed, api: 'other', kind: 'batch', paths: ['BatchTextEmbedding.call', 'BatchTextEmbedding.async_call'], parameters: { model: { names: ['model'], position: 0 } } },
    { ...generate, kind: 'count', paths: ['Tokenization.call'], streaming: 'never', cap: { absent: 'none' }, caching: { kind: 'none' }, parameters: { model: parameters.model, messages: parameters.messages } },
  ],
  messages: [{ paths: ['Message()'], role: { names: ['role'], position: 0 }, content: { names: ['content'], position: 1 } }],
  transparent: [],
  fluent: [],
  errors: { transient: ['ServiceUnavailableError', 'TimeoutException'], permanent: ['AuthenticationError', 'InvalidParameter', 'ModelRequired', 'InputRequired'], base: ['DashScopeException'] },
} satisfies SdkSpec;
