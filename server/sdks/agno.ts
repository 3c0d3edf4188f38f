import type { ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/** Sources: agno 3.1.10, 2.3.0 and 1.8.1, and phidata 2.7.10, as it was called before (PyPI). A model may be an object, or a text that names the provider too: `openai:gpt-…`. */

interface Family {
  readonly names: readonly string[];
  readonly packages?: readonly string[];
  readonly provider?: string;
  readonly platform?: Platform;
  /** Of the SDK beneath. */
  readonly retries: number;
}

const aws = ['agno.models.aws', 'phi.model.aws', 'phi.llm.aws'];
const vertex = ['agno.models.vertexai', 'phi.model.vertexai', 'phi.llm.vertexai'];
const azure = ['agno.models.azure', 'phi.model.azure', 'phi.llm.azure'];
const own = ['agno', 'phi'];

const families: readonly Family[] = [
  { names: ['Claude', 'AwsBedrock'], packages: aws, platform: 'bedrock', retries: 2 },
  { names: ['Claude', 'Gemini'], packages: vertex, platform: 'vertex', retries: 2 },
  { names: ['Claude', 'AzureOpenAI', 'AzureOpenAIResponses', 'AzureOpenAIChat', 'AzureAIFoundry'], packages: azure, platform: 'azure', retries: 2 },
  { names: ['OpenAIChat', 'OpenAIResponses'], provider: 'openai', retries: 2 },
  { names: ['Claude'], provider: 'anthropic', retries: 2 },
  { names: ['Gemini', 'GeminiInteractions', 'GeminiOpenAIChat'], provider: 'google', retries: 0 },
  { names: ['Groq'], provider: 'groq', retries: 2 },
  { names: ['DeepSeek', 'DeepSeekChat'], provider: 'deepseek', retries: 2 },
  { names: ['xAI', 'xAIResponses'], provider: 'xai', retries: 2 },
  { names: ['Cohere', 'CohereChat'], provider: 'cohere', retries: 2 },
  { names: ['Together'], provider: 'together', retries: 2 },
  { names: ['MistralChat'], provider: 'mistral', retries: 0 },
  { names: ['OpenRouter', 'OpenRouterResponses'], provider: 'openrouter', retries: 2 },
  { names: ['LiteLLM', 'LiteLLMOpenAI', 'OpenAILike', 'OpenResponses'], retries: 2 },
  { names: ['Ollama', 'OllamaTools', 'OllamaOpenAI', 'Hermes', 'OllamaResponses', 'LMStudio', 'LlamaCpp', 'VLLM', 'vLLM'], platform: 'local', retries: 0 },
  { names: ['Fireworks', 'Perplexity', 'DeepInfra', 'Portkey', 'InternLM', 'WatsonX', 'DashScope', 'LangDB', 'Llama', 'LlamaOpenAI', 'Nebius', 'HuggingFace', 'Cerebras', 'CerebrasOpenAI', 'Nvidia', 'Sambanova', 'AIMLAPI', 'CometAPI', 'Requesty', 'Siliconflow', 'Nexus', 'HuggingFaceChat', 'Cloudflare', 'MiniMax', 'MoonShot', 'MiMo', 'V0', 'N1N', 'Neosantara'], platform: 'custom', retries: 2 },
];

/** Its own packages, where a name means a platform. */
const elsewhere = [...aws, ...vertex, ...azure];

const connection = { timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url', 'azure_endpoint', 'host'] } } satisfies Partial<ClientSpec>;

const clients = families.map(({ names, packages = own, provider, platform = 'api', retries }): ClientSpec => ({
  ...connection,
  names,
  packages,
  platform,
  ...(provider === undefined ? {} : { provider }),
  model: { names: ['id', 'model', 'azure_deployment'], position: 0 },
  retries: { names: ['max_retries'], default: retries },
}));

const caps = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];
const reasonings = ['reasoning_effort', 'reasoning', 'thinking', 'thinking_budget'];

const ofModel = (...names: readonly string[]): ParameterSpec => ({ names: ['model', 'llm'].flatMap((holder) => names.map((name) => `${holder}.${name}`)) });

const run = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  parameters: {
    model: { names: ['model', 'llm', 'provider'] },
    system: { names: ['system_message', 'system_prompt', 'instructions', 'description'] },
    prompt: { names: ['input', 'message'], position: 0 },
    tools: { names: ['tools'] },
    maxOutput: ofModel(...caps),
    temperature: ofModel('temperature'),
    reasoning: ofModel(...reasonings),
    outputFormat: { names: ['output_schema', 'response_model', 'output_model'] },
    steps: { names: ['tool_call_limit'] },
    stream: { names: ['stream'] },
  },
  cap: { absent: 'model-maximum' },
  stepsWhenAbsent: null,
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

const embedders: readonly Family[] = [
  { names: ['OpenAIEmbedder'], provider: 'openai', retries: 2 },
  { names: ['GeminiEmbedder'], provider: 'google', retries: 0 },
  { names: ['CohereEmbedder'], provider: 'cohere', retries: 2 },
  { names: ['MistralEmbedder'], provider: 'mistral', retries: 0 },
  { names: ['AwsBedrockEmbedder'], platform: 'bedrock', retries: 4 },
  { names: ['AzureOpenAIEmbedder'], platform: 'azure', retries: 2 },
  { names: ['OllamaEmbedder', 'VLLMEmbedder'], platform: 'local', retries: 0 },
  { names: ['JinaEmbedder', 'VoyageAIEmbedder', 'HuggingfaceCustomEmbedder'], platform: 'custom', retries: 0 },
];

const embed = {
  settings: 'path',
  clients: embedders.flatMap(({ names }) => names),
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['id', 'model'], settingsPosition: 0 }, prompt: { names: ['text'], position: 0 } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

export const agno = {
  id: 'agno',
  name: 'Agno',
  provider: null,
  packages: { python: [...own, ...elsewhere], javascript: [] },
  // Part of many words.
  commonNames: own,
  clients: [...clients, { ...connection, names: ['Agent', 'Team'], packages: own, platform: 'api', retries: { names: ['retries'], default: 0 } },
    { ...connection, names: ['Assistant'], packages: ['phi'], platform: 'api', retries: { names: [], default: 0 } },
    ...embedders.map(({ names, provider, platform = 'api', retries }): ClientSpec => ({ ...connection, names, packages: own, platform, ...(provider === undefined ? {} : { provider }), retries: { names: [], default: retries } })),
  ],
  operations: [
    { ...run, clients: ['Agent'], paths: ['run', 'arun', 'print_response', 'aprint_response', 'cli_app', 'acli_app', 'continue_run', 'acontinue_run'], streaming: 'by-parameter' },
    { ...run, clients: ['Assistant'], paths: ['run', 'arun', 'chat', 'print_response', 'cli_app'], streaming: 'by-parameter' },
    { ...embed, paths: ['get_embedding', 'get_embedding_and_usage', 'async_get_embedding', 'async_get_embedding_and_usage'] },
    // Its leader asks, and has its members asked.
    { ...run, clients: ['Team'], paths: ['run', 'arun', 'print_response', 'aprint_response', 'cli_app', 'acli_app', 'continue_run', 'acontinue_run'], streaming: 'by-parameter', stepsWhenAbsent: 'unknown' },
  ],
  modelBases: ['Model'],
  transparent: [],
  fluent: [],
  errors: { transient: ['ModelRateLimitError'], permanent: ['ModelAuthenticationError'], base: ['ModelProviderError', 'AgnoError'] },
} satisfies SdkSpec;
