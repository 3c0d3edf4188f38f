/** What a file keeps on something from outside and reads there again: `session_state.client = Client()`, `app.state.client = Client()`, `local.client = Client()`. */
import type { Expr, FileFacts, IndexExpr, MemberExpr, Mutation } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import type { Evaluator } from './evaluator.ts';
import { indexOf } from './lookup.ts';
import { either, originOf, unknown } from './values.ts';

/** A member's value, or what the file sets it to where it is one of something from outside that no SDK is. What else it may be is not known: any part of the program may set it. */
export function keptOutside(evaluator: Evaluator, path: string, expr: MemberExpr | IndexExpr, value: Value): Value {
  if (value.kind !== 'external' && !(value.kind === 'unknown' && expr.kind === 'index')) return value;
  const facts = evaluator.reader.facts(path)!;
  const key = keyOf(expr);
  if (key !== null) indexOf(facts).askedKeys.add(key);
  const set = key === null ? undefined : settingsOf(facts).get(key);
  if (set === undefined || (value.kind === 'external' && evaluator.reader.claimed(path, value.package) !== null)) return value;
  const read = placeOf(expr);
  if (read === null) return value;
  const kept = set.filter((mutation) => isSamePlace(read, [...placeOf(mutation.target)!, key!])).map((mutation) => evaluator.evaluate(path, mutation.value!, evaluator.root));
  return kept.length === 0 ? value : either([...kept, unknown(`\`${key}\` may be set elsewhere`, 'dynamic', originOf(path, expr))], originOf(path, expr));
}

const settings = new WeakMap<FileFacts, ReadonlyMap<string, readonly Mutation[]>>();

/** What a file sets below names, by the last key. */
function settingsOf(facts: FileFacts): ReadonlyMap<string, readonly Mutation[]> {
  const known = settings.get(facts);
  if (known !== undefined) return known;
  const byKey = new Map<string, Mutation[]>();
  for (const mutation of facts.mutations) {
    const { key, value, operation } = mutation;
    if ((operation !== 'set' && operation !== 'default') || key?.kind !== 'string' || value === null || placeOf(mutation.target) === null) continue;
    const list = byKey.get(key.value);
    if (list === undefined) byKey.set(key.value, [mutation]);
    else list.push(mutation);
  }
  settings.set(facts, byKey);
  return byKey;
}

function keyOf(expr: MemberExpr | IndexExpr): string | null {
  return expr.kind === 'member' ? expr.property : expr.index.kind === 'string' ? expr.index.value : null;
}

/** `session_state`, `client` of `st.session_state["client"]`, below the name it begins with. */
function placeOf(expr: Expr): readonly string[] | null {
  if (expr.kind === 'name') return [expr.name];
  if (expr.kind !== 'member' && expr.kind !== 'index') return null;
  const key = keyOf(expr);
  const object = key === null ? null : placeOf(expr.object);
  return object === null ? null : [...object, key!];
}

/** Whether two places are one: written alike, or one reached by a longer way than the other (`request.app.state.client`, `app.state.client`). */
function isSamePlace(a: readonly string[], b: readonly string[]): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length !== short.length && short.length < 3) return false;
  return short.every((part, i) => part === long[long.length - short.length + i]);
}
