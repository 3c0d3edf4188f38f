import type { SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: replicate 1.0.7 and 0.34.2 (PyPI), replicate 1.4.0 (npm). It runs models of every kind; those that write text are told by their makers' names. They are paid for by the token or by the second,
 * which no table here lists.
 *
 * Deliberately absent: predictions by the number of a version, which says nothing of the model, and models that a program deploys itself.
 */

/** How the names of models that write text begin. */
const LANGUAGE_MODELS = [
  ...['meta/meta-llama-', 'meta/llama-', 'meta/codellama-', 'replicate/llama-', 'a16z-infra/llama', 'mistralai/', 'anthropic/', 'openai/gpt-4', 'openai/gpt-5', 'openai/gpt-oss', 'openai/o', 'deepseek-ai/deepseek-', 'google/gemini-', 'google/gemma', 'google-deepmind/gemma'],
  ...['ibm-granite/', 'snowflake/snowflake-arctic', 'qwen/qwen1.5', 'qwen/qwen2', 'qwen/qwen3', 'xai/grok', 'replicate/vicuna', 'replicate/dolly', 'nateraw/mistral', 'nateraw/mixtral', 'nateraw/openchat', '01-ai/yi'],
];

export const replicate = {
  id: 'replicate',
  name: 'Replicate',
  provider: null,
  packages: { python: ['replicate'], javascript: ['replicate'] },
  clients: [{ names: ['default', 'Client', ''], platform: 'custom', retries: { names: [], default: 5 }, timeout: { names: { python: ['timeout'], javascript: [] } }, baseUrl: { names: { python: ['base_url'], javascript: ['baseUrl'] } } }],
  operations: (['run', 'async_run', 'stream', 'async_stream'] as const).map((path) => ({
    paths: [path],
    argument: { begins: LANGUAGE_MODELS, except: ['google/gemini-2.5-flash-image', 'google/gemini-3-pro-image', 'openai/gpt-4o-transcribe', 'openai/gpt-4o-mini-transcribe'] },
    ...(path.startsWith('async') ? { ecosystems: ['python'] as const } : {}),
    request: { javascript: 'arguments' as const },
    api: 'other' as const,
    kind: 'generate' as const,
    streaming: path.endsWith('stream') ? ('always' as const) : ('never' as const),
    parameters: {
      model: { names: { python: ['ref'], javascript: ['#0'] }, position: 0 },
      system: { names: { python: ['input.system_prompt'], javascript: ['#1.input.system_prompt'] } },
      prompt: { names: { python: ['input.prompt'], javascript: ['#1.input.prompt'] } },
      maxOutput: { names: { python: ['input.max_tokens', 'input.max_new_tokens'], javascript: ['#1.input.max_tokens', '#1.input.max_new_tokens'] } },
      temperature: { names: { python: ['input.temperature'], javascript: ['#1.input.temperature'] } },
    },
    cap: { absent: 'model-maximum' as const },
    caching: { kind: 'none' as const },
  })),
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: ['ReplicateError'] },
} satisfies SdkSpec;
