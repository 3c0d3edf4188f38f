/** What the conditions around a reading say of a name through the names that it was made of: after `model = MODELS[provider]`, in the arm of `if (provider === "a")` the model is the one of "a". */
import type { Expr, NameExpr } from '../../model/facts.ts';
import { isWithin, type Span } from '../../model/text.ts';
import { optionsOf, type Value } from '../../model/value.ts';
import type { Evaluator, Frame } from './evaluator.ts';
import { indexOf, onlyBinding } from './lookup.ts';
import { walk } from './walk.ts';

/** A name's value, as what it was made of would be where the name is read. */
export function underConditionsOfParts(evaluator: Evaluator, path: string, expr: NameExpr, value: Value, frame: Frame): Value {
  if (value.kind !== 'either') return value;
  const facts = evaluator.reader.facts(path)!;
  const index = indexOf(facts);
  const made = onlyBinding(index, expr)?.value ?? null;
  const parts = made === null || index.activation(index.home(expr.scope, expr.name)) !== index.activation(expr.scope) ? null : partsOf(made);
  if (made === null || parts === null) return value;
  const comesBetween = (arm: number): boolean => {
    const region = facts.regions[arm]!;
    return !isWithin(made, region) && (isWithin(expr, region) || (index.leaves(arm) && region.start > made.end && region.end <= expr.start));
  };
  // What is bound again may be another thing by now.
  if (!parts.some(({ name }) => index.armsTesting(name).some(comesBetween)) || parts.some((part) => onlyBinding(index, part) === null)) return value;
  const left = evaluator.evaluate(path, evaluator.reader.copied(standingAt(made, expr)), frame);
  return optionsOf(left).length < value.options.length ? left : value;
}

/** The names in an expression that only looks things up and chooses among them; null for any other. What a call makes is one thing, wherever it is read. */
function partsOf(made: Expr): readonly NameExpr[] | null {
  const names: NameExpr[] = [];
  let isPlain = made.kind !== 'name' && made.kind !== 'string';
  walk(made, (part) => {
    if (part.kind === 'name') names.push(part);
    isPlain &&= ['name', 'member', 'index', 'string', 'template', 'binary', 'conditional', 'typed', 'null'].includes(part.kind);
  });
  return isPlain && names.length > 0 ? names : null;
}

/** An expression as it would be, written at another place. */
function standingAt(expr: Expr, { start, end }: Span): Expr {
  const moved = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(moved);
    if (typeof part !== 'object' || part === null) return part;
    const copy = Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, moved(inner)]));
    return copy['kind'] === 'name' || copy['kind'] === 'member' ? { ...copy, start, end } : copy;
  };
  return moved(expr) as Expr;
}
