import type { ClientSpec, ModelFactorySpec, OperationSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: genkit 1.42.0 and 0.9.12, @genkit-ai/google-genai 1.42.0, @genkit-ai/googleai 1.28.0, @genkit-ai/vertexai 1.42.0, @genkit-ai/compat-oai 1.42.0, @genkit-ai/anthropic 0.3.0, genkitx-ollama 1.42.0 (npm).
 */

interface Plugin {
  readonly packages: readonly string[];
  readonly names: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
  readonly retries: number;
}

const plugins: readonly Plugin[] = [
  { packages: ['@genkit-ai/google-genai', '@genkit-ai/googleai'], names: ['googleAI'], provider: 'google', retries: 0 },
  { packages: ['@genkit-ai/google-genai', '@genkit-ai/vertexai'], names: ['vertexAI'], provider: null, platform: 'vertex', retries: 0 },
  { packages: ['@genkit-ai/compat-oai'], names: ['openAI'], provider: 'openai', retries: 2 },
  { packages: ['@genkit-ai/compat-oai'], names: ['deepSeek'], provider: 'deepseek', retries: 2 },
  { packages: ['@genkit-ai/compat-oai'], names: ['xAI'], provider: 'xai', retries: 2 },
  { packages: ['@genkit-ai/anthropic', 'genkitx-anthropic'], names: ['anthropic'], provider: 'anthropic', retries: 2 },
  { packages: ['genkitx-ollama'], names: ['ollama'], provider: null, platform: 'local', retries: 0 },
];

/** Constants that are one model each, which the plugins had before models were made by their names. */
const constants: readonly { readonly of: Plugin; readonly before: string; readonly ids: Readonly<Record<string, string>> }[] = [
  {
    of: plugins[0]!,
    before: 'googleai/',
    ids: {
      gemini10Pro: 'gemini-1.0-pro', gemini15Pro: 'gemini-1.5-pro', gemini15Flash: 'gemini-1.5-flash', gemini15Flash8b: 'gemini-1.5-flash-8b', gemini20Flash: 'gemini-2.0-flash', gemini20FlashLite: 'gemini-2.0-flash-lite',
      gemini20FlashExp: 'gemini-2.0-flash-exp', gemini20ProExp0205: 'gemini-2.0-pro-exp-02-05', gemini25Flash: 'gemini-2.5-flash', gemini25FlashLite: 'gemini-2.5-flash-lite', gemini25Pro: 'gemini-2.5-pro',
      gemini25FlashPreview0417: 'gemini-2.5-flash-preview-04-17', gemini25ProExp0325: 'gemini-2.5-pro-exp-03-25', gemini25ProPreview0325: 'gemini-2.5-pro-preview-03-25',
      geminiEmbedding001: 'gemini-embedding-001', textEmbedding004: 'text-embedding-004', textEmbeddingGecko001: 'embedding-001',
    },
  },
  {
    of: plugins[1]!,
    before: 'vertexai/',
    ids: {
      gemini10Pro: 'gemini-1.0-pro', gemini15Pro: 'gemini-1.5-pro', gemini15Flash: 'gemini-1.5-flash', gemini20Flash: 'gemini-2.0-flash', gemini20Flash001: 'gemini-2.0-flash-001', gemini20FlashLite: 'gemini-2.0-flash-lite',
      gemini25Flash: 'gemini-2.5-flash', gemini25FlashLite: 'gemini-2.5-flash-lite', gemini25Pro: 'gemini-2.5-pro', claude3Haiku: 'claude-3-haiku', claude3Sonnet: 'claude-3-sonnet', claude3Opus: 'claude-3-opus',
      claude35Sonnet: 'claude-3-5-sonnet', claude35SonnetV2: 'claude-3-5-sonnet-v2', claudeSonnet4: 'claude-sonnet-4', claudeOpus4: 'claude-opus-4', claudeOpus41: 'claude-opus-4-1', mistralLarge: 'mistral-large', mistralNemo: 'mistral-nemo',
      geminiEmbedding001: 'gemini-embedding-001', textEmbedding004: 'text-embedding-004', textEmbedding005: 'text-embedding-005', textMultilingualEmbedding002: 'text-multilingual-embedding-002',
    },
  },
  {
    of: plugins[5]!,
    before: '',
    ids: {
      claude3Haiku: 'claude-3-haiku', claude3Sonnet: 'claude-3-sonnet', claude3Opus: 'claude-3-opus', claude35Haiku: 'claude-3-5-haiku', claude35Sonnet: 'claude-3-5-sonnet', claude37Sonnet: 'claude-3-7-sonnet',
      claude4Sonnet: 'claude-sonnet-4', claude4Opus: 'claude-opus-4', claude45Haiku: 'claude-haiku-4-5', claude45Sonnet: 'claude-sonnet-4-5', claude45Opus: 'claude-opus-4-5',
    },
  },
];

const connection = { platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

const setting = (name: string, ...holders: readonly string[]): readonly string[] => [...holders, ''].map((holder) => `${holder}config.${name}`);

const parametersWith = (...holders: readonly string[]): OperationSpec['parameters'] => ({
  model: { names: [...holders.map((holder) => `${holder}model`), 'model'] },
  system: { names: ['system'] },
  tools: { names: ['tools'] },
  toolChoice: { names: ['toolChoice'] },
  maxOutput: { names: setting('maxOutputTokens', ...holders) },
  stop: { names: setting('stopSequences', ...holders) },
  temperature: { names: setting('temperature', ...holders) },
  reasoning: { names: setting('thinkingConfig', ...holders) },
  outputFormat: { names: ['output.schema', 'output.jsonSchema'] },
  steps: { names: ['maxTurns'] },
  // What may write the request anew before it is sent.
  extraBody: { names: ['use'] },
});

/** What an instance was made with (`genkit({ model })`) holds where a request says nothing. */
const request = { settings: 'path', api: 'other', kind: 'generate', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' }, stepsWhenAbsent: 5 } as const satisfies Partial<OperationSpec>;

const instances = ['genkit', 'Genkit'];
const generate = { ...request, clients: instances, parameters: { ...parametersWith(), prompt: { names: ['prompt', '#0'] }, messages: { names: ['messages'] } } } satisfies Partial<OperationSpec>;

/** A prompt is called with what fills it in, and with settings of its own. */
const prompted = {
  ...request,
  clients: instances.flatMap((name) => [`${name}().definePrompt`, `${name}().prompt`]),
  promptFile: { step: 'prompt', path: 'prompts/*.prompt', model: 'model' },
  request: { javascript: 'arguments' },
  parameters: { ...parametersWith('#1.'), prompt: { names: ['prompt', 'settings#1'] }, messages: { names: ['messages'] } },
} satisfies Partial<OperationSpec>;

const chat = { ...request, clients: instances.map((name) => `${name}().chat`), request: { javascript: 'arguments' }, parameters: { ...parametersWith(), prompt: { names: ['#0.prompt', '#0'] }, messages: { names: ['messages'] } } } satisfies Partial<OperationSpec>;

const embed = {
  clients: instances,
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['embedder'] }, prompt: { names: ['content'] } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

export const genkit = {
  id: 'genkit',
  name: 'Genkit',
  provider: null,
  packages: { python: [], javascript: ['genkit', ...new Set(plugins.flatMap(({ packages }) => packages))] },
  clients: [
    { ...connection, names: instances, packages: ['genkit'] },
    { ...connection, names: instances.flatMap((name) => [`${name}().definePrompt`, `${name}().prompt`, `${name}().chat`]), packages: ['genkit'] },
  ],
  operations: [
    { ...generate, paths: ['generate'], streaming: 'never' },
    { ...generate, paths: ['generateStream'], streaming: 'always' },
    { ...prompted, paths: [''], streaming: 'never' },
    { ...prompted, paths: ['stream'], streaming: 'always' },
    { ...chat, paths: ['send'], streaming: 'never' },
    { ...chat, paths: ['sendStream'], streaming: 'always' },
    { ...embed, paths: ['embed', 'embedMany'] },
  ],
  models: [
    ...plugins.map(({ packages, names, provider, platform, retries }): ModelFactorySpec => ({
      paths: [...names, ...names.map((name) => `${name}.default`)].flatMap((name) => [`${name}.model()`, `${name}.embedder()`]),
      packages,
      provider,
      ...(platform === undefined ? {} : { platform }),
      retries: { names: [], default: retries },
      id: { names: ['#0'] },
    })),
    ...constants.flatMap(({ of: { packages, provider, platform, retries }, before, ids }) =>
      Object.entries(ids).map(([name, id]): ModelFactorySpec => ({ paths: [name, `${name}.withConfig()`, `${name}.withVersion()`], packages, provider, ...(platform === undefined ? {} : { platform }), retries: { names: [], default: retries }, id: `${before}${id}` })),
    ),
    { paths: ['gemini()'], packages: ['@genkit-ai/googleai'], provider: 'google', id: { names: ['#0'] } },
    { paths: ['gemini()'], packages: ['@genkit-ai/vertexai'], provider: null, platform: 'vertex', id: { names: ['#0'] } },
    { paths: ['modelRef()', 'embedderRef()'], packages: ['genkit'], provider: null, id: { names: ['name'] } },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['GenerationBlockedError', 'GenerationResponseError'], base: ['GenkitError'] },
} satisfies SdkSpec;
