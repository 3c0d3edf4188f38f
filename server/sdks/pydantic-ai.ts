import type { CachingSpec, ClientSpec, ModelFactorySpec, OperationSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/** Sources: pydantic-ai-slim 2.68.0 and 0.4.0 (PyPI). */

interface Kind {
  readonly names: readonly string[];
  /** In `server/prices/`; null where the model's name tells it. */
  readonly provider: string | null;
  readonly platform?: Platform;
}

const kinds: readonly Kind[] = [
  { names: ['OpenAIModel', 'OpenAIChatModel', 'OpenAIResponsesModel'], provider: 'openai' },
  { names: ['AnthropicModel'], provider: 'anthropic' },
  { names: ['GoogleModel', 'GeminiModel'], provider: 'google' },
  { names: ['VertexAIModel'], provider: null, platform: 'vertex' },
  { names: ['BedrockConverseModel', 'BedrockMantleResponsesModel', 'BedrockMantleChatModel'], provider: null, platform: 'bedrock' },
  { names: ['MistralModel'], provider: 'mistral' },
  { names: ['GroqModel'], provider: 'groq' },
  { names: ['CohereModel'], provider: 'cohere' },
  { names: ['XaiModel'], provider: 'xai' },
  { names: ['OpenRouterModel'], provider: 'openrouter' },
  { names: ['OllamaModel'], provider: null, platform: 'local' },
  { names: ['HuggingFaceModel', 'CerebrasModel', 'CrusoeModel', 'GitHubCopilotModel', 'SnowflakeModel', 'ZaiModel'], provider: null, platform: 'custom' },
];

/** Settings are given to the agent, to a run, or to the model. */
const settings = (name: string): readonly string[] => [`model_settings.${name}`, `settings.${name}`, `model.settings.${name}`, `settings#0.settings.${name}`];

/** Settings place the marks; a text is never one itself. */
const anthropicCaching = { kind: 'explicit', marker: 'anthropic_cache_instructions', topLevel: null, exceptPlatforms: ['bedrock'], block: null, value: true } as const satisfies CachingSpec;

const run = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model'], settingsPosition: 0 },
    system: { names: ['instructions', 'system_prompt'] },
    prompt: { names: ['user_prompt'], position: 0 },
    messages: { names: ['message_history'] },
    tools: { names: ['tools', 'toolsets'] },
    maxOutput: { names: settings('max_tokens') },
    stop: { names: settings('stop_sequences') },
    temperature: { names: settings('temperature') },
    reasoning: { names: [...settings('thinking'), ...settings('anthropic_thinking'), ...settings('openai_reasoning_effort'), ...settings('google_thinking_config')] },
    outputFormat: { names: ['output_type', 'result_type'] },
    cache: { names: ['anthropic_cache', 'anthropic_cache_instructions', 'anthropic_cache_messages', 'anthropic_cache_tool_definitions', 'cache'].flatMap(settings) },
    serviceTier: { names: [...settings('service_tier'), ...settings('openai_service_tier')] },
    steps: { names: ['usage_limits.request_limit'] },
    timeout: { names: settings('timeout') },
    retries: { names: settings('max_retries') },
    extraBody: { names: settings('extra_body') },
  },
  cap: { absent: 'model-maximum' },
  stepsWhenAbsent: 50,
  systemTexts: { system_prompt: 'messages', instructions: 'joined' },
  caching: { kind: 'automatic' },
  // The class of an answer is a tool, unless it is wrapped in one of the other ways.
  schemas: { titles: 'none', functions: { doc: 'parts', title: null, required: 'without default' }, answer: { tool: 'final_result', description: 'The final response which ends this conversation', insists: 'on any tool' } },
  // Before 2.0 an Anthropic model's absent cap was 4,096 tokens.
  byProvider: { anthropic: { caching: anthropicCaching } },
} satisfies Partial<OperationSpec>;

/** Agents around another one, which is asked elsewhere, as a step of a workflow. */
const DURABLE = ['TemporalAgent', 'DBOSAgent', 'PrefectAgent', 'WrapperAgent'];

