import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiChat } from './shared/openai-shape.ts';

/** Source: aisuite 0.2.0 (PyPI). The model's name carries the provider: `openai:gpt-…`. */

const chat = {
  ...compatibleChat,
  // With a number of turns it runs tools by itself.
  parameters: { ...compatibleChat.parameters, maxOutput: openaiChat.parameters.maxOutput, steps: { names: ['max_turns'] } },
  // What is given is passed on as it is.
  cap: { absent: 'model-maximum', nameForOthers: 'max_tokens' },
} satisfies Partial<OperationSpec>;

export const aisuite = {
  id: 'aisuite',
  name: 'aisuite',
  provider: null,
  packages: { python: ['aisuite'], javascript: [] },
  // The SDK of each provider retries as it does by itself.
  clients: [{ names: ['Client'], platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  operations: [{ ...chat, paths: ['chat.completions.create', 'chat.completions.acreate'], streaming: 'by-parameter' }],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: ['LLMError'] },
} satisfies SdkSpec;
