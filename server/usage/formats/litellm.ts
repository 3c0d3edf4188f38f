import type { Format } from '../call.ts';

/**
 * Rows of the proxy's table `LiteLLM_SpendLogs`, from the database or from `/spend/logs`. The usage as the provider gave it is in `metadata.usage_object`; the column
 * `cache_hit` speaks of LiteLLM's own cache of whole answers. `prompt_tokens` holds the cached ones, except in some versions for Anthropic's own route.
 */
export const litellm: Format = {
  id: 'litellm',
  title: 'LiteLLM spend logs',
  source: 'BerriAI/litellm schema.prisma (LiteLLM_SpendLogs) and litellm/proxy/spend_tracking/spend_tracking_utils.py; issues 8784, 11364, 15056 of the same (2026-11-23)',
  grain: 'call',
  recognise: [['call_type'], ['prompt_tokens'], ['startTime', 'starttime', 'start_time'], ['spend']],
  fields: {
    time: ['startTime', 'starttime', 'start_time'],
    // The group is the name that the program asked for.
    model: ['model_group', 'model'],
    input: ['prompt_tokens'],
    output: ['completion_tokens'],
    cacheRead: [
      'metadata.usage_object.prompt_tokens_details.cached_tokens', 'metadata.usage_object.cache_read_input_tokens', 'metadata.additional_usage_values.prompt_tokens_details.cached_tokens', 'metadata.additional_usage_values.cache_read_input_tokens',
      'cache_read_input_tokens',
    ],
    cacheWrite: [
      'metadata.usage_object.cache_creation_input_tokens', 'metadata.usage_object.prompt_tokens_details.cache_creation_tokens', 'metadata.additional_usage_values.cache_creation_input_tokens', 'cache_creation_input_tokens',
    ],
    total: ['total_tokens'],
    label: ['metadata.promptcost_label', 'metadata.spend_logs_metadata.promptcost_label', 'metadata.requester_metadata.promptcost_label', 'request_tags'],
  },
  skip: [
    { field: 'cache_hit', when: { is: ['true'] }, kind: 'other', reason: "answered from LiteLLM's own cache: nothing was sent to a provider" },
    { field: 'status', when: { is: ['failure'] }, kind: 'other', reason: 'a call that failed' },
    { field: 'metadata.status', when: { is: ['failure'] }, kind: 'other', reason: 'a call that failed' },
  ],
  inputHoldsCached: 'yes',
};
