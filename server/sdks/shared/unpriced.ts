import type { OperationSpec, SdkSpec } from '../../core/model/sdk.ts';
import { compatibleChat, eitherCap, openaiCompletions, openaiEmbeddings, openaiResponses, without } from './openai-shape.ts';
import { passThrough, pythonExtras } from './stainless.ts';

/** Python SDKs that take OpenAI's requests at hosts which `server/prices/` has no prices of. */

interface Unpriced {
  readonly id: string;
  readonly name: string;
  readonly modules: readonly string[];
  /** Where people have folders of that name. */
  readonly commonNames?: readonly string[];
  readonly clients: readonly string[];
  readonly retries: number;
  readonly operations: readonly OperationSpec[];
  /** The base of its errors, beside those that all have. */
  readonly error: string;
}

export const unpricedChat = { ...compatibleChat, parameters: { ...compatibleChat.parameters, maxOutput: eitherCap, ...pythonExtras } } satisfies Partial<OperationSpec>;
export const unpricedCompletions = { ...openaiCompletions, parameters: { ...openaiCompletions.parameters, completions: { names: ['n'] }, ...pythonExtras }, cap: { absent: 'model-maximum' } } satisfies Partial<OperationSpec>;
export const unpricedResponses = { ...openaiResponses, parameters: { ...without(openaiResponses.parameters, 'cacheKey', 'outputFormat'), ...pythonExtras } } satisfies Partial<OperationSpec>;
export const unpricedEmbeddings = { ...openaiEmbeddings, parameters: { ...openaiEmbeddings.parameters, ...pythonExtras } } satisfies Partial<OperationSpec>;

export function unpriced({ id, name, modules, commonNames, clients, retries, operations, error }: Unpriced): SdkSpec {
  return {
    id,
    name,
    provider: null,
    packages: { python: modules, javascript: [] },
    ...(commonNames === undefined ? {} : { commonNames }),
    clients: [{ names: clients, platform: 'custom', retries: { names: ['max_retries'], default: retries }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } }],
    operations,
    transparent: passThrough.transparent,
    fluent: ['with_options', 'copy'],
    errors: {
      transient: ['RateLimitError', 'APIConnectionError', 'APITimeoutError', 'InternalServerError', 'ConflictError'],
      permanent: ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'APIResponseValidationError'],
      base: ['APIError', 'APIStatusError', error],
    },
  };
}
