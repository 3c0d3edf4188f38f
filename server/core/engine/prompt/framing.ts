/**
 * What providers put around the text of a request: marks between messages, prompts of their own, the wrapping of tools and schemas.
 * No provider documents these figures in full. They are measured: `docs/tokens.md` says how well, `bench/tokens/` holds the recorded requests and reproduces the fit.
 */
import type { Range } from '../../model/cost.ts';
import type { FramingName, TokenizerFamily } from '../../model/price.ts';
import { between, exactly, ZERO } from '../tokens/ranges.ts';
import type { Reading } from './measure.ts';

/** All figures are tokens. */
export interface Framing {
  /** Once a request, the opening of the answer included. */
  readonly request: Range;
  /** Each message, a system message among them. */
  readonly message: Range;
  /** On top, for a message of the assistant's. */
  readonly assistant: Range;
  /** On top, for a last message of the assistant's, which is the beginning of the answer. */
  readonly begun?: Range;
  /** On top, for a first message of the assistant's. */
  readonly opensWithAnswer?: Range;
  /** On top, for a result that says that the call failed, and for a document that is text. */
  readonly failed?: Range;
  readonly textDocument?: Range;
  /** On top, for a text of the assistant's that a call or another text of its own follows: it was no last word. */
  readonly unfinished?: Range;
  /** On top of the name of who speaks, where a message gives one. */
  readonly speaker?: Range;
  /** On top, for a system prompt. */
  readonly system: Range;
  /** Whether a system prompt is a message as any other or stands apart, wherever the request puts it. */
  readonly systemIs: 'message' | 'apart';
  /** On top, for a tool call with its result: what stands around the name, the arguments and the result. */
  readonly call: Range;
  readonly responsesCall?: Range;
  /** On top, in OpenAI's Responses, for a call right behind another. */
  readonly callBesideAnother?: Range;
  /** On top, for a message that holds several calls, in place of what one call has; null where each is as one alone. */
  readonly calls: { readonly once: Range; readonly each: Range; readonly names: 'once' | 'twice'; readonly results: 'text' | 'json' } | null;
  readonly callText: Reading['calls'];
  /** Whether the result of a call says its name again. */
  readonly names: 'once' | 'twice';
  /** On top, where the request switches reasoning on, and where it leaves the amount to the model or names an effort. */
  readonly reasoning: Range;
  readonly adaptive: Range;
  /** On top, in the Responses API, where the request says nothing of reasoning. */
  readonly responses?: Range;
  /** A page of a document: its text, and where the model sees it, its picture. */
  readonly page: Range;
  /** A second of a recording. */
  readonly second: { readonly audio: Range; readonly video: Range };
  /** What was thought in an earlier turn and comes back sealed: a token for `most` to `least` characters of the seal beyond what every seal has. Some read only what came in pieces. */
  readonly sealed?: { readonly beyond: number; readonly least: number; readonly most: number; readonly inOnePiece?: 'unread' };
  /** Whether what was thought is still read once the user has asked again. */
  readonly thoughts?: 'dropped' | 'kept';
  readonly tools: ToolFraming;
  readonly schema: SchemaFraming;
}

export interface ToolFraming {
  /** Which text stands for the tools: see `tool-text.ts`. */
  readonly reads: 'declarations' | 'functions' | 'listed' | 'strings' | 'marked' | 'json';
  /** Whether bounds of values (`minimum`) stand in declarations. */
  readonly bounds?: 'read';
  /** How often that text counts: of its o200k count where it is JSON. */
  readonly factor: Range;
  /** On top, where but the strings are read: each field of a tool, the whole of them as one, and each place deeper in it. */
  readonly field?: Range;
  readonly nested?: Range;
  /** On top, where declarations are marked, for each choice of values. */
  readonly choice?: Range;
  /** Once, where tools are passed. A model card with figures of its own for the tool prompt takes its place. */
  readonly request: Range;
  /** On top of the figures of a model card. */
  readonly given: Range;
  /** On top, where the request switches calls side by side off; of models whose card has figures for the tool prompt, where it insists on a tool as well. */
  readonly single: Range;
  /** The same for two of OpenAI's APIs, which differ; and for a chat without a system prompt to put the tools in. */
  readonly responses?: Range;
  readonly withoutSystem?: Range;
  /** Each tool. */
  readonly each: Range;
  /** Tools that the provider describes itself, by the name of their kind, where it says how much that takes. */
  readonly described?: Readonly<Record<string, Range>>;
  /** Tools that the provider runs itself, by the same name: its description of them, and at most what they put before the model. */
  readonly run?: Readonly<Record<string, Range>>;
  /** On top, for a tool that takes a text of any form instead of arguments. */
  readonly freeform?: Range;
  /** Whether tools are left out of the prompt where the request forbids their use. */
  readonly forbidden: 'sent' | 'dropped';
  /** On top, where the request insists on a tool, and on one that it names. */
  readonly any: Range;
  readonly named: Range;
}

