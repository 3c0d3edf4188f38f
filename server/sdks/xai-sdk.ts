import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiChat, without } from './shared/openai-shape.ts';

/** Sources: xai-sdk 1.21.0 and 1.0.0 (PyPI). It speaks gRPC; in JavaScript the provider is reached through OpenAI's client or the AI SDK. */

/** A chat is made with the model and its settings; `chat.append(…)` adds messages to it, which are not followed. */
const chat = {
  ...compatibleChat,
  settings: 'steps',
  parameters: {
    ...without(compatibleChat.parameters, 'completions', 'stream'),
    model: { names: ['model', 'create#0'] },
    serviceTier: openaiChat.parameters.serviceTier,
    previousResponse: { names: ['previous_response_id'] },
  },
} satisfies Partial<OperationSpec>;

const several = { ...chat, parameters: { ...chat.parameters, completions: { names: ['n'], position: 0 } } } satisfies Partial<OperationSpec>;
const parsed = { ...chat, parameters: { ...chat.parameters, outputFormat: { names: ['shape', 'response_format'], position: 0 } } } satisfies Partial<OperationSpec>;

const ofChat = (...names: readonly string[]): readonly string[] => names.map((name) => `chat.create().${name}`);

export const xaiSdk = {
  id: 'xai-sdk',
  name: 'xAI SDK',
  provider: 'xai',
  packages: { python: ['xai_sdk'], javascript: [] },
  clients: [
    {
      names: ['Client', 'AsyncClient', 'sync.client.Client', 'aio.client.Client'],
      platform: 'api',
      // gRPC's own retries, five tries where the service is not available; they are set by channel options, which have no name of their own.
      retries: { names: [], default: 4 },
      timeout: { names: ['timeout'] },
      baseUrl: { names: ['api_host'] },
    },
  ],
  operations: [
    { ...chat, paths: ofChat('sample', 'defer'), streaming: 'never' },
    { ...chat, paths: ofChat('stream'), streaming: 'always' },
    { ...several, paths: ofChat('sample_batch', 'defer_batch'), streaming: 'never' },
    { ...several, paths: ofChat('stream_batch'), streaming: 'always' },
    { ...parsed, paths: ofChat('parse'), streaming: 'never' },
    { paths: ['tokenize.tokenize_text'], api: 'other', kind: 'count', streaming: 'never', parameters: { model: { names: ['model'], position: 1 }, prompt: { names: ['text'], position: 0 } }, cap: { absent: 'none' }, caching: { kind: 'none' } },
    // The requests are chats that were made elsewhere.
    { paths: ['batch.add'], verb: 'common', api: 'other', kind: 'batch', streaming: 'never', parameters: {}, cap: { absent: 'none' }, caching: { kind: 'none' } },
  ],
  messages: [
    ...(['system', 'user', 'assistant', 'developer'] as const).map((role) => ({ paths: [`${role}()`, `chat.${role}()`], role: role === 'developer' ? ('system' as const) : role, content: { names: ['content'], position: 0 } })),
    { paths: ['tool_result()', 'chat.tool_result()'], role: 'tool', content: { names: ['result'], position: 0 } },
    { paths: ['text()', 'chat.text()'], role: null, content: { names: ['content'], position: 0 } },
  ],
  transparent: [],
  // It returns the chat itself.
  fluent: ['append'],
  errors: { transient: [], permanent: [], base: ['RpcError', 'AioRpcError'] },
} satisfies SdkSpec;
