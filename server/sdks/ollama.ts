import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: ollama 0.6.3 (PyPI), ollama 0.6.4 (npm). A server of one's own, so that nothing is paid by the token, except for the models of Ollama's cloud. */

const options = {
  platform: 'local',
  retries: { names: [], default: 0 },
  timeout: { names: { python: ['timeout'], javascript: [] } },
  baseUrl: { names: ['host'] },
} satisfies Partial<ClientSpec>;

const sampling = {
  model: { names: ['model'], position: 0 },
  maxOutput: { names: ['options.num_predict'] },
  stop: { names: ['options.stop'] },
  temperature: { names: ['options.temperature'] },
  stream: { names: ['stream'] },
  reasoning: { names: ['think'] },
  outputFormat: { names: ['format'] },
} satisfies OperationSpec['parameters'];

const ofModule = { cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' }, streaming: 'by-parameter' } satisfies Partial<OperationSpec>;

export const ollama = {
  id: 'ollama',
  name: 'Ollama SDK',
  provider: null,
  packages: { python: ['ollama'], javascript: ['ollama'] },
  clients: [{ names: ['Client', 'AsyncClient', 'Ollama', ''], ...options }],
  operations: [
    { ...ofModule, paths: ['chat'], addresses: ['*:11434/api/chat'], api: 'openai-chat', kind: 'generate', parameters: { ...sampling, messages: { names: ['messages'], position: 1 }, tools: { names: ['tools'] } } },
    { ...ofModule, paths: ['generate'], addresses: ['*:11434/api/generate'], api: 'openai-completions', kind: 'generate', parameters: { ...sampling, prompt: { names: ['prompt'], position: 1 }, system: { names: ['system'] } } },
    { paths: ['embed'], addresses: ['*:11434/api/embed'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['input'], position: 1 } }, cap: { absent: 'none' }, caching: { kind: 'none' } },
    {
      paths: ['embeddings'],
      addresses: ['*:11434/api/embeddings'],
      api: 'embeddings',
      kind: 'embed',
      legacy: '`embed` took its place',
      streaming: 'never',
      parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['prompt'], position: 1 } },
      cap: { absent: 'none' },
      caching: { kind: 'none' },
    },
  ],
  messages: [{ paths: ['Message()'], role: { names: ['role'] }, content: { names: ['content'] } }],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['RequestError'], base: ['ResponseError'] },
} satisfies SdkSpec;
