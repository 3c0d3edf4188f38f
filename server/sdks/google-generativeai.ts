import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { modelChat, modelContent, modelCount, modelSettings } from './shared/generative-model.ts';

/**
 * The SDKs before Google Gen AI, for the Gemini API and for Vertex AI. Sources: google-generativeai 0.8.6 and 0.3.2, google-cloud-aiplatform (`vertexai`) 2.7.0 and 1.60.0 (PyPI),
 * @google/generative-ai 0.24.1 and @google-cloud/vertexai 1.12.0 (npm).
 */

const legacy = 'the SDKs before Google Gen AI; `google-genai` and `@google/genai` took their place';

/** Retries belong to the transport: Google's API core may try again by its own rules, so no number is known. */
const options = { retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

const content = { ...modelContent, legacy } satisfies Partial<OperationSpec>;
const chat = { ...modelChat, legacy } satisfies Partial<OperationSpec>;
const count = { ...modelCount, legacy } satisfies Partial<OperationSpec>;

const embed = { api: 'embeddings', kind: 'embed', legacy, streaming: 'never', cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

const GEMINI = ['GenerativeModel', 'generative_models.GenerativeModel', 'preview.generative_models.GenerativeModel'];
const CACHED = GEMINI.map((name) => `${name}.from_cached_content`);
const CHATS = ['ChatSession', 'generative_models.ChatSession', 'preview.generative_models.ChatSession'];

/** PaLM's models on Vertex AI, and what its module asked of the Gemini API before there was Gemini. */
const fromPretrained = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `language_models.${name}`, `preview.language_models.${name}`].map((path) => `${path}.from_pretrained`));
const WRITERS = fromPretrained('TextGenerationModel', 'CodeGenerationModel');
const SPEAKERS = fromPretrained('ChatModel', 'CodeChatModel');
const EMBEDDERS = fromPretrained('TextEmbeddingModel');