/** Output schemas. */
export interface SchemaFraming {
  /** How often the schema's text counts, of its o200k count. */
  readonly factor: Range;
  /** On top, once: behind a system prompt or other tools, by itself, and in OpenAI's other API. */
  readonly request: Range;
  readonly withoutSystem: Range;
  readonly responses?: Range;
  /** On top, where tools are passed as well, and where that is so without a system prompt. */
  readonly besideTools?: Range;
  readonly besideToolsAlone?: Range;
  /** On top of the schema's name, where the answer that begins is marked with it, and each earlier one; null where they are not. */
  readonly answer: Range | null;
  readonly turn: Range | null;
}

const NONE = ZERO;

/** From a page of text alone to one with its picture. */
const PAGE = between(300, 3000);

/** A schema whose text counts in its place, wherever that is. */
function plainSchema(request: Range, factor: Range): SchemaFraming {
  return { factor, request, withoutSystem: request, answer: null, turn: null };
}

/** From what OpenAI counts of sound to what Google does; from a frame of low resolution a second to one of high. */
const SECOND = { audio: between(10, 35), video: between(70, 300) } as const;

/** Twenty pieces of 800 tokens are put before the model where nothing else is asked for; or nothing is looked for. */
const FOUND_IN_FILES = between(0, 20_000);

const gpt: Framing = {
  request: exactly(3),
  message: exactly(4),
  speaker: exactly(1),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(5, 6),
  // The same request was counted with up to 8.
  responsesCall: between(3, 6),
  // Calls side by side are one call of a tool that takes a list of them.
  calls: { once: between(22, 29), each: exactly(4), names: 'once', results: 'json' },
  callText: 'json',
  names: 'twice',
  reasoning: NONE,
  adaptive: NONE,
  // Responses may leave the pictures out.
  page: between(4, 3000),
  second: { ...SECOND, audio: exactly(10) },
  tools: { reads: 'declarations', run: { web_search: between(290, 30_000), web_search_preview: between(290, 30_000), image_generation: between(600, 2_000), file_search: FOUND_IN_FILES }, forbidden: 'sent', given: NONE, single: NONE, factor: exactly(1), request: exactly(-1), withoutSystem: exactly(3), responses: exactly(-3), each: NONE, any: NONE, named: exactly(7) },
  schema: { factor: exactly(1), request: NONE, withoutSystem: exactly(4), besideToolsAlone: exactly(1), responses: exactly(1), answer: exactly(2), turn: exactly(2) },
};

const harmony: Framing = {
  ...gpt,
  sealed: { beyond: 750, least: 7.9, most: 5.1 },
  thoughts: 'dropped',
  request: exactly(2),
  assistant: exactly(2),
  unfinished: exactly(1),
  call: between(9, 10),
  responsesCall: between(10, 12),
  callBesideAnother: between(0, 10),
  calls: { once: between(0, 14), each: exactly(9), names: 'twice', results: 'text' },
  tools: { ...gpt.tools, bounds: 'read', run: { web_search: between(290, 60_000), web_search_preview: between(290, 60_000), file_search: FOUND_IN_FILES }, described: { apply_patch: between(580, 720), computer: between(790, 860) }, freeform: between(10, 22), single: exactly(78), request: between(83, 87), withoutSystem: between(82, 85), responses: exactly(3), each: between(-1, 0), named: NONE },
  schema: { ...gpt.schema, besideToolsAlone: NONE, responses: NONE, answer: null },
};

/** From a request that does without to one that searches several times or runs programs. */
const RUN_BY_ANTHROPIC = { web_search: between(2_000, 80_000), web_fetch: between(1_000, 60_000), code_execution: between(900, 20_000), tool_search_tool_regex: between(600, 10_000), tool_search_tool_bm25: between(600, 10_000) } as const;

