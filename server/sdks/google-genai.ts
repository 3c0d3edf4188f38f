import type { ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: google-genai 3.6.1 and 1.75.0 (PyPI), @google/genai 3.3.0 and 1.0.0 (npm). */

/** A dictionary in Python may be written with JavaScript's names too. */
const inConfig = (snake: string, camel: string): ParameterSpec => ({ names: { python: [`config.${snake}`, `config.${camel}`], javascript: [`config.${camel}`] } });

/** Nothing is tried again unless retry options are given. Their count includes the first try. */
const options = {
  retries: { names: { python: ['http_options.retry_options.attempts', 'http_options.retryOptions.attempts'], javascript: ['httpOptions.retryOptions.attempts'] }, default: 0, counts: 'attempts' },
  timeout: { names: { python: ['http_options.timeout'], javascript: ['httpOptions.timeout'] } },
  baseUrl: { names: { python: ['http_options.base_url', 'http_options.baseUrl'], javascript: ['httpOptions.baseUrl'] } },
} satisfies Partial<ClientSpec>;

const configured = {
  model: { names: ['model'] },
  system: inConfig('system_instruction', 'systemInstruction'),
  tools: inConfig('tools', 'tools'),
  toolChoice: inConfig('tool_config', 'toolConfig'),
  maxOutput: inConfig('max_output_tokens', 'maxOutputTokens'),
  stop: inConfig('stop_sequences', 'stopSequences'),
  temperature: inConfig('temperature', 'temperature'),
  completions: inConfig('candidate_count', 'candidateCount'),
  // Objects of the SDK's own classes are read field by field.
  reasoning: {
    names: {
      python: ['config.thinking_config.thinking_budget', 'config.thinking_config.thinking_level', 'config.thinking_config', 'config.thinkingConfig'],
      javascript: ['config.thinkingConfig'],
    },
  },
  outputFormat: { names: { python: ['config.response_schema', 'config.response_json_schema', 'config.responseSchema'], javascript: ['config.responseSchema', 'config.responseJsonSchema'] } },
  modalities: inConfig('response_modalities', 'responseModalities'),
  cache: inConfig('cached_content', 'cachedContent'),
  serviceTier: inConfig('service_tier', 'serviceTier'),
  retries: { names: { python: ['config.http_options.retry_options.attempts'], javascript: ['config.httpOptions.retryOptions.attempts'] } },
  timeout: { names: { python: ['config.http_options.timeout'], javascript: ['config.httpOptions.timeout'] } },
  extraBody: { names: { python: ['config.http_options.extra_body'], javascript: ['config.httpOptions.extraBody'] } },
} satisfies OperationSpec['parameters'];

const content = {
  api: 'gemini-content',
  // Only the strings of a schema count; a function's whole docstring is its description.
  schemas: { titles: 'none', functions: { doc: 'cleaned', title: null, required: 'without default', withoutArguments: 'none' } },
  kind: 'generate',
  parameters: { ...configured, messages: { names: ['contents'] } },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

/** The chat was made with the model and its settings; what is sent is one message more. */
const chat = { ...content, turns: 'kept', parameters: { ...configured, messages: { names: ['history'] }, prompt: { names: ['message'], position: 0 } }, settings: 'steps' } satisfies Partial<OperationSpec>;

const plain = { api: 'other', streaming: 'never', cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

/** Python's asynchronous methods stand below `aio`. */
const everywhere = (...paths: readonly string[]): readonly string[] => paths.flatMap((path) => [path, `aio.${path}`]);

export const googleGenai = {
  id: 'google-genai',
  name: 'Google Gen AI SDK',
  provider: 'google',
  // An observer has the same client under its own name.
  packages: { python: ['google.genai'], javascript: ['@google/genai', '@posthog/ai/gemini', '@posthog/ai'] },
  clients: [
    // One class for both of Google's services, told apart by its options. The prices are the same.
    { names: ['Client', 'GoogleGenAI'], packages: ['google.genai', '@google/genai'], platform: 'api', ...options },
    { names: ['GoogleGenAI', 'Gemini'], packages: ['@posthog/ai', '@posthog/ai/gemini'], platform: 'api', ...options },
    { names: ['GoogleGenAI', 'default'], packages: ['@posthog/ai/gemini'], platform: 'api', ...options },
  ],
  operations: [
    { ...content, paths: ['models.generate_content', 'aio.models.generate_content', 'models.generateContent'], streaming: 'never' },
    { ...content, paths: ['models.generate_content_stream', 'aio.models.generate_content_stream', 'models.generateContentStream'], streaming: 'always' },
    { ...chat, paths: ['chats.create().send_message', 'aio.chats.create().send_message', 'chats.create().sendMessage'], streaming: 'never' },
    { ...chat, paths: ['chats.create().send_message_stream', 'aio.chats.create().send_message_stream', 'chats.create().sendMessageStream'], streaming: 'always' },
    {
      paths: everywhere('interactions.create'),
      api: 'openai-responses',
      kind: 'generate',
      streaming: 'by-parameter',
      parameters: {
        model: { names: ['model'] },
        system: { names: ['system_instruction'] },
        messages: { names: ['input'] },
        tools: { names: ['tools'] },
        maxOutput: { names: ['generation_config.max_output_tokens'] },
        stop: { names: ['generation_config.stop_sequences'] },
        temperature: { names: ['generation_config.temperature'] },
        stream: { names: ['stream'] },
        reasoning: { names: ['generation_config.thinking_level'] },
        outputFormat: { names: ['response_format'] },
        cache: { names: ['cached_content'] },
        serviceTier: { names: ['service_tier'] },
        previousResponse: { names: ['previous_interaction_id'] },
        timeout: { names: { python: ['timeout'], javascript: [] } },
        extraBody: { names: { python: ['extra_body'], javascript: [] } },
      },
      cap: { absent: 'model-maximum' },
      caching: { kind: 'automatic' },
      requestOptions: { argument: 1, retries: 'maxRetries', timeout: 'timeout' },
    },
    // Answers are picked from the choices that a question lists, so there is no text to cap.
    { ...plain, paths: everywhere('decisions.create'), kind: 'generate', caching: { kind: 'automatic' }, parameters: { model: { names: ['model'] }, messages: { names: ['input'] }, timeout: { names: { python: ['timeout'], javascript: [] } }, extraBody: { names: { python: ['extra_body'], javascript: [] } } }, requestOptions: { argument: 2, retries: 'retries', timeout: 'timeout_ms' } },
    { ...plain, paths: ['models.embed_content', 'aio.models.embed_content', 'models.embedContent'], api: 'embeddings', kind: 'embed', parameters: { model: { names: ['model'] }, prompt: { names: ['contents', 'content'] } } },
    {
      ...plain,
      paths: ['models.count_tokens', 'aio.models.count_tokens', 'models.countTokens', 'models.compute_tokens', 'aio.models.compute_tokens', 'models.computeTokens'],
      api: 'gemini-content',
      kind: 'count',
      parameters: { model: { names: ['model'] }, messages: { names: ['contents'] }, system: configured.system, tools: configured.tools },
    },
    // What is put into a cache is billed as input once, and by the hour after that.
    {
      ...plain,
      paths: everywhere('caches.create'),
      api: 'gemini-content',
      kind: 'embed',
      parameters: { model: { names: ['model'] }, system: configured.system, messages: { names: ['config.contents'] }, tools: configured.tools, lifetime: inConfig('ttl', 'ttl') },
      keptMinutes: 60,
    },
    { ...plain, paths: ['batches.create', 'aio.batches.create', 'batches.create_embeddings', 'aio.batches.create_embeddings', 'batches.createEmbeddings'], kind: 'batch', parameters: { model: { names: ['model'] } }, requests: { list: ['src'], of: 'models.generate_content' } },
  ],
  messages: [
    { paths: ['Content()', 'types.Content()'], role: { names: ['role'] }, content: { names: ['parts'] } },
    { paths: ['UserContent()', 'types.UserContent()'], role: 'user', content: { names: ['parts'], position: 0 } },
    { paths: ['ModelContent()', 'types.ModelContent()'], role: 'assistant', content: { names: ['parts'], position: 0 } },
    { paths: ['Part()', 'types.Part()', 'Part.from_text()', 'types.Part.from_text()'], role: null, content: { names: ['text', 'inline_data', 'file_data'], position: 0 } },
    { paths: ['Blob()', 'types.Blob()'], role: null, content: { names: ['data'] }, media: { names: ['mime_type'] } },
    { paths: ['FileData()', 'types.FileData()'], role: null, content: { names: ['file_uri'] }, media: { names: ['mime_type'] } },
    { paths: ['Part.from_bytes()', 'types.Part.from_bytes()'], role: null, content: { names: ['data'], position: 0 }, media: { names: ['mime_type'], position: 1 } },
    { paths: ['Part.from_uri()', 'types.Part.from_uri()'], role: null, content: { names: ['file_uri'], position: 0 }, media: { names: ['mime_type'], position: 1 } },
    { paths: ['Client().files.upload()', 'Client().aio.files.upload()', 'GoogleGenAI().files.upload()'], role: null, content: { names: ['file', 'path'], position: 0 }, reads: 'file', media: { names: { python: ['config.mime_type'], javascript: ['config.mimeType'] } } },
    { paths: ['createPartFromUri()', 'createPartFromBase64()'], role: null, content: { names: ['#0'] }, media: { names: ['#1'] } },
    { paths: ['createUserContent()'], role: 'user', content: { names: ['parts'], position: 0 } },
    { paths: ['createModelContent()'], role: 'assistant', content: { names: ['parts'], position: 0 } },
    { paths: ['createPartFromText()'], role: null, content: { names: ['text'], position: 0 } },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['ServerError'],
    permanent: [],
    // Rate limits are client errors here: the class alone does not tell.
    base: ['APIError', 'ApiError', 'ClientError'],
  },
} satisfies SdkSpec;
