import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: `autogen` as ag2 0.14.0 and autogen-agentchat 0.2.40 have it, and `ag2` 1.2.1, which is another framework (PyPI). */

/** An agent has a configuration that names its model, or a list of such. One without asks nobody. */
const configurable = ['ConversableAgent', 'AssistantAgent', 'GroupChatManager', 'MultimodalConversableAgent'];
const proxies = ['UserProxyAgent', 'RetrieveUserProxyAgent'];

/** Fields of the configurations that some holders have. */
const inConfiguration = (holders: readonly string[], ...names: readonly string[]): ParameterSpec => ({
  names: holders.flatMap((holder) => ['config_list[].', '', '#0.'].flatMap((place) => names.map((name) => `${holder}${place}${name}`))),
});

const configured = (...holders: readonly string[]): OperationSpec['parameters'] => ({
  model: inConfiguration(holders, 'model'),
  maxOutput: inConfiguration(holders, 'max_tokens', 'max_completion_tokens'),
  temperature: inConfiguration(holders, 'temperature'),
  outputFormat: inConfiguration(holders, 'response_format'),
});

const own = 'llm_config.';

/** Who is talked to; of a group, its members. */
const addressed = (agent: string): readonly string[] => [`${agent}.groupchat.agents[].${own}`, `${agent}.${own}`];

const conversation = { settings: 'path', api: 'other', kind: 'generate', caching: { kind: 'automatic' }, streaming: 'never', cap: { absent: 'model-maximum' }, needs: 'possible-model' } as const satisfies Partial<OperationSpec>;

const operations: readonly OperationSpec[] = [
  { ...conversation, clients: configurable, paths: ['generate_reply', 'a_generate_reply', 'generate_oai_reply', 'a_generate_oai_reply'], parameters: { ...configured(own), system: { names: ['system_message'] }, messages: { names: ['messages'], position: 0 } } },
  {
    ...conversation,
    clients: [...configurable, ...proxies],
    paths: ['initiate_chat', 'a_initiate_chat'],
    parameters: { ...configured(...addressed('recipient'), ...addressed('#0')), prompt: { names: ['message'] }, steps: { names: ['max_turns'] } },
    // Who speaks first answers too, and the manager of a group chooses who speaks next.
    otherModels: inConfiguration([own, `recipient.${own}`, `#0.${own}`], 'model'),
    stepsWhenAbsent: 'unknown',
  },
  { ...conversation, clients: [...configurable, ...proxies], paths: ['initiate_chats', 'a_initiate_chats'], parameters: configured(...addressed('#0[].recipient'), ...addressed('chat_queue[].recipient')), stepsWhenAbsent: 'unknown' },
  // Without anybody to talk to, it is the agent itself that answers.
  { ...conversation, clients: configurable, paths: ['run', 'a_run'], parameters: { ...configured(...addressed('recipient'), ...addressed('#0'), own), prompt: { names: ['message'] }, steps: { names: ['max_turns'] } }, stepsWhenAbsent: 'unknown' },
  { ...conversation, clients: [''], paths: ['initiate_group_chat', 'a_initiate_group_chat'], parameters: { ...configured(...['pattern', '#0'].map((pattern) => `${pattern}.agents[].${own}`)), prompt: { names: ['messages'] }, steps: { names: ['max_rounds'] } }, otherModels: inConfiguration(['pattern', '#0'].map((pattern) => `${pattern}.group_manager_args.${own}`), 'model'), stepsWhenAbsent: 'unknown' },
  { ...conversation, clients: ['OpenAIWrapper'], paths: ['create'], streaming: 'by-parameter', parameters: { ...configured(''), model: { names: ['model', 'config_list[].model'] }, messages: { names: ['messages'] }, tools: { names: ['tools'] }, stream: { names: ['stream'] } } },
];

// ---- from 1.0 on -----------------------------------------------------------------------------------------------------------------------

interface Family {
  readonly names: readonly string[];
  readonly provider?: string;
  readonly platform?: ClientSpec['platform'];
  /** Of the SDK beneath. */
  readonly retries: number;
}

const families: readonly Family[] = [
  { names: ['OpenAIConfig', 'OpenAIResponsesConfig'], provider: 'openai', retries: 2 },
  { names: ['AnthropicConfig'], provider: 'anthropic', retries: 2 },
  { names: ['GeminiConfig'], provider: 'google', retries: 0 },
  { names: ['VertexAIConfig'], platform: 'vertex', retries: 0 },
  { names: ['BedrockConfig'], platform: 'bedrock', retries: 2 },
  { names: ['MistralConfig'], provider: 'mistral', retries: 0 },
  { names: ['XAIConfig'], provider: 'xai', retries: 2 },
  { names: ['OllamaConfig'], platform: 'local', retries: 0 },
  { names: ['DashScopeConfig', 'ZAIConfig', 'TypeSafeConfig'], platform: 'custom', retries: 2 },
];

const configurations = families.map(({ names, provider, platform = 'api', retries }): ClientSpec => ({
  names,
  packages: ['ag2'],
  platform,
  ...(provider === undefined ? {} : { provider }),
  model: { names: ['model'], position: 0 },
  retries: { names: ['max_retries'], default: retries },
  timeout: { names: ['timeout'] },
  baseUrl: { names: ['base_url', 'host'] },
}));

const ofConfiguration = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `config.${name}`) });

/** A turn, or the next one of the same conversation: `reply.ask(…)`. */
const turn = {
  settings: 'path',
  clients: ['Agent'],
  api: 'other',
  kind: 'generate',
  streaming: 'never',
  parameters: {
    model: { names: ['config'] },
    system: { names: ['prompt'], settingsPosition: 1 },
    prompt: { names: [], position: 0 },
    tools: { names: ['tools'] },
    maxOutput: ofConfiguration('max_tokens', 'max_completion_tokens', 'max_output_tokens'),
    temperature: ofConfiguration('temperature'),
    reasoning: ofConfiguration('reasoning_effort', 'reasoning', 'thinking_config', 'thinking_budget', 'thinking_level'),
    outputFormat: { names: ['response_schema'] },
  },
  cap: { absent: 'model-maximum' },
  byProvider: { anthropic: { cap: { absent: 'fixed', tokens: 4096 } } },
  stepsWhenAbsent: 'unknown',
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const ag2 = {
  id: 'ag2',
  name: 'AG2',
  provider: null,
  packages: { python: ['autogen', 'ag2'], javascript: [] },
  commonNames: ['autogen'],
  clients: [
    {
      names: [...configurable, ...proxies, 'OpenAIWrapper', ''],
      packages: ['autogen'],
      platform: 'api',
      retries: { names: ['llm_config.max_retries'], default: 2 },
      timeout: { names: ['llm_config.timeout'] },
      baseUrl: { names: ['llm_config.base_url', 'llm_config.config_list[].base_url'] },
    },
    ...configurations,
    { names: ['Agent'], packages: ['ag2'], platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } },
  ],
  operations: [...operations, { ...turn, paths: ['ask', 'run'] }],
  transparent: [],
  // A reply goes on as its agent does.
  fluent: ['ask'],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
