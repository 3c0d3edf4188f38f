import type { ClientSpec, ModelFactorySpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: google-adk 2.13.0 and 1.5.0 (PyPI), @google/adk 2.0.0 (npm).
 *
 * Deliberately absent: agents that nobody runs in sight, as those of the `adk` command, and sessions of sound (`run_live`).
 */

const SINGLE = ['LlmAgent', 'Agent'];
const OF_OTHERS = ['SequentialAgent', 'ParallelAgent', 'LoopAgent'];

/** Whose members say what is asked: an agent itself, or one of those that it hands work to. */
const within = (...roots: readonly string[]): readonly string[] => ['', 'sub_agents[].', 'sub_agents[].sub_agents[].'].flatMap((below) => roots.map((root) => `${root}${below}`));

/** The names in JavaScript: `sub_agents` is `subAgents` there. */
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What JavaScript's agents do not have. */
const PYTHON_ONLY = /(?:static_instruction|model\.max_tokens|planner\.thinking_config|service_tier)$/;

const named = (...python: readonly string[]): ParameterSpec => ({ names: { python, javascript: python.filter((name) => !PYTHON_ONLY.test(name)).map(camel) } });

const members = (roots: readonly string[], ...names: readonly string[]): ParameterSpec => named(...within(...roots).flatMap((place) => names.map((name) => `${place}${name}`)));

/** What an agent is made with. A model of LiteLLM has a cap of its own. */
const ofAgent = (...roots: readonly string[]): OperationSpec['parameters'] => ({
  model: members(roots, 'model'),
  system: members(roots, 'instruction', 'static_instruction', 'global_instruction'),
  tools: members(roots, 'tools'),
  maxOutput: members(roots, 'generate_content_config.max_output_tokens', 'model.max_tokens'),
  temperature: members(roots, 'generate_content_config.temperature'),
  reasoning: members(roots, 'generate_content_config.thinking_config', 'planner.thinking_config'),
  outputFormat: members(roots, 'output_schema'),
});

const run = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  streaming: 'never',
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} as const satisfies Partial<OperationSpec>;

const ofRunner = {
  ...run,
  clients: ['Runner', 'InMemoryRunner'],
  parameters: {
    ...ofAgent('agent.', 'app.root_agent.', 'settings#0.'),
    steps: named('run_config.max_llm_calls'),
    serviceTier: named('run_config.service_tier'),
  },
  stepsWhenAbsent: 500,
} satisfies Partial<OperationSpec>;

const connection = { retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

const made = (name: string, of: Omit<ModelFactorySpec, 'paths' | 'id'>): ModelFactorySpec => ({ ...of, paths: [`${name}()`, `models.${name}()`], id: { names: ['model'], position: 0 } });

export const googleAdk = {
  id: 'google-adk',
  name: 'Agent Development Kit',
  provider: null,
  packages: { python: ['google.adk'], javascript: ['@google/adk'] },
  clients: [{ ...connection, names: ['Runner', 'InMemoryRunner', ...SINGLE, ...OF_OTHERS], platform: 'api' }],
  operations: [
    { ...ofRunner, ecosystems: ['python'], paths: ['run', 'run_async'], parameters: { ...ofRunner.parameters, prompt: { names: ['new_message'] } } },
    { ...ofRunner, ecosystems: ['javascript'], paths: ['runAsync', 'runEphemeral'], parameters: { ...ofRunner.parameters, prompt: { names: ['newMessage'] } } },
    { ...ofRunner, ecosystems: ['python'], paths: ['run_debug'], parameters: { ...ofRunner.parameters, prompt: { names: ['user_messages'], position: 0 } } },
    // An agent of one's own has others do its work.
    { ...run, ecosystems: ['python'], clients: SINGLE, paths: ['run_async'], parameters: ofAgent(''), stepsWhenAbsent: 500 },
    { ...run, ecosystems: ['python'], clients: OF_OTHERS, paths: ['run_async'], parameters: ofAgent(''), stepsWhenAbsent: 'unknown' },
  ],
  models: [
    made('LiteLlm', { provider: null, retries: { names: ['num_retries', 'max_retries'], default: 2 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['api_base', 'base_url'] } }),
    made('Gemini', { provider: 'google' }),
    made('Gemma', { provider: 'google' }),
    made('AnthropicLlm', { provider: 'anthropic', cap: { absent: 'fixed', tokens: 8192 }, retries: { names: [], default: 2 } }),
    made('Claude', { provider: 'anthropic', platform: 'vertex', cap: { absent: 'fixed', tokens: 8192 }, retries: { names: [], default: 2 } }),
    made('OpenAILlm', { provider: 'openai', retries: { names: [], default: 2 } }),
    made('Gemma3Ollama', { provider: null, platform: 'local' }),
    made('ApigeeLlm', { provider: null, platform: 'custom' }),
  ],
  modelBases: ['BaseLlm'],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['LlmCallsLimitExceededError'], base: [] },
} satisfies SdkSpec;
