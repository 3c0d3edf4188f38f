/** What the library makes of a text: cut, joined, trimmed, filled in. */
import type { CallExpr } from '../../model/facts.ts';
import type { Idiom } from '../../model/language.ts';
import { knownText, optionsOf, type Hole, type Origin, type Value } from '../../model/value.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { labelOf, partsIn } from './resolve.ts';
import { either, originOf, partsOf, textValue, unknown } from './values.ts';
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
  return { kind: 'list', items: items.map((item) => textValue([item], origin)), open: null, origin };
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
    const value = given === undefined || name !== base ? unknown(name === '' ? '…' : name, 'dynamic', origin) : given;
    return partsIn(evaluator, path, value, name === '' ? (argument === undefined ? '…' : labelOf(evaluator, path, argument.value)) : name);
  };
  const parts = template.flatMap((part) =>
    typeof part !== 'string'
      ? [part]
      : part.split(/(\{\{|\}\}|\{[^{}]*\})/).flatMap((piece, i) => (i % 2 === 0 ? [piece] : piece === '{{' ? ['{'] : piece === '}}' ? ['}'] : fill(piece.slice(1, -1)))),
  );
  return textValue(parts, origin);
}
