import type { OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { openaiChat, openaiEmbeddings, openaiResponses } from './shared/openai-shape.ts';

/** Sources: @openrouter/sdk 1.3.19, 0.9.11 and 0.1.0 (npm), openrouter 1.3.84 (PyPI). OpenRouter's provider for the AI SDK is in `vercel-ai.ts`. */

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** In Python the names are those on the wire; in JavaScript they are in camel case, inside a field of the request in most versions. */
const inRequest = (fields: readonly string[], table: Readonly<Record<string, ParameterSpec>>): OperationSpec['parameters'] =>
  Object.fromEntries(
    Object.entries(table).map(([name, { names }]) => {
      const wire = 'python' in names ? names.python : names;
      return [name, { names: { python: wire, javascript: wire.map(camel).flatMap((own) => [...fields.map((field) => `${field}.${own}`), own]) } }];
    }),
  );

const beside = {
  retries: { names: { python: ['retries'], javascript: [] } },
  timeout: { names: { python: ['timeout_ms'], javascript: [] } },
} satisfies OperationSpec['parameters'];

const requestOptions = { argument: 1, retries: 'retries', timeout: 'timeoutMs' } as const;

/** `models` are what is asked where the first one fails. */
const model = { names: ['model', 'models'] };
const ofChat = { ...openaiChat.parameters, model, tools: { names: ['tools'] }, toolChoice: { names: ['tool_choice'] } };
const ofResponse = { ...openaiResponses.parameters, model, outputFormat: { names: ['text.format', 'text'] } };
const responses = { ...openaiResponses, streaming: 'by-parameter', requestOptions } satisfies Partial<OperationSpec>;

export const openrouter = {
  id: 'openrouter',
  name: 'OpenRouter SDK',
  provider: 'openrouter',
  packages: { python: ['openrouter'], javascript: ['@openrouter/sdk'] },
  commonNames: ['openrouter'],
  clients: [
    {
      names: ['OpenRouter'],
      platform: 'api',
      // Server errors are tried again for an hour, whatever the number.
      retries: { names: { python: ['retry_config'], javascript: ['retryConfig'] }, default: null },
      timeout: { names: { python: ['timeout_ms'], javascript: ['timeoutMs'] } },
      baseUrl: { names: { python: ['server_url'], javascript: ['serverURL'] } },
    },
  ],
  operations: [
    {
      ...openaiChat,
      paths: ['chat.send', 'chat.send_async'],
      streaming: 'by-parameter',
      parameters: { ...inRequest(['chatRequest', 'chatGenerationParams'], ofChat), ...beside },
      requestOptions,
    },
    { ...responses, paths: ['responses.send', 'responses.send_async', 'beta.responses.send', 'beta.responses.send_async'], parameters: { ...inRequest(['responsesRequest', 'openResponsesRequest'], ofResponse), ...beside } },
    // Tools are run and their results sent back until the model is done.
    { ...responses, ecosystems: ['javascript'], paths: ['callModel'], parameters: inRequest([], ofResponse), streaming: 'always' },
    { ...openaiEmbeddings, paths: ['embeddings.generate', 'embeddings.generate_async'], parameters: { ...inRequest(['requestBody'], openaiEmbeddings.parameters), ...beside }, requestOptions },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['TooManyRequestsResponseError', 'InternalServerResponseError', 'BadGatewayResponseError', 'ServiceUnavailableResponseError', 'RequestTimeoutResponseError', 'ProviderOverloadedResponseError', 'ConnectionError', 'RequestTimeoutError'],
    permanent: ['BadRequestResponseError', 'UnauthorizedResponseError', 'PaymentRequiredResponseError', 'ForbiddenResponseError', 'NotFoundResponseError', 'UnprocessableEntityResponseError', 'PayloadTooLargeResponseError'],
    base: ['OpenRouterError', 'OpenRouterDefaultError'],
  },
} satisfies SdkSpec;