const palm = {
  ecosystems: ['python'],
  kind: 'generate',
  legacy: 'PaLM; Gemini took its place',
  parameters: {
    model: { names: ['model'] },
    maxOutput: { names: ['max_output_tokens'] },
    stop: { names: ['stop_sequences'] },
    temperature: { names: ['temperature'] },
    completions: { names: ['candidate_count'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

/** The SDK fills in the cap. */
const palmOnVertex = { ...palm, settings: 'path', cap: { absent: 'fixed', tokens: 128 }, parameters: { ...palm.parameters, model: { names: ['model_name'], settingsPosition: 0 } } } as const satisfies Partial<OperationSpec>;
const written = { ...palmOnVertex, api: 'openai-completions', clients: WRITERS, parameters: { ...palmOnVertex.parameters, prompt: { names: ['prompt', 'prefix'], position: 0 } } } as const satisfies Partial<OperationSpec>;
const spoken = { ...palmOnVertex, api: 'other', clients: SPEAKERS, turns: 'kept', parameters: { ...palmOnVertex.parameters, system: { names: ['context'] }, messages: { names: ['message_history'] }, prompt: { names: ['message'], position: 0 } } } as const satisfies Partial<OperationSpec>;

const python = { ecosystems: ['python'], settings: 'path', clients: GEMINI } satisfies Partial<OperationSpec>;
/** A cache's own members where it was made in sight. */
const ofCache = { ecosystems: ['python'], settings: 'path', clients: [...CACHED, 'GenerativeModel.from_cached_content'], parameters: { ...modelSettings, model: { names: ['cached_content.model_name', 'cached_content.model', 'settings#0.model_name', 'settings#0.model'] }, messages: { names: ['contents'], position: 0 }, cache: { names: ['cached_content'], settingsPosition: 0 } } } as const satisfies Partial<OperationSpec>;
const javascript = { ecosystems: ['javascript'], settings: 'steps', clients: ['GoogleGenerativeAI', 'VertexAI'] } satisfies Partial<OperationSpec>;
const typed = { ecosystems: ['javascript'], settings: 'path', clients: ['GenerativeModel', 'GenerativeModelPreview'] } satisfies Partial<OperationSpec>;

/** Requests of a model, and of a chat that a model starts. */
const ofModel = (...names: readonly string[]): readonly string[] => names.flatMap((name) => ['getGenerativeModel', 'preview.getGenerativeModel', 'getGenerativeModelFromCachedContent', 'preview.getGenerativeModelFromCachedContent'].map((made) => `${made}().${name}`));

/** These packages take what is sent over HTTP as it is, which the newer ones do not. */
const overHttp = (verb: string): readonly string[] => ['generativelanguage.googleapis.com', '*aiplatform.googleapis.com'].map((host) => `${host}/*/models/{model}:${verb}`);

export const googleGenerativeai = {
  id: 'google-generativeai',
  name: 'Google Generative AI SDK',
  provider: 'google',
  packages: { python: ['google.generativeai', 'vertexai'], javascript: ['@google/generative-ai', '@google-cloud/vertexai'] },
  clients: [
    { names: [...GEMINI, ...CACHED], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['VertexAI'], packages: ['@google-cloud/vertexai'], platform: 'vertex', ...options },
    { names: [...EMBEDDERS, ...WRITERS, ...SPEAKERS], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['GenerativeModel', 'generative_models.GenerativeModel', 'GenerativeModel.from_cached_content', 'generative_models.GenerativeModel.from_cached_content', ''], packages: ['google.generativeai'], platform: 'api', ...options },
    { names: [''], packages: ['vertexai'], platform: 'vertex', ...options },
    { names: CHATS, packages: ['vertexai'], platform: 'vertex', ...options },
    { names: ['ChatSession', 'generative_models.ChatSession'], packages: ['google.generativeai'], platform: 'api', ...options },
    { names: ['GoogleGenerativeAI'], packages: ['@google/generative-ai'], platform: 'api', ...options },
    // A model that was made elsewhere, and a chat that was started there, are known by their types.
    { names: ['GenerativeModel', 'ChatSession'], packages: ['@google/generative-ai'], platform: 'api', ...options },
    { names: ['GenerativeModel', 'GenerativeModelPreview', 'ChatSession', 'ChatSessionPreview'], packages: ['@google-cloud/vertexai'], platform: 'vertex', ...options },
  ],
  tellingVerbs: ['generate_content', 'generate_content_async'],
  operations: [
    { ...content, ...python, paths: ['generate_content', 'generate_content_async'], streaming: 'by-parameter' },
    {
      ...chat,
      ...python,
     
      paths: ['start_chat().send_message', 'start_chat().send_message_async'],
      streaming: 'by-parameter',
    },
    // The model and the beginning of the prompt are those of the cache.
    { ...content, ...ofCache, paths: ['generate_content', 'generate_content_async'], streaming: 'by-parameter' },
    { ...chat, ...ofCache, paths: ['start_chat().send_message', 'start_chat().send_message_async'], streaming: 'by-parameter', parameters: { ...chat.parameters, ...ofCache.parameters, messages: chat.parameters.messages } },
    // What is put into a cache is billed as input once, and by the hour after that.
    {
      ...embed,
      ecosystems: ['python'],
      clients: [''],
      paths: ['CachedContent.create', 'caching.CachedContent.create', 'preview.caching.CachedContent.create'],
      api: 'gemini-content',
      parameters: { model: { names: ['model_name', 'model'], position: 0 }, system: { names: ['system_instruction'] }, messages: { names: ['contents'] }, tools: { names: ['tools'] }, lifetime: { names: ['ttl'] } },
      keptMinutes: 60,
    },
    { ...written, paths: ['predict', 'predict_async'], streaming: 'never' },
    { ...written, paths: ['predict_streaming', 'predict_streaming_async'], streaming: 'always' },
    { ...spoken, paths: ['start_chat().send_message', 'start_chat().send_message_async'], streaming: 'never' },
    { ...spoken, paths: ['start_chat().send_message_streaming', 'start_chat().send_message_streaming_async'], streaming: 'always' },
    { ...palm, clients: [''], paths: ['generate_text'], api: 'openai-completions', streaming: 'never', parameters: { ...palm.parameters, prompt: { names: ['prompt'] } } },
    { ...palm, clients: [''], paths: ['chat', 'chat_async'], api: 'other', streaming: 'never', parameters: { ...palm.parameters, maxOutput: { names: [] }, system: { names: ['context'] }, messages: { names: ['messages'] } } },
    { ...embed, ecosystems: ['python'], clients: [''], paths: ['generate_embeddings'], parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['text'], position: 1 } } },
    // A chat that was started elsewhere is known by its type.
    { ...chat, ...python, clients: CHATS, paths: ['send_message', 'send_message_async'], streaming: 'by-parameter' },
    { ...count, ...python, paths: ['count_tokens', 'count_tokens_async'] },
    { ...content, ...javascript, paths: ofModel('generateContent'), addresses: overHttp('generateContent'), streaming: 'never' },
    { ...content, ...javascript, paths: ofModel('generateContentStream'), addresses: overHttp('streamGenerateContent'), streaming: 'always' },
    { ...chat, ...javascript, paths: ofModel('startChat().sendMessage'), streaming: 'never' },
    { ...chat, ...javascript, paths: ofModel('startChat().sendMessageStream'), streaming: 'always' },
    { ...count, ...javascript, paths: ofModel('countTokens'), addresses: overHttp('countTokens') },
    { ...content, ...typed, paths: ['generateContent'], streaming: 'never' },
    { ...content, ...typed, paths: ['generateContentStream'], streaming: 'always' },
    { ...chat, ...typed, paths: ['startChat().sendMessage'], streaming: 'never' },
    { ...chat, ...typed, paths: ['startChat().sendMessageStream'], streaming: 'always' },
    { ...chat, ...typed, clients: ['ChatSession', 'ChatSessionPreview'], paths: ['sendMessage'], streaming: 'never' },
    { ...chat, ...typed, clients: ['ChatSession', 'ChatSessionPreview'], paths: ['sendMessageStream'], streaming: 'always' },
    { ...count, ...typed, paths: ['countTokens'] },
    { ...embed, ...javascript, clients: ['GoogleGenerativeAI'], paths: ['getGenerativeModel().embedContent', 'getGenerativeModel().batchEmbedContents'], addresses: [...overHttp('embedContent'), ...overHttp('batchEmbedContents')], parameters: { model: { names: ['model'] }, prompt: { names: ['content', 'requests'], position: 0 } } },
    { ...embed, ecosystems: ['python'], clients: [''], paths: ['embed_content', 'embed_content_async'], parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['content'], position: 1 } } },
    {
      ...embed,
      ecosystems: ['python'],
      settings: 'path',
      clients: EMBEDDERS,
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
