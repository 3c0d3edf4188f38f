import type { SdkSpec } from '../core/model/sdk.ts';
import { unpriced, unpricedChat as chat, unpricedEmbeddings } from './shared/unpriced.ts';

/** Sources: zai-sdk 0.2.3 and zhipuai 2.1.5 (PyPI). */

const unpricedChat = { ...chat, parameters: { ...chat.parameters, maxOutput: { names: ['max_tokens'] } } };

const base = unpriced({
  id: 'zhipuai',
  name: 'Z.ai SDK',
  modules: ['zhipuai', 'zai'],
  commonNames: ['zai'],
  clients: ['ZhipuAI', 'ZaiClient', 'ZhipuAiClient'],
  retries: 3,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    // The answer is fetched later.
    { ...unpricedChat, paths: ['chat.asyncCompletions.create'], streaming: 'never' },
    { ...unpricedEmbeddings, paths: ['embeddings.create'] },
  ],
  error: 'ZhipuAIError',
});

export const zhipuai = {
  ...base,
  transparent: [],
  fluent: [],
  errors: { transient: ['APIReachLimitError', 'APIInternalError', 'APIServerFlowExceedError', 'APIConnectionError', 'APITimeoutError'], permanent: ['APIRequestFailedError', 'APIAuthenticationError', 'APIResponseValidationError'], base: ['ZhipuAIError', 'APIStatusError'] },
} satisfies SdkSpec;
