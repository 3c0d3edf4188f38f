import type { ClientSpec, OperationSpec, SdkSpec } from '../core/model/sdk.ts';
import { unpriced, unpricedChat, unpricedCompletions, unpricedEmbeddings } from './shared/unpriced.ts';

/** Sources: fireworks-ai 1.2.30 and 0.15.0 (PyPI). */

const CLIENTS = ['Fireworks', 'AsyncFireworks', 'client.Fireworks', 'client.AsyncFireworks'];
const current = { clients: CLIENTS } satisfies Partial<OperationSpec>;

/** Before 1.0, classes without a client. */
const old = { clients: [''], legacy: 'fireworks-ai 0.x; `Fireworks().chat.completions.create` took its place' } satisfies Partial<OperationSpec>;
const ofModule = (name: string): readonly string[] => ['create', 'acreate'].flatMap((verb) => [`${name}.${verb}`, `client.${name}.${verb}`]);

const base = unpriced({
  id: 'fireworks',
  name: 'Fireworks SDK',
  modules: ['fireworks'],
  commonNames: ['fireworks'],
  clients: CLIENTS,
  retries: 2,
  operations: [
    { ...unpricedChat, ...current, paths: ['chat.completions.create', 'chat.completions.acreate'], streaming: 'by-parameter' },
    { ...unpricedCompletions, ...current, paths: ['completions.create', 'completion.create', 'completion.acreate'] },
    { ...unpricedEmbeddings, ...current, paths: ['embeddings.create', 'embeddings.acreate'] },
    { ...unpricedChat, ...old, paths: ofModule('ChatCompletion'), streaming: 'by-parameter' },
    { ...unpricedCompletions, ...old, paths: ofModule('Completion') },
    { ...unpricedEmbeddings, ...old, paths: ofModule('Embedding') },
  ],
  error: 'FireworksError',
});

/** Nothing is tried again. */
const module = { names: [''], platform: 'custom', retries: { names: [], default: 0 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies ClientSpec;

export const fireworks = { ...base, clients: [...base.clients, module] } satisfies SdkSpec;
