import type { OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { markedBlocks } from './shared/marked-blocks.ts';
import { clientOptions, passThrough, pythonExtras, requestOptions } from './shared/stainless.ts';

/** Sources: @anthropic-ai/sdk 1.12.0 and its Bedrock, Vertex, AWS, Google Cloud and Foundry packages (npm); anthropic 2.12.0 (PyPI). `test/sdks/` holds them to it. */

/** A type of a part of a request, called with the part's fields. */
const typed = (name: string): readonly string[] => ['', 'types.', 'types.beta.', 'types.beta.Beta'].map((from) => `${from}${name}()`);

const caching = { ...markedBlocks, topLevel: 'cache_control', exceptPlatforms: ['bedrock'] } satisfies OperationSpec['caching'];

const messages = {
  api: 'anthropic-messages',
  kind: 'generate',
  parameters: {
    model: { names: ['model'] },
    system: { names: ['system'] },
    messages: { names: ['messages'] },
    tools: { names: ['tools'] },
    toolChoice: { names: ['tool_choice'] },
    maxOutput: { names: ['max_tokens'] },
    stop: { names: ['stop_sequences'] },
    // Gone from the SDKs' types since 1.0; the models before 4.7 still take it.
    temperature: { names: ['temperature'] },
    stream: { names: ['stream'] },
    reasoning: { names: ['thinking', 'output_config.effort'] },
    outputFormat: { names: ['output_config.format', 'output_format'] },
    cache: { names: ['cache_control'] },
    serviceTier: { names: ['speed', 'service_tier'] },
    ...pythonExtras,
  },
  cap: { absent: 'required' },
  caching,
  requestOptions,
} satisfies Partial<OperationSpec>;

/** Requests that may be bound to a region. */
const placed = { ...messages, parameters: { ...messages.parameters, region: { names: ['inference_geo'] } } } satisfies Partial<OperationSpec>;

/** (60 minutes × tokens / 128,000) above 10 minutes is refused before it is sent, unless a timeout is set. */
const nonStreaming = { absent: 'required', nonStreamingLimit: 21_333 } as const;

const onVertex = ['rawPredict', 'streamRawPredict'].map((verb) => `*aiplatform.googleapis.com/*/publishers/anthropic/models/{model}:${verb}`);

const makers = ['@anthropic-ai/sdk', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk', '@anthropic-ai/aws-sdk', '@anthropic-ai/google-cloud-sdk', '@anthropic-ai/foundry-sdk'] as const;
/** These have the same client under their own name. */
const observers = ['@posthog/ai', '@posthog/ai/anthropic'] as const;

export const anthropic = {
  id: 'anthropic',
  name: 'Anthropic SDK',
  provider: 'anthropic',
  packages: {
    python: ['anthropic', 'posthog.ai.anthropic'],
    javascript: [...makers, ...observers],
  },
  clients: [
    {
      names: ['AnthropicBedrock', 'AsyncAnthropicBedrock', 'AnthropicBedrockMantle', 'AsyncAnthropicBedrockMantle', 'default'],
      packages: ['anthropic', 'posthog.ai.anthropic', '@anthropic-ai/bedrock-sdk'],
      platform: 'bedrock',
      ...clientOptions,
    },
    { names: ['AnthropicVertex', 'AsyncAnthropicVertex', 'default'], packages: ['anthropic', 'posthog.ai.anthropic', '@anthropic-ai/vertex-sdk'], platform: 'vertex', region: { names: ['region'] }, ...clientOptions },
    { names: ['AnthropicGoogleCloud', 'AsyncAnthropicGoogleCloud', 'default'], packages: ['anthropic', '@anthropic-ai/google-cloud-sdk'], platform: 'vertex', region: { names: ['region'] }, ...clientOptions },
    // Python's spelling, and JavaScript's.
    { names: ['AnthropicAWS', 'AsyncAnthropicAWS', 'AnthropicAws', 'default'], packages: ['anthropic', '@anthropic-ai/aws-sdk'], platform: 'aws', ...clientOptions },
    { names: ['AnthropicFoundry', 'AsyncAnthropicFoundry', 'default'], packages: ['anthropic', '@anthropic-ai/foundry-sdk'], platform: 'foundry', ...clientOptions },
    { names: ['Anthropic', 'AsyncAnthropic', 'default', 'Client', 'AsyncClient', 'BaseAnthropic'], packages: ['anthropic', 'posthog.ai.anthropic', ...makers], platform: 'api', ...clientOptions },
    { names: ['Anthropic'], packages: observers, platform: 'api', ...clientOptions },
    { names: ['Anthropic', 'default'], packages: ['@posthog/ai/anthropic'], platform: 'api', ...clientOptions },
  ],
  operations: [
    { ...placed, paths: ['messages.create', 'beta.messages.create'], addresses: ['*/v1/messages', ...onVertex], streaming: 'by-parameter', cap: nonStreaming },
    { ...placed, paths: ['messages.parse', 'beta.messages.parse'], ecosystems: ['javascript'], streaming: 'never', cap: nonStreaming },
    { ...placed, paths: ['beta.messages.parse'], ecosystems: ['python'], streaming: 'never', cap: nonStreaming },
    // Python's `messages.parse` has no top-level `cache_control`.
    { ...messages, paths: ['messages.parse'], ecosystems: ['python'], streaming: 'never', cap: nonStreaming, caching: { ...caching, topLevel: null } },
    { ...placed, paths: ['messages.stream', 'beta.messages.stream'], streaming: 'always' },
    {
      ...placed,
      paths: ['beta.messages.tool_runner', 'beta.messages.toolRunner'],
      schemas: { titles: 'of fields', functions: { doc: 'parts', title: '', required: 'without default' } },
      streaming: 'by-parameter',
      parameters: { ...placed.parameters, steps: { names: ['max_iterations'] } },
      stepsWhenAbsent: null,
    },
    { ...messages, paths: ['beta.prompt_caching.messages.create', 'beta.promptCaching.messages.create'], streaming: 'by-parameter', legacy: 'caching is part of `messages.create` since 2025' },
    { ...messages, paths: ['beta.prompt_caching.messages.stream', 'beta.promptCaching.messages.stream'], streaming: 'always', legacy: 'caching is part of `messages.stream` since 2025' },
    { ...messages, paths: ['beta.tools.messages.create'], streaming: 'by-parameter', legacy: 'tools are part of `messages.create` since 2024' },
    { ...messages, paths: ['beta.tools.messages.stream'], streaming: 'always', legacy: 'tools are part of `messages.stream` since 2024' },
    { ...messages, paths: ['messages.count_tokens', 'messages.countTokens', 'beta.messages.count_tokens', 'beta.messages.countTokens'], addresses: ['*/v1/messages/count_tokens'], kind: 'count', streaming: 'never', cap: { absent: 'none' } },
    { paths: ['messages.batches.create', 'beta.messages.batches.create'], api: 'other', kind: 'batch', streaming: 'never', parameters: { model: { names: ['requests[].params.model'] } }, requests: { list: ['requests'], field: 'params', of: 'messages.create' }, cap: { absent: 'none' }, caching: { kind: 'none' }, requestOptions },
    // A conversation is opened with the model and its settings, and a turn of it may say others.
    { ...placed, paths: ['beta.messages.thread().send'], ecosystems: ['python'], settings: 'steps', turns: 'kept', streaming: 'never', parameters: { ...placed.parameters, prompt: { names: ['#0'] } } },
    {
      paths: ['completions.create'],
      addresses: ['api.anthropic.com/v1/complete'],
      api: 'anthropic-completions',
      kind: 'generate',
      streaming: 'by-parameter',
      legacy: 'the Messages API took its place',
      parameters: {
        model: { names: ['model'] },
        prompt: { names: ['prompt'] },
        maxOutput: { names: ['max_tokens_to_sample'] },
        stop: { names: ['stop_sequences'] },
        temperature: { names: ['temperature'] },
        stream: { names: ['stream'] },
        ...pythonExtras,
      },
      cap: { absent: 'required' },
      caching: { kind: 'none' },
      requestOptions,
    },
  ],
  messages: [
    { paths: typed('MessageParam'), role: { names: ['role'] }, content: { names: ['content'] } },
    { paths: typed('TextBlockParam'), role: null, content: { names: ['text'] } },
  ],
  transparent: passThrough.transparent,
  fluent: [...passThrough.fluent, 'with_middleware'],
  errors: {
    transient: [
      'RateLimitError', 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'RequestTimeoutError', 'InternalServerError', 'OverloadedError', 'ServiceUnavailableError',
      'GatewayTimeoutError', 'DeadlineExceededError', 'ConflictError', 'RetryableError',
    ],
    permanent: [
      'BadRequestError', 'AuthenticationError', 'PaymentRequiredError', 'PermissionDeniedError', 'NotFoundError', 'PreconditionFailedError', 'ContentTooLargeError', 'RequestTooLargeError',
      'UnprocessableEntityError', 'RequestHeaderFieldsTooLargeError', 'CredentialsError',
    ],
    base: ['APIError', 'APIStatusError', 'AnthropicError'],
  },
} satisfies SdkSpec;
