import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiBatch, openaiChat, openaiCompletions, openaiEmbeddings } from './shared/openai-shape.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './shared/stainless.ts';

/** Sources: together 3.1.1 and 1.6.0 (PyPI), together-ai 0.52.0 (npm). The Python SDK before 2.0 tried five times again. For the classes without a client: together 0.2.11 (PyPI). */

const chat = {
  ...compatibleChat,
  parameters: {
    ...compatibleChat.parameters,
    toolChoice: openaiChat.parameters.toolChoice,
    reasoning: { names: ['reasoning_effort', 'reasoning'] },
    ...pythonExtras,
  },
  requestOptions,
} satisfies Partial<OperationSpec>;

const CLIENTS = ['Together', 'AsyncTogether', 'default', 'Client', 'AsyncClient'];
const current = { clients: CLIENTS } satisfies Partial<OperationSpec>;

/** Before there were clients. */
const old = { clients: [''], ecosystems: ['python'], legacy: 'together 0.x; `Together().completions.create` took its place' } as const satisfies Partial<OperationSpec>;
const oldText = { ...old, cap: { absent: 'fixed', tokens: 128 }, parameters: { ...openaiCompletions.parameters, prompt: { names: ['prompt'], position: 0 }, model: { names: ['model'], position: 1 }, maxOutput: { names: ['max_tokens'], position: 2 }, completions: { names: [] } } } as const satisfies Partial<OperationSpec>;

export const together = {
  id: 'together',
  name: 'Together SDK',
  provider: 'together',
  packages: { python: ['together'], javascript: ['together-ai'] },
  clients: [
    { names: CLIENTS, platform: 'api', ...clientOptions },
    { names: [''], packages: ['together'], platform: 'api', ...clientOptions, retries: { names: [], default: 5 } },
  ],
  operations: [
    { ...chat, ...current, paths: ['chat.completions.create'], addresses: ['api.together.xyz/v1/chat/completions'], streaming: 'by-parameter' },
    { ...chat, ...current, paths: ['chat.completions.stream'], ecosystems: ['javascript'], streaming: 'always' },
    {
      ...openaiCompletions,
      ...current,
      paths: ['completions.create'],
      addresses: ['api.together.xyz/v1/completions'],
      parameters: { ...openaiCompletions.parameters, completions: { names: ['n'] }, ...pythonExtras },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
      requestOptions,
    },
    { ...openaiEmbeddings, ...current, paths: ['embeddings.create'], parameters: { ...openaiEmbeddings.parameters, ...pythonExtras }, requestOptions },
    { ...openaiBatch, ...current, paths: ['batches.create', 'batches.create_batch'], requestOptions },
    { ...openaiCompletions, ...oldText, paths: ['Complete.create', 'Completion.create', 'AsyncComplete.create'], streaming: 'by-parameter' },
    { ...openaiCompletions, ...oldText, paths: ['Complete.create_streaming'], streaming: 'always' },
    { ...openaiEmbeddings, ...old, paths: ['Embeddings.create'], parameters: { prompt: { names: ['input'], position: 0 }, model: { names: ['model'], position: 1 } } },
  ],
  ...passThrough,
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError', 'ServiceUnavailableError', 'Timeout'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'InvalidRequestError', 'APIResponseValidationError'],
    base: ['APIError', 'APIStatusError', 'TogetherError', 'TogetherException'],
  },
} satisfies SdkSpec;
