/** Tables in which a function keeps what it made, for whoever asks again: `if (cached) return cached; … cache.set(name, provider)`. What is found there is what this run would make. */
import type { Expr, FileFacts, Mutation, NameExpr } from '../../../model/facts.ts';
import { isWithin } from '../../../model/text.ts';
import type { Value } from '../../../model/value.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { isSame } from '../guards.ts';
import { indexOf, onlyBinding, type FactIndex } from '../lookup.ts';

/** What a run finds in a table under a key under which it also puts something; null where others fill the table too, or it was not empty when it was made. */
export function keptByRun(evaluator: Evaluator, path: string, table: Expr, key: Expr, frame: Frame): Value | null {
  if (key.kind !== 'name' || frame.function < 0 || frame.path !== path) return null;
  const facts = evaluator.reader.facts(path)!;
  const index = indexOf(facts);
  const filling = fillingOf(facts, index, table);
  if (filling === null || filling.value === null || filling.key === null || !isSame(index, key, filling.key)) return null;
  return isWithin(filling, facts.functions[frame.function]!) && filling.start > key.start ? evaluator.evaluate(path, filling.value, frame) : null;
}

/** The one place that puts something into a table which is empty at first. */
function fillingOf(facts: FileFacts, index: FactIndex, table: Expr): Mutation | null {
  const changes = table.kind === 'name' ? changesOfName(index, table) : table.kind === 'member' && table.object.kind === 'self' ? changesOfAttribute(facts, index, table.property, table.object.class) : [];
  const [only, ...others] = changes.filter(({ operation }) => operation !== 'remove');
  return others.length === 0 && only?.operation === 'set' && only.target.kind === table.kind ? only : null;
}

function changesOfName(index: FactIndex, table: NameExpr): readonly Mutation[] {
  const made = onlyBinding(index, table);
  return made !== null && isEmptyTable(made.value) ? index.mutationsIn(index.home(table.scope, table.name), table.name) : [];
}

function changesOfAttribute({ classes, scopes }: FileFacts, index: FactIndex, name: string, holder: number): readonly Mutation[] {
  const cls = classes[holder];
  const made = cls === undefined ? [] : [...cls.attributes.filter((attribute) => attribute.name === name), ...scopes[cls.scope]!.bindings.filter((binding) => binding.name === name)];
  return made.length === 1 && isEmptyTable(made[0]!.value) ? index.attributeMutations(name) : [];
}

/** `{}`, `dict()`, `new Map()`. */
function isEmptyTable(value: Expr | null): boolean {
  const written = value?.kind === 'typed' ? value.value : value;
  return (written?.kind === 'record' && written.entries.length === 0) || (written?.kind === 'call' && written.args.length === 0);
}
