import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, without } from './shared/openai-shape.ts';

/** Sources: huggingface_hub 2.4.0 (PyPI), @huggingface/inference 4.13.30, 3.15.0 and 2.8.1 (npm). The price is that of the provider a request is routed to, which the model's name does not tell. */

/** The client is built with a model, which a call may override. */
const model = { names: ['model'], settingsPosition: 0 } as const;

/** The servers' own default: a hundred tokens. */
const shared = { kind: 'generate', cap: { absent: 'fixed', tokens: 100 }, caching: { kind: 'none' }, streaming: 'by-parameter' } as const satisfies Partial<OperationSpec>;

const inPython = { ...shared, ecosystems: ['python'], settings: 'path' } satisfies Partial<OperationSpec>;
const inJavascript = { ...shared, ecosystems: ['javascript'] } satisfies Partial<OperationSpec>;

const chat = {
  ...compatibleChat,
  parameters: { ...without(compatibleChat.parameters, 'reasoning'), model, messages: { names: ['messages'], position: 0 } },
} satisfies Partial<OperationSpec>;

const text = {
  api: 'openai-completions',
  parameters: {
    model: { names: ['model'] },
    prompt: { names: ['inputs'] },
    maxOutput: { names: ['parameters.max_new_tokens'] },
    stop: { names: ['parameters.stop'] },
    temperature: { names: ['parameters.temperature'] },
    completions: { names: ['parameters.best_of'] },
  },
} satisfies Partial<OperationSpec>;

export const huggingface = {
  id: 'huggingface',
  name: 'Hugging Face Inference client',
  provider: null,
  packages: { python: ['huggingface_hub'], javascript: ['@huggingface/inference'] },
  clients: [
    { names: ['InferenceClient', 'AsyncInferenceClient'], packages: ['huggingface_hub'], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } },
    // What a server that is not ready refuses is sent again, and costs nothing.
    { names: ['InferenceClient', 'HfInference', 'InferenceClientEndpoint', 'HfInferenceEndpoint', ''], packages: ['@huggingface/inference'], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: ['endpointUrl'] } },
  ],
  operations: [
    { ...chat, ...inPython, paths: ['chat_completion', 'chat.completions.create'] },
    { ...chat, ...inJavascript, paths: ['chatCompletion'], streaming: 'never' },
    { ...chat, ...inJavascript, paths: ['chatCompletionStream'], streaming: 'always' },
    { ...text, ...inJavascript, paths: ['textGeneration'], streaming: 'never' },
    { ...text, ...inJavascript, paths: ['textGenerationStream'], streaming: 'always' },
    {
      ...inPython,
      paths: ['text_generation'],
      api: 'openai-completions',
      parameters: { model, prompt: { names: ['prompt'], position: 0 }, maxOutput: { names: ['max_new_tokens'] }, stop: { names: ['stop'] }, temperature: { names: ['temperature'] }, completions: { names: ['best_of'] }, stream: { names: ['stream'] } },
    },
    { ...inJavascript, paths: ['featureExtraction'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: { names: ['model'] }, prompt: { names: ['inputs'] } }, cap: { absent: 'none' } },
    { ...inPython, paths: ['feature_extraction'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model, prompt: { names: ['text'], position: 0 } }, cap: { absent: 'none' } },
  ],
  transparent: [],
  fluent: ['endpoint'],
  errors: { transient: ['InferenceTimeoutError', 'OverloadedError'], permanent: ['BadRequestError', 'ValidationError', 'InferenceClientInputError', 'InferenceClientRoutingError'], base: ['HfHubHTTPError', 'TextGenerationError', 'InferenceClientError', 'InferenceClientProviderApiError'] },
} satisfies SdkSpec;
