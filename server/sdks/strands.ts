import type { ClientSpec, ModelFactorySpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/** Sources: strands-agents 1.62.0 and 1.10.0 (PyPI). A model may be an object, or the name of one on Amazon Bedrock. */

interface Kind {
  readonly names: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
  /** Of the SDK beneath. */
  readonly retries: number;
}

const kinds: readonly Kind[] = [
  { names: ['BedrockModel'], provider: null, platform: 'bedrock', retries: 4 },
  { names: ['AnthropicModel'], provider: 'anthropic', retries: 2 },
  { names: ['OpenAIModel', 'OpenAIResponsesModel'], provider: 'openai', retries: 2 },
  { names: ['GeminiModel'], provider: 'google', retries: 0 },
  { names: ['MistralModel'], provider: 'mistral', retries: 0 },
  { names: ['LiteLLMModel'], provider: null, retries: 2 },
  { names: ['OllamaModel', 'LlamaCppModel'], provider: null, platform: 'local', retries: 0 },
  { names: ['LlamaAPIModel', 'WriterModel', 'SageMakerAIModel'], provider: null, platform: 'custom', retries: 2 },
];

/** An agent is given its model first. */
const given = ['model', 'settings#0'];

/** A model has what it sends under its own names, or those of its provider. */
const inModel = (holders: readonly string[], ...names: readonly string[]): ParameterSpec => ({ names: holders.flatMap((holder) => names.flatMap((name) => [`${holder}.${name}`, `${holder}.params.${name}`])) });

const ofModel = (holders: readonly string[]): OperationSpec['parameters'] => ({
  maxOutput: inModel(holders, 'max_tokens', 'max_completion_tokens', 'max_output_tokens'),
  temperature: inModel(holders, 'temperature'),
  reasoning: { names: [...inModel(holders, 'reasoning_effort', 'reasoning', 'thinking', 'thinking_config').names as readonly string[], ...holders.map((holder) => `${holder}.additional_request_fields.thinking`)] },
  cache: { names: holders.flatMap((holder) => ['cache_config', 'cache_prompt', 'cache_tools'].map((name) => `${holder}.${name}`)) },
});

const run = { settings: 'path', api: 'other', kind: 'generate', streaming: 'never', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

/** What was said is kept, and sent again with each call. */
const ofAgent = {
  ...run,
  clients: ['Agent'],
  turns: 'kept',
  stepsWhenAbsent: null,
  parameters: {
    ...ofModel(given),
    model: { names: ['model'], settingsPosition: 0 },
    system: { names: ['system_prompt'] },
    messages: { names: ['messages'] },
    tools: { names: ['tools'] },
    prompt: { names: ['prompt'], position: 0 },
    outputFormat: { names: ['structured_output_model'] },
  },
} as const satisfies Partial<OperationSpec>;

const answered = { ...ofAgent, parameters: { ...ofAgent.parameters, outputFormat: { names: ['output_model'], position: 0 }, prompt: { names: ['prompt'], position: 1 } } } as const satisfies Partial<OperationSpec>;

/** Agents hand work to each other. */
const several = (...nodes: readonly string[]): Partial<OperationSpec> & { readonly parameters: OperationSpec['parameters'] } => ({
  stepsWhenAbsent: 'unknown',
  parameters: {
    ...ofModel(nodes.map((node) => `${node}.model`)),
    model: { names: nodes.flatMap((node) => [`${node}.model`, `${node}.#0`, node]) },
    system: { names: nodes.map((node) => `${node}.system_prompt`) },
    tools: { names: nodes.map((node) => `${node}.tools`) },
    prompt: { names: ['task'], position: 0 },
  },
});

const swarm = { ...run, ...several('nodes[]', 'settings#0[]'), clients: ['Swarm'] };
const graph = { ...run, ...several('executor'), clients: ['GraphBuilder().build'], needs: 'possible-model' } as const;

export const strands = {
  id: 'strands',
  name: 'Strands Agents',
  provider: null,
  packages: { python: ['strands'], javascript: [] },
  commonNames: ['strands'],
  clients: [{ names: ['Agent', 'Swarm', 'GraphBuilder().build'], platform: 'bedrock', retries: { names: [], default: 4 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies ClientSpec],
  operations: [
    { ...ofAgent, paths: ['', 'invoke_async'] },
    { ...ofAgent, paths: ['stream_async'], streaming: 'always' },
    { ...answered, paths: ['structured_output', 'structured_output_async'] },
    { ...swarm, paths: ['', 'invoke_async'] },
    { ...swarm, paths: ['stream_async'], streaming: 'always' },
    { ...graph, paths: ['', 'invoke_async'] },
    { ...graph, paths: ['stream_async'], streaming: 'always' },
  ],
  models: [...kinds.map(({ names, provider, platform = 'api', retries }): ModelFactorySpec => ({
    paths: names.flatMap((name) => [`${name}()`, `models.${name}()`]),
    provider,
    platform,
    id: { names: ['model_id'] },
    retries: { names: ['client_args.max_retries', 'boto_client_config.retries.max_attempts'], default: retries },
    timeout: { names: ['client_args.timeout'] },
    baseUrl: { names: ['client_args.base_url', 'endpoint_url', 'host'] },
  })), { paths: ['Agent()'], provider: null, platform: 'bedrock', id: { names: ['model'], position: 0 } }],
  collects: [{ methods: ['add_node'], given: { names: ['executor'], position: 0 }, field: 'executor' }],
  modelBases: ['Model'],
  transparent: [],
  fluent: [],
  errors: { transient: ['ModelThrottledException'], permanent: ['MaxTokensReachedException', 'ContextWindowOverflowException'], base: ['EventLoopException'] },
} satisfies SdkSpec;
