import type { Format } from '../call.ts';

/**
 * What `@helicone/export` writes (CSV with twelve columns, JSON, JSON lines), and rows of the requests API. Objects in its CSV have their quotes doubled twice. `prompt_tokens` is
 * what was not cached.
 */
export const helicone: Format = {
  id: 'helicone',
  title: 'Helicone requests',
  source: 'Helicone/helicone examples/export/typescript/index.ts (the columns) and the type HeliconeRequest of the requests API (2026-11-23)',
  grain: 'call',
  recognise: [['response_id', 'request_id'], ['request_created_at', 'response_created_at'], ['prompt_tokens'], ['completion_tokens']],
  fields: {
    time: ['request_created_at', 'response_created_at'],
    model: ['request_model', 'model', 'model_override', 'response_model'],
    input: ['prompt_tokens'],
    output: ['completion_tokens'],
    cacheRead: ['prompt_cache_read_tokens'],
    cacheWrite: ['prompt_cache_write_tokens'],
    total: ['total_tokens'],
    label: [
      'request_properties.promptcost_label', 'request_properties.promptcost-label', 'request_properties.Label', 'request_properties.label', 'properties.promptcost_label', 'properties.Label', 'properties.label',
      'request_properties.Helicone-Prompt-Id', 'prompt_id',
    ],
  },
  skip: [{ field: 'response_status', when: { atLeast: 400 }, kind: 'other', reason: 'a call that failed' }],
  inputHoldsCached: 'no',
};
