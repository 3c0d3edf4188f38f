/**
 * Text as the tokenizers of some providers read it before they look up pieces: words between marks for where they begin and end, capitals as a
 * mark and small letters, a space between two marked runs as nothing at all.
 *
 * The rules are those of ctok (MIT, Copyright (c) 2026 Sander Land), which found them by measuring what an API counts; its own tests are the
 * oracle of ours. Tables that are listed here are listed there: no category of Unicode gives them.
 */

/** What the rules differ in between tokenizers. */
export interface MarkingRules {
  /** Curly quotes count as straight ones. */
  readonly foldsQuotes: boolean;
  /** The shortest word of capitals that is marked as one, or null where none is. */
  readonly capitalsFrom: number | null;
  /** A message begins as a word does: its first space is not counted, and what is no word pays for the mark. */
  readonly opensAsWord: boolean;
}

/** Noncharacters of Unicode, one a mark. Text that holds them itself is moved to private characters, which no text keeps. */
export const MARKS = { open: '\ufdd0', close: '\ufdd1', pad: '\ufdd2', shift: '\ufdd3', capitals: '\ufdd4' } as const;
const MARK = new Set<string>(Object.values(MARKS));
const ESCAPED_FROM = 0xe000;

export function isMark(character: string): boolean {
  return MARK.has(character);
}

/** The character that was moved out of the way of a mark. */
export function unescaped(character: string): string {
  return Object.values(MARKS)[character.charCodeAt(0) - ESCAPED_FROM] ?? character;
}

