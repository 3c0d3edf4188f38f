import type { Format } from '../call.ts';

/**
 * Observations: blob storage exports (both kinds) have names with underscores, the API and exports from the UI the same in camel case. `usage_details` counts each token
 * once, so `input` is what was not cached, and `total` is the sum.
 */
export const langfuse: Format = {
  id: 'langfuse',
  title: 'Langfuse observations',
  source: 'langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields; the Observation of api.reference.langfuse.com (2026-11-23)',
  grain: 'call',
  recognise: [['trace_id', 'traceId'], ['type'], ['usage_details', 'usageDetails', 'usage', 'inputUsage', 'promptTokens', 'usage_details.input']],
  fields: {
    time: ['start_time', 'startTime', 'timestamp'],
    model: ['provided_model_name', 'providedModelName', 'model', 'internalModelId'],
    input: ['usage_details.input', 'usageDetails.input', 'usage.input', 'inputUsage', 'promptTokens', 'usage.promptTokens', 'usage_details.prompt_tokens', 'usageDetails.prompt_tokens'],
    output: ['usage_details.output', 'usageDetails.output', 'usage.output', 'outputUsage', 'completionTokens', 'usage.completionTokens', 'usage_details.completion_tokens', 'usageDetails.completion_tokens'],
    cacheRead: [
      'usage_details.input_cached_tokens', 'usage_details.cache_read_input_tokens', 'usage_details.input_cache_read', 'usage_details.input_cached',
      'usageDetails.input_cached_tokens', 'usageDetails.cache_read_input_tokens', 'usageDetails.input_cache_read', 'usageDetails.input_cached',
    ],
    cacheWrite: [
      'usage_details.cache_creation_input_tokens', 'usage_details.input_cache_creation', 'usage_details.input_cache_write',
      'usageDetails.cache_creation_input_tokens', 'usageDetails.input_cache_creation', 'usageDetails.input_cache_write',
    ],
    total: ['usage_details.total', 'usageDetails.total', 'usage.total', 'totalUsage', 'totalTokens'],
    label: ['metadata.promptcost_label', 'prompt_name', 'promptName', 'name'],
    file: ['metadata.code.filepath', 'metadata.code.file.path'],
    function: ['metadata.code.function', 'metadata.code.function.name'],
  },
  skip: [
    { field: 'type', when: { isNot: ['generation', 'embedding'] }, kind: 'other', reason: 'an observation that is no call of a model (its type is neither GENERATION nor EMBEDDING)' },
    { field: 'usage.unit', when: { isNot: ['tokens'] }, kind: 'bad', reason: 'its usage is not counted in tokens' },
  ],
  inputHoldsCached: 'no',
};
