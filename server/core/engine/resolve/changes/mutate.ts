/** What happens to a list, a record or an object between the place it is bound and the place it is read. */
import type { IndexExpr, MemberExpr, Mutation } from '../../../model/facts.ts';
import type { ListValue, ObjectValue, RecordField, RecordValue, SetAttribute, Value } from '../../../model/value.ts';
import { attributeOf } from '../attributes.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { asList, leftOut, openOf, UNDER_CONDITION } from './lists.ts';
import { mutationPath } from '../lookup.ts';
import { runsRegistering } from './registered.ts';
import { labelOf, overlaid, spreadFields } from '../resolve.ts';
import { either, isWholeList, originOf, restOf, textValue } from '../values.ts';

/** `value` after `mutations`; `presence` tells whether they happen on every path to the reading. */
export function applyMutations(evaluator: Evaluator, path: string, value: Value, mutations: readonly Mutation[], presence: 'always' | 'sometimes' | ((mutation: Mutation) => 'always' | 'sometimes'), frame: Frame): Value {
  let current = value;
  for (const mutation of mutations) {
    const when = typeof presence === 'function' ? presence(mutation) : presence;
    const { steps } = mutationPath(mutation);
    const runs = runsRegistering(evaluator, path, mutation, frame);
    if (runs.length === 0) current = applyInside(evaluator, path, current, steps, mutation, when, frame);
    for (const run of runs) current = applyInside(evaluator, path, current, steps, mutation, 'always', run);
  }
  return current;
}

/** Follows the steps of `messages[-1]["content"]` and changes what is found there. An index that is not known may be any of them. */
function applyInside(evaluator: Evaluator, path: string, value: Value, steps: readonly (IndexExpr | MemberExpr)[], mutation: Mutation, presence: 'always' | 'sometimes', frame: Frame): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return applyOne(evaluator, path, value, mutation, presence, frame);
  const into = (inner: Value, when: 'always' | 'sometimes'): Value => applyInside(evaluator, path, inner, rest, mutation, when, frame);
  if (value.kind === 'either') return either(value.options.map((option) => applyInside(evaluator, path, option, steps, mutation, presence, frame)), value.origin);
  const index = step.kind === 'index' ? evaluator.evaluate(path, step.index, frame) : null;
  if (value.kind === 'record') {
    const key = step.kind === 'member' ? step.property : keyOf(index!);
    return { ...value, entries: value.entries.map((entry) => (key === null ? { ...entry, value: into(entry.value, 'sometimes') } : entry.key === key ? { ...entry, value: into(entry.value, presence) } : entry)) };
  }
  if (value.kind === 'list') {
    const at = index?.kind === 'number' && value.open === null ? (index.value < 0 ? value.items.length + index.value : index.value) : null;
    const items = value.items.map((item, i) => (at === null ? into(item, 'sometimes') : i === at ? into(item, presence) : item));
    return { ...value, items, ...leftOut(items.filter((_, i) => value.sometimes?.includes(value.items[i]!))) };
  }
  if (value.kind === 'object' && step.kind === 'member') {
    const before = attributeOf(evaluator, value, step.property, originOf(path, step), frame);
    const after = before === undefined ? undefined : into(before, presence);
    return after === undefined || after === before ? value : withAttribute(value, { name: step.property, given: [after], presence: 'always' });
  }
  return value;
}

function withAttribute(object: ObjectValue, attribute: SetAttribute): ObjectValue {
  return { ...object, set: [...(object.set ?? []).filter(({ name }) => name !== attribute.name), attribute] };
}

function applyOne(evaluator: Evaluator, path: string, value: Value, mutation: Mutation, presence: 'always' | 'sometimes', frame: Frame): Value {
  switch (value.kind) {
    case 'either':
      return either(value.options.map((option) => applyOne(evaluator, path, option, mutation, presence, frame)), value.origin);
    case 'record':
      return mutateRecord(evaluator, path, value, mutation, presence, frame);
    case 'list':
      return mutateList(evaluator, path, value, mutation, presence, frame);
    case 'object':
      return mutateObject(path, value, mutation, presence, frame);
    case 'text':
      if (mutation.operation !== 'extend' || mutation.value === null) return value;
      return textValue([...value.parts, { kind: 'hole', label: labelOf(evaluator, path, mutation.value), value: evaluator.evaluate(path, mutation.value, frame) }], value.origin);
    default:
      return value;
  }
}