const claude: Framing = {
  request: exactly(4),
  message: exactly(3),
  assistant: NONE,
  begun: exactly(-3),
  opensWithAnswer: between(11, 13),
  failed: between(7, 12),
  textDocument: between(20, 55),
  system: between(-1, 1),
  systemIs: 'apart',
  call: between(5, 7),
  calls: { once: between(6, 12), each: exactly(18), names: 'once', results: 'text' },
  callText: 'tags',
  names: 'once',
  thoughts: 'dropped',
  reasoning: between(28, 33),
  adaptive: between(0, 17),
  page: between(1500, 3000),
  second: SECOND,
  tools: { reads: 'functions', forbidden: 'sent', given: between(-2, 4), single: between(-41, 0), factor: exactly(1), request: between(264, 350), each: NONE, described: { bash: between(244, 246), text_editor: between(695, 705), computer: between(735, 1235) }, run: RUN_BY_ANTHROPIC, any: NONE, named: between(0, 1) },
  schema: { ...plainSchema(between(80, 82), exactly(1)), besideTools: between(0, 7) },
};

const claudeNew: Framing = { ...claude, thoughts: 'kept', request: between(8, 9), system: NONE, call: between(-18, 7), reasoning: between(0, 40), adaptive: between(0, 3), tools: { ...claude.tools, given: between(-5, 8), request: between(286, 480), described: { bash: between(320, 330), text_editor: between(695, 920), computer: between(735, 4500) } }, schema: { ...plainSchema(between(80, 180), exactly(1)), besideTools: between(0, 7) } };

/** What is found is not among the tokens of the prompt. */
const RUN_BY_GOOGLE = { googleSearch: between(0, 3), google_search: between(0, 3) } as const;

const gemini: Framing = {
  request: between(0, 1),
  message: exactly(1),
  assistant: NONE,
  system: exactly(1),
  systemIs: 'apart',
  call: between(11, 17),
  sealed: { beyond: 60, least: 8, most: 5.6, inOnePiece: 'unread' },
  calls: null,
  callText: 'json',
  names: 'once',
  reasoning: NONE,
  adaptive: NONE,
  page: exactly(258),
  second: { audio: between(25, 32), video: between(258, 300) },
  tools: { reads: 'strings', run: RUN_BY_GOOGLE, forbidden: 'sent', given: NONE, single: NONE, factor: between(1, 1.03), field: exactly(9), nested: between(3, 33), request: NONE, each: between(8, 10), any: NONE, named: NONE },
  schema: plainSchema(NONE, NONE),
};

/** From 3 on declarations stand in marks of their own; of a choice some requests say what kind it is. */
const geminiMarked: ToolFraming = { reads: 'marked', run: RUN_BY_GOOGLE, forbidden: 'sent', given: NONE, single: NONE, factor: exactly(1), request: NONE, each: between(-1, 0), choice: between(0, 6), any: NONE, named: NONE };

const SEALED_BY_GEMINI_3 = { beyond: 70, least: 7.8, most: 4.5 } as const;

/** On Vertex, before 3 and where it is passed on. */
const geminiBrief: Framing = { ...gemini, request: between(0, 1), message: NONE, system: NONE, call: between(0, 0), callText: 'strings', tools: { ...gemini.tools, factor: exactly(1), field: between(0, 0.5), nested: between(0, 1), each: between(0, 3) } };

const mistral: Framing = {
  request: exactly(1),
  message: exactly(2),
  assistant: exactly(-1),
  system: between(-1, 1),
  systemIs: 'message',
  // Up to 2025 a call has an identifier, which no view of the request decides the length of, and counts twice.
  call: between(2, 42),
  calls: null,
  callText: 'json',
  names: 'once',
  reasoning: NONE,
  adaptive: NONE,
  page: PAGE,
  second: SECOND,
  tools: { reads: 'listed', forbidden: 'dropped', given: NONE, single: NONE, factor: exactly(1), request: between(3, 5), each: NONE, any: NONE, named: NONE },
  schema: plainSchema(NONE, NONE),
};

const llama: Framing = {
  request: exactly(5),
  message: exactly(5),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(5, 30),
  calls: null,
  callText: 'json',
  names: 'once',
  reasoning: NONE,
  adaptive: NONE,
  page: PAGE,
  second: SECOND,
  tools: { reads: 'listed', forbidden: 'dropped', given: NONE, single: NONE, factor: between(1, 1.35), request: between(75, 150), each: between(0, 10), any: NONE, named: NONE },
  schema: plainSchema(between(0, 140), between(0, 1.2)),
};

