import type { CachingSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { openaiBatch, openaiChat, openaiCompletions, openaiEmbeddings, openaiResponses, without } from './shared/openai-shape.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './shared/stainless.ts';

/** Sources: openai 7.57.0 (npm), openai 3.54.0 (PyPI), and for the older forms openai 0.28.1 (PyPI) and openai 3.2.0 (npm). `test/sdks/` holds them to it. */

/** `request_timeout` is the name of 0.x. */
const extras = { ...pythonExtras, timeout: { names: { python: ['timeout', 'request_timeout'], javascript: [] } } } satisfies Record<string, ParameterSpec>;
const cache = { names: ['prompt_cache_options'] } satisfies ParameterSpec;
const caching = { kind: 'automatic', marker: 'prompt_cache_breakpoint' } satisfies CachingSpec;

const parallelTools = { names: ['parallel_tool_calls'] } satisfies ParameterSpec;

const chat = { ...openaiChat, parameters: { ...openaiChat.parameters, parallelTools, cache, ...extras }, cap: { absent: 'model-maximum', nameForOthers: 'max_tokens' }, caching, requestOptions } satisfies Partial<OperationSpec>;
const responses = { ...openaiResponses, parameters: { ...openaiResponses.parameters, parallelTools, cache, ...extras }, caching, requestOptions } satisfies Partial<OperationSpec>;
const completions = { ...openaiCompletions, parameters: { ...openaiCompletions.parameters, ...extras }, requestOptions } satisfies Partial<OperationSpec>;
const embeddings = { ...openaiEmbeddings, parameters: { ...openaiEmbeddings.parameters, ...extras }, requestOptions } satisfies Partial<OperationSpec>;

/** What every request about a response has, also those that only count or shorten it. */
const responseInput = { ...without(openaiResponses.parameters, 'prompt', 'tools', 'toolChoice', 'maxOutput', 'temperature', 'stream', 'reasoning', 'outputFormat', 'cacheKey', 'serviceTier'), ...extras } satisfies Record<string, ParameterSpec>;

const pythonModule = 'openai 0.x; `chat.completions.create` on a client took its place';
const javascriptApi = 'openai 3.x; `new OpenAI()` took its place';

/** A run of an assistant, which says what the run does not. */
const run = {
  api: 'other',
  kind: 'generate',
  streaming: 'by-parameter',
  legacy: 'the Assistants API; the Responses API took its place',
  parameters: { model: { names: ['model'] }, system: { names: ['instructions'] }, tools: { names: ['tools'] }, maxOutput: { names: ['max_completion_tokens'] } },
  cap: { absent: 'none' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

/** In 0.x a deployment of Azure could be named instead of a model, and `max_tokens` was the only cap. */
const oldModel = { names: ['model', 'engine', 'deployment_id'] } as const;
const oldChat = { ...chat, parameters: { ...chat.parameters, model: oldModel, maxOutput: { names: ['max_tokens'] } }, cap: { absent: 'model-maximum' } } satisfies Partial<OperationSpec>;

export const openai = {
  id: 'openai',
  name: 'OpenAI SDK',
  provider: 'openai',
  // Observers have the same clients under their own names.
  packages: { python: ['openai', 'langfuse.openai', 'posthog.ai.openai'], javascript: ['openai', '@posthog/ai', 'openai-edge'] },
  clients: [
    { names: ['AzureOpenAI', 'AsyncAzureOpenAI'], platform: 'azure', deployment: { names: { python: ['azure_deployment'], javascript: ['deployment'] } }, ...clientOptions },
    { names: ['BedrockOpenAI', 'AsyncBedrockOpenAI'], platform: 'bedrock', ...clientOptions },
    // JavaScript's client before 4.0: it does not retry, and its options are a `Configuration`.
    { names: ['OpenAIApi'], platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } },
    { names: ['OpenAI', 'AsyncOpenAI', 'Client', 'AsyncClient', 'default', ''], packages: ['openai', 'langfuse.openai', 'posthog.ai.openai'], platform: 'api', ...clientOptions },
    { names: ['OpenAI', 'default'], packages: ['@posthog/ai'], platform: 'api', ...clientOptions },
  ],
  operations: [
    { ...chat, paths: ['chat.completions.create'], addresses: ['*/chat/completions', 'openai.azure.com/openai/deployments/{model}/chat/completions'], streaming: 'by-parameter' },
    { ...chat, paths: ['chat.completions.parse'], streaming: 'never' },
    { ...chat, paths: ['chat.completions.stream'], streaming: 'always' },
    { ...chat, paths: ['chat.completions.runTools'], streaming: 'by-parameter' },
    { ...chat, paths: ['beta.chat.completions.create'], ecosystems: ['python'], streaming: 'by-parameter' },
    { ...chat, paths: ['beta.chat.completions.parse'], ecosystems: ['python'], streaming: 'never' },
    { ...chat, paths: ['beta.chat.completions.stream'], ecosystems: ['python'], streaming: 'always' },
    { ...chat, paths: ['beta.chat.completions.parse'], ecosystems: ['javascript'], streaming: 'never', legacy: '`chat.completions.parse` took its place' },
    { ...chat, paths: ['beta.chat.completions.stream'], ecosystems: ['javascript'], streaming: 'always', legacy: '`chat.completions.stream` took its place' },
    { ...chat, paths: ['beta.chat.completions.runTools', 'beta.chat.completions.runFunctions'], ecosystems: ['javascript'], streaming: 'by-parameter', legacy: '`chat.completions.runTools` took its place' },
    { ...responses, paths: ['responses.create', 'beta.responses.create'], addresses: ['*/responses'], streaming: 'by-parameter' },
    { ...responses, paths: ['responses.connect().response.create', 'beta.responses.connect().response.create'], ecosystems: ['python'], streaming: 'always' },
    { ...responses, paths: ['responses.parse'], streaming: 'never' },
    { ...responses, paths: ['responses.stream'], streaming: 'always' },
    { ...responses, paths: ['responses.compact', 'beta.responses.compact'], parameters: responseInput, streaming: 'never', cap: { absent: 'none' } },
    {
      ...responses,
      paths: ['responses.input_tokens.count', 'responses.inputTokens.count', 'beta.responses.input_tokens.count', 'beta.responses.inputTokens.count'],
      verb: 'common',
      kind: 'count',
      parameters: { ...responseInput, tools: { names: ['tools'] } },
      streaming: 'never',
      cap: { absent: 'none' },
    },
    { ...completions, paths: ['completions.create'], addresses: ['*/completions', 'openai.azure.com/openai/deployments/{model}/completions'] },
    { ...embeddings, paths: ['embeddings.create'], addresses: ['*/embeddings', 'openai.azure.com/openai/deployments/{model}/embeddings'] },
    // Answers are picked from the choices that a question lists, so there is no text to cap.
    {
      paths: ['decisions.create'],
      api: 'other',
      kind: 'generate',
      streaming: 'never',
      parameters: { model: { names: ['model'] }, messages: { names: ['input'] }, cache, cacheKey: openaiChat.parameters.cacheKey, ...extras },
      cap: { absent: 'none' },
      caching: { kind: 'automatic' },
      requestOptions,
    },
    { ...openaiBatch, paths: ['batches.create'], requestOptions },
    // In JavaScript the thread stands before the request.
    { ...run, request: { javascript: 1 }, paths: ['create', 'create_and_poll', 'createAndPoll', 'create_and_stream', 'createAndStream', 'stream'].map((verb) => `beta.threads.runs.${verb}`) },
    { ...run, paths: ['create_and_run', 'createAndRun', 'create_and_run_poll', 'createAndRunPoll', 'create_and_run_stream', 'createAndRunStream'].map((verb) => `beta.threads.${verb}`) },
    // The run goes on with what its tools gave; its model and instructions stand where it was made.
    { ...run, request: { javascript: 1 }, parameters: {}, paths: ['submit_tool_outputs', 'submit_tool_outputs_and_poll', 'submit_tool_outputs_stream', 'submitToolOutputs', 'submitToolOutputsAndPoll', 'submitToolOutputsStream'].map((verb) => `beta.threads.runs.${verb}`) },
    { ...oldChat, paths: ['ChatCompletion.create', 'ChatCompletion.acreate'], ecosystems: ['python'], streaming: 'by-parameter', legacy: pythonModule },
    { ...completions, parameters: { ...completions.parameters, model: oldModel }, paths: ['Completion.create', 'Completion.acreate'], ecosystems: ['python'], legacy: pythonModule },
    { ...embeddings, parameters: { ...embeddings.parameters, model: oldModel }, paths: ['Embedding.create', 'Embedding.acreate'], ecosystems: ['python'], legacy: pythonModule },
    // The first argument is a text or a list of them.
    { ...embeddings, parameters: { model: { names: ['engine', 'model'], position: 1 }, prompt: { names: ['text', 'list_of_text'], position: 0 } }, clients: [''], paths: ['get_embedding', 'aget_embedding', 'get_embeddings', 'aget_embeddings'], ecosystems: ['python'], legacy: 'openai 0.x; `embeddings.create` on a client took its place' },
    { ...oldChat, paths: ['createChatCompletion'], ecosystems: ['javascript'], streaming: 'by-parameter', legacy: javascriptApi },
    { ...completions, paths: ['createCompletion'], ecosystems: ['javascript'], legacy: javascriptApi },
    { ...embeddings, paths: ['createEmbedding'], ecosystems: ['javascript'], legacy: javascriptApi },
  ],
  messages: (['System', 'Developer', 'User', 'Assistant', 'Tool'] as const).map((name) => ({
    paths: ['', 'types.chat.'].map((from) => `${from}ChatCompletion${name}MessageParam()`),
    role: name === 'Developer' ? 'system' : (name.toLowerCase() as 'system' | 'user' | 'assistant' | 'tool'),
    content: { names: ['content'] },
  })),
  ...passThrough,
  // An observer's module has the SDK's in it: `from langfuse.openai import openai`.
  transparent: [...passThrough.transparent, 'openai'],
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError', 'ServiceUnavailableError', 'Timeout', 'TryAgain'],
    permanent: [
      'BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'OAuthError', 'InvalidRequestError', 'PermissionError', 'InvalidAPIType',
      'LengthFinishReasonError', 'ContentFilterFinishReasonError',
    ],
    base: ['APIError', 'APIStatusError', 'OpenAIError'],
  },
} satisfies SdkSpec;
