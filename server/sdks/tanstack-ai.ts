import type { ClientSpec, ModelFactorySpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: @tanstack/ai 0.58.0, @tanstack/ai-openai 0.23.1, @tanstack/ai-anthropic 0.18.11, @tanstack/ai-gemini 0.32.0, @tanstack/ai-openrouter 0.19.6, @tanstack/ai-ollama 0.11.11, @tanstack/ai-grok 0.18.3 (npm).
 *
 * Deliberately absent: what makes pictures, sound and films, and the hooks of user interfaces, which ask a server.
 */

interface Provider {
  readonly name: string;
  /** Functions whose first argument names the model. */
  readonly makes: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: 'local';
  readonly api?: OperationSpec['api'];
}

const providers: readonly Provider[] = [
  { name: 'openai', makes: ['openaiText', 'createOpenaiChat', 'openaiSummarize', 'createOpenaiSummarize'], provider: 'openai', api: 'openai-responses' },
  { name: 'openai', makes: ['openaiChatCompletions', 'createOpenaiChatCompletions'], provider: 'openai', api: 'openai-chat' },
  { name: 'openai', makes: ['openaiEmbedding', 'createOpenaiEmbedding'], provider: 'openai' },
  { name: 'anthropic', makes: ['anthropicText', 'createAnthropicChat', 'anthropicSummarize', 'createAnthropicSummarize'], provider: 'anthropic' },
  { name: 'gemini', makes: ['geminiText', 'createGeminiChat', 'geminiSummarize', 'createGeminiSummarize'], provider: 'google' },
  { name: 'grok', makes: ['grokText', 'createGrokText', 'grokSummarize', 'createGrokSummarize'], provider: 'xai' },
  { name: 'openrouter', makes: ['openRouterText', 'createOpenRouterText', 'openRouterResponsesText', 'createOpenRouterResponsesText'], provider: 'openrouter' },
  { name: 'ollama', makes: ['ollamaText', 'createOllamaChat', 'ollamaSummarize', 'createOllamaSummarize'], provider: null, platform: 'local' },
];

const connection = { platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** Settings of the model have their provider's own names. */
const settings = (...names: readonly string[]): readonly string[] => names.map((name) => `modelOptions.${name}`);

const ask = {
  clients: [''],
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['adapter'] },
    system: { names: ['systemPrompts'] },
    messages: { names: ['messages'] },
    tools: { names: ['tools'] },
    maxOutput: { names: settings('max_output_tokens', 'max_tokens', 'maxOutputTokens', 'max_completion_tokens') },
    temperature: { names: settings('temperature') },
    reasoning: { names: settings('reasoning', 'thinking', 'thinkingConfig') },
    outputFormat: { names: ['outputSchema'] },
    stream: { names: ['stream'] },
    steps: { names: ['agentLoopStrategy'] },
    timeout: { names: ['abortController'] },
    // What may write the request anew before it is sent.
    extraBody: { names: ['middleware'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const tanstackAi = {
  id: 'tanstack-ai',
  name: 'TanStack AI',
  provider: null,
  packages: { python: [], javascript: ['@tanstack/ai', ...new Set(providers.map(({ name }) => `@tanstack/ai-${name}`))] },
  clients: [{ ...connection, names: [''], packages: ['@tanstack/ai'] }],
  operations: [
    { ...ask, paths: ['chat'], streaming: 'always', stepsWhenAbsent: 5 },
    { ...ask, paths: ['summarize'], streaming: 'by-parameter', parameters: { model: ask.parameters.model, prompt: { names: ['text'] }, stream: ask.parameters.stream } },
    { clients: [''], paths: ['embed'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: { names: ['adapter'] }, prompt: { names: ['input'] } }, cap: { absent: 'none' }, caching: { kind: 'none' } },
  ],
  models: providers.map(({ name, makes, provider, platform, api }): ModelFactorySpec => ({
    paths: makes.map((made) => `${made}()`),
    packages: [`@tanstack/ai-${name}`],
    provider,
    ...(platform === undefined ? {} : { platform }),
    ...(api === undefined ? {} : { api }),
    id: { names: ['model'], position: 0 },
  })),
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['DuplicateToolNameError', 'StandardSchemaValidationError'], base: [] },
} satisfies SdkSpec;
