import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, without } from './shared/openai-shape.ts';

/** Source: huggingface_hub 2.4.0 (PyPI). The price is that of the provider a request is routed to, which the model's name does not tell. */

/** The client is built with a model, which a call may override. */
const model = { names: ['model'], settingsPosition: 0 } as const;

/** The clients' own default: a hundred tokens. */
const shared = { settings: 'path', kind: 'generate', cap: { absent: 'fixed', tokens: 100 }, caching: { kind: 'none' }, streaming: 'by-parameter' } as const satisfies Partial<OperationSpec>;

export const huggingface = {
  id: 'huggingface',
  name: 'Hugging Face Inference client',
  provider: null,
  packages: { python: ['huggingface_hub'], javascript: [] },
  clients: [{ names: ['InferenceClient', 'AsyncInferenceClient'], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } }],
  operations: [
    {
      ...compatibleChat,
      ...shared,
      paths: ['chat_completion', 'chat.completions.create'],
      parameters: { ...without(compatibleChat.parameters, 'reasoning'), model, messages: { names: ['messages'], position: 0 } },
    },
    {
      ...shared,
      paths: ['text_generation'],
      api: 'openai-completions',
      parameters: { model, prompt: { names: ['prompt'], position: 0 }, maxOutput: { names: ['max_new_tokens'] }, stop: { names: ['stop'] }, temperature: { names: ['temperature'] }, completions: { names: ['best_of'] }, stream: { names: ['stream'] } },
    },
    { ...shared, paths: ['feature_extraction'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model, prompt: { names: ['text'], position: 0 } }, cap: { absent: 'none' } },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: ['InferenceTimeoutError', 'OverloadedError'], permanent: ['BadRequestError', 'ValidationError'], base: ['HfHubHTTPError', 'TextGenerationError'] },
} satisfies SdkSpec;
