import { unpriced, unpricedChat, unpricedEmbeddings, unpricedResponses } from './shared/unpriced.ts';

/** Source: perplexityai 0.46.1 (PyPI). Searches are paid by the request, not by the token. */

export const perplexity = unpriced({
  id: 'perplexity',
  name: 'Perplexity SDK',
  modules: ['perplexity'],
  commonNames: ['perplexity'],
  clients: ['Perplexity', 'AsyncPerplexity'],
  retries: 2,
  operations: [
    { ...unpricedChat, paths: ['chat.completions.create'], streaming: 'by-parameter', parameters: { ...unpricedChat.parameters, maxOutput: { names: ['max_tokens'] } } },
    { ...unpricedResponses, paths: ['responses.create'], streaming: 'by-parameter' },
    { ...unpricedEmbeddings, paths: ['embeddings.create', 'contextualized_embeddings.create'] },
  ],
  error: 'PerplexityError',
});
