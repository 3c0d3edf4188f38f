import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { eitherCap } from './shared/openai-shape.ts';

/**
 * Sources: crewai 1.15.30, 1.0.0 and 0.80.0 (PyPI). The model's name carries the provider, as LiteLLM's do: `anthropic/claude-…`.
 *
 * Deliberately absent: flows, whose steps are functions of one's own.
 */

const connection = {
  platform: 'api',
  retries: { names: ['max_retries'], default: 2 },
  timeout: { names: ['timeout'] },
  baseUrl: { names: ['base_url', 'api_base'] },
} satisfies Partial<ClientSpec>;

const request = { settings: 'path', api: 'other', kind: 'generate', streaming: 'never', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } as const satisfies Partial<OperationSpec>;

const sampling = { maxOutput: eitherCap, temperature: { names: ['temperature'] }, reasoning: { names: ['reasoning_effort', 'thinking'] } } satisfies OperationSpec['parameters'];

/** What is asked through a model object, by its settings. */
const through = (holder: string, { names }: { readonly names: readonly string[] }): ParameterSpec => ({ names: names.map((name) => `${holder}.${name}`) });

const ofAgent = (agent: string): OperationSpec['parameters'] => ({
  model: { names: [`${agent}llm`, `${agent}config.llm`] },
  tools: { names: [`${agent}tools`] },
  maxOutput: { names: [...through(`${agent}llm`, sampling.maxOutput).names as readonly string[], `${agent}max_tokens`, `${agent}config.max_tokens`] },
  temperature: through(`${agent}llm`, sampling.temperature),
  reasoning: through(`${agent}llm`, sampling.reasoning),
});

/** `translations/en.json` of crewai 1.15: from a task without tools to one whose tools are described in the prompt, with the agent's role and goal and what is expected. */
const ownText = { tokens: [60, 500], what: "its own instructions around the task, with the agent's role and goal" } satisfies OperationSpec['ownText'];

export const crewai = {
  id: 'crewai',
  name: 'CrewAI',
  provider: null,
  packages: { python: ['crewai'], javascript: [] },
  projects: ['crewai', 'crewai-workspace'],
  clients: [
    { ...connection, names: ['LLM'], model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Agent', 'LiteAgent', 'Crew'], retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } },
  ],
  tellingVerbs: ['kickoff'],
  operations: [
    {
      ...request,
      clients: ['LLM'],
      paths: ['call', 'acall'],
      streaming: 'by-parameter',
      parameters: {
        ...sampling,
        model: { names: ['model'], settingsPosition: 0 },
        messages: { names: ['messages'], position: 0 },
        tools: { names: ['tools'] },
        stop: { names: ['stop'] },
        completions: { names: ['n'] },
        outputFormat: { names: ['response_model', 'response_format'] },
        stream: { names: ['stream'] },
      },
    },
    {
      ...request,
      ownText,
      clients: ['Agent', 'LiteAgent'],
      paths: ['kickoff', 'kickoff_async', 'akickoff', 'message', 'execute_task', 'aexecute_task'],
      parameters: { ...ofAgent(''), system: { names: ['backstory', 'config.backstory'] }, messages: { names: ['messages', 'content', 'task'], position: 0 }, outputFormat: { names: ['response_format'] }, steps: { names: ['max_iter'] } },
      stepsWhenAbsent: 25,
    },
    // Each task is given to one of the agents, which asks as often as it needs to.
    {
      ...request,
      ownText,
      clients: ['Crew'],
      paths: ['kickoff', 'kickoff_async', 'akickoff', 'kickoff_for_each', 'kickoff_for_each_async', 'akickoff_for_each', 'train', 'test', 'replay'],
      parameters: { ...ofAgent('agents[].'), system: { names: ['agents[].backstory', 'agents[].config.backstory'] }, prompt: { names: ['tasks[].description', 'tasks[].config.description'] } },
      otherModels: { names: ['manager_llm', 'manager_agent.llm', 'planning_llm'] },
      stepsWhenAbsent: 'unknown',
    },
  ],
  classDecorators: [
    {
      path: 'CrewBase',
      lists: { agents: 'agent', tasks: 'task' },
      files: { agents_config: 'config/agents.yaml', tasks_config: 'config/tasks.yaml' },
      named: ['llm'],
    },
  ],
  modelBases: ['BaseLLM', 'LLM'],
  transparent: [],
  fluent: ['copy'],
  errors: { transient: [], permanent: ['LLMContextLengthExceededError', 'ConverterError'], base: [] },
} satisfies SdkSpec;
