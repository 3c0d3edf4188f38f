import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: together 3.1.1 and 1.6.0 (PyPI), together-ai 0.52.0 (npm). */

const clientOptions = {
  // Five in the Python SDK before 2.0.
  retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: 2 },
  timeout: { names: ['timeout'] },
  baseUrl: { names: { python: ['base_url'], javascript: ['baseURL'] } },
} satisfies Partial<ClientSpec>;

const requestOptions = { argument: 1, retries: 'maxRetries', timeout: 'timeout' } as const;

const pythonExtras = {
  timeout: { names: { python: ['timeout'], javascript: [] } },
  extraBody: { names: { python: ['extra_body'], javascript: [] } },
} satisfies Record<string, ParameterSpec>;

const sampling = {
  model: { names: ['model'] },
  maxOutput: { names: ['max_tokens'] },
  stop: { names: ['stop'] },
  temperature: { names: ['temperature'] },
  completions: { names: ['n'] },
  stream: { names: ['stream'] },
  ...pythonExtras,
} satisfies OperationSpec['parameters'];

export const together = {
  id: 'together',
  name: 'Together SDK',
  provider: 'together',
  packages: { python: ['together'], javascript: ['together-ai'] },
  clients: [{ names: ['Together', 'AsyncTogether', 'default', 'Client', 'AsyncClient'], platform: 'api', ...clientOptions }],
  operations: [
    {
      paths: ['chat.completions.create'],
      addresses: ['api.together.xyz/v1/chat/completions'],
      api: 'openai-chat',
      kind: 'generate',
      streaming: 'by-parameter',
      parameters: {
        ...sampling,
        messages: { names: ['messages'] },
        tools: { names: ['tools'] },
        toolChoice: { names: ['tool_choice', 'function_call'] },
        reasoning: { names: ['reasoning_effort', 'reasoning'] },
        outputFormat: { names: ['response_format'] },
      },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
      requestOptions,
    },
    { paths: ['chat.completions.stream'], ecosystems: ['javascript'], api: 'openai-chat', kind: 'generate', streaming: 'always', parameters: { ...sampling, messages: { names: ['messages'] }, tools: { names: ['tools'] }, outputFormat: { names: ['response_format'] } }, cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' }, requestOptions },
    { paths: ['completions.create'], api: 'openai-completions', kind: 'generate', streaming: 'by-parameter', parameters: { ...sampling, prompt: { names: ['prompt'] } }, cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' }, requestOptions },
    {
      paths: ['embeddings.create'],
      api: 'embeddings',
      kind: 'embed',
      streaming: 'never',
      parameters: { model: { names: ['model'] }, prompt: { names: ['input'] }, ...pythonExtras },
      cap: { absent: 'none' },
      caching: { kind: 'none' },
      requestOptions,
    },
    { paths: ['batches.create', 'batches.create_batch'], api: 'other', kind: 'batch', streaming: 'never', parameters: {}, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
  ],
  transparent: ['with_raw_response', 'with_streaming_response'],
  fluent: ['with_options', 'withOptions', 'copy'],
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError', 'ServiceUnavailableError', 'Timeout'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'InvalidRequestError', 'APIResponseValidationError'],
    base: ['APIError', 'APIStatusError', 'TogetherError', 'TogetherException'],
  },
} satisfies SdkSpec;
