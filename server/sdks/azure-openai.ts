import type { OperationSpec, ParameterSpec, SdkSpec } from '../core/model/sdk.ts';

/** Sources: @azure/openai 1.0.0-beta.13, 1.0.0-beta.12 and 1.0.0-beta.6 (npm). From 2.0 on it brings types alone, for the OpenAI SDK's `AzureOpenAI`. */

/** The deployment comes first, options last. */
const option = (name: string): ParameterSpec => ({ names: [`#2.${name}`] });
const model: ParameterSpec = { names: ['#0'] };
const settings = { model, maxOutput: option('maxTokens'), temperature: option('temperature'), stop: option('stop'), completions: option('n') };

const shared = { ecosystems: ['javascript'], request: { javascript: 'arguments' }, legacy: '`AzureOpenAI` of the OpenAI SDK took its place' } as const satisfies Partial<OperationSpec>;
const chat = { ...shared, api: 'openai-chat', kind: 'generate', parameters: { ...settings, messages: { names: ['#1'] }, tools: option('tools') }, cap: { absent: 'model-maximum' }, caching: { kind: 'automatic' } } satisfies Partial<OperationSpec>;
const text = { ...shared, api: 'openai-completions', kind: 'generate', parameters: { ...settings, prompt: { names: ['#1'] } }, cap: { absent: 'fixed', tokens: 16 }, caching: { kind: 'none' } } satisfies Partial<OperationSpec>;

export const azureOpenai = {
  id: 'azure-openai',
  name: 'Azure OpenAI client',
  provider: null,
  packages: { python: [], javascript: ['@azure/openai'] },
  clients: [{ names: ['OpenAIClient'], platform: 'azure', retries: { names: { python: [], javascript: [] }, default: 3 }, timeout: { names: [] }, baseUrl: { names: [] } }],
  operations: [
    { ...chat, paths: ['getChatCompletions'], streaming: 'never' },
    { ...chat, paths: ['streamChatCompletions', 'listChatCompletions'], streaming: 'always' },
    { ...text, paths: ['getCompletions'], streaming: 'never' },
    { ...text, paths: ['streamCompletions', 'listCompletions'], streaming: 'always' },
    { ...shared, paths: ['getEmbeddings'], api: 'embeddings', kind: 'embed', streaming: 'never', parameters: { model, prompt: { names: ['#1'] } }, cap: { absent: 'none' }, caching: { kind: 'none' } },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: [] },
} satisfies SdkSpec;
