import type { OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { eitherCap, openaiBatch, openaiChat, openaiCompletions, openaiEmbeddings, openaiResponses, without } from './shared/openai-shape.ts';
import { markedBlocks } from './shared/marked-blocks.ts';

/** Sources: litellm 1.110.2 and 1.79.3 (PyPI). The model's name carries the provider: `anthropic/claude-…`, `bedrock/…`, `ollama/…`. */

const pythonExtras = {
  retries: { names: ['num_retries', 'max_retries'] },
  timeout: { names: ['timeout', 'request_timeout'] },
  extraBody: { names: ['extra_body'] },
} satisfies Record<string, ParameterSpec>;

const chat = {
  ...openaiChat,
  parameters: {
    ...openaiChat.parameters,
    model: { names: ['model'], position: 0 },
    messages: { names: ['messages'], position: 1 },
    maxOutput: eitherCap,
    reasoning: { names: ['reasoning_effort', 'thinking', 'reasoning'] },
    cache: { names: ['cache_control_injection_points', 'cache_control'] },
    ...pythonExtras,
  },
  // Claude's own API refuses a request without a cap; LiteLLM then fills in the model's maximum.
  byProvider: {
    anthropic: {
      caching: markedBlocks,
    },
  },
} satisfies Partial<OperationSpec>;

const responses = {
  ...openaiResponses,
  parameters: {
    ...without(openaiResponses.parameters, 'cacheKey'),
    model: { names: ['model'], position: 1 },
    messages: { names: ['input'], position: 0 },
    outputFormat: { names: ['text_format', 'text'] },
    previousResponse: { names: ['previous_response_id'] },
    ...pythonExtras,
  },
} satisfies Partial<OperationSpec>;

const text = {
  ...openaiCompletions,
  parameters: { ...openaiCompletions.parameters, model: { names: ['model'], position: 1 }, prompt: { names: ['prompt'], position: 0 }, ...pythonExtras },
  cap: { absent: 'model-maximum' },
} satisfies Partial<OperationSpec>;

/** The Messages API in front of any provider. */
const messages = {
  ...chat,
  api: 'anthropic-messages',
  parameters: { ...chat.parameters, system: { names: ['system'] }, stop: { names: ['stop_sequences'] }, reasoning: { names: ['thinking'] }, maxOutput: { names: ['max_tokens'] } },
  cap: { absent: 'required' },
} satisfies Partial<OperationSpec>;

/** Google's request in front of any provider. */
const contents = {
  ...chat,
  api: 'gemini-content',
  parameters: {
    model: { names: ['model'], position: 0 },
    messages: { names: ['contents'], position: 1 },
    system: { names: ['config.system_instruction', 'config.systemInstruction'] },
    tools: { names: ['tools', 'config.tools'] },
    maxOutput: { names: ['config.max_output_tokens', 'config.maxOutputTokens'] },
    temperature: { names: ['config.temperature'] },
    reasoning: { names: ['config.thinking_config', 'config.thinkingConfig'] },
    outputFormat: { names: ['config.response_schema'] },
    ...pythonExtras,
  },
} satisfies Partial<OperationSpec>;

const embeddings = {
  ...openaiEmbeddings,
  parameters: { model: { names: ['model'], position: 0 }, prompt: { names: ['input'], position: 1 }, ...pythonExtras },
} satisfies Partial<OperationSpec>;

/** A client in the form of OpenAI's. */
const asClient = { ...chat, clients: ['LiteLLM', 'main.LiteLLM'], parameters: { ...chat.parameters, messages: { names: ['messages'], position: 0 }, model: { names: ['model'], position: 1 } } } satisfies Partial<OperationSpec>;

const router = { clients: ['Router', 'router.Router'] } satisfies Partial<OperationSpec>;

/** Functions of the module, which stand in `litellm.main` too. */
const named = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `main.${name}`]);

