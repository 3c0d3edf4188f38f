/** Lists that are put together: what stands in them for certain, what only at times, and what of them is not seen. */
import { optionsOf, type ListValue, type Origin, type RecordValue, type Value } from '../../../model/value.ts';
import type { Evaluator } from '../evaluator.ts';
import { either, isFalsy, isWholeList, textValue, unknown } from '../values.ts';

/** Why a list is open of which all items are seen that there may be. */
export const UNDER_CONDITION = 'items appended under a condition';

/** The mark on a list for those of its items that are there on some paths only. */
export function leftOut(items: readonly Value[]): { readonly sometimes?: readonly Value[] } {
  return items.length === 0 ? {} : { sometimes: items };
}

/** Why two lists in one are open: that items are not seen weighs more than that some may be missing. */
export function openOf(first: string | null, second: string | null): string | null {
  return first === null || first === UNDER_CONDITION ? (second ?? first) : first;
}

/** The names of a record's fields. */
export function keysOf({ entries, open }: RecordValue, origin: Origin): ListValue {
  return { kind: 'list', items: [...new Set(entries.map(({ key }) => key))].map((key) => textValue([key], origin)), open, origin };
}

/** A value as what a loop over it goes through: in some languages a record's keys. */
export function iterated(evaluator: Evaluator, path: string, value: Value): Value {
  const isKeys = value.kind === 'record' && value.entries.every(({ presence }) => presence === 'always') && evaluator.reader.languageOf(path)?.overRecords === 'keys';
  return isKeys ? keysOf(value, value.origin) : value;
}

/** A part of a list: one item, or all those of another list; `label` says for a person which one. */
export type ListPart = { readonly kind: 'item'; readonly value: Value } | { readonly kind: 'items'; readonly value: Value; readonly label: string; readonly origin: Origin };

export function joinedLists(parts: readonly ListPart[], origin: Origin): ListValue {
  const items: Value[] = [];
  const sometimes: Value[] = [];
  let open: string | null = null;
  for (const part of parts) {
    const list = part.kind === 'item' ? null : asList(part.value);
    if (part.kind === 'item') items.push(part.value);
    else if (list !== null) {
      items.push(...list.items);
      sometimes.push(...(list.sometimes ?? []));
      open = openOf(open, list.open);
    } else {
      items.push(unknown(part.label, 'dynamic', part.origin));
      open = openOf(open, part.label);
    }
  }
  return { kind: 'list', items, open, ...leftOut(sometimes), origin };
}

/** One of several lists as one: at each place one of their items, at times where the shorter ones have none. What is empty adds nothing (`more && [message]`). Null where it may be no list. */
export function asList(value: Value): ListValue | null {
  if (value.kind !== 'either') return value.kind === 'list' ? value : null;
  const options = optionsOf(value);
  const lists = options.filter((option) => option.kind === 'list');
  if (lists.length === 0 || options.some((option) => option.kind !== 'list' && isFalsy(option) !== 'yes')) return null;
  const items: Value[] = [];
  const sometimes: Value[] = [];
  for (let at = 0; lists.some((list) => at < list.items.length); at++) {
    const here = lists.flatMap((list) => list.items.slice(at, at + 1));
    const item = either(here, value.origin);
    items.push(item);
    if (here.length < options.length || lists.some((list) => list.sometimes?.includes(list.items[at]!) === true)) sometimes.push(item);
  }
  const open = lists.reduce<string | null>((reason, list) => openOf(reason, list.open), sometimes.length > 0 ? UNDER_CONDITION : null);
  return { kind: 'list', items, open, ...leftOut(sometimes), origin: value.origin };
}

/** What is in the lists of a list, as one; null where one of them is not known from end to end. */
export function joinedItems(lists: ListValue): ListValue | null {
  const isWhole = lists.items.every((item) => isWholeList(item) || item.kind === 'text' || item.kind === 'record');
  return isWhole ? { ...lists, items: lists.items.flatMap((item) => (item.kind === 'list' ? item.items : [item])) } : null;
}
