/** What a file keeps on something from outside and reads there again: `session_state.client = Client()`, `app.state.client = Client()`, `local.client = Client()`. */
import type { Expr, IndexExpr, MemberExpr, Mutation, NameExpr } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { indexOf, type FactIndex } from './lookup.ts';
import { either, originOf, unknown } from './values.ts';

/** A member's value, or what the file sets it to where it is one of something from outside. What else it may be is not known: any part of the program may set it. */
export function keptOutside(evaluator: Evaluator, path: string, expr: MemberExpr | IndexExpr, value: Value, frame: Frame): Value {
  if (value.kind !== 'external' && !(value.kind === 'unknown' && expr.kind === 'index')) return value;
  const facts = evaluator.reader.facts(path)!;
  const { index } = expr as IndexExpr;
  const key = keyOf(expr);
  const set = key !== null ? indexOf(facts).sets(key) : index?.kind === 'name' ? setUnder(indexOf(facts), index) : [];
  if (set.length === 0) return value;
  const read = placeOf(expr.object);
  const within = key === null ? frame : evaluator.root;
  const kept = set.filter(({ target }) => isSamePlace(read, placeOf(target))).map((mutation) => evaluator.evaluate(path, mutation.value!, within));
  // What an SDK has by that name is its own still, unless a client is put there: `Settings.llm = OpenAI()`.
  if (value.kind === 'external' && evaluator.reader.claimed(path, value.package) !== null) return either([value, ...kept.filter((option) => option.kind === 'external')], originOf(path, expr));
  return kept.length === 0 ? value : either([...kept, unknown(`\`${key ?? 'it'}\` may be set elsewhere`, 'dynamic', originOf(path, expr))], originOf(path, expr));
}

function keyOf(expr: MemberExpr | IndexExpr): string | null {
  return expr.kind === 'member' ? expr.property : expr.index.kind === 'string' ? expr.index.value : null;
}

/** What the function around sets under the name that a variable of it holds: `cache[name] ??= make()`. It holds in that run of it. */
function setUnder(index: FactIndex, variable: NameExpr): readonly Mutation[] {
  return index.setsNamedBy(variable.name).filter(({ scope }) => index.activation(scope) === index.activation(variable.scope));
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
function isSamePlace(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return false;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length !== short.length && short.length < 2) return false;
  return short.every((part, i) => part === long[long.length - short.length + i]);
}
