import type { CapSpec, ClientSpec, OperationSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: semantic-kernel 1.45.0 (PyPI).
 *
 * Deliberately absent: `Kernel.invoke`, whose function may be one of one's own, and models that run in the same process.
 */

interface Family {
  readonly name: string;
  readonly embedder?: string;
  readonly provider?: string;
  readonly platform?: Platform;
  /** What names the model, and its place in the construction. */
  readonly model?: string;
  readonly position?: number;
  readonly retries: number;
  readonly cap?: CapSpec;
}

const families: readonly Family[] = [
  { name: 'OpenAIChatCompletion', embedder: 'OpenAITextEmbedding', provider: 'openai', position: 0, retries: 2 },
  { name: 'AzureChatCompletion', embedder: 'AzureTextEmbedding', platform: 'azure', model: 'deployment_name', retries: 2 },
  { name: 'AnthropicChatCompletion', provider: 'anthropic', position: 0, retries: 2, cap: { absent: 'fixed', tokens: 1024 } },
  { name: 'GoogleAIChatCompletion', embedder: 'GoogleAITextEmbedding', provider: 'google', model: 'gemini_model_id', position: 0, retries: 0 },
  { name: 'VertexAIChatCompletion', embedder: 'VertexAITextEmbedding', platform: 'vertex', model: 'gemini_model_id', retries: 0 },
  { name: 'MistralAIChatCompletion', embedder: 'MistralAITextEmbedding', provider: 'mistral', position: 0, retries: 0 },
  { name: 'BedrockChatCompletion', embedder: 'BedrockTextEmbedding', platform: 'bedrock', model: 'model_id', position: 0, retries: 4 },
  { name: 'OllamaChatCompletion', embedder: 'OllamaTextEmbedding', platform: 'local', retries: 0 },
  { name: 'AzureAIInferenceChatCompletion', embedder: 'AzureAIInferenceTextEmbedding', platform: 'azure', position: 0, retries: 10 },
  { name: 'NvidiaChatCompletion', embedder: 'NvidiaTextEmbedding', platform: 'custom', position: 0, retries: 2 },
  // Known by their types alone.
  { name: 'ChatCompletionClientBase', embedder: 'EmbeddingGeneratorBase', platform: 'custom', retries: 2 },
];

const connection = { timeout: { names: [] }, baseUrl: { names: ['base_url', 'endpoint', 'host'] } } satisfies Partial<ClientSpec>;

const clients = families.flatMap(({ name, embedder, provider, platform = 'api', model = 'ai_model_id', position, retries, cap }) =>
  [name, ...(embedder === undefined ? [] : [embedder])].map((own): ClientSpec => ({
    ...connection,
    names: [own],
    platform,
    ...(provider === undefined ? {} : { provider }),
    // What only embeds is nothing that an agent asks.
    ...(own === embedder ? {} : { model: { names: [model], ...(position === undefined ? {} : { position }) } }),
    ...(cap === undefined ? {} : { cap }),
    // Those of the client that is given to it are its own.
    retries: { names: ['async_client', 'client', 'runtime_client'], default: retries },
  })),
);

const request = { settings: 'path', api: 'other', kind: 'generate', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

/** Settings are an object of their own, the second that a service is given. */
const settings = (...names: readonly string[]): { readonly names: readonly string[] } => ({ names: ['settings', '#1'].flatMap((holder) => names.map((name) => `${holder}.${name}`)) });

const services = families.flatMap(({ name, embedder, model = 'ai_model_id', position }): readonly OperationSpec[] => {
  const named = { names: [...settings('ai_model_id').names, model, ...(embedder === undefined ? [] : ['embedding_model_id'])], ...(position === undefined ? {} : { settingsPosition: position }) };
  const chat = {
    ...request,
    clients: [name],
    parameters: {
      model: named,
      messages: { names: ['chat_history'], position: 0 },
      maxOutput: settings('max_completion_tokens', 'max_tokens', 'max_output_tokens'),
      temperature: settings('temperature'),
      reasoning: settings('reasoning_effort'),
      outputFormat: settings('response_format'),
    },
  } satisfies Partial<OperationSpec>;
  return [
    { ...chat, paths: ['get_chat_message_content', 'get_chat_message_contents'], streaming: 'never' },
    { ...chat, paths: ['get_streaming_chat_message_content', 'get_streaming_chat_message_contents'], streaming: 'always' },
    ...(embedder === undefined ? [] : [{ settings: 'path', clients: [embedder], paths: ['generate_embeddings', 'generate_raw_embeddings'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: named, prompt: { names: ['texts'], position: 0 } }, cap: { absent: 'none' }, caching: { kind: 'none' } } as const]),
  ];
});

/** An agent asks the service that it is given, or one of its kernel's. */
const agent = {
  ...request,
  clients: ['ChatCompletionAgent'],
  parameters: { model: { names: ['service', 'kernel'] }, system: { names: ['instructions'] }, messages: { names: ['messages'], position: 0 } },
  stepsWhenAbsent: 'unknown',
} as const satisfies Partial<OperationSpec>;

/** Agents that the provider keeps, or that say no more than a definition. */
const KEPT = ['OpenAIAssistantAgent', 'AzureAssistantAgent', 'OpenAIResponsesAgent', 'AzureResponsesAgent', 'AzureAIAgent'];
const ofKept = { ...agent, clients: KEPT, parameters: { ...agent.parameters, model: { names: ['model', 'definition.model', 'ai_model_id'] } } } as const satisfies Partial<OperationSpec>;

/** Each turn is one of the agents'. */
const ORCHESTRATIONS = ['SequentialOrchestration', 'ConcurrentOrchestration', 'GroupChatOrchestration', 'HandoffOrchestration', 'MagenticOrchestration'];
const ofSeveral = {
  ...agent,
  clients: ['AgentGroupChat', ...ORCHESTRATIONS],
  parameters: { model: { names: ['agents[].service', 'members[].service', 'agents[].kernel', 'members[].kernel'] }, system: { names: ['agents[].instructions', 'members[].instructions'] }, prompt: { names: ['task'], position: 0 } },
} as const satisfies Partial<OperationSpec>;

const kernel = {
  ...request,
  clients: ['Kernel'],
  needs: 'possible-model',
  // Functions that the model calls are called, and it is asked again.
  stepsWhenAbsent: 'unknown',
  parameters: { model: { names: ['service', 'services', 'services[]'] }, prompt: { names: ['prompt'], position: 0 } },
} as const satisfies Partial<OperationSpec>;

export const semanticKernel = {
  id: 'semantic-kernel',
  name: 'Semantic Kernel',
  provider: null,
  packages: { python: ['semantic_kernel'], javascript: [] },
  clients: [...clients, { ...connection, names: ['ChatCompletionAgent', ...KEPT, 'AgentGroupChat', ...ORCHESTRATIONS, 'Kernel'], platform: 'api', retries: { names: [], default: 2 } }],
  operations: [
    ...services,
    { ...agent, paths: ['get_response', 'invoke'], streaming: 'never' },
    { ...agent, paths: ['invoke_stream'], streaming: 'always' },
    { ...ofKept, paths: ['get_response', 'invoke'], streaming: 'never' },
    { ...ofKept, paths: ['invoke_stream'], streaming: 'always' },
    { ...ofSeveral, paths: ['invoke'], streaming: 'never' },
    { ...kernel, paths: ['invoke_prompt'], streaming: 'never' },
    { ...kernel, paths: ['invoke_prompt_stream'], streaming: 'always' },
  ],
  collects: [{ methods: ['add_service'], given: { names: ['service'], position: 0 }, field: 'service' }],
  modelBases: ['ChatCompletionClientBase', 'EmbeddingGeneratorBase'],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['ServiceInvalidRequestError', 'ServiceContentFilterException'], base: ['ServiceException'] },
} satisfies SdkSpec;
