/**
 * What providers put around the text of a request: marks between messages, prompts of their own, the wrapping of tools and schemas.
 * No provider documents these figures in full. They are measured: `docs/tokens.md` says how well, `bench/tokens/` holds the recorded requests and reproduces the fit.
 */
import type { Range } from '../model/cost.ts';
import type { FramingName, TokenizerFamily } from '../model/price.ts';

/** All figures are tokens. */
export interface Framing {
  /** Once a request, the opening of the answer included. */
  readonly request: Range;
  /** Each message, a system message among them. */
  readonly message: Range;
  /** On top, for a message of the assistant's. */
  readonly assistant: Range;
  /** On top, for a system prompt. */
  readonly system: Range;
  /** Whether a system prompt is a message as any other or stands apart, wherever the request puts it. */
  readonly systemIs: 'message' | 'apart';
  /** On top, for a tool call with its result: what stands around the name, the arguments and the result. */
  readonly call: Range;
  /** On top, once a message that holds several calls. */
  readonly parallel: Range;
  /** On top, where the request asks for reasoning. */
  readonly reasoning: Range;
  readonly tools: ToolFraming;
  /** Output schemas: on top of the schema's text, and how often that text counts; factors of its o200k count. */
  readonly schema: { readonly request: Range; readonly responses?: Range; readonly factor: Range };
}

export interface ToolFraming {
  /** Which text stands for the tools: see `tool-text.ts`. */
  readonly reads: 'declarations' | 'json';
  /** Of the o200k count of that text. */
  readonly factor: Range;
  /** Once, where tools are passed. A model card with figures of its own for the tool prompt takes its place. */
  readonly request: Range;
  /** The same for two of OpenAI's APIs, which differ; and for a chat without a system prompt to put the tools in. */
  readonly responses?: Range;
  readonly withoutSystem?: Range;
  /** Each tool. */
  readonly each: Range;
  /** On top, where the request insists on a tool. */
  readonly forced: Range;
}

const exactly = (tokens: number): Range => ({ low: tokens, high: tokens });
const between = (low: number, high: number): Range => ({ low, high });
const NONE = exactly(0);

const openai: Framing = {
  request: exactly(3),
  message: exactly(4),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(7, 8),
  parallel: between(8, 16),
  reasoning: NONE,
  tools: { reads: 'declarations', factor: exactly(1), request: between(5, 6), withoutSystem: between(8, 9), responses: between(2, 4), each: NONE, forced: between(9, 12) },
  schema: { request: between(4, 9), responses: between(-2, 3), factor: exactly(1) },
};

const harmony: Framing = {
  ...openai,
  request: exactly(2),
  assistant: exactly(2),
  call: between(11, 12),
  tools: { ...openai.tools, request: between(89, 91), withoutSystem: between(89, 91), responses: between(8, 9), forced: NONE },
  schema: { request: between(5, 11), responses: between(-6, 9), factor: exactly(1) },
};

const claude: Framing = {
  request: between(3, 5),
  message: exactly(3),
  assistant: NONE,
  system: between(0, 2),
  systemIs: 'apart',
  call: between(30, 60),
  parallel: NONE,
  reasoning: between(0, 30),
  tools: { reads: 'json', factor: between(1.2, 1.55), request: between(264, 530), each: between(2, 14), forced: between(-10, 20) },
  schema: { request: between(0, 200), factor: between(1, 1.6) },
};

const gemini: Framing = {
  request: between(0, 1),
  message: between(0, 1),
  assistant: NONE,
  system: between(0, 1),
  systemIs: 'apart',
  call: between(0, 30),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(0.85, 1.35), request: NONE, each: between(-2, 4), forced: NONE },
  schema: { request: NONE, factor: between(0, 0.1) },
};

const mistral: Framing = {
  request: between(0, 3),
  message: between(1, 4),
  assistant: NONE,
  system: between(0, 3),
  systemIs: 'message',
  call: between(5, 20),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(1.25, 1.6), request: between(8, 20), each: between(0, 10), forced: NONE },
  schema: { request: NONE, factor: between(0, 0.2) },
};

const llama: Framing = {
  request: between(5, 6),
  message: exactly(5),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(5, 30),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(1, 1.5), request: between(90, 150), each: between(0, 10), forced: NONE },
  schema: { request: between(0, 140), factor: between(0, 1.2) },
};

const unknown: Framing = {
  request: between(2, 5),
  message: between(2, 4),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(5, 30),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(1, 1.5), request: between(20, 300), each: between(0, 10), forced: NONE },
  schema: { request: between(0, 100), factor: between(0, 1.2) },
};

export const FRAMINGS: Readonly<Record<FramingName, Framing>> = {
  openai,
  'openai-reasoning': { ...openai, request: exactly(2), tools: { ...openai.tools, withoutSystem: between(9, 10) } },
  harmony,
  'gpt-oss': { ...harmony, request: between(63, 67), system: between(0, 8), tools: { ...harmony.tools, request: between(5, 16), withoutSystem: between(5, 16), responses: between(5, 16) }, schema: { request: between(20, 40), factor: between(0, 4) } },
  claude,
  'claude-new': { ...claude, request: between(5, 7), call: between(40, 80), reasoning: between(0, 40), tools: { ...claude.tools, factor: between(1.7, 2.15), request: between(286, 804) } },
  gemini,
  'gemini-2': { ...gemini, tools: { ...gemini.tools, factor: between(0.35, 1) } },
  mistral,
  'mistral-small': { ...mistral, request: between(10, 14) },
  llama,
  'llama-3.1': { ...llama, request: between(28, 31), tools: { ...llama.tools, request: between(90, 450) } },
  'llama-4': { ...llama, tools: { ...llama.tools, request: between(100, 680) } },
  deepseek: { ...unknown, request: between(1, 3), message: between(1, 2), tools: { reads: 'json', factor: between(1, 1.3), request: between(220, 320), each: between(0, 12), forced: NONE }, reasoning: between(0, 80) },
  grok: { ...unknown, request: between(185, 190), message: between(4, 6), tools: { reads: 'json', factor: between(1.1, 1.4), request: between(28, 60), each: NONE, forced: NONE } },
  'grok-plain': { ...unknown, request: between(-4, 3), message: between(2, 6), tools: { reads: 'json', factor: between(0.95, 1.2), request: between(90, 155), each: NONE, forced: NONE } },
  cohere: { ...unknown, request: between(0, 3), message: between(0, 2) },
  qwen: { ...unknown, request: between(3, 7), message: between(4, 5), tools: { reads: 'json', factor: between(1, 1.2), request: between(75, 250), each: NONE, forced: NONE } },
  nova: { ...unknown, systemIs: 'apart', request: between(0, 1), message: between(0, 1), tools: { reads: 'json', factor: between(1, 1.3), request: between(330, 360), each: between(0, 5), forced: NONE } },
  'nova-2': { ...unknown, systemIs: 'apart', request: between(42, 46), message: between(0, 3), tools: { reads: 'json', factor: between(1, 1.5), request: between(810, 835), each: between(0, 5), forced: NONE } },
  plain: { ...unknown, request: NONE, message: between(0, 1) },
  unknown,
};

/** The framing of a model that is only known by its tokenizer. */
export function framingOf(family: TokenizerFamily): FramingName {
  switch (family) {
    case 'o200k':
      return 'harmony';
    case 'cl100k':
      return 'openai';
    case 'claude-old':
      return 'claude';
    case 'llama':
      return 'llama-3.1';
    default:
      return family;
  }
}
