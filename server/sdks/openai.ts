import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: openai 7.57.0 (npm), openai 3.22.1 (PyPI), the module-level functions of openai 0.28 (PyPI). */

const clientOptions = {
  retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: 2 },
  timeout: { names: ['timeout'] },
  baseUrl: { names: { python: ['base_url', 'api_base'], javascript: ['baseURL'] } },
} satisfies Partial<ClientSpec>;

const requestOptions = { argument: 1, retries: 'maxRetries', timeout: 'timeout' } as const;

const chat = {
  api: 'openai-chat',
  kind: 'generate',
  parameters: {
    model: { names: ['model', 'engine', 'deployment_id'] },
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
    cache: { names: ['prompt_cache_options'] },
    cacheKey: { names: ['prompt_cache_key'] },
    serviceTier: { names: ['service_tier'] },
    timeout: { names: ['timeout'] },
    extraBody: { names: ['extra_body'] },
  },
  cap: { absent: 'model-maximum', nameForOthers: 'max_tokens' },
  caching: { kind: 'automatic' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const responses = {
  api: 'openai-responses',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['instructions'] },
    messages: { names: ['input'] },
    prompt: { names: ['prompt'] },
    tools: { names: ['tools'] },
    toolChoice: { names: ['tool_choice'] },
    maxOutput: { names: ['max_output_tokens'] },
    temperature: { names: ['temperature'] },
    stream: { names: ['stream'] },
    reasoning: { names: ['reasoning.effort', 'reasoning'] },
    outputFormat: { names: ['text.format', 'text_format', 'text'] },
    cache: { names: ['prompt_cache_options'] },
    cacheKey: { names: ['prompt_cache_key'] },
    serviceTier: { names: ['service_tier'] },
    previousResponse: { names: ['previous_response_id', 'conversation'] },
    timeout: { names: ['timeout'] },
    extraBody: { names: ['extra_body'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const embeddings = {
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model', 'engine'] }, prompt: { names: ['input'] } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const completions = {
  api: 'openai-completions',
  kind: 'generate',
  streaming: 'by-parameter',
  parameters: {
    model: { names: ['model', 'engine'] },
    prompt: { names: ['prompt'] },
    maxOutput: { names: ['max_tokens'] },
    stop: { names: ['stop'] },
    temperature: { names: ['temperature'] },
    completions: { names: ['n', 'best_of'] },
    stream: { names: ['stream'] },
  },
  cap: { absent: 'fixed', tokens: 16 },
  caching: { kind: 'none' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const legacyModule = 'openai 0.x; `chat.completions.create` on a client took its place';

export const openai = {
  id: 'openai',
  name: 'OpenAI SDK',
  provider: 'openai',
  packages: { python: ['openai'], javascript: ['openai'] },
  clients: [
    { names: ['AzureOpenAI', 'AsyncAzureOpenAI', 'AzureClient'], platform: 'azure', ...clientOptions },
    { names: ['BedrockOpenAI', 'AsyncBedrockOpenAI'], platform: 'bedrock', ...clientOptions },
    { names: ['OpenAI', 'AsyncOpenAI', 'Client', 'AsyncClient', 'default', ''], platform: 'api', ...clientOptions },
  ],
  operations: [
    { ...chat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...chat, paths: ['chat.completions.parse', 'beta.chat.completions.parse'], streaming: 'never' },
    { ...chat, paths: ['chat.completions.stream', 'beta.chat.completions.stream'], streaming: 'always' },
    { ...chat, paths: ['chat.completions.runTools', 'beta.chat.completions.runTools', 'beta.chat.completions.runFunctions'], streaming: 'by-parameter' },
    { ...responses, paths: ['responses.create'], streaming: 'by-parameter' },
    { ...responses, paths: ['responses.parse'], streaming: 'never' },
    { ...responses, paths: ['responses.stream'], streaming: 'always' },
    { ...responses, paths: ['responses.compact'], streaming: 'never', cap: { absent: 'none' } },
    { ...responses, paths: ['responses.input_tokens.count', 'responses.inputTokens.count'], kind: 'count', streaming: 'never', cap: { absent: 'none' } },
    { ...completions, paths: ['completions.create'] },
    { ...embeddings, paths: ['embeddings.create'] },
    { paths: ['batches.create'], api: 'other', kind: 'batch', streaming: 'never', parameters: {}, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
    { ...chat, paths: ['ChatCompletion.create', 'ChatCompletion.acreate'], ecosystems: ['python'], streaming: 'by-parameter', legacy: legacyModule },
    { ...completions, paths: ['Completion.create', 'Completion.acreate'], ecosystems: ['python'], legacy: legacyModule },
    { ...embeddings, paths: ['Embedding.create', 'Embedding.acreate'], ecosystems: ['python'], legacy: legacyModule },
    {
      paths: ['beta.threads.runs.create', 'beta.threads.runs.create_and_poll', 'beta.threads.runs.createAndPoll', 'beta.threads.runs.stream', 'beta.threads.create_and_run', 'beta.threads.createAndRun'],
      api: 'other',
      kind: 'generate',
      streaming: 'by-parameter',
      legacy: 'the Assistants API; the Responses API took its place',
      parameters: { model: { names: ['model'] }, system: { names: ['instructions'] }, tools: { names: ['tools'] }, maxOutput: { names: ['max_completion_tokens'] } },
      cap: { absent: 'none' },
      caching: { kind: 'automatic' },
    },
  ],
  transparent: ['with_raw_response', 'with_streaming_response'],
  fluent: ['with_options', 'withOptions', 'copy'],
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError', 'ServiceUnavailableError', 'Timeout', 'TryAgain'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'InvalidRequestError', 'PermissionError', 'LengthFinishReasonError', 'ContentFilterFinishReasonError'],
    base: ['APIError', 'APIStatusError', 'OpenAIError', 'APIResponseValidationError'],
  },
} satisfies SdkSpec;
