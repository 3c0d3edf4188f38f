/**
 * What promptcost makes of a request as an API takes it (model and JSON), without source code around it: the request's JSON becomes the values that
 * the resolver would find for the same request written down as literals, and the engine's own functions do the rest.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packRanks } from '../../scripts/pack-ranks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const entry = `
export { createTokenCounts, loadCounter } from './server/host/vocabulary.ts';
export { inputTokens, measurePrompt } from './server/core/engine/cost/estimate.ts';
export { defaultConfig } from './server/core/model/config.ts';
export { createModelIndex } from './server/core/engine/cost/models.ts';
export { modelCards, modelKinds } from './server/prices/index.ts';
export { FRAMINGS } from './server/core/engine/prompt/framing.ts';
export { TOKEN_FACTORS } from './server/core/engine/tokens/tokens.ts';
`;

/** @returns the estimator; `estimate` takes `{ api, provider, platform, model, body }` and gives the model's card, the parts, the whole input and the text's tokens: a number each, or the least and the most where models of the family differ. */
export async function loadEstimator(folder) {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'estimator.cjs');
  await build({ stdin: { contents: entry, resolveDir: root, loader: 'ts' }, bundle: true, platform: 'node', mainFields: ['module', 'main'], target: 'node20', format: 'cjs', logLevel: 'error', outfile });
  await packRanks(folder);
  const engine = createRequire(import.meta.url)(outfile);
  const count = engine.createTokenCounts(folder);
  const models = engine.createModelIndex(engine.modelCards, engine.modelKinds);
  const context = { config: engine.defaultConfig, models, today: '2026-11-23', pricesAsOf: '', markerElsewhere: 'no', statedVolume: null, callers: null, usage: null, countTokens: count, schema: (value) => value };
  const counter = engine.loadCounter((file) => readFileSync(join(folder, file)));
  return { count, engine, estimate: (request) => estimate(engine, context, counter, request) };
}

/** Where each API keeps what. A dot descends. */
const APIS = {
  'openai-chat': { messages: 'messages', tools: ['tools', 'functions'], toolChoice: ['tool_choice', 'function_call'], parallelTools: 'parallel_tool_calls', outputFormat: 'response_format', reasoning: ['reasoning_effort', 'reasoning'] },
  'openai-responses': { system: 'instructions', messages: 'input', tools: 'tools', toolChoice: 'tool_choice', parallelTools: 'parallel_tool_calls', outputFormat: ['text.format'], reasoning: 'reasoning' },
  'anthropic-messages': { system: 'system', messages: 'messages', tools: 'tools', toolChoice: 'tool_choice', outputFormat: ['output_config.format', 'output_format'], reasoning: 'thinking' },
  'gemini-content': { system: ['systemInstruction', 'system_instruction'], messages: 'contents', tools: 'tools', toolChoice: ['toolConfig', 'tool_config'], outputFormat: ['generationConfig.responseSchema', 'generationConfig.responseJsonSchema', 'generationConfig.response_schema', 'generation_config.response_schema'], reasoning: ['generationConfig.thinkingConfig'] },
  'bedrock-converse': { system: 'system', messages: 'messages', tools: 'toolConfig.tools', toolChoice: 'toolConfig.toolChoice', outputFormat: ['outputConfig.textFormat'], reasoning: ['additionalModelRequestFields.thinking', 'additionalModelRequestFields.reasoning_config', 'additionalModelRequestFields.reasoningConfig'] },
  'cohere-chat': { system: 'preamble', messages: 'messages', prompt: 'message', tools: 'tools', toolChoice: 'tool_choice', outputFormat: 'response_format' },
};

/** The model that answered, where it is another one than was asked for: a request was edited after it had been recorded, or a name stands for several. */
function servedModel(models, asked, answered, provider) {
  if (answered === undefined) return asked;
  const [one, other] = [asked, answered].map((name) => models.lookup(name, provider ?? undefined));
  return other.kind === 'known' && (one.kind !== 'known' || one.card.id !== other.card.id) ? answered : asked;
}

const PROBE = 'The parcel came a week late.';

function estimate(engine, context, counter, { api, provider, model: asked, answered, body, platform = 'api' }) {
  const model = servedModel(context.models, asked, answered, provider);
  const lookup = context.models.lookup(model, provider ?? undefined);
  const parameters = Object.fromEntries(['model', 'system', 'messages', 'prompt', 'documents', 'tools', 'toolChoice', 'parallelTools', 'maxOutput', 'stop', 'temperature', 'completions', 'stream', 'reasoning', 'outputFormat', 'outputMethod', 'outputName', 'cache', 'cacheKey', 'serviceTier', 'previousResponse', 'retries', 'timeout', 'extraBody'].map((name) => [name, { state: 'absent' }]));
  for (const [name, paths] of Object.entries(APIS[api])) {
    for (const path of [paths].flat()) {
      const found = path.split('.').reduce((at, key) => at?.[key], body);
      if (found === undefined || found === null || (name === 'reasoning' && found?.type === 'disabled')) continue;
      const value = valueOf(found);
      parameters[name] = { state: 'known', name: path, value, site: { kind: 'statement', path: '', span: { start: 0, end: 0 }, value: value.origin.expr } };
      break;
    }
  }
  const site = {
    path: '', start: 0, end: 0, parameters, sdk: { provider, name: '', id: '' }, operation: { kind: 'generate', api, caching: { kind: 'none' }, cap: { absent: 'model-maximum' } },
    client: { platform: ['azure', 'vertex', 'bedrock'].includes(platform) ? platform : 'api', provider: platform === 'openrouter' ? platform : null, baseUrl: null }, requestOpen: null, model: { state: 'known', why: null, candidates: [{ id: model, lookup, certainty: 'certain' }] },
  };
  const measured = engine.measurePrompt(site, context);
  const card = lookup.kind === 'known' ? lookup.card : null;
  const input = engine.inputTokens(site, measured.parts, card, context.models, []);
  // The same parts in the family's own vocabulary, or else in o200k.
  const family = card?.tokenizer ?? 'o200k';
  const exact = counter.own(PROBE, family) !== undefined || family === 'o200k';
  const counted = (text, asked) => (asked === 'o200k' ? undefined : counter.own(text, asked)) ?? { low: counter.o200k(text), high: counter.o200k(text) };
  const plain = engine.measurePrompt(site, { ...context, countTokens: counted });
  const sum = (side) => measured.parts.reduce((tokens, part) => tokens + part.tokens[side] + part.assumed[side] + part.around[side], 0);
  return { card, parts: measured.parts, input, exact, exactText: plain.parts.filter((part) => part.role !== 'tools').map(({ tokens }) => (tokens.low === tokens.high ? tokens.high : [tokens.low, tokens.high])), around: { low: input.low - sum('low'), high: input.high - sum('high') } };
}

/** JSON as the value that the same literal in code has. */
function valueOf(json) {
  const origin = { path: '', expr: { kind: 'unknown', start: 0, end: 0 }, name: null };
  if (typeof json === 'string') return { kind: 'text', parts: json === '' ? [] : [json], origin };
  if (typeof json === 'number') return { kind: 'number', value: json, origin };
  if (typeof json === 'boolean') return { kind: 'boolean', value: json, origin };
  if (json === null || json === undefined) return { kind: 'null', origin };
  if (Array.isArray(json)) return { kind: 'list', items: json.map(valueOf), open: null, origin };
  return { kind: 'record', entries: Object.entries(json).map(([key, value]) => ({ key, value: valueOf(value), presence: 'always', site: { kind: 'statement', path: '', span: { start: 0, end: 0 }, value: origin.expr } })), open: null, origin };
}
