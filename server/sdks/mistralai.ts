import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { without } from './shared/openai-shape.ts';

/** Sources: mistralai 3.7.0, 2.10.1, 1.12.4 and 0.4.2 (PyPI), @mistralai/mistralai 2.7.0, 1.15.1 and 0.5.0 (npm). */

/** Nothing is tried again unless a retry configuration is given, which has no number of tries: it is bounded by time. */
const clientOptions = {
  retries: { names: { python: ['retry_config'], javascript: ['retryConfig'] }, default: 0 },
  timeout: { names: { python: ['timeout_ms'], javascript: ['timeoutMs'] } },
  baseUrl: { names: { python: ['server_url'], javascript: ['serverURL'] } },
} satisfies Partial<ClientSpec>;

const requestOptions = { argument: 1, retries: 'retries', timeout: 'timeoutMs' } as const;

const perRequest = {
  retries: { names: { python: ['retries'], javascript: [] } },
  timeout: { names: { python: ['timeout_ms'], javascript: [] } },
} satisfies OperationSpec['parameters'];

const sampling = {
  maxOutput: { names: { python: ['max_tokens'], javascript: ['maxTokens'] } },
  stop: { names: ['stop'] },
  temperature: { names: ['temperature'] },
  completions: { names: ['n'] },
  stream: { names: ['stream'] },
  reasoning: { names: { python: ['reasoning_effort'], javascript: ['reasoningEffort'] } },
  outputFormat: { names: { python: ['response_format'], javascript: ['responseFormat'] } },
  cacheKey: { names: { python: ['prompt_cache_key'], javascript: ['promptCacheKey'] } },
  serviceTier: { names: { python: ['service_tier'], javascript: ['serviceTier'] } },
  ...perRequest,
} satisfies OperationSpec['parameters'];

const chat = {
  api: 'openai-chat',
  kind: 'generate',
  parameters: { ...sampling, model: { names: ['model'] }, messages: { names: ['messages'] }, tools: { names: ['tools'] }, toolChoice: { names: { python: ['tool_choice'], javascript: ['toolChoice'] } } },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
  requestOptions,
} satisfies Partial<OperationSpec>;

/** In Python the class of the answer comes first. */
const parsed = { ...chat, parameters: { ...chat.parameters, outputFormat: { ...sampling.outputFormat, position: 0 } } } satisfies Partial<OperationSpec>;

/** The model and the instructions belong to the agent, which is made elsewhere. */
const kept = { names: { python: ['agent_id'], javascript: ['agentId'] } } satisfies ParameterSpec;

const agent = {
  ...chat,
  parameters: { ...sampling, messages: { names: ['messages'] }, previousResponse: kept, tools: { names: ['tools'] }, toolChoice: { names: { python: ['tool_choice'], javascript: ['toolChoice'] } } },
} satisfies Partial<OperationSpec>;

const fim = { ...chat, api: 'openai-completions', parameters: { ...sampling, model: { names: ['model'] }, prompt: { names: ['prompt'] }, documents: { names: ['suffix'] } } } satisfies Partial<OperationSpec>;

const conversation = {
  ...chat,
  api: 'openai-responses',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['instructions'] },
    messages: { names: ['inputs'] },
    previousResponse: kept,
    tools: { names: ['tools'] },
    maxOutput: { names: { python: ['completion_args.max_tokens'], javascript: ['completionArgs.maxTokens'] } },
    stop: { names: { python: ['completion_args.stop'], javascript: ['completionArgs.stop'] } },
    temperature: { names: { python: ['completion_args.temperature'], javascript: ['completionArgs.temperature'] } },
    ...perRequest,
  },
} satisfies Partial<OperationSpec>;

/** One more turn of a conversation, which holds the model, the instructions and what was said. */
const turn = {
  ...conversation,
  parameters: { ...without(conversation.parameters, 'model', 'system', 'tools'), previousResponse: { names: { python: ['conversation_id'], javascript: ['conversationId'] } } },
} satisfies Partial<OperationSpec>;

const responses = {
  ...chat,
  api: 'openai-responses',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['instructions'] },
    messages: { names: ['input'] },
    tools: { names: ['tools'] },
    maxOutput: { names: { python: ['max_output_tokens'], javascript: ['maxOutputTokens'] } },
    temperature: { names: ['temperature'] },
    stream: { names: ['stream'] },
    previousResponse: { names: { python: ['previous_response_id', 'conversation'], javascript: ['previousResponseId', 'conversation'] } },
    ...perRequest,
  },
} satisfies Partial<OperationSpec>;

const embeddings = {
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model'] }, prompt: { names: ['inputs', 'input'] }, ...perRequest },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
  requestOptions,
} satisfies Partial<OperationSpec>;

const CURRENT = ['Mistral', 'client.Mistral', 'sdk.Mistral', 'MistralAzure', 'MistralGCP', 'MistralGoogleCloud'];
const current = { clients: CURRENT } satisfies Partial<OperationSpec>;
const old = { clients: ['MistralClient', 'MistralAsyncClient', 'default'], legacy: 'mistralai 0.x; `Mistral().chat.complete` took its place' } satisfies Partial<OperationSpec>;

/** What the SDKs before 1.0 took. */
const oldChat = {
  ...chat,
  ...old,
  parameters: {
    model: { names: ['model'], position: 1 },
    messages: { names: ['messages'], position: 0 },
    tools: { names: ['tools'] },
    toolChoice: { names: { python: ['tool_choice'], javascript: ['toolChoice'] } },
    maxOutput: { names: { python: ['max_tokens'], javascript: ['maxTokens'] } },
    temperature: { names: ['temperature'] },
    outputFormat: { names: { python: ['response_format'], javascript: ['responseFormat'] } },
  },
} satisfies Partial<OperationSpec>;

