import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/**
 * The SDKs before Google Gen AI, for the Gemini API and for Vertex AI. Sources: google-generativeai 0.8.6 and google-cloud-aiplatform (`vertexai`) 2.7.0 (PyPI),
 * @google/generative-ai 0.24.1 and @google-cloud/vertexai 1.12.0 (npm).
 */

const legacy = 'the SDKs before Google Gen AI; `google-genai` and `@google/genai` took their place';

/** Retries belong to the transport: Google's API core may try again by its own rules, so no number is known. */
const options = { retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

const inConfig = (snake: string, camel: string): ParameterSpec => ({ names: { python: [`generation_config.${snake}`], javascript: [`generationConfig.${camel}`] } });

/** The model was made with its name, its instructions and its settings; each request may override the settings. */
const configured = {
  model: { names: { python: ['model_name', 'model'], javascript: ['model'] }, settingsPosition: 0 },
  system: { names: { python: ['system_instruction'], javascript: ['systemInstruction'] } },
  tools: { names: ['tools'] },
  toolChoice: { names: { python: ['tool_config'], javascript: ['toolConfig'] } },
  maxOutput: inConfig('max_output_tokens', 'maxOutputTokens'),
  stop: inConfig('stop_sequences', 'stopSequences'),
  temperature: inConfig('temperature', 'temperature'),
  completions: inConfig('candidate_count', 'candidateCount'),
  outputFormat: inConfig('response_schema', 'responseSchema'),
  modalities: { names: { python: [], javascript: ['generationConfig.responseModalities'] } },
  cache: { names: { python: ['cached_content'], javascript: ['cachedContent'] } },
  stream: { names: { python: ['stream'], javascript: [] } },
  timeout: { names: { python: ['request_options.timeout'], javascript: [] } },
} satisfies OperationSpec['parameters'];

const content = {
  api: 'gemini-content',
  schemas: { titles: 'none' },
  kind: 'generate',
  legacy,
  parameters: { ...configured, messages: { names: ['contents'], position: 0 } },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

const chat = { ...content, turns: 'kept', parameters: { ...configured, messages: { names: ['history'] }, prompt: { names: { python: ['content'], javascript: ['message'] }, position: 0 } } } satisfies Partial<OperationSpec>;

const count = { ...content, kind: 'count', cap: { absent: 'none' }, caching: { kind: 'none' }, streaming: 'never' } satisfies Partial<OperationSpec>;

const embed = { api: 'embeddings', kind: 'embed', legacy, streaming: 'never', cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

const python = { ecosystems: ['python'], settings: 'path', clients: ['GenerativeModel'] } satisfies Partial<OperationSpec>;
const javascript = { ecosystems: ['javascript'], settings: 'steps', clients: ['GoogleGenerativeAI', 'VertexAI'] } satisfies Partial<OperationSpec>;

/** Requests of a model, and of a chat that a model starts. */
const ofModel = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [`getGenerativeModel().${name}`, `preview.getGenerativeModel().${name}`]);

/** These packages take what is sent over HTTP as it is, which the newer ones do not. */
const overHttp = (verb: string): readonly string[] => ['generativelanguage.googleapis.com', '*aiplatform.googleapis.com'].map((host) => `${host}/*/models/{model}:${verb}`);

export const googleGenerativeai = {
  id: 'google-generativeai',
  name: 'Google Generative AI SDK',
  provider: 'google',
  packages: { python: ['google.generativeai', 'vertexai'], javascript: ['@google/generative-ai', '@google-cloud/vertexai'] },
  clients: [
    { names: ['GenerativeModel', 'generative_models.GenerativeModel', 'preview.generative_models.GenerativeModel'], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['VertexAI'], packages: ['@google-cloud/vertexai'], platform: 'vertex', ...options },
    { names: ['TextEmbeddingModel.from_pretrained', 'language_models.TextEmbeddingModel.from_pretrained'], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['GenerativeModel', 'generative_models.GenerativeModel', ''], packages: ['google.generativeai'], platform: 'api', ...options },
    { names: ['ChatSession', 'generative_models.ChatSession'], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['ChatSession', 'generative_models.ChatSession'], packages: ['google.generativeai'], platform: 'api', ...options },
    { names: ['GoogleGenerativeAI'], packages: ['@google/generative-ai'], platform: 'api', ...options },
  ],
  operations: [
    { ...content, ...python, clients: ['GenerativeModel', 'generative_models.GenerativeModel', 'preview.generative_models.GenerativeModel'], paths: ['generate_content', 'generate_content_async'], streaming: 'by-parameter' },
    {
      ...chat,
      ...python,
      clients: ['GenerativeModel', 'generative_models.GenerativeModel', 'preview.generative_models.GenerativeModel'],
      paths: ['start_chat().send_message', 'start_chat().send_message_async'],
      streaming: 'by-parameter',
    },
    // A chat that was started elsewhere is known by its type.
    { ...chat, ...python, clients: ['ChatSession', 'generative_models.ChatSession'], paths: ['send_message', 'send_message_async'], streaming: 'by-parameter' },
    { ...count, ...python, clients: ['GenerativeModel', 'generative_models.GenerativeModel', 'preview.generative_models.GenerativeModel'], paths: ['count_tokens', 'count_tokens_async'] },
    { ...content, ...javascript, paths: ofModel('generateContent'), addresses: overHttp('generateContent'), streaming: 'never' },
    { ...content, ...javascript, paths: ofModel('generateContentStream'), addresses: overHttp('streamGenerateContent'), streaming: 'always' },
    { ...chat, ...javascript, paths: ofModel('startChat().sendMessage'), streaming: 'never' },
    { ...chat, ...javascript, paths: ofModel('startChat().sendMessageStream'), streaming: 'always' },
    { ...count, ...javascript, paths: ofModel('countTokens'), addresses: overHttp('countTokens') },
    { ...embed, ...javascript, clients: ['GoogleGenerativeAI'], paths: ['getGenerativeModel().embedContent', 'getGenerativeModel().batchEmbedContents'], addresses: [...overHttp('embedContent'), ...overHttp('batchEmbedContents')], parameters: { model: { names: ['model'] }, prompt: { names: ['content', 'requests'], position: 0 } } },
    { ...embed, ecosystems: ['python'], clients: [''], paths: ['embed_content', 'embed_content_async'], parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['content'], position: 1 } } },
    {
      ...embed,
      ecosystems: ['python'],
      settings: 'path',
      clients: ['TextEmbeddingModel.from_pretrained', 'language_models.TextEmbeddingModel.from_pretrained'],
      paths: ['get_embeddings', 'get_embeddings_async'],
      parameters: { model: { names: ['model_name'], settingsPosition: 0 }, prompt: { names: ['texts'], position: 0 } },
    },
  ],
  messages: [
    { paths: ['Content()', 'generative_models.Content()', 'protos.Content()'], role: { names: ['role'] }, content: { names: ['parts'] } },
    { paths: ['Part.from_text()', 'generative_models.Part.from_text()', 'Part()', 'protos.Part()'], role: null, content: { names: ['text'], position: 0 } },
    { paths: ['Part.from_data()', 'generative_models.Part.from_data()'], role: null, content: { names: ['data'], position: 0 }, media: { names: ['mime_type'], position: 1 } },
    { paths: ['Part.from_uri()', 'generative_models.Part.from_uri()'], role: null, content: { names: ['uri'], position: 0 }, media: { names: ['mime_type'], position: 1 } },
    { paths: ['upload_file()'], role: null, content: { names: ['path'], position: 0 }, media: { names: ['mime_type'], position: 1 } },
    { paths: ['TextEmbeddingInput()', 'language_models.TextEmbeddingInput()'], role: null, content: { names: ['text'], position: 0 } },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: [],
    permanent: ['BlockedPromptException', 'StopCandidateException'],
    base: ['GoogleGenerativeAIError', 'GoogleGenerativeAIFetchError', 'GoogleApiError', 'ClientError'],
  },
} satisfies SdkSpec;
