/**
 * Reads a prompt's known text for what the model is told to do: English, and short prompts in some other languages. Linear in the text: it is cut into sentences once, each sentence is looked at
 * by its head, and no pattern runs over more than one sentence.
 */
import type { Task } from '../../model/rule.ts';
import { rememberByContent } from '../tokens/remember.ts';
import {
  ANSWERING, ANSWERS, ANSWER_CONSTANT, BELONGING, CAUTION, CHOOSING, COMPLEX, CONDITION, CUES, EACH_OBJECT, EVERY, EXAMPLES, FEW_WORDS, FIELDS,
  FIELD_OF_REASONS, FORM_VERB, GERUND, GIVEN_TEXT, HARD_FIELDS, HEADING, JUDGING, LABELS, LEAD_INS, MADE, MANY, MORE_THAN_A_LABEL, MORE_THAN_A_TITLE,
  MORE_THAN_WORDS, MORE_THAN_WRITTEN, NEGATED, OTHER_VERB, OTHER_WORK, PER_ITEM, POLARITY, RANGE, ROUTE_HEADING, ROUTE_TOPIC, SECOND_WORK,
  SEVERAL_OBJECTS, SHARED_OBJECT, SHOUTED, STRUCTURED, SURFACE, TAG, TAKING, TERSE, VERDICTS, WHETHER, WRITTEN_DOWN, YES_OR_NO,
} from './english.ts';
import { ORDERS, ROLE, YOU_ARE, type Pattern, type Strength } from './orders.ts';
import { ENOUGH_SIGNS, LONGEST_READ, OTHER_LANGUAGES, type Wording } from './other-languages.ts';

export interface Reading {
  /** `complex`: the work is not a simple task. `mixed`: a second purpose shows. */
  readonly verdict: 'plain' | 'mixed' | 'complex';
  /** `many`: several items in one request, so that the answer grows with them. `each`: whatever comes is one of many, in one request or in several. */
  readonly volume: 'one' | 'each' | 'many';
  readonly answer: 'structured' | 'free';
  /** Whether a question is asked that the text's surface answers: what it mentions, contains or is about. */
  readonly surface: boolean;
  readonly signs: readonly Sign[];
}

export interface Sign {
  readonly kind: Task['kind'];
  readonly strength: Strength;
  /** `answer`: it says what the answer looks like, not what to do. */
  readonly source: 'prompt' | 'answer';
  /** The words it was read from, shortened. */
  readonly words: string;
}

/** Instructions stand at the ends of a prompt; what lies between is mostly material. */
const HEAD_CHARACTERS = 4000;
const TAIL_CHARACTERS = 2000;
/** The task is said near one of the ends; further inside it is a rule for a special case. */
const TASK_CHARACTERS = 1500;
const SENTENCE_CHARACTERS = 400;
const LONGEST_QUOTE = 60;

/** Reads known text; holes stand in it as `…`. Remembers what it read lately: while a file is edited, its prompts are asked for after every key. */
export const readInstructions: (text: string) => Reading = rememberByContent(300, readAnew);

