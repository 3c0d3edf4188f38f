import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: cohere 7.3.1, 5.21.1 and 4.57 (PyPI), cohere-ai 8.1.0 (npm). */

const clientOptions = {
  retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: 2 },
  timeout: { names: { python: ['timeout'], javascript: ['timeoutInSeconds'] } },
  baseUrl: { names: { python: ['base_url', 'api_url'], javascript: ['baseUrl', 'environment'] } },
} satisfies Partial<ClientSpec>;

const requestOptions = { argument: 1, retries: 'maxRetries', timeout: 'timeoutInSeconds' } as const;

const perRequest = {
  retries: { names: { python: ['request_options.max_retries'], javascript: [] } },
  timeout: { names: { python: ['request_options.timeout_in_seconds'], javascript: [] } },
  extraBody: { names: { python: ['request_options.additional_body_parameters'], javascript: [] } },
} satisfies OperationSpec['parameters'];

const sampling = {
  model: { names: ['model'] },
  maxOutput: { names: { python: ['max_tokens'], javascript: ['maxTokens'] } },
  stop: { names: { python: ['stop_sequences'], javascript: ['stopSequences'] } },
  temperature: { names: ['temperature'] },
  ...perRequest,
} satisfies OperationSpec['parameters'];

/** The first API: a message, and beside it the history and a preamble. */
const chat = {
  api: 'cohere-chat',
  kind: 'generate',
  parameters: {
    ...sampling,
    system: { names: ['preamble'] },
    messages: { names: { python: ['chat_history'], javascript: ['chatHistory'] } },
    // By position before 5.0, which also streamed by a parameter.
    prompt: { names: ['message'], position: 0 },
    stream: { names: ['stream'] },
    documents: { names: ['documents'] },
    tools: { names: ['tools'] },
    outputFormat: { names: { python: ['response_format'], javascript: ['responseFormat'] } },
    previousResponse: { names: { python: ['conversation_id'], javascript: ['conversationId'] } },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'none' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const chatV2 = {
  ...chat,
  api: 'openai-chat',
  parameters: {
    ...sampling,
    messages: { names: ['messages'] },
    documents: { names: ['documents'] },
    tools: { names: ['tools'] },
    toolChoice: { names: { python: ['tool_choice'], javascript: ['toolChoice'] } },
    reasoning: { names: ['thinking'] },
    outputFormat: { names: { python: ['response_format'], javascript: ['responseFormat'] } },
  },
} satisfies Partial<OperationSpec>;

const generate = {
  ...chat,
  api: 'openai-completions',
  parameters: { ...sampling, prompt: { names: ['prompt', 'prompts'], position: 0 }, completions: { names: { python: ['num_generations'], javascript: ['numGenerations'] } }, stream: { names: ['stream'] } },
  legacy: 'the Chat API took its place',
} satisfies Partial<OperationSpec>;

const embed = {
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model'], position: 1 }, prompt: { names: ['texts', 'inputs'], position: 0 }, ...perRequest },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const V1 = ['Client', 'AsyncClient', 'CohereClient', 'AwsClient', 'BedrockClient', 'SagemakerClient', 'OciClient'];
const V2 = ['ClientV2', 'AsyncClientV2', 'CohereClientV2', 'AwsClientV2', 'BedrockClientV2', 'SagemakerClientV2', 'OciClientV2'];

const overHttp = (path: string): readonly string[] => ['api.cohere.com', 'api.cohere.ai'].map((host) => `${host}/${path}`);

export const cohere = {
  id: 'cohere',
  name: 'Cohere SDK',
  provider: 'cohere',
  packages: { python: ['cohere'], javascript: ['cohere-ai'] },
  clients: [
    { names: ['BedrockClient', 'BedrockClientV2', 'AwsClient', 'AwsClientV2'], platform: 'bedrock', ...clientOptions },
    // Servers that are paid by the hour, or by a price of their own.
    { names: ['SagemakerClient', 'SagemakerClientV2', 'OciClient', 'OciClientV2'], platform: 'custom', ...clientOptions },
    { names: ['ClientV2', 'AsyncClientV2', 'CohereClientV2', 'Client', 'AsyncClient', 'CohereClient'], platform: 'api', ...clientOptions },
  ],
  operations: [
    { ...chat, clients: V1, paths: ['chat'], addresses: overHttp('v1/chat'), streaming: 'by-parameter' },
    { ...chat, clients: V1, paths: ['chat_stream', 'chatStream'], streaming: 'always' },
    { ...chatV2, clients: V1, paths: ['v2.chat'], streaming: 'never' },
    { ...chatV2, clients: V1, paths: ['v2.chat_stream', 'v2.chatStream'], streaming: 'always' },
    { ...chatV2, clients: V2, paths: ['chat', 'v2.chat'], addresses: overHttp('v2/chat'), streaming: 'never' },
    { ...chatV2, clients: V2, paths: ['chat_stream', 'chatStream', 'v2.chat_stream', 'v2.chatStream'], streaming: 'always' },
    { ...generate, paths: ['generate'], addresses: overHttp('v1/generate'), streaming: 'by-parameter' },
    // One request for each prompt.
    { ...generate, paths: ['batch_generate'], ecosystems: ['python'], streaming: 'never' },
    { ...generate, paths: ['generate_stream', 'generateStream'], streaming: 'always' },
    { ...chat, paths: ['summarize'], parameters: { ...sampling, prompt: { names: ['text'], position: 0 } }, streaming: 'never', legacy: 'the Chat API took its place' },
    { ...embed, paths: ['embed', 'v2.embed', 'embed_stream'], addresses: [...overHttp('v1/embed'), ...overHttp('v2/embed')] },
    // What is embedded stands in a data set.
    { paths: ['embed_jobs.create', 'embedJobs.create', 'create_embed_job'], api: 'other', kind: 'batch', streaming: 'never', parameters: { model: { names: ['model'], position: 1 } }, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
  ],
  transparent: ['with_raw_response', 'withRawResponse'],
  fluent: [],
  errors: {
    transient: ['TooManyRequestsError', 'InternalServerError', 'ServiceUnavailableError', 'GatewayTimeoutError', 'CohereTimeoutError'],
    permanent: ['BadRequestError', 'ForbiddenError', 'UnauthorizedError', 'NotFoundError', 'InvalidTokenError', 'UnprocessableEntityError', 'NotImplementedError', 'ClientClosedRequestError'],
    base: ['ApiError', 'CohereError'],
  },
} satisfies SdkSpec;
