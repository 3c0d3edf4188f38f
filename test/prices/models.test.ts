/** How a model's name finds its price, and above all when it does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelIndex, nearestNames, scalePrice } from '../../server/core/engine/cost/models.ts';
import { priceOn } from '../../server/core/model/price-request.ts';
import type { ModelLookup } from '../../server/core/model/price.ts';
import { modelCards, modelKinds } from '../../server/prices/index.ts';

const index = createModelIndex(modelCards, modelKinds);

function known(id: string, provider?: string): Extract<ModelLookup, { kind: 'known' }> {
  const found = index.lookup(id, provider);
  if (found.kind === 'unknown') throw new Error(`${id}: ${found.why}`);
  return found;
}

function whyUnknown(id: string, provider?: string): string {
  const found = index.lookup(id, provider);
  return found.kind === 'unknown' ? found.why : `known as ${found.card.id}`;
}

describe('exact names', () => {
  it.each(modelCards.map((card) => [`${card.provider} ${card.id}`, card] as const))('%s', (_, card) => {
    const found = known(card.id, card.provider);
    expect(found.card).toBe(card);
    expect(found.via).toEqual([]);
    for (const alias of card.aliases) expect(known(alias, card.provider).card).toBe(card);
  });
});

describe('other ways to write a name', () => {
  it('takes a repository of open weights in whatever capitals', () => {
    expect(known('meta-llama/llama-3.3-70b-instruct-turbo', 'together').card.id).toBe('meta-llama/Llama-3.3-70B-Instruct-Turbo');
    expect(index.lookup('GPT-4o', 'openai').kind).toBe('unknown');
  });

  const cases: readonly (readonly [string, string | undefined, string, string, string | undefined])[] = [
    // name, provider, card, a word of the rule, platform
    ['anthropic/claude-sonnet-5-5', undefined, 'claude-sonnet-5-5', 'anthropic/', undefined],
    ['anthropic:claude-opus-5', undefined, 'claude-opus-5', 'anthropic:', undefined],
    ['openai/gpt-6.1-sol', undefined, 'gpt-6.1-sol', 'openai/', undefined],
    ['openai:gpt-4o', undefined, 'gpt-4o', 'openai:', undefined],
    ['azure/gpt-4o', undefined, 'gpt-4o', 'azure/', 'azure'],
    ['gemini/gemini-2.5-flash', undefined, 'gemini-2.5-flash', 'gemini/', undefined],
    ['models/gemini-2.5-pro', 'google', 'gemini-2.5-pro', 'models/', undefined],
    ['google_genai:gemini-3.8-flash', undefined, 'gemini-3.8-flash', 'google_genai:', undefined],
    ['vertex_ai/gemini-2.5-pro', undefined, 'gemini-2.5-pro', 'vertex_ai/', 'vertex'],
    ['vertex_ai/claude-haiku-4-5@20251001', undefined, 'claude-haiku-4-5', '@20251001', 'vertex'],
    ['claude-opus-4-6@default', 'vertex', 'claude-opus-4-6', '@default', 'vertex'],
    ['claude-3-5-sonnet-v2@20241022', undefined, 'claude-3-5-sonnet-20241022', '@20241022', undefined],
    ['claude-3-5-sonnet@20240620', undefined, 'claude-3-5-sonnet-20240620', '@20240620', undefined],
    ['publishers/google/models/gemini-2.5-flash', 'vertex', 'gemini-2.5-flash', 'Google Cloud', 'vertex'],
    ['projects/p/locations/us-central1/publishers/anthropic/models/claude-opus-5', undefined, 'claude-opus-5', 'Google Cloud', 'vertex'],
    ['bedrock/us.anthropic.claude-sonnet-5-5', undefined, 'claude-sonnet-5-5', 'bedrock/', 'bedrock'],
    ['bedrock/converse/eu.anthropic.claude-opus-5', undefined, 'claude-opus-5', 'converse/', 'bedrock'],
    ['bedrock/us-east-1/anthropic.claude-opus-5', undefined, 'claude-opus-5', 'us-east-1', 'bedrock'],
    ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5', undefined, 'claude-opus-5', 'ARN', 'bedrock'],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', undefined, 'claude-haiku-4-5', 'v1:0', 'bedrock'],
    ['anthropic.claude-opus-4-6-v1', 'bedrock', 'claude-opus-4-6', 'v1', 'bedrock'],
    ['anthropic.claude-v2:1', undefined, 'claude-2.1', 'claude-2.1', 'bedrock'],
    ['groq/openai/gpt-oss-120b', undefined, 'openai/gpt-oss-120b', 'groq/', undefined],
    ['together_ai/moonshotai/Kimi-K3', undefined, 'moonshotai/Kimi-K3', 'together_ai/', undefined],
    ['mistral/mistral-large-latest', undefined, 'mistral-large-4', 'mistral/', undefined],
    ['x-ai/grok-4.7', undefined, 'grok-4.7', 'x-ai/', undefined],
    ['cohere/command-a', undefined, 'command-a', 'cohere/', undefined],
    ['anthropic/claude-sonnet-4.5', 'openrouter', 'claude-sonnet-4-5', 'dashes for dots', 'openrouter'],
    ['openrouter/anthropic/claude-3.7-sonnet', undefined, 'claude-3-7-sonnet-20250219', 'dashes for dots', 'openrouter'],
    ['gpt-4o-2024-08-06', undefined, 'gpt-4o', 'name of gpt-4o', undefined],
    ['gpt-6-luna-2026-09-01', undefined, 'gpt-6-luna', '2026-09-01', undefined],
    ['claude-opus-5-20260724', undefined, 'claude-opus-5', '20260724', undefined],
    ['grok-4.3-latest', undefined, 'grok-4.3', '-latest', undefined],
    ['claude-sonnet-5-5[1m]', undefined, 'claude-sonnet-5-5', '[1m]', undefined],
    ['litellm_proxy/gpt-4o-mini', undefined, 'gpt-4o-mini', 'litellm_proxy/', undefined],
    ['deepseek-flash', 'openai', 'deepseek-flash', 'listed by deepseek', undefined],
  ];

  it.each(cases)('%s (%s) is %s', (id, provider, card, rule, platform) => {
    const found = known(id, provider);
    expect(found.card.id).toBe(card);
    expect(found.via.join('; ')).toContain(rule);
    expect(found.platform).toBe(platform);
    expect(found.id).toBe(id);
  });

  it('takes a listed snapshot before the undated model', () => {
    expect(known('gpt-4o-2024-05-13').card.price.input).toBe(5);
    expect(known('gpt-4o-2024-11-20').card.price.input).toBe(2.5);
  });

  it('tells batch and free variants', () => {
    expect(known('anthropic/claude-opus-5.5:batch', 'openrouter')).toMatchObject({ card: { id: 'claude-opus-5-5' }, variant: 'batch' });
    expect(known('x-ai/grok-4.7:free', 'openrouter').variant).toBe('free');
    expect(known('claude-opus-5-5').variant).toBeUndefined();
  });

  it('knows that a free variant costs nothing where nobody lists its paid form', () => {
    expect(known('nobody/heard-of-it:free', 'openrouter')).toMatchObject({ variant: 'free', card: { price: { input: 0, output: 0 } } });
    expect(known('openrouter/nobody/heard-of-it:free').variant).toBe('free');
    expect(whyUnknown('nobody/heard-of-it:free')).not.toContain('known as');
  });

  it('prefers a reseller’s own price where it differs', () => {
    expect(known('google/gemini-3.8-flash', 'openrouter').card.price.input).toBe(0.825);
    expect(known('google/gemini-3.8-flash').card.price.input).toBe(0.75);
    expect(known('openrouter/google/gemini-3.8-flash').card.provider).toBe('openrouter');
  });
});

/** Dollars a million tokens in and out, from the lists named in `server/prices`, written down here once more. */
describe('older models', () => {
  const cases: readonly (readonly [string, string | undefined, number, number])[] = [
    ['gpt-3.5-turbo', 'openai', 0.5, 1.5],
    ['gpt-3.5-turbo-0613', 'openai', 1.5, 2],
    ['gpt-35-turbo', 'azure', 0.5, 1.5],
    ['gpt-4-32k', 'openai', 60, 120],
    ['gpt-4-1106-preview', 'openai', 10, 30],
    ['text-davinci-003', 'openai', 20, 20],
    ['text-curie-001', 'openai', 2, 2],
    ['text-ada-001', 'openai', 0.4, 0.4],
    ['text-embedding-ada-002', 'openai', 0.1, 0],
    ['claude-2', 'anthropic', 8, 24],
    ['claude-v1', 'anthropic', 8, 24],
    ['claude-instant-1', 'anthropic', 0.8, 2.4],
    ['anthropic.claude-instant-v1', 'bedrock', 0.8, 2.4],
    ['claude-3-haiku-20240307', 'anthropic', 0.25, 1.25],
    ['claude-3-5-sonnet-latest', 'anthropic', 3, 15],
    ['gemini-1.5-flash-8b', 'google', 0.0375, 0.15],
    ['gemini-1.5-pro-latest', 'google', 1.25, 5],
    ['gemini-pro-vision', 'google', 0.125, 0.375],
    ['models/gemini-2.0-flash-exp', 'google', 0.1, 0.4],
    ['gemini-2.5-pro-preview-05-06', 'google', 1.25, 10],
    ['gemini-embedding-2', 'google', 0.2, 0],
    ['mistral-tiny', 'mistral', 0.25, 0.25],
    ['mistral-medium-2312', 'mistral', 2.7, 8.1],
    ['open-mixtral-8x7b', 'mistral', 0.7, 0.7],
    ['magistral-small-2506', 'mistral', 0.5, 1.5],
    ['llama-3.1-70b-versatile', 'groq', 0.59, 0.79],
    ['llama-3.2-90b-vision-preview', 'groq', 0.9, 0.9],
    ['groq/gemma2-9b-it', undefined, 0.2, 0.2],
    ['deepseek-r1-distill-llama-70b', 'groq', 0.75, 0.99],
    ['mixtral-8x7b-32768', 'groq', 0.24, 0.24],
    ['meta-llama/Llama-3-8b-chat-hf', 'together', 0.2, 0.2],
    ['together_ai/Qwen/Qwen2.5-72B-Instruct-Turbo', undefined, 1.2, 1.2],
    ['deepseek-ai/DeepSeek-R1', 'together', 3, 7],
    ['BAAI/bge-large-en-v1.5', 'together', 0.016, 0],
    ['command-r', 'cohere', 0.15, 0.6],
    ['command-light', 'cohere', 0.3, 0.6],
    ['embed-english-v3.0', 'cohere', 0.1, 0],
    ['amazon.titan-text-express-v1', 'bedrock', 0.2, 0.6],
    ['amazon.titan-embed-text-v2:0', 'bedrock', 0.02, 0],
    ['us.meta.llama3-2-11b-instruct-v1:0', 'bedrock', 0.16, 0.16],
    ['mistral.mistral-large-2402-v1:0', 'bedrock', 4, 12],
    ['cohere.embed-english-v3', 'bedrock', 0.1, 0],
    ['grok-2-vision-1212', 'xai', 2, 10],
    ['grok-4.20', 'openai', 1.25, 2.5],
    ['deepseek-chat', 'deepseek', 0.14, 0.28],
    ['deepseek/deepseek-chat', 'openrouter', 0.2574, 1.0287],
    ['meta-llama/llama-3.1-405b-instruct', 'openrouter', 0.8, 0.8],
    ['openrouter/mistralai/mixtral-8x7b-instruct', undefined, 0.24, 0.24],
  ];

  it.each(cases)('%s (%s) costs $%d and $%d', (id, provider, input, output) => {
    expect(known(id, provider).card.price).toMatchObject({ input, output });
  });

  it('say when they ended', () => {
    expect(known('text-davinci-003').card).toMatchObject({ status: 'retired', retires: '2024-01-04' });
    expect(known('deepseek-reasoner').card).toMatchObject({ status: 'retired', retires: '2026-07-24', replacement: 'deepseek-flash' });
  });
});