/** The text with everything that counts alike written alike. */
export function normalized(text: string, { foldsQuotes }: MarkingRules): string {
  const composed = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/[\u0001-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replaceAll('\u0000', ' ')
    .replaceAll('\u0e4d\u0e32', '\u0e33')
    .replace(/[\ue000-\uf8ff]/g, '');
  const folded = foldsQuotes ? composed.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"') : composed;
  return folded.replace(/[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g, ' ');
}

/** The marked form of a message whose text is normalized and does not end in a new line. `leadingSpace` says whether the text as it was sent began with a space. */
export function marked(text: string, rules: MarkingRules, leadingSpace: boolean): string {
  let rest = text.replace(/[\ufdd0-\ufdd4]/g, (mark) => String.fromCharCode(ESCAPED_FROM + Object.values(MARKS).indexOf(mark as never)));
  if (rules.opensAsWord && leadingSpace && /^ (?! )/.test(rest)) rest = rest.slice(1);
  const runs = runsOf(rest);
  if (runs.length === 0) return rules.opensAsWord ? MARKS.open : '';
  const parts = [...(rules.opensAsWord ? opening(runs) : []), ...runs.map((_, i) => markedRun(runs, i, rules))];
  // A single space between two marked runs is their border and is not written.
  return parts.join('').replace(BORDER, '$1$2');
}

const BORDER = new RegExp(`(.${MARKS.close}) ([${MARKS.shift}${MARKS.capitals}]*${MARKS.open})`, 'gu');

type Kind = 'word' | 'stray' | 'hard' | 'digit' | 'punctuation' | 'space';

interface Run {
  readonly kind: Kind;
  readonly text: string;
}

// ---- characters ------------------------------------------------------------------------------------------------------------------------------

const PUNCTUATION = new Set('£§«°·»„–—†•…€№→−√─│└═█（།');
const IDEOGRAPHIC_SYMBOLS = new Set('〄〒〓〠〶〷〾〿');
/** Letters by what they are used for, whatever Unicode calls them: Runic, Roman and circled numerals, Bamum. */
const SYMBOL_LETTERS: readonly (readonly [number, number])[] = [[0x16ee, 0x16f0], [0x2160, 0x2188], [0x24b6, 0x24e9], [0xa6e6, 0xa6ef]];
const CONTRACTIONS = new Set(['s', 't', 'd', 'm', 'll', 're', 've']);

const LETTER = /^\p{L}$/u;
const ANY_MARK = /^\p{M}$/u;
const ALPHABETIC = /^\p{Alphabetic}$/u;
const UPPER = /^\p{Uppercase}$/u;
const LOWER = /^\p{Lowercase}$/u;

function remembered<Result>(compute: (character: string) => Result): (character: string) => Result {
  const known = new Map<string, Result>();
  return (character) => {
    let result = known.get(character);
    if (result === undefined) known.set(character, (result = compute(character)));
    return result;
  };
}

/** Scripts that are not divided into words: each character stands alone. */
function standsAlone(code: number): boolean {
  return code >= 0x10000 || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xac00 && code <= 0xd7a3) || code === 0x3005 || code === 0x3006 || (code >= 0x3031 && code <= 0x3035) || code === 0x303b || code === 0x303c;
}

const isSelector = (character: string): boolean => character >= '\ufe00' && character <= '\ufe0f';

const kindOf = remembered((character): Kind => {
  const code = character.codePointAt(0)!;
  if (/^[\p{Z}\t\n\r\f\v]$/u.test(character)) return 'space';
  if (SYMBOL_LETTERS.some(([from, to]) => code >= from && code <= to)) return 'word';
  if (/^[0-9\u0660-\u0669\u06f0-\u06f9]$/.test(character)) return 'digit';
  if ((code < 0x80 && /^[\p{P}\p{S}]$/u.test(character)) || PUNCTUATION.has(character)) return 'punctuation';
  if (isSelector(character)) return 'hard';
  if (ANY_MARK.test(character)) return code < 0x10000 && ALPHABETIC.test(character) ? 'word' : 'hard';
  return LETTER.test(character) && !standsAlone(code) ? 'word' : 'hard';
});

/** A mark that closes a word: one that is not part of the letters. */
const isSeparator = remembered((character) => character.codePointAt(0)! < 0x10000 && ANY_MARK.test(character) && !isSelector(character) && !ALPHABETIC.test(character));

/** A mark that needs a letter before it. Its combining class is read off how normalization orders it. */
const isStray = remembered((character) => {
  const code = character.codePointAt(0)!;
  if (code === 0x0711 || (code >= 0x0730 && code <= 0x073f) || !ANY_MARK.test(character) || isSeparator(character)) return false;
  const moved = (pair: string): boolean => pair.normalize('NFD') !== pair;
  return moved(`${character}\u0334`) || moved(`\u0301${character}`);
});

const isBorderDigit = remembered((character) => character.codePointAt(0)! < 0x10000 && /^(?:\p{No}|[^\x00-\x7f])$/u.test(character) && /^[\p{No}\p{Nd}]$/u.test(character));

const isLikePunctuation = remembered((escaped) => {
  const character = unescaped(escaped);
  const code = character.codePointAt(0)!;
  if (code >= 0x10000) return false;
  if (isSeparator(character)) return true;
  const ideographic = code >= 0x3001 && code <= 0x303f && (/^\p{P}$/u.test(character) || IDEOGRAPHIC_SYMBOLS.has(character));
  return /^[\p{P}\p{S}\p{Cf}\p{Cn}]$/u.test(character) && !ideographic;
});

// ---- runs ------------------------------------------------------------------------------------------------------------------------------------

function runsOf(text: string): readonly Run[] {
  const runs: { kind: Kind; text: string }[] = [];
  for (const character of text) {
    const kind = kindOf(character);
    const last = runs.at(-1);
    if (kind === 'word' && isStray(character) && last?.kind !== 'word') {
      if (last?.kind === 'stray') last.text += character;
      else runs.push({ kind: 'stray', text: character });
    } else if (last?.kind === kind) last.text += character;
    else runs.push({ kind, text: character });
  }
  return runs.flatMap((run) => (run.kind === 'hard' ? alike(run) : [run]));
}

/** A run of hard characters in parts of punctuation, numbers and letters. A variation selector stays with what it varies. */
function alike({ kind, text }: Run): readonly Run[] {
  const parts: { kind: Kind; text: string }[] = [];
  let before: string | null = null;
  for (const character of text) {
    const like = isLikePunctuation(character) ? 'punctuation' : isBorderDigit(character) ? 'number' : 'letter';
    if (before !== null && (isSelector(character) || like === before)) parts.at(-1)!.text += character;
    else {
      parts.push({ kind, text: character });
      before = like;
    }
  }
  return parts;
}

// ---- marks -----------------------------------------------------------------------------------------------------------------------------------

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0)!);
const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1)!;
const takesMark = (character: string): boolean => isSelector(character) || isLikePunctuation(character);

function isNumber({ kind, text }: Run): boolean {
  return (kind === 'digit' || kind === 'hard') && (/^\p{Nd}+$/u.test(text) || /^\p{No}+$/u.test(text));
}

/** Whether the run touches a space on that side. One of several spaces ends no run; what a message begins with is a space. */
function bordersSpace(runs: readonly Run[], i: number, side: -1 | 1, opensAsWord: boolean): boolean {
  const beside = runs[i + side];
  if (beside === undefined) return side < 0 && opensAsWord;
  if (beside.kind !== 'space') return false;
  return side < 0 ? beside.text.endsWith(' ') : /^ (?! )/.test(beside.text);
}

