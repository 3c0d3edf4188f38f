import type { CapSpec, ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: haystack-ai 3.4.1, 2.20.0 and 2.0.1, anthropic-haystack 8.0.1, 5.0.0 and 4.2.0, google-genai-haystack 7.0.0, google-ai-haystack and google-vertex-haystack 5.x, amazon-bedrock-haystack 9.0.0 and 4.0.0,
 * mistral-haystack 3.0.0, farm-haystack 1.26.4, cohere-haystack 11.0.0 and 7.0.0, ollama-haystack 7.0.2 and 5.0.0, togetherai-haystack 5.0.0 and 1.0.0, huggingface-api-haystack 3.1.0 and more of them (PyPI).
 *
 * Deliberately absent: models that run in the same process.
 */

interface Family {
  readonly names: readonly string[];
  readonly embedders?: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
  readonly retries: number;
  readonly model?: string;
  /** Its cap among the `generation_kwargs`, or where else its settings are. */
  readonly caps: readonly string[];
  readonly settings?: 'generation_config' | 'its own';
  readonly cap?: CapSpec;
}

const model = 'model';

/** OpenAI's client, with Haystack's own number of retries, also at other addresses. */
const likeOpenai = { retries: 5, caps: ['max_tokens', 'max_completion_tokens'] };

const families: readonly Family[] = [
  { ...likeOpenai, names: ['OpenAIChatGenerator', 'OpenAIGenerator'], provider: 'openai', caps: ['max_completion_tokens', 'max_tokens'], embedders: ['OpenAITextEmbedder', 'OpenAIDocumentEmbedder'] },
  { ...likeOpenai, names: ['OpenAIResponsesChatGenerator'], provider: 'openai', caps: ['max_output_tokens'] },
  { ...likeOpenai, names: ['AzureOpenAIChatGenerator', 'AzureOpenAIGenerator'], provider: null, platform: 'azure', model: 'azure_deployment', caps: ['max_completion_tokens', 'max_tokens'], embedders: ['AzureOpenAITextEmbedder', 'AzureOpenAIDocumentEmbedder'] },
  { ...likeOpenai, names: ['AzureOpenAIResponsesChatGenerator'], provider: null, platform: 'azure', model: 'azure_deployment', caps: ['max_output_tokens'] },
  // Newer versions fill in this cap, older ones a smaller one.
  { names: ['AnthropicChatGenerator', 'AnthropicGenerator'], provider: 'anthropic', retries: 2, caps: ['max_tokens'], cap: { absent: 'fixed', tokens: 8192 } },
  { names: ['AnthropicVertexChatGenerator'], provider: 'anthropic', platform: 'vertex', retries: 2, caps: ['max_tokens'], cap: { absent: 'fixed', tokens: 8192 } },
  { names: ['AnthropicFoundryChatGenerator'], provider: 'anthropic', platform: 'foundry', retries: 2, caps: ['max_tokens'], cap: { absent: 'fixed', tokens: 8192 } },
  // What Google's older clients are given is named as there.
  { names: ['GoogleAIGeminiChatGenerator', 'GoogleAIGeminiGenerator'], provider: 'google', retries: 0, caps: ['max_output_tokens'], settings: 'generation_config' },
  { names: ['VertexAIGeminiChatGenerator', 'VertexAIGeminiGenerator'], provider: null, platform: 'vertex', retries: 0, caps: ['max_output_tokens'], settings: 'generation_config' },
  { names: ['VertexAITextGenerator'], provider: null, platform: 'vertex', retries: 0, caps: ['max_output_tokens'], settings: 'its own', embedders: ['VertexAITextEmbedder', 'VertexAIDocumentEmbedder'] },
  { names: ['GoogleGenAIChatGenerator'], provider: 'google', retries: 0, caps: ['max_output_tokens'], embedders: ['GoogleGenAITextEmbedder', 'GoogleGenAIDocumentEmbedder'] },
  { names: ['AmazonBedrockChatGenerator', 'AmazonBedrockGenerator'], provider: null, platform: 'bedrock', retries: 4, caps: ['maxTokens', 'max_tokens'], embedders: ['AmazonBedrockTextEmbedder', 'AmazonBedrockDocumentEmbedder'] },
  { ...likeOpenai, names: ['MistralChatGenerator'], provider: 'mistral', embedders: ['MistralTextEmbedder', 'MistralDocumentEmbedder'] },
  { names: ['CohereChatGenerator', 'CohereGenerator'], provider: 'cohere', retries: 2, caps: ['max_tokens'], embedders: ['CohereTextEmbedder', 'CohereDocumentEmbedder'] },
  { ...likeOpenai, names: ['TogetherAIChatGenerator', 'TogetherAIGenerator'], provider: 'together' },
  { ...likeOpenai, names: ['OpenRouterChatGenerator'], provider: 'openrouter' },
  { names: ['LiteLLMChatGenerator'], provider: null, retries: 2, caps: ['max_tokens', 'max_completion_tokens'] },
  { names: ['OllamaChatGenerator', 'OllamaGenerator'], provider: null, platform: 'local', retries: 0, caps: ['num_predict'], embedders: ['OllamaTextEmbedder', 'OllamaDocumentEmbedder'] },
  { ...likeOpenai, names: ['LlamaStackChatGenerator', 'VLLMChatGenerator'], provider: null, platform: 'local', embedders: ['VLLMTextEmbedder', 'VLLMDocumentEmbedder'] },
  { names: ['HuggingFaceAPIChatGenerator', 'HuggingFaceAPIGenerator'], provider: null, platform: 'custom', retries: 0, model: 'api_params.model', caps: ['max_tokens', 'max_new_tokens'], cap: { absent: 'fixed', tokens: 512 }, embedders: ['HuggingFaceAPITextEmbedder', 'HuggingFaceAPIDocumentEmbedder'] },
  { ...likeOpenai, names: ['NvidiaChatGenerator', 'NvidiaGenerator', 'AIMLAPIChatGenerator', 'CometAPIChatGenerator', 'MetaLlamaChatGenerator', 'STACKITChatGenerator'], provider: null, platform: 'custom', embedders: ['NvidiaTextEmbedder', 'NvidiaDocumentEmbedder'] },
  { names: ['WatsonxChatGenerator', 'WatsonxGenerator'], provider: null, platform: 'custom', retries: 2, caps: ['max_new_tokens'], embedders: ['WatsonxTextEmbedder', 'WatsonxDocumentEmbedder'] },
  { ...likeOpenai, names: ['PerplexityChatGenerator'], provider: null, platform: 'custom', caps: ['max_output_tokens'] },
  { names: ['SagemakerGenerator', 'HuggingFaceTGIGenerator', 'HuggingFaceTGIChatGenerator'], provider: null, platform: 'custom', retries: 0, caps: ['max_new_tokens'], embedders: ['JinaTextEmbedder', 'JinaDocumentEmbedder', 'VoyageTextEmbedder', 'VoyageDocumentEmbedder'] },
  // Of the first versions of Haystack 2.
  { ...likeOpenai, names: ['GPTGenerator', 'GPTChatGenerator'], provider: 'openai' },
  // What components of one's own are given.
  { ...likeOpenai, names: ['ChatGenerator'], provider: null, platform: 'custom' },
];

/** These are given their model first. */
const modelFirst = /^(AmazonBedrock|Ollama|STACKIT)/;

const clients = families.flatMap(({ names, embedders = [], provider, platform = 'api', retries, model: name = model, cap }) =>
  [...names, ...embedders].map((own): ClientSpec => ({
    names: [own],
    platform,
    ...(provider === null ? {} : { provider }),
    ...(platform === 'vertex' ? { region: { names: ['region', 'location'] } } : {}),
    // A pipeline that only embeds is no run of a model that writes.
    ...(embedders.includes(own) ? {} : { model: { names: [name], ...(modelFirst.test(own) ? { position: 0 } : {}) } }),
    retries: { names: ['max_retries', 'boto3_config.retries.max_attempts'], default: retries },
    timeout: { names: ['timeout'] },
    ...(cap === undefined ? {} : { cap }),
    baseUrl: { names: ['api_base_url', 'azure_endpoint', 'url', 'api_params.url'] },
  })),
);

const setting = (...names: readonly string[]): readonly string[] => names.map((name) => `generation_kwargs.${name}`);

/** Older generators of text had fields of their own. */
const olderCaps = ['generation_config.max_output_tokens', 'max_length', 'model_arguments.max_tokens'];

/** What a generator has under Haystack's own names; the rest is the provider's. */
const sampling = {
  stop: { names: setting('stop', 'stop_sequences', 'stopSequences') },
  temperature: { names: setting('temperature') },
  completions: { names: setting('n') },
  reasoning: { names: [...setting('reasoning_effort', 'reasoning', 'thinking', 'thinking_config', 'thinking_budget', 'thinking_level'), 'think'] },
  outputFormat: { names: [...setting('response_format', 'text_format', 'text', 'response_schema'), 'response_format'] },
} satisfies OperationSpec['parameters'];

const generate = { settings: 'path', api: 'other', kind: 'generate', streaming: 'by-parameter', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

const runs = ['run', 'run_async'];

/** A setting under its names, those first that the class itself has. */
const settingOf = ({ settings }: Family, ...names: readonly string[]): readonly string[] =>
  settings === undefined ? setting(...names) : [...names.map((name) => (settings === 'its own' ? name : `${settings}.${name}`)), ...setting(...names)];

const generators = families.flatMap((family) => {
  const { names, model: name = model, caps } = family;
  const ofClient = (client: string): OperationSpec => ({
    ...generate,
    clients: [client],
    paths: runs,
    parameters: {
      ...sampling,
      model: { names: [name], ...(modelFirst.test(client) ? { settingsPosition: 0 } : {}) },
      ...(client.includes('Chat') ? { messages: { names: ['messages'], position: 0 }, tools: { names: ['tools'] } } : { prompt: { names: ['prompt', 'parts'], position: 0 }, system: { names: ['system_prompt'] } }),
      maxOutput: { names: [...settingOf(family, ...caps), ...olderCaps] },
      temperature: { names: settingOf(family, 'temperature') },
      stream: { names: ['streaming_callback'] },
    },
  });
  return names.map(ofClient);
});

const embedders = families.flatMap(({ embedders: names = [], model: name = model }) =>
  names.map((client): OperationSpec => ({
    settings: 'path',
    clients: [client],
    paths: runs,
    api: 'embeddings',
    kind: 'embed',
    streaming: 'never',
    parameters: { model: { names: [name], ...(modelFirst.test(client) ? { settingsPosition: 0 } : {}) }, prompt: { names: ['text', 'documents'], position: 0 } },
    cap: { absent: 'none' },
    caching: { kind: 'none' },
  })),
);

/** What is given a generator asks through it, by its settings. */
const through = (holder: string, { names }: { readonly names: readonly string[] }): ParameterSpec => ({ names: names.map((name) => `${holder}.${name}`) });

const everyCap = { names: setting(...new Set(families.flatMap(({ caps }) => caps))) };

const agent = {
  ...generate,
  parameters: {
    model: { names: ['chat_generator', 'prompt_node'] },
    messages: { names: ['messages'], position: 0 },
    system: { names: ['system_prompt'] },
    prompt: { names: ['user_prompt'] },
    tools: { names: ['tools'] },
    maxOutput: { names: [...through('chat_generator', everyCap).names as readonly string[], ...everyCap.names, 'prompt_node.max_length'] },
    temperature: { names: [...setting('temperature'), 'chat_generator.generation_kwargs.temperature'] },
    reasoning: through('chat_generator', sampling.reasoning),
    outputFormat: through('chat_generator', sampling.outputFormat),
    steps: { names: ['max_agent_steps'] },
    stream: { names: ['streaming_callback'] },
    // What may write the messages anew before they are sent.
    extraBody: { names: ['hooks'] },
  },
} satisfies Partial<OperationSpec>;

/** Asks the generator that it is given, else one of its own. */
const component = {
  ...generate,
  streaming: 'never',
  parameters: {
    model: agent.parameters.model,
    system: agent.parameters.system,
    prompt: { names: ['prompt', 'prompt_template', 'instructions'] },
    maxOutput: through('chat_generator', everyCap),
    temperature: through('chat_generator', sampling.temperature),
    reasoning: agent.parameters.reasoning,
    outputFormat: agent.parameters.outputFormat,
  },
} satisfies Partial<OperationSpec>;

/** For each document, or for each answer that is judged. */
const onceForEach = ['LLMMetadataExtractor', 'LLMDocumentContentExtractor', 'LLMEvaluator', 'FaithfulnessEvaluator', 'ContextRelevanceEvaluator'];

/** Runs its steps in the order of their connections: each generator once, or as often as a loop comes to it. What is asked is put together by the steps before it. */
const pipeline = {
  ...generate,
  clients: ['Pipeline', 'AsyncPipeline'],
  needs: 'model',
  stepsWhenAbsent: 'unknown',
  parameters: {
    model: { names: ['component'] },
    prompt: { names: ['data'], position: 0 },
    system: { names: ['component.system_prompt'] },
    tools: { names: ['component.tools'] },
    maxOutput: through('component', { names: [...everyCap.names, ...olderCaps] }),
    temperature: through('component', sampling.temperature),
    reasoning: through('component', sampling.reasoning),
  },
} satisfies Partial<OperationSpec>;

/** Of Haystack 1: a node that asks a model by a prompt template, by itself or in a pipeline. */
const promptNode = {
  ...generate,
  clients: ['PromptNode'],
  paths: ['', 'prompt', 'run', 'run_batch', 'arun'],
  legacy: 'Haystack 1; generators took its place',
  streaming: 'never',
  parameters: {
    model: { names: ['model_name_or_path'], settingsPosition: 0 },
    prompt: { names: ['prompt_template', 'query'], position: 0 },
    maxOutput: { names: ['max_length'] },
    stop: { names: ['stop_words'] },
    temperature: { names: ['generation_kwargs.temperature', 'model_kwargs.temperature'] },
  },
  cap: { absent: 'fixed', tokens: 100 },
} satisfies OperationSpec;

const given = { platform: 'api', retries: { names: [], default: 5 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

export const haystack = {
  id: 'haystack',
  name: 'Haystack',
  provider: null,
  packages: { python: ['haystack', 'haystack_integrations', 'haystack_experimental'], javascript: [] },
  // Any text that is searched is called so.
  commonNames: ['haystack'],
  projects: ['haystack-ai', 'farm-haystack'],
  ownCode: 'files',
  clients: [...clients, { ...given, names: ['PromptNode', 'PromptModel'], model: { names: ['model_name_or_path'], position: 0 } }, { ...given, names: ['Agent', 'ConversationalAgent', 'LLM', 'FallbackChatGenerator', 'QueryExpander', 'LLMRanker', 'LLMMessagesRouter', ...onceForEach, 'Pipeline', 'AsyncPipeline'] }],
  operations: [
    ...generators,
    ...embedders,
    { ...agent, clients: ['Agent', 'ConversationalAgent'], paths: runs, stepsWhenAbsent: 100 },
    promptNode,
    { ...agent, clients: ['LLM'], paths: runs },
    // One is asked where another fails.
    { ...agent, clients: ['FallbackChatGenerator'], paths: runs, parameters: { model: { names: ['chat_generators[]', 'settings#0[]'] }, messages: agent.parameters.messages, tools: agent.parameters.tools, maxOutput: through('chat_generators[]', everyCap) } },
    { ...component, clients: ['QueryExpander', 'LLMRanker'], paths: runs },
    { ...component, clients: ['LLMMessagesRouter'], paths: runs, parameters: { ...component.parameters, model: { names: ['chat_generator'], settingsPosition: 0 }, messages: agent.parameters.messages } },
    { ...component, clients: onceForEach, paths: runs, stepsWhenAbsent: 'unknown' },
    { ...pipeline, paths: ['run', 'run_async', 'run_async_generator'], streaming: 'never' },
    { ...pipeline, paths: ['stream'], streaming: 'always' },
  ],
  models: [
    { paths: ['FallbackChatGenerator()'], provider: null, id: { names: ['chat_generators[]', '#0[]'] } },
    { paths: ['Agent', 'LLM', 'QueryExpander', 'LLMRanker', 'LLMMessagesRouter', ...onceForEach].map((name) => `${name}()`), provider: null, id: { names: ['chat_generator'] } },
  ],
  collects: [
    { methods: ['add_component'], given: { names: ['instance'], position: 1 }, field: 'component' },
    // Of Haystack 1.
    { methods: ['add_node'], given: { names: ['component'], position: 0 }, field: 'component' },
  ],
  messages: (['system', 'user', 'assistant', 'tool'] as const).map((role) => ({ paths: [`ChatMessage.from_${role}()`], role, content: { names: ['text', 'tool_result'], position: 0 } })),
  modelBases: ['object'],
  standIns: ['MockChatGenerator', 'MockTextEmbedder', 'MockDocumentEmbedder'],
  transparent: [],
  fluent: ['add_component', 'add_node', 'connect', 'clone'],
  errors: { transient: [], permanent: ['PipelineError', 'PipelineMaxComponentRuns'], base: ['PipelineRuntimeError'] },
} satisfies SdkSpec;
