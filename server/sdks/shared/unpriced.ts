import type { OperationSpec, SdkSpec } from '../../core/model/sdk.ts';
import { compatibleChat, eitherCap, openaiCompletions, openaiEmbeddings, openaiResponses, without } from './openai-shape.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './stainless.ts';

/** SDKs, most of Python alone, that take OpenAI's requests at hosts which `server/prices/` has no prices of. */

interface Unpriced {
  readonly id: string;
  readonly name: string;
  /** Python's. */
  readonly modules: readonly string[];
  /** Packages of JavaScript, where it has them, whose options are those of all SDKs that Stainless generates. */
  readonly javascript?: readonly string[];
  /** Where people have folders of that name. */
  readonly commonNames?: readonly string[];
  readonly clients: readonly string[];
  readonly retries: number;
  readonly operations: readonly OperationSpec[];
  /** The base of its errors, beside those that all have. */
  readonly error: string;
}

export const unpricedChat = { ...compatibleChat, parameters: { ...compatibleChat.parameters, maxOutput: eitherCap, ...pythonExtras }, requestOptions } satisfies Partial<OperationSpec>;
export const unpricedCompletions = { ...openaiCompletions, parameters: { ...openaiCompletions.parameters, completions: { names: ['n'] }, ...pythonExtras }, cap: { absent: 'model-maximum' }, requestOptions } satisfies Partial<OperationSpec>;
export const unpricedResponses = { ...openaiResponses, parameters: { ...without(openaiResponses.parameters, 'cacheKey', 'outputFormat'), ...pythonExtras }, requestOptions } satisfies Partial<OperationSpec>;
export const unpricedEmbeddings = { ...openaiEmbeddings, parameters: { ...openaiEmbeddings.parameters, ...pythonExtras }, requestOptions } satisfies Partial<OperationSpec>;

export function unpriced({ id, name, modules, javascript, commonNames, clients, retries, operations, error }: Unpriced): SdkSpec {
  return {
    id,
    name,
    provider: null,
    packages: { python: modules, javascript: javascript ?? [] },
    ...(commonNames === undefined ? {} : { commonNames }),
    clients: [
      javascript === undefined
        ? { names: clients, platform: 'custom', retries: { names: ['max_retries'], default: retries }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } }
        : { names: [...clients, 'default'], platform: 'custom', ...clientOptions, retries: { ...clientOptions.retries, default: retries } },
    ],
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
