import type { CapSpec, ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: agent-framework-core 1.23.0 and 1.0.0b251016, agent-framework-openai 1.17.0, -foundry 1.15.0, -anthropic, -bedrock, -gemini and -ollama 1.0.0b261022, -azure-ai 1.0.0rc6 (PyPI).
 *
 * Deliberately absent: workflows, whose steps may be anything.
 */

interface Family {
  readonly names: readonly string[];
  readonly embedder?: string;
  readonly provider?: string;
  readonly platform?: Platform;
  /** Of the SDK beneath. */
  readonly retries: number;
  readonly cap?: CapSpec;
}

const families: readonly Family[] = [
  { names: ['OpenAIChatClient', 'OpenAIChatCompletionClient', 'OpenAIResponsesClient', 'OpenAIAssistantsClient'], embedder: 'OpenAIEmbeddingClient', provider: 'openai', retries: 2 },
  { names: ['AzureOpenAIChatClient', 'AzureOpenAIResponsesClient', 'AzureOpenAIAssistantsClient', 'AzureAIAgentClient', 'AzureAIClient', 'FoundryChatClient'], embedder: 'AzureOpenAIEmbeddingClient', platform: 'azure', retries: 2 },
  { names: ['AnthropicClient'], provider: 'anthropic', retries: 2, cap: { absent: 'fixed', tokens: 1024 } },
  { names: ['AnthropicBedrockClient'], platform: 'bedrock', retries: 2, cap: { absent: 'fixed', tokens: 1024 } },
  { names: ['AnthropicVertexClient'], platform: 'vertex', retries: 2, cap: { absent: 'fixed', tokens: 1024 } },
  { names: ['AnthropicFoundryClient'], platform: 'foundry', retries: 2, cap: { absent: 'fixed', tokens: 1024 } },
  { names: ['BedrockChatClient'], embedder: 'BedrockEmbeddingClient', platform: 'bedrock', retries: 4 },
  { names: ['GeminiChatClient'], embedder: 'GeminiEmbeddingClient', provider: 'google', retries: 0 },
  { names: ['OllamaChatClient'], embedder: 'OllamaEmbeddingClient', platform: 'local', retries: 0 },
  // Known by their types alone.
  { names: ['ChatClientProtocol', 'BaseChatClient', 'SupportsChatGetResponse'], platform: 'custom', retries: 2 },
];

const modelNames = ['model', 'model_id', 'deployment_name', 'model_deployment_name'];

const connection = { timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url', 'endpoint', 'azure_endpoint', 'host'] } } satisfies Partial<ClientSpec>;

const clients = families.flatMap(({ names, embedder, provider, platform = 'api', retries, cap }): readonly ClientSpec[] => {
  const shared = { ...connection, platform, ...(provider === undefined ? {} : { provider }), retries: { names: [], default: retries } };
  const chat = { ...shared, names, model: { names: modelNames, ...(provider === 'openai' ? { position: 0 } : {}) }, ...(cap === undefined ? {} : { cap }) };
  return embedder === undefined ? [chat] : [chat, { ...shared, names: [embedder] }];
});

const CHAT = families.flatMap(({ names }) => names);
const EMBED = families.flatMap(({ embedder }) => embedder ?? []);
const AGENTS = ['ChatAgent', 'Agent'];

/** Options are a record, or before 1.0 arguments of their own; an agent has some that a run may override. */
const option = (...names: readonly string[]): ParameterSpec => ({ names: [...names.map((name) => `options.${name}`), ...names.map((name) => `default_options.${name}`), ...names] });

const request = { settings: 'path', api: 'other', kind: 'generate', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

const sampling = {
  system: { names: ['instructions', 'options.instructions', 'default_options.instructions'] },
  messages: { names: ['messages'], position: 0 },
  tools: option('tools'),
  toolChoice: option('tool_choice'),
  maxOutput: option('max_tokens', 'max_completion_tokens', 'max_output_tokens'),
  stop: option('stop'),
  temperature: option('temperature'),
  reasoning: option('reasoning', 'reasoning_effort', 'thinking'),
  outputFormat: option('response_format'),
  stream: { names: ['stream'] },
} satisfies OperationSpec['parameters'];

// Functions that the model calls are called, and it is asked again.
const ofClient = { ...request, clients: CHAT, stepsWhenAbsent: 40, parameters: { ...sampling, model: { names: [...option('model', 'model_id').names as readonly string[], ...modelNames], settingsPosition: 0 } } } satisfies Partial<OperationSpec>;
const ofAgent = { ...request, clients: AGENTS, stepsWhenAbsent: 40, parameters: { ...sampling, system: { names: sampling.system.names, settingsPosition: 1 }, model: { names: ['options.model', 'client', 'chat_client'], settingsPosition: 0 } } } satisfies Partial<OperationSpec>;

const ofMade = (...methods: readonly string[]): readonly string[] => ['as_agent', 'create_agent'].flatMap((maker) => methods.map((method) => `${maker}().${method}`));

export const agentFramework = {
  id: 'agent-framework',
  name: 'Microsoft Agent Framework',
  provider: null,
  packages: { python: ['agent_framework', 'agent_framework_openai', 'agent_framework_anthropic', 'agent_framework_azure_ai', 'agent_framework_foundry', 'agent_framework_bedrock', 'agent_framework_gemini', 'agent_framework_ollama'], javascript: [] },
  clients: [...clients, { ...connection, names: AGENTS, packages: ['agent_framework'], platform: 'api', retries: { names: [], default: 2 } }],
  operations: [
    { ...ofClient, paths: ['get_response', ...ofMade('run')], streaming: 'by-parameter' },
    { ...ofClient, paths: ['get_streaming_response', ...ofMade('run_stream')], streaming: 'always' },
    { ...ofAgent, paths: ['run'], streaming: 'by-parameter' },
    { ...ofAgent, paths: ['run_stream'], streaming: 'always' },
    { settings: 'path', clients: EMBED, paths: ['get_embeddings'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: { names: ['options.model', ...modelNames] }, prompt: { names: ['values'], position: 0 } }, cap: { absent: 'none' }, caching: { kind: 'none' } },
  ],
  modelBases: ['BaseChatClient'],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