function readAnew(text: string): Reading {
  const cut = (text.length > HEAD_CHARACTERS + TAIL_CHARACTERS ? `${text.slice(0, HEAD_CHARACTERS)}\n${text.slice(-TAIL_CHARACTERS)}` : text).replace(EXAMPLES, ' ');
  const wording = languageOf(cut);
  const signs: Sign[] = [];
  let other = 0;
  let complex = 0;
  let volume: Reading['volume'] = 'one';
  let answer: Reading['answer'] = 'free';
  let surface = false;
  /** Whether the fields of the answer are named. */
  let fields = false;
  /** Whether labels were announced: list items that follow may be them. */
  let labelling = false;
  /** Whether the line before announced a list, or was a part of one. */
  let listing = false;
  let routing = false;
  /** Whether what is to be extracted was announced: list items that follow are it. */
  let extracting = false;
  /** Whether list items that follow are what a route is for. */
  let topics = false;
  let terse: string | null = null;
  let short: string | null = null;
  const constants = new Map<string, string>();
  for (const { words, from, item } of sentencesOf(cut)) {
    const said = words.toLowerCase().replace(/[’‘]/g, "'").replace(EMPHASIS, '').replace(/\byou're\b/g, 'you are').replace(RANGE, '$1-$2').replace(TAG, ' ').replace(CAUTION, ' ').replace(NEGATED, ' ');
    const lower = routing ? said.replace(ROUTE_TOPIC, '$1') : said;
    const isLabel: boolean = labelling && (item ? LABEL_ITEM.test(words) : listing && LABEL_LINE.test(words)) && !isStep(lower);
    listing = isLabel || words.endsWith(':');
    // What belongs to a label says what the label is for, and not what to do.
    if (isLabel && !FIELD_OF_REASONS.test(lower)) continue;
    if (topics && item) continue;
    topics = routing && ROUTE_HEADING.test(lower);
    const nearEnd = from < TASK_CHARACTERS || cut.length - from < TASK_CHARACTERS;
    const order = orderIn(words, lower, nearEnd);
    for (const [kind, strength] of order.told) signs.push({ kind, strength, source: 'prompt', words: order.words });
    if (order.complex) complex++;
    if (extracting && item && MORE_THAN_WRITTEN.test(lower)) other++;
    extracting = item ? extracting : words.endsWith(':') && order.told.some(([kind]) => kind === 'extraction');
    other += order.other;
    if (order.volume === 'many' || PER_ITEM.test(lower)) volume = 'many';
    else if (order.volume === 'each' && volume === 'one') volume = 'each';
    if (STRUCTURED.test(lower)) answer = 'structured';
    if (FIELDS.test(lower)) fields = true;
    if (SURFACE.test(lower)) surface = true;
    for (const [, quoted, bare] of lower.matchAll(ANSWER_CONSTANT)) constants.set((quoted ?? bare)!, shorten(words));
    const form = (ANSWERING.test(lower) ? ANSWERS.find(([, , pattern]) => pattern.test(lower)) : undefined) ?? (SHOUTED.test(words) ? (['classification', 'hint'] as const) : undefined);
    if (form !== undefined) signs.push({ kind: form[0], strength: form[1], source: 'answer', words: shorten(words) });
    if (wording !== null) {
      if (wording.complex.test(lower.includes('positi') && POLARITY.test(lower) ? lower.replace(JUDGING, ' ') : lower)) complex++;
      if (wording.surface.test(lower)) surface = true;
      for (const [source, patterns] of [['prompt', wording.work], ['answer', wording.answers]] as const) {
        const sign = patterns.find(([, , pattern]) => pattern.test(lower));
        if (sign !== undefined) signs.push({ kind: sign[0], strength: sign[1], source, words: shorten(words) });
      }
    }
    if (FEW_WORDS.test(lower)) short ??= shorten(words);
    if (TERSE.test(lower) || wording?.terse.test(lower) === true) terse ??= shorten(words);
    labelling ||= signs.some(({ kind }) => LABEL_KINDS.has(kind));
    routing ||= order.told.some(([kind]) => kind === 'routing');
  }
  const cue = lastLine(cut);
  const waited = CUES.find(([, , pattern]) => pattern.test(cue.toLowerCase()));
  if (waited !== undefined) signs.push({ kind: waited[0], strength: waited[1], source: 'answer', words: cue });
  const form = formOf([...constants.keys()]);
  if (form !== null) signs.push({ kind: form[0], strength: form[1], source: 'answer', words: [...constants.values()][0]! });
  if (short !== null && signs.some(({ kind, source }) => source === 'prompt' && kind === 'title')) signs.push({ kind: 'title', strength: 'hint', source: 'answer', words: short });
  if (terse !== null && signs.some(({ kind, source }) => source === 'prompt' && LABEL_KINDS.has(kind))) signs.push({ kind: 'classification', strength: 'hint', source: 'answer', words: terse });
  // Fields of a JSON answer are what the extraction is to give.
  if (answer === 'structured') for (const [i, sign] of signs.entries()) if (sign.kind === 'extraction' && sign.source === 'prompt' && (sign.strength !== 'role' || fields)) signs[i] = { ...sign, strength: 'explicit' };
  const verdict = complex > 0 || other > 2 || (wording !== null && text.length > LONGEST_READ) ? 'complex' : other > 0 ? 'mixed' : 'plain';
  return { verdict, volume, answer, surface, signs };
}

function lastLine(text: string): string {
  const end = text.trimEnd();
  return end.slice(end.lastIndexOf('\n') + 1).trim();
}

/** What one sentence orders. */
interface Order {
  /** What it tells the model to do, verb by verb. */
  readonly told: readonly Pattern[];
  /** How much else it tells. */
  readonly other: number;
  readonly complex: boolean;
  readonly volume: Reading['volume'];
  readonly words: string;
}

function orderIn(words: string, lower: string, nearEnd: boolean): Order {
  const role = ROLE.exec(lower)?.[0] ?? '';
  const head = withoutLeadIn(lower);
  const clauses = clausesOf(head).map((clause) => ({ clause, told: toldBy(clause) }));
  const asRole = role === '' ? undefined : toldBy(role.replace(YOU_ARE, ''));
  // What follows other work, or a condition, is not what the prompt is for.
  const first = clauses[0]!.told ?? asRole ?? looselyTold(lower, head);
  const complex = COMPLEX.some((pattern) => pattern.test(lower)) || doesOtherWork(head) || isOfHardField(first, lower);
  if (first === undefined || !nearEnd) return { told: [], other: Number(OTHER_WORK.test(head.replace(CONDITION, '')) && !HEADING.test(words)), complex, volume: 'one', words };
  const rest = clauses.slice(1);
  return {
    told: [first, ...rest.flatMap(({ told }) => (told === undefined ? [] : [told]))],
    other: Number(rest.some(({ clause, told }) => told === undefined && !FORM_VERB.test(clause))) + Number(BEYOND[first[0]]?.test(head) === true),
    complex,
    volume: isOfEach(head) ? 'each' : (first[0] === 'title' ? EVERY.test(head) : MANY.test(lower) || SEVERAL_OBJECTS.test(head)) ? 'many' : 'one',
    words: shorten(fromHead(words, head)),
  };
}

/** As one of the labels to choose from a field says nothing: "billing, legal or other". */
function isOfHardField(told: Pattern | undefined, lower: string): boolean {
  const plain = (told === undefined || LABEL_KINDS.has(told[0])) && SEVERAL.test(lower) ? lower.replace(LABELS, '$1') : lower;
  return HARD_FIELDS.some((pattern) => pattern.test(plain));
}

/** What a clause tells the model to do; what is said outright names it better than a hint. */
function toldBy(clause: string): Pattern | undefined {
  let hint: Pattern | undefined;
  for (const pattern of ORDERS) {
    if (!pattern[2].test(clause)) continue;
    if (pattern[1] === 'explicit') return pattern;
    hint ??= pattern;
  }
  return hint;
}

/** The clauses of an order, each from its verb on: "classify and route the ticket, then extract its date" has three. */
function clausesOf(head: string): readonly string[] {
  const shared = SHARED_OBJECT.exec(head);
  const first = shared === null ? head : `${shared[1]} ${head.slice(shared[0].length)}`;
  const starts = [...first.matchAll(SECOND_WORK)].map((match) => match.index + match[0].length - match[1]!.length);
  const cut = [0, ...starts].map((start, i) => first.slice(start, starts[i]));
  return shared === null ? cut : [cut[0]!, `${shared[2]} ${head.slice(shared[0].length)}`, ...cut.slice(1)];
}

function isOfEach(head: string): boolean {
  return EACH_OBJECT.test(head) && !MANY.test(head);
}

/** Whether a verb stands behind another that is none of a simple task. */
function doesOtherWork(head: string): boolean {
  for (const match of head.matchAll(OTHER_VERB)) if (toldBy(head.slice(match.index + match[0].length - match.groups!['verb']!.length)) === undefined) return true;
  return false;
}

/** The constants that an answer is told to be: a yes or a no, or labels. */
function formOf(constants: readonly string[]): readonly [Task['kind'], 'explicit' | 'hint'] | null {
  if (constants.length < 2 || constants.some((constant) => VERDICTS.test(constant) && !YES_OR_NO.test(constant))) return null;
  return constants.every((constant) => YES_OR_NO.test(constant)) ? ['yes-no', 'explicit'] : ['classification', 'hint'];
}

/** The words from what is told on. */
function fromHead(words: string, head: string): string {
  const start = words.toLowerCase().indexOf(head.slice(0, 20));
  return start > 0 && words.length > LONGEST_QUOTE ? `… ${words.slice(start)}` : words;
}

/** A choice among what is listed, the poles of a feeling, or several things to be read off: said in any words, so that each is a hint alone. */
function looselyTold(lower: string, head: string): Pattern | undefined {
  if (BELONGING.test(lower)) return ['classification', 'explicit', BELONGING];
  if (WHETHER.test(head) && SURFACE.test(lower)) return ['yes-no', 'explicit', WHETHER];
  if (lower.includes('positi') && POLARITY.test(lower)) return ['classification', 'explicit', POLARITY];
  if (SEVERAL.test(lower) && CHOOSING.test(lower)) {
    for (const [, , labels] of lower.matchAll(LABELS)) {
      const each = labels!.split(SEPARATOR).map((label) => label.replace(/^\W+|\W+$/g, ''));
      if (each.length >= FEWEST_LABELS && !each.some((label) => VERDICTS.test(label))) return ['classification', 'hint', CHOOSING];
    }
  }
  return TAKING.test(head) && GIVEN_TEXT.test(lower) && (head.match(WRITTEN_DOWN)?.length ?? 0) >= 2 ? ['extraction', 'hint', TAKING] : undefined;
}

const SEVERAL = /[,/|;]/;
const SEPARATOR = /,? (?:or|and) |[,;/|]/;
const FEWEST_LABELS = 3;

/** What makes more of a task than its kind says. */
const BEYOND: Readonly<Partial<Record<Task['kind'], RegExp>>> = { title: MORE_THAN_A_TITLE, formatting: MADE, classification: MORE_THAN_A_LABEL, extraction: MORE_THAN_WRITTEN, translation: MORE_THAN_WORDS };

const LABEL_KINDS: ReadonlySet<Task['kind']> = new Set(['classification', 'routing', 'moderation', 'yes-no']);

/** `billing`, or `billing: questions about invoices`. */
const LABEL_ITEM = /^["'`*]*[\w&/]+(?:[ -][\w&/]+){0,3}["'`*]*(?:$|\s*(?::|–|—| - |=|\())/;

/** A label on a line of its own. */
const LABEL_LINE = /^[A-Z][\w&/-]*(?: [\w&/-]+){0,3}$/;

/** Work is listed too: "2. Draft a reply", "- Classify the intent". A label of one word may be named like it. */
function isStep(lower: string): boolean {
  if (!lower.includes(' ') || lower.includes(':')) return false;
  const told = toldBy(lower);
  return told === undefined ? OTHER_WORK.test(lower) : LABEL_KINDS.has(told[0]);
}

/** The language of a text that is not English, where it is one that is read. */
function languageOf(text: string): Wording | null {
  const start = text.slice(0, LONGEST_READ);
  let [found, most]: [Wording | null, number] = [null, (start.length < SHORT_TEXT ? 1 : ENOUGH_SIGNS) - 1];
  for (const wording of OTHER_LANGUAGES) {
    const count = start.match(wording.signs)?.length ?? 0;
    if (count > most) [found, most] = [wording, count];
  }
  return found !== null && most > (start.match(ENGLISH_SIGNS)?.length ?? 0) ? found : null;
}

/** Hardly any little words stand in so short a text. */
const SHORT_TEXT = 80;

/** Marks of bold and italic type around words. */
const EMPHASIS = /\*\*|__(?=[a-z ])|(?<=[a-z.:])__/g;

const ENGLISH_SIGNS = /\b(the|an?|of|and|or|to|is|are|in|with|for|only|you|your|it|this|that|from|following)\b/gi;

function withoutLeadIn(sentence: string): string {
  let head = sentence;
  for (let round = 0; round < 5; round++) {
    const before = head;
    for (const leadIn of LEAD_INS) head = head.replace(leadIn, '');
    if (head === before) break;
  }
  return head.replace(GERUND, (_, verb: string | undefined, stem: string) => verb ?? `${stem}e`);
}

/** Sentences and lines, without list marks, quotes and headings; `from` is the offset in the text. */
function sentencesOf(text: string): readonly { readonly words: string; readonly from: number; readonly item: boolean }[] {
  const sentences: { words: string; from: number; item: boolean }[] = [];
  let start = 0;
  const push = (end: number): void => {
    const written = text.slice(start, Math.min(end, start + SENTENCE_CHARACTERS));
    const words = written
      .replace(/^[\s\-*#>•"'`(\d.)]+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (words.length > 2) sentences.push({ words, from: start, item: /^\s*(?:[-*•]|\d+[.)])\s/.test(written) });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text[i]!;
    if (code === '\n') {
      // A line that goes on in lower case is the same sentence, wrapped.
      if (!/^\n[ \t]*[a-z]/.test(text.slice(i, i + 60)) || i - start > SENTENCE_CHARACTERS) push(i + 1);
    } else if (code === '。' || code === '！' || code === '？') {
      push(i + 1);
    } else if (code === '.' && i - start < LONGEST_NUMBER && NUMBER_ALONE.test(text.slice(start, i))) {
      // The number of an item belongs to it.
    } else if ((code === '.' || code === '!' || code === '?' || code === ';') && /\s/.test(text[i + 1] ?? ' ')) {
      push(i + 1);
    }
  }
  push(text.length);
  return sentences;
}

const LONGEST_NUMBER = 12;
const NUMBER_ALONE = /^\s*\d{1,2}$/;

function shorten(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim();
  if (flat.length <= LONGEST_QUOTE) return flat.replace(/[.,;:]$/, '');
  const cut = flat.slice(0, LONGEST_QUOTE - 3);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 30))} …`;
}
