import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, without } from './shared/openai-shape.ts';

/** Sources: ai21 4.3.0 and 2.15.1 (PyPI). */

const CLIENTS = ['AI21Client', 'AsyncAI21Client'];
const OF_BEDROCK = ['AI21BedrockClient', 'AsyncAI21BedrockClient'];
const ELSEWHERE = ['AI21AzureClient', 'AsyncAI21AzureClient'];

const chat = {
  ...compatibleChat,
  parameters: { ...without(compatibleChat.parameters, 'reasoning', 'toolChoice'), messages: { names: ['messages'] }, documents: { names: ['documents'] } },
} satisfies Partial<OperationSpec>;

const completion = {
  api: 'openai-completions',
  kind: 'generate',
  streaming: 'never',
  legacy: 'Jurassic; Jamba took its place',
  parameters: { model: { names: ['model'] }, prompt: { names: ['prompt'], position: 0 }, maxOutput: { names: ['max_tokens'] }, stop: { names: ['stop_sequences'] }, temperature: { names: ['temperature'] }, completions: { names: ['num_results'] } },
  cap: { absent: 'fixed', tokens: 16 },
  caching: { kind: 'none' },
} as const satisfies Partial<OperationSpec>;

const connection = { retries: { names: ['num_retries'], default: 0 }, timeout: { names: ['timeout_sec'] }, baseUrl: { names: ['api_host', 'base_url'] } } satisfies Partial<ClientSpec>;

export const ai21 = {
  id: 'ai21',
  name: 'AI21 SDK',
  provider: null,
  packages: { python: ['ai21'], javascript: [] },
  clients: [
    { names: OF_BEDROCK, platform: 'bedrock', ...connection },
    { names: [...CLIENTS, ...ELSEWHERE], platform: 'custom', ...connection },
  ],
  operations: [
    { ...chat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...completion, clients: [...CLIENTS, ...OF_BEDROCK], paths: ['completion.create'] },
  ],
  messages: [{ paths: ['ChatMessage()', 'models.chat.ChatMessage()'], role: { names: ['role'] }, content: { names: ['content'] } }],
  transparent: [],
  fluent: [],
  errors: { transient: ['TooManyRequestsError', 'ServiceUnavailable'], permanent: ['BadRequest', 'Unauthorized', 'AccessDenied', 'NotFound', 'UnprocessableEntity'], base: ['AI21Error', 'AI21APIError'] },
} satisfies SdkSpec;
