import type { Format } from '../call.ts';

const INPUT = ['input_tokens', 'prompt_tokens', 'inputTokens', 'promptTokens', 'tokens_in', 'tokens_input', 'prompt_token_count', 'usage.input_tokens', 'usage.prompt_tokens', 'usage.inputTokens', 'usage.promptTokens'];
const OUTPUT = ['output_tokens', 'completion_tokens', 'outputTokens', 'completionTokens', 'tokens_out', 'tokens_output', 'candidates_token_count', 'usage.output_tokens', 'usage.completion_tokens', 'usage.outputTokens', 'usage.completionTokens'];

/** A table of one's own, one call a row: usual names of columns, and `--map` for others. Last in the list, since other formats share some of the names. */
export const table: Format = {
  id: 'table',
  title: 'a table of calls',
  source: 'no specification: names that applications commonly give these columns, from the fields of the APIs of OpenAI, Anthropic, Google and the Vercel AI SDK',
  grain: 'call',
  recognise: [INPUT, OUTPUT],
  fields: {
    time: ['created_at', 'createdAt', 'timestamp', 'time', 'ts', 'date', 'datetime', 'started_at', 'start_time', 'startTime', 'requested_at', 'request_time', 'created', 'inserted_at', 'day'],
    model: ['model', 'model_name', 'modelName', 'model_id', 'modelId', 'llm_model'],
    input: INPUT,
    output: OUTPUT,
    cacheRead: [
      'cache_read_input_tokens', 'cache_read_tokens', 'cached_tokens', 'cached_input_tokens', 'cachedInputTokens', 'cacheReadTokens', 'usage.cache_read_input_tokens', 'usage.prompt_tokens_details.cached_tokens',
      'usage.input_tokens_details.cached_tokens', 'usage.cachedInputTokens',
    ],
    cacheWrite: ['cache_creation_input_tokens', 'cache_write_tokens', 'cacheWriteTokens', 'usage.cache_creation_input_tokens'],
    total: ['total_tokens', 'totalTokens', 'usage.total_tokens', 'usage.totalTokens'],
    label: ['label', 'promptcost_label'],
    file: ['code.file.path', 'code.filepath', 'code_filepath'],
    function: ['code.function.name', 'code.function', 'code_function'],
  },
  skip: [],
  inputHoldsCached: 'yes',
};
