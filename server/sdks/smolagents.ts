import type { ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/** Sources: smolagents 1.26.0, 1.15.0 and 1.3.0 (PyPI). Before 1.9 a call without a cap was held to 1,500 tokens. */

interface Family {
  readonly names: readonly string[];
  readonly provider?: string;
  readonly platform?: Platform;
  readonly modelNames?: ClientSpec['modelNames'];
}

const families: readonly Family[] = [
  { names: ['OpenAIModel', 'OpenAIServerModel'], provider: 'openai' },
  { names: ['AzureOpenAIModel', 'AzureOpenAIServerModel'], platform: 'azure' },
  { names: ['AmazonBedrockModel', 'AmazonBedrockServerModel'], platform: 'bedrock' },
  { names: ['LiteLLMModel'] },
  { names: ['LiteLLMRouterModel'], modelNames: { list: { names: ['model_list'], position: 1 }, name: 'model_name', model: 'litellm_params.model' } },
  // The price is that of the provider a request is routed to.
  { names: ['InferenceClientModel', 'HfApiModel'], platform: 'custom' },
  { names: ['TransformersModel', 'VLLMModel', 'MLXModel'], platform: 'local' },
  // What tools and agents of one's own are given.
  { names: ['Model', 'ApiModel'], platform: 'custom' },
];

const models = families.flatMap(({ names }) => names);

const clients = families.map(({ names, provider, platform = 'api', modelNames }): ClientSpec => ({
  names,
  platform,
  ...(provider === undefined ? {} : { provider }),
  model: { names: ['model_id'], position: 0 },
  ...(modelNames === undefined ? {} : { modelNames }),
  retries: { names: ['client_kwargs.max_retries', 'num_retries'], default: 2 },
  timeout: { names: ['timeout', 'client_kwargs.timeout'] },
  baseUrl: { names: ['api_base', 'base_url', 'azure_endpoint'] },
}));

const caps = ['max_tokens', 'max_completion_tokens', 'max_new_tokens'];

/** What a model is built with holds for each of its calls. */
const call = {
  settings: 'path',
  clients: models,
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model_id'], settingsPosition: 0 },
    messages: { names: ['messages'], position: 0 },
    tools: { names: ['tools_to_call_from'] },
    maxOutput: { names: caps },
    stop: { names: ['stop_sequences'] },
    temperature: { names: ['temperature'] },
    reasoning: { names: ['reasoning_effort', 'thinking'] },
    outputFormat: { names: ['response_format'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

const ofModel = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `model.${name}`) });

/** The system prompts of smolagents 1.26 (`prompts/*.yaml`), without the tools that are filled in. */
const runs = [
  { clients: ['CodeAgent'], ownText: { tokens: [1900, 2500], what: 'its own instructions for writing code' } },
  { clients: ['ToolCallingAgent'], ownText: { tokens: [900, 1200], what: 'its own instructions for calling tools' } },
  { clients: ['MultiStepAgent'], ownText: { tokens: [900, 2500], what: 'its own instructions' } },
] satisfies readonly Partial<OperationSpec>[];

export const smolagents = {
  id: 'smolagents',
  name: 'smolagents',
  provider: null,
  packages: { python: ['smolagents'], javascript: [] },
  projects: ['smolagents'],
  clients: [...clients, { names: ['CodeAgent', 'ToolCallingAgent', 'MultiStepAgent'], platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  operations: [
    { ...call, paths: ['', 'generate'], streaming: 'never' },
    { ...call, paths: ['generate_stream'], streaming: 'always' },
    ...runs.map((run): OperationSpec => ({
      ...call,
      ...run,
      paths: ['run'],
      streaming: 'by-parameter',
      parameters: {
        model: { names: ['model'], settingsPosition: 1 },
        system: { names: ['instructions'] },
        prompt: { names: ['task'], position: 0 },
        tools: { names: ['tools'], settingsPosition: 0 },
        maxOutput: ofModel(...caps),
        temperature: ofModel('temperature'),
        reasoning: ofModel('reasoning_effort', 'thinking'),
        steps: { names: ['max_steps'] },
        stream: { names: ['stream'] },
      },
      otherModels: { names: ['managed_agents[].model', 'managed_agents[].#1'] },
      stepsWhenAbsent: 20,
    })),
  ],
  modelBases: ['Model', 'ApiModel'],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['AgentParsingError', 'AgentMaxStepsError', 'AgentToolCallError'], base: ['AgentError', 'AgentGenerationError'] },
} satisfies SdkSpec;