/** What an agent says, which is given to something else. */
const through = (...holders: readonly string[]): OperationSpec['parameters'] => {
  const of = (table: OperationSpec['parameters']): OperationSpec['parameters'] =>
    Object.fromEntries(Object.entries(table).map(([name, { names }]) => [name, { names: holders.flatMap((holder) => (names as readonly string[]).map((own) => `${holder}.${own}`)) }]));
  const { system, tools, maxOutput, stop, temperature, reasoning, outputFormat, cache } = run.parameters;
  return of({ model: { names: ['model', '#0'] }, system, tools, maxOutput, stop, temperature, reasoning, outputFormat, cache });
};

/** A user interface's messages are answered. */
const served = { ...run, clients: [''], parameters: through('agent', '#0') } satisfies Partial<OperationSpec>;

const durable = { ...run, clients: DURABLE, parameters: { ...through('wrapped', 'settings#0'), prompt: run.parameters.prompt, messages: run.parameters.messages, steps: run.parameters.steps } } satisfies Partial<OperationSpec>;

const embed = {
  clients: ['Embedder'],
  settings: 'path',
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model'], settingsPosition: 0 }, prompt: { names: ['query', 'documents', 'inputs'], position: 0 } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

/** One request without an agent. */
const request = {
  clients: [''],
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model'], position: 0 },
    messages: { names: ['messages'], position: 1 },
    tools: { names: ['model_request_parameters.function_tools'] },
    maxOutput: { names: settings('max_tokens') },
    stop: { names: settings('stop_sequences') },
    temperature: { names: settings('temperature') },
    reasoning: { names: settings('thinking') },
    cache: run.parameters.cache,
    timeout: { names: settings('timeout') },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
  byProvider: { anthropic: { caching: anthropicCaching } },
} satisfies Partial<OperationSpec>;

const direct = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `direct.${name}`]);

export const pydanticAi = {
  id: 'pydantic-ai',
  name: 'Pydantic AI',
  provider: null,
  packages: { python: ['pydantic_ai'], javascript: [] },
  // The SDK of each provider retries as it does by itself.
  clients: ['Agent', ...DURABLE, 'Embedder', ''].map((name): ClientSpec => ({ names: [name], platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } })),
  operations: [
    { ...run, clients: ['Agent'], paths: ['run', 'run_sync', 'iter', 'to_cli', 'to_cli_sync'], streaming: 'never' },
    { ...run, clients: ['Agent'], paths: ['run_stream', 'run_stream_sync', 'run_stream_events'], streaming: 'always' },
    { ...durable, paths: ['run', 'run_sync', 'iter'], streaming: 'never' },
    { ...durable, paths: ['run_stream', 'run_stream_events'], streaming: 'always' },
    { ...served, paths: ['AGUIAdapter.dispatch_request', 'VercelAIAdapter.dispatch_request', 'handle_ag_ui_request', 'run_ag_ui'], streaming: 'always' },
    { ...embed, paths: ['embed', 'embed_sync', 'embed_query', 'embed_query_sync', 'embed_documents', 'embed_documents_sync'] },
    { ...request, paths: direct('model_request', 'model_request_sync'), streaming: 'never' },
    { ...request, paths: direct('model_request_stream', 'model_request_stream_sync'), streaming: 'always' },
    { ...request, kind: 'batch', paths: direct('model_request_batch'), parameters: { model: request.parameters.model }, streaming: 'never', cap: { absent: 'none' } },
  ],
  models: [
    ...kinds.map(({ names, provider, platform }): ModelFactorySpec => ({
      paths: names.map((name) => `${name}()`),
      provider,
      ...(platform === undefined ? {} : { platform }),
      id: { names: ['model_name'], position: 0 },
      baseUrl: { names: ['provider.base_url', 'base_url'] },
    })),
    { paths: ['FallbackModel()'], provider: null, id: { names: ['default_model'], position: 0 }, others: 'positional' },
    { paths: ['WrapperModel()', 'InstrumentedModel()'], provider: null, id: { names: ['wrapped'], position: 0 } },
  ],
  overrides: ['override'],
  standIns: ['TestModel', 'FunctionModel'],
  registers: { tools: ['tool', 'tool_plain'], system: ['system_prompt', 'instructions'] },
  transparent: [],
  fluent: [],
  errors: {
    transient: ['ModelHTTPError'],
    permanent: ['UserError', 'UsageLimitExceeded', 'UnexpectedModelBehavior'],
    base: ['AgentRunError'],
  },
} satisfies SdkSpec;
