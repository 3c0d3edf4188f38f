import type { CapSpec, ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: autogen-ext, autogen-agentchat and autogen-core 0.7.5 and 0.4.9 (PyPI). What went before is `ag2.ts`.
 */

interface Family {
  readonly names: readonly string[];
  readonly provider?: string;
  readonly platform?: Platform;
  readonly retries: number;
  readonly cap?: CapSpec;
}

const families: readonly Family[] = [
  { names: ['OpenAIChatCompletionClient'], provider: 'openai', retries: 2 },
  { names: ['AzureOpenAIChatCompletionClient'], platform: 'azure', retries: 2 },
  { names: ['AnthropicChatCompletionClient'], provider: 'anthropic', retries: 2, cap: { absent: 'fixed', tokens: 4096 } },
  { names: ['AnthropicBedrockChatCompletionClient'], provider: 'anthropic', platform: 'bedrock', retries: 2, cap: { absent: 'fixed', tokens: 4096 } },
  { names: ['AzureAIChatCompletionClient'], platform: 'azure', retries: 10 },
  { names: ['OllamaChatCompletionClient', 'LlamaCppChatCompletionClient'], platform: 'local', retries: 0 },
  // Made of a description.
  { names: ['ChatCompletionClient.load_component'], retries: 2 },
  // Known by its type alone.
  { names: ['ChatCompletionClient'], platform: 'custom', retries: 2 },
];

const connection = { retries: { names: ['max_retries'], default: 2 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url', 'azure_endpoint', 'endpoint', 'host'] } } satisfies Partial<ClientSpec>;

const clients = families.map(({ names, provider, platform = 'api', retries, cap }): ClientSpec => ({
  ...connection,
  names,
  platform,
  ...(provider === undefined ? {} : { provider }),
  model: { names: ['model', '#0.config.model'] },
  retries: { ...connection.retries, default: retries },
  ...(cap === undefined ? {} : { cap }),
}));

const request = { settings: 'path', api: 'other', kind: 'generate', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

const inClient = { maxOutput: { names: ['extra_create_args.max_tokens', 'max_tokens'] }, temperature: { names: ['extra_create_args.temperature', 'temperature'] }, reasoning: { names: ['extra_create_args.reasoning_effort', 'reasoning_effort', 'thinking'] } } satisfies OperationSpec['parameters'];

const create = {
  ...request,
  clients: families.flatMap(({ names }) => names),
  parameters: { ...inClient, model: { names: ['extra_create_args.model', 'model', 'azure_deployment', 'settings#0.config.model', 'model.config.model'] }, messages: { names: ['messages'], position: 0 }, tools: { names: ['tools'] }, toolChoice: { names: ['tool_choice'] }, outputFormat: { names: ['json_output', 'response_format'] } },
} satisfies Partial<OperationSpec>;

/** A cap that every call through a client shares is a field of the client. */
const through = (holders: readonly string[], ...names: readonly string[]): ParameterSpec => ({ names: holders.flatMap((holder) => names.map((name) => `${holder}.${name}`)) });

const agents = ['AssistantAgent', 'MultimodalWebSurfer', 'FileSurfer', 'MagenticOneCoderAgent'];
/** Has code run, and is given a model or none. */
const executors = ['CodeExecutorAgent'];
const minds = ['SocietyOfMindAgent'];
const teams = ['RoundRobinGroupChat', 'SelectorGroupChat', 'Swarm', 'MagenticOneGroupChat', 'GraphFlow'];
const ofParticipants = ['participants[].model_client', 'settings#0[].model_client', 'participants[].#1', 'settings#0[].#1'];

const run = {
  ...request,
  stepsWhenAbsent: 'unknown',
} as const satisfies Partial<OperationSpec>;

const ofAgent = {
  ...run,
  clients: agents,
  parameters: {
    model: { names: ['model_client'], settingsPosition: 1 },
    system: { names: ['system_message'] },
    prompt: { names: ['task'] },
    messages: { names: ['messages'], position: 0 },
    tools: { names: ['tools'] },
    maxOutput: through(['model_client', 'settings#1'], 'max_tokens'),
    temperature: through(['model_client', 'settings#1'], 'temperature'),
    steps: { names: ['max_tool_iterations'] },
    outputFormat: { names: ['output_content_type'] },
  },
} satisfies Partial<OperationSpec>;

const ofExecutor = { ...ofAgent, clients: executors, needs: 'possible-model', parameters: { ...ofAgent.parameters, model: { names: ['model_client'] }, maxOutput: through(['model_client'], 'max_tokens'), temperature: through(['model_client'], 'temperature') } } as const satisfies Partial<OperationSpec>;
const ofMind = { ...ofAgent, clients: minds, parameters: { ...ofAgent.parameters, model: { names: ['model_client'], settingsPosition: 2 }, maxOutput: through(['model_client', 'settings#2'], 'max_tokens'), temperature: through(['model_client', 'settings#2'], 'temperature') } } satisfies Partial<OperationSpec>;

/** Each turn is one of the agents'. */
const ofTeam = {
  ...run,
  clients: teams,
  parameters: {
    model: { names: [...ofParticipants, 'model_client'] },
    prompt: { names: ['task'] },
    maxOutput: through(ofParticipants, 'max_tokens'),
    steps: { names: ['max_turns'] },
  },
  // It chooses who speaks next.
  otherModels: { names: ['model_client', 'settings#1'] },
} satisfies Partial<OperationSpec>;

/** A team of agents of its own, which share a model. */
const ofMagenticOne = { ...ofTeam, clients: ['MagenticOne'], parameters: { ...ofTeam.parameters, model: { names: ['client'], settingsPosition: 0 }, maxOutput: through(['client', 'settings#0'], 'max_tokens') } } satisfies Partial<OperationSpec>;

export const autogen = {
  id: 'autogen',
  name: 'AutoGen',
  provider: null,
  packages: { python: ['autogen_ext', 'autogen_agentchat', 'autogen_core'], javascript: [] },
  clients: [...clients, { ...connection, platform: 'api', names: [...agents, ...executors, ...minds, ...teams, 'MagenticOne'] }],
  operations: [
    { ...create, paths: ['create'], streaming: 'never' },
    { ...create, paths: ['create_stream'], streaming: 'always' },
    { ...ofAgent, paths: ['run', 'on_messages'], streaming: 'never' },
    { ...ofAgent, paths: ['run_stream', 'on_messages_stream'], streaming: 'always' },
    ...[ofExecutor, ofMind].flatMap((held): readonly OperationSpec[] => [
      { ...held, paths: ['run', 'on_messages'], streaming: 'never' },
      { ...held, paths: ['run_stream', 'on_messages_stream'], streaming: 'always' },
    ]),
    { ...ofMagenticOne, paths: ['run'], streaming: 'never' },
    { ...ofMagenticOne, paths: ['run_stream'], streaming: 'always' },
    { ...ofTeam, paths: ['run'], streaming: 'never' },
    { ...ofTeam, paths: ['run_stream'], streaming: 'always' },
  ],
  messages: (['system', 'user', 'assistant'] as const).map((role) => ({ paths: [`${role[0]!.toUpperCase()}${role.slice(1)}Message()`], role, content: { names: ['content'], position: 0 } })),
  modelBases: ['ChatCompletionClient'],
  standIns: ['ReplayChatCompletionClient'],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
