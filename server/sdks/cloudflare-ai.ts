import type { SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: @cloudflare/workers-types 5.20261117.1, @cloudflare/ai 1.2.2 (npm). A worker is handed its models by the platform (`env.AI`), under whatever name its settings give them: no import tells such a
 * call, the models' names do, which nobody else has. What it costs is counted in the platform's own unit.
 *
 * Deliberately absent: models of pictures, sound and translation, which the same method runs.
 */
const OTHER_KINDS = ['openai/whisper', 'black-forest-labs/', 'stabilityai/', 'bytedance/', 'lykon/', 'runwayml/', 'leonardo/', 'deepgram/', 'myshell-ai/', 'pipecat-ai/', 'microsoft/resnet', 'facebook/', 'meta/m2m100', 'ai4bharat/', 'huggingface/', 'unum/', 'llava-hf/'].map((name) => `@cf/${name}`);

export const cloudflareAi = {
  id: 'cloudflare-ai',
  name: 'Cloudflare Workers AI',
  provider: null,
  packages: { python: [], javascript: ['@cloudflare/ai', '@cloudflare/workers-types'] },
  clients: [{ names: ['Ai'], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  byArgument: { client: 'Ai', verb: 'run' },
  operations: [
    {
      paths: ['run'],
      ecosystems: ['javascript'],
      argument: { begins: ['@cf/', '@hf/'], except: OTHER_KINDS },
      request: { javascript: 'arguments' },
      api: 'openai-chat',
      kind: 'generate',
      streaming: 'by-parameter',
      parameters: {
        model: { names: ['#0'] },
        messages: { names: ['#1.messages'] },
        prompt: { names: ['#1.prompt', '#1.text'] },
        tools: { names: ['#1.tools'] },
        maxOutput: { names: ['#1.max_tokens'] },
        temperature: { names: ['#1.temperature'] },
        stream: { names: ['#1.stream'] },
        outputFormat: { names: ['#1.response_format'] },
      },
      // The platform's own default for a text.
      cap: { absent: 'fixed', tokens: 256 },
      caching: { kind: 'none' },
    },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
