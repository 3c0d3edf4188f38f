import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Source: qianfan 0.4.12 (PyPI). The model is named when the object is made, or in the call. */

const parameters = {
  model: { names: ['model', 'endpoint'] },
  system: { names: ['system'] },
  tools: { names: ['functions', 'tools'] },
  maxOutput: { names: ['max_output_tokens', 'max_tokens'] },
  stop: { names: ['stop'] },
  temperature: { names: ['temperature'] },
  stream: { names: ['stream'] },
  outputFormat: { names: ['response_format'] },
  retries: { names: ['retry_count'] },
  timeout: { names: ['request_timeout'] },
} satisfies OperationSpec['parameters'];

const request = { settings: 'path', kind: 'generate', cap: { absent: 'model-maximum' }, caching: { kind: 'none' }, streaming: 'by-parameter' } as const satisfies Partial<OperationSpec>;

const connection = { platform: 'custom', retries: { names: ['retry_count'], default: 0 }, timeout: { names: ['request_timeout'] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

export const qianfan = {
  id: 'qianfan',
  name: 'Qianfan SDK',
  provider: null,
  packages: { python: ['qianfan'], javascript: [] },
  clients: [{ names: ['ChatCompletion', 'Completion', 'Embedding'], ...connection }],
  operations: [
    { ...request, api: 'openai-chat', clients: ['ChatCompletion'], paths: ['do', 'ado', 'create', 'acreate'], parameters: { ...parameters, messages: { names: ['messages'], position: 0 } } },
    // One request for each list of messages.
    { ...request, api: 'openai-chat', clients: ['ChatCompletion'], paths: ['batch_do', 'abatch_do'], parameters: { ...parameters, messages: { names: ['messages_list'], position: 0 } }, streaming: 'never' },
    { ...request, api: 'openai-completions', clients: ['Completion'], paths: ['do', 'ado'], parameters: { ...parameters, prompt: { names: ['prompt'], position: 0 } } },
    { ...request, api: 'openai-completions', clients: ['Completion'], paths: ['batch_do', 'abatch_do'], parameters: { ...parameters, prompt: { names: ['prompt_list'], position: 0 } }, streaming: 'never' },
    { ...request, api: 'embeddings', kind: 'embed', clients: ['Embedding'], paths: ['do', 'ado', 'batch_do', 'abatch_do'], parameters: { model: parameters.model, prompt: { names: ['texts', 'texts_list'], position: 0 } }, streaming: 'never', cap: { absent: 'none' } },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: ['RequestTimeoutError'], permanent: ['AccessTokenExpiredError', 'ArgumentNotFoundError', 'InvalidArgumentError'], base: ['QianfanError', 'APIError', 'RequestError'] },
} satisfies SdkSpec;
