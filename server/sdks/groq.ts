import type { SdkSpec } from '../core/model/sdk.ts';
import { openaiBatch, openaiChat, openaiEmbeddings, without } from './shared/openai-shape.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './shared/stainless.ts';

/** Sources: groq 1.7.0 (PyPI), groq-sdk 1.6.0 and 0.3.0 (npm). */

export const groq = {
  id: 'groq',
  name: 'Groq SDK',
  provider: 'groq',
  packages: { python: ['groq'], javascript: ['groq-sdk'] },
  clients: [{ names: ['Groq', 'AsyncGroq', 'default', 'Client', 'AsyncClient'], platform: 'api', ...clientOptions }],
  operations: [
    {
      ...openaiChat,
      paths: ['chat.completions.create'],
      addresses: ['api.groq.com/openai/v1/chat/completions'],
      streaming: 'by-parameter',
      parameters: { ...without(openaiChat.parameters, 'cacheKey', 'modalities'), ...pythonExtras },
      requestOptions,
    },
    { ...openaiEmbeddings, paths: ['embeddings.create'], parameters: { ...openaiEmbeddings.parameters, ...pythonExtras }, requestOptions },
    { ...openaiBatch, paths: ['batches.create'], requestOptions },
  ],
  ...passThrough,
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'InternalServerError', 'ConflictError'],
    permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'APIResponseValidationError'],
    base: ['APIError', 'APIStatusError', 'GroqError'],
  },
} satisfies SdkSpec;
