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
  /** On top, where the request insists on a tool, and on one that it names. */
  readonly any: Range;
  readonly named: Range;
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
  call: between(5, 9),
  parallel: between(8, 16),
  reasoning: NONE,
  tools: { reads: 'declarations', factor: between(0.95, 1.05), request: between(4, 7), withoutSystem: between(7, 10), responses: between(2, 4), each: NONE, any: NONE, named: between(9, 16) },
  schema: { request: between(0, 11), responses: between(-2, 5), factor: between(0.94, 1.04) },
};

const harmony: Framing = {
  ...openai,
  request: exactly(2),
  assistant: exactly(2),
  call: between(10, 15),
  tools: { ...openai.tools, request: between(89, 91), withoutSystem: between(89, 91), responses: between(8, 10), any: NONE, named: NONE },
  schema: { request: between(4, 12), responses: between(-6, 3), factor: between(0.92, 1.02) },
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
  tools: { reads: 'json', factor: between(1.15, 1.55), request: between(264, 350), each: between(0, 12), any: between(-10, 20), named: between(-32, 20) },
  schema: { request: between(90, 130), factor: between(1.4, 2) },
};

const gemini: Framing = {
  request: between(0, 1),
  message: NONE,
  assistant: NONE,
  system: between(0, 1),
  systemIs: 'apart',
  call: between(0, 25),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(0.85, 1.3), request: NONE, each: between(-2, 4), any: NONE, named: NONE },
  schema: { request: NONE, factor: between(0, 0.1) },
};

const mistral: Framing = {
  request: between(1, 3),
  message: between(1, 3),
  assistant: NONE,
  system: between(0, 3),
  systemIs: 'message',
  call: between(5, 20),
  parallel: NONE,
  reasoning: NONE,
  tools: { reads: 'json', factor: between(1.2, 1.4), request: NONE, each: between(12, 24), any: NONE, named: NONE },
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
  tools: { reads: 'json', factor: between(1, 1.5), request: between(90, 150), each: between(0, 10), any: NONE, named: NONE },
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
  tools: { reads: 'json', factor: between(1, 1.5), request: between(20, 300), each: between(0, 10), any: NONE, named: NONE },
  schema: { request: between(0, 100), factor: between(0, 1.2) },
};

export const FRAMINGS: Readonly<Record<FramingName, Framing>> = {
  openai,
  'openai-reasoning': { ...openai, request: exactly(2), tools: { ...openai.tools, withoutSystem: between(9, 10) } },
  harmony,
  'gpt-oss': { ...harmony, request: between(63, 67), system: between(0, 8), tools: { ...harmony.tools, request: between(5, 16), withoutSystem: between(5, 16), responses: between(5, 16) }, schema: { request: between(20, 40), factor: between(0, 4) } },
  claude,
  'claude-new': { ...claude, request: between(4, 8), call: between(30, 60), reasoning: between(0, 40), tools: { ...claude.tools, factor: between(1.6, 2.15), request: between(286, 480) }, schema: { request: between(120, 180), factor: between(1.9, 2.8) } },
  gemini,
  'gemini-brief': { ...gemini, tools: { ...gemini.tools, factor: between(0.35, 0.8) } },
  mistral,
  'mistral-small': { ...mistral, request: between(11, 14) },
  llama,
  'llama-3.1': { ...llama, request: between(28, 31), tools: { ...llama.tools, request: between(90, 160) } },
  'llama-4': { ...llama, tools: { ...llama.tools, request: between(90, 160) } },
  'llama-4-groq': { ...llama, tools: { ...llama.tools, request: between(530, 690) } },
  deepseek: { ...unknown, request: between(1, 3), message: between(1, 2), tools: { reads: 'json', factor: between(1, 1.3), request: between(220, 320), each: between(0, 12), any: NONE, named: NONE }, reasoning: between(0, 80) },
  grok: { ...unknown, request: between(186, 190), message: between(2, 5), tools: { reads: 'json', factor: between(1.1, 1.3), request: between(28, 40), each: NONE, any: NONE, named: NONE } },
  'grok-plain': { ...unknown, request: between(-1, 2), message: NONE, assistant: between(8, 11), tools: { reads: 'json', factor: between(0.95, 1.1), request: between(95, 155), each: NONE, any: NONE, named: NONE } },
  cohere: { ...unknown, request: between(0, 1), message: between(0, 1), call: between(5, 25), tools: { reads: 'json', factor: between(0.8, 1.2), request: NONE, each: between(-4, 2), any: NONE, named: NONE }, schema: { request: NONE, factor: between(0, 1.2) } },
  qwen: { ...unknown, request: between(3, 7), message: between(4, 5), tools: { reads: 'json', factor: between(1, 1.2), request: between(75, 250), each: NONE, any: NONE, named: NONE } },
  nova: { ...unknown, systemIs: 'apart', request: between(0, 1), message: NONE, tools: { reads: 'json', factor: between(1, 1.3), request: between(330, 360), each: between(0, 5), any: NONE, named: NONE } },
  'nova-2': { ...unknown, systemIs: 'apart', request: between(43, 46), message: between(0, 2), tools: { reads: 'json', factor: between(1, 1.5), request: between(810, 835), each: between(0, 5), any: NONE, named: NONE } },
  plain: { ...unknown, request: NONE, message: between(0, 1) },
  unknown,
};

/** The framing of a model where it is served: Vertex counts less of Gemini's tools than Google's own API. */
export function framingFor(card: { readonly framing: FramingName } | null, family: TokenizerFamily, platform: string): Framing {
  const name = card?.framing ?? framingOf(family);
  return FRAMINGS[name === 'gemini' && (platform === 'vertex' || platform === 'openrouter') ? 'gemini-brief' : name];
}

/** The framing of a model that is only known by its tokenizer. */
function framingOf(family: TokenizerFamily): FramingName {
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
