import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Source: voyageai 0.5.0 (PyPI). Nothing is tried again unless a number is given. */

const embed = {
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { prompt: { names: ['texts', 'inputs', 'text', 'list_of_text'], position: 0 }, model: { names: ['model'], position: 1 } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

const CLIENTS = ['Client', 'AsyncClient'];

export const voyageai = {
  id: 'voyageai',
  name: 'Voyage AI SDK',
  provider: null,
  packages: { python: ['voyageai'], javascript: [] },
  clients: [{ names: [...CLIENTS, ''], platform: 'custom', retries: { names: ['max_retries'], default: 0 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } }],
  operations: [
    { ...embed, clients: CLIENTS, paths: ['embed', 'contextualized_embed', 'multimodal_embed'] },
    { ...embed, clients: [''], paths: ['get_embedding', 'get_embeddings', 'aget_embedding', 'aget_embeddings'] },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: ['RateLimitError', 'ServiceUnavailableError', 'Timeout', 'APIConnectionError', 'ServerError', 'TryAgain'], permanent: ['InvalidRequestError', 'MalformedRequestError', 'AuthenticationError'], base: ['VoyageError', 'APIError'] },
} satisfies SdkSpec;
