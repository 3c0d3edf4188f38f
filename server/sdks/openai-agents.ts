import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: openai-agents 0.24.0 (PyPI); @openai/agents-core and @openai/agents-openai 0.20.0 (npm). What a run sends stands in its agent. */

const connection = { platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** A field of the agent that a run is given. */
const ofAgent = (name: string): readonly string[] => [`#0.${name}`, `starting_agent.${name}`];
const ofSettings = (inPython: string, inJavascript: string): { readonly python: readonly string[]; readonly javascript: readonly string[] } => ({
  python: [...ofAgent(`model_settings.${inPython}`), `run_config.model_settings.${inPython}`],
  javascript: ['modelSettings', '#0.modelSettings'].map((holder) => `${holder}.${inJavascript}`),
});

const run = {
  request: { javascript: 'arguments' },
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: { python: ['run_config.model', ...ofAgent('model')], javascript: ['model', '#0.model'] } },
    system: { names: ofAgent('instructions') },
    prompt: { names: ['input'], position: 1 },
    tools: { names: ofAgent('tools') },
    toolChoice: { names: ofSettings('tool_choice', 'toolChoice') },
    maxOutput: { names: ofSettings('max_tokens', 'maxTokens') },
    temperature: { names: ofSettings('temperature', 'temperature') },
    reasoning: { names: ofSettings('reasoning', 'reasoning') },
    outputFormat: { names: { python: ofAgent('output_type'), javascript: ['#0.outputType'] } },
    steps: { names: { python: ['max_turns'], javascript: ['#2.maxTurns'] } },
    cache: { names: ofSettings('prompt_cache_options', 'promptCacheOptions') },
    timeout: { names: ofSettings('timeout', 'timeout') },
    stream: { names: { python: [], javascript: ['#2.stream'] } },
    previousResponse: { names: { python: ['session', 'previous_response_id', 'conversation_id'], javascript: ['#2.session', '#2.previousResponseId', '#2.conversationId'] } },
  },
  cap: { absent: 'model-maximum' },
  stepsWhenAbsent: 10,
  handoffs: {
    names: ofAgent('handoffs'),
    tool: 'transfer_to_$name',
    description: 'Handoff to the $name agent to handle the request. $handoff_description $handoffDescription',
    toolName: 'tool_name_override',
    toolDescription: 'tool_description_override',
  },
  // Unless it is told otherwise.
  byProvider: { openai: { api: 'openai-responses' } },
  schemas: { titles: 'of fields', functions: { doc: 'parts', title: '$name_args', required: 'all' } },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const openaiAgents = {
  id: 'openai-agents',
  name: 'OpenAI Agents SDK',
  provider: 'openai',
  packages: { python: ['agents'], javascript: ['@openai/agents', '@openai/agents-core', '@openai/agents-openai', '@openai/agents-extensions'] },
  commonNames: ['agents'],
  projects: ['openai-agents'],
  clients: [
    { ...connection, names: [''] },
    { ...connection, names: ['Runner'], packages: ['@openai/agents', '@openai/agents-core'] },
  ],
  operations: [
    { ...run, paths: ['Runner.run', 'Runner.run_sync'], ecosystems: ['python'], streaming: 'never' },
    { ...run, paths: ['Runner.run_streamed', 'run_demo_loop'], ecosystems: ['python'], streaming: 'always' },
    { ...run, paths: ['run'], ecosystems: ['javascript'], settings: 'path', streaming: 'by-parameter' },
  ],
  models: [
    {
      paths: ['OpenAIChatCompletionsModel()', 'OpenAIResponsesModel()', 'OpenAIResponsesWSModel()', 'models.openai_chatcompletions.OpenAIChatCompletionsModel()'],
      packages: ['agents'],
      provider: 'openai',
      id: { names: ['model'], position: 0 },
      baseUrl: { names: ['openai_client.base_url'] },
    },
    {
      paths: ['OpenAIChatCompletionsModel()', 'OpenAIResponsesModel()', 'OpenAIResponsesWSModel()', 'OpenAIHostedMultiAgentModel()'],
      packages: ['@openai/agents', '@openai/agents-openai'],
      provider: 'openai',
      id: { names: ['model'], position: 1 },
      baseUrl: { names: ['settings#0.baseURL'] },
    },
    { paths: ['LitellmModel()', 'AnyLLMModel()'], packages: ['agents'], provider: null, id: { names: ['model'], position: 0 }, baseUrl: { names: ['base_url'] } },
    { paths: ['aisdk()'], packages: ['@openai/agents-extensions'], provider: null, id: { names: ['model'], position: 0 } },
  ],
  modelBases: ['Model'],
  standIns: ['ScriptedModel'],
  transparent: [],
  fluent: [],
  errors: {
    transient: [],
    permanent: ['MaxTurnsExceeded', 'MaxTurnsExceededError', 'ModelBehaviorError', 'UserError', 'InputGuardrailTripwireTriggered', 'OutputGuardrailTripwireTriggered'],
    base: ['AgentsException', 'AgentsError'],
  },
} satisfies SdkSpec;
