import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { openaiBatch, openaiChat, openaiEmbeddings, openaiResponses, without } from './shared/openai-shape.ts';
import { withAsync } from './shared/python-names.ts';

/** Source: any-llm-sdk 1.40.2 (PyPI). The model's name carries the provider (`openai:gpt-…`), or an argument names it. */

const model = { names: ['model'], position: 0 } satisfies ParameterSpec;

const chat = { ...openaiChat, parameters: { ...without(openaiChat.parameters, 'modalities'), model, messages: { names: ['messages'], position: 1 }, maxOutput: { names: ['max_tokens'] } } } satisfies Partial<OperationSpec>;

const responses = { ...openaiResponses, parameters: { ...without(openaiResponses.parameters, 'cacheKey', 'outputFormat'), model, messages: { names: ['input_data'], position: 1 } } } satisfies Partial<OperationSpec>;

/** The Messages API in front of any provider. */
const messages = { ...chat, api: 'anthropic-messages', cap: { absent: 'required' }, parameters: { ...chat.parameters, system: { names: ['system'] }, maxOutput: { names: ['max_tokens'], position: 2 }, stop: { names: ['stop_sequences'] }, reasoning: { names: ['thinking'] } } } satisfies Partial<OperationSpec>;

const embeddings = { ...openaiEmbeddings, parameters: { model, prompt: { names: ['inputs'], position: 1 } } } satisfies Partial<OperationSpec>;

const connection = { platform: 'api', retries: { names: ['max_retries'], default: 2 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['api_base'] } } satisfies Partial<ClientSpec>;

export const anyLlm = {
  id: 'any-llm',
  name: 'any-llm',
  provider: null,
  packages: { python: ['any_llm'], javascript: [] },
  clients: [{ names: ['', 'AnyLLM.create'], ...connection }],
  operations: [
    { ...chat, paths: withAsync('completion'), streaming: 'by-parameter' },
    { ...responses, paths: withAsync('responses'), streaming: 'by-parameter' },
    { ...messages, paths: withAsync('messages'), streaming: 'by-parameter' },
    { ...embeddings, paths: withAsync('embedding') },
    { ...openaiBatch, paths: withAsync('create_batch') },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: ['RateLimitError', 'ProviderError'], permanent: ['AuthenticationError', 'ContextLengthExceededError', 'UnsupportedProviderError'], base: ['AnyLLMError'] },
} satisfies SdkSpec;
