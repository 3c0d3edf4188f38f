import type { ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/** Sources: agno 3.1.10, 2.3.0 and 1.8.1 (PyPI). A model may be an object, or a text that names the provider too: `openai:gpt-…`. */

interface Family {
  readonly names: readonly string[];
  readonly packages?: readonly string[];
  readonly provider?: string;
  readonly platform?: Platform;
  /** Of the SDK beneath. */
  readonly retries: number;
}

const aws = 'agno.models.aws';
const vertex = 'agno.models.vertexai';
const azure = 'agno.models.azure';

const families: readonly Family[] = [
  { names: ['Claude', 'AwsBedrock'], packages: [aws], platform: 'bedrock', retries: 2 },
  { names: ['Claude'], packages: [vertex], platform: 'vertex', retries: 2 },
  { names: ['Claude', 'AzureOpenAI', 'AzureOpenAIResponses', 'AzureAIFoundry'], packages: [azure], platform: 'azure', retries: 2 },
  { names: ['OpenAIChat', 'OpenAIResponses'], provider: 'openai', retries: 2 },
  { names: ['Claude'], provider: 'anthropic', retries: 2 },
  { names: ['Gemini', 'GeminiInteractions'], provider: 'google', retries: 0 },
  { names: ['Groq'], provider: 'groq', retries: 2 },
  { names: ['DeepSeek'], provider: 'deepseek', retries: 2 },
  { names: ['xAI', 'xAIResponses'], provider: 'xai', retries: 2 },
  { names: ['Cohere'], provider: 'cohere', retries: 2 },
  { names: ['Together'], provider: 'together', retries: 2 },
  { names: ['MistralChat'], provider: 'mistral', retries: 0 },
  { names: ['OpenRouter', 'OpenRouterResponses'], provider: 'openrouter', retries: 2 },
  { names: ['LiteLLM', 'LiteLLMOpenAI', 'OpenAILike', 'OpenResponses'], retries: 2 },
  { names: ['Ollama', 'OllamaResponses', 'LMStudio', 'LlamaCpp', 'VLLM', 'vLLM'], platform: 'local', retries: 0 },
  { names: ['Fireworks', 'Perplexity', 'DeepInfra', 'Portkey', 'InternLM', 'WatsonX', 'DashScope', 'LangDB', 'Llama', 'LlamaOpenAI', 'Nebius', 'HuggingFace', 'Cerebras', 'CerebrasOpenAI', 'Nvidia', 'Sambanova', 'AIMLAPI', 'CometAPI', 'Requesty', 'Siliconflow', 'Nexus'], platform: 'custom', retries: 2 },
];

/** Its own packages, where a name means a platform. */
const elsewhere = [aws, vertex, azure];

const connection = { timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url', 'azure_endpoint', 'host'] } } satisfies Partial<ClientSpec>;

const clients = families.map(({ names, packages = ['agno'], provider, platform = 'api', retries }): ClientSpec => ({
  ...connection,
  names,
  packages,
  platform,
  ...(provider === undefined ? {} : { provider }),
  model: { names: ['id', 'azure_deployment'], position: 0 },
  retries: { names: ['max_retries'], default: retries },
}));

const caps = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];
const reasonings = ['reasoning_effort', 'reasoning', 'thinking', 'thinking_budget'];

const ofModel = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `model.${name}`) });

const run = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['system_message', 'instructions', 'description'] },
    prompt: { names: ['input', 'message'], position: 0 },
    tools: { names: ['tools'] },
    maxOutput: ofModel(...caps),
    temperature: ofModel('temperature'),
    reasoning: ofModel(...reasonings),
    outputFormat: { names: ['output_schema', 'response_model'] },
    steps: { names: ['tool_call_limit'] },
    stream: { names: ['stream'] },
  },
  cap: { absent: 'model-maximum' },
  stepsWhenAbsent: null,
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

export const agno = {
  id: 'agno',
  name: 'Agno',
  provider: null,
  packages: { python: ['agno', ...elsewhere], javascript: [] },
  // Part of many words.
  commonNames: ['agno'],
  clients: [...clients, { ...connection, names: ['Agent', 'Team'], packages: ['agno'], platform: 'api', retries: { names: ['retries'], default: 0 } }],
  operations: [
    { ...run, clients: ['Agent'], paths: ['run', 'arun', 'print_response', 'aprint_response', 'cli_app'], streaming: 'by-parameter' },
    // Its leader asks, and has its members asked.
    { ...run, clients: ['Team'], paths: ['run', 'arun', 'print_response', 'aprint_response'], streaming: 'by-parameter', stepsWhenAbsent: 'unknown' },
  ],
  modelBases: ['Model'],
  transparent: [],
  fluent: [],
  errors: { transient: ['ModelRateLimitError'], permanent: ['ModelAuthenticationError'], base: ['ModelProviderError', 'AgnoError'] },
} satisfies SdkSpec;
