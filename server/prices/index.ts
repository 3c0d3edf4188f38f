/**
 * Every priced model: the generated figures of `<provider>.json` joined with the hand-kept facts of `capabilities/<provider>.json`.
 * Nothing is checked here; the generator and the tests do that before a file is committed.
 */
import type { ModelCard, ModelKind } from '../core/model/price.ts';
import type { Endpoint } from '../core/model/sdk.ts';
import amazonBedrock from './amazon-bedrock.json' with { type: 'json' };
import anthropic from './anthropic.json' with { type: 'json' };
import endpointFacts from './endpoints.json' with { type: 'json' };
import cohere from './cohere.json' with { type: 'json' };
import deepseek from './deepseek.json' with { type: 'json' };
import google from './google.json' with { type: 'json' };
import groq from './groq.json' with { type: 'json' };
import mistral from './mistral.json' with { type: 'json' };
import kindFacts from './model-kinds.json' with { type: 'json' };
import openai from './openai.json' with { type: 'json' };
import openrouter from './openrouter.json' with { type: 'json' };
import together from './together.json' with { type: 'json' };
import xai from './xai.json' with { type: 'json' };
import amazonBedrockFacts from './capabilities/amazon-bedrock.json' with { type: 'json' };
import anthropicFacts from './capabilities/anthropic.json' with { type: 'json' };
import cohereFacts from './capabilities/cohere.json' with { type: 'json' };
import deepseekFacts from './capabilities/deepseek.json' with { type: 'json' };
import googleFacts from './capabilities/google.json' with { type: 'json' };
import groqFacts from './capabilities/groq.json' with { type: 'json' };
import mistralFacts from './capabilities/mistral.json' with { type: 'json' };
import openaiFacts from './capabilities/openai.json' with { type: 'json' };
import openrouterFacts from './capabilities/openrouter.json' with { type: 'json' };
import togetherFacts from './capabilities/together.json' with { type: 'json' };
import xaiFacts from './capabilities/xai.json' with { type: 'json' };

interface PriceFile {
  readonly provider: string;
  readonly asOf: string;
  readonly models: Readonly<Record<string, object>>;
}

interface FactsFile {
  readonly sources: Readonly<Record<string, string>>;
  readonly defaults: object;
  readonly models: Readonly<Record<string, object>>;
}

/** In the order of `nearestNames`: the providers most asked for first. */
const files: readonly (readonly [PriceFile, FactsFile])[] = [
  [anthropic, anthropicFacts],
  [openai, openaiFacts],
  [google, googleFacts],
  [mistral, mistralFacts],
  [deepseek, deepseekFacts],
  [xai, xaiFacts],
  [groq, groqFacts],
  [cohere, cohereFacts],
  [together, togetherFacts],
  [amazonBedrock, amazonBedrockFacts],
  [openrouter, openrouterFacts],
];

export const modelCards: readonly ModelCard[] = files.flatMap(([prices, facts]) =>
  Object.entries(prices.models).map(([id, priced]) => join(prices.provider, id, priced, facts)),
);

/** The newest date of the price lists, `YYYY-MM-DD`; each price has its own `asOf`. */
export const pricesAsOf: string = files.reduce((latest, [{ asOf }]) => (asOf > latest ? asOf : latest), '');

/** What a price list states about a model wins over what the provider's defaults say. */
function join(provider: string, id: string, priced: object, facts: FactsFile): ModelCard {
  return { id, provider, changes: [], ...facts.defaults, ...facts.models[id], ...priced, sources: facts.sources } as unknown as ModelCard;
}

/** What models read that anybody may serve, by their names; the first that holds counts. */
export const modelKinds = kindFacts.kinds as readonly ModelKind[];

/** Hosts that serve a provider's models, by the `base_url` a client is given. */
export const endpoints = endpointFacts.endpoints as readonly Endpoint[];
