import type { CachingSpec, ClientSpec, OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';
import { markedBlocks } from './shared/marked-blocks.ts';

/** Sources: botocore 1.44.5 and boto3 1.44.5 (PyPI), @aws-sdk/client-bedrock-runtime 3.1164.0 (npm). */

/** botocore counts retries in its `Config`; five requests in all where nothing is set. */
const boto = {
  packages: ['boto3', 'aioboto3', 'aiobotocore', 'botocore', 'mypy_boto3_bedrock_runtime', 'types_boto3_bedrock_runtime'],
  platform: 'bedrock',
  retries: { names: { python: ['config.retries.max_attempts'], javascript: [] }, default: 4 },
  timeout: { names: { python: ['config.read_timeout'], javascript: [] } },
  // An endpoint of one's own is usually a private link to the same service.
  baseUrl: { names: [] },
} satisfies Partial<ClientSpec>;

/** The AWS SDK for JavaScript counts the first try too. */
const javascriptOptions = {
  packages: ['@aws-sdk/client-bedrock-runtime'],
  platform: 'bedrock',
  retries: { names: { python: [], javascript: ['maxAttempts'] }, default: 2, counts: 'attempts' },
  timeout: { names: { python: [], javascript: ['requestHandler'] } },
  baseUrl: { names: [] },
} satisfies Partial<ClientSpec>;

/** A block of its own behind what it closes. */
const cachePoint = {
  kind: 'explicit',
  marker: 'cachePoint',
  topLevel: null,
  exceptPlatforms: [],
  block: [{ text: '$text' }, { cachePoint: { type: 'default' } }],
  value: { type: 'default' },
  placement: 'after',
} satisfies CachingSpec;

const converse = {
  api: 'bedrock-converse',
  kind: 'generate',
  parameters: {
    model: { names: ['modelId'] },
    system: { names: ['system'] },
    messages: { names: ['messages'] },
    tools: { names: ['toolConfig.tools'] },
    toolChoice: { names: ['toolConfig.toolChoice'] },
    maxOutput: { names: ['inferenceConfig.maxTokens'] },
    stop: { names: ['inferenceConfig.stopSequences'] },
    temperature: { names: ['inferenceConfig.temperature'] },
    reasoning: { names: ['additionalModelRequestFields.thinking', 'additionalModelRequestFields.reasoning_config', 'additionalModelRequestFields.reasoningConfig', 'additionalModelRequestFields.reasoning_effort'] },
    outputFormat: { names: ['outputConfig.textFormat'] },
    serviceTier: { names: ['serviceTier.type'] },
  },
  cap: { absent: 'model-maximum' },
  // Which models have a cache that a request can mark.
  caching: { kind: 'automatic' },
  byProvider: { anthropic: { caching: cachePoint }, 'amazon-bedrock': { caching: cachePoint } },
} satisfies Partial<OperationSpec>;

/** The body is the model's own request as JSON. The names of Claude's come first, then Nova's, Llama's and Mistral's, Titan's and Cohere's. */
const inBody = (...names: readonly string[]): ParameterSpec => ({ names: names.map((name) => `body.${name}`) });

const invoke = {
  api: 'anthropic-messages',
  kind: 'generate',
  parameters: {
    model: { names: ['modelId'] },
    system: inBody('system', 'preamble'),
    messages: inBody('messages', 'chat_history'),
    documents: inBody('documents'),
    prompt: inBody('prompt', 'inputText', 'texts', 'message', 'documents'),
    tools: inBody('tools', 'toolConfig.tools'),
    toolChoice: inBody('tool_choice', 'toolConfig.toolChoice'),
    maxOutput: inBody('max_tokens', 'inferenceConfig.maxTokens', 'inferenceConfig.max_new_tokens', 'max_gen_len', 'max_tokens_to_sample', 'textGenerationConfig.maxTokenCount', 'maxTokens'),
    stop: inBody('stop_sequences', 'inferenceConfig.stopSequences', 'stop'),
    temperature: inBody('temperature', 'inferenceConfig.temperature', 'textGenerationConfig.temperature'),
    reasoning: inBody('thinking', 'output_config.effort', 'reasoning_effort'),
    outputFormat: inBody('output_config.format'),
    serviceTier: { names: ['serviceTier'] },
  },
  embeds: ['embed', 'rerank'],
  // Claude needs one; the others have small defaults of their own.
  cap: { absent: 'required' },
  caching: { kind: 'automatic' },
  byProvider: {
    anthropic: {
      caching: markedBlocks,
    },
  },
} satisfies Partial<OperationSpec>;

const count = { api: 'bedrock-converse', kind: 'count', streaming: 'never', parameters: { model: { names: ['modelId'] } }, cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;
const start = { api: 'other', kind: 'batch', streaming: 'never', parameters: { model: { names: ['modelId'] } }, cap: { absent: 'none' }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

const serviceName = { names: ['service_name'], position: 0 } satisfies ParameterSpec;

const overHttp = (verb: string): readonly string[] => [`bedrock-runtime.*.amazonaws.com/model/{model}/${verb}`];

export const awsBedrock = {
  id: 'aws-bedrock',
  name: 'Amazon Bedrock',
  provider: null,
  packages: {
    python: ['boto3', 'aioboto3', 'aiobotocore', 'botocore', 'mypy_boto3_bedrock_runtime', 'types_boto3_bedrock_runtime'],
    javascript: ['@aws-sdk/client-bedrock-runtime'],
  },
  clients: [
    {
      names: ['client', 'Session().client', 'session.Session().client', 'session.Session().create_client', 'get_session().create_client', 'session.get_session().create_client'],
      when: { parameter: serviceName, equals: 'bedrock-runtime' },
      ...boto,
    },
    // The type of such a client, in the stubs.
    { names: ['BedrockRuntimeClient', 'client.BedrockRuntimeClient'], ...boto, packages: ['mypy_boto3_bedrock_runtime', 'types_boto3_bedrock_runtime'] },
    { names: ['BedrockRuntimeClient', 'BedrockRuntime', ''], ...javascriptOptions },
  ],
  tellingVerbs: ['converse', 'converse_stream', 'invoke_model', 'invoke_model_with_response_stream'],
  operations: [
    { ...converse, ecosystems: ['python'], paths: ['converse'], addresses: overHttp('converse'), streaming: 'never' },
    { ...converse, ecosystems: ['python'], paths: ['converse_stream'], addresses: overHttp('converse-stream'), streaming: 'always' },
    { ...invoke, ecosystems: ['python'], paths: ['invoke_model'], addresses: overHttp('invoke'), streaming: 'never' },
    { ...invoke, ecosystems: ['python'], paths: ['invoke_model_with_response_stream'], addresses: overHttp('invoke-with-response-stream'), streaming: 'always' },
    { ...count, ecosystems: ['python'], paths: ['count_tokens'] },
    { ...start, ecosystems: ['python'], paths: ['start_async_invoke'] },
    // A command is the request; the client that sends it may be anywhere.
    { ...converse, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['ConverseCommand'], streaming: 'never' },
    { ...converse, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['ConverseStreamCommand'], streaming: 'always' },
    { ...invoke, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['InvokeModelCommand'], streaming: 'never' },
    { ...invoke, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['InvokeModelWithResponseStreamCommand'], streaming: 'always' },
    { ...count, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['CountTokensCommand'] },
    { ...start, ecosystems: ['javascript'], clients: [''], form: 'new', paths: ['StartAsyncInvokeCommand'] },
    { ...converse, ecosystems: ['javascript'], clients: ['BedrockRuntime'], paths: ['converse'], streaming: 'never' },
    { ...converse, ecosystems: ['javascript'], clients: ['BedrockRuntime'], paths: ['converseStream'], streaming: 'always' },
    { ...invoke, ecosystems: ['javascript'], clients: ['BedrockRuntime'], paths: ['invokeModel'], streaming: 'never' },
    { ...invoke, ecosystems: ['javascript'], clients: ['BedrockRuntime'], paths: ['invokeModelWithResponseStream'], streaming: 'always' },
  ],
  transparent: [],
  fluent: [],
  errors: {
    transient: ['ThrottlingException', 'ModelTimeoutException', 'ModelNotReadyException', 'ModelStreamErrorException', 'InternalServerException', 'ServiceUnavailableException'],
    permanent: ['AccessDeniedException', 'ValidationException', 'ResourceNotFoundException', 'ServiceQuotaExceededException', 'ConflictException'],
    base: ['ClientError', 'BotoCoreError', 'ModelErrorException', 'BedrockRuntimeServiceException'],
  },
} satisfies SdkSpec;
