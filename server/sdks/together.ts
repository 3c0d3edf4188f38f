import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiBatch, openaiChat, openaiCompletions, openaiEmbeddings } from './shared/openai-shape.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './shared/stainless.ts';

/** Sources: together 3.1.1 and 1.6.0 (PyPI), together-ai 0.52.0 (npm). The Python SDK before 2.0 tried five times again. */

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

export const together = {
  id: 'together',
  name: 'Together SDK',
  provider: 'together',
  packages: { python: ['together'], javascript: ['together-ai'] },
  clients: [{ names: ['Together', 'AsyncTogether', 'default', 'Client', 'AsyncClient'], platform: 'api', ...clientOptions }],
  operations: [
    { ...chat, paths: ['chat.completions.create'], addresses: ['api.together.xyz/v1/chat/completions'], streaming: 'by-parameter' },
    { ...chat, paths: ['chat.completions.stream'], ecosystems: ['javascript'], streaming: 'always' },
    {
      ...openaiCompletions,
      paths: ['completions.create'],
      addresses: ['api.together.xyz/v1/completions'],
      parameters: { ...openaiCompletions.parameters, completions: { names: ['n'] }, ...pythonExtras },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
      requestOptions,
    },
    { ...openaiEmbeddings, paths: ['embeddings.create'], parameters: { ...openaiEmbeddings.parameters, ...pythonExtras }, requestOptions },
    { ...openaiBatch, paths: ['batches.create', 'batches.create_batch'], requestOptions },
  ],
  ...passThrough,
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError', 'ServiceUnavailableError', 'Timeout'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'InvalidRequestError', 'APIResponseValidationError'],
    base: ['APIError', 'APIStatusError', 'TogetherError', 'TogetherException'],
  },
} satisfies SdkSpec;
