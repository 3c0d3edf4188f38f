import type { CachingSpec, ClientSpec, ModelFactorySpec, OperationSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: ai 7.0.173, 6.0.326, 5.0.277 and 4.3.19, @ai-sdk/openai 4.0.118, @ai-sdk/anthropic 3.0.139, @ai-sdk/google 3.0.141, @ai-sdk/amazon-bedrock 4.0.186,
 * @ai-sdk/openai-compatible 2.0.91, @ai-sdk/gateway 3.0.232, @openrouter/ai-sdk-provider 2.10.0 (npm).
 */

interface Provider {
  readonly packages: readonly string[];
  /** The ready-made provider, and the function that makes one. */
  readonly names: readonly string[];
  readonly create: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
}

const providers: readonly Provider[] = [
  { packages: ['@ai-sdk/openai'], names: ['openai'], create: ['createOpenAI'], provider: 'openai' },
  { packages: ['@ai-sdk/anthropic'], names: ['anthropic'], create: ['createAnthropic'], provider: 'anthropic' },
  { packages: ['@ai-sdk/google'], names: ['google'], create: ['createGoogleGenerativeAI', 'createGoogle'], provider: 'google' },
  { packages: ['@ai-sdk/google-vertex', '@ai-sdk/google-vertex/anthropic', '@ai-sdk/google-vertex/edge', '@ai-sdk/google-vertex/anthropic/edge'], names: ['vertex', 'vertexAnthropic', 'googleVertex', 'googleVertexAnthropic'], create: ['createVertex', 'createVertexAnthropic', 'createGoogleVertex', 'createGoogleVertexAnthropic'], provider: null, platform: 'vertex' },
  { packages: ['@ai-sdk/amazon-bedrock', '@ai-sdk/amazon-bedrock/anthropic'], names: ['bedrock', 'amazonBedrock', 'bedrockAnthropic'], create: ['createAmazonBedrock', 'createBedrockAnthropic'], provider: null, platform: 'bedrock' },
  { packages: ['@ai-sdk/azure'], names: ['azure'], create: ['createAzure'], provider: null, platform: 'azure' },
  { packages: ['@ai-sdk/mistral'], names: ['mistral'], create: ['createMistral'], provider: 'mistral' },
  { packages: ['@ai-sdk/groq'], names: ['groq'], create: ['createGroq'], provider: 'groq' },
  { packages: ['@ai-sdk/cohere'], names: ['cohere'], create: ['createCohere'], provider: 'cohere' },
  { packages: ['@ai-sdk/xai'], names: ['xai'], create: ['createXai'], provider: 'xai' },
  { packages: ['@ai-sdk/deepseek'], names: ['deepseek'], create: ['createDeepSeek'], provider: 'deepseek' },
  { packages: ['@ai-sdk/togetherai'], names: ['togetherai'], create: ['createTogetherAI'], provider: 'together' },
  { packages: ['@openrouter/ai-sdk-provider'], names: ['openrouter'], create: ['createOpenRouter'], provider: 'openrouter' },
  { packages: ['@ai-sdk/openai-compatible'], names: [], create: ['createOpenAICompatible'], provider: null },
  { packages: ['@ai-sdk/gateway', 'ai'], names: ['gateway'], create: ['createGateway', 'createGatewayProvider'], provider: null },
  { packages: ['@ai-sdk/fireworks'], names: ['fireworks'], create: ['createFireworks'], provider: null, platform: 'custom' },
  { packages: ['@ai-sdk/perplexity'], names: ['perplexity'], create: ['createPerplexity'], provider: null, platform: 'custom' },
  { packages: ['@ai-sdk/cerebras'], names: ['cerebras'], create: ['createCerebras'], provider: null, platform: 'custom' },
  { packages: ['@ai-sdk/deepinfra'], names: ['deepinfra'], create: ['createDeepInfra'], provider: null, platform: 'custom' },
  { packages: ['@ai-sdk/vercel'], names: ['vercel'], create: ['createVercel'], provider: null, platform: 'custom' },
  { packages: ['@ai-sdk/moonshotai'], names: ['moonshotai'], create: ['createMoonshotAI'], provider: null, platform: 'custom' },
  { packages: ['workers-ai-provider'], names: [], create: ['createWorkersAI'], provider: null, platform: 'custom' },
  { packages: ['zhipu-ai-provider'], names: ['zhipu', 'zai'], create: ['createZhipu'], provider: null, platform: 'custom' },
  { packages: ['ollama-ai-provider', 'ollama-ai-provider-v2', 'ai-sdk-ollama'], names: ['ollama'], create: ['createOllama'], provider: null, platform: 'local' },
];

/** What a provider makes models with; the empty name is the provider itself. */
const members = ['', '.chat', '.responses', '.messages', '.completion', '.chatModel', '.completionModel', '.languageModel', '.embedding', '.embeddingModel', '.textEmbedding', '.textEmbeddingModel', '.anthropic'];

/** Those of OpenAI's provider by the API that they go to. Up to version 4 of the SDK the provider itself went to the older one. */
const apis: readonly (readonly [members: readonly string[], api: OperationSpec['api']])[] = [[['', '.responses', '.languageModel'], 'openai-responses'], [['.chat'], 'openai-chat']];

const factoryOf = ({ packages, names, create, provider, platform }: Provider, of: readonly string[]): ModelFactorySpec => ({
  paths: [...names, ...create.map((name) => `${name}()`)].flatMap((name) => of.map((member) => `${name}${member}()`)),
  packages,
  provider,
  ...(platform === undefined ? {} : { platform }),
  id: { names: ['model', 'modelId'], position: 0 },
  baseUrl: { names: ['baseURL'] },
  ...(platform === 'vertex' ? { region: { names: ['location'] } } : {}),
});

const models = providers.flatMap((one): readonly ModelFactorySpec[] => {
  const named = one.provider === 'openai' ? apis : [];
  const others = members.filter((member) => !named.some(([of]) => of.includes(member)));
  return [...named.map(([of, api]) => ({ ...factoryOf(one, of), api })), factoryOf(one, others)];
});

/** Requests are retried by each function; a provider has no retries of its own. */
const connection = { platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** A system text that is marked is a message of its own. */
const anthropicCaching = {
  kind: 'explicit',
  marker: 'providerOptions.anthropic.cacheControl',
  otherMarkers: ['openrouter.cacheControl', 'openrouter.cache_control', 'bedrock.cachePoint'].map((key) => `providerOptions.${key}`),
  topLevel: null,
  exceptPlatforms: ['bedrock'],
  block: { role: 'system', content: '$text', providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } },
  value: { type: 'ephemeral' },
} as const satisfies CachingSpec;

/** Bedrock's provider has a mark of its own, the one for Claude there the usual one: no fix can tell which is in use. */
const onBedrock = { ...anthropicCaching, marker: 'providerOptions.bedrock.cachePoint', otherMarkers: [anthropicCaching.marker], block: null, value: { type: 'default' } } as const satisfies CachingSpec;

const generate = {
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['system', 'instructions'] },
    messages: { names: ['messages'] },
    prompt: { names: ['prompt'] },
    tools: { names: ['tools'] },
    toolChoice: { names: ['toolChoice'] },
    maxOutput: { names: ['maxOutputTokens', 'maxTokens'] },
    stop: { names: ['stopSequences'] },
    temperature: { names: ['temperature'] },
    reasoning: { names: ['reasoning', 'providerOptions.openai.reasoningEffort', 'providerOptions.anthropic.thinking', 'providerOptions.anthropic.effort', 'providerOptions.google.thinkingConfig'] },
    outputFormat: { names: ['schema', 'output.schema', 'experimental_output.schema', 'enum'] },
    cacheKey: { names: ['providerOptions.openai.promptCacheKey'] },
    serviceTier: { names: ['providerOptions.openai.serviceTier', 'providerOptions.anthropic.speed'] },
    steps: { names: ['stopWhen', 'maxSteps'] },
    cache: { names: ['providerOptions.gateway.caching'] },
    // What may write the request anew before it is sent.
    extraBody: { names: ['prepareStep', 'experimental_prepareStep', 'prepareCall'] },
    retries: { names: ['maxRetries'] },
    timeout: { names: ['timeout', 'abortSignal'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
  byProvider: { anthropic: { caching: anthropicCaching }, 'anthropic@bedrock': { caching: onBedrock } },
} satisfies Partial<OperationSpec>;

const embed = {
  clients: [''],
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model'] }, prompt: { names: ['value', 'values'] }, retries: { names: ['maxRetries'] }, timeout: { names: ['abortSignal'] } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

/** What a function takes that is given an agent: the agent's settings, and messages of its own. */
const ofAgent = {
  ...(Object.fromEntries(Object.entries(generate.parameters).map(([name, { names }]) => [name, { names: names.map((own) => `agent.${own}`) }])) satisfies OperationSpec['parameters']),
  messages: { names: ['uiMessages', 'messages'] },
} satisfies OperationSpec['parameters'];

const agents = ['ToolLoopAgent', 'Experimental_Agent', 'Agent', 'WorkflowAgent', 'DurableAgent'];

export const vercelAi = {
  id: 'vercel-ai',
  name: 'AI SDK',
  provider: null,
  packages: { python: [], javascript: [...new Set(['ai', '@ai-sdk/provider', '@ai-sdk/rsc', '@ai-sdk/workflow', '@workflow/ai', ...providers.flatMap(({ packages }) => packages)])] },
  commonNames: ['ai'],
  clients: [
    { ...connection, names: [''], packages: ['ai', '@ai-sdk/rsc'] },
    { ...connection, names: agents, packages: ['ai', '@ai-sdk/workflow', '@workflow/ai'] },
  ],
  operations: [
    { ...generate, clients: [''], paths: ['generateText', 'generateObject', 'experimental_generateText', 'experimental_generateObject'], streaming: 'never' },
    { ...generate, clients: [''], paths: ['streamText', 'streamObject', 'experimental_streamText', 'experimental_streamObject', 'experimental_streamTextLowMemory', 'streamUI'], streaming: 'always' },
    { ...embed, paths: ['embed', 'embedMany'] },
    { ...generate, clients: agents, settings: 'path', paths: ['generate'], streaming: 'never', stepsWhenAbsent: 20 },
    { ...generate, clients: agents, settings: 'path', paths: ['stream', 'respond'], streaming: 'always', stepsWhenAbsent: 20 },
    { ...generate, clients: [''], paths: ['createAgentUIStream', 'createAgentUIStreamResponse', 'pipeAgentUIStreamToResponse'], streaming: 'always', stepsWhenAbsent: 20, parameters: ofAgent },
    {
      clients: [''],
      paths: ['startBatch', 'experimental_startBatch'],
      api: 'other',
      kind: 'batch',
      streaming: 'never',
      parameters: { model: { names: ['model'] } },
      cap: { absent: 'none' },
      caching: { kind: 'none' },
    },
  ],
  models: [
    ...models,
    {
      paths: ['wrapLanguageModel()', 'experimental_wrapLanguageModel()', 'wrapEmbeddingModel()'],
      packages: ['ai'],
      provider: null,
      id: { names: ['model'] },
      changes: { by: { names: ['middleware'] }, except: ['extractReasoningMiddleware()', 'extractJsonMiddleware()', 'simulateStreamingMiddleware()'] },
    },
    ...['createProviderRegistry', 'experimental_createProviderRegistry'].flatMap((name) => ['languageModel', 'embeddingModel', 'textEmbeddingModel'].map((through): ModelFactorySpec => ({
      paths: [`${name}().${through}()`],
      packages: ['ai'],
      provider: null,
      id: { names: ['id'], position: 0 },
      through,
    }))),
    ...['customProvider', 'experimental_customProvider'].flatMap((name): readonly ModelFactorySpec[] => [
      { paths: [`${name}().languageModel()`], packages: ['ai'], provider: null, id: { names: ['id'], position: 0 }, table: 'languageModels', otherwise: 'fallbackProvider' },
      { paths: [`${name}().embeddingModel()`], packages: ['ai'], provider: null, id: { names: ['id'], position: 0 }, table: 'embeddingModels', otherwise: 'fallbackProvider' },
      { paths: [`${name}().textEmbeddingModel()`], packages: ['ai'], provider: null, id: { names: ['id'], position: 0 }, table: 'textEmbeddingModels', otherwise: 'fallbackProvider' },
    ]),
  ],
  modelBases: ['LanguageModelV1', 'LanguageModelV2', 'LanguageModelV3', 'EmbeddingModelV2', 'EmbeddingModelV3', 'LanguageModel'],
  standIns: ['MockLanguageModelV1', 'MockEmbeddingModelV1', ...['LanguageModel', 'EmbeddingModel', 'ImageModel', 'Provider'].flatMap((name) => ['V2', 'V3', 'V4'].map((version) => `Mock${name}${version}`))],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['GatewayRateLimitError', 'GatewayInternalServerError'],
    permanent: [
      'NoSuchModelError', 'LoadAPIKeyError', 'InvalidPromptError', 'InvalidArgumentError', 'UnsupportedFunctionalityError', 'NoObjectGeneratedError', 'NoOutputGeneratedError', 'NoSuchToolError', 'TypeValidationError', 'JSONParseError',
      'TooManyEmbeddingValuesForCallError',
    ],
    base: ['AISDKError', 'APICallError', 'RetryError'],
  },
} satisfies SdkSpec;
