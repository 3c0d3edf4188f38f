import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { eitherCap } from './shared/openai-shape.ts';

/**
 * Sources: dspy 3.4.1 and 2.4.17 (PyPI).
 *
 * Deliberately absent: programs of one's own (`dspy.Module`), whose predictors are calls themselves.
 */

const connection = {
  platform: 'api',
  retries: { names: ['num_retries'], default: 3 },
  timeout: { names: ['timeout', 'request_timeout'] },
  baseUrl: { names: ['api_base', 'base_url'] },
} satisfies Partial<ClientSpec>;

const request = {
  settings: 'path',
  api: 'other',
  kind: 'generate',
  streaming: 'never',
  cap: { absent: 'model-maximum', leastWithReasoning: 16_000 },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

const filling = (tokens: number): Partial<ClientSpec> => ({ cap: { absent: 'fixed', tokens } });

/** Of the same time, for services and servers of models; they too fill in a cap: of those whose cap differs by version, the usual one. */
const services: readonly (readonly [names: readonly string[], cap: number])[] = [
  [['HFClientTGI', 'HFClientSGLang', 'HFClientVLLM', 'HFModel', 'ChatModuleClient'], 75],
  [['Clarifai', 'Databricks', 'Anyscale', 'Watsonx'], 150],
  [['CloudflareAI'], 256],
  [['GoogleVertexAI', 'Snowflake'], 1024],
  [['AWSMistral', 'AWSAnthropic', 'AWSMeta'], 1500],
];

const models = ['LM', 'BaseLM', 'OpenAI', 'AzureOpenAI', 'Claude', 'Anthropic', 'GROQ', 'Google', 'Cohere', 'Together', 'Mistral', 'OllamaLocal', ...services.flatMap(([names]) => names)];
/** What learns a prompt has it tried over many examples, with models of its own or the one that is set. Those that only look up examples ask nobody. */
const optimizers = ['BootstrapFewShot', 'BootstrapFewShotWithRandomSearch', 'BootstrapFewShotWithOptuna', 'MIPRO', 'MIPROv2', 'COPRO', 'SignatureOptimizer', 'BayesianSignatureOptimizer', 'SIMBA', 'GEPA', 'InferRules', 'AvatarOptimizer', 'BetterTogether'];

const predictors = ['Predict', 'ChainOfThought', 'ReAct', 'ReActV2', 'ProgramOfThought', 'CodeAct', 'RLM', 'ChainOfThoughtWithHint', 'TypedPredictor', 'TypedChainOfThought', 'MultiChainComparison'];

export const dspy = {
  id: 'dspy',
  name: 'DSPy',
  provider: null,
  packages: { python: ['dspy'], javascript: [] },
  clients: [
    { ...connection, names: ['LM', 'BaseLM'], model: { names: ['model'], position: 0 } },
    // Before 2.5 each provider had a class of its own, which filled in a cap.
    { ...connection, names: ['OpenAI'], ...filling(150), provider: 'openai', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Claude', 'Anthropic'], ...filling(4096), provider: 'anthropic', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Google'], ...filling(2048), provider: 'google', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['GROQ'], ...filling(150), provider: 'groq', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Cohere'], ...filling(2000), provider: 'cohere', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Together'], ...filling(512), provider: 'together', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['Mistral'], ...filling(150), provider: 'mistral', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['AzureOpenAI'], ...filling(150), platform: 'azure', model: { names: ['model'], position: 0 } },
    { ...connection, names: ['OllamaLocal'], ...filling(150), platform: 'local', model: { names: ['model'], position: 0 } },
    ...services.map(([names, cap]): ClientSpec => ({ ...connection, names, ...filling(cap), platform: 'custom', model: { names: ['model'], position: 0 } })),
    { ...connection, names: ['Embedder'], model: { names: ['model'], position: 0 } },
    { ...connection, names: [...predictors, ...optimizers], retries: { names: [], default: 3 }, timeout: { names: [] }, baseUrl: { names: [] } },
  ],
  operations: [
    {
      ...request,
      clients: models,
      paths: ['', 'forward', 'aforward', 'acall', 'basic_request', 'request'],
      parameters: {
        model: { names: ['model'], settingsPosition: 0 },
        prompt: { names: ['prompt'], position: 0 },
        messages: { names: ['messages'] },
        maxOutput: eitherCap,
        temperature: { names: ['temperature'] },
        completions: { names: ['n'] },
      },
    },
    {
      ...request,
      // dspy 3.4's chat adapter: 126 tokens for a question and an answer, 278 for three fields with types and the reasoning.
      ownText: { tokens: [120, 300], what: 'the layout of the fields' },
      clients: predictors,
      paths: ['', 'acall', 'forward', 'aforward', 'batch'],
      parameters: {
        model: { names: ['lm'] },
        tools: { names: ['tools'] },
        maxOutput: { names: ['config.max_tokens', 'max_tokens', 'lm.max_tokens'] },
        temperature: { names: ['config.temperature', 'temperature', 'lm.temperature'] },
        completions: { names: ['n'] },
      },
    },
    {
      ...request,
      clients: optimizers,
      paths: ['compile'],
      stepsWhenAbsent: 'unknown',
      cap: { absent: 'none' },
      parameters: { model: { names: ['task_model', 'lm'] } },
      otherModels: { names: ['prompt_model', 'reflection_lm', 'teacher_settings.lm'] },
    },
    {
      settings: 'path',
      clients: ['Embedder'],
      paths: ['', 'acall'],
      api: 'embeddings',
      kind: 'embed',
      streaming: 'never',
      parameters: { model: { names: ['model'], settingsPosition: 0 }, prompt: { names: ['inputs'], position: 0 } },
      cap: { absent: 'none' },
      caching: { kind: 'none' },
    },
  ],
  configures: { paths: ['configure()', 'settings.configure()', 'context()', 'settings.context()'], fields: ['lm'], methods: ['set_lm'] },
  // What tries a program several times, or runs it in another way.
  carriers: [{ paths: ['BestOfN()', 'Refine()', 'streamify()', 'asyncify()'] }],
  modelBases: ['BaseLM'],
  standIns: ['DummyLM'],
  transparent: [],
  fluent: ['copy'],
  errors: { transient: ['LMRateLimitError', 'LMTimeoutError'], permanent: ['ContextWindowExceededError', 'AdapterParseError'], base: ['LMError'] },
} satisfies SdkSpec;