function mutateRecord(evaluator: Evaluator, path: string, value: RecordValue, mutation: Mutation, presence: 'always' | 'sometimes', frame: Frame): RecordValue {
  const named = mutation.key === null ? null : evaluator.evaluate(path, mutation.key, frame);
  const key = named === null ? null : keyOf(named);
  switch (mutation.operation) {
    case 'set':
    case 'default': {
      // One of several keys: `for name in ("base_url", "api_key"): options[name] = …`.
      if (named?.kind === 'either' && mutation.value !== null && named.options.every((option) => keyOf(option) !== null)) return named.options.reduce<RecordValue>((set, option) => withField(evaluator, path, set, keyOf(option)!, mutation, 'sometimes', frame), value);
      if (key === null && mutation.value !== null) {
        const given = evaluator.evaluate(path, mutation.value, frame);
        return { ...value, open: value.open ?? 'a key that is not known here', others: value.others === undefined ? given : either([value.others, given], given.origin) };
      }
      if (key === null || mutation.value === null) return { ...value, open: value.open ?? 'a key that is not known here' };
      return withField(evaluator, path, value, key, mutation, presence, frame);
    }
    case 'merge': {
      if (mutation.value === null) return { ...value, open: value.open ?? 'an update that is not known here' };
      const merged = evaluator.evaluate(path, mutation.value, frame);
      const added = spreadFields(merged, labelOf(evaluator, path, mutation.value));
      const entries = presence === 'always' ? added.entries : added.entries.map((entry) => ({ ...entry, presence }));
      return { ...value, entries: overlaid(value.entries, merged, { entries, open: added.open }), open: value.open ?? added.open };
    }
    case 'remove':
      if (key === null) return { ...value, entries: value.entries.map((entry) => ({ ...entry, presence: 'sometimes' })) };
      return { ...value, entries: presence === 'always' ? value.entries.filter((entry) => entry.key !== key) : value.entries.map((entry) => (entry.key === key ? { ...entry, presence: 'sometimes' } : entry)) };
    default:
      return value;
  }
}

/** A record after one of its fields was set, or given where it had none. */
function withField(evaluator: Evaluator, path: string, value: RecordValue, key: string, mutation: Mutation, presence: 'always' | 'sometimes', frame: Frame): RecordValue {
  if (mutation.value === null) return value;
  const exists = value.entries.some((entry) => entry.key === key && entry.presence === 'always');
  if (mutation.operation === 'default' && exists) return value;
  const given = evaluator.evaluate(path, mutation.value, frame);
  // A default of something that may be there already.
  const worth = mutation.operation === 'default' && value.open !== null ? either([given, restOf(value, key, given.origin)], given.origin) : given;
  const field: RecordField = { key, value: worth, presence, site: { kind: 'statement', path, span: mutation, value: mutation.value } };
  if (presence === 'always') return { ...value, entries: [...value.entries.filter((entry) => entry.key !== key), field] };
  const before = value.entries.findLast((entry) => entry.key === key);
  // Set on some paths over a value that is always there: either of the two, always there.
  if (before !== undefined) return { ...value, entries: [...value.entries.filter((entry) => entry !== before), { ...before, value: either([before.value, field.value], originOf(path, mutation.value)) }] };
  return { ...value, entries: [...value.entries, field] };
}

/** An object whose attribute is set by another name than its own. One that is set on some paths only may still be what it was. */
function mutateObject(path: string, value: ObjectValue, { operation, key, value: given }: Mutation, presence: 'always' | 'sometimes', frame: Frame): ObjectValue {
  if (operation !== 'set' || key?.kind !== 'string' || given === null) return value;
  const written = { kind: 'written', path, expr: given, activation: frame } as const;
  const before = value.set?.find(({ name }) => name === key.value);
  if (presence === 'always' || before === undefined) return withAttribute(value, { name: key.value, given: [written], presence });
  return withAttribute(value, { ...before, given: [...before.given, written] });
}

function mutateList(evaluator: Evaluator, path: string, value: ListValue, mutation: Mutation, presence: 'always' | 'sometimes', frame: Frame): ListValue {
  const added = mutation.value === null ? null : evaluator.evaluate(path, mutation.value, frame);
  const label = mutation.value === null ? 'a change that is not known here' : labelOf(evaluator, path, mutation.value);
  switch (mutation.operation) {
    case 'append':
      if (added === null) return { ...value, open: value.open ?? label };
      return { ...value, items: [...value.items, added], ...there(value, [added], null, presence) };
    case 'extend':
    case 'merge': {
      const list = added === null ? null : asList(added);
      if (list === null) return { ...value, open: openOf(value.open, label) };
      return { ...value, items: [...value.items, ...list.items], ...there(value, list.items, list, presence) };
    }
    case 'insert':
      if (added === null) return { ...value, open: value.open ?? label };
      return { ...value, items: [added, ...value.items], ...there(value, [added], null, presence) };
    case 'set': {
      const index = mutation.key === null || added === null || presence !== 'always' || !isWholeList(value) ? null : evaluator.evaluate(path, mutation.key, frame);
      const at = index?.kind === 'number' ? (index.value < 0 ? value.items.length + index.value : index.value) : -1;
      return at in value.items ? { ...value, items: value.items.map((item, i) => (i === at ? added! : item)) } : { ...value, open: value.open ?? 'items changed in place' };
    }
    case 'remove':
    case 'default':
      return { ...value, open: value.open ?? 'items changed in place' };
  }
}

/** What is marked of a list to which items are added. */
function there(value: ListValue, added: readonly Value[], from: ListValue | null, presence: 'always' | 'sometimes'): Pick<ListValue, 'open' | 'sometimes'> {
  const open = openOf(openOf(value.open, from?.open ?? null), presence === 'always' ? null : UNDER_CONDITION);
  return { open, ...leftOut([...(value.sometimes ?? []), ...(presence === 'always' ? (from?.sometimes ?? []) : added)]) };
}

function keyOf(value: Value): string | null {
  return value.kind === 'text' && value.parts.length === 1 && typeof value.parts[0] === 'string' ? value.parts[0] : null;
}
