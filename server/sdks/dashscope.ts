import type { OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiEmbeddings } from './shared/openai-shape.ts';

/** Source: dashscope 2.0.2 (PyPI). Classes are called, there is no client. */

const model = { names: ['model'], position: 0 } satisfies ParameterSpec;

const parameters = { ...compatibleChat.parameters, model, reasoning: { names: ['enable_thinking', 'thinking_budget'] } } satisfies OperationSpec['parameters'];

const generate = { ...compatibleChat, streaming: 'by-parameter', parameters: { ...parameters, prompt: { names: ['prompt'], position: 1 } } } satisfies Partial<OperationSpec>;
const embed = { ...openaiEmbeddings, parameters: { model, prompt: { names: ['input'], position: 1 } } } satisfies Partial<OperationSpec>;

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
    { ...embed, api: 'other', kind: 'batch', paths: ['BatchTextEmbedding.call', 'BatchTextEmbedding.async_call'], parameters: { model } },
    { ...generate, kind: 'count', paths: ['Tokenization.call'], streaming: 'never', cap: { absent: 'none' }, caching: { kind: 'none' }, parameters: { model, messages: parameters.messages } },
  ],
  messages: [{ paths: ['Message()'], role: { names: ['role'], position: 0 }, content: { names: ['content'], position: 1 } }],
  transparent: [],
  fluent: [],
  errors: { transient: ['ServiceUnavailableError', 'TimeoutException'], permanent: ['AuthenticationError', 'InvalidParameter', 'ModelRequired', 'InputRequired'], base: ['DashScopeException'] },
} satisfies SdkSpec;