const unknown: Framing = {
  request: between(2, 5),
  message: between(2, 4),
  assistant: NONE,
  system: NONE,
  systemIs: 'message',
  call: between(5, 30),
  calls: null,
  callText: 'json',
  names: 'once',
  reasoning: NONE,
  adaptive: NONE,
  page: PAGE,
  second: SECOND,
  tools: { reads: 'json', forbidden: 'sent', given: NONE, single: NONE, factor: between(1, 1.5), request: between(20, 300), each: between(0, 10), any: NONE, named: NONE },
  schema: plainSchema(between(0, 100), between(0, 1.2)),
};

const deepseek: Framing = {
  ...unknown,
  request: between(1, 3),
  message: exactly(2),
  assistant: exactly(-1),
  system: exactly(-2),
  call: between(25, 60),
  tools: { reads: 'listed', forbidden: 'dropped', given: NONE, single: NONE, factor: exactly(1), request: between(208, 215), each: between(0, 2), any: NONE, named: NONE },
  // A prompt that asks for thought comes with some efforts, and in the Responses API by itself.
  adaptive: between(0, 81),
  responses: between(78, 81),
};

const grok: Framing = {
  ...unknown,
  request: between(186, 190),
  message: between(2, 5),
  call: between(10, 28),
  tools: { reads: 'json', forbidden: 'sent', given: NONE, single: NONE, factor: between(1.1, 1.3), request: between(28, 40), each: NONE, any: NONE, named: NONE },
  schema: plainSchema(between(15, 32), between(0.9, 1.1)),
};

const grokPlain: Framing = {
  ...grok,
  request: between(-1, 2),
  message: NONE,
  assistant: between(8, 11),
  call: between(12, 28),
  tools: { ...grok.tools, factor: between(0.97, 1.05), request: between(146, 155) },
  schema: plainSchema(between(35, 50), between(0.9, 1.1)),
};

const qwen: Framing = {
  ...unknown,
  request: between(-2, 7),
  message: exactly(5),
  tools: { reads: 'listed', forbidden: 'sent', given: NONE, single: NONE, factor: exactly(1), request: between(70, 165), each: NONE, any: NONE, named: NONE },
};

