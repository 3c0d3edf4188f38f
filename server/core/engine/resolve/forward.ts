/** Functions that hand all they are given on to another one: `const fetch = (...args) => import("node-fetch").then(({ default: fetch }) => fetch(...args))`. A call of one is a call of the other. */
import type { Expr, FileFacts } from '../../model/facts.ts';
import type { FunctionValue, Value } from '../../model/value.ts';
import type { Evaluator } from './evaluator.ts';
import { idiomsOf } from './idioms.ts';

/** What a function hands everything on to, and does nothing else; null where it is no such function. */
export function handedOnTo(evaluator: Evaluator, { path, function: index, filled }: FunctionValue): Value | null {
  const facts = evaluator.reader.facts(path);
  const fn = facts?.functions[index];
  const [parameter] = fn?.params ?? [];
  if (facts === undefined || fn === undefined || filled !== undefined || fn.params.length !== 1 || parameter!.kind !== 'rest' || fn.returns.length !== 1) return null;
  const callee = calledWith(evaluator, path, facts, fn.returns[0]!, parameter!.name);
  return callee === null ? null : evaluator.evaluate(path, callee, evaluator.root);
}

/** What is called with the arguments of a name and nothing else, also once something is there that is waited for. */
function calledWith(evaluator: Evaluator, path: string, facts: FileFacts, returned: Expr, name: string): Expr | null {
  if (returned.kind !== 'call' || returned.args.length !== 1) return null;
  const { callee, args: [argument] } = returned;
  if (argument!.kind === 'spread') return argument!.value.kind === 'name' && argument!.value.name === name ? callee : null;
  if (callee.kind !== 'member' || idiomsOf(evaluator, path).of(`.${callee.property}`)?.means !== 'awaited' || argument!.value.kind !== 'function') return null;
  const then = facts.functions[argument!.value.function]!;
  return then.returns.length === 1 ? calledWith(evaluator, path, facts, then.returns[0]!, name) : null;
}
