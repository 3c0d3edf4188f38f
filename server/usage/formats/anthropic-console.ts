import type { Format } from '../call.ts';

/** The usage page's CSV: tokens by day or hour, model and key. It does not count requests, so it tells nothing of a single call. */
export const anthropicConsole: Format = {
  id: 'anthropic-console',
  title: 'Anthropic console usage',
  source: 'support.claude.com/en/articles/9534590-cost-and-usage-reporting-in-the-claude-console; the columns as several public importers of that file name them (2026-11-23)',
  grain: 'bucket',
  recognise: [['usage_date_utc'], ['model_version'], ['usage_input_tokens_no_cache']],
  fields: {
    time: ['usage_date_utc'],
    model: ['model_version'],
    input: ['usage_input_tokens_no_cache'],
    output: ['usage_output_tokens'],
    cacheRead: ['usage_input_tokens_cache_read'],
    cacheWrite: [['usage_input_tokens_cache_write_5m', 'usage_input_tokens_cache_write_1h']],
  },
  skip: [],
  inputHoldsCached: 'no',
};
