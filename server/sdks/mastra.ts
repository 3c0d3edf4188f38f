import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: @mastra/core 1.71.0, 0.24.9 and 0.10.15 (npm). Models are those of the AI SDK, or texts that name the provider too: `openai/gpt-…`. */

/** Nothing is tried again unless the agent says so. */
const connection = { platform: 'api', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** Settings of a run, else the agent's own for runs. */
const setting = (name: string): readonly string[] => ['#1', 'defaultOptions', 'defaultVNextStreamOptions', 'defaultGenerateOptions', 'defaultStreamOptions', 'defaultGenerateOptionsLegacy', 'defaultStreamOptionsLegacy'].map((holder) => `${holder}.${name}`);

const run = {
  request: { javascript: 'arguments' },
  settings: 'path',
  api: 'other',
  kind: 'generate',
  parameters: {
    // One is asked where another fails.
    model: { names: ['#1.model', 'model[].model', 'model', 'agents'] },
    system: { names: ['#1.instructions', '#1.system', 'instructions'] },
    messages: { names: ['#0'] },
    tools: { names: ['tools'] },
    toolChoice: { names: setting('toolChoice') },
    // In the versions before 0.20 the settings stood beside the others.
    maxOutput: { names: ['modelSettings.maxOutputTokens', 'modelSettings.maxTokens', 'maxTokens'].flatMap(setting) },
    temperature: { names: ['modelSettings.temperature', 'temperature'].flatMap(setting) },
    reasoning: { names: ['providerOptions.openai.reasoningEffort', 'providerOptions.anthropic.thinking', 'providerOptions.google.thinkingConfig'].flatMap(setting) },
    outputFormat: { names: ['structuredOutput.schema', 'output', 'experimental_output'].flatMap(setting) },
    steps: { names: ['maxSteps', 'stopWhen'].flatMap(setting) },
    retries: { names: [...setting('modelSettings.maxRetries'), 'maxRetries'] },
    timeout: { names: setting('abortSignal') },
    // What may write the request anew before it is sent.
    extraBody: { names: ['inputProcessors', ...setting('prepareStep')] },
  },
  cap: { absent: 'model-maximum' },
  stepsWhenAbsent: 5,
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const mastra = {
  id: 'mastra',
  name: 'Mastra',
  provider: null,
  packages: { python: [], javascript: ['@mastra/core'] },
  clients: [{ ...connection, names: ['Agent', 'Mastra'] }],
  operations: [
    { ...run, paths: ['generate', 'generateVNext', 'generateLegacy', 'resumeGenerate'], streaming: 'never' },
    { ...run, paths: ['stream', 'streamVNext', 'streamLegacy', 'streamUntilIdle', 'resumeStream'], streaming: 'always' },
    // Several agents, of which one decides who goes on.
    { ...run, paths: ['network'], streaming: 'always', stepsWhenAbsent: 'unknown' },
  ],
  // An agent that was registered under a name is one of those.
  carriers: [{ paths: ['Mastra()'], by: 'getAgent' }],
  handing: ['createStep', 'createTool'],
  modelBases: ['MastraLanguageModel'],
  standIns: ['createMockModel'],
  transparent: [],
  fluent: ['getAgent', 'getAgentById'],
  errors: { transient: [], permanent: ['TripWire'], base: ['MastraError'] },
} satisfies SdkSpec;
