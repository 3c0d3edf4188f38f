/** What a generic function gives where its body does not tell: what it is given under the same type, `once<T>(key: string, make: () => T): T`. */
import type { Expr, FunctionFact } from '../../../model/facts.ts';
import { optionsOf, type FunctionValue, type Origin, type Value } from '../../../model/value.ts';
import { callFunction } from '../apply.ts';
import type { Evaluator, Frame } from '../evaluator.ts';
import { idiomsOf } from '../idioms.ts';
import { isVague } from './types.ts';
import { either } from '../values.ts';

/** The result of a run by the types alone; null where these do not tell it, or the body does. */
export function givenUnderType(evaluator: Evaluator, callee: FunctionValue, fn: FunctionFact, value: Value, origin: Origin, run: Frame): Value | null {
  const name = fn.returnType === null || run.call === null || !isVague(evaluator, value) ? null : parameterNamed(evaluator, callee.path, fn.returnType);
  if (name === null) return null;
  const facts = evaluator.reader.facts(callee.path)!;
  const given = fn.params.flatMap(({ type }, index): readonly Value[] => {
    const argument = type === null ? null : run.args(index);
    if (type === null || argument == null) return [];
    if (parameterNamed(evaluator, callee.path, type) === name) return [argument];
    const made = type.kind === 'function' ? facts.functions[type.function]!.returnType : null;
    if (made === null || parameterNamed(evaluator, callee.path, made) !== name) return [];
    return optionsOf(argument).flatMap((option) => (option.kind === 'function' ? [callFunction(evaluator, option, origin, run)] : []));
  });
  return given.length === 0 ? null : either(given, origin);
}

/** The name in a type, or in what is waited for (`Promise<T>`), of which nothing is known: no class, no alias, nothing imported, no type of the language. */
function parameterNamed(evaluator: Evaluator, path: string, type: Expr): string | null {
  if (type.kind === 'index') {
    const generic = evaluator.evaluate(path, type.object, evaluator.root);
    return generic.kind === 'external' && idiomsOf(evaluator, path).ofExternal(generic)?.means === 'type-wrapper' ? parameterNamed(evaluator, path, type.index) : null;
  }
  if (type.kind !== 'name' || !/^[A-Z]/.test(type.name)) return null;
  const meant = evaluator.evaluate(path, type, evaluator.root);
  return meant.kind === 'external' && meant.package === '' && idiomsOf(evaluator, path).ofExternal(meant) === undefined ? type.name : null;
}
