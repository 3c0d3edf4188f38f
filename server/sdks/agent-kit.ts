import type { ClientSpec, ModelFactorySpec, OperationSpec, ParameterName, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: @inngest/agent-kit 0.13.2 and 0.5.1, @inngest/ai 0.1.8 (npm).
 *
 * Deliberately absent: what Inngest itself asks (`step.ai.infer`), and how often it tries a step again.
 */

const connection = { platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** The model of a run wins over the agent's own; settings of requests stand where the model is made. */
const ofAgent = (before: string): Partial<Record<ParameterName, ParameterSpec>> => {
  const setting = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [`#1.model.defaultParameters.${name}`, `${before}model.defaultParameters.${name}`]);
  return {
    system: { names: [`${before}system`] },
    tools: { names: [`${before}tools`] },
    messages: { names: ['#0'] },
    maxOutput: { names: setting('max_tokens', 'max_completion_tokens', 'generationConfig.maxOutputTokens') },
    temperature: { names: setting('temperature', 'generationConfig.temperature') },
    // What may write the request anew before it is sent.
    extraBody: { names: [`${before}lifecycle`] },
  };
};

const run = { paths: ['run'], request: { javascript: 'arguments' }, settings: 'path', api: 'other', kind: 'generate', streaming: 'never', cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } satisfies Partial<OperationSpec>;

const factory = (provider: string, ...paths: readonly string[]): ModelFactorySpec => ({ ...connection, provider, paths: paths.map((path) => `${path}()`), id: { names: ['model'], position: 0 }, baseUrl: { names: ['baseUrl'] } });

export const agentKit = {
  id: 'agent-kit',
  name: 'AgentKit',
  provider: null,
  packages: { python: [], javascript: ['@inngest/agent-kit'] },
  clients: [
    { ...connection, names: ['createAgent', 'createRoutingAgent', 'Agent', 'RoutingAgent'], model: { names: ['model'] } },
    { ...connection, names: ['createNetwork', 'Network'] },
  ],
  operations: [
    { ...run, clients: ['createAgent', 'createRoutingAgent', 'Agent', 'RoutingAgent'], parameters: { ...ofAgent(''), model: { names: ['#1.model', 'model'] }, steps: { names: ['#1.maxIter'] } }, stepsWhenAbsent: 1 },
    // Which of the agents go on, and how often, the router says.
    { ...run, clients: ['createNetwork', 'Network'], parameters: { ...ofAgent('agents[].'), model: { names: ['agents[].model', 'defaultModel'] }, steps: { names: ['maxIter'] } }, stepsWhenAbsent: 'unknown' },
  ],
  models: [factory('openai', 'openai'), factory('anthropic', 'anthropic'), factory('google', 'gemini'), factory('xai', 'grok')],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
