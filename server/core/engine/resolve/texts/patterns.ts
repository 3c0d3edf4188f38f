/** Texts that are searched by a pattern (`re.sub`, `/…/g`), where the pattern and the text are known. */
import type { CallExpr } from '../../../model/facts.ts';

/** Longer texts and patterns are not searched: what an editor waits for has to be quick whatever somebody wrote, and `\s+$` takes the square of the text's length in white space. */
const MAX_TEXT = 20_000;
const MAX_PATTERN = 120;

/** A repetition of what itself repeats, or is one of several, and something that is found again: what could take for ever. */
const SLOW = /\([^()]*[+*}|][^()]*\)\s*[+*{]|\)[^()]*\)\s*[+*{]|\\[1-9]|\(\?P=|\(\?<[=!]/;

/** A pattern as JavaScript has it, all its occurrences; null where it is none that is searched for here. */
export function patternOf(source: string, flags = ''): RegExp | null {
  if (source.length > MAX_PATTERN || SLOW.test(source)) return null;
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  const asked = new Set([...flags, ...(inline?.[1] ?? '')].filter((flag) => 'ims'.includes(flag)));
  if (inline?.[1]?.includes('x') === true) return null;
  const translated = source.slice(inline?.[0].length ?? 0).replaceAll('(?P<', '(?<').replace(/^\\A/, '^').replace(/\\Z$/, '$');
  try {
    return new RegExp(translated, `g${[...asked].join('')}`);
  } catch {
    // A pattern of another language's.
    return null;
  }
}

/** The pattern that is a call's first argument, `/\s+/g`; all its occurrences, or the first one. */
export function patternGiven({ args: [first] }: CallExpr): RegExp | null {
  const given = first?.value.kind === 'opaque' ? first.value.pattern : undefined;
  const pattern = given === undefined ? null : patternOf(given.source, given.flags);
  return pattern === null || given!.flags.includes('g') ? pattern : new RegExp(pattern.source, pattern.flags.replace('g', ''));
}

export function canSearch(text: string): boolean {
  return text.length <= MAX_TEXT;
}

/** What is put in the place of what was found, as JavaScript writes it: `\1`, `\g<name>` and `\n` are a group, a group and a line's end. */
export function replacementOf(written: string): string {
  return written.replaceAll('$', '$$$$').replace(/\\(\d)/g, '$$$1').replace(/\\g<(\d+)>/g, '$$$1').replace(/\\g<(\w+)>/g, '$$<$1>').replace(/\\n/g, '\n');
}
