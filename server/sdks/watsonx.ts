import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { withAsync } from './shared/python-names.ts';

/** Source: ibm-watsonx-ai 1.8.1 (PyPI). A model is an object with parameters, which a call may override. */

const inParams = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `params.${name}`) });

const model = { names: ['model_id'], settingsPosition: 0 } satisfies ParameterSpec;

const request = { settings: 'path', kind: 'generate', caching: { kind: 'none' }, clients: ['ModelInference', 'Model'] } as const satisfies Partial<OperationSpec>;

/** The service's own defaults: 1,024 tokens in a chat, 20 of a text. */
const chat = {
  ...request,
  api: 'openai-chat',
  cap: { absent: 'fixed', tokens: 1024 },
  parameters: { model, messages: { names: ['messages'], position: 0 }, tools: { names: ['tools'] }, toolChoice: { names: ['tool_choice', 'tool_choice_option'] }, maxOutput: inParams('max_tokens', 'max_completion_tokens'), stop: inParams('stop'), temperature: inParams('temperature'), completions: inParams('n'), outputFormat: inParams('response_format') },
} as const satisfies Partial<OperationSpec>;

const text = {
  ...request,
  api: 'openai-completions',
  cap: { absent: 'fixed', tokens: 20 },
  parameters: { model, prompt: { names: ['prompt'], position: 0 }, maxOutput: inParams('max_new_tokens'), stop: inParams('stop_sequences'), temperature: inParams('temperature') },
} as const satisfies Partial<OperationSpec>;

const embed = { ...request, clients: ['Embeddings'], api: 'embeddings', kind: 'embed', streaming: 'never', cap: { absent: 'none' }, parameters: { model, prompt: { names: ['inputs', 'texts', 'text'], position: 0 } } } as const satisfies Partial<OperationSpec>;

const connection = { platform: 'custom', retries: { names: ['max_retries'], default: 10 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

export const watsonx = {
  id: 'watsonx',
  name: 'watsonx.ai SDK',
  provider: null,
  packages: { python: ['ibm_watsonx_ai'], javascript: [] },
  clients: [{ names: ['ModelInference', 'Model', 'Embeddings'], ...connection }],
  operations: [
    { ...chat, paths: withAsync('chat'), streaming: 'never' },
    { ...chat, paths: withAsync('chat_stream'), streaming: 'always' },
    { ...text, paths: ['generate', 'agenerate', 'generate_text'], streaming: 'never' },
    { ...text, paths: ['generate_text_stream', 'agenerate_stream'], streaming: 'always' },
    { ...embed, paths: withAsync('generate', 'embed_documents', 'embed_query') },
    { ...text, kind: 'count', cap: { absent: 'none' }, paths: ['tokenize'], parameters: { model, prompt: text.parameters.prompt }, streaming: 'never' },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['ParamOutOfRange', 'InvalidCredentialsError'], base: ['WMLClientError', 'ApiRequestFailure'] },
} satisfies SdkSpec;