/** An apostrophe by itself that opens the word behind it. */
function opensWord(runs: readonly Run[], i: number): boolean {
  const next = runs[i + 1];
  return runs[i]!.text === "'" && (next?.kind === 'word' || next?.kind === 'stray');
}

/** An apostrophe that stands for the beginning of what is contracted. */
function isContraction(runs: readonly Run[], i: number): boolean {
  const before = runs[i - 1];
  if (!CONTRACTIONS.has(runs[i]!.text) || before?.kind !== 'punctuation' || before.text !== "'") return false;
  const far = runs[i - 2];
  return far === undefined || !(far.kind === 'punctuation' || takesMark(lastOf(far.text)) || (isNumber(far) && isBorderDigit(lastOf(far.text))));
}

function opening(runs: readonly Run[]): readonly string[] {
  const [first] = runs as readonly [Run, ...Run[]];
  if (opensWord(runs, 0)) return [' '];
  const own = first.kind === 'word' || first.kind === 'punctuation' || first.kind === 'stray' || takesMark(firstOf(first.text)) || (isNumber(first) && isBorderDigit(firstOf(first.text))) || (first.kind === 'space' && first.text.startsWith(' '));
  return own ? [] : [MARKS.open];
}

function markedRun(runs: readonly Run[], i: number, rules: MarkingRules): string {
  const run = runs[i]!;
  const { kind, text } = run;
  const borders = (side: -1 | 1): boolean => bordersSpace(runs, i, side, rules.opensAsWord);
  if (kind === 'word') {
    const afterMark = runs[i - 1]?.kind === 'stray';
    const cased = afterMark ? text : markedCase(text, rules.capitalsFrom);
    const mark = isMark(cased[0]!) ? cased[0]! : '';
    return `${mark}${afterMark || isContraction(runs, i) ? '' : MARKS.open}${cased.slice(mark.length)}${MARKS.close}`;
  }
  if (kind === 'stray') return `${MARKS.open}${text}${runs[i + 1]?.kind === 'word' ? '' : MARKS.close}`;
  const [first, last] = [firstOf(text), lastOf(text)];
  if (kind === 'punctuation' || (kind === 'hard' && (takesMark(first) || takesMark(last)))) {
    const opens = borders(-1) && !opensWord(runs, i) && (kind === 'punctuation' || takesMark(first));
    return `${opens ? MARKS.open : ''}${text}${borders(1) && (kind === 'punctuation' || takesMark(last)) ? MARKS.close : ''}`;
  }
  if (isNumber(run)) return `${isBorderDigit(first) && borders(-1) ? MARKS.open : ''}${text}${isBorderDigit(last) && borders(1) ? MARKS.close : ''}`;
  return text;
}

// ---- capitals --------------------------------------------------------------------------------------------------------------------------------

/** `ϴ` counts as no capital. */
const lower = (character: string): string => (character === 'ϴ' ? character : character.toLowerCase());
const isUpper = remembered((character) => character !== 'ϴ' && UPPER.test(character) && lower(character) !== character);
const isLower = (character: string): boolean => LOWER.test(character);
const lowered = (text: string): string => Array.from(text, lower).join('');

/** A word of capitals, or one that begins with one, as a mark and small letters; every other word as it is. */
function markedCase(word: string, capitalsFrom: number | null): string {
  if (/^[a-z]+$/.test(word) || word.includes('ẞ')) return word;
  const [first, ...rest] = Array.from(word) as [string, ...string[]];
  if (word.includes('İ')) {
    const title = first !== 'İ' && isUpper(first) && !rest.some((character) => character !== 'İ' && isUpper(character));
    return title ? `${MARKS.shift}${[first, ...rest].map((character) => (character === 'İ' ? character : lower(character))).join('')}` : word;
  }
  const cased = [first, ...rest].filter((character) => isUpper(character) || isLower(character));
  const caseless = [first, ...rest].some((character) => (LETTER.test(character) || ANY_MARK.test(character)) && !isLower(character) && !isUpper(character));
  if (capitalsFrom !== null && rest.length + 1 >= capitalsFrom && cased.length > 0 && cased.every(isUpper) && !caseless) return `${MARKS.capitals}${lowered(word).replaceAll('ς', 'σ')}`;
  return isUpper(first) && !rest.some(isUpper) ? `${MARKS.shift}${lowered(word)}` : word;
}