const oldCompletion = {
  ...oldChat,
  api: 'openai-completions',
  parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['prompt'], position: 1 }, maxOutput: oldChat.parameters.maxOutput, temperature: { names: ['temperature'] } },
} satisfies Partial<OperationSpec>;

export const mistralai = {
  id: 'mistralai',
  name: 'Mistral SDK',
  provider: 'mistral',
  packages: { python: ['mistralai', 'mistralai_azure', 'mistralai_gcp'], javascript: ['@mistralai/mistralai', '@mistralai/mistralai-azure', '@mistralai/mistralai-gcp'] },
  clients: [
    { names: ['MistralAzure', 'azure.client.MistralAzure'], platform: 'azure', provider: 'mistral', ...clientOptions },
    { names: ['MistralGCP', 'MistralGoogleCloud', 'gcp.client.MistralGCP'], platform: 'vertex', provider: 'mistral', ...clientOptions },
    { names: ['Mistral', 'client.Mistral', 'sdk.Mistral'], platform: 'api', ...clientOptions },
    {
      names: ['MistralClient', 'MistralAsyncClient', 'default'],
      platform: 'api',
      retries: { names: { python: ['max_retries'], javascript: ['#2'] }, default: 5 },
      timeout: { names: { python: ['timeout'], javascript: ['#3'] } },
      baseUrl: { names: { python: ['endpoint'], javascript: ['#1'] } },
    },
  ],
  operations: [
    { ...chat, ...current, paths: ['chat.complete', 'chat.complete_async'], addresses: ['api.mistral.ai/v1/chat/completions'], streaming: 'never' },
    { ...parsed, ...current, paths: ['chat.parse', 'chat.parse_async'], streaming: 'never' },
    { ...chat, ...current, paths: ['chat.stream', 'chat.stream_async'], streaming: 'always' },
    { ...parsed, ...current, paths: ['chat.parse_stream', 'chat.parse_stream_async', 'chat.parseStream'], streaming: 'always' },
    { ...agent, ...current, paths: ['agents.complete', 'agents.complete_async'], addresses: ['api.mistral.ai/v1/agents/completions'], streaming: 'never' },
    { ...agent, ...current, paths: ['agents.stream', 'agents.stream_async'], streaming: 'always' },
    { ...fim, ...current, paths: ['fim.complete', 'fim.complete_async'], addresses: ['api.mistral.ai/v1/fim/completions'], streaming: 'never' },
    { ...fim, ...current, paths: ['fim.stream', 'fim.stream_async'], streaming: 'always' },
    { ...conversation, ...current, paths: ['beta.conversations.start', 'beta.conversations.start_async', 'beta.conversations.run_async'], streaming: 'never' },
    { ...conversation, ...current, paths: ['beta.conversations.start_stream', 'beta.conversations.start_stream_async', 'beta.conversations.startStream', 'beta.conversations.run_stream_async'], streaming: 'always' },
    { ...turn, ...current, verb: 'common', paths: ['beta.conversations.append'], streaming: 'never' },
    { ...turn, ...current, paths: ['append_async', 'restart', 'restart_async'].map((verb) => `beta.conversations.${verb}`), streaming: 'never' },
    { ...turn, ...current, paths: ['append_stream', 'append_stream_async', 'appendStream', 'restart_stream', 'restart_stream_async', 'restartStream'].map((verb) => `beta.conversations.${verb}`), streaming: 'always' },
    { ...responses, ...current, ecosystems: ['python'], paths: ['responses.create', 'responses.create_async'], streaming: 'by-parameter' },
    { ...embeddings, ...current, paths: ['embeddings.create', 'embeddings.create_async'] },
    { ...current, paths: ['batch.jobs.create', 'batch.jobs.create_async'], api: 'other', kind: 'batch', streaming: 'never', parameters: { model: { names: ['model'] } }, requests: { list: ['requests'], field: 'body', of: 'chat.complete' }, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
    { ...oldChat, paths: ['chat'], streaming: 'never' },
    { ...oldChat, paths: ['chat_stream', 'chatStream'], streaming: 'always' },
    { ...oldCompletion, paths: ['completion'], streaming: 'never' },
    { ...oldCompletion, paths: ['completion_stream', 'completionStream'], streaming: 'always' },
    { ...embeddings, ...old, paths: ['embeddings'], parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['input'], position: 1 } } },
  ],
  messages: [
    { paths: ['ChatMessage()', 'models.chat_completion.ChatMessage()'], role: { names: ['role'] }, content: { names: ['content'] } },
    ...(['System', 'User', 'Assistant', 'Tool'] as const).map((name) => ({
      paths: [`${name}Message()`, `models.${name}Message()`],
      role: name.toLowerCase() as 'system' | 'user' | 'assistant' | 'tool',
      content: { names: ['content'] },
    })),
    { paths: ['TextChunk()', 'models.TextChunk()'], role: null, content: { names: ['text'] } },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['NoResponseError', 'MistralConnectionException', 'ConnectionError', 'RequestTimeoutError'],
    permanent: ['HTTPValidationError', 'ResponseValidationError', 'SDKValidationError'],
    // One class for every status: the class alone does not tell.
    base: ['SDKError', 'MistralError', 'MistralException', 'MistralAPIException', 'MistralAPIStatusException', 'HTTPClientError'],
  },
} satisfies SdkSpec;
