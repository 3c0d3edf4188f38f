import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: @voltagent/core 2.10.0 (npm). Models are those of the AI SDK, or texts that name the provider too.
 *
 * Deliberately absent: agents that only the server of the `VoltAgent` class runs, and steps of its workflows (`andAgent`), which a run of the workflow asks.
 */

const connection = { platform: 'api', retries: { names: ['maxRetries'], default: 3 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** The options of a run are its argument of this number. A setting of the run wins over the agent's own. */
const run = (options: number): Pick<OperationSpec, 'request' | 'settings' | 'api' | 'kind' | 'parameters' | 'cap' | 'caching' | 'stepsWhenAbsent'> => {
  const setting = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [`#${options}.${name}`, name]);
  return {
    request: { javascript: 'arguments' },
    settings: 'path',
    api: 'other',
    kind: 'generate',
    parameters: {
      // One is asked where another fails.
      model: { names: [`#${options}.model`, 'model[].model', 'model'] },
      system: { names: ['instructions'] },
      messages: { names: ['#0'] },
      tools: { names: ['tools'] },
      toolChoice: { names: setting('toolChoice') },
      maxOutput: { names: setting('maxOutputTokens') },
      temperature: { names: setting('temperature') },
      reasoning: { names: ['openai.reasoningEffort', 'anthropic.thinking', 'google.thinkingConfig'].flatMap((name) => setting(`providerOptions.${name}`)) },
      outputFormat: { names: options === 2 ? ['#1'] : setting('output') },
      steps: { names: setting('maxSteps', 'stopWhen') },
      retries: { names: setting('maxRetries') },
      timeout: { names: setting('abortSignal') },
      // What may write the request anew before it is sent.
      extraBody: { names: setting('prepareStep', 'hooks', 'inputMiddlewares') },
    },
    cap: { absent: 'model-maximum' },
    caching: { kind: 'automatic' },
    stepsWhenAbsent: options === 2 ? 1 : 5,
  };
};

export const voltagent = {
  id: 'voltagent',
  name: 'VoltAgent',
  provider: null,
  packages: { python: [], javascript: ['@voltagent/core'] },
  clients: [{ ...connection, names: ['Agent'] }],
  operations: [
    { ...run(1), paths: ['generateText'], streaming: 'never' },
    { ...run(1), paths: ['streamText'], streaming: 'always' },
    { ...run(2), paths: ['generateObject'], streaming: 'never' },
    { ...run(2), paths: ['streamObject'], streaming: 'always' },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['ToolDeniedError'], base: ['ClientHTTPError'] },
} satisfies SdkSpec;