export const FRAMINGS: Readonly<Record<FramingName, Framing>> = {
  gpt,
  'gpt-reasoning': { ...gpt, request: exactly(2), tools: { ...gpt.tools, request: between(-1, 0), withoutSystem: exactly(4), responses: between(-3, -2) } },
  harmony,
  // What was thought stays from GPT-5.6 on.
  'harmony-5.6': { ...harmony, thoughts: 'kept' },
  'gpt-oss': { ...harmony, request: between(63, 68), system: between(-4, 4), tools: { ...harmony.tools, factor: between(0.95, 1.05), request: between(12, 23), withoutSystem: between(12, 23), responses: between(12, 23) }, schema: plainSchema(between(20, 40), between(0, 4)) },
  claude,
  // From Opus 4.5 on what was thought stays.
  'claude-4.5': { ...claude, thoughts: 'kept' },
  // Bedrock leaves parts of some tools out.
  'claude-bedrock': { ...claude, thoughts: 'kept', page: PAGE, tools: { ...claude.tools, each: between(-14, 0) } },
  'claude-2': { ...claude, request: between(4, 6), message: exactly(4), begun: exactly(-4) },
  'claude-new': claudeNew,
  'claude-lean': { ...claudeNew, request: between(3, 4) },
  gemini,
  'gemini-3': { ...gemini, page: between(520, 560), second: { audio: between(25, 32), video: between(70, 300) }, call: between(-1, 0), callText: 'marks', sealed: SEALED_BY_GEMINI_3, tools: geminiMarked },
  'gemini-brief': geminiBrief,
  'gemini-3-brief': { ...geminiBrief, call: between(-8, 0), callText: 'marks', sealed: SEALED_BY_GEMINI_3, tools: { ...geminiBrief.tools, field: between(0, 2), each: between(11, 22) }, schema: plainSchema(between(30, 50), between(0, 1.2)) },
  gemma: { ...unknown, request: between(3, 4), message: exactly(5), system: exactly(-4) },
  mistral,
  'mistral-routed': { ...mistral, request: between(1, 5), schema: plainSchema(NONE, between(0, 0.2)) },
  // Marks that are text, as the first models of Mistral and those of Llama 2 read.
  'mistral-1': { ...mistral, request: between(1, 3), message: between(7, 8), assistant: exactly(-6), system: between(-7, -1) },
  // Names that have stood for models of either kind.
  'mistral-early': { ...mistral, request: between(1, 3), message: between(2, 9), assistant: between(-6, -1), system: between(-7, 2) },
  // The effort of reasoning is told before everything, in a line of JSON.
  'mistral-small': { ...mistral, request: between(1, 13), call: between(1, 42), tools: { ...mistral.tools, request: between(3, 5), any: between(0, 4) } },
  llama,
  // A system prompt stands behind the date, in the message that is there without one too.
  'llama-3.1': { ...llama, request: exactly(30), system: exactly(-5) },
  // Who passes requests on to many hosts: some of them leave that message out.
  'llama-3.1-routed': { ...llama, request: between(5, 30), system: between(-5, 0), tools: { ...llama.tools, request: between(75, 415) } },
  'llama-3.1-groq': { ...llama, request: exactly(30), system: exactly(-5), tools: { ...llama.tools, request: between(330, 415) }, schema: plainSchema(between(85, 100), between(0.9, 1.2)) },
  // Some hosts put a prompt of their own before tools.
  'llama-4': { ...llama, tools: { ...llama.tools, request: between(75, 530) } },
  'llama-4-groq': { ...llama, tools: { ...llama.tools, factor: between(1, 1.1), request: between(625, 665), each: NONE } },
  deepseek,
  'deepseek-3': { ...deepseek, tools: { ...deepseek.tools, request: between(94, 120), each: between(0, 4) } },
  grok,
  'grok-3': { ...grokPlain, request: between(2, 3), message: between(3, 4), assistant: between(0, 8), tools: { ...grokPlain.tools, request: between(86, 98) } },
  // The prompts that xAI publishes stand before everything.
  'grok-4': { ...grok, request: between(678, 684) },
  'grok-4-fast': { ...grok, request: between(158, 163), tools: { ...grok.tools, request: between(28, 100) } },
  'grok-code': { ...grok, request: between(196, 203) },
  'grok-plain': grokPlain,
  cohere: { ...unknown, request: NONE, message: between(0, 1), call: between(-6, 2), tools: { reads: 'json', forbidden: 'sent', given: NONE, single: NONE, factor: between(1, 1.1), request: NONE, each: between(-10, -4), any: NONE, named: NONE }, schema: plainSchema(NONE, between(0, 1.2)) },
  qwen,
  // A system prompt takes the place of the one that is there without it.
  'qwen-2.5': { ...qwen, request: between(23, 25), system: exactly(-21) },
  nova: { ...unknown, systemIs: 'apart', request: between(0, 1), message: NONE, assistant: between(0, 6), tools: { reads: 'json', forbidden: 'sent', given: NONE, single: NONE, factor: between(1, 1.3), request: between(330, 360), each: between(0, 5), any: NONE, named: NONE } },
  'nova-2': { ...unknown, systemIs: 'apart', request: between(43, 46), reasoning: between(40, 60), message: between(0, 2), tools: { reads: 'json', forbidden: 'sent', given: NONE, single: NONE, factor: between(1, 1.5), request: between(810, 835), each: between(0, 5), any: NONE, named: NONE } },
  titan: { ...unknown, request: between(2, 4), message: between(0, 1) },
  plain: { ...unknown, request: NONE, message: between(0, 1) },
  unknown,
};

/** Where a model is served. Who serves models of everybody's may have prompts of its own in place of their makers'. */
export type Served = 'by its own API' | 'elsewhere' | 'beside others';

/** Formats that are others where somebody else than the models' maker serves them. */
const OTHERS: Readonly<Record<Exclude<Served, 'by its own API'>, Partial<Readonly<Record<FramingName, FramingName>>>>> = {
  elsewhere: { gemini: 'gemini-brief', 'gemini-3': 'gemini-3-brief', claude: 'claude-bedrock', 'claude-4.5': 'claude-bedrock', mistral: 'mistral-routed' },
  'beside others': { 'grok-4-fast': 'grok-plain' },
};

/** The framing of a model where it is served: Vertex, and who passes requests on to it, count less of Gemini's tools than Google's own API. */
export function framingFor(card: { readonly framing: FramingName } | null, family: TokenizerFamily, served: Served): Framing {
  const name = card?.framing ?? framingOf(family);
  return FRAMINGS[served === 'by its own API' ? name : (OTHERS[served][name] ?? name)];
}

/** The framing of a model that is only known by its tokenizer. */
function framingOf(family: TokenizerFamily): FramingName {
  switch (family) {
    case 'o200k':
      return 'harmony';
    case 'cl100k':
      return 'gpt';
    case 'claude-old':
      return 'claude';
    case 'claude-new':
      return 'claude-lean';
    case 'llama':
      return 'llama-3.1';
    case 'tekken':
      return 'mistral';
    default:
      return family;
  }
}
