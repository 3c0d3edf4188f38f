import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: groq 1.7.0 (PyPI), groq-sdk 1.6.0 and 0.3.0 (npm). */

const clientOptions = {
  retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: 2 },
  timeout: { names: ['timeout'] },
  baseUrl: { names: { python: ['base_url'], javascript: ['baseURL'] } },
} satisfies Partial<ClientSpec>;

const requestOptions = { argument: 1, retries: 'maxRetries', timeout: 'timeout' } as const;

const pythonExtras = {
  timeout: { names: { python: ['timeout'], javascript: [] } },
  extraBody: { names: { python: ['extra_body'], javascript: [] } },
} satisfies Record<string, ParameterSpec>;

export const groq = {
  id: 'groq',
  name: 'Groq SDK',
  provider: 'groq',
  packages: { python: ['groq'], javascript: ['groq-sdk'] },
  clients: [{ names: ['Groq', 'AsyncGroq', 'default', 'Client', 'AsyncClient'], platform: 'api', ...clientOptions }],
  operations: [
    {
      paths: ['chat.completions.create'],
      addresses: ['api.groq.com/openai/v1/chat/completions'],
      api: 'openai-chat',
      kind: 'generate',
      streaming: 'by-parameter',
      parameters: {
        model: { names: ['model'] },
        messages: { names: ['messages'] },
        tools: { names: ['tools', 'functions'] },
        toolChoice: { names: ['tool_choice', 'function_call'] },
        maxOutput: { names: ['max_completion_tokens', 'max_tokens'] },
        stop: { names: ['stop'] },
        temperature: { names: ['temperature'] },
        completions: { names: ['n'] },
        stream: { names: ['stream'] },
        reasoning: { names: ['reasoning_effort'] },
        outputFormat: { names: ['response_format'] },
        serviceTier: { names: ['service_tier'] },
        ...pythonExtras,
      },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
      requestOptions,
    },
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
    { paths: ['batches.create'], api: 'other', kind: 'batch', streaming: 'never', parameters: {}, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
  ],
  transparent: ['with_raw_response', 'with_streaming_response'],
  fluent: ['with_options', 'withOptions', 'copy'],
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'APIResponseValidationError'],
    base: ['APIError', 'APIStatusError', 'GroqError'],
  },
} satisfies SdkSpec;
