import type { CachingSpec, ClientSpec, ModelFactorySpec, OperationSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: ai 7.0.173, 6.0.326, 5.0.277, 4.3.19, 3.4.33 and 3.0.35, @ai-sdk/openai 4.0.118 and 0.0.67, @ai-sdk/anthropic 4.0.105, @ai-sdk/google 4.0.121, @ai-sdk/google-vertex 5.0.141,
 * @ai-sdk/amazon-bedrock 5.0.101, @ai-sdk/openai-compatible 3.0.92, @ai-sdk/gateway 4.0.146, @openrouter/ai-sdk-provider 3.1.0, ai-gateway-provider 4.0.1 (npm). `test/sdks/` holds them to it.
 *
 * Deliberately absent: `wrapProvider`, whose middleware may change every request, and models asked without the SDK (`model.doGenerate`).
 */

interface Provider {
  readonly packages: readonly string[];
  /** The ready-made provider, and the function that makes one. */
  readonly names: readonly string[];
  readonly create: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
  /** The option that says where its requests go, where it is not `baseURL`. */
  readonly baseUrl?: string;
}

/** One whose models have no price of their own here. */
function notPriced(name: string, names: readonly string[], create: string): readonly Provider[] {
  return [{ packages: [name], names, create: [create], provider: null, platform: 'custom' }];
}

/** Cloudflare's gateway has the providers' functions under names of its own. */
function behindGateway(packages: readonly string[]): readonly string[] {
  return packages.flatMap((name) => (/^@(?:ai-sdk|openrouter)\/[\w-]+$/.test(name) ? [`ai-gateway-provider/providers/${name === '@openrouter/ai-sdk-provider' ? 'openrouter' : name.slice('@ai-sdk/'.length)}`] : []));
}

const providers: readonly Provider[] = [
  // Before version 1.0 there were classes too.
  { packages: ['@ai-sdk/openai'], names: ['openai'], create: ['createOpenAI', 'OpenAI'], provider: 'openai' },
  { packages: ['@ai-sdk/anthropic'], names: ['anthropic'], create: ['createAnthropic', 'Anthropic'], provider: 'anthropic' },
  { packages: ['@ai-sdk/google'], names: ['google'], create: ['createGoogleGenerativeAI', 'createGoogle', 'Google'], provider: 'google' },
  {
    packages: ['@ai-sdk/google-vertex', ...['anthropic', 'edge', 'anthropic/edge', 'maas', 'maas/edge', 'xai', 'xai/edge'].map((way) => `@ai-sdk/google-vertex/${way}`), 'anthropic-vertex-ai'],
    names: ['vertex', 'vertexAnthropic', 'vertexMaas', 'googleVertex', 'googleVertexAnthropic', 'googleVertexMaas', 'googleVertexXai', 'anthropicVertex'],
    create: ['createVertex', 'createVertexAnthropic', 'createVertexMaas', 'createGoogleVertex', 'createGoogleVertexAnthropic', 'createGoogleVertexMaas', 'createGoogleVertexXai', 'createAnthropicVertex'],
    provider: null,
    platform: 'vertex',
  },
  {
    packages: ['@ai-sdk/amazon-bedrock', '@ai-sdk/amazon-bedrock/anthropic', '@ai-sdk/amazon-bedrock/mantle'],
    names: ['bedrock', 'amazonBedrock', 'bedrockAnthropic', 'amazonBedrockAnthropic', 'bedrockMantle'],
    create: ['createAmazonBedrock', 'createBedrockAnthropic', 'createAmazonBedrockAnthropic', 'createBedrockMantle'],
    provider: null,
    platform: 'bedrock',
  },
  { packages: ['@ai-sdk/azure'], names: ['azure'], create: ['createAzure'], provider: null, platform: 'azure' },
  { packages: ['@ai-sdk/mistral'], names: ['mistral'], create: ['createMistral', 'Mistral'], provider: 'mistral' },
  { packages: ['@ai-sdk/groq'], names: ['groq'], create: ['createGroq'], provider: 'groq' },
  { packages: ['@ai-sdk/cohere'], names: ['cohere'], create: ['createCohere'], provider: 'cohere' },
  { packages: ['@ai-sdk/xai'], names: ['xai'], create: ['createXai'], provider: 'xai' },
  { packages: ['@ai-sdk/deepseek'], names: ['deepseek', 'deepSeek'], create: ['createDeepSeek'], provider: 'deepseek' },
  { packages: ['@ai-sdk/togetherai'], names: ['togetherai'], create: ['createTogetherAI'], provider: 'together' },
  { packages: ['@openrouter/ai-sdk-provider'], names: ['openrouter'], create: ['createOpenRouter', 'OpenRouter'], provider: 'openrouter' },
  { packages: ['@ai-sdk/openai-compatible'], names: [], create: ['createOpenAICompatible'], provider: null },
  { packages: ['@ai-sdk/open-responses'], names: [], create: ['createOpenResponses'], provider: null, baseUrl: 'url' },
  { packages: ['@ai-sdk/gateway', 'ai'], names: ['gateway'], create: ['createGateway', 'createGatewayProvider'], provider: null },
  // It is given the models that it asks, one after the other where one fails.
  { packages: ['ai-gateway-provider'], names: [], create: ['createAiGateway'], provider: null },
  ...notPriced('@ai-sdk/fireworks', ['fireworks'], 'createFireworks'),
  ...notPriced('@ai-sdk/perplexity', ['perplexity'], 'createPerplexity'),
  ...notPriced('@ai-sdk/cerebras', ['cerebras'], 'createCerebras'),
  ...notPriced('@ai-sdk/deepinfra', ['deepinfra', 'deepInfra'], 'createDeepInfra'),
  ...notPriced('@ai-sdk/vercel', ['vercel'], 'createVercel'),
  ...notPriced('@ai-sdk/moonshotai', ['moonshotai'], 'createMoonshotAI'),
  ...notPriced('@ai-sdk/alibaba', ['alibaba'], 'createAlibaba'),
  ...notPriced('@ai-sdk/baseten', ['baseten'], 'createBaseten'),
  ...notPriced('@ai-sdk/huggingface', ['huggingface', 'huggingFace'], 'createHuggingFace'),
  ...notPriced('workers-ai-provider', [], 'createWorkersAI'),
  ...notPriced('zhipu-ai-provider', ['zhipu', 'zai'], 'createZhipu'),
  ...notPriced('qwen-ai-provider', ['qwen'], 'createQwen'),
  ...notPriced('voyage-ai-provider', ['voyage'], 'createVoyage'),
  ...notPriced('sambanova-ai-provider', ['sambanova'], 'createSambaNova'),
  ...notPriced('@friendliai/ai-provider', ['friendli'], 'createFriendli'),
  ...notPriced('@portkey-ai/vercel-provider', [], 'createPortkey'),
  ...notPriced('@requesty/ai-sdk', ['requesty'], 'createRequesty'),
  ...notPriced('@helicone/ai-sdk-provider', [], 'createHelicone'),
  ...notPriced('@aihubmix/ai-sdk-provider', ['aihubmix'], 'createAihubmix'),
  { packages: ['ollama-ai-provider', 'ollama-ai-provider-v2', 'ai-sdk-ollama'], names: ['ollama'], create: ['createOllama'], provider: null, platform: 'local' },
  // Models of the browser itself.
  { packages: ['@built-in-ai/core', '@browser-ai/core'], names: ['builtInAI', 'browserAI'], create: ['createBuiltInAI', 'createBrowserAI'], provider: null, platform: 'local' },
];

/** What a provider makes models with; the empty name is the provider itself. */
const members = ['', '.chat', '.responses', '.messages', '.completion', '.chatModel', '.completionModel', '.languageModel', '.embedding', '.embeddingModel', '.textEmbedding', '.textEmbeddingModel', '.anthropic', '.generativeAI', '.deepseek', '.conversation', '.interactions', '.decisionModel', '.evaluationModel', '.extractionModel'];

/** Those of OpenAI's provider by the API that they go to. Up to version 4 of the SDK the provider itself went to the older one. */
const apis: readonly (readonly [members: readonly string[], api: OperationSpec['api']])[] = [[['', '.responses', '.languageModel'], 'openai-responses'], [['.chat'], 'openai-chat']];

const factoryOf = ({ packages, names, create, provider, platform, baseUrl }: Provider, of: readonly string[]): ModelFactorySpec => ({
  paths: [...names, ...create.map((name) => `${name}()`)].flatMap((name) => of.map((member) => `${name}${member}()`)),
  packages: [...packages, ...behindGateway(packages)],
  provider,
  ...(platform === undefined ? {} : { platform }),
  id: { names: ['model', 'modelId'], position: 0 },
  baseUrl: { names: [baseUrl ?? 'baseURL'] },
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
  otherMarkers: [
    ...['openrouter.cacheControl', 'openrouter.cache_control', 'bedrock.cachePoint'].map((key) => `providerOptions.${key}`),
    // Up to version 4.1, and of its user interface's messages.
    'experimental_providerMetadata.anthropic.cacheControl',
  ],
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
    // Of a call Claude's own mark counts in the newest versions alone.
    cache: { names: ['providerOptions.gateway.caching', 'providerOptions.anthropic.cacheControl'] },
    // What may write the request anew before it is sent.
    extraBody: { names: ['prepareStep', 'experimental_prepareStep', 'prepareCall'] },
    retries: { names: ['maxRetries'] },
    timeout: { names: ['timeout', 'abortSignal'] },
  },
  // What OpenAI's and other providers' adapters call it; `schemaName` is seldom given.
  answerName: 'response',
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

/** What answers from the choices or for the fields that a question lists, so that there is no text to cap. */
const answer = {
  clients: [''],
  api: 'other',
  kind: 'generate',
  streaming: 'never',
  parameters: { model: { names: ['model'] }, prompt: { names: ['state'] }, retries: { names: ['maxRetries'] }, timeout: { names: ['abortSignal'] } },
  cap: { absent: 'none' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

/** The agent of version 5 takes one step by itself, as its functions do; version 6 has its name for the newer one. */
const olderAgents = ['Experimental_Agent'];
const agents = ['ToolLoopAgent', 'Agent', 'WorkflowAgent', 'DurableAgent'];

export const vercelAi = {
  id: 'vercel-ai',
  name: 'AI SDK',
  provider: null,
  packages: { python: [], javascript: [...new Set(['ai', '@ai-sdk/provider', '@ai-sdk/rsc', '@ai-sdk/workflow', '@workflow/ai', ...models.flatMap(({ packages }) => packages ?? [])])] },
  commonNames: ['ai'],
  clients: [
    { ...connection, names: [''], packages: ['ai', '@ai-sdk/rsc'] },
    { ...connection, names: [...agents, ...olderAgents], packages: ['ai', '@ai-sdk/workflow', '@workflow/ai'] },
  ],
  operations: [
    { ...generate, clients: [''], paths: ['generateText', 'generateObject', 'experimental_generateText', 'experimental_generateObject'], streaming: 'never' },
    {
      ...generate,
      clients: [''],
      paths: ['streamText', 'streamObject', 'experimental_streamText', 'experimental_streamObject', 'experimental_streamTextLowMemory', 'experimental_streamLanguageModelCall', 'streamUI', 'experimental_streamUI'],
      streaming: 'always',
    },
    // It sends what it is given through a client of OpenAI's own SDK, and no cap with it.
    {
      clients: [''],
      paths: ['render'],
      api: 'openai-chat',
      kind: 'generate',
      streaming: 'always',
      legacy: '`streamUI` took its place',
      parameters: { model: { names: ['model'] }, messages: { names: ['messages'] }, tools: { names: ['tools', 'functions'] }, temperature: { names: ['temperature'] } },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
    },
    { ...answer, paths: ['experimental_decide', 'experimental_extract'] },
    { ...embed, paths: ['embed', 'embedMany'] },
    ...([[agents, 20], [olderAgents, 'unknown']] as const).flatMap(([clients, stepsWhenAbsent]): readonly OperationSpec[] => [
      { ...generate, clients, settings: 'path', paths: ['generate'], streaming: 'never', stepsWhenAbsent },
      { ...generate, clients, settings: 'path', paths: ['stream', 'respond'], streaming: 'always', stepsWhenAbsent },
    ]),
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
    ...['createProviderRegistry', 'experimental_createProviderRegistry', 'experimental_createModelRegistry'].flatMap((name) => ['languageModel', 'embeddingModel', 'textEmbeddingModel'].map((method): ModelFactorySpec => ({
      paths: [`${name}().${method}()`],
      packages: ['ai'],
      provider: null,
      id: { names: ['id'], position: 0 },
      through: { method, separator: { field: 'separator', default: ':' } },
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
