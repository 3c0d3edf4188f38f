/**
 * Holds every data file to the packages themselves: each class, member, parameter and error that it names is a word of the newest version or of one that people still run
 * (`packages.json`). `names.test.ts` asks more of two SDKs: what they have is named, and where.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sdks, transports } from '../../server/catalog-lists.ts';
import { archives, wordsIn, type Packages } from '../support/archives.ts';
import { namesOf } from '../support/spec-names.ts';

const pinned = JSON.parse(readFileSync(new URL('packages.json', import.meta.url), 'utf8')) as Readonly<Record<string, Packages>>;
const all = Object.values(pinned);
const fetched = archives({ python: all.flatMap(({ python }) => python), javascript: all.flatMap(({ javascript }) => javascript) });

/** Names that are no package's own: what SDKs pass on to a service under its names, and errors of libraries that they build on. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // It passes on what its providers take.
  aisuite: ['max_completion_tokens', 'reasoning_effort'],
  'aws-bedrock': ['BotoCoreError'],
  // Options of Azure's core.
  'azure-ai-inference': ['maxRetries', 'read_timeout', 'retryOptions', 'retry_total'],
  // Its wheels carry the whole of Claude Code since then: only one before that is read.
  'claude-agent-sdk': ['effort'],
  dspy: ['request_timeout'],
  // Of the Gen AI SDK that it asks.
  'google-adk': ['maxOutputTokens', 'thinkingConfig'],
  // Fields of requests may have the service's own names.
  'google-genai': ['baseUrl'],
  'google-generativeai': ['responseModalities'],
  // An option of botocore.
  haystack: ['max_attempts'],
  instructor: ['extra_body'],
  // Of versions without a wheel.
  'llama-index': ['GPTSimpleVectorIndex', 'load_from_string'],
  // Of versions that have a binary for each platform.
  litellm: ['BadGatewayError', 'acompact_responses', 'adecisions', 'aresponses_with_retries', 'compact_responses', 'decisions', 'responses_with_retries'],
  // What a model takes is its own.
  replicate: ['max_new_tokens', 'max_tokens', 'prompt', 'system_prompt', 'temperature'],
  // Parameters of a model have its provider's names.
  strands: ['reasoning_effort', 'thinking_config'],
  smolagents: ['max_completion_tokens', 'num_retries', 'reasoning_effort'],
  // Options of the AI SDK's providers.
  voltagent: ['reasoningEffort', 'thinkingConfig'],
  'xai-sdk': ['RpcError', 'AioRpcError'],
};

describe.skipIf(fetched === undefined)('the packages of', () => {
  const specs = [...sdks, ...transports].filter((spec) => spec.id in pinned);
  const words = fetched === undefined ? new Map<string, ReadonlySet<string>>() : wordsIn(fetched, [...new Set(specs.flatMap((spec) => [...namesOf(spec)].map(({ word }) => word)))]);

  it('each SDK are listed', () => {
    expect(sdks.map(({ id }) => id).filter((id) => !(id in pinned))).toEqual([]);
  });

  it.each(specs.map((spec) => [spec.id, spec] as const))('%s have every name', (_, spec) => {
    const has = (ecosystem: 'python' | 'javascript', word: string): boolean => pinned[spec.id]![ecosystem].some((name) => words.get(name)!.has(word));
    const missing = [...namesOf(spec)].filter(({ word, of }) => !of.some((ecosystem) => has(ecosystem, word)));
    expect([...new Set(missing.map(({ word }) => word))].sort()).toEqual((ELSEWHERE[spec.id] ?? []).slice().sort());
  });
});