describe('fine-tuned models', () => {
  it('are known where their own price is listed', () => {
    const found = known('ft:gpt-4o-mini-2024-07-18:acme::abc123', 'openai');
    expect(found.card.price).toMatchObject({ input: 0.3, output: 1.2 });
    expect(found.card.price.input).not.toBe(known('gpt-4o-mini').card.price.input);
    expect(known('openai/ft:gpt-3.5-turbo-0125:acme::x').card.price.input).toBe(3);
  });

  it('are unknown elsewhere, though the base is listed', () => {
    expect(whyUnknown('ft:gpt-4.1-2025-04-14:acme::abc123', 'openai')).toContain('fine-tuned');
    expect(whyUnknown('ft:gpt-5:acme::abc123')).toContain('no price is listed');
  });
});

describe('Amazon Bedrock and regions', () => {
  it('costs a tenth more in a region from Claude 4.5 on', () => {
    for (const [id, region] of [['us.anthropic.claude-opus-5-5', 'us'], ['jp.anthropic.claude-opus-5-5', 'jp'], ['anthropic.claude-opus-5-5', 'in-region']] as const) {
      const { regional, card } = known(id, 'bedrock');
      expect(regional).toMatchObject({ region, multiplier: 1.1 });
      expect(regional?.source).not.toBe('');
      expect(scalePrice(card.price, regional?.multiplier ?? 1)).toMatchObject({ input: 4.4, cachedInput: 0.22, cacheWriteShort: 5.5, output: 22 });
    }
    expect(known('global.anthropic.claude-opus-5-5').regional?.multiplier).toBe(1);
    expect(known('us.anthropic.claude-sonnet-4-20250514-v1:0').regional?.multiplier).toBe(1);
  });

  it('raises the tiers as well', () => {
    const { card, regional } = known('eu.anthropic.claude-haiku-5-5');
    expect(scalePrice(card.price, regional?.multiplier ?? 1).tiers).toMatchObject([{ above: 100_000, input: 0.55, output: 2.75 }]);
    expect(card.price.tiers[0]?.input).toBe(0.5);
  });

  it('has prices of its own for Nova, region by region', () => {
    expect(known('amazon.nova-lite-v1:0').card.price.input).toBe(0.06);
    expect(known('eu.amazon.nova-lite-v1:0').card.price.input).toBe(0.069);
    expect(known('amazon.nova-lite-v1:0').platform).toBe('bedrock');
    expect(whyUnknown('jp.amazon.nova-lite-v1:0')).toContain('jp');
  });

  it('knows models whose retirement there is another matter', () => {
    expect(known('us.anthropic.claude-opus-4-1-20250805-v1:0')).toMatchObject({ platform: 'bedrock', card: { status: 'retired' } });
  });

  it('does not take a bare id', () => {
    expect(whyUnknown('claude-opus-5', 'bedrock')).toContain('not a model id of Amazon Bedrock');
    expect(whyUnknown('arn:aws:bedrock:us-east-1:1:application-inference-profile/abc')).toContain('does not name a model');
  });
});

