import type { OperationSpec, ParameterName, ParameterSpec } from '../../core/model/sdk.ts';

/**
 * OpenAI's requests as they are sent, which many APIs and SDKs have in common. An SDK takes a table, leaves out what it does not have, and says what it has under
 * other names. What an SDK takes beside the request (retries, time limits) is its own: see `stainless.ts`.
 */

type Parameters = Readonly<Partial<Record<ParameterName, ParameterSpec>>>;

/** A table less some parameters. */
export function without<Table extends Parameters, Name extends keyof Table>(table: Table, ...names: readonly Name[]): Omit<Table, Name> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name as Name))) as Omit<Table, Name>;
}

export const openaiChat = {
  api: 'openai-chat',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    messages: { names: ['messages'] },
    tools: { names: ['tools', 'functions'] },
    toolChoice: { names: ['tool_choice', 'function_call'] },
    maxOutput: { names: ['max_completion_tokens', 'max_tokens'] },
    stop: { names: ['stop'] },
    temperature: { names: ['temperature'] },
    completions: { names: ['n'] },
    stream: { names: ['stream'] },
    reasoning: { names: ['reasoning_effort'] },
    outputFormat: { names: ['response_format'] },
    cacheKey: { names: ['prompt_cache_key'] },
    serviceTier: { names: ['service_tier'] },
    modalities: { names: ['modalities'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

/** The same as most others take it, who came after functions were tools and know one cap. */
export const compatibleChat = {
  ...openaiChat,
  parameters: {
    ...without(openaiChat.parameters, 'cacheKey', 'serviceTier', 'modalities'),
    tools: { names: ['tools'] },
    toolChoice: { names: ['tool_choice'] },
    maxOutput: { names: ['max_tokens'] },
  },
} satisfies Partial<OperationSpec>;

/** Where either cap is passed on. The older one is what every provider takes. */
export const eitherCap = { names: ['max_tokens', 'max_completion_tokens'] } as const satisfies ParameterSpec;

export const openaiResponses = {
  api: 'openai-responses',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['instructions'] },
    messages: { names: ['input'] },
    prompt: { names: ['prompt'] },
    tools: { names: ['tools'] },
    toolChoice: { names: ['tool_choice'] },
    maxOutput: { names: ['max_output_tokens'] },
    temperature: { names: ['temperature'] },
    stream: { names: ['stream'] },
    reasoning: { names: ['reasoning.effort', 'reasoning'] },
    outputFormat: { names: ['text.format', 'text_format', 'text'] },
    cacheKey: { names: ['prompt_cache_key'] },
    serviceTier: { names: ['service_tier'] },
    previousResponse: { names: ['previous_response_id', 'conversation'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

/** Sixteen tokens without a cap, at OpenAI itself. */
export const openaiCompletions = {
  api: 'openai-completions',
  kind: 'generate',
  streaming: 'by-parameter',
  parameters: {
    model: { names: ['model'] },
    prompt: { names: ['prompt'] },
    maxOutput: { names: ['max_tokens'] },
    stop: { names: ['stop'] },
    temperature: { names: ['temperature'] },
    completions: { names: ['n', 'best_of'] },
    stream: { names: ['stream'] },
  },
  cap: { absent: 'fixed', tokens: 16 },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

export const openaiEmbeddings = {
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: { names: ['model'] }, prompt: { names: ['input'] } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

/** Requests that stand in a file. */
export const openaiBatch = { api: 'other', kind: 'batch', streaming: 'never', parameters: {}, requests: { file: { names: ['input_file_id', 'inputFileId'], argument: ['file'] }, field: 'body', of: 'chat.completions.create', by: { field: 'url', paths: { '/v1/responses': 'responses.create', '/v1/embeddings': 'embeddings.create' } } }, cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;
