/** The composition root of everything open: languages, SDKs, retry libraries, HTTP libraries, rules and prices. */
import { createModelIndex, type Catalog } from './core/index.ts';
import { retryLibraries, rules, sdks, transports } from './catalog-lists.ts';
import { component } from './languages/component/index.ts';
import { notebook } from './languages/notebook/index.ts';
import { python } from './languages/python/index.ts';
import { typescript } from './languages/typescript/index.ts';
import { endpoints, modelCards, modelKinds, pricesAsOf } from './prices/index.ts';

export const catalog: Catalog = {
  languages: [python, typescript],
  containers: [notebook, component],
  sdks,
  retryLibraries,
  transports,
  endpoints,
  rules,
  models: createModelIndex(modelCards, modelKinds),
  modelCards,
  pricesAsOf,
};