describe('unknown is a normal result', () => {
  it.each([
    ['claude-sonnet-5-6', undefined],
    ['claude-sonnet-6', undefined],
    ['anthropic.claude-sonnet-5-6-v1:0', 'bedrock'],
    ['anthropic/claude-sonnet-5.6', 'openrouter'],
    ['gpt-6.3-sol', 'openai'],
    ['gpt-6', 'openai'],
    ['gpt-4o-mini-2', 'openai'],
    ['gemini-3.9-flash', 'google'],
    ['gemini-4-xenon', 'google'],
    ['mistral-large', 'mistral'],
    ['llama3.2', undefined],
    ['x-ai/grok-4.7:nitro', 'openrouter'],
    ['my-model', undefined],
    ['', undefined],
    ['  ', 'openai'],
    ['__proto__', undefined],
    ['constructor/gpt-4o', undefined],
  ])('%s (%s)', (id, provider) => {
    expect(index.lookup(id, provider)).toMatchObject({ kind: 'unknown', id });
    expect(whyUnknown(id, provider)).not.toBe('');
  });

  it('for Azure deployments, unless named after the model', () => {
    expect(whyUnknown('prod-chat', 'azure')).toContain('Azure deployment name');
    expect(whyUnknown('azure/my-gpt-4o')).toContain('Azure deployment name');
    expect(known('gpt-4o', 'azure')).toMatchObject({ platform: 'azure', card: { id: 'gpt-4o' } });
  });

  it('where several providers list a name at their own prices', () => {
    expect(whyUnknown('openai/gpt-oss-120b')).toContain('groq and together');
    expect(known('openai/gpt-oss-120b', 'together').card.provider).toBe('together');
  });

  it('where the name belongs to another provider than the one asked', () => {
    expect(whyUnknown('gpt-4o', 'anthropic')).toContain('at anthropic');
    expect(whyUnknown('openai/gpt-4o', 'anthropic')).not.toContain('known');
  });

  it('for a window of one million tokens that has no price', () => {
    expect(whyUnknown('claude-sonnet-4-5[1m]')).toContain('one million');
  });

  it('never by prefix: another number or another word at the end is another model', () => {
    const ids = modelCards.flatMap((card) => [card.id, ...card.aliases].map((name) => ({ name, provider: card.provider })));
    const listed = new Set(ids.map(({ name }) => name));
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('digit' as const), at: fc.nat(), digit: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ kind: fc.constant('suffix' as const), text: fc.constantFrom('-2', '-6', '.1', '-mini', '-pro', '-preview', 'x', '-v2', '-next', '-0', '-fast', '-2027') }),
      fc.record({ kind: fc.constant('cut' as const), length: fc.integer({ min: 1, max: 6 }) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...ids), mutation, ({ name, provider }, change) => {
        const digits = [...name.matchAll(/\d/g)];
        const at = change.kind === 'digit' ? digits[change.at % Math.max(1, digits.length)]?.index : undefined;
        const mutated =
          change.kind === 'suffix' ? name + change.text
          : change.kind === 'cut' ? name.slice(0, -change.length)
          : at === undefined ? `${name}9` : name.slice(0, at) + String(change.digit) + name.slice(at + 1);
        for (const from of [provider, undefined]) {
          const found = index.lookup(mutated, from);
          if (found.kind === 'unknown') continue;
          // Known: then it is a listed name, or a stated rule took it to one, and what the rule removed is a date, a version or a platform.
          if (listed.has(mutated)) continue;
          expect(found.via.length, `${mutated} from ${name}`).toBeGreaterThan(0);
          // A reseller's list spells the provider before the name; without it the name may be the provider's own.
          const bare = found.via.some((rule) => rule.startsWith('prefix')) ? mutated.replace(/^[\w-]+[/:]/, '') : mutated;
          const removed = bare.replace(/-\d{8}|-\d{4}-\d{2}-\d{2}|-v\d+(:\d+)?$|^(global|us|eu|apac|au|jp|in|ca)\.|(anthropic|openai)\.|^ft:|-latest$/g, '');
          // Names of open weights are found in whatever capitals.
          const names = [found.card.id, ...found.card.aliases].flatMap((each) => [each, each.replace(/^ft:/, ''), ...(each.includes('/') ? [each.toLowerCase()] : [])]);
          const spelled = [removed, removed.replace(/(\d)\.(\d)/g, '$1-$2'), bare.replace(/^(?:(?:global|us|eu|apac|au|jp|in|ca)\.)?(?:anthropic|openai)\./, '').replace(/-v\d+(:\d+)?$/, '')];
          expect(spelled.some((each) => names.includes(each) || names.map((n) => n.replace(/-\d{8}$|-\d{4}-\d{2}-\d{2}$/, '')).includes(each)), `${mutated} → ${found.card.id} (${found.via.join('; ')})`).toBe(true);
        }
      }),
      { numRuns: 5000, seed: 20261123 },
    );
  });

  it('answers any text', () => {
    fc.assert(fc.property(fc.string(), fc.option(fc.constantFrom('openai', 'azure', 'bedrock', 'vertex', 'openrouter', 'nobody'), { nil: undefined }), (id, provider) => {
      expect(['known', 'unknown']).toContain(index.lookup(id, provider).kind);
    }));
  });
});

