import type { Format } from '../call.ts';

/** The usage page's CSV: sums by day or hour, by model where the page was grouped so, with the number of requests. The first set of names is of 2025 on, the second of 2023. */
export const openaiConsole: Format = {
  id: 'openai-console',
  title: 'OpenAI console usage',
  source: 'the columns of the export of platform.openai.com/usage as published extracts of 2025 show them, which are those of the API `organization/usage/completions` (2026-11-23)',
  grain: 'bucket',
  recognise: [['num_model_requests', 'n_requests'], ['input_tokens', 'n_context_tokens_total']],
  fields: {
    time: ['start_time', 'start_time_iso', 'aggregation_timestamp', 'timestamp'],
    model: ['model', 'snapshot_id'],
    calls: ['num_model_requests', 'n_requests'],
    input: ['input_tokens', 'n_context_tokens_total'],
    output: ['output_tokens', 'n_generated_tokens_total'],
    cacheRead: ['input_cached_tokens', 'n_cached_context_tokens_total'],
  },
  skip: [],
  inputHoldsCached: 'yes',
};
