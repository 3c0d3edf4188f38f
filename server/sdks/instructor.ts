import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { compatibleChat, openaiChat } from './shared/openai-shape.ts';
import { markedBlocks } from './shared/marked-blocks.ts';

/**
 * Wraps the client of another SDK and asks again until the answer fits a class. Sources: instructor 1.17.0 and 1.4.3 (PyPI), @instructor-ai/instructor 1.7.0 (npm).
 *
 * Its `max_retries` are full requests that are paid again, each with the failed answer and the error behind the messages.
 */

const options = {
  platform: 'api',
  retries: { names: [], default: 3 },
  timeout: { names: [] },
  baseUrl: { names: [] },
} satisfies Partial<ClientSpec>;

/** `"provider/model"`, where the client was made from such a name. */
const model = { names: ['model'], settingsPosition: 0 } satisfies ParameterSpec;

const PROVIDER = ['from_provider', 'auto_client.from_provider'];
const FROM = [
  'from_openai', 'from_anthropic', 'from_litellm', 'from_groq', 'from_mistral', 'from_cohere', 'from_gemini', 'from_genai', 'from_vertexai', 'from_bedrock', 'from_together', 'from_anyscale', 'from_databricks',
  'from_deepseek', 'from_openrouter', 'from_perplexity', 'from_cerebras', 'from_fireworks', 'from_writer', 'from_xai',
];
const PATCHES = ['patch', 'apatch'];
const BUILT = ['Instructor', 'AsyncInstructor', 'default'];

const create = {
  ...compatibleChat,
  parameters: {
    ...compatibleChat.parameters,
    model,
    messages: { names: ['messages', 'input'] },
    system: { names: ['system'] },
    maxOutput: openaiChat.parameters.maxOutput,
    stop: { names: ['stop', 'stop_sequences'] },
    reasoning: { names: ['reasoning_effort', 'thinking'] },
    outputFormat: { names: ['response_model'] },
    retries: { names: ['max_retries'] },
    timeout: { names: ['timeout'] },
    extraBody: { names: ['extra_body'] },
  },
  // It hands on what it is given, and OpenAI's newer models refuse the older name.
  cap: { absent: 'model-maximum', nameForOthers: 'max_tokens' },
  byProvider: {
    anthropic: {
      cap: { absent: 'required' },
      caching: markedBlocks,
    },
    google: { schemas: { titles: 'none' } },
  },
  schemas: { titles: 'of fields', answer: { tool: null, description: 'Correctly extracted `$name` with all the required parameters with correct types', insists: 'by name' } },
} satisfies Partial<OperationSpec>;

/** The wrapped client's own path stays, for whichever SDK it is of. */
const of = (verb: string): readonly string[] => [`chat.completions.${verb}`, `messages.${verb}`, `responses.${verb}`, verb];

const made = { ...create, ecosystems: ['python'], clients: PROVIDER, settings: 'path' } satisfies Partial<OperationSpec>;
/** Google's older client is a model itself. */
const ofGoogle = { ...create, ecosystems: ['python'], clients: ['from_gemini', 'from_vertexai'], settings: 'path', parameters: { ...create.parameters, model: { names: ['model', 'client.model_name', 'client.#0', 'settings#0.model_name', 'settings#0.#0'] } } } satisfies Partial<OperationSpec>;
/** What else a client is wrapped with, each request has: `from_anthropic(client, model="…")`. */
const settled = { ...create, ecosystems: ['python'], clients: FROM, settings: 'path', parameters: { ...create.parameters, model: { names: ['model'] } } } satisfies Partial<OperationSpec>;
const wrapped = { ...create, clients: [...PATCHES, ...BUILT] } satisfies Partial<OperationSpec>;

export const instructor = {
  id: 'instructor',
  name: 'Instructor',
  provider: null,
  packages: { python: ['instructor'], javascript: ['@instructor-ai/instructor'] },
  clients: [
    // A router that is wrapped names its models for the requests.
    { names: [...PROVIDER, ...FROM, ...PATCHES], packages: ['instructor'], ...options, modelNames: { list: { names: ['#0.model_list', 'client.model_list', '#0.#0', 'client.#0'] }, name: 'model_name', model: 'litellm_params.model' } },
    { names: BUILT, ...options },
  ],
  operations: [
    { ...made, paths: of('create'), streaming: 'by-parameter' },
    { ...made, paths: of('create_with_completion'), streaming: 'never' },
    { ...made, paths: [...of('create_partial'), ...of('create_iterable')], streaming: 'always' },
    { ...ofGoogle, paths: of('create'), streaming: 'by-parameter' },
    { ...ofGoogle, paths: of('create_with_completion'), streaming: 'never' },
    { ...ofGoogle, paths: [...of('create_partial'), ...of('create_iterable')], streaming: 'always' },
    { ...settled, paths: of('create'), streaming: 'by-parameter' },
    { ...settled, paths: of('create_with_completion'), streaming: 'never' },
    { ...settled, paths: [...of('create_partial'), ...of('create_iterable')], streaming: 'always' },
    { ...wrapped, paths: of('create'), streaming: 'by-parameter' },
    { ...wrapped, ecosystems: ['python'], paths: of('create_with_completion'), streaming: 'never' },
    { ...wrapped, ecosystems: ['python'], paths: [...of('create_partial'), ...of('create_iterable')], streaming: 'always' },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: ['InstructorRetryException', 'IncompleteOutputException', 'ConfigurationError', 'ModeError', 'ProviderError'], base: ['InstructorError'] },
} satisfies SdkSpec;
