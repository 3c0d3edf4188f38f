import type { Format } from '../call.ts';

const AROUND_CALLS = 'a span of an agent, tool or workflow: its calls have spans of their own';

/**
 * Spans of the GenAI conventions, in the names of 2024 (`prompt_tokens`), of versions 1.27 to 1.36, and of the repository of their own that they moved to in 2026, where
 * writes to the cache are `cache_write` after having been `cache_creation`; beside them the names of OpenLLMetry, OpenInference, Sentry and Pydantic AI. All say that
 * `input_tokens` holds the cached ones, some instrumentations of Anthropic and Bedrock leave them out: the row's own sums decide.
 */
export const opentelemetry: Format = {
  id: 'opentelemetry',
  title: 'OpenTelemetry spans',
  source:
    'open-telemetry/semantic-conventions-genai docs/gen-ai/client-inference.md and gen-ai-spans.md; opentelemetry.io/docs/specs/semconv/attributes-registry/code; traceloop.com/docs/openllmetry/contributing/semantic-conventions; opentelemetry-proto examples/trace.json (2026-11-23)',
  grain: 'call',
  recognise: [['attributes'], ['startTimeUnixNano', 'start_time_unix_nano', 'start_time', 'startTime']],
  records: 'spans',
  fields: {
    time: ['startTimeUnixNano', 'start_time_unix_nano', 'start_time', 'startTime'],
    model: ['gen_ai.request.model', 'gen_ai.response.model', 'llm.request.model', 'llm.model_name'],
    input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens', 'llm.token_count.prompt'],
    output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.usage.completion_tokens', 'llm.token_count.completion'],
    cacheRead: [
      'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens', 'gen_ai.usage.cache_read_tokens', 'gen_ai.usage.details.cache_read_tokens', 'gen_ai.usage.input_tokens.cached',
      'llm.token_count.prompt_details.cache_read',
    ],
    cacheWrite: [
      'gen_ai.usage.cache_write.input_tokens', 'gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens', 'gen_ai.usage.cache_write_input_tokens', 'gen_ai.usage.cache_write_tokens',
      'gen_ai.usage.details.cache_write_tokens', 'gen_ai.usage.input_tokens.cache_write', 'llm.token_count.prompt_details.cache_write',
    ],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens', 'llm.token_count.total'],
    label: ['promptcost.label', 'gen_ai.prompt.name'],
    file: ['code.file.path', 'code.filepath'],
    function: ['code.function.name', 'code.function'],
  },
  skip: [
    // A span of an agent or a workflow repeats the sums of the calls below it.
    {
      field: 'gen_ai.operation.name',
      when: { is: ['invoke_agent', 'create_agent', 'invoke_workflow', 'execute_tool', 'plan', 'retrieval', 'create_memory', 'update_memory', 'upsert_memory', 'delete_memory', 'search_memory', 'fetch_response'] },
      kind: 'other',
      reason: AROUND_CALLS,
    },
    { field: 'traceloop.span.kind', when: { is: ['workflow', 'task', 'agent', 'tool'] }, kind: 'other', reason: AROUND_CALLS },
    { field: 'openinference.span.kind', when: { isNot: ['llm', 'embedding'] }, kind: 'other', reason: AROUND_CALLS },
  ],
  inputHoldsCached: 'yes',
};
