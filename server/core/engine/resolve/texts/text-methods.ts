/** What the library makes of a text: cut, joined, trimmed, filled in. */
import type { CallExpr } from '../../../model/facts.ts';
import type { Idiom } from '../../../model/language.ts';
import { knownText, optionsOf, type Hole, type Origin, type Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { formatted } from './formatted.ts';
import { memberOf } from '../members.ts';
import { canSearch, patternOf, replacementOf } from './patterns.ts';
import { labelOf, partsIn } from '../resolve.ts';
import { either, originOf, partsOf, textValue, unknown } from '../values.ts';
import { trimmedParts } from './white-space.ts';

/** The parts of a known text, taken apart at a known one; null where either is not known, or how often. */
export function dividedText(value: Value, [at, times]: readonly Value[], { means, rest }: Idiom, origin: Origin): Value | null {
  const [text, separator] = [knownText(value), knownText(at)];
  if (text === null || separator === null || separator === '') return null;
  const parts = text.split(separator);
  const from = means === 'partition' ? 1 : times === undefined ? Infinity : times.kind === 'number' && times.value >= 0 ? times.value : null;
  if (from === null) return null;
  const beyond = parts.slice(from);
  const joined = beyond.length === 0 || rest === 'dropped' ? [] : [beyond.join(separator)];
  const items = means === 'partition' ? [parts[0]!, beyond.length === 0 ? '' : separator, joined[0] ?? ''] : [...parts.slice(0, from), ...joined];
  return listOfTexts(items, origin);
}

/** The most parts that a text is taken apart into. */
const MAX_PARTS = 20_000;

/** The lines of a known text, or its words; null where it is not known, or too long. */
export function takenApart(value: Value, into: 'lines' | 'words', origin: Origin): Value | null {
  const text = knownText(value);
  if (text === null) return null;
  const parts = into === 'words' ? text.split(/\s+/).filter((word) => word !== '') : text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
  return parts.length > MAX_PARTS ? null : listOfTexts(text === '' ? [] : parts, origin);
}

/** A known text in what stands between the occurrences of a pattern. */
export function dividedByPattern(value: Value, pattern: RegExp | null, origin: Origin): Value | null {
  const text = pattern === null ? null : knownText(value);
  if (text === null || !canSearch(text)) return null;
  const parts = text.split(pattern!);
  return parts.length > MAX_PARTS ? null : listOfTexts(parts.map((part) => part ?? ''), origin);
}

function listOfTexts(texts: readonly string[], origin: Origin): Value {
  return { kind: 'list', items: texts.map((text) => textValue([text], origin)), open: null, origin };
}

export function withLetters(text: string, letters: NonNullable<Idiom['letters']>): string {
  switch (letters) {
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'first':
      return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
    case 'of-words':
      return text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  }
}

/** What a pattern finds in a text, what stands between, or the text with something else in its place; null where one of them is not known. */
export function byPattern(given: readonly (Value | null)[], means: 'replaced-by-pattern' | 'split-by-pattern' | 'found-by-pattern', origin: Origin): Value | null {
  const texts = given.map((value) => (value === null ? null : knownText(value)));
  const [source, by] = texts;
  const text = means === 'replaced-by-pattern' ? texts[2] : by;
  if (source == null || text == null || by == null || given.length !== (means === 'replaced-by-pattern' ? 3 : 2) || !canSearch(text)) return null;
  const pattern = patternOf(source);
  if (pattern === null) return null;
  if (means === 'replaced-by-pattern') return textValue([text.replace(pattern, replacementOf(by))], origin);
  const found = means === 'split-by-pattern' ? text.split(pattern) : [...text.matchAll(pattern)].map(([whole, ...groups]) => (groups.length === 0 ? whole : groups.length === 1 ? (groups[0] ?? '') : null));
  return found.includes(null) || found.length > MAX_PARTS ? null : listOfTexts(found.map((part) => part ?? ''), origin);
}

export function trimmed(value: Value, { trims }: Idiom): Value {
  return value.kind === 'text' && trims !== undefined ? { ...value, parts: trimmedParts(value.parts, trims) } : value;
}

/** Text changed a little (`replace`, `lower`): its words stay, what was filled in is a hole. */
export function approximateText(parts: readonly (string | Hole)[], label: string, origin: Origin): Value {
  return textValue([...parts, { kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
}

export function joinList(list: Value | undefined, separator: Value | undefined, label: string, origin: Origin): Value {
  const between = separator === undefined ? ',' : separator.kind === 'text' ? separator.parts : '…';
  if (list?.kind !== 'list') return textValue([{ kind: 'hole', label, value: unknown(label, 'dynamic', origin) }], origin);
  const parts = list.items.flatMap((item, i) => [...(i === 0 ? [] : typeof between === 'string' ? [between] : between), ...partsOf(item, label)]);
  return textValue(list.open === null ? parts : [...parts, { kind: 'hole', label: list.open, value: unknown(list.open, 'dynamic', origin) }], origin);
}

/** What a field of a template names in a value: `.name`, `[key]`, one after the other. */
function memberNamed(evaluator: Evaluator, value: Value, members: string, origin: Origin, frame: Frame): Value {
  const names = [...members.matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)].map(([, name, key]) => name ?? key!);
  return names.reduce((at, name) => {
    const item = at.kind === 'list' && /^\d+$/.test(name) && at.open === null ? at.items[Number(name)] : undefined;
    return item ?? memberOf(evaluator, at, name, origin, frame);
  }, value);
}

/** `template.format(a, name=b)`: `{}`, `{0}`, `{name}`, `{name.attr!r:>8}`; `{{` and `}}` are braces. */
export function formatText(evaluator: Evaluator, path: string, call: CallExpr, template: readonly (string | { readonly kind: 'hole'; readonly label: string; readonly value: Value })[], frame: Frame): Value {
  const origin = originOf(path, call);
  let automatic = 0;
  const positional = call.args.filter((argument) => argument.kind === 'positional');
  const spread = call.args.flatMap((argument) => (argument.kind === 'named-spread' ? [evaluator.evaluate(path, argument.value, frame)] : []));
  const fieldIn = (given: Value, key: string): Value | undefined => {
    const fields = optionsOf(given).map((option) => (option.kind === 'record' ? option.entries.findLast((entry) => entry.key === key && entry.presence === 'always')?.value : undefined));
    return fields.every((field) => field !== undefined) ? either(fields, origin) : undefined;
  };
  const spreadField = (key: string): Value | undefined => spread.map((given) => fieldIn(given, key)).findLast((field) => field !== undefined);
  const fill = (field: string): readonly (string | { readonly kind: 'hole'; readonly label: string; readonly value: Value })[] => {
    const name = /^[^!:]*/.exec(field)![0];
    const base = /^[^.[]*/.exec(name)![0];
    const argument = base === '' ? positional[automatic++] : /^\d+$/.test(base) ? positional[Number(base)] : call.args.find((candidate) => candidate.kind === 'named' && candidate.name === base);
    const given = argument === undefined ? spreadField(base) : evaluator.evaluate(path, argument.value, frame);
    const found = given === undefined ? unknown(name === '' ? '…' : name, 'dynamic', origin) : memberNamed(evaluator, given, name.slice(base.length), origin, frame);
    const form = field.slice(name.length).replace(/^!s?/, '');
    const value = form === '' ? found : (formatted(found, form.includes(':') ? form : `${form}:`, name, origin) ?? found);
    return partsIn(evaluator, path, value, name === '' ? (argument === undefined ? '…' : labelOf(evaluator, path, argument.value)) : name);
  };
  const parts = template.flatMap((part) =>
    typeof part !== 'string'
      ? [part]
      : part.split(/(\{\{|\}\}|\{[^{}]*\})/).flatMap((piece, i) => (i % 2 === 0 ? [piece] : piece === '{{' ? ['{'] : piece === '}}' ? ['}'] : fill(piece.slice(1, -1)))),
  );
  return textValue(parts, origin);
}