describe('dates', () => {
  const flash = known('gemini-3.8-flash').card;

  it('change a price on the day, not before', () => {
    expect(priceOn(flash, '2026-12-31')).toMatchObject({ input: 0.75, output: 3.75, cachedInput: 0.075, cacheStorage: 0.5 });
    expect(priceOn(flash, '2027-01-01')).toMatchObject({ input: 1.5, output: 7.5, cachedInput: 0.15, cacheStorage: 1 });
    expect(priceOn(flash, '2030-01-01').input).toBe(1.5);
    expect(priceOn(flash, '2020-01-01')).toBe(flash.price);
  });

  it('leave other models alone', () => {
    const { card } = known('claude-opus-5-5');
    expect(priceOn(card, '2031-01-01')).toBe(card.price);
  });
});

describe('kindOf', () => {
  it.each([
    ['llama3.2', 'llama', 'llama-3.1-routed'],
    ['accounts/fireworks/models/llama-v3p1-70b-instruct', 'llama', 'llama-3.1-routed'],
    ['llama3:8b', 'llama', 'llama'],
    ['meta-llama/Llama-4-Scout-17B', 'llama', 'llama-4'],
    ['codellama:34b', 'mistral', 'mistral-1'],
    ['deepseek-r1-distill-qwen-32b', 'qwen', 'qwen'],
    ['deepseek-r1:7b', 'deepseek', 'deepseek-3'],
    ['qwen2.5:7b', 'qwen', 'qwen-2.5'],
    ['qwen3:8b', 'qwen', 'qwen'],
    ['gemma3:4b', 'gemini', 'gemma'],
    ['cohere.command-r-plus-v1:0', 'cohere', 'cohere'],
  ])('tells of %s how it reads a prompt', (name, tokenizer, framing) => expect(index.kindOf(name)).toMatchObject({ tokenizer, framing }));

  it('tells nothing of others, and no price of any', () => {
    expect(index.kindOf('my-own-model')).toBeNull();
    // What judges prompts has a long one of its own.
    expect(index.kindOf('shieldgemma:2b')).toMatchObject({ tokenizer: 'unknown', framing: 'unknown' });
    expect(index.lookup('llama-v9-instruct').kind).toBe('unknown');
    expect(known('ollama/gemma3:4b').card).toMatchObject({ provider: 'local', tokenizer: 'gemini', framing: 'gemma' });
  });
});

describe('nearestNames', () => {
  it('suggests what was probably meant', () => {
    expect(nearestNames(index, 'claude-sonet-5-5')[0]).toBe('claude-sonnet-5-5');
    expect(nearestNames(index, 'gpt-6.3-sol')).toContain('gpt-6.2-sol');
    expect(nearestNames(index, 'us.anthropic.claude-opus-5-6-v1:0')).toContain('claude-opus-5-5');
    expect(nearestNames(index, 'gpt4o')[0]).toBe('gpt-4o');
  });

  it('suggests nothing for something else altogether', () => {
    expect(nearestNames(index, 'a-name-that-resembles-no-model-of-any-provider-at-all')).toEqual([]);
    expect(nearestNames(index, 'gpt', 2).length).toBeLessThanOrEqual(2);
  });
});
