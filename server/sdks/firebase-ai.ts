import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { modelChat, modelContent, modelCount } from './shared/generative-model.ts';
import { without } from './shared/openai-shape.ts';

/** Sources: @firebase/ai 3.0.0, @firebase/vertexai 1.2.4 and 1.0.0 (npm), which `firebase/ai` and `firebase/vertexai` hand on. Templates that Firebase keeps name no model here, and are deliberately absent. */

const options = { retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** A model that may also be the device's own has the settings of the one in the cloud below them. There are no caches to name. */
const inCloud = ({ parameters }: { readonly parameters: OperationSpec['parameters'] }): OperationSpec['parameters'] => ({ ...without(parameters, 'cache'), model: { names: ['model', 'inCloudParams.model'] } });

const model = { ecosystems: ['javascript'], settings: 'path' } as const satisfies Partial<OperationSpec>;

export const firebaseAi = {
  id: 'firebase-ai',
  name: 'Firebase AI Logic',
  provider: 'google',
  packages: { python: [], javascript: ['firebase/ai', '@firebase/ai', 'firebase/vertexai', '@firebase/vertexai', 'firebase/vertexai-preview', '@firebase/vertexai-preview'] },
  clients: [
    // A model that was made elsewhere is known by its type.
    { names: ['getGenerativeModel', 'GenerativeModel'], packages: ['firebase/ai', '@firebase/ai'], platform: 'api', ...options },
    { names: ['getGenerativeModel', 'GenerativeModel'], platform: 'vertex', ...options },
  ],
  operations: [
    { ...modelContent, ...model, paths: ['generateContent'], parameters: inCloud(modelContent), streaming: 'never' },
    { ...modelContent, ...model, paths: ['generateContentStream'], parameters: inCloud(modelContent), streaming: 'always' },
    { ...modelChat, ...model, paths: ['startChat().sendMessage'], parameters: inCloud(modelChat), streaming: 'never' },
    { ...modelChat, ...model, paths: ['startChat().sendMessageStream'], parameters: inCloud(modelChat), streaming: 'always' },
    { ...modelCount, ...model, paths: ['countTokens'], parameters: inCloud(modelCount) },
  ],
  transparent: [],
  fluent: [],
  errors: { transient: [], permanent: [], base: ['AIError', 'VertexAIError'] },
} satisfies SdkSpec;