export const litellm = {
  id: 'litellm',
  name: 'LiteLLM',
  provider: null,
  packages: { python: ['litellm'], javascript: [] },
  clients: [
    // Set for the whole process elsewhere, if at all (`litellm.num_retries`).
    { names: [''], platform: 'api', retries: { names: ['num_retries'], default: 2 }, timeout: { names: ['request_timeout'] }, baseUrl: { names: [] } },
    { names: ['LiteLLM', 'main.LiteLLM'], platform: 'api', retries: { names: ['max_retries'], default: 2 }, timeout: { names: ['timeout'] }, baseUrl: { names: ['base_url'] } },
    {
      names: ['Router', 'router.Router'],
      platform: 'api',
      retries: { names: ['num_retries'], default: 2 },
      timeout: { names: ['timeout'] },
      baseUrl: { names: [] },
      modelNames: { list: { names: ['model_list'], position: 0 }, name: 'model_name', model: 'litellm_params.model' },
    },
  ],
  operations: [
    { ...chat, clients: [''], paths: named('completion', 'acompletion', 'completion_with_retries', 'acompletion_with_retries'), streaming: 'by-parameter' },
    // The same request to several models, or several requests to one.
    { ...chat, clients: [''], paths: named('batch_completion', 'batch_completion_models', 'batch_completion_models_all_responses'), streaming: 'by-parameter' },
    { ...asClient, paths: ['chat.completions.create'], streaming: 'by-parameter' },
    { ...text, clients: [''], paths: named('text_completion', 'atext_completion'), streaming: 'by-parameter' },
    { ...responses, clients: [''], paths: ['responses', 'aresponses', 'responses_with_retries', 'aresponses_with_retries'], streaming: 'by-parameter' },
    { ...responses, clients: [''], paths: ['compact_responses', 'acompact_responses'], streaming: 'never', cap: { absent: 'none' } },
    { ...openaiBatch, clients: [''], paths: ['create_batch', 'acreate_batch'] },
    { ...contents, clients: [''], paths: ['generate_content', 'agenerate_content', 'google_genai.generate_content', 'google_genai.agenerate_content'], streaming: 'never' },
    { ...contents, clients: [''], paths: ['google_genai.generate_content_stream', 'google_genai.agenerate_content_stream'], streaming: 'always' },
    { ...messages, clients: [''], paths: ['anthropic_messages', 'anthropic.messages.create', 'anthropic.messages.acreate'], streaming: 'by-parameter' },
    // Answers are picked from the choices that a question lists, so there is no text to cap.
    { ...chat, clients: [''], paths: ['decisions', 'adecisions'], api: 'other', streaming: 'never', cap: { absent: 'none' }, parameters: { model: { names: ['model'], position: 0 }, messages: { names: ['input'], position: 1 }, ...pythonExtras } },
    { ...embeddings, clients: [''], paths: named('embedding', 'aembedding') },
    { ...chat, ...router, paths: ['completion', 'acompletion', 'schedule_acompletion', 'abatch_completion', 'abatch_completion_fastest_response'], streaming: 'by-parameter' },
    { ...text, ...router, paths: ['text_completion', 'atext_completion'], streaming: 'by-parameter' },
    { ...responses, ...router, paths: ['responses', 'aresponses'], streaming: 'by-parameter' },
    { ...messages, ...router, paths: ['aanthropic_messages'], streaming: 'by-parameter' },
    { ...openaiBatch, ...router, paths: ['acreate_batch'], parameters: { model: { names: ['model'], position: 0 } } },
    { ...embeddings, ...router, paths: ['embedding', 'aembedding'] },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['RateLimitError', 'APIConnectionError', 'Timeout', 'InternalServerError', 'ServiceUnavailableError', 'BadGatewayError', 'MidStreamFallbackError'],
    permanent: [
      'BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError', 'UnprocessableEntityError', 'ContextWindowExceededError', 'ContentPolicyViolationError', 'UnsupportedParamsError',
      'InvalidRequestError', 'BudgetExceededError', 'RejectedRequestError', 'JSONSchemaValidationError', 'APIResponseValidationError',
    ],
    base: ['APIError', 'OpenAIError'],
  },
} satisfies SdkSpec;
