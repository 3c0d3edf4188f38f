/** What a function's decorators pass to it: `@with_client`, whose wrapper calls `fn(client, *args)`. */
import type { CallExpr, FileFacts, FunctionFact } from '../../../model/facts.ts';
import { optionsOf, type FunctionValue, type Value } from '../../../model/value.ts';
import { bindArguments } from '../arguments.ts';
import type { Evaluator } from '../evaluator.ts';
import { indexOf } from '../lookup.ts';

/** What decorators of the workspace pass for a parameter. */
export function passedByDecorators(evaluator: Evaluator, path: string, fn: FunctionFact, parameter: number): readonly Value[] {
  return fn.decorators.flatMap((decorator) => optionsOf(evaluator.evaluate(path, decorator, evaluator.root))).flatMap((option) => {
    const facts = option.kind === 'function' ? evaluator.reader.facts(option.path) : undefined;
    if (option.kind !== 'function' || facts === undefined) return [];
    evaluator.reader.readWhole(option.path);
    return callsOfDecorated(facts, option).flatMap((call) => {
      const value = bindArguments(evaluator, option.path, ofMethod(evaluator, call, fn), fn, evaluator.root)(parameter);
      return value == null ? [] : optionsOf(value);
    });
  });
}

/** Where a decorator calls the function that it is given. */
function callsOfDecorated(facts: FileFacts, { function: decorator }: FunctionValue): readonly CallExpr[] {
  const fn = facts.functions[decorator];
  const given = fn?.params[0]?.name;
  return fn === undefined || given === undefined ? [] : indexOf(facts).callsWithin(fn).filter((call) => call.callee.kind === 'name' && call.callee.name === given);
}

/** A method is handed its object first. */
function ofMethod({ reader }: Evaluator, call: CallExpr, { class: of }: FunctionFact): CallExpr {
  return of >= 0 && call.args[0]?.kind === 'positional' ? reader.copied({ ...call, args: call.args.slice(1) }) : call;
}
