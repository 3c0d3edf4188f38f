import type { OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: @cloudflare/workers-types 5.20261117.1, @cloudflare/ai 1.2.2 (npm). A worker is handed its models by the platform (`env.AI`), under whatever name its settings give them: no import tells such a
 * call, the models' names do, which nobody else has. What it costs is counted in the platform's own unit.
 *
 * Deliberately absent: models of pictures, sound and translation, which the same method runs.
 */
const OTHER_KINDS = ['openai/whisper', 'black-forest-labs/', 'stabilityai/', 'bytedance/', 'lykon/', 'runwayml/', 'leonardo/', 'deepgram/', 'myshell-ai/', 'pipecat-ai/', 'microsoft/resnet', 'facebook/', 'meta/m2m100', 'ai4bharat/', 'huggingface/', 'unum/', 'llava-hf/'].map((name) => `@cf/${name}`);

const textModel = {
  ecosystems: ['javascript'],
  argument: { begins: ['@cf/', '@hf/'], except: OTHER_KINDS },
  api: 'openai-chat',
  kind: 'generate',
  streaming: 'by-parameter',
  // The platform's own default for a text.
  cap: { absent: 'fixed', tokens: 256 },
  caching: { kind: 'none' },
} as const;

/** What a request says beside its model, where that record stands. */
function parametersIn(record: string): OperationSpec['parameters'] {
  const named = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `${record}${name}`) });
  return {
    messages: named('messages'),
    prompt: named('prompt', 'text'),
    tools: named('tools'),
    maxOutput: named('max_tokens'),
    temperature: named('temperature'),
    stream: named('stream'),
    outputFormat: named('response_format'),
  };
}

export const cloudflareAi = {
  id: 'cloudflare-ai',
  name: 'Cloudflare Workers AI',
  provider: null,
  packages: { python: [], javascript: ['@cloudflare/ai', '@cloudflare/workers-types'] },
  clients: [{ names: ['Ai'], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  byArgument: { client: 'Ai', verb: 'run' },
  operations: [
    { ...textModel, paths: ['run'], request: { javascript: 'arguments' }, parameters: { model: { names: ['#0'] }, ...parametersIn('#1.') } },
    // Over HTTP the address names the model, and the body is what the binding is given second.
    { ...textModel, paths: [], addresses: ['api.cloudflare.com/client/v4/accounts/*/ai/run/{model}'], parameters: { model: { names: [] }, ...parametersIn('') } },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
